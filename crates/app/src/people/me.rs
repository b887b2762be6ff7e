//! The own account: password, second factor, sessions.

use super::{grant_view, stamp, totp};
use crate::session::{Visitor, hash, hex, random};
use crate::view::{ChangePassword, FactorProposal, MeView, OpenSession, RecoveryCodes};
use crate::{App, Trouble, not_found, unit_ref};
use engine::password;
use model::{Account, AccountName, Act, Flaw, Refusal, RefusalCode, Tending};

/// Recovery codes of one set.
const RECOVERY: usize = 10;
/// Letters of a session's hash that name it in lists.
const ID: usize = 16;

impl App {
    /// The own account.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn me(&self, who: &Account) -> Result<MeView, Trouble> {
        let second_factor = self.has_factor(&who.name).await?;
        let recovery_codes = self.store().recovery_codes_left(&who.name).await?;
        let book = self.book().await;
        let account = book.accounts.get(&who.name).ok_or(RefusalCode::SignInFirst)?;
        Ok(MeView {
            name: account.name.clone(),
            display_name: account.display_name.clone(),
            unit: unit_ref(&book, &account.unit),
            grants: account.grants.iter().map(|g| grant_view(&book, g)).collect(),
            email: account.email.clone(),
            phone: account.phone.clone(),
            subject: account.subject.clone(),
            second_factor,
            second_factor_required: book.sign_in.second_factor.iter().any(|role| account.is(*role)),
            recovery_codes,
            least: if second_factor { password::WITH_FACTOR } else { password::ALONE },
        })
    }

    /// Changes the own password; the other sessions end.
    ///
    /// # Errors
    /// `wrong-password`, `too-many-attempts`, `weak-password`, `simple-password`.
    pub async fn change_password(
        &self,
        who: &Account,
        token: &str,
        input: ChangePassword,
        visitor: &Visitor,
    ) -> Result<(), Trouble> {
        self.prove(who, input.old, visitor).await?;
        let has_factor = self.has_factor(&who.name).await?;
        self.new_password_fits(who, &input.new, has_factor).await?;
        self.keep_password(&who.name, input.new).await?;
        self.store().end_sessions_of(&who.name, Some(&hash(token))).await?;
        self.note(who, Tending::PasswordChosen).await
    }

    /// A secret for the person's device. Nothing is asked for until [`App::confirm_factor`].
    ///
    /// # Errors
    /// `factor-exists`.
    pub async fn propose_factor(&self, who: &Account) -> Result<FactorProposal, Trouble> {
        let secret = totp::base32(&random::<{ totp::SECRET }>()?);
        if !self.store().propose_second_factor(&who.name, &secret).await? {
            return Err(RefusalCode::FactorExists.into());
        }
        let place = {
            let book = self.book().await;
            format!("So Lieu {}", book.unit_name(&book.place_unit()))
        };
        let picture = totp::picture(&secret, who.name.as_str(), &place);
        let picture = picture.ok_or_else(|| Trouble::Defect("the secret makes no picture".to_owned()))?;
        Ok(FactorProposal { secret, picture })
    }

    /// The person's device has the secret: from now on it is asked for. Answers with the recovery codes.
    ///
    /// # Errors
    /// `wrong-code`, `factor-exists`, `too-many-attempts`.
    pub async fn confirm_factor(
        &self,
        who: &Account,
        code: &str,
        visitor: &Visitor,
    ) -> Result<RecoveryCodes, Trouble> {
        let kept = self.store().second_factor(&who.name).await?.ok_or(RefusalCode::WrongCode)?;
        if kept.confirmed {
            return Err(RefusalCode::FactorExists.into());
        }
        self.count_try(&who.name, visitor).await?;
        self.use_code(&who.name, &kept.secret, code).await?;
        self.store().forget_attempts(&who.name, Some(&visitor.address)).await?;
        self.note(who, Tending::SecondFactorSet).await?;
        self.make_recovery_codes(&who.name).await
    }

    /// New recovery codes; the old ones serve no more.
    ///
    /// # Errors
    /// `wrong-password`, `too-many-attempts`, `wrong-code` without a second factor.
    pub async fn renew_recovery_codes(
        &self,
        who: &Account,
        password: String,
        visitor: &Visitor,
    ) -> Result<RecoveryCodes, Trouble> {
        self.prove(who, password, visitor).await?;
        if !self.has_factor(&who.name).await? {
            return Err(RefusalCode::WrongCode.into());
        }
        self.note(who, Tending::RecoveryCodesMade).await?;
        self.make_recovery_codes(&who.name).await
    }

    /// Takes the own second factor away.
    ///
    /// # Errors
    /// `wrong-password`, `too-many-attempts`, `factor-required`, `factor-holds-password`.
    pub async fn remove_factor(
        &self,
        who: &Account,
        password: String,
        visitor: &Visitor,
    ) -> Result<(), Trouble> {
        self.prove(who, password, visitor).await?;
        if self.me(who).await?.second_factor_required {
            return Err(RefusalCode::FactorRequired.into());
        }
        if self.store().credential(&who.name).await?.is_some_and(|kept| !kept.long) {
            return Err(RefusalCode::FactorHoldsPassword.into());
        }
        self.store().remove_second_factor(&who.name).await?;
        self.note(who, Tending::SecondFactorRemoved).await
    }

    /// The own open sessions; `token` is the one that asks.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn my_sessions(&self, who: &Account, token: &str) -> Result<Vec<OpenSession>, Trouble> {
        self.open_sessions(&who.name, Some(token)).await
    }

    /// Ends own sessions: one, or all others.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn end_my_sessions(
        &self,
        who: &Account,
        token: &str,
        id: Option<&str>,
    ) -> Result<Vec<OpenSession>, Trouble> {
        self.end_open(&who.name, id, Some(token)).await?;
        self.note(who, Tending::SessionsEnded).await?;
        self.open_sessions(&who.name, Some(token)).await
    }

    pub(super) async fn open_sessions(
        &self,
        name: &AccountName,
        own: Option<&str>,
    ) -> Result<Vec<OpenSession>, Trouble> {
        let own = own.map(hash);
        let now = self.now();
        let used_since = now - self.quiet_seconds().await;
        let found = self.store().sessions_of(name, now, used_since).await?;
        let view = |s: store::Session| OpenSession {
            own: own.as_ref() == Some(&s.token_hash),
            id: s.token_hash.chars().take(ID).collect(),
            device: s.device,
            address: s.address,
            begun_at: stamp(s.begun_at),
            seen_at: stamp(s.seen_at),
        };
        Ok(found.into_iter().map(view).collect())
    }

    /// Ends one session by the name that lists give it, or all but the one that asks.
    pub(super) async fn end_open(
        &self,
        name: &AccountName,
        id: Option<&str>,
        own: Option<&str>,
    ) -> Result<(), Trouble> {
        let Some(id) = id else {
            return Ok(self.store().end_sessions_of(name, own.map(hash).as_deref()).await?);
        };
        let found = self.store().sessions_of(name, 0, -1).await?;
        let named = |s: &&store::Session| id.len() == ID && s.token_hash.starts_with(id);
        let session = found.iter().find(named).ok_or_else(|| not_found("phiên này"))?;
        Ok(self.store().end_session(&session.token_hash).await?)
    }

    /// Whether a second factor is asked for.
    pub(crate) async fn has_factor(&self, name: &AccountName) -> Result<bool, Trouble> {
        Ok(self.store().second_factor(name).await?.is_some_and(|factor| factor.confirmed))
    }

    /// The second step, where there is one: a code of the device or a recovery code, each used up.
    ///
    /// # Errors
    /// `code-wanted` without one, `wrong-code`.
    pub(crate) async fn need_code(&self, name: &AccountName, code: Option<&str>) -> Result<(), Trouble> {
        let Some(kept) = self.store().second_factor(name).await?.filter(|f| f.confirmed) else {
            return Ok(());
        };
        let code = code.map(str::trim).filter(|c| !c.is_empty()).ok_or(RefusalCode::CodeWanted)?;
        if self.store().use_recovery_code(name, &recovery_hash(code)).await? {
            return Ok(());
        }
        self.use_code(name, &kept.secret, code).await
    }

    async fn use_code(&self, name: &AccountName, secret: &str, code: &str) -> Result<(), Trouble> {
        let secret =
            totp::unbase32(secret).ok_or_else(|| Trouble::Defect("a secret is damaged".to_owned()))?;
        // The device shows codes of its own clock, not of the place's calendar.
        let step = totp::step_of(&secret, code, crate::Clock::real().now().as_second());
        let step = step.ok_or(RefusalCode::WrongCode)?;
        match self.store().use_step(name, step).await? {
            true => Ok(()),
            false => Err(RefusalCode::WrongCode.into()),
        }
    }

    async fn make_recovery_codes(&self, name: &AccountName) -> Result<RecoveryCodes, Trouble> {
        let mut codes = Vec::new();
        for _ in 0..RECOVERY {
            let text = totp::base32(&random::<10>()?).to_lowercase();
            codes.push(text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-"));
        }
        let hashes: Vec<String> = codes.iter().map(|code| recovery_hash(code)).collect();
        self.store().set_recovery_codes(name, &hashes).await?;
        Ok(RecoveryCodes { codes })
    }

    /// # Errors
    /// `wrong-password`, `too-many-attempts`.
    async fn prove(&self, who: &Account, password: String, visitor: &Visitor) -> Result<(), Trouble> {
        self.count_try(&who.name, visitor).await?;
        if !self.password_fits(&who.name, password).await? {
            // The session stands: only the password was wrong.
            return Err(Refusal::from(Flaw::CurrentPasswordWrong).into());
        }
        Ok(self.store().forget_attempts(&who.name, Some(&visitor.address)).await?)
    }

    async fn note(&self, who: &Account, what: Tending) -> Result<(), Trouble> {
        let act = Act::AccountTended { account: who.name.clone(), what };
        self.act(&who.name, |_| Ok(Some(act.clone()))).await?;
        Ok(())
    }
}

/// Recovery codes are long and random, so a plain hash keeps them; capitals and hyphens do not matter.
fn recovery_hash(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    use sha2::Digest as _;
    hex(&sha2::Sha256::digest(plain.to_ascii_lowercase().as_bytes()))
}
