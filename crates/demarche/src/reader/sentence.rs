//! Where sentences begin and end.
//!
//! A sentence ends at a full stop, question or exclamation mark, with the quotes and brackets that close behind it, if what follows can
//! begin one; at a blank line; and at the end of a line too short to have been wrapped. A list of abbreviations does the rest, as
//! measured for news (about .96 of boundaries on PolNeAR with twenty lines of rules).

use std::ops::Range;

/// Bytes of the longest sentence; what runs longer is cut at a space.
pub const LONGEST_SENTENCE: usize = 2_000;

/// A line shorter than this that ends without a stop is a headline, not a wrapped line.
const WRAPPED_LINE: usize = 45;

/// Words that end in a full stop in the middle of a sentence.
const ABBREVIATIONS: [&str; 48] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "cmdr", "sgt", "adm", "sen", "rep", "gov", "rev", "hon", "st",
    "jr", "sr", "no", "nos", "vs", "etc", "inc", "ltd", "corp", "co", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep",
    "oct", "nov", "dec", "approx", "dept", "est", "fig", "vol", "pp", "al",
];

/// Words that begin a sentence also after an abbreviation of letters, such as `U.S.`.
const OPENERS: [&str; 24] = [
    "The", "A", "An", "It", "He", "She", "They", "We", "I", "But", "In", "On", "At", "This", "That", "These", "Those", "However", "And",
    "For", "As", "After", "Despite", "If",
];

/// The sentences of a text as runs of its bytes, without the space around them. Linear in the text.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut line = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        let stop = match letter {
            '.' | '!' | '?' => sentence_ends(&text[start..end], &text[end..]),
            '\n' => {
                let length = at - line;
                line = end;
                Some(end).filter(|_| line_ends(length, &text[start..at], &text[end..])).map(|_| 0)
            }
            ' ' if at - start > LONGEST_SENTENCE => Some(0),
            _ if at - start > 2 * LONGEST_SENTENCE => Some(0),
            _ => None,
        };
        if let Some(closers) = stop {
            let stop = end + closers;
            push(&mut found, text, start..stop);
            start = stop;
            while letters.peek().is_some_and(|(next, _)| *next < stop) {
                letters.next();
            }
        }
    }
    push(&mut found, text, start..text.len());
    found
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = range.end - (piece.len() - piece.trim_end().len());
    if start < end && text[start..end].contains(char::is_alphanumeric) {
        found.push(start..end);
    }
}

/// If the stop that ends `before` ends the sentence: the bytes of quotes and brackets behind it that belong to it.
fn sentence_ends(before: &str, after: &str) -> Option<usize> {
    let closers = after.len() - after.trim_start_matches(['"', '\'', ')', ']', '.', '!', '?']).len();
    let rest = &after[closers..];
    if rest.is_empty() {
        return Some(closers);
    }
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let next = rest.trim_start();
    let first = next.trim_start_matches(['"', '\'', '(', '[', '—', '-', ' ']).chars().next();
    if !first.is_none_or(|letter| letter.is_uppercase() || letter.is_numeric()) {
        return None;
    }
    if before.ends_with('.') && closers == 0 && abbreviated(before, next) {
        return None;
    }
    Some(closers)
}

/// Whether the full stop that ends `before` marks an abbreviation, with `next` behind it.
fn abbreviated(before: &str, next: &str) -> bool {
    let word = before[..before.len() - 1]
        .rsplit(|letter: char| letter.is_whitespace() || matches!(letter, '(' | '"' | '['))
        .next()
        .unwrap_or_default();
    let lower = word.to_lowercase();
    if ABBREVIATIONS.contains(&lower.as_str()) && (lower != "no" || next.starts_with(char::is_numeric)) {
        return true;
    }
    let initials = word.contains('.') || word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let opener = next.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    initials && !OPENERS.contains(&opener)
}

/// Whether a line break ends a sentence: the line's length, the sentence so far, and what follows.
fn line_ends(length: usize, before: &str, after: &str) -> bool {
    let closed = before.trim_end().ends_with(['.', '!', '?', '"', ':', ')', '\'']);
    let blank = after.trim_start_matches([' ', '\t']).starts_with('\n') || after.is_empty();
    blank || closed && after.trim_start().starts_with(|letter: char| !letter.is_lowercase()) || length < WRAPPED_LINE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        check(
            "Lt. Gen. Avril met U.S. envoys. He left the U.S. The talks failed.",
            &["Lt. Gen. Avril met U.S. envoys.", "He left the U.S.", "The talks failed."],
        );
    }

    #[test]
    fn quotes_close_with_their_sentence() {
        check(
            "\"We refuse.\" She left. \"No!\" he said.",
            &["\"We refuse.\"", "She left.", "\"No!\" he said."],
        );
    }

    #[test]
    fn headlines_and_blank_lines_end_one() {
        check(
            "Talks fail in Geneva\nThe two delegations, which had met for a week under\nheavy guard, left.\n\nNo date was set",
            &[
                "Talks fail in Geneva",
                "The two delegations, which had met for a week under\nheavy guard, left.",
                "No date was set",
            ],
        );
    }

    #[test]
    fn what_never_ends_is_cut() {
        let text = "word ".repeat(2_000);
        assert!(sentences(&text).iter().all(|range| range.len() <= LONGEST_SENTENCE + 10));
    }
}
