//! A PostgreSQL of one's own in a temporary folder, reached by a Unix socket, gone when dropped.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The server and its folder.
pub struct Postgres {
    server: Option<Child>,
    dir: PathBuf,
}

impl Postgres {
    /// Makes a cluster and starts it. `safe` = what is acknowledged survives a power cut of the machine, as in earnest;
    /// without it tests are quicker, and still survive a killed server.
    ///
    /// # Panics
    /// When PostgreSQL is not installed (`cargo xtask setup`) or does not start.
    pub fn start(safe: bool) -> Self {
        let dir = folder();
        std::fs::create_dir_all(&dir).unwrap();
        own(&dir);
        let data = dir.join("data");
        let made = program("initdb")
            .args([
                "--no-sync",
                "--auth=trust",
                "--username=solieu",
                "--locale=C.UTF-8",
                "--encoding=UTF8",
                "-D",
            ])
            .arg(&data)
            .stdout(Stdio::null())
            .status()
            .expect("PostgreSQL is installed");
        assert!(made.success(), "initdb failed");
        let settings = format!(
            "listen_addresses = ''\nunix_socket_directories = '{}'\nfsync = {}\n\
             shared_buffers = '32MB'\nmax_connections = 60\n",
            dir.display(),
            if safe { "on" } else { "off" }
        );
        let file = data.join("postgresql.conf");
        let kept = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, kept + &settings).unwrap();
        let mut postgres = Self { server: None, dir };
        postgres.restart();
        postgres
    }

    /// The process that all its others belong to; none while it does not run.
    pub fn id(&self) -> Option<u32> {
        self.server.as_ref().map(Child::id)
    }

    /// The address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://solieu@{}/{database}", self.dir.display().to_string().replace('/', "%2F"))
    }

    /// A new empty database and its address.
    pub fn database(&self, name: &str) -> String {
        let made = self.psql(&format!("CREATE DATABASE \"{name}\""));
        assert!(made, "the database {name} was not made");
        self.url(name)
    }

    /// Says something to the server; answers whether it was done.
    pub fn psql(&self, sql: &str) -> bool {
        let status = program("psql")
            .args(["-q", "-U", "solieu", "-d", "postgres", "-h"])
            .arg(&self.dir)
            .args(["-c", sql])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.expect("psql is installed").success()
    }

    /// Kills every process of the server as a crash does. What was acknowledged is in its log.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            // Its helpers see that it is gone and end by themselves.
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }

    /// Starts it (again) and waits until it answers.
    ///
    /// # Panics
    /// When it does not start.
    pub fn restart(&mut self) {
        self.kill();
        let until = Instant::now() + Duration::from_secs(60);
        // After a crash the old shared memory is in use until the last of the old helpers has ended.
        while Instant::now() < until {
            let log = std::fs::File::create(self.dir.join("log")).unwrap();
            let mut server = program("postgres")
                .arg("-D")
                .arg(self.dir.join("data"))
                .stdout(Stdio::null())
                .stderr(log)
                .spawn()
                .expect("PostgreSQL is installed");
            while server.try_wait().unwrap().is_none() && Instant::now() < until {
                if self.psql("SELECT 1") {
                    self.server = Some(server);
                    return;
                }
                std::thread::sleep(Duration::from_millis(30));
            }
            server.kill().ok();
            server.wait().ok();
        }
        panic!("PostgreSQL did not start: {}", std::fs::read_to_string(self.dir.join("log")).unwrap());
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            // Quick shutdown, so that no helper outlives the folder.
            let id = server.id().to_string();
            Command::new("kill").args(["-QUIT", &id]).status().ok();
            server.wait().ok();
        }
        std::fs::remove_dir_all(&self.dir).ok();
    }
}

/// A short path: a socket's name has little room.
fn folder() -> PathBuf {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    std::env::temp_dir().join(format!("solieu-pg-{}-{count}", std::process::id()))
}

/// A program of PostgreSQL, run by somebody other than root, whom it does not serve.
fn program(name: &str) -> Command {
    let mut command = Command::new(binary(name));
    #[cfg(unix)]
    if let Some(id) = other_than_root() {
        std::os::unix::process::CommandExt::gid(&mut command, id);
        std::os::unix::process::CommandExt::uid(&mut command, id);
    }
    command.current_dir(std::env::temp_dir());
    command
}

/// Debian keeps the server's programs apart by version; the newest serves.
fn binary(name: &str) -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found = versions.map(|version| version.path().join("bin").join(name)).filter(|path| path.exists());
    found.max().unwrap_or_else(|| PathBuf::from(name))
}

/// Who runs PostgreSQL in place of root: `nobody`.
#[cfg(unix)]
fn other_than_root() -> Option<u32> {
    let me = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").ok()?);
    (me == 0).then_some(65534)
}

#[cfg(unix)]
fn own(dir: &Path) {
    if let Some(id) = other_than_root() {
        std::os::unix::fs::chown(dir, Some(id), Some(id)).unwrap();
    }
}

#[cfg(not(unix))]
fn own(_: &Path) {}
