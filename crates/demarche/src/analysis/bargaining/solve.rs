//! All solutions of one bargaining problem, each with all its deals.

use crate::analysis::bargaining::frontier::{Frontier, Point};
use crate::analysis::bargaining::problem::Problem;
use crate::analysis::bargaining::{egalitarian, kalai_smorodinsky, nash, utilitarian};
use crate::finding::Concept;
use crate::rational::Rational;

/// What a solution's measure comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worth {
    /// One number.
    One(Rational),
    /// Several, the first deciding first (leximin).
    Several(Vec<Rational>),
}

/// A solution with all its deals.
#[derive(Clone, Debug)]
pub struct Solution {
    /// Which.
    pub concept: Concept,
    /// Its greatest (or, for the spread, least) measure.
    pub measure: Worth,
    /// The points that reach it.
    pub points: Vec<Point>,
}

/// Points of reference, party by party.
#[derive(Clone, Debug)]
pub struct References {
    /// What no deal is worth.
    pub no_deal: Vec<Rational>,
    /// The most that is worth among individually rational deals.
    pub ideal: Vec<Rational>,
    /// What no deal is worth, or the worst deal, if even that is worth more: what the least demanding deal gives anyway.
    pub floor: Vec<Rational>,
    /// The most that is worth among all deals.
    pub best: Vec<Rational>,
}

impl References {
    /// The references of a problem; `None` if no deal is individually rational.
    pub fn new(problem: &Problem<'_>, rational: &[bool]) -> Option<Self> {
        let (all, rational) = (problem.ranges(&problem.deals)?, problem.ranges(rational)?);
        let floor = |(no_deal, range): (&Rational, &super::problem::Range)| no_deal.max(&range.least).clone();
        Some(References {
            no_deal: problem.no_deal.clone(),
            ideal: rational.into_iter().map(|range| range.greatest).collect(),
            floor: problem.no_deal.iter().zip(&all).map(floor).collect(),
            best: all.into_iter().map(|range| range.greatest).collect(),
        })
    }
}

/// Every solution, in the order of [`Concept::ALL`], on the efficient ones of the individually rational deals. None if there are no such deals.
/// Cost: the frontier's points times the parties, in exact arithmetic.
pub fn solve(frontier: &Frontier, references: &References) -> Vec<Solution> {
    Concept::ALL
        .into_iter()
        .filter_map(|concept| solution(concept, frontier, references))
        .collect()
}

fn solution(concept: Concept, frontier: &Frontier, references: &References) -> Option<Solution> {
    let References {
        no_deal,
        ideal,
        floor,
        best,
    } = references;
    let (measure, points) = match concept {
        Concept::Nash => one(frontier.greatest(|point| nash::product(point, no_deal)))?,
        Concept::NashFromFloor => one(frontier.greatest(|point| nash::product(point, floor)))?,
        Concept::KalaiSmorodinsky => one_of(frontier.greatest(|point| kalai_smorodinsky::least_share(point, no_deal, ideal)))?,
        Concept::KalaiSmorodinskyOverAll => one_of(frontier.greatest(|point| kalai_smorodinsky::least_share(point, floor, best)))?,
        Concept::LeastSpread => {
            let (spread, points) = frontier.greatest(|point| -&kalai_smorodinsky::spread(point, floor, best))?;
            (Worth::One(-&spread), points)
        }
        Concept::RelativeUtilitarian => one(frontier.greatest(|point| utilitarian::relative_sum(point, floor, best)))?,
        Concept::Egalitarian => one_of(frontier.greatest(|point| egalitarian::least_gain(point, no_deal)))?,
        Concept::Leximin => {
            let (gains, points) = frontier.greatest(|point| egalitarian::sorted_gains(point, no_deal))?;
            (Worth::Several(gains), points)
        }
        Concept::EgalitarianFromFloor => one_of(frontier.greatest(|point| egalitarian::least_gain(point, floor)))?,
        Concept::Utilitarian => one(frontier.greatest(utilitarian::sum))?,
    };
    Some(Solution {
        concept,
        measure,
        points: points.into_iter().cloned().collect(),
    })
}

type Best<'p, V> = Option<(V, Vec<&'p Point>)>;

fn one(best: Best<'_, Rational>) -> Option<(Worth, Vec<&Point>)> {
    best.map(|(value, points)| (Worth::One(value), points))
}

fn one_of(best: Best<'_, Option<Rational>>) -> Option<(Worth, Vec<&Point>)> {
    let (value, points) = best?;
    Some((Worth::One(value?), points))
}
