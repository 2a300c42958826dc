//! Adjusted Winner (Brams & Taylor 1996): two parties share issues that can be split, so that both get the same share of what they want, nobody
//! prefers the other's part, and nothing better for both is left; at most one issue is split.
//!
//! Each party's points on the contested issues count as shares of its own total, so that both distribute the same. Issues are lined up by the ratio of the
//! first party's share to the second's, the greatest first; the first party takes from the front until both have equally much. Tie rule: issues with
//! equal ratios in the order of the case; an issue on which neither has points is nobody's.

use std::cmp::Ordering;

use crate::rational::Rational;

/// What one issue is worth to the two parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contested {
    /// To the first party; not negative.
    pub first: Rational,
    /// To the second party; not negative.
    pub second: Rational,
}

/// Who gets what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// By issue: the part that the first party gets, from 0 to 1; `None` where neither has points.
    pub first_gets: Vec<Option<Rational>>,
    /// The issue that is split, if one is.
    pub split: Option<usize>,
    /// What each gets of its own total: the same for both.
    pub share: Rational,
    /// What the first party gets in its own points.
    pub first_points: Rational,
    /// What the second party gets in its own points.
    pub second_points: Rational,
}

/// Divides the issues; `None` if one of the parties has no points at all. Cost: issues times their logarithm.
pub fn divide(issues: &[Contested]) -> Option<Division> {
    let total = |of: fn(&Contested) -> &Rational| issues.iter().fold(Rational::zero(), |sum, issue| &sum + of(issue));
    let (first_total, second_total) = (total(|issue| &issue.first), total(|issue| &issue.second));
    if first_total == Rational::zero() || second_total == Rational::zero() {
        return None;
    }
    let shares: Vec<(Rational, Rational)> = issues
        .iter()
        .map(|issue| Some((issue.first.checked_div(&first_total)?, issue.second.checked_div(&second_total)?)))
        .collect::<Option<_>>()?;
    let mut line: Vec<usize> = (0..issues.len())
        .filter(|issue| shares[*issue] != (Rational::zero(), Rational::zero()))
        .collect();
    line.sort_by(|left, right| by_ratio(&shares[*right], &shares[*left]).then(left.cmp(right)));
    // All starts with the second party; what the first takes moves both sums towards each other.
    let (mut first, mut second) = (Rational::zero(), Rational::integer(1));
    let mut first_gets: Vec<Option<Rational>> = vec![None; issues.len()];
    let mut split = None;
    for issue in line {
        let (own, other) = &shares[issue];
        let missing = &second - &first;
        let part = if missing <= Rational::zero() {
            Rational::zero()
        } else {
            let whole = own + other;
            let part = missing.checked_div(&whole)?.min(Rational::integer(1));
            first = &first + &(&part * own);
            second = &second - &(&part * other);
            part
        };
        if part != Rational::zero() && part != Rational::integer(1) {
            split = Some(issue);
        }
        first_gets[issue] = Some(part);
    }
    Some(Division {
        first_gets,
        split,
        first_points: &first * &first_total,
        second_points: &second * &second_total,
        share: first,
    })
}

/// Compares the ratios of first to second; a ratio with nothing below the line is the greatest.
fn by_ratio(left: &(Rational, Rational), right: &(Rational, Rational)) -> Ordering {
    (&left.0 * &right.1).cmp(&(&right.0 * &left.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_panama_canal() {
        // Raiffa (1982); the ten issues of the negotiations, with points as in Brams and Taylor (1996).
        let us = [22, 22, 15, 14, 11, 6, 4, 2, 2, 2];
        let panama = [9, 15, 15, 3, 15, 5, 11, 7, 7, 13];
        let issues: Vec<Contested> = us
            .iter()
            .zip(panama)
            .map(|(us, panama)| Contested {
                first: Rational::integer(*us),
                second: Rational::integer(panama),
            })
            .collect();
        let division = divide(&issues).unwrap();
        assert_eq!(division.split, Some(2));
        assert_eq!(division.first_gets[2], Rational::new(2, 15));
        assert_eq!(division.first_points, Rational::integer(66));
        assert_eq!(division.second_points, Rational::integer(66));
        assert_eq!(division.share.to_string(), "0.66");
    }
}
