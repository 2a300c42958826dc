//! Models that are drawn agree with what is proven for all preferences: what is necessary is so in every draw, what is impossible in none. And counting
//! many draws side by side agrees with the general engines, draw by draw, on the same models.

use demarche::analysis::Unwatched;
use demarche::analysis::acceptance::signing;
use demarche::analysis::doubt::share::model_of;
use demarche::analysis::doubt::{Asked, Counted, Models, Plan, draw, draw_every_state};
use demarche::analysis::stability::Scope;
use demarche::analysis::stability::holding::Holdings;
use demarche::case::{Case, Positions, Taken};
use demarche::finding::{Notion, Verdict};
use demarche::model::{Limits, Model};

use crate::memory::case;
use crate::twins::draft::Draft;
use crate::twins::generate::{Kind, drafts};
use crate::twins::random::{Dice, for_random};

/// Models drawn for each case: two batches, the second not whole.
const DRAWS: u64 = 18;

fn agrees(verdict: Verdict, hits: u64) -> bool {
    match verdict {
        Verdict::Yes => hits == DRAWS,
        Verdict::No => hits == 0,
        Verdict::Open => true,
    }
}

fn deals(model: &Model) -> Vec<Asked> {
    let everybody = model.everybody();
    let states = model.makeable(everybody).into_iter().filter(|state| model.is_deal(*state));
    let asked = states.map(|state| Asked {
        state,
        signatories: everybody,
    });
    asked.collect()
}

fn slot(notion: Notion) -> usize {
    Notion::ALL.iter().position(|known| *known == notion).unwrap()
}

#[test]
fn what_is_proven_is_so_in_every_draw() {
    let compared = std::cell::Cell::new(0);
    for_random(25, drafts(Kind::Incomplete), |draft| {
        let case = case(&draft.text());
        let taken = Taken::all(Positions::RedLines);
        let exact = Model::taking(&case, &taken, &Limits::STANDARD).unwrap();
        let deals = deals(&exact);
        for models in [Models::Additive, Models::Orders] {
            let plan = Plan {
                draws: DRAWS,
                seed: draft.seed,
                models,
            };
            let drawn = draw(&case, &taken, &exact, &deals, plan, &Limits::STANDARD, &mut Unwatched).unwrap();
            if drawn.draws < DRAWS || !drawn.left_open.is_empty() {
                // Lines that contradict each other, or that no additive model meets.
                continue;
            }
            compared.set(compared.get() + 1);
            let holdings = Holdings::new(&exact, &Limits::STANDARD, &mut Unwatched).unwrap();
            for (deal, count) in deals.iter().zip(&drawn.counts) {
                let verdict = signing(&exact, deal.signatories, deal.state).verdict;
                assert!(agrees(verdict, count.signable), "{deal:?}: {verdict:?}, {count:?}");
                let scope = Scope::of_deal(&case, &exact, deal.state);
                for (hits, notion) in count.holds.iter().zip(Notion::LADDER) {
                    let verdicts = exact
                        .parties
                        .keys()
                        .map(|party| holdings.examine(party, deal.state, &scope)[slot(notion)].verdict);
                    let all = verdicts
                        .into_iter()
                        .try_fold(Verdict::Yes, |all, verdict| verdict.map(|verdict| all.and(verdict)));
                    if let (Some(verdict), Some(hits)) = (all, *hits) {
                        assert!(agrees(verdict, hits), "{deal:?}, {notion:?}: {verdict:?}, {count:?}");
                    }
                }
            }
        }
    });
    assert!(compared.get() > 0, "every case contradicts itself");
}

/// Every draw is one of the preferences that the verdicts quantify over.
#[test]
fn what_is_drawn_agrees_with_the_lines() {
    for_random(50, drafts(Kind::Incomplete), |draft| {
        let case = case(&draft.text());
        let taken = Taken::all(Positions::RedLines);
        let exact = Model::taking(&case, &taken, &Limits::STANDARD).unwrap();
        for models in [Models::Additive, Models::Orders] {
            let plan = Plan {
                draws: DRAWS,
                seed: draft.seed,
                models,
            };
            let Some(drawn) = model_of(&case, &taken, plan, 1, &Limits::STANDARD).unwrap() else {
                continue;
            };
            for party in exact.parties.keys() {
                let (all, one) = (&exact.parties[party].voter.preference, &drawn.parties[party].voter.preference);
                for state in exact.space.states() {
                    for base in exact.space.states() {
                        let (all, one) = (all.compare(&exact.space, state, base), one.compare(&exact.space, state, base));
                        let agrees = (!all.at_least || one.at_least)
                            && (!all.better || one.better)
                            && (!all.at_most || one.at_most)
                            && (!all.worse || one.worse);
                        assert!(agrees, "{models:?}, {party:?}: {state:?} to {base:?}: {all:?}, drawn {one:?}");
                    }
                }
            }
        }
    });
}

/// What the general engines count.
fn counted(case: &Case, taken: &Taken, plan: Plan, deals: &[(Asked, Scope)]) -> Option<Vec<Counted>> {
    let mut counts = vec![
        Counted {
            signable: 0,
            holds: [Some(0); 4],
            both: [Some(0); 4],
        };
        deals.len()
    ];
    for number in 0..plan.draws {
        let model = model_of(case, taken, plan, number, &Limits::STANDARD).unwrap()?;
        let holdings = Holdings::new(&model, &Limits::STANDARD, &mut Unwatched).unwrap();
        for ((deal, scope), count) in deals.iter().zip(&mut counts) {
            let signable = signing(&model, deal.signatories, deal.state).verdict == Verdict::Yes;
            count.signable += u64::from(signable);
            for (place, notion) in Notion::LADDER.into_iter().enumerate() {
                let stays = |party| holdings.examine(party, deal.state, scope)[slot(notion)].verdict == Some(Verdict::Yes);
                let holds = model.parties.keys().all(stays);
                count.holds[place] = count.holds[place].map(|count| count + u64::from(holds));
                count.both[place] = count.both[place].map(|count| count + u64::from(holds && signable));
            }
        }
    }
    Some(counts)
}

/// The draft with a confidence beside some lines.
fn with_doubt(draft: &Draft) -> String {
    let mut dice = Dice::new(draft.seed);
    let text = draft.text();
    let mut parts = text.split("[[statement]]\n");
    let mut doubtful = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        doubtful += "[[statement]]\n";
        doubtful += ["", "confidence = 0.7\n", "confidence = 0.2\n"][dice.below(3)];
        doubtful += part;
    }
    doubtful
}

fn side_by_side(seed: u64, text: &str, models: Models) -> bool {
    let case = case(text);
    let taken = Taken::all(Positions::RedLines);
    let model = Model::taking(&case, &taken, &Limits::STANDARD).unwrap();
    let plan = Plan {
        draws: DRAWS,
        seed,
        models,
    };
    let asked = deals(&model);
    let drawn = draw(&case, &taken, &model, &asked, plan, &Limits::STANDARD, &mut Unwatched).unwrap();
    if drawn.draws < DRAWS || !drawn.left_open.is_empty() {
        return false;
    }
    let scoped: Vec<(Asked, Scope)> = asked
        .into_iter()
        .map(|deal| (deal.clone(), Scope::of_deal(&case, &model, deal.state)))
        .collect();
    assert_eq!(Some(drawn.counts), counted(&case, &taken, plan, &scoped));
    let everybody = model.everybody();
    let drawn = draw_every_state(&case, &taken, &model, everybody, plan, &Limits::STANDARD, &mut Unwatched).unwrap();
    let every = |state| Asked {
        state,
        signatories: everybody,
    };
    let every: Vec<(Asked, Scope)> = model
        .space
        .states()
        .map(|state| (every(state), Scope::everything(&model)))
        .collect();
    assert_eq!(Some(drawn.counts), counted(&case, &taken, plan, &every));
    true
}

#[test]
fn many_draws_side_by_side_are_as_one_by_one() {
    let compared = std::cell::Cell::new(0);
    for_random(50, drafts(Kind::Incomplete), |draft| {
        compared.set(compared.get() + u32::from(side_by_side(draft.seed, &draft.text(), Models::Additive)));
        compared.set(compared.get() + u32::from(side_by_side(draft.seed, &with_doubt(draft), Models::Additive)));
    });
    assert!(compared.get() > 20, "few cases can be drawn from");
}

#[test]
fn orders_side_by_side_are_as_one_by_one() {
    for_random(100, drafts(Kind::Incomplete), |draft| {
        side_by_side(draft.seed, &with_doubt(draft), Models::Orders);
    });
}

#[test]
fn complete_preferences_side_by_side_are_as_one_by_one() {
    for_random(100, drafts(Kind::Complete), |draft| {
        side_by_side(draft.seed, &draft.text(), Models::Additive);
        side_by_side(draft.seed, &with_doubt(draft), Models::Additive);
    });
}

/// Ballots, a rule of agreement, several no-deal states, worths of no deal, acceptances and red lines, all of them in doubt.
const SIGNING: &str = "title = 'signing'\n\
    [party.a]\n[party.b]\nratification = '2 of senate, assembly, public'\n\
    [party.b.constituency.senate]\n[party.b.constituency.assembly]\n[party.b.constituency.public]\n[party.c]\n[party.d]\nsilence = 'unknown'\n\
    [agreement]\nrule = 'a and 2 of b, c, d'\n\
    [issue.x]\nby = 'a'\n[issue.y]\nvalues = ['low', 'mid', 'high']\nby = 'b'\n[issue.z]\nby = 'c or d'\n\
    [no-deal]\nstates = [{}, { z = 'yes' }]\n\
    [[statement]]\nparty = 'a'\nvalue = { x = [-1, 2], 'y = high' = 0.3, 'x and z' = [0, 1.5] }\n\
    [[statement]]\nparty = 'a'\nreservation = [-0.5, 0.5]\nconfidence = 0.6\n\
    [[statement]]\nparty = 'a'\naccepts = 'y = high'\nconfidence = 0.5\n\
    [[statement]]\nparty = 'b'\nprefers = 'y = high'\nover = 'y = low'\nconfidence = 0.5\n\
    [[statement]]\nparty = 'b.senate'\nprefers = 'x'\nconfidence = 0.8\n\
    [[statement]]\nparty = 'b.assembly'\nrefuses = 'y = mid'\nconfidence = 0.4\n\
    [[statement]]\nparty = 'b.public'\naccepts = 'z'\n\
    [[statement]]\nparty = 'c'\nvalue = { x = 1, z = 0.5 }\nconfidence = 0.7\n\
    [[statement]]\nparty = 'c'\nvalue = { 'y = mid' = 0.25 }\n\
    [[statement]]\nparty = 'c'\nreservation = 0.75\n\
    [[statement]]\nparty = 'c'\naccepts = 'x'\n\
    [[statement]]\nparty = 'd'\nvalue = { z = [0.2, 0.4] }\n\
    [[statement]]\nparty = 'd'\nreservation = [0, 1]\n\
    [[statement]]\nparty = 'd'\naccepts = 'z'\n";

#[test]
fn signing_side_by_side_is_as_one_by_one() {
    for seed in 0..20 {
        assert!(side_by_side(seed, SIGNING, Models::Additive));
        // Exact values instead of intervals: complete preferences beside a worth of no deal that is drawn.
        let exact = SIGNING
            .replace("[-1, 2]", "1")
            .replace("[0, 1.5]", "0.5")
            .replace("silence = 'unknown'\n", "");
        assert!(side_by_side(seed, &exact, Models::Additive));
    }
}

/// Numbers whose common denominator leaves no room in 53 bits: sums of 128.
#[test]
fn long_numbers_side_by_side_are_as_one_by_one() {
    let long = SIGNING
        .replace("0.3,", "0.300000000000007,")
        .replace("[-1, 2]", "[-1.0000000000001, 2]")
        .replace("[-0.5, 0.5]", "[-0.5000000000003, 0.5]");
    for seed in 0..5 {
        assert!(side_by_side(seed, &long, Models::Additive));
    }
}
