//! The tree of a case file to the case: includes merged, names looked up, every fault reported.
//!
//! One fault never hides the next: each part is read as far as it goes, and the case is given only if there is no error. Parts, in
//! reading order: `include` (several files, one tree), `head`, `source` and `sentences`, `party`, `agreement` (who must agree), `issue`
//! with `grid` (values that are numbers) and `control` (who can change it), `evidence` and `citation` (what every line carries), `structure` with `no_deal` and `means` (what can be paid and tried),
//! `statement` and `order` (what is said about preferences), `view` (what a party believes instead). They share `faults` (what is wrong), `keys` (what a file may hold),
//! `names` and `resolve` (what a name stands for).

mod agreement;
mod citation;
mod control;
mod evidence;
mod faults;
mod grid;
mod head;
mod include;
mod issue;
mod keys;
mod means;
mod names;
mod no_deal;
mod order;
mod party;
mod resolve;
mod sentences;
mod source;
mod statement;
mod structure;
mod view;

pub use include::{LoadError, Loaded, Loader};
pub use sentences::sentences;

use crate::case::lint::{self, Marks};
use crate::case::{Case, Said};
use crate::diagnostic::{Diagnostic, Severity};
use crate::index::PartyId;
use crate::span::Files;
use crate::text::tree::{Fields, Text, Value};
use faults::Faults;
use names::Scope;

/// How much is read. Only the size of a file can be raised by the user (`--max-file-bytes`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    /// Bytes of one file.
    pub file_bytes: usize,
    /// How deeply included files may include others.
    pub include_depth: usize,
    /// Files of one case.
    pub files: usize,
    /// Parties; at most 32, since coalitions are sets of bits.
    pub parties: usize,
    /// Constituencies of one party; at most 32.
    pub constituencies: usize,
    /// Issues.
    pub issues: usize,
    /// Values of one issue.
    pub values: usize,
    /// Changes of all issues together, after `by` is spelled out.
    pub changes: usize,
    /// Lines: structure and preferences.
    pub statements: usize,
    /// Sources.
    pub sources: usize,
    /// States without a deal.
    pub no_deal_states: usize,
}

impl Default for ReadLimits {
    fn default() -> Self {
        ReadLimits {
            file_bytes: 4 << 20,
            include_depth: 8,
            files: 64,
            parties: 26,
            constituencies: 26,
            issues: 200,
            values: 10_000,
            changes: 200_000,
            statements: 10_000,
            sources: 1_000,
            no_deal_states: 1_000,
        }
    }
}

/// What reading gives: always the files and the diagnostics, and the case if there is no error among them.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The files that diagnostics and spans point into; the file that was named comes first.
    pub files: Files,
    /// The case, if no diagnostic is an error.
    pub case: Option<Case>,
    /// What is wrong, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Whether some diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Reads a case from the text of its file; other files that it names come from `loader`.
///
/// `name` is the file's name as `loader` would normalize it: a file that includes itself is recognized by it.
pub fn read(name: &str, text: &str, loader: &mut dyn Loader, limits: &ReadLimits) -> Reading {
    let mut reader = Reader {
        files: Files::new(),
        faults: Faults::default(),
        limits,
        loader,
        scope: Scope::default(),
        lines: evidence::Lines::default(),
        marks: Marks::default(),
    };
    let case = include::load(&mut reader, name, text)
        .map(|root| reader.case(&root))
        .filter(|_| !reader.faults.has_errors());
    if let Some(case) = &case {
        lint::check(case, &reader.marks)
            .into_iter()
            .for_each(|fault| reader.faults.push(fault));
    }
    let case = case.filter(|_| !reader.faults.has_errors());
    let (files, diagnostics) = (reader.files, reader.faults.finish());
    Reading { files, case, diagnostics }
}

/// Reads a formula that was typed rather than written in the case, e.g. on the command line; its text becomes a file of `files`.
pub fn formula(case: &Case, files: &mut Files, name: &str, text: &str) -> Result<Said, Vec<Diagnostic>> {
    let file = files.add(name, text);
    let mut faults = Faults::default();
    let said = resolve::said(&Text::whole(file, text), &Scope::of(case), &mut faults);
    said.ok_or_else(|| faults.finish())
}

/// Looks up a party that was named on the command line rather than in the case.
pub fn party(case: &Case, files: &mut Files, name: &str, text: &str) -> Result<PartyId, Vec<Diagnostic>> {
    let file = files.add(name, text);
    let mut faults = Faults::default();
    let party = Scope::of(case).party(&Text::whole(file, text), &mut faults);
    party.ok_or_else(|| faults.finish())
}

/// What the parts share while one case is read.
struct Reader<'r> {
    files: Files,
    faults: Faults,
    limits: &'r ReadLimits,
    loader: &'r mut dyn Loader,
    scope: Scope,
    lines: evidence::Lines,
    marks: Marks,
}

impl Reader<'_> {
    /// The whole case. Faulty parts are left out; the faults say so.
    fn case(&mut self, root: &Fields) -> Case {
        self.faults.unknown_keys(root, &keys::HEAD);
        let mut case = head::read(self, root);
        source::read(self, root, &mut case);
        let seats = party::read(self, root, &mut case);
        issue::declare(self, root);
        if self.too_many_lines(root) || self.faults.list.iter().any(|fault| fault.code == "too-many") {
            return case;
        }
        party::seat(self, root, &seats, &mut case);
        agreement::read(self, root, &mut case);
        issue::read(self, root, &mut case);
        structure::read(self, root, &mut case);
        statement::read(self, root, &mut case);
        view::read(self, root, &mut case);
        case
    }

    fn too_many_lines(&mut self, root: &Fields) -> bool {
        let mut count = 0;
        let mut place = None;
        for entry in root
            .entries
            .iter()
            .filter(|entry| keys::REPEATED.contains(&entry.key.value.as_str()))
        {
            if let Value::List(items) = &entry.node.value {
                count += items.len();
                place = Some(entry.node.span);
            }
        }
        place.is_some_and(|place| self.over_limit(place, "lines", count, self.limits.statements))
    }

    /// Says that there are more of something than are read.
    fn over_limit(&mut self, span: crate::span::Span, what: &str, count: usize, limit: usize) -> bool {
        let over = count > limit;
        if over {
            let fault = Diagnostic::error("too-many", format!("this case has {count} {what}; at most {limit} are read"));
            self.faults.push(fault.at(span, "").help("this limit is fixed"));
        }
        over
    }
}
