//! The utilitarian solution (Harsanyi 1955): the greatest sum of worths. It adds worths of different parties: rung L4.
//!
//! The *relative* variant (Dhillon & Mertens 1999, relative utilitarianism) first divides each party's gain by the most that it could gain over all
//! deals; it needs no common unit, and so rung L2. Tie rule: all deals with the greatest sum.

use crate::analysis::bargaining::whole::Whole;

/// The sum: of worths, or of shares.
pub fn sum<N: Whole>(values: &[N]) -> N {
    values.iter().fold(N::zero(), |mut sum, value| {
        sum += value;
        sum
    })
}
