//! Deals that are not listed against the same deals listed one by one: counts, existence, optima and the nearest, on random small cases.

use std::fmt::Write;

use demarche::analysis::acceptance::signing;
use demarche::analysis::tipping::nearest::distances;
use demarche::analysis::vast::ask::{Asker, Set};
use demarche::analysis::vast::condition::Condition;
use demarche::analysis::vast::question::Question;
use demarche::analysis::vast::room::Room;
use demarche::analysis::vast::sums;
use demarche::analysis::vast::work::Work;
use demarche::analysis::{Best, Near, Quest, Settings, Unwatched, Watch, search};
use demarche::case::read::{ReadLimits, formula, read};
use demarche::case::{Case, Formula, Positions, Taken};
use demarche::finding::{SearchAnswer, SearchDeal, SearchReach, Settled, Verdict};
use demarche::index::{IssueId, Key, PartyId, StateId};
use demarche::model::{Limits, Model, PartyModel};
use demarche::rational::Rational;
use demarche::span::Files;

use crate::large::large;
use crate::memory::{Nothing, case, model};
use crate::twins::draft::Draft;
use crate::twins::generate::{Kind, drafts};
use crate::twins::random::{Dice, for_random};

/// The draft as a case, with a vote of those who ratify, a rule of agreement, worths of no deal, acceptances or a smaller table, as dice fall.
fn embellished(draft: &Draft) -> String {
    let mut dice = Dice::new(draft.seed ^ 77);
    let mut text = draft.text();
    if dice.below(3) == 0 {
        let names: Vec<String> = (0..draft.parties).map(|party| format!("p{party}")).collect();
        let rule = match dice.below(3) {
            0 => format!("rule = '{} of {}'", draft.parties.div_ceil(2), names.join(", ")),
            1 => format!("rule = 'p0 and ({})'", names[1..].join(" or ")),
            _ => {
                let weights: Vec<String> = names
                    .iter()
                    .enumerate()
                    .map(|(place, name)| format!("{name} = {}", 1 + place))
                    .collect();
                format!("quota = {}\nweights = {{ {} }}", 1 + draft.parties, weights.join(", "))
            }
        };
        writeln!(text, "[agreement]\n{rule}").unwrap();
    }
    let what = |dice: &mut Dice| {
        let issue = dice.below(draft.issues.len());
        format!("i{issue} = v{}", dice.below(draft.issues[issue].radix as usize))
    };
    for party in 0..draft.parties {
        if dice.below(4) == 0 {
            let low = dice.below(7) as i64 - 3;
            let high = low + dice.below(3) as i64;
            let worth = if dice.below(2) == 0 {
                format!("{low}")
            } else {
                format!("[{low}, {high}]")
            };
            if text.contains(&format!("party = 'p{party}'\nvalue")) {
                writeln!(text, "[[statement]]\nparty = 'p{party}'\nreservation = {worth}").unwrap();
            }
        }
        if dice.below(4) == 0 {
            writeln!(
                text,
                "[[statement]]\nparty = 'p{party}'\naccepts = '{} and {}'",
                what(&mut dice),
                what(&mut dice)
            )
            .unwrap();
        }
    }
    if draft.parties > 2 && dice.below(4) == 0 {
        text = text.replacen("[party.p0]\n", "[party.p0]\nratification = 'c0 or c1'\n", 1);
        for member in 0..2 {
            writeln!(text, "[party.p0.constituency.c{member}]").unwrap();
            let line = match dice.below(3) {
                0 => format!("refuses = '{}'", what(&mut dice)),
                1 => format!("prefers = '{}'\nover = '{}'", what(&mut dice), what(&mut dice)),
                _ => format!("value = {{ '{}' = {}, i0 = 1 }}", what(&mut dice), dice.below(5) as i64 - 2),
            };
            let line = if line.contains("i0 = 1 }") {
                line.replace(", i0 = 1 }", " }")
            } else {
                line
            };
            writeln!(text, "[[statement]]\nparty = 'p0.c{member}'\n{line}").unwrap();
        }
    }
    text
}

/// The states that the table can make and sign, with the verdict.
fn listed(model: &Model) -> Vec<(StateId, Verdict)> {
    let table = model.signatories();
    let deals = model.makeable(table).into_iter().filter(|state| model.is_deal(*state));
    deals.map(|state| (state, signing(model, table, state).verdict)).collect()
}

fn agree(draft: &Draft) {
    let text = embellished(draft);
    let case = case(&text);
    let taken = Taken::all(Positions::RedLines);
    let model = Model::taking(&case, &taken, &Limits::STANDARD).unwrap();
    let question = Question::new(&case, &taken).unwrap();
    let mut unwatched = Unwatched;
    let mut work = Work::new(&mut unwatched, Room::of(Limits::STANDARD.memory));
    let asker = Asker::new(&question, &[], &mut work).unwrap();
    let count = |set: &Set, work: &mut Work<'_>| -> u64 {
        let counted = asker.count(set, work).unwrap();
        counted.exact().unwrap().to_string().parse().unwrap()
    };
    let feasible = asker.feasible(&mut work).unwrap();
    assert_eq!(count(&feasible, &mut work), model.space.len() as u64, "feasible\n{text}");
    let listed = listed(&model);
    let deals = asker.deals(&mut work).unwrap();
    assert_eq!(count(&deals, &mut work), listed.len() as u64, "makeable\n{text}");
    let surely = asker.narrowed(&deals, &question.surely, &mut work).unwrap();
    let possibly = asker.narrowed(&deals, &question.possibly, &mut work).unwrap();
    for (state, verdict) in &listed {
        let values = model.space.values(*state);
        let (sure, may) = (asker.is_met(&question.surely, &values), asker.is_met(&question.possibly, &values));
        if question.doubtful.is_empty() {
            assert_eq!(
                (sure, may),
                (*verdict == Verdict::Yes, *verdict != Verdict::No),
                "{values:?}\n{text}"
            );
        } else {
            assert!(!sure || *verdict == Verdict::Yes, "{values:?}\n{text}");
            assert!(may || *verdict == Verdict::No, "{values:?}\n{text}");
        }
    }
    let meant = |condition: &Condition| -> Vec<StateId> {
        let met = |state: &StateId| asker.is_met(condition, &model.space.values(*state));
        listed.iter().map(|(state, _)| *state).filter(met).collect()
    };
    for (set, condition) in [(&surely, &question.surely), (&possibly, &question.possibly)] {
        let members = meant(condition);
        assert_eq!(count(set, &mut work), members.len() as u64, "signable\n{text}");
        searches_agree(draft, &model, &asker, set, &members, &mut work, &text);
    }
}

/// Existence, optima and distances within one set of deals.
fn searches_agree(draft: &Draft, model: &Model, asker: &Asker<'_>, set: &Set, members: &[StateId], work: &mut Work<'_>, text: &str) {
    let mut dice = Dice::new(draft.seed);
    let found = asker.best(set, None, &[], work);
    assert!(found.complete);
    assert_eq!(found.best.is_some(), !members.is_empty(), "existence\n{text}");
    if let Some((values, _)) = &found.best {
        let state = model.space.state(model.space.compose(values)).unwrap();
        assert!(members.contains(&state), "{values:?}\n{text}");
    }
    let issue = dice.below(draft.issues.len());
    let value = dice.below(draft.issues[issue].radix as usize) as u32;
    let wanted = Formula::In(IssueId::from_index(issue), vec![value]);
    let with = asker.narrowed(set, &Condition::Holds(wanted.clone()), work).unwrap();
    let exists = members.iter().any(|state| model.space.holds(&wanted, *state));
    assert_eq!(asker.best(&with, None, &[], work).best.is_some(), exists, "with\n{text}");
    for (party, scale) in asker.compiler.question.scales.iter() {
        let Some(scale) = scale else { continue };
        let form = &asker.compiler.question.forms[scale.form];
        let goal = sums::tables(&asker.compiler, form);
        let best = asker.best(set, Some(&goal), &[], work);
        let worth = |state: &StateId| model.parties[party].voter.preference.worth(&model.space, *state).unwrap().low;
        let most = members.iter().map(worth).max();
        assert_eq!(
            best.best.as_ref().map(|(_, sum)| form.worth(*sum)),
            most,
            "best for {party:?}\n{text}"
        );
        assert!(best.complete);
        assert_eq!(best.bound.map(|sum| form.worth(sum)), most, "bound\n{text}");
    }
    let from = draft.today();
    let fewest = sums::times(&sums::distance(&asker.compiler, &from), -1);
    let nearest = asker.best(set, Some(&fewest), &[], work);
    let distance = |state: &StateId| {
        let values = model.space.values(*state);
        values.iter().zip(&from).filter(|(one, other)| one != other).count() as i128
    };
    assert_eq!(
        nearest.best.map(|(_, sum)| -sum),
        members.iter().map(distance).min(),
        "nearest\n{text}"
    );
    let all = asker.some(set, &[], 1_000, work).unwrap();
    let mut all: Vec<usize> = all
        .iter()
        .map(|values| model.space.state(model.space.compose(values)).unwrap().index())
        .collect();
    all.sort_unstable();
    assert_eq!(
        all,
        members.iter().map(|state| state.index()).collect::<Vec<_>>(),
        "all of them\n{text}"
    );
}

#[test]
fn complete_preferences_are_searched_as_they_are_listed() {
    for_random(5, drafts(Kind::Complete), agree);
}

#[test]
fn incomplete_preferences_are_searched_as_they_are_listed() {
    for_random(5, drafts(Kind::Incomplete), agree);
}

/// However little fits into diagrams, what is told stays true: numbers lie between their bounds, what is found belongs, and what is complete is right.
fn bounds_hold_in_little_room(draft: &Draft, cut: &mut usize) {
    let text = embellished(draft);
    let case = case(&text);
    let taken = Taken::all(Positions::RedLines);
    let model = Model::taking(&case, &taken, &Limits::STANDARD).unwrap();
    let question = Question::new(&case, &taken).unwrap();
    let listed = listed(&model);
    for nodes in [4, 7, 12, 20, 40] {
        let mut unwatched = Unwatched;
        let mut work = Work::new(&mut unwatched, Room::of(nodes << 15));
        let made = Asker::new(&question, &[], &mut work).and_then(|asker| {
            let deals = asker.deals(&mut work)?;
            let surely = asker.narrowed(&deals, &question.surely, &mut work)?;
            Ok((asker, surely))
        });
        let Ok((asker, set)) = made else {
            *cut += 1;
            continue;
        };
        *cut += usize::from(!set.is_whole());
        let belongs = |state: &StateId| asker.is_met(&question.surely, &model.space.values(*state));
        let members: Vec<StateId> = listed.iter().map(|(state, _)| *state).filter(belongs).collect();
        match asker.count(&set, &mut work) {
            Ok(counted) => {
                let number = num_bigint::BigUint::from(members.len());
                assert!(counted.least <= number && number <= counted.most, "{counted:?}\n{text}");
            }
            Err(_) => *cut += 1,
        }
        let from = draft.today();
        let fewest = sums::times(&sums::distance(&asker.compiler, &from), -1);
        let distance = |state: &StateId| {
            let values = model.space.values(*state);
            -(values.iter().zip(&from).filter(|(one, other)| one != other).count() as i128)
        };
        let nearest = asker.best(&set, Some(&fewest), &[], &mut work);
        let most = members.iter().map(distance).max();
        if let Some((values, reached)) = &nearest.best {
            let state = model.space.state(model.space.compose(values)).unwrap();
            assert!(members.contains(&state) && distance(&state) == *reached, "{values:?}\n{text}");
        }
        if nearest.complete {
            assert_eq!(nearest.best.map(|(_, reached)| reached), most, "{text}");
        }
    }
}

#[test]
fn little_room_gives_bounds_that_hold() {
    let cut = std::cell::Cell::new(0);
    for_random(5, drafts(Kind::Complete), |draft| {
        let mut seen = cut.get();
        bounds_hold_in_little_room(draft, &mut seen);
        cut.set(seen);
    });
    for_random(5, drafts(Kind::Incomplete), |draft| {
        let mut seen = cut.get();
        bounds_hold_in_little_room(draft, &mut seen);
        cut.set(seen);
    });
    assert!(cut.get() > 100, "the limits were met {} times only", cut.get());
}

/// The answer to one question about a case as text, in which scales compare.
fn asked(text: &str, quest: impl Fn(&Case, &mut Files) -> Quest) -> (Case, SearchAnswer) {
    let reading = read("case.toml", text, &mut Nothing, &ReadLimits::default());
    let (case, mut files) = (reading.case.unwrap(), reading.files);
    let quest = quest(&case, &mut files);
    let document = search(&case, &files, &quest, &Settings::STANDARD, &mut Unwatched).unwrap();
    (case, document.readings[0].answer.clone())
}

/// The state of a deal that was told.
fn state_of(model: &Model, deal: &SearchDeal) -> StateId {
    let values: Vec<u32> = deal.values.iter().map(|value| value[1..].parse().unwrap()).collect();
    model.space.state(model.space.compose(&values)).unwrap()
}

/// Of what is told to be the best, nothing is better; and if it is told to be efficient, nothing is at least as good for all and better for one.
fn the_best_are_the_best(draft: &Draft) {
    let text = format!("{}\n[scales]\ncomparable = true\n", draft.text());
    let model = model(&text);
    let members: Vec<StateId> = listed(&model)
        .into_iter()
        .filter(|(_, verdict)| *verdict == Verdict::Yes)
        .map(|(state, _)| state)
        .collect();
    let rank = |party: PartyId, state: StateId| model.parties[party].voter.preference.ranks().unwrap()[state.index()];
    let check = |answer: &SearchAnswer, score: &dyn Fn(StateId) -> Option<Rational>| {
        let best = answer.surely.best.as_ref().unwrap();
        assert_eq!(best.settled, Settled::Exact);
        let most = members.iter().map(|state| score(*state)).max();
        let Some(deal) = &best.deal else {
            assert!(members.is_empty(), "{text}");
            return;
        };
        let found = state_of(&model, deal);
        assert!(members.contains(&found), "{text}");
        assert_eq!(Some(score(found)), most, "{best:?}\n{text}");
        if let Some(SearchReach::Worth { reached, bound }) = &best.reached {
            assert_eq!((reached, bound), (&score(found), &score(found)), "{text}");
        }
        if best.efficient {
            let dominates = |other: &&StateId| {
                let pairs = || model.parties.keys().map(|party| (rank(party, **other), rank(party, found)));
                pairs().all(|(other, own)| other >= own) && pairs().any(|(other, own)| other > own)
            };
            assert!(!members.iter().any(|other| dominates(&other)), "{text}");
        }
    };
    for party in model.parties.keys() {
        let (_, answer) = asked(&text, |_, _| Quest {
            best: Some(Best::Party(party)),
            ..Quest::default()
        });
        let scored = model.parties[party].voter.preference.worth(&model.space, StateId(0)).is_some();
        check(&answer, &|state| {
            if scored {
                model.parties[party]
                    .voter
                    .preference
                    .worth(&model.space, state)
                    .map(|worth| worth.low)
            } else {
                Some(Rational::integer(i64::from(rank(party, state))))
            }
        });
    }
    let scored = |party: &PartyModel| party.voter.preference.worth(&model.space, StateId(0)).is_some();
    if !model.parties.values().all(scored) {
        return;
    }
    let worth = |party: &PartyModel, state: StateId| party.voter.preference.worth(&model.space, state).unwrap().low;
    let (_, answer) = asked(&text, |_, _| Quest {
        best: Some(Best::Sum),
        ..Quest::default()
    });
    check(&answer, &|state| {
        let worths = model.parties.values().map(|party| worth(party, state));
        worths.reduce(|sum, worth| &sum + &worth)
    });
    let (_, answer) = asked(&text, |_, _| Quest {
        best: Some(Best::LeastGain),
        ..Quest::default()
    });
    check(&answer, &|state| {
        let gain = |party: &PartyModel| {
            let none = model.no_deal.iter().map(|(state, _)| worth(party, *state)).max().unwrap();
            &worth(party, state) - &none
        };
        model.parties.values().map(gain).min()
    });
}

#[test]
fn nothing_is_better_than_the_best() {
    for_random(20, drafts(Kind::Complete), the_best_are_the_best);
}

/// The nearest to a formula is as far as the listed states say, for preferences of any kind.
fn the_nearest_are_the_nearest(draft: &Draft) {
    let text = draft.text();
    let model = model(&text);
    let mut dice = Dice::new(draft.seed ^ 5);
    let mut one = || {
        let issue = dice.below(draft.issues.len());
        format!("i{issue} = v{}", dice.below(draft.issues[issue].radix as usize))
    };
    let wanted = format!("{} and {}", one(), one());
    let (case, answer) = asked(&text, |case, files| Quest {
        nearest: Some(Near::Formula(formula(case, files, "<asked>", &wanted).unwrap())),
        ..Quest::default()
    });
    let mut files = Files::new();
    let meant = formula(&case, &mut files, "<asked>", &wanted).unwrap().formula;
    let near = answer.surely.nearest.as_ref().unwrap();
    let Some(distances) = distances(&model, &meant) else {
        assert_eq!((near.target, near.settled), (Some(false), Settled::Exact), "{text}");
        return;
    };
    let least = |wanted: &dyn Fn(Verdict) -> bool| {
        let deals = listed(&model).into_iter().filter(|(_, verdict)| wanted(*verdict));
        deals.map(|(state, _)| distances[state.index()]).min()
    };
    let sure = least(&|verdict| verdict == Verdict::Yes);
    let perhaps = least(&|verdict| verdict != Verdict::No);
    if answer.doubtful.is_empty() {
        assert_eq!((near.distance, near.settled), (sure, Settled::Exact), "{wanted}\n{text}");
        let possible = answer.possibly.as_ref().map_or(near, |side| side.nearest.as_ref().unwrap());
        assert_eq!((possible.distance, possible.settled), (perhaps, Settled::Exact), "{wanted}\n{text}");
    } else if let Some(distance) = near.distance {
        assert!(
            sure.is_some_and(|sure| sure <= distance && near.at_least <= sure),
            "{wanted}\n{text}"
        );
    }
    for deal in &near.deals {
        assert_eq!(Some(distances[state_of(&model, deal).index()]), near.distance, "{text}");
    }
    assert_eq!(near.otherwise.len() as u32, near.distance.unwrap_or(0), "{near:?}\n{text}");
}

#[test]
fn nothing_is_nearer_than_the_nearest() {
    for_random(10, drafts(Kind::Incomplete), the_nearest_are_the_nearest);
}

/// Counts of a space whose sums are too many to be kept apart are bounds of the number; and an interrupted answer claims nothing that the whole one denies.
#[test]
fn what_is_not_settled_is_said_to_be_so() {
    struct Patience(u32);
    impl Watch for Patience {
        fn step(&mut self, _: &'static str, _: u64, _: u64) -> bool {
            self.0 = self.0.saturating_sub(1);
            self.0 > 0
        }
    }
    let text = large(24, 3, 35, 11);
    let whole = asked(&text, |_, _| Quest {
        nearest: Some(Near::Today),
        best: Some(Best::Party(PartyId(0))),
        count: true,
        ..Quest::default()
    });
    let reading = read("case.toml", &text, &mut Nothing, &ReadLimits::default());
    let (case, files) = (reading.case.unwrap(), reading.files);
    let quest = Quest {
        nearest: Some(Near::Today),
        best: Some(Best::Party(PartyId(0))),
        count: true,
        ..Quest::default()
    };
    let whole = whole.1;
    assert_eq!(whole.surely.best.as_ref().unwrap().settled, Settled::Exact);
    let mut unsettled = 0;
    for patience in [1, 2, 3, 5, 8, 13, 21, 34, 55, 89] {
        let answer = search(&case, &files, &quest, &Settings::STANDARD, &mut Patience(patience)).unwrap();
        let answer = &answer.readings[0].answer;
        let (best, of_whole) = (answer.surely.best.as_ref().unwrap(), whole.surely.best.as_ref().unwrap());
        if best.settled == Settled::Exact {
            assert_eq!(best.reached, of_whole.reached);
        } else {
            unsettled += 1;
            assert_eq!(best.settled, Settled::Interrupted);
        }
        let near = answer.surely.nearest.as_ref().unwrap();
        assert!(near.at_least <= whole.surely.nearest.as_ref().unwrap().distance.unwrap());
        let (some, all) = (answer.counts.as_ref().unwrap(), whole.counts.as_ref().unwrap());
        let number = |text: &String| text.parse::<u128>().unwrap();
        assert!(number(&some.surely.least) <= number(&all.surely.least));
        let most = |many: &demarche::finding::HowMany| many.most.as_ref().map_or(u128::MAX, number);
        assert!(most(&some.surely) >= most(&all.surely));
    }
    assert!(unsettled > 0);
}
