//! Random small cases that shrink: raw numbers are drawn first and read modulo what there is.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::twins::draft::{Change, Condition, Control, Draft, Issue, Opinion, Rule, Silence};

/// The most combinations of a random case.
const COMBINATIONS: usize = 24;

/// What the preferences of a random case may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Complete,
    Incomplete,
}

#[derive(Clone, Debug)]
struct RawIssue {
    three: bool,
    today: u8,
    by: (u8, u8),
    back: Option<(u8, u8)>,
    listed: Option<Vec<RawChange>>,
}

/// From, to, by whom, and when.
type RawChange = (u8, u8, (u8, u8), Option<Condition>);

#[derive(Clone, Debug)]
struct RawOpinion {
    form: u8,
    silence: u8,
    levels: Vec<u8>,
    terms: Vec<(Condition, i8, u8)>,
    pairs: Vec<(Condition, Condition)>,
    indifferent: Option<u8>,
}

/// Random drafts of one kind.
pub(super) fn drafts(kind: Kind) -> impl Strategy<Value = Draft> {
    let issue = (
        any::<bool>(),
        any::<u8>(),
        (any::<u8>(), any::<u8>()),
        option::weighted(0.4, (any::<u8>(), any::<u8>())),
        option::weighted(
            0.4,
            vec(
                (
                    any::<u8>(),
                    any::<u8>(),
                    (any::<u8>(), any::<u8>()),
                    option::weighted(0.25, condition(1)),
                ),
                1..5,
            ),
        ),
    )
        .prop_map(|(three, today, by, back, listed)| RawIssue {
            three,
            today,
            by,
            back,
            listed,
        });
    let opinion = (
        any::<u8>(),
        any::<u8>(),
        vec(0u8..6, COMBINATIONS),
        vec((condition(2), -3i8..6, 0u8..4), 1..5),
        vec((condition(1), condition(1)), 1..4),
        option::weighted(0.3, any::<u8>()),
    )
        .prop_map(|(form, silence, levels, terms, pairs, indifferent)| RawOpinion {
            form,
            silence,
            levels,
            terms,
            pairs,
            indifferent,
        });
    (
        2usize..=4,
        vec(issue, 2..=5),
        vec(condition(2), 0..3),
        vec(opinion, 4),
        vec((any::<u8>(), any::<bool>(), condition(1)), 0..5),
        vec(any::<u8>(), 0..3),
        any::<u64>(),
    )
        .prop_map(move |(parties, issues, never, opinions, red_lines, no_deal, seed)| {
            let issues = fit(&issues, parties);
            let radices: Vec<u32> = issues.iter().map(|issue| issue.radix).collect();
            let fixed = |condition: &Condition| fix(condition, &radices);
            let mut draft = Draft {
                parties,
                never: never.iter().map(fixed).collect(),
                opinions: opinions[..parties].iter().map(|raw| opinion_of(raw, kind, &radices)).collect(),
                red_lines: red_lines
                    .iter()
                    .map(|(party, refuses, what)| (*party as usize % parties, *refuses, fixed(what)))
                    .collect(),
                no_deal: Vec::new(),
                seed,
                issues,
            };
            settle(&mut draft, &no_deal);
            draft
        })
}

/// A raw condition: its issues and values are read modulo what there is.
fn condition(depth: u32) -> impl Strategy<Value = Condition> {
    let leaf = (0usize..5, 0u32..3).prop_map(|(issue, value)| Condition::Is(issue, value));
    leaf.prop_recursive(depth, 4, 2, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            pair.clone()
                .prop_map(|(left, right)| Condition::And(Box::new(left), Box::new(right))),
            pair.prop_map(|(left, right)| Condition::Or(Box::new(left), Box::new(right))),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

fn fix(condition: &Condition, radices: &[u32]) -> Condition {
    match condition {
        Condition::Is(issue, value) => {
            let issue = issue % radices.len();
            Condition::Is(issue, value % radices[issue])
        }
        Condition::Not(inner) => Condition::Not(Box::new(fix(inner, radices))),
        Condition::And(left, right) => Condition::And(Box::new(fix(left, radices)), Box::new(fix(right, radices))),
        Condition::Or(left, right) => Condition::Or(Box::new(fix(left, radices)), Box::new(fix(right, radices))),
    }
}

/// Issues within the bound on combinations.
fn fit(raw: &[RawIssue], parties: usize) -> Vec<Issue> {
    let mut radices: Vec<u32> = Vec::new();
    let mut combinations = 1;
    for issue in raw {
        let radix = if issue.three && combinations * 3 <= COMBINATIONS { 3 } else { 2 };
        if combinations * radix <= COMBINATIONS {
            combinations *= radix;
            radices.push(radix as u32);
        }
    }
    let issue = |(index, radix): (usize, &u32)| {
        let raw = &raw[index];
        let rule = match &raw.listed {
            Some(changes) => Rule::Listed(
                changes
                    .iter()
                    .filter(|(from, to, ..)| u32::from(*from) % radix != u32::from(*to) % radix)
                    .map(|(from, to, by, when)| Change {
                        from: u32::from(*from) % radix,
                        to: u32::from(*to) % radix,
                        by: control(*by, parties),
                        when: when.as_ref().map(|when| fix(when, &radices)),
                    })
                    .collect(),
            ),
            None => Rule::Free(control(raw.by, parties), raw.back.map(|back| control(back, parties))),
        };
        Issue {
            radix: *radix,
            today: u32::from(raw.today) % radix,
            rule,
        }
    };
    radices.iter().enumerate().map(issue).collect()
}

/// Mostly one party, so that there is something to examine.
fn control((form, who): (u8, u8), parties: usize) -> Control {
    let first = who as usize % parties;
    let second = (first + 1 + who as usize / 16 % (parties - 1)) % parties;
    match form % 16 {
        0 | 1 => Control::All(vec![first, second]),
        2 | 3 => Control::Any(vec![first, second]),
        4 => Control::TwoOf((0..parties).collect()),
        5 => Control::FirstOrRest(first, (0..parties).filter(|party| *party != first).collect()),
        6 => Control::Nobody,
        7 => Control::Nature,
        _ => Control::All(vec![first]),
    }
}

fn opinion_of(raw: &RawOpinion, kind: Kind, radices: &[u32]) -> (Opinion, Silence) {
    let fixed = |condition: &Condition| fix(condition, radices);
    let combinations: u32 = radices.iter().product();
    let pairs = || raw.pairs.iter().map(|(better, worse)| (fixed(better), fixed(worse))).collect();
    let silence = [Silence::ByForm, Silence::Indifferent, Silence::Unknown][raw.silence as usize % 3];
    // Two terms with the same words would be one key twice.
    let mut seen = Vec::new();
    let terms: Vec<&(Condition, i8, u8)> = raw
        .terms
        .iter()
        .filter(|(condition, ..)| fresh(&mut seen, fixed(condition).text()))
        .collect();
    let complete = |form: u8| match form {
        0 => Opinion::Ranking(raw.levels[..combinations as usize].to_vec()),
        1 => Opinion::Priority(raw.terms.iter().map(|(condition, ..)| fixed(condition)).collect()),
        _ => Opinion::Values(terms.iter().map(|(condition, value, _)| (fixed(condition), *value)).collect()),
    };
    if kind == Kind::Complete {
        return (complete(raw.form % 3), Silence::ByForm);
    }
    match raw.form % 8 {
        0 => (complete(raw.form / 8 % 3), Silence::ByForm),
        1 => (Opinion::Nothing, Silence::ByForm),
        2..=4 => {
            let indifferent = raw.indifferent.iter().map(|issue| *issue as usize % radices.len()).collect();
            (Opinion::Compared(pairs(), indifferent), silence)
        }
        form => {
            let terms = terms
                .iter()
                .map(|(condition, low, width)| (fixed(condition), *low, low + *width as i8));
            let beside = if form == 7 { pairs() } else { Vec::new() };
            (Opinion::Intervals(terms.collect(), beside), silence)
        }
    }
}

fn fresh(seen: &mut Vec<String>, text: String) -> bool {
    let new = !seen.contains(&text);
    seen.push(text);
    new
}

/// Keeps some state feasible, today's and the no-deal states among them.
fn settle(draft: &mut Draft, no_deal: &[u8]) {
    let combinations = draft.combinations();
    while !combinations.iter().any(|values| draft.is_feasible(values)) {
        draft.never.pop();
    }
    let feasible: Vec<&Vec<u32>> = combinations.iter().filter(|values| draft.is_feasible(values)).collect();
    let today = feasible[draft.seed as usize % feasible.len()].clone();
    let states: Vec<Vec<u32>> = no_deal.iter().map(|raw| feasible[*raw as usize % feasible.len()].clone()).collect();
    if !draft.is_feasible(&draft.today()) {
        for (issue, value) in draft.issues.iter_mut().zip(today) {
            issue.today = value;
        }
    }
    draft.no_deal = states;
}
