//! Random numbers of all lengths, and scores from a table of worths.

use demarche::case::Formula;
use demarche::index::IssueId;
use demarche::model::{Limits, Scores, Space};
use demarche::rational::Rational;
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

/// How long a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// A whole number of one digit; ties are frequent.
    Digit,
    /// A small quotient.
    Short,
    /// Up to 2^62 either way: the longest that 64 bits are used for.
    Edge,
    /// Seventeen decimals, as programs print binary floating-point numbers.
    Printed,
    /// Sixty decimals: the longest that can be written.
    Longest,
}

pub(super) const LENGTHS: [Length; 5] = [Length::Digit, Length::Short, Length::Edge, Length::Printed, Length::Longest];

/// A random number of a given length. Whatever the length, some are small.
pub(super) fn number(length: Length) -> BoxedStrategy<Rational> {
    let small = (-3i64..=3).prop_map(Rational::integer);
    let edge = (1i64 << 62) - 1;
    match length {
        Length::Digit => (0i64..=4).prop_map(Rational::integer).boxed(),
        Length::Short => (-30i64..=30, 1i64..=6).prop_map(|(above, below)| quotient(above, below)).boxed(),
        Length::Edge => {
            let ends = prop_oneof![-edge..=edge, edge - 2..=edge, -edge..=-edge + 2];
            prop_oneof![1 => small, 3 => ends.prop_map(Rational::integer)].boxed()
        }
        Length::Printed => {
            let long = (-3 * 10i64.pow(17)..3 * 10i64.pow(17)).prop_map(|above| quotient(above, 10i64.pow(17)));
            prop_oneof![1 => small, 3 => long].boxed()
        }
        Length::Longest => {
            let long = (any::<u128>(), any::<u64>(), any::<bool>()).prop_map(|(high, low, negative)| {
                let above: BigInt = (BigInt::from(high) << 64u32) + low;
                Rational::new(if negative { -above } else { above }, BigInt::from(10).pow(60)).unwrap()
            });
            prop_oneof![1 => small, 3 => long].boxed()
        }
    }
}

fn quotient(above: i64, below: i64) -> Rational {
    Rational::new(above, below).unwrap()
}

pub(super) fn length() -> impl Strategy<Value = Length> {
    prop::sample::select(&LENGTHS[..])
}

/// Worths, one row a deal and one number a party, and which deals are looked at.
#[derive(Clone, Debug)]
pub(super) struct Worths {
    pub(super) rows: Vec<Vec<Rational>>,
    pub(super) among: Vec<bool>,
}

/// Random worths: every party has numbers of one length.
pub(super) fn worths(parties: usize, deals: std::ops::Range<usize>) -> impl Strategy<Value = Worths> {
    let looked_at = prop_oneof![4 => Just(true), 1 => Just(false)];
    prop::collection::vec(length(), parties).prop_flat_map(move |lengths| {
        let row: Vec<BoxedStrategy<Rational>> = lengths.into_iter().map(number).collect();
        prop::collection::vec((row, looked_at.clone()), deals.clone()).prop_map(|deals| {
            let (rows, among) = deals.into_iter().unzip();
            Worths { rows, among }
        })
    })
}

impl Worths {
    /// Scores in which the n-th state is worth what the n-th row says, party by party.
    pub(super) fn scores(&self) -> Vec<Scores> {
        let parties = self.rows[0].len();
        let space = Space::from_radices(&[self.rows.len() as u32], &[], &Limits::STANDARD).unwrap();
        let table = |party: usize| {
            let column = (0..).zip(self.rows.iter().map(|row| row[party].clone()));
            let terms: Vec<(Formula, Rational)> = column.map(|(value, worth)| (Formula::In(IssueId(0), vec![value]), worth)).collect();
            Scores::new(&space, &terms)
        };
        (0..parties).map(table).collect()
    }

    /// The rows as plain quotients.
    pub(super) fn plain(&self) -> Vec<Vec<BigRational>> {
        self.rows.iter().map(|row| plain(row)).collect()
    }
}

/// Plain quotients.
pub(super) fn plain(numbers: &[Rational]) -> Vec<BigRational> {
    numbers.iter().map(|number| number.as_big().clone()).collect()
}

/// The efficient rows among some, by definition: no other of them is nowhere below and somewhere above.
pub(super) fn efficient<N: Ord>(rows: &[Vec<N>], among: &[bool]) -> Vec<u32> {
    let looked_at: Vec<u32> = (0..rows.len() as u32).filter(|row| among[*row as usize]).collect();
    let dominates = |other: u32, row: u32| {
        let pairs = || rows[other as usize].iter().zip(&rows[row as usize]);
        pairs().all(|(theirs, own)| theirs >= own) && pairs().any(|(theirs, own)| theirs > own)
    };
    let mut kept = looked_at.clone();
    kept.retain(|row| !looked_at.iter().any(|other| dominates(*other, *row)));
    kept
}
