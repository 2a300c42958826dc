//! The four types of unknown preference, definition by definition, over a relation between states in three symbols.

use demarche::analysis::stability::UnknownPreferences;
use demarche::analysis::stability::reply::Replies;
use demarche::analysis::stability::scope::Scope;
use demarche::finding::{Notion, UncertaintyType, Verdict};
use demarche::index::{Key, PartyId, StateId};
use demarche::model::{Model, Relation};

use crate::twins::graph::{Graph, legal};
use crate::twins::notions::Valued;

/// What is known of a state beside another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Symbol {
    Better,
    /// As good, or worse.
    NoBetter,
    Unknown,
}

use Symbol::{Better, NoBetter, Unknown};

/// `said[party][state][base]`.
type Said = Vec<Vec<Vec<Symbol>>>;

struct Uncertain<'a> {
    graph: &'a Graph,
    said: &'a Said,
    /// `any[focal][s1]`: R_O(s1); `possible[focal][s1]`: R_O^{+,U}(s1).
    any: Vec<Vec<Vec<usize>>>,
    possible: Vec<Vec<Vec<usize>>>,
}

impl<'a> Uncertain<'a> {
    fn new(graph: &'a Graph, said: &'a Said) -> Self {
        let reach = |among: &[Symbol]| -> Vec<Vec<Vec<usize>>> {
            let moves = |mover: usize, state: usize| -> Vec<usize> {
                let counts = |to: &usize| among.contains(&said[mover][*to][state]);
                graph.own[mover][state].iter().copied().filter(counts).collect()
            };
            let of = |focal: usize| {
                let from = |s1: usize| legal(graph.states.len(), &graph.others(focal), s1, &moves);
                (0..graph.states.len()).map(from).collect()
            };
            (0..graph.parties).map(of).collect()
        };
        Uncertain {
            graph,
            said,
            any: reach(&[Better, NoBetter, Unknown]),
            possible: reach(&[Better, Unknown]),
        }
    }

    /// Row by row the table of the four types: where the party leaves to, what deters, and where it escapes to.
    fn is_stable(&self, focal: usize, s: usize, kind: UncertaintyType, notion: Notion) -> bool {
        let (leaves_to, deters, escapes_to): (&[Symbol], &[Symbol], &[Symbol]) = match kind {
            UncertaintyType::A => (&[Better, Unknown], &[NoBetter], &[Better, Unknown]),
            UncertaintyType::B => (&[Better], &[NoBetter], &[Better, Unknown]),
            UncertaintyType::C => (&[Better, Unknown], &[NoBetter, Unknown], &[Better]),
            UncertaintyType::D => (&[Better], &[NoBetter, Unknown], &[Better]),
        };
        let own = &self.graph.own[focal];
        let is_among = |state: usize, among: &[Symbol]| among.contains(&self.said[focal][state][s]);
        let deterred = |s1: usize| match notion {
            Notion::Nash => false,
            Notion::Gmr => self.any[focal][s1].iter().any(|s2| is_among(*s2, deters)),
            Notion::Smr => self.any[focal][s1]
                .iter()
                .any(|s2| is_among(*s2, deters) && !own[*s2].iter().any(|s3| is_among(*s3, escapes_to))),
            Notion::Seq => self.possible[focal][s1].iter().any(|s2| is_among(*s2, deters)),
            Notion::Sseq | Notion::Sim => unreachable!("has no types"),
        };
        own[s].iter().filter(|s1| is_among(**s1, leaves_to)).all(|s1| deterred(*s1))
    }
}

/// The engine agrees with the definitions; `told(party, state, base)` is what the case says of two states.
pub(super) fn check(model: &Model, graph: &Graph, told: &dyn Fn(usize, usize, usize) -> Relation) {
    let states = graph.states.len();
    let symbol = |party: usize, state: usize, base: usize| match told(party, state, base) {
        relation if relation.better => Better,
        relation if relation.at_most => NoBetter,
        _ => Unknown,
    };
    let rows = |party: usize| {
        (0..states)
            .map(|state| (0..states).map(|base| symbol(party, state, base)).collect())
            .collect()
    };
    let said: Said = (0..graph.parties).map(rows).collect();
    let twin = Uncertain::new(graph, &said);
    let engine = UnknownPreferences::new(model);
    for party in 0..graph.parties {
        for state in 0..states {
            let found = engine.examine(PartyId::from_index(party), StateId::from_index(state));
            for (kind, found) in UncertaintyType::ALL.into_iter().zip(found) {
                for (notion, found) in Notion::LADDER.into_iter().zip(found) {
                    let expected = twin.is_stable(party, state, kind, notion);
                    assert_eq!(found, expected, "{kind:?} {} of p{party} at {state}", notion.abbreviation());
                }
            }
            laws(found);
        }
    }
}

/// A party that leaves for more stays less; one that is deterred by more stays more; and reprisals only ever add states.
fn laws([a, b, c, d]: [[bool; 4]; 4]) {
    for slot in 0..Notion::LADDER.len() {
        assert!(a[slot] <= b[slot] && a[slot] <= c[slot] && b[slot] <= d[slot] && c[slot] <= d[slot]);
    }
    assert!(a[0] == c[0] && b[0] == d[0], "without reprisals, fear of them makes no difference");
    for [nash, seq, smr, gmr] in [a, b, c, d] {
        assert!(nash <= seq && nash <= smr && smr <= gmr && seq <= gmr);
    }
}

/// Beside the verdicts over all completions: d is all that is not surely left, a is what surely stays, and under SEQ no less.
pub(super) fn brackets(model: &Model, replies: &Replies<'_>) {
    let engine = UnknownPreferences::new(model);
    let everything = Scope::everything(model);
    for party in model.parties.keys() {
        for state in model.space.states() {
            let [a, _, _, d] = engine.examine(party, state);
            let examined = replies.examine(party, state, &everything);
            for (slot, notion) in Notion::LADDER.into_iter().enumerate() {
                let verdict = Notion::ALL.into_iter().zip(&examined).find(|(other, _)| *other == notion);
                let verdict = verdict.and_then(|(_, examined)| examined.verdict).unwrap();
                let what = format!("{} of {party:?} at {state:?}: {verdict:?}", notion.abbreviation());
                assert_eq!(d[slot], verdict != Verdict::No, "d, {what}");
                if notion == Notion::Seq {
                    assert!(a[slot] || verdict != Verdict::Yes, "a, {what}");
                } else {
                    assert_eq!(a[slot], verdict == Verdict::Yes, "a, {what}");
                }
            }
        }
    }
}

/// Where everything is known, the four types are the ordinary notions.
pub(super) fn coincide(model: &Model, valued: &Valued<'_>) {
    let engine = UnknownPreferences::new(model);
    for party in model.parties.keys() {
        for state in model.space.states() {
            let expected = Notion::LADDER.map(|notion| valued.is_stable(party.index(), state.index(), notion));
            assert_eq!(engine.examine(party, state), [expected; 4], "{party:?} at {state:?}");
        }
    }
}
