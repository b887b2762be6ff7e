//! A decision's table as a workbook: given out, and read back before anything is taken.

use super::table::view;
use crate::view::{AnnexChange, AnnexPreview, DecisionView};
use crate::{App, Given, Trouble, period, unit_ref};
use engine::access::{Right, need, sees_indicator};
use exchange::annex::{Annex, AnnexRow, read_annex, write_annex};
use model::{Account, PlanId, Refusal, RefusalCode};

impl App {
    /// A decision's table for a period as a workbook.
    ///
    /// # Errors
    /// As [`App::decision`].
    pub async fn plan_workbook(&self, who: &Account, plan: &PlanId, of: &str) -> Result<Given, Trouble> {
        let DecisionView { row, period, units, rows, .. } = self.decision(who, plan, Some(of)).await?;
        let annex = Annex {
            title: format!("CHỈ TIÊU KẾ HOẠCH {period}"),
            about: format!("Kèm theo Quyết định số {} của {}", row.number, row.issuer),
            units: units.iter().map(|u| (u.unit.id.clone(), u.unit.name.clone())).collect(),
            rows: rows
                .into_iter()
                .map(|row| AnnexRow {
                    code: row.indicator,
                    name: row.name,
                    measure_unit: row.measure_unit,
                    targets: row.cells.into_iter().map(|cell| cell.text).collect(),
                })
                .collect(),
        };
        let number: String = row.number.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let bytes = write_annex(&annex).map_err(Trouble::Defect)?;
        Ok(Given { name: format!("Chi tieu {period} - {number}.xlsx"), bytes })
    }

    /// What a workbook would change in a decision's table. Nothing is taken.
    ///
    /// # Errors
    /// `unreadable` with what to do, `plan-gone`, `wrong-period`, `not-allowed`.
    pub async fn preview_annex(
        &self,
        who: &Account,
        plan: &PlanId,
        of: &str,
        name: &str,
        bytes: &[u8],
    ) -> Result<AnnexPreview, Trouble> {
        need(who, Right::EditCatalogue)?;
        let of = period(of)?;
        let workbook = exchange::open(bytes).map_err(|why| Refusal::of(RefusalCode::Unreadable, why))?;
        let book = self.book().await;
        let DecisionView { units, rows, .. } = view(&book, who, plan, Some(of), None)?;
        let seen = book.indicators.iter().filter(|i| sees_indicator(who, i));
        let indicators: Vec<_> = seen.map(|i| (i.code.clone(), i.name.clone())).collect();
        let named: Vec<_> = units.iter().map(|u| (u.unit.id.clone(), u.unit.name.clone())).collect();
        let read = read_annex(&workbook, &indicators, &named, &book.place_unit());
        let mut messages: Vec<String> = Vec::new();
        if read.cells.is_empty() {
            messages.push("Không tìm thấy bảng có tên các đơn vị ở hàng đầu và tên hoặc mã chỉ tiêu ở mỗi dòng. Có thể tải bảng mẫu từ trang này rồi điền.".to_owned());
        }
        let row =
            |(row, text): &(u32, String)| format!("Dòng {row}: chưa có chỉ tiêu “{text}” trong danh mục.");
        messages.extend(read.unknown_rows.iter().map(row));
        messages.extend(
            read.unknown_columns
                .iter()
                .map(|text| format!("Cột “{text}”: không có đơn vị này, số trong cột được bỏ qua.")),
        );
        let (mut changes, mut same) = (Vec::new(), 0);
        for cell in read.cells {
            let at = units.iter().position(|u| u.unit.id == cell.unit);
            let known = rows.iter().find(|row| row.indicator == cell.indicator);
            let before = known
                .zip(at)
                .and_then(|(row, at)| row.cells.get(at))
                .map(|c| c.text.clone())
                .unwrap_or_default();
            let indicator = book.indicator(&cell.indicator);
            let name = indicator.map(|i| i.name.clone()).unwrap_or_default();
            let Ok(target) = viet::aim::parse(&cell.text) else {
                messages.push(format!(
                    "Dòng {}, “{name}”, {}: “{}” không phải chỉ tiêu.",
                    cell.row,
                    book.unit_name(&cell.unit),
                    cell.text
                ));
                continue;
            };
            let after = target.map(|(number, approx)| viet::aim::format(number, approx)).unwrap_or_default();
            let equal = |a: &str, b: &str| {
                viet::aim::parse(a).ok().flatten().map(|(n, w)| (n.value(), w))
                    == viet::aim::parse(b).ok().flatten().map(|(n, w)| (n.value(), w))
            };
            if equal(&before, &after) {
                same += 1;
                continue;
            }
            // A cell that a workbook leaves empty takes nothing away.
            if after.is_empty() {
                continue;
            }
            changes.push(AnnexChange {
                indicator: cell.indicator.clone(),
                name,
                unit: unit_ref(&book, &cell.unit),
                before,
                after,
                row: cell.row,
            });
        }
        Ok(AnnexPreview { file: name.to_owned(), changes, same, messages })
    }
}
