//! The document tree that every answer becomes before it is printed: neutral between terminal, Markdown and HTML.

use super::prose::{Prose, Span};

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// What it is and of which day, in a line or two.
    pub about: Vec<Prose>,
    /// Its body.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A part with a heading.
    Section(Section),
    /// Running text.
    Paragraph(Prose),
    /// Points, in no order.
    List(Vec<Prose>),
    /// Judgments, each followed by what it rests on.
    Judgments(Vec<Judgment>),
    /// Rows and columns.
    Table(Table),
    /// A drawing.
    Figure(Figure),
    /// How to read what stands above.
    Note(Prose),
    /// Things that can be referred to one by one.
    Entries(Vec<Entry>),
}

/// A part with a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its anchor.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// Whether it starts the annex: on paper, a new page.
    pub annex: bool,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A judgment, and apart from it what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgment {
    /// The judgment.
    pub claim: Prose,
    /// What it comes to under each reading of positions, side by side, where they differ.
    pub sides: Vec<Prose>,
    /// What it rests on; may be empty.
    pub rests: Prose,
}

/// Rows and columns; the first column holds the rows' headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The heading of the first column.
    pub corner: String,
    /// The other columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// The heading of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading above several neighboring columns, if they form a group.
    pub group: Option<String>,
    /// The heading.
    pub head: String,
    /// Whether the cells hold marks, to be centered, rather than words.
    pub marks: bool,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its heading.
    pub head: Prose,
    /// One cell for each column.
    pub cells: Vec<Prose>,
}

/// A drawing with its alternative in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its anchor.
    pub id: String,
    /// What it shows.
    pub caption: Prose,
    /// The drawing: one `svg` element, everything in it escaped.
    pub svg: String,
    /// The same in words, point by point.
    pub words: Vec<Prose>,
}

/// Something that can be referred to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its anchor.
    pub anchor: String,
    /// Its name.
    pub term: Prose,
    /// What is said of it.
    pub body: Prose,
    /// Parts that can be referred to in turn, with their anchors.
    pub parts: Vec<(String, Prose)>,
}

impl Page {
    /// Every span of the document, in reading order.
    pub fn spans(&self) -> Vec<&Span> {
        let mut spans = Vec::new();
        for prose in &self.about {
            spans.extend(&prose.0);
        }
        for block in &self.blocks {
            block.collect(&mut spans);
        }
        spans
    }

    /// The lines of the case that are referred to, each once, in reading order.
    pub fn line_references(&self) -> Vec<&str> {
        let mut lines: Vec<&str> = Vec::new();
        for span in self.spans() {
            if let Span::Line(id) = span
                && !lines.contains(&id.as_str())
            {
                lines.push(id);
            }
        }
        lines
    }
}

impl Block {
    pub(super) fn section(id: &str, heading: &str, blocks: Vec<Block>) -> Block {
        Block::Section(Section {
            id: id.to_string(),
            heading: heading.to_string(),
            annex: false,
            blocks,
        })
    }

    fn collect<'a>(&'a self, spans: &mut Vec<&'a Span>) {
        match self {
            Block::Section(section) => {
                for block in &section.blocks {
                    block.collect(spans);
                }
            }
            Block::Paragraph(prose) | Block::Note(prose) => spans.extend(&prose.0),
            Block::List(items) => spans.extend(items.iter().flat_map(|item| &item.0)),
            Block::Judgments(judgments) => {
                for judgment in judgments {
                    spans.extend(&judgment.claim.0);
                    spans.extend(judgment.sides.iter().flat_map(|side| &side.0));
                    spans.extend(&judgment.rests.0);
                }
            }
            Block::Table(table) => {
                for row in &table.rows {
                    spans.extend(&row.head.0);
                    spans.extend(row.cells.iter().flat_map(|cell| &cell.0));
                }
            }
            Block::Figure(figure) => {
                spans.extend(&figure.caption.0);
                spans.extend(figure.words.iter().flat_map(|words| &words.0));
            }
            Block::Entries(entries) => {
                for entry in entries {
                    spans.extend(entry.term.0.iter().chain(&entry.body.0));
                    spans.extend(entry.parts.iter().flat_map(|(_, part)| &part.0));
                }
            }
        }
    }
}
