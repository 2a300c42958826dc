//! Where somebody's words stand between quotes, over as many sentences and paragraphs as they go on.
//!
//! A quote opens before a word and closes behind one, so that a lost quote does not turn all later ones round. What is not closed ends with
//! its paragraph, unless the next one opens with a quote again, as print does with long quotations.

use std::ops::Range;

/// Bytes of the longest quotation; what runs longer is cut there.
pub const LONGEST_QUOTATION: usize = 6_000;

/// Words between quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Place in the shadow, from the quote that opens to the one that closes, both included.
    pub(super) range: Range<usize>,
    /// Index of the sentence in which it begins, and of the one in which it ends.
    pub(super) sentences: (usize, usize),
}

/// The quotations of a text, in order; none lies in another. Linear in the text.
pub(super) fn quotations(text: &str, sentences: &[Range<usize>]) -> Vec<Quotation> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    let mut checked = 0;
    for (at, _) in text.match_indices('"') {
        let (opens, closes) = sides(text, at);
        if let Some(start) = open {
            let blank = blank_line(text, checked.max(start + 1), at);
            checked = at;
            match blank {
                // A paragraph that opens with a quote goes on with the quotation.
                Some(end) if text[end..at].trim().is_empty() => {
                    open = grown(&mut found, start, at, end);
                    if open.is_none() {
                        open = Some(at);
                    }
                    continue;
                }
                Some(end) => {
                    found.push(start..end);
                    open = None;
                }
                None if closes || !opens => {
                    found.push(start..at + 1);
                    open = None;
                    continue;
                }
                None => {
                    found.push(start..at);
                    open = Some(at);
                    continue;
                }
            }
        }
        if opens {
            open = Some(at);
            checked = at + 1;
        }
    }
    if let Some(start) = open {
        let end = blank_line(text, checked.max(start + 1), text.len()).unwrap_or(text.len());
        found.push(start..end);
    }
    found.iter().filter_map(|range| placed(text, range, sentences)).collect()
}

/// The quotation that began at `start` goes on at `at`, unless it is too long already.
fn grown(found: &mut Vec<Range<usize>>, start: usize, at: usize, end: usize) -> Option<usize> {
    if at - start <= LONGEST_QUOTATION {
        return Some(start);
    }
    found.push(start..end);
    None
}

/// Whether the quote at `at` may open, and whether it may close.
fn sides(text: &str, at: usize) -> (bool, bool) {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    let edge = |letter: Option<char>| letter.is_none_or(|letter| letter.is_whitespace() || matches!(letter, '(' | '[' | '—' | '-' | '\''));
    let word = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_whitespace());
    (edge(before) && word(after), word(before))
}

/// Where the first blank line between `from` and `to` begins.
fn blank_line(text: &str, from: usize, to: usize) -> Option<usize> {
    let piece = text.get(from..to)?;
    piece.match_indices('\n').find_map(|(at, _)| {
        let rest = piece[at + 1..].trim_start_matches([' ', '\t']);
        (rest.starts_with('\n')).then_some(from + at)
    })
}

/// The quotation with the sentences that it touches.
fn placed(text: &str, range: &Range<usize>, sentences: &[Range<usize>]) -> Option<Quotation> {
    let mut end = range.end.min(range.start + LONGEST_QUOTATION);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let first = sentences.partition_point(|sentence| sentence.end <= range.start);
    let last = sentences.partition_point(|sentence| sentence.start < end).checked_sub(1)?;
    (first <= last).then_some(Quotation {
        range: range.start..end,
        sentences: (first, last),
    })
}

#[cfg(test)]
mod tests {
    use super::super::sentence::sentences;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = quotations(text, &sentences(text));
        let words: Vec<&str> = found.iter().map(|quotation| &text[quotation.range.clone()]).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn one_may_hold_several_sentences() {
        check("\"We refuse. We stay,\" she said. \"No.\"", &["\"We refuse. We stay,\"", "\"No.\""]);
    }

    #[test]
    fn what_is_not_closed_ends_with_its_paragraph() {
        check(
            "He said: \"We stay.\n\nThe war went on. \"Yes,\" she said.",
            &["\"We stay.", "\"Yes,\""],
        );
        check("\"We stay.\n\n\"We fight,\" he said.", &["\"We stay.\n\n\"We fight,\""]);
    }

    #[test]
    fn a_lost_quote_does_not_turn_the_others_round() {
        check("The plan\" failed. \"We stay,\" he said.", &["\"We stay,\""]);
    }

    #[test]
    fn what_never_closes_is_cut() {
        let text = "\"word ".repeat(5_000);
        let found = quotations(&text, &sentences(&text));
        assert!(found.iter().all(|quotation| quotation.range.len() <= LONGEST_QUOTATION));
        let text = format!("\"{}", "word\n\n\"".repeat(5_000));
        let found = quotations(&text, &sentences(&text));
        assert!(found.iter().all(|quotation| quotation.range.len() <= LONGEST_QUOTATION));
    }
}
