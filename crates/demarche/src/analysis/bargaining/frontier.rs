//! Efficient deals with their exact worths; deals that are worth the same to everybody stand together as one point.
//!
//! Points are kept as whole numbers and lists of states; a [`Point`] with its quotients is made when it is asked for, so that a million efficient deals, of which
//! a few are told, cost no million of quotients. Memory: 16 bytes a point and party, and 8 a deal.

use std::ops::Range;

use crate::analysis::bargaining::pareto;
use crate::analysis::bargaining::problem::Problem;
use crate::analysis::bargaining::whole::Rows;
use crate::index::{Key, StateId};
use crate::rational::Rational;

/// Efficient deals by their worths: by the first party's worth, the greatest first, then by the second party's, and so on.
#[derive(Clone, Debug)]
pub struct Frontier {
    /// Point by point; within a point, ascending.
    states: Vec<StateId>,
    /// Where the states of each point begin, and where those of the last end.
    starts: Vec<u32>,
    /// The worths of the points.
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
        let found = pareto::efficient(&problem.scores, among);
        let rows = Rows::new(&problem.scores, &found);
        let order = rows.order();
        let mut starts: Vec<u32> = Vec::new();
        let mut kept: Vec<usize> = Vec::new();
        for (at, row) in (0u32..).zip(&order) {
            if kept.last().is_none_or(|last| !rows.same(*last, *row)) {
                starts.push(at);
                kept.push(*row);
            }
        }
        starts.push(order.len() as u32);
        Frontier {
            states: order.into_iter().map(|row| found[row]).collect(),
            starts,
            rows: rows.selected(&kept),
        }
    }

    /// The efficient deals of `among`, where these are the efficient ones of more deals and whatever is better for everybody than one of `among`, or as good, is in `among` too, as with
    /// individually rational deals: then those are the same that are efficient among all. Cost: the points.
    #[must_use]
    pub fn within(&self, among: &[bool]) -> Self {
        // Deals of one point are worth the same, so that either all of them are in or none.
        let kept: Vec<usize> = (0..self.len()).filter(|point| among[self.states(*point)[0].index()]).collect();
        let mut within = Frontier {
            states: Vec::new(),
            starts: vec![0],
            rows: self.rows.clone().selected(&kept),
        };
        for point in kept {
            within.states.extend_from_slice(self.states(point));
            within.starts.push(within.states.len() as u32);
        }
        within
    }

    /// How many points.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no efficient deal.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many deals.
    pub fn deals(&self) -> usize {
        self.states.len()
    }

    /// The deals of a point, ascending.
    pub fn states(&self, point: usize) -> &[StateId] {
        &self.states[self.range(point)]
    }

    /// A point. Cost: a quotient a party.
    pub fn point(&self, point: usize) -> Point {
        Point {
            worth: self.rows.worth(point),
            states: self.states(point).to_vec(),
        }
    }

    /// All points in order, each made when it is reached.
    pub fn points(&self) -> impl ExactSizeIterator<Item = Point> + '_ {
        (0..self.len()).map(|point| self.point(point))
    }

    fn range(&self, point: usize) -> Range<usize> {
        self.starts[point] as usize..self.starts[point + 1] as usize
    }
}

/// What each party gains over `base`.
pub(super) fn gains(worth: &[Rational], base: &[Rational]) -> Vec<Rational> {
    worth.iter().zip(base).map(|(worth, base)| worth - base).collect()
}
