//! What differs between two versions of a case, piece by piece, and the case with some of these pieces changed.
//!
//! A line on preferences that says the same as one of the other version is the same line, whatever its name, its evidence and its place; of the rest, lines
//! with one name are one line that changed. Structure is compared by what it is about: an issue's control, a party's attributes, what cannot be, what no
//! deal means. Versions with other parties, issues or values are different cases: what differs is named, but not taken apart.

use crate::case::{Case, Content, Formula, Never, Statement, Term};
use crate::index::{IssueId, Key, PartyId, StatementId};

/// One piece in which two versions differ. Ids of lines are those of the version named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A line on preferences was added (to the new version), left out (of the old one), or says something else.
    Line {
        /// In the old version.
        old: Option<StatementId>,
        /// In the new one.
        new: Option<StatementId>,
    },
    /// Who controls an issue, or which of its values holds today.
    Issue(IssueId),
    /// A party's seat, its ratification, or what its silence means.
    Party(PartyId),
    /// What cannot be: a combination is excluded in one version only.
    Never {
        /// Position in the old version.
        old: Option<usize>,
        /// Position in the new one.
        new: Option<usize>,
    },
    /// What no deal means.
    NoDeal,
    /// Who must agree.
    Agreement,
}

/// What two versions have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Differences {
    /// The same parties, issues and values: what differs, piece by piece.
    Pieces(Vec<Difference>),
    /// Different cases: what one has and the other has not, in words of the cases (ids).
    OtherCase(Vec<String>),
}

/// What differs.
pub fn differences(old: &Case, new: &Case) -> Differences {
    let other = other_shape(old, new);
    if !other.is_empty() {
        return Differences::OtherCase(other);
    }
    let mut found = lines(old, new);
    for issue in old.issues.keys() {
        let (one, other) = (&old.issues[issue], &new.issues[issue]);
        let control = |issue: &crate::case::Issue| {
            let changes: Vec<String> = issue
                .changes
                .iter()
                .map(|change| format!("{} {} {:?} {:?}", change.from, change.to, change.by, change.when))
                .collect();
            (changes, issue.settled_by.clone(), issue.status_quo, issue.divisible)
        };
        if control(one) != control(other) {
            found.push(Difference::Issue(issue));
        }
    }
    for party in old.parties.keys() {
        let attributes = |case: &Case| {
            let party = &case.parties[party];
            (party.seat, party.silence, party.ratification.clone())
        };
        if attributes(old) != attributes(new) {
            found.push(Difference::Party(party));
        }
    }
    let excludes = |case: &Case, formula: &Formula| case.never.iter().any(|never| never.formula == *formula);
    let gone = old.never.iter().enumerate().filter(|(_, never)| !excludes(new, &never.formula));
    found.extend(gone.map(|(old, _)| Difference::Never { old: Some(old), new: None }));
    let come = new.never.iter().enumerate().filter(|(_, never)| !excludes(old, &never.formula));
    found.extend(come.map(|(new, _)| Difference::Never { old: None, new: Some(new) }));
    let no_deal = |case: &Case| case.no_deal.iter().map(|state| state.values.clone()).collect::<Vec<_>>();
    if no_deal(old) != no_deal(new) {
        found.push(Difference::NoDeal);
    }
    let rule = |case: &Case| case.agreement.as_ref().map(|agreement| agreement.rule.clone());
    if rule(old) != rule(new) {
        found.push(Difference::Agreement);
    }
    Differences::Pieces(found)
}

/// Parties, constituencies, issues and values of one version only, by id.
fn other_shape(old: &Case, new: &Case) -> Vec<String> {
    let names = |case: &Case| -> Vec<String> {
        let parties = case.parties.values().flat_map(|party| {
            let inside = party.constituencies.iter().map(|inside| format!("{}.{}", party.id, inside.id));
            std::iter::once(party.id.clone()).chain(inside)
        });
        let issues = case.issues.values().flat_map(|issue| {
            let values = issue.values.iter().map(|value| format!("{} = {}", issue.id, value.id));
            std::iter::once(issue.id.clone()).chain(values)
        });
        parties.chain(issues).collect()
    };
    let (one, other) = (names(old), names(new));
    let mut found: Vec<String> = one
        .iter()
        .filter(|name| !other.contains(name))
        .map(|name| format!("only before: {name}"))
        .collect();
    found.extend(
        other
            .iter()
            .filter(|name| !one.contains(name))
            .map(|name| format!("only now: {name}")),
    );
    if found.is_empty() && one != other {
        found.push("the order of parties, issues or values".to_owned());
    }
    if old.start != new.start {
        found.push("where the negotiation starts".to_owned());
    }
    found
}

/// What a line on preferences says, its place and words aside.
fn says(content: &Content) -> String {
    let holder = content.holder();
    let what = match content {
        Content::Prefers(_, better, worse) => format!("prefers {:?} {:?}", better.formula, worse.formula),
        Content::Indifferent(_, issue) => format!("indifferent {issue:?}"),
        Content::Demands(_, said) => format!("demands {:?}", said.formula),
        Content::Rejects(_, said) => format!("rejects {:?}", said.formula),
        Content::Refuses(_, said) => format!("refuses {:?}", said.formula),
        Content::Requires(_, said) => format!("requires {:?}", said.formula),
        Content::Accepts(_, said) => format!("accepts {:?}", said.formula),
        Content::Priority(_, said) => format!("priority {:?}", said.iter().map(|said| &said.formula).collect::<Vec<_>>()),
        Content::Ranking(_, groups) => {
            let group = |group: &Vec<crate::case::Said>| group.iter().map(|said| said.formula.clone()).collect::<Vec<_>>();
            format!("ranking {:?}", groups.iter().map(group).collect::<Vec<_>>())
        }
        Content::Value(_, worth) => {
            let term = |term: &Term| match term {
                Term::Formula(said, range) => format!("{:?} {range:?}", said.formula),
                Term::Curve(_, issue, points) => format!("{issue:?} {points:?}"),
            };
            format!("value {:?} {:?}", worth.weight, worth.terms.iter().map(term).collect::<Vec<_>>())
        }
        Content::Reservation(_, range) => format!("reservation {range:?}"),
        structure => format!("structure {:?}", std::mem::discriminant(structure)),
    };
    format!("{holder:?} {what}")
}

fn lines(old: &Case, new: &Case) -> Vec<Difference> {
    let of = |case: &Case| -> Vec<(StatementId, String, String)> {
        let lines = case.statements.iter().filter(|(_, line)| line.content.holder().is_some());
        lines
            .map(|(line, statement)| (line, statement.id.clone(), says(&statement.content)))
            .collect()
    };
    let (mut gone, mut come) = (of(old), of(new));
    // The same words stand for each other once, however often they are said.
    gone.retain(|(_, _, said)| {
        let same = come.iter().position(|(_, _, other)| other == said);
        same.map(|place| come.remove(place)).is_none()
    });
    let mut found = Vec::new();
    for (line, id, _) in gone {
        let new = come.iter().position(|(_, other, _)| *other == id).map(|place| come.remove(place).0);
        found.push(Difference::Line { old: Some(line), new });
    }
    found.extend(come.into_iter().map(|(line, ..)| Difference::Line {
        old: None,
        new: Some(line),
    }));
    found
}

/// The old version with some pieces as they are in the new one. Its lines have no meaning beyond the preferences that they state.
pub fn with(old: &Case, new: &Case, pieces: &[&Difference]) -> Case {
    let gone = |line: StatementId| {
        pieces
            .iter()
            .any(|piece| matches!(piece, Difference::Line { old: Some(old), .. } if *old == line))
    };
    let mut case = old.keeping(|line, _| !gone(line));
    for piece in pieces {
        match piece {
            Difference::Line { new: Some(line), .. } => {
                case.statements.push(new.statements[*line].clone());
            }
            Difference::Line { .. } => {}
            Difference::Issue(issue) => {
                let statement = case.issues[*issue].statement;
                case.issues[*issue] = new.issues[*issue].clone();
                case.issues[*issue].statement = statement;
            }
            Difference::Party(party) => case.parties[*party] = new.parties[*party].clone(),
            Difference::Never { old: Some(position), .. } => {
                if let Some(never) = case.never.get_mut(*position) {
                    never.formula = Formula::Constant(false);
                }
            }
            Difference::Never { new: Some(position), .. } => {
                let Some(never) = new.never.get(*position) else { continue };
                let statement = Statement {
                    content: Content::Never(case.never.len()),
                    ..new.statements[never.statement].clone()
                };
                let statement = case.statements.push(statement);
                case.never.push(Never {
                    statement,
                    ..never.clone()
                });
            }
            Difference::Never { .. } => {}
            Difference::NoDeal => {
                case.no_deal = new.no_deal.clone();
                for state in &mut case.no_deal {
                    state.statement = StatementId::from_index(0);
                }
            }
            Difference::Agreement => {
                case.agreement = new.agreement.clone();
                if let Some(agreement) = &mut case.agreement {
                    agreement.statement = StatementId::from_index(0);
                }
            }
        }
    }
    case
}
