//! UnitsReminded units, and what makes them late or not.

use crate::ids::UnitId;
use crate::round::RoundId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a unit was reminded. Whatever the way, the reminder stands on the page of its form too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReminderHow {
    /// trên trang
    Page,
    /// trên trang và bằng thư điện tử
    Mail,
    /// bằng điện thoại
    Phone,
}

/// On which days a rule reminds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum ReminderWhen {
    /// so many days before the last day; 0 = on that day
    Before {
        /// Days.
        days: u16,
    },
    /// after the last day, again after so many days
    Overdue {
        /// Days, one at least.
        every: u16,
    },
}

/// One rule: when to remind by itself, and with which words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReminderRule {
    /// On which days.
    #[serde(flatten)]
    pub when: ReminderWhen,
    /// Id of its template.
    pub template: String,
    /// Whether a letter goes out too, where the unit has an address.
    pub mail: bool,
    /// On.
    pub active: bool,
}

/// Words of a reminder, with fields such as `{đơn vị}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReminderTemplate {
    /// Own id.
    pub id: String,
    /// As lists name it.
    pub name: String,
    /// Subject of the letter, heading on the page.
    pub subject: String,
    /// The words.
    pub text: String,
}

/// How the place reminds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReminderPlan {
    /// Hour of the day (Vietnam) before which no rule reminds.
    pub from_hour: i8,
    /// When to remind by itself.
    pub rules: Vec<ReminderRule>,
    /// The words to choose from.
    pub templates: Vec<ReminderTemplate>,
}

/// One unit that was reminded, with what stood in the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemindedUnit {
    /// Whom.
    pub unit: UnitId,
    /// What the fields of the words said for it.
    pub values: BTreeMap<String, String>,
    /// Address of the letter, where one goes out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// Whom to write to or phone at a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Contact {
    /// The person.
    pub name: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
}

/// A time in which units could not send, through no fault of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Outage {
    /// It began.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub from: Timestamp,
    /// It was over.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub to: Timestamp,
    /// What had happened.
    pub reason: String,
}

/// Units are reminded of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitsReminded {
    /// Of which round.
    pub round: RoundId,
    /// How.
    pub how: ReminderHow,
    /// The rule that did it; none = the person who wrote the entry.
    pub rule: Option<ReminderWhen>,
    /// Subject, with fields.
    pub subject: String,
    /// The words, with fields; after a call, what was agreed.
    pub text: String,
    /// Whom, with what stood in the fields.
    pub units: Vec<RemindedUnit>,
}
