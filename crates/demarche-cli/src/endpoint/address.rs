//! Where a server is.

/// An address by HTTP, without a key in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address(String);

impl Address {
    /// From what the user wrote.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let Some(rest) = text.strip_prefix("http://") else {
            return Err(if text.starts_with("https://") {
                "only `http://` is spoken here, to a server on this machine or a network that you trust; a local proxy can go on by `https://`".to_owned()
            } else {
                "expected an address such as `http://localhost:8080/v1`".to_owned()
            });
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if host.contains('@') {
            return Err(format!(
                "an address must not hold a name or a key; put the key into the environment ({})",
                super::KEY
            ));
        }
        let plain = |letter: char| letter.is_ascii_graphic();
        if host.is_empty() || rest.contains(['?', '#']) || !rest.chars().all(plain) {
            return Err("expected an address such as `http://localhost:8080/v1`".to_owned());
        }
        Ok(Address(text.trim_end_matches('/').to_owned()))
    }

    /// The address of the one question that is asked: `/chat/completions` behind what was given, unless it ends so.
    pub(crate) fn completions(&self) -> String {
        const PATH: &str = "/chat/completions";
        if self.0.ends_with(PATH) {
            self.0.clone()
        } else {
            format!("{}{PATH}", self.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let completions = |text: &str| Address::parse(text).map(|address| address.completions());
        let expected = Ok("http://localhost:8080/v1/chat/completions".to_owned());
        assert_eq!(completions("http://localhost:8080/v1"), expected);
        assert_eq!(completions("http://localhost:8080/v1/"), expected);
        assert_eq!(completions("http://localhost:8080/v1/chat/completions"), expected);
        for wrong in [
            "",
            "localhost:8080",
            "http://",
            "http://a b/",
            "http:///v1",
            "ftp://x",
            "http://x/v1?key=1",
        ] {
            assert!(completions(wrong).is_err_and(|why| why.starts_with("expected")), "{wrong}");
        }
        assert!(completions("https://x/v1").is_err_and(|why| why.contains("proxy")));
        assert!(completions("http://me:secret@x/v1").is_err_and(|why| why.contains("DEMARCHE_API_KEY") && !why.contains("secret")));
    }
}
