//! States, moves and legal sequences of a draft, straight from the definitions.

use crate::twins::draft::Draft;

/// Whether a set of parties, from one combination to another, on the issues that differ.
type Relation<'a> = dyn Fn(u32, &[u32], &[u32], &[usize]) -> bool + 'a;

/// A graph model.
pub(super) struct Graph {
    pub(super) parties: usize,
    /// The values of every feasible state.
    pub(super) states: Vec<Vec<u32>>,
    /// `able[from][to]`: for every set of parties, as bits, whether it can take `from` to `to` in one step.
    pub(super) able: Vec<Vec<Vec<bool>>>,
    /// `own[party][state]`: what the party reaches alone in one move.
    pub(super) own: Vec<Vec<Vec<usize>>>,
    /// `joint_only[from][to]`: for every set of parties, whether some issue changes that no member of the set can change alone.
    pub(super) joint_only: Vec<Vec<Vec<bool>>>,
}

impl Graph {
    pub(super) fn new(draft: &Draft) -> Self {
        let states: Vec<Vec<u32>> = draft
            .combinations()
            .into_iter()
            .filter(|values| draft.is_feasible(values))
            .collect();
        let sets = 1u32 << draft.parties;
        let differing = |from: &[u32], to: &[u32]| -> Vec<usize> { (0..from.len()).filter(|issue| from[*issue] != to[*issue]).collect() };
        let table = |relation: &Relation<'_>| -> Vec<Vec<Vec<bool>>> {
            let row = |from: &Vec<u32>| {
                let cell = |to: &Vec<u32>| {
                    let changed = differing(from, to);
                    (0..sets).map(|who| relation(who, from, to, &changed)).collect()
                };
                states.iter().map(cell).collect()
            };
            states.iter().map(row).collect()
        };
        let able = table(&|who, from, to, changed| changed.iter().all(|issue| draft.can_change(who, from, *issue, to[*issue])));
        let joint_only = table(&|who, from, to, changed| {
            let alone = |party: usize, issue: usize| who >> party & 1 == 1 && draft.can_change(1 << party, from, issue, to[issue]);
            changed.iter().any(|issue| !(0..draft.parties).any(|party| alone(party, *issue)))
        });
        let own = (0..draft.parties)
            .map(|party| {
                let reached = |from: usize| (0..states.len()).filter(|to| *to != from && able[from][*to][1 << party]).collect();
                (0..states.len()).map(reached).collect()
            })
            .collect();
        Graph {
            parties: draft.parties,
            states,
            able,
            own,
            joint_only,
        }
    }

    /// The parties without `focal`.
    pub(super) fn others(&self, focal: usize) -> Vec<usize> {
        (0..self.parties).filter(|party| *party != focal).collect()
    }
}

/// R_H(from) by its definition: the least relation of states and last movers such that (1) a move of j in H from `from` reaches with last mover j, and (2)
/// where somebody other than j may have moved last, a move of j reaches on. `moves(j, state)` gives j's moves; movers in `again` may
/// move twice running. Returns the set of last movers of every state, as bits; empty where the state is not reached.
pub(super) fn last_movers(
    states: usize,
    movers: &[usize],
    from: usize,
    again: u64,
    moves: &dyn Fn(usize, usize) -> Vec<usize>,
) -> Vec<u64> {
    let mut omega = vec![0u64; states];
    for mover in movers {
        for to in moves(*mover, from) {
            omega[to] |= 1 << mover;
        }
    }
    loop {
        let before = omega.clone();
        for state in 0..states {
            for mover in movers {
                let others_moved_last = omega[state] & !(1 << mover) != 0;
                let may = others_moved_last || omega[state] & again & 1 << mover != 0;
                if may {
                    for to in moves(*mover, state) {
                        omega[to] |= 1 << mover;
                    }
                }
            }
        }
        if omega == before {
            return omega;
        }
    }
}

/// The states that legal sequences reach.
pub(super) fn legal(states: usize, movers: &[usize], from: usize, moves: &dyn Fn(usize, usize) -> Vec<usize>) -> Vec<usize> {
    let omega = last_movers(states, movers, from, 0, moves);
    (0..states).filter(|state| omega[*state] != 0).collect()
}
