//! The win-sets of the declared table, in the case's names.

use crate::analysis::answer::moment::BETWEEN;
use crate::analysis::answer::naming::Naming;
use crate::analysis::answer::situation::Situation;
use crate::analysis::answer::support;
use crate::analysis::moment::room::{Accepts, Stage, accepts, in_zone, ratifiers, stages};
use crate::analysis::watch::Watch;
use crate::case::Holder;
use crate::finding::*;
use crate::index::{IssueId, PartyId, StateId};
use crate::model::Refusal;

/// States of a set that are named, at most.
const NAMED: usize = 12;
/// The section.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub(super) fn room(situation: &Situation<'_>, watch: &mut dyn Watch) -> Result<Room, Refusal> {
    let (model, naming) = (situation.model, situation.naming);
    let table = model.signatories();
    let deals: Vec<StateId> = model.space.states().filter(|state| model.is_deal(*state)).collect();
    let makeable = model.makeable(table);
    let mut judged: Vec<(StateId, Vec<Accepts>)> = Vec::new();
    for (done, state) in deals.iter().enumerate() {
        if done % BETWEEN == 0 && !watch.step("room", done as u64, deals.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        judged.push((*state, table.iter().map(|party| accepts(model, party, *state)).collect()));
    }
    let told = Told {
        naming,
        only: only_issue(situation, &deals),
        judged: &judged,
    };
    let zones = stages(model, table).into_iter().map(|stage| {
        let agrees = |parties: &[Accepts]| in_zone(model, parties, stage);
        Zone {
            stage: named(situation, stage),
            accepted: told.set(|_| true, agrees),
            makeable: told.set(|state| makeable.binary_search(&state).is_ok(), agrees),
        }
    });
    Ok(Room {
        table: naming.parties(table.iter()),
        deals: deals.len() as u64,
        makeable: makeable.iter().filter(|state| model.is_deal(**state)).count() as u64,
        by_rule: model.agreement.is_some(),
        parties: table
            .iter()
            .enumerate()
            .map(|(place, party)| party_room(situation, &told, party, place))
            .collect(),
        zones: zones.collect(),
    })
}

fn party_room(situation: &Situation<'_>, told: &Told<'_>, party: PartyId, place: usize) -> PartyRoom {
    let naming = situation.naming;
    let with = ratifiers(situation.model, party)
        .into_iter()
        .enumerate()
        .map(|(vote, member)| RatifierRoom {
            ratifier: ratifier(situation, party, member),
            both: told.set(|_| true, |parties| parties[place].with[vote]),
            rests_on: naming.lines(support::accepting(naming, Holder::inside(party, member))),
        });
    PartyRoom {
        party: naming.party(party),
        alone: told.set(|_| true, |parties| parties[place].alone),
        with: with.collect(),
        ratified: situation.model.parties[party]
            .ballot
            .is_some()
            .then(|| told.set(|_| true, |parties| parties[place].ratified)),
        rests_on: naming.lines(support::accepting(naming, Holder::itself(party))),
    }
}

fn ratifier(situation: &Situation<'_>, party: PartyId, member: u32) -> String {
    let constituencies = &situation.case.parties[party].constituencies;
    constituencies.get(member as usize).map_or_else(String::new, |one| one.name.clone())
}

fn named(situation: &Situation<'_>, stage: Stage) -> ZoneStage {
    match stage {
        Stage::Nobody => ZoneStage::Nobody,
        Stage::One(party, place) => ZoneStage::One {
            party: situation.naming.party(party),
            ratifier: ratifiers(situation.model, party)
                .get(place)
                .map_or_else(String::new, |member| ratifier(situation, party, *member)),
        },
        Stage::All => ZoneStage::All,
    }
}

/// The one issue in which the deals differ from each other, if it is ordered: sets of deals are then ranges of its values.
fn only_issue(situation: &Situation<'_>, deals: &[StateId]) -> Option<IssueId> {
    let space = &situation.model.space;
    let first = *deals.first()?;
    let mut only = None;
    for state in deals {
        for issue in space.differing(first, *state) {
            if only.is_some_and(|known| known != issue) {
                return None;
            }
            only = Some(issue);
        }
    }
    only.filter(|issue| situation.case.issues[*issue].ordered)
}

/// How sets of deals are told.
struct Told<'t> {
    naming: Naming<'t>,
    only: Option<IssueId>,
    judged: &'t [(StateId, Vec<Accepts>)],
}

impl Told<'_> {
    fn set(&self, counts: impl Fn(StateId) -> bool, verdict: impl Fn(&[Accepts]) -> Verdict) -> WinSet {
        let (mut count, mut surely, mut open) = (Count::default(), Vec::new(), Vec::new());
        for (state, parties) in self.judged.iter().filter(|(state, _)| counts(*state)) {
            let verdict = verdict(parties);
            count.add(verdict);
            match verdict {
                Verdict::Yes => surely.push(*state),
                Verdict::Open => open.push(*state),
                Verdict::No => {}
            }
        }
        WinSet {
            count,
            surely: self.some(&surely),
            open: self.some(&open),
        }
    }

    fn some(&self, states: &[StateId]) -> SomeStates {
        let few = states.len() <= NAMED;
        let named = states.iter().filter(|_| few).map(|state| self.naming.state(*state));
        SomeStates {
            range: self.only.and_then(|issue| self.range(issue, states)),
            states: named.collect(),
        }
    }

    /// The range of values that `states` make up; `None` if some deal lies between them that is not among them, or there are none.
    fn range(&self, issue: IssueId, states: &[StateId]) -> Option<ValueRange> {
        let value = |state: &StateId| self.naming.space.value(*state, issue);
        let (least, greatest) = (states.iter().map(value).min()?, states.iter().map(value).max()?);
        let between = self.judged.iter().filter(|(state, _)| (least..=greatest).contains(&value(state)));
        (between.count() == states.len()).then(|| ValueRange {
            issue: self.naming.case.issues[issue].id.clone(),
            from: self.naming.value_label(issue, least),
            to: self.naming.value_label(issue, greatest),
        })
    }
}
