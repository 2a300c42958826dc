//! All solutions of one bargaining problem, each with all its deals.

use rayon::prelude::*;

use crate::analysis::bargaining::frontier::Frontier;
use crate::analysis::bargaining::problem::Problem;
use crate::analysis::bargaining::whole::{Measure, Rows, Scale, Whole};
use crate::analysis::bargaining::{egalitarian, kalai_smorodinsky, nash, utilitarian, whole};
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
    /// The points of the frontier that reach it, by position.
    pub reached: Vec<usize>,
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

/// Points up to which one thread finds all solutions.
const ALONE: usize = 4_096;

/// Every solution, in the order of [`Concept::ALL`], on the efficient ones of the individually rational deals. None if there are no such deals.
/// Cost: the frontier's points times the parties, in exact arithmetic; several solutions at the same time where there are many points.
pub fn solve(frontier: &Frontier, references: &References) -> Vec<Solution> {
    let together = if frontier.len() > ALONE { 1 } else { Concept::ALL.len() };
    Concept::ALL
        .into_par_iter()
        .with_min_len(together)
        .filter_map(|concept| solution(concept, frontier, references))
        .collect()
}

fn solution(concept: Concept, frontier: &Frontier, references: &References) -> Option<Solution> {
    let rows = &frontier.rows;
    let scale = scale(concept, rows, references);
    let (numbers, reached) = whole::greatest(rows, &scale, &concept)?;
    let degree = concept.degree(references.no_deal.len());
    let measure = match (concept, numbers.as_slice()) {
        (Concept::Leximin, gains) => Worth::Several(gains.iter().map(|gain| scale.rational(gain, degree)).collect()),
        (Concept::LeastSpread, [spread]) => Worth::One(scale.rational(&-spread, degree)),
        (_, [one]) => Worth::One(scale.rational(one, degree)),
        _ => return None,
    };
    Some(Solution { concept, measure, reached })
}

/// What a solution measures.
fn scale(concept: Concept, rows: &Rows, references: &References) -> Scale {
    let References {
        no_deal,
        ideal,
        floor,
        best,
    } = references;
    match concept {
        Concept::Nash | Concept::Egalitarian | Concept::Leximin => Scale::gains(rows, no_deal),
        Concept::NashFromFloor | Concept::EgalitarianFromFloor => Scale::gains(rows, floor),
        Concept::KalaiSmorodinsky => Scale::shares(rows, no_deal, ideal),
        Concept::KalaiSmorodinskyOverAll | Concept::LeastSpread | Concept::RelativeUtilitarian => Scale::shares(rows, floor, best),
        Concept::Utilitarian => Scale::worths(rows),
    }
}

impl Measure for Concept {
    fn degree(&self, parties: usize) -> usize {
        match self {
            Concept::Nash | Concept::NashFromFloor => parties,
            _ => 1,
        }
    }

    fn take<N: Whole>(&self, values: &mut Vec<N>) {
        let one = match self {
            Concept::Nash | Concept::NashFromFloor => Some(nash::product(values)),
            Concept::KalaiSmorodinsky | Concept::KalaiSmorodinskyOverAll => kalai_smorodinsky::least_share(values),
            Concept::LeastSpread => kalai_smorodinsky::spread(values).map(|spread| -spread),
            Concept::Egalitarian | Concept::EgalitarianFromFloor => egalitarian::least_gain(values),
            Concept::Utilitarian | Concept::RelativeUtilitarian => Some(utilitarian::sum(values)),
            Concept::Leximin => return egalitarian::sort(values),
        };
        values.clear();
        values.extend(one);
    }
}
