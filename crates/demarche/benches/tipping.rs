//! How long it takes to find all minimal tipping sets: twelve two-valued issues, four parties, 4,096 states, and some twenty levers.
//!
//! The deal settles four issues, one of each party, and three of the parties would rather take their own term back. `deal` asks for that very deal: a payment or a penalty for each of them, or terms that lapse. `goal` asks for
//! any deal with two of its terms, so that further terms can join the package.

use std::fmt::Write;

use demarche::analysis::Unwatched;
use demarche::analysis::tipping::judge::Asked;
use demarche::analysis::tipping::search::{Search, search};
use demarche::case::{Case, Formula, Positions};
use demarche::finding::Notion;
use demarche::index::IssueId;
use demarche::model::{Limits, Model};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../tests/all/memory.rs"]
mod memory;

const ISSUES: usize = 12;
const PARTIES: usize = 4;

fn made() -> Case {
    let mut text = String::from("title = 'made'\n");
    for party in 0..PARTIES {
        let _ = writeln!(text, "[party.p{party}]");
    }
    for issue in 0..ISSUES {
        let _ = writeln!(text, "[issue.i{issue}]\nby = 'p{0}'\nback = 'p{0}'", issue % PARTIES);
    }
    let _ = writeln!(text, "[no-deal]\nstates = [{{}}]");
    for party in 0..PARTIES {
        let _ = writeln!(text, "[[statement]]\nparty = 'p{party}'\n[statement.value]");
        for issue in 0..ISSUES {
            // Everybody's own first step costs it, and is worth something to the others.
            let worth = match (issue < PARTIES, issue % PARTIES == party) {
                (true, true) if issue > 0 => -3,
                (true, true) => 3,
                (true, false) => 1,
                (false, true) => -1 - (issue as i64 % 3),
                (false, false) => 0,
            };
            let _ = writeln!(text, "i{issue} = {worth}");
        }
    }
    for (payer, to) in [(0, 1), (0, 3)] {
        let _ = writeln!(
            text,
            "[[payable]]\nname = 'from p{payer} to p{to}'\npayer = 'p{payer}'\nbudget = 12\nworth = {{ p{payer} = -0.5, p{to} = 1 }}"
        );
    }
    memory::case(&text)
}

fn goal(issues: std::ops::Range<usize>, whole: bool) -> Formula {
    let one = |issue: usize, value: u32| Formula::In(IssueId(issue as u32), vec![value]);
    let terms = issues.clone().map(|issue| one(issue, 1));
    let rest = (0..ISSUES)
        .filter(|issue| whole && !issues.contains(issue))
        .map(|issue| one(issue, 0));
    Formula::And(terms.chain(rest).collect())
}

fn found(bencher: Bencher<'_, '_>, goal: &Formula, notion: Notion, most: usize) {
    let case = made();
    let model = Model::new(&case, Positions::RedLines, &Limits::STANDARD).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let asked = Asked {
        sign: true,
        hold: Some(notion),
    };
    let run = || -> Search {
        search(&case, &model, black_box(goal), asked, most, &mut Unwatched).unwrap_or_else(|refusal| panic!("{refusal:?}"))
    };
    assert!(!run().sure.is_empty(), "a search that finds nothing measures little");
    bencher.bench_local(run);
}

#[divan::bench(args = [3, 4], sample_count = 5, sample_size = 1)]
fn deal_nash(bencher: Bencher<'_, '_>, most: usize) {
    found(bencher, &goal(0..4, true), Notion::Nash, most);
}

#[divan::bench(args = [3, 4], sample_count = 5, sample_size = 1)]
fn deal_seq(bencher: Bencher<'_, '_>, most: usize) {
    found(bencher, &goal(0..4, true), Notion::Seq, most);
}

#[divan::bench(args = [3, 4], sample_count = 3, sample_size = 1)]
fn goal_seq(bencher: Bencher<'_, '_>, most: usize) {
    found(bencher, &goal(0..2, false), Notion::Seq, most);
}
