//! The egalitarian solution (Kalai 1977): the greatest least gain over no deal; and leximin (Sen 1970, after Rawls), which goes on with the second least
//! gain where the least are equal. They compare gains between parties: rung L4.
//!
//! Tie rule: all deals with the greatest least gain; all with the greatest sorted gains.

use crate::analysis::bargaining::frontier::{Point, gains};
use crate::rational::Rational;

/// The least gain over `base`.
pub fn least_gain(point: &Point, base: &[Rational]) -> Option<Rational> {
    gains(point, base).into_iter().min()
}

/// All gains over `base`, the least first.
pub fn sorted_gains(point: &Point, base: &[Rational]) -> Vec<Rational> {
    let mut gains = gains(point, base);
    gains.sort_unstable();
    gains
}
