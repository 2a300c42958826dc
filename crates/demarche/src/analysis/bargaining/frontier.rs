//! Efficient deals with their exact worths; deals that are worth the same to everybody stand together as one point.

use crate::analysis::bargaining::pareto;
use crate::analysis::bargaining::problem::Problem;
use crate::analysis::bargaining::whole::Rows;
use crate::index::StateId;
use crate::rational::Rational;

/// Efficient deals by their worths.
#[derive(Clone, Debug)]
pub struct Frontier {
    /// The points, by the first party's worth, the greatest first, then by the second party's, and so on.
    pub points: Vec<Point>,
    /// Their worths again, as whole numbers.
    pub(super) rows: Rows,
}

/// Deals that are worth the same to everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// What they are worth, party by party.
    pub worth: Vec<Rational>,
    /// The deals, ascending.
    pub states: Vec<StateId>,
}

impl Frontier {
    /// The efficient deals of `among`.
    pub fn new(problem: &Problem<'_>, among: &[bool]) -> Self {
        let states = pareto::efficient(&problem.scores, among);
        let rows = Rows::new(&problem.scores, &states);
        let order = rows.order();
        let mut points: Vec<Point> = Vec::new();
        let mut kept: Vec<usize> = Vec::new();
        for row in order {
            match (points.last_mut(), kept.last()) {
                (Some(point), Some(last)) if rows.same(*last, row) => point.states.push(states[row]),
                _ => {
                    points.push(Point {
                        worth: problem.scores.iter().map(|scores| scores.value(states[row])).collect(),
                        states: vec![states[row]],
                    });
                    kept.push(row);
                }
            }
        }
        let rows = rows.selected(&kept);
        Frontier { points, rows }
    }

    /// How many deals.
    pub fn deals(&self) -> usize {
        self.points.iter().map(|point| point.states.len()).sum()
    }
}

/// What each party gains at a point over `base`.
pub(super) fn gains(point: &Point, base: &[Rational]) -> Vec<Rational> {
    point.worth.iter().zip(base).map(|(worth, base)| worth - base).collect()
}
