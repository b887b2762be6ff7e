//! Who may do what: one table.

use model::{Account, Refusal, RefusalCode, Role, UnitId};

/// What a person may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// See reports, rounds, findings, figures of the whole place.
    SeeAll,
    /// Read and adopt reports.
    Adopt,
    /// Open rounds, approve and return forms, correct figures.
    RunRound,
    /// Type in and send the own unit's form.
    FillOwn,
    /// Answer findings of the own unit.
    AnswerOwn,
    /// Accept findings.
    Accept,
    /// Edit the living report.
    EditReport,
    /// Approve a cut and issue.
    Approve,
    /// Move and assign tasks.
    Tasks,
    /// Change indicators, rules, plans.
    EditCatalogue,
    /// People and log.
    Administer,
}

/// The printed table: one row a right, one column a role.
const TABLE: &[(Right, &[Role])] = &[
    (Right::SeeAll, &[Role::Office, Role::Leader]),
    (Right::Adopt, &[Role::Office]),
    (Right::RunRound, &[Role::Office]),
    (Right::FillOwn, &[Role::Reporter]),
    (Right::AnswerOwn, &[Role::Reporter]),
    (Right::Accept, &[Role::Office]),
    (Right::EditReport, &[Role::Office]),
    (Right::Approve, &[Role::Leader]),
    (Right::Tasks, &[Role::Office, Role::Leader]),
    (Right::EditCatalogue, &[Role::Office]),
    (Right::Administer, &[Role::Administrator]),
];

/// Whether the account holds the right.
pub fn may(who: &Account, right: Right) -> bool {
    who.active && TABLE.iter().any(|(r, roles)| *r == right && roles.contains(&who.role))
}

/// # Errors
/// `not-allowed` when the account does not hold the right.
pub fn need(who: &Account, right: Right) -> Result<(), Refusal> {
    if may(who, right) { Ok(()) } else { Err(RefusalCode::NotAllowed.into()) }
}

/// Whether the account may see this unit's form.
pub fn sees_form(who: &Account, unit: &UnitId) -> bool {
    may(who, Right::SeeAll) || (may(who, Right::FillOwn) && who.unit == *unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::AccountName;

    #[test]
    fn a_closed_account_may_nothing() {
        let who = Account {
            name: AccountName::from("a"),
            display_name: String::new(),
            role: Role::Office,
            unit: UnitId::from("u"),
            active: false,
        };
        assert!(TABLE.iter().all(|(right, _)| !may(&who, *right)));
    }

    #[test]
    fn every_right_stands_once_and_somebody_holds_it() {
        let mut rights: Vec<_> = TABLE.iter().map(|(r, _)| *r).collect();
        rights.dedup();
        assert_eq!(rights.len(), TABLE.len());
        assert!(TABLE.iter().all(|(_, roles)| !roles.is_empty()));
    }
}
