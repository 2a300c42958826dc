//! The draft as the text of a case.

use super::super::written::push_string;
use super::{DraftIssue, DraftLever, DraftStatement, Gathered, SourceText};

/// The whole case.
pub(super) fn case(sources: &[SourceText], gathered: &Gathered, day: Option<&str>) -> String {
    let mut text = String::new();
    text.push_str("# Drafted from text by rules, for an analyst to correct. Every line names its passage; what the draft guesses is\n");
    text.push_str("# `inferred`. To set: who is at the table, who can do what, what no deal is, and everything about worth.\n\n");
    let titles: Vec<&str> = sources.iter().map(|source| source.title).collect();
    key(&mut text, "title", &format!("Draft from {}", titles.join(", ")));
    if let Some(day) = day {
        text.push_str(&format!("as-of = {day}\n"));
    }
    for source in sources {
        text.push_str(&format!("\n[source.{}]\n", source.id));
        key(&mut text, "title", source.title);
        if let Some(file) = source.file {
            key(&mut text, "file", file);
        }
        if let Some(day) = day {
            text.push_str(&format!("date = {day}\n"));
        }
    }
    for party in &gathered.parties {
        text.push_str(&format!("\n[party.{}]\n", party.id));
        key(&mut text, "name", &party.name);
    }
    for issue in &gathered.issues {
        text.push_str(&one_issue(gathered, issue));
    }
    for statement in &gathered.statements {
        text.push_str(&one_statement(gathered, statement));
    }
    for lever in &gathered.levers {
        text.push_str(&one_lever(gathered, lever));
    }
    text.push_str(&remarks(&gathered.remarks));
    text
}

/// `[issue.x]`: who could do it is a guess.
pub(super) fn one_issue(gathered: &Gathered, issue: &DraftIssue) -> String {
    let mut text = String::new();
    for offer in &issue.remarks {
        text.push_str(&format!("\n# {}", line(offer)));
    }
    text.push_str(&format!("\n[issue.{}]\n", issue.id));
    key(&mut text, "name", &issue.name);
    let known: Vec<&str> = issue.by.iter().map(|party| gathered.parties[*party].id.as_str()).collect();
    let all: Vec<&str> = gathered.parties.iter().map(|party| party.id.as_str()).collect();
    let by = if known.is_empty() { all.join(" or ") } else { known.join(" and ") };
    key(&mut text, "by", &by);
    key(&mut text, "kind", "inferred");
    list(&mut text, "cites", &issue.cites);
    let guess = if known.is_empty() {
        "To set: the text does not say who could do this."
    } else {
        "To check: who could do this is read off whom it is asked of, or who speaks of doing it."
    };
    key(&mut text, "text", guess);
    text
}

/// `[[statement]]`
pub(super) fn one_statement(gathered: &Gathered, statement: &DraftStatement) -> String {
    let mut text = String::from("\n[[statement]]\n");
    key(&mut text, "party", &gathered.parties[statement.party].id);
    key(&mut text, statement.verb, &gathered.issues[statement.issue].id);
    key(&mut text, "kind", if statement.inferred { "inferred" } else { "reported" });
    list(&mut text, "cites", &statement.cites);
    key(&mut text, "speaker", statement.speaker);
    key(&mut text, "text", &statement.text);
    text
}

/// `[[lever]]`, a threat.
pub(super) fn one_lever(gathered: &Gathered, lever: &DraftLever) -> String {
    let mut text = String::from("\n[[lever]]\n");
    key(&mut text, "kind", "threat");
    key(&mut text, "owner", &gathered.parties[lever.owner].id);
    key(&mut text, "on", &gathered.parties[lever.on].id);
    list(&mut text, "cites", &lever.cites);
    key(&mut text, "text", &lever.text);
    text
}

/// Records that are no lines.
pub(super) fn remarks(remarks: &[String]) -> String {
    if remarks.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n# Also said, and no line of the case:\n");
    for remark in remarks {
        text.push_str(&format!("# - {}\n", line(remark)));
    }
    text
}

/// One line without control characters, as a remark of TOML must be.
fn line(words: &str) -> String {
    words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn key(text: &mut String, name: &str, value: &str) {
    text.push_str(&format!("{name} = "));
    push_string(text, value);
    text.push('\n');
}

fn list(text: &mut String, name: &str, values: &[String]) {
    text.push_str(&format!("{name} = ["));
    for (index, value) in values.iter().enumerate() {
        text.push_str(if index > 0 { ", " } else { "" });
        push_string(text, value);
    }
    text.push_str("]\n");
}
