//! The way from the outbox to the mail server. Any number of processes may do it: each letter is taken by one.

use super::{PASSWORD, post::Post};
use crate::{App, Trouble};
use model::MailSettings;
use store::{Posted, Tried};

/// Seconds for which a taken letter is left alone. A process that ended while it sent leaves it to the next one then.
const TAKEN: i64 = 600;

/// Seconds until the next try, by the number of tries so far: growing, over a day in all.
const PAUSES: [i64; 9] = [60, 120, 300, 900, 1800, 3600, 4 * 3600, 8 * 3600, 12 * 3600];

/// Sends what waits, until nothing is due.
///
/// # Errors
/// Faults of the store.
pub(crate) async fn deliver(app: &App) -> Result<(), Trouble> {
    let mut post: Option<(MailSettings, Post)> = None;
    loop {
        let settings = app.book().await.mail.clone();
        if !settings.active {
            return Ok(());
        }
        let now = app.0.clock.now().as_second();
        let Some(posted) = app.store().take_letter(now, now + TAKEN).await? else { return Ok(()) };
        if post.as_ref().is_none_or(|(known, _)| *known != settings) {
            let password = app.store().setting(PASSWORD).await?.unwrap_or_default();
            post = Some((settings.clone(), Post::new(settings, password)));
        }
        let Some((_, post)) = &mut post else { return Ok(()) };
        let ended = post.send(&posted.letter, now).await;
        let tried = match ended {
            Ok(()) => Tried::Sent(app.0.clock.now().as_second()),
            Err(failure) if failure.for_good => Tried::GivenUp(failure.says),
            Err(failure) => again(&posted, app.0.clock.now().as_second(), failure.says),
        };
        if let Tried::Again(_, why) | Tried::GivenUp(why) = &tried {
            tracing::warn!(letter = %posted.letter.id, "{why}");
        }
        app.store().letter_tried(&posted.letter.id, &tried).await?;
    }
}

fn again(posted: &Posted, now: i64, why: String) -> Tried {
    let tries = usize::try_from(posted.tries).unwrap_or(usize::MAX);
    match PAUSES.get(tries.saturating_sub(1)) {
        Some(pause) => Tried::Again(now + pause, why),
        None => Tried::GivenUp(why),
    }
}

#[cfg(test)]
mod tests {
    //! The way of a letter to a real mail server on loopback: `mailin` speaks SMTP here.

    use super::super::send;
    use super::*;
    use crate::Clock;
    use crate::view::SetMail;
    use mailin::{Action, Handler, Response, SessionBuilder, response};
    use model::{Account, MailTls};
    use std::io::{BufRead, BufReader, Write};
    use std::net::{IpAddr, TcpListener};
    use std::path::PathBuf;
    use std::sync::{Arc, Mutex};

    /// What the mail server took, and whether it takes anything.
    #[derive(Clone, Default)]
    struct Mailbox {
        taken: Arc<Mutex<Vec<String>>>,
        closed: Arc<Mutex<bool>>,
        letter: Vec<u8>,
    }

    impl Handler for Mailbox {
        fn rcpt(&mut self, to: &str) -> Response {
            match (*self.closed.lock().unwrap(), to.starts_with("khong-co")) {
                (true, _) => response::NO_SERVICE,
                (_, true) => response::NO_MAILBOX,
                _ => response::OK,
            }
        }

        fn data(&mut self, line: &[u8]) -> std::io::Result<()> {
            self.letter.extend_from_slice(line);
            Ok(())
        }

        fn data_end(&mut self) -> Response {
            self.taken
                .lock()
                .unwrap()
                .push(String::from_utf8_lossy(&std::mem::take(&mut self.letter)).into());
            response::OK
        }
    }

    /// Serves one connection after another until the test ends.
    fn serve(mailbox: Mailbox) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let mut out = stream.try_clone().unwrap();
                let mut session =
                    SessionBuilder::new("thu.vi-du.vn").build(IpAddr::from([127, 0, 0, 1]), mailbox.clone());
                session.greeting().write_to(&mut out).unwrap();
                let mut lines = BufReader::new(stream);
                let mut line = Vec::new();
                while lines.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
                    let reply = session.process(&line);
                    line.clear();
                    if reply.action != Action::NoReply && reply.write_to(&mut out).is_err() {
                        break;
                    }
                    if reply.action == Action::Close {
                        break;
                    }
                }
                out.flush().unwrap();
            }
        });
        port
    }

    async fn place(name: &str, port: u16) -> App {
        let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/tests").join(name);
        let dir = std::env::var_os("CARGO_TARGET_DIR")
            .map_or(dir, |target| PathBuf::from(target).join("tests").join(name));
        std::fs::remove_dir_all(&dir).ok();
        let app = App::open(&dir, Clock::real(), Vec::new()).await.unwrap();
        app.found_new().await.unwrap();
        let settings = MailSettings {
            active: true,
            server: "127.0.0.1".to_owned(),
            port,
            tls: MailTls::None,
            sender: "solieu@vi-du.vn".to_owned(),
            sender_name: "Sổ Liệu".to_owned(),
            ..MailSettings::default()
        };
        app.set_mail(&administrator(&app).await, SetMail { settings, password: None }).await.unwrap();
        app
    }

    async fn administrator(app: &App) -> Account {
        app.book().await.accounts.values().find(|a| a.is(model::Role::Administrator)).cloned().unwrap()
    }

    #[tokio::test]
    async fn letters_go_out_once_and_in_one_line_of_connection() {
        let mailbox = Mailbox::default();
        let app = place("mail-once", serve(mailbox.clone())).await;
        for n in 1..=3 {
            send(&app, "xa@vi-du.vn", &format!("Đôn đốc lần {n}"), "Kính gửi xã Nậm Kha.\n.\nHết.")
                .await
                .unwrap();
        }
        send(&app, "khong-co@vi-du.vn", "Đôn đốc", "Kính gửi").await.unwrap();
        let (one, other) = tokio::join!(deliver(&app), deliver(&app));
        one.and(other).unwrap();
        let taken = mailbox.taken.lock().unwrap().clone();
        assert_eq!(taken.len(), 3, "{taken:?}");
        assert!(taken.iter().all(|letter| letter.contains("Subject: =?utf-8?")), "{taken:?}");
        let outbox = app.outbox(&administrator(&app).await, None).await.unwrap();
        let mut fates: Vec<_> =
            outbox.rows.iter().map(|row| (row.to.as_str(), row.state.as_str(), row.tries)).collect();
        fates.sort();
        let sent = ("xa@vi-du.vn", "sent", 1);
        assert_eq!(fates, [("khong-co@vi-du.vn", "failed", 1), sent, sent, sent]);
        let failed = outbox.rows.iter().find(|row| row.state == "failed").unwrap();
        assert!(failed.error.contains("550"), "{}", failed.error);
    }

    #[tokio::test]
    async fn a_server_that_is_busy_gets_the_letter_later() {
        let mailbox = Mailbox::default();
        *mailbox.closed.lock().unwrap() = true;
        let app = place("mail-later", serve(mailbox.clone())).await;
        send(&app, "xa@vi-du.vn", "Đôn đốc", "Kính gửi").await.unwrap();
        deliver(&app).await.unwrap();
        let who = administrator(&app).await;
        let row = app.outbox(&who, None).await.unwrap().rows.remove(0);
        assert_eq!((row.state.as_str(), row.tries), ("waiting", 1));
        assert!(
            row.at.as_deref().is_some_and(|at| at > row.made_at.as_str()) && row.error.contains("421"),
            "{row:?}"
        );
        *mailbox.closed.lock().unwrap() = false;
        deliver(&app).await.unwrap();
        assert!(mailbox.taken.lock().unwrap().is_empty(), "its pause is not over");
        app.retry_mail(&who, &row.id).await.unwrap();
        deliver(&app).await.unwrap();
        assert_eq!(app.outbox(&who, None).await.unwrap().rows[0].state, "sent");
        assert_eq!(mailbox.taken.lock().unwrap().len(), 1);
    }

    #[tokio::test]
    async fn the_password_goes_to_no_other_server() {
        let app = place("mail-password", serve(Mailbox::default())).await;
        let who = administrator(&app).await;
        let kept = app.mail(&who).await.unwrap().settings;
        let set = async |server: &str, password: Option<&str>| {
            let settings =
                MailSettings { server: server.to_owned(), user: "solieu".to_owned(), ..kept.clone() };
            let password = password.map(str::to_owned);
            app.set_mail(&who, SetMail { settings, password }).await
        };
        assert!(set("thu.vi-du.vn", Some("bí mật")).await.is_err(), "in the clear to a far server");
        assert!(set("127.0.0.1", Some("bí mật")).await.unwrap().has_password);
        assert!(set("127.0.0.1", None).await.unwrap().has_password);
        assert!(!set("localhost", None).await.unwrap().has_password);
    }

    #[test]
    fn pauses_grow_and_end() {
        assert!(PAUSES.is_sorted() && PAUSES.iter().sum::<i64>() > 24 * 3600);
    }
}
