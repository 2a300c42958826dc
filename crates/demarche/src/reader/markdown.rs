//! Markdown to a shadow: marks are passed over, blocks of code are not read, and lines of one paragraph are one line of text.

use super::document::{Shadow, letters};

/// Parentheses within each other in the target of a link; a deeper one is no target.
const DEEPEST_TARGET: usize = 32;

/// The text of a Markdown file. Linear in it.
pub(super) fn shadow(bytes: &[u8]) -> Shadow {
    let mut shadow = Shadow::default();
    let mut block = Block::default();
    let mut fenced = false;
    let mut start = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let place = start;
        start += line.len();
        let trimmed = line.trim_ascii_start();
        if trimmed.starts_with(b"```") || trimmed.starts_with(b"~~~") {
            fenced = !fenced;
            block = Block::default();
            end_block(&mut shadow, place);
        } else if !fenced {
            block = line_into(&mut shadow, &block, line, place);
        }
    }
    shadow
}

/// The block that a line leaves open.
#[derive(Default)]
struct Block {
    /// The next line can go on with it.
    open: bool,
    /// Marks of quotation before it.
    quoted: usize,
    /// It is an item of a list.
    item: bool,
}

/// One line without its marks, after `before`.
fn line_into(shadow: &mut Shadow, before: &Block, line: &[u8], place: usize) -> Block {
    let (quoted, skipped) = quotation(line);
    let rest = &line[skipped..];
    let mark = block_mark(rest, before);
    let text = rest[mark..].trim_ascii();
    let begin = place + skipped + mark + (rest[mark..].len() - rest[mark..].trim_ascii_start().len());
    let heading = rest.starts_with(b"#") && mark > 0;
    let row = rest.starts_with(b"|");
    // A line of marks alone is a rule, or underlines a heading.
    let ruled = text.iter().all(|byte| matches!(byte, b'-' | b'=' | b'*' | b'_' | b' '));
    let goes_on = before.open && mark == 0 && !row && quoted <= before.quoted && !ruled;
    if !goes_on {
        end_block(shadow, place);
    }
    if ruled {
        return Block {
            quoted,
            ..Block::default()
        };
    }
    if goes_on && !shadow.text.ends_with([' ', '\n']) {
        shadow.push(' ', place..begin);
    }
    text_into(shadow, text, begin);
    let broken = rest.trim_ascii_end().ends_with(b"\\") || rest.strip_suffix(b"\n").is_some_and(|rest| rest.ends_with(b"  "));
    if broken {
        let end = begin + text.len();
        shadow.push('\n', end..end);
    }
    Block {
        open: !heading && !row,
        quoted: if goes_on { before.quoted } else { quoted },
        item: !heading && (mark > 0 || goes_on && before.item),
    }
}

/// The text of a line without marks of emphasis, code and links.
fn text_into(shadow: &mut Shadow, text: &[u8], place: usize) {
    let mut behind = 0;
    let mut before = ' ';
    for (at, letter) in letters(text) {
        if at.start < behind {
            continue;
        }
        match letter {
            '(' if before == ']' => match target(&text[at.start..]) {
                Some(length) => behind = at.start + length,
                None => shadow.push(letter, place + at.start..place + at.end),
            },
            '*' | '[' | ']' | '`' | '|' | '\\' => {}
            _ => shadow.push(letter, place + at.start..place + at.end),
        }
        before = letter;
    }
}

/// Bytes of the target of a link, from its parenthesis to the one that closes it: no space but before a title or within `<>`.
fn target(text: &[u8]) -> Option<usize> {
    let mut depth = 0;
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'(' if depth == DEEPEST_TARGET => return None,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            b'<' if at == 1 => at += text[at..].iter().position(|byte| *byte == b'>')?,
            b' ' | b'\t' => return titled(text, at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Bytes up to the parenthesis behind a title in quotes, from the space before it.
fn titled(text: &[u8], at: usize) -> Option<usize> {
    let space = |from: usize| from + text[from..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let open = space(at);
    let mut close = open;
    if let Some(quote @ (b'"' | b'\'')) = text.get(open) {
        close = open + 1 + text[open + 1..].iter().position(|byte| byte == quote)? + 1;
    }
    let close = space(close);
    (text.get(close) == Some(&b')')).then_some(close + 1)
}

/// An empty line.
fn end_block(shadow: &mut Shadow, at: usize) {
    while !shadow.text.is_empty() && !shadow.text.ends_with("\n\n") {
        shadow.push('\n', at..at);
    }
}

/// Marks of quotation that open a line, and the bytes up to its text.
fn quotation(line: &[u8]) -> (usize, usize) {
    let opening = line.iter().take_while(|byte| matches!(byte, b'>' | b' ' | b'\t')).count();
    let quoted = line[..opening].iter().filter(|byte| **byte == b'>').count();
    (quoted, opening)
}

/// Bytes of the mark that opens a heading or an item of a list.
fn block_mark(line: &[u8], before: &Block) -> usize {
    let hashes = line.iter().take_while(|byte| **byte == b'#').count();
    if (1..=6).contains(&hashes) && line.get(hashes).is_none_or(u8::is_ascii_whitespace) {
        return hashes;
    }
    match line {
        [b'-' | b'*' | b'+', b' ' | b'\t', ..] => 2,
        _ => {
            let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let marked = (1..=9).contains(&digits) && matches!(line[digits..], [b'.' | b')', b' ', ..]);
            // Within a paragraph a number is a year or a sum that was wrapped, unless a list begins with one.
            let item = marked && (!before.open || before.item || &line[..digits] == b"1");
            if item { digits + 2 } else { 0 }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(shadow(text.as_bytes()).text, expected, "{text}");
    }

    #[test]
    fn marks_are_passed_over() {
        check(
            "# Talks *fail*\n- see [the report](http://x.y/z).\n```\nnot read\n```\nEnd.",
            "Talks fail\n\nsee the report.\n\nEnd.",
        );
        check(
            "Talks\n=====\nThey fail.\n\n---\n| a | b |\n| c | d |",
            "Talks\n\nThey fail.\n\n a  b \n\n c  d ",
        );
    }

    #[test]
    fn wrapped_quotations_and_items_are_one_paragraph() {
        check(
            "> Hamas demanded that Israel\n> withdraw its troops.\n>\n> It",
            "Hamas demanded that Israel withdraw its troops.\n\nIt",
        );
        check("He said:\n> > Go\n> away\n\nNow", "He said:\n\nGo away\n\nNow");
        check(
            "- Hamas demanded that\n  Israel withdraw.\n- Israel\nrefused.",
            "Hamas demanded that Israel withdraw.\n\nIsrael refused.",
        );
        check(
            "1. One\n2. Two\n\nSince August\n2025. Israel",
            "One\n\nTwo\n\nSince August 2025. Israel",
        );
        check("One line  \nanother", "One line\nanother");
    }

    #[test]
    fn a_link_swallows_its_target_only() {
        check(
            "Russia [demands that Ukraine](foo leave.\nIsrael refused.",
            "Russia demands that Ukraine(foo leave. Israel refused.",
        );
        check("[a](b_(c)) [d](<e f> \"g\") [h](i 'j')k [l](m n)", "a d hk l(m n)");
        check(&"](".repeat(3), "(((");
    }
}
