//! What `bargain` does not answer, and why: the division of issues and payments beside a deal.

use demarche::analysis::{self, Settings, Unwatched};
use demarche::case::read::{ReadLimits, read};
use demarche::finding::{Bargaining, Undivided, WhyUnpaid};

use crate::memory::Nothing;

/// Two parties that settle two issues together, and what is written below that.
const TWO: &str = r#"
title = "two"
start = "nothing"
[party.a]
[party.b]
[[statement]]
party = "a"
reservation = 0
[[statement]]
party = "b"
reservation = 0
"#;

const VALUES: &str = r#"
[[statement]]
party = "a"
value = { x = 6, y = 4 }
[[statement]]
party = "b"
value = { "x = no" = 5, "y = no" = 5 }
"#;

const SPLIT: &str = "[issue.x]\ndivisible = true\n[issue.y]\ndivisible = true\n";

fn bargaining(parts: &[&str]) -> Bargaining {
    let text = parts.concat();
    let reading = read("case.toml", &text, &mut Nothing, &ReadLimits::default());
    let case = reading.case.unwrap_or_else(|| panic!("{:?}\n{text}", reading.diagnostics));
    let document = analysis::bargain(&case, &reading.files, &Settings::STANDARD, &mut Unwatched).unwrap();
    let answer = document.readings[0].answer.clone();
    assert_eq!(answer.unasked, None, "{text}");
    answer
}

fn undivided(parts: &[&str]) -> Option<Undivided> {
    let answer = bargaining(parts);
    assert!(answer.undivided.is_none() || answer.adjusted_winner.is_none());
    answer.undivided
}

#[test]
fn a_division_that_applies_is_given() {
    let answer = bargaining(&[TWO, SPLIT, VALUES]);
    let division = answer.adjusted_winner.unwrap();
    // The part z of x that goes to a: 6 z / 10 = (5 (1 - z) + 5) / 10.
    assert_eq!(division.split.as_deref(), Some("x"));
    assert_eq!(division.issues[0].first_gets.to_string(), "10/11");
    assert_eq!(division.points[0], division.points[1]);
    assert_eq!(answer.undivided, None);
}

#[test]
fn where_no_issue_can_be_split_nothing_is_asked() {
    let answer = bargaining(&[TWO, "[issue.x]\n[issue.y]\n", VALUES]);
    assert_eq!((answer.adjusted_winner, answer.undivided), (None, None));
}

#[test]
fn why_issues_are_not_divided() {
    let one = "[issue.x]\ndivisible = true\n[issue.y]\nname = 'the other'\n";
    let issues = vec!["the other".to_owned()];
    assert_eq!(undivided(&[TWO, one, VALUES]), Some(Undivided::CannotBeSplit { issues }));
    let never = "[[never]]\nformula = 'x and y'\n";
    assert_eq!(undivided(&[TWO, SPLIT, VALUES, never]), Some(Undivided::Infeasible));
    let both = "[[statement]]\nparty = 'b'\nvalue = { 'x and y' = 1 }\n";
    let parties = vec!["b".to_owned()];
    assert_eq!(undivided(&[TWO, SPLIT, VALUES, both]), Some(Undivided::NotAdditive { parties }));
    let third = "[party.c]\n[[statement]]\nparty = 'c'\nreservation = 0\n[[statement]]\nparty = 'c'\nvalue = { x = 1, y = 1 }\n";
    assert_eq!(undivided(&[TWO, SPLIT, VALUES, third]), Some(Undivided::NotTwoParties));
    let alike = "[[statement]]\nparty = 'a'\nvalue = { x = 1, y = 1 }\n[[statement]]\nparty = 'b'\nvalue = { x = 1, y = 1 }\n";
    assert_eq!(undivided(&[TWO, SPLIT, alike]), Some(Undivided::NoContest));
}

#[test]
fn why_nothing_is_paid() {
    let unpaid = |more: &[&str], payable: &str| {
        let payable = format!("[[payable]]\nname = 'money'\n{payable}\n");
        let mut parts = vec![TWO, "[issue.x]\n[issue.y]\n", VALUES];
        parts.extend(more);
        parts.push(&payable);
        let answer = bargaining(&parts);
        assert_eq!(answer.unpaid.is_empty(), !answer.payments.is_empty(), "{payable}");
        answer.unpaid.first().map(|unpaid| unpaid.reason)
    };
    let third = "[party.c]\n[[statement]]\nparty = 'c'\nreservation = 0\n[[statement]]\nparty = 'c'\nvalue = { x = 1, y = 1 }\n";
    let away = "[party.c]\nseat = false\n";
    assert_eq!(unpaid(&[], "payer = 'a'\nbudget = 3\nworth = { a = -1, b = 1 }"), None);
    assert_eq!(unpaid(&[], "payer = 'a'\nbudget = 3\nworth = { b = 1 }"), None);
    assert_eq!(unpaid(&[], "payer = 'a'\nworth = { a = -1, b = 1 }"), None);
    let cases: [(&[&str], &str, WhyUnpaid); 6] = [
        (
            &[third],
            "payer = 'a'\nbudget = 3\nworth = { a = -1, b = 1 }",
            WhyUnpaid::NotTwoParties,
        ),
        (&[away], "payer = 'c'\nbudget = 3\nworth = { b = 1 }", WhyUnpaid::PayerAway),
        (&[], "payer = 'a'\nbudget = 3\nworth = { a = -1, b = [1, 2] }", WhyUnpaid::Inexact),
        (&[], "payer = 'a'\nbudget = 3\nworth = { a = -1 }", WhyUnpaid::OfNoWorth),
        (&[], "payer = 'a'\nbudget = 3\nworth = { a = 1, b = 1 }", WhyUnpaid::GainsByPaying),
        (&[], "payer = 'a'\nworth = { b = 1 }", WhyUnpaid::Boundless),
    ];
    for (more, payable, reason) in cases {
        assert_eq!(unpaid(more, payable), Some(reason), "{payable}");
    }
}
