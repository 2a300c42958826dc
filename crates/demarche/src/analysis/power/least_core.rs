//! How much every coalition would have to forgo so that nobody walks off: the least core.
//!
//! The least `epsilon` for which the whole can be divided so that every coalition `S` that is neither empty nor everybody gets at least
//! `v(S) - epsilon`: `x(S) >= v(S) - epsilon`, `x(N) = v(N)` (Maschler, Peleg & Shapley 1979; the strong epsilon-core of Shapley & Shubik
//! 1966). The core is empty iff it is greater than 0. Single players count as coalitions; beyond that nobody is promised what it is
//! worth alone.

use num_rational::BigRational;
use num_traits::{One, Signed};

use crate::analysis::power::Coalition;
use crate::analysis::power::cooperative::{Balanced, CooperativeGame};
use crate::analysis::power::linear_program::{Program, Row, Unproven, solve};
use crate::rational::Rational;

/// The least core of a game of two players or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeastCore {
    /// What the worst-off coalition forgoes, at least; less than 0 if every coalition can get more than it is worth.
    pub epsilon: Rational,
    /// A division of the whole in the least core: one share a player.
    pub division: Vec<Rational>,
    /// Coalitions that get exactly `v(S) - epsilon` in every division of the least core: they hold each other in check.
    pub tight: Balanced,
}

/// The least core; `None` for a single player, who has nobody to divide with.
///
/// Cost: two linear programs of `2^players` rows.
///
/// # Errors
///
/// If the result cannot be proved in exact numbers.
pub fn least_core(game: &CooperativeGame) -> Result<Option<LeastCore>, Unproven> {
    if game.players() < 2 {
        return Ok(None);
    }
    let epsilon = 1 << game.players();
    let rows = game
        .proper()
        .map(|coalition| Row::at_least(coalition | epsilon, game.big(coalition).clone()));
    let whole = Row::exactly(game.everybody(), game.big(game.everybody()).clone());
    let program = Program {
        variables: game.players() + 1,
        objective: epsilon,
        rows: rows.chain([whole]).collect(),
    };
    let mut optimum = solve(&program)?;
    optimum.point.truncate(game.players());
    let tight: Vec<(Coalition, BigRational)> = optimum
        .multipliers
        .into_iter()
        .map(|(row, multiplier)| (program.rows[row].sum & !epsilon, multiplier))
        .filter(|(coalition, _)| *coalition != game.everybody())
        .collect();
    // The multipliers of each player's coalitions sum to the same number, whose opposite is the multiplier of the whole.
    let each: BigRational = tight
        .iter()
        .filter(|(coalition, _)| coalition & 1 == 1)
        .map(|(_, weight)| weight)
        .sum();
    let factor = if each.is_positive() { each } else { BigRational::one() };
    Ok(Some(LeastCore {
        epsilon: optimum.value.into(),
        division: optimum.point.into_iter().map(Rational::from).collect(),
        tight: Balanced::new(game, tight, &factor),
    }))
}
