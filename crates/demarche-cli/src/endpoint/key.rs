//! The key that a server may want. It has no `Debug`, is sent in one header, and is taken out of whatever a server says back.

/// Where the key is looked for.
pub(crate) const VARIABLE: &str = "DEMARCHE_API_KEY";

/// Letters of the shortest key that is a secret: servers that want none are given any word, which may stand in an answer by chance.
const SECRET: usize = 8;

/// How often words may be escaped within one another, as JSON within JSON is.
const MOST_ESCAPED: usize = 8;

/// A key that a header can hold: letters, digits and marks of ASCII.
#[derive(Clone)]
pub(crate) struct Key(String);

/// What the environment holds is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unusable;

impl Key {
    /// The key in the environment; nothing if there is none, or an empty one.
    ///
    /// # Errors
    /// [`Unusable`] if a header cannot hold it.
    pub(crate) fn of_environment() -> Result<Option<Self>, Unusable> {
        match std::env::var_os(VARIABLE) {
            Some(value) => Self::parse(value.to_str().ok_or(Unusable)?),
            None => Ok(None),
        }
    }

    /// White space around a key is what reading it from a file leaves behind.
    fn parse(text: &str) -> Result<Option<Self>, Unusable> {
        let text = text.trim();
        if !text.chars().all(|letter| letter.is_ascii_graphic()) {
            return Err(Unusable);
        }
        Ok((!text.is_empty()).then(|| Key(text.to_owned())))
    }

    /// The header that brings it.
    pub(crate) fn header(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// A text without the key; nothing of the text if the key is written in it in another way.
    pub(crate) fn hidden_in(&self, text: &str) -> String {
        let hidden = text.replace(&self.0, "(the key)");
        if self.is_told_by(&hidden) {
            return "(words that hold the key)".to_owned();
        }
        hidden
    }

    /// Whether a text gives the key away: as it is, broken by spaces and letters that are not seen, or escaped as in JSON, also several
    /// times over. Linear in the text.
    pub(crate) fn is_told_by(&self, text: &str) -> bool {
        if self.0.len() < SECRET {
            return false;
        }
        let mut seen = text.to_owned();
        for _ in 0..=MOST_ESCAPED {
            let bare: String = seen.chars().filter(char::is_ascii_graphic).collect();
            if bare.contains(&self.0) {
                return true;
            }
            let plain = unescaped(&seen);
            if plain == seen {
                return false;
            }
            seen = plain;
        }
        // Nobody escapes so often who has nothing to hide.
        true
    }
}

/// What a string of JSON says; what is no escape stays as it is.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\\') {
        plain.push_str(before);
        let coded = behind.strip_prefix('u').and_then(|digits| digits.get(..4));
        let letter = coded
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        if let Some(letter) = letter {
            plain.push(letter);
            rest = &behind[5..];
            continue;
        }
        let mut letters = behind.chars();
        match letters.next() {
            Some('b' | 'f' | 'n' | 'r' | 't') => plain.push(' '),
            Some(letter @ ('"' | '\\' | '/')) => plain.push(letter),
            Some(letter) => plain.extend(['\\', letter]),
            None => plain.push('\\'),
        }
        rest = letters.as_str();
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Option<String>, Unusable> {
        Key::parse(text).map(|key| key.map(|key| key.0))
    }

    #[test]
    fn keys_are_read() {
        assert_eq!(parsed(" sk-1/+=\r\n"), Ok(Some("sk-1/+=".to_owned())));
        assert_eq!(parsed(" \n"), Ok(None));
        for wrong in ["a b", "a\nb", "a\u{0}", "clé"] {
            assert_eq!(parsed(wrong), Err(Unusable), "{wrong:?}");
        }
    }

    #[test]
    fn keys_are_hidden() {
        let told = |key: &str, text: &str| {
            Key::parse(key)
                .ok()
                .flatten()
                .map(|key| (key.hidden_in(text), key.is_told_by(text)))
        };
        assert_eq!(told("sk-12345", "no sk-12345!"), Some(("no (the key)!".to_owned(), true)));
        assert_eq!(told("sk-12345", "no sk-1234"), Some(("no sk-1234".to_owned(), false)));
        assert_eq!(told("none", "none of them").map(|(_, told)| told), Some(false));
    }

    #[test]
    fn keys_are_hidden_however_they_are_written() {
        let key = Key::parse("sk-ab/cd+ef12").unwrap().unwrap();
        for text in [
            r"sk-ab\/cd+ef12",
            r"sk-ab/cd\u002Bef12",
            r"\u0073k-ab/cd+ef12",
            r"\\u0073k-ab/cd+ef12",
            r"\\\\u0073k-ab\\\/cd+ef12",
            "sk-ab\n/cd+ef12",
            "sk-a\u{1}b/cd\u{200b}+ef12",
        ] {
            let text = format!("{{\"error\":\"bad key {text}\"}}");
            assert!(key.is_told_by(&text), "{text}");
            assert_eq!(key.hidden_in(&text), "(words that hold the key)", "{text}");
        }
        let deep = "\\".repeat(1 << 12) + "u0073k-ab/cd+ef12";
        assert!(key.is_told_by(&deep));
        for text in [
            r"sk-ab/cd\",
            r"\u00",
            r"\ud800 \uzzzz \x \u+073",
            "",
            r#"{"records":[{"quote":"\"no\" \u00e9"}]}"#,
        ] {
            assert!(!key.is_told_by(text), "{text}");
            assert_eq!(key.hidden_in(text), text);
        }
    }
}
