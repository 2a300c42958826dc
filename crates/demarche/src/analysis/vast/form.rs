//! A party's values as a sum: so much for each formula that holds, in whole numbers over one denominator.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};

use crate::case::Formula;
use crate::model::Refusal;
use crate::rational::Rational;

/// Bits of the sum of all terms of one form, at most: so that sums of several forms, and their multiples in bounds, stay within 127.
const MOST_BITS: u64 = 96;

/// A sum over the formulas that hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What each formula adds where it holds, times the denominator.
    pub terms: Vec<(Formula, i128)>,
    /// What sums are divided by; positive.
    pub denominator: BigInt,
}

impl Form {
    /// The sum of these terms.
    ///
    /// # Errors
    /// [`Refusal::Overflow`] if the whole numbers would be too long to be summed exactly in 128 bits.
    pub fn new(terms: impl IntoIterator<Item = (Formula, Rational)>) -> Result<Self, Refusal> {
        let terms: Vec<(Formula, Rational)> = terms.into_iter().collect();
        let denominator = terms
            .iter()
            .fold(BigInt::one(), |common, (_, value)| common.lcm(value.denominator()));
        let mut total = BigInt::default();
        let mut scaled = Vec::new();
        for (formula, value) in terms {
            let number = value.numerator() * (&denominator / value.denominator());
            total += number.abs();
            scaled.push((formula, number.to_i128().ok_or(Refusal::Overflow)?));
        }
        if total.bits() > MOST_BITS || denominator.bits() > MOST_BITS {
            return Err(Refusal::Overflow);
        }
        Ok(Form {
            terms: scaled,
            denominator,
        })
    }

    /// The least whole number that is at least `value` times the denominator: a sum reaches the one iff it reaches the other.
    pub fn at_least(&self, value: &Rational) -> i128 {
        bounded(&(value.numerator() * &self.denominator).div_ceil(value.denominator()))
    }

    /// The least whole number that is more than `value` times the denominator.
    pub fn more_than(&self, value: &Rational) -> i128 {
        bounded(&((value.numerator() * &self.denominator).div_floor(value.denominator()) + 1))
    }

    /// The sum where these values hold, times the denominator.
    pub fn sum(&self, values: &[u32]) -> i128 {
        let value = |issue: crate::index::IssueId| values.get(issue.0 as usize).copied().unwrap_or(0);
        self.terms
            .iter()
            .filter(|(formula, _)| formula.holds(&value))
            .map(|(_, number)| number)
            .sum()
    }

    /// What a sum stands for.
    pub fn worth(&self, sum: i128) -> Rational {
        Rational::new(sum, self.denominator.clone()).unwrap_or_else(Rational::zero)
    }
}

/// The number, or one that no sum reaches, or one that every sum does.
fn bounded(number: &BigInt) -> i128 {
    let beyond = 1i128 << (MOST_BITS + 1);
    match number.to_i128() {
        Some(number) => number.clamp(-beyond, beyond),
        None if number.is_negative() => -beyond,
        None => beyond,
    }
}
