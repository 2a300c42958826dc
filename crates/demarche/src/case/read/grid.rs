//! Issues whose values are numbers: a range and a step in place of a list of values.

use num_traits::ToPrimitive;

use crate::case::Grid;
use crate::case::read::Reader;
use crate::case::read::faults::Expected;
use crate::diagnostic::Diagnostic;
use crate::rational::Rational;
use crate::text::tree::{Entry, Fields, Value};

/// Decimal places that a number of a grid may have: its name is the plain decimal.
const MOST_PLACES: u32 = 60;

/// The grid of an issue that has a `range`; `None` if it has none, or a faulty one.
pub(crate) fn read(reader: &mut Reader<'_>, issue: &Entry, fields: &Fields) -> Option<Grid> {
    const RANGE: Expected = Expected("the least and the greatest number", "range = [0, 100]");
    let id = &issue.key.value;
    let unit = reader.faults.prose(fields, "unit", Expected("a unit", "unit = \"million\""));
    let Some(range) = fields.get("range") else {
        if let Some(lone) = fields.get("step").or_else(|| fields.get("unit")) {
            let message = format!("issue `{id}` has `{}`, but no `range`", lone.key.value);
            let fault = Diagnostic::error("grid-without-range", message).at(lone.key.span, "");
            reader
                .faults
                .push(fault.help("add the least and the greatest number: `range = [0, 100]`"));
        }
        return None;
    };
    for key in ["values", "ordered"] {
        if let Some(other) = fields.get(key) {
            let fault = Diagnostic::error("two-kinds-of-values", format!("issue `{id}` has both `range` and `{key}`"));
            let fault = fault.at(other.key.span, "").with(range.key.span, "numbers, in order");
            reader.faults.push(fault.help("keep one of the two"));
        }
    }
    let Value::List(items) = &range.node.value else {
        reader.faults.wrong_type(&range.node, RANGE);
        return None;
    };
    let [low, high] = items.as_slice() else {
        let fault = Diagnostic::error("bad-range", format!("a range has two numbers, this list has {}", items.len()));
        reader
            .faults
            .push(fault.at(range.node.span, "").help("write `range = [least, greatest]`"));
        return None;
    };
    let (low, high) = (reader.faults.number(low, RANGE), reader.faults.number(high, RANGE));
    let step = match fields.get("step") {
        Some(entry) => reader.faults.number(&entry.node, Expected("a number", "step = 5")),
        None => Some(Rational::integer(1)),
    };
    let (low, high, step) = (low?, high?, step?);
    let place = fields.get("step").map_or(range.node.span, |entry| entry.node.span);
    if low >= high {
        let fault = Diagnostic::error("bad-range", format!("the range from {low} to {high} holds no two numbers"));
        reader.faults.push(
            fault
                .at(range.node.span, "")
                .help("write the smaller number first: `range = [least, greatest]`"),
        );
        return None;
    }
    if step <= Rational::zero() {
        let fault = Diagnostic::error("bad-range", format!("a step is greater than 0, this is {step}")).at(place, "");
        reader.faults.push(fault.help("write for instance `step = 5`"));
        return None;
    }
    let steps = (&high - &low).checked_div(&step)?;
    if *steps.denominator() != 1.into() {
        let message = format!("steps of {step} from {low} do not meet {high}");
        let fault = Diagnostic::error("bad-range", message).at(place, "");
        reader
            .faults
            .push(fault.help("choose a step that divides the range into equal parts"));
        return None;
    }
    let limit = reader.limits.values;
    let count = steps.numerator().to_u64().map_or(u64::MAX, |steps| steps.saturating_add(1));
    if count > limit as u64 {
        let message = format!("this issue has {} values; at most {limit} are read", steps.numerator() + 1u32);
        let fault = Diagnostic::error("too-many", message).at(place, "");
        reader.faults.push(fault.help("take a larger step; this limit is fixed"));
        return None;
    }
    let numbers: Vec<Rational> = (0..count as i64).map(|index| &low + &(&step * &Rational::integer(index))).collect();
    if numbers.iter().any(|number| !number.rounded(MOST_PLACES).1) {
        let message = format!("steps of {step} from {low} have no finite decimals");
        let fault = Diagnostic::error("bad-range", message).at(place, "");
        reader
            .faults
            .push(fault.help("choose numbers with finite decimals, such as `0.25`"));
        return None;
    }
    Some(Grid { numbers, unit })
}

/// The names of the numbers: plain decimals.
pub(crate) fn names(grid: &Grid) -> Vec<String> {
    grid.numbers.iter().map(|number| number.rounded(MOST_PLACES).0).collect()
}
