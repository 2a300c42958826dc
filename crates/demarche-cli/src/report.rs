//! Diagnostics for people: the guilty line, what is wrong in it, and how to mend it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};
use demarche::diagnostic::{Diagnostic, Label, Severity};
use demarche::span::{FileId, Files};

use crate::refusal::grouped;
use crate::terminal::Style;

/// Diagnostics shown in full; the rest are only counted.
const SHOWN: usize = 100;

/// All diagnostics, and a closing count if they are about a file.
pub(crate) fn render(files: &Files, diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() }.term_width(style.width);
    let mut text = String::new();
    for diagnostic in diagnostics.iter().take(SHOWN) {
        for group in groups(files, diagnostic) {
            text.push_str(&renderer.render(&[group]));
            text.push('\n');
        }
        text.push('\n');
    }
    if diagnostics.len() > SHOWN {
        text.push_str(&format!("{} more are not shown\n\n", grouped(diagnostics.len() - SHOWN)));
    }
    if diagnostics.iter().any(|diagnostic| diagnostic.primary.is_some()) {
        text.push_str(&tally(diagnostics));
        text.push('\n');
    } else {
        text.truncate(text.trim_end().len() + 1);
    }
    text
}

/// `2 errors, 1 warning`.
pub(crate) fn tally(diagnostics: &[Diagnostic]) -> String {
    let counted = |severity, name: &str| {
        let count = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        (count > 0).then(|| format!("{} {name}{}", grouped(count), if count == 1 { "" } else { "s" }))
    };
    let parts = [
        counted(Severity::Error, "error"),
        counted(Severity::Warning, "warning"),
        counted(Severity::Note, "note"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The diagnostic with its excerpts; one that has none says its help in a paragraph of its own.
fn groups<'a>(files: &'a Files, diagnostic: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(normalize_untrusted_str(&diagnostic.message))
        .id(diagnostic.code);
    let help = diagnostic.help.as_ref().map(|help| normalize_untrusted_str(help));
    if diagnostic.primary.is_none() && diagnostic.secondary.is_empty() {
        let help = help.map(|help| Group::with_title(Level::HELP.secondary_title(help)));
        return std::iter::once(Group::with_title(title)).chain(help).collect();
    }
    vec![
        title
            .elements(snippets(files, diagnostic))
            .elements(help.map(|help| Level::HELP.message(help))),
    ]
}

/// One snippet a file, the file of the guilty text first.
fn snippets<'a>(files: &'a Files, diagnostic: &'a Diagnostic) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let labels = || diagnostic.primary.iter().chain(&diagnostic.secondary);
    let mut order: Vec<FileId> = Vec::new();
    for label in labels() {
        if !order.contains(&label.span.file) {
            order.push(label.span.file);
        }
    }
    order
        .into_iter()
        .map(|id| {
            let file = files.get(id);
            let here: Vec<&Label> = labels().filter(|label| label.span.file == id).collect();
            let window = window(&file.text, &here);
            let annotations: Vec<_> = here
                .iter()
                .map(|label| {
                    let kind = match &diagnostic.primary {
                        Some(primary) if primary == *label => AnnotationKind::Primary,
                        _ => AnnotationKind::Context,
                    };
                    let span = clamp(&file.text, label.span.range());
                    let label = Some(normalize_untrusted_str(&label.text)).filter(|text| !text.is_empty());
                    kind.span(span.start - window.start..span.end - window.start).label(label)
                })
                .collect();
            let line = file.text[..window.start].bytes().filter(|byte| *byte == b'\n').count() + 1;
            Snippet::source(&file.text[window])
                .line_start(line)
                .path(normalize_untrusted_str(&file.name))
                .annotations(annotations)
        })
        .collect()
}

/// The whole lines that the labels touch, so that a long file costs no more than a short one.
fn window(text: &str, labels: &[&Label]) -> Range<usize> {
    let spans = || labels.iter().map(|label| clamp(text, label.span.range()));
    let start = spans().map(|span| span.start).min().unwrap_or(0);
    let end = spans().map(|span| span.end).max().unwrap_or(0);
    let first = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let last = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
    first..last
}

/// The range, inside the text and between characters.
fn clamp(text: &str, range: Range<usize>) -> Range<usize> {
    let floor = |offset: usize| {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = floor(range.start);
    start..floor(range.end).max(start)
}
