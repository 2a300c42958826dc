//! The Kalai-Smorodinsky solution (Kalai & Smorodinsky 1975): everybody gains the same share of the most that it could gain. Among finitely many deals:
//! the greatest least share. Independent of each party's unit; rung L2.
//!
//! The *ideal point* is the best for each party among the individually rational deals; a variant, named apart, takes the best over all
//! deals, rational or not. A party that cannot gain at all has every share of nothing: it counts as 1, and so decides nothing. Tie rule: all deals with the
//! greatest least share. A further variant, which a widely used program prints under this name, takes the *least spread* of the shares instead.

use crate::analysis::bargaining::whole::Whole;

/// The least share; `None` if nobody bargains.
pub fn least_share<N: Whole>(shares: &[N]) -> Option<N> {
    shares.iter().min().cloned()
}

/// The distance between the greatest and the least share; `None` if nobody bargains.
pub fn spread<N: Whole>(shares: &[N]) -> Option<N> {
    let mut spread = shares.iter().max()?.clone();
    spread -= shares.iter().min()?;
    Some(spread)
}
