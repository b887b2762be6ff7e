//! Signing in and out.

use crate::people::locks;
use crate::view::{MenuPlace, SessionView, SignIn};
use crate::{App, Trouble, unit_ref};
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use engine::access::{Right, may, rights};
use model::{Account, AccountName, Refusal, RefusalCode, Role};
use sha2::{Digest, Sha256};
use store::Credential;

/// Seconds after which a session's use is written down again.
const USED: i64 = 60;
/// Letters of a sign-in name; longer ones are not worth a row.
const LONGEST_NAME: usize = 200;

/// The secret of a session, for the cookie. The store keeps only its hash.
pub struct Token(pub String);

/// Who knocks, as far as a request tells.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// From where.
    pub address: String,
    /// Browser and system, in words.
    pub device: String,
}

impl App {
    /// Signs in. A person with a second factor is asked for its code once the password was right.
    ///
    /// # Errors
    /// `wrong-password`, `too-many-attempts`, `code-wanted`, `wrong-code`, `account-idle`.
    pub async fn sign_in(&self, input: SignIn, visitor: Visitor) -> Result<(SessionView, Token), Trouble> {
        let name = AccountName::from(input.name.trim().to_lowercase());
        if name.as_str().len() > LONGEST_NAME {
            return Err(RefusalCode::WrongPassword.into());
        }
        let waited = self.count_try(&name, &visitor).await;
        let account = self.book().await.accounts.get(&name).filter(|a| a.active).cloned();
        waited?;
        let fits = self.password_fits(&name, input.password).await?;
        let account = account.filter(|_| fits).ok_or(RefusalCode::WrongPassword)?;
        self.not_idle(&account).await?;
        match self.need_code(&name, input.code.as_deref()).await {
            // Asking for the code is no wrong try.
            Err(Trouble::Refused(no)) if no.code == RefusalCode::CodeWanted => {
                self.store().forgive_attempt(&name, &visitor.address).await?;
                return Err(no.into());
            }
            other => other?,
        }
        self.store().forget_attempts(&name, Some(&visitor.address)).await?;
        self.begin_session(&account, visitor).await
    }

    /// Counts a try before it is looked at, so that many at once count too.
    ///
    /// # Errors
    /// `too-many-attempts` with the seconds to wait.
    pub(crate) async fn count_try(&self, name: &AccountName, visitor: &Visitor) -> Result<(), Trouble> {
        let (now, address) = (self.now(), visitor.address.as_str());
        let since = now - locks::REMEMBERED;
        let of_name = self.store().attempts(name, since).await?;
        let from_address = self.store().attempts_from(address, since).await?;
        match locks::wait(address, &of_name, &from_address, now) {
            0 => Ok(self.store().count_attempt(name, address, now).await?),
            wait => Err(Refusal::of(RefusalCode::TooManyAttempts, wait).into()),
        }
    }

    /// # Errors
    /// `account-idle`.
    pub(crate) async fn not_idle(&self, account: &Account) -> Result<(), Trouble> {
        let days = self.policy().await.idle_days;
        match locks::idle(self.store().last_seen(&account.name).await?, days, self.now()) {
            true => Err(Refusal::of(RefusalCode::AccountIdle, days).into()),
            false => Ok(()),
        }
    }

    /// A session for somebody who has shown who it is.
    pub(crate) async fn begin_session(
        &self,
        account: &Account,
        visitor: Visitor,
    ) -> Result<(SessionView, Token), Trouble> {
        let (token, now) = (Token(secret()?), self.now());
        self.store().drop_expired(now, now - locks::REMEMBERED).await?;
        let session = store::Session {
            token_hash: hash(&token.0),
            account: account.name.clone(),
            device: visitor.device,
            address: visitor.address,
            begun_at: now,
            seen_at: now,
            expires_at: now + i64::from(self.policy().await.session_hours) * 3600,
        };
        self.store().put_session(&session).await?;
        self.store().saw(&account.name, now).await?;
        let who = self.as_granted(account.clone()).await?;
        Ok((self.session_view(&who).await, token))
    }

    /// The account behind a session's secret.
    ///
    /// # Errors
    /// `sign-in-first`.
    pub async fn who(&self, token: &str) -> Result<Account, Trouble> {
        let (now, token_hash) = (self.now(), hash(token));
        let used_since = now - self.quiet_seconds().await;
        let session = self.store().session(&token_hash, now, used_since).await?;
        let session = session.ok_or(RefusalCode::SignInFirst)?;
        self.refresh().await?;
        if now - session.seen_at >= USED {
            self.store().touch_session(&token_hash, now).await?;
            self.store().saw(&session.account, now).await?;
        }
        let account = self.book().await.accounts.get(&session.account).filter(|a| a.active).cloned();
        self.as_granted(account.ok_or(RefusalCode::SignInFirst)?).await
    }

    /// The account as it may act: one that must have a second factor holds nothing until it has.
    async fn as_granted(&self, account: Account) -> Result<Account, Trouble> {
        let must = self.policy().await.second_factor.iter().any(|role| account.is(*role));
        match must && !self.has_factor(&account.name).await? {
            true => Ok(Account { grants: Vec::new(), ..account }),
            false => Ok(account),
        }
    }

    /// Seconds without a request after which a session ends.
    pub(crate) async fn quiet_seconds(&self) -> i64 {
        i64::from(self.policy().await.quiet_minutes) * 60
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
            second_factor_wanted: who.grants.is_empty()
                && book.accounts.get(&who.name).is_some_and(|a| !a.grants.is_empty()),
            today: self.0.clock.today().to_string(),
        }
    }

    /// Keeps a password; all sessions of the account end.
    pub(crate) async fn set_password(&self, name: &AccountName, password: String) -> Result<(), Trouble> {
        self.keep_password(name, password).await?;
        Ok(self.store().end_sessions_of(name, None).await?)
    }

    pub(crate) async fn keep_password(&self, name: &AccountName, password: String) -> Result<(), Trouble> {
        let long = engine::password::is_long(&password);
        let hash = blocking(move || hash_password(&password)).await??;
        Ok(self.store().set_credential(name, &Credential { hash, long }).await?)
    }

    /// Whether that is the account's password.
    pub(crate) async fn password_fits(&self, name: &AccountName, password: String) -> Result<bool, Trouble> {
        let kept = self.store().credential(name).await?.map(|kept| kept.hash);
        blocking(move || verify(&password, kept.as_deref())).await
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
        (MenuPlace::Plans, sees),
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
    Ok(hex(&random::<32>()?))
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], Trouble> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).map_err(|e| Trouble::Defect(e.to_string()))?;
    Ok(bytes)
}

/// What the store keeps of a secret.
pub(crate) fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
