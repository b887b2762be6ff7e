//! Who I am and what waits for me.

use super::UnitRef;
use engine::access::Right;
use model::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the sign-in form sends.
#[derive(Clone, Deserialize, ToSchema)]
pub struct SignIn {
    /// Sign-in name.
    pub name: String,
    /// Password.
    pub password: String,
    /// The second step: a code of the person's device, or a recovery code.
    pub code: Option<String>,
}

/// What the sign-in page shows, before anybody is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SignInView {
    /// The words on the button of a sign-in service; none = there is no such service.
    pub service: Option<String>,
    /// Whether a forgotten password can be mended by e-mail.
    pub mails: bool,
}

/// The signed-in person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// Sign-in name.
    pub name: String,
    /// As shown.
    pub display_name: String,
    /// What the person does.
    pub roles: Vec<Role>,
    /// What the person may do, for some unit at least.
    pub rights: Vec<Right>,
    /// Where.
    pub unit: UnitRef,
    /// The place that the report speaks of.
    pub place: UnitRef,
    /// Parts of the menu that this person has work in, in order.
    pub menu: Vec<MenuPlace>,
    /// The person's role must have a second factor, and until there is one the person may do nothing else.
    pub second_factor_wanted: bool,
    /// Today by the server's calendar, ISO.
    pub today: String,
}

/// The places on the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MenuPlace {
    /// Việc của tôi
    Work,
    /// Kỳ báo cáo
    Rounds,
    /// Báo cáo
    Reports,
    /// Số liệu
    Figures,
    /// Kế hoạch
    Plans,
    /// Vấn đề
    Findings,
    /// Nhiệm vụ
    Tasks,
    /// Danh mục
    Catalogue,
    /// Quản trị
    Admin,
}

/// One thing that waits for this person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorkItem {
    /// What sort of work.
    pub kind: WorkKind,
    /// The period, unit, report or task it is about, as shown.
    pub subject: String,
    /// How many, where it counts things.
    pub count: Option<usize>,
    /// Path of the page where it is done.
    pub link: String,
    /// Last day, ISO.
    pub due: Option<String>,
    /// Past its last day.
    pub late: bool,
}

/// Sorts of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// Read the first report.
    ReadFirstReport,
    /// Go on reviewing a reading: `count` undecided.
    ReviewReading,
    /// Open the next round.
    OpenRound,
    /// Fill and send the form: `count` empty cells.
    FillForm,
    /// The office reminds of the form: `count` reminders.
    SeeReminder,
    /// The form came back: `subject` holds the reason.
    MendReturnedForm,
    /// Approve the unit's sent form before the office sees it.
    ApproveWithin,
    /// Approve sent forms: `count`.
    ApproveForms,
    /// Units that are late: `count`.
    RemindLateUnits,
    /// Findings to answer: `count`.
    AnswerFindings,
    /// Finish the report's prose.
    CompileReport,
    /// Approve the report.
    ApproveReport,
    /// Issue the approved report.
    IssueReport,
    /// Write and send the unit's part of the report.
    WritePart,
    /// The part came back: `subject` holds the reason.
    MendReturnedPart,
    /// Parts that departments sent: `count`.
    JudgeParts,
    /// A task with a date.
    DoTask,
}
