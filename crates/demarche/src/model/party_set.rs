//! A set of parties as a bit mask.

use crate::index::{Key, PartyId};

/// A set of at most 32 parties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartySet(pub u32);

impl PartySet {
    /// The most parties that a set can hold.
    pub const CAPACITY: usize = 32;

    /// Nobody.
    pub const EMPTY: PartySet = PartySet(0);

    /// The first `count` parties.
    pub fn all(count: usize) -> Self {
        PartySet(if count >= Self::CAPACITY { u32::MAX } else { (1 << count) - 1 })
    }

    /// One party.
    pub fn one(party: PartyId) -> Self {
        PartySet(1 << party.index())
    }

    /// Whether `party` belongs to it.
    pub fn has(self, party: PartyId) -> bool {
        self.0 >> party.index() & 1 == 1
    }

    /// With `party`.
    #[must_use]
    pub fn with(self, party: PartyId) -> Self {
        PartySet(self.0 | 1 << party.index())
    }

    /// The members without whom the rest cannot do a thing that all together can; empty if not even all can.
    pub fn indispensable(self, can: impl Fn(PartySet) -> bool) -> PartySet {
        if can(self) {
            self.iter().filter(|party| !can(self.without(*party))).collect()
        } else {
            PartySet::EMPTY
        }
    }

    /// Without `party`.
    #[must_use]
    pub fn without(self, party: PartyId) -> Self {
        PartySet(self.0 & !(1 << party.index()))
    }

    /// Those in both.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        PartySet(self.0 & other.0)
    }

    /// Those not in `other`.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        PartySet(self.0 & !other.0)
    }

    /// How many.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether nobody.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The members, ascending.
    pub fn iter(self) -> impl Iterator<Item = PartyId> {
        (0..Self::CAPACITY)
            .filter(move |index| self.0 >> index & 1 == 1)
            .map(PartyId::from_index)
    }

    /// All non-empty subsets, ascending as bit masks.
    pub fn subsets(self) -> impl Iterator<Item = PartySet> {
        let full = self.0;
        let mut next = 0u32;
        let mut done = full == 0;
        std::iter::from_fn(move || {
            if done {
                return None;
            }
            next = next.wrapping_sub(full) & full;
            done = next == full;
            Some(PartySet(next))
        })
    }
}

impl FromIterator<PartyId> for PartySet {
    fn from_iter<I: IntoIterator<Item = PartyId>>(parties: I) -> Self {
        parties.into_iter().fold(PartySet::EMPTY, PartySet::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subsets_are_all_and_non_empty() {
        let set = PartySet(0b1011);
        let subsets: Vec<u32> = set.subsets().map(|subset| subset.0).collect();
        assert_eq!(subsets, [0b1, 0b10, 0b11, 0b1000, 0b1001, 0b1010, 0b1011]);
        assert_eq!(PartySet::EMPTY.subsets().count(), 0);
    }
}
