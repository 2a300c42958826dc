//! Who bargains, what no deal is worth to each, and which deals are individually rational (Nash 1950: the disagreement point).

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use crate::model::Scores;
use crate::model::scores::Scaled;
use crate::rational::Rational;

/// A bargaining problem over the states of a case.
#[derive(Clone, Debug)]
pub struct Problem<'a> {
    /// What each state is worth, party by party.
    pub scores: Vec<&'a Scores>,
    /// What no deal is worth to each party, on its own scale.
    pub no_deal: Vec<Rational>,
    /// By state: whether it is among the deals that are looked at.
    pub deals: Vec<bool>,
}

/// Least and greatest worth of one party over some deals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub least: Rational,
    /// The greatest.
    pub greatest: Rational,
}

impl Problem<'_> {
    /// By state: whether it is a deal that is worth at least as much as no deal to every party (a tie is enough).
    pub fn individually_rational(&self) -> Vec<bool> {
        let mut acceptable = self.deals.clone();
        for (scores, no_deal) in self.scores.iter().zip(&self.no_deal) {
            // For whole numbers, n >= x iff n is at least the least one that is not below x.
            let bound = (no_deal.numerator() * scores.denominator()).div_ceil(no_deal.denominator());
            keep_at_least(scores, &bound, &mut acceptable);
        }
        acceptable
    }

    /// How many of the deals in `weakly` are worth more than no deal to every party.
    pub fn strictly_rational(&self, weakly: &[bool]) -> u64 {
        let mut kept = weakly.to_vec();
        for (scores, no_deal) in self.scores.iter().zip(&self.no_deal) {
            // For whole numbers, n > x iff n is at least the next one after the greatest that is not above x.
            let bound = (no_deal.numerator() * scores.denominator()).div_floor(no_deal.denominator()) + 1;
            keep_at_least(scores, &bound, &mut kept);
        }
        kept.iter().filter(|is| **is).count() as u64
    }

    /// The range of every party's worth over the deals in `among`; `None` if there is none.
    pub fn ranges(&self, among: &[bool]) -> Option<Vec<Range>> {
        self.scores.iter().map(|scores| range(scores, among)).collect()
    }
}

/// Drops the states whose worth times the denominator is less than `bound`.
fn keep_at_least(scores: &Scores, bound: &BigInt, kept: &mut [bool]) {
    fn keep<N: Ord>(scaled: &[N], least: &N, kept: &mut [bool]) {
        for (kept, worth) in kept.iter_mut().zip(scaled) {
            *kept &= worth >= least;
        }
    }
    match scores.scaled() {
        Scaled::Narrow(scaled) => match bound.to_i64() {
            Some(bound) => keep(scaled, &bound, kept),
            None => kept.iter_mut().for_each(|kept| *kept &= bound.is_negative()),
        },
        Scaled::Wide(scaled) => match bound.to_i128() {
            Some(bound) => keep(scaled, &bound, kept),
            None => kept.iter_mut().for_each(|kept| *kept &= bound.is_negative()),
        },
        Scaled::Big(scaled) => keep(scaled, bound, kept),
    }
}

fn range(scores: &Scores, among: &[bool]) -> Option<Range> {
    fn ends<N: Ord + Clone>(scaled: &[N], among: &[bool]) -> Option<(N, N)> {
        let mut found = scaled.iter().zip(among).filter(|(_, is)| **is).map(|(worth, _)| worth);
        let first = found.next()?;
        let (low, high) = found.fold((first, first), |(low, high), worth| (low.min(worth), high.max(worth)));
        Some((low.clone(), high.clone()))
    }
    let (low, high): (BigInt, BigInt) = match scores.scaled() {
        Scaled::Narrow(scaled) => ends(scaled, among).map(|(low, high)| (low.into(), high.into()))?,
        Scaled::Wide(scaled) => ends(scaled, among).map(|(low, high)| (low.into(), high.into()))?,
        Scaled::Big(scaled) => ends(scaled, among)?,
    };
    Some(Range {
        least: Rational::new(low, scores.denominator().clone())?,
        greatest: Rational::new(high, scores.denominator().clone())?,
    })
}
