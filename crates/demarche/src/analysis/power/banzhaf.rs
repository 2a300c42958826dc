//! The index of Penrose and Banzhaf: how often a player decides if all others join or not by the toss of a coin.
//!
//! L. S. Penrose, "The elementary statistics of majority voting", 1946; J. F. Banzhaf, "Weighted voting doesn't work", 1965. The absolute
//! index is `swings_i / 2^(n - 1)` (Dubey & Shapley 1979); the normalized one divides the swings by those of all players.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::analysis::power::swings::Swings;
use crate::rational::Rational;

/// One player's index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banzhaf {
    /// The coalitions of others that the player turns from losing into winning.
    pub swings: u64,
    /// Their share of all coalitions of others, in `[0, 1]`.
    pub absolute: Rational,
    /// The share of the player in all swings, in `[0, 1]`; the players' shares sum to 1.
    pub normalized: Rational,
}

/// Each player's index.
pub fn banzhaf(swings: &Swings) -> Vec<Banzhaf> {
    let players = swings.by_size.len();
    let all: BigInt = (0..players).map(|player| BigInt::from(swings.of(player))).sum();
    let coalitions = BigInt::from(1) << players.saturating_sub(1);
    let index = |player| {
        let own = swings.of(player);
        let share = |whole: &BigInt| Rational::from(BigRational::new(own.into(), whole.clone()));
        Banzhaf {
            swings: own,
            absolute: share(&coalitions),
            // A game in which everybody wins and nobody does not has a swing.
            normalized: share(&all),
        }
    };
    (0..players).map(index).collect()
}
