//! What the values of one issue are worth in NegMAS: tables and lines.

use num_rational::BigRational;
use num_traits::Zero;

use super::class;
use crate::interop::exact::{Number, whole};
use crate::interop::fault::Place;
use crate::interop::lookup::Lookup;
use crate::interop::scenario::{Domain, Grid, Topic, Worth};
use crate::interop::tree::{Data, Node, Reader};

/// Reads the value function of an issue.
pub(super) fn read(node: &Node, topic: &Topic, reader: &mut Reader<'_>) -> Option<Worth> {
    let place = reader.at(node);
    if let Data::List(items) = &node.data {
        if items.len() != topic.domain.len() {
            let message = format!("`{}` has {} values, and this list {}", topic.name, topic.domain.len(), items.len());
            reader.faults.shape(&place, message);
            return None;
        }
        return Some(Worth::Scores(items.iter().map(|item| reader.number(item)).collect()));
    }
    let class = class(node);
    let mut number = |key: &str, otherwise: i64| match node.get(key) {
        Some(found) => reader.number(found).map(|number| number.value),
        None => Some(whole(otherwise)),
    };
    match class.as_str() {
        "tablefun" => {
            let mapping = reader.need(node, "mapping")?;
            table(mapping, topic, reader)
        }
        "" => table(node.get("mapping").unwrap_or(node), topic, reader),
        "affinefun" => {
            let (slope, bias) = (number("slope", 0)?, number("bias", 0)?);
            linear(&slope, &bias, topic, &place, reader)
        }
        "linearfun" => {
            let slope = number("slope", 1)?;
            linear(&slope, &whole(0), topic, &place, reader)
        }
        "identityfun" => linear(&whole(1), &whole(0), topic, &place, reader),
        "constfun" => {
            let bias = number("bias", 0)?;
            Some(Worth::Scores(vec![Some(Number::of(bias)); topic.domain.len()]))
        }
        other => {
            let message = format!(
                "a value function of the kind `{other}` cannot be read; known are TableFun, AffineFun, LinearFun, IdentityFun and ConstFun"
            );
            reader.faults.unsupported(&place, message);
            None
        }
    }
}

fn table(mapping: &Node, topic: &Topic, reader: &mut Reader<'_>) -> Option<Worth> {
    let entries = reader.map(mapping, "a table of values")?;
    let mut scores: Vec<Option<Number>> = vec![None; topic.domain.len()];
    let lookup = match &topic.domain {
        Domain::Listed(values) => Lookup::new(values),
        Domain::Grid(_) => Lookup::new(&[]),
    };
    for (key, worth) in entries {
        let at = match &topic.domain {
            Domain::Listed(_) => lookup.text_or_number(&key.text),
            Domain::Grid(grid) => Number::parse(&key.text).and_then(|number| on_grid(grid, &number.value)),
        };
        match at.and_then(|at| scores.get_mut(at)) {
            Some(score) => *score = reader.number(worth),
            None => {
                let place = reader.place(&key.range);
                let what = format!("value of `{}` called", topic.name);
                reader.faults.unknown(&place, &what, &key.text, None);
            }
        }
    }
    if scores.iter().any(Option::is_none) {
        let missing = scores.iter().filter(|score| score.is_none()).count();
        let place = reader.at(mapping);
        let message = format!(
            "{missing} of the {} values of `{}` have no worth: they count 0",
            scores.len(),
            topic.name
        );
        reader.faults.doubt(&place, message);
    }
    Some(Worth::Scores(scores))
}

fn on_grid(grid: &Grid, value: &BigRational) -> Option<usize> {
    let steps = (value - &grid.low) / &grid.step;
    (steps.is_integer() && *value <= grid.high)
        .then(|| usize::try_from(steps.to_integer()).ok())
        .flatten()
}

/// `slope x + bias` over an issue of numbers.
pub(super) fn linear(slope: &BigRational, bias: &BigRational, topic: &Topic, place: &Place, reader: &mut Reader<'_>) -> Option<Worth> {
    let at = |x: &BigRational| slope * x + bias;
    match &topic.domain {
        Domain::Grid(grid) if grid.low == grid.high => Some(Worth::Line(vec![(grid.low.clone(), at(&grid.low))])),
        Domain::Grid(grid) => Some(Worth::Line(vec![
            (grid.low.clone(), at(&grid.low)),
            (grid.high.clone(), at(&grid.high)),
        ])),
        Domain::Listed(_) if slope.is_zero() => Some(Worth::Scores(vec![Some(Number::of(bias.clone())); topic.domain.len()])),
        Domain::Listed(values) => {
            let numbers: Option<Vec<Number>> = values.iter().map(|value| Number::parse(value)).collect();
            match numbers {
                Some(numbers) => Some(Worth::Scores(
                    numbers.into_iter().map(|number| Some(Number::of(at(&number.value)))).collect(),
                )),
                None => {
                    let message = format!("the values of `{}` are not all numbers, and a line needs numbers", topic.name);
                    reader.faults.shape(place, message);
                    None
                }
            }
        }
    }
}
