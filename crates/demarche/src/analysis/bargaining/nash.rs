//! The Nash solution (Nash 1950): the greatest product of the gains over no deal. Independent of each party's unit; rung L2.
//!
//! Tie rule: all deals with the greatest product. Where somebody cannot gain at all every product is 0, and all efficient deals tie.

use crate::analysis::bargaining::frontier::{Point, gains};
use crate::rational::Rational;

/// The product of the gains over `base`.
pub fn product(point: &Point, base: &[Rational]) -> Rational {
    gains(point, base)
        .iter()
        .fold(Rational::integer(1), |product, gain| &product * gain)
}
