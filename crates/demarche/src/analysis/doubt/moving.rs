//! Who can move where, laid out for counting in many draws: what does not depend on preferences is found once.
//!
//! For a focal party, what the others can reach from a state by legal sequences depends on moves only. The states that reach each other form components,
//! and the least key over all that is reached is a minimum over components, followed along the arcs between them. Where moves are transitive,
//! legal sequences are ordinary paths; else each state is told apart by who moved last, since nobody moves twice running.

use crate::analysis::doubt::lanes::{LANES, Lanes, Number, differs, greatest, least};
use crate::index::{Key, PartyId, StateId};
use crate::model::{MoveGraph, PartyMoves};

/// Moves of all parties from all states, at most; beyond, each draw is analysed for itself.
pub const MOST_MOVES: usize = 1 << 21;

/// Everybody's moves, as lists.
pub struct Moving<'a> {
    /// The moves in blocks.
    pub graph: &'a MoveGraph,
    /// By party: where each state's moves start, and the states that they lead to.
    arcs: Vec<Arcs>,
    /// By focal party.
    reach: Vec<Reach>,
}

/// One party's moves.
struct Arcs {
    starts: Vec<u32>,
    to: Vec<u32>,
}

impl Arcs {
    fn of(&self, state: u32) -> &[u32] {
        &self.to[self.starts[state as usize] as usize..self.starts[state as usize + 1] as usize]
    }
}

/// What the others reach, by components in reverse topological order.
struct Reach {
    /// By node (last mover, state) its component; the last row is that of "nobody has moved yet".
    component_of: Vec<u32>,
    components: usize,
    /// Arcs between components, from the later to the earlier, sorted.
    arcs: Vec<(u32, u32)>,
}

/// Room for one thread's work.
pub struct Room<N> {
    blocks: Vec<Lanes<N>>,
    components: Vec<Lanes<N>>,
    /// By last mover and state.
    rows: Vec<Vec<Lanes<N>>>,
    before: Vec<Lanes<N>>,
    changed: Vec<u32>,
    looked: Vec<Vec<u32>>,
}

impl<N> Default for Room<N> {
    fn default() -> Self {
        Room {
            blocks: Vec::new(),
            components: Vec::new(),
            rows: Vec::new(),
            before: Vec::new(),
            changed: Vec::new(),
            looked: Vec::new(),
        }
    }
}

impl<'a> Moving<'a> {
    /// `None` if there are more than [`MOST_MOVES`]. Cost: moves times parties.
    pub fn new(graph: &'a MoveGraph) -> Option<Self> {
        let mut left = MOST_MOVES.checked_sub(graph.states())?;
        let mut arcs = Vec::new();
        for moves in graph.parties.values() {
            let mut list = Arcs {
                starts: vec![0],
                to: Vec::new(),
            };
            for state in 0..graph.states() as u32 {
                let known = list.to.len();
                list.to.extend(moves.reached(StateId(state)).map(|to| to.0));
                left = left.checked_sub(list.to.len() - known)?;
                list.starts.push(list.to.len() as u32);
            }
            arcs.push(list);
        }
        let reach = (0..arcs.len()).map(|focal| Reach::new(graph, &arcs, focal)).collect();
        Some(Moving { graph, arcs, reach })
    }

    /// How many moves there are.
    pub fn moves(&self) -> usize {
        self.arcs.iter().map(|arcs| arcs.to.len()).sum()
    }

    /// For every state, the least `key` over it and what the others can reach from it.
    pub fn least_reached<N: Number>(&self, focal: PartyId, key: &[Lanes<N>], room: &mut Room<N>, into: &mut Vec<Lanes<N>>) {
        self.reach[focal.index()].least(key, &mut room.components, into);
    }

    /// For every state, the least of the focal party's worths over it and what the others can reach from it by improvements, each of its mover.
    /// `worths` by party. A sweep over each other party's moves, until nothing changes; a block is looked at again only if something in reach did.
    pub fn least_improved<N: Number>(&self, focal: PartyId, worths: &[&[Lanes<N>]], room: &mut Room<N>, into: &mut Vec<Lanes<N>>) {
        into.clear();
        into.extend_from_slice(worths[focal.index()]);
        if self.graph.transitive {
            self.improve_by_blocks(focal, worths, room, into);
        } else {
            self.improve_by_last_mover(focal, worths, room, into);
        }
    }

    fn improve_by_blocks<N: Number>(&self, focal: PartyId, worths: &[&[Lanes<N>]], room: &mut Room<N>, into: &mut [Lanes<N>]) {
        let Room {
            before, changed, looked, ..
        } = room;
        changed.clear();
        changed.resize(into.len(), 1);
        looked.resize_with(self.arcs.len(), Vec::new);
        for (moves, looked) in self.graph.parties.values().zip(looked.iter_mut()) {
            looked.clear();
            looked.resize(moves.blocks(), 0);
        }
        let mut tick = 1;
        loop {
            let mut moved = false;
            for (party, moves) in self.graph.parties.iter().filter(|(party, _)| *party != focal) {
                tick += 1;
                for block in 0..moves.blocks() as u32 {
                    let (members, leads_to) = (moves.members(block), moves.leads_to(block));
                    if members.len() == 1 && leads_to.is_empty() {
                        continue;
                    }
                    let last = &mut looked[party.index()][block as usize];
                    let is_new = |state: &u32| changed[*state as usize] > *last;
                    if !members.iter().any(is_new) && !leads_to.iter().any(|to| moves.members(*to).iter().any(is_new)) {
                        continue;
                    }
                    *last = tick;
                    before.clear();
                    before.extend(members.iter().map(|state| into[*state as usize]));
                    improve_block(moves, block, worths[party.index()], into);
                    for (state, before) in members.iter().zip(before.iter()) {
                        if differs(&into[*state as usize], before) {
                            changed[*state as usize] = tick;
                            moved = true;
                        }
                    }
                }
            }
            if !moved {
                return;
            }
        }
    }

    /// As [`by_last_mover`](crate::analysis::stability) does for one draw: a level for each state and each party that may have moved last.
    fn improve_by_last_mover<N: Number>(&self, focal: PartyId, worths: &[&[Lanes<N>]], room: &mut Room<N>, into: &mut [Lanes<N>]) {
        let others: Vec<usize> = (0..self.arcs.len()).filter(|party| *party != focal.index()).collect();
        let rows = &mut room.rows;
        rows.resize_with(self.arcs.len(), Vec::new);
        for row in rows.iter_mut() {
            row.clear();
            row.extend_from_slice(into);
        }
        let mut moved = true;
        while moved {
            moved = false;
            for last in &others {
                for state in 0..into.len() {
                    let known = rows[*last][state];
                    let better = self.best_reply(&others, Some(*last), state, worths, rows, known);
                    moved |= differs(&better, &known);
                    rows[*last][state] = better;
                }
            }
        }
        for (state, level) in into.iter_mut().enumerate() {
            *level = self.best_reply(&others, None, state, worths, rows, *level);
        }
    }

    fn best_reply<N: Number>(
        &self,
        others: &[usize],
        last: Option<usize>,
        state: usize,
        worths: &[&[Lanes<N>]],
        rows: &[Vec<Lanes<N>>],
        mut level: Lanes<N>,
    ) -> Lanes<N> {
        for by in others.iter().filter(|by| Some(**by) != last) {
            let here = &worths[*by][state];
            for to in self.arcs[*by].of(state as u32) {
                let there = &worths[*by][*to as usize];
                let reached = &rows[*by][*to as usize];
                level = std::array::from_fn(|lane| {
                    let counts = here[lane] < there[lane];
                    let reached = if counts { reached[lane] } else { N::TOP };
                    if reached < level[lane] { reached } else { level[lane] }
                });
            }
        }
        level
    }

    /// For every state, the greatest `key` over it and what the party can reach from it by one move.
    pub fn greatest_moved<N: Number>(&self, party: PartyId, key: &[Lanes<N>], room: &mut Room<N>, into: &mut Vec<Lanes<N>>) {
        let moves = &self.graph.parties[party];
        let blocks = &mut room.blocks;
        blocks.clear();
        for block in 0..moves.blocks() as u32 {
            let mut members = moves.members(block).iter().map(|state| &key[*state as usize]);
            let first = members.next().copied().unwrap_or_default();
            blocks.push(members.fold(first, |best, key| greatest(&best, key)));
        }
        into.clear();
        into.resize(key.len(), Default::default());
        for block in 0..moves.blocks() as u32 {
            let onward = moves.leads_to(block).iter().map(|to| &blocks[*to as usize]);
            let best = onward.fold(blocks[block as usize], |best, there| greatest(&best, there));
            for state in moves.members(block) {
                into[*state as usize] = best;
            }
        }
    }
}

/// Takes the improvements of one mover within one block, and from it to where it leads, into account. One pass suffices inside the block, where
/// improvements are transitive.
fn improve_block<N: Number>(moves: &PartyMoves, block: u32, worth: &[Lanes<N>], level: &mut [Lanes<N>]) {
    let members = moves.members(block);
    for to in moves.leads_to(block).iter().flat_map(|to| moves.members(*to)) {
        let (there, reached) = (worth[*to as usize], level[*to as usize]);
        for state in members {
            let here = &worth[*state as usize];
            let level = &mut level[*state as usize];
            for lane in 0..level.len() {
                let reached = if here[lane] < there[lane] { reached[lane] } else { N::TOP };
                level[lane] = if reached < level[lane] { reached } else { level[lane] };
            }
        }
    }
    for (place, one) in members.iter().enumerate() {
        let here = worth[*one as usize];
        let mut own = level[*one as usize];
        for other in &members[place + 1..] {
            let there = &worth[*other as usize];
            let level = &mut level[*other as usize];
            for lane in 0..level.len() {
                let up = if here[lane] < there[lane] { level[lane] } else { N::TOP };
                let down = if there[lane] < here[lane] { own[lane] } else { N::TOP };
                own[lane] = if up < own[lane] { up } else { own[lane] };
                level[lane] = if down < level[lane] { down } else { level[lane] };
            }
        }
        level[*one as usize] = own;
    }
}

impl Reach {
    fn new(graph: &MoveGraph, arcs: &[Arcs], focal: usize) -> Self {
        let movers: Vec<usize> = (0..arcs.len()).filter(|party| *party != focal).collect();
        let states = graph.states();
        let rows = if graph.transitive { 1 } else { movers.len() + 1 };
        // The arcs of the `mover`-th other party from a node, and where they lead.
        let next = |node: usize, mover: usize, index: usize| -> Option<usize> {
            let (row, state) = (node / states, node % states);
            if rows > 1 && row == mover {
                return None;
            }
            let to = *arcs[movers[mover]].of(state as u32).get(index)? as usize;
            Some(if rows > 1 { mover * states + to } else { to })
        };
        let (component_of, components) = components(states * rows, movers.len(), &next);
        let mut between = Vec::new();
        for node in 0..states * rows {
            for mover in 0..movers.len() {
                let mut index = 0;
                while let Some(to) = next(node, mover, index) {
                    let arc = (component_of[node], component_of[to]);
                    if arc.0 != arc.1 && between.last() != Some(&arc) {
                        between.push(arc);
                    }
                    index += 1;
                }
            }
        }
        between.sort_unstable();
        between.dedup();
        Reach {
            component_of,
            components,
            arcs: between,
        }
    }

    fn least<N: Number>(&self, key: &[Lanes<N>], components: &mut Vec<Lanes<N>>, into: &mut Vec<Lanes<N>>) {
        components.clear();
        components.resize(self.components, [N::TOP; LANES]);
        for row in self.component_of.chunks_exact(key.len()) {
            for (component, key) in row.iter().zip(key) {
                let known = &mut components[*component as usize];
                *known = least(known, key);
            }
        }
        // Components that are reached come first, so that each is complete before it is read.
        for (from, to) in &self.arcs {
            components[*from as usize] = least(&components[*from as usize], &components[*to as usize]);
        }
        into.clear();
        let start = self.component_of.len() - key.len();
        into.extend(self.component_of[start..].iter().map(|component| components[*component as usize]));
    }
}

/// Strongly connected components, numbered so that arcs lead to lesser numbers (Tarjan 1972, without recursion).
fn components(nodes: usize, movers: usize, next: &dyn Fn(usize, usize, usize) -> Option<usize>) -> (Vec<u32>, usize) {
    const NEW: u32 = u32::MAX;
    let mut component_of = vec![NEW; nodes];
    let mut found_at = vec![NEW; nodes];
    let mut lowest = vec![NEW; nodes];
    let (mut found, mut count) = (0u32, 0u32);
    let mut open = Vec::new();
    for root in 0..nodes {
        if found_at[root] != NEW {
            continue;
        }
        let mut path = vec![(root, 0usize, 0usize)];
        while let Some((node, mover, index)) = path.pop() {
            if mover == 0 && index == 0 {
                found_at[node] = found;
                lowest[node] = found;
                found += 1;
                open.push(node);
            }
            if mover < movers {
                match next(node, mover, index) {
                    None => path.push((node, mover + 1, 0)),
                    Some(to) => {
                        path.push((node, mover, index + 1));
                        if found_at[to] == NEW {
                            path.push((to, 0, 0));
                        } else if component_of[to] == NEW {
                            lowest[node] = lowest[node].min(found_at[to]);
                        }
                    }
                }
                continue;
            }
            if lowest[node] == found_at[node] {
                while let Some(member) = open.pop() {
                    component_of[member] = count;
                    if member == node {
                        break;
                    }
                }
                count += 1;
            }
            if let Some((parent, ..)) = path.last() {
                lowest[*parent] = lowest[*parent].min(lowest[node]);
            }
        }
    }
    (component_of, count as usize)
}
