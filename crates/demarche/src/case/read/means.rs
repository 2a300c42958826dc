//! What can be paid, and what may be tried.

use crate::case::read::Reader;
use crate::case::read::evidence::{Name, line};
use crate::case::read::faults::Expected;
use crate::case::read::keys::{LEVER, PAYABLE};
use crate::case::read::resolve::said;
use crate::case::{Case, Content, Duty, Interval, Lever, LeverKind, Payable};
use crate::diagnostic::Diagnostic;
use crate::index::PartyId;
use crate::rational::Rational;
use crate::text::tree::{Fields, Node, Value};

const PARTY: Expected = Expected("a party's name", "owner = \"b\"");

fn required_party(reader: &mut Reader<'_>, node: &Node, fields: &Fields, what: &str, key: &str) -> Option<PartyId> {
    if fields.get(key).is_none() {
        reader.faults.missing(node.span, what, key, &format!("{key} = \"PARTY\""));
    }
    let text = reader.faults.text(fields, key, PARTY)?;
    reader.scope.party(text, &mut reader.faults)
}

/// Reads a `[[payable]]` into `case`.
pub(crate) fn payable(reader: &mut Reader<'_>, node: &Node, fields: &Fields, case: &mut Case) {
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
        if budget.as_ref().is_some_and(|budget| *budget < Rational::zero()) {
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

/// Reads a `[[lever]]` into `case`.
pub(crate) fn lever(reader: &mut Reader<'_>, node: &Node, fields: &Fields, case: &mut Case) {
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
    let mut formula = |key: &'static str, example: &'static str| {
        let text = reader.faults.text(fields, key, Expected("a formula", example))?;
        let said = said(text, &reader.scope, &mut reader.faults);
        reader.marks.conditions.extend(said.clone());
        said
    };
    let when = formula("when", "when = \"land = cede\"");
    let term = formula("term", "term = \"land = cede\"");
    let term = term.and_then(|said| {
        let one = said
            .formula
            .one_value(&|issue| case.issues.get(issue).map_or(0, |issue| issue.values.len()));
        if one.is_none() {
            let fault = Diagnostic::error("not-one-value", "a `term` is one value of one issue").at(said.span, "");
            reader.faults.push(fault.help("write `term = \"ISSUE = VALUE\"`"));
        }
        one
    });
    let payable = reader
        .faults
        .text(fields, "payable", Expected("the name of a payable", "payable = \"aid\""));
    if let Some(name) = payable.filter(|name| !case.payables.iter().any(|known| known.name == name.value.trim())) {
        let fault = Diagnostic::error("unknown-payable", format!("there is no payable `{}`", name.value.trim())).at(name.content(), "");
        reader.faults.push(fault.help("write a `[[payable]]` with this `name`"));
    }
    let mut amount = |key: &'static str, example: &'static str| {
        let entry = fields.get(key)?;
        reader.faults.interval(&entry.node, Expected("a number or an interval", example))
    };
    let size = amount("size", "size = 8");
    let (executing, backing_down) = (amount("executing", "executing = -3"), amount("backing-down", "backing-down = 0"));
    let audience_cost = amount("audience-cost", "audience-cost = 4");
    let duty = executing.zip(backing_down).map(|(executing, backing_down)| Duty {
        executing,
        backing_down,
        audience_cost: audience_cost.unwrap_or_else(|| Interval::exact(Rational::zero())),
    });
    if duty.is_none()
        && let Some(entry) = ["executing", "backing-down", "audience-cost"]
            .iter()
            .find_map(|key| fields.get(key))
    {
        let fault =
            Diagnostic::error("half-a-duty", "whether a threat or promise is carried out depends on two numbers").at(entry.node.span, "");
        reader
            .faults
            .push(fault.help("write both `executing` and `backing-down`, on the owner's own scale"));
    }
    if let Some(kind) = kind {
        for key in needed(kind) {
            if fields.get(key).is_none() {
                let example = if *key == "size" {
                    "size = 3".to_owned()
                } else {
                    format!("{key} = \"...\"")
                };
                reader.faults.missing(node.span, "a lever of this kind", key, &example);
            }
        }
    }
    if let (Some(kind), Some(owner)) = (kind, owner) {
        case.levers.push(Lever {
            kind,
            owner,
            on,
            when,
            term,
            payable: payable.map(|text| text.value.trim().to_owned()),
            size,
            duty,
            statement,
        });
    }
}

/// The keys without which a lever of a kind means nothing.
fn needed(kind: LeverKind) -> &'static [&'static str] {
    match kind {
        LeverKind::Pay => &["payable", "on"],
        LeverKind::Package => &["term"],
        LeverKind::Condition => &["term", "when"],
        LeverKind::Guarantee | LeverKind::Threat | LeverKind::Seat => &["on"],
        LeverKind::Sequence => &["on", "term", "size"],
    }
}
