//! Running other programs, from the root of the repository.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

/// What a program said and how it ended.
pub(crate) struct Heard {
    /// Whether it ended well.
    pub success: bool,
    /// Lines of both outputs, in the order of their arrival.
    pub lines: Vec<String>,
}

/// The root of the repository: of the checkout that cargo runs us for, as two of them may share what is built.
pub(crate) fn root() -> PathBuf {
    let built = || env!("CARGO_MANIFEST_DIR").into();
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(built));
    here.parent().unwrap_or(&here).to_owned()
}

/// A program to run in the root of the repository.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    command
}

/// Cargo, the one that runs us.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), arguments)
}

/// npm in a folder of the repository. The caller's `NODE_ENV` would leave out what tests need.
pub(crate) fn npm(folder: &str, arguments: &[&str]) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments);
    command.current_dir(root().join(folder)).env_remove("NODE_ENV");
    command
}

/// Whether a program answers when asked for its version.
pub(crate) fn exists(name: &str) -> bool {
    Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Runs a program, passing on what it says while keeping it.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn watched(mut command: Command) -> Result<Heard> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("{name} did not start"))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let lines = Mutex::new(Vec::new());
    thread::scope(|scope| {
        scope.spawn(|| out.map(|stream| relay(stream, &lines)));
        scope.spawn(|| err.map(|stream| relay(stream, &lines)));
    });
    let success = child.wait().with_context(|| format!("{name} was lost"))?.success();
    let lines = lines.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok(Heard { success, lines })
}

fn relay(stream: impl Read, lines: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
        let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
        println!("{line}");
        if let Ok(mut lines) = lines.lock() {
            lines.push(line);
        }
        bytes.clear();
    }
}

/// The standard output of a program that must end well.
///
/// # Errors
/// When it cannot be started or fails; its standard error has been passed on.
pub(crate) fn output(mut command: Command) -> Result<String> {
    let name = format!("{command:?}");
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("{name} did not start"))?;
    if !output.status.success() {
        bail!("{name} failed");
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The folder that Cargo builds into.
///
/// # Errors
/// When Cargo does not tell.
pub(crate) fn target() -> Result<PathBuf> {
    let described = metadata()?;
    let folder = described["target_directory"].as_str().context("cargo metadata names no target folder")?;
    Ok(PathBuf::from(folder))
}

/// What Cargo knows about the workspace, without its dependencies.
///
/// # Errors
/// When Cargo does not tell.
pub(crate) fn metadata() -> Result<serde_json::Value> {
    let described = output(cargo(&["metadata", "--no-deps", "--format-version", "1"]))?;
    Ok(serde_json::from_str(&described)?)
}

/// Builds the program and answers where it is.
///
/// # Errors
/// When it does not build.
pub(crate) fn solieu(release: bool) -> Result<PathBuf> {
    Ok(built(release)?.join(executable("solieu")))
}

/// Builds an example and answers where it is.
///
/// # Errors
/// When it does not build.
pub(crate) fn example(name: &str, release: bool) -> Result<PathBuf> {
    Ok(built(release)?.join("examples").join(executable(name)))
}

/// Where the workspace's programs and examples are, built with the features that its tests are built with: asking for one
/// package alone would build the dependencies a second time.
fn built(release: bool) -> Result<PathBuf> {
    let mut build = cargo(&["build", "--quiet", "--workspace", "--bins", "--examples"]);
    build.args(release.then_some("--release"));
    output(build)?;
    Ok(target()?.join(if release { "release" } else { "debug" }))
}

fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}
