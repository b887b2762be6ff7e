//! A unit's form as a workbook.

pub(crate) mod hidden;
mod look;

use crate::value::binary;
use crate::{Form, Row, code_text};
use look::Look;
pub(crate) use look::named;
use model::Stated;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, ProtectionOptions, Workbook, Worksheet, XlsxError};

/// The column of each thing that the sheet shows.
pub(crate) mod column {
    pub(crate) const NUMBER: u16 = 0;
    pub(crate) const CODE: u16 = 1;
    pub(crate) const NAME: u16 = 2;
    pub(crate) const MEASURE_UNIT: u16 = 3;
    pub(crate) const LAST: u16 = 4;
    pub(crate) const LAST_YEAR: u16 = 5;
    pub(crate) const PLAN: u16 = 6;
    pub(crate) const NOW: u16 = 7;
    pub(crate) const NOTE: u16 = 8;
}

/// Heads of the columns that are found again by them, and widths of all, in characters.
pub(crate) const CODE_HEAD: &str = "Mã";
pub(crate) const NOW_HEAD: &str = "Thực hiện kỳ này";
pub(crate) const NOTE_HEAD: &str = "Ghi chú";
const WIDTHS: [f64; 9] = [5.5, 8.5, 50.0, 12.0, 12.5, 12.5, 12.5, 15.0, 28.0];
/// The row of the heads; everything above stays in sight.
const HEAD: u32 = 3;

/// The form as the bytes of an .xlsx file; the same form gives the same bytes.
///
/// # Errors
/// A sentence for the log when the library refuses, which only a form beyond all limits of workbooks brings about.
pub fn write(form: &Form) -> Result<Vec<u8>, String> {
    workbook(form).and_then(|mut workbook| workbook.save_to_buffer()).map_err(|error| error.to_string())
}

fn workbook(form: &Form) -> Result<Workbook, XlsxError> {
    let look = Look::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(form)?);
    let sheet = workbook.add_worksheet();
    sheet.set_name(look::sheet_name(&form.unit))?;
    dress(sheet, form)?;
    heading(sheet, form, &look)?;
    let last = body(sheet, form, &look)?;
    look::help(sheet, form, HEAD + 1, last)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    sheet.set_print_area(0, 0, last, column::NOTE)?;
    hidden::write(workbook.add_worksheet(), form)?;
    Ok(workbook)
}

/// The package is dated by the round, not by the clock.
fn properties(form: &Form) -> Result<DocProperties, XlsxError> {
    let day = form.window.from;
    let unsigned = |part: i8| u8::try_from(part).unwrap_or(1);
    let made = ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(2000),
        unsigned(day.month()),
        unsigned(day.day()),
    )?;
    Ok(DocProperties::new()
        .set_title(format!("Biểu số liệu {}", form.round))
        .set_subject(&form.unit)
        .set_company(&form.issuer)
        .set_author("Sổ Liệu")
        .set_creation_datetime(&made))
}

fn dress(sheet: &mut Worksheet, form: &Form) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_screen_gridlines(false)
        .set_repeat_rows(HEAD, HEAD)?
        .set_freeze_panes(HEAD + 1, column::MEASURE_UNIT)?;
    // A sign of its own in a header: & begins a code there.
    let unit = form.unit.replace('&', "&&");
    sheet.set_footer(format!("&L&9{unit}&R&9Trang &P/&N"));
    if form.open && !form.rows.is_empty() {
        let first = first_answer(form);
        sheet.set_selection(first, column::NOW, first, column::NOW)?;
    }
    Ok(())
}

/// The row of the first answer: below the head and the heading of its group.
fn first_answer(form: &Form) -> u32 {
    let grouped = form.rows.first().is_some_and(|row| !row.group.is_empty());
    HEAD + 1 + u32::from(grouped)
}

fn heading(sheet: &mut Worksheet, form: &Form, look: &Look) -> Result<(), XlsxError> {
    let across = |sheet: &mut Worksheet, row, text: &str, format| {
        sheet.merge_range(row, 0, row, column::NOTE, text, format).map(|_| ())
    };
    across(sheet, 0, &format!("BIỂU SỐ LIỆU {}", form.round.to_uppercase()), &look.title)?;
    let date = viet::date::format;
    let about = format!(
        "{}   ·   Số liệu từ {} đến {}   ·   Hạn gửi: {}",
        form.unit,
        date(form.window.from),
        date(form.window.to),
        date(form.due)
    );
    across(sheet, 1, &about, &look.about)?;
    let todo = match form.open {
        true => {
            "Nhập vào các ô nền vàng: số thực hiện (kiểu 1.347,5) và ghi chú nếu cần. Không có số thì ghi kps (không phát sinh), kad (không áp dụng) hoặc kcb (không công bố); để trống là chưa báo cáo.\nNhập xong, lưu tệp, mở trang biểu trong Sổ Liệu, chọn Excel › Nộp từ Excel. Trước khi nhận, trang cho xem từng ô thay đổi."
        }
        false => {
            "Biểu đã gửi nên đang khóa; tệp này chỉ để xem. Muốn sửa, hãy đề nghị bộ phận tổng hợp trả lại biểu."
        }
    };
    across(sheet, 2, todo, &look.todo)?;
    sheet.set_row_height(0, 26)?.set_row_height(1, 19)?.set_row_height(2, 34)?.set_row_height(HEAD, 33)?;
    let heads = [
        "STT",
        CODE_HEAD,
        "Chỉ tiêu",
        "Đơn vị tính",
        &form.last,
        "Cùng kỳ năm trước",
        "Kế hoạch năm",
        NOW_HEAD,
        NOTE_HEAD,
    ];
    for (column, head) in (0..).zip(heads) {
        let format = if column == column::NOW { &look.head_now } else { &look.head };
        sheet.write_with_format(HEAD, column, head, format)?;
    }
    Ok(())
}

/// Writes the rows; answers with the last one.
fn body(sheet: &mut Worksheet, form: &Form, look: &Look) -> Result<u32, XlsxError> {
    let mut at = HEAD;
    let mut group = "";
    for (number, row) in (1u32..).zip(&form.rows) {
        if row.group != group {
            group = &row.group;
            if !group.is_empty() {
                at += 1;
                sheet.write_with_format(at, column::NUMBER, "", &look.group)?;
                sheet.merge_range(at, column::CODE, at, column::NOTE, group, &look.group)?;
                sheet.set_row_height(at, 20)?;
            }
        }
        at += 1;
        line(sheet, at, number, row, form.open, look)?;
    }
    Ok(at)
}

fn line(
    sheet: &mut Worksheet,
    at: u32,
    number: u32,
    row: &Row,
    open: bool,
    look: &Look,
) -> Result<(), XlsxError> {
    sheet.write_with_format(at, column::NUMBER, number, &look.number)?;
    sheet.write_with_format(at, column::CODE, code_text(&row.cell), &look.code)?;
    let named = look::named(row);
    sheet.write_with_format(at, column::NAME, &named, look.name(row.depth))?;
    sheet.write_with_format(at, column::MEASURE_UNIT, &row.measure_unit, &look.unit)?;
    for (column, stated) in
        [(column::LAST, row.last), (column::LAST_YEAR, row.last_year), (column::PLAN, row.plan)]
    {
        state(sheet, at, column, stated, look.known(stated))?;
    }
    state(sheet, at, column::NOW, row.now.stated, look.answer(row, open))?;
    let note = row.now.note.as_deref().unwrap_or_default();
    sheet.write_with_format(at, column::NOTE, note, look.note(open))?;
    sheet.set_row_height(at, look::height(&named, row.depth))?;
    Ok(())
}

/// A number where a spreadsheet keeps all its digits, otherwise text as it would be typed.
fn state(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    stated: Option<Stated>,
    format: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    let kept = match stated {
        Some(Stated::Number(number)) => binary(number.value()),
        _ => None,
    };
    match (kept, stated) {
        (Some(number), _) => sheet.write_with_format(row, column, number, format)?,
        (None, Some(stated)) => sheet.write_with_format(row, column, viet::stated::format(stated), format)?,
        (None, None) => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}
