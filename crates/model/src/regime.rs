//! Reporting regimes: who must report what, to whom, how often and by when (Nghị định 09/2019/NĐ-CP, Điều 7 and 8).

use crate::ids::{RegimeId, UnitId};
use crate::period::{Period, PeriodKind, Window};
use crate::round::CellSpec;
use crate::unit::UnitKind;
use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The kinds of regime (Điều 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RegimeKind {
    /// định kỳ
    Periodic,
    /// chuyên đề
    Thematic,
    /// đột xuất
    AdHoc,
}

/// How a report travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// nhập và gửi trên hệ thống này
    System,
    /// văn bản điện tử qua trục liên thông
    ElectronicDocument,
    /// thư điện tử
    Email,
    /// văn bản giấy
    Paper,
}

/// Dates that figures cover, counted from the months of a period: `day` of the month `months` after the period's first
/// (for the start) or last (for the end) one. A month that is shorter ends the window on its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MonthDay {
    /// Months later; -1 = the month before.
    pub months: i8,
    /// Day of that month.
    pub day: i8,
}

/// How the window of a period is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum WindowRule {
    /// 15th of the month before to 14th of the last month (Điều 12)
    Legal,
    /// the days of the calendar, as statistics count
    Statistical,
    /// the regime's own days
    Own {
        /// First day.
        from: MonthDay,
        /// Last day.
        to: MonthDay,
    },
}

impl WindowRule {
    /// The dates that figures of a period cover; weeks and ranges of days cover themselves.
    pub fn window(self, period: Period) -> Window {
        match self {
            Self::Legal => period.legal_window(),
            Self::Statistical => period.calendar_window(),
            Self::Own { from, to } if period.kind().of_months() => {
                let days = period.calendar_window();
                Window { from: from.after(days.from), to: to.after(days.to) }
            }
            Self::Own { .. } => period.calendar_window(),
        }
    }
}

impl MonthDay {
    /// The day, counted from the month that `date` lies in.
    pub fn after(self, date: Date) -> Date {
        let month = date.first_of_month().saturating_add(Span::new().months(self.months));
        let day = self.day.clamp(1, month.days_in_month());
        month.with().day(day).build().unwrap_or(month)
    }
}

/// The last day to send, as a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum DeadlineRule {
    /// so many working days after the closing of figures
    WorkingDays {
        /// At least one (Điều 8 khoản 5).
        days: u8,
    },
    /// a day counted from the last month of the period
    OnDay {
        /// The day.
        day: MonthDay,
    },
}

/// For whom a deadline holds; the narrowest one that fits counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "for", content = "of", rename_all = "snake_case")]
pub enum DeadlineFor {
    /// Everybody else.
    Everyone,
    /// Units of one level.
    Level(UnitKind),
    /// One unit.
    Unit(UnitId),
}

/// A deadline of a regime.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Deadline {
    /// For whom.
    pub whom: DeadlineFor,
    /// The rule.
    pub rule: DeadlineRule,
}

/// Which figures a regime collects (biểu mẫu số liệu).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum RegimeCells {
    /// All that the report prints.
    Report,
    /// These, from whom the catalogue names.
    Listed {
        /// What.
        cells: Vec<CellSpec>,
    },
}

/// A reporting regime. Empty texts and lists are fields that are still to be filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Regime {
    /// Own code.
    pub id: RegimeId,
    /// Kind.
    pub kind: RegimeKind,
    /// 1. Tên báo cáo
    pub name: String,
    /// 2. Nội dung yêu cầu
    pub content: String,
    /// 3. Đối tượng thực hiện: these units; none = whoever the catalogue names for the figures
    pub units: Option<Vec<UnitId>>,
    /// 4. Cơ quan nhận
    pub receiver: String,
    /// 5. Phương thức gửi, nhận
    pub channels: Vec<Channel>,
    /// 6. Thời hạn gửi
    pub deadlines: Vec<Deadline>,
    /// 7. Tần suất
    pub every: PeriodKind,
    /// 8. Thời gian chốt số liệu
    pub window: WindowRule,
    /// 9. Mẫu đề cương
    pub outline: String,
    /// 10. Biểu mẫu số liệu
    pub cells: RegimeCells,
    /// Hướng dẫn quy trình, where there is any.
    #[serde(default)]
    pub guidance: String,
    /// The document that orders it.
    pub legal_basis: String,
    /// First day that it holds; none = always.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub valid_from: Option<Date>,
    /// First day that it no longer holds; none = still.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub valid_to: Option<Date>,
    /// Whether somebody in the unit approves before the office does.
    #[serde(default)]
    pub unit_approval: bool,
}

impl Regime {
    /// The required fields that are still empty, in the words of the decree.
    pub fn missing(&self) -> Vec<&'static str> {
        let listed = !matches!(&self.cells, RegimeCells::Listed { cells } if cells.is_empty());
        let everyone = self.deadlines.iter().any(|d| d.whom == DeadlineFor::Everyone);
        let filled = |text: &str| !text.trim().is_empty();
        let fields = [
            ("Tên báo cáo", filled(&self.name)),
            ("Nội dung yêu cầu", filled(&self.content)),
            ("Đối tượng thực hiện", self.units.as_ref().is_none_or(|units| !units.is_empty())),
            ("Cơ quan nhận", filled(&self.receiver)),
            ("Phương thức gửi, nhận", !self.channels.is_empty()),
            ("Thời hạn gửi", everyone),
            ("Mẫu đề cương", filled(&self.outline)),
            ("Biểu mẫu số liệu", listed),
            ("Căn cứ pháp lý", filled(&self.legal_basis)),
        ];
        fields.into_iter().filter(|(_, filled)| !filled).map(|(name, _)| name).collect()
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day < to)
    }

    /// The rule of the deadline for a unit; none while the field is empty.
    pub fn deadline(&self, unit: &UnitId, level: UnitKind) -> Option<DeadlineRule> {
        let fits = |deadline: &&Deadline| match &deadline.whom {
            DeadlineFor::Everyone => true,
            DeadlineFor::Level(kind) => *kind == level,
            DeadlineFor::Unit(named) => named == unit,
        };
        self.deadlines.iter().filter(fits).max_by_key(|d| &d.whom).map(|d| d.rule)
    }
}

/// What a day is, where it is not what its weekday says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DayMark {
    /// Which day.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub day: Date,
    /// Worked, although it is a Saturday or Sunday; else off.
    pub worked: bool,
    /// Why: `Tết Nguyên đán`.
    pub name: String,
    /// The document that says so.
    pub source: String,
    /// Whether the source still has to be looked at.
    pub to_confirm: bool,
}

/// Whom a unit reports to for a time, whatever it stands below; half-open `[from, to)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReportingRoute {
    /// Who reports.
    pub unit: UnitId,
    /// To whom.
    pub receiver: UnitId,
    /// First day; none = before records begin.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub from: Option<Date>,
    /// First day no longer; none = still.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub to: Option<Date>,
}

impl ReportingRoute {
    /// Whether it holds on a day.
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}
