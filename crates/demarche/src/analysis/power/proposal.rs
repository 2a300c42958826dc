//! What the solver in floating point proposes: an optimal point and optimal multipliers of a program.
//!
//! The solver does not tell its multipliers, so that it is asked twice, for the program and for its dual: maximize the bounds' weighted sum,
//! with weights of the rows that add up to the objective. Bounds are divided by the largest of them, so that tolerances mean something.

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::analysis::power::linear_program::{Program, Row};
use crate::analysis::power::members;

/// What is nearer to zero than this counts as zero in the solver's numbers; its own tolerance is 1e-7, on bounds of at most 1.
pub(super) const NEAR: f64 = 1e-6;

/// A solution in floating point.
pub(super) struct Proposal {
    /// The largest bound: what the point and the value were divided by.
    pub(super) scale: BigRational,
    /// The least value, not scaled.
    pub(super) value: f64,
    /// One number a variable, scaled.
    pub(super) point: Vec<f64>,
    /// One number a row.
    pub(super) multipliers: Vec<f64>,
}

impl Proposal {
    /// The proposed point, not scaled, with all its digits.
    pub(super) fn exact_point(&self) -> Vec<BigRational> {
        self.point.iter().map(|value| exact(*value) * &self.scale).collect()
    }

    /// The rows of `program` that the point meets with little or nothing to spare.
    pub(super) fn nearly_tight(&self, program: &Program) -> Vec<usize> {
        let nearly = |row: &Row| {
            let sum: f64 = members(row.sum).filter_map(|variable| self.point.get(variable)).sum();
            let bound = (&row.bound / &self.scale).to_f64();
            row.exactly || bound.is_none_or(|bound| sum - bound < NEAR)
        };
        (0..program.rows.len()).filter(|row| nearly(&program.rows[*row])).collect()
    }
}

/// A finite number as it is.
fn exact(value: f64) -> BigRational {
    BigRational::from_float(value).unwrap_or_else(BigRational::zero)
}

/// Solves the program and its dual in floating point; `None` if the solver finds no optimum of one of them.
pub(super) fn propose(program: &Program) -> Option<Proposal> {
    let largest = program.rows.iter().map(|row| row.bound.abs()).max()?;
    let scale = if largest.is_positive() { largest } else { BigRational::one() };
    let bounds: Vec<f64> = program
        .rows
        .iter()
        .map(|row| (&row.bound / &scale).to_f64())
        .collect::<Option<_>>()?;
    let point = point(program, &bounds)?;
    let multipliers = multipliers(program, &bounds)?;
    let value: f64 = members(program.objective).filter_map(|variable| point.get(variable)).sum();
    Some(Proposal {
        value: value * scale.to_f64()?,
        scale,
        point,
        multipliers,
    })
}

fn point(program: &Program, bounds: &[f64]) -> Option<Vec<f64>> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let cost = |variable: usize| f64::from(program.objective >> variable & 1);
    let variables: Vec<Variable> = (0..program.variables)
        .map(|variable| problem.add_var(cost(variable), (f64::NEG_INFINITY, f64::INFINITY)))
        .collect();
    for (row, bound) in program.rows.iter().zip(bounds) {
        let sum = members(row.sum).filter_map(|variable| variables.get(variable));
        let relation = if row.exactly { ComparisonOp::Eq } else { ComparisonOp::Ge };
        problem.add_constraint(expression(sum), relation, *bound);
    }
    optimum(&problem, &variables)
}

fn multipliers(program: &Program, bounds: &[f64]) -> Option<Vec<f64>> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let least = |exactly: bool| if exactly { f64::NEG_INFINITY } else { 0.0 };
    let rows: Vec<Variable> = program
        .rows
        .iter()
        .zip(bounds)
        .map(|(row, bound)| problem.add_var(*bound, (least(row.exactly), f64::INFINITY)))
        .collect();
    for variable in 0..program.variables {
        let touching = program.rows.iter().zip(&rows).filter(|(row, _)| row.sum >> variable & 1 == 1);
        let wanted = f64::from(program.objective >> variable & 1);
        problem.add_constraint(expression(touching.map(|(_, row)| row)), ComparisonOp::Eq, wanted);
    }
    optimum(&problem, &rows)
}

fn expression<'v>(variables: impl Iterator<Item = &'v Variable>) -> LinearExpr {
    variables.map(|variable| (*variable, 1.0)).collect()
}

/// Without a time limit, so that the same program gives the same numbers.
fn optimum(problem: &Problem, variables: &[Variable]) -> Option<Vec<f64>> {
    let solution = problem.solve().ok()?.into_solution().ok()?;
    Some(variables.iter().map(|variable| solution.var_value(*variable)).collect())
}
