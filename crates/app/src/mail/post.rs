//! One letter to one mail server, in the words of SMTP.

use mail_send::mail_builder::MessageBuilder;
use mail_send::{Error, SmtpClient, SmtpClientBuilder};
use model::{Flaw, MailSettings, MailTls, Refusal};
use std::time::Duration;
use store::Letter;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

/// How long the mail server may take for one answer, and for a whole letter.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a letter did not go out.
#[derive(Debug)]
pub(super) struct Failure {
    /// In words.
    pub says: String,
    /// Whether it never will.
    pub for_good: bool,
}

/// A line to a mail server, in the clear or not.
trait Line: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

/// A way to a mail server; letters that follow one another share its line.
pub(super) struct Post {
    settings: MailSettings,
    password: String,
    line: Option<SmtpClient<Box<dyn Line>>>,
}

/// An address as people type it, checked for what mail servers take: `ten@noi.vn`.
///
/// # Errors
/// `bad-input`.
pub(super) fn address(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let plain = |part: &str, signs: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || signs.contains(c);
        !part.is_empty() && part.len() <= 200 && part.chars().all(fits) && !part.starts_with('.')
    };
    match text.rsplit_once('@') {
        Some((name, host)) if plain(name, "!#$%&'*+-/=?^_`{|}~.") && plain(host, "-.") => Ok(text.to_owned()),
        _ => Err(Flaw::MailAddressWrong.about(text)),
    }
}

impl Post {
    pub(super) fn new(settings: MailSettings, password: String) -> Self {
        Self { settings, password, line: None }
    }

    /// Hands a letter to the server, dated `now` (seconds since 1970, UTC).
    pub(super) async fn send(&mut self, letter: &Letter, now: i64) -> Result<(), Failure> {
        let sent = timeout(PATIENCE * 3, self.hand_over(letter, now)).await.unwrap_or(Err(Error::Timeout));
        if sent.is_err() {
            self.line = None;
        }
        sent.map_err(failure)
    }

    async fn hand_over(&mut self, letter: &Letter, now: i64) -> Result<(), Error> {
        // A line that was left open may have been closed at the other end.
        if let Some(line) = &mut self.line
            && line.noop().await.is_err()
        {
            self.line = None;
        }
        let line = match &mut self.line {
            Some(line) => line,
            none => none.insert(open(&self.settings, &self.password).await?),
        };
        line.send(message(&self.settings, letter, now)).await.map(|_| ())
    }
}

async fn open(settings: &MailSettings, password: &str) -> Result<SmtpClient<Box<dyn Line>>, Error> {
    let builder = SmtpClientBuilder::new(settings.server.as_str(), settings.port);
    let builder = builder.map_err(|says| Error::Io(std::io::Error::other(says)))?;
    let builder = builder.timeout(PATIENCE).implicit_tls(settings.tls == MailTls::Tls);
    let builder = match settings.user.as_str() {
        "" => builder,
        user => builder.credentials((user, password)),
    };
    let stream: Box<dyn Line> = match settings.tls {
        MailTls::None => Box::new(builder.connect_plain().await?.stream),
        MailTls::Tls | MailTls::Starttls => Box::new(builder.connect().await?.stream),
    };
    Ok(SmtpClient { stream, timeout: PATIENCE })
}

/// One id in all tries, so that mail servers know a letter that comes twice.
fn message<'a>(settings: &'a MailSettings, letter: &'a Letter, now: i64) -> MessageBuilder<'a> {
    let host = settings.sender.rsplit_once('@').map_or("localhost", |(_, host)| host);
    let lines: Vec<&str> = letter.text.lines().collect();
    MessageBuilder::new()
        .from((settings.sender_name.as_str(), settings.sender.as_str()))
        .to(letter.to.as_str())
        .subject(letter.subject.replace(|c: char| c.is_control(), " "))
        .date(now)
        .message_id(format!("{}@{host}", letter.id))
        .text_body(lines.join("\r\n"))
}

fn failure(error: Error) -> Failure {
    let (says, for_good) = match &error {
        Error::AuthenticationFailed(reply) => (
            format!("Máy chủ thư không nhận tên hoặc mật khẩu ({}: {}).", reply.code(), reply.message()),
            false,
        ),
        Error::UnexpectedReply(reply) => (
            format!("Máy chủ thư từ chối ({}: {}).", reply.code(), reply.message().trim()),
            reply.code() >= 500,
        ),
        Error::Tls(why) => (format!("Không lập được đường truyền mã hóa với máy chủ thư ({why})."), false),
        Error::MissingStartTls => {
            ("Máy chủ thư không có STARTTLS. Hãy chọn kiểu mã hóa khác.".to_owned(), false)
        }
        Error::UnsupportedAuthMechanism => {
            ("Máy chủ thư không nhận cách đăng nhập bằng tên và mật khẩu.".to_owned(), false)
        }
        Error::Timeout => ("Máy chủ thư không trả lời kịp.".to_owned(), false),
        Error::Io(why) => (format!("Không nối được với máy chủ thư ({why})."), false),
        other => (format!("Máy chủ thư trả lời không đúng ({other})."), false),
    };
    Failure { says, for_good }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> MailSettings {
        MailSettings {
            sender: "solieu@vi-du.vn".to_owned(),
            sender_name: "Văn phòng UBND".to_owned(),
            ..MailSettings::default()
        }
    }

    #[test]
    fn headers_carry_vietnamese_and_no_second_header() {
        let letter = Letter {
            id: "m1".to_owned(),
            to: "xa@vi-du.vn".to_owned(),
            subject: "Đôn đốc\r\nBcc: ke-khac@vi-du.vn".to_owned(),
            text: "Kính gửi xã Nậm Kha\n.\nhết".to_owned(),
        };
        let printed = message(&settings(), &letter, 1_623_974_400).write_to_string().unwrap();
        let (head, body) = printed.split_once("\r\n\r\n").unwrap();
        assert!(head.is_ascii() && body.is_ascii(), "{printed}");
        for part in [
            "Subject: =?utf-8?",
            "From: \"=?utf-8?",
            "<m1@vi-du.vn>",
            "text/plain; charset=\"utf-8\"",
            "Date: Fri, 18 Jun 2021 00:00:00 +0000",
        ] {
            assert!(head.contains(part) || head.contains(&part.replace('"', "")), "{part} in {head}");
        }
        assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "xa", "xa@", "@vn", "a b@c.vn", "x@y\r\nRCPT TO:<z@y>", "<x@y.vn>", "xã@vi-du.vn"] {
            assert!(address(text).is_err(), "{text}");
        }
        assert_eq!(address(" phong.tk+ub@nam-son.vi-du.vn ").unwrap(), "phong.tk+ub@nam-son.vi-du.vn");
    }
}
