//! How often a player turns a losing coalition into a winning one, by the size of the coalition.
//!
//! Both indices of power are sums over these *swings*. Two ways of counting give the same numbers: visiting every coalition, and, for a quota
//! with weights, generating functions (Cantor's remark in Mann & Shapley 1962; Brams & Affuso 1976): the coalitions of the other players are
//! counted by size and weight, one player at a time, and player `i` swings those of weight `w` with `w < quota <= w + weight_i`.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use crate::analysis::power::simple_game::{SimpleGame, Weights};
use crate::analysis::power::{everybody, members};

/// Different sums of weights up to which coalitions are counted by weight.
pub const MOST_SUMS: usize = 4_096;

/// The swings of every player.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swings {
    /// By player and size of the coalition before the player joins, from 0 to the number of players less one.
    pub(super) by_size: Vec<Vec<u64>>,
}

impl Swings {
    /// How many swings a player has.
    pub fn of(&self, player: usize) -> u64 {
        self.by_size.get(player).map_or(0, |sizes| sizes.iter().sum())
    }

    /// The players who never matter (dummies).
    pub fn dummies(&self) -> impl Iterator<Item = usize> {
        (0..self.by_size.len()).filter(|player| self.of(*player) == 0)
    }
}

/// Counts the swings of every player; `None` if the game has more players than
/// [`MOST_ENUMERATED`](crate::analysis::power::simple_game::MOST_ENUMERATED) and is no quota with weights of at most [`MOST_SUMS`]
/// different sums.
///
/// Cost: players x 2^players, or players^2 x different sums.
pub fn swings(game: &SimpleGame) -> Option<Swings> {
    by_weight(game).or_else(|| by_coalition(game))
}

/// By visiting every coalition.
fn by_coalition(game: &SimpleGame) -> Option<Swings> {
    let wins = game.table()?;
    let all = everybody(game.players());
    let mut by_size = vec![vec![0; game.players()]; game.players()];
    for coalition in (0..=all).filter(|coalition| !wins[*coalition as usize]) {
        for player in members(all & !coalition) {
            if wins[(coalition | 1 << player) as usize] {
                by_size[player][coalition.count_ones() as usize] += 1;
            }
        }
    }
    Some(Swings { by_size })
}

/// By counting coalitions of each weight.
fn by_weight(game: &SimpleGame) -> Option<Swings> {
    let weights = game.weights()?;
    let by_size = (0..game.players())
        .map(|player| swings_of(weights, player))
        .collect::<Option<_>>()?;
    Some(Swings { by_size })
}

fn swings_of(weights: &Weights, player: usize) -> Option<Vec<u64>> {
    let (players, own) = (weights.of.len(), &weights.of[player]);
    if !own.is_positive() {
        return Some(vec![0; players]);
    }
    // How many coalitions of the others have each weight, by size.
    let mut count: BTreeMap<BigInt, Vec<u64>> = BTreeMap::from([(BigInt::zero(), unit(players))]);
    for (_, weight) in weights.of.iter().enumerate().filter(|(other, _)| *other != player) {
        let joined: Vec<(BigInt, Vec<u64>)> = count.iter().map(|(sum, sizes)| (sum + weight, grown(sizes))).collect();
        for (sum, sizes) in joined {
            let known = count.entry(sum).or_insert_with(|| vec![0; players]);
            for (known, more) in known.iter_mut().zip(sizes) {
                *known += more;
            }
        }
        if count.len() > MOST_SUMS {
            return None;
        }
    }
    let mut swings = vec![0; players];
    for (_, sizes) in count.range(&weights.quota - own..weights.quota.clone()) {
        for (swings, more) in swings.iter_mut().zip(sizes) {
            *swings += more;
        }
    }
    Some(swings)
}

/// One coalition, of nobody.
fn unit(players: usize) -> Vec<u64> {
    (0..players).map(|size| u64::from(size == 0)).collect()
}

/// The same coalitions with one member more; there is none of all players, since one is left out.
fn grown(sizes: &[u64]) -> Vec<u64> {
    let before = &sizes[..sizes.len().saturating_sub(1)];
    std::iter::once(0).chain(before.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Consent;
    use crate::rational::Rational;

    #[test]
    fn both_ways_agree() {
        for quota in 1..=17 {
            let weights = [2, 4, 4, 4, 1, 2, 0].into_iter().enumerate();
            let weights = weights.map(|(member, weight)| (member as u32, Rational::integer(weight))).collect();
            let game = SimpleGame::new(&Consent::Weighted(Rational::integer(quota), weights), &[0, 1, 2, 3, 4, 5, 6]).unwrap();
            assert!(by_weight(&game).is_some());
            assert_eq!(by_weight(&game), by_coalition(&game), "{quota}");
        }
    }
}
