//! Levers in words: the same sentences for every party.

use std::collections::BTreeSet;

use super::prose::Prose;
use super::words::{Words, told};
use crate::case::Interval;
use crate::finding::*;
use crate::rational::Rational;

/// Under which expectation a deal holds.
pub(super) fn expecting(notion: Notion) -> &'static str {
    match notion {
        Notion::Nash => "even if nobody would react",
        Notion::Seq => "if reprisals in the reprisers' own interest are expected",
        Notion::Sseq => "if such reprisals are expected and cannot be escaped",
        Notion::Sim => "if the others may move at the same time, in their own interest",
        Notion::Smr => "only if even self-damaging reprisals are feared that cannot be escaped",
        Notion::Gmr => "only if even self-damaging reprisals are feared",
    }
}

/// `5`, or `3.75 to 8.75`.
pub(super) fn range(interval: &Interval) -> String {
    if interval.is_exact() {
        told(&interval.low)
    } else {
        format!("{} to {}", told(&interval.low), told(&interval.high))
    }
}

/// What a lever is, with the amount that a set needs of it, if it needs one.
pub(super) fn act(words: Words, info: &LeverInfo, needed: Option<&Needed>) -> Prose {
    match &info.act {
        LeverAct::Package { value, by } => Prose::new().state(value).text(format!(" joins the terms ({by})")),
        LeverAct::Pay {
            payable,
            payer,
            to,
            while_kept,
        } => {
            let amount = match needed {
                Some(Needed::Amount(amount)) => format!("{} of ", range(amount)),
                _ => String::new(),
            };
            let when = if *while_kept {
                "as long as the deal is kept"
            } else {
                "once, on signature"
            };
            Prose::from(format!(
                "{} pays {} {amount}“{payable}”, {when}",
                words.party(payer),
                words.party(to)
            ))
        }
        LeverAct::Guarantee { on, when, size } => {
            let cost = size_words(size.as_ref(), needed);
            let said = Prose::from(format!("a penalty {cost}on {} ", words.party(on)));
            let said = match when {
                Some(when) => said.text("in states with ").code(words.formula(when)),
                None => said.text("for leaving the deal"),
            };
            match &info.owner {
                Some(owner) => said.text(format!(", arranged by {}", words.party(owner))),
                None => said.text(" (by whom is not in the case)"),
            }
        }
        LeverAct::Threat { on, size } => {
            let owner = info.owner.as_deref().map_or("somebody", |owner| words.party(owner));
            Prose::from(format!(
                "{owner} threatens {} with a cost {}if there is no deal",
                words.party(on),
                size_words(size.as_ref(), needed)
            ))
        }
        LeverAct::Instead { value } => {
            let owner = info.owner.as_deref().map_or("somebody", |owner| words.party(owner));
            Prose::from(format!("{owner} threatens ")).state(value).text(" if there is no deal")
        }
        LeverAct::Condition { breach, written, lapses } => {
            let said = Prose::new().state(lapses).text(" lapses as soon as ");
            if *written {
                said.code(words.formula(breach)).text(" is so")
            } else {
                said.state(breach).text(" is undone")
            }
        }
        LeverAct::Seat { party, given: true } => Prose::from(format!("{} has a seat at the table", words.party(party))),
        LeverAct::Seat { party, given: false } => Prose::from(format!("{} has no seat at the table", words.party(party))),
    }
}

/// What a set needs of a lever.
pub(super) enum Needed<'a> {
    /// A payment of so much.
    Amount(&'a Interval),
    /// A penalty or threat of at least so much; nothing if that is not known in numbers.
    Size(Option<&'a Rational>),
}

/// What a set needs of one of its levers.
pub(super) fn needed(set: &TippingSet, number: u32) -> Option<Needed<'_>> {
    let paid = set
        .payments
        .iter()
        .find(|paid| paid.lever == number)
        .map(|paid| Needed::Amount(&paid.range));
    let size = || set.sizes.iter().find(|size| size.lever == number);
    paid.or_else(|| size().map(|size| Needed::Size(size.least.as_ref())))
}

fn size_words(stated: Option<&Interval>, needed: Option<&Needed>) -> String {
    match (stated, needed) {
        (Some(size), _) => format!("of {} ", range(size)),
        (None, Some(Needed::Size(Some(least)))) => format!("of at least {} ", told(least)),
        (None, Some(Needed::Size(None))) => "large enough (how large is not known in numbers) ".to_string(),
        (None, _) => String::new(),
    }
}

/// A whole set, in one sentence without its end.
pub(super) fn set<'a>(words: Words<'a>, levers: &'a [LeverInfo], set: &'a TippingSet) -> Prose {
    let parts = set.levers.iter().filter_map(|number| {
        let info = levers.get(*number as usize - 1)?;
        Some(act(words, info, needed(set, *number).as_ref()))
    });
    Prose::joined(parts.collect(), "; ", "; and ")
}

/// What else is to be said of a set.
pub(super) fn remarks(words: Words, levers: &[LeverInfo], set: &TippingSet) -> Prose {
    let mut said = Prose::new();
    if set.more_than {
        said = said.sentence(Prose::from("A little more than that: at just these amounts nobody gains."));
    }
    let total = set.payments.iter().fold(Rational::zero(), |sum, paid| &sum + &paid.amount);
    // Units of different things do not add up.
    let things: BTreeSet<&str> = set.payments.iter().filter_map(|paid| thing(levers, paid.lever)).collect();
    let one_thing = things.len() == 1;
    if set.payments.len() > 1 && one_thing {
        said = said.sentence(Prose::from(format!("{} in all.", told(&total))));
    }
    if let (Some(most), true) = (&set.most, one_thing) {
        let could = format!("Up to {} could be paid with every payer as well off as without a deal", told(most));
        let slack = most - &total;
        said = said.sentence(Prose::from(if slack == Rational::zero() {
            format!("{could}: no more than is needed.")
        } else {
            format!("{could}: {} more than is needed.", told(&slack))
        }));
    }
    said = said.sentence(credibility(words, levers, set));
    if set.confirmed.is_none() {
        said = said.sentence(Prose::from(
            "By the closed forms alone: preferences are not complete, so that there is no single case to run again.",
        ));
    }
    said
}

/// The name of what a lever pays, if it does.
fn thing(levers: &[LeverInfo], number: u32) -> Option<&str> {
    match &levers.get(number as usize - 1)?.act {
        LeverAct::Pay { payable, .. } => Some(payable),
        _ => None,
    }
}

/// Which of its threats and penalties would not be carried out when they fall due, or not surely.
fn credibility(words: Words, levers: &[LeverInfo], set: &TippingSet) -> Prose {
    let mut said = Prose::new();
    let mut nobody = 0;
    for info in set.levers.iter().filter_map(|number| levers.get(*number as usize - 1)) {
        let what = match info.act {
            LeverAct::Guarantee { .. } => "penalty",
            _ => "threat",
        };
        let Some(owner) = &info.owner else {
            nobody += u32::from(info.credible.is_some());
            continue;
        };
        let who = words.party(owner);
        let judged = match info.credible {
            Some(Verdict::No) => {
                format!("Not credible: when the {what} falls due, {who} is better off not to carry it out, or cannot alone")
            }
            Some(Verdict::Open) => format!("Whether {who} would carry out the {what} when it falls due, the case does not settle"),
            _ => continue,
        };
        let cost = info.audience_cost.as_ref().map_or_else(
            || ".".to_string(),
            |cost| format!("; an audience cost of {} would make it credible.", range(cost)),
        );
        said = said.sentence(Prose::from(judged + &cost));
    }
    if nobody > 0 {
        said = said.sentence(Prose::from("Who would give such a guarantee, and keep it, is not in the case."));
    }
    said
}
