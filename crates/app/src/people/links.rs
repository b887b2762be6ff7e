//! One-time links: the first password, and a new one for who forgot the old.

use super::{locks, stamp};
use crate::session::{Visitor, hash, secret};
use crate::view::{ChoosePassword, LinkHolder, LinkView, SessionView};
use crate::{App, Token, Trouble, mail};
use engine::password;
use model::{Account, AccountName, Act, RefusalCode, Tending};

/// Seconds between two links that are sent to one person who asks for them.
const PAUSE: i64 = 600;
/// Stands for the asking in the table of wrong tries.
const ASKED: &str = "đường dẫn";

impl App {
    /// Makes a link by which somebody chooses a password; an earlier one serves no more.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn invite(&self, who: &Account, name: &AccountName) -> Result<LinkView, Trouble> {
        let account = self.looks_after(who, name).await?;
        if !account.active {
            return Err(crate::not_found("tài khoản đang mở").into());
        }
        self.tend(who, name, Tending::LinkMade).await?;
        self.make_link(&account).await
    }

    /// As [`App::invite`], by whoever may read the data folder: the last administrator is locked out.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn rescue(&self, name: &AccountName) -> Result<LinkView, Trouble> {
        let account = self.book().await.accounts.get(name).filter(|a| a.active).cloned();
        let account = account.ok_or_else(|| crate::not_found("tài khoản này"))?;
        for what in [Tending::Unlocked, Tending::SecondFactorRemoved, Tending::LinkMade] {
            let act = Act::AccountTended { account: name.clone(), what };
            self.act(&AccountName::from("hệ thống"), |_| Ok(Some(act.clone()))).await?;
        }
        self.store().forget_attempts(name, None).await?;
        self.store().remove_second_factor(name).await?;
        self.store().saw(name, self.now()).await?;
        self.make_link(&account).await
    }

    async fn make_link(&self, account: &Account) -> Result<LinkView, Trouble> {
        let token = secret()?;
        let ends = self.now() + i64::from(self.policy().await.link_hours) * 3600;
        self.store().put_link(&hash(&token), &account.name, ends).await?;
        let mailed = self.mail_link(account, &token).await;
        Ok(LinkView { token, expires_at: stamp(ends), mailed })
    }

    /// Sends a link to its person; `false` where there is no way to.
    async fn mail_link(&self, account: &Account, token: &str) -> bool {
        let (settings, policy) = {
            let book = self.book().await;
            (book.mail.clone(), book.sign_in.clone())
        };
        let Some(to) = account.email.as_deref().filter(|_| settings.reaches_people()) else { return false };
        let (name, hours, address) = (&account.display_name, policy.link_hours, settings.address);
        let text = format!(
            "Kính gửi {name},\n\nMời mở đường dẫn dưới đây để chọn mật khẩu vào Sổ Liệu. Đường dẫn dùng được một lần, \
             trong {hours} giờ.\n\n{address}/start#{token}\n\nNếu không đề nghị, xin bỏ qua thư này: mật khẩu đang dùng không \
             thay đổi.\n"
        );
        mail::send(self, to, "Đường dẫn chọn mật khẩu Sổ Liệu", &text).await.is_ok()
    }

    /// Whether links can go out by e-mail.
    pub(crate) async fn mails(&self) -> bool {
        self.book().await.mail.reaches_people()
    }

    /// Somebody forgot a password. The answer is the same whoever asks: names are not told.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn forgot(&self, name: &str) -> Result<(), Trouble> {
        let name = AccountName::from(name.trim().to_lowercase());
        let account =
            self.book().await.accounts.get(&name).filter(|a| a.active && a.email.is_some()).cloned();
        let Some(account) = account else { return Ok(()) };
        if !self.mails().await {
            return Ok(());
        }
        let asked = self.store().attempts(&name, self.now() - PAUSE).await?;
        if asked.iter().any(|a| a.address == ASKED) {
            return Ok(());
        }
        self.store().count_attempt(&name, ASKED, self.now()).await?;
        self.make_link(&account).await?;
        Ok(())
    }

    /// Whom a link is for.
    ///
    /// # Errors
    /// `link-gone`.
    pub async fn look_at_link(&self, token: &str) -> Result<LinkHolder, Trouble> {
        let account = self.link_holder(token).await?;
        let has_factor = self.has_factor(&account.name).await?;
        Ok(LinkHolder {
            least: if has_factor { password::WITH_FACTOR } else { password::ALONE },
            name: account.name,
            display_name: account.display_name,
            code_wanted: has_factor,
        })
    }

    /// Chooses a password through a link, and signs in with it. Other sessions of the account end.
    ///
    /// # Errors
    /// `link-gone`, `weak-password`, `simple-password`, `wrong-code`, `too-many-attempts`.
    pub async fn choose_password(
        &self,
        input: ChoosePassword,
        visitor: Visitor,
    ) -> Result<(SessionView, Token), Trouble> {
        let account = self.link_holder(&input.token).await?;
        let has_factor = self.has_factor(&account.name).await?;
        self.new_password_fits(&account, &input.password, has_factor).await?;
        if has_factor {
            self.count_try(&account.name, &visitor).await?;
            self.need_code(&account.name, input.code.as_deref()).await?;
            self.store().forget_attempts(&account.name, Some(&visitor.address)).await?;
        }
        if !self.store().use_link(&hash(&input.token), self.now()).await? {
            return Err(RefusalCode::LinkGone.into());
        }
        self.set_password(&account.name, input.password).await?;
        let act = Act::AccountTended { account: account.name.clone(), what: Tending::PasswordChosen };
        self.act(&account.name, |_| Ok(Some(act.clone()))).await?;
        self.begin_session(&account, visitor).await
    }

    /// A link serves nobody whose account was closed or locked after idle days meanwhile.
    async fn link_holder(&self, token: &str) -> Result<Account, Trouble> {
        let name = self.store().link(&hash(token), self.now()).await?.ok_or(RefusalCode::LinkGone)?;
        let days = self.policy().await.idle_days;
        if locks::idle(self.store().last_seen(&name).await?, days, self.now()) {
            return Err(model::Refusal::of(RefusalCode::AccountIdle, days).into());
        }
        let account = self.book().await.accounts.get(&name).filter(|a| a.active).cloned();
        Ok(account.ok_or(RefusalCode::LinkGone)?)
    }

    /// Looks at a new password with the person's own names in mind.
    pub(super) async fn new_password_fits(
        &self,
        account: &Account,
        password: &str,
        has_factor: bool,
    ) -> Result<(), Trouble> {
        let unit = self.book().await.unit_name(&account.unit);
        let names = [account.name.as_str(), &account.display_name, &unit];
        Ok(password::check(password, &names, has_factor)?)
    }
}
