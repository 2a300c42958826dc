//! A document as one self-contained page of HTML: no scripts, nothing from elsewhere, light and dark, for a desk, a telephone and paper.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use super::clean;
use super::evidence::line_anchor;
use super::page::{Block, Entry, Figure, Judgment, Page, Section, Table};
use super::prose::{Mark, Prose, Span, Tone, percent};

const STYLE: &str = include_str!("html/style.css");

/// The document as a page of HTML.
pub fn html(page: &Page) -> String {
    let title = clean(&page.title);
    markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="generator" content="demarche";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#content" { "Skip to content" }
                header {
                    h1 { (title) }
                    @for (index, about) in page.about.iter().enumerate() {
                        p.about.summary[index > 0] { (inline(about)) }
                    }
                    (contents(page))
                }
                main #content {
                    @for block in &page.blocks { (put(block, 2)) }
                }
            }
        }
    }
    .into_string()
}

/// The page's sections, for readers who jump.
fn contents(page: &Page) -> Markup {
    let sections: Vec<&Section> = page
        .blocks
        .iter()
        .filter_map(|block| if let Block::Section(section) = block { Some(section) } else { None })
        .collect();
    markup! {
        nav aria-label="Contents" {
            ul { @for section in sections { li { a href={ "#" (section.id) } { (clean(&section.heading)) } } } }
        }
    }
}

fn put(block: &Block, level: usize) -> Markup {
    markup! {
        @match block {
            Block::Section(part) => (section(part, level)),
            Block::Paragraph(prose) => p { (inline(prose)) },
            Block::Note(prose) => p.note { (inline(prose)) },
            Block::List(items) => ul { @for item in items { li { (inline(item)) } } },
            Block::Judgments(list) => (judgments(list)),
            Block::Table(grid) => (table(grid)),
            Block::Figure(drawing) => (figure(drawing)),
            Block::Entries(list) => (entries(list)),
        }
    }
}

fn section(section: &Section, level: usize) -> Markup {
    let heading = clean(&section.heading);
    let title = format!("{}-title", section.id);
    markup! {
        section #(section.id) .annex[section.annex] aria-labelledby=(title) {
            @match level {
                2 => h2 #(title) { (heading) },
                3 => h3 #(title) { (heading) },
                4 => h4 #(title) { (heading) },
                _ => h5 #(title) { (heading) },
            }
            @for block in &section.blocks { (put(block, level + 1)) }
        }
    }
}

fn judgments(judgments: &[Judgment]) -> Markup {
    markup! {
        ol.judgments {
            @for judgment in judgments {
                li {
                    p.claim { (inline(&judgment.claim)) }
                    @if !judgment.sides.is_empty() { ul.sides { @for side in &judgment.sides { li { (inline(side)) } } } }
                    @if !judgment.rests.is_empty() { p.rests { (inline(&judgment.rests)) } }
                }
            }
        }
    }
}

fn table(table: &Table) -> Markup {
    let grouped = table.columns.iter().any(|column| column.group.is_some());
    let starts: Vec<bool> = table
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| grouped && (index == 0 || table.columns[index - 1].group != column.group))
        .collect();
    markup! {
        div.scroll role="region" aria-label=(clean(&table.caption)) tabindex="0" {
            table {
                caption { (clean(&table.caption)) }
                thead {
                    @if grouped {
                        tr {
                            td {}
                            @for (index, column) in table.columns.iter().enumerate() {
                                @if starts[index] {
                                    @let run = table.columns[index..].iter().take_while(|other| other.group == column.group).count();
                                    th.start scope="colgroup" colspan=(run) { (clean(column.group.as_deref().unwrap_or(""))) }
                                }
                            }
                        }
                    }
                    tr {
                        th scope="col" { (clean(&table.corner)) }
                        @for (index, column) in table.columns.iter().enumerate() {
                            th.marks[column.marks].start[starts[index]] scope="col" { (clean(&column.head)) }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            th scope="row" { (inline(&row.head)) }
                            @for (index, cell) in row.cells.iter().enumerate() {
                                @let marks = table.columns.get(index).is_some_and(|column| column.marks);
                                td.marks[marks].start[starts.get(index).copied().unwrap_or(false)] { (inline(cell)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn figure(figure: &Figure) -> Markup {
    markup! {
        figure {
            div.scroll role="region" aria-label="Drawing" tabindex="0" { (PreEscaped(&figure.svg)) }
            figcaption { (inline(&figure.caption)) }
            @if !figure.words.is_empty() {
                details {
                    summary { "The drawing in words" }
                    ul { @for words in &figure.words { li { (inline(words)) } } }
                }
            }
        }
    }
}

fn entries(entries: &[Entry]) -> Markup {
    markup! {
        dl {
            @for entry in entries {
                div #(entry.anchor) {
                    dt { (inline(&entry.term)) }
                    dd {
                        (inline(&entry.body))
                        @if !entry.parts.is_empty() {
                            ul.passages { @for (anchor, part) in &entry.parts { li #(anchor) { (inline(part)) } } }
                        }
                    }
                }
            }
        }
    }
}

fn inline(prose: &Prose) -> Markup {
    markup! { @for part in &prose.0 { (span(part)) } }
}

fn span(span: &Span) -> Markup {
    markup! {
        @match span {
            Span::Text(words) => (clean(words)),
            Span::Strong(words) => strong { (clean(words)) },
            Span::State(label) => em.state { (clean(label)) },
            Span::Code(words) => code { (clean(words)) },
            Span::Mark(sign) => (mark(*sign)),
            Span::Share { hits, draws } => span.share title="share of the preference models that agree with the case" {
                svg.strip viewBox="0 0 40 8" width="40" height="8" aria-hidden="true" {
                    rect.all x="0" y="0" width="40" height="8" {}
                    rect.part x="0" y="0" width=(format!("{:.1}", 40.0 * *hits as f64 / (*draws).max(1) as f64)) height="8" {}
                }
                (percent(*hits, *draws))
            },
            Span::Line(id) => a.line href={ "#" (line_anchor(id)) } { (clean(id)) },
            Span::Anchor { label, target } => a href={ "#" (target) } { (clean(label)) },
            Span::Web { label, url } => @if let Some(url) = safe_address(url) {
                a href=(url) rel="noreferrer noopener" { (clean(label)) }
            } @else { (clean(label)) },
        }
    }
}

fn mark(mark: Mark) -> Markup {
    let tone = match mark.tone() {
        Tone::Yes => "yes",
        Tone::No => "no",
        Tone::Open => "open",
        Tone::Plain => "plain",
    };
    markup! { span.mark.(tone) title=(mark.word()) { span aria-hidden="true" { (mark.glyph()) } span.unseen { (mark.word()) } } }
}

/// An address that may be linked: only the web's own schemes, so that no case can smuggle in a script.
pub(super) fn safe_address(url: &str) -> Option<String> {
    let url = clean(url).trim().to_string();
    let lower = url.to_ascii_lowercase();
    ((lower.starts_with("https://") || lower.starts_with("http://")) && !url.contains(' ')).then_some(url)
}
