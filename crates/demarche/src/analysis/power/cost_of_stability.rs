//! The least that an outsider must add to the whole so that it can be divided without anybody walking off.
//!
//! Y. Bachrach, E. Elkind, R. Meir, D. Pasechnik, M. Zuckerman, J. Rothe and J. S. Rosenschein, "The cost of stability in coalitional games",
//! 2009: the least `delta >= 0` such that the game whose whole is worth `v(N) + delta` has a core. It is what `min x(N)` subject to
//! `x(S) >= v(S)` for all `S` exceeds `v(N)` by.

use crate::analysis::power::cooperative::CooperativeGame;
use crate::analysis::power::linear_program::{Program, Row, Unproven, solve};
use crate::rational::Rational;

/// The subsidy, and a division that it makes stable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostOfStability {
    /// At least 0; 0 iff the core is not empty.
    pub subsidy: Rational,
    /// One share a player; they sum to the whole and the subsidy.
    pub division: Vec<Rational>,
}

/// The cost of stability.
///
/// Cost: two linear programs of `2^players` rows.
///
/// # Errors
///
/// If the result cannot be proved in exact numbers.
pub fn cost_of_stability(game: &CooperativeGame) -> Result<CostOfStability, Unproven> {
    let whole = game.big(game.everybody());
    let coalitions = game.proper().chain([game.everybody()]);
    let program = Program {
        variables: game.players(),
        objective: game.everybody(),
        rows: coalitions
            .map(|coalition| Row::at_least(coalition, game.big(coalition).clone()))
            .collect(),
    };
    let optimum = solve(&program).map_err(|unproven| {
        // The solver's value is that of the whole with the subsidy.
        let whole = game.worth(game.everybody()).to_f64();
        Unproven {
            about: unproven.about.map(|about| (about - whole).max(0.0)),
        }
    })?;
    Ok(CostOfStability {
        subsidy: (optimum.value - whole).into(),
        division: optimum.point.into_iter().map(Rational::from).collect(),
    })
}
