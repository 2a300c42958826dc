//! The states in which a formula holds, all at once: 64 states a word, no formula is asked of a single state.
//!
//! One issue's value repeats along the combinations with the period of its stride times its number of values. Where the period is short, its bits are a pattern of
//! words that repeats too; where it is long, its runs are filled one by one. Connectives then are operations on words, and counts are sums in bit planes. Work goes by
//! blocks that stay in the cache. Cost: one step for every word and part of the formula; memory: one bit a combination.

use crate::case::{Comparator, Formula};
use crate::index::{IssueId, Key};
use crate::model::marked::{Marked, WORD};
use crate::model::space::Space;

/// Words that are worked on together.
const BLOCK: usize = 64;

/// Combinations after which an issue's values repeat, up to which the repeated pattern is kept.
const LONGEST_PATTERN: u64 = 4_096;

/// A formula over one space.
enum Part {
    Constant(bool),
    /// The words repeat.
    Pattern(Vec<u64>),
    /// The issue has each value for `stride` combinations; whether it counts, by value.
    Runs {
        stride: u64,
        counts: Vec<bool>,
    },
    Not(Box<Part>),
    And(Vec<Part>),
    Or(Vec<Part>),
    Iff(Box<(Part, Part)>),
    /// At least so many hold.
    AtLeast(Vec<Part>, u64),
}

/// The feasible states in which `formula` holds.
pub fn marked(space: &Space, formula: &Formula) -> Marked {
    let part = Part::of(space, formula);
    let combinations = space.combinations() as usize;
    let mut words = vec![0u64; combinations.div_ceil(WORD)];
    for (block, words) in (0u64..).zip(words.chunks_mut(BLOCK)) {
        part.fill(block * BLOCK as u64, words);
    }
    let all = Marked::from_words(words, combinations);
    if space.len() == combinations {
        return all;
    }
    let mut feasible = Marked::none(space.len());
    for state in space.states() {
        let combination = space.combination(state) as usize;
        if all.words()[combination / WORD] >> (combination % WORD) & 1 != 0 {
            feasible.insert(state);
        }
    }
    feasible
}

/// The feasible states whose values are among those allowed, issue by issue.
pub fn within(space: &Space, allowed: &[Vec<u32>]) -> Marked {
    let whole = |issue: &IssueId| allowed[issue.index()].len() < space.radix(*issue) as usize;
    let issues = (0..space.issues()).map(IssueId::from_index).filter(whole);
    let parts = issues.map(|issue| Formula::In(issue, allowed[issue.index()].clone())).collect();
    marked(space, &Formula::And(parts))
}

impl Part {
    fn of(space: &Space, formula: &Formula) -> Self {
        let all = |parts: &[Formula]| parts.iter().map(|part| Part::of(space, part)).collect::<Vec<Part>>();
        let one = |inner: &Formula| Box::new(Part::of(space, inner));
        match formula {
            Formula::Constant(constant) => Part::Constant(*constant),
            Formula::In(issue, values) => Part::values(space, *issue, values),
            Formula::Not(inner) => Part::Not(one(inner)),
            Formula::And(parts) => Part::And(all(parts)),
            Formula::Or(parts) => Part::Or(all(parts)),
            Formula::Implies(left, right) => Part::Or(vec![Part::Not(one(left)), Part::of(space, right)]),
            Formula::Iff(left, right) => Part::Iff(Box::new((Part::of(space, left), Part::of(space, right)))),
            Formula::Count(parts, comparator, bound) => {
                let (parts, bound) = (all(parts), u64::from(*bound));
                match comparator {
                    Comparator::AtLeast => Part::AtLeast(parts, bound),
                    Comparator::Greater => Part::AtLeast(parts, bound + 1),
                    Comparator::Less => Part::Not(Box::new(Part::AtLeast(parts, bound))),
                    Comparator::AtMost => Part::Not(Box::new(Part::AtLeast(parts, bound + 1))),
                }
            }
        }
    }

    fn values(space: &Space, issue: IssueId, values: &[u32]) -> Self {
        let (radix, stride) = (space.radix(issue), space.stride(issue));
        let counts: Vec<bool> = (0..radix).map(|value| values.contains(&value)).collect();
        let period = u64::from(radix) * stride;
        if period > LONGEST_PATTERN {
            return Part::Runs { stride, counts };
        }
        // The words repeat after the least common multiple of the period and a word, which is a period times a power of two.
        let words = period >> period.trailing_zeros().min(WORD.trailing_zeros());
        let bit = |place: u64| u64::from(counts[(place / stride % u64::from(radix)) as usize]);
        let word = |word: u64| (0..u64::from(u64::BITS)).fold(0, |bits, at| bits | bit(word * u64::from(u64::BITS) + at) << at);
        Part::Pattern((0..words).map(word).collect())
    }

    /// Writes the bits of the words from `first` on.
    fn fill(&self, first: u64, words: &mut [u64]) {
        match self {
            Part::Constant(constant) => words.fill(if *constant { u64::MAX } else { 0 }),
            Part::Pattern(pattern) => {
                let mut at = (first % pattern.len() as u64) as usize;
                for word in words {
                    *word = pattern[at];
                    at = if at + 1 == pattern.len() { 0 } else { at + 1 };
                }
            }
            Part::Runs { stride, counts } => fill_runs(*stride, counts, first * u64::from(u64::BITS), words),
            Part::Not(inner) => {
                inner.fill(first, words);
                words.iter_mut().for_each(|word| *word = !*word);
            }
            Part::And(parts) => {
                words.fill(u64::MAX);
                for part in parts {
                    part.merge(first, words, |own, theirs| own & theirs);
                }
            }
            Part::Or(parts) => {
                words.fill(0);
                for part in parts {
                    part.merge(first, words, |own, theirs| own | theirs);
                }
            }
            Part::Iff(sides) => {
                sides.0.fill(first, words);
                sides.1.merge(first, words, |own, theirs| !(own ^ theirs));
            }
            Part::AtLeast(parts, bound) => fill_counts(parts, *bound, first, words),
        }
    }

    fn merge(&self, first: u64, words: &mut [u64], merge: impl Fn(u64, u64) -> u64) {
        let mut theirs = [0u64; BLOCK];
        let theirs = &mut theirs[..words.len()];
        self.fill(first, theirs);
        for (own, theirs) in words.iter_mut().zip(theirs) {
            *own = merge(*own, *theirs);
        }
    }
}

/// Runs of `stride` bits, each set or not by its value, from the bit `first` on.
fn fill_runs(stride: u64, counts: &[bool], first: u64, words: &mut [u64]) {
    words.fill(0);
    let end = first + words.len() as u64 * u64::from(u64::BITS);
    let mut at = first;
    while at < end {
        let run = at / stride;
        let next = ((run + 1) * stride).min(end);
        if counts[(run % counts.len() as u64) as usize] {
            set(words, (at - first) as usize, (next - first) as usize);
        }
        at = next;
    }
}

/// Sets the bits from `from` up to `to`, which is more.
fn set(words: &mut [u64], from: usize, to: usize) {
    let last = to - 1;
    let (low, high) = (u64::MAX << (from % WORD), u64::MAX >> (WORD - 1 - last % WORD));
    if from / WORD == last / WORD {
        words[from / WORD] |= low & high;
        return;
    }
    words[from / WORD] |= low;
    words[from / WORD + 1..last / WORD].fill(u64::MAX);
    words[last / WORD] |= high;
}

/// The bits of the states in which at least `bound` of the parts hold: sums in binary, a plane of words for each digit.
fn fill_counts(parts: &[Part], bound: u64, first: u64, words: &mut [u64]) {
    let digits = usize::BITS - parts.len().leading_zeros();
    if bound > parts.len() as u64 {
        return words.fill(0);
    }
    let mut planes = vec![[0u64; BLOCK]; digits as usize];
    let mut adding = [0u64; BLOCK];
    for part in parts {
        let adding = &mut adding[..words.len()];
        part.fill(first, adding);
        for plane in &mut planes {
            for (digit, carry) in plane.iter_mut().zip(adding.iter_mut()) {
                (*digit, *carry) = (*digit ^ *carry, *digit & *carry);
            }
        }
    }
    // From the last digit to the first: a greater digit decides, an equal one leaves it to those before.
    words.fill(u64::MAX);
    for (digit, plane) in planes.iter().enumerate() {
        for (enough, plane) in words.iter_mut().zip(plane) {
            *enough = if bound >> digit & 1 != 0 {
                *plane & *enough
            } else {
                *plane | *enough
            };
        }
    }
}
