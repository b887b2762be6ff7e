//! Administrative units over time: every province, district and commune since 1 November 2021, and who followed whom.
//!
//! Codes and names are reused for other territory at a reform, so the key of a unit is its code and first day, never the
//! code alone. A unit that only changed its name or kind is the same unit with a former name.

mod around;
mod load;
mod register;

pub use load::{Lists, load};

use model::{Date, Succession, Unit, UnitId};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The day on which districts ended and communes were merged (Nghị quyết 202/2025/QH15 and the resolutions of
/// 16/6/2025 for each province).
pub const REFORM: Date = Date::constant(2025, 7, 1);

const COUNTRY: Lists<'_> = Lists {
    versions: &[
        include_str!("../../../../catalogue/units/country-before-2025-07.csv"),
        include_str!("../../../../catalogue/units/country-from-2025-07.csv"),
    ],
    succession: include_str!("../../../../catalogue/units/country-succession.csv"),
    on: REFORM,
    earlier: include_str!("../../../../catalogue/units/country-earlier.csv"),
    areas: include_str!("../../../../catalogue/units/country-areas.csv"),
    aliases: include_str!("../../../../catalogue/units/country-aliases.csv"),
};

const THAN_UYEN: Lists<'_> = Lists {
    versions: &[include_str!("../../../../catalogue/units/than-uyen.csv")],
    succession: include_str!("../../../../catalogue/units/than-uyen-succession.csv"),
    on: REFORM,
    earlier: "",
    areas: "",
    aliases: "",
};

/// A country's units over time with who followed whom.
#[derive(Debug, Default)]
pub struct Country {
    /// Every province, district and commune that was there since 1 November 2021.
    pub units: Vec<Unit>,
    /// Who followed whom.
    pub successions: Vec<Succession>,
    /// Other spellings of names, met in official lists.
    pub aliases: BTreeMap<UnitId, Vec<String>>,
}

/// The country, read when it is first asked for.
pub fn country() -> &'static Country {
    static READ: OnceLock<Country> = OnceLock::new();
    // The shipped files are proven sound by a test, so there is no other case to serve.
    READ.get_or_init(|| load(&COUNTRY).unwrap_or_default())
}

fn than_uyen() -> &'static Country {
    static READ: OnceLock<Country> = OnceLock::new();
    READ.get_or_init(|| load(&THAN_UYEN).unwrap_or_default())
}

/// The units that misspelt names are told by: huyện Than Uyên before and after the reform.
pub fn shipped() -> &'static [Unit] {
    &than_uyen().units
}

/// The successions of these.
pub fn shipped_successions() -> &'static [Succession] {
    &than_uyen().successions
}

/// The units that exist on a day.
pub fn units_on(units: &[Unit], day: Date) -> Vec<&Unit> {
    units.iter().filter(|unit| unit.parent_on(day).is_some()).collect()
}

impl Country {
    /// The unit of a name on a day, whatever its letters' case; none when it is not there or several bear it.
    pub fn named(&self, name: &str, day: Date) -> Option<&Unit> {
        let wanted = viet::fold::key(name);
        let there = units_on(&self.units, day).into_iter();
        let mut found = there.filter(|unit| viet::fold::key(unit.name_on(day)) == wanted);
        found.next().filter(|_| found.next().is_none())
    }
}
