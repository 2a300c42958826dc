//! Issues: their values, what holds today, and who can change what.

use crate::case::edit::whole_table;
use crate::case::read::Reader;
use crate::case::read::control::Control;
use crate::case::read::evidence::{Name, line};
use crate::case::read::faults::{Expected, Faults};
use crate::case::read::faults::{listed, suggestion};
use crate::case::read::grid;
use crate::case::read::keys::ISSUE;
use crate::case::read::names::{IssueNames, check_name};
use crate::case::{Case, Content, Issue, IssueValue, Start};
use crate::diagnostic::Diagnostic;
use crate::index::{IssueId, Key};
use crate::rational::Rational;
use crate::span::{FileId, Span};
use crate::text::tree::{Entry, Fields, Node, Text, Value};

const TABLES: Expected = Expected("a table for each issue", "[issue.land]");

/// Makes the names of the issues and of their values known.
pub(crate) fn declare(reader: &mut Reader<'_>, root: &Fields) {
    let issues = reader.faults.tables(root, "issue", TABLES);
    match root.get("issue") {
        Some(entry) if reader.over_limit(entry.node.span, "issues", issues.len(), reader.limits.issues) => return,
        Some(Entry {
            node: Node {
                value: Value::Table(_), ..
            },
            ..
        })
        | None
            if issues.is_empty() =>
        {
            reader
                .faults
                .missing(Span::new(FileId(0), 0..0), "this case", "issue", "[issue.NAME]");
        }
        _ => {}
    }
    for (entry, fields) in issues {
        check_name(&entry.key, &mut reader.faults);
        let grid = grid::read(reader, entry, fields);
        let values = match (&grid, fields.get("range")) {
            (Some(grid), _) => Some(grid::names(grid)),
            (None, Some(_)) => None,
            (None, None) => values(reader, entry, fields),
        };
        let ordered = reader.faults.flag(fields, "ordered", "ordered = true").unwrap_or(false);
        let mut names = IssueNames {
            id: entry.key.value.clone(),
            values,
            ordered: ordered || grid.is_some(),
            grid,
            status_quo: 0,
        };
        if let (Some(said), true) = (fields.get("status-quo"), names.values.is_some()) {
            names.status_quo = value_of(&said.node, &names, &mut reader.faults).unwrap_or(0);
        }
        reader.scope.add_issue(names);
    }
}

fn values(reader: &mut Reader<'_>, issue: &Entry, fields: &Fields) -> Option<Vec<String>> {
    const EXPECTED: Expected = Expected("a list of values", "values = [\"no\", \"yes\"]");
    let Some(entry) = fields.get("values") else {
        return Some(vec!["no".to_owned(), "yes".to_owned()]);
    };
    let faults = &mut reader.faults;
    let Value::List(items) = &entry.node.value else {
        faults.wrong_type(&entry.node, EXPECTED);
        return None;
    };
    if items.len() < 2 {
        let fault = Diagnostic::error("too-few-values", format!("issue `{}` needs at least two values", issue.key.value));
        faults.push(
            fault
                .at(entry.node.span, "")
                .help("an issue that cannot change is no issue: leave it out"),
        );
        return None;
    }
    if items.len() > reader.limits.values {
        let limit = reader.limits.values;
        let fault = Diagnostic::error(
            "too-many",
            format!("this issue has {} values; at most {limit} are read", items.len()),
        );
        faults.push(fault.at(entry.node.span, "").help("this limit is fixed"));
        return None;
    }
    let mut found: Vec<String> = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    let mut sound = true;
    for item in items {
        let Some(text) =
            value_text(item, Expected("a value, text or a whole number", EXPECTED.1), faults).filter(|text| check_name(text, faults))
        else {
            sound = false;
            continue;
        };
        if let Some(earlier) = seen.insert(text.value.clone(), text.content()) {
            let fault = Diagnostic::error("duplicate-value", format!("the value `{}` is listed twice", text.value));
            faults.push(
                fault
                    .at(text.content(), "again here")
                    .with(earlier, "first here")
                    .help("list each value once"),
            );
            sound = false;
        }
        found.push(text.value);
    }
    sound.then_some(found)
}

/// A value's name: text, or a whole number.
fn value_text(node: &Node, expected: Expected, faults: &mut Faults) -> Option<Text> {
    match &node.value {
        Value::Number(written) => Some(Text {
            value: written.clone(),
            span: node.span,
            inner: Some(node.span),
        }),
        _ => faults.as_text(node, expected).cloned(),
    }
}

/// The position of the value that a node names.
pub(crate) fn value_of(node: &Node, names: &IssueNames, faults: &mut Faults) -> Option<u32> {
    let text = value_text(node, Expected("a value", "status-quo = \"no\""), faults)?;
    let position = names.position(&text.value);
    if position.is_none() {
        let fault = Diagnostic::error("unknown-value", format!("`{}` has no value `{}`", names.id, text.value));
        let help = value_help(&text.value, names);
        faults.push(fault.at(text.content(), "not one of its values").help(help));
    }
    position
}

/// What to do about a value that an issue does not have.
pub(crate) fn value_help(typed: &str, names: &IssueNames) -> String {
    let values = names.values.iter().flatten().map(String::as_str);
    let (Some(grid), Some(number)) = (&names.grid, Rational::parse(typed)) else {
        return suggestion(typed, values, "its values are");
    };
    let above = grid.numbers.partition_point(|other| *other < number);
    let nearest: Vec<&str> = values.skip(above.saturating_sub(1)).take(2).collect();
    format!("its numbers go in steps; the nearest are {}", listed(nearest))
}

/// Reads the issues into `case`.
pub(crate) fn read(reader: &mut Reader<'_>, root: &Fields, case: &mut Case) {
    let Some(Value::Table(tables)) = root.get("issue").map(|entry| &entry.node.value) else {
        return;
    };
    let mut spelled_out = 0;
    for entry in &tables.entries {
        let Value::Table(fields) = &entry.node.value else { continue };
        let id = IssueId::from_index(case.issues.len());
        if reader.scope.issues.get(id.index()).is_none_or(|names| names.id != entry.key.value) {
            return;
        }
        issue(reader, entry, fields, id, case, &mut spelled_out);
    }
}

fn issue(reader: &mut Reader<'_>, entry: &Entry, fields: &Fields, key: IssueId, case: &mut Case, spelled_out: &mut usize) {
    let id = entry.key.value.clone();
    reader.faults.unknown_keys(fields, &ISSUE);
    let statement = line(
        reader,
        case,
        &entry.node,
        fields,
        Name::Fixed(format!("issue.{id}")),
        Content::Control(key),
    );
    let name = reader
        .faults
        .text(fields, "name", Expected("a name", "name = \"ceasefire\""))
        .map_or_else(|| id.clone(), |text| text.value.clone());
    let names = reader.scope.issues.get(key.index());
    let (values, ordered, status_quo) = names.map_or((None, false, 0), |names| (names.values.clone(), names.ordered, names.status_quo));
    let grid = names.and_then(|names| names.grid.clone());
    let unit = grid.as_ref().map_or("", |grid| grid.unit.as_str());
    let labels = labels(fields, values.as_deref(), &name, unit, &mut reader.faults);
    let divisible = reader.faults.flag(fields, "divisible", "divisible = true").unwrap_or(false);
    if let (true, Some(entry)) = (
        divisible && values.as_ref().is_some_and(|values| values.len() != 2),
        fields.get("divisible"),
    ) {
        let fault = Diagnostic::error(
            "bad-divisible",
            format!("issue `{id}` is divisible, so it has two values: its ends"),
        );
        reader.faults.push(
            fault
                .at(entry.key.span, "")
                .help("list the two ends; any split between them is possible"),
        );
    }
    let from_nothing = case.start == Start::Nothing;
    if from_nothing {
        refuse_today(reader, fields);
    }
    let mut control = Control {
        reader,
        fields,
        key,
        id: &id,
        values: values.as_deref().unwrap_or_default(),
        status_quo,
        spelled_out,
    };
    let (changes, settled_by) = if from_nothing {
        (Vec::new(), Some(control.settled_by().unwrap_or_else(|| whole_table(case))))
    } else {
        (control.changes(), None)
    };
    case.issues.push(Issue {
        question: reader.faults.prose(
            fields,
            "question",
            Expected("a question", "question = \"Do the guns fall silent?\""),
        ),
        values: values
            .unwrap_or_default()
            .into_iter()
            .zip(labels)
            .map(|(id, label)| IssueValue { id, label })
            .collect(),
        ordered,
        grid,
        divisible,
        status_quo,
        changes,
        settled_by,
        statement,
        span: entry.node.span,
        name,
        id,
    });
}

/// Keys that speak of today's value have no meaning where the negotiation starts from nothing.
fn refuse_today(reader: &mut Reader<'_>, fields: &Fields) {
    for key in ["status-quo", "back", "changes", "irreversible"] {
        if let Some(entry) = fields.get(key) {
            let fault = Diagnostic::error(
                "nothing-holds-today",
                format!("`{key}` speaks of today, but this case starts from nothing"),
            );
            let help = "remove it, or `start = \"nothing\"` from the head of the case";
            reader.faults.push(fault.at(entry.key.span, "").help(help));
        }
    }
}

fn labels(fields: &Fields, values: Option<&[String]>, name: &str, unit: &str, faults: &mut Faults) -> Vec<String> {
    const EXPECTED: Expected = Expected("a list of labels", "labels = [\"no ceasefire\", \"ceasefire\"]");
    let Some(values) = values else { return Vec::new() };
    if let Some(entry) = fields.get("labels") {
        let Value::List(items) = &entry.node.value else {
            faults.wrong_type(&entry.node, EXPECTED);
            return values.to_vec();
        };
        let count = items.len();
        if count != values.len() {
            let fault = Diagnostic::error("label-count", format!("{count} labels for {} values", values.len())).at(entry.node.span, "");
            faults.push(fault.help("give one label for each value, in the same order"));
            return values.to_vec();
        }
        let labels: Vec<String> = items
            .iter()
            .filter_map(|item| faults.as_text(item, EXPECTED))
            .map(|text| text.value.clone())
            .collect();
        return if labels.len() == values.len() { labels } else { values.to_vec() };
    }
    match values {
        [no, yes] if no == "no" && yes == "yes" => vec![format!("no {name}"), name.to_owned()],
        _ if unit.is_empty() => values.iter().map(|value| format!("{name}: {value}")).collect(),
        _ => values.iter().map(|value| format!("{name}: {value} {unit}")).collect(),
    }
}
