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

/// The text, its answer for people and what is expected, for each report of `suite/lone`.
fn lone() -> Vec<(String, String, PathBuf)> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/lone"));
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "txt"));
    paths.sort();
    let report = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path.to_str().unwrap().to_owned(), text, path.with_extension("shown"))
    };
    paths.into_iter().map(report).collect()
}

#[test]
fn what_would_embarrass_us_is_said_worst_first() {
    for (path, _, shown) in lone() {
        let output = solieu(&["check", &path]);
        let said = text(&output.stdout);
        let errors = said.starts_with("LỖI");
        assert_eq!(output.status.code(), Some(i32::from(errors)), "{path}");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&shown, &said).unwrap();
        }
        assert_eq!(said, std::fs::read_to_string(&shown).unwrap_or_default(), "{path}");
    }
}

#[test]
fn programs_read_what_people_read() {
    for (path, source, _) in lone() {
        let output = solieu(&["check", &path, "--json"]);
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let errors = answer["errors"].as_u64().unwrap();
        assert_eq!(output.status.code(), Some(i32::from(errors > 0)), "{path}");
        let findings = answer["findings"].as_array().unwrap();
        let letters: Vec<char> = source.chars().collect();
        for finding in findings {
            assert!(["error", "warning", "info"].contains(&finding["level"].as_str().unwrap()));
            for place in finding["places"].as_array().unwrap() {
                let at = |field: &str| usize::try_from(place[field].as_u64().unwrap()).unwrap();
                let words: String = letters[at("start")..at("end")].iter().collect();
                assert_eq!(place["quoted"], words.split_whitespace().collect::<Vec<_>>().join(" "));
                let line = source.lines().nth(at("line") - 1).unwrap();
                assert!(
                    line.chars().skip(at("column") - 1).collect::<String>().starts_with(&words),
                    "{line}"
                );
            }
        }
        let all = ["errors", "warnings", "notes"].map(|level| answer[level].as_u64().unwrap());
        assert_eq!(all.iter().sum::<u64>(), u64::try_from(findings.len()).unwrap());
    }
}

/// What GitHub code scanning and the SARIF viewer of VS Code need of a SARIF 2.1.0 log.
#[test]
fn tools_get_a_log_of_sarif() {
    let name = file("báo cáo quý II.txt", std::fs::read(&lone()[0].0).unwrap().as_slice());
    let letters: Vec<char> = std::fs::read_to_string(&name).unwrap().chars().collect();
    let output = solieu(&["check", &name, "--sarif"]);
    assert_eq!(output.status.code(), Some(1));
    let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-2.1.0.json"));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "solieu");
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        for text in
            [&rule["shortDescription"]["text"], &rule["fullDescription"]["text"], &rule["help"]["text"]]
        {
            assert!(text.as_str().is_some_and(|text| !text.is_empty() && text.len() < 1024), "{rule}");
        }
        let name = rule["name"].as_str().unwrap();
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "{name}");
    }
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 2);
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(result["ruleId"], rule["id"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert!(!result["partialFingerprints"]["finding/v1"].as_str().unwrap().is_empty());
        assert_eq!(result["locations"].as_array().unwrap().len(), 1);
        let related = result["relatedLocations"].as_array().cloned().unwrap_or_default();
        for location in result["locations"].as_array().unwrap().iter().chain(&related) {
            let physical = &location["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.is_ascii() && !uri.contains(' '), "{uri}");
            let region = &physical["region"];
            let number = |field: &str| usize::try_from(region[field].as_u64().unwrap()).unwrap();
            assert!(number("startLine") >= 1 && number("startColumn") >= 1);
            let (offset, length) = (number("charOffset"), number("charLength"));
            let words: String = letters[offset..offset + length].iter().collect();
            assert_eq!(region["snippet"]["text"], words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    assert!(!solieu(&["check", &name, "--sarif", "--json"]).status.success(), "one form at a time");
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
    use std::future::Future;
    use std::path::Path;

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

    /// How many entries the ledger of a folder has.
    fn entries(dir: &Path) -> u64 {
        work(async {
            let store = app::Store::open(dir).await.unwrap();
            let head = store.head().await.unwrap();
            store.close().await;
            head.0
        })
    }

    fn work<T>(what: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(what)
    }

    #[test]
    fn the_country_is_loaded_once_into_a_place_that_has_a_name() {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("units");
        std::fs::remove_dir_all(&dir).ok();
        let (new, known) = (dir.join("mới"), dir.join("nơi dùng thử"));
        let load = |data: &Path| solieu(&["units", "--data", data.to_str().unwrap()]);
        assert_one_sentence(&load(&dir), "missing");
        assert!(!dir.exists(), "looking must not make a folder");

        work(async {
            let clock = || app::Clock::starting_on(app::App::DEMO_STARTS);
            let app = app::App::open(new.as_path(), clock(), Vec::new()).await.unwrap();
            app.found_new().await.unwrap();
            let app = app::App::open(known.as_path(), clock(), Vec::new()).await.unwrap();
            app.demo().await.unwrap();
        });
        let (before, unnamed) = (entries(&known), entries(&new));
        let refused = load(&new);
        assert_one_sentence(&refused, "unnamed");
        assert!(text(&refused.stderr).contains("tiếp nhận một báo cáo cũ"), "{}", text(&refused.stderr));
        assert_eq!(entries(&new), unnamed, "a place without a name stays as it is");

        let said = load(&known);
        assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
        assert!(text(&said.stdout).starts_with("Đã nạp "), "{}", text(&said.stdout));
        assert!(text(&said.stdout).contains("nay có đủ 15.048 đơn vị"), "{}", text(&said.stdout));
        assert_eq!(entries(&known), before + 1, "one act");
        let again = load(&known);
        assert_eq!(again.status.code(), Some(0));
        assert!(text(&again.stdout).contains("không phải nạp thêm"), "{}", text(&again.stdout));
        assert_eq!(entries(&known), before + 1, "nothing twice");
    }

    #[test]
    fn doctor_knows_sound_damaged_and_missing_data() {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("doctor");
        std::fs::remove_dir_all(&dir).ok();
        let data = dir.to_str().unwrap();
        assert_one_sentence(&solieu(&["doctor", "--data", data]), "missing");
        assert!(!dir.exists(), "looking must not make a folder");

        work(async { app::Store::open(&dir).await.unwrap().close().await });
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
