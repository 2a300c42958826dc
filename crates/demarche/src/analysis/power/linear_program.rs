//! Linear programs of coalitions, solved in floating point and proved in exact numbers.
//!
//! The programs of this folder have one form: minimize the sum of some variables so that the sums of certain other sets of variables reach
//! certain bounds; the variables are free. So a set of variables is a bit mask, and a row is a mask and a bound. By duality (Gale, Kuhn &
//! Tucker 1951), a point that meets every row, and multipliers of the rows that add up to the objective, are both optimal if they give
//! the same value. Both are proposed by a solver and made exact from the rows that are tight; then this file checks, without rounding, that
//! the point meets all rows, that the multipliers are balanced and have the right sign, and that the values are equal. Whatever the
//! solver did, what passes is true.
//!
//! Where numbers differ by less than the solver can tell, the program is looked at more closely: only rows that are nearly tight, and only
//! their distance from the proposed point, stretched to the solver's range (iterative refinement: Gleixner, Steffy & Wolter 2016).

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::analysis::power::proposal::{self, Proposal};
use crate::analysis::power::{Coalition, elimination, members};

/// Minimize the sum of the variables in `objective`, subject to `rows`.
#[derive(Clone, Debug)]
pub(super) struct Program {
    /// How many variables, numbered from 0.
    pub(super) variables: usize,
    /// The variables whose sum is minimized.
    pub(super) objective: Coalition,
    /// What holds.
    pub(super) rows: Vec<Row>,
}

/// The sum of the variables in `sum` is at least, or exactly, `bound`.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Which variables.
    pub(super) sum: Coalition,
    /// What their sum must reach.
    pub(super) bound: BigRational,
    /// Whether it must be the bound itself.
    pub(super) exactly: bool,
}

impl Row {
    pub(super) fn at_least(sum: Coalition, bound: BigRational) -> Self {
        Row {
            sum,
            bound,
            exactly: false,
        }
    }

    pub(super) fn exactly(sum: Coalition, bound: BigRational) -> Self {
        Row { sum, bound, exactly: true }
    }
}

/// An optimum with its proof.
#[derive(Clone, Debug)]
pub(super) struct Optimum {
    /// The least value.
    pub(super) value: BigRational,
    /// Variables that attain it.
    pub(super) point: Vec<BigRational>,
    /// Positions of rows with their multipliers, none of them 0. A row that is no equation and has one is tight at every optimal point.
    pub(super) multipliers: Vec<(usize, BigRational)>,
}

/// The exact optimum could not be established; the solver's value in floating point, if it had one. Never to be printed as exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unproven {
    /// The solver's value, to a few digits.
    pub about: Option<f64>,
}

/// How often a program is looked at more closely; each time gains about six digits.
const CLOSER: usize = 8;

/// The optimum of a program that has one.
///
/// # Errors
///
/// If the solver finds none, or what it finds cannot be confirmed in exact numbers.
pub(super) fn solve(program: &Program) -> Result<Optimum, Unproven> {
    let proposal = proposal::propose(program).ok_or(Unproven { about: None })?;
    let about = Some(proposal.value);
    refine(program, &proposal, CLOSER).ok_or(Unproven { about })
}

/// The optimum that the proposal means, or that is found by looking more closely where it lies.
fn refine(program: &Program, proposal: &Proposal, closer: usize) -> Option<Optimum> {
    exact(program, proposal).or_else(|| {
        let corner = proposal.exact_point();
        let near = proposal.nearly_tight(program);
        let rows = near.iter().map(|row| {
            let row = &program.rows[*row];
            Row {
                bound: &row.bound - sum(&corner, row.sum),
                ..row.clone()
            }
        });
        let inside = Program {
            rows: rows.collect(),
            ..*program
        };
        let found = refine(&inside, &proposal::propose(&inside)?, closer.checked_sub(1)?)?;
        let point: Vec<BigRational> = corner.iter().zip(&found.point).map(|(corner, step)| corner + step).collect();
        let multipliers = found.multipliers.into_iter();
        let multipliers = multipliers.map(|(row, multiplier)| (near[row], multiplier)).collect();
        confirm(program, point, multipliers)
    })
}

fn exact(program: &Program, proposal: &Proposal) -> Option<Optimum> {
    let multipliers = elimination::multipliers(program, proposal)?;
    let point = elimination::point(program, proposal, &multipliers)?;
    confirm(program, point, multipliers)
}

/// What a set of variables sums to.
fn sum(point: &[BigRational], set: Coalition) -> BigRational {
    members(set).filter_map(|variable| point.get(variable)).sum()
}

/// `point` and `multipliers` with their value, if they prove each other optimal.
fn confirm(program: &Program, point: Vec<BigRational>, multipliers: Vec<(usize, BigRational)>) -> Option<Optimum> {
    let met = |row: &Row| {
        let sum = sum(&point, row.sum);
        if row.exactly { sum == row.bound } else { sum >= row.bound }
    };
    let mut balance = vec![BigRational::zero(); program.variables];
    let mut dual = BigRational::zero();
    for (position, multiplier) in &multipliers {
        let row = program.rows.get(*position)?;
        if multiplier.is_negative() && !row.exactly {
            return None;
        }
        dual += multiplier * &row.bound;
        for variable in members(row.sum) {
            *balance.get_mut(variable)? += multiplier;
        }
    }
    let wanted = |variable: usize| BigRational::from_integer((program.objective >> variable & 1).into());
    let balanced = balance.iter().enumerate().all(|(variable, sum)| *sum == wanted(variable));
    let value = sum(&point, program.objective);
    let proven = point.len() == program.variables && program.rows.iter().all(met) && balanced && value == dual;
    proven.then_some(Optimum { value, point, multipliers })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(numerator: i64, denominator: i64) -> BigRational {
        BigRational::new(numerator.into(), denominator.into())
    }

    /// x + y >= 1, y + z >= 1, x + z >= 1: the least sum of the three is 3/2.
    fn triangle() -> Program {
        let rows = [0b011, 0b110, 0b101].map(|sum| Row::at_least(sum, number(1, 1)));
        Program {
            variables: 3,
            objective: 0b111,
            rows: rows.to_vec(),
        }
    }

    #[test]
    fn an_optimum_is_exact() {
        let optimum = solve(&triangle()).unwrap();
        assert_eq!(optimum.value, number(3, 2));
        assert_eq!(optimum.point, vec![number(1, 2); 3]);
    }

    #[test]
    fn what_is_no_proof_is_not_confirmed() {
        let value = |point: [(i64, i64); 3], multipliers: &[(i64, i64)]| {
            let point = point.map(|(numerator, denominator)| number(numerator, denominator)).to_vec();
            let multipliers = multipliers.iter().map(|(numerator, denominator)| number(*numerator, *denominator));
            confirm(&triangle(), point, multipliers.enumerate().collect()).map(|optimum| optimum.value)
        };
        let halves = [(1, 2); 3];
        assert_eq!(value(halves, &halves), Some(number(3, 2)));
        assert_eq!(value([(1, 3); 3], &halves), None);
        assert_eq!(value([(1, 1), (1, 2), (1, 2)], &halves), None);
        assert_eq!(value(halves, &halves[..2]), None);
        assert_eq!(value(halves, &[(-1, 2), (3, 2), (1, 2)]), None);
    }

    #[test]
    fn differences_too_small_for_the_solver_are_told_apart() {
        let mut close = triangle();
        let little = number(1, 1_000_000_000_000);
        close.rows.push(Row::at_least(0b001, number(1, 2) + &little * &little));
        close.rows.push(Row::at_least(0b010, number(1, 2) + &little));
        let optimum = solve(&close).unwrap();
        assert_eq!(optimum.value, number(3, 2) + little);
    }

    #[test]
    fn a_program_without_optimum_is_not_proven() {
        let mut unbounded = triangle();
        unbounded.rows.truncate(1);
        assert!(solve(&unbounded).is_err());
        let mut infeasible = triangle();
        infeasible.rows.push(Row::exactly(0b011, number(0, 1)));
        assert!(solve(&infeasible).is_err());
    }
}
