//! Issues: their values, what holds today, and who can change what.

use crate::case::read::Reader;
use crate::case::read::control::Control;
use crate::case::read::evidence::{Name, line};
use crate::case::read::faults::suggestion;
use crate::case::read::faults::{Expected, Faults};
use crate::case::read::keys::ISSUE;
use crate::case::read::names::{IssueNames, check_name};
use crate::case::{Case, Content, Issue, IssueValue};
use crate::diagnostic::Diagnostic;
use crate::index::{IssueId, Key};
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
        let values = values(reader, entry, fields);
        let status_quo = match (fields.get("status-quo"), &values) {
            (Some(said), Some(values)) => value_of(&said.node, &entry.key.value, values, &mut reader.faults).unwrap_or(0),
            _ => 0,
        };
        let ordered = reader.faults.flag(fields, "ordered", "ordered = true").unwrap_or(false);
        reader.scope.add_issue(IssueNames {
            id: entry.key.value.clone(),
            values,
            ordered,
            status_quo,
        });
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
pub(crate) fn value_of(node: &Node, issue: &str, values: &[String], faults: &mut Faults) -> Option<u32> {
    let text = value_text(node, Expected("a value", "status-quo = \"no\""), faults)?;
    let position = values.iter().position(|value| *value == text.value);
    if position.is_none() {
        let fault = Diagnostic::error("unknown-value", format!("`{issue}` has no value `{}`", text.value));
        let help = suggestion(&text.value, values.iter().map(String::as_str), "its values are");
        faults.push(fault.at(text.content(), "not one of its values").help(help));
    }
    position.map(|position| position as u32)
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
    let labels = labels(fields, values.as_deref(), &name, &mut reader.faults);
    let changes = Control {
        reader,
        fields,
        key,
        id: &id,
        values: values.as_deref().unwrap_or_default(),
        status_quo,
        spelled_out,
    }
    .changes();
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
        status_quo,
        changes,
        statement,
        span: entry.node.span,
        name,
        id,
    });
}

fn labels(fields: &Fields, values: Option<&[String]>, name: &str, faults: &mut Faults) -> Vec<String> {
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
        _ => values.iter().map(|value| format!("{name}: {value}")).collect(),
    }
}
