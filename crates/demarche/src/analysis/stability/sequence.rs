//! Legal sequences forward: what a group of movers reaches, and by which shortest way.
//!
//! Nobody moves twice running. Where the moves that count are transitive for every mover, a shortest way never has such a pair, so states
//! need not be told apart by their last mover; otherwise they are. All moves may be transitive and yet some selection of them not: a party
//! may possibly gain from a to b, and possibly from b to c, and surely not from a to c.

use std::collections::VecDeque;

use crate::index::{Key, PartyId, StateId};
use crate::model::{MoveGraph, PartySet};

/// Who can move where.
pub trait Moves {
    /// How many states there are.
    fn states(&self) -> usize;
    /// How many parties there are.
    fn parties(&self) -> usize;
    /// Where a party can move from a state; a place may come twice.
    fn reached(&self, by: PartyId, from: StateId) -> impl Iterator<Item = StateId>;
}

impl Moves for MoveGraph {
    fn states(&self) -> usize {
        MoveGraph::states(self)
    }

    fn parties(&self) -> usize {
        self.parties.len()
    }

    fn reached(&self, by: PartyId, from: StateId) -> impl Iterator<Item = StateId> {
        self.parties[by].reached(from)
    }
}

/// One step of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Who moves.
    pub by: PartyId,
    /// Where to.
    pub to: StateId,
}

/// What was reached, breadth first, with the way back.
pub struct Reached {
    /// In the order of discovery; the start comes first.
    nodes: Vec<Node>,
    /// How many states there are in all.
    space: usize,
}

#[derive(Clone, Copy)]
struct Node {
    state: StateId,
    parent: usize,
    by: Option<PartyId>,
}

impl Reached {
    /// The states reached, each once, in the order of discovery; the start comes first.
    pub fn states(&self) -> Vec<StateId> {
        let mut seen = vec![false; self.space];
        self.nodes
            .iter()
            .map(|node| node.state)
            .filter(|state| !std::mem::replace(&mut seen[state.index()], true))
            .collect()
    }

    /// The states that at least one step leads to, each once, in the order of discovery. The start is among them if it was come back to, which is
    /// only seen where chains stand.
    pub fn arrivals(&self) -> Vec<StateId> {
        let mut seen = vec![false; self.space];
        self.nodes
            .iter()
            .filter(|node| node.by.is_some())
            .map(|node| node.state)
            .filter(|state| !std::mem::replace(&mut seen[state.index()], true))
            .collect()
    }

    /// A shortest way to `state`, if it was reached; empty for the start.
    pub fn way_to(&self, state: StateId) -> Option<Vec<Step>> {
        let index = self.nodes.iter().position(|node| node.state == state)?;
        Some(self.way(index))
    }

    fn way(&self, mut index: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        while let Some(by) = self.nodes[index].by {
            steps.push(Step {
                by,
                to: self.nodes[index].state,
            });
            index = self.nodes[index].parent;
        }
        steps.reverse();
        steps
    }
}

/// Whether the moves that count are transitive for every mover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chains {
    /// What a mover reaches by two that count it reaches by one that counts.
    Shorten,
    /// Not known.
    Stand,
}

impl Chains {
    /// For all moves, or for the improvements of parties with complete preferences.
    pub fn of(moves: &MoveGraph, ordered: bool) -> Self {
        if moves.transitive && ordered {
            Chains::Shorten
        } else {
            Chains::Stand
        }
    }
}

/// All that `movers` reach from `from` by moves that `counts(mover, before, after)` admits.
/// Cost: the moves of the movers in the states reached (times the movers, where chains do not shorten).
pub fn explore(
    moves: &impl Moves,
    chains: Chains,
    movers: PartySet,
    from: StateId,
    mut counts: impl FnMut(PartyId, StateId, StateId) -> bool,
) -> Reached {
    walk(moves, chains, movers, from, u64::MAX, &mut counts, &mut |_| false).reached
}

/// The same, unless more than `most` moves would have to be looked at: then what was reached until then, and `false`.
pub fn explore_some(
    moves: &impl Moves,
    chains: Chains,
    movers: PartySet,
    from: StateId,
    most: u64,
    mut counts: impl FnMut(PartyId, StateId, StateId) -> bool,
) -> (Reached, bool) {
    let walked = walk(moves, chains, movers, from, most, &mut counts, &mut |_| false);
    (walked.reached, walked.complete)
}

/// A shortest way for `movers` from `from` to a state that `goal` accepts (the start itself is not asked), if there is one.
pub fn shortest(
    moves: &impl Moves,
    chains: Chains,
    movers: PartySet,
    from: StateId,
    mut counts: impl FnMut(PartyId, StateId, StateId) -> bool,
    mut goal: impl FnMut(StateId) -> bool,
) -> Option<Vec<Step>> {
    let walked = walk(moves, chains, movers, from, u64::MAX, &mut counts, &mut goal);
    walked.found.map(|index| walked.reached.way(index))
}

struct Walked {
    reached: Reached,
    /// The node that was sought.
    found: Option<usize>,
    /// Whether all moves were looked at that had to be.
    complete: bool,
}

fn walk(
    moves: &impl Moves,
    chains: Chains,
    movers: PartySet,
    from: StateId,
    most: u64,
    counts: &mut dyn FnMut(PartyId, StateId, StateId) -> bool,
    goal: &mut dyn FnMut(StateId) -> bool,
) -> Walked {
    let shorten = chains == Chains::Shorten;
    let rows = if shorten { 1 } else { moves.parties() };
    let mut seen = vec![false; moves.states() * rows];
    let mut nodes = vec![Node {
        state: from,
        parent: 0,
        by: None,
    }];
    if shorten {
        seen[from.index()] = true;
    }
    let mut queue = VecDeque::from([0usize]);
    let (mut looked, mut found) = (0u64, None);
    'walk: while let Some(index) = queue.pop_front() {
        let node = nodes[index];
        for by in movers.iter().filter(|party| Some(*party) != node.by) {
            let row = if shorten { 0 } else { by.index() };
            for to in moves.reached(by, node.state) {
                looked += 1;
                if looked > most {
                    break 'walk;
                }
                let mark = &mut seen[to.index() * rows + row];
                if *mark || !counts(by, node.state, to) {
                    continue;
                }
                *mark = true;
                nodes.push(Node {
                    state: to,
                    parent: index,
                    by: Some(by),
                });
                if goal(to) {
                    found = Some(nodes.len() - 1);
                    break 'walk;
                }
                queue.push_back(nodes.len() - 1);
            }
        }
    }
    let space = moves.states();
    Walked {
        reached: Reached { nodes, space },
        found,
        complete: looked <= most,
    }
}
