//! Deals that are not listed against the same deals listed one by one: counts, existence, optima and the nearest, on random small cases.

use std::fmt::Write;

use demarche::analysis::Unwatched;
use demarche::analysis::acceptance::signing;
use demarche::analysis::vast::ask::{Asker, Set};
use demarche::analysis::vast::condition::Condition;
use demarche::analysis::vast::question::Question;
use demarche::analysis::vast::sums;
use demarche::analysis::vast::work::Work;
use demarche::case::{Case, Formula, Positions, Taken};
use demarche::finding::Verdict;
use demarche::index::{Key, StateId};
use demarche::model::{Limits, Model};

use crate::memory::case;
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
    let mut work = Work::new(&mut unwatched);
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
        searches_agree(draft, &case, &model, &asker, set, &members, &mut work, &text);
    }
}

/// Existence, optima and distances within one set of deals.
fn searches_agree(
    draft: &Draft,
    case: &Case,
    model: &Model,
    asker: &Asker<'_>,
    set: &Set,
    members: &[StateId],
    work: &mut Work<'_>,
    text: &str,
) {
    let mut dice = Dice::new(draft.seed);
    let found = asker.best(set, None, &[], work);
    assert!(found.complete);
    assert_eq!(found.best.is_some(), !members.is_empty(), "existence\n{text}");
    if let Some((values, _)) = &found.best {
        let state = model.space.state(model.space.compose(values)).unwrap();
        assert!(members.contains(&state), "{values:?}\n{text}");
    }
    let issue = case.issues.keys().nth(dice.below(case.issues.len())).unwrap();
    let wanted = Formula::In(issue, vec![dice.below(case.issues[issue].values.len()) as u32]);
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
