//! HTML to a shadow: a tokenizer that keeps the place of every character, which parsers of documents do not.
//!
//! It follows the tokenizer of the HTML standard only as far as text is concerned: tags, comments, the elements whose content is no
//! text, and character references. Which part of a page is the article is not judged here: see [`article`].

mod article;
mod reference;

use std::cell::RefCell;
use std::collections::BTreeSet;

use self::article::kept;
use self::reference::reference;
use super::document::{Shadow, letters};

/// Elements whose content is not read.
const SILENT: [&str; 13] = [
    "script", "style", "head", "nav", "aside", "footer", "form", "noscript", "template", "svg", "button", "select", "iframe",
];

/// Elements that run within a line, beside those whose names have a hyphen or a colon; every other tag ends a block.
const INLINE: [&str; 37] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "nobr", "picture", "q", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "wbr",
];

/// Bytes of a tag's name that are looked at.
const LONGEST_NAME: usize = 24;

/// The text of a page.
pub(super) fn shadow(bytes: &[u8]) -> Shadow {
    let mut shadow = Shadow::default();
    let mut page = Page::new(bytes);
    while let Some(piece) = page.next_piece() {
        match piece {
            Piece::Letter(letter, second, at) => {
                push_collapsed(&mut shadow, letter, at..page.at);
                if let Some(second) = second {
                    push_collapsed(&mut shadow, second, at..page.at);
                }
            }
            Piece::Block => end_block(&mut shadow, page.at),
        }
    }
    shadow
}

/// The blocks of a page whose letters stand in `content`, in the order of the page.
pub(super) fn article(bytes: &[u8], content: &str) -> Shadow {
    let whole = shadow(bytes);
    let blocks = whole.text.split('\n').filter(|line| !line.trim().is_empty());
    let kept = RefCell::new(kept(blocks, content).into_iter());
    // Lines are asked for in order, those of white space never.
    whole.keep_lines(|_| kept.borrow_mut().next().unwrap_or_default())
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
    /// A character of text, the second one of a reference that stands for two, and where it begins.
    Letter(char, Option<char>, usize),
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
                && let Some((letter, second, length)) = reference(rest)
            {
                self.at += length;
                return Some(Piece::Letter(letter, second, start));
            }
            let (at, letter) = letters(&rest[..rest.len().min(4)]).next()?;
            self.at += at.end;
            return Some(Piece::Letter(letter, None, start));
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
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':'))
            .take(LONGEST_NAME)
            .map(|byte| byte.to_ascii_lowercase() as char)
            .collect();
        self.at += length;
        if !closing && SILENT.contains(&name.as_str()) && !rest[..length].ends_with(b"/>") {
            self.skip_element(&name);
            return true;
        }
        !(INLINE.contains(&name.as_str()) || name.contains(['-', ':']))
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

    #[test]
    fn elements_within_a_sentence_do_not_split_it() {
        for (page, text) in [
            ("refused <x-link>to pay</x-link> for", "refused to pay for"),
            ("refused to <del>talk</del><ins>pay</ins> for", "refused to talkpay for"),
            ("long<wbr>lasting <img src=x> <o:p>war</o:p>", "longlasting war"),
            ("Viktor Orb&aacute;n &NotEqualTilde; x", "Viktor Orbán ≂\u{338} x"),
        ] {
            assert_eq!(shadow(page.as_bytes()).text, text);
        }
    }

    #[test]
    fn nothing_inside_the_article_is_dropped() {
        let long = "Russia rejected the offer of talks on Monday, officials in Moscow said after a meeting";
        let page = format!(
            "<div>Home</div><p>{long}.<h2>Iran rules out talks</h2><ul><li>Hamas refused.</ul>A.<br>B.<p>{long} with Orb&aacute;n.<p>Iran refused.<p>About us"
        );
        let content = format!("{long}.Iran rules out talksA.B.{long} with Orbán.Iran refused.");
        let found = article(page.as_bytes(), &content).text;
        let lines: Vec<&str> = found.split('\n').filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(lines.len(), 7, "{lines:?}");
        assert!(!found.contains("Home") && !found.contains("About") && found.ends_with("Iran refused.\n\n"));
    }
}
