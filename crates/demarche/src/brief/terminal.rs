//! A document for a terminal: plain text that reads without color, wrapped to a width; color only repeats what glyphs and words say.

mod table;
mod wrap;

use self::wrap::{Piece, Style, plain, wrapped};
use super::page::{Block, Entry, Page};
use super::prose::{Mark, Prose, Span, Tone};

/// How a document is printed to a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalStyle {
    /// Columns; no line is longer. At least 40.
    pub width: usize,
    /// Whether to color and to embolden.
    pub color: bool,
}

/// The narrowest width that is used.
const NARROWEST: usize = 40;

/// The document as text for a terminal.
pub fn terminal(page: &Page, style: &TerminalStyle) -> String {
    let mut out = Printer {
        width: style.width.max(NARROWEST),
        color: style.color,
        text: String::new(),
    };
    out.paragraph(&[Piece::new(&super::clean(&page.title), Style::Heading)], 0, "");
    out.line(&"═".repeat(out.width), Style::Dim);
    for about in &page.about {
        out.prose(about, 0, "");
    }
    for block in &page.blocks {
        out.block(block, 0);
    }
    out.text
}

/// What is printed so far.
struct Printer {
    width: usize,
    color: bool,
    text: String,
}

impl Printer {
    fn line(&mut self, text: &str, style: Style) {
        let line = style.paint(text, self.color);
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Wrapped text; later lines are indented under the first, which starts with `bullet`.
    fn paragraph(&mut self, pieces: &[Piece], indent: usize, bullet: &str) {
        let lead = " ".repeat(indent);
        let hang = " ".repeat(plain(bullet));
        let room = self.width.saturating_sub(indent + plain(bullet)).max(8);
        for (index, row) in wrapped(pieces, room).into_iter().enumerate() {
            let start = if index == 0 { bullet } else { hang.as_str() };
            let words: String = row.iter().map(|piece| piece.style.paint(&piece.text, self.color)).collect();
            self.text.push_str(format!("{lead}{start}{words}").trim_end());
            self.text.push('\n');
        }
    }

    fn prose(&mut self, prose: &Prose, indent: usize, bullet: &str) {
        self.paragraph(&pieces(prose), indent, bullet);
    }

    fn block(&mut self, block: &Block, depth: usize) {
        match block {
            Block::Section(section) => {
                self.gap();
                let heading = super::clean(&section.heading);
                if depth == 0 {
                    self.paragraph(&[Piece::new(&heading.to_uppercase(), Style::Heading)], 0, "");
                    self.line(&"─".repeat(self.width), Style::Dim);
                } else {
                    self.paragraph(&[Piece::new(&heading, Style::Strong)], 0, "");
                }
                for block in &section.blocks {
                    self.block(block, depth + 1);
                }
            }
            Block::Paragraph(prose) => self.prose(prose, 0, ""),
            Block::Note(prose) => {
                let dim: Vec<Piece> = pieces(prose).into_iter().map(Piece::dimmed).collect();
                self.paragraph(&dim, 0, "");
                self.gap();
            }
            Block::List(items) => {
                for item in items {
                    self.prose(item, 0, "• ");
                }
            }
            Block::Judgments(judgments) => {
                for (index, judgment) in judgments.iter().enumerate() {
                    self.prose(&judgment.claim, 0, &format!("{}. ", index + 1));
                    for side in &judgment.sides {
                        self.prose(side, 3, "– ");
                    }
                    if !judgment.rests.is_empty() {
                        let dim: Vec<Piece> = pieces(&judgment.rests).into_iter().map(Piece::dimmed).collect();
                        self.paragraph(&dim, 3, "");
                    }
                }
                self.gap();
            }
            Block::Table(table) => {
                for row in table::rows(table, self.width) {
                    self.paragraph(&row, 0, "");
                }
                self.gap();
            }
            Block::Figure(figure) => {
                let dim: Vec<Piece> = pieces(&figure.caption).into_iter().map(Piece::dimmed).collect();
                self.paragraph(&dim, 0, "");
                for words in &figure.words {
                    self.prose(words, 0, "• ");
                }
                self.gap();
            }
            Block::Entries(entries) => {
                for entry in entries {
                    self.entry(entry);
                }
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let said = Prose::from("[").then(entry.term.clone()).text("] ").then(entry.body.clone());
        self.prose(&said, 0, "");
        for (_, part) in &entry.parts {
            self.prose(part, 4, "");
        }
    }
}

/// Running text as styled pieces.
fn pieces(prose: &Prose) -> Vec<Piece> {
    prose.0.iter().map(piece).collect()
}

fn piece(span: &Span) -> Piece {
    let (text, style) = match span {
        Span::Text(words) => (super::clean(words), Style::Plain),
        Span::Strong(words) => (super::clean(words), Style::Strong),
        Span::State(label) => (format!("“{}”", super::clean(label)), Style::State),
        Span::Code(words) => (super::clean(words), Style::Plain),
        Span::Mark(mark) => (mark.glyph().to_string(), tone(*mark)),
        Span::Share { hits, draws } => (super::prose::percent(*hits, *draws).replace(' ', "\u{a0}"), Style::Plain),
        Span::Line(id) => (super::clean(id), Style::Dim),
        Span::Anchor { label, .. } | Span::Web { label, .. } => (super::clean(label), Style::Dim),
    };
    Piece { text, style }
}

fn tone(mark: Mark) -> Style {
    match mark.tone() {
        Tone::Yes => Style::Green,
        Tone::No => Style::Red,
        Tone::Open => Style::Yellow,
        Tone::Plain => Style::Plain,
    }
}
