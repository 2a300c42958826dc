//! HTML to a shadow: a tokenizer that keeps the place of every character, which parsers of documents do not.
//!
//! It follows the tokenizer of the HTML standard only as far as text is concerned: tags, comments, the elements whose content is no
//! text, and the usual character references. Which part of a page is the article is not judged here: see [`article`].

use std::collections::BTreeSet;

use super::document::{Shadow, letters};

/// Elements whose content is not read.
const SILENT: [&str; 13] = [
    "script", "style", "head", "nav", "aside", "footer", "form", "noscript", "template", "svg", "button", "select", "iframe",
];

/// Elements that run within a line; every other tag ends a block.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "time", "u",
];

/// Character references that news pages use; numeric ones are decoded too.
const REFERENCES: [(&str, char); 18] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("eacute", 'é'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("shy", '\u{AD}'),
    ("copy", '©'),
];

/// Bytes of the longest character reference that is looked for.
const LONGEST_REFERENCE: usize = 10;

/// The text of a page.
pub(super) fn shadow(bytes: &[u8]) -> Shadow {
    let mut shadow = Shadow::default();
    let mut page = Page::new(bytes);
    while let Some(piece) = page.next_piece() {
        match piece {
            Piece::Letter(letter, at) => push_collapsed(&mut shadow, letter, at..page.at),
            Piece::Block => end_block(&mut shadow, page.at),
        }
    }
    shadow
}

/// The blocks of a page whose letters stand in `content`, in the order of the page.
pub(super) fn article(bytes: &[u8], content: &str) -> Shadow {
    let whole = shadow(bytes);
    let kept: BTreeSet<String> = content.split('\n').map(squeezed).filter(|line| !line.is_empty()).collect();
    let joined = squeezed(content);
    whole.keep_lines(|line| {
        let squeezed = squeezed(line);
        kept.contains(&squeezed) || squeezed.len() >= 40 && kept.iter().take(MOST_BLOCKS).any(|block| block.contains(&squeezed)) || {
            joined.len() <= MOST_JOINED && squeezed.len() >= 40 && joined.contains(&squeezed)
        }
    })
}

/// Elements that have no end.
const VOID: [&[u8]; 12] = [
    b"br", b"hr", b"img", b"meta", b"link", b"input", b"wbr", b"area", b"base", b"col", b"source", b"track",
];

/// How deep elements lie in each other at most, by their tags alone.
pub(super) fn deepest(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        if *byte != b'<' || !(next.is_ascii_alphabetic() || next == b'/') {
            continue;
        }
        let name = bytes[at + 1..]
            .split(|byte| !byte.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if next == b'/' {
            depth = depth.saturating_sub(1);
        } else if !VOID.iter().any(|void| name.eq_ignore_ascii_case(void)) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// Blocks of the article that a block of the page is looked for in, when it is none of them as a whole.
const MOST_BLOCKS: usize = 200;

/// Bytes of an article that are searched as a whole.
const MOST_JOINED: usize = 1 << 16;

/// Letters and digits only: two programs never agree on the space between words.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// White space of HTML is one space.
fn push_collapsed(shadow: &mut Shadow, letter: char, at: std::ops::Range<usize>) {
    if !letter.is_whitespace() {
        shadow.push(letter, at);
    } else if !shadow.text.is_empty() && !shadow.text.ends_with([' ', '\n']) {
        shadow.push(' ', at);
    }
}

fn end_block(shadow: &mut Shadow, at: usize) {
    if !shadow.text.is_empty() && !shadow.text.ends_with("\n\n") {
        shadow.push('\n', at..at);
        shadow.push('\n', at..at);
    }
}

/// What the tokenizer finds.
enum Piece {
    /// A character of text, and where it begins.
    Letter(char, usize),
    /// The edge of a block.
    Block,
}

/// The tokenizer's place in the page.
struct Page<'page> {
    bytes: &'page [u8],
    at: usize,
    /// Elements that are not closed any more: none is looked for twice.
    unclosed: BTreeSet<String>,
}

impl<'page> Page<'page> {
    fn new(bytes: &'page [u8]) -> Self {
        Page {
            bytes,
            at: 0,
            unclosed: BTreeSet::new(),
        }
    }

    fn next_piece(&mut self) -> Option<Piece> {
        loop {
            let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
            if rest[0] == b'<'
                && rest
                    .get(1)
                    .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'))
            {
                if self.tag() {
                    return Some(Piece::Block);
                }
                continue;
            }
            let start = self.at;
            if rest[0] == b'&'
                && let Some((letter, length)) = reference(rest)
            {
                self.at += length;
                return Some(Piece::Letter(letter, start));
            }
            let (at, letter) = letters(&rest[..rest.len().min(4)]).next()?;
            self.at += at.end;
            return Some(Piece::Letter(letter, start));
        }
    }

    /// Passes over a tag, a comment, or an element that is no text; true if a block ends.
    fn tag(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(b"<!--") {
            self.at += find(rest, b"-->").map_or(rest.len(), |end| end + 3);
            return false;
        }
        let length = tag_length(rest);
        let closing = rest.get(1) == Some(&b'/');
        let name: String = rest[1..length]
            .iter()
            .skip_while(|byte| **byte == b'/')
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .take(12)
            .map(|byte| byte.to_ascii_lowercase() as char)
            .collect();
        self.at += length;
        if !closing && SILENT.contains(&name.as_str()) && !rest[..length].ends_with(b"/>") {
            self.skip_element(&name);
            return true;
        }
        !INLINE.contains(&name.as_str())
    }

    /// Passes over the content of an element; elements of the same name within it are not counted, but for the silent ones that nest.
    fn skip_element(&mut self, name: &str) {
        if self.unclosed.contains(name) {
            return;
        }
        let close = format!("</{name}");
        let rest = &self.bytes[self.at..];
        self.at += match find_caseless(rest, close.as_bytes()) {
            Some(found) => found + tag_length(&rest[found..]),
            // A page that never closes its navigation is read all the same.
            None if name != "script" && name != "style" => {
                self.unclosed.insert(name.to_owned());
                0
            }
            None => rest.len(),
        };
    }
}

/// Bytes of a tag, quotes respected.
fn tag_length(tag: &[u8]) -> usize {
    let mut quote = None;
    for (at, byte) in tag.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if at > 0 && tag[at - 1] == b'=' => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

fn find_caseless(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted))
}

/// A character reference at the start of `text`, and its length.
fn reference(text: &[u8]) -> Option<(char, usize)> {
    let end = text.iter().take(LONGEST_REFERENCE).position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(&text[1..end]).ok()?;
    let letter = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => char::from_u32(u32::from_str_radix(hexadecimal, 16).ok()?)?,
            None => char::from_u32(number.parse().ok()?)?,
        },
        None => REFERENCES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((letter, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_found_where_it_stands() {
        let page = "<html><head><title>No</title></head><nav>Menu</nav><p>Talks &amp; <b>tea</b>.</p><script>x<y</script><p>End";
        let shadow = shadow(page.as_bytes());
        assert_eq!(shadow.text, "Talks & tea.\n\nEnd");
    }

    #[test]
    fn a_page_without_an_end_is_read() {
        assert_eq!(shadow(b"<nav>Menu<p>Text <a href='x>y'>here").text, "Menu\n\nText here");
    }
}
