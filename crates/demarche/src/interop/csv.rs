//! Tables of text: cells between commas, semicolons or tabs, in quotation marks where they contain such a sign (RFC 4180).

use std::ops::Range;

use super::fault::Faults;
use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Span};

/// Cells in one file.
const MAX_CELLS: usize = 1_000_000;

/// A cell and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// The text, without the blanks around it.
    pub(super) text: String,
    /// Where it is written.
    pub(super) range: Range<usize>,
}

/// The rows that have something in them, and the sign between their cells.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The rows.
    pub(super) rows: Vec<Vec<Cell>>,
    /// The sign.
    pub(super) separator: char,
}

/// Reads a whole file.
pub(super) fn parse(file: FileId, text: &str, faults: &mut Faults) -> Option<Sheet> {
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cells = 0usize;
    let mut at = 0;
    while at < text.len() {
        let (cell, end) = match cell(text, at, separator) {
            Ok(found) => found,
            Err(message) => {
                let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
                faults.error(Diagnostic::error("import-syntax", message).at(Span::new(file, at..end), ""));
                return None;
            }
        };
        row.push(cell);
        cells += 1;
        if cells > MAX_CELLS {
            let message = format!("this table has more than {MAX_CELLS} cells");
            faults.error(Diagnostic::error("import-syntax", message).at(Span::new(file, at..at), ""));
            return None;
        }
        let mut rest = text[end..].chars();
        match rest.next() {
            Some(sign) if sign == separator => {
                at = end + 1;
                if at == text.len() {
                    row.push(Cell {
                        text: String::new(),
                        range: at..at,
                    });
                }
                continue;
            }
            Some('\r') if rest.next() == Some('\n') => at = end + 2,
            Some(_) => at = end + 1,
            None => at = end,
        }
        finish(&mut row, &mut rows);
    }
    finish(&mut row, &mut rows);
    Some(Sheet { rows, separator })
}

fn finish(row: &mut Vec<Cell>, rows: &mut Vec<Vec<Cell>>) {
    let row = std::mem::take(row);
    if row.iter().any(|cell| !cell.text.is_empty()) {
        rows.push(row);
    }
}

/// The sign that stands most often in the first line that has one; on a tie not the comma, which may stand in numbers.
fn separator(text: &str) -> char {
    for line in text.lines() {
        let count = |sign: char| line.chars().filter(|letter| *letter == sign).count();
        let best = [',', '\t', ';'].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(',');
        if count(best) > 0 {
            return best;
        }
    }
    ','
}

/// The cell that starts at `start`, and its end: the byte of the sign or line break after it.
fn cell(text: &str, start: usize, separator: char) -> Result<(Cell, usize), String> {
    let rest = &text[start..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    let is_end = |letter: char| letter == separator || letter == '\n' || letter == '\r';
    if !rest[blanks..].starts_with('"') {
        let end = start + rest.find(is_end).unwrap_or(rest.len());
        let raw = &text[start..end];
        let trimmed = raw.trim();
        let first = start + (raw.len() - raw.trim_start().len());
        return Ok((
            Cell {
                text: trimmed.to_owned(),
                range: first..first + trimmed.len(),
            },
            end,
        ));
    }
    let open = start + blanks;
    let mut content = String::new();
    let mut at = open + 1;
    loop {
        let Some(quote) = text[at..].find('"') else {
            return Err("this quotation mark is not closed".to_owned());
        };
        content.push_str(&text[at..at + quote]);
        at += quote + 1;
        if text[at..].starts_with('"') {
            content.push('"');
            at += 1;
        } else {
            break;
        }
    }
    let tail = &text[at..];
    let end = at + tail.find(is_end).unwrap_or(tail.len());
    if !text[at..end].trim().is_empty() {
        return Err("after a closing quotation mark, the cell must end".to_owned());
    }
    Ok((
        Cell {
            text: content.trim().to_owned(),
            range: open..at,
        },
        end,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut faults = Faults::default();
        let sheet = parse(FileId(0), text, &mut faults);
        let cells = |row: Vec<Cell>| row.into_iter().map(|cell| cell.text).collect();
        sheet.map_or_else(Vec::new, |sheet| sheet.rows.into_iter().map(cells).collect())
    }

    #[test]
    fn cells_are_read() {
        assert_eq!(
            rows("a, \"b, \"\"c\"\"\" ,\r\n\n1,2,3"),
            [vec!["a", "b, \"c\"", ""], vec!["1", "2", "3"]]
        );
        assert_eq!(rows("a;1,5\n"), [["a", "1,5"]]);
        assert_eq!(rows("é\tß"), [["é", "ß"]]);
        assert_eq!(rows("\"a\nb\",c"), [["a\nb", "c"]]);
        assert!(rows("\"a").is_empty() && rows("\"a\"b,c").is_empty() && rows("").is_empty());
    }
}
