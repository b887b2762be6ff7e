//! The life of indicators, and catalogues as files.

use model::{Code, Cut, LifeEvent, OfficialCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An indicator with all that happened to it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IndicatorLifeView {
    /// Which.
    pub code: Code,
    /// Its name today.
    pub name: String,
    /// Its unit of measure today.
    pub measure_unit: String,
    /// Where it comes from.
    pub source: String,
    /// Whether no official code of it was compared with the official text.
    pub unofficial: bool,
    /// Whether it is collected no more today.
    pub retired: bool,
    /// What happened, by the days; what was taken back among it.
    pub changes: Vec<LifeRow>,
    /// Its official codes.
    #[schema(inline)]
    pub official: Vec<OfficialCode>,
    /// Codes that are known of it and that nobody compared yet.
    #[schema(inline)]
    pub proposed: Vec<OfficialCode>,
}

/// What happened to an indicator, with the names that a page needs to say it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum LifeTold {
    /// Another name for the same thing.
    Renamed {
        /// Its name until then.
        from: String,
        /// Its name since.
        to: String,
    },
    /// It became several.
    SplitInto {
        /// Their names.
        others: Vec<String>,
    },
    /// It is a part of what was one.
    SplitFrom {
        /// The whole's name.
        other: String,
    },
    /// Several became it.
    MergedFrom {
        /// Their names.
        others: Vec<String>,
    },
    /// It went into another.
    MergedInto {
        /// The other's name.
        other: String,
    },
    /// It is counted in another way.
    Method {
        /// How, in the words of who noted it.
        says: String,
    },
    /// It is given in another unit of measure.
    MeasureUnit {
        /// The unit of measure until then.
        from: String,
        /// The unit of measure since.
        to: String,
        /// How many of the new are one of the old, printed; none = that cannot be said.
        factor: Option<String>,
    },
    /// It is collected no more.
    Retired,
    /// A catalogue from a file changed it.
    Listed {
        /// The file's name.
        file: String,
    },
}

/// Something that happened to an indicator.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LifeRow {
    /// The step that noted it.
    pub cut: Cut,
    /// First day, ISO.
    pub on: String,
    /// What.
    pub told: LifeTold,
    /// The paper that says so.
    pub basis: String,
    /// Who noted it, as shown.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Whether the series breaks there.
    pub breaks: bool,
    /// Whether earlier numbers are converted exactly.
    pub converts: bool,
    /// Whether it was taken back.
    pub undone: bool,
}

/// A change as it is written down.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NoteChange {
    /// First day, ISO.
    pub on: String,
    /// The paper that says so.
    pub basis: String,
    /// What.
    #[schema(inline)]
    pub event: LifeEvent,
    /// Of another unit of measure: figures that are there of periods which end from that day on are in the new one.
    #[serde(default)]
    pub in_new: bool,
}

/// Official codes, all anew.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetOfficial {
    /// As they are now.
    #[schema(inline)]
    pub official: Vec<OfficialCode>,
}

/// What a catalogue from a file would change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CataloguePreview {
    /// The name of the file.
    pub file: String,
    /// Indicators that the place has not.
    pub new: Vec<ListedIndicator>,
    /// Indicators that differ.
    pub changed: Vec<ListedIndicator>,
    /// Indicators that the file has not; they stay.
    pub gone: Vec<ListedIndicator>,
    /// Indicators that are the same.
    pub same: usize,
}

/// An indicator of a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ListedIndicator {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Its unit of measure.
    pub measure_unit: String,
    /// What differs.
    pub fields: Vec<ListedField>,
}

/// A field that differs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ListedField {
    /// Which.
    pub field: String,
    /// As it is.
    pub before: String,
    /// As the file says.
    pub after: String,
}

/// What is taken of a file.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct TakeCatalogue {
    /// Indicators, by code.
    pub codes: Vec<Code>,
}

/// What was taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CatalogueTaken {
    /// How many.
    pub count: usize,
    /// The step, to take it back.
    pub step: Cut,
}
