//! The Kalai-Smorodinsky solution (Kalai & Smorodinsky 1975): everybody gains the same share of the most that it could gain. Among finitely many deals:
//! the greatest least share. Independent of each party's unit; rung L2.
//!
//! The *ideal point* is the best for each party among the individually rational deals; a variant, named apart, takes the best over all
//! deals, rational or not. A party that cannot gain at all has every share of nothing: it counts as 1, and so decides nothing. Tie rule: all deals with the
//! greatest least share. A further variant, which a widely used program prints under this name, takes the *least spread* of the shares instead.

use crate::analysis::bargaining::frontier::{Point, gains};
use crate::rational::Rational;

/// Each party's gain over `base` as a share of what it gains at its `ideal`.
pub fn shares(point: &Point, base: &[Rational], ideal: &[Rational]) -> Vec<Rational> {
    let most = ideal.iter().zip(base).map(|(ideal, base)| ideal - base);
    let share = |(gain, most): (Rational, Rational)| gain.checked_div(&most).unwrap_or_else(|| Rational::integer(1));
    gains(point, base).into_iter().zip(most).map(share).collect()
}

/// The least share.
pub fn least_share(point: &Point, base: &[Rational], ideal: &[Rational]) -> Option<Rational> {
    shares(point, base, ideal).into_iter().min()
}

/// The distance between the greatest and the least share.
pub fn spread(point: &Point, base: &[Rational], ideal: &[Rational]) -> Rational {
    let shares = shares(point, base, ideal);
    match (shares.iter().max(), shares.iter().min()) {
        (Some(greatest), Some(least)) => greatest - least,
        _ => Rational::zero(),
    }
}
