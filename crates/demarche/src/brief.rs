//! Findings in words: one document tree, printed to a terminal, as Markdown, or as a page of HTML.
//!
//! All prose of the product stands here, and no inference: a brief chooses words and an order for what the findings say, and every judgment is
//! followed, apart from it, by the lines of the case that it rests on. The same sentences are printed for every party, in the order in
//! which the case declares them. Nothing here says how likely anything is.
//!
//! Parts, in reading order: [`prose`] and [`page`] (the tree), `words` and `readings` (how sentences are made), one file a
//! section or page, then the printers [`terminal()`], [`markdown()`] and [`html()`].

pub mod page;
pub mod prose;

mod bargain_page;
mod bottom_line;
mod breaks;
mod deal_table;
mod deals_csv;
mod deals_page;
mod diff_page;
mod evidence;
mod goals;
mod graph;
mod html;
mod inverse_page;
mod levers;
mod limits;
mod markdown;
mod method;
mod moment_page;
mod near;
mod no_deal;
mod parties;
mod plan_page;
mod power_page;
mod readings;
mod reasons_page;
mod scatter;
mod search_page;
mod stability_page;
mod sure_page;
mod svg;
mod terminal;
mod tip_page;
mod tornado;
mod veto;
mod views;
mod what_if_page;
mod why_page;
mod words;

pub use html::html;
pub use markdown::markdown;
pub use page::Page;
pub use terminal::{TerminalStyle, terminal};

use self::page::{Block, Judgment};
use self::prose::Prose;
use self::readings::Readings;
use self::words::{Words, grouped};
use crate::finding::*;

/// How many deals the brief's own table holds.
const DEALS: usize = 8;
/// How many lines are named under a headline; the rest stand in the evidence.
const LINES: usize = 8;

/// The two-page brief.
pub fn brief(document: &Document<Brief>) -> Page {
    let words = Words { case: &document.case };
    let readings = Readings(&document.readings);
    let headlines = bottom_line::headlines(words, readings);
    let judgments = headlines
        .iter()
        .map(|headline| Judgment {
            claim: headline.claim.clone(),
            sides: headline.sides.clone(),
            rests: bottom_line::rests(words, &headline.lines, LINES),
        })
        .collect();
    let mut blocks = vec![
        Block::section(
            "bottom-line",
            "Bottom line",
            vec![
                Block::Judgments(judgments),
                Block::Note(Prose::from("No likelihood is claimed: none was computed.")),
            ],
        ),
        parties::section(words),
    ];
    let map = readings.first().and_then(|brief| scatter::figure(words, brief, DEALS));
    blocks.push(deal_table::section(words, readings, DEALS, map.into_iter().collect()));
    blocks.extend(bargain_page::in_brief(words, readings));
    if let Some(figure) = readings.first().and_then(|brief| graph::figure(words, brief)) {
        let mut parts = vec![figure];
        if readings.several() {
            parts.push(Block::Note(
                Prose::from("Drawn for stated positions read as ")
                    .text(reading_of(document))
                    .text("."),
            ));
        }
        blocks.push(Block::section("moves", "The moves that matter", parts));
    }
    blocks.push(veto::section(words, readings));
    blocks.extend(tip_page::in_brief(words, readings));
    blocks.push(no_deal::section(words, readings));
    let believed = readings.points(|brief| brief.views.as_ref().map(|found| views::points(words, found)).unwrap_or_default());
    blocks.extend(views::section(&believed));
    blocks.push(evidence::rests(words, &headlines));
    blocks.extend(reasons_page::in_brief(words, readings));
    blocks.push(limits::assumed(words, readings));
    let cuts = limits::all(readings.answers().flat_map(|brief| &brief.cuts));
    blocks.extend(limits::section(words, &cuts));
    blocks.push(method::section());
    blocks.push(parties::control(words));
    let lines: Vec<&LineInfo> = words.case.lines.iter().collect();
    blocks.push(evidence::lines(words, &lines, false));
    let sources: Vec<&SourceInfo> = words.case.sources.iter().collect();
    blocks.push(evidence::sources(words, &lines, &sources));
    page(document, "Brief", blocks)
}

/// Every listed deal, in full.
pub fn deals(document: &Document<Deals>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "Deals", deals_page::blocks(words, Readings(&document.readings)))
}

/// The listed deals as comma-separated values.
pub fn deals_csv(document: &Document<Deals>) -> String {
    deals_csv::table(document)
}

/// Efficient deals and classical solutions.
pub fn bargain(document: &Document<Bargaining>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "Bargaining", bargain_page::blocks(words, Readings(&document.readings)))
}

/// Every state, every party, every notion.
pub fn stability(document: &Document<Stability>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "Stability", stability_page::blocks(words, Readings(&document.readings)))
}

/// What judging every state would do.
pub fn plan(plan: &Plan) -> Page {
    plan_page::page(plan)
}

/// Why something can or cannot be signed, and holds or does not.
pub fn why(document: &Document<Why>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "Why", why_page::blocks(words, Readings(&document.readings)))
}

/// Who matters, formally.
pub fn power(document: &Document<Power>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "Power", power_page::blocks(words, Readings(&document.readings)))
}

/// How sure the findings are.
pub fn sure(document: &Document<Sure>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "How sure", sure_page::blocks(words, Readings(&document.readings)))
}

/// What stands otherwise if something is supposed.
pub fn what_if(document: &Document<WhatIf>) -> Page {
    with_annex(document, "What if", what_if_page::blocks(Readings(&document.readings)))
}

/// What would tip a deal.
pub fn tip(document: &Document<Tip>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "What would tip it", tip_page::blocks(words, Readings(&document.readings)))
}

/// The nearest deals that can be signed, and that hold.
pub fn nearest(document: &Document<Nearest>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "Nearest deals", near::blocks(words, Readings(&document.readings)))
}

/// How far preferences are from those under which a deal could be signed and would be stable.
pub fn inverse(document: &Document<Inverse>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "Inverse", inverse_page::blocks(words, Readings(&document.readings)))
}

/// The moment: what each side has room for, what stated positions put it to, and whether the time is ripe.
pub fn moment(document: &Document<Moment>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "The moment", moment_page::blocks(words, Readings(&document.readings)))
}

/// What can be signed where states are too many to be listed.
pub fn search(document: &Document<SearchAnswer>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "Search", search_page::blocks(words, Readings(&document.readings)))
}

/// What changed between two versions of a case.
pub fn diff(document: &Document<Diff>) -> Page {
    let words = Words { case: &document.case };
    with_annex(document, "What changed", diff_page::blocks(words, Readings(&document.readings)))
}

fn reading_of<A>(document: &Document<A>) -> &'static str {
    match document.readings.first().map(|reading| reading.positions) {
        Some(crate::case::Positions::Openings) => "openings",
        _ => "red lines",
    }
}

/// A page with the evidence for the lines that it names.
fn with_annex<A>(document: &Document<A>, kind: &str, blocks: Vec<Block>) -> Page {
    let mut page = page(document, kind, blocks);
    let references: Vec<String> = page.line_references().into_iter().map(str::to_string).collect();
    page.blocks.extend(evidence::annex(Words { case: &document.case }, &references));
    page
}

fn page<A>(document: &Document<A>, kind: &str, blocks: Vec<Block>) -> Page {
    let case = &document.case;
    let day = case.as_of.as_ref().map_or(String::new(), |day| format!(" as of {day}"));
    let listed = match (case.feasible, case.combinations) {
        (Some(feasible), Some(combinations)) => format!(" ({} of {} combinations feasible)", grouped(feasible), grouped(combinations)),
        _ => String::new(),
    };
    let mut about = vec![Prose::new().strong(format!("{kind}{day}.")).text(format!(
        " Computed by demarche {} from a written case of {}, {} and {}{listed}. It says what the case implies about who can sign what and \
         what holds; it predicts nothing.",
        document.version,
        words::counted(case.parties.len() as u64, "party", "parties"),
        words::counted(case.issues.len() as u64, "issue", "issues"),
        words::counted(case.lines.len() as u64, "line of evidence", "lines of evidence"),
    ))];
    if !case.summary.is_empty() {
        about.push(Prose::from(case.summary.clone()));
    }
    Page {
        title: case.title.clone(),
        about,
        blocks,
    }
}

/// Text without control characters, line breaks and marks that reorder what follows: what a case says cannot steer a terminal or a page.
fn clean(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter.is_whitespace() && letter != '\u{a0}' {
                ' '
            } else {
                letter
            }
        })
        .filter(|letter| {
            !letter.is_control()
                && !matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        })
        .collect()
}
