//! Lanes as SVG: boxes for states, arrows for moves, each label in the gap that belongs to its arrow.

use super::super::svg;
use super::{Kind, Lane};

const BOX: f64 = 132.0;
const GAP: f64 = 112.0;
const LEFT: f64 = 92.0;
const STEP: f64 = 13.0;

/// Places of one lane: its rows are wrapped once, so that heights are known before anything is drawn.
struct Placed {
    top: f64,
    height: f64,
    boxes: Vec<(Vec<String>, Vec<String>, Vec<String>)>,
}

/// The lanes as one drawing, from the status quo on.
pub(super) fn draw(quo: &str, lanes: &[Lane], title: &str, description: &str) -> String {
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
    seen.extend(lanes.iter().filter_map(|lane| lane.steps.first()).map(|step| step.state.as_str()));
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
        if matches!(step.kind, Kind::Reprisal | Kind::Damaging) {
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
        let again = index > 0 && seen.contains(&step.state.as_str());
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
    out.push_str(&svg::text(end + 8.0, y + 4.0, STEP, "note", &svg::rows(&lane.rest, 18, 3)));
}
