//! What each party can do alone, without an S x S matrix.
//!
//! A party's moves partition the states into *blocks*: states between which it moves freely in both directions. Where a party may change
//! its own issues at will, a block is the whole fibre (the states that agree on everybody else's issues) and no arc is stored at
//! all; one-way changes add arcs between blocks. From a state s the party reaches the members of s's block other than s, and the
//! members of the blocks that its block leads to. Guarded or intransitive changes fall back to one block a state with explicit arcs.
//!
//! Where no two parties can change the same issue and no change depends on other issues, the states are a [`Grid`], and blocks are stored only when they are asked for.
//! Memory of blocks: 8 bytes a state and party, and 8 bytes an arc between blocks.

use std::sync::OnceLock;

use crate::index::{Key, PartyId, StateId, Table};
use crate::model::choices::{Choices, OwnIssue};
use crate::model::effectivity::Effectivity;
use crate::model::grid::{Grid, NoGrid};
use crate::model::limits::{Limits, Refusal};
use crate::model::party_set::PartySet;
use crate::model::space::Space;

/// Everybody's moves.
#[derive(Clone, Debug)]
pub struct MoveGraph {
    /// Party by party.
    pub parties: Table<PartyId, PartyMoves>,
    /// Whether every party's moves are transitive: what it reaches in two moves running it reaches in one. Then legal sequences reach what
    /// ordinary paths reach, and the rule that nobody moves twice running needs no bookkeeping. Otherwise all blocks are single states.
    pub transitive: bool,
    states: usize,
    grid: Result<Grid, NoGrid>,
}

/// One party's moves.
#[derive(Clone, Debug)]
pub struct PartyMoves {
    /// Set where blocks need not be stored to know the moves.
    by_choice: Option<(Space, Choices)>,
    blocks: OnceLock<Blocks>,
}

/// The partition of the states into blocks, and the arcs between them.
#[derive(Clone, Debug)]
struct Blocks {
    block_of: Vec<u32>,
    members: Lists,
    leads_to: Lists,
    comes_from: Lists,
}

/// Lists of numbers, one a row, in one allocation.
#[derive(Clone, Debug)]
struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Groups `pairs` of (row, item) by row; items keep their order.
    fn group(rows: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0u32; rows + 1];
        for (row, _) in pairs {
            starts[*row as usize + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut items = vec![0u32; pairs.len()];
        for (row, item) in pairs {
            items[next[*row as usize] as usize] = *item;
            next[*row as usize] += 1;
        }
        Lists { starts, items }
    }

    fn row(&self, row: u32) -> &[u32] {
        &self.items[self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize]
    }

    fn rows(&self) -> usize {
        self.starts.len() - 1
    }
}

/// States up to which moves are looked up in stored blocks; beyond, they are made from the party's choices as they are asked for.
pub const STORED_STATES: usize = 1 << 16;

impl MoveGraph {
    /// The moves that `effectivity` gives each of `parties` parties.
    ///
    /// # Errors
    /// [`Refusal::Moves`] if more arcs would be stored than `limits` allows.
    pub fn new(space: &Space, effectivity: &Effectivity, parties: usize, limits: &Limits) -> Result<Self, Refusal> {
        let choices: Table<PartyId, Choices> = (0..parties)
            .map(|party| Choices::of(space, effectivity, PartyId::from_index(party)))
            .collect();
        let grid = Grid::new(space, &choices);
        Self::of_choices(space, effectivity, &choices, grid, limits)
    }

    /// The same, from what each party can do with its issues and the grid that this makes.
    ///
    /// # Errors
    /// As [`new`](MoveGraph::new).
    pub fn of_choices(
        space: &Space,
        effectivity: &Effectivity,
        choices: &Table<PartyId, Choices>,
        grid: Result<Grid, NoGrid>,
        limits: &Limits,
    ) -> Result<Self, Refusal> {
        let transitive = choices.values().all(|choices| !choices.guarded && choices.is_transitive());
        // The limit is on the arcs of all parties together.
        let mut left = limits.moves;
        let mut parties = Table::new();
        for (party, choices) in choices.iter() {
            let blocks = if grid.is_ok() {
                OnceLock::new()
            } else if transitive {
                OnceLock::from(Blocks::by_choices(space, choices, left).map_err(|_| Refusal::Moves { limit: limits.moves })?)
            } else {
                let explicit = Blocks::explicit(space, effectivity, party, choices, left);
                OnceLock::from(explicit.map_err(|_| Refusal::Moves { limit: limits.moves })?)
            };
            left -= blocks.get().map_or(0, |blocks| blocks.leads_to.items.len() as u64);
            parties.push(PartyMoves {
                by_choice: grid.is_ok().then(|| (space.clone(), choices.clone())),
                blocks,
            });
        }
        Ok(MoveGraph {
            parties,
            transitive,
            states: space.len(),
            grid,
        })
    }

    /// From explicit arcs, party by party (for tests and hand-made graphs); `transitive` is found out.
    pub fn from_arcs(states: usize, arcs: &[Vec<(u32, u32)>]) -> Self {
        let parties: Table<PartyId, PartyMoves> = arcs
            .iter()
            .map(|arcs| PartyMoves {
                by_choice: None,
                blocks: OnceLock::from(Blocks::from_arcs(states, arcs)),
            })
            .collect();
        let transitive = parties.values().all(|moves| {
            (0..states as u32).all(|state| {
                let direct: Vec<StateId> = moves.reached(StateId(state)).collect();
                direct
                    .iter()
                    .all(|middle| moves.reached(*middle).all(|end| end == StateId(state) || direct.contains(&end)))
            })
        });
        MoveGraph {
            parties,
            transitive,
            states,
            grid: Err(NoGrid::Explicit),
        }
    }

    /// How many states.
    pub fn states(&self) -> usize {
        self.states
    }

    /// The states as a grid, along whose axes the parties move.
    ///
    /// # Errors
    /// Why they are none.
    pub fn grid(&self) -> Result<&Grid, NoGrid> {
        self.grid.as_ref().map_err(|why| *why)
    }
}

impl PartyMoves {
    fn stored(&self) -> &Blocks {
        self.blocks.get_or_init(|| match &self.by_choice {
            Some((space, choices)) => Blocks::by_choices(space, choices, u64::MAX).unwrap_or_else(|_| Blocks::none()),
            None => Blocks::none(),
        })
    }

    /// How many blocks.
    pub fn blocks(&self) -> usize {
        self.stored().members.rows()
    }

    /// The block of a state.
    pub fn block(&self, state: StateId) -> u32 {
        self.stored().block_of[state.index()]
    }

    /// The members of a block, ascending.
    pub fn members(&self, block: u32) -> &[u32] {
        self.stored().members.row(block)
    }

    /// The other blocks that a block leads to.
    pub fn leads_to(&self, block: u32) -> &[u32] {
        self.stored().leads_to.row(block)
    }

    /// The other blocks that lead to a block.
    pub fn comes_from(&self, block: u32) -> &[u32] {
        self.stored().comes_from.row(block)
    }

    /// The states that the party reaches from `state` by one move: its own block first, ascending, then block by block.
    pub fn reached(&self, state: StateId) -> impl Iterator<Item = StateId> + '_ {
        let made = match &self.by_choice {
            Some((space, choices)) if self.blocks.get().is_none() && space.len() > STORED_STATES => Some(choices.reached(space, state)),
            _ => None,
        };
        let stored = made.is_none().then(|| {
            let blocks = self.stored();
            let block = blocks.block_of[state.index()];
            std::iter::once(block)
                .chain(blocks.leads_to.row(block).iter().copied())
                .flat_map(|block| blocks.members.row(block))
                .map(|member| StateId(*member))
        });
        let made = made.into_iter().flatten();
        stored.into_iter().flatten().chain(made).filter(move |other| *other != state)
    }
}

impl Blocks {
    fn none() -> Self {
        Self::assemble(Vec::new(), Lists::group(0, &[]), &[])
    }

    fn by_choices(space: &Space, choices: &Choices, most: u64) -> Result<Self, Refusal> {
        // A block is named by the combination in which each own value is replaced by the least value of its class.
        const NONE: u32 = u32::MAX;
        let mut block_of_key: Vec<u32> = vec![NONE; space.combinations() as usize];
        let mut keys: Vec<u64> = Vec::new();
        let mut block_of = Vec::with_capacity(space.len());
        for state in space.states() {
            let mut key = space.combination(state);
            for own in &choices.issues {
                let value = space.digit(key, own.issue);
                key = space.replace(key, own.issue, own.class[value as usize]);
            }
            let block = &mut block_of_key[key as usize];
            if *block == NONE {
                *block = keys.len() as u32;
                keys.push(key);
            }
            block_of.push(*block);
        }
        let member_pairs: Vec<(u32, u32)> = block_of.iter().enumerate().map(|(state, block)| (*block, state as u32)).collect();
        let members = Lists::group(keys.len(), &member_pairs);
        let one_way: Vec<&OwnIssue> = choices.issues.iter().filter(|own| own.is_one_way()).collect();
        let mut arcs = Vec::new();
        if !one_way.is_empty() {
            for (block, key) in keys.iter().enumerate() {
                let mut targets = vec![*key];
                for own in &one_way {
                    let value = space.digit(*key, own.issue);
                    let before = targets.len();
                    for class in own.classes_after(value) {
                        for index in 0..before {
                            targets.push(space.replace(targets[index], own.issue, class));
                        }
                    }
                }
                for target in &targets[1..] {
                    let target = block_of_key[*target as usize];
                    if target != NONE {
                        arcs.push((block as u32, target));
                    }
                }
                if arcs.len() as u64 > most {
                    return Err(Refusal::Moves { limit: most });
                }
            }
        }
        Ok(Self::assemble(block_of, members, &arcs))
    }

    fn explicit(space: &Space, effectivity: &Effectivity, party: PartyId, choices: &Choices, most: u64) -> Result<Self, Refusal> {
        let who = PartySet::one(party);
        let mut arcs = Vec::new();
        for state in space.states() {
            let base = space.combination(state);
            let mut targets = vec![base];
            for own in &choices.issues {
                let before = targets.len();
                for value in effectivity.choices(space, who, base, own.issue) {
                    for index in 0..before {
                        targets.push(space.replace(targets[index], own.issue, value));
                    }
                }
            }
            let first = arcs.len();
            arcs.extend(
                targets[1..]
                    .iter()
                    .filter_map(|target| space.state(*target))
                    .map(|target| (state.0, target.0)),
            );
            arcs[first..].sort_unstable();
            if arcs.len() as u64 > most {
                return Err(Refusal::Moves { limit: most });
            }
        }
        Ok(Self::from_arcs(space.len(), &arcs))
    }

    fn from_arcs(states: usize, arcs: &[(u32, u32)]) -> Self {
        let block_of: Vec<u32> = (0..states as u32).collect();
        let pairs: Vec<(u32, u32)> = block_of.iter().map(|state| (*state, *state)).collect();
        Self::assemble(block_of, Lists::group(states, &pairs), arcs)
    }

    fn assemble(block_of: Vec<u32>, members: Lists, arcs: &[(u32, u32)]) -> Self {
        let blocks = members.rows();
        let reversed: Vec<(u32, u32)> = arcs.iter().map(|(from, to)| (*to, *from)).collect();
        Blocks {
            block_of,
            members,
            leads_to: Lists::group(blocks, arcs),
            comes_from: Lists::group(blocks, &reversed),
        }
    }
}
