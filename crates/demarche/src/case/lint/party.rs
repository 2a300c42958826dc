//! Is every party heard, and are all treated alike?

use std::collections::{BTreeMap, BTreeSet};

use crate::case::{Case, Party, Silence, Statement};
use crate::diagnostic::Diagnostic;
use crate::index::PartyId;
use crate::span::Span;

/// Parties without a line, and rules that are applied to some parties only.
pub(crate) fn check(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let heard: BTreeSet<PartyId> = lines(case).filter(|(_, inner, _)| !inner).map(|(party, ..)| party).collect();
    for (_, party) in case.parties.iter().filter(|(key, _)| !heard.contains(key)) {
        let message = format!("no line says what `{}` wants", party.id);
        let help = format!(
            "add a `[[statement]]` with `party = \"{}\"`; until then nothing is known of its preferences",
            party.id
        );
        found.push(Diagnostic::warning("silent-party", message).at(party.span, "").help(help));
    }
    let parties = case.parties.values().map(|party| (party.name.as_str(), party.span));
    found.extend(same_names("parties", parties));
    let issues = case.issues.values().map(|issue| (issue.name.as_str(), issue.span));
    found.extend(same_names("issues", issues));
    found.extend(agreement(case));
    found.extend(silence(case));
    found.extend(confidence(case));
    found
}

/// Two things that a reader cannot tell apart.
fn same_names<'a>(kind: &str, named: impl Iterator<Item = (&'a str, Span)>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    let mut found = Vec::new();
    for (name, span) in named {
        match first.get(name) {
            Some(earlier) => found.push(
                Diagnostic::warning("same-name", format!("two {kind} have the name `{name}`"))
                    .at(span, "")
                    .with(*earlier, "the other")
                    .help("give each a `name` of its own: tables and sentences tell them apart by nothing else"),
            ),
            None => {
                first.insert(name, span);
            }
        }
    }
    found
}

/// The lines about preferences: whose, whether of a constituency, and the line.
fn lines(case: &Case) -> impl Iterator<Item = (PartyId, bool, &Statement)> {
    case.statements.values().filter_map(|line| {
        line.content
            .holder()
            .map(|holder| (holder.party, holder.constituency.is_some(), line))
    })
}

/// A rule of agreement that those at the table cannot meet: nothing can be signed then.
fn agreement(case: &Case) -> Option<Diagnostic> {
    let agreement = case.agreement.as_ref()?;
    let seated = |party: PartyId| case.parties.get(party).is_some_and(|party| party.seat);
    if agreement.rule.holds(&seated) {
        return None;
    }
    let outside: Vec<String> = agreement
        .rule
        .members()
        .into_iter()
        .filter(|party| !seated(*party))
        .filter_map(|party| case.parties.get(party))
        .map(|party| format!("`{}`", party.id))
        .collect();
    let message = format!(
        "nobody can sign anything: the rule of agreement needs {}, outside the table",
        outside.join(", ")
    );
    let fault = Diagnostic::warning("unmet-agreement", message).at(case.statements.get(agreement.statement)?.span, "");
    Some(fault.help("give them a seat, or write a rule that those at the table can meet"))
}

/// `silence` must be set for all parties or for none, and alike.
fn silence(case: &Case) -> Option<Diagnostic> {
    let first = case.parties.values().next()?.silence;
    if case.parties.values().all(|party| party.silence == first) {
        return None;
    }
    let set: Vec<&Party> = case.parties.values().filter(|party| party.silence != Silence::ByForm).collect();
    let names: Vec<String> = set.iter().map(|party| format!("`{}`", party.id)).collect();
    let message = format!("silence is read differently for {} than for the others", names.join(", "));
    let mut fault = Diagnostic::warning("unequal-rules", message).at(set.first()?.span, "`silence` is set here");
    for party in set.iter().skip(1) {
        fault = fault.with(party.span, "");
    }
    Some(fault.help("set the same `silence` for every party, or for none"))
}

/// Confidence in the lines of exactly one party, though others have lines too: only that party's lines could be dropped.
fn confidence(case: &Case) -> Option<Diagnostic> {
    let all: BTreeSet<PartyId> = lines(case).map(|(party, ..)| party).collect();
    let doubted = || lines(case).filter(|(.., line)| line.confidence.is_some());
    let parties: BTreeSet<PartyId> = doubted().map(|(party, ..)| party).collect();
    let only = parties.first()?;
    if parties.len() != 1 || all.len() < 2 {
        return None;
    }
    let (.., line) = doubted().next()?;
    let message = format!("only lines about `{}` have a `confidence`", case.parties.get(*only)?.id);
    let help = "judge the other parties' lines by the same rule, or leave `confidence` out";
    Some(
        Diagnostic::warning("unequal-rules", message)
            .at(line.span, "the first of them")
            .help(help),
    )
}
