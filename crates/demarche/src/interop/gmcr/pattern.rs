//! Patterns of options taken and not taken, unions of them, and rankings of states.

use crate::interop::draft::Verb;
use crate::interop::tree::{Data, Node, Reader};

/// States in a ranking.
const MOST_RANKED: usize = 10_000;

/// A union of patterns: each is options with whether they are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    members: Vec<Vec<(usize, bool)>>,
}

impl Pattern {
    /// Whether it holds in a combination, the first option being the lowest bit.
    pub(super) fn holds(&self, state: u64) -> bool {
        self.members
            .iter()
            .any(|member| member.iter().all(|(option, taken)| (state >> option & 1 == 1) == *taken))
    }

    /// As a formula over options with these names.
    pub(super) fn formula(&self, names: &[&str]) -> String {
        let one = |member: &Vec<(usize, bool)>| {
            let parts: Vec<String> = member
                .iter()
                .map(|(option, taken)| format!("{}{}", if *taken { "" } else { "not " }, names[*option]))
                .collect();
            if parts.is_empty() { "true".to_owned() } else { parts.join(" and ") }
        };
        match self.members.as_slice() {
            [only] => one(only),
            many => many
                .iter()
                .map(|member| {
                    if member.len() > 1 {
                        format!("({})", one(member))
                    } else {
                        one(member)
                    }
                })
                .collect::<Vec<_>>()
                .join(" or "),
        }
    }
}

/// Reads `[[0, "Y"], [2, "N"]]`, or `{"compound": true, "members": [...]}`.
pub(super) fn read(node: &Node, options: usize, reader: &mut Reader<'_>) -> Option<Pattern> {
    let members = match &node.data {
        Data::Map(_) => {
            let members = reader.need(node, "members")?;
            reader.list(members, "`members`")?.iter().collect()
        }
        _ => vec![node],
    };
    let members: Option<Vec<_>> = members.into_iter().map(|member| one(member, options, reader)).collect();
    let members = members?;
    if members.is_empty() {
        let place = reader.at(node);
        reader.faults.shape(&place, "a statement needs at least one pattern");
        return None;
    }
    Some(Pattern { members })
}

fn one(node: &Node, options: usize, reader: &mut Reader<'_>) -> Option<Vec<(usize, bool)>> {
    let mut pattern: Vec<(usize, bool)> = Vec::new();
    for entry in reader.list(node, "a pattern")? {
        let Some([option, taken]) = entry.items() else {
            let place = reader.at(entry);
            reader
                .faults
                .shape(&place, "expected an option and `Y` or `N`, such as `[0, \"Y\"]`");
            return None;
        };
        let at = reader.position(option, options, "an option")?;
        let is_taken = match taken.word() {
            Some("Y" | "y") => true,
            Some("N" | "n") => false,
            Some("-") => continue,
            _ => {
                let place = reader.at(taken);
                reader.faults.shape(&place, "expected `Y` or `N`");
                return None;
            }
        };
        if pattern.iter().any(|(other, _)| *other == at) {
            let place = reader.at(entry);
            reader.faults.shape(&place, "this pattern has the option twice");
            return None;
        }
        pattern.push((at, is_taken));
    }
    Some(pattern)
}

/// Reads a ranking of the feasible states by number, from 1 on, best first, lists tying.
pub(super) fn ranking(node: &Node, names: &[&str], states: Option<&[u64]>, reader: &mut Reader<'_>) -> Option<(Verb, Option<String>)> {
    let place = reader.at(node);
    let Some(states) = states.filter(|states| states.len() <= MOST_RANKED) else {
        let message = format!("a ranking can be read of up to {MOST_RANKED} states that up to 20 options make");
        reader.faults.unsupported(&place, message);
        return None;
    };
    let formula = |state: u64| {
        let parts: Vec<String> = names
            .iter()
            .enumerate()
            .map(|(option, name)| format!("{}{name}", if state >> option & 1 == 1 { "" } else { "not " }))
            .collect();
        parts.join(" and ")
    };
    let mut seen = vec![false; states.len()];
    let mut groups = Vec::new();
    for entry in reader.list(node, "a ranking")? {
        let members: Vec<&Node> = entry.items().map_or_else(|| vec![entry], |items| items.iter().collect());
        let mut group = Vec::new();
        for member in members {
            let at = reader.position(member, states.len() + 1, "a state")?;
            let place = reader.at(member);
            let Some(position) = at.checked_sub(1) else {
                reader.faults.shape(&place, "states are numbered from 1 on");
                return None;
            };
            if std::mem::replace(&mut seen[position], true) {
                reader.faults.twice(&place, "state", &at.to_string(), None);
            }
            group.push(formula(states[position]));
        }
        if !group.is_empty() {
            groups.push(group);
        }
    }
    let missing = seen.iter().filter(|seen| !**seen).count();
    if missing > 0 {
        reader
            .faults
            .doubt(&place, format!("the ranking leaves out {missing} states: they come last, tied"));
        groups.push(vec!["*".to_owned()]);
    }
    if groups.len() == 1 {
        // A tie of everything needs no list of states.
        groups = vec![vec!["*".to_owned()]];
    }
    Some((Verb::Ranking(groups), None))
}
