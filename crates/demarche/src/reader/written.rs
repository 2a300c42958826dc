//! Records as text: JSON Lines, one record a line, and TOML, one table a record.

use serde_json::Value;

use super::evidence::Evidence;

/// One line of JSON a record.
pub fn json_lines(records: &[Evidence]) -> String {
    let mut text = String::new();
    for record in records {
        // A record has nothing that JSON cannot hold.
        text.push_str(&serde_json::to_string(record).unwrap_or_default());
        text.push('\n');
    }
    text
}

/// One table `[[evidence]]` a record, with what lies deeper inline.
pub fn toml(records: &[Evidence]) -> String {
    let mut text = String::new();
    for record in records {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str("[[evidence]]\n");
        if let Ok(Value::Object(fields)) = serde_json::to_value(record) {
            for (key, value) in &fields {
                text.push_str(&format!("{key} = "));
                push_value(&mut text, value);
                text.push('\n');
            }
        }
    }
    text
}

fn push_value(text: &mut String, value: &Value) {
    match value {
        Value::String(words) => push_string(text, words),
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                push_value(text, item);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            text.push_str("{ ");
            for (index, (key, field)) in fields.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                text.push_str(&format!("{key} = "));
                push_value(text, field);
            }
            text.push_str(" }");
        }
        other => text.push_str(&other.to_string()),
    }
}

/// A basic string of TOML: what JSON escapes, and the delete character.
pub(super) fn push_string(text: &mut String, words: &str) {
    text.push('"');
    for letter in words.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            other if other.is_control() => text.push_str(&format!("\\u{:04X}", u32::from(other))),
            other => text.push(other),
        }
    }
    text.push('"');
}
