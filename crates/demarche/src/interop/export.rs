//! A case in other programs' formats: GENIUS XML, NegMAS YAML, Gambit's normal form, GMCR+ save files, and a table of states.
//!
//! What a format cannot hold is listed; a case that a format cannot hold at all is refused with the reason. Numbers are exact wherever the
//! format has exact numbers. Parts: [`additive`] (scores issue by issue, for [`genius`] and [`negmas`]), [`gambit`], [`gmcr`], [`csv`].

mod additive;
mod csv;
mod gambit;
mod genius;
mod gmcr;
mod negmas;

use super::Loss;
use crate::case::{Case, Content, Issue};
use crate::diagnostic::Diagnostic;
use crate::finding::{Deals, Stability};
use crate::model::Model;

/// The formats that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// GENIUS XML: a domain, and a profile a party.
    Genius,
    /// NegMAS YAML: an outcome space, and a utility function a party.
    Negmas,
    /// Gambit's strategic form with payoffs (`.nfg`).
    Gambit,
    /// A save file of GMCR+.
    Gmcr,
    /// A table of states.
    Csv,
}

/// Files of another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Names and texts; a format of several files has the one with the issues first.
    pub files: Vec<(String, String)>,
    /// What the files do not carry.
    pub losses: Vec<Loss>,
}

/// Answers that a table of states can have beside the states.
#[derive(Clone, Copy, Debug, Default)]
pub struct Findings<'f> {
    /// What can be signed.
    pub deals: Option<&'f Deals>,
    /// What holds.
    pub stability: Option<&'f Stability>,
}

impl ExportFormat {
    /// Whether the states of the case are needed, and not only what it says.
    pub fn needs_states(self) -> bool {
        !matches!(self, ExportFormat::Genius | ExportFormat::Negmas)
    }
}

/// Writes a case; `model` may be left out where [`ExportFormat::needs_states`] is false, and `findings` are used by tables only.
///
/// # Errors
/// A diagnostic `export-impossible` if the format cannot hold the case, with the reason.
pub fn export(case: &Case, model: Option<&Model>, to: ExportFormat, findings: Findings<'_>) -> Result<Written, Box<Diagnostic>> {
    let written = match (to, model) {
        (ExportFormat::Genius, _) => genius::write(case),
        (ExportFormat::Negmas, _) => negmas::write(case),
        (ExportFormat::Gambit, Some(model)) => gambit::write(case, model),
        (ExportFormat::Gmcr, Some(model)) => gmcr::write(case, model),
        (ExportFormat::Csv, Some(model)) => Ok(csv::write(case, model, findings)),
        (_, None) => Err(Reason::new("this format needs the states of the case")),
    };
    written.map_err(|Reason { message, help }| {
        let mut diagnostic = Diagnostic::error("export-impossible", message);
        diagnostic.help = help;
        Box::new(diagnostic)
    })
}

/// Why a format cannot hold a case.
struct Reason {
    message: String,
    help: Option<String>,
}

impl Reason {
    fn new(message: impl Into<String>) -> Self {
        Reason {
            message: message.into(),
            help: None,
        }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Reason {
            help: Some(help.into()),
            ..self
        }
    }
}

/// The names of an issue's values: its labels without the issue's name before them.
fn value_names(issue: &Issue) -> Vec<String> {
    if let Some(grid) = &issue.grid {
        return grid.numbers.iter().map(|number| super::exact::show(number.as_big())).collect();
    }
    let prefix = format!("{}: ", issue.name);
    let names: Vec<String> = issue
        .values
        .iter()
        .map(|value| value.label.strip_prefix(&prefix).unwrap_or(&value.label).to_owned())
        .collect();
    let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
    if distinct.len() == names.len() {
        names
    } else {
        issue.values.iter().map(|value| value.id.clone()).collect()
    }
}

/// Counts lines about preferences by what they say, for those that a format cannot hold: `3 lines that refuse`.
fn lines_lost(case: &Case, is_kept: impl Fn(&Content) -> bool, losses: &mut Vec<Loss>) {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for statement in case.statements.values().filter(|statement| !is_kept(&statement.content)) {
        let verb = match &statement.content {
            Content::Prefers(..) => "prefers",
            Content::Indifferent(..) => "indifferent",
            Content::Demands(..) => "demands",
            Content::Rejects(..) => "rejects",
            Content::Refuses(..) => "refuses",
            Content::Requires(..) => "requires",
            Content::Accepts(..) => "accepts",
            Content::Priority(..) => "priority",
            Content::Ranking(..) => "ranking",
            Content::Value(..) => "value",
            Content::Reservation(..) => "reservation",
            Content::Payable(_) => "payable",
            Content::Lever(_) => "lever",
            Content::Agreement => "agreement",
            Content::NoDeal => "no-deal",
            _ => continue,
        };
        *counts.entry(verb).or_insert(0) += 1;
    }
    for (verb, count) in counts {
        let lines = if count == 1 { "line" } else { "lines" };
        losses.push(Loss::new(format!("{count} {lines} of the kind `{verb}`")));
    }
}
