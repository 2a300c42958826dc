//! What cannot be, what no deal means, what is asked by name, who might act together, what can be paid and tried.

use crate::case::read::Reader;
use crate::case::read::evidence::{Name, line};
use crate::case::read::faults::Expected;
use crate::case::read::issue::value_of;
use crate::case::read::keys::{COALITION, GOAL, LEVER, NEVER, NO_DEAL, PAYABLE};
use crate::case::read::resolve::{issue_help, said};
use crate::case::{Case, Coalition, Content, Goal, Lever, LeverKind, Never, NoDealState, Payable, Said};
use crate::diagnostic::Diagnostic;
use crate::index::{Key, PartyId, StatementId};
use crate::rational::Rational;
use crate::text::tree::{Fields, Node, Value};

const FORMULA: Expected = Expected("a formula", "formula = \"l and p\"");
const PARTY: Expected = Expected("a party's name", "owner = \"b\"");

/// Reads all of it into `case`.
pub(crate) fn read(reader: &mut Reader<'_>, root: &Fields, case: &mut Case) {
    for (node, fields) in reader
        .faults
        .repeated(root, "never", Expected("entries headed `[[never]]`", "[[never]]"))
    {
        never(reader, node, fields, case);
    }
    no_deal(reader, root, case);
    for (node, fields) in reader
        .faults
        .repeated(root, "goal", Expected("entries headed `[[goal]]`", "[[goal]]"))
    {
        goal(reader, node, fields, case);
    }
    for (node, fields) in reader
        .faults
        .repeated(root, "coalition", Expected("entries headed `[[coalition]]`", "[[coalition]]"))
    {
        coalition(reader, node, fields, case);
    }
    for (node, fields) in reader
        .faults
        .repeated(root, "payable", Expected("entries headed `[[payable]]`", "[[payable]]"))
    {
        payable(reader, node, fields, case);
    }
    for (node, fields) in reader
        .faults
        .repeated(root, "lever", Expected("entries headed `[[lever]]`", "[[lever]]"))
    {
        lever(reader, node, fields, case);
    }
}

fn never(reader: &mut Reader<'_>, node: &Node, fields: &Fields, case: &mut Case) {
    reader.faults.unknown_keys(fields, &NEVER);
    let statement = line(
        reader,
        case,
        node,
        fields,
        Name::Numbered("never".to_owned()),
        Content::Never(case.never.len()),
    );
    if let Some(Said { formula, text, span }) = required_formula(reader, node, fields, "this `[[never]]`") {
        reader.marks.never.push(span);
        case.never.push(Never { formula, text, statement });
    }
}

fn required_formula(reader: &mut Reader<'_>, node: &Node, fields: &Fields, what: &str) -> Option<Said> {
    if fields.get("formula").is_none() {
        reader.faults.missing(node.span, what, "formula", "formula = \"...\"");
    }
    let text = reader.faults.text(fields, "formula", FORMULA)?;
    said(text, &reader.scope, &mut reader.faults)
}

fn no_deal(reader: &mut Reader<'_>, root: &Fields, case: &mut Case) {
    const STATES: Expected = Expected("a list of states", "states = [{ war = \"war\" }]");
    let Some(entry) = root.get("no-deal") else { return };
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
        let Some(known) = &names.values else { continue };
        if let (Some(value), Some(place)) = (
            value_of(&entry.node, name, known, &mut reader.faults),
            values.get_mut(issue.index()),
        ) {
            *place = value;
        }
    }
    case.no_deal.push(NoDealState {
        values,
        statement,
        span: node.span,
    });
}

fn goal(reader: &mut Reader<'_>, node: &Node, fields: &Fields, case: &mut Case) {
    reader.faults.unknown_keys(fields, &GOAL);
    reader.faults.text(fields, "id", Expected("a name", "id = \"ceasefire\""));
    reader.faults.prose(fields, "text", Expected("text", "text = \"why\""));
    let name = reader.faults.text(fields, "name", Expected("a name", "name = \"a ceasefire\""));
    if let Some(said) = required_formula(reader, node, fields, "this goal") {
        reader.marks.conditions.push(said.clone());
        let Said { formula, text, .. } = said;
        let name = name.map_or_else(|| text.clone(), |name| name.value.clone());
        case.goals.push(Goal { name, formula, text });
    }
}

fn coalition(reader: &mut Reader<'_>, node: &Node, fields: &Fields, case: &mut Case) {
    reader.faults.unknown_keys(fields, &COALITION);
    let name = reader.faults.text(fields, "name", Expected("a name", "name = \"the West\""));
    let statement = line(
        reader,
        case,
        node,
        fields,
        Name::Numbered("coalition".to_owned()),
        Content::Coalition(case.coalitions.len()),
    );
    let Some(entry) = fields.get("members") else {
        reader
            .faults
            .missing(node.span, "this coalition", "members", "members = [\"us\", \"eu\"]");
        return;
    };
    let texts = reader
        .faults
        .texts(&entry.node, Expected("a list of names", "members = [\"us\", \"eu\"]"));
    let count = texts.len();
    let mut members: Vec<PartyId> = Vec::new();
    for text in texts {
        match reader.scope.party(text, &mut reader.faults) {
            Some(party) if members.contains(&party) => {
                let fault = Diagnostic::error("duplicate-name", format!("`{}` is named twice", text.value)).at(text.content(), "");
                reader.faults.push(fault.help("name each party once"));
            }
            Some(party) => members.push(party),
            None => {}
        }
    }
    if count < 2 {
        let fault = Diagnostic::error("lone-coalition", "a coalition has at least two members").at(entry.node.span, "");
        reader.faults.push(fault.help("a party alone needs no entry"));
        return;
    }
    members.sort_unstable();
    let name = name.map_or_else(
        || {
            members
                .iter()
                .filter_map(|party| case.parties.get(*party))
                .map(|party| party.name.as_str())
                .collect::<Vec<_>>()
                .join(" and ")
        },
        |text| text.value.clone(),
    );
    case.coalitions.push(Coalition { name, members, statement });
}

fn required_party(reader: &mut Reader<'_>, node: &Node, fields: &Fields, what: &str, key: &str) -> Option<PartyId> {
    if fields.get(key).is_none() {
        reader.faults.missing(node.span, what, key, &format!("{key} = \"PARTY\""));
    }
    let text = reader.faults.text(fields, key, PARTY)?;
    reader.scope.party(text, &mut reader.faults)
}

fn payable(reader: &mut Reader<'_>, node: &Node, fields: &Fields, case: &mut Case) {
    const WORTH: Expected = Expected("a table of numbers by party", "worth = { a = 1.0, b = [-1.0, -0.5] }");
    reader.faults.unknown_keys(fields, &PAYABLE);
    let name = reader.faults.text(fields, "name", Expected("a name", "name = \"aid\""));
    let statement = line(
        reader,
        case,
        node,
        fields,
        Name::Numbered("payable".to_owned()),
        Content::Payable(case.payables.len()),
    );
    let payer = required_party(reader, node, fields, "this payable", "payer");
    let mut budget = None;
    if let Some(entry) = fields.get("budget") {
        budget = reader.faults.number(&entry.node, Expected("a number", "budget = 50"));
        if budget.is_some_and(|budget| budget < Rational::ZERO) {
            let fault = Diagnostic::error("bad-budget", "a budget cannot be less than 0").at(entry.node.span, "");
            reader.faults.push(fault.help("leave `budget` out if there is no limit"));
        }
    }
    let mut worth = Vec::new();
    match fields.get("worth").map(|entry| &entry.node) {
        Some(Node {
            value: Value::Table(amounts),
            ..
        }) => {
            for entry in &amounts.entries {
                let party = reader.scope.party(&entry.key, &mut reader.faults);
                let amount = reader
                    .faults
                    .interval(&entry.node, Expected("a number or an interval", "worth = { a = 1.0 }"));
                worth.extend(party.zip(amount));
            }
        }
        Some(other) => reader.faults.wrong_type(other, WORTH),
        None => {}
    }
    if let Some(payer) = payer {
        let name = name.map_or_else(|| format!("payment {}", case.payables.len() + 1), |text| text.value.clone());
        case.payables.push(Payable {
            name,
            payer,
            budget,
            worth,
            statement,
        });
    }
}

fn lever(reader: &mut Reader<'_>, node: &Node, fields: &Fields, case: &mut Case) {
    let kinds = [
        ("pay", LeverKind::Pay),
        ("package", LeverKind::Package),
        ("threat", LeverKind::Threat),
        ("guarantee", LeverKind::Guarantee),
        ("condition", LeverKind::Condition),
        ("sequence", LeverKind::Sequence),
        ("seat", LeverKind::Seat),
    ];
    reader.faults.unknown_keys(fields, &LEVER);
    let statement = line(
        reader,
        case,
        node,
        fields,
        Name::Numbered("lever".to_owned()),
        Content::Lever(case.levers.len()),
    );
    if fields.get("kind").is_none() {
        reader.faults.missing(node.span, "this lever", "kind", "kind = \"guarantee\"");
    }
    let kind = reader.faults.choice(fields, "kind", &kinds);
    let owner = required_party(reader, node, fields, "this lever", "owner");
    let on = reader
        .faults
        .text(fields, "on", PARTY)
        .and_then(|text| reader.scope.party(text, &mut reader.faults));
    let mut when = None;
    if let Some(text) = reader.faults.text(fields, "when", Expected("a formula", "when = \"land = cede\"")) {
        let said = said(text, &reader.scope, &mut reader.faults);
        reader.marks.conditions.extend(said.clone());
        when = said.map(|said| said.formula);
    }
    if let (Some(kind), Some(owner)) = (kind, owner) {
        case.levers.push(Lever {
            kind,
            owner,
            on,
            when,
            statement,
        });
    }
}
