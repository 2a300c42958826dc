//! A draft as the text of a case: aligned keys, a remark where one is needed, the order of the manual.

use super::draft::{Agreement, Control, Direction, Draft, DraftIssue, DraftStatement, DraftValues, Evidence, Verb};

/// Columns of remarks and of lists.
const WIDTH: usize = 120;

/// The text of the case.
pub(super) fn write(draft: &Draft) -> String {
    let mut text = String::new();
    head(draft, &mut text);
    for (id, title) in &draft.sources {
        block(&mut text, &format!("[source.{}]", key_of(id)), &[("title", quoted(title))]);
    }
    ruler(&mut text, "Parties");
    for party in &draft.parties {
        let keys = [("name", quoted(&party.name)), ("short", quoted(&party.short))];
        block(&mut text, &format!("[party.{}]", key_of(&party.id)), &keys);
    }
    ruler(&mut text, "Issues");
    for remark in &draft.issue_remarks {
        comment(&mut text, remark);
    }
    for issue in &draft.issues {
        write_issue(issue, &mut text);
    }
    for (formula, evidence) in &draft.never {
        block(&mut text, "[[never]]", &with(evidence, vec![("formula", quoted(formula))]));
    }
    rules(draft, &mut text);
    for section in &draft.sections {
        ruler(&mut text, &section.title);
        for remark in &section.remarks {
            comment(&mut text, remark);
        }
        for statement in &section.statements {
            write_statement(statement, &mut text);
        }
    }
    text
}

fn head(draft: &Draft, text: &mut String) {
    let files = match draft.sources.len() {
        1 => String::new(),
        count => format!(" ({count} files)"),
    };
    comment(text, &format!("Imported from {}{files}.", draft.format.name()));
    for remark in &draft.remarks {
        comment(text, remark);
    }
    if !draft.losses.is_empty() {
        text.push_str("#\n# Not carried over:\n");
        for loss in &draft.losses {
            for (line, part) in wrap(&loss.text, WIDTH - 4).into_iter().enumerate() {
                text.push_str(if line == 0 { "# - " } else { "#   " });
                text.push_str(&part);
                text.push('\n');
            }
        }
    }
    text.push('\n');
    let mut keys = vec![("title", quoted(&draft.title))];
    if draft.from_nothing {
        keys.push(("start", quoted("nothing")));
    }
    pairs(text, &keys);
    text.push('\n');
}

fn write_issue(issue: &DraftIssue, text: &mut String) {
    if let Some(remark) = &issue.remark {
        comment(text, remark);
    }
    let mut keys = vec![("name", quoted(&issue.name))];
    match &issue.values {
        DraftValues::YesNo => {}
        DraftValues::Listed(values) => {
            keys.push(("values", list(values.iter().map(|(id, _)| quoted(id)))));
            keys.push(("labels", list(values.iter().map(|(_, label)| quoted(label)))));
        }
        DraftValues::Grid(low, high, step) => {
            keys.push(("range", format!("[{low}, {high}]")));
            keys.push(("step", step.clone()));
        }
    }
    if let Some(control) = &issue.control {
        keys.extend(controlled(control));
    }
    block(text, &format!("[issue.{}]", key_of(&issue.id)), &with(&issue.evidence, keys));
}

/// The keys that say who can change a yes/no issue. `by` means: away from what holds today.
fn controlled(control: &Control) -> Vec<(&'static str, String)> {
    let by = quoted(&control.by);
    let mut keys = Vec::new();
    if control.holds {
        keys.push(("status-quo", quoted("yes")));
    }
    match (control.direction, control.holds) {
        (Direction::Both, _) => keys.extend([("by", by.clone()), ("back", by)]),
        (Direction::Forward, false) | (Direction::Back, true) => {
            keys.extend([("by", by), ("irreversible", "true".to_owned())]);
        }
        (direction, _) => {
            let (from, to) = if direction == Direction::Forward {
                ("no", "yes")
            } else {
                ("yes", "no")
            };
            keys.push(("changes", format!("[{{ from = \"{from}\", to = \"{to}\", by = {by} }}]")));
            keys.push(("irreversible", "true".to_owned()));
        }
    }
    keys
}

fn rules(draft: &Draft, text: &mut String) {
    if let Some((agreement, evidence)) = &draft.agreement {
        let keys = match agreement {
            Agreement::Rule(rule) => vec![("rule", quoted(rule))],
            Agreement::Quota(quota, _) => vec![("quota", quota.clone())],
        };
        let keys = with(evidence, keys);
        match agreement {
            Agreement::Rule(_) => block(text, "[agreement]", &keys),
            Agreement::Quota(_, weights) => {
                text.push_str("[agreement]\n");
                pairs(text, &keys);
                text.push_str("[agreement.weights]\n");
                entries(text, weights);
                text.push('\n');
            }
        }
    }
    if let Some(evidence) = &draft.scales {
        block(text, "[scales]", &with(evidence, vec![("comparable", "true".to_owned())]));
    }
    for (name, members, evidence) in &draft.coalitions {
        let members = list(members.iter().map(|member| quoted(member)));
        let keys = with(evidence, vec![("name", quoted(name)), ("members", members)]);
        block(text, "[[coalition]]", &keys);
    }
}

fn write_statement(statement: &DraftStatement, text: &mut String) {
    let mut keys = vec![("party", quoted(&statement.party))];
    let mut table = None;
    match &statement.verb {
        Verb::Value(weight, terms) => {
            if let Some(weight) = weight {
                keys.push(("weight", weight.clone()));
            }
            table = Some(terms);
        }
        Verb::Reservation(value) => keys.push(("reservation", value.clone())),
        Verb::Priority(formulas) => keys.push(("priority", tall(formulas.iter().map(|formula| quoted(formula))))),
        Verb::Ranking(groups) => keys.push((
            "ranking",
            tall(groups.iter().map(|group| match group.as_slice() {
                [one] => quoted(one),
                many => format!("[{}]", many.iter().map(|formula| quoted(formula)).collect::<Vec<_>>().join(", ")),
            })),
        )),
    }
    text.push_str("[[statement]]\n");
    pairs(text, &with(&statement.evidence, keys));
    if let Some(terms) = table {
        text.push_str("[statement.value]\n");
        entries(text, terms);
    }
    text.push('\n');
}

/// Keys with the evidence after them.
fn with(evidence: &Evidence, mut keys: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    keys.push(("kind", quoted(evidence.kind)));
    if !evidence.cites.is_empty() {
        keys.push(("cites", list(evidence.cites.iter().map(|cite| quoted(cite)))));
    }
    if !evidence.text.is_empty() {
        keys.push(("text", quoted_long(&evidence.text)));
    }
    keys
}

fn block(text: &mut String, header: &str, keys: &[(&str, String)]) {
    text.push_str(header);
    text.push('\n');
    pairs(text, keys);
    text.push('\n');
}

/// `key = value` lines with the signs below each other.
fn pairs(text: &mut String, keys: &[(&str, String)]) {
    let width = keys.iter().map(|(key, _)| key.chars().count()).max().unwrap_or(0).min(60);
    for (key, value) in keys {
        text.push_str(&format!("{key:width$} = {value}\n"));
    }
}

/// Lines of a table whose keys are not ours.
fn entries(text: &mut String, entries: &[(String, String)]) {
    let entries: Vec<(String, String)> = entries.iter().map(|(key, value)| (key_of(key), value.clone())).collect();
    let entries: Vec<(&str, String)> = entries.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    pairs(text, &entries);
}

fn ruler(text: &mut String, title: &str) {
    let title = one_line(title);
    let dashes = (WIDTH + 15usize).saturating_sub(title.chars().count() + 7).max(3);
    text.push_str(&format!("# --- {title} {}\n\n", "-".repeat(dashes)));
}

fn comment(text: &mut String, remark: &str) {
    for line in wrap(remark, WIDTH - 2) {
        text.push_str("# ");
        text.push_str(&line);
        text.push('\n');
    }
}

/// A list on one line if it is short, else one item a line.
fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    let short = format!("[{}]", items.join(", "));
    if short.chars().count() <= WIDTH {
        return short;
    }
    format!("[\n  {},\n]", items.join(",\n  "))
}

/// A list with one item a line.
fn tall(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.as_slice() {
        [] => "[]".to_owned(),
        [one] => format!("[{one}]"),
        _ => format!("[\n  {},\n]", items.join(",\n  ")),
    }
}

/// A key: bare where TOML takes it so.
fn key_of(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if bare { key.to_owned() } else { quoted(key) }
}

/// A string in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// A string as it stands between quotation marks.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            hidden if is_hidden(hidden) => escaped.push_str(&format!("\\u{:04X}", hidden as u32)),
            shown => escaped.push(shown),
        }
    }
    escaped
}

/// A string over several lines if it is long.
fn quoted_long(text: &str) -> String {
    let text = one_line(text);
    let short = quoted(&text);
    if short.chars().count() <= WIDTH {
        return short;
    }
    let lines: Vec<String> = wrap(&text, WIDTH - 8).iter().map(|line| escaped(line)).collect();
    format!("\"\"\"\\\n  {}\"\"\"", lines.join(" \\\n  "))
}

/// Characters that would change how a line looks without being seen: controls, and marks of writing direction.
fn is_hidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The text without line breaks and hidden characters, so that it cannot leave its comment.
pub(super) fn one_line(text: &str) -> String {
    let shown: String = text.chars().map(|letter| if is_hidden(letter) { ' ' } else { letter }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in one_line(text).split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_string_or_comment() {
        assert_eq!(quoted("a\"b\\c\nd\u{202E}"), r#""a\"b\\c\nd\u202E""#);
        let mut text = String::new();
        comment(&mut text, "one\n[party.evil]\rtwo\u{2028}three");
        assert_eq!(text, "# one [party.evil] two three\n");
        let long = "\"quoted words\" and a back\\slash ".repeat(20);
        let toml = format!("text = {}", quoted_long(&long));
        let table = toml::de::DeTable::parse(&toml).unwrap();
        assert_eq!(table.get_ref()["text"].get_ref().as_str(), Some(long.trim()));
    }
}
