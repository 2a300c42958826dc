//! One text as the reader sees it: a normalized shadow, each byte of which knows where it came from.
//!
//! Rules are written for straight quotes and plain hyphens; citations must point into the file as it is. So the shadow is what rules
//! read, and every offset that leaves the reader is translated back. Bytes that are no UTF-8 stand in the shadow as U+FFFD.

use std::ops::Range;

use super::{markdown, page};

/// Bytes of one text that are read; what lies behind is cut, and [`Document::cut`] says so.
pub const MOST_BYTES: usize = 8 << 20;

/// How a text is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// None.
    Plain,
    /// Markdown: marks of headings, lists, emphasis and links are passed over, and blocks of code are not read.
    Markdown,
    /// HTML: tags are passed over, and what is no text (scripts, navigation, forms) is not read.
    Html,
}

impl Markup {
    /// How a file of this name and beginning is marked up.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let name = name.to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        let start: Vec<u8> = bytes.iter().take(200).map(u8::to_ascii_lowercase).collect();
        let trimmed = start.trim_ascii_start();
        if ends(&[".html", ".htm", ".xhtml"]) || trimmed.starts_with(b"<!doctype html") || trimmed.starts_with(b"<html") {
            Markup::Html
        } else if ends(&[".md", ".markdown"]) {
            Markup::Markdown
        } else {
            Markup::Plain
        }
    }
}

/// How deep the elements of a page lie in each other at most, by counting its tags.
pub fn deepest(bytes: &[u8]) -> usize {
    page::deepest(bytes)
}

/// A text to read: its bytes as they are, and the shadow that rules read.
#[derive(Clone, Debug)]
pub struct Document {
    name: String,
    shadow: Shadow,
    cut: bool,
}

impl Document {
    /// Reads `bytes` as text; any bytes will do. Linear in their number.
    pub fn new(name: impl Into<String>, bytes: &[u8], markup: Markup) -> Self {
        let read = &bytes[..bytes.len().min(MOST_BYTES)];
        let shadow = match markup {
            Markup::Plain => Shadow::plain(read),
            Markup::Markdown => markdown::shadow(read),
            Markup::Html => page::shadow(read),
        };
        Document {
            name: name.into(),
            shadow,
            cut: bytes.len() > MOST_BYTES,
        }
    }

    /// Reads only the blocks of a page that `content` holds too: the text of the article, as a program that tells articles from
    /// their surroundings gives it.
    pub fn article(name: impl Into<String>, bytes: &[u8], content: &str) -> Self {
        let read = &bytes[..bytes.len().min(MOST_BYTES)];
        Document {
            name: name.into(),
            shadow: page::article(read, content),
            cut: bytes.len() > MOST_BYTES,
        }
    }

    /// The name that citations give.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text that rules read.
    pub fn text(&self) -> &str {
        &self.shadow.text
    }

    /// Whether bytes behind [`MOST_BYTES`] were left out.
    pub fn cut(&self) -> bool {
        self.cut
    }

    /// The run of the shadow that stands for a run of original bytes.
    pub(super) fn shadow(&self, original: Range<usize>) -> Range<usize> {
        let from = &self.shadow.from;
        let start = from.partition_point(|(start, _)| (*start as usize) < original.start);
        let end = from.partition_point(|(_, end)| *end as usize <= original.end);
        start..end.max(start)
    }

    /// Where a run of the shadow stands in the original bytes.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let from = &self.shadow.from;
        if range.is_empty() || range.end > from.len() {
            return 0..0;
        }
        from[range.start].0 as usize..from[range.end - 1].1 as usize
    }
}

/// Text in normal form, and for each of its bytes the run of original bytes that it stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Shadow {
    /// Straight quotes, plain hyphens and spaces; no carriage returns, no invisible characters.
    pub(super) text: String,
    from: Vec<(u32, u32)>,
}

impl Shadow {
    /// All of `bytes`.
    fn plain(bytes: &[u8]) -> Self {
        let mut shadow = Shadow::default();
        for (at, letter) in letters(bytes) {
            shadow.push(letter, at);
        }
        shadow
    }

    /// Appends one character that stands for the original bytes `at`.
    pub(super) fn push(&mut self, letter: char, at: Range<usize>) {
        let at = (at.start as u32, at.end as u32);
        if let Some(second) = self.closes_pair(letter) {
            // Two single quotes, or two backquotes, are one double quote.
            self.text.pop();
            let first = self.from.pop().unwrap_or(at);
            self.append(second, (first.0, at.1));
            return;
        }
        match letter {
            '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' => self.append('\'', at),
            '\u{201C}'..='\u{201F}' | '\u{2033}' | '«' | '»' => self.append('"', at),
            '\u{2010}'..='\u{2012}' => self.append('-', at),
            '\u{2013}' if self.text.ends_with(|before: char| before.is_alphanumeric()) => self.append('-', at),
            '\u{2013}'..='\u{2015}' => self.append('—', at),
            '\u{2026}' => self.append('…', at),
            '\r' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            '\n' => self.append('\n', at),
            other if other.is_whitespace() || other.is_control() => self.append(' ', at),
            other => self.append(other, at),
        }
    }

    /// The double quote that this character makes with the one before it.
    fn closes_pair(&self, letter: char) -> Option<char> {
        match letter {
            '`' if self.text.ends_with('`') => Some('"'),
            '\'' if self.text.ends_with('\'') => Some('"'),
            _ => None,
        }
    }

    /// The same text without the lines that `keep` does not want.
    pub(super) fn keep_lines(&self, keep: impl Fn(&str) -> bool) -> Self {
        let mut kept = Shadow::default();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let end = start + line.len();
            if line.trim().is_empty() || keep(line) {
                kept.text.push_str(line);
                kept.from.extend_from_slice(&self.from[start..end]);
            }
            start = end;
        }
        kept
    }

    fn append(&mut self, letter: char, at: (u32, u32)) {
        self.text.push(letter);
        self.from.resize(self.text.len(), at);
    }
}

/// The characters of `bytes` with their places; each byte that belongs to none is U+FFFD.
pub(super) fn letters(bytes: &[u8]) -> impl Iterator<Item = (Range<usize>, char)> + '_ {
    let mut start = 0;
    bytes.utf8_chunks().flat_map(move |chunk| {
        let begin = start;
        let valid = chunk.valid();
        let broken = chunk.invalid().len();
        start += valid.len() + broken;
        let end = begin + valid.len();
        let good = valid
            .char_indices()
            .map(move |(at, letter)| (begin + at..begin + at + letter.len_utf8(), letter));
        let bad = (broken > 0).then_some((end..end + broken, '\u{FFFD}'));
        good.chain(bad)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_point_into_the_original() {
        let text = "He said “no” – twice.";
        let document = Document::new("a", text.as_bytes(), Markup::Plain);
        assert_eq!(document.text(), "He said \"no\" — twice.");
        let at = document.text().find("twice").unwrap_or_default();
        assert_eq!(&text[document.original(at..at + 5)], "twice");
        let quoted = document.text().find("\"no\"").unwrap_or_default();
        assert_eq!(&text[document.original(quoted..quoted + 4)], "“no”");
    }

    #[test]
    fn broken_bytes_are_kept_apart() {
        let document = Document::new("a", b"a\xff\xfeb", Markup::Plain);
        assert_eq!(document.text(), "a\u{FFFD}\u{FFFD}b");
        let last = document.text().len() - 1;
        assert_eq!(document.original(last..last + 1), 3..4);
    }
}
