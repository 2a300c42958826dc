//! Individual stability by its definitions, quantifier by quantifier.

use demarche::finding::Notion;

use crate::twins::graph::{Graph, legal};

/// A graph with a value of every state for every party, higher being better.
pub(super) struct Valued<'a> {
    pub(super) graph: &'a Graph,
    pub(super) value: &'a [Vec<i64>],
    /// `any[focal][s1]`: R_O(s1); `improving[focal][s1]`: R_O^+(s1).
    any: Vec<Vec<Vec<usize>>>,
    improving: Vec<Vec<Vec<usize>>>,
}

impl<'a> Valued<'a> {
    pub(super) fn new(graph: &'a Graph, value: &'a [Vec<i64>]) -> Self {
        let reach = |improving: bool| -> Vec<Vec<Vec<usize>>> {
            let moves = |mover: usize, state: usize| -> Vec<usize> {
                let better = |to: &usize| !improving || value[mover][*to] > value[mover][state];
                graph.own[mover][state].iter().copied().filter(better).collect()
            };
            (0..graph.parties)
                .map(|focal| {
                    let others = graph.others(focal);
                    (0..graph.states.len())
                        .map(|from| legal(graph.states.len(), &others, from, &moves))
                        .collect()
                })
                .collect()
        };
        Valued {
            graph,
            value,
            any: reach(false),
            improving: reach(true),
        }
    }

    /// R_i^+(s), within what `allows`.
    fn improvements(&self, focal: usize, state: usize) -> impl Iterator<Item = usize> {
        let value = &self.value[focal];
        self.graph.own[focal][state]
            .iter()
            .copied()
            .filter(move |to| value[*to] > value[state])
    }

    /// Whether `focal` stays at `state`; only its own moves that `allows(from, to)` admits count, as moves and as escapes.
    pub(super) fn is_stable_within(&self, focal: usize, state: usize, notion: Notion, allows: &dyn Fn(usize, usize) -> bool) -> bool {
        let value = &self.value[focal];
        let no_better = |end: usize| value[end] <= value[state];
        let no_escape = |end: usize| {
            self.graph.own[focal][end]
                .iter()
                .filter(|to| allows(end, **to))
                .all(|to| no_better(*to))
        };
        self.improvements(focal, state)
            .filter(|s1| allows(state, *s1))
            .all(|s1| match notion {
                Notion::Nash => false,
                Notion::Gmr => self.any[focal][s1].iter().any(|s2| no_better(*s2)),
                Notion::Smr => self.any[focal][s1].iter().any(|s2| no_better(*s2) && no_escape(*s2)),
                Notion::Seq => self.improving[focal][s1].iter().any(|s2| no_better(*s2)),
                Notion::Sseq => self.improving[focal][s1].iter().any(|s2| no_better(*s2) && no_escape(*s2)),
                Notion::Sim => self.simultaneous(focal, state, s1).iter().any(|s2| no_better(*s2)),
            })
    }

    pub(super) fn is_stable(&self, focal: usize, state: usize, notion: Notion) -> bool {
        self.is_stable_within(focal, state, notion, &|_, _| true)
    }

    /// What may come of `state -> s1` by `focal` together with improvements of others from `state`. Two parties that change the same issue do not combine.
    pub(super) fn simultaneous(&self, focal: usize, state: usize, s1: usize) -> Vec<usize> {
        let states = &self.graph.states;
        let changed = |to: usize| -> Vec<bool> { states[state].iter().zip(&states[to]).map(|(here, there)| here != there).collect() };
        let mut outcomes = vec![(states[s1].clone(), changed(s1))];
        for other in self.graph.others(focal) {
            let mut more = Vec::new();
            for (values, taken) in &outcomes {
                for to in self.improvements(other, state) {
                    let own = changed(to);
                    if own.iter().zip(taken).any(|(own, taken)| *own && *taken) {
                        continue;
                    }
                    let pick = |issue: usize| if own[issue] { states[to][issue] } else { values[issue] };
                    let both = own.iter().zip(taken).map(|(own, taken)| *own || *taken).collect();
                    more.push(((0..values.len()).map(pick).collect(), both));
                }
            }
            outcomes.extend(more);
        }
        outcomes
            .iter()
            .filter_map(|(values, _)| states.iter().position(|state| state == values))
            .collect()
    }

    /// G_i^X(s): the best over moves of the lesser of the move's value and the worst that the others can force after it; `None` without a move.
    pub(super) fn secured(&self, focal: usize, state: usize, notion: Notion) -> Option<i64> {
        let value = &self.value[focal];
        let reach_best = |end: usize| self.graph.own[focal][end].iter().map(|to| value[*to]).fold(value[end], i64::max);
        let forced = |s1: usize| match notion {
            Notion::Nash | Notion::Sim => i64::MAX,
            Notion::Gmr => self.any[focal][s1].iter().map(|s2| value[*s2]).fold(value[s1], i64::min),
            Notion::Seq => self.improving[focal][s1].iter().map(|s2| value[*s2]).fold(value[s1], i64::min),
            Notion::Smr => self.any[focal][s1].iter().map(|s2| reach_best(*s2)).fold(reach_best(s1), i64::min),
            Notion::Sseq => self.improving[focal][s1]
                .iter()
                .map(|s2| reach_best(*s2))
                .fold(reach_best(s1), i64::min),
        };
        self.graph.own[focal][state].iter().map(|s1| value[*s1].min(forced(*s1))).max()
    }
}
