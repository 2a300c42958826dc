//! How many deals there are.

use num_bigint::BigUint;

use crate::analysis::answer::search::{Asking, settled};
use crate::analysis::vast::ask::Set;
use crate::analysis::vast::count::Between;
use crate::analysis::vast::question::Question;
use crate::analysis::vast::work::{Stop, Work};
use crate::finding::{HowMany, SearchCounts, SearchSide, Settled};

/// The numbers; `sets` are the deals as asked, those that can surely be signed, and those that possibly can. `doubtful`: whether only bounds are taken of
/// somebody.
pub(super) fn counts(asking: &Asking<'_, '_>, sets: [&Set; 3], doubtful: bool, work: &mut Work<'_>) -> SearchCounts {
    let asker = &asking.asker;
    let feasible = asker.feasible(work).and_then(|set| asker.count(&set, work));
    let feasible = told(feasible, work);
    let [deals, surely, possibly] = sets;
    let counted = asker.count(deals, work);
    let deals = told(counted, work);
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
        deals,
        surely: surely_told,
        possibly: possibly_told,
    }
}

/// What the searches found counts too, where nothing better is known: a deal that was found is one. `surely`, `possibly`: what was found of either.
pub(super) fn at_least_one(counts: &mut SearchCounts, surely: &SearchSide, possibly: Option<&SearchSide>) {
    let found = |side: &SearchSide| side.existence.exists == Some(true);
    let none = |counted: &HowMany| counted.least == "0";
    let one = |counted: &mut HowMany| {
        if none(counted) {
            "1".clone_into(&mut counted.least);
            if counted.most.as_deref() == Some("1") {
                counted.settled = Settled::Exact;
            }
        }
    };
    if found(surely) {
        one(&mut counts.surely);
    }
    if found(surely) || possibly.is_some_and(found) {
        [&mut counts.possibly, &mut counts.deals, &mut counts.feasible]
            .into_iter()
            .for_each(one);
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
        deals: none(),
        surely: none(),
        possibly: none(),
    }
}
