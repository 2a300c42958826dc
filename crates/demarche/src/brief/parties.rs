//! Who the parties are, who has a seat, and where each leans on each issue taken alone.

use super::page::{Block, Column, Row, Table};
use super::prose::{Mark, Prose};
use super::words::Words;
use crate::finding::*;

/// Parties across, issues down.
pub(super) fn section(words: Words) -> Block {
    let case = words.case;
    let columns = case
        .parties
        .iter()
        .map(|party| Column {
            group: None,
            head: party.name.clone(),
            marks: true,
        })
        .collect();
    let mut rows = vec![
        row("Seat at the table", words, |party| {
            Prose::from(if party.seat { "yes" } else { "no" })
        }),
        row("Preferences known as", words, |party| Prose::from(form(party.form))),
    ];
    if case.parties.iter().any(|party| !party.constituencies.is_empty()) {
        rows.push(row("Must carry at home", words, |party| {
            if party.constituencies.is_empty() {
                Prose::new().mark(Mark::Absent)
            } else {
                Prose::from(party.constituencies.join(", "))
            }
        }));
    }
    for issue in &case.issues {
        let Some(today) = &issue.status_quo else { continue };
        let head = Prose::new().strong(capital_label(issue)).text(format!(" (today: {today})"));
        let cells = case.parties.iter().map(|party| leaning(party, &issue.id)).collect();
        rows.push(Row { head, cells });
    }
    let from_nothing = case.status_quo.is_none();
    let table = Table {
        caption: if from_nothing {
            "The parties"
        } else {
            "Each party's leaning on each issue, moved alone away from today"
        }
        .to_string(),
        corner: if from_nothing { "Party" } else { "Issue" }.to_string(),
        columns,
        rows,
    };
    let legend = "+ better than today, − worse, = indifferent, ? unknown: the case does not say, · cannot change alone. One issue at a time, all else as today.";
    let mut blocks = vec![Block::Table(table)];
    if !from_nothing {
        blocks.push(Block::Note(Prose::from(legend)));
    }
    let said: Vec<Prose> = case.parties.iter().filter_map(|party| stated(words, party)).collect();
    if !said.is_empty() {
        blocks.push(Block::List(said));
    }
    let title = if from_nothing {
        "The parties"
    } else {
        "The parties and what each leans to"
    };
    Block::section("parties", title, blocks)
}

/// What a party demands, rejects, requires, refuses or accepts, in the order of the case; `None` if nothing.
fn stated(words: Words, party: &PartyInfo) -> Option<Prose> {
    let inside = format!("{}.", party.id);
    let speaks = |line: &&LineInfo| {
        let holder = line.holder.as_deref().unwrap_or_default();
        (holder == party.id || holder.starts_with(&inside)) && VERBS.contains(&line.verb.as_str())
    };
    let items: Vec<Prose> = words
        .case
        .lines
        .iter()
        .filter(speaks)
        .map(|line| {
            let body = line.holder.as_deref().and_then(|holder| holder.strip_prefix(&inside));
            let who = body.map_or(String::new(), |body| format!("{body} "));
            Prose::from(format!("{who}{} ", line.verb))
                .code(words.formula(&line.says))
                .text(" [")
                .span(words.line(&line.id))
                .text("]")
        })
        .collect();
    (!items.is_empty()).then(|| {
        Prose::new()
            .strong(&party.name)
            .text(": ")
            .then(Prose::joined(items, "; ", "; "))
            .text(".")
    })
}

/// The verbs of positions and red lines.
const VERBS: [&str; 5] = ["demands", "rejects", "requires", "refuses", "accepts"];

/// Who controls which change, for the reader who checks.
pub(super) fn control(words: Words) -> Block {
    let items = words.case.issues.iter().map(|issue| {
        let changes = issue.control.iter().map(|change| {
            let mut said = Prose::new()
                .state(&change.from)
                .text(" → ")
                .state(&change.to)
                .text(format!(": {}", change.by));
            if change.guarded {
                said = said.text(" (under a condition)");
            }
            if change.default_reverse {
                said = said.text(" (assumed way back)");
            }
            said
        });
        Prose::new()
            .strong(&issue.name)
            .text(if issue.question.is_empty() {
                ". ".to_string()
            } else {
                format!(". {} ", issue.question)
            })
            .then(Prose::joined(changes.collect(), "; ", "; "))
            .text(". ")
            .span(words.line(&issue.line))
    });
    Block::section("control", "Who can change what", vec![Block::List(items.collect())])
}

fn capital_label(issue: &IssueInfo) -> String {
    super::words::capital(&issue.name)
}

fn row(head: &str, words: Words, cell: impl Fn(&PartyInfo) -> Prose) -> Row {
    Row {
        head: Prose::from(head),
        cells: words.case.parties.iter().map(cell).collect(),
    }
}

fn leaning(party: &PartyInfo, issue: &str) -> Prose {
    let Some(leaning) = party.leanings.iter().find(|leaning| leaning.issue == issue) else {
        return Prose::new().mark(Mark::Absent);
    };
    match leaning.values.as_slice() {
        [] => Prose::new().mark(Mark::Absent),
        [(_, sign)] => Prose::new().mark(Mark::Leaning(*sign)),
        [(_, first), rest @ ..] if rest.iter().all(|(_, sign)| sign == first) => Prose::new().mark(Mark::Leaning(*first)),
        values => {
            let mut groups: Vec<(LeaningSign, Vec<&str>)> = Vec::new();
            for (value, sign) in values {
                match groups.iter_mut().find(|(other, _)| other == sign) {
                    Some((_, names)) => names.push(value),
                    None => groups.push((*sign, vec![value])),
                }
            }
            let items = groups
                .into_iter()
                .map(|(sign, names)| Prose::new().mark(Mark::Leaning(sign)).text(format!(" {}", names.join(", "))));
            Prose::joined(items.collect(), "; ", "; ")
        }
    }
}

/// The form of a party's preferences, in a word or two.
fn form(form: PreferenceForm) -> &'static str {
    match form {
        PreferenceForm::Ranked => "ranking",
        PreferenceForm::Scored => "scores",
        PreferenceForm::Partial => "in part",
        PreferenceForm::Unknown => "unknown",
    }
}
