//! The state graph, unfolded: from the status quo to each main deal, and on along the moves that matter.
//!
//! Each deal has a lane of its own, so that no arcs cross and no labels meet: the signature, the move that breaks or tempts, the reprisal that
//! follows. A state that was drawn before is drawn again with a broken outline rather than joined by a line across the page.

mod drawing;

use super::bottom_line::{at_table, declared, focus};
use super::breaks::{self, Deterrent, KeyMove};
use super::page::{Block, Figure};
use super::prose::Prose;
use super::words::Words;
use crate::finding::*;

/// How many deals are drawn.
const DEALS: usize = 5;
/// How many states a lane shows after the status quo.
const STEPS: usize = 3;

/// One lane: what happens after the status quo, step by step.
struct Lane {
    steps: Vec<Step>,
    rest: String,
}

struct Step {
    who: String,
    what: String,
    state: String,
    note: String,
    kind: Kind,
    words: Prose,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sign,
    SignOpen,
    Unsigned,
    Break,
    Open,
    Reprisal,
    Damaging,
    Drift,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Sign => "sign",
            Kind::SignOpen => "sign perhaps",
            Kind::Unsigned => "unsigned",
            Kind::Break => "break",
            Kind::Open => "maybe",
            Kind::Reprisal => "reprisal",
            Kind::Damaging => "damaging",
            Kind::Drift => "drift",
        }
    }
}

/// The drawing; nothing if there is nothing to draw.
pub(super) fn figure<'a>(words: Words<'a>, brief: &'a Brief) -> Option<Block> {
    let mut deals = focus(brief);
    // Then a deal for each goal, which stands on the list even where nobody can sign it; then whatever else may be signed.
    let declared = declared(&brief.tables).map_or(&[][..], |table| &table.signatories);
    let refused = |deal: &&Deal| deal.tables.iter().all(|table| table.verdict == Verdict::No);
    let asked = brief
        .deals
        .iter()
        .filter(|deal| refused(deal) && at_table(deal, declared).is_none())
        .take(1);
    let rest = brief.deals.iter().filter(|deal| !refused(deal));
    for deal in asked.chain(rest) {
        if !deals.iter().any(|other| other.state.number == deal.state.number) {
            deals.push(deal);
        }
    }
    let mut lanes: Vec<Lane> = deals.into_iter().take(DEALS).map(|deal| deal_lane(words, deal)).collect();
    if let Some(evolution) = &brief.evolution {
        lanes.extend(
            evolution
                .reached
                .iter()
                .filter(|reached| !reached.path.is_empty())
                .take(2)
                .map(|reached| drift_lane(words, reached)),
        );
    }
    if lanes.is_empty() {
        return None;
    }
    let told: Vec<Prose> = lanes.iter().map(tell).collect();
    let quo = &words.case.status_quo.as_ref()?.label;
    let title = "The moves that matter, from today's state";
    let description = format!(
        "{} lanes start from {quo}. The list below the drawing says the same in words.",
        lanes.len()
    );
    Some(Block::Figure(Figure {
        id: "graph".to_string(),
        caption: Prose::from(
            "The moves that matter, from today's state. Thick line: can be signed; thick broken line: open; thin gray line: can be made, not signed. Solid line: a gain for the mover. Dashed line: open. \
             Double line: a reprisal in the reprisers' own interest. Double broken line: a reprisal that may damage the repriser. Dotted line: drift without any deal. Broken box: a state that is drawn already.",
        ),
        svg: drawing::draw(quo, &lanes, title, &description),
        words: told,
    }))
}

fn deal_lane(words: Words, deal: &Deal) -> Lane {
    let signers = deal.tables.iter().min_by_key(|table| (table.verdict, table.signatories.len()));
    let who = signers.map_or_else(|| "no listed table".to_string(), |table| words.tight(&table.signatories));
    let (what, told, kind) = match signers.map(|table| table.verdict) {
        Some(Verdict::Yes) => ("can sign", "can be signed", Kind::Sign),
        Some(Verdict::Open) => ("open if signed", "open whether signed", Kind::SignOpen),
        _ => ("cannot sign", "cannot be signed", Kind::Unsigned),
    };
    let mut steps = vec![Step {
        words: Prose::from(format!("{who}, {told}: ")).state(&deal.state.label),
        who,
        what: what.to_string(),
        state: deal.state.label.clone(),
        note: String::new(),
        kind,
    }];
    let rest = match (
        breaks::verdict(&deal.holds, Notion::Nash),
        breaks::verdict(&deal.holds, Notion::Seq),
    ) {
        (None, _) => "not computed",
        (Some(Verdict::Yes), _) => "holds: nobody gains by moving",
        (_, Some(Verdict::Yes)) => "holds: deterred",
        (_, Some(Verdict::No)) if breaks::verdict(&deal.holds, Notion::Gmr) == Some(Verdict::Yes) => "holds only if any reprisal is feared",
        (_, Some(Verdict::No)) => "breaks: undeterred",
        _ => "open whether it holds",
    };
    if let Some(key) = breaks::key_move(&deal.holds) {
        steps.push(tempted(words, &key));
        if let Some((answer, deterrent)) = key.answer {
            steps.extend(answered(words, key.party, answer, deterrent));
        }
    }
    Lane {
        steps,
        rest: rest.to_string(),
    }
}

fn tempted(words: Words, key: &KeyMove) -> Step {
    let step = &key.temptation.step;
    let open = key.verdict == Verdict::Open && key.temptation.gain.change != Change::Better;
    let mover = words.short(key.party);
    Step {
        who: words.group(&step.by),
        what: step.changes.join(", "),
        state: step.to.label.clone(),
        note: format!("{} for {mover}", if open { "open" } else { "better" }),
        kind: if open { Kind::Open } else { Kind::Break },
        words: words
            .step(step)
            .text(if open { " (open whether a gain) → " } else { " (a gain) → " })
            .state(&step.to.label),
    }
}

fn answered(words: Words, mover: &str, answer: &Temptation, deterrent: Deterrent) -> Option<Step> {
    let last = answer.reprisal.last()?;
    let movers: Vec<String> = answer.reprisal.iter().map(|step| words.group(&step.by)).collect();
    let changes: Vec<&str> = answer
        .reprisal
        .iter()
        .flat_map(|step| step.changes.iter().map(String::as_str))
        .collect();
    let mover = words.short(mover);
    let note = match answer.after.as_ref().map(|after| after.change) {
        Some(Change::Worse) => format!("worse for {mover}"),
        Some(Change::Same | Change::AtMostAsGood) => format!("no better for {mover}"),
        _ => String::new(),
    };
    let (kind, how) = match deterrent {
        Deterrent::Credible => (Kind::Reprisal, "reprisal in the reprisers' own interest, "),
        Deterrent::Any => (Kind::Damaging, "reprisal that may damage the repriser, "),
    };
    Some(Step {
        who: movers.join(", then "),
        what: changes.join(", "),
        state: last.to.label.clone(),
        note,
        kind,
        words: Prose::from(how)
            .then(words.steps(&answer.reprisal))
            .text(" → ")
            .state(&last.to.label),
    })
}

fn drift_lane(words: Words, reached: &Reached) -> Lane {
    let steps = reached
        .path
        .iter()
        .take(STEPS)
        .map(|step| Step {
            who: words.group(&step.by),
            what: step.changes.join(", "),
            state: step.to.label.clone(),
            note: String::new(),
            kind: Kind::Drift,
            words: words.step(step).text(" → ").state(&step.to.label),
        })
        .collect();
    let more = reached.path.len().saturating_sub(STEPS);
    Lane {
        steps,
        rest: if more == 0 {
            "every party stays".to_string()
        } else {
            format!("{more} more moves")
        },
    }
}

fn tell(lane: &Lane) -> Prose {
    let steps = lane.steps.iter().map(|step| step.words.clone()).collect();
    Prose::joined(steps, "; ", "; ").text(format!(". {}.", super::words::capital(&lane.rest)))
}
