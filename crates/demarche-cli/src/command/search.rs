//! `demarche search`: what can be signed where states are too many to be listed.

use std::time::{Duration, Instant};

use demarche::analysis::{self, Best, Near, Quest, Watch};
use demarche::brief;
use demarche::case::read;
use demarche::diagnostic::Diagnostic;
use demarche::index::PartyId;
use demarche::rational::Rational;

use crate::arguments::SearchArguments;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer};
use crate::progress::Progress;
use crate::terminal::Style;

/// Prints the answer.
pub(crate) fn run(arguments: &SearchArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let mut opened = Opened::new(&analysis.case)?;
    let [findings] = opened.targets([analysis.json.as_deref()])?;
    let quest = quest(&mut opened, arguments)?;
    let settings = analysis.settings();
    let mut over = false;
    let mut document = analyze(|progress| {
        let mut timed = Timed {
            progress,
            end: arguments.time_limit.and_then(|limit| Instant::now().checked_add(limit)),
            over: &mut over,
        };
        analysis::search(&opened.case, &opened.files, &quest, &settings, &mut timed)
    })?;
    if over {
        document.readings.iter_mut().for_each(|reading| reading.answer.time_was_over());
    }
    answer(findings, &document, &brief::search(&document), style)?;
    Ok(Exit::Fine)
}

/// Progress that also stops when its time is over.
struct Timed<'a> {
    progress: &'a mut Progress,
    end: Option<Instant>,
    over: &'a mut bool,
}

impl Watch for Timed<'_> {
    fn step(&mut self, stage: &'static str, done: u64, total: u64) -> bool {
        let go_on = self.progress.step(stage, done, total);
        *self.over |= go_on && self.end.is_some_and(|end| Instant::now() >= end);
        go_on && !*self.over
    }
}

/// What was asked; every unknown name is reported.
fn quest(opened: &mut Opened, arguments: &SearchArguments) -> Result<Quest, Failure> {
    let mut diagnostics = Vec::new();
    let with = arguments.with.as_ref().and_then(|text| {
        let said = read::formula(&opened.case, &mut opened.files, "<--with>", text);
        said.map_err(|faults| diagnostics.extend(faults)).ok()
    });
    let best = arguments.best.as_ref().and_then(|name| match best(opened, name) {
        Ok(best) => Some(best),
        Err(faults) => {
            diagnostics.extend(faults);
            None
        }
    });
    let nearest = arguments.nearest.as_ref().and_then(|text| {
        if text.is_empty() {
            return Some(Near::Today);
        }
        let said = read::formula(&opened.case, &mut opened.files, "<--nearest>", text);
        said.map(Near::Formula).map_err(|faults| diagnostics.extend(faults)).ok()
    });
    let mut at_least = Vec::new();
    for text in &arguments.at_least {
        match least(opened, text) {
            Ok(least) => at_least.push(least),
            Err(faults) => diagnostics.extend(faults),
        }
    }
    if !diagnostics.is_empty() {
        return Err(Failure {
            files: opened.files.clone(),
            diagnostics,
        });
    }
    Ok(Quest {
        with,
        at_least,
        best,
        nearest,
        count: arguments.count,
    })
}

/// A party, or one of the two words that stand for all at the table; a party of that name comes first.
fn best(opened: &mut Opened, name: &str) -> Result<Best, Vec<Diagnostic>> {
    let is_party = opened.case.parties.values().any(|party| party.id == name);
    match name {
        "sum" if !is_party => Ok(Best::Sum),
        "least-gain" if !is_party => Ok(Best::LeastGain),
        _ => read::party(&opened.case, &mut opened.files, "<--best>", name).map(Best::Party),
    }
}

/// `PARTY=NUMBER`.
fn least(opened: &mut Opened, text: &str) -> Result<(PartyId, Rational), Vec<Diagnostic>> {
    let parts = text
        .split_once('=')
        .and_then(|(party, number)| Some((party.trim(), Rational::parse(number.trim())?)));
    let Some((party, least)) = parts else {
        let fault = Diagnostic::error("number-expected", format!("expected a party and a number, found `{text}`"));
        return Err(vec![fault.help("write `--at-least PARTY=NUMBER`, for example `--at-least a=12.5`")]);
    };
    let party = read::party(&opened.case, &mut opened.files, "<--at-least>", party)?;
    Ok((party, least))
}

/// Seconds, as many or as few as one likes.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let number: Option<f64> = text.parse().ok();
    number
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "expected a number of seconds, 0 or more".to_owned())
}
