//! The map of deals for two parties on their own scales: each deal at what the two gain over no deal.

use super::bottom_line::{at_table, declared};
use super::page::{Block, Figure};
use super::prose::Prose;
use super::svg;
use super::words::{Words, told};
use crate::case::Interval;
use crate::finding::*;
use crate::rational::Rational;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 330.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 44.0;

/// A deal on the map.
struct Point<'a> {
    deal: &'a Deal,
    gains: [Interval; 2],
    verdict: Verdict,
}

/// The map; nothing unless the declared table has exactly two parties, both with scores.
pub(super) fn figure<'a>(words: Words<'a>, brief: &'a Brief, most: usize) -> Option<Block> {
    let table = declared(&brief.tables)?;
    let [first, second] = table.signatories.as_slice() else {
        return None;
    };
    let scored = |id: &str| words.info(id).is_some_and(|party| party.form == PreferenceForm::Scored);
    if !scored(first) || !scored(second) {
        return None;
    }
    let points: Vec<Point> = brief
        .deals
        .iter()
        .take(most)
        .filter_map(|deal| {
            Some(Point {
                deal,
                gains: [gain(deal, first)?, gain(deal, second)?],
                verdict: at_table(deal, &table.signatories).map_or(Verdict::No, |entry| entry.verdict),
            })
        })
        .collect();
    if points.is_empty() {
        return None;
    }
    let names = [words.party(first), words.party(second)];
    let title = format!("Deals by what {} and {} gain over no deal", names[0], names[1]);
    let told = points.iter().map(|point| {
        Prose::new().state(&point.deal.state.label).text(format!(
            ": {} {}, {} {}",
            names[0],
            amount(&point.gains[0]),
            names[1],
            amount(&point.gains[1])
        ))
    });
    let comparable = match words.case.parties.iter().any(|party| party.rung >= Rung::L4) {
        true => "",
        false => " (the two are not comparable)",
    };
    Some(Block::Figure(Figure {
        id: "map".to_string(),
        caption: Prose::from(format!(
            "{title}, each on its own scale{comparable}. Full dot: the declared table can sign. Ring: open. Cross: it cannot sign."
        )),
        svg: draw(&points, names, &title),
        words: told.collect(),
    }))
}

fn gain(deal: &Deal, party: &str) -> Option<Interval> {
    let acceptance = deal.acceptance.iter().find(|entry| entry.party == party)?;
    match &acceptance.why {
        AcceptanceReason::Compared { compared, .. } | AcceptanceReason::Reserved { compared, .. } => compared.gain.clone(),
        _ => None,
    }
}

fn amount(gain: &Interval) -> String {
    if gain.is_exact() {
        signed(&gain.low)
    } else {
        format!("{} to {}", signed(&gain.low), signed(&gain.high))
    }
}

fn signed(value: &Rational) -> String {
    let told = told(value);
    if *value > Rational::zero() {
        match told.strip_prefix('≈') {
            Some(rounded) => format!("≈+{rounded}"),
            None => format!("+{told}"),
        }
    } else {
        told.replace('-', "−")
    }
}

/// The longest that an exact number may be beside an axis.
const LONGEST_TICK: usize = 6;

/// A number beside an axis, rounded where it is long: the dots tell no more, and the list below gives every number.
fn tick(value: &Rational) -> String {
    let exact = signed(value);
    if exact.chars().count() <= LONGEST_TICK {
        return exact;
    }
    let (rounded, _) = value.rounded(2);
    let sign = if *value > Rational::zero() { "+" } else { "" };
    format!("{sign}{}", rounded.replace('-', "−"))
}

/// The range of one axis: all points and no deal, with a margin.
fn range(points: &[Point], axis: usize) -> (f64, f64) {
    let ends = points
        .iter()
        .flat_map(|point| [point.gains[axis].low.to_f64(), point.gains[axis].high.to_f64()]);
    let (low, high) = ends.fold((0.0f64, 0.0f64), |(low, high), value| (low.min(value), high.max(value)));
    let margin = ((high - low) * 0.12).max(0.5);
    (low - margin, high + margin)
}

fn draw(points: &[Point], names: [&str; 2], title: &str) -> String {
    let (low_x, high_x) = range(points, 0);
    let (low_y, high_y) = range(points, 1);
    let x = |value: f64| LEFT + (value - low_x) / (high_x - low_x) * (WIDTH - LEFT - RIGHT);
    let y = |value: f64| HEIGHT - BOTTOM - (value - low_y) / (high_y - low_y) * (HEIGHT - TOP - BOTTOM);
    let mut out = svg::open(
        "map",
        WIDTH,
        HEIGHT,
        title,
        "The list below the drawing gives every deal with both gains.",
    );
    let (zero_x, zero_y) = (x(0.0), y(0.0));
    out.push_str(&format!(
        "<rect class=\"zone\" x=\"{zero_x:.1}\" y=\"{TOP}\" width=\"{:.1}\" height=\"{:.1}\"/><path class=\"axis\" d=\"M{LEFT} {zero_y:.1}H{:.1}M{zero_x:.1} {TOP}V{:.1}\"/>",
        WIDTH - RIGHT - zero_x,
        zero_y - TOP,
        WIDTH - RIGHT,
        HEIGHT - BOTTOM
    ));
    out.push_str(&svg::text(
        (LEFT + WIDTH - RIGHT) / 2.0,
        HEIGHT - 8.0,
        13.0,
        "who mid",
        &[format!("Gain of {} over no deal →", names[0])],
    ));
    out.push_str(&format!(
        "<text class=\"who mid\" transform=\"translate(16 {:.1}) rotate(-90)\">{}</text>",
        (TOP + HEIGHT - BOTTOM) / 2.0,
        svg::escape(&format!("Gain of {} over no deal →", names[1]))
    ));
    for (at, labels) in ticks(points, 0) {
        out.push_str(&svg::text(x(at), HEIGHT - BOTTOM + 15.0, 13.0, "note mid", &[labels]));
    }
    for (at, labels) in ticks(points, 1) {
        out.push_str(&svg::text(LEFT - 6.0, y(at) + 4.0, 13.0, "note end", &[labels]));
    }
    let mut boxes: Vec<[f64; 4]> = vec![
        [zero_x - 5.0, zero_y - 5.0, zero_x + 5.0, zero_y + 5.0],
        [LEFT, zero_y - 1.0, WIDTH - RIGHT, zero_y + 1.0],
        [zero_x - 1.0, TOP, zero_x + 1.0, HEIGHT - BOTTOM],
    ];
    let center = |point: &Point, axis: usize| f64::midpoint(point.gains[axis].low.to_f64(), point.gains[axis].high.to_f64());
    for point in points {
        let (px, py) = (x(center(point, 0)), y(center(point, 1)));
        boxes.push([px - 6.0, py - 6.0, px + 6.0, py + 6.0]);
        boxes.push([x(point.gains[0].low.to_f64()), py - 1.0, x(point.gains[0].high.to_f64()), py + 1.0]);
        boxes.push([px - 1.0, y(point.gains[1].high.to_f64()), px + 1.0, y(point.gains[1].low.to_f64())]);
    }
    out.push_str(&format!(
        "<rect class=\"origin\" x=\"{:.1}\" y=\"{:.1}\" width=\"8\" height=\"8\"/>",
        zero_x - 4.0,
        zero_y - 4.0
    ));
    out.push_str(&label("no deal", zero_x, zero_y, &mut boxes));
    for point in points {
        let (px, py) = (x(center(point, 0)), y(center(point, 1)));
        let [gain_x, gain_y] = &point.gains;
        out.push_str(&format!(
            "<path class=\"span\" d=\"M{:.1} {py:.1}H{:.1}M{px:.1} {:.1}V{:.1}\"/>",
            x(gain_x.low.to_f64()),
            x(gain_x.high.to_f64()),
            y(gain_y.low.to_f64()),
            y(gain_y.high.to_f64())
        ));
        out.push_str(&match point.verdict {
            Verdict::Yes => format!("<circle class=\"dot\" cx=\"{px:.1}\" cy=\"{py:.1}\" r=\"5\"/>"),
            Verdict::Open => format!("<circle class=\"ring\" cx=\"{px:.1}\" cy=\"{py:.1}\" r=\"5\"/>"),
            Verdict::No => format!("<path class=\"cross\" d=\"M{:.1} {:.1}l8 8m0-8l-8 8\"/>", px - 4.0, py - 4.0),
        });
        out.push_str(&label(&point.deal.state.label, px, py, &mut boxes));
    }
    out.push_str("</svg>");
    out
}

/// The values that occur on an axis, thinned so that their labels do not meet.
fn ticks(points: &[Point], axis: usize) -> Vec<(f64, String)> {
    let mut values: Vec<Rational> = points
        .iter()
        .flat_map(|point| [point.gains[axis].low.clone(), point.gains[axis].high.clone()])
        .collect();
    values.push(Rational::zero());
    values.sort();
    values.dedup();
    let (low, high) = range(points, axis);
    let mut kept: Vec<(f64, String)> = vec![(0.0, "0".to_string())];
    for value in values {
        let at = value.to_f64();
        if kept.iter().all(|(other, _)| (at - other).abs() > (high - low) * 0.07) {
            kept.push((at, tick(&value)));
        }
    }
    kept
}

/// A label near a point, where it meets neither a point nor another label; left out if there is no room (the list names every deal).
fn label(words: &str, px: f64, py: f64, boxes: &mut Vec<[f64; 4]>) -> String {
    let rows = svg::rows(words, 28, 2);
    let wide = rows.iter().map(|row| row.chars().count()).max().unwrap_or(0) as f64 * 6.0;
    let tall = rows.len() as f64 * 13.0;
    let places = [
        (px + 9.0, py - tall / 2.0),
        (px - 9.0 - wide, py - tall / 2.0),
        (px - wide / 2.0, py - 10.0 - tall),
        (px - wide / 2.0, py + 10.0),
        (px + 7.0, py - 6.0 - tall),
        (px + 7.0, py + 6.0),
    ];
    for (left, top) in places {
        let area = [left, top, left + wide, top + tall];
        let inside = area[0] >= LEFT && area[1] >= 2.0 && area[2] <= WIDTH - 2.0 && area[3] <= HEIGHT - BOTTOM;
        let free = boxes
            .iter()
            .all(|other| area[2] <= other[0] || other[2] <= area[0] || area[3] <= other[1] || other[3] <= area[1]);
        if inside && free {
            boxes.push(area);
            return svg::text(left, top + 10.0, 13.0, "label", &rows);
        }
    }
    String::new()
}
