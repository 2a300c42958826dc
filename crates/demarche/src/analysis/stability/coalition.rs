//! Stability against joint moves (Inohara & Hipel 2008), by definition, state by state.
//!
//! A coalition H reaches what legal sequences of its members' moves reach. One thing is added to the literature: where an issue needs the
//! consent of several, a step that the members can only take together counts as a move of the coalition; on cases where every
//! option has one owner, there is no such step and the notions are the literature's. t improves on s for H if every member is better off.
//!
//! Cost: states x moves for every pair of state and coalition; the caller bounds both.

use std::cell::OnceCell;
use std::collections::{BTreeMap, VecDeque};

use crate::finding::{Notion, Verdict};
use crate::index::{Key, PartyId, StateId};
use crate::model::{Model, PartySet};

/// Answers for one model; reachable sets are kept once computed.
pub struct Coalitions<'a> {
    model: &'a Model,
    reached: Cells,
    joint: Cells,
}

/// For each coalition and state a list of states, filled when first asked.
type Cells = BTreeMap<PartySet, Vec<OnceCell<Box<[StateId]>>>>;

/// What is known of one coalition at one state under one notion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExaminedCoalition {
    /// Whether the coalition stays.
    pub verdict: Verdict,
    /// The joint move that breaks the state, or may.
    pub step: Option<StateId>,
}

/// How firmly something is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Firm {
    Surely,
    Possibly,
}

impl<'a> Coalitions<'a> {
    /// Nothing is computed yet. Cells for all coalitions of the model's parties: the caller bounds their number.
    pub fn new(model: &'a Model) -> Self {
        let row = || (0..model.space.len()).map(|_| OnceCell::new()).collect();
        let cells = || -> Cells { model.everybody().subsets().map(|subset| (subset, row())).collect() };
        Coalitions {
            model,
            reached: cells(),
            joint: cells(),
        }
    }

    /// Whether `coalition` stays at `state` under `notion`.
    pub fn examine(&self, coalition: PartySet, state: StateId, notion: Notion) -> ExaminedCoalition {
        let mut examined = ExaminedCoalition {
            verdict: Verdict::Yes,
            step: None,
        };
        for to in self.reached(coalition, state) {
            if *to == state || !self.improves(coalition, *to, state, Firm::Possibly) {
                continue;
            }
            let sure_gain = self.improves(coalition, *to, state, Firm::Surely);
            let verdict = if self.is_deterred(coalition, state, *to, notion, Firm::Surely) {
                Verdict::Yes
            } else if sure_gain && !self.is_deterred(coalition, state, *to, notion, Firm::Possibly) {
                Verdict::No
            } else {
                Verdict::Open
            };
            if verdict > examined.verdict {
                examined = ExaminedCoalition { verdict, step: Some(*to) };
            }
        }
        examined
    }

    /// Whether every coalition stays (universal stability). Subsets are examined until one surely leaves.
    pub fn is_universal(&self, state: StateId, notion: Notion) -> Verdict {
        let mut verdict = Verdict::Yes;
        for coalition in self.model.everybody().subsets() {
            verdict = verdict.and(self.examine(coalition, state, notion).verdict);
            if verdict == Verdict::No {
                break;
            }
        }
        verdict
    }

    fn is_deterred(&self, coalition: PartySet, left: StateId, moved: StateId, notion: Notion, firm: Firm) -> bool {
        // A state deters if it is no joint improvement on the one that was left.
        let against = match firm {
            Firm::Surely => Firm::Possibly,
            Firm::Possibly => Firm::Surely,
        };
        let deters = |end: StateId| !self.improves(coalition, end, left, against);
        let others = self.model.everybody().minus(coalition);
        if others.is_empty() {
            return false;
        }
        match notion {
            Notion::Gmr => self.reached(others, moved).iter().any(|end| deters(*end)),
            Notion::Smr => self
                .reached(others, moved)
                .iter()
                .any(|end| deters(*end) && self.reached(coalition, *end).iter().all(|escape| deters(*escape))),
            Notion::Seq => self.any_by_improvements(others, moved, firm, &deters),
            Notion::Nash | Notion::Sim | Notion::Sseq => false,
        }
    }

    /// Whether a legal sequence of coalitional improvements, by any coalitions within `others`, leads from `from` to a state that `accept`s.
    fn any_by_improvements(&self, others: PartySet, from: StateId, firm: Firm, accept: &dyn Fn(StateId) -> bool) -> bool {
        let groups: Vec<PartySet> = others.subsets().collect();
        // Without transitivity a state is told apart by the coalition that moved last: none moves twice running.
        let told_apart = !self.model.moves.transitive;
        let rows = if told_apart { groups.len() } else { 1 };
        let mut seen = vec![false; self.model.space.len() * rows];
        let mut queue = VecDeque::from([(from, usize::MAX)]);
        while let Some((state, last)) = queue.pop_front() {
            for (index, group) in groups.iter().enumerate() {
                if told_apart && index == last {
                    continue;
                }
                for to in self.reached(*group, state) {
                    let row = if told_apart { index } else { 0 };
                    let mark = &mut seen[to.index() * rows + row];
                    if *mark || *to == state || !self.improves(*group, *to, state, firm) {
                        continue;
                    }
                    *mark = true;
                    if accept(*to) {
                        return true;
                    }
                    queue.push_back((*to, index));
                }
            }
        }
        false
    }

    /// Whether every member is better off at `to` than at `from`.
    fn improves(&self, coalition: PartySet, to: StateId, from: StateId, firm: Firm) -> bool {
        coalition.iter().all(|party| {
            let relation = self.model.parties[party].voter.preference.compare(&self.model.space, to, from);
            match firm {
                Firm::Surely => relation.better,
                Firm::Possibly => relation.may_be_better(),
            }
        })
    }

    /// What the coalition reaches from `from`, breadth first; `from` itself is listed only if a sequence returns to it.
    fn reached(&self, coalition: PartySet, from: StateId) -> &[StateId] {
        match self.reached.get(&coalition) {
            Some(cells) => cells[from.index()].get_or_init(|| self.walk(coalition, from).into()),
            None => &[],
        }
    }

    fn walk(&self, coalition: PartySet, from: StateId) -> Vec<StateId> {
        let rows = if self.model.moves.transitive {
            1
        } else {
            self.model.parties.len() + 1
        };
        let joint_row = rows - 1;
        let mut seen = vec![false; self.model.space.len() * rows];
        let mut listed = vec![false; self.model.space.len()];
        let mut order = Vec::new();
        let mut queue: VecDeque<(StateId, Option<PartyId>)> = VecDeque::from([(from, None)]);
        while let Some((state, last)) = queue.pop_front() {
            let mut reach = |to: StateId, row: usize, by: Option<PartyId>, queue: &mut VecDeque<_>| {
                if !std::mem::replace(&mut seen[to.index() * rows + row], true) {
                    if !std::mem::replace(&mut listed[to.index()], true) {
                        order.push(to);
                    }
                    queue.push_back((to, by));
                }
            };
            for by in coalition.iter().filter(|party| rows == 1 || Some(*party) != last) {
                for to in self.model.moves.parties[by].reached(state) {
                    reach(to, if rows > 1 { by.index() } else { 0 }, Some(by), &mut queue);
                }
            }
            if coalition.len() > 1 {
                for to in self.joint_steps(coalition, state) {
                    reach(*to, joint_row, None, &mut queue);
                }
            }
        }
        order
    }

    /// States to which the members can only go together: some issue changes that none of them can change alone.
    fn joint_steps(&self, coalition: PartySet, from: StateId) -> &[StateId] {
        let Some(cells) = self.joint.get(&coalition) else { return &[] };
        cells[from.index()].get_or_init(|| {
            let (space, effectivity) = (&self.model.space, &self.model.effectivity);
            let base = space.combination(from);
            let alone = |issue, value| {
                coalition
                    .iter()
                    .any(|party| effectivity.can_change(space, PartySet::one(party), base, issue, value))
            };
            // Every combination of changes, with whether one of them needs the members together.
            let mut targets = vec![(base, false)];
            for issue in effectivity.issue_ids() {
                let before = targets.len();
                for value in effectivity.choices(space, coalition, base, issue) {
                    let together = !alone(issue, value);
                    for index in 0..before {
                        let (combination, needed) = targets[index];
                        targets.push((space.replace(combination, issue, value), needed || together));
                    }
                }
            }
            targets
                .into_iter()
                .filter(|(_, needed)| *needed)
                .filter_map(|(combination, _)| space.state(combination))
                .collect()
        })
    }
}
