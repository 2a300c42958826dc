//! Which of a party's moves a question is about.
//!
//! In the graph model a state is stable if nobody has an undeterred improving move *at all*. Of a deal one asks something narrower: whether anybody has
//! an undeterred improving move *against it*. A move that was just as attractive before the deal, and leaves its terms in place, does not
//! break it. So a deal's scope is
//!
//! - its terms: the issues on which it differs from the status quo;
//! - what its terms open or close: issues with a change guarded by a formula that mentions a term, or that a `never` ties to a term;
//! - what its terms make more or less attractive: issues that a party can change alone from the deal's state, if it could not make the same
//!   change from the status quo, or if the change compares differently there. A concession that invites an attack brings the attack into scope
//!   (Fearon 1995, Powell 2006).
//!
//! What is unknown before and after alike stays out. Within the scope a party may move and escape as it likes; the others may reply by anything they can do.

use crate::case::Case;
use crate::index::{IssueId, Key, StateId};
use crate::model::{Model, PartySet, Space};

/// The issues on which a party's own moves count.
#[derive(Clone, Debug)]
pub struct Scope {
    /// What must stay; `None` where everything is in scope.
    rest: Option<Rest>,
    issues: Vec<IssueId>,
}

/// What a move must leave as it is.
#[derive(Clone, Debug)]
enum Rest {
    /// For every state its combination with the scope's issues blanked.
    Kept(Vec<u64>),
    /// The issues out of scope, where there are too many states to go through them for one deal.
    Issues(Vec<IssueId>),
}

/// States up to which what must stay is kept by state.
const KEPT_BY_STATE: usize = 4_096;

impl Scope {
    /// Everything: the graph model's own notion.
    pub fn everything(model: &Model) -> Self {
        Scope {
            rest: None,
            issues: model.effectivity.issue_ids().collect(),
        }
    }

    /// The terms of the deal that brings about `state`, and what they open or close.
    pub fn of_deal(case: &Case, model: &Model, state: StateId) -> Self {
        let space = &model.space;
        let terms = model.terms(state);
        let mentions_term = |formula: &crate::case::Formula| formula.issues().iter().any(|issue| terms.contains(issue));
        let mut in_scope: Vec<bool> = case.issues.keys().map(|issue| terms.contains(&issue)).collect();
        for (issue, declared) in case.issues.iter() {
            if declared
                .changes
                .iter()
                .any(|change| change.when.as_ref().is_some_and(mentions_term))
            {
                in_scope[issue.index()] = true;
            }
        }
        for never in &case.never {
            if mentions_term(&never.formula) {
                for issue in never.formula.issues() {
                    in_scope[issue.index()] = true;
                }
            }
        }
        for issue in case.issues.keys() {
            in_scope[issue.index()] |= model.status_quo.is_some_and(|today| is_changed_by(model, issue, today, state));
        }
        let issues: Vec<IssueId> = case.issues.keys().filter(|issue| in_scope[issue.index()]).collect();
        if issues.len() == case.issues.len() {
            return Scope { rest: None, issues };
        }
        if space.len() > KEPT_BY_STATE {
            let outside = case.issues.keys().filter(|issue| !in_scope[issue.index()]);
            return Scope {
                rest: Some(Rest::Issues(outside.collect())),
                issues,
            };
        }
        let blank = |combination: u64| issues.iter().fold(combination, |rest, issue| space.replace(rest, *issue, 0));
        Scope {
            rest: Some(Rest::Kept(space.states().map(|state| blank(space.combination(state))).collect())),
            issues,
        }
    }

    /// Whether every move counts.
    pub fn is_everything(&self) -> bool {
        self.rest.is_none()
    }

    /// Whether a move from `from` to `to` stays within the scope. Cost: at most one comparison for each issue out of scope.
    pub fn allows(&self, space: &Space, from: StateId, to: StateId) -> bool {
        match &self.rest {
            None => true,
            Some(Rest::Kept(rest)) => rest[from.index()] == rest[to.index()],
            Some(Rest::Issues(issues)) => {
                let (from, to) = (space.combination(from), space.combination(to));
                issues.iter().all(|issue| space.digit(from, *issue) == space.digit(to, *issue))
            }
        }
    }

    /// The issues in scope, ascending.
    pub fn issues(&self) -> &[IssueId] {
        &self.issues
    }
}

/// Whether some party's change of `issue` alone is another matter at `state` than at the status quo.
fn is_changed_by(model: &Model, issue: IssueId, today: StateId, state: StateId) -> bool {
    let space = &model.space;
    let (before, after) = (space.combination(today), space.combination(state));
    model.parties.iter().any(|(party, declared)| {
        let who = PartySet::one(party);
        let preference = &declared.voter.preference;
        model.effectivity.choices(space, who, after, issue).into_iter().any(|value| {
            let Some(moved) = space.state(space.replace(after, issue, value)) else {
                return false;
            };
            let could = space.digit(before, issue) != value && model.effectivity.can_change(space, who, before, issue, value);
            match space.state(space.replace(before, issue, value)).filter(|_| could) {
                None => true,
                Some(earlier) => preference.compare(space, moved, state) != preference.compare(space, earlier, today),
            }
        })
    })
}
