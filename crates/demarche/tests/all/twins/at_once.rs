//! What is worked out for 64 states at a time against what is said of one state at a time: formulas, what groups can make, how many terms that takes, who accepts, who can sign.
//!
//! Cases are written with everything that a signature may depend on: red lines, outright acceptance, reservation values, ballots, a rule of agreement, several no-deal
//! states, infeasible states.

use std::fmt::Write;

use demarche::analysis::acceptance::{judge_over_all, signing};
use demarche::analysis::signing::Signings;
use demarche::case::{Comparator, Formula};
use demarche::index::{IssueId, Key, StateId};
use demarche::model::{Limits, Marked, Model, PartySet, Space};
use proptest::prelude::*;

use crate::memory::model;
use crate::twins::random::{Dice, for_random};

/// Everything that is marked, of one model.
pub(super) fn check(model: &Model) {
    let states = || model.space.states();
    let signings = Signings::new(model);
    let all = Marked::all(model.space.len());
    let terms = model.term_counts();
    for state in states() {
        assert_eq!(usize::from(terms[state.index()]), model.terms(state).len(), "terms of {state:?}");
    }
    for party in model.parties.keys() {
        let votes = signings.votes(party, &all);
        for state in states() {
            let judged = judge_over_all(model, party, state);
            assert_eq!(votes.accepts.of(state), judged.verdict, "{party:?} at {state:?}: {judged:?}");
            assert_eq!(votes.gains.of(state), judged.gains, "{party:?} at {state:?}: {judged:?}");
        }
    }
    for group in model.everybody().subsets() {
        let makeable = model.makeable_set(group);
        assert_eq!(makeable.iter().collect::<Vec<_>>(), model.makeable(group), "{group:?}");
        for among in [&all, &makeable] {
            let verdicts = signings.verdicts(group, among);
            for state in states().filter(|state| among.has(*state)) {
                assert_eq!(verdicts.of(state), signing(model, group, state).verdict, "{group:?} at {state:?}");
            }
            let counted = verdicts.count(among);
            assert_eq!(counted.total(), among.count());
        }
    }
}

fn condition(dice: &mut Dice, radices: &[u32]) -> String {
    let issue = dice.below(radices.len());
    let value = dice.below(radices[issue] as usize);
    let sign = ["=", "!="][dice.below(2)];
    let other = dice.below(radices.len());
    match dice.below(3) {
        0 => format!("i{issue} {sign} v{value}"),
        1 => format!("i{issue} {sign} v{value} and i{other} = v0"),
        _ => format!("i{issue} {sign} v{value} or i{other} != v0"),
    }
}

/// One of the lines that tell what a holder values.
fn values(text: &mut String, holder: &str, dice: &mut Dice, radices: &[u32]) {
    let said = match dice.below(8) {
        0 => return,
        1 => format!("priority = ['{}', '{}']", condition(dice, radices), condition(dice, radices)),
        2 => format!("prefers = '{}'", condition(dice, radices)),
        3 => format!("value = {{ '{}' = [1, 3], 'not (i0 = v0)' = 2 }}", condition(dice, radices)),
        _ => {
            let worth = |dice: &mut Dice| dice.below(7) as i64 - 3;
            let mut terms: Vec<String> = (0..radices.len())
                .map(|issue| format!("'i{issue} = v0' = {}", worth(dice)))
                .collect();
            terms.push(format!("'i0 = v1 and i1 = v0' = {}", worth(dice)));
            format!("value = {{ {} }}", terms.join(", "))
        }
    };
    let _ = writeln!(text, "[[statement]]\nparty = '{holder}'\n{said}");
    if said.starts_with("value") && dice.below(3) == 0 {
        let low = dice.below(4) as i64 - 2;
        let worth = if dice.below(2) == 0 {
            format!("{low}")
        } else {
            format!("[{low}, {}]", low + 2)
        };
        let _ = writeln!(text, "[[statement]]\nparty = '{holder}'\nreservation = {worth}");
    }
    for verb in ["refuses", "requires", "accepts"] {
        if dice.below(4) == 0 {
            let _ = writeln!(text, "[[statement]]\nparty = '{holder}'\n{verb} = '{}'", condition(dice, radices));
        }
    }
}

pub(super) fn text(seed: u64) -> String {
    let dice = &mut Dice::new(seed);
    let parties = 2 + dice.below(2);
    let radices: Vec<u32> = (0..2 + dice.below(3)).map(|_| 2 + dice.below(3) as u32).collect();
    let names: Vec<String> = (0..parties).map(|party| format!("p{party}")).collect();
    let mut text = format!("title = 'random'\ntable = ['p0', 'p{}']\n", parties - 1);
    match dice.below(4) {
        0 => text += &format!("[agreement]\nrule = 'p0 or {}'\n", names[1]),
        1 => text += "[agreement]\nquota = '3/2'\nweights = { p0 = 1, p1 = '1/2' }\n",
        2 if parties == 3 => text += "[agreement]\nrule = '2 of p0, p1, p2'\n",
        _ => {}
    }
    let mut holders = Vec::new();
    for name in &names {
        let _ = writeln!(text, "[party.{name}]");
        holders.push(name.clone());
        if dice.below(3) == 0 {
            let rule = ["x and y", "x or y", "2 of x, y, z", "x and (y or z)"][dice.below(4)];
            let _ = writeln!(text, "ratification = '{rule}'");
            for member in ["x", "y", "z"] {
                let _ = writeln!(text, "[party.{name}.constituency.{member}]");
                holders.push(format!("{name}.{member}"));
            }
        }
    }
    for (issue, radix) in radices.iter().enumerate() {
        let list: Vec<String> = (0..*radix).map(|value| format!("'v{value}'")).collect();
        let by = [format!("p{}", dice.below(parties)), names.join(" and "), names.join(" or ")][dice.below(3)].clone();
        let _ = writeln!(
            text,
            "[issue.i{issue}]\nvalues = [{}]\nstatus-quo = 'v0'\nby = '{by}'",
            list.join(", ")
        );
    }
    if dice.below(3) == 0 {
        let _ = writeln!(text, "[no-deal]\nstates = [{{}}, {{ i0 = 'v1' }}]");
    }
    if dice.below(3) == 0 {
        let _ = writeln!(text, "[[never]]\nformula = 'i0 = v0 and i1 = v1'");
        if radices.len() > 2 {
            let _ = writeln!(text, "[[never]]\nformula = 'i1 = v0 and i2 = v1'");
        }
    }
    for holder in holders {
        values(&mut text, &holder, dice, &radices);
    }
    text
}

#[test]
fn signing_at_once_is_signing_state_by_state() {
    for_random(20, any::<u64>(), |seed| check(&model(&text(*seed))));
}

/// A formula about issues of a space, of some depth.
fn formula(dice: &mut Dice, radices: &[u32], depth: usize) -> Formula {
    let kind = if depth == 0 { dice.below(4) } else { dice.below(12) };
    let parts = |dice: &mut Dice| {
        let count = dice.below(5);
        (0..count).map(|_| formula(dice, radices, depth - 1)).collect::<Vec<_>>()
    };
    match kind {
        0 => Formula::Constant(dice.below(2) == 0),
        1..4 => {
            let issue = dice.below(radices.len());
            let values = (0..radices[issue]).filter(|_| dice.below(3) == 0).collect();
            Formula::In(IssueId(issue as u32), values)
        }
        4 => Formula::Not(Box::new(formula(dice, radices, depth - 1))),
        5 => Formula::Or(parts(dice)),
        6 => Formula::Implies(
            Box::new(formula(dice, radices, depth - 1)),
            Box::new(formula(dice, radices, depth - 1)),
        ),
        7 => Formula::Iff(
            Box::new(formula(dice, radices, depth - 1)),
            Box::new(formula(dice, radices, depth - 1)),
        ),
        8..10 => {
            let comparators = [Comparator::Less, Comparator::AtMost, Comparator::Greater, Comparator::AtLeast];
            Formula::Count(parts(dice), comparators[dice.below(4)], dice.below(6) as u32)
        }
        _ => Formula::And(parts(dice)),
    }
}

/// Few and many values, so that what repeats does so within a word, after some words, and hardly ever; some spaces have more than one block of words.
#[test]
fn formulas_over_all_states_are_formulas_in_each() {
    let shapes: [&[u32]; 10] = [
        &[2, 2, 2],
        &[3, 5],
        &[1, 7, 1],
        &[64, 2],
        &[2; 13],
        &[3, 10, 10, 10],
        &[5, 4_097],
        &[4_099, 3],
        &[2, 5_000, 2],
        &[7, 11, 13],
    ];
    for_random(20, any::<u64>(), |seed| {
        let dice = &mut Dice::new(*seed);
        let radices = shapes[dice.below(shapes.len())];
        let never = formula(dice, radices, 2);
        let limits = Limits::STANDARD;
        let spaces = [
            Space::from_radices(radices, &[], &limits).unwrap(),
            Space::from_radices(radices, &[&never], &limits).unwrap(),
        ];
        let asked = formula(dice, radices, 3);
        for space in spaces {
            let marked = Marked::of(&space, &asked);
            let expected: Vec<StateId> = space.states().filter(|state| space.holds(&asked, *state)).collect();
            assert_eq!(marked.iter().collect::<Vec<_>>(), expected, "{radices:?} {asked:?} {never:?}");
            assert_eq!(marked.count(), expected.len() as u64);
            assert_eq!(marked.complement().count(), (space.len() - expected.len()) as u64);
        }
    });
}

#[test]
fn a_group_without_members_signs_nothing() {
    let model = model(&text(1));
    let verdicts = Signings::new(&model).verdicts(PartySet::EMPTY, &Marked::all(model.space.len()));
    assert!(verdicts.yes.is_empty());
    assert_eq!(verdicts.no.count(), model.space.len() as u64);
}
