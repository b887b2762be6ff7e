//! `serve`, `demo`, `units`, `doctor`: what works on a place's data.

use crate::{At, Found, Outcome, Target};
use anyhow::{Context, bail};
use app::{App, Clock, DemoAccount, Fault, FileKind, Problem, Source, Store, Trouble, local_moment};
use model::{Account, AccountName, Grant, Number, Period, Role};
use std::future::Future;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// How long requests under way may go on after the program was asked to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves a place until it is told to stop. A new one gets its first accounts, printed this once.
pub(crate) fn serve(at: &At, listen: &str, service: Option<&Path>) -> Outcome {
    let source = at.source()?;
    run(async {
        let provider = service.map(provider).transpose()?;
        let listener = bind(listen).await?;
        let mut app = App::open(source.clone(), Clock::real(), server::fonts()).await?;
        if let Some(provider) = provider {
            app = app.with_provider(provider);
        }
        println!("Sổ Liệu: dữ liệu ở {source}");
        if app.is_new().await {
            println!("Nơi mới. Hãy ghi lại các tài khoản này, mật khẩu chỉ hiện một lần:");
            introduce(&app.found_new().await?);
        }
        answer(app, listener).await
    })
}

/// Fills the demo place, if it is new, and serves it.
pub(crate) fn demo(data: &Path, listen: &str) -> Outcome {
    run(async {
        let listener = bind(listen).await?;
        let app = App::open(data, Clock::starting_on(App::DEMO_STARTS), server::fonts()).await?;
        println!("Sổ Liệu, nơi dùng thử: thư mục dữ liệu {}", data.display());
        introduce(&app.demo().await?);
        answer(app, listener).await
    })
}

/// The sign-in service that a settings file speaks of.
fn provider(file: &Path) -> anyhow::Result<oidc::Provider> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("Không đọc được tệp dịch vụ đăng nhập {}", file.display()))?;
    let wrong = || format!("Tệp dịch vụ đăng nhập {} chưa đúng", file.display());
    let settings = toml::from_str(&text).with_context(wrong)?;
    oidc::Provider::new(settings).with_context(wrong)
}

/// Opens an account to its person again, whatever locked it, and prints the link for a new password.
pub(crate) fn unlock(name: &str, at: &At) -> Outcome {
    let source = at.known_source()?;
    run(async {
        let app = App::open(source, Clock::real(), Vec::new()).await?;
        let link = app.rescue(&AccountName::from(name)).await?;
        println!(
            "Đã mở khóa {name}. Mở trang này bằng địa chỉ của hệ thống, dùng được một lần, đến {}:",
            local_moment(&link.expires_at)
        );
        println!("  /start#{}", link.token);
        Ok(Found::Nothing)
    })
}

/// Enters all units of the country into a place that is there.
pub(crate) fn units(at: &At) -> Outcome {
    let source = at.known_source()?;
    run(async {
        let app = App::open(source.clone(), Clock::real(), Vec::new()).await?;
        let operator = operator(Role::Administrator);
        let before = app.country(&operator).await?;
        let after = app.load_country(&operator).await?;
        let all = printed(after.held);
        match after.held - before.held {
            0 => println!("Sổ ở {source} đã có đủ {all} đơn vị của cả nước, không phải nạp thêm."),
            new => println!(
                "Đã nạp {} đơn vị vào sổ ở {source}; nay có đủ {all} đơn vị của cả nước. Đơn vị có sẵn giữ nguyên.",
                printed(new)
            ),
        }
        Ok(Found::Nothing)
    })
}

fn printed(count: usize) -> String {
    viet::number::format(Number::new(count.into()))
}

/// Whoever may read and write the data, as the ledger names it.
fn operator(role: Role) -> Account {
    Account::new("hệ thống", "", vec![Grant::everywhere(role)])
}

fn introduce(accounts: &[DemoAccount]) {
    for account in accounts {
        println!("  {:<14} {:<24} {}", account.name.as_str(), account.password, account.title());
    }
}

impl At {
    /// Where the data are.
    fn source(&self) -> anyhow::Result<Source> {
        match &self.database {
            None => Ok(Source::Folder(self.data.clone())),
            Some(text) => match source(text)? {
                Source::Folder(_) => {
                    bail!("Địa chỉ cơ sở dữ liệu phải bắt đầu bằng postgres://, hoặc là @tệp ghi địa chỉ đó.")
                }
                shared => Ok(shared),
            },
        }
    }

    /// The same, of a place that is there already.
    fn known_source(&self) -> anyhow::Result<Source> {
        if self.database.is_none() && !self.data.join("solieu.db").exists() {
            bail!(
                "Thư mục {} chưa có dữ liệu Sổ Liệu (solieu.db). Hãy kiểm tra lại --data.",
                self.data.display()
            );
        }
        self.source()
    }
}

/// A folder, an address, or `@file` that holds one of them.
pub(crate) fn source(text: &str) -> anyhow::Result<Source> {
    let Some(file) = text.strip_prefix('@') else { return Ok(Source::parse(text)) };
    match std::fs::read_to_string(file) {
        Ok(kept) => Ok(Source::parse(kept.trim())),
        Err(error) => bail!("Không đọc được tệp địa chỉ cơ sở dữ liệu {file} ({error})."),
    }
}

/// Prints what is not as it was written.
pub(crate) fn doctor(at: &At) -> Outcome {
    let source = at.known_source()?;
    run(async {
        let store = Store::open(source.clone()).await?;
        let problems = store.check().await;
        let head = store.head().await;
        store.close().await;
        if problems.is_empty() {
            println!("Dữ liệu nguyên vẹn: {} mục sổ, không có vấn đề.", head?.0);
            return made_again(source).await;
        }
        problems.iter().for_each(|problem: &Problem| println!("{problem}"));
        if !problems.iter().all(|problem| matches!(problem, Problem::Unread(Fault::OtherVersion(_)))) {
            println!("{} vấn đề. Hãy giữ nguyên dữ liệu và khôi phục từ bản sao lưu.", problems.len());
        }
        Ok(Found::Something)
    })
}

/// Makes every issued report anew from its cut and says where it is not the same to the byte. That is no damage: a later
/// version of the program may write the same document in another way, and what was issued is kept as it was.
async fn made_again(source: Source) -> Outcome {
    let app = App::open(source, Clock::real(), server::fonts()).await?;
    let all = app.all_same_again().await?;
    for (period, number, same) in &all {
        let parts = [("nội dung", same.document), ("Word", same.docx), ("PDF", same.pdf.unwrap_or(true))];
        let other: Vec<&str> = parts.iter().filter(|(_, same)| !same).map(|(what, _)| *what).collect();
        if !other.is_empty() {
            println!("Báo cáo {period} số {number}: dựng lại khác bản đã lưu ({}).", other.join(", "));
        }
    }
    let same = all.iter().filter(|(_, _, s)| s.document && s.docx && s.pdf.unwrap_or(true)).count();
    println!("Dựng lại văn bản đã ban hành: {same}/{} giống hệt.", all.len());
    Ok(Found::Nothing)
}

/// A report of the place as a file: the issued one, or else the draft.
pub(crate) fn kept(period: Period, to: Target, at: &At) -> anyhow::Result<Vec<u8>> {
    let source = at.known_source()?;
    let kind = match to {
        Target::Docx => FileKind::Docx,
        Target::Pdf => FileKind::Pdf,
        Target::Html => FileKind::Html,
    };
    runtime()?.block_on(async {
        let app = App::open(source, Clock::real(), server::fonts()).await?;
        let operator = operator(Role::Compiler);
        match app.issued_file(&operator, period, None, kind).await {
            Err(Trouble::Refused(_)) => Ok(app.preview(&operator, period, kind).await?.bytes),
            issued => Ok(issued?.bytes),
        }
    })
}

/// Asks for the address first, so that nothing is made when it is taken.
async fn bind(listen: &str) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(listen).await {
        Ok(listener) => Ok(listener),
        Err(error) => bail!("Không mở được địa chỉ {listen} ({error}). Hãy chọn cổng khác bằng --listen."),
    }
}

async fn answer(app: App, listener: TcpListener) -> Outcome {
    println!("Mở trình duyệt: http://{}", listener.local_addr()?);
    let (told, mut stop) = tokio::sync::watch::channel(false);
    let listening = app.clone();
    let jobs = tokio::spawn({
        let (app, stop) = (app.clone(), stop.clone());
        async move { app.jobs(stop).await }
    });
    let serving = server::serve(listener, app, server::Options::default(), async move {
        asked_to_stop().await;
        listening.end_changes();
        told.send_replace(true);
    });
    let late = async {
        // An error means that serving has ended already.
        if stop.wait_for(|asked| *asked).await.is_ok() {
            tokio::time::sleep(FAREWELL).await;
        }
    };
    tokio::select! {
        ended = async { (serving.await, jobs.await).0 } => ended?,
        () = late => tracing::warn!("requests still under way were cut off"),
    }
    println!("Đã dừng.");
    Ok(Found::Nothing)
}

async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

pub(crate) fn run(work: impl Future<Output = Outcome>) -> Outcome {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    runtime()?.block_on(work)
}

/// Two threads answer a district's offices, two more hash passwords and typeset; each further one would keep its own
/// twenty megabytes of hashing memory on an old machine.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).max_blocking_threads(2).enable_all().build()
}
