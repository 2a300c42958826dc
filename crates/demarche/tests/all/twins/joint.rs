//! Coalitional stability by its definitions (Inohara & Hipel 2008), with the engine's one addition: a step that members of a coalition can only take
//! together is a move of the coalition, after which anybody may go on.

use demarche::finding::Notion;

use crate::twins::graph::{Graph, last_movers, legal};

/// A graph with values, and what every set of parties reaches.
pub(super) struct Joint<'a> {
    graph: &'a Graph,
    value: &'a [Vec<i64>],
    /// `reached[set][state]`: R_H(state).
    reached: Vec<Vec<Vec<usize>>>,
}

impl<'a> Joint<'a> {
    pub(super) fn new(graph: &'a Graph, value: &'a [Vec<i64>]) -> Self {
        let states = graph.states.len();
        let reached = |set: usize| {
            let joint = graph.parties;
            let mut movers: Vec<usize> = (0..graph.parties).filter(|party| set >> party & 1 == 1).collect();
            if movers.len() > 1 {
                movers.push(joint);
            }
            let moves = |mover: usize, from: usize| -> Vec<usize> {
                if mover < joint {
                    return graph.own[mover][from].clone();
                }
                let together = |to: &usize| *to != from && graph.able[from][*to][set] && graph.joint_only[from][*to][set];
                (0..states).filter(together).collect()
            };
            let reach = |from: usize| {
                let omega = last_movers(states, &movers, from, 1 << joint, &moves);
                (0..states).filter(|state| omega[*state] != 0).collect()
            };
            (0..states).map(reach).collect()
        };
        Joint {
            graph,
            value,
            reached: (0..1 << graph.parties).map(reached).collect(),
        }
    }

    /// t >>_H s.
    fn improves(&self, set: usize, to: usize, from: usize) -> bool {
        (0..self.graph.parties)
            .filter(|party| set >> party & 1 == 1)
            .all(|party| self.value[party][to] > self.value[party][from])
    }

    /// Whether coalition `set` (non-empty) stays at `state`.
    pub(super) fn is_stable(&self, set: usize, state: usize, notion: Notion) -> bool {
        let everybody = (1 << self.graph.parties) - 1;
        let others = everybody & !set;
        let phi = |end: usize| !self.improves(set, end, state);
        self.reached[set][state]
            .iter()
            .filter(|s1| self.improves(set, **s1, state))
            .all(|s1| match notion {
                Notion::Gmr => self.reached[others][*s1].iter().any(|s2| phi(*s2)),
                Notion::Smr => self.reached[others][*s1]
                    .iter()
                    .any(|s2| phi(*s2) && self.reached[set][*s2].iter().all(|s3| phi(*s3))),
                Notion::Seq => {
                    let groups: Vec<usize> = (1..=everybody).filter(|group| group & set == 0).collect();
                    let moves = |group: usize, from: usize| -> Vec<usize> {
                        self.reached[group][from]
                            .iter()
                            .copied()
                            .filter(|to| self.improves(group, *to, from))
                            .collect()
                    };
                    legal(self.graph.states.len(), &groups, *s1, &moves).into_iter().any(phi)
                }
                _ => false,
            })
    }
}
