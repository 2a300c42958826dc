//! The form of an answer: one list of records, each field required, closed lists of words, nothing optional and nothing nested further.
//!
//! Servers that hold a model to a schema know different parts of the language; what all of them know is used: objects, arrays, strings, whole
//! numbers and `enum`. The order of the fields is the order in which a model writes them, so that it quotes before it classifies.

use super::super::evidence::{Modality, Position};

/// The word for "no event".
pub(super) const NO_EVENT: &str = "NONE";

/// The word for "nothing in the negotiation".
pub(super) const NO_POSITION: &str = "none";

/// Event types of the PLOVER ontology, version 2.0.
pub(super) const EVENTS: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// Classes of verbs: the most frequent ones of the rules' own, and `other`.
pub(super) const ACTS: [&str; 44] = [
    "demand",
    "call for",
    "call on",
    "request",
    "ask",
    "want",
    "appeal",
    "propose",
    "offer",
    "invite",
    "promise",
    "be ready",
    "agree",
    "accept",
    "approve",
    "sign",
    "concede",
    "allow",
    "lift",
    "halt",
    "hand over",
    "withdraw",
    "reject",
    "refuse",
    "rule out",
    "hold on",
    "deny",
    "threaten",
    "warn",
    "accuse",
    "investigate",
    "support",
    "mediate",
    "hold talks",
    "visit",
    "host",
    "aid",
    "order",
    "expel",
    "arrest",
    "attack",
    "protest",
    "strike",
    "other",
];

/// What a record can be in a negotiation.
pub(super) const POSITIONS: [Position; 22] = [
    Position::Demand,
    Position::Precondition,
    Position::RedLine,
    Position::Refusal,
    Position::Offer,
    Position::Proposal,
    Position::Promise,
    Position::Intention,
    Position::Concession,
    Position::Threat,
    Position::Deadline,
    Position::Pressure,
    Position::Acceptance,
    Position::Process,
    Position::Mediation,
    Position::Blame,
    Position::Stance,
    Position::Interest,
    Position::Leverage,
    Position::Agenda,
    Position::Forecast,
    Position::Argument,
];

/// In which ways a record can be said.
pub(super) const MODALITIES: [Modality; 11] = [
    Modality::Asserted,
    Modality::Standing,
    Modality::Reported,
    Modality::Conditional,
    Modality::Planned,
    Modality::Intended,
    Modality::Expected,
    Modality::Hearsay,
    Modality::Negated,
    Modality::Past,
    Modality::Assessment,
];

/// The schema, as JSON text.
pub fn schema() -> String {
    const WORDS: &str = r#"{"type":"string"}"#;
    const LIST: &str = r#"{"type":"array","items":{"type":"string"}}"#;
    let acts = ACTS.map(str::to_owned);
    let events: Vec<String> = EVENTS.iter().copied().chain([NO_EVENT]).map(str::to_owned).collect();
    let mut positions: Vec<String> = POSITIONS.iter().map(word).collect();
    positions.push(NO_POSITION.to_owned());
    let modalities: Vec<String> = MODALITIES.iter().map(word).collect();
    let fields = [
        ("sentence", r#"{"type":"integer"}"#.to_owned()),
        ("quote", WORDS.to_owned()),
        ("cue", WORDS.to_owned()),
        ("actor", LIST.to_owned()),
        ("target", LIST.to_owned()),
        ("issue", WORDS.to_owned()),
        ("source", WORDS.to_owned()),
        ("act", one_of(&acts)),
        ("event", one_of(&events)),
        ("position", one_of(&positions)),
        ("modality", one_of(&modalities)),
    ];
    let properties: Vec<String> = fields.iter().map(|(name, form)| format!("\"{name}\":{form}")).collect();
    let required: Vec<String> = fields.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let record = format!(
        r#"{{"type":"object","properties":{{{}}},"required":[{}],"additionalProperties":false}}"#,
        properties.join(","),
        required.join(",")
    );
    format!(
        r#"{{"type":"object","properties":{{"records":{{"type":"array","items":{record}}}}},"required":["records"],"additionalProperties":false}}"#
    )
}

fn one_of(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    format!(r#"{{"type":"string","enum":[{}]}}"#, quoted.join(","))
}

/// The word that a value has in records.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// The words that a type's own schema lists.
    fn listed(schema: impl serde::Serialize) -> Vec<String> {
        let schema = serde_json::to_value(schema).unwrap_or_default();
        let variants = schema["oneOf"].as_array().cloned().unwrap_or_default();
        variants
            .iter()
            .flat_map(|variant| match &variant["enum"] {
                Value::Array(words) => words.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect(),
                _ => variant["const"].as_str().map(str::to_owned).into_iter().collect::<Vec<_>>(),
            })
            .collect()
    }

    #[test]
    fn no_position_and_no_modality_is_left_out() {
        assert_eq!(
            listed(schemars::schema_for!(Position)),
            POSITIONS.iter().map(word).collect::<Vec<_>>()
        );
        assert_eq!(
            listed(schemars::schema_for!(Modality)),
            MODALITIES.iter().map(word).collect::<Vec<_>>()
        );
    }

    #[test]
    fn acts_are_those_of_the_rules() {
        let tables = concat!(include_str!("../data/frames.tsv"), include_str!("../data/nominals.tsv"));
        for act in ACTS.iter().filter(|act| **act != "other") {
            let known = tables.lines().any(|line| line.split('|').any(|cell| cell.trim() == *act));
            assert!(known, "no rule gives `{act}`");
        }
    }

    #[test]
    fn strict_servers_can_take_it() {
        let schema: Value = serde_json::from_str(&schema()).unwrap_or_default();
        let record = &schema["properties"]["records"]["items"];
        assert_eq!(
            record["required"].as_array().map(Vec::len),
            record["properties"].as_object().map(serde_json::Map::len)
        );
        let text = schema.to_string();
        for absent in ["$ref", "allOf", "anyOf", "minItems", "maxItems", "pattern", "format"] {
            assert!(!text.contains(&format!("\"{absent}\"")), "{absent}");
        }
        assert_eq!(
            text.matches("\"additionalProperties\":false").count(),
            text.matches("\"type\":\"object\"").count()
        );
    }
}
