//! The division that leaves the most dissatisfied coalition as little dissatisfied as possible, then the next, and so on: the nucleolus.
//!
//! D. Schmeidler, "The nucleolus of a characteristic function game", 1969. Among the divisions that give nobody less than it is worth alone
//! (imputations), it is the one whose excesses `v(S) - x(S)`, largest first, are lexicographically least; there is exactly one. It is in the
//! core if there is one.
//!
//! Computed by a sequence of linear programs (Maschler, Peleg & Shapley 1979; Kohlberg 1972): minimize the largest excess; coalitions with a
//! multiplier have this excess in every solution, so that it is fixed; go on with those whose share is not yet determined by what is fixed.
//! Each step determines at least one more direction, so that there are fewer steps than players.

use num_rational::BigRational;
use num_traits::Zero;

use crate::analysis::power::cooperative::CooperativeGame;
use crate::analysis::power::linear_program::{Program, Row, Unproven, solve};
use crate::analysis::power::span::Span;
use crate::rational::Rational;

/// The nucleolus: one share a player. `None` if there is no imputation, since everybody together are worth less than each alone.
///
/// Cost: fewer than `2 * players` linear programs of `2^players` rows.
///
/// # Errors
///
/// If a step cannot be proved in exact numbers.
pub fn nucleolus(game: &CooperativeGame) -> Result<Option<Vec<Rational>>, Unproven> {
    let alone: BigRational = (0..game.players()).map(|player| game.big(1 << player)).sum();
    if *game.big(game.everybody()) < alone {
        return Ok(None);
    }
    let epsilon = 1 << game.players();
    let mut fixed = vec![Row::exactly(game.everybody(), game.big(game.everybody()).clone())];
    let mut determined = Span::new(game.players());
    determined.add(game.everybody());
    let mut point = vec![game.big(game.everybody()).clone()];
    while determined.rank() < game.players() {
        let open = game.proper().filter(|coalition| !determined.has(*coalition));
        let excesses = open.map(|coalition| Row::at_least(coalition | epsilon, game.big(coalition).clone()));
        let imputation = (0..game.players()).filter(|player| !determined.has(1 << player));
        let imputation = imputation.map(|player| Row::at_least(1 << player, game.big(1 << player).clone()));
        let rows: Vec<Row> = excesses.chain(imputation).chain(fixed.iter().cloned()).collect();
        let program = Program {
            variables: game.players() + 1,
            objective: epsilon,
            rows,
        };
        // The value of one step says nothing about the nucleolus.
        let mut optimum = solve(&program).map_err(|_| Unproven { about: None })?;
        optimum.point.truncate(game.players());
        point = optimum.point;
        let before = determined.rank();
        for (row, _) in &optimum.multipliers {
            let row = &program.rows[*row];
            let coalition = row.sum & !epsilon;
            if !determined.has(coalition) {
                let forgone = if row.sum & epsilon == 0 {
                    BigRational::zero()
                } else {
                    optimum.value.clone()
                };
                determined.add(coalition);
                fixed.push(Row::exactly(coalition, &row.bound - forgone));
            }
        }
        // Multipliers of epsilon sum to 1, and those of what is determined cannot balance them: cannot happen with a proof.
        if determined.rank() == before {
            return Err(Unproven { about: None });
        }
    }
    Ok(Some(point.into_iter().map(Rational::from).collect()))
}
