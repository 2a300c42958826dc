//! Who must agree at the declared table, and whether the parties' scales can be compared.

use crate::case::read::Reader;
use crate::case::read::evidence::{Name, line};
use crate::case::read::faults::Expected;
use crate::case::read::keys::{AGREEMENT, Keys, SCALES};
use crate::case::read::resolve::consent_of;
use crate::case::{Agreement, Case, Consent, Content};
use crate::diagnostic::Diagnostic;
use crate::index::PartyId;
use crate::rational::Rational;
use crate::text::tree::{Entry, Fields, Value};

/// Reads `[agreement]` and `[scales]` into `case`.
pub(crate) fn read(reader: &mut Reader<'_>, root: &Fields, case: &mut Case) {
    if let Some((entry, fields)) = table(reader, root, "agreement", "[agreement]", &AGREEMENT) {
        let statement = line(
            reader,
            case,
            &entry.node,
            fields,
            Name::Fixed("agreement".to_owned()),
            Content::Agreement,
        );
        case.agreement = rule(reader, entry, fields).map(|rule| Agreement { rule, statement });
    }
    if let Some((entry, fields)) = table(reader, root, "scales", "[scales]", &SCALES) {
        let statement = line(
            reader,
            case,
            &entry.node,
            fields,
            Name::Fixed("scales".to_owned()),
            Content::Comparable,
        );
        if fields.get("comparable").is_none() {
            reader
                .faults
                .missing(entry.node.span, "`[scales]`", "comparable", "comparable = true");
        }
        let comparable = reader.faults.flag(fields, "comparable", "comparable = true").unwrap_or(false);
        case.comparable = comparable.then_some(statement);
    }
}

/// A table that stands once in a case.
fn table<'f>(reader: &mut Reader<'_>, root: &'f Fields, key: &str, header: &'static str, keys: &Keys) -> Option<(&'f Entry, &'f Fields)> {
    let entry = root.get(key)?;
    let Value::Table(fields) = &entry.node.value else {
        reader.faults.wrong_type(&entry.node, Expected("a table of this name", header));
        return None;
    };
    reader.faults.unknown_keys(fields, keys);
    Some((entry, fields))
}

fn rule(reader: &mut Reader<'_>, entry: &Entry, fields: &Fields) -> Option<Consent<PartyId>> {
    let written = fields.get("rule");
    let weighted = fields.get("quota").or_else(|| fields.get("weights"));
    if let (Some(rule), Some(weighted)) = (written, weighted) {
        let fault = Diagnostic::error("two-rules", format!("`[agreement]` has both `rule` and `{}`", weighted.key.value));
        let fault = fault.at(weighted.key.span, "").with(rule.key.span, "says it in one rule");
        reader.faults.push(fault.help("keep one of the two"));
        return None;
    }
    if let Some(entry) = written {
        let text = reader
            .faults
            .as_text(&entry.node, Expected("a rule over parties", "rule = \"a and b\""))?;
        let rule = consent_of(text, &reader.scope, &mut reader.faults)?;
        if rule.members().is_empty() {
            let fault = Diagnostic::error("bad-agreement", "a rule of agreement names parties").at(text.content(), "");
            reader
                .faults
                .push(fault.help("leave `[agreement]` out if everybody at the table must agree"));
            return None;
        }
        return Some(rule);
    }
    for (key, example) in [("quota", "quota = 12"), ("weights", "weights = { a = 4, b = 2 }")] {
        if fields.get(key).is_none() {
            reader.faults.missing(entry.node.span, "`[agreement]`", key, example);
        }
    }
    weights(reader, fields)
}

fn weights(reader: &mut Reader<'_>, fields: &Fields) -> Option<Consent<PartyId>> {
    const WEIGHTS: Expected = Expected("a table of numbers by party", "weights = { a = 4, b = 2 }");
    let quota_node = &fields.get("quota")?.node;
    let quota = reader.faults.number(quota_node, Expected("a number", "quota = 12"))?;
    let entry = fields.get("weights")?;
    let Value::Table(amounts) = &entry.node.value else {
        reader.faults.wrong_type(&entry.node, WEIGHTS);
        return None;
    };
    let mut weights = Vec::new();
    let mut sound = true;
    for entry in &amounts.entries {
        let party = reader.scope.party(&entry.key, &mut reader.faults);
        let weight = reader.faults.number(&entry.node, Expected("a number", WEIGHTS.1));
        if weight.as_ref().is_some_and(|weight| *weight < Rational::zero()) {
            let fault = Diagnostic::error("bad-agreement", "a weight cannot be less than 0").at(entry.node.span, "");
            reader.faults.push(fault.help("leave a party without weight out"));
            sound = false;
        }
        sound &= party.is_some() && weight.is_some();
        weights.extend(party.zip(weight));
    }
    let total = weights.iter().fold(Rational::zero(), |total, (_, weight)| &total + weight);
    if sound && (quota <= Rational::zero() || quota > total) {
        let message = format!("with a quota of {quota} and weights of {total} together, either nothing or everything is agreed");
        let fault = Diagnostic::error("bad-agreement", message).at(quota_node.span, "");
        reader
            .faults
            .push(fault.help("the quota is greater than 0, and at most the sum of the weights"));
        return None;
    }
    sound.then_some(Consent::Weighted(quota, weights))
}
