//! Laws of the model: names and order change nothing; red lines and votes never add a deal.

use std::fmt::Write;

use demarche::analysis::acceptance::signing;
use demarche::analysis::stability::reply::Replies;
use demarche::analysis::stability::scope::Scope;
use demarche::finding::Verdict;
use demarche::index::{Key, PartyId, StateId};
use demarche::model::{Model, PartySet};

use crate::memory::model;
use crate::twins::draft::Draft;
use crate::twins::generate::{Kind, drafts};
use crate::twins::random::{Dice, for_random_drafts};

fn verdict(model: &Model, set: PartySet, state: StateId) -> Verdict {
    signing(model, set, state).verdict
}

#[test]
fn laws() {
    for_random_drafts(drafts(Kind::Incomplete), |draft| {
        let model = model(&draft.text());
        let mut dice = Dice::new(draft.seed);
        order_changes_nothing(draft, &model, &mut dice);
        names_change_nothing(draft, &model);
        a_new_red_line_never_adds_a_deal(draft, &model, &mut dice);
        a_new_constituency_never_adds_a_deal(draft, &model, &mut dice);
    });
}

fn order_changes_nothing(draft: &Draft, first: &Model, dice: &mut Dice) {
    let parties = dice.shuffled(draft.parties);
    let issues = dice.shuffled(draft.issues.len());
    let second = model(&draft.text_in_order(&parties, &issues));
    assert_eq!(first.space.len(), second.space.len());
    let moved = |state: StateId| {
        let values = first.space.values(state);
        let reordered: Vec<u32> = issues.iter().map(|issue| values[*issue]).collect();
        second.space.state(second.space.compose(&reordered)).unwrap()
    };
    let renamed = |party: PartyId| PartyId::from_index(parties.iter().position(|old| *old == party.index()).unwrap());
    let (one, two) = (Replies::new(first, 1_000_000), Replies::new(&second, 1_000_000));
    let (all_of_first, all_of_second) = (Scope::everything(first), Scope::everything(&second));
    for state in first.space.states() {
        for party in first.parties.keys() {
            let verdicts = one.examine(party, state, &all_of_first).map(|examined| examined.verdict);
            let again = two
                .examine(renamed(party), moved(state), &all_of_second)
                .map(|examined| examined.verdict);
            assert_eq!(verdicts, again, "{party:?} at {state:?}");
        }
        for set in first.everybody().subsets() {
            let other = set.iter().map(renamed).collect();
            assert_eq!(
                verdict(first, set, state),
                verdict(&second, other, moved(state)),
                "{set:?} at {state:?}"
            );
        }
    }
}

fn names_change_nothing(draft: &Draft, first: &Model) {
    let text = draft.text();
    // Names are short and followed by a digit; no other word of the text looks like that.
    let rename = |text: &str| {
        let mut renamed = text.to_owned();
        for digit in '0'..='9' {
            for (old, new) in [('p', "zone-"), ('i', "matter_"), ('v', "x")] {
                renamed = renamed.replace(&format!("{old}{digit}"), &format!("{new}{digit}"));
            }
        }
        renamed
    };
    let second = model(&rename(&text));
    for state in first.space.states() {
        for set in first.everybody().subsets() {
            assert_eq!(verdict(first, set, state), verdict(&second, set, state), "{set:?} at {state:?}");
        }
    }
}

fn a_new_red_line_never_adds_a_deal(draft: &Draft, before: &Model, dice: &mut Dice) {
    let mut stricter = draft.clone();
    let what = draft
        .never
        .first()
        .cloned()
        .or_else(|| draft.red_lines.first().map(|(_, _, what)| what.clone()));
    let Some(what) = what else { return };
    stricter.red_lines.push((dice.below(draft.parties), dice.below(2) == 0, what));
    let after = model(&stricter.text());
    for state in before.space.states() {
        for set in before.everybody().subsets() {
            assert!(verdict(&after, set, state) >= verdict(before, set, state), "{set:?} at {state:?}");
        }
    }
}

fn a_new_constituency_never_adds_a_deal(draft: &Draft, before: &Model, dice: &mut Dice) {
    let party = dice.below(draft.parties);
    let mut text = draft.text();
    let header = format!("[party.p{party}]\n");
    text = text.replace(&header, &format!("{header}ratification = 'house'\n"));
    writeln!(text, "[party.p{party}.constituency.house]").unwrap();
    writeln!(
        text,
        "[[statement]]\nparty = 'p{party}.house'\nprefers = 'i0 = v0'\nover = 'i0 = v1'"
    )
    .unwrap();
    let after = model(&text);
    for state in before.space.states() {
        for set in before.everybody().subsets() {
            assert!(verdict(&after, set, state) >= verdict(before, set, state), "{set:?} at {state:?}");
        }
    }
}
