//! Splits the text of a source into sentences, so that a citation can name one by number.

/// The sentences of a text, in order, without surrounding white space; blank lines do not count.
///
/// A line end always ends a sentence. Within a line a sentence ends at `.`, `!` or `?`, and quotation marks or parentheses that close
/// after it, if white space and then an upper-case letter, a digit or a quotation mark follow. Where this would cut at most one line
/// in ten, the file is taken to have one sentence a line, and "Mr. Smith" is not cut.
pub fn sentences(text: &str) -> Vec<String> {
    let lines: Vec<Vec<String>> = text.lines().map(line_sentences).filter(|line| !line.is_empty()).collect();
    let cut = lines.iter().filter(|line| line.len() > 1).count();
    if cut * 10 <= lines.len() {
        return text.lines().filter_map(kept).collect();
    }
    lines.into_iter().flatten().collect()
}

fn line_sentences(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut start = 0;
    for (offset, character) in line.char_indices() {
        if !matches!(character, '.' | '!' | '?') {
            continue;
        }
        let after = line.get(offset + 1..).unwrap_or_default();
        let closed = after.trim_start_matches(['"', '\'', '”', '’', '»', ')', ']']);
        let next = closed.trim_start();
        let gap = next.len() < closed.len();
        if gap && next.chars().next().is_some_and(opens) {
            let end = line.len() - closed.len();
            found.extend(kept(line.get(start..end).unwrap_or_default()));
            start = end;
        }
    }
    found.extend(kept(line.get(start..).unwrap_or_default()));
    found
}

/// Whether a sentence may start with this character.
fn opens(character: char) -> bool {
    character.is_uppercase() || character.is_numeric() || matches!(character, '"' | '\'' | '“' | '‘' | '«' | '„')
}

fn kept(sentence: &str) -> Option<String> {
    let sentence = sentence.trim();
    (!sentence.is_empty()).then(|| sentence.to_owned())
}

/// White space made single, so that line breaks in a source do not hide a quotation.
pub(crate) fn normalized(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_stops_and_lines() {
        for (text, expected) in [
            ("One. Two! Three? 4 come.", &["One.", "Two!", "Three?", "4 come."][..]),
            ("He said \"no.\" Then he left.", &["He said \"no.\"", "Then he left."]),
            ("about 3.5 million people. and so on", &["about 3.5 million people. and so on"]),
            ("First line\n\nsecond line", &["First line", "second line"]),
            ("", &[]),
        ] {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }
}
