//! Words and marks of one sentence.

use std::ops::Range;

/// Words and marks of a sentence that are read; what follows them in the same sentence is not.
pub const MOST_TOKENS: usize = 200;

/// A word or a mark, with its place in the shadow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Place in the shadow.
    pub range: Range<usize>,
    /// In small letters, as the lexicon has it.
    pub lower: String,
    /// Begins with a capital letter.
    pub capital: bool,
    /// A number in digits.
    pub digits: bool,
}

/// The words and marks of the sentence `range` of `text`.
///
/// Hyphens and full stops within a word belong to it (`cease-fire`, `U.S.`); `'s` and `n't` are words of their own.
pub(super) fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut found = Vec::new();
    let base = range.start;
    let sentence = &text[range];
    let mut at = 0;
    while at < sentence.len() && found.len() < MOST_TOKENS {
        let rest = &sentence[at..];
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let length = if first.is_alphanumeric() {
            word_length(rest)
        } else {
            mark_length(rest, first)
        };
        let word = &rest[..length];
        for piece in pieces(word) {
            let from = base + at + piece.start;
            found.push(token(&word[piece.clone()], from..base + at + piece.end));
        }
        at += length;
    }
    found
}

fn token(word: &str, range: Range<usize>) -> Token {
    let first = word.chars().next().unwrap_or(' ');
    Token {
        range,
        lower: word.to_lowercase(),
        capital: first.is_uppercase(),
        digits: first.is_ascii_digit(),
    }
}

/// A mark of one character, or `'s`.
fn mark_length(rest: &str, first: char) -> usize {
    let possessive = rest.starts_with("'s") && !rest[2..].starts_with(char::is_alphanumeric);
    if possessive { 2 } else { first.len_utf8() }
}

/// Bytes of the word at the start of `rest`.
fn word_length(rest: &str) -> usize {
    let mut end = 0;
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let inside = next.is_some_and(char::is_alphanumeric);
        let kept = letter.is_alphanumeric()
            || matches!(letter, '-' | '\'' | '&' | '/') && inside
            || letter == ','
                && inside
                && rest[..at].ends_with(|before: char| before.is_ascii_digit())
                && next.is_some_and(|next| next.is_ascii_digit())
            || letter == '.' && (inside || initials(&rest[..at]) || short_month(&rest[..at], &rest[at + 1..]));
        if !kept {
            break;
        }
        end = at + letter.len_utf8();
    }
    end
}

/// Letters with full stops between them, such as `U.S`, which end in one more; and one capital alone.
fn initials(word: &str) -> bool {
    const SHORT: [&str; 12] = ["Mr", "Mrs", "Ms", "Dr", "Lt", "Gen", "Col", "Sen", "Gov", "St", "Maj", "Capt"];
    let single = word.len() == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.len() < 12 && word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    single || dotted || SHORT.contains(&word)
}

/// The short name of a month, before the day or the year: `Aug. 8`. Elsewhere its full stop may end the sentence.
fn short_month(word: &str, behind: &str) -> bool {
    const SHORT: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"];
    SHORT.contains(&word)
        && behind
            .strip_prefix(' ')
            .is_some_and(|behind| behind.starts_with(|next: char| next.is_ascii_digit()))
}

/// A word without its `'s` or `n't`, and that ending.
fn pieces(word: &str) -> Vec<Range<usize>> {
    for ending in ["'s", "-based", "-led", "n't", "'ll", "'re", "'ve", "'d", "'S"] {
        if let Some(stem) = word.strip_suffix(ending)
            && !stem.is_empty()
        {
            return vec![0..stem.len(), stem.len()..word.len()];
        }
    }
    std::iter::once(0..word.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks() {
        let text = "The U.S. won't sign Kyiv's cease-fire, Lt. Gen. Prosper said: 25,000.";
        let found: Vec<&str> = tokens(text, 0..text.len()).iter().map(|token| &text[token.range.clone()]).collect();
        let expected = "The|U.S.|wo|n't|sign|Kyiv|'s|cease-fire|,|Lt.|Gen.|Prosper|said|:|25,000|.";
        assert_eq!(found.join("|"), expected);
    }
}
