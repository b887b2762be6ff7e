//! How the sheet of a form looks, and the help that its cells give.

use super::column;
use crate::{Form, Row};
use model::{Measure, Stated};
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};

const FONT: &str = "Times New Roman";
const ANSWER: Color = Color::RGB(0xFF_F8_E1);
const HEAD: Color = Color::RGB(0xE3_EC_F5);
const HEAD_NOW: Color = Color::RGB(0xFF_E0_82);
const GROUP: Color = Color::RGB(0xF3_F6_F9);
const LINE: Color = Color::RGB(0xB8_C4_D0);
const MUTED: Color = Color::RGB(0x5F_6B_7A);
const WRONG: Color = Color::RGB(0xFF_CD_D2);
/// Whole numbers with dots between thousands, where the program speaks Vietnamese.
const WHOLE: &str = "[$-42A]#,##0";
/// Numbers with decimals.
const DECIMALS: &str = "[$-42A]#,##0.0######";
/// Parts of parts of parts are indented no further.
const DEEPEST: usize = 4;
/// Characters of a name that fit on one line of its column.
const NAME_LINE: usize = 52;

/// The formats of one workbook.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) about: Format,
    pub(super) todo: Format,
    pub(super) head: Format,
    pub(super) head_now: Format,
    pub(super) group: Format,
    pub(super) number: Format,
    pub(super) code: Format,
    pub(super) unit: Format,
    names: Vec<Format>,
    known: [Format; 3],
    answer: Format,
    share: Format,
    note: Format,
    locked: Format,
    locked_note: Format,
}

impl Look {
    pub(super) fn new() -> Self {
        let plain =
            Format::new().set_font_name(FONT).set_font_size(11).set_align(FormatAlign::VerticalCenter);
        let cell = plain.clone().set_border(FormatBorder::Thin).set_border_color(LINE).set_text_wrap();
        let centred = cell.clone().set_align(FormatAlign::Center);
        let right = cell.clone().set_align(FormatAlign::Right).set_indent(1);
        let head = centred.clone().set_bold().set_background_color(HEAD);
        let answer = right.clone().set_background_color(ANSWER).set_bold().set_unlocked();
        let known = right.clone().set_font_color(MUTED);
        let text = cell.clone().set_num_format("@").set_indent(1);
        let name = |depth: usize| {
            let format = cell.clone().set_indent(u8::try_from(2 * depth).unwrap_or_default());
            if depth == 0 { format } else { format.set_font_color(Color::RGB(0x33_3D_48)) }
        };
        Self {
            title: plain.clone().set_font_size(14).set_bold().set_align(FormatAlign::Center),
            about: plain.clone().set_align(FormatAlign::Center),
            todo: plain.clone().set_font_size(10).set_italic().set_text_wrap().set_font_color(MUTED),
            head_now: head.clone().set_background_color(HEAD_NOW),
            head,
            group: cell.clone().set_bold().set_background_color(GROUP),
            number: centred.clone().set_font_color(MUTED),
            code: centred.clone().set_font_size(8).set_font_color(MUTED),
            unit: centred,
            names: (0..=DEEPEST).map(name).collect(),
            known: [known.clone().set_num_format(WHOLE), known.clone().set_num_format(DECIMALS), known],
            share: answer.clone(),
            answer: answer.set_num_format(WHOLE),
            note: text.clone().set_background_color(ANSWER).set_unlocked(),
            locked: right.set_bold().set_num_format(WHOLE),
            locked_note: text,
        }
    }

    pub(super) fn name(&self, depth: usize) -> &Format {
        self.names.get(depth).or(self.names.last()).unwrap_or(&self.head)
    }

    /// A figure that is shown to help.
    pub(super) fn known(&self, stated: Option<Stated>) -> &Format {
        let [whole, decimals, words] = &self.known;
        match stated {
            Some(Stated::Number(number)) if number.value().normalize().scale() == 0 => whole,
            Some(Stated::Number(_)) => decimals,
            _ => words,
        }
    }

    /// The answer's cell. A percentage keeps the general format, so that a typed % sign shows and can be seen.
    pub(super) fn answer(&self, row: &Row, open: bool) -> &Format {
        match (open, row.measure_unit == "%") {
            (true, true) => &self.share,
            (true, false) => &self.answer,
            (false, _) => &self.locked,
        }
    }

    pub(super) fn note(&self, open: bool) -> &Format {
        if open { &self.note } else { &self.locked_note }
    }
}

/// The indicator's name, with the measure where it is another than what was done.
pub(crate) fn named(row: &Row) -> String {
    let measure = match row.cell.measure {
        Measure::Actual => return row.name.clone(),
        Measure::Plan => "kế hoạch năm",
        Measure::Estimate => "ước thực hiện",
        Measure::PctOfPlan => "% kế hoạch",
        Measure::ChangePct => "tăng, giảm % so với kỳ trước",
        Measure::GrowthPct => "tăng, giảm % so với cùng kỳ năm trước",
        Measure::ChangeAbs => "tăng, giảm so với kỳ trước",
    };
    format!("{} ({measure})", row.name)
}

/// Points that a row needs for its name.
pub(super) fn height(name: &str, depth: usize) -> f64 {
    let room = NAME_LINE.saturating_sub(2 * depth).max(10);
    let lines = name.chars().count().div_ceil(room).clamp(1, 6);
    [18.0, 32.0, 46.0, 60.0, 74.0, 88.0].get(lines - 1).copied().unwrap_or(88.0)
}

/// The name of the visible sheet: at most 31 characters, none of those that Excel forbids.
pub(super) fn sheet_name(unit: &str) -> String {
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let name: String = unit.chars().filter(allowed).take(31).collect();
    let name = name.trim();
    if name.is_empty() { "Biểu".to_owned() } else { name.to_owned() }
}

/// A list of the kinds of nothing that lets every number through, a word of help, and a red ground for what can be
/// neither.
pub(super) fn help(sheet: &mut Worksheet, form: &Form, first: u32, last: u32) -> Result<(), XlsxError> {
    if !form.open || form.rows.is_empty() {
        return Ok(());
    }
    let words: Vec<&str> = viet::stated::NOTHING.iter().map(|(short, ..)| *short).collect();
    let list = DataValidation::new()
        .allow_list_strings(&words)?
        .ignore_blank(true)
        .show_error_message(false)
        .set_input_title("Số thực hiện")?
        .set_input_message("Gõ số, ví dụ 1.347,5. Không có số thì ghi:\nkps: không phát sinh\nkad: không áp dụng\nkcb: không công bố")?;
    sheet.add_data_validation(first, column::NOW, last, column::NOW, &list)?;
    let cell = format!("$H{}", first + 1);
    let word =
        words.iter().map(|word| format!("LOWER(TRIM({cell}))=\"{word}\"")).collect::<Vec<_>>().join(",");
    let digits = format!("SUBSTITUTE(SUBSTITUTE(TRIM({cell}),\".\",\"\"),\",\",\"\")");
    let wrong = format!("AND(ISTEXT({cell}),NOT(OR({word})),ISERROR(VALUE({digits})))");
    let wrong = ConditionalFormatFormula::new()
        .set_rule(wrong.as_str())
        .set_format(Format::new().set_background_color(WRONG));
    sheet.add_conditional_format(first, column::NOW, last, column::NOW, &wrong)?;
    let decimals = ConditionalFormatFormula::new()
        .set_rule(format!("AND(ISNUMBER({cell}),{cell}<>INT({cell}))").as_str())
        .set_format(Format::new().set_num_format(DECIMALS));
    sheet.add_conditional_format(first, column::NOW, last, column::NOW, &decimals)?;
    Ok(())
}
