//! How long it takes to count, to find and to better deals that are not listed: 20, 40 and 60 issues of two to five values, two and four parties.
//!
//! The cases are those of `tests/all/large.rs`, in which every party wants a part of the most that it could have, and what cannot be ties neighbors
//! together. `benches/solvers` asks the same of other solvers.

use demarche::analysis::Unwatched;
use demarche::analysis::vast::ask::{Asker, Set};
use demarche::analysis::vast::question::Question;
use demarche::analysis::vast::room::Room;
use demarche::analysis::vast::sums;
use demarche::analysis::vast::work::Work;
use demarche::case::{Positions, Taken};
use demarche::index::PartyId;
use demarche::model::Limits;
use divan::{Bencher, black_box};

#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../tests/all/large.rs"]
mod large;
#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../tests/all/memory.rs"]
mod memory;

fn main() {
    divan::main();
}

/// Issues, parties, and how much of the most each wants, in hundredths.
const CASES: [(usize, usize, i64); 6] = [(20, 2, 50), (20, 4, 30), (40, 2, 50), (40, 4, 30), (60, 2, 50), (60, 4, 30)];

fn question(case: (usize, usize, i64)) -> Question {
    let case = memory::case(&large::large(case.0, case.1, case.2, 5));
    Question::new(&case, &Taken::all(Positions::RedLines)).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn with(bencher: Bencher<'_, '_>, case: (usize, usize, i64), ask: impl Fn(&Asker<'_>, &Set, &mut Work<'_>)) {
    let question = question(case);
    bencher.bench_local(|| {
        let mut unwatched = Unwatched;
        let mut work = Work::new(&mut unwatched, Room::of(Limits::STANDARD.memory));
        let asker = Asker::new(black_box(&question), &[], &mut work).unwrap_or_else(|stop| panic!("{stop:?}"));
        let deals = asker.deals(&mut work).unwrap_or_else(|stop| panic!("{stop:?}"));
        let set = asker.narrowed(&deals, &question.surely, &mut work);
        ask(&asker, &set.unwrap_or_else(|stop| panic!("{stop:?}")), &mut work);
    });
}

/// How many feasible states.
#[divan::bench(args = CASES, sample_count = 5)]
fn feasible(bencher: Bencher<'_, '_>, case: (usize, usize, i64)) {
    with(bencher, case, |asker, _, work| {
        let counted = asker.feasible(work).and_then(|set| asker.count(&set, work));
        assert!(black_box(counted).is_ok_and(|counted| counted.exact().is_some()));
    });
}

/// How many deals can be signed: exactly, or between two numbers.
#[divan::bench(args = CASES, sample_count = 3)]
fn signable(bencher: Bencher<'_, '_>, case: (usize, usize, i64)) {
    with(bencher, case, |asker, set, work| {
        assert!(black_box(asker.count(set, work)).is_ok());
    });
}

/// A deal that can be signed, or that there is none.
#[divan::bench(args = CASES, sample_count = 5)]
fn any(bencher: Bencher<'_, '_>, case: (usize, usize, i64)) {
    with(bencher, case, |asker, set, work| {
        assert!(black_box(asker.best(set, None, &[], work)).complete);
    });
}

/// The best of them for the first party.
#[divan::bench(args = CASES, sample_count = 5)]
fn best(bencher: Bencher<'_, '_>, case: (usize, usize, i64)) {
    with(bencher, case, |asker, set, work| {
        let scale = asker.compiler.question.scales[PartyId(0)].as_ref();
        let form = scale.map_or(0, |scale| scale.form);
        let goal = sums::tables(&asker.compiler, &asker.compiler.question.forms[form]);
        assert!(black_box(asker.best(set, Some(&goal), &[], work)).complete);
    });
}
