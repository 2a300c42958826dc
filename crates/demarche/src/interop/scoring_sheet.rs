//! Scoring-sheet games in JSON: issues with numbered options, and for each party a sheet of points and a minimum.
//!
//! A party agrees to a deal that gives it its minimum. Where some parties have the roles `p1` and `p2`, these must agree and so must all
//! parties but one; otherwise everybody must.

use super::fault::Faults;
use super::names::stem;
use super::recognize::{Document, Kind, title};
use super::scenario::{AgreementOf, Domain, MOST_VALUES, Profile, Reservation, Scenario, Topic, Worth};
use super::tree::{Data, Node, Reader};
use super::{Format, Loss};

/// Reads a game.
pub(super) fn read(documents: &[Document], faults: &mut Faults) -> Option<Scenario> {
    let document = Document::only(documents, Kind::ScoringSheet, "games", faults)?;
    let node = document.tree()?;
    let mut reader = Reader {
        file: document.file,
        faults,
    };
    let topics = topics(node, &mut reader)?;
    let mut losses = Vec::new();
    let parties = reader.need(node, "parties")?;
    let mut profiles: Vec<Profile> = Vec::new();
    let mut vetoes = Vec::new();
    for party in reader.list(parties, "`parties`")? {
        let Some(profile) = profile(party, &topics, &mut reader) else {
            continue;
        };
        if profiles.iter().any(|other| other.name == profile.name) {
            let place = reader.at(party);
            reader.faults.twice(&place, "party", &profile.name, None);
        }
        match party.get("role").and_then(Node::word) {
            Some("p1" | "p2") => vetoes.push(profiles.len()),
            Some("player") | None => {}
            Some(role) => losses.push(Loss::new(format!("the role `{role}` of `{}`", profile.name))),
        }
        profiles.push(profile);
    }
    let rule = node.get("pass_rule").and_then(Node::word);
    let agreement = (!vetoes.is_empty() && profiles.len() > 1).then(|| {
        let text = "Both veto parties and all parties but one must reach their minimum.".to_owned();
        AgreementOf::AllOfAndSome(vetoes, profiles.len() - 1, text, rule.is_some())
    });
    if let Some(rule) = rule {
        losses.push(Loss::new(format!(
            "of the game's rule, whatever goes beyond minimums and vetoes (such as a bonus); it reads: {rule}"
        )));
    }
    if let Some(deal) = node.get("initial_deal").and_then(Node::word) {
        losses.push(Loss::new(format!("the deal that is proposed first, {deal}")));
    }
    let text_of = |key: &str| node.get(key).and_then(Node::word).map(str::to_owned);
    let remarks = [("From", "source"), ("Licence of the game", "licence")]
        .into_iter()
        .filter_map(|(what, key)| Some(format!("{what}: {}.", text_of(key)?)))
        .collect();
    Some(Scenario {
        format: Format::ScoringSheet,
        title: text_of("game").or_else(|| text_of("name")).unwrap_or_else(|| stem(&document.name)),
        remarks,
        files: vec![(stem(&document.name), title(document))],
        domain: 0,
        topics,
        profiles,
        agreement,
        scales: Some("The game compares and adds points, of which every sheet has as many.".to_owned()),
        losses,
    })
}

fn topics(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<Topic>> {
    let issues = reader.need(node, "issues")?;
    let mut topics: Vec<Topic> = Vec::new();
    for issue in reader.list(issues, "`issues`")? {
        let Some(name) = ["title", "name", "key"].iter().find_map(|key| issue.get(key)).and_then(Node::word) else {
            let place = reader.at(issue);
            reader.faults.shape(&place, "this issue has no `title`");
            continue;
        };
        if topics.iter().any(|topic| topic.name == name) {
            let place = reader.at(issue);
            reader.faults.twice(&place, "issue", name, None);
            continue;
        }
        let Some(values) = options(issue, topics.len(), reader) else {
            continue;
        };
        topics.push(Topic {
            name: name.to_owned(),
            domain: Domain::Listed(values),
            remark: None,
        });
    }
    (!topics.is_empty()).then_some(topics)
}

/// Options by name, or numbered after the issue's letter.
fn options(issue: &Node, position: usize, reader: &mut Reader<'_>) -> Option<Vec<String>> {
    if let Some(list) = issue.get("options").filter(|options| options.items().is_some()) {
        let mut values: Vec<String> = Vec::new();
        for item in reader.list(list, "`options`")? {
            let value = reader.word(item, "an option")?;
            if values.iter().any(|other| other == value) {
                let place = reader.at(item);
                reader.faults.twice(&place, "option", value, None);
            }
            values.push(value.to_owned());
        }
        return Some(values);
    }
    let node = reader.need(issue, "n_options")?;
    let count = match &node.data {
        Data::Number(text) => text.parse::<usize>().ok().filter(|count| (1..=MOST_VALUES).contains(count)),
        _ => None,
    };
    let Some(count) = count else {
        let place = reader.at(node);
        reader.faults.shape(&place, format!("an issue has from 1 to {MOST_VALUES} options"));
        return None;
    };
    let key = issue
        .get("key")
        .and_then(Node::word)
        .map_or_else(|| format!("{}-", position + 1), str::to_owned);
    Some((1..=count).map(|option| format!("{key}{option}")).collect())
}

fn profile(party: &Node, topics: &[Topic], reader: &mut Reader<'_>) -> Option<Profile> {
    let node = reader.need(party, "name")?;
    let name = reader.word(node, "the name of a party")?;
    let mut profile = Profile::new(name, 0, reader.at(party), topics.len());
    let scores = reader.need(party, "scores")?;
    let sheets = reader.list(scores, "`scores`")?;
    if sheets.len() != topics.len() {
        let place = reader.at(scores);
        let message = format!("`{name}` scores {} issues, and the game has {}", sheets.len(), topics.len());
        reader.faults.shape(&place, message);
        return None;
    }
    for (position, (sheet, topic)) in sheets.iter().zip(topics).enumerate() {
        let points = reader.list(sheet, "the points of an issue")?;
        if points.len() != topic.domain.len() {
            let place = reader.at(sheet);
            let message = format!(
                "`{}` has {} options, and `{name}` scores {}",
                topic.name,
                topic.domain.len(),
                points.len()
            );
            reader.faults.shape(&place, message);
            continue;
        }
        profile.worths[position] = Worth::Scores(points.iter().map(|point| reader.number(point)).collect());
    }
    let minimum = ["minimum", "threshold", "min"].iter().find_map(|key| party.get(key));
    profile.reservation = match minimum {
        Some(minimum) => {
            profile.place = reader.at(minimum);
            Reservation::Stated(reader.number(minimum)?)
        }
        None => Reservation::Unknown,
    };
    Some(profile)
}
