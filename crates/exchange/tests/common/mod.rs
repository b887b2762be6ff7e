//! A form for tests: small enough to read, with all that forms have.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test takes what it needs; a form that cannot be made fails it"
)]

use exchange::{Base, Form, Row, Stamp};
use model::{CellSpec, Code, Cut, Date, Measure, Stated, UnitId, Window};

/// Code, measure, group, depth, name, unit of measure, the period before, the plan, what is kept now.
type Line = (
    &'static str,
    Measure,
    &'static str,
    usize,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const LINES: [Line; 12] = [
    (
        "NN01",
        Measure::Actual,
        "Nông nghiệp",
        0,
        "Diện tích lúa Đông Xuân gieo cấy",
        "ha",
        "1.998,5",
        "2.000",
        "2.006,50",
    ),
    ("NN02", Measure::Actual, "Nông nghiệp", 0, "Tổng đàn gia súc", "con", "48.766", "50.000", "48.766"),
    ("NN03", Measure::Actual, "Nông nghiệp", 1, "Đàn trâu", "con", "21.661", "", "21.661"),
    ("NN04", Measure::Actual, "Nông nghiệp", 1, "Đàn bò", "con", "27.105", "", ""),
    (
        "NN05",
        Measure::Actual,
        "Nông nghiệp",
        0,
        "Số vụ dịch bệnh trên đàn gia súc được phát hiện và xử lý trong kỳ báo cáo, tính cả ổ dịch nhỏ lẻ",
        "vụ",
        "kps",
        "",
        "kps",
    ),
    (
        "TC01",
        Measure::Actual,
        "Tài chính",
        0,
        "Thu ngân sách trên địa bàn",
        "triệu đồng",
        "12.340,25",
        "52.000",
        "11.626",
    ),
    ("TC01", Measure::Plan, "Tài chính", 0, "Thu ngân sách trên địa bàn", "triệu đồng", "", "", "52.000"),
    ("TC02", Measure::Actual, "Tài chính", 0, "Tỷ lệ giải ngân vốn đầu tư công", "%", "65,4", "", ""),
    ("XH01", Measure::Actual, "Xã hội", 0, "Số hộ nghèo", "hộ", "1.548", "1.400", "1.548"),
    ("XH02", Measure::Actual, "Xã hội", 0, "Tỷ lệ hộ nghèo", "%", "10,79", "", "10,79"),
    ("XH03", Measure::Actual, "Xã hội", 0, "Số lao động đi làm việc ở nước ngoài", "người", "1.225", "", ""),
    (
        "XH04",
        Measure::Actual,
        "Xã hội",
        0,
        "Kinh phí hỗ trợ tại khu vực biên giới",
        "đồng",
        "kcb",
        "",
        "1.234.567.890.123.456.789",
    ),
];

pub const CUT: u64 = 40;

/// The form of a commune in the second quarter.
pub fn form() -> Form {
    let stated = |text: &str| viet::stated::parse(text).unwrap();
    let row = |line: &Line| {
        let (code, measure, group, depth, name, unit, last, plan, now) = *line;
        let now = stated(now);
        Row {
            cell: CellSpec { indicator: Code::from(code), measure },
            name: name.to_owned(),
            group: group.to_owned(),
            depth,
            measure_unit: unit.to_owned(),
            counted: matches!(unit, "con" | "vụ" | "hộ" | "người"),
            last: stated(last),
            last_year: stated(last),
            plan: stated(plan),
            now: Base {
                cut: now.map(|_| Cut(CUT - 2)),
                stated: now,
                note: (code == "XH01").then(|| "rà soát tháng 5".to_owned()),
            },
        }
    };
    of(LINES.iter().map(row).collect())
}

/// A form with these rows.
pub fn of(rows: Vec<Row>) -> Form {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let cells: Vec<CellSpec> = rows.iter().map(|row| row.cell.clone()).collect();
    Form {
        stamp: Stamp {
            place: UnitId::from("huyen-nam-son"),
            round: "2021-Q2".to_owned(),
            unit: UnitId::from("xa-nam-kha"),
            version: Form::version(&cells),
            cut: Cut(CUT),
        },
        issuer: "UBND HUYỆN NẬM SƠN".to_owned(),
        unit: "Xã Nậm Kha".to_owned(),
        round: "quý II năm 2021".to_owned(),
        last: "Quý I/2021".to_owned(),
        window: Window { from: day("2021-03-15"), to: day("2021-06-14") },
        due: day("2021-06-19"),
        open: true,
        rows,
    }
}

/// Many rows with numbers in them.
pub fn large(count: usize) -> Form {
    let base = form();
    let row = |number: usize| {
        let pattern = base.rows[number % base.rows.len()].clone();
        let number_of = |n: usize| {
            Some(Stated::Number(model::Number::new(model::Decimal::new((n * 7919 % 10_000_000) as i64, 2))))
        };
        Row {
            cell: CellSpec { indicator: Code::from(format!("CT{number:04}")), measure: Measure::Actual },
            group: format!("Nhóm {}", number / 20 + 1),
            name: format!("{} {number}", pattern.name),
            last: number_of(number),
            now: Base { cut: Some(Cut(3)), stated: number_of(number + 1), note: None },
            ..pattern
        }
    };
    of((0..count).map(row).collect())
}
