//! Acceptance, signing and efficiency against their definitions.

use demarche::analysis::acceptance::{judge_party, signing};
use demarche::analysis::efficiency::efficiency;
use demarche::finding::Verdict;
use demarche::index::{Key, PartyId, StateId};
use demarche::model::{Model, PartySet};

use crate::twins::draft::Draft;
use crate::twins::graph::Graph;
use crate::twins::incomplete::agrees;

/// What the definitions say, for one completion.
pub(super) struct Signed<'a> {
    pub(super) draft: &'a Draft,
    pub(super) graph: &'a Graph,
    pub(super) value: &'a [Vec<i64>],
}

impl Signed<'_> {
    fn crosses_a_red_line(&self, party: usize, state: usize) -> bool {
        let crossed = |(of, refuses, what): &(usize, bool, _)| {
            let what: &crate::twins::draft::Condition = what;
            *of == party && what.holds(&self.graph.states[state]) == *refuses
        };
        self.draft.red_lines.iter().any(crossed)
    }

    pub(super) fn accepts(&self, party: usize, state: usize, no_deal: usize) -> bool {
        !self.crosses_a_red_line(party, state) && self.value[party][state] >= self.value[party][no_deal]
    }

    /// Where `expects[party]` is the no-deal state that each party expects.
    fn is_signable(&self, set: PartySet, state: usize, expects: &[usize]) -> bool {
        let expected = |party: PartyId| expects[party.index()];
        set.iter().all(|party| self.accepts(party.index(), state, expected(party)))
            && set
                .iter()
                .any(|party| self.value[party.index()][state] > self.value[party.index()][expected(party)])
    }

    fn is_efficient(&self, state: usize) -> bool {
        let dominates = |other: usize| {
            self.value.iter().all(|value| value[other] >= value[state]) && self.value.iter().any(|value| value[other] > value[state])
        };
        !(0..self.graph.states.len()).any(dominates)
    }
}

/// Under one complete preference profile each verdict is exact; under several completions, what is proven holds in each.
pub(super) fn check(draft: &Draft, model: &Model, graph: &Graph, completions: &[Vec<Vec<i64>>]) {
    let exact = model.is_complete();
    crate::twins::at_once::check(model);
    let mut no_deals: Vec<usize> = model.no_deal.iter().map(|(state, _)| state.index()).collect();
    let position = |values: &Vec<u32>| graph.states.iter().position(|state| state == values).unwrap();
    let mut expected: Vec<usize> = draft.no_deal.iter().map(position).collect();
    if expected.is_empty() {
        expected.push(position(&draft.today()));
    }
    expected.sort_unstable();
    expected.dedup();
    no_deals.sort_unstable();
    assert_eq!(no_deals, expected, "no-deal states");
    // Each party may expect any of the no-deal states, whatever the others expect.
    let mut expectations: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..draft.parties {
        let longer = |expects: &Vec<usize>| {
            no_deals
                .iter()
                .map(|no_deal| [expects.as_slice(), &[*no_deal]].concat())
                .collect::<Vec<_>>()
        };
        expectations = expectations.iter().flat_map(longer).collect();
    }
    for value in completions {
        let signed = Signed { draft, graph, value };
        for state in 0..graph.states.len() {
            let id = StateId::from_index(state);
            for party in 0..draft.parties {
                for no_deal in &no_deals {
                    let judged = judge_party(model, PartyId::from_index(party), id, Some(StateId::from_index(*no_deal)));
                    let accepts = signed.accepts(party, state, *no_deal);
                    assert!(
                        agrees(judged.verdict, accepts) && !(exact && judged.verdict == Verdict::Open),
                        "p{party} at {state}: {judged:?}"
                    );
                }
            }
            for set in PartySet::all(draft.parties).subsets() {
                let verdict = signing(model, set, id).verdict;
                let over: Vec<bool> = expectations.iter().map(|expects| signed.is_signable(set, state, expects)).collect();
                assert!(
                    over.iter().all(|so| agrees(verdict, *so)),
                    "{set:?} at {state}: {verdict:?}, {over:?}"
                );
                assert!(
                    !exact || verdict != Verdict::Open || (over.contains(&true) && over.contains(&false)),
                    "{set:?} at {state}"
                );
            }
            let (verdict, dominating) = efficiency(model, id);
            let efficient = signed.is_efficient(state);
            assert!(
                agrees(verdict, efficient) && !(exact && verdict == Verdict::Open),
                "efficiency of {state}: {verdict:?}, {dominating:?}"
            );
            if let Some(other) = dominating {
                let other = other.index();
                assert!(value.iter().all(|value| value[other] >= value[state]) && value.iter().any(|value| value[other] > value[state]));
            }
        }
    }
}
