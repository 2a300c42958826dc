//! A document as Markdown (CommonMark with GitHub's tables), with anchors so that references work.

use super::clean;
use super::page::{Block, Page, Table};
use super::prose::{Prose, Span, percent};

/// The document as Markdown.
pub fn markdown(page: &Page) -> String {
    let mut out = format!("# {}\n\n", escape(&page.title));
    for about in &page.about {
        out.push_str(&format!("{}\n\n", inline(about, false)));
    }
    for block in &page.blocks {
        put(&mut out, block, 2);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn put(out: &mut String, block: &Block, level: usize) {
    match block {
        Block::Section(section) => {
            let marks = "#".repeat(level.min(6));
            out.push_str(&format!(
                "<a id=\"{}\"></a>\n\n{marks} {}\n\n",
                section.id,
                escape(&section.heading)
            ));
            for block in &section.blocks {
                put(out, block, level + 1);
            }
        }
        Block::Paragraph(prose) => out.push_str(&format!("{}\n\n", inline(prose, false))),
        Block::Note(prose) => out.push_str(&format!("> {}\n\n", inline(prose, false))),
        Block::List(items) => list(out, items),
        Block::Judgments(judgments) => {
            for (index, judgment) in judgments.iter().enumerate() {
                out.push_str(&format!("{}. {}\n", index + 1, inline(&judgment.claim, false)));
                for side in &judgment.sides {
                    out.push_str(&format!("   - {}\n", inline(side, false)));
                }
                if !judgment.rests.is_empty() {
                    out.push_str(&format!("\n   {}\n", inline(&judgment.rests, false)));
                }
                out.push('\n');
            }
        }
        Block::Table(table) => put_table(out, table),
        Block::Figure(figure) => {
            out.push_str(&format!("{}\n\n", inline(&figure.caption, false)));
            list(out, &figure.words);
        }
        Block::Entries(entries) => {
            for entry in entries {
                out.push_str(&format!(
                    "- <a id=\"{}\"></a>{} {}\n",
                    entry.anchor,
                    inline(&entry.term, false),
                    inline(&entry.body, false)
                ));
                for (anchor, part) in &entry.parts {
                    out.push_str(&format!("  - <a id=\"{anchor}\"></a>{}\n", inline(part, false)));
                }
            }
            out.push('\n');
        }
    }
}

fn list(out: &mut String, items: &[Prose]) {
    for item in items {
        out.push_str(&format!("- {}\n", inline(item, false)));
    }
    out.push('\n');
}

fn put_table(out: &mut String, table: &Table) {
    let heads = table.columns.iter().map(|column| match &column.group {
        Some(group) => escape(&format!("{group}: {}", column.head)),
        None => escape(&column.head),
    });
    let cells: Vec<String> = std::iter::once(escape(&table.corner)).chain(heads).collect();
    out.push_str(&format!("| {} |\n", cells.join(" | ")));
    let rules = table.columns.iter().map(|column| if column.marks { ":-:" } else { "---" });
    out.push_str(&format!(
        "| {} |\n",
        std::iter::once("---").chain(rules).collect::<Vec<_>>().join(" | ")
    ));
    for row in &table.rows {
        let mut cells: Vec<String> = std::iter::once(&row.head)
            .chain(&row.cells)
            .map(|cell| inline(cell, true))
            .collect();
        cells.resize(table.columns.len() + 1, String::new());
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out.push('\n');
}

fn inline(prose: &Prose, in_table: bool) -> String {
    prose.0.iter().map(|part| span(part, in_table)).collect()
}

fn span(span: &Span, in_table: bool) -> String {
    match span {
        Span::Text(words) => escape(words),
        Span::Strong(words) => around("**", words),
        Span::State(label) => around("*", label),
        Span::Code(words) => code(words, in_table),
        Span::Mark(mark) => escape(mark.glyph()),
        Span::Share { hits, draws } => escape(&percent(*hits, *draws)),
        Span::Line(id) => format!("[{}](#{})", escape(id), super::evidence::line_anchor(id)),
        Span::Anchor { label, target } => format!("[{}](#{target})", escape(label)),
        Span::Web { label, url } => match super::html::safe_address(url) {
            Some(url) => format!("[{}](<{}>)", escape(label), url.replace(['<', '>', '\\'], "")),
            None => escape(label),
        },
    }
}

/// Emphasis, which must touch what it encloses.
fn around(mark: &str, words: &str) -> String {
    let escaped = escape(words);
    let inside = escaped.trim();
    if inside.is_empty() {
        escaped
    } else {
        format!("{mark}{inside}{mark}{}", if escaped.ends_with(' ') { " " } else { "" })
    }
}

/// Code in a fence longer than any fence inside.
fn code(words: &str, in_table: bool) -> String {
    let words = clean(words);
    let longest = words.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let words = if in_table { words.replace('|', "\\|") } else { words };
    if words.trim().is_empty() {
        return String::new();
    }
    if longest > 0 {
        format!("{fence} {words} {fence}")
    } else {
        format!("{fence}{words}{fence}")
    }
}

/// Text in which nothing is Markdown or HTML.
fn escape(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    for (index, letter) in text.chars().enumerate() {
        let special = matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$');
        let at_start = index == 0 && matches!(letter, '+' | '-' | '=');
        if special || at_start {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
