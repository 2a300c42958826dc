//! The egalitarian solution (Kalai 1977): the greatest least gain over no deal; and leximin (Sen 1970, after Rawls), which goes on with the second least
//! gain where the least are equal. They compare gains between parties: rung L4.
//!
//! Tie rule: all deals with the greatest least gain; all with the greatest sorted gains.

use crate::analysis::bargaining::whole::Whole;

/// The least gain; `None` if nobody bargains.
pub fn least_gain<N: Whole>(gains: &[N]) -> Option<N> {
    gains.iter().min().cloned()
}

/// Puts the least gain first, then the second least, and so on.
pub fn sort<N: Whole>(gains: &mut [N]) {
    gains.sort_unstable();
}
