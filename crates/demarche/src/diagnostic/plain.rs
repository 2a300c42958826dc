//! Diagnostics as plain text, the way compilers show them.
//!
//! ```text
//! error[unknown-party]: no party is called `rusia`
//!  --> summit.toml:14:8
//!    |
//! 14 | by = "rusia"
//!    |       ^^^^^ not declared
//!    = help: did you mean `russia`?
//! ```

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::span::Files;

/// The diagnostics in order, a blank line between them; empty if there are none.
pub fn render_plain(files: &Files, diagnostics: &[Diagnostic]) -> String {
    let shown: Vec<String> = diagnostics.iter().map(|diagnostic| one(files, diagnostic)).collect();
    shown.join("\n")
}

fn one(files: &Files, diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let mut out = format!("{severity}[{}]: {}\n", diagnostic.code, diagnostic.message);
    let labels: Vec<(&Label, char)> = diagnostic
        .primary
        .iter()
        .map(|label| (label, '^'))
        .chain(diagnostic.secondary.iter().map(|label| (label, '-')))
        .collect();
    let gutter = labels
        .iter()
        .map(|(label, _)| files.line_column(label.span).0.to_string().len())
        .max()
        .unwrap_or(1);
    for (index, (label, mark)) in labels.iter().enumerate() {
        let arrow = if index == 0 { "-->" } else { ":::" };
        excerpt(&mut out, files, label, *mark, arrow, gutter);
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "{:gutter$} = help: {help}", "");
    }
    out
}

/// One place: its name, its line, and marks under the characters. Of a place of several lines only the first is shown.
fn excerpt(out: &mut String, files: &Files, label: &Label, mark: char, arrow: &str, gutter: usize) {
    let (number, column) = files.line_column(label.span);
    let file = files.get(label.span.file);
    let _ = writeln!(out, "{:gutter$}{arrow} {}:{number}:{column}", "", file.name);
    let start = label.span.start as usize;
    let before = file.text.get(..start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |position| position + 1);
    let rest = file.text.get(line_start..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let (before, after) = line.split_at_checked(start - line_start.min(start)).unwrap_or((line, ""));
    let (indent, marked) = window(before, after);
    let line = format!("{indent}{marked}");
    let length = (label.span.end as usize).saturating_sub(start);
    let marked = marked.get(..length).unwrap_or(&marked);
    let spaces: String = indent.chars().map(|character| if character == '\t' { '\t' } else { ' ' }).collect();
    let padding = " ".repeat(indent.width().saturating_sub(spaces.chars().count()));
    let marks = mark.to_string().repeat(marked.width().max(1));
    let _ = writeln!(out, "{:gutter$} |\n{number:gutter$} | {line}", "");
    let _ = writeln!(
        out,
        "{:gutter$} | {}",
        "",
        format!("{spaces}{padding}{marks} {}", label.text).trim_end()
    );
}

/// A long line cut down to what surrounds the marks.
fn window(before: &str, after: &str) -> (String, String) {
    const BEFORE: usize = 80;
    const AFTER: usize = 100;
    let skipped = before.chars().count().saturating_sub(BEFORE);
    let indent = match skipped {
        0 => before.to_owned(),
        _ => format!("... {}", before.chars().skip(skipped).collect::<String>()),
    };
    let marked = match after.chars().count() > AFTER {
        true => format!("{} ...", after.chars().take(AFTER).collect::<String>()),
        false => after.to_owned(),
    };
    (indent, marked)
}
