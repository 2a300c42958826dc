//! What is wrong inside a formula, before it is known where the formula stands.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::text::tree::Text;

/// A fault in bytes of the formula's own text; [`Fault::at`] places it in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The diagnostic's code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The guilty bytes.
    pub range: Range<usize>,
    /// Said beside them.
    pub label: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Fault {
    /// A fault of syntax.
    pub fn syntax(message: impl Into<String>, range: Range<usize>) -> Self {
        Fault {
            code: "formula-syntax",
            message: message.into(),
            range,
            label: String::new(),
            help: None,
        }
    }

    /// The same under another code.
    #[must_use]
    pub fn code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    /// Said beside the guilty bytes.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// How to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The fault as a diagnostic on the text that it was found in.
    pub fn at(self, text: &Text) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.code, self.message).at(text.place(self.range), self.label);
        match self.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}
