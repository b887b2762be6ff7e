//! Units over time.

pub use engine::reorganise::Wish;
pub use engine::territory::EnterUnit;

use super::UnitRef;
use engine::collect::transitions::Standing;
use model::{Attested, Period, ReorganisationId, RoundId, ShareKey, UnitId, UnitKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A unit under the name of a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinkedUnit {
    /// Own id.
    pub id: UnitId,
    /// Name with its type word.
    pub name: String,
    /// Official code.
    pub code: Option<String>,
    /// What it is.
    pub kind: UnitKind,
    /// Whether the country's lists alone know it.
    pub listed: bool,
}

/// By what a unit was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "by", content = "text", rename_all = "snake_case")]
pub enum UnitWas {
    /// Its name.
    Name,
    /// A name that it bore before.
    Former(String),
    /// Another spelling in an official list.
    Alias(String),
    /// An official code.
    Code(String),
}

/// In which order units are listed.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitSort {
    /// What fits best first; without words, by level.
    #[default]
    Fit,
    /// By name.
    Name,
    /// By code.
    Code,
    /// What began last first.
    Newest,
}

/// A unit that was looked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitHit {
    /// Which.
    pub unit: LinkedUnit,
    /// By what it was found.
    pub was: UnitWas,
    /// Until when it bore the name it was found by; none = still.
    pub until: Option<String>,
    /// First day; none = before records begin.
    pub from: Option<String>,
    /// First day it was no more; none = it is there.
    pub to: Option<String>,
    /// Below whom it stands, or stood last.
    pub parent: Option<LinkedUnit>,
    /// What became of it.
    pub heirs: Vec<LinkedUnit>,
    /// From how many it came.
    pub forebears: usize,
    /// Whom to phone.
    pub phone: Option<String>,
}

/// How much of the country the ledger holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CountryView {
    /// Units that the lists know.
    pub listed: usize,
    /// Of these in the ledger.
    pub held: usize,
    /// Whether this person may load, enter and reorganise units.
    pub may: bool,
}

/// A name with its time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NameView {
    /// Name with its type word.
    pub name: String,
    /// Official code.
    pub code: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// First day it was called so no more.
    pub to: Option<String>,
}

/// A stay below a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StayView {
    /// The unit above; none at the top.
    pub parent: Option<LinkedUnit>,
    /// First day.
    pub from: Option<String>,
    /// First day no longer there.
    pub to: Option<String>,
}

/// A part that was handed over.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ShareView {
    /// Counted in what.
    pub key: ShareKey,
    /// In percent, as printed.
    pub percent: String,
    /// Whether it is an estimate.
    pub estimated: bool,
}

/// Whom a unit came from, or went into.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KinView {
    /// Who.
    pub unit: LinkedUnit,
    /// When.
    pub on: String,
    /// The resolution; empty where none is known.
    pub legal_basis: String,
    /// How well it is attested.
    pub attested: Attested,
    /// Whether all of it went over.
    pub whole: bool,
    /// How large the part is.
    pub shares: Vec<ShareView>,
    /// Who else came to the same heir, or went from the same forebear.
    pub beside: Vec<LinkedUnit>,
}

/// Units on a map of a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MapView {
    /// Which day.
    pub day: String,
    /// The units that are marked.
    pub names: Vec<String>,
    /// The drawing; none = their boundaries of that day are not known.
    pub svg: Option<String>,
}

/// A unit's life.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LifeView {
    /// The unit.
    pub head: UnitHit,
    /// Other spellings in official lists.
    pub aliases: Vec<String>,
    /// Its names, oldest first.
    pub names: Vec<NameView>,
    /// Where it stood, oldest first.
    pub stays: Vec<StayView>,
    /// From what it came.
    pub forebears: Vec<KinView>,
    /// Into what it went.
    pub heirs: Vec<KinView>,
    /// Of then and of now.
    pub maps: Vec<MapView>,
    /// Units that stand right below it today.
    pub below: usize,
    /// Whether this person may take it out.
    pub removable: bool,
}

/// A reorganisation that applies.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReorganisedView {
    /// Own id.
    pub id: ReorganisationId,
    /// The first day.
    pub on: String,
    /// The resolution.
    pub legal_basis: String,
    /// Who ended.
    pub ends: Vec<String>,
    /// Who began.
    pub begins: Vec<UnitRef>,
    /// Who entered it.
    pub by: String,
    /// When.
    pub at: String,
    /// Whether this person may take it back as things are.
    pub may_withdraw: bool,
}

/// What becomes of figures of a unit that ends.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FateName {
    /// Added to the heir's.
    Added,
    /// Recomputed from parts.
    Recomputed,
    /// Divided by a key: estimates.
    Divided,
    /// Bounds alone.
    Bounded,
    /// Comparable with nothing.
    Incomparable,
}

/// Who takes over whom.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HandView {
    /// Who ends.
    pub from: String,
    /// Who follows.
    pub to: String,
    /// Whether all of it goes over.
    pub whole: bool,
    /// Ways of counting in which the part is known.
    pub keys: Vec<ShareKey>,
}

/// Who goes on in another way.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChangedView {
    /// Who.
    pub unit: String,
    /// Its name then.
    pub name: Option<String>,
    /// Its code then.
    pub official_code: Option<String>,
    /// Above it then.
    pub parent: Option<String>,
}

/// An open form of a unit that ends.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormEffect {
    /// Which round.
    pub round: RoundId,
    /// Whose.
    pub unit: String,
    /// Where it stands.
    #[schema(inline)]
    pub state: Standing,
}

/// Something that names a unit which ends.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NamedEffect {
    /// What.
    pub what: String,
    /// The unit.
    pub unit: String,
}

/// A plan that outlives its unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanEffect {
    /// Of what.
    pub indicator: String,
    /// For whom.
    pub unit: String,
    /// For when.
    pub period: Period,
    /// What becomes of it.
    pub fate: FateName,
    /// By which keys it may be divided.
    pub keys: Vec<ShareKey>,
}

/// Series that share one fate.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeriesEffect {
    /// Whose.
    pub unit: String,
    /// What becomes of them.
    pub fate: FateName,
    /// By which keys they may be divided.
    pub keys: Vec<ShareKey>,
    /// Of what.
    pub indicators: Vec<String>,
    /// How many figures.
    pub figures: usize,
}

/// What a reorganisation would do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EffectView {
    /// How many figures are there already of periods after that day; none = none, and the day is still to come.
    pub past: Option<usize>,
    /// Who ends.
    pub ends: Vec<String>,
    /// Who begins.
    pub begins: Vec<String>,
    /// Who takes over whom.
    pub hands: Vec<HandView>,
    /// Who goes on in another way.
    pub changes: Vec<ChangedView>,
    /// Open forms of units that end.
    pub forms: Vec<FormEffect>,
    /// Communes that report here no longer.
    pub asked_no_more: Vec<String>,
    /// Communes that report here from then on.
    pub asked_anew: Vec<String>,
    /// Regimes that name units which end.
    pub regimes: Vec<NamedEffect>,
    /// Routes of units which end, and to whom.
    pub routes: Vec<NamedEffect>,
    /// Indicators that units which end state or answer for.
    pub owned: Vec<NamedEffect>,
    /// Open tasks of units that end.
    pub tasks: Vec<String>,
    /// People who work in units that end.
    pub accounts: Vec<String>,
    /// Plans that outlive their units.
    pub plans: Vec<PlanEffect>,
    /// Series of units that end.
    pub series: Vec<SeriesEffect>,
}
