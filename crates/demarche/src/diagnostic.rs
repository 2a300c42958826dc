//! What is wrong with a case, where, and how to mend it.
//!
//! A diagnostic is plain data: the engine never prints. Its shape follows the compilers that explain themselves best: a stable
//! code, one sentence, the guilty characters, other places that take part, and a remedy. Severity says what the program does about it:
//! an *error* leaves no case to analyse, a *warning* (a lint) questions the case, a *note* only informs.

mod plain;

pub use plain::render_plain;

use serde::Serialize;

use crate::span::Span;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Informs.
    Note,
    /// Questions the case; `demarche check` exits with 1.
    Warning,
    /// The case cannot be analysed; every command exits with 2.
    Error,
}

/// A place in the user's file and what it has to do with the matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Label {
    /// The characters.
    pub span: Span,
    /// Said beside them; may be empty.
    pub text: String,
}

/// One fault of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Diagnostic {
    /// Stable kebab-case name, e.g. `unknown-party`; the manual has an entry for each.
    pub code: &'static str,
    /// What the program does about it.
    pub severity: Severity,
    /// What is wrong: lower case, no final stop, the user's text in backticks.
    pub message: String,
    /// The smallest guilty text; absent only for faults of a whole run (such as a limit).
    pub primary: Option<Label>,
    /// Other places that take part.
    pub secondary: Vec<Label>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A fault that leaves no case to analyse.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A question to the analyst.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A remark.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity,
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            help: None,
        }
    }

    /// Points at the guilty text.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label { span, text: text.into() });
        self
    }

    /// Points at another place that takes part.
    #[must_use]
    pub fn with(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The closest of `known` to what was typed, if it is close enough to be worth a "did you mean".
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&typed, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance < length && *distance <= 1.max(name.chars().count() / 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
