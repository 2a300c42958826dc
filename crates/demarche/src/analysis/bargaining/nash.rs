//! The Nash solution (Nash 1950): the greatest product of the gains over no deal. Independent of each party's unit; rung L2.
//!
//! Tie rule: all deals with the greatest product. Where somebody cannot gain at all every product is 0, and all efficient deals tie.

use crate::analysis::bargaining::whole::Whole;

/// The product of all gains.
pub fn product<N: Whole>(gains: &[N]) -> N {
    gains.iter().fold(N::one(), |mut product, gain| {
        product *= gain;
        product
    })
}
