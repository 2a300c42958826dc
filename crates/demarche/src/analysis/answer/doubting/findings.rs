//! The findings of a case by name: which deals can be signed and hold, which goals can be met.

use crate::analysis::answer::deal;
use crate::analysis::answer::holding;
use crate::analysis::answer::situation::Situation;
use crate::analysis::doubt::Claim;
use crate::analysis::stability::Scope;
use crate::finding::*;
use crate::index::{Key, StateId, StatementId};
use crate::model::PartySet;

/// A finding with its name.
#[derive(Clone, Debug)]
pub struct Finding {
    /// For `--finding`.
    pub id: String,
    /// What is found.
    pub kind: FindingKind,
    /// What is claimed.
    pub claim: Claim,
    /// The goal's name, for findings on goals.
    pub goal: Option<String>,
}

/// Notions that are asked where nobody asked for one by name.
const NOTIONS: [Notion; 2] = [Notion::Nash, Notion::Seq];

/// Findings on these deals, and on every goal of the case.
pub fn headline(situation: &Situation<'_>, deals: &[StateId]) -> Vec<Finding> {
    let mut found = Vec::new();
    for state in deals {
        found.extend(signable(situation, *state));
        found.extend(NOTIONS.iter().filter_map(|notion| holds(situation, *state, *notion)));
    }
    found.extend(goals(situation));
    found
}

/// The finding with this id, if there is one: `sign:`, a notion or `goal:`, and then a deal by its changes (`l,t` or `x=high`), by its number (`#12`), or the number of a goal.
pub fn named(situation: &Situation<'_>, id: &str) -> Option<Finding> {
    let (kind, rest) = id.split_once(':')?;
    let kind = kind.trim().to_lowercase();
    if kind == "goal" || kind == "goal-all" {
        return goals(situation)
            .into_iter()
            .find(|finding| finding.id == format!("{kind}:{}", rest.trim()));
    }
    let state = state_of(situation, rest.trim())?;
    if kind == "sign" {
        return signable(situation, state);
    }
    let notion = Notion::ALL
        .into_iter()
        .find(|notion| notion.abbreviation().to_lowercase() == kind)?;
    holds(situation, state, notion)
}

/// A deal by its changes against today, e.g. `l,t`: issues with two values by name, others with their value.
pub fn code(situation: &Situation<'_>, state: StateId) -> String {
    let (case, space) = (situation.case, &situation.model.space);
    if situation.model.status_quo.is_none() {
        return format!("#{}", state.0 + 1);
    }
    let change = |issue| {
        let declared: &crate::case::Issue = &case.issues[issue];
        let value = space.value(state, issue);
        if declared.values.len() == 2 && value == 1 {
            declared.id.clone()
        } else {
            format!("{}={}", declared.id, declared.values[value as usize].id)
        }
    };
    let changes: Vec<String> = situation.model.terms(state).into_iter().map(change).collect();
    changes.join(",")
}

fn state_of(situation: &Situation<'_>, code: &str) -> Option<StateId> {
    let space = &situation.model.space;
    if let Some(number) = code.strip_prefix('#') {
        let number: usize = number.parse().ok()?;
        return (1..=space.len()).contains(&number).then(|| StateId::from_index(number - 1));
    }
    let mut values = space.values(situation.model.status_quo?);
    for change in code.split(',') {
        let (name, value) = match change.split_once('=') {
            Some((name, value)) => (name.trim(), Some(value.trim())),
            None => (change.trim(), None),
        };
        let (issue, declared) = situation.case.issues.iter().find(|(_, issue)| issue.id == name)?;
        values[issue.index()] = match value {
            Some(value) => declared.values.iter().position(|other| other.id == value)? as u32,
            None if declared.values.len() == 2 => 1,
            None => return None,
        };
    }
    space.state(space.compose(&values)).filter(|state| situation.model.is_deal(*state))
}

/// The first listed group that can make a deal: the declared table, if it can.
pub fn signatories(situation: &Situation<'_>, state: StateId) -> Option<PartySet> {
    let mut makers = situation.groups.iter().map(|(group, _)| *group);
    makers.find(|group| situation.model.can_make(*group, state))
}

fn signable(situation: &Situation<'_>, state: StateId) -> Option<Finding> {
    let signatories = signatories(situation, state)?;
    Some(Finding {
        id: format!("sign:{}", code(situation, state)),
        kind: FindingKind::Signable,
        claim: Claim::Signable { state, signatories },
        goal: None,
    })
}

fn holds(situation: &Situation<'_>, state: StateId, notion: Notion) -> Option<Finding> {
    situation.model.status_quo?;
    Some(Finding {
        id: format!("{}:{}", notion.abbreviation().to_lowercase(), code(situation, state)),
        kind: FindingKind::Holds(notion),
        claim: Claim::Holds {
            state,
            notion,
            scope: Scope::of_deal(situation.case, situation.model, state),
        },
        goal: None,
    })
}

fn goals(situation: &Situation<'_>) -> Vec<Finding> {
    let model = situation.model;
    let mut found = Vec::new();
    for (number, goal) in (1..).zip(&situation.case.goals) {
        let groups = [("goal", model.table), ("goal-all", model.everybody())];
        for (kind, signatories) in groups {
            if kind == "goal-all" && model.table == signatories {
                continue;
            }
            let meets = |state: &StateId| model.is_deal(*state) && model.space.holds(&goal.formula, *state);
            let states = model.makeable(signatories).into_iter().filter(meets).collect();
            found.push(Finding {
                id: format!("{kind}:{number}"),
                kind: FindingKind::GoalSignable,
                claim: Claim::SomeSignable { states, signatories },
                goal: Some(goal.name.clone()),
            });
        }
    }
    found
}

impl Finding {
    /// The deal that it is about.
    pub fn state(&self) -> Option<StateId> {
        match &self.claim {
            Claim::Signable { state, .. } | Claim::Holds { state, .. } => Some(*state),
            Claim::SomeSignable { .. } => None,
        }
    }

    /// Its name, without what it is.
    pub fn name(&self, situation: &Situation<'_>) -> FindingName {
        FindingName {
            id: self.id.clone(),
            kind: self.kind,
            state: self.state().map(|state| situation.naming.state(state)),
            goal: self.goal.clone(),
            signatories: situation.naming.parties(self.signatories(situation).iter()),
            verdict: None,
            hits: None,
        }
    }

    /// Who would sign.
    pub fn signatories(&self, situation: &Situation<'_>) -> PartySet {
        match &self.claim {
            Claim::Signable { signatories, .. } | Claim::SomeSignable { signatories, .. } => *signatories,
            Claim::Holds { state, .. } => signatories(situation, *state).unwrap_or(PartySet::EMPTY),
        }
    }

    /// Lines on structure that the finding uses.
    pub fn structure(&self, situation: &Situation<'_>) -> Vec<LineName> {
        let is_structure = |name: &LineName| {
            let mut lines = situation.case.statements.values();
            lines.any(|line| line.id == *name && line.content.holder().is_none())
        };
        let lines: Vec<LineName> = match &self.claim {
            Claim::Signable { state, signatories } => deal::signable(situation, *signatories, *state).rests_on,
            Claim::Holds { state, notion, scope } => {
                let parties = situation.model.parties.keys();
                let examined: Vec<_> = parties
                    .map(|party| (party, situation.holdings.examine(party, *state, scope)))
                    .collect();
                let ladder = holding::holds(situation, *state, scope, &examined);
                let found = ladder.into_iter().find(|holding| holding.notion == *notion);
                found.map(|holding| holding.rests_on).unwrap_or_default()
            }
            Claim::SomeSignable { .. } => {
                let issues = situation.case.issues.values().map(|issue| issue.statement);
                let never = situation.case.never.iter().map(|never| never.statement);
                let no_deal = situation.model.no_deal.iter().filter_map(|(_, line)| *line);
                let lines: Vec<StatementId> = issues.chain(never).chain(no_deal).collect();
                situation.naming.lines(lines)
            }
        };
        lines.into_iter().filter(is_structure).collect()
    }
}
