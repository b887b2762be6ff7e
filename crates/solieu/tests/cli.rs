//! The program as others call it: exit status, standard output, one sentence on standard error.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn solieu(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_solieu")).args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// A file with these bytes.
fn file(name: &str, bytes: &[u8]) -> String {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tệp của tôi");
    std::fs::create_dir_all(&dir).unwrap();
    let path = dir.join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Status 2, nothing on standard output, one line of words on standard error.
fn assert_one_sentence(output: &Output, about: &str) {
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{about}: {said}");
    assert!(output.stdout.is_empty(), "{about}");
    assert_eq!(said.trim_end().lines().count(), 1, "{about}: {said}");
    assert!(said.contains(". ") || said.trim_end().ends_with('.'), "{about}: {said}");
    assert!(!said.contains("panicked"), "{about}: {said}");
}

#[test]
fn hostile_files_get_one_sentence() {
    let zip_head = b"PK\x03\x04\x14\x00\x00\x00\x08\x00";
    let cases: [(&str, &[u8]); 9] = [
        ("empty.docx", b""),
        ("blank.txt", b" \n\n \t"),
        ("truncated.docx", zip_head),
        ("zip.docx", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        ("noise.docx", &[0x8f, 0x00, 0xff, 0x13, 0x37, 0x00, 0xfe, 0x80]),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0"),
        ("digits.txt", b"12 13 14"),
        ("nul.txt", &[0; 4096]),
    ];
    for (name, bytes) in cases {
        let path = file(name, bytes);
        for arguments in [["read", &path, "--json"], ["read", &path, "--text"]] {
            assert_one_sentence(&solieu(&arguments), name);
        }
        assert_one_sentence(&solieu(&["check", &path]), name);
    }
}

#[test]
fn what_is_no_file_gets_one_sentence() {
    let missing = file("x", b"x") + "-nowhere.docx";
    let dir = folder("chưa có báo cáo", &[]);
    for path in [missing.as_str(), &dir] {
        assert_one_sentence(&solieu(&["read", path, "--json"]), path);
        assert_one_sentence(&solieu(&["check", path]), path);
    }
}

#[test]
fn a_file_of_100_mb_is_refused_without_being_read() {
    let path = file("large.txt", b"");
    std::fs::File::options().write(true).open(&path).unwrap().set_len(100 << 20).unwrap();
    let output = solieu(&["read", &path, "--json"]);
    std::fs::remove_file(&path).unwrap();
    assert_one_sentence(&output, "large.txt");
    assert!(text(&output.stderr).contains("50 MB"));
}

#[test]
fn a_text_is_printed_as_it_is_and_read_as_one_object() {
    let words = "Trồng mới 12,5 ha rừng.\nCó 3 xã đạt chuẩn.\n";
    let path = file("plain.txt", words.as_bytes());
    let plain = solieu(&["read", &path, "--text"]);
    assert_eq!((plain.status.code(), text(&plain.stdout).as_str()), (Some(0), words));
    let json = solieu(&["read", &path, "--json"]);
    assert_eq!(json.status.code(), Some(0));
    let object: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    for key in ["document", "outline", "facts", "relations", "findings", "tasks", "references"] {
        assert!(keys.contains(&key), "{key}");
    }
    assert_eq!(object["document"]["chars"], words.chars().count());
    assert_eq!(solieu(&["read", &path]).stdout, json.stdout, "JSON is the usual form, and always the same");
}

#[test]
fn a_report_without_errors_checks_clean() {
    let path = file("clean.txt", "Ủy ban nhân dân huyện báo cáo như sau.\n".as_bytes());
    let output = solieu(&["check", &path]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("Không tìm thấy vấn đề"));
}

/// A folder of its own with these files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> String {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::remove_dir_all(&dir).ok();
    std::fs::create_dir_all(dir.join("2022")).unwrap();
    for (name, bytes) in files {
        std::fs::write(dir.join(name), bytes).unwrap();
    }
    dir.to_str().unwrap().to_owned()
}

const FIRST: &str = "Báo cáo quý I năm 2022\nThu ngân sách đạt 12.500 triệu đồng.\n";
const SECOND: &str = "Báo cáo quý II năm 2022\nThu ngân sách đạt 27,8 tỷ đồng.\n";

#[test]
fn a_folder_is_read_file_by_file_and_one_failure_does_not_stop_the_rest() {
    let files: [(&str, &[u8]); 5] = [
        ("a.txt", FIRST.as_bytes()),
        ("2022/b.txt", SECOND.as_bytes()),
        ("c.docx", b"PK\x03\x04\x14\x00"),
        ("~$c.docx", b"lock"),
        ("anh.png", b"\x89PNG"),
    ];
    let output = solieu(&["read", &folder("báo cáo các kỳ", &files), "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = lines.iter().map(|line| line["file"].as_str().unwrap()).collect();
    assert_eq!(names, ["2022/b.txt", "a.txt", "c.docx"]);
    assert_eq!(lines[1]["facts"][0]["value"], "12500");
    assert!(lines[2]["error"].as_str().unwrap().contains("hỏng"), "{}", lines[2]);
    assert!(text(&output.stderr).contains("Đã đọc 2 trên 3 tệp."));
}

#[test]
fn reports_of_a_folder_are_aligned_in_the_order_of_their_periods() {
    let dir = folder("chuỗi", &[("z.txt", FIRST.as_bytes()), ("a.txt", SECOND.as_bytes())]);
    let table = text(&solieu(&["align", &dir]).stdout);
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0], ["chỉ tiêu", "đơn vị tính", "2022-Q1", "2022-Q2"]);
    assert_eq!(rows[1][1..], ["tỷ đồng", "12.500 triệu đồng", "27,8"]);
    let json: serde_json::Value = serde_json::from_slice(&solieu(&["align", &dir, "--json"]).stdout).unwrap();
    let wording = |cell: usize| json["series"][0]["cells"][cell]["wording"].clone();
    let apart = serde_json::json!([{"one": wording(0), "other": wording(1), "same": false}]);
    let rulings = file("rulings.json", apart.to_string().as_bytes());
    let parted = text(&solieu(&["align", &dir, "--rulings", &rulings]).stdout);
    assert_eq!(parted.lines().count(), 3, "{parted}");
    let broken = file("broken.json", b"{}");
    assert_one_sentence(&solieu(&["align", &dir, "--rulings", &broken]), "rulings");
}

#[cfg(feature = "web")]
mod place {
    use super::*;

    #[test]
    fn a_text_is_rendered_without_a_browser() {
        let source =
            file("render.txt", "@issuer: UBND HUYỆN A\nI. Kinh tế\nThu ngân sách 12 tỷ đồng.\n".as_bytes());
        for (to, head) in [("docx", "PK"), ("html", "<!")] {
            let target = file(&format!("out.{to}"), b"");
            let output = solieu(&["report", &source, "--to", to, "-o", &target]);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            assert!(std::fs::read(&target).unwrap().starts_with(head.as_bytes()), "{to}");
        }
        assert_one_sentence(
            &solieu(&["report", &source, "--to", "html", "-o", "/nowhere/at/all.html"]),
            "no such folder",
        );
    }

    #[test]
    fn doctor_knows_sound_damaged_and_missing_data() {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("doctor");
        std::fs::remove_dir_all(&dir).ok();
        let data = dir.to_str().unwrap();
        assert_one_sentence(&solieu(&["doctor", "--data", data]), "missing");
        assert!(!dir.exists(), "looking must not make a folder");

        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { app::Store::open(&dir).await.unwrap().close().await });
        let sound = solieu(&["doctor", "--data", data]);
        assert_eq!(sound.status.code(), Some(0), "{}", text(&sound.stderr));

        let file = dir.join("solieu.db");
        let mut bytes = std::fs::read(&file).unwrap();
        let half = bytes.len() / 2;
        bytes[half..].fill(0xee);
        std::fs::write(&file, bytes).unwrap();
        assert_ne!(solieu(&["doctor", "--data", data]).status.code(), Some(0));

        std::fs::write(&file, "not a database at all, but long enough to look at").unwrap();
        assert_one_sentence(&solieu(&["doctor", "--data", data]), "rubbish");
    }

    #[test]
    fn postgres_is_said_to_come_later() {
        assert_one_sentence(&solieu(&["serve", "--database", "postgres://localhost/solieu"]), "postgres");
    }

    #[test]
    fn a_taken_or_strange_address_gets_one_sentence() {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("taken");
        for listen in [address.as_str(), "nowhere"] {
            let output = solieu(&["serve", "--data", dir.to_str().unwrap(), "--listen", listen]);
            assert_eq!(output.status.code(), Some(2));
            assert_eq!(text(&output.stderr).trim_end().lines().count(), 1, "{}", text(&output.stderr));
        }
    }
}
