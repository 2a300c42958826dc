//! Structure, in the order of the manual: what cannot be, what is asked by name, who might act together, and the parts that have
//! files of their own.

use crate::case::read::evidence::{Name, line};
use crate::case::read::faults::Expected;
use crate::case::read::keys::{COALITION, GOAL, NEVER};
use crate::case::read::resolve::said;
use crate::case::read::{Reader, means, no_deal};
use crate::case::{Case, Coalition, Content, Goal, Never, Said};
use crate::diagnostic::Diagnostic;
use crate::index::PartyId;
use crate::text::tree::{Fields, Node};

const FORMULA: Expected = Expected("a formula", "formula = \"l and p\"");

/// Reads all of it into `case`.
pub(crate) fn read(reader: &mut Reader<'_>, root: &Fields, case: &mut Case) {
    for (node, fields) in reader
        .faults
        .repeated(root, "never", Expected("entries headed `[[never]]`", "[[never]]"))
    {
        never(reader, node, fields, case);
    }
    no_deal::read(reader, root, case);
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
        means::payable(reader, node, fields, case);
    }
    for (node, fields) in reader
        .faults
        .repeated(root, "lever", Expected("entries headed `[[lever]]`", "[[lever]]"))
    {
        means::lever(reader, node, fields, case);
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
