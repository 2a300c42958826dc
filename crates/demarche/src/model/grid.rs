//! The states as a grid: one axis a party, whose positions are its joint choices on the issues that it alone can change.
//!
//! Where no two parties can change the same issue alone, and no change depends on other issues, a party moves along its own axis and nothing else changes.
//! Issues that nobody can change alone are idle: they are the outermost axis. A *cell* is a mixed-radix number like a combination, with the issues brought
//! into the order idle, first axis, second axis, and so on. Nothing is stored for a cell.

use std::borrow::Cow;

use crate::index::{IssueId, Key, PartyId, StateId, Table};
use crate::model::bits::Bits;
use crate::model::choices::{Choices, OwnIssue};
use crate::model::space::Space;
use crate::model::spread::Sharing;

/// Pairs of classes of one party of which one leads to the other, at most: a party with 12 one-way options has 531,441.
pub const MOST_LEADS: u64 = 1 << 20;
/// Fewer cells than this, so that a bit of a level is left to mark it.
pub const MOST_CELLS: u64 = 1 << 31;
/// Cells from which threads share the work of bringing ranks into order.
const SHARING: Sharing = Sharing { from: 1 << 16 };

/// Words of bits that one thread takes at a time.
const WORDS: usize = 1 << 8;

/// The axes of all parties.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Party by party.
    pub axes: Table<PartyId, Axis>,
    /// How many combinations of values the idle issues have.
    pub idle: u32,
    /// How many cells, feasible or not.
    pub cells: u32,
    /// Issue by issue, by how much the cell changes with the value.
    strides: Vec<u32>,
    /// Whether a cell has the number of its combination.
    in_order: bool,
}

/// A party's own positions, and which of them lead to which.
#[derive(Clone, Debug)]
pub struct Axis {
    /// How many positions: the product of the values of the party's own issues; 1 where it has none.
    pub size: u32,
    /// By how much the cell changes with the position.
    pub stride: u32,
    /// Which positions lead to which.
    pub classes: Classes,
    /// The party's own issues, of which a position is made.
    pub own: Vec<OwnDigit>,
}

/// One of the issues that a position is made of.
#[derive(Clone, Debug)]
pub struct OwnDigit {
    /// By how much the position changes with the value.
    pub stride: u32,
    /// To which values each leads, without itself.
    pub after: Vec<Vec<u32>>,
}

/// Positions that lead to each other are a class; classes are partially ordered.
#[derive(Clone, Debug)]
pub struct Classes {
    /// The class of each position.
    pub of: Vec<u32>,
    /// The positions of each class, ascending.
    pub members: Vec<Vec<u32>>,
    /// The classes that lead to each class, itself included.
    pub before: Vec<Vec<u32>>,
    /// The other classes to which each leads.
    pub after: Vec<Vec<u32>>,
}

/// Why the states of a case are no grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoGrid {
    /// What a party can change depends on other issues.
    Guarded(PartyId),
    /// A party needs two moves for what it cannot do by one.
    Intransitive(PartyId),
    /// Two parties can change the same issue alone.
    Shared(IssueId),
    /// A party's one-way changes have more than [`MOST_LEADS`] combinations.
    OneWay(PartyId),
    /// There are [`MOST_CELLS`] combinations or more.
    Large,
    /// Moves were given one by one.
    Explicit,
}

impl Grid {
    /// The grid of what each party can do, if there is one. Cost: the positions and classes of all axes.
    ///
    /// # Errors
    /// Why there is none.
    pub fn new(space: &Space, choices: &Table<PartyId, Choices>) -> Result<Self, NoGrid> {
        if space.combinations() >= MOST_CELLS {
            return Err(NoGrid::Large);
        }
        let mut owner: Vec<Option<PartyId>> = vec![None; space.issues()];
        for (party, choices) in choices.iter() {
            if choices.guarded {
                return Err(NoGrid::Guarded(party));
            }
            if !choices.is_transitive() {
                return Err(NoGrid::Intransitive(party));
            }
            for own in &choices.issues {
                if owner[own.issue.index()].replace(party).is_some() {
                    return Err(NoGrid::Shared(own.issue));
                }
            }
        }
        // Axes in the order of their first issues: an order of issues that is one already stays.
        let mut order: Vec<IssueId> = (0..space.issues()).map(IssueId::from_index).collect();
        let first = |party: PartyId| choices[party].issues.first().map(|own| own.issue);
        order.sort_by_key(|issue| (owner[issue.index()].and_then(first), *issue));
        let in_order = order.is_sorted();
        let mut strides = vec![1u32; space.issues()];
        let mut stride = 1;
        for issue in order.iter().rev() {
            strides[issue.index()] = stride;
            stride *= space.radix(*issue);
        }
        let axes = choices.iter().map(|(party, choices)| {
            let stride = choices.issues.last().map_or(1, |own| strides[own.issue.index()]);
            let size = choices.issues.iter().map(|own| space.radix(own.issue)).product();
            let classes = Classes::new(space, &choices.issues).ok_or(NoGrid::OneWay(party))?;
            let own = choices.issues.iter().map(|own| OwnDigit {
                stride: strides[own.issue.index()] / stride,
                after: own.after.clone(),
            });
            Ok(Axis {
                size,
                stride,
                classes,
                own: own.collect(),
            })
        });
        let axes: Table<PartyId, Axis> = axes.collect::<Result<_, _>>()?;
        let owned: u32 = axes.values().map(|axis| axis.size).product();
        Ok(Grid {
            axes,
            idle: stride / owned,
            cells: stride,
            strides,
            in_order,
        })
    }

    /// Whether a cell has the number of its combination.
    pub fn in_order(&self) -> bool {
        self.in_order
    }

    /// The cell of a state.
    pub fn cell(&self, space: &Space, state: StateId) -> u32 {
        let combination = space.combination(state);
        if self.in_order {
            return combination as u32;
        }
        let issues = (0..self.strides.len()).map(IssueId::from_index);
        issues
            .map(|issue| space.digit(combination, issue) * self.strides[issue.index()])
            .sum()
    }

    /// The state in a cell, if there is one.
    pub fn state(&self, space: &Space, cell: u32) -> Option<StateId> {
        if self.in_order {
            return space.state(u64::from(cell));
        }
        let issues = (0..self.strides.len()).map(IssueId::from_index);
        let combination = issues.map(|issue| u64::from(cell / self.strides[issue.index()] % space.radix(issue)) * space.stride(issue));
        space.state(combination.sum())
    }

    /// Of bits by cell, those of the states, by their numbers.
    pub fn states_of(&self, space: &Space, cells: Bits) -> Bits {
        if self.in_order {
            return space.states_of(cells);
        }
        let mut words = vec![0u64; space.len().div_ceil(64)];
        for state in space.states().filter(|state| cells.get(self.cell(space, *state) as usize)) {
            words[state.index() / 64] |= 1 << (state.index() % 64);
        }
        Bits::from_words(words, space.len())
    }

    /// Ranks by cell, `u32::MAX` where there is no state. Cost: one pass, or nothing where cells are states.
    pub fn keys<'r>(&self, space: &Space, ranks: &'r [u32]) -> Cow<'r, [u32]> {
        if self.in_order && space.is_full() {
            return Cow::Borrowed(ranks);
        }
        if let (true, Some(feasible)) = (self.in_order, space.feasible()) {
            // Cells are combinations: states follow each other.
            // Threads touch the memory first that they write.
            let mut keys = vec![0; self.cells as usize];
            let fill = |row: usize, keys: &mut [u32]| {
                let words = &feasible.words()[row * WORDS..];
                let first = (row * WORDS * 64..).take(keys.len()).find_map(|cell| space.state(cell as u64));
                let mut ranks = first.map_or(&[][..], |first| &ranks[first.index()..]);
                for (word, keys) in words.iter().zip(keys.chunks_mut(64)) {
                    let mut left = *word;
                    let here = &ranks[..left.count_ones() as usize];
                    ranks = &ranks[here.len()..];
                    if here.len() == keys.len() {
                        keys.copy_from_slice(here);
                        continue;
                    }
                    keys.fill(u32::MAX);
                    for rank in here {
                        keys[left.trailing_zeros() as usize] = *rank;
                        left &= left - 1;
                    }
                }
            };
            SHARING.pieces(&mut keys, WORDS * 64, fill);
            return Cow::Owned(keys);
        }
        // A cell's combination is the sum of what its upper and its lower digits give.
        let half = (1u32..).find(|half| u64::from(*half).pow(2) >= u64::from(self.cells)).unwrap_or(1);
        let combination = |cell: u32| {
            let issues = (0..self.strides.len()).map(IssueId::from_index);
            let digit = |issue: IssueId| u64::from(cell / self.strides[issue.index()] % space.radix(issue));
            issues.map(|issue| digit(issue) * space.stride(issue)).sum::<u64>()
        };
        // Where the lower digits start over.
        let inner = self
            .strides
            .iter()
            .copied()
            .filter(|stride| *stride >= half)
            .min()
            .unwrap_or(self.cells);
        let lower: Vec<u64> = (0..inner).map(combination).collect();
        let mut keys = vec![0; self.cells as usize];
        SHARING.pieces(&mut keys, inner as usize, |row, keys| {
            let upper = combination(row as u32 * inner);
            for (key, lower) in keys.iter_mut().zip(&lower) {
                let state = space.state(upper + lower);
                *key = state.map_or(u32::MAX, |state| ranks[state.index()]);
            }
        });
        Cow::Owned(keys)
    }
}

impl Classes {
    /// The classes of a party's positions; `None` if too many lead to each other.
    fn new(space: &Space, own: &[OwnIssue]) -> Option<Self> {
        // Issue by issue: the number of the class of each value, and which classes lead to which.
        let mut radices = Vec::new();
        let mut numbers: Vec<Vec<u32>> = Vec::new();
        let mut leads: Vec<Vec<Vec<u32>>> = Vec::new();
        let mut pairs = 1u64;
        for own in own {
            let mut least: Vec<u32> = own.class.clone();
            least.sort_unstable();
            least.dedup();
            let number = |class: u32| least.binary_search(&class).unwrap_or(0) as u32;
            let onward: Vec<Vec<u32>> = least
                .iter()
                .map(|class| {
                    std::iter::once(number(*class))
                        .chain(own.classes_after(*class).map(number))
                        .collect()
                })
                .collect();
            pairs = pairs.checked_mul(onward.iter().map(|onward| onward.len() as u64).sum())?;
            numbers.push(own.class.iter().map(|class| number(*class)).collect());
            radices.push(least.len() as u32);
            leads.push(onward);
        }
        if pairs > MOST_LEADS {
            return None;
        }
        let count: u32 = radices.iter().product();
        let mut of = vec![0u32];
        let mut after = vec![vec![0u32]];
        for (issue, own) in own.iter().enumerate() {
            let (radix, numbers) = (radices[issue], &numbers[issue]);
            let values = 0..space.radix(own.issue);
            of = of
                .iter()
                .flat_map(|class| values.clone().map(move |value| class * radix + numbers[value as usize]))
                .collect();
            let joint = |before: &Vec<u32>, onward: &Vec<u32>| -> Vec<u32> {
                let classes = before.iter().flat_map(|class| onward.iter().map(move |own| class * radix + own));
                classes.collect()
            };
            after = after
                .iter()
                .flat_map(|before| leads[issue].iter().map(|onward| joint(before, onward)).collect::<Vec<_>>())
                .collect();
        }
        let mut members = vec![Vec::new(); count as usize];
        for (position, class) in (0u32..).zip(&of) {
            members[*class as usize].push(position);
        }
        let mut before = vec![Vec::new(); count as usize];
        for (class, after) in (0u32..).zip(&mut after) {
            after.iter().for_each(|other| before[*other as usize].push(class));
            after.retain(|other| *other != class);
        }
        Some(Classes {
            of,
            members,
            before,
            after,
        })
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.members.len()
    }
}
