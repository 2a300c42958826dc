//! A save file of GMCR+: yes/no options of single parties, infeasible patterns, and statements or a ranking.
//!
//! Options stand party by party, as GMCR+ orders them when it reads a file, and within a party in the reverse order of the case, so that an
//! imported case goes back to the order from which it came.

mod patterns;

use serde_json::{Value, json};

use super::{Reason, Written};
use crate::case::{Case, Consent, Content, Holder, Issue, Start};
use crate::index::{IssueId, Key, PartyId, StateId};
use crate::interop::Loss;
use crate::interop::names::slug;
use crate::model::Model;

/// States of which a ranking is written.
const MOST_RANKED: usize = 100_000;

/// An option: the issue, its owners and the direction in which it can be changed.
struct Opt<'c> {
    id: IssueId,
    issue: &'c Issue,
    owners: Vec<PartyId>,
    direction: &'static str,
}

/// Writes the file.
pub(super) fn write(case: &Case, model: &Model) -> Result<Written, Reason> {
    if case.start == Start::Nothing {
        return Err(Reason::new(
            "a negotiation from nothing has no options that a party could take alone, and GMCR+ has no others",
        ));
    }
    let mut losses = Vec::new();
    let options = options(case)?;
    let position = |issue: IssueId| options.iter().position(|option| option.id == issue).unwrap_or(0);
    let mut infeasible = Vec::new();
    for never in &case.never {
        infeasible.extend(patterns::of(&never.formula, &position).ok_or_else(|| too_large(&never.text))?);
    }
    let makers = makers(case, model, &options, &position, &mut losses)?;
    let is_manual = makers.iter().any(|maker| maker.get("preferenceRanking").is_some());
    losses.push(Loss::new("which state holds today: the format has none"));
    super::lines_lost(
        case,
        |content| {
            let is_order = matches!(content, Content::Priority(..) | Content::Ranking(..) | Content::Value(..));
            let holder = content.holder();
            holder.is_some_and(|holder| is_order && holder.constituency.is_none())
                || (holder.is_none() && !matches!(content, Content::NoDeal | Content::Payable(_) | Content::Lever(_)))
        },
        &mut losses,
    );
    let document = json!({
        "program": "gmcr-py",
        "version": "0.3.12",
        "useManualPreferenceRanking": is_manual,
        "options": options.iter().map(|option| json!({
            "name": option.issue.name,
            "permittedDirection": option.direction,
        })).collect::<Vec<_>>(),
        "decisionMakers": makers,
        "coalitions": coalitions(case, &mut losses),
        "infeasibles": infeasible.iter().map(patterns::json).collect::<Vec<_>>(),
    });
    Ok(Written {
        files: vec![(format!("{}.gmcr", slug(&case.title, "case")), laid_out(&document))],
        losses,
    })
}

/// One line a key, and one line an item of its list.
fn laid_out(document: &Value) -> String {
    let mut entries = Vec::new();
    for (key, value) in document.as_object().into_iter().flatten() {
        let value = match value {
            Value::Array(items) if !items.is_empty() => {
                let items: Vec<String> = items.iter().map(|item| format!("    {item}")).collect();
                format!("[\n{}\n  ]", items.join(",\n"))
            }
            other => other.to_string(),
        };
        entries.push(format!("  {}: {value}", Value::from(key.as_str())));
    }
    format!("{{\n{}\n}}\n", entries.join(",\n"))
}

fn too_large(formula: &str) -> Reason {
    Reason::new(format!("`{formula}` makes too many patterns of options"))
}

fn options(case: &Case) -> Result<Vec<Opt<'_>>, Reason> {
    let mut options = Vec::new();
    for (id, issue) in case.issues.iter() {
        let cannot = |why: &str| Reason::new(format!("GMCR+ has yes/no options of single parties: `{}` {why}", issue.name));
        if issue.values.len() != 2 {
            return Err(cannot(&format!("has {} values", issue.values.len())));
        }
        let mut owners: Option<Vec<PartyId>> = None;
        let (mut forward, mut back) = (false, false);
        for change in &issue.changes {
            let by = match &change.by {
                _ if change.when.is_some() => return Err(cannot("can be changed under conditions only")),
                Consent::One(party) => vec![*party],
                Consent::Any(parts) if parts.iter().all(|part| matches!(part, Consent::One(_))) => change.by.members(),
                Consent::Nobody => continue,
                _ => return Err(cannot("is not one party's to change alone")),
            };
            match &owners {
                Some(known) if *known != by => return Err(cannot("is taken by one party and withdrawn by another")),
                _ => owners = Some(by),
            }
            if change.from == 0 { forward = true } else { back = true }
        }
        let owners = owners.unwrap_or_default();
        options.push(Opt {
            id,
            issue,
            owners,
            direction: match (forward, back) {
                (true, false) => "fwd",
                (false, true) => "back",
                _ => "both",
            },
        });
    }
    options.reverse();
    // Options that nobody has come last; the sort keeps the order within a party.
    options.sort_by_key(|option| option.owners.first().map_or(usize::MAX, |owner| owner.index()));
    Ok(options)
}

fn makers(
    case: &Case,
    model: &Model,
    options: &[Opt<'_>],
    position: &dyn Fn(IssueId) -> usize,
    losses: &mut Vec<Loss>,
) -> Result<Vec<Value>, Reason> {
    let stated: Vec<Option<Vec<Value>>> = case.parties.keys().map(|party| statements(case, model, party, position)).collect();
    let by_statements = stated.iter().all(Option::is_some);
    if !by_statements && stated.iter().flatten().any(|statements| !statements.is_empty()) {
        losses.push(Loss::new(
            "priorities: the format has statements or rankings for all parties alike, and here it is rankings, of the same order",
        ));
    }
    let mut makers = Vec::new();
    for ((party, declared), statements) in case.parties.iter().zip(stated) {
        let own: Vec<usize> = (0..options.len())
            .filter(|option| options[*option].owners.contains(&party))
            .collect();
        let mut maker = json!({
            "name": declared.name,
            "options": own,
            "preferences": statements.filter(|_| by_statements).unwrap_or_default(),
        });
        if !by_statements {
            let ranking = ranking(case, model, party, options)?;
            if let Some(fields) = maker.as_object_mut() {
                fields.insert("preferenceRanking".to_owned(), ranking);
            }
        }
        makers.push(maker);
    }
    Ok(makers)
}

/// A party's priorities as statements; none where it ties all states; `None` where it has another order.
fn statements(case: &Case, model: &Model, party: PartyId, position: &dyn Fn(IssueId) -> usize) -> Option<Vec<Value>> {
    let mut found = None;
    for statement in case.statements.values() {
        match &statement.content {
            Content::Priority(holder, formulas) if *holder == Holder::itself(party) => {
                let values: Option<Vec<Value>> = formulas
                    .iter()
                    .map(|said| Some(patterns::statement(&patterns::of(&said.formula, position)?)))
                    .collect();
                // An empty union is never true, and the format has no such statement.
                found = Some(values?);
            }
            Content::Ranking(holder, _) | Content::Value(holder, _) if *holder == Holder::itself(party) => {
                let ranks = model.parties[party].voter.preference.ranks()?;
                let is_tied = ranks.iter().all(|rank| *rank == ranks[0]);
                if !is_tied {
                    return None;
                }
                found.get_or_insert_with(Vec::new);
            }
            _ => {}
        }
    }
    found
}

/// The states by number, best first, ties in lists.
fn ranking(case: &Case, model: &Model, party: PartyId, options: &[Opt<'_>]) -> Result<Value, Reason> {
    let name = &case.parties[party].name;
    let ranks = model.parties[party].voter.preference.ranks().ok_or_else(|| {
        Reason::new(format!(
            "GMCR+ ranks all states, and the case leaves open how `{name}` compares some of them"
        ))
        .help("a complete ranking, a priority list or values make a ranking")
    })?;
    if model.space.len() > MOST_RANKED {
        return Err(Reason::new(format!("a ranking is written of up to {MOST_RANKED} states")));
    }
    let number = |state: StateId| -> u128 {
        (0..options.len())
            .filter(|option| *option < 128 && model.space.value(state, options[*option].id) == 1)
            .map(|option| 1u128 << option)
            .sum()
    };
    let mut states: Vec<(u128, StateId)> = model.space.states().map(|state| (number(state), state)).collect();
    states.sort_unstable();
    let mut by_rank: Vec<(u32, usize)> = states
        .iter()
        .zip(1..)
        .map(|((_, state), number)| (ranks[state.index()], number))
        .collect();
    by_rank.sort_by_key(|(rank, number)| (std::cmp::Reverse(*rank), *number));
    let mut groups: Vec<(u32, Vec<usize>)> = Vec::new();
    for (rank, number) in by_rank {
        match groups.last_mut() {
            Some((last, group)) if *last == rank => group.push(number),
            _ => groups.push((rank, vec![number])),
        }
    }
    let values = groups.into_iter().map(|(_, group)| match group.as_slice() {
        [one] => json!(one),
        many => json!(many),
    });
    Ok(Value::Array(values.collect()))
}

/// A partition of the parties: declared coalitions as far as they do not overlap, and the others alone.
fn coalitions(case: &Case, losses: &mut Vec<Loss>) -> Value {
    let mut taken: Vec<PartyId> = Vec::new();
    let mut groups: Vec<Vec<PartyId>> = Vec::new();
    for coalition in &case.coalitions {
        if coalition.members.iter().any(|member| taken.contains(member)) {
            losses.push(Loss::new(format!(
                "the coalition `{}`, which overlaps with another",
                coalition.name
            )));
            continue;
        }
        taken.extend(&coalition.members);
        groups.push(coalition.members.clone());
    }
    groups.extend(case.parties.keys().filter(|party| !taken.contains(party)).map(|party| vec![party]));
    groups.sort();
    let values = groups.into_iter().map(|group| match group.as_slice() {
        [one] => json!(one.index()),
        many => json!(many.iter().map(|party| party.index()).collect::<Vec<_>>()),
    });
    Value::Array(values.collect())
}
