//! `demarche what-if`: what changes if a party or an issue is dropped or added, an issue settled, a seat given or taken.

use demarche::analysis;
use demarche::brief;
use demarche::case::read::{LoadError, Loaded, Loader};
use demarche::case::{Case, Start, read};
use demarche::diagnostic::Diagnostic;
use demarche::finding::Edit;
use demarche::index::{IssueId, Key, PartyId};
use demarche::span::{File, Files};

use crate::arguments::WhatIfArguments;
use crate::disk::source::Disk;
use crate::failure::{Exit, Failure};
use crate::opened::{Opened, analyze, answer};
use crate::terminal::Style;

/// Prints the answer.
pub(crate) fn run(arguments: &WhatIfArguments, style: Style) -> Result<Exit, Failure> {
    let analysis = &arguments.analysis;
    let mut opened = Opened::new(&analysis.case)?;
    let [findings] = opened.targets([analysis.json.as_deref()])?;
    let (changed, changed_files, edits) = changed(&mut opened, arguments)?;
    let settings = analysis.settings();
    possible(&changed)?;
    let document = analyze(|watch| {
        let (stands, supposed) = ((&opened.case, &opened.files), (&changed, &changed_files));
        analysis::what_if(stands, supposed, &edits, &settings, watch)
    })?;
    answer(findings, &document, &brief::what_if(&document), style)?;
    Ok(Exit::Fine)
}

/// What is supposed must leave a state to start from.
fn possible(changed: &Case) -> Result<(), Failure> {
    let today: Vec<u32> = changed.issues.values().map(|issue| issue.status_quo).collect();
    let value = |issue: IssueId| today[issue.index()];
    let broken = changed
        .never
        .iter()
        .find(|never| changed.start == Start::Today && never.formula.holds(&value));
    broken.map_or(Ok(()), |never| {
        let message = format!("what is supposed cannot be: `[[never]] formula = \"{}\"` rules it out", never.text);
        let fault = Diagnostic::error("impossible-supposition", message);
        Err(Failure::of_run(
            fault.help("suppose what is ruled out to be otherwise too, or change the case"),
        ))
    })
}

/// Two suppositions about one thing exclude each other, or say the same twice.
#[derive(Default)]
struct Told(std::collections::BTreeSet<String>);

impl Told {
    fn once(&mut self, what: &str, name: &str) -> Result<(), Failure> {
        if self.0.insert(format!("{what} {name}")) {
            return Ok(());
        }
        let fault = Diagnostic::error("contradicting-suppositions", format!("{what} `{name}` is supposed twice"));
        Err(Failure::of_run(fault.help("suppose one thing about each party and each issue")))
    }
}

/// The case as supposed. What is added comes first, then seats and settled issues, last what is left out: names keep their meaning meanwhile.
fn changed(opened: &mut Opened, arguments: &WhatIfArguments) -> Result<(Case, Files, Vec<Edit>), Failure> {
    let mut edits = Vec::new();
    let mut told = Told::default();
    let mut case = opened.case.clone();
    let mut files = None;
    if !arguments.add.is_empty() {
        let (with, read) = with_files(opened, arguments)?;
        (case, files) = (with, Some(read));
        edits.extend(arguments.add.iter().map(|file| Edit::WithFile {
            name: file.display().to_string(),
        }));
    }
    for (names, seat) in [(&arguments.seat, true), (&arguments.unseat, false)] {
        for text in names {
            let party = party(opened, &case, text, if seat { "<--seat>" } else { "<--unseat>" })?;
            told.once("the party", text.trim())?;
            let name = case.parties[party].name.clone();
            edits.push(if seat { Edit::Seated { name } } else { Edit::Unseated { name } });
            case = case.seated(party, seat);
        }
    }
    for text in &arguments.fix {
        let (issue, value) = settled(opened, &case, text)?;
        told.once("the issue", &case.issues[issue].id)?;
        let label = case.issues[issue].values[value as usize].label.clone();
        edits.push(Edit::Settled { label });
        case = case.settled(issue, value);
    }
    for text in &arguments.without {
        let issue = case.issues.iter().find(|(_, issue)| issue.id == text.trim()).map(|(key, _)| key);
        let is_party = case.parties.values().any(|party| party.id == text.trim());
        if issue.is_some() && is_party {
            let message = format!("`{text}` is the name of a party and of an issue");
            let fault = Diagnostic::error("contradicting-suppositions", message);
            return Err(Failure::of_run(fault.help("give one of the two another name in the case")));
        }
        told.once(if is_party { "the party" } else { "the issue" }, text.trim())?;
        match issue {
            Some(issue) if !is_party => {
                if case.start == Start::Nothing {
                    let message = format!("`{text}` has no value of today that it could keep: the case starts from nothing");
                    let fault = Diagnostic::error("nothing-to-keep", message);
                    return Err(Failure::of_run(
                        fault.help(format!("settle it instead: `--fix \"{text} = VALUE\"`")),
                    ));
                }
                let declared = &case.issues[issue];
                let name = declared.name.clone();
                let today = declared.status_quo;
                edits.push(Edit::WithoutIssue { name });
                case = case.settled(issue, today);
            }
            _ => {
                let party = party(opened, &case, text, "<--without>")?;
                if case.parties.len() == 1 {
                    let fault = Diagnostic::error("no-party-left", format!("without `{text}` no party is left"));
                    return Err(Failure::of_run(fault.help("a case has at least one party")));
                }
                let name = case.parties[party].name.clone();
                edits.push(Edit::WithoutParty { name });
                case = case.without_party(party);
            }
        }
    }
    Ok((case, files.unwrap_or_else(|| opened.files.clone()), edits))
}

/// The name of the file that puts a case and its additions together.
const TOGETHER: &str = "what-if.toml";

/// The case and the files that are added, read as one.
fn with_files(opened: &Opened, arguments: &WhatIfArguments) -> Result<(Case, Files), Failure> {
    if let Some(missing) = arguments.add.iter().find(|path| !path.is_file()) {
        let fault = Diagnostic::error("case-unreadable", format!("`{}` is not there", missing.display()));
        return Err(Failure::of_run(fault.help("name an existing file with what is to be added")));
    }
    let limits = arguments.analysis.case.read_limits();
    // The file that was named comes first; what was imported is in no file.
    let Some((_, base)) = opened.files.iter().next() else {
        return Ok((opened.case.clone(), opened.files.clone()));
    };
    let added = arguments.add.iter().map(|path| path.display().to_string());
    let quoted = std::iter::once(base.name.clone()).chain(added).map(|path| format!("{path:?}"));
    let text = format!("include = [{}]\n", quoted.collect::<Vec<_>>().join(", "));
    let mut loader = Together {
        base,
        disk: Disk::new(limits.file_bytes),
    };
    let reading = read(TOGETHER, &text, &mut loader, &limits);
    match reading.case {
        Some(case) => Ok((case, reading.files)),
        None => Err(Failure {
            files: reading.files,
            diagnostics: reading.diagnostics,
        }),
    }
}

/// Gives the case as it was read, and everything else from the disk.
struct Together<'f> {
    base: &'f File,
    disk: Disk,
}

impl Loader for Together<'_> {
    fn load(&mut self, path: &str, from: Option<&str>) -> Result<Loaded, LoadError> {
        if path == self.base.name && from == Some(TOGETHER) {
            return Ok(Loaded {
                name: self.base.name.clone(),
                text: self.base.text.clone(),
            });
        }
        self.disk.load(path, from)
    }
}

pub(super) fn party(opened: &mut Opened, case: &Case, text: &str, place: &str) -> Result<PartyId, Failure> {
    read::party(case, &mut opened.files, place, text.trim()).map_err(|diagnostics| Failure {
        files: opened.files.clone(),
        diagnostics,
    })
}

/// One value of one issue.
fn settled(opened: &mut Opened, case: &Case, text: &str) -> Result<(IssueId, u32), Failure> {
    let said = read::formula(case, &mut opened.files, "<--fix>", text).map_err(|diagnostics| Failure {
        files: opened.files.clone(),
        diagnostics,
    })?;
    let values = |issue: IssueId| case.issues[issue].values.len();
    said.formula.one_value(&values).ok_or_else(|| unsettled(opened, text))
}

fn unsettled(opened: &Opened, text: &str) -> Failure {
    let fault = Diagnostic::error("not-settled", format!("`{text}` does not settle one issue at one value"));
    Failure {
        files: opened.files.clone(),
        diagnostics: vec![fault.help("write `--fix \"ISSUE = VALUE\"`, once for each issue")],
    }
}
