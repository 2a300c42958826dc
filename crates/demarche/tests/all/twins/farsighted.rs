//! The largest consistent set by its definition (Chwe 1994): all coalitions, all states.

use crate::twins::graph::Graph;

/// The states of the largest consistent set.
pub(super) fn largest_consistent_set(graph: &Graph, value: &[Vec<i64>]) -> Vec<usize> {
    let states = graph.states.len();
    let sets = 1usize << graph.parties;
    let prefers =
        |set: usize, from: usize, to: usize| (0..graph.parties).all(|party| set >> party & 1 == 0 || value[party][to] > value[party][from]);
    // y << z: some coalition steps from y to a state that is z or is itself dominated by z, and all its members prefer z to y.
    let mut dominated = vec![vec![false; states]; states];
    loop {
        let before = dominated.clone();
        for (y, row) in dominated.iter_mut().enumerate() {
            for (z, known) in row.iter_mut().enumerate() {
                for set in 1..sets {
                    let leads = |next: usize| next != y && graph.able[y][next][set] && (next == z || before[next][z]);
                    if !*known && prefers(set, y, z) && (0..states).any(leads) {
                        *known = true;
                    }
                }
            }
        }
        if dominated == before {
            break;
        }
    }
    let mut kept: Vec<usize> = (0..states).collect();
    loop {
        let deterred = |x: usize, y: usize, set: usize| kept.iter().any(|z| (*z == y || dominated[y][*z]) && !prefers(set, x, *z));
        let consistent = |x: &usize| (0..states).all(|y| y == *x || (1..sets).all(|set| !graph.able[*x][y][set] || deterred(*x, y, set)));
        let next: Vec<usize> = kept.iter().copied().filter(consistent).collect();
        if next == kept {
            return kept;
        }
        kept = next;
    }
}
