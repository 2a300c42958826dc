//! A case read from text alone: no other file exists.

use demarche::case::read::{LoadError, Loaded, Loader, ReadLimits, read};
use demarche::case::{Case, Positions};
use demarche::diagnostic::render_plain;
use demarche::model::{Limits, Model};

pub(crate) struct Nothing;

impl Loader for Nothing {
    fn load(&mut self, _path: &str, _from: Option<&str>) -> Result<Loaded, LoadError> {
        Err(LoadError::Missing)
    }
}

/// The case of `text`, which must be without error.
pub(crate) fn case(text: &str) -> Case {
    let reading = read("case.toml", text, &mut Nothing, &ReadLimits::default());
    let shown = render_plain(&reading.files, &reading.diagnostics);
    reading.case.unwrap_or_else(|| panic!("{shown}\n{text}"))
}

/// The model of `text`, stated positions read as red lines.
pub(crate) fn model(text: &str) -> Model {
    Model::new(&case(text), Positions::RedLines, &Limits::STANDARD).unwrap_or_else(|refusal| panic!("{refusal:?}\n{text}"))
}
