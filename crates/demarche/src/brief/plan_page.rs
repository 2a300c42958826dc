//! The page of `demarche stability --explain-plan`: what would be done, and what it takes.

use super::page::{Block, Column, Page, Row, Table};
use super::prose::Prose;
use super::words::{counted, grouped};
use crate::finding::*;

/// The whole page.
pub(super) fn page(plan: &Plan) -> Page {
    let needed: u64 = plan.memory.iter().map(|part| part.bytes).fold(0, u64::saturating_add);
    let fits = needed <= plan.most_memory;
    let verdict = format!(
        "It would take about {} bytes of memory; the limit is {} ({}).",
        grouped(needed),
        grouped(plan.most_memory),
        if fits {
            "`--memory` lowers or raises it"
        } else {
            "too much: `--memory` raises it"
        }
    );
    let mut blocks = vec![
        Block::Paragraph(Prose::from(format!(
            "{} of issue values (`--max-states` admits {}){}.",
            counted(plan.combinations, "combination", "combinations"),
            grouped(plan.most_combinations),
            if plan.gaps {
                "; `[[never]]` lines rule some of them out"
            } else {
                ", every one a state"
            }
        ))),
        Block::Paragraph(Prose::from(verdict)),
        memory(plan),
        Block::section("moves", "How parties move", moves(plan)),
        Block::section("notions", "How each notion is judged", notions(plan)),
    ];
    if !plan.complete {
        blocks.push(Block::Note(Prose::from(format!(
            "Some preferences are left open, so that states are judged one by one, up to {} of them.",
            grouped(plan.most_incomplete)
        ))));
    }
    Page {
        title: plan.title.clone(),
        about: vec![
            Prose::new()
                .strong("Plan.")
                .text(" What judging every state of this case would do. Nothing of it was done."),
        ],
        blocks,
    }
}

fn column(head: &str) -> Column {
    Column {
        group: None,
        head: head.to_owned(),
        marks: false,
    }
}

fn memory(plan: &Plan) -> Block {
    Block::Table(Table {
        caption: "Memory, estimated from above".to_owned(),
        corner: "For".to_owned(),
        columns: vec![column("bytes")],
        rows: plan
            .memory
            .iter()
            .map(|part| Row {
                head: Prose::from(part.what.clone()),
                cells: vec![Prose::from(grouped(part.bytes))],
            })
            .collect(),
    })
}

fn moves(plan: &Plan) -> Vec<Block> {
    let because = |why: &NoGridReason| match why {
        NoGridReason::Guarded { party } => format!("what {party} can change depends on other issues (`when`)"),
        NoGridReason::Intransitive { party } => format!("{party} needs two moves for what it cannot do by one"),
        NoGridReason::Shared { issue } => format!("more than one party can change {issue} alone"),
        NoGridReason::Large => "there are 2^31 combinations or more".to_owned(),
        NoGridReason::OneWay { party } => format!("the one-way changes of {party} combine in too many ways"),
    };
    let engine = match &plan.engine {
        EngineChoice::Grid => {
            "The grid, the fastest engine: every party moves along its own issues, whatever the others do, so that no move is stored."
                .to_owned()
        }
        EngineChoice::Blocks { why } => format!(
            "Blocks of states between which a party moves freely, and not the grid: {}.",
            because(why)
        ),
        EngineChoice::Arcs { why } => format!("Move by move, and not the grid: {}.", because(why)),
    };
    let listed = (plan.listed_moves > 0).then(|| {
        let verdict = if plan.listed_moves > plan.most_moves {
            "if conditions do not rule many of them out, that is too many, and the case is refused while they are listed: `--max-moves` raises the limit"
        } else {
            "few enough"
        };
        Block::Paragraph(Prose::from(format!(
            "At most {} have to be listed; `--max-moves` admits {}: {verdict}.",
            counted(plan.listed_moves, "move", "moves"),
            grouped(plan.most_moves)
        )))
    });
    let rows = plan.parties.iter().map(|party| Row {
        head: Prose::from(party.party.clone()),
        cells: vec![
            Prose::from(grouped(party.issues)),
            Prose::from(grouped(party.positions)),
            Prose::from(grouped(party.classes)),
            Prose::from(ranks(&party.ranks)),
        ],
    });
    let mut blocks = vec![Block::Paragraph(Prose::from(engine))];
    blocks.extend(listed);
    blocks.extend([Block::Table(Table {
        caption: "What each party changes alone, and how it ranks states".to_owned(),
        corner: "Party".to_owned(),
        columns: vec![column("issues"), column("positions"), column("one-way classes"), column("ranks")],
        rows: rows.collect(),
    })]);
    blocks
}

fn ranks(made: &RanksPlan) -> String {
    let through = |single: u64, all: u64, parts: &str| match all - single {
        0 => format!("{parts} added up through tables"),
        several => format!(
            "{parts}: {} through tables, {} for 64 states at a time",
            grouped(single),
            grouped(several)
        ),
    };
    match made {
        RanksPlan::Ranking { formulas } => format!("a ranking by {}", counted(*formulas, "formula", "formulas")),
        RanksPlan::Priorities { formulas, single } => through(*single, *formulas, &counted(*formulas, "priority", "priorities")),
        RanksPlan::Values { formulas, single } => through(*single, *formulas, &counted(*formulas, "value", "values")),
        RanksPlan::Open => "left open by the lines".to_owned(),
    }
}

fn notions(plan: &Plan) -> Vec<Block> {
    let how = |method: MethodPlan| match method {
        MethodPlan::Reach => "the best of what the party's own moves reach",
        MethodPlan::Product => "axis by axis: every combination is a state",
        MethodPlan::ProductIfAlike => {
            "axis by axis if each other party ranks its own choices alike whatever else is so (seen when ranks are known); else backwards from the lowest levels, row by row or along sorted lines"
        }
        MethodPlan::Components => "by what moves tie together: there are gaps",
        MethodPlan::DescentIfAlike => {
            "there are gaps: from the best positions down if each other party ranks its own choices alike whatever else is so, without ties (seen when ranks are known); else backwards from the lowest levels, row by row or along sorted lines"
        }
        MethodPlan::Blocks => "backwards through blocks",
        MethodPlan::LastMovers => "backwards through moves, for each party that may have moved last",
        MethodPlan::StateByState => "state by state, where the case is small enough",
    };
    let rows = plan.notions.iter().map(|notion| Row {
        head: Prose::from(notion.notion.abbreviation().to_owned()),
        cells: vec![Prose::from(how(notion.method).to_owned())],
    });
    vec![Block::Table(Table {
        caption: "What a party secures by leaving a state is found".to_owned(),
        corner: "Notion".to_owned(),
        columns: vec![column("how")],
        rows: rows.collect(),
    })]
}
