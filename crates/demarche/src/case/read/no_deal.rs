//! What follows when nothing is signed.

use crate::case::read::Reader;
use crate::case::read::evidence::{Name, line};
use crate::case::read::faults::Expected;
use crate::case::read::issue::value_of;
use crate::case::read::keys::NO_DEAL;
use crate::case::read::resolve::issue_help;
use crate::case::{Case, Content, NoDealState, Start};
use crate::diagnostic::Diagnostic;
use crate::index::{Key, StatementId};
use crate::text::tree::{Fields, Node, Value};

/// Reads `[no-deal]` into `case`.
pub(crate) fn read(reader: &mut Reader<'_>, root: &Fields, case: &mut Case) {
    const STATES: Expected = Expected("a list of states", "states = [{ war = \"war\" }]");
    let Some(entry) = root.get("no-deal") else { return };
    if case.start == Start::Nothing {
        let fault = Diagnostic::error(
            "nothing-holds-today",
            "this case starts from nothing: no state holds without a deal",
        );
        let help = "say what no deal is worth to each party: `[[statement]] party = \"a\" reservation = 0`";
        reader.faults.push(fault.at(entry.key.span, "").help(help));
        return;
    }
    let Value::Table(fields) = &entry.node.value else {
        reader
            .faults
            .wrong_type(&entry.node, Expected("a table headed `[no-deal]`", "[no-deal]"));
        return;
    };
    let mut own = fields.clone();
    own.entries.retain(|entry| reader.scope.find_issue(&entry.key.value).is_none());
    for entry in fields
        .entries
        .iter()
        .filter(|entry| reader.scope.find_issue(&entry.key.value).is_some())
    {
        let fault = Diagnostic::error("unknown-key", format!("the value of `{}` stands outside a state", entry.key.value));
        reader.faults.push(
            fault
                .at(entry.key.content(), "")
                .help(format!("write `states = [{{ {} = ... }}]`", entry.key.value)),
        );
    }
    reader.faults.unknown_keys(&own, &NO_DEAL);
    let statement = line(
        reader,
        case,
        &entry.node,
        fields,
        Name::Fixed("no-deal".to_owned()),
        Content::NoDeal,
    );
    let today: Vec<u32> = reader.scope.issues.iter().map(|issue| issue.status_quo).collect();
    let Some(states) = fields.get("states") else {
        case.no_deal.push(NoDealState {
            values: today,
            statement,
            span: entry.node.span,
        });
        return;
    };
    let Value::List(items) = &states.node.value else {
        reader.faults.wrong_type(&states.node, STATES);
        return;
    };
    if reader.over_limit(states.node.span, "states without a deal", items.len(), reader.limits.no_deal_states) {
        return;
    }
    if items.is_empty() {
        let fault = Diagnostic::error("no-state", "no deal must leave some state").at(states.node.span, "");
        reader.faults.push(fault.help("list at least one state; `{ }` is the status quo"));
    }
    for item in items {
        match &item.value {
            Value::Table(fields) => no_deal_state(reader, item, fields, &today, statement, case),
            _ => reader.faults.wrong_type(item, Expected("a state in this list", STATES.1)),
        }
    }
}

fn no_deal_state(reader: &mut Reader<'_>, node: &Node, fields: &Fields, today: &[u32], statement: StatementId, case: &mut Case) {
    let mut values = today.to_vec();
    for entry in &fields.entries {
        let name = &entry.key.value;
        let Some((issue, names)) = reader.scope.find_issue(name) else {
            let fault = Diagnostic::error("unknown-issue", format!("no issue is called `{name}`"));
            reader
                .faults
                .push(fault.at(entry.key.content(), "not declared").help(issue_help(&reader.scope, name)));
            continue;
        };
        if names.values.is_none() {
            continue;
        }
        if let (Some(value), Some(place)) = (value_of(&entry.node, names, &mut reader.faults), values.get_mut(issue.index())) {
            *place = value;
        }
    }
    case.no_deal.push(NoDealState {
        values,
        statement,
        span: node.span,
    });
}
