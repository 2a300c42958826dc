//! Adjusted Winner: what it promises, checked on random points with zeros and ties.

use demarche::analysis::bargaining::adjusted_winner::{Contested, Division, divide};
use demarche::rational::Rational;
use num_rational::BigRational;
use num_traits::{One, Zero};
use proptest::prelude::*;

use crate::twins::random::for_random;

/// Parts of an issue are tried in steps of a twelfth.
const STEPS: i64 = 12;

#[test]
fn adjusted_winner_keeps_its_promises() {
    let issues = prop::collection::vec((0i64..=5, 0i64..=5), 1..=6);
    for_random(10, issues, |points| {
        let issues: Vec<Contested> = points
            .iter()
            .map(|(first, second)| Contested {
                first: Rational::integer(*first),
                second: Rational::integer(*second),
            })
            .collect();
        let totals = points
            .iter()
            .fold((0, 0), |(first, second), point| (first + point.0, second + point.1));
        match divide(&issues) {
            None => assert!(totals.0 == 0 || totals.1 == 0),
            Some(division) => {
                assert!(totals.0 > 0 && totals.1 > 0);
                check_parts(points, &division);
                check_points(points, totals, &division);
                check_efficient(points, &division);
            }
        }
    });
}

/// Parts lie between 0 and 1, at most one strictly; what nobody wants is nobody's.
fn check_parts(points: &[(i64, i64)], division: &Division) {
    assert_eq!(division.first_gets.len(), points.len());
    let mut split = None;
    for (issue, (part, point)) in division.first_gets.iter().zip(points).enumerate() {
        assert_eq!(part.is_none(), *point == (0, 0));
        let Some(part) = part else { continue };
        assert!((Rational::zero()..=Rational::integer(1)).contains(part));
        if *part != Rational::zero() && *part != Rational::integer(1) {
            assert_eq!(split.replace(issue), None, "two issues are split");
        }
    }
    assert_eq!(division.split, split);
}

/// Both get the same share of their own totals, which is the sum of their parts, and at least half.
fn check_points(points: &[(i64, i64)], totals: (i64, i64), division: &Division) {
    let whole = |number: i64| BigRational::from_integer(number.into());
    let (mut first, mut second) = (BigRational::zero(), BigRational::zero());
    for (part, point) in division.first_gets.iter().zip(points) {
        let part = part.as_ref().map_or_else(BigRational::zero, |part| part.as_big().clone());
        first += whole(point.0) * &part;
        second += whole(point.1) * (BigRational::one() - part);
    }
    assert_eq!(division.first_points.as_big(), &first);
    assert_eq!(division.second_points.as_big(), &second);
    assert_eq!(division.share.as_big(), &(first / whole(totals.0)));
    assert_eq!(division.share.as_big(), &(second / whole(totals.1)));
    assert!(division.share >= Rational::new(1, 2).unwrap());
}

/// Nothing is at least as good for both and better for one: no division in which at most one issue is split, and none at all for few issues.
fn check_efficient(points: &[(i64, i64)], division: &Division) {
    let most_split = if points.len() <= 3 { points.len() } else { 1 };
    let first = &division.first_points * &Rational::integer(STEPS);
    let second = &division.second_points * &Rational::integer(STEPS);
    each_division(points, most_split, (0, 0), &mut |got| {
        let got = (Rational::integer(got.0), Rational::integer(got.1));
        let better = got.0 >= first && got.1 >= second && (got.0 > first || got.1 > second);
        assert!(!better, "{got:?} twelfths are better for both");
    });
}

/// Visits what both get, in twelfths of points, in every division that splits at most `most_split` issues.
fn each_division(points: &[(i64, i64)], most_split: usize, got: (i64, i64), visit: &mut impl FnMut((i64, i64))) {
    let Some((point, rest)) = points.split_first() else {
        return visit(got);
    };
    for part in 0..=STEPS {
        let is_split = part != 0 && part != STEPS;
        if is_split && most_split == 0 {
            continue;
        }
        let got = (got.0 + point.0 * part, got.1 + point.1 * (STEPS - part));
        each_division(rest, most_split - usize::from(is_split), got, visit);
    }
}
