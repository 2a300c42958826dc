//! The state graph, unfolded: from the status quo to each main deal, and on along the moves that matter.
//!
//! Each deal has a lane of its own, so that no arcs cross and no labels meet: the signature, the move that breaks or tempts, the reprisal that
//! follows. A state that was drawn before is drawn again with a broken outline rather than joined by a line across the page.

use super::bottom_line::focus;
use super::breaks;
use super::page::{Block, Figure};
use super::prose::Prose;
use super::svg;
use super::words::Words;
use crate::finding::*;

/// How many deals are drawn.
const DEALS: usize = 5;
/// How many states a lane shows after the status quo.
const STEPS: usize = 3;

const BOX: f64 = 132.0;
const GAP: f64 = 112.0;
const LEFT: f64 = 92.0;
const STEP: f64 = 13.0;

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
    Break,
    Open,
    Reprisal,
    Drift,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Sign => "sign",
            Kind::Break => "break",
            Kind::Open => "maybe",
            Kind::Reprisal => "reprisal",
            Kind::Drift => "drift",
        }
    }
}

/// The drawing; nothing if there is nothing to draw.
pub(super) fn figure<'a>(words: Words<'a>, brief: &'a Brief) -> Option<Block> {
    let mut deals = focus(brief);
    for deal in &brief.deals {
        if deals.len() < DEALS && !deals.iter().any(|other| other.state.number == deal.state.number) {
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
    let quo = &words.case.status_quo.label;
    let title = "The moves that matter, from today's state";
    let description = format!(
        "{} lanes start from {quo}. The list below the drawing says the same in words.",
        lanes.len()
    );
    Some(Block::Figure(Figure {
        id: "graph".to_string(),
        caption: Prose::from(
            "The moves that matter, from today's state. Thick line: signed together. Solid line: a gain for the mover. Dashed line: open. \
             Double line: a reprisal. Dotted line: drift without any deal.",
        ),
        svg: draw(quo, &lanes, title, &description),
        words: told,
    }))
}

fn deal_lane<'a>(words: Words<'a>, deal: &'a Deal) -> Lane {
    let signers = deal
        .tables
        .iter()
        .filter(|table| table.verdict != Verdict::No)
        .min_by_key(|table| (table.verdict, table.signatories.len()))
        .or(deal.tables.first());
    let who = signers.map_or_else(|| "nobody listed".to_string(), |table| words.group(&table.signatories));
    let open = signers.is_some_and(|table| table.verdict == Verdict::Open);
    let mut steps = vec![Step {
        words: Prose::from(format!("{who}, {}: ", if open { "open whether signed" } else { "signed" })).state(&deal.state.label),
        who,
        what: if open { "may sign".to_string() } else { "can sign".to_string() },
        state: deal.state.label.clone(),
        note: String::new(),
        kind: Kind::Sign,
    }];
    let nash = breaks::verdict(&deal.holds, Notion::Nash);
    let credible = breaks::verdict(&deal.holds, Notion::Seq);
    let source = match (nash, credible) {
        (Some(Verdict::Yes), _) | (None, _) => None,
        (_, Some(Verdict::Yes)) => breaks::rung(&deal.holds, Notion::Nash),
        _ => breaks::rung(&deal.holds, Notion::Seq),
    };
    let rest = match (nash, credible) {
        (None, _) => "not computed",
        (Some(Verdict::Yes), _) => "nobody gains by moving",
        (_, Some(Verdict::Yes)) => "deterred by reprisal",
        (_, Some(Verdict::No)) => "undeterred",
        _ => "open",
    };
    let found = source.and_then(|holding| {
        [Verdict::No, Verdict::Open].into_iter().find_map(|wanted| {
            holding
                .parties
                .iter()
                .filter(|party| party.verdict == wanted)
                .find_map(|party| party.temptation.as_ref().map(|move_| (wanted, move_)))
        })
    });
    if let Some((wanted, temptation)) = found {
        steps.extend(tempted(words, wanted, temptation));
    }
    Lane {
        steps,
        rest: rest.to_string(),
    }
}

fn tempted<'a>(words: Words<'a>, wanted: Verdict, temptation: &'a Temptation) -> Vec<Step> {
    let open = wanted == Verdict::Open && temptation.gain.change != Change::Better;
    let mover = words.group(&temptation.step.by);
    let mut steps = vec![Step {
        who: mover.clone(),
        what: temptation.step.changes.join(", "),
        state: temptation.step.to.label.clone(),
        note: format!("{} for {mover}", if open { "open whether better" } else { "better" }),
        kind: if open { Kind::Open } else { Kind::Break },
        words: words
            .step(&temptation.step)
            .text(format!(" ({}) ", if open { "open whether a gain" } else { "a gain" }))
            .text("→ ")
            .state(&temptation.step.to.label),
    }];
    if let Some(last) = temptation.reprisal.last() {
        let movers: Vec<String> = temptation.reprisal.iter().map(|step| words.group(&step.by)).collect();
        let after = temptation.after.as_ref().map(|after| after.change);
        steps.push(Step {
            who: movers.join(", then "),
            what: temptation
                .reprisal
                .iter()
                .flat_map(|step| step.changes.clone())
                .collect::<Vec<_>>()
                .join(", "),
            state: last.to.label.clone(),
            note: match after {
                Some(Change::Worse) => format!("worse for {mover}"),
                Some(Change::Same | Change::AtMostAsGood) => format!("no better for {mover}"),
                _ => String::new(),
            },
            kind: Kind::Reprisal,
            words: Prose::from("reprisal, ")
                .then(words.steps(&temptation.reprisal))
                .text(" → ")
                .state(&last.to.label),
        });
    }
    steps
}

fn drift_lane<'a>(words: Words<'a>, reached: &'a Reached) -> Lane {
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
            "at rest".to_string()
        } else {
            format!("{more} more moves")
        },
    }
}

fn tell(lane: &Lane) -> Prose {
    let steps = lane.steps.iter().map(|step| step.words.clone()).collect();
    Prose::joined(steps, "; ", "; ").text(format!(". {}.", super::words::capital(&lane.rest)))
}

/// Places of one lane: its rows are wrapped once, so that heights are known before anything is drawn.
struct Placed {
    top: f64,
    height: f64,
    boxes: Vec<(Vec<String>, Vec<String>, Vec<String>)>,
}

fn draw(quo: &str, lanes: &[Lane], title: &str, description: &str) -> String {
    let mut placed: Vec<Placed> = Vec::new();
    let mut top = 10.0;
    for lane in lanes {
        let boxes: Vec<_> = lane
            .steps
            .iter()
            .map(|step| {
                let mut inside = svg::rows(&step.state, 20, 4);
                inside.extend(svg::rows(&step.note, 22, 1));
                (inside, svg::rows(&step.who, 15, 2), svg::rows(&step.what, 16, 3))
            })
            .collect();
        let height = boxes
            .iter()
            .map(|(inside, who, what)| (inside.len() as f64 * STEP + 14.0).max(2.0 * (who.len().max(what.len()) as f64 * STEP) + 12.0))
            .fold(34.0, f64::max);
        placed.push(Placed { top, height, boxes });
        top += height + 14.0;
    }
    let columns = lanes.iter().map(|lane| lane.steps.len()).max().unwrap_or(1).max(1) as f64;
    let width = LEFT + columns * (BOX + GAP) + 118.0;
    let mut out = svg::open("graph", width, top, title, description);
    out.push_str(
        "<defs><marker id=\"graph-head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto\" markerUnits=\"userSpaceOnUse\"><path class=\"head\" d=\"M0 0 8 4 0 8z\"/></marker></defs>",
    );
    let middle = |lane: &Placed| lane.top + lane.height / 2.0;
    if let (Some(first), Some(last)) = (placed.first(), placed.last()) {
        let (from, to) = (middle(first), middle(last));
        out.push_str(&format!("<path class=\"trunk\" d=\"M{x:.1} {from:.1}V{to:.1}\"/>", x = LEFT + 8.0));
        let center = (from + to) / 2.0;
        let rows = svg::rows(quo, 13, 4);
        let tall = rows.len() as f64 * STEP + 14.0;
        out.push_str(&format!("<path class=\"trunk\" d=\"M{LEFT:.1} {center:.1}h8\"/><rect class=\"state quo\" x=\"2\" y=\"{:.1}\" width=\"{:.1}\" height=\"{tall:.1}\" rx=\"3\"/>", center - tall / 2.0, LEFT - 2.0));
        out.push_str(&svg::text(LEFT / 2.0 + 1.0, center - tall / 2.0 + 17.0, STEP, "label mid", &rows));
    }
    let mut seen: Vec<&str> = vec![quo];
    for (lane, place) in lanes.iter().zip(&placed) {
        lane_of(&mut out, lane, place, &mut seen);
    }
    out.push_str("</svg>");
    out
}

fn lane_of<'a>(out: &mut String, lane: &'a Lane, place: &Placed, seen: &mut Vec<&'a str>) {
    let y = place.top + place.height / 2.0;
    let mut end = LEFT;
    for (index, (step, (inside, who, what))) in lane.steps.iter().zip(&place.boxes).enumerate() {
        let start = if index == 0 {
            LEFT + 8.0
        } else {
            LEFT + index as f64 * (BOX + GAP)
        };
        let x = LEFT + GAP + index as f64 * (BOX + GAP);
        let class = step.kind.class();
        if step.kind == Kind::Reprisal {
            out.push_str(&format!(
                "<path class=\"arc {class} under\" d=\"M{start:.1} {y:.1}H{:.1}\"/>",
                x - 9.0
            ));
        }
        out.push_str(&format!(
            "<path class=\"arc {class}\" d=\"M{start:.1} {y:.1}H{:.1}\" marker-end=\"url(#graph-head)\"/>",
            x - 2.0
        ));
        let center = f64::midpoint(start, x) - 2.0;
        out.push_str(&svg::text(center, y - 6.0 - STEP * (who.len() as f64 - 1.0), STEP, "who mid", who));
        out.push_str(&svg::text(center, y + 14.0, STEP, "what mid", what));
        let again = seen.contains(&step.state.as_str());
        if !again {
            seen.push(&step.state);
        }
        let tall = inside.len() as f64 * STEP + 14.0;
        let shape = if again { "state again" } else { "state" };
        out.push_str(&format!(
            "<rect class=\"{shape} {class}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{BOX:.1}\" height=\"{tall:.1}\" rx=\"3\"/>",
            y - tall / 2.0
        ));
        let labels = inside.len() - usize::from(!step.note.is_empty());
        let top = y - tall / 2.0 + 17.0;
        out.push_str(&svg::text(x + BOX / 2.0, top, STEP, "label mid", &inside[..labels]));
        out.push_str(&svg::text(
            x + BOX / 2.0,
            top + STEP * labels as f64,
            STEP,
            "note mid",
            &inside[labels..],
        ));
        end = x + BOX;
    }
    out.push_str(&svg::text(end + 8.0, y + 4.0, STEP, "note", &svg::rows(&lane.rest, 22, 2)));
}
