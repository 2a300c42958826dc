//! Formulas evaluated for 64 combinations at a time.
//!
//! Combinations are cut into blocks in which only the last issues vary. Where an issue of a block has some value is a pattern of bits that is the same in
//! every block; what is said of the other issues is true or false of a whole block. So a formula costs one operation on words for each of its connectives, and nothing
//! is interpreted state by state (bit-slicing; Biham 1997 did so for ciphers). `count` adds its parts up in binary, plane by plane.
//!
//! Cost: combinations / 64 times the size of the formula.

use crate::case::{Comparator, Formula};
use crate::index::{IssueId, Key};
use crate::model::bits::Bits;
use crate::model::space::Space;
use crate::model::spread::Sharing;

/// Combinations in a block, at least, where there are so many.
const BLOCK: u64 = 1 << 12;
/// Words of bits from which threads share the work: 2^17 combinations.
const SHARING: Sharing = Sharing { from: 1 << 11 };
/// Combinations that one thread takes at a time, about.
const COMBINATIONS_OF_A_TASK: u64 = 1 << 14;

/// The combinations of a space, cut into blocks.
#[derive(Clone, Debug)]
pub struct Sliced<'s> {
    space: &'s Space,
    /// The first issue that varies inside a block.
    first_inner: usize,
    /// Combinations of a block.
    block: u64,
    /// Inner issue by inner issue and value by value, where in a block the issue has the value.
    patterns: Vec<Vec<Vec<u64>>>,
}

/// What a formula is in one block.
enum Truth {
    /// The same everywhere.
    Whole(bool),
    /// Bits.
    Parts(Vec<u64>),
}

impl<'s> Sliced<'s> {
    /// Cuts the combinations of `space`, feasible or not.
    pub fn new(space: &'s Space) -> Self {
        let (first_inner, block) = space.tail(BLOCK);
        let words = block.div_ceil(64) as usize;
        let patterns = (first_inner..space.issues())
            .map(|issue| {
                let issue = IssueId::from_index(issue);
                let mut patterns = vec![vec![0u64; words]; space.radix(issue) as usize];
                for inside in 0..block {
                    patterns[space.digit(inside, issue) as usize][inside as usize / 64] |= 1 << (inside % 64);
                }
                patterns
            })
            .collect();
        Sliced {
            space,
            first_inner,
            block,
            patterns,
        }
    }

    /// The combinations, feasible or not, in which the formula holds.
    pub fn combinations(&self, formula: &Formula) -> Bits {
        let count = self.space.combinations();
        let mut words = vec![0u64; count.div_ceil(64) as usize];
        // Blocks that end where a word ends, taken together, so that threads share no word.
        let together = 64 >> self.block.trailing_zeros().min(6);
        let blocks_of_a_task = together * (COMBINATIONS_OF_A_TASK / (together * self.block)).max(1);
        let chunk = (blocks_of_a_task * self.block).div_ceil(64) as usize;
        SHARING.pieces(&mut words, chunk, |task, words| {
            let first = task as u64 * blocks_of_a_task;
            let last = (first + blocks_of_a_task).min(count / self.block);
            for block in first..last {
                let truth = self.evaluate(formula, block * self.block);
                self.put(truth, (block - first) * self.block, words);
            }
        });
        Bits::from_words(words, count as usize)
    }

    /// The states in which the formula holds, by number.
    pub fn states(&self, formula: &Formula) -> Bits {
        self.space.states_of(self.combinations(formula))
    }

    /// The states whose values are among those allowed, issue by issue.
    pub fn within(&self, allowed: &[Vec<u32>]) -> Bits {
        let cut = |issue: &IssueId| allowed[issue.index()].len() < self.space.radix(*issue) as usize;
        let issues = (0..self.space.issues()).map(IssueId::from_index).filter(cut);
        let parts = issues.map(|issue| Formula::In(issue, allowed[issue.index()].clone())).collect();
        self.states(&Formula::And(parts))
    }

    /// Writes one block's bits from bit `at` on.
    fn put(&self, truth: Truth, at: u64, words: &mut [u64]) {
        let count = self.block.div_ceil(64) as usize;
        let bits = match truth {
            Truth::Whole(false) => return,
            Truth::Whole(true) => {
                let mut bits = vec![!0u64; count];
                self.trim(&mut bits);
                bits
            }
            Truth::Parts(bits) => bits,
        };
        let (word, shift) = ((at / 64) as usize, at % 64);
        for (index, bits) in bits.into_iter().enumerate() {
            words[word + index] |= bits << shift;
            if let Some(next) = words.get_mut(word + index + 1).filter(|_| shift > 0) {
                *next |= bits >> (64 - shift);
            }
        }
    }

    /// Clears what lies beyond the end of a block.
    fn trim(&self, bits: &mut [u64]) {
        if let Some(last) = bits.last_mut().filter(|_| !self.block.is_multiple_of(64)) {
            *last &= (1 << (self.block % 64)) - 1;
        }
    }

    fn evaluate(&self, formula: &Formula, base: u64) -> Truth {
        match formula {
            Formula::Constant(constant) => Truth::Whole(*constant),
            Formula::In(issue, values) if issue.index() < self.first_inner => {
                Truth::Whole(values.contains(&self.space.digit(base, *issue)))
            }
            Formula::In(issue, values) => {
                let patterns = &self.patterns[issue.index() - self.first_inner];
                let mut bits = vec![0; self.block.div_ceil(64) as usize];
                for pattern in values.iter().filter_map(|value| patterns.get(*value as usize)) {
                    bits.iter_mut().zip(pattern).for_each(|(bits, pattern)| *bits |= pattern);
                }
                Truth::Parts(bits)
            }
            Formula::Not(inner) => self.not(self.evaluate(inner, base)),
            Formula::And(parts) => self.all(parts.iter().map(|part| self.evaluate(part, base))),
            Formula::Or(parts) => {
                let none = self.all(parts.iter().map(|part| self.not(self.evaluate(part, base))));
                self.not(none)
            }
            Formula::Implies(left, right) => {
                let broken = self.all([self.evaluate(left, base), self.not(self.evaluate(right, base))].into_iter());
                self.not(broken)
            }
            Formula::Iff(left, right) => match (self.evaluate(left, base), self.evaluate(right, base)) {
                (Truth::Whole(true), other) | (other, Truth::Whole(true)) => other,
                (Truth::Whole(false), other) | (other, Truth::Whole(false)) => self.not(other),
                (Truth::Parts(mut left), Truth::Parts(right)) => {
                    left.iter_mut().zip(right).for_each(|(left, right)| *left = !(*left ^ right));
                    self.trim(&mut left);
                    Truth::Parts(left)
                }
            },
            Formula::Count(parts, comparator, bound) => self.count(parts.iter().map(|part| self.evaluate(part, base)), *comparator, *bound),
        }
    }

    fn not(&self, truth: Truth) -> Truth {
        match truth {
            Truth::Whole(whole) => Truth::Whole(!whole),
            Truth::Parts(mut bits) => {
                bits.iter_mut().for_each(|bits| *bits = !*bits);
                self.trim(&mut bits);
                Truth::Parts(bits)
            }
        }
    }

    fn all(&self, parts: impl Iterator<Item = Truth>) -> Truth {
        let mut all: Option<Vec<u64>> = None;
        for part in parts {
            match (part, &mut all) {
                (Truth::Whole(false), _) => return Truth::Whole(false),
                (Truth::Whole(true), _) => {}
                (Truth::Parts(bits), None) => all = Some(bits),
                (Truth::Parts(bits), Some(all)) => all.iter_mut().zip(bits).for_each(|(all, bits)| *all &= bits),
            }
        }
        all.map_or(Truth::Whole(true), Truth::Parts)
    }

    /// How many parts hold, in binary: one row of bits for each digit.
    fn count(&self, parts: impl Iterator<Item = Truth>, comparator: Comparator, bound: u32) -> Truth {
        let words = self.block.div_ceil(64) as usize;
        let (mut sure, mut planes) = (0u32, Vec::<Vec<u64>>::new());
        for part in parts {
            match part {
                Truth::Whole(whole) => sure += u32::from(whole),
                Truth::Parts(mut carry) => {
                    for plane in &mut planes {
                        for (plane, carry) in plane.iter_mut().zip(&mut carry) {
                            (*plane, *carry) = (*plane ^ *carry, *plane & *carry);
                        }
                    }
                    if carry.iter().any(|carry| *carry != 0) {
                        planes.push(carry);
                    }
                }
            }
        }
        // What remains is to compare the planes with the bound less what is sure.
        let at_least = |bound: u32| -> Truth {
            if bound <= sure {
                return Truth::Whole(true);
            }
            let bound = bound - sure;
            if bound.checked_shr(planes.len() as u32).unwrap_or(0) > 0 {
                return Truth::Whole(false);
            }
            let (mut above, mut equal) = (vec![0u64; words], vec![!0u64; words]);
            for (digit, plane) in planes.iter().enumerate().rev() {
                let wanted = if bound >> digit & 1 == 1 { !0 } else { 0 };
                for ((above, equal), plane) in above.iter_mut().zip(&mut equal).zip(plane) {
                    *above |= *equal & *plane & !wanted;
                    *equal &= !(*plane ^ wanted);
                }
            }
            above.iter_mut().zip(equal).for_each(|(above, equal)| *above |= equal);
            self.trim(&mut above);
            Truth::Parts(above)
        };
        match comparator {
            Comparator::AtLeast => at_least(bound),
            Comparator::Greater => bound.checked_add(1).map_or(Truth::Whole(false), at_least),
            Comparator::Less => self.not(at_least(bound)),
            Comparator::AtMost => self.not(bound.checked_add(1).map_or(Truth::Whole(false), at_least)),
        }
    }
}
