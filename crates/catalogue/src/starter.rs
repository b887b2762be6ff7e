//! The starter indicators: names and behaviour that a first report is matched with.

use crate::data::{DataError, YesNo, rows, several};
use model::Timing;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// How often an indicator is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Frequency {
    /// tháng
    Month,
    /// quý
    Quarter,
    /// 6 tháng
    HalfYear,
    /// năm
    Year,
    /// vụ
    Season,
}

/// How an indicator adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aggregation {
    /// what happened; accumulates within the year
    Flow,
    /// a state at a date; the latest counts
    Stock,
    /// recomputed from its parts
    Ratio,
    /// entries of a list
    Count,
    /// a plan for the year
    Plan,
}

impl Aggregation {
    /// The behaviour over time that it stands for.
    pub fn timing(self) -> Timing {
        match self {
            Self::Flow | Self::Count => Timing::Flow,
            Self::Stock | Self::Plan => Timing::Stock,
            Self::Ratio => Timing::Ratio,
        }
    }
}

/// An indicator of the starter catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StarterIndicator {
    /// Own code, unofficial, never reused.
    pub code: String,
    /// Name, in Vietnamese.
    pub name: String,
    /// Unit of measure as printed.
    pub measure_unit: String,
    /// Other words that count the same things: `lao động` for `người`.
    pub units_also: Vec<String>,
    /// How often it is asked for.
    pub frequency: Frequency,
    /// How it adds up.
    pub aggregation: Aggregation,
    /// Code of the sector that owns it.
    pub sector: String,
    /// Group of the provincial statistical indicator system, 1 to 20 (Quyết định 05/2023/QĐ-TTg).
    pub group: Option<u8>,
    /// Code of the whole that it is a part of.
    pub part_of: Option<String>,
    /// For derived ones: an expression of the formula language.
    pub formula: Option<String>,
    /// Other ways to name it.
    pub also: Vec<String>,
    /// A target for it is not to be exceeded.
    pub less_is_better: bool,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    measure_unit: String,
    frequency: Frequency,
    aggregation: Aggregation,
    sector: String,
    group: Option<u8>,
    part_of: Option<String>,
    formula: Option<String>,
    also: String,
    less_is_better: Option<YesNo>,
}

/// The starter indicators, in the order of their file.
pub fn starter() -> &'static [StarterIndicator] {
    static STARTER: OnceLock<Vec<StarterIndicator>> = OnceLock::new();
    // The shipped file is proven sound by a test, so there is no other case to serve.
    STARTER.get_or_init(|| read(include_str!("../../../catalogue/indicators.csv")).unwrap_or_default())
}

fn read(text: &str) -> Result<Vec<StarterIndicator>, DataError> {
    let rows: Vec<(u64, Row)> = rows(text)?;
    let codes: BTreeSet<String> = rows.iter().map(|(_, row)| row.code.clone()).collect();
    if codes.len() < rows.len() {
        return Err(DataError::new(0, "có mã chỉ tiêu lặp lại"));
    }
    rows.into_iter()
        .map(|(line, row)| {
            let unknown = |code: &str| DataError::new(line, format!("không có chỉ tiêu {code}"));
            if let Some(whole) = row.part_of.as_ref().filter(|whole| !codes.contains(*whole)) {
                return Err(unknown(whole));
            }
            if let Some(formula) = &row.formula {
                let expr = formula::parse_expr(formula).map_err(|e| DataError::new(line, e.to_string()))?;
                if let Some(r) = expr.references().into_iter().find(|r| !codes.contains(r.code.as_str())) {
                    return Err(unknown(r.code.as_str()));
                }
            }
            let mut units = several(&row.measure_unit).into_iter();
            let measure_unit = units.next().ok_or_else(|| DataError::new(line, "thiếu đơn vị tính"))?;
            Ok(StarterIndicator {
                code: row.code,
                name: row.name,
                measure_unit,
                units_also: units.collect(),
                frequency: row.frequency,
                aggregation: row.aggregation,
                sector: row.sector,
                group: row.group,
                part_of: row.part_of,
                formula: row.formula,
                also: several(&row.also),
                less_is_better: row.less_is_better == Some(YesNo::Yes),
            })
        })
        .collect()
}

impl StarterIndicator {
    /// Whether figures in this unit of measure can be its figures as they stand.
    pub fn is_measured_in(&self, measure_unit: &str) -> bool {
        std::iter::once(&self.measure_unit)
            .chain(&self.units_also)
            .any(|own| viet::measure_unit::same(own, measure_unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_sound() {
        let read = read(include_str!("../../../catalogue/indicators.csv")).unwrap();
        assert_eq!(read.len(), starter().len());
        assert!(read.len() > 120);
        for indicator in &read {
            let code = &indicator.code;
            assert!(crate::sectors().iter().any(|s| s.code == indicator.sector), "{code}");
            assert!(indicator.group.is_none_or(|g| (1..=20).contains(&g)), "{code}");
            assert!(code.starts_with(indicator.sector.as_str()), "{code}");
            assert_eq!(
                indicator.aggregation == Aggregation::Ratio,
                indicator.measure_unit.contains(['%', '/']),
                "{code}"
            );
        }
    }

    #[test]
    fn a_wrong_file_says_where() {
        let head =
            "code,name,measure_unit,frequency,aggregation,sector,group,part_of,formula,also,less_is_better\n";
        let says = |line: &str| read(&format!("{head}{line}\n")).unwrap_err().to_string();
        assert!(says("A1,Tên,ha,daily,flow,NN,,,,,").starts_with("dòng 2: không đọc được"));
        assert_eq!(says("A1,Tên,,month,flow,NN,,,,,"), "dòng 2: thiếu đơn vị tính");
        assert_eq!(says("A1,Tên,ha,month,flow,NN,,B2,,,"), "dòng 2: không có chỉ tiêu B2");
        assert!(says("A1,Tên,%,month,ratio,NN,,,100 * ,,").starts_with("dòng 2: vị trí"));
        assert_eq!(
            says("A1,Tên,ha,month,flow,NN,,,,,\nA1,Tên,ha,month,flow,NN,,,,,"),
            "có mã chỉ tiêu lặp lại"
        );
    }
}
