//! The first few of many, kept as they come: no list of all is made and sorted.

use std::collections::BinaryHeap;

/// The least of the keys that were offered, at most so many. Cost: the logarithm of that number for a key that is kept, one comparison for any other.
#[derive(Clone, Debug)]
pub struct Least<K> {
    most: usize,
    /// The greatest of those kept on top.
    kept: BinaryHeap<K>,
}

impl<K: Ord> Least<K> {
    /// Keeps at most `most`.
    pub fn new(most: usize) -> Self {
        Least {
            most,
            kept: BinaryHeap::new(),
        }
    }

    /// Keeps `key` if it is among the least so far.
    pub fn offer(&mut self, key: K) {
        if self.kept.len() < self.most {
            self.kept.push(key);
        } else if let Some(mut greatest) = self.kept.peek_mut()
            && key < *greatest
        {
            *greatest = key;
        }
    }

    /// Whether as many are kept as may be.
    pub fn is_full(&self) -> bool {
        self.kept.len() >= self.most
    }

    /// Those kept, ascending.
    pub fn sorted(self) -> Vec<K> {
        self.kept.into_sorted_vec()
    }
}
