//! How many deals there are.

use num_bigint::BigUint;

use crate::analysis::answer::search::{Asking, settled};
use crate::analysis::vast::ask::Set;
use crate::analysis::vast::count::Between;
use crate::analysis::vast::question::Question;
use crate::analysis::vast::work::{Stop, Work};
use crate::finding::{HowMany, SearchCounts, Settled};

/// The numbers; `sets` are the deals as asked, those that can surely be signed, and those that possibly can. `doubtful`: whether only bounds are taken of
/// somebody.
pub(super) fn counts(asking: &Asking<'_, '_>, sets: [&Set; 3], doubtful: bool, work: &mut Work<'_>) -> SearchCounts {
    let asker = &asking.asker;
    let feasible = asker.feasible(work).and_then(|set| asker.count(&set, work));
    let feasible = told(feasible, work);
    let [deals, surely, possibly] = sets;
    let makeable = asker.count(deals, work);
    let makeable = told(makeable, work);
    let of_surely = asker.count(surely, work);
    let mut surely_told = told(of_surely.clone(), work);
    let mut possibly_told = if surely == possibly {
        surely_told.clone()
    } else {
        let counted = asker.count(possibly, work);
        told(counted, work)
    };
    if doubtful {
        // What is surely so is at least that, and what is possibly so at most that; each bounds the other.
        surely_told.most.clone_from(&possibly_told.most);
        possibly_told.least.clone_from(&surely_told.least);
        for counted in [&mut surely_told, &mut possibly_told] {
            if counted.settled == Settled::Exact && counted.most.as_ref() != Some(&counted.least) {
                counted.settled = Settled::Bound;
            }
        }
    }
    SearchCounts {
        combinations: combinations(asking.question).to_string(),
        feasible,
        makeable,
        surely: surely_told,
        possibly: possibly_told,
    }
}

/// All combinations of issue values.
fn combinations(question: &Question) -> BigUint {
    question.radices.iter().map(|radix| BigUint::from(*radix)).product()
}

fn told(counted: Result<Between, Stop>, work: &Work<'_>) -> HowMany {
    match counted {
        Ok(between) => HowMany {
            settled: settled(between.exact().is_some(), false),
            least: between.least.to_string(),
            most: Some(between.most.to_string()),
        },
        Err(_) => HowMany {
            settled: settled(false, work.is_stopped()),
            least: "0".to_owned(),
            most: None,
        },
    }
}

/// Nothing but the number of combinations is known.
pub(super) fn unknown(question: &Question, settled: Settled) -> SearchCounts {
    let none = || HowMany {
        settled,
        least: "0".to_owned(),
        most: Some(combinations(question).to_string()),
    };
    SearchCounts {
        combinations: combinations(question).to_string(),
        feasible: none(),
        makeable: none(),
        surely: none(),
        possibly: none(),
    }
}
