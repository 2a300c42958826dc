//! Whose consent decides: the rules of a case and the power of those who have a say.

use crate::brief::page::{Block, Column, Row, Table};
use crate::brief::prose::{Prose, listed};
use crate::brief::readings::Readings;
use crate::brief::words::{Words, capital, grouped};
use crate::finding::*;
use crate::rational::Rational;

/// Rules do not depend on how positions are read.
pub(super) fn rules<'a>(words: Words<'a>, readings: Readings<'a, Power>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut plain, mut any_table) = (Vec::new(), false);
    for rule in readings.first().iter().flat_map(|answer| &answer.rules) {
        let decides = capital(&listed(&rule.decides.iter().map(decision).collect::<Vec<_>>()));
        let claim = Prose::new().strong(format!("{decides}:")).text(format!(" {}", rule.rule));
        let lines = words.bracketed(&rule.rests_on);
        match &rule.players {
            Some(players) if players.iter().any(|player| player.role == VotingRole::Voter) => {
                blocks.push(Block::Paragraph(claim.text(".").then(lines)));
                blocks.push(Block::Table(indices(players)));
                blocks.extend(rule.smallest.as_ref().map(|smallest| Block::Paragraph(smallest_sets(smallest))));
                any_table = true;
            }
            Some(players) => plain.push(claim.text(told_shortly(players)).then(lines)),
            None => plain.push(claim.text(", too many to count who decides how often.").then(lines)),
        }
    }
    if any_table {
        blocks.push(Block::Note(Prose::from(
            "Shapley-Shubik: how often a player is the one whose consent decides, over all orders of consenting. Banzhaf: in how many of all coalitions of the others its consent decides; \
             its share in all such swings beside. They measure the rule alone: neither wishes nor skill enter.",
        )));
    }
    if !plain.is_empty() {
        blocks.push(Block::List(plain));
    }
    blocks
}

fn decision(decision: &RuleDecision) -> String {
    match decision {
        RuleDecision::Agreement => "agreement at the table".to_string(),
        RuleDecision::Ratification { party } => format!("ratification by {party}"),
        RuleDecision::Issue { issue, values, guarded } => {
            // A thing that is done or not is named after the doing.
            let to = if values.is_empty() || *values == [issue.clone()] {
                String::new()
            } else {
                format!(" (to “{}”)", values.join("”, “"))
            };
            let sometimes = if *guarded { ", in some states only" } else { "" };
            format!("{issue}{to}{sometimes}")
        }
    }
}

/// Who decides, where no index is needed to say it.
fn told_shortly(players: &[PlayerPower]) -> String {
    let with = |role: VotingRole| {
        players
            .iter()
            .filter(move |player| player.role == role)
            .map(|player| player.name.as_str())
    };
    let dummies: Vec<&str> = with(VotingRole::Dummy).collect();
    let dummies = if dummies.is_empty() {
        String::new()
    } else {
        format!("; no say: {}", listed(&dummies))
    };
    let veto: Vec<&str> = with(VotingRole::Veto).collect();
    if veto.is_empty() {
        format!(" alone{dummies}.")
    } else {
        format!("; each has a veto, and equal power, 1/{}{dummies}.", veto.len())
    }
}

/// Players with the same numbers share a row.
fn indices(players: &[PlayerPower]) -> Table {
    let column = |head: &str| Column {
        group: None,
        head: head.to_string(),
        marks: false,
    };
    let numbers = |player: &PlayerPower| (player.shapley_shubik.clone(), player.swings, player.role);
    let mut groups: Vec<(&PlayerPower, Vec<&str>)> = Vec::new();
    for player in players {
        match groups.iter_mut().find(|(first, _)| numbers(first) == numbers(player)) {
            Some((_, names)) => names.push(&player.name),
            None => groups.push((player, vec![&player.name])),
        }
    }
    let row = |(player, names): (&PlayerPower, Vec<&str>)| {
        let each = if names.len() > 1 { " (each)" } else { "" };
        Row {
            head: Prose::from(format!("{}{each}", listed(&names))),
            cells: [
                fraction(&player.shapley_shubik),
                fraction(&player.banzhaf),
                fraction(&player.banzhaf_normalized),
                role(player.role).to_string(),
            ]
            .into_iter()
            .map(Prose::from)
            .collect(),
        }
    };
    Table {
        caption: "Power under the rule".to_string(),
        corner: "Player".to_string(),
        columns: ["Shapley-Shubik", "Banzhaf", "share of swings", "role"].map(column).into(),
        rows: groups.into_iter().map(row).collect(),
    }
}

fn role(role: VotingRole) -> &'static str {
    match role {
        VotingRole::Dictator => "decides alone",
        VotingRole::Veto => "veto",
        VotingRole::Voter => "",
        VotingRole::Dummy => "never decides",
    }
}

/// A quotient, and to three places: `3/20 (0.15)`.
fn fraction(amount: &Rational) -> String {
    let (numerator, denominator) = (amount.numerator(), amount.denominator());
    match amount.rounded(0) {
        (whole, true) => whole,
        _ => format!("{numerator}/{denominator} ({})", amount.rounded(3).0),
    }
}

fn smallest_sets(smallest: &SmallestSets) -> Prose {
    if smallest.total > smallest.listed.len() as u64 {
        return Prose::from(format!(
            "{} different smallest groups suffice, of which none can spare a member.",
            grouped(smallest.total)
        ));
    }
    let groups: Vec<String> = smallest.listed.iter().map(|names| listed(names)).collect();
    Prose::from(format!("Smallest groups that suffice: {}.", groups.join("; ")))
}
