//! One bit for each of many things, 64 to a word.

/// A row of bits of fixed length; bits beyond the end are clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    length: usize,
}

impl Bits {
    /// All clear.
    pub fn none(length: usize) -> Self {
        Bits {
            words: vec![0; length.div_ceil(64)],
            length,
        }
    }

    /// All set.
    pub fn all(length: usize) -> Self {
        Self::from_words(vec![!0; length.div_ceil(64)], length)
    }

    /// From words, the first bit being the least of the first word; what lies beyond the end is cleared.
    pub fn from_words(mut words: Vec<u64>, length: usize) -> Self {
        words.resize(length.div_ceil(64), 0);
        if let Some(last) = words.last_mut().filter(|_| !length.is_multiple_of(64)) {
            *last &= (1 << (length % 64)) - 1;
        }
        Bits { words, length }
    }

    /// How many bits there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is no bit at all.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether a bit is set; `false` beyond the end.
    #[inline]
    pub fn get(&self, index: usize) -> bool {
        self.words.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// How many bits are set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The set bits, ascending.
    pub fn ones(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                (left != 0).then(|| {
                    left &= left - 1;
                    index * 64 + bit as usize
                })
            })
        })
    }

    /// The words, the first bit being the least of the first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The words, to be changed; bits beyond the end must stay clear.
    pub fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    /// Keeps what is set in both.
    pub fn and(&mut self, other: &Bits) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Sets what is set in either.
    pub fn or(&mut self, other: &Bits) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Clears what is set in the other.
    pub fn and_not(&mut self, other: &Bits) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }
}

/// Bits with the number of set bits before each word, so that the rank of a bit takes no search. Half a bit more a bit.
#[derive(Clone, Debug)]
pub struct Counted {
    bits: Bits,
    before: Vec<u32>,
    count: u32,
}

impl Counted {
    /// Counts once. There must be fewer than 2^32 set bits.
    pub fn new(bits: Bits) -> Self {
        let mut count = 0;
        let before = bits.words.iter().map(|word| {
            let before = count;
            count += word.count_ones();
            before
        });
        let before = before.collect();
        Counted { bits, before, count }
    }

    /// The bits themselves.
    pub fn bits(&self) -> &Bits {
        &self.bits
    }

    /// How many bits are set.
    pub fn count(&self) -> usize {
        self.count as usize
    }

    /// How many set bits come before a set one; `None` if it is clear.
    #[inline]
    pub fn rank(&self, index: usize) -> Option<u32> {
        let word = self.bits.words.get(index / 64)?;
        let bit = 1 << (index % 64);
        (word & bit != 0).then(|| self.before[index / 64] + (word & (bit - 1)).count_ones())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_count_what_comes_before() {
        let mut bits = Bits::none(200);
        for index in [0, 3, 63, 64, 130, 199] {
            bits.words_mut()[index / 64] |= 1 << (index % 64);
        }
        assert_eq!(bits.ones().collect::<Vec<_>>(), [0, 3, 63, 64, 130, 199]);
        let counted = Counted::new(bits);
        assert_eq!(counted.count(), 6);
        for (rank, index) in [0, 3, 63, 64, 130, 199].into_iter().enumerate() {
            assert_eq!(counted.rank(index), Some(rank as u32));
        }
        assert_eq!((counted.rank(1), counted.rank(200)), (None, None));
    }

    #[test]
    fn what_lies_beyond_the_end_is_clear() {
        assert_eq!(Bits::all(70).count(), 70);
        assert!(!Bits::all(70).get(70));
        assert_eq!(Bits::from_words(vec![!0, !0, !0], 65).count(), 65);
    }
}
