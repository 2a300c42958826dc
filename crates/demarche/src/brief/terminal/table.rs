//! Tables in columns; where the columns do not fit, each row becomes a card.

use super::super::clean;
use super::super::page::Table;
use super::pieces;
use super::wrap::{Piece, Style, plain, row_width, wrapped};

/// Columns between two cells.
const BETWEEN: usize = 2;
/// The narrowest that a column of words may become.
const NARROW: usize = 9;

/// The table as rows of styled text, none wider than `width`.
pub(super) fn rows(table: &Table, width: usize) -> Vec<Vec<Piece>> {
    let mut body: Vec<Vec<Vec<Piece>>> = Vec::new();
    for row in &table.rows {
        let mut cells = vec![pieces(&row.head)];
        cells.extend(row.cells.iter().map(pieces));
        cells.resize(table.columns.len() + 1, Vec::new());
        body.push(cells);
    }
    let mut heads = vec![vec![Piece::new(&clean(&table.corner), Style::Strong)]];
    heads.extend(
        table
            .columns
            .iter()
            .map(|column| vec![Piece::new(&clean(&column.head), Style::Strong)]),
    );
    match widths(table, &heads, &body, width) {
        Some(widths) => columns(table, &heads, &body, &widths),
        None => cards(table, &body),
    }
}

/// The width of every column; `None` if they cannot be made to fit.
fn widths(table: &Table, heads: &[Vec<Piece>], body: &[Vec<Vec<Piece>>], width: usize) -> Option<Vec<usize>> {
    let longest_word = |cell: &Vec<Piece>| {
        cell.iter()
            .flat_map(|piece| piece.text.split(' ').map(plain).collect::<Vec<_>>())
            .max()
            .unwrap_or(0)
    };
    let mut natural: Vec<usize> = Vec::new();
    let mut least: Vec<usize> = Vec::new();
    for (index, head) in heads.iter().enumerate() {
        let cells = || body.iter().filter_map(move |row| row.get(index));
        let wide = cells().chain([head]).map(|cell| row_width(cell)).max().unwrap_or(1);
        let word = cells().chain([head]).map(longest_word).max().unwrap_or(1);
        natural.push(wide.max(1));
        least.push(wide.min(word.min(NARROW.max(if index == 0 { 14 } else { 0 }))).max(1));
    }
    let room = width.checked_sub(BETWEEN * (heads.len() - 1))?;
    if least.iter().sum::<usize>() > room {
        return None;
    }
    let mut widths = natural;
    widen(table, &mut widths, room);
    while widths.iter().sum::<usize>() > room {
        let (widest, _) = widths
            .iter()
            .enumerate()
            .filter(|(index, wide)| **wide > least[*index])
            .max_by_key(|(index, wide)| (**wide, usize::MAX - index))?;
        widths[widest] -= 1;
    }
    make_room(table, &mut widths, &least);
    Some(widths)
}

/// The narrowest that a column may become for the sake of a group's heading.
const ROOMY: usize = 20;

/// Gives groups whose heading is wider than their columns room that the widest other columns can spare.
fn make_room(table: &Table, widths: &mut [usize], least: &[usize]) {
    for (start, run) in runs(table) {
        for extra in 0..missing(table, widths, start, run) {
            let others = (0..widths.len()).filter(|index| *index <= start || *index > start + run);
            let widest = others.max_by_key(|index| widths[*index]);
            match widest.filter(|index| widths[*index] > least[*index].max(ROOMY)) {
                Some(widest) => widths[widest] -= 1,
                None => break,
            }
            widths[start + 1 + extra % run] += 1;
        }
    }
}

/// Neighboring columns of one group: the first one's position, and how many there are.
fn runs(table: &Table) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut index = 0;
    while index < table.columns.len() {
        let group = &table.columns[index].group;
        let run = table.columns[index..].iter().take_while(|column| column.group == *group).count();
        runs.push((index, run));
        index += run;
    }
    runs
}

/// By how much a group's heading is wider than its columns.
fn missing(table: &Table, widths: &[usize], start: usize, run: usize) -> usize {
    let own: usize = widths[start + 1..=start + run].iter().sum::<usize>() + BETWEEN * (run - 1);
    let group = table.columns[start].group.as_deref().unwrap_or("");
    plain(&clean(group)).saturating_sub(own)
}

/// Gives groups whose heading is wider than their columns more room, while there is any.
fn widen(table: &Table, widths: &mut [usize], room: usize) {
    for (start, run) in runs(table) {
        let missing = missing(table, widths, start, run);
        let spare = room.saturating_sub(widths.iter().sum());
        if missing <= spare {
            for extra in 0..missing {
                widths[start + 1 + extra % run] += 1;
            }
        }
    }
}

fn columns(table: &Table, heads: &[Vec<Piece>], body: &[Vec<Vec<Piece>>], widths: &[usize]) -> Vec<Vec<Piece>> {
    let marks: Vec<bool> = std::iter::once(false)
        .chain(table.columns.iter().map(|column| column.marks))
        .collect();
    let mut out = groups(table, widths);
    out.extend(line(heads, widths, &marks));
    let total = widths.iter().sum::<usize>() + BETWEEN * (widths.len() - 1);
    out.push(vec![Piece::new(&"─".repeat(total), Style::Dim)]);
    for row in body {
        out.extend(line(row, widths, &marks));
    }
    out
}

/// The line above the headings, where neighboring columns form groups.
fn groups(table: &Table, widths: &[usize]) -> Vec<Vec<Piece>> {
    if table.columns.iter().all(|column| column.group.is_none()) {
        return Vec::new();
    }
    let mut line = " ".repeat(widths.first().copied().unwrap_or(0));
    for (index, run) in runs(table) {
        let group = &table.columns[index].group;
        let wide: usize = widths[index + 1..=index + run].iter().sum::<usize>() + BETWEEN * (run - 1);
        let label = fit(&clean(group.as_deref().unwrap_or("")), wide);
        line.push_str(&" ".repeat(BETWEEN));
        line.push_str(&label);
        line.push_str(&" ".repeat(wide.saturating_sub(plain(&label))));
    }
    vec![vec![Piece::new(&fixed(line.trim_end()), Style::Dim)]]
}

/// Cuts a label to a width.
fn fit(label: &str, width: usize) -> String {
    if plain(label) <= width {
        return label.to_string();
    }
    let mut out = String::new();
    for letter in label.chars() {
        if plain(&out) + plain(&letter.to_string()) + 1 > width {
            break;
        }
        out.push(letter);
    }
    out.push('…');
    out
}

/// Spaces that wrapping leaves alone.
fn fixed(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// One row of cells, as many lines as its tallest cell.
fn line(cells: &[Vec<Piece>], widths: &[usize], marks: &[bool]) -> Vec<Vec<Piece>> {
    let broken: Vec<Vec<Vec<Piece>>> = cells.iter().zip(widths).map(|(cell, width)| wrapped(cell, *width)).collect();
    let tall = broken.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = Vec::new();
    for height in 0..tall {
        let mut row: Vec<Piece> = Vec::new();
        for (index, width) in widths.iter().enumerate() {
            let empty = Vec::new();
            let cell = broken.get(index).and_then(|lines| lines.get(height)).unwrap_or(&empty);
            let spare = width.saturating_sub(row_width(cell));
            let before = if marks.get(index).copied().unwrap_or(false) { spare / 2 } else { 0 };
            row.push(Piece::new(
                &"\u{a0}".repeat(before + if index > 0 { BETWEEN } else { 0 }),
                Style::Plain,
            ));
            row.extend(cell.iter().map(|piece| Piece::new(&fixed(&piece.text), piece.style)));
            row.push(Piece::new(&"\u{a0}".repeat(spare - before), Style::Plain));
        }
        out.push(row);
    }
    out
}

/// Each row as a card: its heading, then a line for each column.
fn cards(table: &Table, body: &[Vec<Vec<Piece>>]) -> Vec<Vec<Piece>> {
    let mut out = Vec::new();
    for row in body {
        for (index, cell) in row.iter().enumerate() {
            let mut line = Vec::new();
            if let Some(column) = index.checked_sub(1).and_then(|index| table.columns.get(index)) {
                let group = column.group.as_deref().map_or(String::new(), |group| format!("{} ", clean(group)));
                line.push(Piece::new(&format!("\u{a0}\u{a0}{group}{}: ", clean(&column.head)), Style::Dim));
            }
            line.extend(cell.iter().cloned());
            out.push(line);
        }
    }
    out
}
