//! Letters: [`send`] puts one into the outbox, a job takes it to the mail server.

mod job;
mod post;

pub(crate) use job::deliver;

use crate::session::secret;
use crate::view::{MailView, Page, PostedView, SetMail, TestMail};
use crate::{App, Trouble, not_found};
use engine::access::{Right, need};
use model::{Account, Act, Flaw, MailSettings, MailTls, Refusal, RefusalCode};
use store::{Fate, Letter, Posted};

/// Name of the kept password.
const PASSWORD: &str = "mail.password";

/// Hands a letter to the outbox, from where it goes out within moments; it survives a restart.
///
/// # Errors
/// `mail-not-set`, `bad-input` for an address that is none; faults of the store.
pub async fn send(app: &App, to: &str, subject: &str, text: &str) -> Result<(), Trouble> {
    if !app.book().await.mail.active {
        return Err(RefusalCode::MailNotSet.into());
    }
    let letter = Letter {
        id: format!("m{}", &secret()?[..24]),
        to: post::address(to)?,
        subject: subject.to_owned(),
        text: text.to_owned(),
    };
    app.store().put_letters(&[letter], app.0.clock.now().as_second(), None).await?;
    app.0.post.notify_one();
    Ok(())
}

/// # Errors
/// `bad-input` for what is no address.
pub(crate) fn check_address(text: &str) -> Result<(), Refusal> {
    post::address(text).map(|_| ())
}

impl App {
    /// The mail server as it is set.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn mail(&self, who: &Account) -> Result<MailView, Trouble> {
        need(who, Right::SetMail)?;
        let has_password = self.store().setting(PASSWORD).await?.is_some_and(|p| !p.is_empty());
        Ok(MailView { settings: self.book().await.mail.clone(), has_password })
    }

    /// Sets the mail server. Without a new password the kept one stays, unless another server would get it.
    ///
    /// # Errors
    /// `bad-input`, `not-allowed`.
    pub async fn set_mail(&self, who: &Account, input: SetMail) -> Result<MailView, Trouble> {
        need(who, Right::SetMail)?;
        let settings = checked(input.settings)?;
        let kept = self.book().await.mail.clone();
        let moved = (&kept.server, &kept.user) != (&settings.server, &settings.user);
        let password = match input.password {
            Some(password) => Some(password),
            // Else whoever may point the program elsewhere could have the password sent there.
            None => moved.then(String::new),
        };
        if let Some(password) = password {
            self.store().set_setting(PASSWORD, &password).await?;
        }
        let act = Act::MailSet { settings: settings.clone() };
        self.act(&who.name, |book| Ok((book.mail != settings).then(|| act.clone()))).await?;
        self.0.post.notify_one();
        self.mail(who).await
    }

    /// Sends a letter at once, past the outbox, to see whether the settings are right.
    ///
    /// # Errors
    /// `mail-not-set`, `mail-failed` with the server's words, `bad-input`, `not-allowed`.
    pub async fn test_mail(&self, who: &Account, input: TestMail) -> Result<(), Trouble> {
        need(who, Right::SetMail)?;
        let settings = self.book().await.mail.clone();
        if settings.server.is_empty() {
            return Err(RefusalCode::MailNotSet.into());
        }
        let letter = Letter {
            id: format!("t{}", &secret()?[..24]),
            to: post::address(&input.to)?,
            subject: "Thư thử từ Sổ Liệu".to_owned(),
            text: format!(
                "Nhận được thư này nghĩa là máy chủ thư điện tử đã đặt đúng.\n\nNgười gửi thử: {}.\n{}\n",
                who.display_name, settings.address
            ),
        };
        let password = self.store().setting(PASSWORD).await?.unwrap_or_default();
        let now = self.0.clock.now().as_second();
        let sent = post::Post::new(settings, password).send(&letter, now).await;
        sent.map_err(|failure| Refusal::of(RefusalCode::MailFailed, failure.says).into())
    }

    /// Letters and what became of them, newest first.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn outbox(&self, who: &Account, number: Option<usize>) -> Result<Page<PostedView>, Trouble> {
        need(who, Right::SetMail)?;
        let (letters, total) = self.store().letters(number.unwrap_or(1)).await?;
        Ok(Page { rows: letters.iter().map(posted_view).collect(), total })
    }

    /// Tries a letter again at once.
    ///
    /// # Errors
    /// `not-found` also for one that was sent, `not-allowed`.
    pub async fn retry_mail(&self, who: &Account, id: &str) -> Result<(), Trouble> {
        need(who, Right::SetMail)?;
        let now = self.0.clock.now().as_second();
        match self.store().retry_letter(id, now).await? {
            true => self.0.post.notify_one(),
            false => return Err(not_found("thư chờ gửi này").into()),
        }
        Ok(())
    }
}

fn checked(settings: MailSettings) -> Result<MailSettings, Refusal> {
    let bad = |flaw: Flaw| Err(flaw.into());
    let trimmed = |text: &str| text.trim().to_owned();
    let settings = MailSettings {
        server: trimmed(&settings.server),
        user: trimmed(&settings.user),
        sender: trimmed(&settings.sender),
        sender_name: trimmed(&settings.sender_name),
        address: trimmed(&settings.address).trim_end_matches('/').to_owned(),
        ..settings
    };
    if !settings.active && settings.server.is_empty() {
        return Ok(settings);
    }
    if settings.server.is_empty() || settings.server.contains([' ', '/', '@']) || settings.port == 0 {
        return bad(Flaw::MailServerWanted);
    }
    post::address(&settings.sender)?;
    if settings.tls == MailTls::None && !settings.user.is_empty() && !is_near(&settings.server) {
        return bad(Flaw::PasswordInTheOpen);
    }
    let web = settings.address.is_empty() || settings.address.starts_with("http://");
    if !web && !settings.address.starts_with("https://") {
        return bad(Flaw::OwnAddressWrong);
    }
    Ok(settings)
}

/// Whether the line to a server does not leave this machine.
fn is_near(server: &str) -> bool {
    server == "localhost" || server.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

/// A letter as lists show it.
pub(crate) fn posted_view(posted: &Posted) -> PostedView {
    let at = |seconds: i64| jiff::Timestamp::from_second(seconds).unwrap_or_default().to_string();
    let (state, moment) = match posted.fate {
        Fate::Waiting { next_at } => ("waiting", Some(at(next_at))),
        Fate::Sent { at: sent } => ("sent", Some(at(sent))),
        Fate::Failed => ("failed", None),
    };
    PostedView {
        id: posted.letter.id.clone(),
        to: posted.letter.to.clone(),
        subject: posted.letter.subject.clone(),
        state: state.to_owned(),
        at: moment,
        made_at: at(posted.made_at),
        tries: posted.tries,
        error: posted.error.clone(),
    }
}
