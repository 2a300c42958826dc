//! The drawing of a tornado: one bar a value, the longest on top, and the line at which the party is indifferent.

use super::svg;
use super::words::{Words, told};
use crate::finding::Tornado;
use crate::rational::Rational;

const WIDTH: f64 = 640.0;
const LEFT: f64 = 200.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 14.0;
const STEP: f64 = 30.0;
const BAR: f64 = 16.0;

/// The drawing.
pub(super) fn draw(words: Words, tornado: &Tornado, id: &str, title: &str) -> String {
    let ends = tornado.bars.iter().flat_map(|bar| [bar.at_low.to_f64(), bar.at_high.to_f64()]);
    let (low, high) = ends
        .chain([0.0, tornado.middle.to_f64()])
        .fold((0.0f64, 0.0f64), |(low, high), end| (low.min(end), high.max(end)));
    let span = if high > low { high - low } else { 1.0 };
    let x = |value: f64| LEFT + (value - low) / span * (WIDTH - LEFT - RIGHT);
    let height = TOP + STEP * tornado.bars.len() as f64 + 26.0;
    let mut out = svg::open(id, WIDTH, height, title, title);
    for (row, bar) in tornado.bars.iter().enumerate() {
        let y = TOP + STEP * row as f64;
        let (one, other) = (x(bar.at_low.to_f64()), x(bar.at_high.to_f64()));
        let label = svg::rows(&words.formula(&bar.what), 28, 1);
        out.push_str(&svg::text(4.0, y + 12.0, 12.0, "label", &label));
        out.push_str(&format!(
            "<rect class=\"bar\" x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{BAR:.0}\"/>",
            one.min(other),
            (one - other).abs().max(1.0)
        ));
        out.push_str(&svg::text(
            one.min(other).max(LEFT),
            y + BAR + 11.0,
            12.0,
            "tick",
            &[ends_of(&bar.at_low, &bar.at_high)],
        ));
    }
    let bottom = height - 22.0;
    for (at, class) in [(0.0, "axis"), (tornado.middle.to_f64(), "middle")] {
        out.push_str(&format!(
            "<line class=\"{class}\" x1=\"{0:.1}\" y1=\"{1:.1}\" x2=\"{0:.1}\" y2=\"{bottom:.1}\"/>",
            x(at),
            TOP - 6.0
        ));
    }
    out.push_str(&svg::text(x(0.0), bottom + 14.0, 12.0, "tick", &["0".to_string()]));
    out.push_str("</svg>");
    out
}

fn ends_of(one: &Rational, other: &Rational) -> String {
    let (low, high) = if one <= other { (one, other) } else { (other, one) };
    format!("{} to {}", told(low), told(high))
}
