//! What an existing case lacks: positions of its parties that texts report and no line has, as lines to add at its end.
//!
//! Nothing that the analyst wrote is changed. A party is found again by its id, name or country; an issue by who can settle it and its
//! id, name or topic, or by words that it cites; a statement by party, verb and issue.

use std::collections::BTreeSet;

use super::super::gazetteer::country_code;
use super::super::lexicon::Lexicon;
use super::print::{one_issue, one_lever, one_statement};
use super::{Gathered, SourceText, gather};
use crate::case::{Case, Content, Formula};
use crate::index::PartyId;

/// Lines to add to a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Their text, to stand at the end of the file.
    pub text: String,
    /// How many lines of the case they are.
    pub lines: usize,
    /// Positions that the case has already.
    pub known: usize,
    /// Positions of the case that its party takes back in the texts: for the analyst to look at, as no line is changed.
    pub given_up: Vec<String>,
}

/// What `sources` say that `case` does not have. A source whose id the case has is the one that the case has.
pub fn additions(case: &Case, sources: &[SourceText]) -> Added {
    let mut gathered = gather::gather(sources);
    let mut added = Added::default();
    let parties = rename_parties(case, &mut gathered);
    let (issues, alike) = rename_issues(case, &mut gathered);
    for source in sources {
        if case.sources.values().all(|known| known.id != source.id) {
            added.text.push_str(&source_table(source));
        }
    }
    let used: Vec<bool> = (0..gathered.parties.len())
        .map(|party| uses(case, &gathered, (&issues, &alike), party))
        .collect();
    for (party, known) in gathered
        .parties
        .iter()
        .zip(&parties)
        .zip(used)
        .filter_map(|((party, known), used)| used.then_some((party, known)))
    {
        if !known {
            added.text.push_str(&format!(
                "\n[party.{}]\nname = \"{}\"\n",
                party.id,
                party.name.replace(['"', '\\'], "")
            ));
        }
    }
    for (issue, known) in gathered.issues.iter().zip(&issues) {
        if !known {
            added.text.push_str(&one_issue(&gathered, issue));
            added.lines += 1;
        }
    }
    for statement in &gathered.statements {
        if issues[statement.issue] && states(case, &gathered, statement.party, statement.verb, &alike[statement.issue]) {
            added.known += 1;
            continue;
        }
        added.text.push_str(&one_statement(&gathered, statement));
        added.lines += 1;
    }
    added.given_up = given_up(case, &gathered);
    for lever in &gathered.levers {
        let known = case
            .levers
            .iter()
            .any(|known| lever.cites.iter().any(|cite| known_cites(case, known.statement, cite)));
        if known {
            added.known += 1;
        } else {
            added.text.push_str(&one_lever(&gathered, lever));
            added.lines += 1;
        }
    }
    added
}

/// Positions of the case that a text takes back.
fn given_up(case: &Case, gathered: &Gathered) -> Vec<String> {
    let lexicon = Lexicon::new();
    let mut found: Vec<String> = Vec::new();
    for given in &gathered.given_up {
        let party = &gathered.parties[given.party].id;
        let holder = party_id(case, party);
        let held = |statement: &&crate::case::Statement| {
            let fits = match &statement.content {
                Content::Demands(..) | Content::Requires(..) => given.drops,
                Content::Rejects(..) | Content::Refuses(..) => !given.drops,
                _ => false,
            };
            fits && holder.is_some() && statement.content.holder().map(|holder| holder.party) == holder
        };
        let alone = case.statements.values().filter(held).count() == 1;
        for statement in case.statements.values().filter(held) {
            let (verb, said) = match &statement.content {
                Content::Demands(_, said) => ("demands", said),
                Content::Requires(_, said) => ("requires", said),
                Content::Rejects(_, said) => ("rejects", said),
                Content::Refuses(_, said) => ("refuses", said),
                _ => continue,
            };
            let issues = said.formula.issues();
            let about = issues.iter().filter_map(|id| case.issues.get(*id)).find(|issue| {
                let topic = lexicon.topic_of(&format!("{} {}", issue.name, issue.question));
                let own = given.drops || settles(case, issue, party);
                own && given.is_about(&issue.name, topic, alone)
            });
            let Some(issue) = about else { continue };
            let remark = format!("{party} {verb} `{}`, but later: {}", issue.id, given.said);
            if !found.contains(&remark) {
                found.push(remark);
            }
        }
    }
    found
}

/// Whether anything that is added speaks of the party.
fn uses(case: &Case, gathered: &Gathered, (issues, alike): (&[bool], &[Vec<String>]), party: usize) -> bool {
    let statement = gathered.statements.iter().any(|statement| {
        statement.party == party && !(issues[statement.issue] && states(case, gathered, party, statement.verb, &alike[statement.issue]))
    });
    let issue = gathered
        .issues
        .iter()
        .zip(issues)
        .any(|(issue, known)| !known && (issue.by.contains(&party) || issue.by.is_empty()));
    statement || issue || gathered.levers.iter().any(|lever| lever.owner == party || lever.on == party)
}

fn source_table(source: &SourceText) -> String {
    let plain = |words: &str| words.replace(['"', '\\'], "").replace(|letter: char| letter.is_control(), " ");
    let file = source.file.map(|file| format!("file = \"{}\"\n", plain(file))).unwrap_or_default();
    format!("\n[source.{}]\ntitle = \"{}\"\n{file}", source.id, plain(source.title))
}

/// Gives each drafted party the id that the case has for it; true where it has one.
fn rename_parties(case: &Case, gathered: &mut Gathered) -> Vec<bool> {
    let mut known = Vec::new();
    for party in &mut gathered.parties {
        let same = case.parties.values().find(|other| {
            let name = other.name.to_lowercase();
            let code = country_code(&other.name).or_else(|| country_code(&other.id));
            other.id == party.id || name == party.name.to_lowercase() || code.is_some_and(|code| code == party.key)
        });
        known.push(same.is_some());
        if let Some(same) = same {
            party.id.clone_from(&same.id);
        }
    }
    known
}

/// The same for issues; and for each the ids of all issues of the case that it may be. (A position that the case has on any of them is
/// known, whichever of them a later text would be taken to mean.)
///
/// What two parties can do is two issues, whatever they are called: that one withdraw is not that the other withdraw. Only an issue that
/// cites the same words stays the same if the analyst says that somebody else settles it. An issue that the case does not have gets an
/// id that it does not have either.
fn rename_issues(case: &Case, gathered: &mut Gathered) -> (Vec<bool>, Vec<Vec<String>>) {
    let lexicon = Lexicon::new();
    let parties: Vec<String> = gathered.parties.iter().map(|party| party.id.clone()).collect();
    let in_case = case_ids(case);
    let mut taken = in_case.clone();
    taken.extend(parties.iter().cloned());
    taken.extend(gathered.issues.iter().map(|issue| issue.id.clone()));
    let (mut known, mut alike) = (Vec::new(), Vec::new());
    for issue in &mut gathered.issues {
        let by: Vec<&str> = issue.by.iter().map(|party| parties[*party].as_str()).collect();
        let settled = |other: &&crate::case::Issue| by.iter().all(|id| settles(case, other, id));
        let cited = |other: &&crate::case::Issue| issue.cites.iter().any(|cite| known_cites(case, other.statement, cite));
        let same_name = |other: &&crate::case::Issue| other.id == issue.id || other.name.eq_ignore_ascii_case(&issue.name);
        let same_topic = |other: &&crate::case::Issue| {
            let topic = lexicon.topic_of(&format!("{} {}", other.name, other.question));
            !by.is_empty() && issue.topic.is_some() && issue.topic.as_deref() == topic
        };
        // The same id counts for most, and the same name for more than the same topic.
        let by_id = case
            .issues
            .values()
            .filter(|other| other.id == issue.id && (settled(other) || cited(other)));
        let named = case
            .issues
            .values()
            .filter(|other| same_name(other) && (settled(other) || cited(other)));
        let of_topic = case.issues.values().filter(|other| same_topic(other) && settled(other));
        let may_be: Vec<String> = by_id.chain(named).chain(of_topic).map(|other| other.id.clone()).collect();
        known.push(!may_be.is_empty());
        if let Some(same) = may_be.first() {
            issue.id.clone_from(same);
        } else if in_case.contains(&issue.id) {
            issue.id = fresh(&issue.id, &mut taken);
        }
        alike.push(may_be);
    }
    (known, alike)
}

/// The names in formulas that the case has.
fn case_ids(case: &Case) -> BTreeSet<String> {
    let issues = case.issues.values().map(|issue| issue.id.clone());
    issues.chain(case.parties.values().map(|party| party.id.clone())).collect()
}

/// The id with the first number that makes it a new one.
fn fresh(id: &str, taken: &mut BTreeSet<String>) -> String {
    let mut count = 2;
    while !taken.insert(format!("{id}-{count}")) {
        count += 1;
    }
    format!("{id}-{count}")
}

/// Whether the party has a say in a change of the issue.
fn settles(case: &Case, issue: &crate::case::Issue, id: &str) -> bool {
    let Some(party) = party_id(case, id) else { return false };
    let changes = issue.changes.iter().map(|change| &change.by);
    changes.chain(&issue.settled_by).any(|by| by.members().contains(&party))
}

fn party_id(case: &Case, id: &str) -> Option<PartyId> {
    case.parties.iter().find(|(_, party)| party.id == id).map(|(id, _)| id)
}

/// Whether the case has a position of this party on one of the issues that points the same way.
fn states(case: &Case, gathered: &Gathered, party: usize, verb: &str, issues: &[String]) -> bool {
    let holder = party_id(case, &gathered.parties[party].id);
    let speaks = |formula: &Formula| {
        formula
            .issues()
            .iter()
            .any(|id| case.issues.get(*id).is_some_and(|issue| issues.contains(&issue.id)))
    };
    case.statements.values().any(|statement| {
        let said = match &statement.content {
            Content::Demands(_, said) | Content::Requires(_, said) if verb == "demands" => said,
            Content::Rejects(_, said) | Content::Refuses(_, said) if verb != "demands" => said,
            _ => return false,
        };
        statement.content.holder().map(|holder| holder.party) == holder && speaks(&said.formula)
    })
}

/// Whether the line cites these very words.
fn known_cites(case: &Case, statement: crate::index::StatementId, cite: &str) -> bool {
    let words = cite.split_once(": ").map_or(cite, |(_, words)| words);
    let line = case.statements.get(statement);
    line.is_some_and(|line| {
        line.cites
            .iter()
            .any(|known| matches!(&known.passage, crate::case::Passage::Quote(quote) if quote == words))
    })
}
