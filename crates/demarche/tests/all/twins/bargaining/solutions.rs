//! Every bargaining solution against its definition: all deals with the greatest measure, and that measure.

use demarche::analysis::bargaining::solve::References;
use demarche::analysis::bargaining::{Frontier, Point, Problem, Worth, solve};
use demarche::finding::Concept;
use demarche::rational::Rational;
use num_rational::BigRational;
use num_traits::{One, Zero};
use proptest::prelude::*;

use super::numbers::{Worths, efficient, plain};
use super::problem::problems;
use crate::twins::random::for_random;

type Numbers = Vec<BigRational>;

/// What the definitions speak of.
struct Known {
    rows: Vec<Numbers>,
    /// Deals that are rational for everybody.
    rational: Vec<bool>,
    efficient: Vec<u32>,
    no_deal: Numbers,
    ideal: Numbers,
    floor: Numbers,
    best: Numbers,
}

/// `None` where no deal is rational for everybody.
fn known(worths: &Worths, no_deal: &[Rational]) -> Option<Known> {
    let (rows, no_deal) = (worths.plain(), plain(no_deal));
    let rational: Vec<bool> = rows
        .iter()
        .zip(&worths.among)
        .map(|(row, is)| *is && row.iter().zip(&no_deal).all(|(worth, base)| worth >= base))
        .collect();
    let of = |party: usize, among: &[bool]| -> Numbers {
        let column = rows.iter().zip(among).filter(|(_, is)| **is).map(|(row, _)| row[party].clone());
        column.collect()
    };
    let parties = 0..no_deal.len();
    let most = |among: &[bool]| -> Option<Numbers> { parties.clone().map(|party| of(party, among).into_iter().max()).collect() };
    let floor = |party: usize| Some(of(party, &worths.among).into_iter().min()?.max(no_deal[party].clone()));
    Some(Known {
        ideal: most(&rational)?,
        best: most(&worths.among)?,
        floor: parties.clone().map(floor).collect::<Option<_>>()?,
        efficient: efficient(&rows, &rational),
        rational,
        no_deal,
        rows,
    })
}

fn gains(row: &[BigRational], base: &[BigRational]) -> Numbers {
    row.iter().zip(base).map(|(worth, base)| worth - base).collect()
}

/// Gains as shares of the most; every share of nothing is a whole one.
fn shares(row: &[BigRational], base: &[BigRational], most: &[BigRational]) -> Numbers {
    let pairs = gains(row, base).into_iter().zip(gains(most, base));
    let share = |(gain, most): (BigRational, BigRational)| if most.is_zero() { BigRational::one() } else { gain / most };
    pairs.map(share).collect()
}

fn least(numbers: &[BigRational]) -> BigRational {
    numbers.iter().min().unwrap().clone()
}

/// What a solution makes greatest; the first number decides first.
fn measure(concept: Concept, row: &[BigRational], known: &Known) -> Numbers {
    let Known {
        no_deal,
        ideal,
        floor,
        best,
        ..
    } = known;
    let one = match concept {
        Concept::Nash => gains(row, no_deal).iter().product(),
        Concept::NashFromFloor => gains(row, floor).iter().product(),
        Concept::KalaiSmorodinsky => least(&shares(row, no_deal, ideal)),
        Concept::KalaiSmorodinskyOverAll => least(&shares(row, floor, best)),
        Concept::LeastSpread => {
            let shares = shares(row, floor, best);
            least(&shares) - shares.iter().max().unwrap()
        }
        Concept::RelativeUtilitarian => shares(row, floor, best).iter().sum(),
        Concept::Egalitarian => least(&gains(row, no_deal)),
        Concept::EgalitarianFromFloor => least(&gains(row, floor)),
        Concept::Utilitarian => row.iter().sum(),
        Concept::Leximin => {
            let mut sorted = gains(row, no_deal);
            sorted.sort();
            return sorted;
        }
    };
    vec![one]
}

fn check(worths: &Worths, no_deal: &[Rational]) {
    let scores = worths.scores();
    let problem = Problem {
        scores: scores.iter().collect(),
        no_deal: no_deal.to_vec(),
        deals: worths.among.clone(),
    };
    let rational = problem.individually_rational();
    let frontier = Frontier::new(&problem, &rational);
    let references = References::new(&problem, &rational);
    let Some(known) = known(worths, no_deal) else {
        assert!(references.is_none());
        assert!(frontier.is_empty());
        assert_eq!(frontier.deals(), 0);
        return;
    };
    assert_eq!(rational, known.rational);
    check_frontier(&frontier, &known);
    // What is individually rational is found among what is efficient of all.
    check_frontier(&Frontier::new(&problem, &problem.deals).within(&rational), &known);
    let references = references.unwrap();
    assert_eq!(plain(&references.ideal), known.ideal);
    assert_eq!(plain(&references.best), known.best);
    assert_eq!(plain(&references.floor), known.floor);
    let solutions = solve(&frontier, &references);
    let concepts: Vec<Concept> = solutions.iter().map(|solution| solution.concept).collect();
    assert_eq!(concepts, Concept::ALL);
    for solution in solutions {
        let of = |state: &u32| measure(solution.concept, &known.rows[*state as usize], &known);
        let greatest = known.efficient.iter().map(of).max().unwrap();
        let expected: Vec<u32> = known.efficient.iter().copied().filter(|state| of(state) == greatest).collect();
        let mut found: Vec<u32> = solution
            .reached
            .iter()
            .flat_map(|point| frontier.states(*point).iter().map(|state| state.0))
            .collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{:?}", solution.concept);
        let said = match solution.measure {
            Worth::One(spread) if solution.concept == Concept::LeastSpread => plain(&[-&spread]),
            Worth::One(one) => plain(&[one]),
            Worth::Several(several) => plain(&several),
        };
        assert_eq!(said, greatest, "{:?}", solution.concept);
    }
}

/// Points are different worths, the greatest first, each with all its deals.
fn check_frontier(frontier: &Frontier, known: &Known) {
    let mut all: Vec<u32> = Vec::new();
    let points: Vec<Point> = frontier.points().collect();
    for point in &points {
        assert!(point.states.is_sorted());
        for state in &point.states {
            assert_eq!(plain(&point.worth), known.rows[state.0 as usize]);
            all.push(state.0);
        }
    }
    assert!(points.windows(2).all(|pair| pair[0].worth > pair[1].worth));
    assert_eq!(frontier.deals(), all.len());
    all.sort_unstable();
    assert_eq!(all, known.efficient);
}

#[test]
fn solutions_of_random_problems() {
    for_random(5, problems(1..=4, 1..14), |(worths, no_deal)| check(worths, no_deal));
}

/// Small whole numbers and no deal at the bottom: nearly every deal is rational, and measures tie often.
#[test]
fn solutions_of_problems_with_many_ties() {
    let tied = (1usize..=4).prop_flat_map(|parties| {
        let row = prop::collection::vec((0i64..6).prop_map(Rational::integer), parties);
        let no_deal = prop::collection::vec((0i64..3).prop_map(Rational::integer), parties);
        (prop::collection::vec((row, any::<bool>()), 1..30), no_deal)
    });
    for_random(5, tied, |(deals, no_deal)| {
        let (rows, among) = deals.iter().cloned().unzip();
        check(&Worths { rows, among }, no_deal);
    });
}

fn integers(numbers: &[i64]) -> Vec<Rational> {
    numbers.iter().copied().map(Rational::integer).collect()
}

#[test]
fn solutions_of_degenerate_problems() {
    let worths = |rows: &[&[i64]]| Worths {
        rows: rows.iter().map(|row| integers(row)).collect(),
        among: vec![true; rows.len()],
    };
    // Nobody can gain.
    check(&worths(&[&[1, 2], &[1, 2], &[0, 3]]), &integers(&[1, 2]));
    // The first party's ideal is what no deal gives anyway.
    check(&worths(&[&[1, 5], &[1, 4], &[2, 1]]), &integers(&[1, 3]));
    // Nothing is rational for both.
    check(&worths(&[&[1, 5], &[5, 1]]), &integers(&[2, 2]));
    // Even the worst deal is worth more than no deal.
    check(&worths(&[&[4, 5], &[5, 4], &[6, 1]]), &integers(&[-7, -8]));
    // No deals are looked at.
    let nothing = Worths {
        rows: vec![integers(&[1, 1])],
        among: vec![false],
    };
    check(&nothing, &integers(&[0, 0]));
}
