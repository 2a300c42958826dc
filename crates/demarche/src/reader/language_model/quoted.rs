//! Quoted words found in the text: character for character once quotes, hyphens and white space are in normal form on both sides.

use std::ops::Range;

use super::super::document::{Document, Markup};
use super::super::sentence::LONGEST_SENTENCE;

/// Where `quote` first stands within a run of the document's shadow, as whole words; nothing if it does not. Linear in both.
pub(super) fn find(document: &Document, within: Range<usize>, quote: &str) -> Option<Range<usize>> {
    Run::new(document, within)?.find(quote)
}

/// A run of a document's shadow, made ready once for many quotes.
pub(super) struct Run {
    start: usize,
    line: String,
    places: Vec<Range<usize>>,
}

impl Run {
    /// Nothing if the run cuts a letter or is not in the text. Linear in the run.
    pub(super) fn new(document: &Document, within: Range<usize>) -> Option<Self> {
        let (line, places) = on_one_line(document.text().get(within.clone())?);
        Some(Run {
            start: within.start,
            line,
            places,
        })
    }

    /// As [`find`].
    pub(super) fn find(&self, quote: &str) -> Option<Range<usize>> {
        if quote.len() > 4 * LONGEST_SENTENCE {
            return None;
        }
        let quote = Document::new("quote", quote.as_bytes(), Markup::Plain);
        let (wanted, _) = on_one_line(quote.text());
        let wanted = wanted.trim();
        if !wanted.contains(char::is_alphanumeric) {
            return None;
        }
        let found = self.line.match_indices(wanted).map(|(at, _)| at..at + wanted.len());
        let mut whole = found.filter(|range| is_whole(&self.line, range));
        let range = whole.next()?;
        let last = self.places.get(range.end - 1)?.end;
        Some(self.start + self.places.get(range.start)?.start..self.start + last)
    }
}

/// The text with one space for each run of white space; and for each of its bytes the run of bytes of the text that it stands for.
fn on_one_line(text: &str) -> (String, Vec<Range<usize>>) {
    let mut line = String::with_capacity(text.len());
    let mut places: Vec<Range<usize>> = Vec::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let place = at..at + letter.len_utf8();
        if !letter.is_whitespace() {
            line.push(letter);
            places.resize(line.len(), place);
        } else if line.ends_with(' ') {
            if let Some(last) = places.last_mut() {
                last.end = place.end;
            }
        } else {
            line.push(' ');
            places.push(place);
        }
    }
    (line, places)
}

/// Whether no word is cut at the edges of the run.
fn is_whole(line: &str, range: &Range<usize>) -> bool {
    let cut =
        |before: Option<char>, after: Option<char>| before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    let (head, inside, tail) = (&line[..range.start], &line[range.clone()], &line[range.end..]);
    !cut(head.chars().next_back(), inside.chars().next()) && !cut(inside.chars().next_back(), tail.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, quote: &str) -> Option<String> {
        let document = Document::new("text", text.as_bytes(), Markup::Plain);
        let range = find(&document, 0..document.text().len(), quote)?;
        Some(text[document.original(range)].to_owned())
    }

    #[test]
    fn quotes_and_spaces_do_not_count() {
        let text = "Kyiv \u{201c}ruled\u{a0}out\u{201d}\n  giving up \u{2018}land\u{2019}.";
        for quote in [
            "\"ruled out\" giving up 'land'",
            "\u{201c}ruled out\u{201d} giving   up \u{2018}land\u{2019}",
        ] {
            let found = found(text, quote).unwrap_or_default();
            assert!(found.starts_with('\u{201c}') && found.ends_with('\u{2019}'), "{found}");
        }
    }

    #[test]
    fn words_are_whole_and_letters_count() {
        assert_eq!(found("Russia and the US met.", "US").as_deref(), Some("US"));
        assert_eq!(found("The USA met.", "US"), None);
        assert_eq!(found("Russia met.", "russia"), None);
        assert_eq!(found("Russia met.", "Russia has met"), None);
        assert_eq!(found("Russia met.", " . "), None);
        assert_eq!(found("Русские и русские", "русские").as_deref(), Some("русские"));
    }
}
