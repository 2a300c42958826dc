//! What each coalition is worth on its own.
//!
//! A cooperative game with transferable utility (von Neumann & Morgenstern 1944): a number `v(S)` for each coalition, 0 for nobody, that its
//! members can divide among themselves as they like.

use num_rational::BigRational;
use num_traits::Zero;

use crate::analysis::power::{Coalition, everybody, members};
use crate::rational::Rational;

/// The most players of a cooperative game: a thousand coalitions.
pub const MOST_PLAYERS: usize = 10;

/// A cooperative game of one to [`MOST_PLAYERS`] players.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CooperativeGame {
    players: usize,
    /// By coalition.
    worth: Vec<BigRational>,
}

impl CooperativeGame {
    /// The game in which a coalition that is not empty has this worth; `None` without players, or with more than [`MOST_PLAYERS`].
    pub fn new(players: usize, mut worth: impl FnMut(Coalition) -> Rational) -> Option<Self> {
        if players == 0 || players > MOST_PLAYERS {
            return None;
        }
        let others = (1..=everybody(players)).map(|coalition| worth(coalition).as_big().clone());
        let worth = std::iter::once(BigRational::zero()).chain(others).collect();
        Some(CooperativeGame { players, worth })
    }

    /// How many players.
    pub fn players(&self) -> usize {
        self.players
    }

    /// All players.
    pub fn everybody(&self) -> Coalition {
        everybody(self.players)
    }

    /// What a coalition of these players is worth.
    pub fn worth(&self, coalition: Coalition) -> Rational {
        self.big(coalition).clone().into()
    }

    /// The coalitions that are neither empty nor everybody, ascending.
    pub fn proper(&self) -> impl Iterator<Item = Coalition> {
        1..self.everybody()
    }

    pub(super) fn big(&self, coalition: Coalition) -> &BigRational {
        &self.worth[coalition as usize]
    }

    /// How much more a coalition is worth than what it gets of a division: what it would gain by walking off, `v(S) - x(S)`.
    pub fn excess(&self, coalition: Coalition, division: &[Rational]) -> Rational {
        let gets = members(coalition).filter_map(|player| division.get(player)).map(Rational::as_big);
        (self.big(coalition) - gets.sum::<BigRational>()).into()
    }
}

/// A collection of coalitions with weights such that each player's weights sum to 1: everybody spends one unit of time in them.
///
/// The core is empty iff some balanced collection together claims more than there is (Bondareva 1963; Shapley 1967).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balanced {
    /// Coalitions with weights greater than 0, ascending.
    pub weights: Vec<(Coalition, Rational)>,
    /// The weighted sum of what the coalitions are worth.
    pub claims: Rational,
}

impl Balanced {
    /// From weights that are balanced up to a factor.
    pub(super) fn new(game: &CooperativeGame, mut weights: Vec<(Coalition, BigRational)>, factor: &BigRational) -> Self {
        weights.sort_unstable_by_key(|(coalition, _)| *coalition);
        let weights: Vec<(Coalition, BigRational)> = weights
            .into_iter()
            .map(|(coalition, weight)| (coalition, weight / factor))
            .collect();
        let claims: BigRational = weights.iter().map(|(coalition, weight)| weight * game.big(*coalition)).sum();
        Balanced {
            weights: weights.into_iter().map(|(coalition, weight)| (coalition, weight.into())).collect(),
            claims: claims.into(),
        }
    }
}
