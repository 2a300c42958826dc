//! Whether the whole can be divided so that no coalition would do better on its own: the core.
//!
//! D. B. Gillies, "Solutions to general non-zero-sum games", 1959: `x(N) = v(N)` and `x(S) >= v(S)` for every coalition `S`. It is empty iff
//! the least core's epsilon is greater than 0, and then a balanced collection of coalitions claims more than there is (Bondareva 1963;
//! Shapley 1967): the reason why somebody always walks off.

use crate::analysis::power::cooperative::{Balanced, CooperativeGame};
use crate::analysis::power::least_core::LeastCore;
use crate::rational::Rational;

/// The core, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Core {
    /// Divisions exist that no coalition can improve upon; this is one.
    Stable {
        /// One share a player.
        division: Vec<Rational>,
    },
    /// Every division is rejected by some coalition.
    Empty {
        /// Coalitions that together claim more than the whole.
        claims: Balanced,
    },
}

/// The core of `game`, whose least core is given (`None` for a single player).
pub fn core(game: &CooperativeGame, least_core: Option<&LeastCore>) -> Core {
    match least_core {
        None => Core::Stable {
            division: vec![game.worth(game.everybody())],
        },
        Some(least) if least.epsilon <= Rational::zero() => Core::Stable {
            division: least.division.clone(),
        },
        Some(least) => Core::Empty {
            claims: least.tight.clone(),
        },
    }
}
