//! `demarche why`: why a thing can or cannot be signed, and would or would not hold.

use demarche::analysis;
use demarche::brief;
use demarche::case::{Formula, Said, read};
use demarche::diagnostic::Diagnostic;
use demarche::index::{Key, StateId};
use demarche::model::{Limits, Space};
use demarche::span::Span;

use crate::arguments::WhyArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer};
use crate::refusal::{self, grouped};
use crate::terminal::Style;

/// The name of the question in messages.
const QUESTION: &str = "<question>";

/// Prints the answer.
pub(crate) fn run(arguments: &WhyArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let mut opened = Opened::new(&analysis.case)?;
    let [findings] = opened.targets([analysis.json.as_deref()])?;
    let settings = analysis.settings();
    let question = question(&mut opened, &arguments.question, &settings.limits)?;
    let document = analyze(|watch| analysis::why(&opened.case, &opened.files, &question, &settings, watch))?;
    answer(findings, &document, &brief::why(&document), style)?;
    Ok(Exit::Fine)
}

/// What was asked: the number of a state, or a formula.
pub(super) fn question(opened: &mut Opened, text: &str, limits: &Limits) -> Result<Said, Failure> {
    let digits = text.trim().strip_prefix('#').unwrap_or(text.trim());
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return read::formula(&opened.case, &mut opened.files, QUESTION, text).map_err(|diagnostics| Failure {
            files: opened.files.clone(),
            diagnostics,
        });
    }
    let space = Space::new(&opened.case, limits).map_err(|refused| Failure::of_run(refusal::diagnostic(&refused)))?;
    let number: usize = digits.parse().unwrap_or(usize::MAX);
    if number == 0 || number > space.len() {
        let message = format!(
            "there is no state {digits}; the states of this case have the numbers 1 to {}",
            grouped(space.len())
        );
        return Err(Failure::of_run(
            Diagnostic::error("unknown-state", message).help("`demarche stability` lists them"),
        ));
    }
    let values = space.values(StateId::from_index(number - 1));
    let parts = opened
        .case
        .issues
        .keys()
        .zip(values)
        .map(|(issue, value)| Formula::In(issue, vec![value]))
        .collect();
    let text = format!("#{number}");
    let file = opened.files.add(QUESTION, text.clone());
    let span = Span::new(file, 0..text.len());
    Ok(Said {
        formula: Formula::And(parts),
        text,
        span,
    })
}
