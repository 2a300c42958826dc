//! JSON to a tree, by hand: places, digits as written, keys that stand there twice, and a bound on depth.

use super::fault::{Faults, Place};
use super::tree::{Data, Key, MAX_DEPTH, MAX_NODES, Node};
use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Span};

/// Reads a whole file; faults are added, and the first one ends the reading.
pub(super) fn parse(file: FileId, text: &str, faults: &mut Faults) -> Option<Node> {
    let mut parser = Parser {
        text,
        at: 0,
        nodes: 0,
        file,
        faults,
    };
    match parser.document() {
        Ok(node) => Some(node),
        Err((at, message)) => {
            let end = text[at.min(text.len())..].chars().next().map_or(at, |next| at + next.len_utf8());
            let diagnostic = Diagnostic::error("import-syntax", format!("this is no JSON: {message}"));
            faults.error(diagnostic.at(Span::new(file, at.min(text.len())..end.min(text.len())), ""));
            None
        }
    }
}

type Fault = (usize, String);

struct Parser<'t, 'f> {
    text: &'t str,
    at: usize,
    nodes: usize,
    file: FileId,
    faults: &'f mut Faults,
}

impl Parser<'_, '_> {
    fn document(&mut self) -> Result<Node, Fault> {
        let node = self.value(0)?;
        self.blank();
        if self.at < self.text.len() {
            return Err((self.at, "there is more after its end".to_owned()));
        }
        Ok(node)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn require(&mut self, byte: u8) -> Result<(), Fault> {
        self.blank();
        if self.peek() != Some(byte) {
            return Err((self.at, format!("expected `{}`", char::from(byte))));
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Node, Fault> {
        self.blank();
        self.nodes += 1;
        if depth > MAX_DEPTH {
            return Err((self.at, format!("it is nested more than {MAX_DEPTH} levels deep")));
        }
        if self.nodes > MAX_NODES {
            return Err((self.at, format!("it has more than {MAX_NODES} values")));
        }
        let start = self.at;
        let data = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Data::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.word()?,
            None => return Err((self.at, "it ends too early".to_owned())),
        };
        Ok(Node {
            range: start..self.at,
            data,
        })
    }

    fn map(&mut self, depth: usize) -> Result<Data, Fault> {
        self.at += 1;
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut seen = std::collections::BTreeMap::new();
        self.blank();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Data::Map(entries));
        }
        loop {
            self.blank();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err((self.at, "expected a key in quotation marks".to_owned()));
            }
            let key = self.string()?;
            let range = start..self.at;
            let place = |range| Place { file: self.file, range };
            if let Some(first) = seen.insert(key.clone(), range.clone()) {
                let (again, first) = (place(range.clone()), place(first));
                self.faults.twice(&again, "key", &key, Some(&first));
            }
            self.require(b':')?;
            let node = self.value(depth + 1)?;
            entries.push((Key { text: key, range }, node));
            self.blank();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Data::Map(entries));
                }
                _ => return Err((self.at, "expected `,` or `}`".to_owned())),
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Data, Fault> {
        self.at += 1;
        let mut items = Vec::new();
        self.blank();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Data::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.blank();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Data::List(items));
                }
                _ => return Err((self.at, "expected `,` or `]`".to_owned())),
            }
        }
    }

    fn number(&mut self) -> Data {
        // Python writes it, though JSON has no such number.
        const NO_LEAST: &str = "-Infinity";
        if self.text[self.at..].starts_with(NO_LEAST) {
            self.at += NO_LEAST.len();
            return Data::Number(NO_LEAST.to_owned());
        }
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        Data::Number(self.text[start..self.at].to_owned())
    }

    fn word(&mut self) -> Result<Data, Fault> {
        for (word, data) in [
            ("true", Data::Bool(true)),
            ("false", Data::Bool(false)),
            ("null", Data::Null),
            // Python writes these, though JSON has no such numbers.
            ("NaN", Data::Number("NaN".to_owned())),
            ("Infinity", Data::Number("Infinity".to_owned())),
        ] {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(data);
            }
        }
        Err((self.at, "expected a value".to_owned()))
    }

    fn string(&mut self) -> Result<String, Fault> {
        let open = self.at;
        self.at += 1;
        let mut string = String::new();
        loop {
            let Some(next) = self.text[self.at..].chars().next() else {
                return Err((open, "this string does not end".to_owned()));
            };
            let start = self.at;
            self.at += next.len_utf8();
            match next {
                '"' => return Ok(string),
                '\\' => string.push(self.escape().ok_or_else(|| (start, "this escape means nothing".to_owned()))?),
                control if control < ' ' && control != '\t' => {
                    return Err((start, "a string ends on the line on which it starts".to_owned()));
                }
                other => string.push(other),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += 1;
        Some(match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hexadecimal()?;
                if !(0xD800..0xDC00).contains(&first) {
                    return char::from_u32(first);
                }
                let second = self.text.get(self.at..self.at + 2).filter(|next| *next == "\\u").and_then(|_| {
                    self.at += 2;
                    self.hexadecimal()
                })?;
                let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
                char::from_u32(0x10000 + ((first - 0xD800) << 10) + low)?
            }
            _ => {
                // Not an escape: step back, so that no character is cut in two.
                self.at -= 1;
                return None;
            }
        })
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let mut faults = Faults::default();
        parse(FileId(0), text, &mut faults);
        faults.errors.into_iter().map(|error| error.message).collect()
    }

    #[test]
    fn values_are_read() {
        let mut faults = Faults::default();
        let text = r#"{"a": [1.0E-4, true, null, "x\u00e9\ud83d\ude00\n"], "b": {}}"#;
        let node = parse(FileId(0), text, &mut faults).unwrap();
        let items = node.get("a").and_then(Node::items).unwrap();
        assert_eq!(items[0].name(), Some("1.0E-4"));
        assert_eq!(items[3].name(), Some("xé😀\n"));
        assert_eq!(&text[items[0].range.clone()], "1.0E-4");
        assert!(faults.errors.is_empty());
    }

    #[test]
    fn faults_are_said() {
        assert_eq!(faults(r#"{"a": 1, "a": 2}"#), ["the key `a` stands there twice"]);
        assert!(faults(&"[".repeat(100_000))[0].contains("nested"));
        for text in [
            "",
            "{",
            "[1,]",
            "{\"a\" 1}",
            "\"\\ud800\"",
            "\"\\q\"",
            "tru",
            "[1] 2",
            "\"\\é\"",
            "{\"a\": \"é",
            "\u{0}",
        ] {
            assert_eq!(faults(text).len(), 1, "{text}");
        }
    }
}
