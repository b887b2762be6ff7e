//! Empty folders and small acts.
#![allow(dead_code, reason = "each test file uses its part")]

pub mod postgres;

use model::{Act, TaskStatus};
use std::path::PathBuf;

/// An empty folder whose name tries every path rule.
pub fn folder(name: &str) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("Số liệu 100%? #{name}"));
    if dir.exists() {
        std::fs::remove_dir_all(&dir).unwrap();
    }
    dir
}

/// An act that can be told from others.
pub fn moved(n: u64) -> Act {
    Act::TaskMoved { task: format!("t{n}").as_str().into(), status: TaskStatus::Done, remark: None }
}

/// An act with words.
pub fn remark(text: &str) -> Act {
    Act::TaskMoved { task: "t".into(), status: TaskStatus::Open, remark: Some(text.to_owned()) }
}
