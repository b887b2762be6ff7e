//! A place's indicators as a text that spreadsheets open: out, changed by people, and back in.

use crate::DataError;
use csv::{ReaderBuilder, WriterBuilder};
use model::{Code, Collector, Indicator, Joining, JoiningBy, Timing, UnitId, UnitKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Spreadsheets know by it that the text is Unicode.
const MARK: char = '\u{feff}';
const COMMUNES: &str = "các xã";
const TIMINGS: [(Timing, &str); 4] = [
    (Timing::Flow, "trong kỳ"),
    (Timing::Cumulative, "lũy kế"),
    (Timing::Stock, "thời điểm"),
    (Timing::Ratio, "tỷ lệ"),
];
const BY_TIMING: &str = "theo tính chất";
const GREATEST: &str = "lớn nhất";
/// Before the code of the indicator that weighs.
const WEIGHTED: &str = "bình quân theo ";
const LEVELS: [(UnitKind, &str); 3] =
    [(UnitKind::Province, "tỉnh"), (UnitKind::District, "huyện"), (UnitKind::Commune, "xã")];

#[derive(Serialize, Deserialize)]
struct Row {
    #[serde(rename = "Mã")]
    code: String,
    #[serde(rename = "Tên chỉ tiêu")]
    name: String,
    #[serde(rename = "Đơn vị tính")]
    measure_unit: String,
    #[serde(rename = "Tính chất")]
    timing: String,
    #[serde(rename = "Số lẻ")]
    decimals: u32,
    #[serde(rename = "Đếm được")]
    counted: String,
    #[serde(rename = "Đơn vị báo cáo")]
    collector: String,
    #[serde(rename = "Đơn vị chủ trì")]
    owner: String,
    #[serde(rename = "Có kế hoạch")]
    planned: String,
    #[serde(rename = "Thấp là tốt")]
    less_is_better: String,
    #[serde(rename = "Thuộc chỉ tiêu")]
    part_of: String,
    #[serde(rename = "Công thức")]
    formula: String,
    #[serde(rename = "Cách gộp")]
    joining: String,
    #[serde(rename = "Riêng của cấp")]
    level: String,
    #[serde(rename = "Nhóm")]
    group: String,
    #[serde(rename = "Hạn chế")]
    restricted: String,
    #[serde(rename = "Nguồn")]
    source: String,
}

fn yes(is: bool) -> String {
    if is { "có" } else { "" }.to_owned()
}

fn is_yes(line: u64, text: &str) -> Result<bool, DataError> {
    match viet::fold::fold(text.trim()).as_str() {
        "" | "khong" | "0" => Ok(false),
        "co" | "x" | "1" => Ok(true),
        _ => Err(DataError::new(line, format!("“{text}”: hãy ghi “có” hoặc để trống"))),
    }
}

fn level_word(level: Option<UnitKind>) -> &'static str {
    LEVELS.iter().find(|(kind, _)| Some(*kind) == level).map_or("", |(_, word)| word)
}

fn level(line: u64, text: &str) -> Result<Option<UnitKind>, DataError> {
    let word = viet::fold::fold(text.trim());
    let known = LEVELS.iter().find(|(_, known)| viet::fold::fold(known) == word);
    match known {
        None if word.is_empty() => Ok(None),
        None => Err(DataError::new(line, format!("cấp “{text}”: hãy ghi tỉnh, huyện, xã hoặc để trống"))),
        Some((kind, _)) => Ok(Some(*kind)),
    }
}

fn joining_by(line: u64, text: &str) -> Result<JoiningBy, DataError> {
    let text = text.trim();
    let word = viet::fold::fold(text);
    let weighted = viet::fold::fold(WEIGHTED.trim_end());
    // The code stands behind the last space; folding would change it.
    let weight =
        text.rsplit_once(char::is_whitespace).filter(|(way, _)| viet::fold::fold(way.trim()) == weighted);
    match weight {
        _ if word.is_empty() || word == viet::fold::fold(BY_TIMING) => Ok(JoiningBy::Timing),
        _ if word == viet::fold::fold(GREATEST) => Ok(JoiningBy::Greatest),
        Some((_, code)) => Ok(JoiningBy::Weighted(Code::from(code))),
        None => Err(DataError::new(
            line,
            format!(
                "cách gộp “{text}”: hãy ghi “{BY_TIMING}”, “{GREATEST}” hoặc “{WEIGHTED}” kèm mã chỉ tiêu"
            ),
        )),
    }
}

/// Indicators as text, one a line, semicolons between cells; the same indicators give the same bytes.
pub fn write_listing<'a>(indicators: impl IntoIterator<Item = &'a Indicator>) -> String {
    let mut writer = WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for i in indicators {
        let timing = TIMINGS.iter().find(|(timing, _)| *timing == i.timing).map_or("", |(_, word)| word);
        let collector = match &i.collector {
            Collector::Communes => COMMUNES.to_owned(),
            Collector::Unit(unit) => unit.to_string(),
        };
        // A row of texts and numbers always has a line.
        let _: Result<(), _> = writer.serialize(Row {
            code: i.code.to_string(),
            name: i.name.clone(),
            measure_unit: i.measure_unit.clone(),
            timing: timing.to_owned(),
            decimals: i.decimals,
            counted: yes(i.counted),
            collector,
            owner: i.owner.to_string(),
            planned: yes(i.planned),
            less_is_better: yes(i.less_is_better),
            part_of: i.part_of.as_ref().map(Code::to_string).unwrap_or_default(),
            formula: i.formula.clone().unwrap_or_default(),
            joining: match &i.joining.by {
                JoiningBy::Timing => BY_TIMING.to_owned(),
                JoiningBy::Greatest => GREATEST.to_owned(),
                JoiningBy::Weighted(weight) => format!("{WEIGHTED}{weight}"),
            },
            level: level_word(i.joining.level).to_owned(),
            group: i.group.clone(),
            restricted: yes(i.restricted),
            source: i.source.clone(),
        });
    }
    let text = writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    format!("{MARK}{text}")
}

/// Indicators from such a text; commas and tabs between cells do as well.
///
/// # Errors
/// What is wrong, and on which line.
pub fn read_listing(text: &str) -> Result<Vec<Indicator>, DataError> {
    let text = viet::fold::nfc(text.trim_start_matches(MARK));
    let head = text.lines().next().unwrap_or_default();
    let between =
        [b';', b'\t', b','].into_iter().max_by_key(|mark| head.bytes().filter(|b| b == mark).count());
    let mut reader = ReaderBuilder::new().delimiter(between.unwrap_or(b';')).from_reader(text.as_bytes());
    let mut found = Vec::new();
    let mut codes = BTreeSet::new();
    for (at, row) in reader.deserialize::<Row>().enumerate() {
        // The head is the first line; quoted cells may hold more lines, as few ever do.
        let line = u64::try_from(at).unwrap_or(u64::MAX).saturating_add(2);
        let row = row.map_err(|error| {
            let line = error.position().map_or(line, csv::Position::line);
            DataError::new(line, "thiếu cột hoặc sai kiểu; hãy bắt đầu từ tệp tải xuống ở trang này")
        })?;
        if !codes.insert(row.code.trim().to_owned()) {
            return Err(DataError::new(line, format!("mã {} lặp lại", row.code)));
        }
        found.push(indicator(line, row)?);
    }
    Ok(found)
}

fn indicator(line: u64, row: Row) -> Result<Indicator, DataError> {
    let (code, name, measure_unit) = (row.code.trim(), row.name.trim(), row.measure_unit.trim());
    if code.is_empty() || !code.chars().all(char::is_alphanumeric) || !code.starts_with(char::is_alphabetic) {
        return Err(DataError::new(line, format!("mã “{code}”: chỉ gồm chữ và số, bắt đầu bằng chữ")));
    }
    if name.is_empty() || measure_unit.is_empty() {
        return Err(DataError::new(line, "thiếu tên chỉ tiêu hoặc đơn vị tính"));
    }
    let word = viet::fold::fold(row.timing.trim());
    let timing = TIMINGS.iter().find(|(_, known)| viet::fold::fold(known) == word).map(|(timing, _)| *timing);
    let timing = timing.ok_or_else(|| {
        let words: Vec<&str> = TIMINGS.iter().map(|(_, word)| *word).collect();
        DataError::new(line, format!("tính chất “{}”: hãy ghi một trong {}", row.timing, words.join(", ")))
    })?;
    let some = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
    let collector = match viet::fold::fold(row.collector.trim()) == viet::fold::fold(COMMUNES) {
        true => Collector::Communes,
        false => Collector::Unit(UnitId::from(row.collector.trim())),
    };
    Ok(Indicator {
        code: Code::from(code),
        name: name.to_owned(),
        measure_unit: measure_unit.to_owned(),
        counted: is_yes(line, &row.counted)?,
        decimals: row.decimals.min(9),
        timing,
        collector,
        owner: UnitId::from(row.owner.trim()),
        planned: is_yes(line, &row.planned)?,
        part_of: some(&row.part_of).map(Code::from),
        formula: some(&row.formula),
        source: row.source.trim().to_owned(),
        group: row.group.trim().to_owned(),
        restricted: is_yes(line, &row.restricted)?,
        joining: Joining { by: joining_by(line, &row.joining)?, level: level(line, &row.level)? },
        less_is_better: is_yes(line, &row.less_is_better)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Indicator {
        Indicator {
            code: "NN01".into(),
            name: "Trồng rừng; trồng mới \"cả năm\"".to_owned(),
            measure_unit: "ha".to_owned(),
            counted: false,
            decimals: 1,
            timing: Timing::Flow,
            collector: Collector::Communes,
            owner: "nong-nghiep".into(),
            planned: true,
            part_of: None,
            formula: Some("100 * A / B".to_owned()),
            source: "dòng một\ndòng hai".to_owned(),
            group: "Nông nghiệp".to_owned(),
            restricted: false,
            joining: Joining::default(),
            less_is_better: true,
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let joined =
            |code: &str, by, level| Indicator { code: code.into(), joining: Joining { by, level }, ..some() };
        let all = [
            some(),
            Indicator { code: "NN02".into(), collector: Collector::Unit("so".into()), ..some() },
            joined("NN03", JoiningBy::Greatest, None),
            joined("NN04", JoiningBy::Weighted("NN01".into()), None),
            joined("NN05", JoiningBy::Timing, Some(UnitKind::District)),
        ];
        let text = write_listing(&all);
        assert_eq!(read_listing(&text).unwrap(), all);
        let tabs = "Mã\tTên chỉ tiêu\tĐơn vị tính\tTính chất\tSố lẻ\tĐếm được\tĐơn vị báo cáo\tĐơn vị chủ trì\tCó kế hoạch\tThấp là tốt\tThuộc chỉ tiêu\tCông thức\tCách gộp\tRiêng của cấp\tNhóm\tHạn chế\tNguồn\nA1\tTên\tcon\tThời điểm\t0\tx\tso\tso\t\t\t\t\tBình quân theo A2\t\t\t\t\n";
        assert_eq!(read_listing(tabs).unwrap()[0].timing, Timing::Stock);
    }

    #[test]
    fn a_wrong_line_says_where() {
        let line = |change: &dyn Fn(&mut Indicator)| {
            let mut indicator = some();
            change(&mut indicator);
            read_listing(&write_listing([&indicator])).unwrap_err().to_string()
        };
        assert!(line(&|i| i.name.clear()).starts_with("dòng 2: thiếu tên"));
        assert!(line(&|i| i.code = "1 2".into()).starts_with("dòng 2: mã"));
        let twice = write_listing([&some(), &some()]);
        assert_eq!(read_listing(&twice).unwrap_err().to_string(), "dòng 3: mã NN01 lặp lại");
        assert!(read_listing("Mã;Tên\nA;B\n").unwrap_err().to_string().contains("thiếu cột"));
        let strange = write_listing([&some()]).replace("trong kỳ", "hằng ngày");
        assert!(read_listing(&strange).unwrap_err().to_string().contains("tính chất"));
        let strange = write_listing([&some()]).replace(BY_TIMING, "trung vị");
        assert!(read_listing(&strange).unwrap_err().to_string().contains("cách gộp"));
    }
}
