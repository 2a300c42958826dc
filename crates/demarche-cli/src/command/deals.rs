//! `demarche deals`: the deals: by whom they can be made and signed, who accepts them and why; all, or those that are asked for.

use demarche::analysis::{self, Query};
use demarche::brief;
use demarche::case::read;
use demarche::model::PartySet;

use crate::arguments::DealsArguments;
use crate::disk::target::Target;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer};
use crate::terminal::Style;

/// Prints the answer, and writes it to the files that were named.
pub(crate) fn run(arguments: &DealsArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let mut opened = Opened::new(&analysis.case)?;
    let [findings, csv] = opened.targets([analysis.json.as_deref(), arguments.csv.as_deref()])?;
    let query = query(&mut opened, arguments)?;
    let mut settings = analysis.settings();
    if let Some(top) = arguments.top {
        settings.limits.deals = top as usize;
    }
    let document = analyze(|watch| analysis::deals(&opened.case, &opened.files, &query, &settings, watch))?;
    if let Some(target) = &csv {
        target.write(&brief::deals_csv(&document))?;
        if *target == Target::Stdout || findings.is_none() {
            return Ok(Exit::Fine);
        }
    }
    answer(findings, &document, &brief::deals(&document), style)?;
    Ok(Exit::Fine)
}

/// What was asked for; every unknown name is reported.
fn query(opened: &mut Opened, arguments: &DealsArguments) -> Result<Query, Failure> {
    let mut diagnostics = Vec::new();
    let (case, files) = (&opened.case, &mut opened.files);
    let best_for = arguments.best_for.as_ref().and_then(|name| {
        let party = read::party(case, files, "<--for>", name);
        party.map_err(|faults| diagnostics.extend(faults)).ok()
    });
    let mut accepted_by = PartySet::EMPTY;
    for name in &arguments.accepted_by {
        match read::party(case, files, "<--accepted-by>", name.trim()) {
            Ok(party) => accepted_by = accepted_by.with(party),
            Err(faults) => diagnostics.extend(faults),
        }
    }
    let with = arguments.with.as_ref().and_then(|text| {
        let said = read::formula(case, files, "<--with>", text);
        said.map_err(|faults| diagnostics.extend(faults)).ok()
    });
    if !diagnostics.is_empty() {
        return Err(Failure {
            files: opened.files.clone(),
            diagnostics,
        });
    }
    // Who asks for the best deals, or for those that others accept, means deals; without either, a list that is only narrowed.
    let means_deals = best_for.is_some() || !accepted_by.is_empty();
    Ok(Query {
        best_for,
        accepted_by,
        signable: arguments.signable || means_deals && !arguments.or_unsignable,
        holds: arguments.holds.map(Into::into),
        with,
        or_open: arguments.or_open,
    })
}
