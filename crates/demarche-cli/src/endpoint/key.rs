//! The key that a server may want. It has no `Debug`, is sent in one header, and is taken out of whatever a server says back.

/// Where the key is looked for.
pub(crate) const VARIABLE: &str = "DEMARCHE_API_KEY";

/// Letters of the shortest key that is a secret: servers that want none are given any word, which may stand in an answer by chance.
const SECRET: usize = 8;

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

    /// A text without the key.
    pub(crate) fn hidden_in(&self, text: &str) -> String {
        text.replace(&self.0, "(the key)")
    }

    /// Whether a text gives the key away.
    pub(crate) fn is_told_by(&self, text: &str) -> bool {
        self.0.len() >= SECRET && text.contains(&self.0)
    }
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
}
