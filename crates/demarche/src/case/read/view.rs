//! What a party believes where the case says otherwise: its own picture of the conflict.

use crate::case::read::Reader;
use crate::case::read::evidence::{Name, line};
use crate::case::read::faults::{Expected, suggestion};
use crate::case::read::keys::VIEW;
use crate::case::read::statement;
use crate::case::{Case, Content, Start, View};
use crate::diagnostic::Diagnostic;
use crate::index::{IssueId, PartyId, StatementId};
use crate::text::tree::{Entry, Fields, Node, Text};

const LINES: Expected = Expected("a list of lines' names", "without = [\"ru-attack\"]");
const ISSUES: Expected = Expected("a list of issues' names", "unaware = [\"attack\"]");

/// Reads the views into `case`, whose lines are all read by now.
pub(crate) fn read(reader: &mut Reader<'_>, root: &Fields, case: &mut Case) {
    let tables = reader.faults.tables(root, "view", Expected("a table for each party", "[view.us]"));
    for (entry, fields) in tables {
        view(reader, entry, fields, case);
    }
}

fn view(reader: &mut Reader<'_>, entry: &Entry, fields: &Fields, case: &mut Case) {
    reader.faults.unknown_keys(fields, &VIEW);
    let party = reader.scope.party(&entry.key, &mut reader.faults);
    let index = case.views.len();
    let name = Name::Fixed(format!("view.{}", entry.key.value));
    let statement = line(reader, case, &entry.node, fields, name, Content::View(index));
    let without = without(reader, fields, case);
    let unaware = unaware(reader, fields, case);
    case.views.push(View {
        // A faulty name has been reported, and the case is not given then.
        party: party.unwrap_or(PartyId(0)),
        without,
        unaware,
        statement,
    });
    let before = case.statements.len();
    statement::read_believed(reader, fields, case, index, &entry.key.value);
    let added = case.statements.len() - before;
    reader.over_limit(entry.node.span, "lines in a view", added, reader.limits.statements);
    let says = ["without", "unaware", "statement"].iter().any(|key| fields.get(key).is_some());
    if !says {
        let fault = Diagnostic::error("empty-view", "this view is that of the case itself").at(entry.node.span, "");
        let help = "say which lines the party does not believe (`without`), which issues it does not see (`unaware`), or what it believes instead (`[[view.PARTY.statement]]`)";
        reader.faults.push(fault.help(help));
    }
}

fn list<'t>(reader: &mut Reader<'_>, fields: &'t Fields, key: &str, expected: Expected) -> Vec<&'t Text> {
    match fields.get(key) {
        Some(Entry { node, .. }) => reader.faults.texts(node as &Node, expected),
        None => Vec::new(),
    }
}

fn without(reader: &mut Reader<'_>, fields: &Fields, case: &Case) -> Vec<StatementId> {
    let mut found = Vec::new();
    for text in list(reader, fields, "without", LINES) {
        let name = text.value.trim();
        let line = case.statements.iter().find(|(_, line)| line.id == name);
        match line {
            Some((line, statement)) if statement.can_be_left_out() => found.push(line),
            Some(_) => {
                let message = format!("`{name}` is structure, which is the same in every view");
                let fault = Diagnostic::error("shared-structure", message).at(text.content(), "");
                reader
                    .faults
                    .push(fault.help("name lines on preferences; an issue that a party does not see goes under `unaware`"));
            }
            None => {
                let names = case
                    .statements
                    .values()
                    .filter(|line| line.can_be_left_out())
                    .map(|line| line.id.as_str());
                let fault = Diagnostic::error("unknown-line", format!("no line is called `{name}`")).at(text.content(), "not in the case");
                reader
                    .faults
                    .push(fault.help(suggestion(name, names, "the lines on preferences are")));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn unaware(reader: &mut Reader<'_>, fields: &Fields, case: &Case) -> Vec<IssueId> {
    let mut found = Vec::new();
    for text in list(reader, fields, "unaware", ISSUES) {
        let name = text.value.trim();
        match reader.scope.find_issue(name) {
            Some((issue, _)) if case.start == Start::Today => found.push(issue),
            Some(_) => {
                let fault = Diagnostic::error(
                    "unaware-from-nothing",
                    format!("`{name}` has no value of today that a party could take for granted"),
                );
                let help = "where the negotiation starts from nothing, every party sees every issue";
                reader.faults.push(fault.at(text.content(), "").help(help));
            }
            None => {
                let fault = Diagnostic::error("unknown-issue", format!("no issue is called `{name}`")).at(text.content(), "not declared");
                reader
                    .faults
                    .push(fault.help(crate::case::read::resolve::issue_help(&reader.scope, name)));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
