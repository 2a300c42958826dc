//! A model compared with the facts: numbering, rankings, moves, stable sets. Nothing is skipped and nothing is tolerated.

use demarche::analysis::stability::coalition::Coalitions;
use demarche::analysis::stability::scope::Scope;
use demarche::analysis::stability::{Ladder, Replies};
use demarche::analysis::watch::Unwatched;
use demarche::finding::{Notion, Verdict};
use demarche::index::{Key, PartyId, StateId};
use demarche::model::{Model, PartySet};
use serde_json::Value;

/// The names of one case, to read its facts by.
pub(super) struct Checked {
    name: String,
    parties: Vec<String>,
    states: usize,
}

impl Checked {
    pub(super) fn new(name: &str, case: &Value, states: usize) -> Self {
        let party = |party: &Value| party["name"].as_str().unwrap().to_owned();
        Checked {
            name: name.to_owned(),
            parties: case["dms"].as_array().unwrap().iter().map(party).collect(),
            states,
        }
    }

    /// The feasible states are the expected ones in the expected order.
    pub(super) fn numbering(&self, model: &Model, decimals: &[u64]) {
        let found: Vec<u64> = model.space.states().map(|state| model.space.combination(state)).collect();
        assert_eq!(found, decimals, "{}: feasible states", self.name);
    }

    /// Rankings, best first with ties grouped.
    pub(super) fn rankings(&self, model: &Model, expected: &Value) {
        for (party, name) in self.parties.iter().enumerate() {
            let mut expected: Vec<Vec<usize>> = expected[name].as_array().unwrap().iter().map(states_of).collect();
            expected.iter_mut().for_each(|group| group.sort_unstable());
            let ranks = self.ranks(model, party);
            let top = ranks.iter().max().unwrap();
            let group = |rank: u32| -> Vec<usize> { (0..self.states).filter(|state| ranks[*state] == rank).collect() };
            let found: Vec<Vec<usize>> = (0..=*top).rev().map(group).collect();
            assert_eq!(found, expected, "{}: ranking of {name}", self.name);
        }
    }

    /// Ordinal payoffs, higher being better.
    pub(super) fn payoffs(&self, model: &Model, expected: &Value) {
        for (party, name) in self.parties.iter().enumerate() {
            let payoffs: Vec<i64> = expected[name]
                .as_array()
                .unwrap()
                .iter()
                .map(|payoff| payoff.as_i64().unwrap())
                .collect();
            let ranks = self.ranks(model, party);
            for left in 0..self.states {
                for right in 0..self.states {
                    let expected = payoffs[left].cmp(&payoffs[right]);
                    assert_eq!(ranks[left].cmp(&ranks[right]), expected, "{}: payoffs of {name}", self.name);
                }
            }
        }
    }

    /// What each party reaches by one move of its own.
    pub(super) fn reachable(&self, model: &Model, expected: &Value) {
        for (party, name) in self.parties.iter().enumerate() {
            for state in 0..self.states {
                let mut expected = expected[name].get((state + 1).to_string()).map_or(Vec::new(), states_of);
                expected.sort_unstable();
                let reached = model.moves.parties[PartyId::from_index(party)].reached(StateId::from_index(state));
                let mut found: Vec<usize> = reached.map(Key::index).collect();
                found.sort_unstable();
                assert_eq!(found, expected, "{}: moves of {name} from {}", self.name, state + 1);
            }
        }
    }

    /// Stable sets party by party and equilibria, by both engines.
    pub(super) fn stability(&self, model: &Model, expected: &Value, simultaneous: bool) {
        let ranks = (0..self.parties.len()).map(|party| self.ranks(model, party)).collect();
        let ladder = Ladder::new(&model.space, &model.moves, ranks, &mut Unwatched).unwrap();
        let replies = Replies::new(model, 1_000_000);
        let everything = Scope::everything(model);
        for notion in [Notion::Nash, Notion::Gmr, Notion::Smr, Notion::Seq, Notion::Sim] {
            if notion == Notion::Sim && !simultaneous {
                continue;
            }
            let key = notion.abbreviation().to_lowercase();
            let mut all = vec![true; self.states];
            for (party, name) in self.parties.iter().enumerate() {
                let what = format!("{}: {key} of {name}", self.name);
                let id = PartyId::from_index(party);
                let expected = states_of(&expected["per_dm"][&key][name]);
                let by_reply = self.states_where(|state| {
                    let position = Notion::ALL.iter().position(|known| *known == notion).unwrap();
                    replies.examine(id, state, &everything)[position].verdict == Some(Verdict::Yes)
                });
                assert_eq!(by_reply, expected, "{what}, by definition");
                if notion != Notion::Sim {
                    assert_eq!(
                        self.states_where(|state| ladder.is_stable(id, notion, state)),
                        expected,
                        "{what}, by threshold"
                    );
                }
                for (state, all) in all.iter_mut().enumerate() {
                    *all &= expected.contains(&state);
                }
            }
            let equilibria = states_of(&expected["equilibria"][&key]);
            assert_eq!(
                self.states_where(|state| all[state.index()]),
                equilibria,
                "{}: {key} equilibria",
                self.name
            );
            if notion != Notion::Sim {
                assert_eq!(
                    self.states_where(|state| ladder.is_equilibrium(notion, state)),
                    equilibria,
                    "{}: {key}",
                    self.name
                );
            }
        }
    }

    /// Coalitional stable sets, coalition by coalition and for all.
    pub(super) fn coalitional(&self, model: &Model, expected: &Value) {
        let coalitions = Coalitions::new(model);
        for (key, notion) in [
            ("cnash", Notion::Nash),
            ("cgmr", Notion::Gmr),
            ("csmr", Notion::Smr),
            ("cseq", Notion::Seq),
        ] {
            let per_coalition = expected[key]["per_coalition"].as_object().unwrap();
            assert_eq!(per_coalition.len(), (1 << self.parties.len()) - 1, "{}: coalitions", self.name);
            for (names, expected) in per_coalition {
                let position = |name: &str| self.parties.iter().position(|party| party == name).unwrap();
                let coalition: PartySet = names.split('+').map(|name| PartyId::from_index(position(name))).collect();
                let found = self.states_where(|state| coalitions.examine(coalition, state, notion).verdict == Verdict::Yes);
                assert_eq!(found, states_of(expected), "{}: {key} of {names}", self.name);
            }
            let universal = self.states_where(|state| coalitions.is_universal(state, notion) == Verdict::Yes);
            assert_eq!(universal, states_of(&expected[key]["universal"]), "{}: universal {key}", self.name);
        }
    }

    fn ranks<'m>(&self, model: &'m Model, party: usize) -> &'m [u32] {
        model.parties[PartyId::from_index(party)].voter.preference.ranks().unwrap()
    }

    fn states_where(&self, accept: impl Fn(StateId) -> bool) -> Vec<usize> {
        (0..self.states).filter(|state| accept(StateId::from_index(*state))).collect()
    }
}

/// State numbers, counted from 0.
fn states_of(value: &Value) -> Vec<usize> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_u64().unwrap() as usize - 1)
        .collect()
}
