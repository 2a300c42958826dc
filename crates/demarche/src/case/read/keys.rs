//! Every key that a case file may hold. The JSON Schema is tested against these tables.

/// The keys of one kind of table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keys {
    /// How a message names the table.
    pub(crate) table: &'static str,
    /// Keys of its own.
    pub(crate) own: &'static [&'static str],
    /// Whether it is a line of the case, with the keys of [`EVIDENCE`].
    pub(crate) line: bool,
    /// The definition in the schema.
    #[cfg(test)]
    pub(crate) schema: &'static str,
}

impl Keys {
    /// All keys, evidence included.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static str> + use<> {
        let evidence: &[&str] = if self.line { &EVIDENCE } else { &[] };
        self.own.iter().chain(evidence).copied()
    }
}

/// Keys of every line.
pub(crate) const EVIDENCE: [&str; 8] = ["id", "kind", "cites", "grade", "speaker", "date", "confidence", "text"];

/// The verbs of a statement, in the order of the manual.
pub(crate) const VERBS: [&str; 11] = [
    "prefers",
    "indifferent",
    "demands",
    "rejects",
    "refuses",
    "requires",
    "accepts",
    "priority",
    "value",
    "ranking",
    "reservation",
];

/// Arrays of tables: what several files say is put one after the other.
pub(crate) const REPEATED: [&str; 6] = ["never", "statement", "goal", "coalition", "payable", "lever"];

macro_rules! keys {
    ($name:ident, $table:literal, $line:literal, $schema:literal, [$($key:literal),* $(,)?]) => {
        pub(crate) const $name: Keys = Keys {
            table: $table,
            own: &[$($key),*],
            line: $line,
            #[cfg(test)]
            schema: $schema,
        };
    };
}

keys!(
    HEAD,
    "a case",
    false,
    "",
    [
        "title",
        "summary",
        "as-of",
        "table",
        "positions",
        "start",
        "money",
        "include",
        "source",
        "party",
        "issue",
        "never",
        "no-deal",
        "agreement",
        "scales",
        "statement",
        "goal",
        "coalition",
        "payable",
        "lever",
        "view",
    ]
);
keys!(
    SOURCE,
    "a source",
    false,
    "source",
    ["title", "author", "date", "url", "grade", "file"]
);
keys!(
    PARTY,
    "a party",
    false,
    "party",
    ["name", "short", "seat", "silence", "ratification", "constituency"]
);
keys!(CONSTITUENCY, "a constituency", false, "constituency", ["name"]);
keys!(
    ISSUE,
    "an issue",
    true,
    "issue",
    [
        "name",
        "question",
        "values",
        "labels",
        "range",
        "step",
        "unit",
        "status-quo",
        "ordered",
        "divisible",
        "by",
        "back",
        "changes",
        "irreversible",
    ]
);
keys!(CHANGE, "a change", false, "change", ["from", "to", "by", "when"]);
keys!(NEVER, "a `[[never]]`", true, "never", ["formula"]);
keys!(NO_DEAL, "`[no-deal]`", true, "no-deal", ["states"]);
keys!(AGREEMENT, "`[agreement]`", true, "agreement", ["rule", "quota", "weights"]);
keys!(SCALES, "`[scales]`", true, "scales", ["comparable"]);
keys!(
    STATEMENT,
    "a statement",
    true,
    "statement",
    [
        "party",
        "prefers",
        "over",
        "indifferent",
        "demands",
        "rejects",
        "refuses",
        "requires",
        "accepts",
        "priority",
        "value",
        "weight",
        "ranking",
        "reservation",
    ]
);
keys!(GOAL, "a goal", false, "goal", ["id", "name", "formula", "text"]);
keys!(COALITION, "a coalition", true, "coalition", ["name", "members"]);
keys!(PAYABLE, "a payable", true, "payable", ["name", "payer", "budget", "worth"]);
keys!(VIEW, "a view", true, "view", ["without", "unaware", "statement"]);
keys!(
    LEVER,
    "a lever",
    true,
    "lever",
    [
        "owner",
        "on",
        "when",
        "term",
        "payable",
        "size",
        "executing",
        "backing-down",
        "audience-cost"
    ]
);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    const ALL: [Keys; 16] = [
        HEAD,
        SOURCE,
        PARTY,
        CONSTITUENCY,
        ISSUE,
        CHANGE,
        NEVER,
        NO_DEAL,
        AGREEMENT,
        SCALES,
        STATEMENT,
        GOAL,
        COALITION,
        PAYABLE,
        LEVER,
        VIEW,
    ];

    #[test]
    fn the_schema_has_exactly_these_keys() {
        let schema: Value = serde_json::from_str(crate::case::CASE_SCHEMA).unwrap();
        for keys in ALL {
            let table = if keys.schema.is_empty() {
                &schema
            } else {
                &schema["$defs"][keys.schema]
            };
            assert_eq!(table["additionalProperties"], Value::Bool(false), "{}", keys.table);
            let described: BTreeSet<&str> = table["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            let read: BTreeSet<&str> = keys.all().collect();
            assert_eq!(described, read, "{}", keys.table);
        }
        let tables = schema["$defs"]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, table)| table.get("properties").is_some())
            .count();
        assert_eq!(tables + 1, ALL.len(), "a table of the schema is not read");
    }

    #[test]
    fn verbs_are_keys_of_a_statement() {
        assert!(VERBS.iter().all(|verb| STATEMENT.own.contains(verb)));
        assert!(REPEATED.iter().all(|key| HEAD.own.contains(key)));
    }
}
