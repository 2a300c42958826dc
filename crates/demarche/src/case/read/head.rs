//! The head of a case: title, day, unit, how positions are read.

use crate::case::read::Reader;
use crate::case::read::evidence::date;
use crate::case::read::faults::Expected;
use crate::case::{Case, Positions, Start};
use crate::index::Table;
use crate::span::{FileId, Span};
use crate::text::tree::Fields;

/// A case with its head and nothing else.
pub(crate) fn read(reader: &mut Reader<'_>, root: &Fields) -> Case {
    let faults = &mut reader.faults;
    let title = faults.text(root, "title", Expected("a title", "title = \"Land for peace\""));
    if root.get("title").is_none() {
        faults.missing(Span::new(FileId(0), 0..0), "this case", "title", "title = \"...\"");
    }
    let positions = [
        ("red-lines", Positions::RedLines),
        ("openings", Positions::Openings),
        ("both", Positions::Both),
    ];
    Case {
        title: title.map(|text| text.value.clone()).unwrap_or_default(),
        summary: faults.prose(root, "summary", Expected("text", "summary = \"A sentence or two.\"")),
        as_of: date(root, "as-of", faults),
        positions: faults.choice(root, "positions", &positions).unwrap_or(Positions::Both),
        start: faults
            .choice(root, "start", &[("today", Start::Today), ("nothing", Start::Nothing)])
            .unwrap_or(Start::Today),
        money: faults
            .text(root, "money", Expected("a unit", "money = \"million\""))
            .map(|text| text.value.clone()),
        parties: Table::new(),
        issues: Table::new(),
        never: Vec::new(),
        no_deal: Vec::new(),
        agreement: None,
        comparable: None,
        coalitions: Vec::new(),
        views: Vec::new(),
        goals: Vec::new(),
        payables: Vec::new(),
        levers: Vec::new(),
        sources: Table::new(),
        statements: Table::new(),
    }
}
