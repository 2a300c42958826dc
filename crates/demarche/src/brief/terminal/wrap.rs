//! Styled text broken into rows of a width, counted in terminal columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Strong,
    Heading,
    State,
    Dim,
    Green,
    Red,
    Yellow,
}

impl Style {
    /// The text with the terminal's codes around it.
    pub(super) fn paint(self, text: &str, color: bool) -> String {
        let code = match self {
            Style::Plain => return text.to_string(),
            Style::Strong | Style::Heading => "1",
            Style::State => "3",
            Style::Dim => "2",
            Style::Green => "32",
            Style::Red => "31",
            Style::Yellow => "33",
        };
        if color && !text.trim().is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_string()
        }
    }
}

/// Text of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) style: Style,
}

impl Piece {
    pub(super) fn new(text: &str, style: Style) -> Self {
        Piece {
            text: text.to_string(),
            style,
        }
    }

    /// The same, dimmed if it had no look of its own.
    pub(super) fn dimmed(self) -> Self {
        let style = if self.style == Style::Plain { Style::Dim } else { self.style };
        Piece { style, ..self }
    }
}

/// Columns that a text takes.
pub(super) fn plain(text: &str) -> usize {
    text.width()
}

/// Columns that a row takes.
pub(super) fn row_width(row: &[Piece]) -> usize {
    row.iter().map(|piece| plain(&piece.text)).sum()
}

/// Breaks text at spaces into rows of at most `width` columns; a word that is longer is broken anywhere.
pub(super) fn wrapped(pieces: &[Piece], width: usize) -> Vec<Vec<Piece>> {
    let width = width.max(1);
    let mut rows: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut used = 0;
    for word in words(pieces) {
        let long = row_width(&word.pieces);
        let space = usize::from(word.space && used > 0);
        if used > 0 && used + space + long > width {
            rows.push(Vec::new());
            used = 0;
        } else if space == 1 {
            let style = word.pieces.first().map_or(Style::Plain, |piece| piece.style);
            push(&mut rows, " ", style);
            used += 1;
        }
        for piece in word.pieces {
            for letter in piece.text.chars() {
                let columns = letter.width().unwrap_or(0);
                if used > 0 && used + columns > width {
                    rows.push(Vec::new());
                    used = 0;
                }
                let mut buffer = [0; 4];
                push(&mut rows, letter.encode_utf8(&mut buffer), piece.style);
                used += columns;
            }
        }
    }
    rows
}

fn push(rows: &mut [Vec<Piece>], text: &str, style: Style) {
    let Some(row) = rows.last_mut() else { return };
    match row.last_mut() {
        Some(last) if last.style == style => last.text.push_str(text),
        _ => row.push(Piece::new(text, style)),
    }
}

/// What stands between two spaces; it may change its look inside.
struct Word {
    pieces: Vec<Piece>,
    space: bool,
}

fn words(pieces: &[Piece]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut space = true;
    for piece in pieces {
        for part in piece.text.split_inclusive(' ') {
            let text = part.trim_end_matches(' ');
            if !text.is_empty() {
                let new = Piece::new(text, piece.style);
                match words.last_mut() {
                    Some(word) if !space => word.pieces.push(new),
                    _ => words.push(Word {
                        pieces: vec![new],
                        space: true,
                    }),
                }
                space = false;
            }
            if part.ends_with(' ') {
                space = true;
            }
        }
    }
    words
}
