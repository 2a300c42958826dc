//! One party's profile in GENIUS XML.

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::issues::Issue;
use super::rectangles;
use crate::interop::exact::{Number, clip, show, whole};
use crate::interop::fault::Faults;
use crate::interop::lookup::Lookup;
use crate::interop::scenario::{Domain, Grid, Profile, Reservation, Worth};
use crate::interop::xml::Element;
use crate::interop::{ImportOptions, Loss};

/// Reads a party.
pub(super) fn read(
    root: Element<'_>,
    name: &str,
    file: usize,
    issues: &[Issue],
    options: &ImportOptions,
    losses: &mut Vec<Loss>,
    faults: &mut Faults,
) -> Option<Profile> {
    let mut profile = Profile::new(name, file, root.place(), issues.len());
    let mut found: Vec<(usize, Element<'_>)> = Vec::new();
    for element in root.all("issue") {
        if let Some(position) = locate(element, issues, faults) {
            if found.iter().any(|(other, _)| *other == position) {
                let name = &issues[position].topic.name;
                faults.twice(&element.place(), "issue", name, None);
                continue;
            }
            found.push((position, element));
        }
    }
    let is_additive = root.all("utility_function").next().is_none();
    let mut without_weight = Vec::new();
    for (position, element) in &found {
        profile.worths[*position] = worth(*element, &issues[*position], options, faults);
        if matches!(profile.worths[*position], Worth::Unsaid) {
            continue;
        }
        profile.weights[*position] = weight(root, *element, faults);
        if profile.weights[*position].is_none() {
            without_weight.push(*position);
        }
    }
    if is_additive {
        no_weights(&mut profile, root, issues, &without_weight, &found, faults);
        for (position, issue) in issues.iter().enumerate() {
            if !found.iter().any(|(other, _)| *other == position) {
                faults.doubt(
                    &root.place(),
                    format!("`{name}` says nothing of the issue `{}`: it adds nothing", issue.topic.name),
                );
            }
        }
    } else {
        rectangles::read(root, issues, &mut profile, options, losses, faults);
    }
    reservation(root, &mut profile, faults);
    discount(root, &mut profile, losses, faults);
    Some(profile)
}

/// The issue that a profile means: by name, whatever its index says; else by index.
fn locate(element: Element<'_>, issues: &[Issue], faults: &mut Faults) -> Option<usize> {
    let name = element.get("name").unwrap_or_default();
    let by_name = issues
        .iter()
        .position(|issue| issue.topic.name == name)
        .or_else(|| issues.iter().position(|issue| issue.topic.name.eq_ignore_ascii_case(name)));
    if by_name.is_some() {
        return by_name;
    }
    let index = element.get("index");
    let by_index = issues.iter().position(|issue| index.is_some() && issue.index.as_deref() == index);
    match by_index {
        Some(position) => {
            let meant = &issues[position].topic.name;
            faults.doubt(
                &element.place_of("name"),
                format!("the issue `{name}` is taken for `{meant}`, which has its index"),
            );
            Some(position)
        }
        None => {
            let known = issues.iter().map(|issue| issue.topic.name.as_str());
            let help = faults.hint(name, known);
            faults.unknown(&element.place_of("name"), "issue in the domain called", name, help);
            None
        }
    }
}

/// The weight of an issue, by the index that the profile gives it: beside the issue, or else anywhere.
fn weight(root: Element<'_>, issue: Element<'_>, faults: &mut Faults) -> Option<Number> {
    let index = issue.get("index")?;
    let has = |weight: &Element<'_>| weight.get("index") == Some(index);
    let beside: Vec<Element<'_>> = issue
        .parent()
        .map(|parent| parent.children().filter(|child| child.is("weight")).filter(has).collect())
        .unwrap_or_default();
    let candidates = if beside.is_empty() {
        root.all("weight").filter(has).collect()
    } else {
        beside
    };
    if let [first, second, ..] = candidates.as_slice() {
        faults.twice(&second.place(), "weight with index", index, Some(&first.place()));
    }
    candidates.first()?.need_number("value", faults)
}

/// Issues without a weight: none at all means that all count alike; some mean that these count nothing.
fn no_weights(
    profile: &mut Profile,
    root: Element<'_>,
    issues: &[Issue],
    without: &[usize],
    found: &[(usize, Element<'_>)],
    faults: &mut Faults,
) {
    if without.is_empty() {
        return;
    }
    if root.all("weight").next().is_none() {
        faults.doubt(&root.place(), format!("`{}` has no weights: each issue counts 1", profile.name));
        return;
    }
    for position in without {
        let name = &issues[*position].topic.name;
        let place = found
            .iter()
            .find(|(other, _)| other == position)
            .map_or_else(|| root.place(), |(_, element)| element.place());
        faults.doubt(&place, format!("`{name}` has no weight: it counts 0"));
        profile.weights[*position] = Some(Number::of(BigRational::zero()));
    }
}

fn worth(element: Element<'_>, issue: &Issue, options: &ImportOptions, faults: &mut Faults) -> Worth {
    match &issue.topic.domain {
        Domain::Listed(values) => scores(element, issue, values, options, faults),
        Domain::Grid(grid) => match element.child("evaluator") {
            Some(evaluator) => line(evaluator, issue, grid, options, faults),
            None => Worth::Unsaid,
        },
    }
}

fn scores(element: Element<'_>, issue: &Issue, values: &[String], options: &ImportOptions, faults: &mut Faults) -> Worth {
    let mut scores: Vec<Option<Number>> = vec![None; values.len()];
    let mut said = vec![false; values.len()];
    let name = &issue.topic.name;
    let lookup = Lookup::new(values);
    for item in element.children().filter(|child| child.is("item")) {
        let Some(value) = item.get("value") else {
            faults.shape(&item.place(), "this item has no value");
            continue;
        };
        let Some(position) = lookup.text(value) else {
            let help = faults.hint(value, values.iter().map(String::as_str));
            faults.unknown(
                &item.place_of("value"),
                &format!("value of `{name}` in the domain called"),
                value,
                help,
            );
            continue;
        };
        if std::mem::replace(&mut said[position], true) {
            faults.twice(&item.place_of("value"), "value", value, None);
        }
        scores[position] = item.number(&["evaluation"], faults);
        if item.get("evaluation").is_none_or(str::is_empty) {
            said[position] = false;
        }
    }
    if scores.iter().all(Option::is_none) {
        return Worth::Unsaid;
    }
    for (value, said) in values.iter().zip(&said) {
        if !said {
            faults.doubt(&element.place(), format!("`{value}` of `{name}` has no evaluation: it counts 0"));
        }
    }
    if options.raw_scores {
        return Worth::Scores(scores);
    }
    let zero = Number::of(BigRational::zero());
    let largest = scores
        .iter()
        .map(|score| score.as_ref().unwrap_or(&zero))
        .max_by(|a, b| a.value.cmp(&b.value))
        .cloned();
    let Some(largest) = largest.filter(|largest| largest.value.is_positive()) else {
        faults.doubt(
            &element.place(),
            format!("no evaluation of `{name}` is above 0, so that GENIUS cannot divide by the largest: the issue adds nothing"),
        );
        return Worth::Scores(scores.into_iter().map(|score| score.map(|_| zero.clone())).collect());
    };
    Worth::Scores(scores.into_iter().map(|score| score.map(|score| share(&score, &largest))).collect())
}

/// `12/30`; `12` where the largest is 1.
fn share(score: &Number, largest: &Number) -> Number {
    if largest.value.is_one() {
        return score.clone();
    }
    let plain = |number: &Number| !number.text.contains(['e', 'E', '+']);
    let value = &score.value / &largest.value;
    if plain(score) && plain(largest) {
        Number {
            text: format!("{}/{}", score.text, largest.text),
            value,
        }
    } else {
        Number::of(value)
    }
}

/// A line over numbers, cut at 0 and 1. Raw, it is counted from 0 and not cut.
fn line(evaluator: Element<'_>, issue: &Issue, grid: &Grid, options: &ImportOptions, faults: &mut Faults) -> Worth {
    let kind = evaluator.get("ftype").unwrap_or("linear").to_ascii_lowercase();
    let zero = BigRational::zero();
    let mut number = |names: &[&str]| evaluator.number(names, faults).map(|number| number.value);
    let corners = match kind.as_str() {
        "linear" => {
            // The old spelling counts from 0, the new one from the lower bound.
            let old = evaluator.first(&["slope", "offset"]).is_none();
            let slope = number(&["slope", "parameter1"]).unwrap_or_else(|| zero.clone());
            let offset = number(&["offset", "parameter0"]).unwrap_or_else(|| zero.clone());
            let from = if old || options.raw_scores { zero } else { issue.low.clone() };
            if options.raw_scores {
                let end = |x: &BigRational| (x.clone(), &offset + &slope * x);
                return Worth::Line(vec![end(&grid.low), end(&grid.high)]);
            }
            return Worth::Line(cut(&|x| &offset + &slope * (x - &from), &offset, &slope, &from, grid));
        }
        "constant" => {
            let level = clip(number(&["parameter0", "offset"]).unwrap_or_else(|| zero.clone()));
            return Worth::Line(vec![(grid.low.clone(), level.clone()), (grid.high.clone(), level)]);
        }
        "triangular" => [number(&["parameter0"]), number(&["parameter2"]), number(&["parameter1"])],
        other => {
            let message = format!("the evaluator `{other}` cannot be read; known are linear, constant and triangular");
            faults.unsupported(&evaluator.place_of("ftype"), message);
            return Worth::Unsaid;
        }
    };
    let [Some(left), Some(top), Some(right)] = corners else {
        faults.shape(
            &evaluator.place(),
            "a triangular evaluator needs `parameter0`, `parameter1` and `parameter2`",
        );
        return Worth::Unsaid;
    };
    if !(left < top && top < right) {
        faults.shape(&evaluator.place(), "the top of a triangle stands between its ends");
        return Worth::Unsaid;
    }
    Worth::Line(vec![(left, whole(0)), (top, whole(1)), (right, whole(0))])
}

/// The corners of `offset + slope (x - from)` cut at 0 and 1, from the lowest to the highest number.
fn cut(
    at: &dyn Fn(&BigRational) -> BigRational,
    offset: &BigRational,
    slope: &BigRational,
    from: &BigRational,
    grid: &Grid,
) -> Vec<(BigRational, BigRational)> {
    let mut corners = vec![grid.low.clone(), grid.high.clone()];
    if !slope.is_zero() {
        for level in [BigRational::zero(), BigRational::one()] {
            let x = from + (level - offset) / slope;
            if x > grid.low && x < grid.high {
                corners.push(x);
            }
        }
    }
    corners.sort();
    corners.dedup();
    corners.into_iter().map(|x| (x.clone(), clip(at(&x)))).collect()
}

fn reservation(root: Element<'_>, profile: &mut Profile, faults: &mut Faults) {
    let stated = root.all("reservation").next();
    if let Some(element) = stated {
        profile.place = element.place();
    }
    profile.reservation = match stated.and_then(|element| element.number(&["value"], faults)) {
        Some(value) => Reservation::Stated(value),
        None => Reservation::Convention(
            Number::of(BigRational::zero()),
            "The profile has no reservation value, which GENIUS takes for 0.".to_owned(),
        ),
    };
}

/// GENIUS discounts by time; a case has no time.
fn discount(root: Element<'_>, profile: &mut Profile, losses: &mut Vec<Loss>, faults: &mut Faults) {
    for element in root.all("discount_factor") {
        let Some(factor) = element.number(&["value"], faults) else {
            continue;
        };
        // GENIUS takes 0, and everything outside (0, 1), for no discount.
        if factor.value.is_positive() && factor.value < BigRational::one() {
            let text = format!(
                "the discount factor {} of `{}`, per unit of time in [0, 1]",
                factor.text, profile.name
            );
            profile.remarks.push(format!(
                "Discount factor {}, per unit of time in [0, 1]: kept as a note, since a case has no time.",
                show(&factor.value)
            ));
            losses.push(Loss::new(text));
        }
    }
}
