//! Reminders: by people, and by the rules of the place.

use super::{days_between, local_day};
use crate::access::{self, Right};
use crate::book::Book;
use crate::state::RoundState;
use crate::watch::words::in_words;
use model::{
    Account, Act, Contact, Date, Flaw, Refusal, RefusalCode, RemindedUnit, ReminderHow, ReminderPlan,
    ReminderRule, ReminderTemplate, ReminderWhen, RoundId, Submission, UnitId, UnitsReminded,
};
use std::collections::BTreeMap;

/// The fields that words may name, with what they stand for.
pub const FIELDS: [(&str, &str); 7] = [
    ("đơn vị", "tên đơn vị"),
    ("kỳ", "kỳ báo cáo, ví dụ quý II năm 2021"),
    ("hạn gửi", "ngày cuối phải gửi"),
    ("số ngày", "số ngày còn lại, hoặc số ngày đã quá hạn"),
    ("số ô trống", "số ô chưa có số liệu"),
    ("lý do trả lại", "lý do lần trả lại cuối, nếu biểu bị trả lại"),
    ("đường dẫn", "địa chỉ mở biểu"),
];

/// Longest words of a reminder, in characters.
const LONGEST: usize = 4000;

/// What a place reminds with until it says otherwise.
pub(super) fn usual() -> ReminderPlan {
    let rule =
        |when, template: &str| ReminderRule { when, template: template.to_owned(), mail: true, active: true };
    let template = |id: &str, name: &str, subject: &str, text: &str| ReminderTemplate {
        id: id.to_owned(),
        name: name.to_owned(),
        subject: subject.to_owned(),
        text: text.to_owned(),
    };
    let before = |days| ReminderWhen::Before { days };
    ReminderPlan {
        from_hour: 7,
        rules: vec![
            rule(before(7), "truoc-han"),
            rule(before(3), "truoc-han"),
            rule(before(1), "truoc-han"),
            rule(before(0), "han-cuoi"),
            rule(ReminderWhen::Overdue { every: 2 }, "qua-han"),
        ],
        templates: vec![
            template(
                "truoc-han",
                "Sắp đến hạn",
                "Nhắc gửi báo cáo {kỳ}",
                "Kính gửi {đơn vị},\n\nHạn gửi báo cáo {kỳ} là ngày {hạn gửi}, còn {số ngày} ngày. Biểu của đơn vị còn {số ô trống} ô chưa có số liệu. Đề nghị đơn vị nhập và gửi đúng hạn.\n\n{đường dẫn}",
            ),
            template(
                "han-cuoi",
                "Hôm nay là hạn cuối",
                "Hôm nay là hạn gửi báo cáo {kỳ}",
                "Kính gửi {đơn vị},\n\nHôm nay, {hạn gửi}, là ngày cuối gửi báo cáo {kỳ}. Biểu của đơn vị còn {số ô trống} ô chưa có số liệu. Đề nghị đơn vị hoàn thành và gửi trong ngày.\n\n{đường dẫn}",
            ),
            template(
                "qua-han",
                "Quá hạn",
                "Báo cáo {kỳ} đã quá hạn {số ngày} ngày",
                "Kính gửi {đơn vị},\n\nBáo cáo {kỳ} có hạn gửi {hạn gửi}, đến nay đã quá {số ngày} ngày mà đơn vị chưa gửi. Biểu còn {số ô trống} ô chưa có số liệu. Đề nghị đơn vị gửi ngay; nếu vướng mắc, xin báo bộ phận tổng hợp.\n\n{đường dẫn}",
            ),
            template(
                "bi-tra-lai",
                "Biểu bị trả lại",
                "Biểu {kỳ} cần sửa và gửi lại",
                "Kính gửi {đơn vị},\n\nBiểu {kỳ} đã được trả lại với lý do: {lý do trả lại}. Đề nghị đơn vị sửa và gửi lại.\n\n{đường dẫn}",
            ),
        ],
    }
}

/// The fields that words name, in their order.
///
/// # Errors
/// `unknown-field` with the first name that is no field; `bad-input` for a brace that is not closed.
pub fn fields_of(text: &str) -> Result<Vec<&'static str>, Refusal> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, next)) = after.split_once('}') else {
            return Err(Flaw::BraceOpen.into());
        };
        let known = FIELDS.iter().find(|(field, _)| *field == name.trim());
        found.push(known.ok_or_else(|| Refusal::of(RefusalCode::UnknownField, format!("{{{name}}}")))?.0);
        rest = next;
    }
    Ok(found)
}

/// Puts values into the fields of words.
pub fn fill(text: &str, values: &BTreeMap<String, String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, next)) = after.split_once('}') else { break };
        filled.push_str(values.get(name.trim()).map_or("…", String::as_str));
        rest = next;
    }
    filled + rest
}

/// What the named fields say for a unit's form.
pub fn values(
    book: &Book,
    round: &RoundState,
    unit: &UnitId,
    fields: &[&str],
    today: Date,
) -> BTreeMap<String, String> {
    let due = round.due(unit);
    let value = |field: &str| match field {
        "đơn vị" => book.unit_name(unit),
        "kỳ" => in_words(round.round.period),
        "hạn gửi" => viet::date::format(due),
        "số ngày" => days_between(today, due).abs().to_string(),
        "số ô trống" => empty_cells(book, round, unit).to_string(),
        "lý do trả lại" => match round.submissions.get(unit) {
            Some(Submission::Returned { reason, parts, .. }) => {
                let whole = Some(reason.as_str()).filter(|reason| !reason.is_empty());
                let said: Vec<&str> =
                    whole.into_iter().chain(parts.iter().map(|p| p.reason.as_str())).collect();
                said.join("; ")
            }
            _ => "không có".to_owned(),
        },
        // Without an address of the program a link leads nowhere.
        _ if book.mail.address.is_empty() => String::new(),
        _ => format!("{}/rounds/{}/forms/{unit}", book.mail.address, round.round.id()),
    };
    fields.iter().map(|field| ((*field).to_owned(), value(field))).collect()
}

fn empty_cells(book: &Book, round: &RoundState, unit: &UnitId) -> usize {
    let cells = round.sheet(unit).map_or(&[][..], |sheet| &sheet.cells);
    let is_empty = |cell: &&model::CellSpec| {
        let indicator = book.indicator(&cell.indicator);
        let key = indicator.map(|i| book.form_key(unit, i, cell.measure, round.round.period));
        key.is_none_or(|key| book.stated(&key).is_none())
    };
    cells.iter().filter(is_empty).count()
}

/// What a person reminds with.
#[derive(Clone, Debug)]
pub struct Reminding<'a> {
    /// Whom; all that have not sent when none is named.
    pub units: &'a [UnitId],
    /// How.
    pub how: ReminderHow,
    /// Subject, with fields.
    pub subject: &'a str,
    /// The words, with fields; for a call, what was agreed.
    pub text: &'a str,
}

/// Reminds units of a round. Units that have sent are passed over, unless they were phoned.
///
/// # Errors
/// `nobody-to-remind`, `unknown-field`, `bad-input`, `mail-not-set`, `not-found`, `not-allowed`.
pub fn remind(
    book: &Book,
    who: &Account,
    id: &RoundId,
    reminding: &Reminding<'_>,
    today: Date,
) -> Result<Act, Refusal> {
    let round = book.rounds.get(id).ok_or_else(|| Refusal::of(RefusalCode::NotFound, "đợt báo cáo này"))?;
    let Reminding { units, how, subject, text } = reminding;
    for unit in *units {
        access::need_for(book, who, Right::Remind, unit)?;
    }
    access::need(who, Right::Remind)?;
    checked(subject, text, *how)?;
    if *how == ReminderHow::Mail && !book.mail.active {
        return Err(RefusalCode::MailNotSet.into());
    }
    let wanted = |unit: &UnitId| match units.is_empty() {
        true => access::may_for(book, who, Right::Remind, unit),
        false => units.contains(unit),
    };
    let runs = round.closed.is_none();
    let open = |submission: &Submission| (submission.is_open() && runs) || *how == ReminderHow::Phone;
    let whom = round.submissions.iter().filter(|(unit, s)| wanted(unit) && open(s)).map(|(unit, _)| unit);
    let told = tell(book, round, whom, (subject, text), *how, today)?;
    if told.is_empty() {
        return Err(RefusalCode::NobodyToRemind.into());
    }
    Ok(reminded(id, *how, None, (subject, text), told))
}

fn checked(subject: &str, text: &str, how: ReminderHow) -> Result<(), Refusal> {
    fields_of(subject)?;
    fields_of(text)?;
    if (subject.trim().is_empty() && how != ReminderHow::Phone) || text.trim().is_empty() {
        return Err(Flaw::ReminderEmpty.into());
    }
    if text.chars().count() > LONGEST || subject.chars().count() > LONGEST / 10 {
        return Err(Flaw::ReminderLong.into());
    }
    Ok(())
}

fn tell<'a>(
    book: &Book,
    round: &RoundState,
    units: impl Iterator<Item = &'a UnitId>,
    (subject, text): (&str, &str),
    how: ReminderHow,
    today: Date,
) -> Result<Vec<RemindedUnit>, Refusal> {
    let fields = [fields_of(subject)?, fields_of(text)?].concat();
    let to = |unit: &UnitId| book.contact(unit).email.filter(|_| how == ReminderHow::Mail);
    let told = |unit: &UnitId| RemindedUnit {
        unit: unit.clone(),
        values: values(book, round, unit, &fields, today),
        to: to(unit),
    };
    Ok(units.map(told).collect())
}

fn reminded(
    round: &RoundId,
    how: ReminderHow,
    rule: Option<ReminderWhen>,
    (subject, text): (&str, &str),
    units: Vec<RemindedUnit>,
) -> Act {
    let (subject, text) = (subject.trim().to_owned(), text.trim().to_owned());
    Act::Reminded(UnitsReminded { round: round.clone(), how, rule, subject, text, units })
}

/// What the rules of the place remind of today, at this hour of Vietnam: the first round and rule with units to remind.
/// A unit is reminded by rule once a day and round at most; a rule that was missed while nobody was there is caught up.
pub fn by_rule(book: &Book, today: Date, hour: i8) -> Option<Act> {
    let plan = book.board.plan();
    if hour < plan.from_hour {
        return None;
    }
    let running = book.rounds.iter().rev().filter(|(_, round)| round.closed.is_none());
    let acts = running.flat_map(|(id, round)| {
        let opened = book.board.opened.get(id).copied();
        plan.rules.iter().filter(|rule| rule.active).filter_map(move |rule| Some((id, round, rule, opened?)))
    });
    let mut acts = acts.filter_map(|(id, round, rule, opened)| {
        let template = plan.templates.iter().find(|t| t.id == rule.template)?;
        let open = round.submissions.iter().filter(|(_, submission)| submission.is_open());
        let whom: Vec<&UnitId> = open
            .filter(|(unit, _)| is_due(book, &plan, id, unit, round.due(unit), opened, today) == Some(rule))
            .map(|(unit, _)| unit)
            .collect();
        let how = if rule.mail && book.mail.active { ReminderHow::Mail } else { ReminderHow::Page };
        let words = (template.subject.as_str(), template.text.as_str());
        let told = tell(book, round, whom.into_iter(), words, how, today).ok()?;
        (!told.is_empty()).then(|| reminded(id, how, Some(rule.when), words, told))
    });
    acts.next()
}

/// The rule that wants a unit reminded today.
fn is_due<'a>(
    book: &Book,
    plan: &'a ReminderPlan,
    round: &RoundId,
    unit: &UnitId,
    due: Date,
    opened: Date,
    today: Date,
) -> Option<&'a ReminderRule> {
    let cuts = book.board.trace_of(round, unit).map_or(&[][..], |trace| &trace.reminded);
    let by_rule = cuts.iter().rev().filter_map(|cut| book.board.reminders.get(cut));
    let former: Vec<(ReminderWhen, Date)> =
        by_rule.filter_map(|r| Some((r.rule?, local_day(&r.at)?))).collect();
    if former.iter().any(|(_, day)| *day >= today) {
        return None;
    }
    let left = days_between(today, due);
    let since_open = days_between(opened, due);
    let active = plan.rules.iter().filter(|rule| rule.active);
    let speaks = active.filter(|rule| match rule.when {
        ReminderWhen::Before { days } => {
            let days = i64::from(days);
            // A round that was opened later than that needs no reminder of its opening.
            left >= 0
                && left <= days
                && since_open >= days
                && former.iter().all(|(when, _)| *when != rule.when)
        }
        ReminderWhen::Overdue { every } => {
            let last = former.iter().find(|(when, _)| matches!(when, ReminderWhen::Overdue { .. }));
            left < 0
                && !super::outage::is_suspended(book, due, today)
                && last.is_none_or(|(_, day)| days_between(*day, today) >= i64::from(every.max(1)))
        }
    });
    speaks.min_by_key(|rule| rule.when)
}

/// Sets how the place reminds.
///
/// # Errors
/// `unknown-field`, `bad-input`, `not-allowed`.
pub fn set_plan(who: &Account, plan: &ReminderPlan) -> Result<Act, Refusal> {
    access::need(who, Right::RunRound)?;
    let bad = |flaw: Flaw| Err(flaw.into());
    for template in &plan.templates {
        checked(&template.subject, &template.text, ReminderHow::Page)?;
        if template.id.is_empty() || template.name.trim().is_empty() {
            return bad(Flaw::TemplateUnnamed);
        }
        if plan.templates.iter().filter(|t| t.id == template.id).count() > 1 {
            return bad(Flaw::TemplateTwice);
        }
    }
    if plan.rules.iter().any(|rule| plan.templates.iter().all(|t| t.id != rule.template)) {
        return bad(Flaw::TemplateInUse);
    }
    if plan.rules.iter().any(|rule| rule.when == ReminderWhen::Overdue { every: 0 }) {
        return bad(Flaw::RemindersTooClose);
    }
    if !(0..24).contains(&plan.from_hour) {
        return bad(Flaw::HourWrong);
    }
    Ok(Act::ReminderPlanSet { plan: plan.clone() })
}

/// Sets whom to write to or phone at a unit: the office, or the unit itself.
///
/// # Errors
/// `bad-input`, `not-found`, `not-allowed`.
pub fn set_contact(book: &Book, who: &Account, unit: &UnitId, contact: Contact) -> Result<Act, Refusal> {
    if !access::may_for(book, who, Right::FillOwn, unit) {
        access::need_for(book, who, Right::Remind, unit)?;
    }
    if !book.units.contains_key(unit) {
        return Err(Refusal::of(RefusalCode::NotFound, "đơn vị này"));
    }
    let word = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let contact =
        Contact { name: word(contact.name), phone: word(contact.phone), email: word(contact.email) };
    let is_phone = |phone: &String| {
        phone.chars().all(|c| c.is_ascii_digit() || " .-+()".contains(c))
            && phone.chars().any(|c| c.is_ascii_digit())
    };
    if !contact.phone.as_ref().is_none_or(is_phone) {
        return Err(Flaw::PhoneWrong.into());
    }
    Ok(Act::ContactSet { unit: unit.clone(), contact })
}

/// Marks the reminders about a form as seen by its unit.
///
/// # Errors
/// `not-allowed`.
pub fn see(book: &Book, who: &Account, round: &RoundId, unit: &UnitId) -> Result<Option<Act>, Refusal> {
    access::need_for(book, who, Right::FillOwn, unit)?;
    let newest = book.board.unseen(round, unit).last().map(|(cut, _)| *cut);
    Ok(newest.map(|upto| Act::RemindersSeen { round: round.clone(), unit: unit.clone(), upto }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_known_fields_only() {
        for template in usual().templates {
            assert!(
                fields_of(&template.text).is_ok() && fields_of(&template.subject).is_ok(),
                "{}",
                template.id
            );
        }
        assert_eq!(fields_of("a {đơn vị} b { kỳ }").unwrap(), ["đơn vị", "kỳ"]);
        assert_eq!(fields_of("{đơn vi}").unwrap_err().code, RefusalCode::UnknownField);
        assert_eq!(fields_of("{đơn vị").unwrap_err().code, RefusalCode::BadInput);
    }

    #[test]
    fn fields_take_their_values_and_values_are_no_fields() {
        let values = BTreeMap::from([("đơn vị".to_owned(), "xã {kỳ}".to_owned())]);
        assert_eq!(fill("Gửi {đơn vị}; {kỳ}.", &values), "Gửi xã {kỳ}; ….");
    }
}
