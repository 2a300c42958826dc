//! Gambit's strategic form (`.nfg`): a strategy is a choice of everything that a party controls alone.
//!
//! A case is such a game only if every issue is one party's to set at will, both ways and without conditions, and if what is feasible is
//! every combination of the parties' own feasible choices. Payoffs are the parties' exact values; ranks where a party has an order only.

use std::collections::BTreeSet;

use super::{Reason, Written};
use crate::case::{Case, Consent, Issue, Start};
use crate::index::{IssueId, Key, PartyId, StateId};
use crate::interop::Loss;
use crate::interop::exact::show;
use crate::interop::names::slug;
use crate::model::Model;

/// Strategy profiles that are written.
const MOST_PROFILES: usize = 1_000_000;

/// Writes the game.
pub(super) fn write(case: &Case, model: &Model) -> Result<Written, Reason> {
    if case.start == Start::Nothing {
        return Err(Reason::new(
            "a negotiation from nothing is no normal-form game: nobody can do anything alone in it",
        ));
    }
    let owners = owners(case)?;
    let choices: Vec<Vec<Vec<u32>>> = case.parties.keys().map(|party| choices(case, model, &owners, party)).collect();
    let profiles = choices
        .iter()
        .try_fold(1usize, |product, own| product.checked_mul(own.len()))
        .filter(|profiles| *profiles <= MOST_PROFILES)
        .ok_or_else(|| Reason::new(format!("the game has more than {MOST_PROFILES} strategy profiles")))?;
    if profiles != model.space.len() {
        return Err(Reason::new(format!(
            "this is no normal-form game: the parties' own choices make {profiles} combinations, and {} of them are feasible",
            model.space.len()
        ))
        .help("what one party can do depends on what another does, by a `never` formula"));
    }
    let mut losses = Vec::new();
    let payoffs: Vec<Vec<String>> = case
        .parties
        .keys()
        .map(|party| payoffs(case, model, party, &mut losses))
        .collect::<Result<_, _>>()?;
    losses.push(Loss::new("what holds today: a strategic form has no status quo"));
    super::lines_lost(
        case,
        |content| content.holder().is_some_and(|holder| holder.constituency.is_none()),
        &mut losses,
    );
    let text = game(case, model, &owners, &choices, &payoffs);
    Ok(Written {
        files: vec![(format!("{}.nfg", slug(&case.title, "case")), text)],
        losses,
    })
}

/// The one party that sets each issue at will.
fn owners(case: &Case) -> Result<Vec<PartyId>, Reason> {
    case.issues.values().map(owner).collect()
}

fn owner(issue: &Issue) -> Result<PartyId, Reason> {
    let no_game = |why: &str| Reason::new(format!("this is no normal-form game: `{}` {why}", issue.name));
    let mut found = None;
    let mut ways = BTreeSet::new();
    for change in &issue.changes {
        if change.when.is_some() {
            return Err(no_game("can be changed under conditions only"));
        }
        match (&change.by, found) {
            (Consent::One(party), None) => found = Some(*party),
            (Consent::One(party), Some(other)) if *party == other => {}
            (Consent::Nature, _) => return Err(no_game("is changed by events outside anybody's control")),
            _ => return Err(no_game("is not one party's to change alone")),
        }
        ways.insert((change.from, change.to));
    }
    let count = issue.values.len();
    if ways.len() != count * (count - 1) {
        return Err(no_game("cannot be changed from every value to every other"));
    }
    found.ok_or_else(|| no_game("is nobody's to change"))
}

/// What a party can choose: feasible combinations of its own issues, in order.
fn choices(case: &Case, model: &Model, owners: &[PartyId], party: PartyId) -> Vec<Vec<u32>> {
    let own: Vec<IssueId> = case.issues.keys().filter(|issue| owners[issue.index()] == party).collect();
    let choice = |state: StateId| own.iter().map(|issue| model.space.value(state, *issue)).collect();
    let found: BTreeSet<Vec<u32>> = model.space.states().map(choice).collect();
    found.into_iter().collect()
}

fn payoffs(case: &Case, model: &Model, party: PartyId, losses: &mut Vec<Loss>) -> Result<Vec<String>, Reason> {
    let preference = &model.parties[party].voter.preference;
    let name = &case.parties[party].name;
    let worths: Option<Vec<String>> = model
        .space
        .states()
        .map(|state| {
            let worth = preference.worth(&model.space, state).filter(|worth| worth.is_exact())?;
            Some(show(worth.low.as_big()))
        })
        .collect();
    if let Some(worths) = worths {
        return Ok(worths);
    }
    let ranks = preference.ranks().ok_or_else(|| {
        Reason::new(format!(
            "a payoff is needed for every state, and the case leaves open how `{name}` compares some of them"
        ))
        .help("a complete ranking, a priority list or values make payoffs")
    })?;
    losses.push(Loss::new(format!(
        "the payoffs of `{name}` are ranks, since the case has an order and no values: their differences mean nothing"
    )));
    Ok(ranks.iter().map(u32::to_string).collect())
}

fn game(case: &Case, model: &Model, owners: &[PartyId], choices: &[Vec<Vec<u32>>], payoffs: &[Vec<String>]) -> String {
    let names: Vec<String> = case.parties.values().map(|party| quoted(&party.name)).collect();
    let mut text = format!("NFG 1 R {} {{ {} }}\n\n{{\n", quoted(&case.title), names.join(" "));
    for (party, own) in case.parties.keys().zip(choices) {
        let issues: Vec<IssueId> = case.issues.keys().filter(|issue| owners[issue.index()] == party).collect();
        let label = |choice: &Vec<u32>| {
            let parts: Vec<&str> = issues
                .iter()
                .zip(choice)
                .map(|(issue, value)| case.issues[*issue].values[*value as usize].label.as_str())
                .collect();
            quoted(&if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") })
        };
        let labels: Vec<String> = own.iter().map(label).collect();
        text.push_str(&format!("  {{ {} }}\n", labels.join(" ")));
    }
    text.push_str("}\n\"\"\n\n");
    // The first player's strategy changes fastest.
    let mut at = vec![0usize; choices.len()];
    loop {
        let mut values = vec![0u32; case.issues.len()];
        for ((party, own), position) in case.parties.keys().zip(choices).zip(&at) {
            let issues = case.issues.keys().filter(|issue| owners[issue.index()] == party);
            for (issue, value) in issues.zip(&own[*position]) {
                values[issue.index()] = *value;
            }
        }
        if let Some(state) = model.space.state(model.space.compose(&values)) {
            let line: Vec<&str> = payoffs.iter().map(|own| own[state.index()].as_str()).collect();
            text.push_str(&line.join(" "));
            text.push('\n');
        }
        let Some(next) = (0..at.len()).find(|player| at[*player] + 1 < choices[*player].len()) else {
            return text;
        };
        at[next] += 1;
        for earlier in &mut at[..next] {
            *earlier = 0;
        }
    }
}

fn quoted(text: &str) -> String {
    let clean: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("\"{}\"", clean.replace('\\', "\\\\").replace('"', "\\\""))
}
