//! The issues of a GENIUS domain.

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::interop::exact::{decimal, show, whole};
use crate::interop::fault::{Faults, Place};
use crate::interop::scenario::{Domain, Grid, MOST_VALUES, Topic};
use crate::interop::xml::Element;
use crate::interop::{ImportOptions, Loss};

/// An issue, and what profiles find it by.
pub(super) struct Issue {
    /// As a case has it.
    pub(super) topic: Topic,
    /// The number that profiles refer to.
    pub(super) index: Option<String>,
    /// Where it is declared.
    place: Place,
    /// For numbers: the lower bound, from which lines are measured.
    pub(super) low: BigRational,
}

/// Whether an issue lists its values, or is a range of whole or real numbers.
pub(super) fn kind(issue: Element<'_>) -> &'static str {
    let said = |name: &str| {
        issue
            .get(name)
            .map(str::to_ascii_lowercase)
            .and_then(|kind| ["integer", "real", "discrete"].into_iter().find(|known| *known == kind))
    };
    let has_items = issue.child("item").is_some();
    match said("type").or_else(|| said("etype")).or_else(|| said("vtype")) {
        Some(kind) if kind == "discrete" || !has_items => kind,
        Some(_) | None if has_items => "discrete",
        _ if issue.child("range").is_some() || issue.get("lowerbound").is_some() => "real",
        _ => "discrete",
    }
}

/// The issues, in the order of their index where all have one.
pub(super) fn read(root: Element<'_>, options: &ImportOptions, losses: &mut Vec<Loss>, faults: &mut Faults) -> Option<Vec<Issue>> {
    let mut issues: Vec<Issue> = Vec::new();
    let mut is_nested = false;
    for element in root.all("issue") {
        let Some(name) = element.get("name").filter(|name| !name.is_empty()) else {
            faults.shape(&element.place(), "this issue has no name");
            continue;
        };
        if let Some(first) = issues.iter().find(|issue| issue.topic.name == name) {
            let place = first.place.clone();
            faults.twice(&element.place_of("name"), "issue", name, Some(&place));
            continue;
        }
        let around = element.parent().filter(|parent| parent.is("objective"));
        is_nested |= around.and_then(Element::parent).is_some_and(|parent| parent.is("objective"));
        let (domain, remark, low) = match kind(element) {
            "discrete" => (listed(element, name, faults), None, BigRational::zero()),
            kind => match numbers(element, name, kind, options, losses, faults) {
                Some(found) => found,
                None => continue,
            },
        };
        issues.push(Issue {
            topic: Topic {
                name: name.to_owned(),
                domain,
                remark,
            },
            index: element.get("index").map(str::to_owned),
            place: element.place_of("name"),
            low,
        });
    }
    if is_nested {
        losses.push(Loss::new(
            "the objectives are nested; GENIUS adds up the issues all the same, and so does the case",
        ));
    }
    if issues.is_empty() && faults.errors.is_empty() {
        faults.shape(&root.place(), "no issue is declared in here");
    }
    (!issues.is_empty()).then_some(issues)
}

fn listed(element: Element<'_>, issue: &str, faults: &mut Faults) -> Domain {
    let mut values: Vec<String> = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    for item in element.children().filter(|child| child.is("item")) {
        match item.get("value") {
            Some(value) => {
                let place = item.place_of("value");
                match seen.insert(value, place.clone()) {
                    Some(first) => faults.twice(&place, "value", value, Some(&first)),
                    None => values.push(value.to_owned()),
                }
            }
            None => faults.shape(&item.place(), "this item has no value"),
        }
    }
    if values.is_empty() {
        faults.shape(&element.place(), format!("`{issue}` has no values"));
    } else if values.len() > MOST_VALUES {
        faults.shape(&element.place(), format!("`{issue}` has more than {MOST_VALUES} values"));
    }
    Domain::Listed(values)
}

type Numbers = (Domain, Option<String>, BigRational);

fn numbers(
    element: Element<'_>,
    name: &str,
    kind: &str,
    options: &ImportOptions,
    losses: &mut Vec<Loss>,
    faults: &mut Faults,
) -> Option<Numbers> {
    let holder = element.child("range").unwrap_or(element);
    let low = holder.need_number("lowerbound", faults)?.value;
    let high = holder.need_number("upperbound", faults)?.value;
    let place = holder.place();
    let (grid, remark) = grid(name, low.clone(), high, kind == "integer", options, &place, losses, faults)?;
    Some((Domain::Grid(grid), remark, low))
}

/// The grid of a range of numbers: every whole number, or so many intervals; and a remark where numbers between are left out.
#[allow(clippy::too_many_arguments, reason = "three files read ranges, each with its own place")]
pub(in crate::interop) fn grid(
    name: &str,
    low: BigRational,
    high: BigRational,
    is_whole: bool,
    options: &ImportOptions,
    place: &Place,
    losses: &mut Vec<Loss>,
    faults: &mut Faults,
) -> Option<(Grid, Option<String>)> {
    let width = &high - &low;
    if width.is_negative() {
        faults.shape(place, format!("the range of `{name}` ends before it starts"));
        return None;
    }
    if width.is_zero() {
        return Some((Grid { low, high, step: whole(1) }, None));
    }
    let step = if is_whole {
        if !(low.is_integer() && high.is_integer()) {
            faults.shape(place, format!("the whole numbers of `{name}` must start and end with one"));
            return None;
        }
        match width.to_u64() {
            Some(width) if width < MOST_VALUES as u64 => {
                return Some((Grid { low, high, step: whole(1) }, None));
            }
            _ => &width / whole(i64::from(options.intervals)),
        }
    } else {
        &width / whole(i64::from(options.intervals))
    };
    if decimal(&step).is_none() || (is_whole && !step.is_integer()) {
        let kind = if is_whole { "whole numbers" } else { "decimals" };
        faults.shape(
            place,
            format!(
                "{} steps do not cut the range of `{name}` at {kind}: its width is {}",
                options.intervals,
                show(&width)
            ),
        );
        return None;
    }
    let text = format!(
        "`{name}` is any {} number from {} to {}, which the case has in steps of {}",
        if is_whole { "whole" } else { "real" },
        show(&low),
        show(&high),
        show(&step)
    );
    losses.push(Loss::new(text.clone()));
    Some((Grid { low, high, step }, Some(format!("{text}."))))
}
