//! Where a server is.

use ureq::http::Uri;

use super::key;

/// What is said of anything else.
const EXPECTED: &str = "expected an address such as `http://localhost:8080/v1` or `https://models.example.org/v1`";

/// An address by HTTP or HTTPS, without a key in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address(String);

impl Address {
    /// From what the user wrote.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let by = |scheme: &str| text.strip_prefix(scheme);
        let Some(rest) = by("http://").or_else(|| by("https://")) else {
            return Err(EXPECTED.to_owned());
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if host.contains('@') {
            return Err(format!(
                "an address must not hold a name or a key; put the key into the environment ({})",
                key::VARIABLE
            ));
        }
        let plain = |letter: char| letter.is_ascii_graphic();
        if !names_server(text) || rest.contains(['?', '#']) || !rest.chars().all(plain) {
            return Err(EXPECTED.to_owned());
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

/// Whether there is a host, and a port that can be one, if any.
fn names_server(text: &str) -> bool {
    let uri: Option<Uri> = text.parse().ok();
    let Some(authority) = uri.as_ref().and_then(Uri::authority) else {
        return false;
    };
    let behind = authority.as_str().strip_prefix(authority.host());
    let port = behind.and_then(|behind| behind.strip_prefix(':'));
    !authority.host().is_empty() && (behind == Some("") || port.is_some_and(|port| port.parse().is_ok_and(|port: u16| port > 0)))
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
        assert!(completions("http://[::1]:8080/v1").is_ok() && completions("http://x").is_ok());
        assert_eq!(completions("https://x/v1"), Ok("https://x/v1/chat/completions".to_owned()));
        for wrong in [
            "https://",
            "HTTPS//x",
            "",
            "localhost:8080",
            "http://",
            "http://a b/",
            "http:///v1",
            "ftp://x",
            "http://x/v1?key=1",
            "http://x:99999/v1",
            "http://x:0/v1",
            "http://x:port/v1",
            "http://x:/v1",
            "http://:80/v1",
            "http://[::1/v1",
            "http://[::1]80/v1",
        ] {
            assert!(completions(wrong).is_err_and(|why| why.starts_with("expected")), "{wrong}");
        }
        assert!(completions("http://me:secret@x/v1").is_err_and(|why| why.contains("DEMARCHE_API_KEY") && !why.contains("secret")));
    }
}
