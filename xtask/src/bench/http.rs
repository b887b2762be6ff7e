//! As much of HTTP/1.1 as measuring on the loopback needs.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// An answer takes no longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection of one signed-in person.
pub(super) struct Session {
    reader: BufReader<TcpStream>,
    address: String,
    cookie: String,
}

/// What was answered.
pub(super) struct Answered {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    cookie: Option<String>,
}

/// Signs in and answers with the cookie.
pub(super) fn sign_in(address: &str, (name, password): (&str, &str)) -> Result<String> {
    let body = serde_json::json!({ "name": name, "password": password }).to_string();
    let answered = Session::open(address, "")?.ask("POST", "/api/session", &body)?;
    answered.cookie.filter(|_| answered.status == 200).with_context(|| format!("{name} could not sign in"))
}

impl Session {
    pub(super) fn open(address: &str, cookie: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self { reader: BufReader::new(stream), address: address.to_owned(), cookie: cookie.to_owned() })
    }

    /// Asks for `path`, reads the whole answer, and tells its status.
    pub(super) fn get(&mut self, path: &str) -> Result<u16> {
        Ok(self.ask("GET", path, "")?.status)
    }

    /// The next requests are another person's.
    pub(super) fn sign_as(&mut self, cookie: &str) {
        cookie.clone_into(&mut self.cookie);
    }

    /// Asks, and reads the whole answer.
    pub(super) fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Answered> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        );
        self.reader.get_mut().write_all(request.as_bytes())?;
        let status =
            self.line()?.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status")?;
        let (mut length, mut chunked, mut cookie) = (0, false, None);
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => chunked = value == "chunked",
                "set-cookie" => cookie = value.split(';').next().map(str::to_owned),
                _ => {}
            }
        }
        let body = match chunked {
            true => self.chunks()?,
            false => self.take(length)?,
        };
        Ok(Answered { status, body, cookie })
    }

    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut whole = Vec::new();
        loop {
            let size = u64::from_str_radix(self.line()?.trim(), 16)?;
            let mut chunk = self.take(size + 2)?;
            if size == 0 {
                return Ok(whole);
            }
            chunk.truncate(chunk.len() - 2);
            whole.append(&mut chunk);
        }
    }

    fn take(&mut self, bytes: u64) -> Result<Vec<u8>> {
        let mut taken = Vec::new();
        let read = self.reader.by_ref().take(bytes).read_to_end(&mut taken)?;
        if (read as u64) < bytes {
            bail!("the answer ended early");
        }
        Ok(taken)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.reader.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }
}
