//! GeniusWeb JSON: a domain (`issuesValues`) and linear additive profiles.
//!
//! A deal is worth the sum over issues of weight times utility. A value that a profile does not mention is worth 0. The reservation bid is a
//! deal, possibly a partial one; its exact worth becomes the reservation value.

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::exact::{Number, along, show};
use super::fault::Faults;
use super::lookup::Lookup;
use super::names::{distinctive, stem};
use super::recognize::{Document, Kind, title};
use super::scenario::{Domain, Grid, MOST_VALUES, Profile, Reservation, Scenario, Topic, Worth};
use super::tree::{Node, Reader};
use super::{Format, Loss};

/// Reads a domain and its profiles.
pub(super) fn read(documents: &[Document], faults: &mut Faults) -> Option<Scenario> {
    let domain = Document::only(documents, Kind::GeniusWebDomain, "domains", faults);
    let profiles: Vec<(&Document, &str, &Node)> = Document::of(documents, Kind::GeniusWebProfile)
        .filter_map(|document| {
            let (kind, node) = unwrapped(document.tree()?);
            Some((document, kind, node))
        })
        .collect();
    if profiles.is_empty() {
        let name = domain.map_or("", |document| document.name.as_str());
        faults.missing(
            format!("`{name}` says what is negotiated, and no file says what a party wants"),
            "name the profiles as well",
        );
        return None;
    }
    let mut losses = Vec::new();
    let (from, issues) = match domain {
        Some(document) => (document, document.tree()?),
        None => (profiles[0].0, profiles[0].2.get("domain")?),
    };
    let mut reader = Reader { file: from.file, faults };
    let topics = topics(issues, &mut reader)?;
    let offset = usize::from(domain.is_some());
    let said: Vec<Option<String>> = profiles
        .iter()
        .map(|(_, _, node)| node.get("name").and_then(Node::word).map(str::to_owned))
        .collect();
    let stems: Vec<String> = profiles.iter().map(|(document, ..)| stem(&document.name)).collect();
    let distinct: std::collections::BTreeSet<&Option<String>> = said.iter().collect();
    let names: Vec<String> = if said.iter().all(Option::is_some) && distinct.len() == said.len() {
        said.into_iter().flatten().collect()
    } else {
        distinctive(&stems)
    };
    let mut read = Vec::new();
    for (position, ((document, kind, node), name)) in profiles.iter().zip(&names).enumerate() {
        let mut reader = Reader {
            file: document.file,
            faults: &mut *faults,
        };
        if *kind != "LinearAdditiveUtilitySpace" {
            let place = reader.at(node);
            let message = format!("a profile of the kind `{kind}` cannot be read; known is LinearAdditiveUtilitySpace");
            reader.faults.unsupported(&place, message);
            continue;
        }
        read.extend(profile(node, name, position + offset, &topics, &mut losses, &mut reader));
    }
    Some(Scenario {
        format: Format::GeniusWeb,
        title: issues
            .get("name")
            .and_then(Node::word)
            .map_or_else(|| stem(&from.name), str::to_owned),
        remarks: vec!["As in GeniusWeb, a deal is worth the sum of weight times utility.".to_owned()],
        files: domain
            .into_iter()
            .chain(profiles.iter().map(|(document, ..)| *document))
            .map(|document| (stem(&document.name), title(document)))
            .collect(),
        domain: 0,
        topics,
        profiles: read,
        agreement: None,
        scales: Some("GeniusWeb compares and adds the parties' utilities, which lie between 0 and 1.".to_owned()),
        losses,
    })
}

/// The profile inside the table that names its kind.
fn unwrapped(node: &Node) -> (&str, &Node) {
    match node.entries() {
        Some([(key, inner)]) => (&key.text, inner),
        _ => ("LinearAdditiveUtilitySpace", node),
    }
}

fn topics(domain: &Node, reader: &mut Reader<'_>) -> Option<Vec<Topic>> {
    let issues = reader.need(domain, "issuesValues")?;
    let mut topics = Vec::new();
    for (key, node) in reader.map(issues, "`issuesValues`")? {
        let domain = if let Some(range) = node.get("range") {
            grid(range, &key.text, reader).map(Domain::Grid)
        } else {
            values(node, &key.text, reader).map(Domain::Listed)
        };
        topics.extend(domain.map(|domain| Topic {
            name: key.text.trim().to_owned(),
            domain,
            remark: None,
        }));
    }
    if topics.is_empty() && reader.faults.errors.is_empty() {
        let place = reader.at(issues);
        reader.faults.shape(&place, "no issue is declared in here");
    }
    (!topics.is_empty()).then_some(topics)
}

fn values(node: &Node, issue: &str, reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let list = reader.need(node, "values")?;
    let mut values: Vec<String> = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    for item in reader.list(list, "`values`")? {
        let Some(value) = reader.word(item, "a value") else { continue };
        let place = reader.at(item);
        match seen.insert(value, place.clone()) {
            Some(first) => reader.faults.twice(&place, "value", value, Some(&first)),
            None => values.push(value.to_owned()),
        }
    }
    if values.is_empty() || values.len() > MOST_VALUES {
        let place = reader.at(list);
        reader
            .faults
            .shape(&place, format!("`{issue}` must have from 1 to {MOST_VALUES} values"));
    }
    Some(values)
}

/// `low`, `low + step`, and so on, up to `high`.
fn grid(range: &Node, issue: &str, reader: &mut Reader<'_>) -> Option<Grid> {
    let place = reader.at(range);
    let mut number = |key: &str| {
        let node = reader.need(range, key)?;
        reader.number(node).map(|number| number.value)
    };
    let (low, high, step) = (number("low")?, number("high")?, number("step")?);
    let count = if step.is_positive() && high >= low {
        ((&high - &low) / &step).floor().to_integer().to_usize()
    } else {
        None
    };
    match count.filter(|count| *count < MOST_VALUES) {
        Some(count) => Some(Grid {
            high: &low + &step * BigRational::from_integer(count.into()),
            low,
            step,
        }),
        None => {
            let message = format!("the range of `{issue}` must have from 1 to {MOST_VALUES} values");
            reader.faults.shape(&place, message);
            None
        }
    }
}

fn profile(node: &Node, name: &str, file: usize, topics: &[Topic], losses: &mut Vec<Loss>, reader: &mut Reader<'_>) -> Option<Profile> {
    let place = reader.at(node);
    let mut profile = Profile::new(name, file, place.clone(), topics.len());
    let utilities = reader.need(node, "issueUtilities")?;
    for (key, utility) in reader.map(utilities, "`issueUtilities`")? {
        let range = key.range.clone();
        if let Some(position) = locate(&key.text, &range, topics, reader) {
            profile.worths[position] = worth(utility, &topics[position], reader);
        }
    }
    let weights = reader.need(node, "issueWeights")?;
    for (key, weight) in reader.map(weights, "`issueWeights`")? {
        let range = key.range.clone();
        if let Some(position) = locate(&key.text, &range, topics, reader) {
            profile.weights[position] = reader.number(weight);
        }
    }
    for (position, topic) in topics.iter().enumerate() {
        if matches!(profile.worths[position], Worth::Unsaid) {
            reader.faults.doubt(
                &place,
                format!("`{name}` says nothing of the issue `{}`: it adds nothing", topic.name),
            );
        } else if profile.weights[position].is_none() {
            reader.faults.doubt(&place, format!("`{}` has no weight: it counts 0", topic.name));
            profile.weights[position] = Some(Number::of(BigRational::zero()));
        }
    }
    profile.reservation = match node.get("reservationBid").and_then(|bid| bid.get("issuevalues").or(Some(bid))) {
        Some(bid) if bid.entries().is_some_and(|entries| !entries.is_empty()) => {
            profile.place = reader.at(bid);
            reservation(bid, &profile, topics, reader)?
        }
        _ => Reservation::Convention(
            Number::of(BigRational::zero()),
            "The profile has no reservation bid: GeniusWeb then values no deal at 0.".to_owned(),
        ),
    };
    for (key, _) in node.entries().unwrap_or_default() {
        let known = ["issueUtilities", "issueWeights", "domain", "name", "reservationBid"];
        if !known.contains(&key.text.as_str()) {
            losses.push(Loss::new(format!("`{}` of `{name}`", key.text)));
        }
    }
    Some(profile)
}

fn locate(name: &str, range: &std::ops::Range<usize>, topics: &[Topic], reader: &mut Reader<'_>) -> Option<usize> {
    let found = topics.iter().position(|topic| topic.name == name.trim());
    if found.is_none() {
        let help = reader.faults.hint(name, topics.iter().map(|topic| topic.name.as_str()));
        let place = reader.place(range);
        reader.faults.unknown(&place, "issue in the domain called", name, help);
    }
    found
}

fn worth(node: &Node, topic: &Topic, reader: &mut Reader<'_>) -> Worth {
    let inner = [
        "discreteutils",
        "numberutils",
        "DiscreteValueSetUtilities",
        "NumberValueSetUtilities",
    ]
    .iter()
    .find_map(|key| node.get(key))
    .unwrap_or(node);
    match &topic.domain {
        Domain::Listed(values) => {
            let mut scores = vec![None; values.len()];
            let Some(utilities) = reader.need(inner, "valueUtilities") else {
                return Worth::Unsaid;
            };
            let lookup = Lookup::new(values);
            for (key, utility) in reader.map(utilities, "`valueUtilities`").unwrap_or_default() {
                match lookup.text(&key.text) {
                    Some(position) => scores[position] = reader.number(utility),
                    None => {
                        let help = reader.faults.hint(&key.text, values.iter().map(String::as_str));
                        let place = reader.place(&key.range);
                        let what = format!("value of `{}` in the domain called", topic.name);
                        reader.faults.unknown(&place, &what, &key.text, help);
                    }
                }
            }
            Worth::Scores(scores)
        }
        Domain::Grid(_) => {
            let mut number = |key: &str| {
                let node = reader.need(inner, key)?;
                reader.number(node).map(|number| number.value)
            };
            match (number("lowValue"), number("lowUtility"), number("highValue"), number("highUtility")) {
                (Some(low), Some(low_worth), Some(high), Some(high_worth)) if low < high => {
                    Worth::Line(vec![(low, low_worth), (high, high_worth)])
                }
                (Some(low), Some(worth), Some(high), _) if low == high => Worth::Line(vec![(low, worth)]),
                _ => {
                    let place = reader.at(inner);
                    reader.faults.shape(&place, "`lowValue` must be below `highValue`");
                    Worth::Unsaid
                }
            }
        }
    }
}

/// The exact worth of the reservation bid.
fn reservation(bid: &Node, profile: &Profile, topics: &[Topic], reader: &mut Reader<'_>) -> Option<Reservation> {
    let mut total = BigRational::zero();
    let mut named = Vec::new();
    for (key, node) in reader.map(bid, "the reservation bid")? {
        let range = key.range.clone();
        let position = locate(&key.text, &range, topics, reader)?;
        let value = reader.word(node, "a value")?;
        let weight = profile.weights[position]
            .as_ref()
            .map_or_else(BigRational::zero, |weight| weight.value.clone());
        let worth = match (&topics[position].domain, &profile.worths[position]) {
            (Domain::Listed(values), Worth::Scores(scores)) => {
                let Some(at) = values.iter().position(|other| other == value) else {
                    let place = reader.at(node);
                    let what = format!("value of `{}` in the domain called", topics[position].name);
                    reader.faults.unknown(&place, &what, value, None);
                    return None;
                };
                scores[at].as_ref().map_or_else(BigRational::zero, |score| score.value.clone())
            }
            (Domain::Grid(_), Worth::Line(points)) => along(points, &reader.number(node)?.value),
            _ => BigRational::zero(),
        };
        named.push(format!("{}: {value}", topics[position].name));
        total += weight * worth;
    }
    let text = format!(
        "The worth of the reservation bid ({}), which is {}.",
        named.join("; "),
        show(&total)
    );
    Some(Reservation::Computed(Number::of(total), text))
}
