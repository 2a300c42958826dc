//! NegMAS scenarios in YAML or JSON: an outcome space and one utility function a party, in several files or in one.
//!
//! A deal is worth the bias plus the sum over issues of weight times the value function; nothing is divided. A party without a reserved
//! value takes any deal (NegMAS has minus infinity there), so that the least worth of a deal stands for it.

mod outcome_space;
mod value_function;

use num_rational::BigRational;
use num_traits::One;

use super::exact::{Number, whole};
use super::fault::Faults;
use super::lookup::Lookup;
use super::names::{distinctive, stem};
use super::recognize::{Document, Kind, title};
use super::scenario::{Condition, Domain, Profile, Reservation, Scenario, Topic, Worth};
use super::tree::{Data, Node, Reader};
use super::{Format, ImportOptions, Loss};

/// How deeply discounts may wrap each other.
const MOST_WRAPPERS: usize = 8;

/// Reads an outcome space and its utility functions.
pub(super) fn read(documents: &[Document], options: &ImportOptions, faults: &mut Faults) -> Option<Scenario> {
    let mut losses = Vec::new();
    let (document, space, functions) = parts(documents, faults)?;
    let mut reader = Reader {
        file: document.file,
        faults,
    };
    let topics = outcome_space::read(space, options, &mut losses, &mut reader)?;
    // Names that NegMAS took from files may still have the ending.
    let name_of = |node: &Node| Some(node.get("name")?.word()?.trim_end_matches(".xml").to_owned());
    let said: Vec<Option<String>> = functions
        .iter()
        .map(|(_, node)| name_of(node).or_else(|| name_of(inner(node).0)))
        .collect();
    let distinct: std::collections::BTreeSet<&Option<String>> = said.iter().collect();
    let names: Vec<String> = if said.iter().all(Option::is_some) && distinct.len() == said.len() {
        said.into_iter().flatten().collect()
    } else {
        let stems: Vec<String> = functions
            .iter()
            .zip(1..)
            .map(|((from, _), number)| {
                if from.file == document.file {
                    format!("party {number}")
                } else {
                    stem(&from.name)
                }
            })
            .collect();
        distinctive(&stems)
    };
    let mut files: Vec<&Document> = vec![document];
    let mut profiles = Vec::new();
    for ((from, node), name) in functions.iter().zip(&names) {
        if !files.iter().any(|file| file.file == from.file) {
            files.push(from);
        }
        let mut reader = Reader {
            file: from.file,
            faults: &mut *faults,
        };
        profiles.extend(profile(node, name, files.len() - 1, &topics, &mut losses, &mut reader));
    }
    let stated = name_of(space);
    Some(Scenario {
        format: Format::Negmas,
        title: stated.unwrap_or_else(|| stem(&document.name)),
        remarks: vec!["As in NegMAS, a deal is worth the sum of weight times value; nothing is normalized.".to_owned()],
        files: files.iter().map(|document| (stem(&document.name), title(document))).collect(),
        domain: 0,
        topics,
        profiles,
        agreement: None,
        scales: Some("NegMAS compares and adds the parties' utilities.".to_owned()),
        losses,
    })
}

type Parts<'d> = (&'d Document, &'d Node, Vec<(&'d Document, &'d Node)>);

/// The outcome space, and the utility functions with their files.
fn parts<'d>(documents: &'d [Document], faults: &mut Faults) -> Option<Parts<'d>> {
    let whole = Document::only(documents, Kind::NegmasScenario, "scenarios", faults);
    let domain = Document::only(documents, Kind::NegmasDomain, "outcome spaces", faults);
    let apart = Document::of(documents, Kind::NegmasUfun).filter_map(|document| Some((document, document.tree()?)));
    let (document, space, functions) = match (whole, domain) {
        (Some(document), None) => {
            let node = document.tree()?;
            let inside = node.get("ufuns")?.items()?.iter().map(|function| (document, function));
            (document, node.get("domain")?, inside.chain(apart).collect::<Vec<_>>())
        }
        (None, Some(document)) => (document, document.tree()?, apart.collect()),
        (Some(first), Some(second)) => {
            faults.missing(
                format!("`{}` and `{}` both have an outcome space", first.name, second.name),
                "import one scenario at a time",
            );
            return None;
        }
        (None, None) => {
            faults.missing(
                "there are utility functions, and no file says what is negotiated",
                "name the file with the outcome space (its `issues`) as well",
            );
            return None;
        }
    };
    if functions.is_empty() {
        faults.missing(
            format!("`{}` says what is negotiated, and no file says what a party wants", document.name),
            "name the utility functions as well, one file a party",
        );
        return None;
    }
    Some((document, space, functions))
}

/// The last part of a class name, in lower case.
fn class(node: &Node) -> String {
    let name = node
        .get("type")
        .or_else(|| node.get("__python_class__"))
        .and_then(Node::word)
        .unwrap_or_default();
    name.rsplit('.').next().unwrap_or_default().to_lowercase()
}

/// The utility function inside its discounts, and the discounts.
fn inner(node: &Node) -> (&Node, Vec<&Node>) {
    let mut node = node;
    let mut wrappers = Vec::new();
    while let Some(inside) = node.get("ufun").filter(|_| wrappers.len() < MOST_WRAPPERS) {
        wrappers.push(node);
        node = inside;
    }
    (node, wrappers)
}

fn profile(node: &Node, name: &str, file: usize, topics: &[Topic], losses: &mut Vec<Loss>, reader: &mut Reader<'_>) -> Option<Profile> {
    let (node, wrappers) = inner(node);
    let place = reader.at(node);
    let mut profile = Profile::new(name, file, place.clone(), topics.len());
    for wrapper in &wrappers {
        let said: Vec<String> = ["discount", "cost", "beta", "factor", "power"]
            .iter()
            .filter_map(|key| Some(format!("{key} {}", wrapper.get(key)?.word()?)))
            .collect();
        let text = format!(
            "Discounted by time ({}): kept as a note, since a case has no time.",
            said.join(", ")
        );
        losses.push(Loss::new(format!("the discount of `{name}` ({})", said.join(", "))));
        profile.remarks.push(text);
    }
    let class = class(node);
    match class.as_str() {
        "linearadditiveutilityfunction" | "linearutilityaggregationfunction" | "ufun" | "" => additive(node, &mut profile, topics, reader)?,
        "affineutilityfunction" | "linearutilityfunction" => affine(node, &mut profile, topics, reader)?,
        "constutilityfunction" => {
            let value = reader.need(node, "value")?;
            profile.constant = reader.number(value)?.value;
        }
        "hyperrectangleutilityfunction" => boxes(node, &mut profile, topics, reader)?,
        other => {
            let message = format!(
                "a utility function of the kind `{other}` cannot be read; known are linear additive, affine, constant and hyper-rectangle functions"
            );
            reader.faults.unsupported(&place, message);
            return None;
        }
    }
    if let Some(bias) = node.get("bias") {
        profile.constant += reader.number(bias)?.value;
    }
    if node
        .get("constraints")
        .is_some_and(|list| list.items().is_none_or(|items| !items.is_empty()))
    {
        losses.push(Loss::new(format!("the constraints of `{name}`")));
    }
    // What a wrapper says of no deal counts, the outermost first; else what the function inside says.
    let speaker = wrappers.iter().copied().find(|wrapper| wrapper.get("reserved_value").is_some());
    profile.reservation = reserved(speaker.unwrap_or(node), &mut profile, reader);
    Some(profile)
}

fn reserved(node: &Node, profile: &mut Profile, reader: &mut Reader<'_>) -> Reservation {
    let any = "The utility function has no reserved value, so that any deal is as good as none: the least worth of a deal stands for it.";
    let Some(value) = node.get("reserved_value") else {
        return Reservation::Least(any.to_owned());
    };
    profile.place = reader.at(value);
    let text = value.name().unwrap_or_default().to_ascii_lowercase();
    if ["-.inf", ".nan", "-inf", "nan", "-infinity"].contains(&text.as_str()) {
        return Reservation::Least(any.to_owned());
    }
    reader.number(value).map_or(Reservation::Unknown, Reservation::Stated)
}

/// One entry for each issue: in a list, by position; in a table, by the issue's name.
fn by_issue<'n>(node: &'n Node, what: &str, topics: &[Topic], reader: &mut Reader<'_>) -> Option<Vec<Option<&'n Node>>> {
    match &node.data {
        Data::List(items) if items.len() == topics.len() => Some(items.iter().map(Some).collect()),
        Data::Map(entries) => {
            let mut found = vec![None; topics.len()];
            for (key, entry) in entries {
                match topics.iter().position(|topic| topic.name == key.text) {
                    Some(position) => found[position] = Some(entry),
                    None => {
                        let known = topics.iter().map(|topic| topic.name.as_str());
                        let help = reader.faults.hint(&key.text, known);
                        let place = reader.place(&key.range);
                        reader.faults.unknown(&place, "issue called", &key.text, help);
                    }
                }
            }
            Some(found)
        }
        _ => {
            let place = reader.at(node);
            reader.faults.shape(
                &place,
                format!("`{what}` must have one entry for each of the {} issues", topics.len()),
            );
            None
        }
    }
}

fn weights(node: &Node, profile: &mut Profile, topics: &[Topic], otherwise: &BigRational, reader: &mut Reader<'_>) -> Option<()> {
    let Some(list) = node.get("weights") else {
        if !otherwise.is_one() {
            profile.weights = vec![Some(Number::of(otherwise.clone())); topics.len()];
        }
        return Some(());
    };
    for (position, weight) in by_issue(list, "weights", topics, reader)?.into_iter().enumerate() {
        profile.weights[position] = match weight {
            Some(weight) => Some(reader.number(weight)?),
            None => Some(Number::of(whole(0))),
        };
    }
    Some(())
}

fn additive(node: &Node, profile: &mut Profile, topics: &[Topic], reader: &mut Reader<'_>) -> Option<()> {
    weights(node, profile, topics, &BigRational::one(), reader)?;
    let values = reader.need(node, "values")?;
    for (position, function) in by_issue(values, "values", topics, reader)?.into_iter().enumerate() {
        let topic = &topics[position];
        match function {
            Some(function) => profile.worths[position] = value_function::read(function, topic, reader).unwrap_or(Worth::Unsaid),
            None => {
                let place = reader.at(values);
                reader.faults.doubt(
                    &place,
                    format!("`{}` says nothing of the issue `{}`: it adds nothing", profile.name, topic.name),
                );
            }
        }
    }
    Some(())
}

fn affine(node: &Node, profile: &mut Profile, topics: &[Topic], reader: &mut Reader<'_>) -> Option<()> {
    let share = whole(1) / whole(topics.len() as i64);
    weights(node, profile, topics, &share, reader)?;
    let place = reader.at(node);
    for (position, topic) in topics.iter().enumerate() {
        profile.worths[position] = value_function::linear(&whole(1), &whole(0), topic, &place, reader)?;
    }
    Some(())
}

/// Boxes of value ranges and what each adds.
fn boxes(node: &Node, profile: &mut Profile, topics: &[Topic], reader: &mut Reader<'_>) -> Option<()> {
    let ranges = reader.need(node, "outcome_ranges")?;
    let utilities = reader.need(node, "utilities")?;
    let (ranges, worths) = (reader.list(ranges, "`outcome_ranges`")?, reader.list(utilities, "`utilities`")?);
    if ranges.len() != worths.len() {
        let place = reader.at(utilities);
        reader
            .faults
            .shape(&place, format!("there are {} boxes and {} utilities", ranges.len(), worths.len()));
        return None;
    }
    let factors = match node.get("weights") {
        Some(list) => Some(reader.list(list, "`weights`")?),
        None => None,
    };
    for (position, (range, worth)) in ranges.iter().zip(worths).enumerate() {
        let mut worth = reader.number(worth)?;
        if let Some(factor) = factors.and_then(|factors| factors.get(position)) {
            let factor = reader.number(factor)?.value;
            if !factor.is_one() {
                worth = Number::of(worth.value * factor);
            }
        }
        let mut conditions = Vec::new();
        for (key, side) in reader.map(range, "a box")? {
            // Issues are numbered from 0, or named.
            let at = topics
                .iter()
                .position(|topic| topic.name == key.text)
                .or_else(|| key.text.parse::<usize>().ok().filter(|number| *number < topics.len()));
            let Some(at) = at else {
                let place = reader.place(&key.range);
                reader.faults.unknown(&place, "issue called", &key.text, None);
                return None;
            };
            conditions.push(condition(side, at, topics, reader)?);
        }
        profile.terms.push((conditions, true, worth));
    }
    Some(())
}

fn condition(side: &Node, at: usize, topics: &[Topic], reader: &mut Reader<'_>) -> Option<Condition> {
    match (&topics[at].domain, side.items()) {
        // NegMAS 0.16 leaves both ends out.
        (Domain::Grid(_), Some([low, high])) => Some(Condition::Inside(at, reader.number(low)?, reader.number(high)?)),
        (Domain::Grid(_), None) => {
            let only = reader.number(side)?;
            Some(Condition::Between(at, only.clone(), only))
        }
        (Domain::Listed(values), None) => {
            let name = reader.word(side, "a value")?;
            let value = Lookup::new(values).text_or_number(name);
            if value.is_none() {
                let place = reader.at(side);
                reader
                    .faults
                    .unknown(&place, &format!("value of `{}` called", topics[at].name), name, None);
            }
            Some(Condition::Is(at, value?))
        }
        _ => {
            let place = reader.at(side);
            reader
                .faults
                .unsupported(&place, "a side of a box must be a value, or the ends of a range of numbers");
            None
        }
    }
}
