//! How long shares of preference models take: every state of a made case, and the listed questions of one real case.
//!
//! Made cases: ten two-valued issues and four parties (1,024 states). Each party holds two issues; either of two parties can change the ninth, and the
//! tenth takes both of two and is undone by either. Each party states some signs and one comparison of weights; half of the issues nobody speaks of.

use std::fmt::Write;

use demarche::analysis::doubt::{Asked, Models, Plan, draw, draw_every_state};
use demarche::analysis::{Settings, Unwatched, sure};
use demarche::case::read::{LoadError, Loaded, Loader, ReadLimits, read};
use demarche::case::{Case, Positions, Taken};
use demarche::model::{Limits, Model, PartySet};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

struct Nothing;

impl Loader for Nothing {
    fn load(&mut self, _path: &str, _from: Option<&str>) -> Result<Loaded, LoadError> {
        Err(LoadError::Missing)
    }
}

fn case(text: &str) -> Case {
    let reading = read("case.toml", text, &mut Nothing, &ReadLimits::default());
    reading.case.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

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
    let _ = writeln!(text, "[issue.i{}]\nby = 'p0 and p{}'\nback = 'p0 or p{}'", issues - 1, parties - 1, parties - 1);
    for party in 0..parties {
        for sign in 0..signs {
            let issue = (party * 3 + sign * 2) % issues;
            let liked = if sign % 3 == 2 { "not " } else { "" };
            let _ = writeln!(text, "[[statement]]\nparty = 'p{party}'\nprefers = '{liked}i{issue}'");
        }
        if signs > 1 {
            let (one, other) = (party * 3 % issues, (party * 3 + 2) % issues);
            let _ = writeln!(text, "[[statement]]\nparty = 'p{party}'\nprefers = 'i{one} and not i{other}'\nover = 'i{other} and not i{one}'");
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
    let case = case(SUMMIT);
    let taken = Taken::all(Positions::RedLines);
    let model = Model::taking(&case, &taken, &Limits::STANDARD).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let table: PartySet = model.table;
    let deals: Vec<Asked> = model
        .makeable(table)
        .into_iter()
        .filter(|state| model.is_deal(*state))
        .map(|state| Asked {
            state,
            signatories: table,
        })
        .collect();
    bencher.counter(ItemsCount::new(draws)).bench_local(|| {
        draw(&case, &taken, &model, &deals, plan(draws), &Limits::STANDARD, &mut Unwatched).map_or(0, |drawn| drawn.draws)
    });
}

/// The whole answer of `demarche sure` on the summit.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn summit_sure() -> usize {
    let reading = read("case.toml", SUMMIT, &mut Nothing, &ReadLimits::default());
    let case = reading.case.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    let document = sure(&case, &reading.files, plan(10_000), &Settings::STANDARD, &mut Unwatched);
    document.map_or(0, |document| document.readings.len())
}
