//! Conditions on states, as written: names are not yet looked up.
//!
//! A precedence parser by hand: `not` binds tightest, then `and`, `or`, `implies` (to the right), `iff`. Nesting is limited, so that no
//! later walk over the tree can exhaust the stack.

use std::ops::Range;

use crate::text::fault::Fault;
use crate::text::token::{KEYWORDS, Kind, MAX_DEPTH, Token, tokens};

/// A name with its bytes in the formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The name.
    pub text: String,
    /// Its bytes.
    pub range: Range<usize>,
}

impl Word {
    /// The word of a token.
    pub fn of(token: Token<'_>) -> Self {
        Word {
            text: token.text.to_owned(),
            range: token.range(),
        }
    }
}

/// Comparison signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
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
}

impl Sign {
    fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Equal => Sign::Equal,
            Kind::NotEqual => Sign::NotEqual,
            Kind::Less => Sign::Less,
            Kind::AtMost => Sign::AtMost,
            Kind::Greater => Sign::Greater,
            Kind::AtLeast => Sign::AtLeast,
            _ => return None,
        })
    }

    /// As written.
    pub fn text(self) -> &'static str {
        match self {
            Sign::Equal => "=",
            Sign::NotEqual => "!=",
            Sign::Less => "<",
            Sign::AtMost => "<=",
            Sign::Greater => ">",
            Sign::AtLeast => ">=",
        }
    }
}

/// A formula as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `true` or `false`.
    Constant(bool),
    /// The name of a two-valued issue.
    Bare(Word),
    /// `issue = value` and the like; the sign's bytes are kept for messages.
    Compare(Word, Sign, Word),
    /// `issue in {values}`
    In(Word, Vec<Word>),
    /// `not f`
    Not(Box<Syntax>),
    /// `f and g and ...`
    And(Vec<Syntax>),
    /// `f or g or ...`
    Or(Vec<Syntax>),
    /// `f implies g`
    Implies(Box<Syntax>, Box<Syntax>),
    /// `f iff g`
    Iff(Box<Syntax>, Box<Syntax>),
    /// `count(f, g, ...) >= k`
    Count(Vec<Syntax>, Sign, u32),
}

/// Reads a formula.
pub fn parse(text: &str) -> Result<Syntax, Fault> {
    let tokens = tokens(text)?;
    if tokens.len() == 1 {
        return Err(Fault::syntax("this formula is empty", 0..text.len()).help("write a condition such as `issue = value`"));
    }
    let mut parser = Parser { tokens, at: 0, depth: 0 };
    let formula = parser.iff()?;
    let rest = parser.peek();
    match rest.kind {
        Kind::End => Ok(formula),
        _ => Err(parser.trailing(rest)),
    }
}

struct Parser<'t> {
    tokens: Vec<Token<'t>>,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Token<'t> {
        let end = Token {
            kind: Kind::End,
            text: "",
            start: 0,
        };
        self.tokens.get(self.at).or(self.tokens.last()).copied().unwrap_or(end)
    }

    fn next(&mut self) -> Token<'t> {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.peek().is(word);
        self.at += usize::from(found);
        found
    }

    /// One level deeper, unless that is too deep.
    fn enter(&mut self, token: Token<'t>) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(
                Fault::syntax(format!("this formula is nested more than {MAX_DEPTH} levels deep"), token.range())
                    .code("formula-too-deep")
                    .help("split it into several lines; this limit is fixed"),
            );
        }
        Ok(())
    }

    fn iff(&mut self) -> Result<Syntax, Fault> {
        let depth = self.depth;
        let mut left = self.implies()?;
        while self.peek().is("iff") {
            let token = self.next();
            self.enter(token)?;
            left = Syntax::Iff(Box::new(left), Box::new(self.implies()?));
        }
        self.depth = depth;
        Ok(left)
    }

    fn implies(&mut self) -> Result<Syntax, Fault> {
        let left = self.or()?;
        if !self.peek().is("implies") {
            return Ok(left);
        }
        let token = self.next();
        self.enter(token)?;
        let right = self.implies()?;
        self.depth -= 1;
        Ok(Syntax::Implies(Box::new(left), Box::new(right)))
    }

    fn or(&mut self) -> Result<Syntax, Fault> {
        let first = self.and()?;
        let mut parts = vec![first];
        while self.eat("or") {
            parts.push(self.and()?);
        }
        Ok(one_or(parts, Syntax::Or))
    }

    fn and(&mut self) -> Result<Syntax, Fault> {
        let first = self.not()?;
        let mut parts = vec![first];
        while self.eat("and") {
            parts.push(self.not()?);
        }
        Ok(one_or(parts, Syntax::And))
    }

    fn not(&mut self) -> Result<Syntax, Fault> {
        let token = self.peek();
        if !token.is("not") {
            return self.atom();
        }
        self.next();
        self.enter(token)?;
        let inner = self.not()?;
        self.depth -= 1;
        Ok(Syntax::Not(Box::new(inner)))
    }

    fn atom(&mut self) -> Result<Syntax, Fault> {
        let token = self.next();
        match (token.kind, token.text) {
            (Kind::Open, _) => {
                self.enter(token)?;
                let inner = self.iff()?;
                self.depth -= 1;
                self.close(token)?;
                Ok(inner)
            }
            (Kind::Word, "true") => Ok(Syntax::Constant(true)),
            (Kind::Word, "false") => Ok(Syntax::Constant(false)),
            (Kind::Word, "count") => self.count(token),
            (Kind::Word, word) if KEYWORDS.contains(&word) => Err(expected("a condition", token)),
            (Kind::Word, _) => self.about(Word::of(token)),
            _ => Err(expected("a condition", token)),
        }
    }

    /// What follows an issue's name.
    fn about(&mut self, issue: Word) -> Result<Syntax, Fault> {
        let token = self.peek();
        if token.is("in") {
            self.next();
            return self.set(issue);
        }
        if token.is("not") && self.tokens.get(self.at + 1).is_some_and(|next| next.is("in")) {
            return Err(expected("a condition", token).help(format!("write `not {} in {{...}}`", issue.text)));
        }
        match Sign::of(token.kind) {
            Some(sign) => {
                self.next();
                let value = self.value(&issue)?;
                Ok(Syntax::Compare(issue, sign, value))
            }
            None => Ok(Syntax::Bare(issue)),
        }
    }

    fn value(&mut self, issue: &Word) -> Result<Word, Fault> {
        let token = self.next();
        match token.kind {
            Kind::Word if !KEYWORDS.contains(&token.text) => Ok(Word::of(token)),
            Kind::Word if token.text == "true" || token.text == "false" => {
                let name = &issue.text;
                Err(expected(&format!("a value of `{name}`"), token).help(format!("write `{name}` or `not {name}`")))
            }
            _ => Err(expected(&format!("a value of `{}`", issue.text), token)),
        }
    }

    fn set(&mut self, issue: Word) -> Result<Syntax, Fault> {
        let open = self.next();
        if open.kind != Kind::OpenBrace {
            return Err(expected("`{`", open).help(format!("write `{} in {{a, b}}`", issue.text)));
        }
        let mut values = vec![self.value(&issue)?];
        loop {
            let token = self.next();
            match token.kind {
                Kind::Comma => values.push(self.value(&issue)?),
                Kind::CloseBrace => return Ok(Syntax::In(issue, values)),
                _ => return Err(expected("`,` or `}`", token)),
            }
        }
    }

    fn count(&mut self, word: Token<'t>) -> Result<Syntax, Fault> {
        const FORM: &str = "write `count(f, g, h) >= 2`";
        self.enter(word)?;
        let open = self.next();
        if open.kind != Kind::Open {
            return Err(expected("`(`", open).help(FORM));
        }
        let mut parts = vec![self.iff()?];
        loop {
            let token = self.next();
            match token.kind {
                Kind::Comma => parts.push(self.iff()?),
                Kind::Close => break,
                _ => return Err(expected("`,` or `)`", token)),
            }
        }
        let token = self.next();
        let Some(sign) = Sign::of(token.kind) else {
            return Err(expected("`>=` or another comparison", token).help(FORM));
        };
        let bound = self.next();
        let Ok(number) = bound.text.parse::<u32>() else {
            return Err(expected("a whole number", bound).help(FORM));
        };
        self.depth -= 1;
        Ok(Syntax::Count(parts, sign, number))
    }

    fn close(&mut self, open: Token<'t>) -> Result<(), Fault> {
        let token = self.next();
        match token.kind {
            Kind::Close => Ok(()),
            Kind::End => Err(Fault::syntax("this parenthesis is not closed", open.range()).help("write `)` where it ends")),
            _ => Err(self.trailing(token)),
        }
    }

    /// A whole condition was read, and this follows.
    fn trailing(&self, token: Token<'t>) -> Fault {
        if token.kind == Kind::Close {
            return Fault::syntax("this parenthesis closes nothing", token.range()).help("remove it, or write `(` where it opens");
        }
        let fault = expected("`and`, `or`, `implies`, `iff` or the end", token);
        let lower = token.text.to_lowercase();
        match token.kind {
            Kind::Word if KEYWORDS.contains(&lower.as_str()) && lower != token.text => fault.help(format!("write `{lower}`")),
            Kind::Comma => fault.help("write `and` or `or`"),
            Kind::Word => match self.bare_before() {
                Some(issue) => fault.help(format!("write `{issue} = {}`, or join conditions with `and` or `or`", token.text)),
                None => fault.help("join conditions with `and` or `or`"),
            },
            _ => fault,
        }
    }
}

impl<'t> Parser<'t> {
    /// The name before the next token, if it stands there alone.
    fn bare_before(&self) -> Option<&'t str> {
        let last = self.tokens.get(self.at.checked_sub(1)?)?;
        let compared = self
            .at
            .checked_sub(2)
            .and_then(|at| self.tokens.get(at))
            .is_some_and(|token| Sign::of(token.kind).is_some());
        (last.kind == Kind::Word && !compared && !KEYWORDS.contains(&last.text)).then_some(last.text)
    }
}

fn expected(what: &str, token: Token<'_>) -> Fault {
    Fault::syntax(format!("expected {what}, found {}", token.shown()), token.range())
}

fn one_or(mut parts: Vec<Syntax>, many: fn(Vec<Syntax>) -> Syntax) -> Syntax {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            many(parts)
        }
        None => many(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formula with every parenthesis written out.
    fn shown(syntax: &Syntax) -> String {
        let list = |parts: &[Syntax], word: &str| parts.iter().map(shown).collect::<Vec<_>>().join(word);
        match syntax {
            Syntax::Constant(value) => value.to_string(),
            Syntax::Bare(word) => word.text.clone(),
            Syntax::Compare(issue, sign, value) => format!("{} {} {}", issue.text, sign.text(), value.text),
            Syntax::In(issue, values) => {
                let values: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
                format!("{} in {{{}}}", issue.text, values.join(", "))
            }
            Syntax::Not(inner) => format!("(not {})", shown(inner)),
            Syntax::And(parts) => format!("({})", list(parts, " and ")),
            Syntax::Or(parts) => format!("({})", list(parts, " or ")),
            Syntax::Implies(left, right) => format!("({} implies {})", shown(left), shown(right)),
            Syntax::Iff(left, right) => format!("({} iff {})", shown(left), shown(right)),
            Syntax::Count(parts, sign, bound) => format!("count({}) {} {bound}", list(parts, ", "), sign.text()),
        }
    }

    #[test]
    fn binds_as_the_manual_says() {
        for (text, expected) in [
            ("not a and b or c", "(((not a) and b) or c)"),
            ("a implies b implies c", "(a implies (b implies c))"),
            ("a iff b iff c", "((a iff b) iff c)"),
            ("a or b implies c iff d", "(((a or b) implies c) iff d)"),
            ("not a = x", "(not a = x)"),
            ("not not a", "(not (not a))"),
            ("a and b and c", "(a and b and c)"),
            ("a and (b or c)", "(a and (b or c))"),
            ("a in {x,y} or level>=-3", "(a in {x, y} or level >= -3)"),
            ("count(a, b and c, not d) = 2", "count(a, (b and c), (not d)) = 2"),
            ("a->b", ""),
        ] {
            let read = parse(text).map(|syntax| shown(&syntax)).unwrap_or_default();
            assert_eq!(read, expected, "{text}");
            if !expected.is_empty() {
                assert_eq!(parse(&read).map(|syntax| shown(&syntax)), Ok(read.clone()), "{text}");
            }
        }
    }
}
