//! What names may look like, and what they stand for: the declared parties, constituencies and issues.

use std::collections::BTreeMap;

use crate::case::read::faults::{Faults, suggestion};
use crate::case::{Case, Grid};
use crate::diagnostic::Diagnostic;
use crate::index::{IssueId, Key, PartyId};
use crate::rational::Rational;
use crate::text::token::{KEYWORDS, PARTY_KEYWORDS, is_name_character};
use crate::text::tree::Text;

/// What an issue's name stands for. `values` is `None` where the declaration itself is faulty: nothing is said about its values then.
pub(crate) struct IssueNames {
    pub(crate) id: String,
    pub(crate) values: Option<Vec<String>>,
    pub(crate) ordered: bool,
    pub(crate) grid: Option<Grid>,
    pub(crate) status_quo: u32,
}

impl IssueNames {
    /// The position of the value that a text names; numbers of a grid may be written in any way.
    pub(crate) fn position(&self, text: &str) -> Option<u32> {
        if let Some(grid) = &self.grid {
            let number = Rational::parse(text)?;
            return grid.numbers.binary_search(&number).ok().map(|position| position as u32);
        }
        let position = self.values.as_ref()?.iter().position(|value| value == text)?;
        Some(position as u32)
    }
}

/// What a party's name stands for.
pub(crate) struct PartyNames {
    pub(crate) id: String,
}

/// All declared names.
#[derive(Default)]
pub(crate) struct Scope {
    pub(crate) parties: Vec<PartyNames>,
    pub(crate) issues: Vec<IssueNames>,
    party_index: BTreeMap<String, usize>,
    issue_index: BTreeMap<String, usize>,
}

impl Scope {
    /// The names of a case that was read.
    pub(crate) fn of(case: &Case) -> Self {
        let mut scope = Scope::default();
        for party in case.parties.values() {
            scope.add_party(PartyNames { id: party.id.clone() });
        }
        for issue in case.issues.values() {
            scope.add_issue(IssueNames {
                id: issue.id.clone(),
                values: Some(issue.values.iter().map(|value| value.id.clone()).collect()),
                ordered: issue.ordered,
                grid: issue.grid.clone(),
                status_quo: issue.status_quo,
            });
        }
        scope
    }

    pub(crate) fn add_party(&mut self, party: PartyNames) {
        self.party_index.insert(party.id.clone(), self.parties.len());
        self.parties.push(party);
    }

    pub(crate) fn add_issue(&mut self, issue: IssueNames) {
        self.issue_index.insert(issue.id.clone(), self.issues.len());
        self.issues.push(issue);
    }

    pub(crate) fn party_ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.parties.iter().map(|party| party.id.as_str())
    }

    pub(crate) fn issue_ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.issues.iter().map(|issue| issue.id.as_str())
    }

    pub(crate) fn find_party(&self, name: &str) -> Option<PartyId> {
        self.party_index.get(name).map(|index| PartyId::from_index(*index))
    }

    pub(crate) fn find_issue(&self, name: &str) -> Option<(IssueId, &IssueNames)> {
        let index = *self.issue_index.get(name)?;
        Some((IssueId::from_index(index), self.issues.get(index)?))
    }

    /// The party that a text names.
    pub(crate) fn party(&self, text: &Text, faults: &mut Faults) -> Option<PartyId> {
        let name = text.value.trim();
        let found = self.find_party(name);
        // Without any party that is a fault of its own, and not one of every line.
        if found.is_none() && !self.parties.is_empty() {
            let fault = Diagnostic::error("unknown-party", format!("no party is called `{name}`")).at(text.content(), "not declared");
            faults.push(fault.help(self.party_help(name)));
        }
        found
    }

    pub(crate) fn party_help(&self, name: &str) -> String {
        suggestion(name, self.party_ids(), "the parties are")
    }
}

/// Why a text cannot be a name, if it cannot.
fn unfit(name: &str, reserved: &[&str]) -> Option<String> {
    if name.is_empty() {
        return Some("a name cannot be empty".to_owned());
    }
    if let Some(character) = name.chars().find(|character| !is_name_character(*character)) {
        return Some(format!("a name cannot hold `{}`", character.escape_debug()));
    }
    (KEYWORDS.contains(&name) || reserved.contains(&name)).then(|| format!("`{name}` is a word of the formula language"))
}

/// Checks the name of an issue, a value, a source, a constituency or a line.
pub(crate) fn check_name(text: &Text, faults: &mut Faults) -> bool {
    check(text, &[], faults)
}

/// Checks the name of a party or a constituency.
pub(crate) fn check_member_name(text: &Text, faults: &mut Faults) -> bool {
    check(text, &PARTY_KEYWORDS, faults)
}

fn check(text: &Text, reserved: &[&str], faults: &mut Faults) -> bool {
    let problem = unfit(&text.value, reserved);
    if let Some(problem) = &problem {
        let fault = Diagnostic::error("bad-name", problem.as_str()).at(text.content(), "");
        let reserved = text.value.chars().all(is_name_character) && !text.value.is_empty();
        let help = if reserved {
            "choose another name"
        } else {
            "names are letters, digits, `-` and `_`"
        };
        faults.push(fault.help(format!("{help}; what is shown to readers goes into `name` or `labels`")));
    }
    problem.is_none()
}
