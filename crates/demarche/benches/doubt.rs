//! How long shares of preference models take: every state of a made case, and the listed questions of one real case.
//!
//! Made cases: ten two-valued issues and four parties (1,024 states). Each party holds two issues; either of two parties can change the ninth, and the
//! tenth takes both of two and is undone by either. Each party states some signs and one comparison of weights; half of the issues nobody speaks of.

use std::fmt::Write;

use demarche::analysis::doubt::claim::{Claim, verdicts};
use demarche::analysis::doubt::lanes::LANES;
use demarche::analysis::doubt::numbers::Numbers;
use demarche::analysis::doubt::polytope::{Polytope, Row, Walks, Weight};
use demarche::analysis::doubt::{Asked, Models, Plan, draw, draw_every_state};
use demarche::analysis::stability::Scope;
use demarche::analysis::{Doubt, Settings, Unwatched, sure};
use demarche::case::read::{ReadLimits, read};
use demarche::case::{Case, Positions, Taken};
use demarche::finding::Notion;
use demarche::model::{Limits, Model, PartySet};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

use crate::memory::{Nothing, case};

fn main() {
    divan::main();
}

#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../tests/all/memory.rs"]
mod memory;

/// `issues` two-valued issues, the last two of mixed control, `parties` parties, and `signs` statements of each.
fn mixed(issues: usize, parties: usize, signs: usize) -> Case {
    let mut text = String::from("title = 'mixed'\n");
    for party in 0..parties {
        let _ = writeln!(text, "[party.p{party}]");
    }
    for issue in 0..issues - 2 {
        let _ = writeln!(text, "[issue.i{issue}]\nby = 'p{}'", issue % parties);
    }
    let _ = writeln!(text, "[issue.i{}]\nby = 'p0 or p1'", issues - 2);
    let _ = writeln!(
        text,
        "[issue.i{}]\nby = 'p0 and p{}'\nback = 'p0 or p{}'",
        issues - 1,
        parties - 1,
        parties - 1
    );
    for party in 0..parties {
        for sign in 0..signs {
            let issue = (party * 3 + sign * 2) % issues;
            let liked = if sign % 3 == 2 { "not " } else { "" };
            let _ = writeln!(text, "[[statement]]\nparty = 'p{party}'\nprefers = '{liked}i{issue}'");
        }
        if signs > 1 {
            let (one, other) = (party * 3 % issues, (party * 3 + 2) % issues);
            let _ = writeln!(
                text,
                "[[statement]]\nparty = 'p{party}'\nprefers = 'i{one} and not i{other}'\nover = 'i{other} and not i{one}'"
            );
        }
    }
    case(&text)
}

fn plan(draws: u64) -> Plan {
    Plan {
        draws,
        seed: 1,
        models: Models::Additive,
    }
}

fn every_state(bencher: Bencher<'_, '_>, case: &Case, draws: u64) {
    let taken = Taken::all(Positions::RedLines);
    let model = Model::taking(case, &taken, &Limits::STANDARD).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let everybody = model.everybody();
    bencher.counter(ItemsCount::new(draws)).bench_local(|| {
        let drawn = draw_every_state(case, &taken, &model, everybody, plan(draws), &Limits::STANDARD, &mut Unwatched);
        let drawn = drawn.unwrap_or_else(|refusal| panic!("{refusal:?}"));
        assert_eq!((drawn.draws, drawn.not_found.len()), (draws, 0));
        black_box(drawn.counts.len())
    });
}

/// Nash, SEQ, SMR, GMR and signability of all 1,024 states.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 1, sample_size = 1)]
fn all_of_1024_states(bencher: Bencher<'_, '_>, draws: u64) {
    every_state(bencher, &mixed(10, 4, 3), draws);
}

/// The same, as states grow.
#[divan::bench(args = [6, 8, 10, 12], sample_count = 1, sample_size = 1)]
fn states_of_2_to_the(bencher: Bencher<'_, '_>, issues: usize) {
    every_state(bencher, &mixed(issues, 4, 3), 10_000);
}

/// The same, as parties grow.
#[divan::bench(args = [2, 4, 6], sample_count = 1, sample_size = 1)]
fn parties(bencher: Bencher<'_, '_>, parties: usize) {
    every_state(bencher, &mixed(10, parties, 3), 10_000);
}

/// The same, as statements of each party grow.
#[divan::bench(args = [0, 1, 3, 5], sample_count = 1, sample_size = 1)]
fn statements(bencher: Bencher<'_, '_>, signs: usize) {
    every_state(bencher, &mixed(10, 4, signs), 10_000);
}

const SUMMIT: &str = include_str!("../../../cases/alaska2025/case.toml");

/// The deals of the summit that Russia and the United States can make.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3, sample_size = 1)]
fn summit_draws(bencher: Bencher<'_, '_>, draws: u64) {
    summit(bencher, plan(draws));
}

/// The same with orders.
#[divan::bench(args = [100, 1_000], sample_count = 3, sample_size = 1)]
fn summit_orders(bencher: Bencher<'_, '_>, draws: u64) {
    let models = Models::Orders;
    summit(bencher, Plan { models, ..plan(draws) });
}

fn summit(bencher: Bencher<'_, '_>, plan: Plan) {
    let case = case(SUMMIT);
    let taken = Taken::all(Positions::RedLines);
    let model = Model::taking(&case, &taken, &Limits::STANDARD).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let table: PartySet = model.table;
    let deals: Vec<Asked> = model
        .makeable(table)
        .into_iter()
        .filter(|state| model.is_deal(*state))
        .map(|state| Asked { state, signatories: table })
        .collect();
    bencher
        .counter(ItemsCount::new(plan.draws))
        .bench_local(|| draw(&case, &taken, &model, &deals, plan, &Limits::STANDARD, &mut Unwatched).map_or(0, |drawn| drawn.draws));
}

/// Necessary, possible or impossible, settled, for each of the 191 deals of the summit: signing by all, and
/// holding under Nash, SEQ, SMR and GMR. The model and all that is kept of it are made anew each time.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn summit_settled(bencher: Bencher<'_, '_>) {
    let case = case(SUMMIT);
    bencher.bench_local(|| {
        let taken = Taken::all(Positions::RedLines);
        let model = Model::taking(&case, &taken, &Limits::STANDARD).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        let everybody = model.everybody();
        let mut claims = Vec::new();
        for state in model.space.states().filter(|state| model.is_deal(*state)) {
            claims.push(Claim::Signable {
                state,
                signatories: everybody,
            });
            claims.extend(Notion::LADDER.iter().map(|notion| Claim::Holds {
                state,
                notion: *notion,
                scope: Scope::of_deal(&case, &model, state),
            }));
        }
        let claims: Vec<&Claim> = claims.iter().collect();
        let verdicts = verdicts(&claims, &model, &Limits::STANDARD);
        assert_eq!(verdicts.len(), 5 * 191);
        black_box(verdicts)
    });
}

/// Points of a simplex by hit-and-run, a thousand for each dimension.
#[divan::bench(args = [8, 12, 16], sample_count = 3, sample_size = 1)]
fn hit_and_run(bencher: Bencher<'_, '_>, dimension: usize) {
    let weights = (0..dimension as u64).map(|slot| Weight {
        low: 0,
        high: 1 << 20,
        slot,
    });
    let row = Row {
        plus: Vec::new(),
        minus: (0..dimension).collect(),
        above: -(1 << 20),
    };
    let polytope = Polytope::new(weights.collect(), vec![row]).unwrap_or_else(|empty| panic!("{empty:?}"));
    bencher.counter(ItemsCount::new(1_000u64)).bench_local(|| {
        let mut walks = Walks::default();
        let mut point = vec![0; dimension];
        for draw in 0..1_000 {
            if draw % LANES as u64 == 0 {
                walks = Walks::default();
            }
            polytope.draw(Numbers::of_line(1, draw, "bench"), &mut walks, &mut point);
        }
        black_box(point.len())
    });
}

/// The whole answer of `demarche sure` on the summit.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn summit_sure() -> usize {
    let reading = read("case.toml", SUMMIT, &mut Nothing, &ReadLimits::default());
    let case = reading.case.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    let doubt = Doubt {
        draws: 10_000,
        seed: 1,
        models: Models::Additive,
        finding: None,
    };
    let document = sure(&case, &reading.files, &doubt, &Settings::STANDARD, &mut Unwatched);
    document.map_or(0, |document| document.readings.len())
}
