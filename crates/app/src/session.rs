//! Signing in and out.

use crate::view::{MenuPlace, SessionView, SignIn};
use crate::{App, Trouble, unit_ref};
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use engine::access::{Right, may, rights};
use model::{Account, AccountName, Refusal, RefusalCode, Role};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Seconds that a session lasts without sign-out: a working day.
const LASTS: i64 = 12 * 3600;
/// Wrong passwords in a row before a name must wait.
const FREE_ATTEMPTS: u32 = 5;
/// Seconds of waiting after that.
const WAIT: i64 = 60;

/// The secret of a session, for the cookie. The store keeps only its hash.
pub struct Token(pub String);

/// Wrong passwords by name, and when the last one came.
#[derive(Default)]
pub(crate) struct Attempts(BTreeMap<String, (u32, i64)>);

impl Attempts {
    /// Seconds still to wait.
    fn wait(&self, name: &str, now: i64) -> i64 {
        match self.0.get(name) {
            Some((count, last)) if *count >= FREE_ATTEMPTS => (last + WAIT - now).max(0),
            _ => 0,
        }
    }

    fn wrong(&mut self, name: &str, now: i64) {
        self.0.retain(|_, (_, last)| now - *last < 3600);
        let entry = self.0.entry(name.to_owned()).or_default();
        *entry = (entry.0 + 1, now);
    }
}

impl App {
    /// Signs in.
    ///
    /// # Errors
    /// `wrong-password`, `too-many-attempts`.
    pub async fn sign_in(&self, input: SignIn) -> Result<(SessionView, Token), Trouble> {
        let now = self.0.clock.now().as_second();
        let name = AccountName::from(input.name.trim().to_lowercase());
        let wait = self.0.attempts.lock().await.wait(name.as_str(), now);
        if wait > 0 {
            return Err(Refusal::of(RefusalCode::TooManyAttempts, wait).into());
        }
        let account = self.book().await.accounts.get(&name).filter(|a| a.active).cloned();
        let kept = self.store().password_hash(&name).await?;
        let fits = blocking(move || verify(&input.password, kept.as_deref())).await?;
        let Some(account) = account.filter(|_| fits) else {
            self.0.attempts.lock().await.wrong(name.as_str(), now);
            return Err(RefusalCode::WrongPassword.into());
        };
        self.0.attempts.lock().await.0.remove(name.as_str());
        let token = Token(secret()?);
        self.store().drop_expired(now).await?;
        self.store().put_session(&hash(&token.0), &name, now + LASTS).await?;
        Ok((self.session_view(&account).await, token))
    }

    /// The account behind a session's secret.
    ///
    /// # Errors
    /// `sign-in-first`.
    pub async fn who(&self, token: &str) -> Result<Account, Trouble> {
        let now = self.0.clock.now().as_second();
        let name = self.store().session(&hash(token), now).await?.ok_or(RefusalCode::SignInFirst)?;
        self.refresh().await?;
        let book = self.book().await;
        let account = book.accounts.get(&name).filter(|a| a.active);
        Ok(account.cloned().ok_or(RefusalCode::SignInFirst)?)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn sign_out(&self, token: &str) -> Result<(), Trouble> {
        Ok(self.store().end_session(&hash(token)).await?)
    }

    /// The signed-in person as the interface needs it.
    pub async fn session_view(&self, who: &Account) -> SessionView {
        let book = self.book().await;
        SessionView {
            name: who.name.to_string(),
            display_name: who.display_name.clone(),
            roles: roles(who),
            rights: rights(who),
            unit: unit_ref(&book, &who.unit),
            place: unit_ref(&book, &book.place_unit()),
            menu: menu(who),
            today: self.0.clock.today().to_string(),
        }
    }

    /// Keeps a password.
    pub(crate) async fn set_password(&self, name: &AccountName, password: String) -> Result<(), Trouble> {
        let hashed = blocking(move || hash_password(&password)).await??;
        self.store().set_password_hash(name, &hashed).await?;
        Ok(self.store().end_sessions_of(name).await?)
    }
}

/// What the person does, each role once.
pub(crate) fn roles(who: &Account) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| who.is(*role)).collect()
}

/// The menu: places that the person has work in.
fn menu(who: &Account) -> Vec<MenuPlace> {
    let sees = may(who, Right::SeeAll);
    let unit = may(who, Right::See);
    let table = [
        (MenuPlace::Work, unit),
        (MenuPlace::Rounds, unit),
        (MenuPlace::Reports, sees),
        (MenuPlace::Figures, sees),
        (MenuPlace::Findings, unit),
        (MenuPlace::Tasks, unit),
        (MenuPlace::Catalogue, sees),
        (MenuPlace::Admin, may(who, Right::Administer)),
    ];
    table.into_iter().filter(|(_, has)| *has).map(|(place, _)| place).collect()
}

/// Password work takes tens of milliseconds of one core: off the threads that answer.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Trouble::Defect(e.to_string()))
}

fn verify(password: &str, kept: Option<&str>) -> bool {
    // A name without a password takes as long as one with a wrong password.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29saWV1LW5vYm9keQ$Hn8KPeWIDnYCwGGK8Hvbv9bkNTDGbwMgYrQX1xkVrcA";
    let parsed = PasswordHash::new(kept.unwrap_or(NOBODY));
    let fits = parsed.is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok());
    fits && kept.is_some()
}

fn hash_password(password: &str) -> Result<String, Trouble> {
    let hashed = Argon2::default().hash_password(password.as_bytes());
    hashed.map(|h| h.to_string()).map_err(|e| Trouble::Defect(e.to_string()))
}

/// 256 random bits, in hex.
pub(crate) fn secret() -> Result<String, Trouble> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| Trouble::Defect(e.to_string()))?;
    Ok(hex(&bytes))
}

fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
