//! Sets of states, one bit a state, so that what holds in all states is worked out 64 at a time.
//!
//! Memory: one bit a state. Operations on whole sets cost a step for every 64 states.

use crate::case::Formula;
use crate::index::{Key, StateId};
use crate::model::bits::Bits;
use crate::model::sliced::Sliced;
use crate::model::space::Space;

/// States in a word.
pub const WORD: usize = u64::BITS as usize;

/// A set of the states of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    bits: Bits,
}

impl From<Bits> for Marked {
    fn from(bits: Bits) -> Self {
        Marked { bits }
    }
}

impl Marked {
    /// No state of `states`.
    pub fn none(states: usize) -> Self {
        Bits::none(states).into()
    }

    /// All of `states`.
    pub fn all(states: usize) -> Self {
        Bits::all(states).into()
    }

    /// The states in which a formula holds. Cost: see [`Sliced`].
    pub fn of(space: &Space, formula: &Formula) -> Self {
        Sliced::new(space).states(formula).into()
    }

    /// The states whose values are among those allowed, issue by issue.
    pub fn within(space: &Space, allowed: &[Vec<u32>]) -> Self {
        Sliced::new(space).within(allowed).into()
    }

    /// From words, the first state in the lowest bit of the first; what lies beyond the last state is dropped.
    pub fn from_words(words: Vec<u64>, states: usize) -> Self {
        Bits::from_words(words, states).into()
    }

    /// The states whose entry of `column` meets `test`. Cost: one test a state.
    pub fn among<T>(column: &[T], test: impl Fn(&T) -> bool) -> Self {
        let word = |entries: &[T]| {
            let bits = (0u32..).zip(entries).map(|(bit, entry)| u64::from(test(entry)) << bit);
            bits.fold(0, |word, bit| word | bit)
        };
        Self::from_words(column.chunks(WORD).map(word).collect(), column.len())
    }

    /// How many states there are, in the set or not.
    pub fn states(&self) -> usize {
        self.bits.len()
    }

    /// Whether a state is in the set.
    pub fn has(&self, state: StateId) -> bool {
        self.bits.get(state.index())
    }

    /// Puts a state into the set.
    pub fn insert(&mut self, state: StateId) {
        self.bits.words_mut()[state.index() / WORD] |= 1 << (state.index() % WORD);
    }

    /// Takes a state out of the set.
    pub fn remove(&mut self, state: StateId) {
        self.bits.words_mut()[state.index() / WORD] &= !(1 << (state.index() % WORD));
    }

    /// How many states are in the set.
    pub fn count(&self) -> u64 {
        self.bits.count() as u64
    }

    /// Whether no state is in the set.
    pub fn is_empty(&self) -> bool {
        self.words().iter().all(|word| *word == 0)
    }

    /// The states in the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = StateId> + '_ {
        self.bits.ones().map(StateId::from_index)
    }

    /// The states that are not in the set.
    #[must_use]
    pub fn complement(&self) -> Self {
        Self::from_words(self.words().iter().map(|word| !word).collect(), self.states())
    }

    /// Keeps what is in `other` too.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.bits.and(&other.bits);
        self
    }

    /// Adds what is in `other`.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        self.bits.or(&other.bits);
        self
    }

    /// Takes out what is in `other`.
    #[must_use]
    pub fn minus(mut self, other: &Self) -> Self {
        self.bits.and_not(&other.bits);
        self
    }

    /// Bits, 64 states a word.
    pub fn words(&self) -> &[u64] {
        self.bits.words()
    }
}
