//! The map of deals: what can be signed, by whom, and beside it what holds.

use super::bottom_line::{at_table, declared, mark};
use super::breaks;
use super::page::{Block, Column, Row, Table};
use super::prose::{Mark, Prose, Span};
use super::readings::Readings;
use super::words::{Words, capital, counted, number};
use crate::finding::*;

/// How many lines are named beside the sentence on a deal.
const LINES: usize = 5;

/// How many deals with one answer are named.
const LABELS: usize = 4;

/// What the table of deals reads from an answer.
pub(super) trait HasDeals {
    fn tables(&self) -> &[TableFinding];
    fn deals(&self) -> &[Deal];
    /// How sure the findings are, where that is asked.
    fn sure(&self) -> Option<&Sure> {
        None
    }
}

impl HasDeals for Brief {
    fn tables(&self) -> &[TableFinding] {
        &self.tables
    }
    fn deals(&self) -> &[Deal] {
        &self.deals
    }
    fn sure(&self) -> Option<&Sure> {
        self.sure.as_ref().filter(|sure| sure.draws > 0)
    }
}

impl HasDeals for Deals {
    fn tables(&self) -> &[TableFinding] {
        &self.tables
    }
    fn deals(&self) -> &[Deal] {
        &self.deals
    }
}

impl HasDeals for Why {
    fn tables(&self) -> &[TableFinding] {
        &[]
    }
    fn deals(&self) -> &[Deal] {
        &self.deals
    }
}

/// The states of all readings' deals, each once, the first reading's first.
pub(super) fn union<'a, A: HasDeals>(readings: Readings<'a, A>) -> Vec<&'a StateRef> {
    let mut states: Vec<&StateRef> = Vec::new();
    for deal in readings.answers().flat_map(HasDeals::deals) {
        if !states.iter().any(|state| state.number == deal.state.number) {
            states.push(&deal.state);
        }
    }
    states
}

/// A reading's deal with this state, if it is on that reading's list.
pub(super) fn find<A: HasDeals>(answer: &A, number: u32) -> Option<&Deal> {
    answer.deals().iter().find(|deal| deal.state.number == number)
}

/// Deals down; acceptance, signature and holding across.
pub(super) fn matrix<'a, A: HasDeals>(
    words: Words<'a>,
    readings: Readings<'a, A>,
    states: &[&'a StateRef],
    notions: &[Notion],
    efficient: bool,
) -> Table {
    let mut columns: Vec<Column> = Vec::new();
    for party in &words.case.parties {
        columns.push(column("accepted by", &party.short));
    }
    let has_tables = readings.answers().any(|answer| !answer.tables().is_empty());
    if has_tables {
        columns.push(column("signed by", "declared"));
    }
    let has_others = !has_tables || readings.answers().any(|answer| answer.tables().len() > 1);
    if has_others {
        columns.push(Column {
            group: Some("signed by".to_string()),
            head: if has_tables { "others" } else { "tables" }.to_string(),
            marks: false,
        });
    }
    // From nothing, what holds is not asked.
    let notions = if words.case.status_quo.is_some() { notions } else { &[] };
    for notion in notions {
        columns.push(column("holds", notion.abbreviation()));
    }
    let has_shares = readings.answers().any(|answer| answer.sure().is_some());
    if has_shares {
        columns.push(Column {
            group: None,
            head: if notions.is_empty() {
                "how sure"
            } else {
                "how sure: signed, holds"
            }
            .to_string(),
            marks: false,
        });
    }
    if efficient {
        columns.push(Column {
            group: None,
            head: "efficient".to_string(),
            marks: true,
        });
    }
    let rows = states.iter().map(|state| {
        let mut cells: Vec<Prose> = Vec::new();
        let cell = |speak: &dyn Fn(&'a A, &'a Deal) -> Prose| {
            readings.cell(|answer| find(answer, state.number).map_or_else(|| Prose::new().mark(Mark::Unlisted), |deal| speak(answer, deal)))
        };
        for party in &words.case.parties {
            cells.push(cell(&|_, deal| {
                let accepts = deal.acceptance.iter().find(|entry| entry.party == party.id);
                Prose::new().mark(mark(accepts.map(|entry| entry.verdict)))
            }));
        }
        if has_tables {
            cells.push(cell(&|answer, deal| {
                let entry = declared(answer.tables()).and_then(|table| at_table(deal, &table.signatories));
                let said = Prose::new().mark(mark(entry.map(|entry| entry.verdict)));
                if entry.is_some_and(|entry| entry.knife_edge) {
                    said.text(" tie")
                } else {
                    said
                }
            }));
        }
        if has_others {
            cells.push(cell(&|answer, deal| others(words, answer, deal)));
        }
        for notion in notions {
            cells.push(cell(&|_, deal| Prose::new().mark(mark(breaks::verdict(&deal.holds, *notion)))));
        }
        if has_shares {
            cells.push(cell(&|answer, _| how_sure(answer, state)));
        }
        if efficient {
            cells.push(cell(&|_, deal| Prose::new().mark(mark(deal.efficient.verdict))));
        }
        Row {
            head: Prose::new().state(&state.label),
            cells,
        }
    });
    Table {
        caption: if notions.is_empty() {
            "Deals: who accepts, who can sign"
        } else {
            "Deals: who accepts, who can sign, what holds"
        }
        .to_string(),
        corner: "Deal".to_string(),
        columns,
        rows: rows.collect(),
    }
}

/// Whether a deal can be signed, and whether it holds (SEQ): how sure each is.
fn how_sure<A: HasDeals>(answer: &A, state: &StateRef) -> Prose {
    let Some((sure, deal)) = answer
        .sure()
        .and_then(|sure| Some((sure, sure.deals.iter().find(|deal| deal.state.number == state.number)?)))
    else {
        return Prose::new().mark(Mark::Absent);
    };
    let signed = share(deal.signable, sure.draws);
    match deal.holds.iter().find(|(notion, _)| *notion == Notion::Seq) {
        Some((_, held)) => signed.text(", ").then(share(*held, sure.draws)),
        None => signed,
    }
}

/// Necessary, impossible, or the share of models, and whether no verdict stands beside it.
pub(super) fn share(found: Sureness, draws: u64) -> Prose {
    match (found.verdict, found.hits) {
        (Some(verdict @ (Verdict::Yes | Verdict::No)), _) => Prose::new().mark(Mark::Verdict(verdict)),
        (verdict, Some(hits)) if draws > 0 => {
            let said = Prose::new().span(Span::Share { hits, draws });
            if verdict.is_some() { said } else { said.text(" (not proven)") }
        }
        (Some(Verdict::Open), _) => Prose::new().mark(Mark::Verdict(Verdict::Open)),
        _ => Prose::new().mark(Mark::Absent),
    }
}

fn column(group: &str, head: &str) -> Column {
    Column {
        group: Some(group.to_string()),
        head: head.to_string(),
        marks: true,
    }
}

/// The tables other than the declared one that can make a deal, with their marks; the smallest tables first, at most two.
fn others<'a, A: HasDeals>(words: Words<'a>, answer: &A, deal: &'a Deal) -> Prose {
    let own = declared(answer.tables());
    let mut tables: Vec<&Signable> = deal
        .tables
        .iter()
        .filter(|table| table.verdict != Verdict::No && own.is_none_or(|own| own.signatories != table.signatories))
        .collect();
    tables.sort_by_key(|table| table.signatories.len());
    if tables.is_empty() {
        return Prose::new().mark(Mark::Absent);
    }
    let items = tables
        .into_iter()
        .take(2)
        .map(|table| Prose::from(format!("{}\u{a0}", words.tight(&table.signatories))).mark(Mark::Verdict(table.verdict)));
    Prose::joined(items.collect(), ", ", ", ")
}

/// The legend of the table.
pub(super) fn legend(words: Words, several: bool, sure: Option<&Sure>) -> Prose {
    let mut said = Prose::from(
        "✓ yes, ✗ no, ? open, · does not arise. Signed by: whether the declared table, or others, can sign. Accepted: at least as good for the party as no deal, no red line crossed, ratified.",
    );
    if words.case.status_quo.is_some() {
        said = said.text(
            " Holds, against moves on the deal's own terms and what they open, close or make more attractive: Nash, even if nobody reacts; SEQ, if reprisals in the reprisers' own interest are expected; SMR, GMR, only if even \
         self-damaging reprisals are feared.",
        );
    }
    if let Some(sure) = sure {
        said = said.text(format!(
            " How sure: that it can be signed (by the declared table, or else by the first group that can make it), and that it holds (SEQ); ✓ necessary, ✗ impossible, else the share of {} preference models that agree with the case in which it is so (± {} points at most, one standard error): no probability.",
            super::words::grouped(sure.draws),
            error(sure.draws)
        ));
    }
    if several {
        said =
            said.text(" Where two marks stand, left: stated positions as red lines; right: as openings; – not listed under that reading.");
    }
    said
}

/// The largest standard error of a share, in points, rounded up.
pub(super) fn error(draws: u64) -> String {
    let error = 0.5 / (draws.max(1) as f64).sqrt();
    format!("{:.1}", (error * 1_000.0).ceil() / 10.0)
}

/// What breaks each deal, deals with the same answer together.
pub(super) fn breaking<'a, A: HasDeals>(words: Words<'a>, readings: Readings<'a, A>, states: &[&'a StateRef]) -> Block {
    let mut groups: Vec<(Vec<&StateRef>, Prose)> = Vec::new();
    for state in states {
        let said = readings.say(|answer| {
            find(answer, state.number)
                .map(|deal| breaks::holding(words, &deal.holds))
                .unwrap_or_default()
        });
        match groups.iter_mut().find(|(_, other)| *other == said) {
            Some((states, _)) => states.push(state),
            None => groups.push((vec![state], said)),
        }
    }
    let items = groups.into_iter().map(|(states, said)| {
        let mut labels: Vec<Prose> = states.iter().take(LABELS).map(|state| Prose::new().strong(&state.label)).collect();
        if states.len() > LABELS {
            labels.push(Prose::from(format!(
                "{} more of those above",
                number((states.len() - LABELS) as u64)
            )));
        }
        let deals = readings
            .answers()
            .flat_map(|answer| states.iter().filter_map(|state| find(answer, state.number)));
        let lines = words.sorted(deals.flat_map(|deal| breaks::rests_on(&deal.holds)));
        Prose::list(labels).text(". ").then(said).text(" ").then(words.few(&lines, LINES))
    });
    Block::List(items.collect())
}

/// How many deals each table can make and sign, in a sentence a table.
pub(super) fn tables<'a, A: HasDeals>(words: Words<'a>, readings: Readings<'a, A>) -> Block {
    Block::List(readings.points(|answer| {
        let idle = |table: &&TableFinding| table.role == TableRole::Pair && table.signable.total() == 0;
        let folded = answer.tables().iter().filter(idle).count() as u64;
        let rest = (folded > 0).then(|| {
            Prose::from(format!(
                "{} can make no deal.",
                super::words::capital(&counted(folded, "further pair", "further pairs"))
            ))
        });
        answer
            .tables()
            .iter()
            .filter(|table| !idle(table))
            .map(|table| {
                let role = match table.role {
                    TableRole::Declared => " (declared table)",
                    TableRole::Pair => "",
                    TableRole::All => " (all parties)",
                };
                let Count { yes, open, no } = table.signable;
                Prose::new()
                    .strong(format!("{}{role}", words.parties(&table.signatories)))
                    .text(format!(
                        ": {} can be made; of these {yes} can be signed, {open} open, {no} cannot.",
                        counted(table.signable.total(), "deal", "deals")
                    ))
                    .then(words.bracketed(&table.rests_on))
            })
            .chain(rest)
            .collect()
    }))
}

/// Whether some listed table signs this deal, surely or possibly, under some reading.
fn may_be_signed<A: HasDeals>(readings: Readings<A>, number: u32) -> bool {
    let deals = readings.answers().filter_map(|answer| find(answer, number));
    deals.flat_map(|deal| &deal.tables).any(|table| table.verdict != Verdict::No)
}

/// The deals that the brief shows: the first that can be signed, among them the best that meet a goal of the case; if these are few, some that
/// cannot be signed.
fn choose<'a>(readings: Readings<'a, Brief>, states: &[&'a StateRef], most: usize) -> Vec<&'a StateRef> {
    let (open, shut): (Vec<&StateRef>, Vec<&StateRef>) = states.iter().copied().partition(|state| may_be_signed(readings, state.number));
    let goals = readings
        .answers()
        .flat_map(|brief| &brief.goals)
        .flat_map(|goal| &goal.tables)
        .flat_map(|table| &table.best);
    let mut best: Vec<u32> = Vec::new();
    for state in goals {
        if best.len() < most / 4 && !best.contains(&state.number) && open.iter().any(|other| other.number == state.number) {
            best.push(state.number);
        }
    }
    let mut room = most.saturating_sub(best.len());
    let mut shown: Vec<&StateRef> = Vec::new();
    for state in open {
        if best.contains(&state.number) {
            shown.push(state);
        } else if room > 0 {
            room -= 1;
            shown.push(state);
        }
    }
    let spare = (most / 2).saturating_sub(shown.len());
    shown.extend(shut.into_iter().take(spare));
    shown
}

/// The brief's section: at most `most` deals.
pub(super) fn section<'a>(words: Words<'a>, readings: Readings<'a, Brief>, most: usize, mut figures: Vec<Block>) -> Block {
    let states = union(readings);
    let shown = choose(readings, &states, most);
    if shown.is_empty() {
        return Block::section(
            "deals",
            "The deals",
            vec![Block::Paragraph(Prose::from(
                "No listed table can sign any deal, surely or possibly.",
            ))],
        );
    }
    let mut blocks = vec![
        Block::Table(matrix(words, readings, &shown, &Notion::LADDER, false)),
        Block::Note(legend(words, readings.several(), readings.answers().find_map(HasDeals::sure))),
    ];
    if states.len() > shown.len() {
        let more = capital(&counted((states.len() - shown.len()) as u64, "further deal", "further deals"));
        blocks.push(Block::Note(Prose::from(format!(
            "{more} on the list: see the page of deals (demarche deals)."
        ))));
    }
    blocks.append(&mut figures);
    blocks.push(breaking(words, readings, &shown));
    let heading = if words.case.status_quo.is_some() {
        "What can be signed, and beside it what holds"
    } else {
        "What can be signed"
    };
    Block::section("deals", heading, blocks)
}
