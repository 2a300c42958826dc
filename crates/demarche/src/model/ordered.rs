//! From keys to dense ranks, for very many states.
//!
//! Where the keys lie close together, the ones that occur are marked in a row of bits, and a key's rank is the number of marks before it: no sorting, O(states + range / 64).
//! Otherwise keys are sorted beside the numbers of their states.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::model::bits::{Bits, Counted};
use crate::model::spread::Sharing;

/// Bits that are marked for each state, at most, rather than sorting.
const BITS_PER_STATE: u64 = 32;
/// States from which threads share the work.
const SHARING: Sharing = Sharing { from: 1 << 16 };
/// States that one thread takes at a time.
const AT_A_TIME: usize = 1 << 14;

/// How wide keys may be for so many states if nothing is to be sorted, in bits; at least 16 and at most 30, whatever the states.
pub fn widest(states: usize) -> u32 {
    let states = states.max(1) as u64 * BITS_PER_STATE;
    states.ilog2().clamp(16, 30)
}

/// Ranks of keys below 2^`width`; `width` is at most [`widest`] for so many states.
pub fn dense_narrow(keys: &mut [u32], width: u32) {
    let range = 1usize << width;
    let marks: Vec<AtomicU64> = (0..range.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
    let mark = |keys: &[u32]| {
        for key in keys {
            let (word, bit) = (&marks[*key as usize / 64], 1 << (key % 64));
            // Most keys are marked already, or nobody else is at this word: reading first is cheaper than writing.
            if word.load(Ordering::Relaxed) & bit == 0 {
                word.fetch_or(bit, Ordering::Relaxed);
            }
        }
    };
    SHARING.spread(keys.len(), keys.chunks(AT_A_TIME).collect(), || (), |(), keys| mark(keys));
    let words = marks.into_iter().map(AtomicU64::into_inner).collect();
    let marked = Counted::new(Bits::from_words(words, range));
    if marked.count() == range {
        return;
    }
    SHARING.pieces(keys, AT_A_TIME, |_, keys| {
        for key in keys {
            *key = marked.rank(*key as usize).unwrap_or(0);
        }
    });
}

/// Ranks of whole numbers.
pub fn dense_numbers(keys: &[i64]) -> Vec<u32> {
    let (Some(low), Some(high)) = (keys.iter().min(), keys.iter().max()) else {
        return Vec::new();
    };
    let span = high.abs_diff(*low);
    if span < 1 << widest(keys.len()) {
        let mut narrow: Vec<u32> = keys.iter().map(|key| key.abs_diff(*low) as u32).collect();
        dense_narrow(&mut narrow, (span + 1).next_power_of_two().ilog2());
        return narrow;
    }
    // Key and state in one number where they fit, so that what is sorted stays small.
    let state_bits = usize::BITS - (keys.len() - 1).leading_zeros();
    if span.leading_zeros() >= state_bits {
        let mut order: Vec<u64> = (0u64..)
            .zip(keys)
            .map(|(state, key)| key.abs_diff(*low) << state_bits | state)
            .collect();
        sort(&mut order);
        let mask = (1u64 << state_bits) - 1;
        return ranks_in(&order, |keyed| keyed >> state_bits, |keyed| (keyed & mask) as usize);
    }
    let mut order: Vec<(i64, u32)> = keys.iter().copied().zip(0u32..).collect();
    sort(&mut order);
    ranks_in(&order, |(key, _)| key, |(_, state)| state as usize)
}

fn sort<T: Ord + Send>(order: &mut [T]) {
    if SHARING.pays(order.len()) {
        order.par_sort_unstable();
    } else {
        order.sort_unstable();
    }
}

/// Ranks of the states of a sorted list.
fn ranks_in<T: Copy, K: PartialEq>(order: &[T], key: impl Fn(T) -> K, state: impl Fn(T) -> usize) -> Vec<u32> {
    let mut ranks = vec![0; order.len()];
    let mut rank = 0;
    for (place, keyed) in order.iter().enumerate() {
        if place > 0 && key(order[place - 1]) != key(*keyed) {
            rank += 1;
        }
        ranks[state(*keyed)] = rank;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::scores::dense;

    proptest! {
        #[test]
        fn ranks_are_those_of_sorting(keys in proptest::collection::vec(prop_oneof![-9i64..9, any::<i64>(), -1_000_000i64..1_000_000], 1..300)) {
            prop_assert_eq!(dense_numbers(&keys), dense(&keys));
        }

        #[test]
        fn close_keys_need_no_sorting(keys in proptest::collection::vec(0u32..5_000, 1..300)) {
            let mut ranks = keys.clone();
            dense_narrow(&mut ranks, 13);
            prop_assert_eq!(ranks, dense(&keys));
        }
    }

    #[test]
    fn many_keys_are_shared_among_threads() {
        let keys: Vec<i64> = (0..200_000i64).map(|key| key * 7_919 % 100_003).collect();
        assert_eq!(dense_numbers(&keys), dense(&keys));
        let far: Vec<i64> = keys.iter().map(|key| key * 1_000_003).collect();
        assert_eq!(dense_numbers(&far), dense(&keys));
        let farther: Vec<i64> = keys.iter().map(|key| key * 80_000_000_000_000).collect();
        assert_eq!(dense_numbers(&farther), dense(&keys));
    }
}
