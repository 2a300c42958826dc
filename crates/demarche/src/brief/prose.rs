//! Running text with what it refers to: words, states, formulas, marks, and references to lines and sources.

use crate::finding::{LeaningSign, LineName, Verdict};

/// A stretch of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Text(String),
    /// Words that carry weight.
    Strong(String),
    /// The label of a state.
    State(String),
    /// A formula, an id or a place, as written.
    Code(String),
    /// A verdict or a sign, as a glyph that has a word.
    Mark(Mark),
    /// In which part of some models something is so: a bar where there is room for one, and the part in words.
    Share {
        /// Models in which it is so.
        hits: u64,
        /// All models; not 0.
        draws: u64,
    },
    /// A reference to a line of the case in the evidence section of the same page.
    Line(LineName),
    /// A reference to another place on the same page.
    Anchor {
        /// What the reader sees.
        label: String,
        /// The place's name, without `#`.
        target: String,
    },
    /// A public address.
    Web {
        /// What the reader sees.
        label: String,
        /// The address; renderers link it only if it is `http` or `https`.
        url: String,
    },
}

/// A part in whole points: `74 %`. What is so in some models, but not in all, is neither 0 % nor 100 %.
pub fn percent(hits: u64, draws: u64) -> String {
    let points = hits as f64 / draws.max(1) as f64 * 100.0;
    match points {
        points if hits > 0 && points < 1.0 => "<1 %".to_string(),
        points if hits < draws && points > 99.0 => ">99 %".to_string(),
        points => format!("{points:.0} %"),
    }
}

/// A glyph with a word: color only ever repeats what the glyph says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Yes, open, no.
    Verdict(Verdict),
    /// Better, worse, indifferent, unknown.
    Leaning(LeaningSign),
    /// Does not arise, or was not computed.
    Absent,
    /// Not on the list of this reading, whether because it cannot be signed or because the list was cut short.
    Unlisted,
}

impl Mark {
    /// One column wide in a terminal.
    pub fn glyph(self) -> &'static str {
        match self {
            Mark::Verdict(Verdict::Yes) => "✓",
            Mark::Verdict(Verdict::Open) | Mark::Leaning(LeaningSign::Unknown) => "?",
            Mark::Verdict(Verdict::No) => "✗",
            Mark::Leaning(LeaningSign::Better) => "+",
            Mark::Leaning(LeaningSign::Worse) => "−",
            Mark::Leaning(LeaningSign::Indifferent) => "=",
            Mark::Leaning(LeaningSign::Impossible) => "·",
            Mark::Absent => "·",
            Mark::Unlisted => "–",
        }
    }

    /// What the glyph means.
    pub fn word(self) -> &'static str {
        match self {
            Mark::Verdict(Verdict::Yes) => "yes",
            Mark::Verdict(Verdict::Open) => "open",
            Mark::Verdict(Verdict::No) => "no",
            Mark::Leaning(LeaningSign::Better) => "better",
            Mark::Leaning(LeaningSign::Worse) => "worse",
            Mark::Leaning(LeaningSign::Indifferent) => "indifferent",
            Mark::Leaning(LeaningSign::Unknown) => "unknown",
            Mark::Leaning(LeaningSign::Impossible) => "cannot change alone",
            Mark::Absent => "does not arise",
            Mark::Unlisted => "not listed under this reading",
        }
    }

    /// Whether it is good news for the question asked, bad news, or neither; only for color.
    pub(super) fn tone(self) -> Tone {
        match self {
            Mark::Verdict(Verdict::Yes) | Mark::Leaning(LeaningSign::Better) => Tone::Yes,
            Mark::Verdict(Verdict::No) | Mark::Leaning(LeaningSign::Worse) => Tone::No,
            Mark::Verdict(Verdict::Open) | Mark::Leaning(LeaningSign::Unknown) => Tone::Open,
            Mark::Leaning(LeaningSign::Indifferent | LeaningSign::Impossible) | Mark::Absent | Mark::Unlisted => Tone::Plain,
        }
    }
}

/// The colors that marks may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Yes,
    Open,
    No,
    Plain,
}

/// Running text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(pub Vec<Span>);

impl Prose {
    pub(super) fn new() -> Self {
        Prose::default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub(super) fn span(mut self, span: Span) -> Self {
        self.0.push(span);
        self
    }

    #[must_use]
    pub(super) fn text(self, words: impl Into<String>) -> Self {
        self.span(Span::Text(words.into()))
    }

    #[must_use]
    pub(super) fn strong(self, words: impl Into<String>) -> Self {
        self.span(Span::Strong(words.into()))
    }

    #[must_use]
    pub(super) fn state(self, label: impl Into<String>) -> Self {
        self.span(Span::State(label.into()))
    }

    #[must_use]
    pub(super) fn code(self, words: impl Into<String>) -> Self {
        self.span(Span::Code(words.into()))
    }

    #[must_use]
    pub(super) fn mark(self, mark: Mark) -> Self {
        self.span(Span::Mark(mark))
    }

    #[must_use]
    pub(super) fn then(mut self, more: Prose) -> Self {
        self.0.extend(more.0);
        self
    }

    /// Adds another sentence, with the space between.
    #[must_use]
    pub(super) fn sentence(self, more: Prose) -> Self {
        if more.is_empty() {
            return self;
        }
        if self.is_empty() { more } else { self.text(" ").then(more) }
    }

    /// `a, b and c`.
    pub(super) fn list(items: Vec<Prose>) -> Self {
        Self::joined(items, ", ", " and ")
    }

    /// Items with one separator between them and another before the last.
    pub(super) fn joined(items: Vec<Prose>, between: &str, last: &str) -> Self {
        let count = items.len();
        let mut whole = Prose::new();
        for (position, item) in items.into_iter().enumerate() {
            if position > 0 {
                whole = whole.text(if position + 1 == count { last } else { between });
            }
            whole = whole.then(item);
        }
        whole
    }
}

impl From<&str> for Prose {
    fn from(words: &str) -> Self {
        Prose::new().text(words)
    }
}

impl From<String> for Prose {
    fn from(words: String) -> Self {
        Prose::new().text(words)
    }
}

/// `a, b and c`.
pub(super) fn listed<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_string(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}
