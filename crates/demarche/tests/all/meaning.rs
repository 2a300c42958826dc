//! What the lines of a case file come to mean.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files has failed")]

use std::collections::BTreeMap;

use demarche::case::read::{LoadError, Loaded, Loader, ReadLimits, formula, read};
use demarche::case::{Case, Consent, Content, Kind, Passage, Silence, Term};
use demarche::diagnostic::render_plain;
use demarche::index::{IssueId, PartyId};
use demarche::span::Files;

struct Memory(BTreeMap<&'static str, &'static str>);

impl Loader for Memory {
    fn load(&mut self, path: &str, _from: Option<&str>) -> Result<Loaded, LoadError> {
        let text = self.0.get(path).ok_or(LoadError::Missing)?;
        Ok(Loaded {
            name: path.to_owned(),
            text: (*text).to_owned(),
        })
    }
}

fn case_with(text: &str, files: &[(&'static str, &'static str)]) -> (Files, Case) {
    let reading = read(
        "case.toml",
        text,
        &mut Memory(files.iter().copied().collect()),
        &ReadLimits::default(),
    );
    let shown = render_plain(&reading.files, &reading.diagnostics);
    (reading.files, reading.case.unwrap_or_else(|| panic!("{shown}")))
}

fn case(text: &str) -> Case {
    case_with(&format!("title = \"T\"\n{text}"), &[]).1
}

#[test]
fn defaults() {
    let case = case("[party.ru]\n[issue.c]\nname = \"ceasefire\"\n[issue.war]\nvalues = [\"war\", \"peace\"]\nstatus-quo = \"peace\"\n");
    let party = case.parties.values().next().unwrap();
    assert_eq!(
        (party.name.as_str(), party.short.as_str(), party.seat, party.silence),
        ("ru", "RU", true, Silence::ByForm)
    );
    let labels: Vec<&str> = case
        .issues
        .values()
        .flat_map(|issue| &issue.values)
        .map(|value| value.label.as_str())
        .collect();
    assert_eq!(labels, ["no ceasefire", "ceasefire", "war: war", "war: peace"]);
    let today: Vec<u32> = case.issues.values().map(|issue| issue.status_quo).collect();
    assert_eq!(today, [0, 1]);
    assert!(case.no_deal.is_empty());
    assert_eq!(
        case.statements.values().map(|line| line.id.as_str()).collect::<Vec<_>>(),
        ["issue.c", "issue.war"]
    );
    assert!(case.statements.values().all(|line| line.kind == Kind::Assumed && !line.kind_given));
}

#[test]
fn seats_follow_the_table_unless_the_party_says_so() {
    let case = case("table = \"a\"\n[party.a]\n[party.b]\n[party.c]\nseat = true\n[issue.x]\n");
    assert_eq!(
        case.parties.values().map(|party| party.seat).collect::<Vec<_>>(),
        [true, false, true]
    );
}

#[test]
fn who_can_change_what() {
    let parties = "[party.a]\n[party.b]\n";
    for (issue, expected) in [
        ("by = \"a\"", &["0>1 a", "1>0 a?"][..]),
        ("by = \"a\"\nback = \"b\"", &["0>1 a", "1>0 b"]),
        ("by = \"a\"\nback = \"nobody\"", &["0>1 a"]),
        ("by = \"a\"\nirreversible = true", &["0>1 a"]),
        ("by = \"nobody\"", &[]),
        ("by = \"nature\"\nstatus-quo = \"yes\"\nback = \"a\"", &["0>1 a", "1>0 nature"]),
        ("changes = [{ from = \"yes\", to = [\"no\", \"yes\"], by = \"b\" }]", &["1>0 b"]),
        (
            "values = [0, 1, 2]\nby = \"a\"\nback = \"b\"",
            &["0>1 a", "0>2 a", "1>0 b", "1>2 a", "2>0 b", "2>1 a"],
        ),
    ] {
        let case = case(&format!("{parties}[issue.x]\n{issue}\n"));
        let shown: Vec<String> = case.issues[IssueId(0)]
            .changes
            .iter()
            .map(|change| {
                let by = match &change.by {
                    Consent::One(PartyId(0)) => "a",
                    Consent::One(_) => "b",
                    Consent::Nature => "nature",
                    _ => "?",
                };
                format!(
                    "{}>{} {by}{}",
                    change.from,
                    change.to,
                    if change.default_reverse { "?" } else { "" }
                )
            })
            .collect();
        assert_eq!(shown, expected, "{issue}");
    }
}

#[test]
fn the_rest_of_a_ranking_leaves_later_groups_alone() {
    let case = case(
        "[party.a]\n[issue.x]\nby = \"a\"\n[issue.y]\nby = \"a\"\n[[statement]]\nparty = \"a\"\nranking = [\"x and y\", \"*\", \"not x and not y\"]\n",
    );
    let content = case.statements.values().map(|line| &line.content).next_back().unwrap();
    let Content::Ranking(_, groups) = content else {
        panic!("{content:?}")
    };
    let place = |x: u32, y: u32| {
        groups.iter().position(|group| {
            group
                .iter()
                .any(|said| said.formula.holds(&|issue| if issue == IssueId(0) { x } else { y }))
        })
    };
    assert_eq!(
        [place(1, 1), place(1, 0), place(0, 1), place(0, 0)],
        [Some(0), Some(1), Some(1), Some(2)]
    );
}

#[test]
fn numbers_are_exact() {
    let case = case(
        "[party.a]\n[issue.x]\nby = \"a\"\n[[statement]]\nparty = \"a\"\nconfidence = 0.1\nvalue = { x = 0.1, \"not x\" = [-1_000, \"1/3\"], \"x or not x\" = 1e-3 }\n",
    );
    let line = case.statements.values().next_back().unwrap();
    let Content::Value(_, worth) = &line.content else {
        panic!("{line:?}")
    };
    let shown: Vec<String> = worth
        .terms
        .iter()
        .map(|term| match term {
            Term::Formula(said, worth) => format!("{}: {} {}", said.text, worth.low, worth.high),
            Term::Curve(said, ..) => said.text.clone(),
        })
        .collect();
    assert_eq!(shown, ["x: 0.1 0.1", "not x: -1000 1/3", "x or not x: 0.001 0.001"]);
    assert_eq!(line.confidence.as_ref().unwrap().to_string(), "0.1");
}

#[test]
fn citations() {
    let case = case(
        "[source.r]\ntitle = \"R\"\n[party.a]\n[issue.x]\nby = \"a\"\ncites = [\"r\", \"r:4\", \"r: 6-7\", \"r: the words: all\", 'r: \"in marks\"']\n",
    );
    let line = case.statements.values().next().unwrap();
    assert_eq!(line.kind, Kind::Reported);
    let passages: Vec<&Passage> = line.cites.iter().map(|cite| &cite.passage).collect();
    let quote = |words: &str| Passage::Quote(words.to_owned());
    assert_eq!(
        passages,
        [
            &Passage::Whole,
            &Passage::Sentences(4, 4),
            &Passage::Sentences(6, 7),
            &quote("the words: all"),
            &quote("in marks")
        ]
    );
}

#[test]
fn inclusion_merges_and_replaces() {
    let base = "title = \"Base\"\nmoney = \"euro\"\n[party.a]\nname = \"Anna\"\n[issue.x]\nby = \"a\"\n\
                [[statement]]\nparty = \"a\"\nid = \"one\"\ndemands = \"x\"\n[[statement]]\nparty = \"a\"\nprefers = \"x\"\n";
    let text = "include = \"base.toml\"\ntitle = \"Variant\"\n[party.a]\nshort = \"AN\"\n[issue.x]\nstatus-quo = \"yes\"\n\
                [[statement]]\nparty = \"a\"\nid = \"one\"\nrejects = \"x\"\n[[statement]]\nparty = \"a\"\naccepts = \"x\"\n";
    let (files, case) = case_with(text, &[("base.toml", base)]);
    assert_eq!((case.title.as_str(), case.money.as_deref()), ("Variant", Some("euro")));
    let party = &case.parties[PartyId(0)];
    assert_eq!((party.name.as_str(), party.short.as_str()), ("Anna", "AN"));
    assert_eq!(case.issues[IssueId(0)].status_quo, 1);
    let ids: Vec<&str> = case.statements.values().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["issue.x", "one", "a.prefers.1", "a.accepts.1"]);
    let names: Vec<&str> = case
        .statements
        .values()
        .map(|line| files.get(line.span.file).name.as_str())
        .collect();
    assert_eq!(names, ["base.toml", "case.toml", "base.toml", "case.toml"]);
}

#[test]
fn a_file_reached_twice_is_read_once() {
    let text = "title = \"T\"\ninclude = [\"one.toml\", \"two.toml\"]\n[party.a]\n[issue.x]\n";
    let never = "[[never]]\nformula = \"x\"\n";
    let (_, case) = case_with(
        text,
        &[
            ("one.toml", "include = \"three.toml\""),
            ("two.toml", "include = \"three.toml\""),
            ("three.toml", never),
        ],
    );
    assert_eq!(case.never.len(), 1);
}

#[test]
fn no_deal_states_start_from_the_status_quo() {
    let case =
        case("[party.a]\n[issue.x]\nby = \"a\"\n[issue.y]\nby = \"a\"\nstatus-quo = \"yes\"\n[no-deal]\nstates = [{ x = \"yes\" }, { }]\n");
    let states: Vec<&[u32]> = case.no_deal.iter().map(|state| state.values.as_slice()).collect();
    assert_eq!(states, [&[1, 1][..], &[0, 1]]);
}

#[test]
fn a_typed_formula_is_read_against_the_case() {
    let (mut files, case) = case_with("title = \"T\"\n[party.a]\n[issue.x]\n", &[]);
    let said = formula(&case, &mut files, "--goal", "not x").unwrap();
    assert_eq!(files.text(said.span), "not x");
    let faults = formula(&case, &mut files, "--goal", "not y and z").unwrap_err();
    let shown = render_plain(&files, &faults);
    assert!(shown.contains("--goal:1:5") && shown.contains("--goal:1:11"), "{shown}");
}
