//! What is said about preferences: whose they are, and one verb.

use crate::case::read::Reader;
use crate::case::read::evidence::{Name, line};
use crate::case::read::faults::{Expected, listed, suggestion};
use crate::case::read::keys::{STATEMENT, VERBS};
use crate::case::read::order::{priority, ranking, terms};
use crate::case::read::resolve::{issue_help, said};
use crate::case::{Case, Content, Formula, Holder, Said, Worth};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::rational::Rational;
use crate::span::Span;
use crate::text::tree::{Entry, Fields, Node, Text, Value};

const LINES: Expected = Expected("entries headed `[[statement]]`", "[[statement]]");

/// Reads the statements into `case`.
pub(crate) fn read(reader: &mut Reader<'_>, root: &Fields, case: &mut Case) {
    statements(reader, root, case, None);
}

/// Reads the statements of a view: they count in that picture only.
pub(crate) fn read_believed(reader: &mut Reader<'_>, view: &Fields, case: &mut Case, index: usize, of: &str) {
    statements(reader, view, case, Some((index, of)));
}

fn statements(reader: &mut Reader<'_>, root: &Fields, case: &mut Case, view: Option<(usize, &str)>) {
    let mut orders: Vec<(Holder, &str, Span)> = Vec::new();
    for (node, fields) in reader.faults.repeated(root, "statement", LINES) {
        reader.faults.unknown_keys(fields, &STATEMENT);
        let holder = holder(reader, node, fields, case);
        let verb = verb(reader, node, fields);
        let content = verb.and_then(|entry| content(reader, fields, entry, holder));
        let name = match (fields.get("party").map(|entry| &entry.node.value), verb) {
            (Some(Value::Text(party)), Some(verb)) => format!("{}.{}", party.value.trim(), verb.key.value),
            _ => "statement".to_owned(),
        };
        // A faulty line is kept as an empty position, so that its evidence is checked too; the case is not given then.
        let content = content.unwrap_or(Content::NoDeal);
        let (name, content) = match view {
            Some((index, of)) => (format!("view.{of}.{name}"), Content::Believed(index, Box::new(content))),
            None => (name, content),
        };
        line(reader, case, node, fields, Name::Numbered(name), content);
        if let (Some(holder), Some(verb)) = (holder, verb) {
            one_order(reader, &mut orders, holder, verb);
        }
    }
}

fn holder(reader: &mut Reader<'_>, node: &Node, fields: &Fields, case: &Case) -> Option<Holder> {
    if fields.get("party").is_none() {
        reader.faults.missing(node.span, "this statement", "party", "party = \"...\"");
    }
    let text = reader.faults.text(fields, "party", Expected("a party's name", "party = \"a\""))?;
    let Some((name, inner)) = text.value.split_once('.') else {
        return reader
            .scope
            .party(text, &mut reader.faults)
            .map(|party| Holder { party, constituency: None });
    };
    let party_text = Text {
        value: name.to_owned(),
        span: text.span,
        inner: text.inner.map(|inner| inner.slice(0..name.len())),
    };
    let party = reader.scope.party(&party_text, &mut reader.faults)?;
    let constituencies = &case.parties.get(party)?.constituencies;
    let position = constituencies.iter().position(|constituency| constituency.id == inner.trim());
    if position.is_none() {
        let fault = Diagnostic::error("unknown-constituency", format!("`{name}` has no constituency `{inner}`"));
        let help = if constituencies.is_empty() {
            format!("declare it: `[party.{name}.constituency.{inner}]`")
        } else {
            suggestion(
                inner,
                constituencies.iter().map(|constituency| constituency.id.as_str()),
                "its constituencies are",
            )
        };
        let place = text.place(name.len() + 1..text.value.len());
        reader.faults.push(fault.at(place, "not declared").help(help));
    }
    Some(Holder {
        party,
        constituency: Some(position? as u32),
    })
}

/// The one verb of a statement.
fn verb<'f>(reader: &mut Reader<'_>, node: &Node, fields: &'f Fields) -> Option<&'f Entry> {
    let mut verbs = fields.entries.iter().filter(|entry| VERBS.contains(&entry.key.value.as_str()));
    let Some(first) = verbs.next() else {
        // A misspelled verb has been reported as an unknown key.
        let misspelled =
            |entry: &Entry| !STATEMENT.all().any(|key| key == entry.key.value) && did_you_mean(&entry.key.value, VERBS).is_some();
        if fields.entries.iter().any(misspelled) {
            return None;
        }
        let fault = Diagnostic::error("no-verb", "this statement says nothing").at(node.span, "");
        reader.faults.push(fault.help(format!("add one of {}", listed(VERBS))));
        return None;
    };
    for second in verbs {
        let (one, two) = (&first.key.value, &second.key.value);
        let fault = Diagnostic::error("two-verbs", format!("this statement has two verbs, `{one}` and `{two}`"));
        let fault = fault
            .at(second.key.content(), "second verb")
            .with(first.key.content(), "first verb");
        reader.faults.push(fault.help("say each in a `[[statement]]` of its own"));
    }
    lone(reader, fields, ("over", "prefers"), first, |message| {
        Diagnostic::error("over-without-prefers", message)
    });
    lone(reader, fields, ("weight", "value"), first, |message| {
        Diagnostic::error("weight-without-value", message)
    });
    Some(first)
}

/// A key that goes with one verb only.
fn lone(reader: &mut Reader<'_>, fields: &Fields, (key, verb): (&str, &str), said: &Entry, error: impl Fn(String) -> Diagnostic) {
    let Some(entry) = fields.get(key).filter(|_| said.key.value != verb) else {
        return;
    };
    let fault = error(format!("`{key}` goes with `{verb}`, not with `{}`", said.key.value));
    let help = format!("remove `{key}`, or say `{verb}`");
    reader.faults.push(fault.at(entry.key.content(), "").help(help));
}

/// A party has at most one list that orders all states.
fn one_order<'v>(reader: &mut Reader<'_>, orders: &mut Vec<(Holder, &'v str, Span)>, holder: Holder, verb: &'v Entry) {
    let name = verb.key.value.as_str();
    if name != "ranking" && name != "priority" {
        return;
    }
    if let Some((_, earlier, place)) = orders.iter().find(|(other, ..)| *other == holder) {
        let fault = Diagnostic::error(
            "two-orders",
            format!("a `{earlier}` and a `{name}` of one party cannot both order the states"),
        );
        let fault = if *earlier == name {
            Diagnostic::error("two-orders", format!("a party has one `{name}`, and this is its second"))
        } else {
            fault
        };
        reader.faults.push(
            fault
                .at(verb.key.content(), "second order")
                .with(*place, "first order")
                .help("keep one of them"),
        );
    } else {
        orders.push((holder, name, verb.key.content()));
    }
}

fn content(reader: &mut Reader<'_>, fields: &Fields, verb: &Entry, holder: Option<Holder>) -> Option<Content> {
    let node = &verb.node;
    let content: Box<dyn FnOnce(Holder) -> Content> = match verb.key.value.as_str() {
        "prefers" => {
            let better = one(reader, node, "prefers = \"land = cede\"");
            let worse = match fields.get("over") {
                Some(over) => one(reader, &over.node, "over = \"land = keep\""),
                None => better.as_ref().map(negation),
            };
            let (better, worse) = (better?, worse?);
            Box::new(|holder| Content::Prefers(holder, better, worse))
        }
        "indifferent" => {
            let text = reader.faults.as_text(node, Expected("an issue's name", "indifferent = \"land\""))?;
            let name = text.value.trim();
            let Some((issue, _)) = reader.scope.find_issue(name) else {
                if !name.chars().all(crate::text::token::is_name_character) {
                    let fault = Diagnostic::error("wrong-type", "expected the name of an issue, found a formula").at(text.content(), "");
                    reader.faults.push(fault.help("name the issue alone: `indifferent = \"land\"`"));
                    return None;
                }
                let fault = Diagnostic::error("unknown-issue", format!("no issue is called `{name}`")).at(text.content(), "not declared");
                reader.faults.push(fault.help(issue_help(&reader.scope, name)));
                return None;
            };
            Box::new(move |holder| Content::Indifferent(holder, issue))
        }
        "priority" => {
            let said = priority(reader, node)?;
            Box::new(|holder| Content::Priority(holder, said))
        }
        "value" => {
            let weight = match fields.get("weight") {
                Some(entry) => reader.faults.number(&entry.node, Expected("a number", "weight = 0.4")),
                None => Some(Rational::integer(1)),
            };
            let (terms, weight) = (terms(reader, node)?, weight?);
            Box::new(|holder| Content::Value(holder, Worth { weight, terms }))
        }
        "reservation" => {
            let worth = reader
                .faults
                .interval(node, Expected("a number or an interval", "reservation = 0.3"))?;
            Box::new(|holder| Content::Reservation(holder, worth))
        }
        "ranking" => {
            let groups = ranking(reader, node)?;
            Box::new(|holder| Content::Ranking(holder, groups))
        }
        other => {
            let make = match other {
                "demands" => Content::Demands,
                "rejects" => Content::Rejects,
                "refuses" => Content::Refuses,
                "requires" => Content::Requires,
                _ => Content::Accepts,
            };
            let said = one(reader, node, "demands = \"land = cede\"")?;
            Box::new(move |holder| make(holder, said))
        }
    };
    holder.map(content)
}

fn one(reader: &mut Reader<'_>, node: &Node, example: &'static str) -> Option<Said> {
    if matches!(node.value, Value::List(_)) {
        let fault = Diagnostic::error("wrong-type", "expected one formula, found a list").at(node.span, "this is a list");
        reader
            .faults
            .push(fault.help("join the formulas with `and` or `or`, or write a `[[statement]]` for each"));
        return None;
    }
    let text = reader.faults.as_text(node, Expected("a formula", example))?;
    said(text, &reader.scope, &mut reader.faults)
}

/// What a preference is over, when nothing is said: the states without it.
fn negation(said: &Said) -> Said {
    Said {
        formula: Formula::Not(Box::new(said.formula.clone())),
        text: format!("not ({})", said.text),
        span: said.span,
    }
}
