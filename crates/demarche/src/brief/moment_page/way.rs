//! Whether the way to a deal holds, and what it makes parties able and willing to do.

use crate::brief::bottom_line::rests;
use crate::brief::levers::range;
use crate::brief::page::Block;
use crate::brief::prose::{Mark, Prose};
use crate::brief::readings::Readings;
use crate::brief::words::{Words, counted, number};
use crate::finding::*;

/// The section; nothing where there is no deal to look at.
pub(super) fn section<'a>(words: Words<'a>, readings: Readings<'a, Moment>) -> Option<Block> {
    let ways = &readings.first()?.ways;
    if ways.is_empty() {
        return None;
    }
    let mut blocks = Vec::new();
    for way in ways {
        blocks.push(Block::Paragraph(heading(way)));
        blocks.push(Block::List(points(words, way)));
    }
    blocks.push(Block::Note(Prose::from(
        "Each step is taken by those who can take it, if the whole deal is at least as good for them as what is done so far; nobody takes a step back on the way. A step that tempts its receiver to stop can be handed over in parts that cannot be got back: \
         at least as many as what stopping is worth divided by what breaking off costs each time, rounded up, and what it gives for them must come in parts as well; a lever of kind sequence says what breaking off costs.",
    )));
    blocks.push(Block::Note(Prose::from(
        "A gain by leaving is what must be offset if nobody answers and there is no later round (two periods; Fearon 1995, Powell 2006): breaking the deal must cost that much, or keeping it be paid with that. Whether answers deter it is another question: see what holds.",
    )));
    Some(Block::section("ways", "The way to a deal, and what it leads to", blocks))
}

fn heading(way: &DealWay) -> Prose {
    let said = Prose::new().state(&way.deal.label);
    said.text(match way.signable {
        Verdict::Yes => ", which the table can sign:",
        Verdict::Open => ", of which it is open whether the table can sign it:",
        Verdict::No => ", which the table cannot sign:",
    })
}

fn points<'a>(words: Words<'a>, way: &'a DealWay) -> Vec<Prose> {
    let mut points = Vec::new();
    match &way.path {
        None => points.push(Prose::from("The order of its terms was not looked at: there are too many.")),
        Some(path) => {
            points.push(verdict(path));
            points.extend(
                path.stops
                    .iter()
                    .filter(|_| path.verdict != Verdict::Yes)
                    .map(|stop| stopped(words, stop)),
            );
            let left = path.stops_in_all.saturating_sub(path.stops.len() as u64);
            if left > 0 && path.verdict != Verdict::Yes {
                points.push(Prose::from(format!("{} more.", counted(left, "such place", "such places"))));
            }
        }
    }
    if !way.for_good.is_empty() {
        points.push(Prose::from(format!("Nobody can take back: {}.", way.for_good.join(", "))));
    }
    points.extend(way.opens.iter().map(|turn| opened(words, turn)));
    points.extend(way.closes.iter().map(|turn| {
        let who = words.party(&turn.party);
        Prose::from(format!("It closes to {who}: {}.", turn.change))
    }));
    points.extend(
        way.temptations
            .iter()
            .filter(|found| found.tempted != Verdict::No)
            .map(|found| tempted(words, found)),
    );
    if way.temptations.iter().all(|found| found.tempted == Verdict::No) {
        points.push(Prose::from(
            "Once there, nobody gains by a move of its own against its terms or what they open.",
        ));
    }
    let lines: Vec<&LineName> = way.rests_on.iter().collect();
    points.push(rests(words, &lines, 12));
    points
}

fn verdict(path: &PathFinding) -> Prose {
    let lead = Prose::new().mark(Mark::Verdict(path.verdict)).text(" ");
    let orders = counted(path.possible, "order", "orders");
    if path.possible == 0 {
        return lead.text("Its steps cannot be taken one by one: on the way there is something that cannot be.");
    }
    if path.terms == 1 {
        return lead.text(match path.verdict {
            Verdict::Yes => "Its one step is taken: it is no worse for those who take it.",
            Verdict::Open => "Open whether its one step is taken.",
            Verdict::No => "Its one step is not taken.",
        });
    }
    match path.verdict {
        Verdict::Yes => lead.text(format!(
            "The way holds in {} of {orders} of its steps, such as: {}.",
            path.holding,
            path.order.join(", then ")
        )),
        Verdict::Open => lead.text(format!(
            "Open whether the way holds; it may in {} of {orders} of its steps, such as: {}.",
            number(path.perhaps),
            path.order.join(", then ")
        )),
        Verdict::No => lead.text(format!("The way holds in none of {orders} of its steps.")),
    }
}

fn stopped<'a>(words: Words<'a>, stop: &'a PathStop) -> Prose {
    let who: Vec<PartyName> = stop.who.iter().map(|stopper| stopper.party.clone()).collect();
    let mut said = Prose::from("At ").state(&stop.at.label);
    let who = words.table(&who);
    said = said.text(match (stop.taken, stop.indispensable) {
        (Verdict::Open, true) => format!(" it is open whether {who} would take the next step, "),
        (Verdict::Open, false) => format!(" it is open whether enough parties, such as {who}, would take the next step, "),
        (_, true) => format!(" {who} would rather stop than take the next step, "),
        (_, false) => format!(" too many, such as {who}, would rather stop than take the next step, "),
    });
    said = said.text(stop.next.clone()).text(".");
    for stopper in &stop.who {
        let name = words.party(&stopper.party);
        said = match &stopper.gain {
            Some(gain) => said.text(format!(" Stopping is worth {} more to {name} than the deal.", range(gain))),
            None => said,
        };
        for parts in &stopper.tranches {
            let number = match (&parts.possible, &parts.necessary) {
                (Some(least), Some(most)) if least == most => format!("at least {least} parts"),
                (Some(least), Some(most)) => format!("at least {least} parts, and under some of the values {most}"),
                (Some(least), None) => format!("at least {least} parts, and under some of the values no number is enough"),
                _ => "no number of parts is enough".to_string(),
            };
            said = said
                .text(format!(
                    " If {} is handed over in parts, and breaking off costs {name} {} each time, it takes {number}",
                    parts.step,
                    range(&parts.cost)
                ))
                .then(words.bracketed(std::slice::from_ref(&parts.line)))
                .text(".");
        }
    }
    said
}

fn opened(words: Words, turn: &TurnFinding) -> Prose {
    let who = words.party(&turn.party);
    Prose::from(format!("It opens to {who}: {}, ", turn.change)).text(match turn.liked {
        Verdict::Yes => "which is better for it than the deal left alone.",
        Verdict::No => "which is no better for it than the deal left alone.",
        Verdict::Open => "of which it is open whether that is better for it than the deal left alone.",
    })
}

fn tempted(words: Words, found: &TemptationFinding) -> Prose {
    let who = words.party(&found.party);
    let lead = Prose::from(match found.tempted {
        Verdict::Yes => format!("Once there, {who} can gain by "),
        _ => format!("Once there, it is open whether {who} can gain by "),
    });
    let said = match &found.step {
        Some(step) => lead.then(words.changes(step)),
        None => lead.text("one of its many moves"),
    };
    match &found.gain {
        Some(gain) if found.tempted == Verdict::Yes => said.text(format!(
            ": {} on its own scale, so that breaking the deal must cost it that much, or keeping it be paid with that.",
            range(gain)
        )),
        Some(gain) => said.text(format!(": {} on its own scale.", range(gain))),
        None => said.text("; how much, no value says."),
    }
}
