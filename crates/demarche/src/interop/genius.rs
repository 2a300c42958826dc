//! GENIUS XML: a domain (`negotiation_template`) and one profile (`utility_space`) a party.
//!
//! GENIUS scores a deal as the sum over issues of weight times evaluation, where a discrete evaluation is divided by the largest of its
//! issue, and a line over numbers is cut at 0 and 1. Weights are taken as they stand. With [`ImportOptions::raw_scores`], discrete
//! evaluations are not divided, and lines are counted from 0 and not cut, as some other readers of these files do. Issues are found by name first, then by index, since both are
//! used with gaps, in other orders, and from 2 on.

mod issues;
mod profile;
mod rectangles;

pub(super) use issues::grid;

use super::fault::Faults;
use super::names::{distinctive, file_name, stem};
use super::recognize::{Document, Kind, title};
use super::scenario::Scenario;
use super::xml::{self, Xml};
use super::{Format, ImportOptions, Loss};
use crate::span::Files;

/// Reads a domain and its profiles.
pub(super) fn read(documents: &[Document], files: &Files, options: &ImportOptions, faults: &mut Faults) -> Option<Scenario> {
    let mut open = |document: &Document| xml::parse(document.file, &files.get(document.file).text, faults);
    let profiles: Vec<(&Document, Xml<'_>)> = Document::of(documents, Kind::GeniusProfile)
        .filter_map(|document| Some((document, open(document)?)))
        .collect();
    let domain = Document::of(documents, Kind::GeniusDomain)
        .next()
        .and_then(|document| Some((document, open(document)?)));
    Document::only(documents, Kind::GeniusDomain, "domains", faults);
    if profiles.is_empty() {
        let name = domain.as_ref().map_or("", |(document, _)| document.name.as_str());
        faults.missing(
            format!("`{name}` says what is negotiated, and no file says what a party wants"),
            "name the profiles as well, one `utility_space` a party",
        );
        return None;
    }
    let mut losses = Vec::new();
    let (title_from, issues_from) = domain.as_ref().unwrap_or(&profiles[0]);
    if domain.is_none() {
        losses.push(Loss::new(format!(
            "no domain was named: the issues are those of `{}`",
            file_name(&title_from.name)
        )));
    }
    let issues = issues::read(issues_from.root(), options, &mut losses, faults)?;
    let all: Vec<&Document> = domain
        .iter()
        .map(|(document, _)| *document)
        .chain(profiles.iter().map(|(document, _)| *document))
        .collect();
    let offset = usize::from(domain.is_some());
    let names = party_names(domain.as_ref().map(|(_, xml)| xml), &profiles);
    let mut read = Vec::new();
    for (position, ((_, xml), name)) in profiles.iter().zip(names).enumerate() {
        read.extend(profile::read(
            xml.root(),
            &name,
            position + offset,
            &issues,
            options,
            &mut losses,
            faults,
        ));
    }
    let remark = if options.raw_scores {
        "A deal is worth the sum of weight times evaluation, evaluations taken as they stand and lines counted from 0 and not cut; GENIUS itself \
         divides the evaluations of an issue by the largest of them, counts lines from the lower bound, and cuts them at 0 and 1."
    } else {
        "As in GENIUS, a deal is worth the sum of weight times evaluation, where the evaluations of an issue are divided by the largest of \
         them (`12/30`), and weights are taken as they stand."
    };
    let named = issues_from.root().all("objective").next().and_then(|root| root.get("name"));
    let generic = |name: &str| name.is_empty() || name.eq_ignore_ascii_case("root");
    Some(Scenario {
        format: Format::Genius,
        title: named
            .filter(|name| !generic(name))
            .map_or_else(|| stem(&title_from.name), str::to_owned),
        remarks: vec![remark.to_owned()],
        files: all.iter().map(|document| (stem(&document.name), title(document))).collect(),
        domain: 0,
        topics: issues.into_iter().map(|issue| issue.topic).collect(),
        profiles: read,
        agreement: None,
        scales: Some("GENIUS compares and adds the parties' utilities.".to_owned()),
        losses,
    })
}

/// The parties' names: of the agents in the domain, where they name just these files, else what tells the files apart.
fn party_names(domain: Option<&Xml<'_>>, profiles: &[(&Document, Xml<'_>)]) -> Vec<String> {
    let stems: Vec<String> = profiles.iter().map(|(document, _)| stem(&document.name)).collect();
    let agents: Vec<(&str, &str)> = domain
        .iter()
        .flat_map(|xml| xml.root().all("agent"))
        .filter_map(|agent| {
            Some((
                file_name(agent.get("utility_space")?),
                agent.get("name").filter(|name| !name.is_empty())?,
            ))
        })
        .collect();
    let named: Vec<&str> = profiles
        .iter()
        .filter_map(|(document, _)| {
            let name = file_name(&document.name);
            agents.iter().find(|(file, _)| *file == name).map(|(_, name)| *name)
        })
        .collect();
    let distinct: std::collections::BTreeSet<&&str> = named.iter().collect();
    if named.len() == stems.len() && distinct.len() == named.len() {
        return named.into_iter().map(str::to_owned).collect();
    }
    distinctive(&stems)
}
