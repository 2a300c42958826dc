//! Who must act together, as written: `a and b`, `a or b`, `2 of a, b, c`, parentheses, `nobody`, `nature`.

use std::ops::Range;

use crate::text::fault::Fault;
use crate::text::formula::Word;
use crate::text::token::{KEYWORDS, Kind, MAX_DEPTH, Token, tokens};

/// A rule of consent as written; names are not yet looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// This member.
    One(Word),
    /// All of them.
    All(Vec<Rule>),
    /// Any of them.
    Any(Vec<Rule>),
    /// At least so many of them.
    AtLeast(u32, Vec<Rule>),
    /// Nobody.
    Nobody(Range<usize>),
    /// Events outside anybody's control.
    Nature(Range<usize>),
}

/// Reads a rule of consent.
pub fn parse(text: &str) -> Result<Rule, Fault> {
    let tokens = tokens(text)?;
    if tokens.len() == 1 {
        return Err(Fault::syntax("this says nothing about who", 0..text.len()).help("write names joined by `and` or `or`, or `nobody`"));
    }
    if let [word, end] = tokens.as_slice()
        && end.kind == Kind::End
    {
        if word.is("nobody") {
            return Ok(Rule::Nobody(word.range()));
        }
        if word.is("nature") {
            return Ok(Rule::Nature(word.range()));
        }
    }
    let mut parser = Parser { tokens, at: 0, depth: 0 };
    let rule = parser.any()?;
    let rest = parser.peek();
    match rest.kind {
        Kind::End => Ok(rule),
        Kind::Close => Err(Fault::syntax("this parenthesis closes nothing", rest.range()).help("remove it, or write `(` where it opens")),
        Kind::Comma => Err(expected("`and`, `or` or the end", rest).help("write `a and b`, `a or b`, or `2 of a, b, c`")),
        _ => Err(expected("`and`, `or` or the end", rest).help("join names with `and` or `or`")),
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

    fn any(&mut self) -> Result<Rule, Fault> {
        let mut parts = vec![self.all()?];
        while self.eat("or") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Rule::Any))
    }

    fn all(&mut self) -> Result<Rule, Fault> {
        let mut parts = vec![self.member()?];
        while self.eat("and") {
            parts.push(self.member()?);
        }
        Ok(one_or(parts, Rule::All))
    }

    fn member(&mut self) -> Result<Rule, Fault> {
        let token = self.next();
        if token.kind == Kind::Open {
            self.enter(token)?;
            let inner = self.any()?;
            self.depth -= 1;
            let close = self.next();
            return match close.kind {
                Kind::Close => Ok(inner),
                Kind::End => Err(Fault::syntax("this parenthesis is not closed", token.range()).help("write `)` where it ends")),
                _ => Err(expected("`and`, `or` or `)`", close)),
            };
        }
        if token.kind != Kind::Word || KEYWORDS.contains(&token.text) || token.text == "of" {
            return Err(expected("a name", token));
        }
        if token.text == "nobody" || token.text == "nature" {
            return Err(Fault::syntax(format!("`{}` stands alone", token.text), token.range())
                .help(format!("write `\"{}\"` and nothing else, or leave it out", token.text)));
        }
        if self.peek().is("of") {
            return self.at_least(token);
        }
        Ok(Rule::One(Word::of(token)))
    }

    /// `2 of a, b, c` or `2 of (a, b, c)`, after the number.
    fn at_least(&mut self, number: Token<'t>) -> Result<Rule, Fault> {
        let Ok(least) = number.text.parse::<u32>() else {
            return Err(expected("a whole number before `of`", number).help("write `2 of a, b, c`"));
        };
        let of = self.next();
        self.enter(of)?;
        let mut members = self.first_members()?;
        while self.peek().kind == Kind::Comma {
            self.next();
            members.push(self.member()?);
        }
        self.depth -= 1;
        let (next, count) = (self.peek(), members.len());
        if (next.is("and") || next.is("or"))
            && count > 1
            && self.tokens.get(self.at.wrapping_sub(1)).is_some_and(|last| last.kind == Kind::Word)
        {
            return Err(
                Fault::syntax(format!("it is not clear what `{}` joins here", next.text), next.range())
                    .help(format!("write `({least} of ...) {} ...`", next.text)),
            );
        }
        if least == 0 || least as usize > count {
            return Err(Fault::syntax(format!("`{least} of` a list of {count}"), number.range())
                .code("consent-count")
                .label(format!("must be from 1 to {count}"))
                .help("say how many of the listed names are needed"));
        }
        Ok(Rule::AtLeast(least, members))
    }

    /// The first entry of the list, or the whole list if it stands in parentheses.
    fn first_members(&mut self) -> Result<Vec<Rule>, Fault> {
        let open = self.peek();
        if open.kind != Kind::Open {
            return Ok(vec![self.member()?]);
        }
        self.next();
        let mut members = vec![self.any()?];
        loop {
            let token = self.next();
            match token.kind {
                Kind::Comma => members.push(self.any()?),
                Kind::Close => return Ok(members),
                Kind::End => {
                    return Err(Fault::syntax("this parenthesis is not closed", open.range()).help("write `)` where it ends"));
                }
                _ => return Err(expected("`,` or `)`", token)),
            }
        }
    }

    fn enter(&mut self, token: Token<'t>) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(
                Fault::syntax(format!("this rule is nested more than {MAX_DEPTH} levels deep"), token.range())
                    .code("formula-too-deep")
                    .help("this limit is fixed"),
            );
        }
        Ok(())
    }
}

fn expected(what: &str, token: Token<'_>) -> Fault {
    Fault::syntax(format!("expected {what}, found {}", token.shown()), token.range())
}

fn one_or(mut parts: Vec<Rule>, many: fn(Vec<Rule>) -> Rule) -> Rule {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            many(parts)
        }
        None => many(parts),
    }
}
