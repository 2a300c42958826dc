//! What of a model's answer is a list of records: the whole of it, or a part in a fence or among words; also one that breaks off.

use serde_json::Value;

/// How much of an answer was what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// All of it: one object with the list.
    Whole,
    /// The list stood among other words, such as a fence of Markdown, or came without its object.
    Among,
    /// The list breaks off; what stands before the break counts.
    BrokenOff,
}

/// An answer without a list of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// Places at which the beginning of a list is looked for.
const MOST_BEGINNINGS: usize = 64;

/// Records of one answer that are looked at; the rest are counted as too many.
const MOST_RECORDS: usize = 4_096;

/// The records of an answer, each still to be checked.
///
/// # Errors
///
/// [`Unreadable`] if there is no list of records in it.
pub(super) fn listed(answer: &str) -> Result<(Vec<Value>, Form), Unreadable> {
    if let Ok(Value::Object(mut fields)) = serde_json::from_str::<Value>(answer)
        && let Some(Value::Array(records)) = fields.remove("records")
    {
        return Ok((records, Form::Whole));
    }
    // The last list is the answer: what comes before may be a draft of it, or the schema once more.
    let beginnings: Vec<usize> = answer.match_indices("\"records\"").map(|(at, word)| at + word.len()).collect();
    let mut broken = None;
    for at in beginnings.iter().rev().take(MOST_BEGINNINGS) {
        let rest = answer[*at..].trim_start();
        let Some(list) = rest.strip_prefix(':').map(str::trim_start).and_then(|rest| rest.strip_prefix('[')) else {
            continue;
        };
        let (records, closed) = elements(list);
        if closed {
            return Ok((records, Form::Among));
        }
        if broken.is_none() && !records.is_empty() {
            broken = Some(records);
        }
    }
    if let Some(list) = unfenced(answer).strip_prefix('[') {
        let (records, closed) = elements(list);
        if closed && records.iter().all(Value::is_object) {
            return Ok((records, Form::Among));
        }
        broken = broken.or(Some(records).filter(|records| !records.is_empty() && records.iter().all(Value::is_object)));
    }
    broken.map(|records| (records, Form::BrokenOff)).ok_or(Unreadable)
}

/// The elements of a list behind its opening bracket, and whether it is closed.
fn elements(mut rest: &str) -> (Vec<Value>, bool) {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.starts_with(']') {
            return (found, true);
        }
        if !found.is_empty() {
            match rest.strip_prefix(',') {
                Some(next) => rest = next,
                None => return (found, false),
            }
        }
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) if found.len() < MOST_RECORDS => found.push(value),
            _ => return (found, false),
        }
        rest = &rest[values.byte_offset()..];
    }
}

/// The answer without the fence of Markdown around it.
fn unfenced(answer: &str) -> &str {
    let trimmed = answer.trim();
    let Some(inside) = trimmed.strip_prefix("```") else {
        return trimmed;
    };
    inside
        .trim_start_matches(|letter: char| letter.is_ascii_alphanumeric())
        .trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(answer: &str) -> Result<(usize, Form), Unreadable> {
        listed(answer).map(|(records, form)| (records.len(), form))
    }

    #[test]
    fn a_list_is_found_wherever_it_stands() {
        assert_eq!(count(r#"{"records":[]}"#), Ok((0, Form::Whole)));
        assert_eq!(count(r#" {"records":[{"a":1},{"b":2}]} "#), Ok((2, Form::Whole)));
        assert_eq!(count("```json\n{\"records\": [{\"a\":1}]}\n```"), Ok((1, Form::Among)));
        assert_eq!(count("```\n[{\"a\":1}]\n```"), Ok((1, Form::Among)));
        assert_eq!(
            count(r#"I think {"records": [1]} first, then {"records": [{"a":"]}"},{}]}. Good?"#),
            Ok((2, Form::Among))
        );
        assert_eq!(
            count(r#"{"type":"object","properties":{"records":{"type":"array"}}}"#),
            Err(Unreadable)
        );
        assert_eq!(count("Sorry, I cannot."), Err(Unreadable));
        assert_eq!(count(""), Err(Unreadable));
    }

    #[test]
    fn what_stands_before_a_break_counts() {
        assert_eq!(count(r#"{"records":[{"a":1},{"b":"#), Ok((1, Form::BrokenOff)));
        assert_eq!(count(r#"{"records":[{"a":1},{"b":2}"#), Ok((2, Form::BrokenOff)));
        assert_eq!(count(r#"{"records":[{"a"#), Err(Unreadable));
    }

    #[test]
    fn depth_and_number_are_bounded() {
        assert_eq!(count(&format!(r#"{{"records":[{}"#, "[".repeat(100_000))), Err(Unreadable));
        let many = format!(r#"x {{"records":[{}{{}}]}}"#, "{},".repeat(MOST_RECORDS + 5));
        assert_eq!(count(&many), Ok((MOST_RECORDS, Form::BrokenOff)));
    }
}
