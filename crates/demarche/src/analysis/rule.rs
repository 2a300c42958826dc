//! Rules of consent for 64 ballots at once: one word a member, one bit a ballot.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive};

use crate::case::Consent;
use crate::rational::Rational;

/// A rule of consent, ready for words.
#[derive(Clone, Debug)]
pub struct Rule<M> {
    part: Part<M>,
}

#[derive(Clone, Debug)]
enum Part<M> {
    One(M),
    All(Vec<Part<M>>),
    Any(Vec<Part<M>>),
    AtLeast(u32, Vec<Part<M>>),
    /// Whole weights that sum to at least the quota.
    Weighted(i128, Vec<(M, i128)>),
    /// The same, with numbers too long for a machine word.
    Exact(BigInt, Vec<(M, BigInt)>),
    Nobody,
}

impl<M: Copy> Rule<M> {
    /// From a rule of the case.
    pub fn new(consent: &Consent<M>) -> Self {
        Rule { part: Part::of(consent) }
    }

    /// The ballots that the rule carries, given those in which each member is for it. Cost: one step a part, and for weighted votes one a ballot.
    pub fn word(&self, votes: &impl Fn(M) -> u64) -> u64 {
        self.part.word(votes)
    }
}

impl<M: Copy> Part<M> {
    fn of(consent: &Consent<M>) -> Self {
        let all = |parts: &[Consent<M>]| parts.iter().map(Part::of).collect();
        match consent {
            Consent::One(member) => Part::One(*member),
            Consent::All(parts) => Part::All(all(parts)),
            Consent::Any(parts) => Part::Any(all(parts)),
            Consent::AtLeast(enough, parts) => Part::AtLeast(*enough, all(parts)),
            Consent::Weighted(quota, weights) => weighted(quota, weights),
            Consent::Nobody | Consent::Nature => Part::Nobody,
        }
    }

    fn word(&self, votes: &impl Fn(M) -> u64) -> u64 {
        match self {
            Part::One(member) => votes(*member),
            Part::All(parts) => parts.iter().fold(u64::MAX, |all, part| all & part.word(votes)),
            Part::Any(parts) => parts.iter().fold(0, |any, part| any | part.word(votes)),
            Part::AtLeast(enough, parts) => at_least(*enough, parts.iter().map(|part| part.word(votes))),
            Part::Weighted(quota, weights) => {
                let words: Vec<(u64, i128)> = weights.iter().map(|(member, weight)| (votes(*member), *weight)).collect();
                each_bit(|bit| {
                    words
                        .iter()
                        .map(|(word, weight)| i128::from(word >> bit & 1) * weight)
                        .sum::<i128>()
                        >= *quota
                })
            }
            Part::Exact(quota, weights) => {
                let words: Vec<(u64, &BigInt)> = weights.iter().map(|(member, weight)| (votes(*member), weight)).collect();
                let counted = |bit: u32| {
                    words
                        .iter()
                        .filter(move |(word, _)| word >> bit & 1 != 0)
                        .map(|(_, weight)| *weight)
                };
                each_bit(|bit| counted(bit).sum::<BigInt>() >= *quota)
            }
            Part::Nobody => 0,
        }
    }
}

fn each_bit(holds: impl Fn(u32) -> bool) -> u64 {
    (0..u64::BITS).fold(0, |word, bit| word | u64::from(holds(bit)) << bit)
}

/// The bits that are set in at least `enough` of the words: sums in binary, one word a digit.
fn at_least(enough: u32, words: impl Iterator<Item = u64>) -> u64 {
    let mut digits = [0u64; 32];
    for mut carry in words {
        for digit in &mut digits {
            if carry == 0 {
                break;
            }
            (*digit, carry) = (*digit ^ carry, *digit & carry);
        }
    }
    // From the last digit to the first: a greater digit decides, an equal one leaves it to those before.
    (0..).zip(&digits).fold(u64::MAX, |reached, (place, digit)| {
        if enough >> place & 1 != 0 {
            digit & reached
        } else {
            digit | reached
        }
    })
}

/// Weights and quota times their common denominator.
fn weighted<M: Copy>(quota: &Rational, weights: &[(M, Rational)]) -> Part<M> {
    let numbers = || weights.iter().map(|(_, weight)| weight).chain([quota]);
    let common = numbers().fold(BigInt::one(), |common, number| common.lcm(number.denominator()));
    let whole = |number: &Rational| number.numerator() * (&common / number.denominator());
    // A rule has far fewer than 2^16 members, so that sums of numbers below 2^110 fit.
    let machine = |number: &Rational| whole(number).to_i128().filter(|whole| whole.unsigned_abs() < 1 << 110);
    let small = weights.iter().map(|(member, weight)| Some((*member, machine(weight)?))).collect();
    match (machine(quota), small) {
        (Some(quota), Some(weights)) => Part::Weighted(quota, weights),
        _ => Part::Exact(
            whole(quota),
            weights.iter().map(|(member, weight)| (*member, whole(weight))).collect(),
        ),
    }
}
