//! What each side has room for, with and without those who ratify.

use crate::brief::page::{Block, Column, Row, Table};
use crate::brief::prose::Prose;
use crate::brief::readings::Readings;
use crate::brief::words::{Words, capital, counted, grouped, number};
use crate::finding::*;

/// States named in a cell.
const NAMED: usize = 4;

/// The section.
pub(super) fn section<'a>(words: Words<'a>, readings: Readings<'a, Moment>) -> Block {
    let mut blocks = Vec::new();
    if let Some(first) = readings.first().map(|moment| &moment.room) {
        blocks.push(Block::Paragraph(opening(words, first)));
        blocks.push(Block::Table(parties(words, readings, first)));
        blocks.push(Block::Table(zones(words, readings, first)));
        blocks.extend(
            readings
                .points(|moment| narrowed(words, &moment.room))
                .into_iter()
                .map(Block::Paragraph),
        );
        if readings.answers().any(|moment| moment.room != *first) {
            blocks.push(Block::Note(Prose::from(
                "Two answers in a cell: stated positions read as red lines | as openings.",
            )));
        }
        blocks.push(Block::Note(Prose::from(note(first))));
    }
    Block::section("room", "What each side has room for", blocks)
}

fn opening(words: Words, room: &Room) -> Prose {
    let feasible = counted(room.deals, "deal is", "deals are");
    let told = format!(
        "At the table: {}. {} feasible; {}.",
        words.table(&room.table),
        capital(&feasible),
        match room.makeable {
            0 => "the table can make none".to_string(),
            all if all == room.deals => "the table can make any of them".to_string(),
            some => format!("the table can make {} of them", number(some)),
        }
    );
    let told = Prose::from(told);
    if room.parties.iter().any(|party| party.ratified.is_some()) {
        return told;
    }
    told.sentence(Prose::from("Nobody at it needs a vote of others."))
}

fn parties<'a>(words: Words<'a>, readings: Readings<'a, Moment>, first: &'a Room) -> Table {
    let mut rows = Vec::new();
    for (place, party) in first.parties.iter().enumerate() {
        let name = words.party(&party.party);
        let of = move |moment: &'a Moment| moment.room.parties.get(place);
        let cell = |head: String, lines: &'a [LineName], set: &dyn Fn(&'a PartyRoom) -> Option<&'a WinSet>| Row {
            head: Prose::from(head),
            cells: vec![
                readings.cell(|moment| of(moment).and_then(set).map_or_else(Prose::new, |set| told(words, set))),
                words.lines(lines),
            ],
        };
        rows.push(cell(name.to_string(), &party.rests_on, &|party| Some(&party.alone)));
        for (vote, with) in party.with.iter().enumerate() {
            let head = format!("{name} with {}", with.ratifier);
            rows.push(cell(head, &with.rests_on, &|party| party.with.get(vote).map(|with| &with.both)));
        }
        if party.with.len() != 1 && party.ratified.is_some() {
            let rule = words
                .info(&party.party)
                .and_then(|info| info.ratification.as_deref())
                .unwrap_or("its rule");
            rows.push(cell(format!("{name} ratified ({rule})"), &[], &|party| party.ratified.as_ref()));
        }
    }
    Table {
        caption: "Deals that each party at the table accepts (its win-set)".to_string(),
        corner: "Party".to_string(),
        columns: vec![column("accepted"), column("by these lines")],
        rows,
    }
}

fn zones<'a>(words: Words<'a>, readings: Readings<'a, Moment>, first: &'a Room) -> Table {
    let one = first
        .zones
        .iter()
        .filter(|zone| matches!(zone.stage, ZoneStage::One { .. }))
        .count()
        == 1;
    let all_makeable = first.makeable == first.deals;
    let columns = if all_makeable {
        vec![column("accepted")]
    } else {
        vec![column("accepted"), column("and the table can make it")]
    };
    let rows = first.zones.iter().enumerate().filter_map(|(place, zone)| {
        let head = match &zone.stage {
            ZoneStage::Nobody => "the negotiators alone".to_string(),
            ZoneStage::One { party, ratifier } => format!("with {ratifier} (for {})", words.party(party)),
            ZoneStage::All if one => return None,
            ZoneStage::All => "with all who ratify, by their rules".to_string(),
        };
        let of = move |moment: &'a Moment| moment.room.zones.get(place);
        let cell = |set: &dyn Fn(&'a Zone) -> &'a WinSet| {
            readings.cell(|moment| of(moment).map_or_else(Prose::new, |zone| told(words, set(zone))))
        };
        Some(Row {
            head: Prose::from(head),
            cells: if all_makeable {
                vec![cell(&|zone| &zone.accepted)]
            } else {
                vec![cell(&|zone| &zone.accepted), cell(&|zone| &zone.makeable)]
            },
        })
    });
    Table {
        caption: "The zone of agreement: deals that all who must sign accept".to_string(),
        corner: "Whose say".to_string(),
        columns,
        rows: rows.collect(),
    }
}

fn column(head: &str) -> Column {
    Column {
        group: None,
        head: head.to_string(),
        marks: false,
    }
}

/// `four: 4 to 7; three open`.
fn told(words: Words, set: &WinSet) -> Prose {
    let mut parts = Vec::new();
    if set.count.yes > 0 || set.count.open == 0 {
        parts.push(some(words, set.count.yes, "", &set.surely));
    }
    if set.count.open > 0 {
        parts.push(some(words, set.count.open, " open", &set.open));
    }
    Prose::joined(parts, "; ", "; ")
}

fn some(words: Words, count: u64, which: &str, some: &SomeStates) -> Prose {
    let said = Prose::from(format!("{}{which}", if count == 0 { "none".to_string() } else { grouped(count) }));
    match &some.range {
        Some(range) if range.from == range.to => said.text(": ").state(&range.from),
        Some(range) => said.text(": ").state(&range.from).text(" to ").state(&range.to),
        None if !some.states.is_empty() && some.states.len() <= NAMED => said.text(": ").then(words.states(&some.states, NAMED)),
        None => said,
    }
}

/// What those who ratify take from the zone, where they take something.
fn narrowed(words: Words, room: &Room) -> Vec<Prose> {
    let mut zones = room.zones.iter();
    let Some(alone) = zones.next() else { return Vec::new() };
    let possible = |zone: &Zone| zone.accepted.count.yes + zone.accepted.count.open;
    let sentences = zones.filter_map(|zone| {
        let ZoneStage::One { party, ratifier } = &zone.stage else {
            return None;
        };
        let (before, after) = (possible(alone), possible(zone));
        let surely = zone.accepted.count.open == 0;
        let accepts = format!(
            "{ratifier} (for {}) {}",
            words.party(party),
            if surely { "accepts" } else { "accepts, or may accept," }
        );
        let all = counted(before, "deal", "deals");
        Some(Prose::from(match after {
            _ if before == 0 => return None,
            0 => format!("{accepts} nothing in the zone of the negotiators."),
            _ if before == after => format!("{accepts} all of the zone of the negotiators."),
            _ => format!("{accepts} {} of {all} in the zone of the negotiators.", number(after)),
        }))
    });
    sentences.collect()
}

fn note(room: &Room) -> &'static str {
    if room.by_rule {
        "Accepted: no red line crossed, and no worse than no deal. Enough of the table must accept, by its rule of agreement. A narrow mandate moves a deal its owner's way only while it leaves any."
    } else {
        "Accepted: no red line crossed, and no worse than no deal. A narrow mandate moves a deal its owner's way only while it leaves any."
    }
}
