//! KTAB's table of actors for the spatial model of politics: per actor a power, and per dimension a position and a salience.
//!
//! The first row has the model's name, a description, and how many actors and dimensions follow; the second row has headings. Positions
//! lie between 0 and 100. Here a dimension becomes a numeric issue, on which an actor's worth has a single peak: the salience at the
//! actor's position, falling in proportion to the distance, by the whole salience over 100.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::csv::Cell;
use super::exact::{Number, decimal, ten_to, whole};
use super::fault::{Faults, Place};
use super::genius::grid;
use super::names::stem;
use super::recognize::{Document, Kind, title};
use super::scenario::{AgreementOf, Domain, Profile, Reservation, Scenario, Topic, Worth};
use super::{Format, ImportOptions, Loss};
use crate::span::FileId;

/// Columns before the first dimension: actor, description, power.
const LEADING: usize = 3;

/// Reads a table of actors.
pub(super) fn read(documents: &[Document], options: &ImportOptions, faults: &mut Faults) -> Option<Scenario> {
    let document = Document::only(documents, Kind::Ktab, "tables of actors", faults)?;
    let [first, headings, actors @ ..] = document.sheet()?.rows.as_slice() else {
        faults.shape(&document.place(), "this table has no actors");
        return None;
    };
    let file = document.file;
    let (expected, dimensions) = (count(first, 2, file, faults)?, count(first, 3, file, faults)?);
    if actors.is_empty() || actors.len() != expected {
        let message = format!("the first row announces {expected} actors, and {} follow", actors.len());
        faults.shape(&place(file, &first[2]), message);
        return None;
    }
    let mut losses = Vec::new();
    let mut topics: Vec<Topic> = Vec::new();
    for dimension in 0..dimensions.min(100) {
        let name = dimension_name(headings, dimension, dimensions, &first[0].text);
        if topics.iter().any(|topic| topic.name == name) {
            faults.twice(&place(file, &headings[0]), "dimension", &name, None);
            return None;
        }
        let at = place(file, &headings[0]);
        let (grid, remark) = grid(&name, whole(0), whole(100), false, options, &at, &mut losses, faults)?;
        topics.push(Topic {
            name,
            domain: Domain::Grid(grid),
            remark,
        });
    }
    let mut profiles: Vec<Profile> = Vec::new();
    let mut powers = Vec::new();
    for row in actors {
        let Some((profile, power)) = actor(row, topics.len(), file, faults) else {
            continue;
        };
        if profiles.iter().any(|other| other.name == profile.name) {
            faults.twice(&place(file, &row[0]), "actor", &profile.name, None);
        }
        profiles.push(profile);
        powers.push(power);
    }
    losses.push(Loss::new(
        "what holds today, which the format does not say: the negotiation starts from nothing, and no value of no deal is known",
    ));
    losses.push(Loss::new(
        "how KTAB lets actors bargain and vote in rounds, weighing power by salience; the case has a weighted majority instead",
    ));
    let description = first.get(1).map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
    Some(Scenario {
        format: Format::Ktab,
        title: if first[0].text.is_empty() {
            stem(&document.name)
        } else {
            first[0].text.clone()
        },
        remarks: description.map(|text| format!("{text}.")).into_iter().collect(),
        files: vec![(stem(&document.name), title(document))],
        domain: 0,
        topics,
        profiles,
        agreement: majority(&powers),
        scales: Some("KTAB weighs and adds the actors' utilities on one scale.".to_owned()),
        losses,
    })
}

fn place(file: FileId, cell: &Cell) -> Place {
    Place {
        file,
        range: cell.range.clone(),
    }
}

fn count(row: &[Cell], column: usize, file: FileId, faults: &mut Faults) -> Option<usize> {
    let cell = row.get(column)?;
    let count = cell.text.parse::<usize>().ok().filter(|count| *count > 0);
    if count.is_none() {
        faults.shape(&place(file, cell), "expected how many there are, a whole number above 0");
    }
    count
}

/// `Policy Position` and `Policy Salience` are about `Policy`; without such a word the dimension has a number.
fn dimension_name(headings: &[Cell], dimension: usize, dimensions: usize, model: &str) -> String {
    let heading = headings.get(LEADING + 2 * dimension).map_or("", |cell| cell.text.as_str());
    let name = heading
        .strip_suffix("Position")
        .or_else(|| heading.strip_suffix("position"))
        .unwrap_or("")
        .trim();
    match name {
        "" if dimensions == 1 && !model.is_empty() => format!("{model} position"),
        "" => format!("Dimension {}", dimension + 1),
        name => name.to_owned(),
    }
}

fn actor(row: &[Cell], dimensions: usize, file: FileId, faults: &mut Faults) -> Option<(Profile, Number)> {
    let first = row.first()?;
    let filled = row.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
    if first.text.is_empty() || filled != LEADING + 2 * dimensions {
        let wanted = LEADING + 2 * dimensions;
        let message =
            format!("a row has {wanted} cells: actor, description, power, and position and salience by dimension; this one has {filled}");
        faults.shape(&place(file, first), message);
        return None;
    }
    let mut number = |column: usize, highest: Option<i64>| {
        let cell = &row[column];
        let number = Number::parse(&cell.text);
        match &number {
            None => faults.number(&place(file, cell), &cell.text),
            Some(found) if found.value.is_negative() || highest.is_some_and(|highest| found.value > whole(highest)) => {
                let range = highest.map_or_else(|| "0 or more".to_owned(), |highest| format!("between 0 and {highest}"));
                faults.shape(&place(file, cell), format!("this must be {range}"));
            }
            Some(_) => {}
        }
        number
    };
    let power = number(2, None)?;
    let mut profile = Profile::new(&first.text, 0, place(file, first), dimensions);
    for dimension in 0..dimensions {
        let position = number(LEADING + 2 * dimension, Some(100))?.value;
        let salience = number(LEADING + 2 * dimension + 1, None)?;
        profile.worths[dimension] = Worth::Line(peak(&position));
        profile.weights[dimension] = Some(salience);
    }
    profile.reservation = Reservation::Unknown;
    let description = &row[1].text;
    profile
        .remarks
        .extend((!description.is_empty()).then(|| format!("{description}. Power {}.", power.text)));
    Some((profile, power))
}

/// 1 at the position, less by a hundredth a unit of distance.
fn peak(position: &BigRational) -> Vec<(BigRational, BigRational)> {
    let hundred = whole(100);
    let at = |x: BigRational| {
        let distance = (&x - position).abs();
        let worth = whole(1) - distance / &hundred;
        (x, worth)
    };
    let mut points = vec![at(whole(0)), at(position.clone()), at(hundred.clone())];
    points.dedup();
    points
}

/// More than half of all power. Powers are decimals, so that the next number above one half is known.
fn majority(powers: &[Number]) -> Option<AgreementOf> {
    let total: BigRational = powers.iter().map(|power| power.value.clone()).sum();
    if total.is_zero() {
        return None;
    }
    let places = powers
        .iter()
        .filter_map(|power| decimal(&power.value))
        .map(|text| text.split_once('.').map_or(0, |(_, fraction)| fraction.len()))
        .max()
        .unwrap_or(0);
    let unit = BigRational::from_integer(ten_to(places as u32));
    let half = (total * &unit / whole(2)).floor() + whole(1);
    let quota = Number::of(half / unit);
    let text =
        "Supposed for this import: actors with more than half of all power settle the matter. KTAB itself does not fix who must agree.";
    Some(AgreementOf::Quota(
        quota.toml(),
        powers.iter().map(Number::toml).collect(),
        text.to_owned(),
    ))
}
