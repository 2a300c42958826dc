//! The utilitarian solution (Harsanyi 1955): the greatest sum of worths. It adds worths of different parties: rung L4.
//!
//! The *relative* variant (Dhillon & Mertens 1999, relative utilitarianism) first divides each party's gain by the most that it could gain over all
//! deals; it needs no common unit, and so rung L2. Tie rule: all deals with the greatest sum.

use crate::analysis::bargaining::frontier::Point;
use crate::analysis::bargaining::kalai_smorodinsky::shares;
use crate::rational::Rational;

/// The sum of the worths.
pub fn sum(point: &Point) -> Rational {
    point.worth.iter().fold(Rational::zero(), |sum, worth| &sum + worth)
}

/// The sum of the gains over `base`, each as a share of the gain at the `ideal`.
pub fn relative_sum(point: &Point, base: &[Rational], ideal: &[Rational]) -> Rational {
    shares(point, base, ideal).iter().fold(Rational::zero(), |sum, share| &sum + share)
}
