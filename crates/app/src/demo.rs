//! The demo place, made through the same use cases as a real one; and the first accounts of a new place.

use crate::session::{roles, secret};
use crate::view::{AdoptInput, AnswerInput, CellInput, MoveTask, OpenRound, SaveCells, SendForm, TypedCell};
use crate::{App, Trouble};
use catalogue::demo::DemoAccount as Listed;
use engine::{Book, findings, resolve, round};
use model::{
    Account, AccountName, Act, AnswerKind, CellSpec, Date, Decimal, Grant, Indicator, Measure, Number,
    Period, Place, Placement, Role, RoundId, RuleKind, Severity, Sheet, TaskStatus, Timing, Unit, UnitId,
    UnitKind,
};
use std::collections::BTreeMap;

/// An account that a new place starts with.
#[derive(Clone, Debug)]
pub struct DemoAccount {
    /// Sign-in name.
    pub name: AccountName,
    /// What the person does.
    pub roles: Vec<Role>,
    /// Where.
    pub unit: String,
    /// The password, to be printed once.
    pub password: String,
}

/// The report that the demo adopts, as the office had it in Word.
const REPORT: &[u8] = include_bytes!("../../../demo/report/q1-2021.docx");
/// Its file name.
const REPORT_NAME: &str = "Báo cáo KT-XH quý I-2021.docx";
/// Last day to send in the demo's round; the demo's clock starts two days later.
const DUE: &str = "2021-06-16";
/// The unit that is late, with half a form.
const LATE: &str = "xa-phieng-lan";
/// The unit whose form was returned.
const RETURNED: &str = "xa-nam-kha";
/// Units that have sent and wait for approval.
const WAITING: [&str; 2] = ["lao-dong", "van-hoa"];

impl DemoAccount {
    /// Role and unit in words.
    pub fn title(&self) -> String {
        let word = |role: &Role| match role {
            Role::Entry => "nhập liệu",
            Role::UnitApprover => "duyệt trong đơn vị",
            Role::Compiler => "bộ phận tổng hợp",
            Role::Leader => "lãnh đạo",
            Role::Inspector => "thanh tra, chỉ xem",
            Role::Administrator => "quản trị",
        };
        let roles: Vec<_> = self.roles.iter().map(word).collect();
        format!("{}, {}", roles.join(" và "), self.unit)
    }
}

impl App {
    /// The day on which the demo's clock starts: its round is open, one unit is late.
    pub const DEMO_STARTS: Date = Date::constant(2021, 6, 18);

    /// The accounts of the demo, and the demo itself where the folder is new.
    ///
    /// # Errors
    /// Faults of the store, and defects of the demo's own data.
    pub async fn demo(&self) -> Result<Vec<DemoAccount>, Trouble> {
        let defect = |e: catalogue::DataError| Trouble::Defect(e.to_string());
        let accounts = catalogue::demo::accounts().map_err(defect)?;
        if self.is_new().await {
            let place = catalogue::demo::place().map_err(defect)?;
            let units = catalogue::demo::units().map_err(defect)?;
            self.found(place, units, &accounts).await?;
            self.fill().await?;
        }
        let book = self.book().await;
        let shown = |a: Listed| DemoAccount {
            unit: book.unit_name(&a.account.unit),
            roles: roles(&a.account),
            name: a.account.name,
            password: a.password,
        };
        Ok(accounts.into_iter().map(shown).collect())
    }

    /// Founds a place that knows nothing yet but who may sign in, with passwords of its own; the first report that is
    /// adopted names the place and its units.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn found_new(&self) -> Result<Vec<DemoAccount>, Trouble> {
        let unit = UnitId::from("don-vi");
        let place = Place {
            unit: unit.clone(),
            issuer: "UBND".to_owned(),
            superior: String::new(),
            seat: String::new(),
            notation: "BC-UBND".to_owned(),
            authority: vec!["TM. ỦY BAN NHÂN DÂN".to_owned(), "CHỦ TỊCH".to_owned()],
            recipients: vec!["Như trên".to_owned(), "Lưu: VT".to_owned()],
            addressees: Vec::new(),
        };
        let placements = vec![Placement { parent: None, from: None, to: None }];
        let top =
            Unit { placements, ..Unit::of(unit.clone(), "đơn vị chưa đặt tên", UnitKind::District) };
        let table = [
            ("quantri", "Quản trị hệ thống", Role::Administrator),
            ("tonghop", "Bộ phận tổng hợp", Role::Compiler),
            ("lanhdao", "Lãnh đạo", Role::Leader),
        ];
        let mut accounts = Vec::new();
        for (name, display_name, role) in table {
            let account = named(name, display_name, &unit, vec![Grant::everywhere(role)]);
            accounts.push(Listed { account, password: secret()?[..20].to_owned() });
        }
        self.found(place, vec![top], &accounts).await?;
        let unit = "đơn vị chưa đặt tên".to_owned();
        let shown = |a: Listed| DemoAccount {
            roles: roles(&a.account),
            name: a.account.name,
            unit: unit.clone(),
            password: a.password,
        };
        Ok(accounts.into_iter().map(shown).collect())
    }

    async fn found(&self, place: Place, units: Vec<Unit>, accounts: &[Listed]) -> Result<(), Trouble> {
        let founder = AccountName::from("hệ thống");
        let act = Act::PlaceFounded { place, units, successions: Vec::new() };
        self.act(&founder, |_| Ok(Some(act.clone()))).await?;
        for Listed { account, password } in accounts {
            let act = Act::AccountSet { account: account.clone() };
            self.act(&founder, |_| Ok(Some(act.clone()))).await?;
            self.set_password(&account.name, password.clone()).await?;
        }
        Ok(())
    }

    /// Reads and adopts the first quarter, opens the second and lets the units answer.
    async fn fill(&self) -> Result<(), Trouble> {
        let office = self.someone(Role::Compiler).await?;
        let read = self.read_file(&office, REPORT_NAME, REPORT.to_vec()).await?;
        self.adopt(&office, &read.id, AdoptInput { accept_rest: true, period: None }).await?;
        let period = self.rounds(&office).await?.next.map(|n| n.period);
        let period = period.ok_or_else(|| Trouble::Defect("the demo report names no period".to_owned()))?;
        self.open_round(
            &office,
            OpenRound { period: period.to_string(), due: Some(DUE.to_owned()), ..OpenRound::default() },
        )
        .await?;
        let sheets = self.book().await.main_round(period).map(|r| r.round.sheets.clone()).unwrap_or_default();
        for sheet in &sheets {
            self.answer(&office, &RoundId::main(period), sheet).await?;
        }
        self.follow_up(&office).await
    }

    async fn someone(&self, role: Role) -> Result<Account, Trouble> {
        let book = self.book().await;
        let found = book.accounts.values().find(|a| a.is(role)).cloned();
        found.ok_or_else(|| Trouble::Defect("the demo lacks an account".to_owned()))
    }

    /// One unit types, sends, and is approved, returned or late.
    async fn answer(&self, office: &Account, round: &RoundId, sheet: &Sheet) -> Result<(), Trouble> {
        let unit = &sheet.unit;
        let who = self.reporter(unit).await?;
        let mut cells = invent(&*self.book().await, round.period, sheet);
        if unit.as_str() == LATE {
            cells.truncate(cells.len() / 2);
        }
        self.save_cells(&who, round, unit, SaveCells { cells, seen: None }).await?;
        if unit.as_str() == LATE {
            return Ok(());
        }
        self.explain_open(&who, round, unit).await?;
        self.send_form(&who, round, unit, SendForm::default()).await?;
        if unit.as_str() == RETURNED {
            let reason = "Đề nghị kiểm tra lại số liệu hộ nghèo và bổ sung ghi chú nguyên nhân tăng, giảm.";
            self.return_form(office, round, unit, reason, Vec::new()).await?;
        } else if !WAITING.contains(&unit.as_str()) {
            self.approve_form(office, round, unit).await?;
        }
        Ok(())
    }

    /// The person who fills a unit's form; units without a demo account get one that nobody can sign in with.
    async fn reporter(&self, unit: &UnitId) -> Result<Account, Trouble> {
        let (known, name) = {
            let book = self.book().await;
            let known = book.accounts.values().find(|a| a.is(Role::Entry) && a.unit == *unit).cloned();
            (known, format!("Cán bộ {}", book.unit_name(unit)))
        };
        if let Some(account) = known {
            return Ok(account);
        }
        let grants = [Role::Entry, Role::UnitApprover].map(|role| Grant::of(role, unit)).to_vec();
        let account = named(&format!("cb.{unit}"), &name, unit, grants);
        let act = Act::AccountSet { account: account.clone() };
        self.act(&AccountName::from("hệ thống"), |_| Ok(Some(act.clone()))).await?;
        Ok(account)
    }

    async fn explain_open(&self, who: &Account, round: &RoundId, unit: &UnitId) -> Result<(), Trouble> {
        let open = findings::of_form(&*self.book().await, round, unit);
        for finding in open.into_iter().filter(|f| f.severity <= Severity::Warning && f.ask == *unit) {
            let text = "Đơn vị đã rà soát, số liệu chênh do cập nhật bổ sung trong kỳ.".to_owned();
            self.answer_finding(who, &finding.key, AnswerInput { kind: AnswerKind::Explained, text }).await?;
        }
        Ok(())
    }

    async fn follow_up(&self, office: &Account) -> Result<(), Trouble> {
        let tasks: Vec<_> = self.book().await.tasks.keys().cloned().collect();
        let moves = [TaskStatus::Done, TaskStatus::Done, TaskStatus::InProgress, TaskStatus::CarriedOver];
        for (id, status) in tasks.iter().zip(moves) {
            self.move_task(office, id, MoveTask { status, remark: None }).await?;
        }
        Ok(())
    }
}

fn named(name: &str, display_name: &str, unit: &UnitId, grants: Vec<Grant>) -> Account {
    Account { display_name: display_name.to_owned(), ..Account::new(name, unit, grants) }
}

/// Made-up answers: last period's figures moved by a few percent, totals as the sums of their parts.
fn invent(book: &Book, period: Period, sheet: &Sheet) -> Vec<TypedCell> {
    let mut values: BTreeMap<(&str, Measure), Number> = BTreeMap::new();
    for cell in &sheet.cells {
        let value = book.indicator(&cell.indicator).and_then(|i| moved(book, period, sheet, i, cell));
        values.extend(value.map(|v| ((cell.indicator.as_str(), cell.measure), v)));
    }
    for law in book.rules.iter().filter(|r| r.kind == RuleKind::SumOfParts) {
        add_up(&law.formula, &mut values);
    }
    // A commune that the last report does not name had nothing of the kind.
    let commune = book.units.get(&sheet.unit).is_some_and(|u| u.kind == UnitKind::Commune);
    let input = |cell: &CellSpec| {
        let value = values.get(&(cell.indicator.as_str(), cell.measure)).map(|v| viet::number::format(*v));
        let text = value.or_else(|| commune.then(|| "kps".to_owned()))?;
        let cell = CellInput { indicator: cell.indicator.clone(), measure: cell.measure, text, note: None };
        Some(TypedCell { cell, base: Some(book.cut), entered_at: None })
    };
    sheet.cells.iter().filter_map(input).collect()
}

/// Replaces a total by the sum of its parts where all of them are on the form.
fn add_up(formula: &str, values: &mut BTreeMap<(&str, Measure), Number>) {
    let Some((total, parts)) = formula.split_once(" = ") else { return };
    let value = |code: &str| values.get(&(code.trim(), Measure::Actual)).map(|n| n.value());
    let sum: Option<Decimal> = parts.split('+').map(value).sum();
    let slot =
        values.iter_mut().find(|((code, measure), _)| *code == total.trim() && *measure == Measure::Actual);
    if let Some((sum, (_, value))) = sum.zip(slot) {
        *value = Number::new(sum);
    }
}

fn moved(
    book: &Book,
    period: Period,
    sheet: &Sheet,
    indicator: &Indicator,
    cell: &CellSpec,
) -> Option<Number> {
    let key = book.form_key(&sheet.unit, indicator, cell.measure, period);
    let whose = (key.unit != book.place_unit()).then_some(&key.unit);
    let last = |measure| {
        let found = resolve(book, &indicator.code, measure, whose, period.shift(-1));
        found.number().map(Number::value)
    };
    let value = match cell.measure {
        Measure::Plan => {
            let (actual, share) = (last(Measure::Actual)?, last(Measure::PctOfPlan)?);
            actual.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(share)?
        }
        measure => last(measure)?.checked_mul(step(indicator, measure))?,
    };
    // What was sown in the first quarter is not sown again: a year brings about what was planned for it.
    let plan = resolve(book, &indicator.code, Measure::Plan, whose, period).number().map(Number::value);
    let value = match (indicator.timing, cell.measure, plan.zip(last(Measure::Actual))) {
        (Timing::Flow, Measure::Actual, Some((plan, done))) => value.min((plan - done).max(Decimal::ZERO)),
        _ => value,
    };
    Some(Number::new(round(value, indicator.decimals)))
}

/// How much of last period's figure is taken: a little more or less, the same within one heading.
fn step(indicator: &Indicator, measure: Measure) -> Decimal {
    let spread =
        i64::try_from(indicator.group.bytes().map(usize::from).sum::<usize>() % 9).unwrap_or_default();
    let percent = match (indicator.timing, measure) {
        (_, Measure::GrowthPct) | (Timing::Ratio, _) => 100,
        (Timing::Flow, _) => 94 + 2 * spread,
        (Timing::Cumulative, _) => 190 + spread,
        (Timing::Stock, _) => 100 + spread / 3,
    };
    Decimal::new(percent, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_follow_their_parts() {
        let n = |v: i64| Number::new(Decimal::from(v));
        let mut values = BTreeMap::from([
            (("A", Measure::Actual), n(9)),
            (("B", Measure::Actual), n(3)),
            (("C", Measure::Actual), n(4)),
        ]);
        add_up("A = B + C", &mut values);
        assert_eq!(values[&("A", Measure::Actual)].value(), Decimal::from(7));
        add_up("A = B + D", &mut values);
        assert_eq!(values[&("A", Measure::Actual)].value(), Decimal::from(7));
    }
}
