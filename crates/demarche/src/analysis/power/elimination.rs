//! Exact numbers from a solution in floating point: which rows are tight is taken from it, and the equations that they make are solved by
//! Gaussian elimination over rationals.
//!
//! Nothing here is trusted: [`linear_program`](super::linear_program) checks the result.

use num_rational::{BigRational, Ratio};
use num_traits::{One, Zero};

use crate::analysis::power::linear_program::Program;
use crate::analysis::power::proposal::{NEAR, Proposal};

/// The multipliers that the proposal means, with the positions of their rows: those of rows that it uses, balanced exactly.
pub(super) fn multipliers(program: &Program, proposal: &Proposal) -> Option<Vec<(usize, BigRational)>> {
    let used: Vec<usize> = (0..program.rows.len())
        .filter(|row| proposal.multipliers.get(*row).is_some_and(|multiplier| multiplier.abs() > NEAR))
        .collect();
    let near: Vec<BigRational> = used.iter().map(|row| simple(proposal.multipliers[*row])).collect();
    let mut equations = Equations::new(used.len());
    for variable in 0..program.variables {
        let touches = |row: &usize| program.rows[*row].sum >> variable & 1 == 1;
        equations.add(used.iter().map(touches), bit(program.objective >> variable & 1 == 1));
    }
    let exact = used.into_iter().zip(equations.solve(near)?);
    Some(exact.filter(|(_, multiplier)| !multiplier.is_zero()).collect())
}

/// The point that the proposal means: rows with a multiplier are tight, then those that are nearly so.
pub(super) fn point(program: &Program, proposal: &Proposal, multipliers: &[(usize, BigRational)]) -> Option<Vec<BigRational>> {
    let mut equations = Equations::new(program.variables);
    let paired = multipliers.iter().map(|(row, _)| *row);
    for row in paired.chain(proposal.nearly_tight(program)) {
        let row = &program.rows[row];
        equations.add(
            (0..program.variables).map(|variable| row.sum >> variable & 1 == 1),
            row.bound.clone(),
        );
    }
    let near = proposal.point.iter().map(|value| simple(*value) * &proposal.scale).collect();
    equations.solve(near)
}

/// Independent linear equations in echelon form.
struct Equations {
    unknowns: usize,
    /// Coefficients, with the right-hand side at the end; the first that is not 0 is 1, and no other row has one in its column.
    rows: Vec<Vec<BigRational>>,
}

impl Equations {
    fn new(unknowns: usize) -> Self {
        Equations {
            unknowns,
            rows: Vec::new(),
        }
    }

    /// Adds an equation with coefficients 0 and 1, unless it follows from the others or contradicts them.
    fn add(&mut self, coefficients: impl Iterator<Item = bool>, right: BigRational) {
        let mut row: Vec<BigRational> = coefficients.map(bit).chain([right]).collect();
        for known in &self.rows {
            if let Some(column) = lead(known) {
                subtract(&mut row, known, column);
            }
        }
        let Some(column) = lead(&row).filter(|column| *column < self.unknowns) else {
            return;
        };
        let first = row[column].clone();
        row.iter_mut().for_each(|entry| *entry /= &first);
        for known in &mut self.rows {
            subtract(known, &row, column);
        }
        self.rows.push(row);
    }

    /// The solution in which unknowns that are not determined have the given values.
    fn solve(&self, mut near: Vec<BigRational>) -> Option<Vec<BigRational>> {
        let leads: Vec<usize> = self.rows.iter().map(|row| lead(row)).collect::<Option<_>>()?;
        for (row, column) in self.rows.iter().zip(&leads) {
            let mut value = row.last()?.clone();
            for other in (0..self.unknowns).filter(|other| !leads.contains(other)) {
                value -= &row[other] * near.get(other)?;
            }
            *near.get_mut(*column)? = value;
        }
        Some(near)
    }
}

/// The first column that is not 0.
fn lead(row: &[BigRational]) -> Option<usize> {
    row.iter().position(|entry| !entry.is_zero())
}

/// Takes `known`, whose entry in `column` is 1, off `row` so often that its entry there becomes 0.
fn subtract(row: &mut [BigRational], known: &[BigRational], column: usize) {
    let factor = row[column].clone();
    if !factor.is_zero() {
        for (entry, other) in row.iter_mut().zip(known) {
            *entry -= &factor * other;
        }
    }
}

fn bit(set: bool) -> BigRational {
    if set { BigRational::one() } else { BigRational::zero() }
}

/// A quotient of small numbers near `value`.
fn simple(value: f64) -> BigRational {
    let near = Ratio::<i64>::approximate_float(value).unwrap_or_else(Ratio::zero);
    BigRational::new((*near.numer()).into(), (*near.denom()).into())
}
