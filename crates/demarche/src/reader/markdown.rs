//! Markdown to a shadow: marks are passed over, blocks of code are not read, and every block ends a paragraph.

use super::document::{Shadow, letters};

/// The text of a Markdown file.
pub(super) fn shadow(bytes: &[u8]) -> Shadow {
    let mut shadow = Shadow::default();
    let mut fenced = false;
    let mut start = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let place = start;
        start += line.len();
        let trimmed = line.trim_ascii_start();
        if trimmed.starts_with(b"```") || trimmed.starts_with(b"~~~") {
            fenced = !fenced;
            continue;
        }
        if !fenced {
            let indent = line.len() - trimmed.len();
            line_into(&mut shadow, trimmed, place + indent);
        }
    }
    shadow
}

/// One line without its marks.
fn line_into(shadow: &mut Shadow, line: &[u8], place: usize) {
    let heading = line.starts_with(b"#");
    let skipped = block_mark(line);
    if skipped > 0 && !shadow.text.ends_with("\n\n") {
        shadow.push('\n', place..place + skipped);
    }
    let mut target = false;
    let mut before = ' ';
    for (at, letter) in letters(&line[skipped..]) {
        let at = place + skipped + at.start..place + skipped + at.end;
        match letter {
            // The target of a link follows its text.
            '(' if before == ']' => target = true,
            ')' if target => target = false,
            _ if target => {}
            '*' | '[' | ']' | '`' | '|' | '\\' => {}
            _ => shadow.push(letter, at),
        }
        before = letter;
    }
    if heading {
        shadow.push('\n', place + line.len()..place + line.len());
    }
}

/// Bytes of the mark that opens a heading, an item of a list or a quotation.
fn block_mark(line: &[u8]) -> usize {
    let marks = line.iter().take_while(|byte| matches!(byte, b'#' | b'>')).count();
    if marks > 0 {
        return marks;
    }
    match line {
        [b'-' | b'*' | b'+', b' ', ..] => 2,
        _ => {
            let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let item = digits > 0 && line[digits..].starts_with(b". ");
            if item { digits + 2 } else { 0 }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_passed_over() {
        let text = shadow(b"# Talks *fail*\n- see [the report](http://x.y/z).\n```\nnot read\n```\nEnd.").text;
        assert_eq!(text, "\n Talks fail\n\nsee the report.\nEnd.");
    }
}
