//! Accounts: who may sign in and what is granted; what an administrator does about them.

mod links;
pub(crate) mod locks;
mod me;
mod service;
pub(crate) mod totp;

pub use service::Redirect;

use crate::view::{
    AccountFilter, AccountSort, AccountState, AccountView, GrantView, OpenSession, Page, SectorView,
    SetAccount,
};
use crate::{App, Trouble, matches, not_found, page, unit_ref};
use engine::Book;
use engine::access::{Right, is_within, may_for, need, need_for};
use model::{
    Account, AccountName, Act, Flaw, Grant, Refusal, RefusalCode, Role, SignInPolicy, Tending, UnitId,
};
use std::collections::BTreeMap;
use store::{Attempt, Standing};

/// What is known of everybody's signing in.
struct Standings {
    kept: BTreeMap<AccountName, Standing>,
    attempts: BTreeMap<AccountName, Vec<Attempt>>,
    now: i64,
}

impl App {
    /// Accounts that the administrator looks after.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn accounts(&self, who: &Account, filter: AccountFilter) -> Result<Page<AccountView>, Trouble> {
        need(who, Right::Administer)?;
        let standings = self.all_standings().await?;
        let book = self.book().await;
        let theirs = book.accounts.values().filter(|a| may_for(&book, who, Right::Administer, &a.unit));
        let mut rows: Vec<AccountView> = theirs
            .map(|a| view(&book, a, &standings))
            .filter(|v| filter.state.is_none_or(|state| state == v.state))
            .filter(|v| matches(&words(v), filter.search.as_deref()))
            .collect();
        let by_name =
            |a: &AccountView, b: &AccountView| viet::collate::compare(&a.display_name, &b.display_name);
        rows.sort_by(|a, b| match filter.sort.unwrap_or_default() {
            AccountSort::Name => by_name(a, b),
            AccountSort::Unit => viet::collate::compare(&a.unit.name, &b.unit.name).then(by_name(a, b)),
            AccountSort::Seen => b.seen_at.cmp(&a.seen_at).then(by_name(a, b)),
        });
        Ok(page(rows, filter.page))
    }

    /// Makes or changes an account. A new one has no password: its person chooses one through a link.
    ///
    /// # Errors
    /// `bad-input`, `subject-taken`, `not-allowed`.
    pub async fn set_account(
        &self,
        who: &Account,
        name: &AccountName,
        input: SetAccount,
    ) -> Result<AccountView, Trouble> {
        need(who, Right::Administer)?;
        let said = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        let account = Account {
            name: AccountName::from(name.as_str().trim().to_lowercase()),
            display_name: input.display_name.trim().to_owned(),
            unit: input.unit,
            grants: input.grants,
            email: said(input.email),
            phone: said(input.phone),
            subject: said(input.subject),
            active: input.active,
        };
        self.act(&who.name, |book| set(book, who, &account).map(Some)).await?;
        if !account.active {
            self.store().end_sessions_of(&account.name, None).await?;
        }
        self.account_view(&account.name).await
    }

    /// Opens an account again that is locked after failures or idle days.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn unlock(&self, who: &Account, name: &AccountName) -> Result<AccountView, Trouble> {
        self.tend(who, name, Tending::Unlocked).await?;
        self.store().forget_attempts(name, None).await?;
        if self.store().last_seen(name).await?.is_some() {
            self.store().saw(name, self.now()).await?;
        }
        self.account_view(name).await
    }

    /// Takes somebody's second factor away: the phone is lost.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn remove_factor_of(&self, who: &Account, name: &AccountName) -> Result<AccountView, Trouble> {
        self.tend(who, name, Tending::SecondFactorRemoved).await?;
        self.store().remove_second_factor(name).await?;
        self.account_view(name).await
    }

    /// Somebody's open sessions.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn sessions_of(&self, who: &Account, name: &AccountName) -> Result<Vec<OpenSession>, Trouble> {
        self.looks_after(who, name).await?;
        self.open_sessions(name, None).await
    }

    /// Ends somebody's sessions: one, or all.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn end_sessions(
        &self,
        who: &Account,
        name: &AccountName,
        id: Option<&str>,
    ) -> Result<Vec<OpenSession>, Trouble> {
        self.tend(who, name, Tending::SessionsEnded).await?;
        self.end_open(name, id, None).await?;
        self.open_sessions(name, None).await
    }

    /// How people sign in.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn sign_in_policy(&self, who: &Account) -> Result<SignInPolicy, Trouble> {
        need(who, Right::Administer)?;
        Ok(self.policy().await)
    }

    /// Sets how people sign in.
    ///
    /// # Errors
    /// `bad-input`, `not-allowed`.
    pub async fn set_sign_in_policy(
        &self,
        who: &Account,
        policy: SignInPolicy,
    ) -> Result<SignInPolicy, Trouble> {
        need(who, Right::SeeLog)?;
        let policy = sound(policy)?;
        self.act(&who.name, |book| {
            Ok((book.sign_in != policy).then(|| Act::SignInPolicySet { policy: policy.clone() }))
        })
        .await?;
        Ok(policy)
    }

    /// The sectors that grants may be narrowed to.
    pub fn sectors(&self) -> Vec<SectorView> {
        let view = |s: &catalogue::Sector| SectorView {
            code: s.code.clone(),
            name: s.name.clone(),
            restricted: s.restricted,
        };
        catalogue::sectors().iter().map(view).collect()
    }

    /// Writes down what an administrator does about somebody.
    async fn tend(&self, who: &Account, name: &AccountName, what: Tending) -> Result<(), Trouble> {
        self.looks_after(who, name).await?;
        let act = Act::AccountTended { account: name.clone(), what };
        self.act(&who.name, |_| Ok(Some(act.clone()))).await?;
        Ok(())
    }

    async fn looks_after(&self, who: &Account, name: &AccountName) -> Result<Account, Trouble> {
        need(who, Right::Administer)?;
        let book = self.book().await;
        let account = book.accounts.get(name).ok_or_else(|| not_found("tài khoản này"))?;
        within(&book, who, account)?;
        Ok(account.clone())
    }

    async fn account_view(&self, name: &AccountName) -> Result<AccountView, Trouble> {
        let standings = self.all_standings().await?;
        let book = self.book().await;
        let account = book.accounts.get(name).ok_or_else(|| not_found("tài khoản này"))?;
        Ok(view(&book, account, &standings))
    }

    async fn all_standings(&self) -> Result<Standings, Trouble> {
        let now = self.now();
        Ok(Standings {
            kept: self.store().standings().await?,
            attempts: self.store().all_attempts(now - locks::REMEMBERED).await?,
            now,
        })
    }

    /// Seconds since 1970 by the place's calendar.
    pub(crate) fn now(&self) -> i64 {
        self.0.clock.now().as_second()
    }

    pub(crate) async fn policy(&self) -> SignInPolicy {
        self.book().await.sign_in.clone()
    }
}

/// A moment as answers carry it.
pub(crate) fn stamp(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map(|t| t.to_string()).unwrap_or_default()
}

pub(crate) fn grant_view(book: &Book, grant: &Grant) -> GrantView {
    GrantView { unit: grant.scope.as_ref().map(|u| unit_ref(book, u)), grant: grant.clone() }
}

fn view(book: &Book, account: &Account, standings: &Standings) -> AccountView {
    let standing = standings.kept.get(&account.name).cloned().unwrap_or_default();
    AccountView {
        name: account.name.clone(),
        display_name: account.display_name.clone(),
        unit: unit_ref(book, &account.unit),
        grants: account.grants.iter().map(|g| grant_view(book, g)).collect(),
        email: account.email.clone(),
        phone: account.phone.clone(),
        subject: account.subject.clone(),
        state: state(book, account, &standing, standings),
        second_factor: standing.second_factor,
        seen_at: standing.seen_at.map(stamp),
    }
}

fn state(book: &Book, account: &Account, standing: &Standing, all: &Standings) -> AccountState {
    let waits = |tries: &Vec<Attempt>| tries.iter().any(|t| locks::wait(&t.address, tries, &[], all.now) > 0);
    match () {
        () if !account.active => AccountState::Closed,
        () if locks::idle(standing.seen_at, book.sign_in.idle_days, all.now) => AccountState::Idle,
        () if all.attempts.get(&account.name).is_some_and(waits) => AccountState::Waiting,
        () if !standing.password && account.subject.is_none() => AccountState::Invited,
        () => AccountState::Open,
    }
}

fn words(view: &AccountView) -> String {
    let more = [&view.email, &view.phone].map(|text| text.as_deref().unwrap_or_default());
    format!("{} {} {} {}", view.display_name, view.name, view.unit.name, more.join(" "))
}

fn set(book: &Book, who: &Account, account: &Account) -> Result<Act, Refusal> {
    let bad = |flaw: Flaw| Err(flaw.into());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name = account.name.as_str();
    if name.is_empty() || name.len() > 64 || !name.chars().all(plain) {
        return bad(Flaw::SignInNameWrong);
    }
    if account.display_name.is_empty() || account.display_name.chars().count() > 200 {
        return bad(Flaw::PersonUnnamed);
    }
    if !book.units.contains_key(&account.unit) {
        return bad(Flaw::UnitWanted);
    }
    if account.grants.is_empty() {
        return bad(Flaw::RoleWanted);
    }
    account.email.as_deref().map_or(Ok(()), crate::mail::check_address)?;
    if who.name == account.name && (!account.active || !account.is(Role::Administrator)) {
        return bad(Flaw::OwnRightsKept);
    }
    grants(book, &account.grants)?;
    within(book, who, account)?;
    if let Some(known) = book.accounts.get(&account.name) {
        within(book, who, known)?;
    }
    let subject = account.subject.as_ref();
    let other = book.accounts.values().find(|a| a.name != account.name && a.subject.as_ref() == subject);
    match (subject, other) {
        (Some(subject), Some(_)) => Err(Refusal::of(RefusalCode::SubjectTaken, subject)),
        _ => Ok(Act::AccountSet { account: account.clone() }),
    }
}

fn grants(book: &Book, grants: &[Grant]) -> Result<(), Refusal> {
    let bad = |flaw: Flaw| Err(flaw.into());
    let known_unit = |unit: &UnitId| book.units.contains_key(unit);
    let known_sector =
        |code: &model::SectorCode| catalogue::sectors().iter().any(|s| s.code == code.as_str());
    if grants.len() > 50 {
        return bad(Flaw::RolesTooMany);
    }
    if !grants.iter().filter_map(|g| g.scope.as_ref()).all(known_unit) {
        return bad(Flaw::GrantUnitUnknown);
    }
    if !grants.iter().flat_map(|g| &g.sectors).all(known_sector) {
        return bad(Flaw::GrantSectorUnknown);
    }
    Ok(())
}

/// An administrator of a part of the place looks after people and grants of that part alone.
fn within(book: &Book, who: &Account, account: &Account) -> Result<(), Refusal> {
    need_for(book, who, Right::Administer, &account.unit)?;
    let tops = who.grants.iter().filter(|g| g.role == Role::Administrator).map(|g| g.scope.as_ref());
    let covered = |grant: &Grant| {
        tops.clone().any(|top| match (top, &grant.scope) {
            (None, _) => true,
            (Some(top), Some(unit)) => is_within(book, unit, top),
            (Some(_), None) => false,
        })
    };
    match account.grants.iter().all(covered) {
        true => Ok(()),
        false => Err(RefusalCode::NotAllowed.into()),
    }
}

/// A policy whose numbers can be meant.
fn sound(policy: SignInPolicy) -> Result<SignInPolicy, Refusal> {
    let table = [
        (policy.idle_days, 7..=3650, Flaw::IdleDaysWrong),
        (policy.session_hours, 1..=720, Flaw::SessionHoursWrong),
        (policy.quiet_minutes, 5..=43_200, Flaw::QuietMinutesWrong),
        (policy.link_hours, 1..=720, Flaw::LinkHoursWrong),
    ];
    if let Some((.., flaw)) = table.into_iter().find(|(value, range, _)| !range.contains(value)) {
        return Err(flaw.into());
    }
    let mut second_factor = policy.second_factor.clone();
    second_factor.sort_unstable();
    second_factor.dedup();
    Ok(SignInPolicy { second_factor, ..policy })
}
