//! Sets of states as bits, 64 states a word, so that what holds in all states is worked out a word at a time.
//!
//! Memory: one bit a state. Operations on whole sets cost a step for every 64 states.

use crate::index::{Key, StateId};

/// States in a word.
pub const WORD: usize = u64::BITS as usize;

/// A set of the states of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Bits beyond the last state are never set.
    words: Vec<u64>,
    states: usize,
}

impl Marked {
    /// No state of `states`.
    pub fn none(states: usize) -> Self {
        Marked {
            words: vec![0; states.div_ceil(WORD)],
            states,
        }
    }

    /// All of `states`.
    pub fn all(states: usize) -> Self {
        Self::from_words(vec![u64::MAX; states.div_ceil(WORD)], states)
    }

    /// From words, the first state in the lowest bit of the first; what lies beyond the last state is dropped.
    pub fn from_words(mut words: Vec<u64>, states: usize) -> Self {
        words.resize(states.div_ceil(WORD), 0);
        if let (Some(last), used @ 1..) = (words.last_mut(), states % WORD) {
            *last &= u64::MAX >> (WORD - used);
        }
        Marked { words, states }
    }

    /// The states whose entry of `column` meets `test`. Cost: one test a state.
    pub fn among<T>(column: &[T], test: impl Fn(&T) -> bool) -> Self {
        let word = |entries: &[T]| {
            let bits = (0u32..).zip(entries).map(|(bit, entry)| u64::from(test(entry)) << bit);
            bits.fold(0, |word, bit| word | bit)
        };
        Marked {
            words: column.chunks(WORD).map(word).collect(),
            states: column.len(),
        }
    }

    /// How many states there are, in the set or not.
    pub fn states(&self) -> usize {
        self.states
    }

    /// Whether a state is in the set.
    pub fn has(&self, state: StateId) -> bool {
        self.words[state.index() / WORD] >> (state.index() % WORD) & 1 != 0
    }

    /// Puts a state into the set.
    pub fn insert(&mut self, state: StateId) {
        self.words[state.index() / WORD] |= 1 << (state.index() % WORD);
    }

    /// Takes a state out of the set.
    pub fn remove(&mut self, state: StateId) {
        self.words[state.index() / WORD] &= !(1 << (state.index() % WORD));
    }

    /// How many states are in the set.
    pub fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Whether no state is in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The states in the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = StateId> + '_ {
        (0u32..).zip(&self.words).flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(StateId(index * u64::BITS + bit))
            })
        })
    }

    /// The states that are not in the set.
    #[must_use]
    pub fn complement(&self) -> Self {
        Self::from_words(self.words.iter().map(|word| !word).collect(), self.states)
    }

    /// Keeps what is in `other` too.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        self.merged(other, |own, theirs| own & theirs)
    }

    /// Adds what is in `other`.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        self.merged(other, |own, theirs| own | theirs)
    }

    /// Takes out what is in `other`.
    #[must_use]
    pub fn minus(self, other: &Self) -> Self {
        self.merged(other, |own, theirs| own & !theirs)
    }

    /// Bits, 64 states a word.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    fn merged(mut self, other: &Self, merge: impl Fn(u64, u64) -> u64) -> Self {
        for (own, theirs) in self.words.iter_mut().zip(&other.words) {
            *own = merge(*own, *theirs);
        }
        self
    }
}
