//! The page of `demarche inverse`: how far preferences are from those under which a deal would do.

use super::levers::expecting;
use super::page::{Block, Column, Row, Table};
use super::prose::Prose;
use super::readings::Readings;
use super::words::{Words, counted};
use crate::finding::*;
use crate::rational::Rational;

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
            ", which of the {} that meet the question {}",
            counted(inverse.states, "state", "states"),
            if inverse.by_swaps {
                "(deals, if some of them are) needs the fewest swaps of all parties together"
            } else {
                "has the fewest terms"
            }
        ));
    }
    let asked = asked.text(format!(
        ": what would have to be otherwise in the parties' preferences for nobody to be worse off with it than without a deal, and for it to be stable, {}?",
        expecting(inverse.notion)
    ));
    let mut blocks = vec![Block::section("answer", "Asked about", vec![Block::Paragraph(asked)])];
    blocks.push(Block::section("swaps", "The least change of a ranking", changes(words, inverse)));
    let values = values(words, inverse);
    if !values.is_empty() {
        blocks.push(Block::section("values", "The least change of values", values));
    }
    blocks.push(Block::section("rankings", "How many rankings would do", counts(words, inverse)));
    blocks
}

fn changes<'a>(words: Words<'a>, inverse: &'a Inverse) -> Vec<Block> {
    let column = |head: &str| Column {
        group: None,
        head: head.to_string(),
        marks: false,
    };
    let rows = inverse.parties.iter().map(|party| Row {
        head: Prose::from(words.party(&party.party)).text(if party.signs { "" } else { " (no seat)" }),
        cells: vec![ranking(words, &party.to_sign), ranking(words, &party.to_hold)],
    });
    let table = Table {
        caption: "Adjacent swaps in each party's ranking, the others staying as they are".to_string(),
        corner: "Party".to_string(),
        columns: vec![column("to be no worse than no deal"), column("to stay")],
        rows: rows.collect(),
    };
    let mut blocks = vec![Block::Table(table)];
    if let Some(together) = &inverse.together {
        blocks.extend(joint(words, together));
    }
    blocks.push(Block::Note(Prose::from(
        "A swap exchanges the state with its next better neighbor in the ranking; states that tie stand at one place. Fewer never do, and the larger number of a party's two does both. All moves count, also those that leave the deal's terms alone. Red lines, ratification and rules of agreement are left aside: a signature may need more, or less.",
    )));
    let rests = inverse.parties.iter().filter(|party| !party.rests_on.is_empty());
    let rests: Vec<Prose> = rests
        .map(|party| Prose::from(words.party(&party.party)).then(words.bracketed(&party.rests_on)))
        .collect();
    if !rests.is_empty() {
        blocks.push(Block::Note(
            Prose::from("What they prefer now: ")
                .then(Prose::joined(rests, "; ", "; "))
                .text("."),
        ));
    }
    blocks
}

fn ranking(words: Words, change: &RankingChange) -> Prose {
    match change {
        RankingChange::Known { past: Some(past), swaps } => Prose::from(counted(u64::from(*swaps), "swap", "swaps"))
            .text(", past ")
            .state(&past.label),
        RankingChange::Known { .. } => Prose::from("nothing"),
        RankingChange::Unranked => Prose::from("its ranking is not known"),
        RankingChange::Depends { on } => Prose::from(format!("depends on the ranking of {}, which is not known", words.party(on))),
        RankingChange::Reserved => Prose::from("no deal is worth a number to it, and no ranking of states says so"),
        RankingChange::Simultaneous => Prose::from("not answered for simultaneous reprisals"),
    }
}

fn joint(words: Words, together: &JointChange) -> Vec<Block> {
    let swaps = |number: u32| counted(u64::from(number), "swap", "swaps");
    let undone = "All of these changes made together undo each other: a party that has changed no longer makes a reprisal that another's staying rests on. ";
    let mut said = String::new();
    if !together.own_changes_do {
        said.push_str(undone);
    }
    match (together.at_least, together.at_most) {
        (0, _) => said = "It is stable for everybody as it is.".to_string(),
        (least, Some(most)) if least == most && together.swaps.is_empty() => {
            said.push_str(&format!("All changes to stay made together, {}, make it stable for everybody, and fewer never do.", swaps(least)));
        }
        (least, Some(most)) if least == most => {
            said.push_str(&format!("With {} in all it is stable for everybody, and fewer never do. One way:", swaps(least)));
        }
        (least, Some(most)) => said.push_str(&format!(
            "All changes to stay made together, {}, make it stable for everybody; fewer do not, as far as looked at: below {} in all ({} combinations of rankings, a fixed limit).",
            swaps(most),
            swaps(least),
            together.limit
        )),
        (least, None) => said.push_str(&format!(
            "It takes at least {} in all to make it stable for everybody; more than {} combinations of rankings (a fixed limit) were not looked at.",
            swaps(least),
            together.limit
        )),
    }
    let mut blocks = vec![Block::Paragraph(Prose::from(said))];
    if !together.swaps.is_empty() {
        let list = together.swaps.iter().map(|swap| {
            Prose::from(format!("{}: ", words.party(&swap.party)))
                .state(&swap.above.label)
                .text(" rather than ")
                .state(&swap.below.label)
                .text(".")
        });
        blocks.push(Block::List(list.collect()));
    }
    blocks
}

/// What values would have to be; nothing where no party has exact ones.
fn values(words: Words, inverse: &Inverse) -> Vec<Block> {
    let rows: Vec<Prose> = inverse
        .parties
        .iter()
        .flat_map(|party| {
            let asked = [
                (&party.values_to_sign, "to be no worse than no deal"),
                (&party.values_to_hold, "to stay"),
            ];
            asked.into_iter().filter_map(move |(change, aim)| {
                let said = Prose::from(format!("{}, {aim}: ", words.party(&party.party)));
                Some(match change.as_ref()? {
                    ValueChange::Known { least, .. } if *least == Rational::zero() => said.text("nothing."),
                    ValueChange::Known { least, terms } => terms
                        .iter()
                        .enumerate()
                        .fold(said.text(format!("{least}, such as ")), |said, (place, term)| {
                            let said = if place > 0 { said.text(", ") } else { said };
                            said.code(&term.term).text(format!(" worth {} instead of {}", term.to, term.from))
                        })
                        .text("."),
                    ValueChange::Unsolved { limit } => said.text(format!("not found with {limit} linear programs (a fixed limit).")),
                })
            })
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let note = "The least sum of what the values have to change by, each on the party's own scale, the others staying as they are; as good as is enough. Other terms may share the change.";
    vec![Block::List(rows), Block::Note(Prose::from(note))]
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
