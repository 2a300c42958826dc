//! What a goal meets: who must consent, who can sign, which red lines stand in the way.

use std::cmp::Reverse;

use crate::analysis::answer::deal;
use crate::analysis::answer::deal_list::strength;
use crate::analysis::answer::situation::Situation;
use crate::analysis::conflict;
use crate::analysis::least::Least;
use crate::case::{Content, Goal};
use crate::finding::*;
use crate::index::{IssueId, Key, StateId, StatementId};
use crate::model::{Marked, PartySet};

/// States named per table.
const BEST: usize = 3;

/// The finding for one goal.
pub fn goal(situation: &Situation<'_>, goal: &Goal, cuts: &mut Vec<Cut>) -> GoalFinding {
    let (model, naming) = (situation.model, situation.naming);
    let everybody = model.everybody();
    let meets = Marked::of(&model.space, &goal.formula);
    let can_all = model.makeable_set(everybody).and(&meets);
    let veto: PartySet = if can_all.is_empty() {
        PartySet::EMPTY
    } else {
        everybody
            .iter()
            .filter(|party| {
                let others = model.makeable_set(everybody.without(*party));
                others.and(&can_all).is_empty()
            })
            .collect()
    };
    let tables = situation
        .groups
        .iter()
        .map(|(group, role)| goal_table(situation, *group, *role, &meets))
        .collect();
    let found = conflict::conflicts(model, can_all.iter());
    if found.cut {
        cuts.push(Cut {
            what: "conflicting red lines".to_owned(),
            limit: conflict::MOST_SETS as u64,
            total: None,
            option: None,
        });
    }
    let clauses = |lines: &Vec<StatementId>| -> Vec<Clause> { lines.iter().map(|line| clause(situation, *line)).collect() };
    let controlled: Vec<IssueId> = goal.formula.issues();
    GoalFinding {
        name: goal.name.clone(),
        formula: goal.text.clone(),
        states: meets.count(),
        met_today: model.status_quo.is_some_and(|today| meets.has(today)),
        consent_veto: naming.parties(veto.iter()),
        excluded_veto: naming.parties(veto.minus(model.table).iter()),
        tables,
        conflicts: found.conflicts.iter().map(|lines| Conflict { clauses: clauses(lines) }).collect(),
        corrections: found.corrections.iter().map(clauses).collect(),
        conflict_group: naming.parties(everybody.iter()),
        rests_on: naming.lines(controlled.into_iter().map(|issue| situation.case.issues[issue].statement)),
    }
}

fn goal_table(situation: &Situation<'_>, group: PartySet, role: TableRole, meets: &Marked) -> GoalTable {
    let naming = situation.naming;
    let states = situation.model.makeable_set(group).and(meets);
    let deals = situation.deals(&states);
    let verdicts = situation.signings.verdicts(group, &deals);
    let count = verdicts.count(&deals);
    let terms = situation.terms();
    let mut promising: Least<(Verdict, u8, StateId)> = Least::new(4 * BEST);
    let open = deals.clone().minus(&verdicts.yes).minus(&verdicts.no);
    for (verdict, states) in [(Verdict::Yes, &verdicts.yes), (Verdict::Open, &open)] {
        states
            .iter()
            .for_each(|state| promising.offer((verdict, terms[state.index()], state)));
    }
    let mut promising = promising.sorted();
    let signable = promising.first().map_or(Verdict::No, |(verdict, ..)| *verdict);
    promising.sort_by_cached_key(|(verdict, terms, state)| (*verdict, Reverse(strength(situation, *state)), *terms, *state));
    GoalTable {
        signatories: naming.parties(group.iter()),
        role,
        makeable: states.count(),
        signable,
        count,
        best: promising.iter().take(BEST).map(|(.., state)| naming.state(*state)).collect(),
        rests_on: support_of(situation, group, signable, &deals),
    }
}

/// States whose reasons are gathered, at most.
const JUDGED: usize = 256;

/// One signable state is enough for a yes; a no, or an open question, needs all that could be made.
fn support_of(situation: &Situation<'_>, group: PartySet, signable: Verdict, deals: &Marked) -> Vec<LineName> {
    let judged: Vec<Signable> = deals
        .iter()
        .take(JUDGED)
        .map(|state| deal::signable(situation, group, state))
        .collect();
    let decisive: Vec<&Signable> = match judged.iter().find(|one| one.verdict == Verdict::Yes) {
        Some(one) if signable == Verdict::Yes => vec![one],
        _ => judged.iter().collect(),
    };
    let never = situation.case.never.iter().map(|never| never.statement);
    let mut lines: Vec<LineName> = situation.naming.lines(never);
    lines.extend(decisive.into_iter().flat_map(|one| one.rests_on.iter().cloned()));
    let position = |line: &LineName| situation.case.statements.values().position(|statement| statement.id == *line);
    lines.sort_by_cached_key(position);
    lines.dedup();
    lines
}

fn clause(situation: &Situation<'_>, line: StatementId) -> Clause {
    let statement = &situation.case.statements[line];
    let (said, verb, position) = match &statement.content {
        Content::Demands(_, said) => (said.text.clone(), ClauseVerb::Requires, true),
        Content::Rejects(_, said) => (said.text.clone(), ClauseVerb::Refuses, true),
        Content::Requires(_, said) => (said.text.clone(), ClauseVerb::Requires, false),
        Content::Refuses(_, said) => (said.text.clone(), ClauseVerb::Refuses, false),
        _ => (String::new(), ClauseVerb::Requires, false),
    };
    let party = statement.content.holder().map(|holder| situation.naming.holder(holder));
    Clause {
        party: party.unwrap_or_default(),
        verb,
        formula: said,
        position,
        line: statement.id.clone(),
    }
}
