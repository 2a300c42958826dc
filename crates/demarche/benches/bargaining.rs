//! How long efficient deals and bargaining solutions take as cases grow.
//!
//! Scores are additive, with random weights of six decimals drawn from a seed, and no deal is worth a tenth of the best conceivable deal. `two`: two
//! parties, six issues of ten values. `five`: five parties, issues of 8, 6, 10, 10, 10 and 5 values. `growth`: two parties, three to six issues. `opposed`: what
//! one party wins, the other loses, so that every deal is efficient and has the greatest sum. `long`: weights of 17 digits times quotients of whole numbers, as in
//! GENIUS profiles, which take 128 bits. `many`: efficient deals by the number of parties, with independent scores and with rivals, of whom the last wants nearly the opposite of the
//! others together. `asked`: three parties and issues of two values, from the model of a written case: who can sign what, for all states, and the best ten deals for one party that
//! another accepts.

use std::fmt::Write;

use demarche::analysis::answer::deal_query::{Query, find};
use demarche::analysis::answer::situation::{Engines, Situation};
use demarche::analysis::bargaining::solve::References;
use demarche::analysis::bargaining::{Frontier, Problem, pareto, solve};
use demarche::analysis::signing::Signings;
use demarche::analysis::{Settings, Unwatched};
use demarche::case::{Case, Formula, Positions};
use demarche::index::{IssueId, Key, PartyId};
use demarche::model::{Limits, Model, PartySet, Scores, Space};
use demarche::rational::Rational;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

use crate::memory::case;

fn main() {
    divan::main();
}

#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../tests/all/memory.rs"]
mod memory;

const TWO: [u32; 6] = [10; 6];
const FIVE: [u32; 6] = [8, 6, 10, 10, 10, 5];

/// Decimals of the weights, as a power of ten.
const UNIT: i64 = 1_000_000;

/// The same, for weights as long as those of GENIUS profiles.
const LONG_UNIT: i64 = 100_000_000_000_000_000;

/// Numbers below a bound, from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as i64
    }
}

/// What a domain is made of: the values of its issues, and one score sheet a party.
struct Domain {
    radices: Vec<u32>,
    sheets: Vec<Vec<(Formula, Rational)>>,
}

impl Domain {
    fn new(radices: &[u32], parties: usize) -> Self {
        let mut dice = Dice(parties as u64);
        let sheets = (0..parties).map(|_| sheet(radices, &mut dice)).collect();
        let radices = radices.to_vec();
        Domain { radices, sheets }
    }

    /// Two parties, the second of which wants the opposite of the first.
    fn opposed(radices: &[u32]) -> Self {
        let mut domain = Domain::new(radices, 1);
        let opposite = |(formula, worth): &(Formula, Rational)| (formula.clone(), &Rational::integer(1) - worth);
        let second = domain.sheets[0].iter().map(opposite).collect();
        domain.sheets.push(second);
        domain
    }

    /// Many parties, the last of which wants the opposite of the others together, up to a tenth of what a value is worth to one of them.
    fn rivals(radices: &[u32], parties: usize) -> Self {
        let mut domain = Domain::new(radices, parties - 1);
        let mut dice = Dice(parties as u64 + 100);
        let last = (0..domain.sheets[0].len()).map(|at| {
            let others = domain.sheets.iter().fold(Rational::zero(), |sum, sheet| &sum + &sheet[at].1);
            let noise = Rational::new(dice.below(UNIT / 10), UNIT).unwrap_or_else(Rational::zero);
            (domain.sheets[0][at].0.clone(), &noise - &others)
        });
        let last = last.collect();
        domain.sheets.push(last);
        domain
    }

    /// Scores as GENIUS profiles give them: an issue's weight times an evaluation, divided by the issue's greatest.
    fn long(radices: &[u32], parties: usize) -> Self {
        let mut dice = Dice(parties as u64);
        let sheets = (0..parties).map(|_| long_sheet(radices, &mut dice)).collect();
        let radices = radices.to_vec();
        Domain { radices, sheets }
    }

    fn space(&self) -> Space {
        Space::from_radices(&self.radices, &[], &Limits::STANDARD).unwrap_or_else(|refusal| panic!("{refusal:?}"))
    }

    fn scores(&self, space: &Space) -> Vec<Scores> {
        self.sheets.iter().map(|sheet| Scores::new(space, sheet)).collect()
    }
}

fn sheet(radices: &[u32], dice: &mut Dice) -> Vec<(Formula, Rational)> {
    let mut terms = Vec::new();
    for (issue, radix) in (0..).zip(radices) {
        for value in 0..*radix {
            let worth = Rational::new(dice.below(UNIT), UNIT).unwrap_or_else(Rational::zero);
            terms.push((Formula::In(IssueId(issue), vec![value]), worth));
        }
    }
    terms
}

fn long_sheet(radices: &[u32], dice: &mut Dice) -> Vec<(Formula, Rational)> {
    let mut terms = Vec::new();
    for (issue, radix) in (0..).zip(radices) {
        let weight = Rational::new(dice.below(LONG_UNIT), LONG_UNIT).unwrap_or_else(Rational::zero);
        let evaluations: Vec<i64> = (0..*radix).map(|_| 1 + dice.below(60)).collect();
        let greatest = evaluations.iter().max().copied().unwrap_or(1);
        for (value, evaluation) in (0..).zip(evaluations) {
            let part = Rational::new(evaluation, greatest).unwrap_or_else(Rational::zero);
            terms.push((Formula::In(IssueId(issue), vec![value]), &weight * &part));
        }
    }
    terms
}

fn problem<'s>(space: &Space, scores: &'s [Scores]) -> Problem<'s> {
    let tenth = Rational::new(space.issues() as i64, 10).unwrap_or_else(Rational::zero);
    Problem {
        scores: scores.iter().collect(),
        no_deal: vec![tenth; scores.len()],
        deals: vec![true; space.len()],
    }
}

/// Everything: deals, scores, rational deals, efficient deals, all solutions.
fn everything(domain: &Domain) -> usize {
    let space = domain.space();
    let scores = domain.scores(&space);
    let problem = problem(&space, &scores);
    let rational = problem.individually_rational();
    let strictly = problem.strictly_rational(&rational);
    let of_all = Frontier::new(&problem, &problem.deals);
    let frontier = of_all.within(&rational);
    let references = References::new(&problem, &rational);
    let solutions = references.map(|references| solve(&frontier, &references));
    solutions.map_or(0, |solutions| solutions.len()) + strictly as usize + of_all.len()
}

#[divan::bench(sample_count = 10)]
fn two_everything(bencher: Bencher<'_, '_>) {
    let domain = Domain::new(&TWO, 2);
    bencher.bench_local(|| black_box(everything(&domain)));
}

#[divan::bench(sample_count = 10)]
fn two_part_scores(bencher: Bencher<'_, '_>) {
    let domain = Domain::new(&TWO, 2);
    bencher.bench_local(|| black_box(domain.scores(&domain.space()).len()));
}

#[divan::bench(sample_count = 10)]
fn two_part_rational(bencher: Bencher<'_, '_>) {
    let domain = Domain::new(&TWO, 2);
    let (space, scores) = (domain.space(), domain.scores(&domain.space()));
    let problem = problem(&space, &scores);
    bencher.bench_local(|| black_box(problem.individually_rational().len()));
}

#[divan::bench(sample_count = 10)]
fn two_part_strictly_rational(bencher: Bencher<'_, '_>) {
    let domain = Domain::new(&TWO, 2);
    let (space, scores) = (domain.space(), domain.scores(&domain.space()));
    let problem = problem(&space, &scores);
    let rational = problem.individually_rational();
    bencher.bench_local(|| black_box(problem.strictly_rational(&rational)));
}

#[divan::bench(sample_count = 10)]
fn two_part_pareto(bencher: Bencher<'_, '_>) {
    let domain = Domain::new(&TWO, 2);
    let (space, scores) = (domain.space(), domain.scores(&domain.space()));
    let problem = problem(&space, &scores);
    bencher.bench_local(|| black_box(pareto::efficient(&problem.scores, &problem.deals).len()));
}

#[divan::bench(sample_count = 10)]
fn two_part_references(bencher: Bencher<'_, '_>) {
    let domain = Domain::new(&TWO, 2);
    let (space, scores) = (domain.space(), domain.scores(&domain.space()));
    let problem = problem(&space, &scores);
    let rational = problem.individually_rational();
    bencher.bench_local(|| black_box(References::new(&problem, &rational).is_some()));
}

#[divan::bench(sample_count = 10)]
fn two_part_solve(bencher: Bencher<'_, '_>) {
    solving(bencher, &Domain::new(&TWO, 2));
}

fn solving(bencher: Bencher<'_, '_>, domain: &Domain) {
    let (space, scores) = (domain.space(), domain.scores(&domain.space()));
    let problem = problem(&space, &scores);
    let rational = problem.individually_rational();
    let frontier = Frontier::new(&problem, &rational);
    let Some(references) = References::new(&problem, &rational) else {
        return;
    };
    bencher
        .counter(ItemsCount::new(frontier.len()))
        .bench_local(|| black_box(solve(&frontier, &references).len()));
}

#[divan::bench(sample_count = 5)]
fn five_everything(bencher: Bencher<'_, '_>) {
    let domain = Domain::new(&FIVE, 5);
    bencher.bench_local(|| black_box(everything(&domain)));
}

#[divan::bench(sample_count = 5)]
fn five_part_pareto(bencher: Bencher<'_, '_>) {
    let domain = Domain::new(&FIVE, 5);
    let (space, scores) = (domain.space(), domain.scores(&domain.space()));
    let problem = problem(&space, &scores);
    bencher.bench_local(|| black_box(pareto::efficient(&problem.scores, &problem.deals).len()));
}

#[divan::bench(sample_count = 5)]
fn five_part_frontier(bencher: Bencher<'_, '_>) {
    let domain = Domain::new(&FIVE, 5);
    let (space, scores) = (domain.space(), domain.scores(&domain.space()));
    let problem = problem(&space, &scores);
    bencher.bench_local(|| black_box(Frontier::new(&problem, &problem.deals).len()));
}

#[divan::bench(sample_count = 5)]
fn five_part_solve(bencher: Bencher<'_, '_>) {
    solving(bencher, &Domain::new(&FIVE, 5));
}

#[divan::bench(args = [3, 4, 5, 6], sample_count = 10)]
fn growth_everything(bencher: Bencher<'_, '_>, issues: usize) {
    let domain = Domain::new(&TWO[..issues], 2);
    bencher
        .counter(ItemsCount::new(10usize.pow(issues as u32)))
        .bench_local(|| black_box(everything(&domain)));
}

#[divan::bench(args = [3, 4, 5, 6], sample_count = 5)]
fn opposed_everything(bencher: Bencher<'_, '_>, issues: usize) {
    let domain = Domain::opposed(&TWO[..issues]);
    bencher
        .counter(ItemsCount::new(10usize.pow(issues as u32)))
        .bench_local(|| black_box(everything(&domain)));
}

#[divan::bench(sample_count = 10)]
fn long_two_everything(bencher: Bencher<'_, '_>) {
    let domain = Domain::long(&TWO, 2);
    bencher.bench_local(|| black_box(everything(&domain)));
}

#[divan::bench(sample_count = 5)]
fn long_five_everything(bencher: Bencher<'_, '_>) {
    let domain = Domain::long(&FIVE, 5);
    bencher.bench_local(|| black_box(everything(&domain)));
}

/// Values of the issues of domains of 10^5 and 10^6 outcomes.
const SIZES: [(&str, &[u32]); 2] = [("10^5", &TWO_SHORT), ("10^6", &TWO)];

const TWO_SHORT: [u32; 5] = [10; 5];

/// Efficient deals of many parties.
fn pareto_of(bencher: Bencher<'_, '_>, domain: &Domain) {
    let (space, scores) = (domain.space(), domain.scores(&domain.space()));
    let problem = problem(&space, &scores);
    bencher
        .counter(ItemsCount::new(space.len()))
        .bench_local(|| black_box(pareto::efficient(&problem.scores, &problem.deals).len()));
}

#[divan::bench(args = [3, 4, 5, 6, 8], consts = [0, 1], sample_count = 3)]
fn many_pareto<const SIZE: usize>(bencher: Bencher<'_, '_>, parties: usize) {
    pareto_of(bencher, &Domain::new(SIZES[SIZE].1, parties));
}

#[divan::bench(args = [3, 4, 5, 6, 8], sample_count = 3)]
fn many_pareto_of_rivals(bencher: Bencher<'_, '_>, parties: usize) {
    pareto_of(bencher, &Domain::rivals(SIZES[0].1, parties));
}

/// Three parties, who settle issues of two values together; red lines of two of them, and values of six decimals.
fn written(issues: usize) -> Case {
    let mut dice = Dice(issues as u64);
    let mut text = String::from("title = 'asked'\n[party.p0]\n[party.p1]\n[party.p2]\n");
    for issue in 0..issues {
        let _ = writeln!(text, "[issue.i{issue}]\nby = 'p0 and p1 and p2'\nback = 'p0 and p1 and p2'");
    }
    for party in 0..3 {
        let mut worth = || dice.below(UNIT * 14 / 10) - UNIT * 4 / 10;
        let terms = (0..issues).map(|issue| format!("i{issue} = '{}/{UNIT}'", worth()));
        let terms: Vec<String> = terms.collect();
        let _ = writeln!(text, "[[statement]]\nparty = 'p{party}'\nvalue = {{ {} }}", terms.join(", "));
    }
    text += "[[statement]]\nparty = 'p0'\nrefuses = 'i0 and i1 and not i2'\n";
    text += "[[statement]]\nparty = 'p1'\nrequires = 'i3 or i4 or i5'\n";
    case(&text)
}

fn model(case: &Case) -> Model {
    Model::new(case, Positions::RedLines, &Limits::STANDARD).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// What the table can sign, of all states.
#[divan::bench(args = [16, 18, 20, 22], sample_count = 5)]
fn asked_signable(bencher: Bencher<'_, '_>, issues: usize) {
    let model = model(&written(issues));
    let deals = model.makeable_set(model.table);
    bencher
        .counter(ItemsCount::new(model.space.len()))
        .bench_local(|| black_box(Signings::new(&model).verdicts(model.table, &deals).yes.count()));
}

/// The best ten for one party that another accepts and the table can sign.
#[divan::bench(args = [16, 18, 20, 22], sample_count = 5)]
fn asked_best_ten(bencher: Bencher<'_, '_>, issues: usize) {
    let case = written(issues);
    let model = model(&case);
    let engines = Engines::without_stability(&model);
    let mut limits = Settings::STANDARD.limits;
    limits.deals = 10;
    let query = Query {
        best_for: Some(PartyId::from_index(0)),
        accepted_by: PartySet::one(PartyId::from_index(1)),
        signable: true,
        ..Query::default()
    };
    let ask = || {
        let situation = Situation::new(&case, &model, Positions::RedLines, &limits, &engines);
        find(&situation, &query, &mut Unwatched).map_or(0, |(states, _)| states.len())
    };
    bencher.counter(ItemsCount::new(model.space.len())).bench_local(|| black_box(ask()));
}
