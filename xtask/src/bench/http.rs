//! As much of HTTP/1.1 as measuring on the loopback needs; answers come packed, as browsers ask for them.

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
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

    /// Asks for a stream of events, which [`Session::heard`] reads later.
    pub(super) fn listen(&mut self, path: &str) -> Result<()> {
        self.say("GET", path, "")
    }

    /// What a stream has told so far.
    pub(super) fn heard(&self) -> Result<String> {
        let (mut stream, mut heard) = (self.reader.get_ref(), Vec::new());
        stream.set_nonblocking(true)?;
        match stream.read_to_end(&mut heard) {
            Err(error) if error.kind() != std::io::ErrorKind::WouldBlock => Err(error.into()),
            _ => Ok(String::from_utf8_lossy(&heard).into_owned()),
        }
    }

    fn say(&mut self, method: &str, path: &str, body: &str) -> Result<()> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\naccept-encoding: gzip\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        );
        Ok(self.reader.get_mut().write_all(request.as_bytes())?)
    }

    /// Asks, and reads the whole answer.
    pub(super) fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Answered> {
        self.say(method, path, body)?;
        let status =
            self.line()?.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status")?;
        let (mut length, mut chunked, mut packed, mut cookie) = (0, false, false, None);
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => chunked = value == "chunked",
                "content-encoding" => packed = value == "gzip",
                "set-cookie" => cookie = value.split(';').next().map(str::to_owned),
                _ => {}
            }
        }
        let mut body = match chunked {
            true => self.chunks()?,
            false => self.take(length)?,
        };
        if packed {
            let mut plain = Vec::new();
            GzDecoder::new(body.as_slice()).read_to_end(&mut plain)?;
            body = plain;
        }
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
