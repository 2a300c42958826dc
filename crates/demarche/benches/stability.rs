//! How long stability takes as cases grow, and how long the whole brief takes for one real case.
//!
//! Cases: 3 parties, 8 to 18 two-valued issues, strict lexicographic preferences drawn from a seed. `free`: everything is feasible and
//! reversible. `cut`: two combinations in five are infeasible, and one issue in four goes one way only.

use std::fmt::Write;

use demarche::analysis::stability::Ladder;
use demarche::analysis::{Settings, Unwatched, brief};
use demarche::case::read::{ReadLimits, read};
use demarche::case::{Case, Positions};
use demarche::model::{Limits, Model};
use divan::{Bencher, black_box};

use crate::memory::{Nothing, case};

fn main() {
    divan::main();
}

const PARTIES: usize = 3;
const ISSUES: [usize; 6] = [8, 10, 12, 14, 16, 18];

#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../tests/all/memory.rs"]
mod memory;

/// Numbers below a bound, from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }
}

fn lexicographic(issues: usize, cut: bool) -> Case {
    let mut dice = Dice(issues as u64);
    let mut text = String::from("title = 'lexicographic'\n");
    for party in 0..PARTIES {
        let _ = writeln!(text, "[party.p{party}]");
    }
    for issue in 0..issues {
        let owner = issue * PARTIES / issues;
        let one_way = if cut && issue % 4 == 1 { "irreversible = true\n" } else { "" };
        let _ = writeln!(text, "[issue.i{issue}]\nby = 'p{owner}'\n{one_way}");
    }
    if cut {
        let _ = writeln!(text, "[[never]]\nformula = 'i0 and i{}'", issues - 1);
        let _ = writeln!(text, "[[never]]\nformula = 'i{} and not i2 and i4'", issues / 2 + 1);
        let _ = writeln!(text, "[[never]]\nformula = 'i1 and i3 and i{}'", issues - 2);
    }
    for party in 0..PARTIES {
        let mut order: Vec<usize> = (0..issues).collect();
        for last in (1..issues).rev() {
            order.swap(last, dice.below(last + 1));
        }
        let literals: Vec<String> = order
            .iter()
            .map(|issue| format!("'i{issue} = {}'", if dice.below(2) == 0 { "yes" } else { "no" }))
            .collect();
        let _ = writeln!(text, "[[statement]]\nparty = 'p{party}'\npriority = [{}]", literals.join(", "));
    }
    case(&text)
}

fn model(case: &Case) -> Model {
    Model::new(case, Positions::RedLines, &Limits::STANDARD).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// All states, all parties, Nash, SEQ, SSEQ, SMR and GMR.
fn ladder(bencher: Bencher<'_, '_>, issues: usize, cut: bool) {
    let model = model(&lexicographic(issues, cut));
    let ranks = || model.parties.values().filter_map(|party| party.voter.preference.ranks()).collect();
    bencher
        .counter(divan::counter::ItemsCount::new(model.space.len()))
        .bench_local(|| black_box(Ladder::new(&model.space, &model.moves, ranks(), &mut Unwatched).is_ok()));
}

#[divan::bench(args = ISSUES, sample_count = 10)]
fn ladder_free(bencher: Bencher<'_, '_>, issues: usize) {
    ladder(bencher, issues, false);
}

#[divan::bench(args = ISSUES, sample_count = 10)]
fn ladder_cut(bencher: Bencher<'_, '_>, issues: usize) {
    ladder(bencher, issues, true);
}

/// States, moves and rankings from a case that was read.
#[divan::bench(args = ISSUES, sample_count = 10)]
fn model_free(bencher: Bencher<'_, '_>, issues: usize) {
    let case = lexicographic(issues, false);
    bencher.bench_local(|| black_box(model(&case).space.len()));
}

#[divan::bench(args = ISSUES, sample_count = 10)]
fn model_cut(bencher: Bencher<'_, '_>, issues: usize) {
    let case = lexicographic(issues, true);
    bencher.bench_local(|| black_box(model(&case).space.len()));
}

const SUMMIT: &str = include_str!("../../../cases/alaska2025/case.toml");

/// The summit case: text to case.
#[divan::bench]
fn summit_read() -> usize {
    case(black_box(SUMMIT)).statements.len()
}

/// The summit case: text to the whole brief, under both readings of positions.
#[divan::bench]
fn summit_brief() -> usize {
    let reading = read("case.toml", black_box(SUMMIT), &mut Nothing, &ReadLimits::default());
    let case = reading.case.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    let document = brief(&case, &reading.files, &Settings::STANDARD, &mut Unwatched);
    document.map_or(0, |document| document.readings.len())
}
