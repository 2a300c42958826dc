//! What stands beside the list of deals: the division by Adjusted Winner, deals with payments, and what was not answered.

use super::{name, plain};
use crate::brief::page::{Block, Column, Row, Table};
use crate::brief::prose::{Prose, listed};
use crate::brief::words::{Words, capital, short};
use crate::finding::*;
use crate::rational::Rational;

pub(super) fn division_section(words: Words, division: &AdjustedWinner) -> Block {
    let mut columns: Vec<Column> = division
        .parties
        .iter()
        .map(|party| Column {
            group: Some("points".to_string()),
            head: words.short(party).to_string(),
            marks: false,
        })
        .collect();
    columns.push(plain("goes to"));
    let (first, second) = match division.parties.as_slice() {
        [first, second] => (words.party(first), words.party(second)),
        _ => ("the first", "the second"),
    };
    let rows = division.issues.iter().map(|issue| {
        let whole = Rational::integer(1);
        let agreed = issue.wants.first() == issue.wants.last();
        let to = if agreed {
            format!("both want {}", issue.wants.first().map_or("", String::as_str))
        } else if issue.first_gets == whole {
            first.to_string()
        } else if issue.first_gets == Rational::zero() {
            second.to_string()
        } else {
            format!("{first} {}, {second} {}", issue.first_gets, &whole - &issue.first_gets)
        };
        let mut cells: Vec<Prose> = issue.points.iter().map(|points| Prose::from(short(points))).collect();
        cells.push(Prose::from(to));
        Row {
            head: Prose::from(issue.issue.clone()),
            cells,
        }
    });
    let points: Vec<String> = division
        .parties
        .iter()
        .zip(&division.points)
        .map(|(party, points)| format!("{} {}", words.party(party), short(points)))
        .collect();
    Block::section(
        "adjusted-winner",
        "Adjusted Winner, if the issues are split",
        vec![
            Block::Table(Table {
                caption: "Who gets which issue".to_string(),
                corner: "Issue".to_string(),
                columns,
                rows: rows.collect(),
            }),
            Block::Paragraph(Prose::from(format!(
                "Each ends with {} of what it wants, in its own points: {}. Neither would rather have the other's part, and nothing is left that is better for both.",
                short(&division.share),
                listed(&points)
            ))),
            Block::Note(Prose::from(
                "Brams and Taylor (1996): worths add up issue by issue, points count as shares of each party's own total, and at most one issue is split. Ties in the order of the case.",
            )),
        ],
    )
}

/// The division in a sentence.
pub(super) fn divided(words: Words, division: &AdjustedWinner) -> Prose {
    let part = |issue: &Divided| issue.first_gets != Rational::zero() && issue.first_gets != Rational::integer(1);
    let split = division.issues.iter().find(|issue| part(issue)).zip(division.parties.first());
    let split = match split {
        Some((issue, first)) => format!("{} is split, {} of it to {}", issue.issue, issue.first_gets, words.party(first)),
        None => "no issue is split".to_string(),
    };
    Prose::new().strong("Adjusted Winner: ".to_string()).text(format!(
        "if issues can be split, each gets {} of its points on what they differ about; {split}.",
        short(&division.share)
    ))
}

pub(super) fn paid(words: Words, payment: &PaymentFinding) -> Prose {
    let told = payment.deals.iter().take(2).map(|paid| {
        let gains: Vec<String> = paid.gains.iter().map(short).collect();
        Prose::new().state(&paid.deal.label).text(format!(
            " with {} of {} from {} (gains {})",
            short(&paid.payment),
            payment.payable,
            words.party(&payment.payer),
            gains.join(" and ")
        ))
    });
    Prose::new()
        .strong(format!("{}: ", name(payment.concept)))
        .then(Prose::joined(told.collect(), " or ", " or "))
        .text(".")
}

pub(super) fn refusals(words: Words, answer: &Bargaining) -> Vec<Prose> {
    if answer.unasked.is_some() {
        return Vec::new();
    }
    let mut points = Vec::new();
    if !answer.refused.is_empty() {
        let names: Vec<&str> = answer.refused.iter().map(|concept| name(*concept)).collect();
        points.push(Prose::from(format!(
            "{} compare or add what {} gain. Nothing in the case says that their scales can be compared (rung L4); if they can, say so and why: `[scales] comparable = true`.",
            listed(&names),
            words.parties(&answer.refused_for)
        )));
    }
    points.extend(
        answer
            .undivided
            .iter()
            .map(|reason| Prose::from(format!("Adjusted Winner: {}.", why_undivided(words, reason)))),
    );
    points.extend(answer.unpaid.iter().map(|unpaid| {
        Prose::from(format!(
            "{} from {}, paid beside a deal: {}.",
            capital(&unpaid.payable),
            words.party(&unpaid.payer),
            why_unpaid(unpaid.reason)
        ))
    }));
    points
}

fn why_undivided(words: Words, reason: &Undivided) -> String {
    match reason {
        Undivided::NotTwoParties => "the procedure is for two parties at the table".to_string(),
        Undivided::CannotBeSplit { issues } => format!(
            "any issue may be the one that has to be split, and the case does not say that {} can be",
            listed(issues)
        ),
        Undivided::Infeasible => "the case rules combinations out, so that issues cannot be given to either side one by one".to_string(),
        Undivided::NotAdditive { parties } => format!(
            "what the issues are worth to {} is not exact, or does not add up issue by issue",
            words.parties(parties)
        ),
        Undivided::NotTheirs { issues } => format!("the two cannot settle {} either way between them", listed(issues)),
        Undivided::Bound { parties } => format!(
            "red lines, acceptances or ratifiers of {} stand beside the worths, of which points know nothing",
            words.parties(parties)
        ),
        Undivided::NoContest => "one of the two has no points on any issue on which they differ: there is nothing to divide".to_string(),
    }
}

fn why_unpaid(reason: WhyUnpaid) -> &'static str {
    match reason {
        WhyUnpaid::NotTwoParties => "solutions with payments are sought for two parties at the table only",
        WhyUnpaid::PayerAway => "the payer does not sit at the table",
        WhyUnpaid::Inexact => "what a unit is worth to one of the two is not one number",
        WhyUnpaid::OfNoWorth => "it is worth nothing to the other party at the table",
        WhyUnpaid::GainsByPaying => "to pay is itself a gain to the payer, so that it is no price",
        WhyUnpaid::Boundless => "it costs the payer nothing and has no budget, so that no payment is the greatest",
    }
}
