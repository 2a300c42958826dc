//! The page of `demarche inverse`: how far preferences are from those under which a deal would do.

use super::levers::expecting;
use super::page::{Block, Column, Row, Table};
use super::prose::Prose;
use super::readings::Readings;
use super::words::{Words, counted};
use crate::finding::*;

/// The body of the page. Positions bear on red lines only, which are left aside here, so that the first reading speaks for all.
pub(super) fn blocks<'a>(words: Words<'a>, readings: Readings<'a, Inverse>) -> Vec<Block> {
    let Some(inverse) = readings.first() else { return Vec::new() };
    let Some(state) = &inverse.state else {
        let said = Prose::from("No feasible state meets ").code(&inverse.formula).text(".");
        return vec![Block::section("answer", "Asked about", vec![Block::Paragraph(said)])];
    };
    let mut asked = Prose::from("Asked about ").state(&state.label);
    if inverse.states > 1 {
        asked = asked.text(format!(
            ", which of the {} that meet the question has the fewest terms",
            counted(inverse.states, "state", "states")
        ));
    }
    let asked = asked.text(format!(
        ": what would have to be otherwise in the parties' preferences for it to be signed, and to be stable, {}?",
        expecting(inverse.notion)
    ));
    let mut blocks = vec![Block::section("answer", "Asked about", vec![Block::Paragraph(asked)])];
    blocks.push(Block::section("swaps", "The least change of a ranking", changes(words, inverse)));
    blocks.push(Block::section("rankings", "How many rankings would do", counts(words, inverse)));
    blocks
}

fn changes(words: Words, inverse: &Inverse) -> Vec<Block> {
    let column = |head: &str| Column {
        group: None,
        head: head.to_string(),
        marks: false,
    };
    let rows = inverse.parties.iter().map(|party| Row {
        head: Prose::from(words.party(&party.party)).text(if party.signs { "" } else { " (no seat)" }),
        cells: vec![swapped(party.to_sign.as_ref()), swapped(party.to_hold.as_ref())],
    });
    let table = Table {
        caption: "Adjacent swaps in each party's ranking, the others staying as they are".to_string(),
        corner: "Party".to_string(),
        columns: vec![column("to be no worse than no deal"), column("to stay")],
        rows: rows.collect(),
    };
    let mut blocks = vec![Block::Table(table)];
    if let (Some(swaps), Some(together)) = (inverse.swaps_together, inverse.together) {
        let said = match (swaps, together) {
            (0, _) => "It is stable for everybody as it is.".to_string(),
            (_, true) => format!("All changes to stay made together: {}, and it is stable for everybody.", counted(u64::from(swaps), "swap", "swaps")),
            (_, false) => "All of these changes made together undo each other: a party that has changed no longer makes a reprisal that another's staying rests on.".to_string(),
        };
        blocks.push(Block::Paragraph(Prose::from(said)));
    }
    blocks.push(Block::Note(Prose::from(
        "A swap exchanges the state with its next better neighbor in the ranking; states that tie stand at one place. Fewer never do. All moves count, also those that leave the deal's terms alone; red lines are left aside.",
    )));
    blocks
}

fn swapped(swapped: Option<&Swapped>) -> Prose {
    match swapped {
        None => Prose::from("not known"),
        Some(Swapped { past: Some(past), swaps }) => Prose::from(counted(u64::from(*swaps), "swap", "swaps"))
            .text(", past ")
            .state(&past.label),
        Some(_) => Prose::from("nothing"),
    }
}

fn counts(words: Words, inverse: &Inverse) -> Vec<Block> {
    let rows = inverse.counts.iter().map(|count| {
        let who = Prose::from(words.table(&count.free)).text(": ");
        let of = if count.free.len() > 1 {
            "combinations of rankings"
        } else {
            "rankings"
        };
        match (&count.share, &count.rankings, &count.of, &count.uncounted) {
            (Some(_), Some(rankings), Some(all), _) => who.text(format!("{rankings} of {all} {of}.")),
            (Some(share), ..) => who.text(format!("the share {share} of all {of}.")),
            (None, _, _, Some(why)) => who.text(match why {
                UncountedReason::Unordered { party } => format!("not counted: the ranking of {} is not known.", words.party(party)),
                UncountedReason::Sets { limit } => format!("not counted: more than {limit} sets of better states (a fixed limit)."),
                UncountedReason::Orders { limit } => format!("not counted: more than {limit} orders of its moves (a fixed limit)."),
                UncountedReason::Simultaneous => "not counted for simultaneous reprisals.".to_string(),
            }),
            _ => who.text("not counted."),
        }
    });
    let note = "Strict rankings of all feasible states under which the state is stable for everybody, the other parties' rankings being what they are. A number of rankings is no likelihood.";
    vec![Block::List(rows.collect()), Block::Note(Prose::from(note))]
}
