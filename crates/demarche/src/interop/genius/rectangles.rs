//! Hyper-rectangles of GENIUS: utilities of combinations, each a box of value ranges.

use num_traits::{One, Signed};

use super::issues::Issue;
use crate::interop::exact::Number;
use crate::interop::fault::Faults;
use crate::interop::scenario::{Condition, Domain, Profile};
use crate::interop::xml::Element;
use crate::interop::{ImportOptions, Loss};

/// Adds what combinations are worth to the profile.
pub(super) fn read(
    root: Element<'_>,
    issues: &[Issue],
    profile: &mut Profile,
    options: &ImportOptions,
    losses: &mut Vec<Loss>,
    faults: &mut Faults,
) {
    for function in root.all("utility_function") {
        let largest = function
            .number(&["maxutility"], faults)
            .filter(|largest| largest.value.is_positive() && !largest.value.is_one() && !options.raw_scores);
        for part in function.all("ufun") {
            let aggregation = part.get("aggregation").unwrap_or("sum");
            if !aggregation.eq_ignore_ascii_case("sum") {
                let message = format!("boxes are only added up, and not joined by `{aggregation}`");
                faults.unsupported(&part.place_of("aggregation"), message);
            }
            if let Some(kind) = part.get("type").filter(|kind| !kind.eq_ignore_ascii_case("PlainUfun")) {
                losses.push(Loss::new(format!("the kind `{kind}` of the utility of `{}`", profile.name)));
            }
            let weight = part.number(&["weight"], faults);
            for element in part.all("hyperrectangle") {
                let Some(worth) = element.need_number("utility_function", faults) else {
                    continue;
                };
                let Some((conditions, holds)) = conditions(element, issues, faults) else {
                    continue;
                };
                let weight = weight.as_ref().filter(|weight| !weight.value.is_one());
                profile.terms.push((conditions, holds, scaled(worth, weight, largest.as_ref())));
            }
        }
    }
    if let Some(largest) = root
        .all("utility_function")
        .next()
        .and_then(|function| function.get("maxutility"))
        .filter(|_| options.raw_scores)
    {
        losses.push(Loss::new(format!(
            "the largest utility {largest} of `{}`, by which GENIUS divides",
            profile.name
        )));
    }
}

/// The worth of a box: its digits where nothing multiplies it, else a quotient.
fn scaled(worth: Number, weight: Option<&Number>, largest: Option<&Number>) -> Number {
    let plain = |number: &Number| !number.text.contains(['e', 'E', '+']);
    match (weight, largest) {
        (None, None) => worth,
        (None, Some(largest)) if plain(&worth) && plain(largest) => Number {
            text: format!("{}/{}", worth.text, largest.text),
            value: &worth.value / &largest.value,
        },
        _ => {
            let mut value = worth.value;
            if let Some(weight) = weight {
                value *= &weight.value;
            }
            if let Some(largest) = largest {
                value /= &largest.value;
            }
            Number::of(value)
        }
    }
}

fn conditions(element: Element<'_>, issues: &[Issue], faults: &mut Faults) -> Option<(Vec<Condition>, bool)> {
    let mut conditions = Vec::new();
    let mut excludes = false;
    for side in element.children() {
        if side.is("excludes") {
            excludes = true;
        } else if !side.is("includes") {
            faults.shape(&side.place(), "a box is made of INCLUDES or EXCLUDES");
            return None;
        }
        let index = side.get("index");
        let Some(position) = issues.iter().position(|issue| index.is_some() && issue.index.as_deref() == index) else {
            faults.unknown(&side.place_of("index"), "issue with the index", index.unwrap_or("none"), None);
            return None;
        };
        match &issues[position].topic.domain {
            Domain::Grid(_) => {
                let low = side.need_number("min", faults)?;
                let high = side.need_number("max", faults)?;
                conditions.push(Condition::Between(position, low, high));
            }
            Domain::Listed(values) => {
                let (name, place) = side.first(&["value"])?;
                match values.iter().position(|value| value == name) {
                    Some(value) => conditions.push(Condition::Is(position, value)),
                    None => {
                        let issue = &issues[position].topic.name;
                        faults.unknown(&place, &format!("value of `{issue}` called"), name, None);
                        return None;
                    }
                }
            }
        }
    }
    let mixed = excludes && element.children().any(|side| side.is("includes"));
    if mixed {
        faults.unsupported(&element.place(), "a box with both INCLUDES and EXCLUDES");
        return None;
    }
    Some((conditions, !excludes))
}
