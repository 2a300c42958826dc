//! What coalitions of a case can gain by themselves, literally: all states, all coalitions, all red lines.

use demarche::analysis::Unwatched;
use demarche::analysis::power::joint_gain::{NoGame, joint_gain};
use demarche::case::Positions;
use demarche::model::{Limits, Model};
use demarche::rational::Rational;

use crate::memory::case;
use crate::twins::draft::{Condition, Draft, Opinion, Silence};
use crate::twins::generate::{Kind, drafts};
use crate::twins::random::for_random_drafts;

/// The same case, with a scale for every party.
fn scored(draft: &Draft) -> Draft {
    let mut scored = draft.clone();
    for (party, (opinion, silence)) in scored.opinions.iter_mut().enumerate() {
        *silence = Silence::ByForm;
        if !matches!(opinion, Opinion::Values(terms) if !terms.is_empty()) {
            let issue = party % draft.issues.len();
            *opinion = Opinion::Values(vec![(Condition::Is(issue, 1), 7), (Condition::Is(0, 0), -2)]);
        }
    }
    scored
}

/// In sixths.
fn worth(draft: &Draft, party: usize, values: &[u32]) -> i64 {
    let Opinion::Values(terms) = &draft.opinions[party].0 else {
        panic!("every party has a scale");
    };
    terms
        .iter()
        .filter(|(condition, _)| condition.holds(values))
        .map(|(_, worth)| i64::from(*worth))
        .sum()
}

fn crossed(draft: &Draft, party: usize, values: &[u32]) -> bool {
    let of_party = draft.red_lines.iter().filter(|(who, ..)| *who == party);
    of_party
        .into_iter()
        .any(|(_, refuses, condition)| condition.holds(values) == *refuses)
}

#[test]
fn worths_of_coalitions_are_what_their_definition_says() {
    compare("");
}

/// Numbers too long for 128 bits: the value of what never holds makes the common denominator long.
#[test]
fn so_they_are_with_long_numbers() {
    compare("[[statement]]\nparty = 'p0'\nvalue = { 'false' = '1e-50' }\n");
}

fn compare(more: &str) {
    for_random_drafts(drafts(Kind::Complete), |draft| {
        let draft = scored(draft);
        let case = case(&format!("{}[scales]\ncomparable = true\n{more}", draft.text()));
        let model = Model::new(&case, Positions::RedLines, &Limits::STANDARD).unwrap();
        let found = joint_gain(&case, &model, &mut Unwatched).unwrap();
        let today = draft.today();
        let references = if draft.no_deal.is_empty() {
            vec![today.clone()]
        } else {
            draft.no_deal.clone()
        };
        let settled = |party: usize| {
            references
                .iter()
                .all(|state| worth(&draft, party, state) == worth(&draft, party, &references[0]))
        };
        if !(0..draft.parties).all(settled) {
            assert!(matches!(found, Err(NoGame::NoDealNotExact(_))));
            return;
        }
        let found = found.unwrap();
        let feasible: Vec<Vec<u32>> = draft
            .combinations()
            .into_iter()
            .filter(|values| draft.is_feasible(values))
            .collect();
        for coalition in 1u32..1 << draft.parties {
            let members: Vec<usize> = (0..draft.parties).filter(|party| coalition >> party & 1 == 1).collect();
            let can = |values: &Vec<u32>| {
                (0..today.len()).all(|issue| values[issue] == today[issue] || draft.can_change(coalition, &today, issue, values[issue]))
            };
            let allowed = |values: &&Vec<u32>| can(values) && !members.iter().any(|party| crossed(&draft, *party, values));
            let gain = |values: &Vec<u32>| -> i64 {
                members
                    .iter()
                    .map(|party| worth(&draft, *party, values) - worth(&draft, *party, &references[0]))
                    .sum()
            };
            let most = feasible.iter().filter(allowed).map(gain).max().unwrap_or(0).max(0);
            assert_eq!(found.game.worth(coalition), Rational::new(most, 6).unwrap(), "{coalition:b}");
            let best = found.best[coalition as usize].map(|state| model.space.values(state));
            match best {
                None => assert_eq!(most, 0),
                Some(values) => {
                    assert!(allowed(&&values));
                    assert_eq!(gain(&values), most);
                }
            }
        }
    });
}

#[test]
fn without_comparable_scales_there_is_no_game() {
    let case = case("title = 't'\n[party.a]\n[issue.i]\nby = 'a'\n[[statement]]\nparty = 'a'\nvalue = { i = 1 }\n");
    let model = Model::new(&case, Positions::RedLines, &Limits::STANDARD).unwrap();
    let found = joint_gain(&case, &model, &mut Unwatched).unwrap();
    assert_eq!(found.err(), Some(NoGame::NotComparable));
}
