//! Efficient deals with their exact worths; deals that are worth the same to everybody stand together as one point.

use crate::analysis::bargaining::pareto;
use crate::analysis::bargaining::problem::Problem;
use crate::index::StateId;
use crate::rational::Rational;

/// Efficient deals by their worths.
#[derive(Clone, Debug)]
pub struct Frontier {
    /// The points, by the first party's worth, the greatest first, then by the second party's, and so on.
    pub points: Vec<Point>,
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
        let worth = |state: StateId| problem.scores.iter().map(|scores| scores.value(state)).collect::<Vec<Rational>>();
        let mut deals: Vec<(Vec<Rational>, StateId)> = pareto::efficient(&problem.scores, among)
            .into_iter()
            .map(|state| (worth(state), state))
            .collect();
        deals.sort_by(|(left, one), (right, other)| right.cmp(left).then(one.cmp(other)));
        let mut points: Vec<Point> = Vec::new();
        for (worth, state) in deals {
            match points.last_mut() {
                Some(last) if last.worth == worth => last.states.push(state),
                _ => points.push(Point {
                    worth,
                    states: vec![state],
                }),
            }
        }
        Frontier { points }
    }

    /// How many deals.
    pub fn deals(&self) -> usize {
        self.points.iter().map(|point| point.states.len()).sum()
    }

    /// The points at which `measure` is greatest, all of them, and that greatest value; `None` without points.
    pub fn greatest<V: Ord>(&self, measure: impl Fn(&Point) -> V) -> Option<(V, Vec<&Point>)> {
        let mut best: Option<(V, Vec<&Point>)> = None;
        for point in &self.points {
            let value = measure(point);
            match &mut best {
                Some((greatest, _)) if value < *greatest => {}
                Some((greatest, points)) if value == *greatest => points.push(point),
                _ => best = Some((value, vec![point])),
            }
        }
        best
    }
}

/// What each party gains at a point over `base`.
pub(super) fn gains(point: &Point, base: &[Rational]) -> Vec<Rational> {
    point.worth.iter().zip(base).map(|(worth, base)| worth - base).collect()
}
