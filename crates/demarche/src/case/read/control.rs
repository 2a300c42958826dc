//! Who can change an issue: `by` and `back` spelled out, or the changes one by one.

use crate::case::read::Reader;
use crate::case::read::faults::Expected;
use crate::case::read::issue::value_of;
use crate::case::read::keys::CHANGE;
use crate::case::read::resolve::{consent_of, said};
use crate::case::{Change, Consent, Formula};
use crate::diagnostic::Diagnostic;
use crate::index::{IssueId, Key, PartyId};
use crate::span::Span;
use crate::text::tree::{Fields, Node, Value};

const BY: Expected = Expected("a rule over parties", "by = \"a and b\"");

/// Who can change one issue.
pub(crate) struct Control<'c, 'r> {
    pub(crate) reader: &'c mut Reader<'r>,
    pub(crate) fields: &'c Fields,
    pub(crate) key: IssueId,
    pub(crate) id: &'c str,
    pub(crate) values: &'c [String],
    pub(crate) status_quo: u32,
    pub(crate) spelled_out: &'c mut usize,
}

impl Control<'_, '_> {
    /// Who can settle the issue where nothing holds yet, if `by` says so.
    pub(crate) fn settled_by(&mut self) -> Option<Consent<PartyId>> {
        let entry = self.fields.get("by")?;
        self.consent(&entry.node, BY)
    }

    /// The changes, in the order in which they are written or, with `by`, by the values' positions.
    pub(crate) fn changes(&mut self) -> Vec<Change> {
        let irreversible = self
            .reader
            .faults
            .flag(self.fields, "irreversible", "irreversible = true")
            .unwrap_or(false);
        let (by, back, listed) = (self.fields.get("by"), self.fields.get("back"), self.fields.get("changes"));
        if let (Some(by), Some(listed)) = (by.or(back), listed) {
            let fault = Diagnostic::error(
                "two-controls",
                format!("issue `{}` has both `{}` and `changes`", self.id, by.key.value),
            );
            let fault = fault
                .at(listed.key.span, "lists the changes")
                .with(by.key.span, "says it in one rule");
            self.reader.faults.push(fault.help("keep one of the two"));
        } else if let (None, Some(back)) = (by, back) {
            let fault = Diagnostic::error("back-without-by", format!("issue `{}` has `back`, but no `by`", self.id));
            self.reader.faults.push(
                fault
                    .at(back.key.span, "")
                    .help("say who can change it in the first place: `by = \"...\"`"),
            );
        }
        let by = by.and_then(|entry| self.consent(&entry.node, BY));
        let back_rule = back.and_then(|entry| self.consent(&entry.node, Expected("a rule over parties", "back = \"a or b\"")));
        if let (true, Some(back), Some(rule)) = (irreversible, back, &back_rule)
            && *rule != Consent::Nobody
        {
            let fault = Diagnostic::error(
                "irreversible-with-back",
                format!("issue `{}` is irreversible, yet `back` says who can change it back", self.id),
            );
            self.reader
                .faults
                .push(fault.at(back.key.span, "").help("remove `back` or `irreversible`"));
        }
        if irreversible || back_rule == Some(Consent::Nobody) {
            self.reader.marks.irreversible.insert(self.key);
        }
        if by == Some(Consent::Nobody) {
            self.reader.marks.fixed.insert(self.key);
        }
        match (by, listed) {
            (Some(by), None) => self.free(&by, back_rule, back.is_some() || irreversible),
            (_, Some(listed)) => self.listed(&listed.node),
            (None, None) => Vec::new(),
        }
    }

    fn consent(&mut self, node: &Node, expected: Expected) -> Option<Consent<PartyId>> {
        let text = self.reader.faults.as_text(node, expected)?;
        consent_of(text, &self.reader.scope, &mut self.reader.faults)
    }

    /// From any value to any other; the way back to the status quo may have its own rule.
    fn free(&mut self, by: &Consent<PartyId>, back: Option<Consent<PartyId>>, back_said: bool) -> Vec<Change> {
        let count = self.values.len();
        if *by == Consent::Nobody && back.is_none()
            || !self.room(count.saturating_mul(count), self.fields.get("by").map(|entry| entry.node.span))
        {
            return Vec::new();
        }
        let back = back.unwrap_or(if back_said { Consent::Nobody } else { by.clone() });
        let mut changes = Vec::new();
        for from in 0..count as u32 {
            for to in (0..count as u32).filter(|to| *to != from) {
                let returns = to == self.status_quo;
                let by = if returns { &back } else { by };
                if *by != Consent::Nobody {
                    changes.push(Change {
                        from,
                        to,
                        by: by.clone(),
                        when: None,
                        default_reverse: returns && !back_said,
                    });
                }
            }
        }
        changes
    }

    /// Whether so many more changes may be spelled out.
    fn room(&mut self, more: usize, place: Option<Span>) -> bool {
        *self.spelled_out = self.spelled_out.saturating_add(more);
        let limit = self.reader.limits.changes;
        let fits = *self.spelled_out <= limit;
        if let (false, Some(place)) = (fits, place) {
            let fault = Diagnostic::error(
                "too-many",
                format!("the issues of this case have more than {limit} changes from one value to another"),
            );
            let help = "give the issue fewer values, or list in `changes` those that matter; this limit is fixed";
            self.reader.faults.push(fault.at(place, "").help(help));
        }
        fits
    }

    fn listed(&mut self, node: &Node) -> Vec<Change> {
        const EXPECTED: Expected = Expected("a list of changes", "changes = [{ from = \"keep\", to = \"cede\", by = \"b\" }]");
        let Value::List(items) = &node.value else {
            self.reader.faults.wrong_type(node, EXPECTED);
            return Vec::new();
        };
        let mut changes = Vec::new();
        for item in items {
            match &item.value {
                Value::Table(fields) => self.one(item, fields, &mut changes),
                _ => self.reader.faults.wrong_type(item, Expected("a change in this list", EXPECTED.1)),
            }
        }
        changes
    }

    fn one(&mut self, node: &Node, fields: &Fields, changes: &mut Vec<Change>) {
        self.reader.faults.unknown_keys(fields, &CHANGE);
        for key in ["from", "to", "by"] {
            if fields.get(key).is_none() {
                self.reader
                    .faults
                    .missing(node.span, "this change", key, &format!("{key} = \"...\""));
            }
        }
        let (from, to) = (self.ends(fields, "from"), self.ends(fields, "to"));
        let by = fields.get("by").and_then(|entry| self.consent(&entry.node, BY));
        let mut when: Option<Formula> = None;
        if let Some(text) = self
            .reader
            .faults
            .text(fields, "when", Expected("a formula", "when = \"war = war\""))
        {
            let said = said(text, &self.reader.scope, &mut self.reader.faults);
            self.reader.marks.conditions.extend(said.clone());
            when = said.map(|said| said.formula);
        }
        let Some(by) = by else { return };
        if let ([from], [to]) = (from.as_slice(), to.as_slice())
            && from == to
        {
            let fault = Diagnostic::error("change-to-itself", "this change leads back to the value it starts from").at(node.span, "");
            self.reader.faults.push(fault.help("write two different values in `from` and `to`"));
        }
        if by == Consent::Nobody || !self.room(from.len().saturating_mul(to.len()), Some(node.span)) {
            return;
        }
        for from in &from {
            for to in to.iter().filter(|to| *to != from) {
                changes.push(Change {
                    from: *from,
                    to: *to,
                    by: by.clone(),
                    when: when.clone(),
                    default_reverse: false,
                });
            }
        }
    }

    /// The value or values under `from` or `to`.
    fn ends(&mut self, fields: &Fields, key: &str) -> Vec<u32> {
        let Some(entry) = fields.get(key) else { return Vec::new() };
        if self.values.is_empty() {
            return Vec::new();
        }
        let nodes = match &entry.node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        };
        let mut found: Vec<u32> = Vec::new();
        for node in nodes {
            if let Some(names) = self.reader.scope.issues.get(self.key.index()) {
                found.extend(value_of(node, names, &mut self.reader.faults));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
