//! The words and signs of a formula.

use std::ops::Range;

use crate::text::fault::Fault;

/// The most bytes that a formula may have.
pub const MAX_LENGTH: usize = 10_000;

/// The deepest nesting of a formula.
pub const MAX_DEPTH: usize = 64;

/// Words that are no names in any formula.
pub const KEYWORDS: [&str; 9] = ["and", "or", "not", "implies", "iff", "in", "count", "true", "false"];

/// Words that no party may be called, beside [`KEYWORDS`].
pub const PARTY_KEYWORDS: [&str; 3] = ["nobody", "nature", "of"];

/// Kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name, a number or a word of the language.
    Word,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `,`
    Comma,
    /// After the last character.
    End,
}

/// A token and its place in the formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// What it is.
    pub kind: Kind,
    /// Its characters.
    pub text: &'t str,
    /// First byte.
    pub start: usize,
}

impl Token<'_> {
    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether it is this word.
    pub fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text == word
    }

    /// How a message names it.
    pub fn shown(&self) -> String {
        match self.kind {
            Kind::End => "the end".to_owned(),
            _ => format!("`{}`", self.text),
        }
    }
}

/// Whether a character may be part of a name.
pub fn is_name_character(character: char) -> bool {
    character.is_alphanumeric() || character == '-' || character == '_'
}

const SIGNS: [(&str, Kind); 11] = [
    ("!=", Kind::NotEqual),
    ("<=", Kind::AtMost),
    (">=", Kind::AtLeast),
    ("=", Kind::Equal),
    ("<", Kind::Less),
    (">", Kind::Greater),
    ("(", Kind::Open),
    (")", Kind::Close),
    ("{", Kind::OpenBrace),
    ("}", Kind::CloseBrace),
    (",", Kind::Comma),
];

/// What people write who come from elsewhere, longest first.
const FOREIGN: [(&str, &str); 26] = [
    ("<=>", "write `iff`"),
    ("<->", "write `iff`"),
    ("==", "write a single `=`"),
    ("=>", "write `implies`, or `>=` for \"at least\""),
    ("=<", "write `<=`"),
    ("->", "write `implies`"),
    ("<>", "write `!=`"),
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("&", "write `and`"),
    ("|", "write `or`"),
    ("!", "write `not`"),
    ("~", "write `not`"),
    ("∧", "write `and`"),
    ("∨", "write `or`"),
    ("¬", "write `not`"),
    ("→", "write `implies`"),
    ("↔", "write `iff`"),
    ("≠", "write `!=`"),
    ("≤", "write `<=`"),
    ("≥", "write `>=`"),
    ("[", "a set of values stands in braces: `issue in {a, b}`"),
    ("]", "a set of values stands in braces: `issue in {a, b}`"),
    ("\"", "names stand without quotation marks"),
    ("'", "names stand without quotation marks"),
    (":", "write `=`"),
];

/// Splits a formula; the last token is [`Kind::End`].
pub fn tokens(text: &str) -> Result<Vec<Token<'_>>, Fault> {
    if text.len() > MAX_LENGTH {
        return Err(
            Fault::syntax(format!("this formula has more than {MAX_LENGTH} bytes"), 0..text.len())
                .code("formula-too-long")
                .help("split it into several lines; this limit is fixed"),
        );
    }
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..)
        && let Some(first) = rest.chars().next()
    {
        if first.is_whitespace() {
            start += first.len_utf8();
            continue;
        }
        let token = token(rest, start)?;
        start += token.text.len();
        tokens.push(token);
    }
    tokens.push(Token {
        kind: Kind::End,
        text: "",
        start: text.len(),
    });
    Ok(tokens)
}

fn token(rest: &str, start: usize) -> Result<Token<'_>, Fault> {
    if let Some((sign, help)) = FOREIGN.iter().find(|(sign, _)| rest.starts_with(sign) && !rest.starts_with("!=")) {
        return Err(Fault::syntax(format!("`{sign}` is not part of a formula"), start..start + sign.len()).help(*help));
    }
    for (sign, kind) in SIGNS {
        if let Some(text) = rest.get(..sign.len())
            && text == sign
        {
            return Ok(Token { kind, text, start });
        }
    }
    let length = word_length(rest);
    match rest.get(..length) {
        Some(text) if length > 0 => Ok(Token {
            kind: Kind::Word,
            text,
            start,
        }),
        _ => {
            let guilty = rest.chars().next().unwrap_or(' ');
            let shown = guilty.escape_debug();
            Err(
                Fault::syntax(format!("`{shown}` is not part of a formula"), start..start + guilty.len_utf8())
                    .help("names are letters, digits, `-` and `_`"),
            )
        }
    }
}

/// Whether the point at `offset` is that of a number: digits before it, perhaps after a sign, and a digit after it.
fn is_decimal_point(rest: &str, offset: usize) -> bool {
    let (before, after) = rest.split_at(offset);
    let whole = before.strip_prefix('-').unwrap_or(before);
    let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    digits && after.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
}

fn word_length(rest: &str) -> usize {
    let mut length = 0;
    for (offset, character) in rest.char_indices() {
        let arrow = rest.get(offset..).is_some_and(|tail| tail.starts_with("->"));
        let point = character == '.' && is_decimal_point(rest, offset);
        if !(is_name_character(character) || point) || arrow {
            break;
        }
        length = offset + character.len_utf8();
    }
    length
}
