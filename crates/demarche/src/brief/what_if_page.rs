//! The page of `demarche what-if`: what is supposed, and what stands otherwise then.

use super::bottom_line::mark;
use super::limits;
use super::page::{Block, Column, Row, Table};
use super::prose::{Mark, Prose, listed};
use super::readings::Readings;
use super::words::grouped;
use crate::finding::*;

/// The body of the page.
pub(super) fn blocks(readings: Readings<WhatIf>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(first) = readings.first() {
        let edits = first.edits.iter().map(|edit| Prose::from(supposed(edit))).collect();
        blocks.push(Block::section("supposed", "What is supposed", vec![Block::List(edits)]));
        blocks.push(Block::section(
            "comparison",
            "What it comes to",
            vec![Block::Table(comparison(readings, first))],
        ));
    }
    let shifts = readings.points(|answer| answer.shifts.iter().map(shift).collect());
    blocks.push(Block::section(
        "shifts",
        "Deals that stand otherwise",
        if shifts.is_empty() {
            let unmatched = readings.answers().any(|answer| !answer.matched);
            vec![Block::Paragraph(Prose::from(if unmatched {
                "Not compared one by one: the two cases start from nothing and have different issues, so that none of their deals is the same."
            } else {
                "None: every deal that the declared table can or may sign stands as before."
            }))]
        } else {
            vec![Block::List(shifts)]
        },
    ));
    let cuts = limits::all(readings.answers().flat_map(|answer| &answer.cuts));
    blocks.extend(
        cuts.iter()
            .map(|cut| Block::Note(Prose::from(format!("Cut short: {}.", limits::cut(cut))))),
    );
    blocks
}

fn supposed(edit: &Edit) -> String {
    match edit {
        Edit::WithoutParty { name } => format!(
            "{name} takes no part: what it alone controls nobody can change, and where its consent was needed beside that of others, theirs is enough."
        ),
        Edit::WithoutIssue { name } => format!("{name} is not talked about: it keeps the value of today."),
        Edit::Settled { label } => format!("“{label}” is settled from the start."),
        Edit::Seated { name } => format!("{name} has a seat at the table."),
        Edit::Unseated { name } => format!("{name} has no seat at the table; what it can do stays as it is."),
        Edit::WithFile { name } => format!("What {name} says is added to the case."),
    }
}

fn comparison<'a>(readings: Readings<'a, WhatIf>, first: &'a WhatIf) -> Table {
    let column = |head: &str| Column {
        group: None,
        head: head.to_string(),
        marks: false,
    };
    let row = |head: &str, speak: &dyn Fn(&'a Outlook) -> Prose| Row {
        head: Prose::from(head.to_string()),
        cells: vec![
            readings.cell(|answer| speak(&answer.before)),
            readings.cell(|answer| speak(&answer.after)),
        ],
    };
    let counted = |count: Count| Prose::from(format!("{} of {}", grouped(count.yes), grouped(count.total())));
    let open = |count: Count| Prose::from(grouped(count.open));
    let mut rows = vec![
        row("At the table", &|outlook| Prose::from(listed(&outlook.table))),
        row("Feasible states", &|outlook| Prose::from(grouped(outlook.feasible))),
        row("Deals that the table can sign, of those it can make", &|outlook| {
            counted(outlook.declared)
        }),
        row("of which it is open", &|outlook| open(outlook.declared)),
        row("Deals that all parties can sign, of those they can make", &|outlook| {
            counted(outlook.everybody)
        }),
        row("of which it is open", &|outlook| open(outlook.everybody)),
    ];
    let mut goals: Vec<&String> = Vec::new();
    for goal in first.before.goals.iter().chain(&first.after.goals) {
        if !goals.contains(&&goal.name) {
            goals.push(&goal.name);
        }
    }
    for name in goals {
        let of = |outlook: &'a Outlook| outlook.goals.iter().find(|goal| goal.name == *name);
        rows.push(row(&format!("“{name}”: the table can sign it"), &|outlook| {
            Prose::new().mark(mark(of(outlook).map(|goal| goal.signable)))
        }));
        rows.push(row(&format!("“{name}”: whose consent it needs"), &|outlook| {
            who(of(outlook), false)
        }));
        rows.push(row(&format!("“{name}”: who of them has no seat"), &|outlook| {
            who(of(outlook), true)
        }));
    }
    Table {
        caption: "As the case stands, and as supposed".to_string(),
        corner: "".to_string(),
        columns: vec![column("As it stands"), column("As supposed")],
        rows,
    }
}

fn who(goal: Option<&GoalOutlook>, excluded: bool) -> Prose {
    let names = goal.map(|goal| if excluded { &goal.excluded_veto } else { &goal.consent_veto });
    match names {
        Some(names) if !names.is_empty() => Prose::from(listed(names)),
        _ => Prose::new().mark(Mark::Absent),
    }
}

fn shift(shift: &Shift) -> Prose {
    Prose::new().state(&shift.label).text(format!(
        ": as it stands, {}; as supposed, {}.",
        standing(shift.before),
        standing(shift.after)
    ))
}

fn standing(standing: Option<Standing>) -> String {
    let Some(standing) = standing else {
        return "beyond what the table can make".to_string();
    };
    let signed = match standing.signable {
        Verdict::Yes => "it can be signed",
        Verdict::Open => "it is open whether it can be signed",
        Verdict::No => return "it cannot be signed".to_string(),
    };
    let holds = match (standing.nash, standing.seq) {
        (Some(Verdict::Yes), _) => ", and holds even if nobody reacts",
        (_, Some(Verdict::Yes)) => ", and holds if reprisals in the reprisers' own interest are expected",
        (Some(_), Some(Verdict::No)) => ", and does not hold against reprisals in the reprisers' own interest",
        (Some(_), Some(Verdict::Open)) if standing.signable == Verdict::Open => ", and whether it holds",
        (Some(_), Some(Verdict::Open)) => ", and whether it holds is open",
        _ => "",
    };
    format!("{signed}{holds}")
}
