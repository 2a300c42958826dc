//! Individually rational deals, and the ranges of worths, against their definitions.

use demarche::analysis::bargaining::Problem;
use demarche::rational::Rational;
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::numbers::{Worths, length, number, plain, worths};
use crate::twins::random::for_random;

/// What no deal is worth: any number, also no multiple of a denominator of the worths, or beyond all of them either way.
fn no_deal() -> impl Strategy<Value = Rational> {
    let seventh = (-40i64..40).prop_map(|above| Rational::new(above, 7).unwrap());
    let beyond = (any::<bool>(), 60u32..300).prop_map(|(negative, bits)| {
        let above: BigInt = (BigInt::from(1) << bits) + 1;
        Rational::new(if negative { -above } else { above }, 3).unwrap()
    });
    prop_oneof![4 => seventh, 4 => length().prop_flat_map(number), 1 => beyond]
}

pub(super) fn problems(
    parties: std::ops::RangeInclusive<usize>,
    deals: std::ops::Range<usize>,
) -> impl Strategy<Value = (Worths, Vec<Rational>)> {
    parties.prop_flat_map(move |parties| {
        let worths = worths(parties, deals.clone()).prop_flat_map(move |worths| {
            let rows = worths.rows.len();
            // As often as not, what a deal is worth: ties with no deal.
            let one = prop_oneof![no_deal().prop_map(Ok), (0..rows).prop_map(Err)];
            (Just(worths), prop::collection::vec(one, parties))
        });
        worths.prop_map(|(worths, no_deal)| {
            let one = |(party, no_deal): (usize, Result<Rational, usize>)| no_deal.unwrap_or_else(|row| worths.rows[row][party].clone());
            let no_deal = no_deal.into_iter().enumerate().map(one).collect();
            (worths, no_deal)
        })
    })
}

#[test]
fn individual_rationality_and_ranges() {
    for_random(5, problems(1..=4, 1..12), |(worths, no_deal)| {
        let scores = worths.scores();
        let problem = Problem {
            scores: scores.iter().collect(),
            no_deal: no_deal.clone(),
            deals: worths.among.clone(),
        };
        let (rows, base) = (worths.plain(), plain(no_deal));
        let pairs = |row: usize| rows[row].iter().zip(&base);
        let deals = 0..rows.len();
        let weakly: Vec<bool> = deals
            .clone()
            .map(|row| worths.among[row] && pairs(row).all(|(worth, base)| worth >= base))
            .collect();
        assert_eq!(problem.individually_rational(), weakly);
        let strictly = deals
            .clone()
            .filter(|row| worths.among[*row] && pairs(*row).all(|(worth, base)| worth > base));
        assert_eq!(problem.strictly_rational(&weakly), strictly.count() as u64);
        for among in [&worths.among, &weakly] {
            let ends = |party: usize| {
                let column = deals.clone().filter(|row| among[*row]).map(|row| rows[row][party].clone());
                let column: Vec<BigRational> = column.collect();
                Some((column.iter().min()?.clone(), column.iter().max()?.clone()))
            };
            let expected: Option<Vec<(BigRational, BigRational)>> = (0..base.len()).map(ends).collect();
            let ranges = problem.ranges(among).map(|ranges| {
                let both = ranges
                    .iter()
                    .map(|range| (range.least.as_big().clone(), range.greatest.as_big().clone()));
                both.collect::<Vec<_>>()
            });
            assert_eq!(ranges, expected);
        }
    });
}
