//! Models that are drawn agree with what is proven for all preferences: what is necessary is so in every draw, what is impossible in none.

use demarche::analysis::Unwatched;
use demarche::analysis::acceptance::signing;
use demarche::analysis::doubt::share::{Asked, draw};
use demarche::analysis::stability::Scope;
use demarche::analysis::stability::holding::Holdings;
use demarche::case::Positions;
use demarche::finding::Verdict;
use demarche::model::{Limits, Model};

use crate::memory::case;
use crate::twins::generate::{Kind, drafts};
use crate::twins::random::for_random;

/// Models drawn for each case.
const DRAWS: u64 = 3;

fn agrees(verdict: Verdict, hits: u64) -> bool {
    match verdict {
        Verdict::Yes => hits == DRAWS,
        Verdict::No => hits == 0,
        Verdict::Open => true,
    }
}

#[test]
fn what_is_proven_is_so_in_every_draw() {
    let compared = std::cell::Cell::new(0);
    for_random(25, drafts(Kind::Incomplete), |draft| {
        let case = case(&draft.text());
        let model = || Model::new(&case, Positions::RedLines, &Limits::STANDARD).unwrap();
        let exact = model();
        let everybody = exact.everybody();
        let deals: Vec<Asked> = exact
            .makeable(everybody)
            .into_iter()
            .filter(|state| exact.is_deal(*state))
            .map(|state| Asked {
                state,
                signatories: everybody,
            })
            .collect();
        let drawn = draw(&case, model(), &deals, (DRAWS, draft.seed), &Limits::STANDARD, &mut Unwatched).unwrap();
        if drawn.draws < DRAWS || !drawn.left_open.is_empty() {
            // Lines that contradict each other, or that no additive model meets.
            return;
        }
        compared.set(compared.get() + 1);
        let holdings = Holdings::new(&exact, &Limits::STANDARD, &mut Unwatched).unwrap();
        for (deal, count) in deals.iter().zip(&drawn.counts) {
            let verdict = signing(&exact, everybody, deal.state).verdict;
            assert!(agrees(verdict, count.signable), "{deal:?}: {verdict:?}, {count:?}");
            let scope = Scope::of_deal(&case, &exact, deal.state);
            for slot in 0..6 {
                let verdicts = exact
                    .parties
                    .keys()
                    .map(|party| holdings.examine(party, deal.state, &scope)[slot].verdict);
                let all = verdicts
                    .into_iter()
                    .try_fold(Verdict::Yes, |all, verdict| verdict.map(|verdict| all.and(verdict)));
                if let (Some(verdict), Some(hits)) = (all, count.holds[slot]) {
                    assert!(agrees(verdict, hits), "{deal:?}, notion {slot}: {verdict:?}, {count:?}");
                }
            }
        }
    });
    assert!(compared.get() > 0, "every case contradicts itself");
}
