//! Answers do not depend on the number of threads.

use demarche::analysis::bargaining::solve::References;
use demarche::analysis::bargaining::{Frontier, Problem, solve};
use demarche::case::Formula;
use demarche::index::IssueId;
use demarche::model::{Limits, Scores, Space};
use demarche::rational::Rational;

use crate::twins::random::Dice;

/// Large enough that every part is shared: 50,000 deals, most of them efficient.
const RADICES: [u32; 5] = [5, 10, 10, 10, 10];

/// Worths close to one plane, with ties.
fn scores(space: &Space, parties: usize) -> Vec<Scores> {
    let mut dice = Dice::new(parties as u64);
    let values = || {
        (0u32..)
            .zip(RADICES)
            .flat_map(|(issue, radix)| (0..radix).map(move |value| (issue, value)))
    };
    let mut sums = vec![0i64; values().count()];
    let mut sheet = |last: bool| -> Vec<(Formula, Rational)> {
        let worth = |(sum, (issue, value)): (&mut i64, (u32, u32))| {
            let own = if last { 3 - *sum } else { dice.below(4_000) as i64 / 10 * 10 };
            *sum += own;
            (Formula::In(IssueId(issue), vec![value]), Rational::integer(own))
        };
        sums.iter_mut().zip(values()).map(worth).collect()
    };
    (0..parties).map(|party| Scores::new(space, &sheet(party + 1 == parties))).collect()
}

fn answer(parties: usize) -> String {
    let space = Space::from_radices(&RADICES, &[], &Limits::STANDARD).unwrap();
    let scores = scores(&space, parties);
    let problem = Problem {
        scores: scores.iter().collect(),
        no_deal: vec![Rational::integer(-100_000); parties],
        deals: vec![true; space.len()],
    };
    let rational = problem.individually_rational();
    let frontier = Frontier::new(&problem, &problem.deals).within(&rational);
    let references = References::new(&problem, &rational).unwrap();
    assert!(frontier.len() > 4_096, "{} points", frontier.len());
    format!("{:?} {:?}", solve(&frontier, &references), frontier)
}

#[test]
fn bargaining_is_the_same_on_one_thread_and_on_four() {
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    for parties in [3, 4, 5] {
        let (alone, shared) = (pool(1).install(|| answer(parties)), pool(4).install(|| answer(parties)));
        assert!(alone == shared, "{parties} parties");
    }
}
