//! Bargaining points of scenarios with known answers, end to end: other people's files, imported, read and solved, against answers that an independent
//! program computed in fractions. The files are not part of the repository; without them the test says so and passes.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use demarche::analysis::bargaining::solve::References;
use demarche::analysis::bargaining::{Frontier, Point, Problem, Worth, solve};
use demarche::analysis::{self, Settings, Unwatched};
use demarche::case::{Case, Positions, ReadLimits, read};
use demarche::finding::Concept;
use demarche::index::StateId;
use demarche::interop::{ImportOptions, import};
use demarche::model::{Limits, Model, Preference};
use demarche::rational::Rational;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::scenarios::shared;
use super::{case_of, files};
use crate::memory::Nothing;

/// The names under which the answers know the solutions.
const NAMES: [(&str, Concept); 10] = [
    ("nash_rv", Concept::Nash),
    ("nash_negmas_d", Concept::NashFromFloor),
    ("utilitarian_sum", Concept::Utilitarian),
    ("utilitarian_relative_gain", Concept::RelativeUtilitarian),
    ("egalitarian_maxmin_gain_rv", Concept::Egalitarian),
    ("egalitarian_leximin_gain_rv", Concept::Leximin),
    ("kalai_negmas_d", Concept::EgalitarianFromFloor),
    ("ks_maxmin_ratio_globalmax", Concept::KalaiSmorodinskyOverAll),
    ("ks_maxmin_ratio_ir_ideal", Concept::KalaiSmorodinsky),
    ("ks_negmas_min_spread", Concept::LeastSpread),
];

/// A scenario as the engine sees it.
struct Solved<'a> {
    name: String,
    case: &'a Case,
    model: &'a Model,
    /// The place of each of the answers' issues among the case's.
    issues: Vec<usize>,
}

impl Solved<'_> {
    /// A deal by the names of its values, in the answers' order of issues.
    fn deal(&self, state: StateId) -> Vec<String> {
        let values = self.model.space.values(state);
        let issues: Vec<_> = self.case.issues.values().collect();
        let label = |issue: &usize| {
            let declared = issues[*issue];
            let value = &declared.values[values[*issue] as usize];
            let named = value.label.strip_prefix(&format!("{}: ", declared.name)).unwrap_or(&value.label);
            named.to_owned()
        };
        self.issues.iter().map(label).collect()
    }

    fn same_deals(&self, point: &Point, expected: &Value, what: &str) {
        let found: BTreeSet<Vec<String>> = point.states.iter().map(|state| self.deal(*state)).collect();
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let outcome = |outcome: &Value| outcome.as_array().unwrap().iter().map(text).collect();
        let expected: BTreeSet<Vec<String>> = expected["outcomes"].as_array().unwrap().iter().map(outcome).collect();
        assert_eq!(found, expected, "{}: {what}", self.name);
    }

    fn same_points(&self, found: &[Point], expected: &Value, what: &str) {
        let expected = expected.as_array().unwrap();
        assert_eq!(found.len(), expected.len(), "{}: {what}", self.name);
        for point in found {
            let alike = |expected: &&Value| {
                let utils = expected["utils"].as_array().unwrap();
                point.worth.iter().zip(utils).all(|(worth, util)| near(worth, util))
            };
            let expected = expected.iter().find(alike);
            self.same_deals(point, expected.unwrap_or_else(|| panic!("{}: {what}: {point:?}", self.name)), what);
        }
    }
}

/// The answers are exact and printed with the digits of a double.
fn near(found: &Rational, expected: &Value) -> bool {
    (found.to_f64() - expected.as_f64().unwrap()).abs() <= 1e-9 * expected.as_f64().unwrap().abs().max(1.0)
}

/// The digest of the exact list: a line a point, a quotient a party.
fn digest(frontier: &Frontier) -> String {
    let quotient = |worth: &Rational| format!("{}/{}", worth.numerator(), worth.denominator());
    let line = |point: Point| point.worth.iter().map(quotient).collect::<Vec<_>>().join(",");
    let text = frontier.points().map(line).collect::<Vec<_>>().join("\n");
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

fn check(name: &str, raw_scores: bool, files: &[demarche::interop::Foreign], issues: &Value, expected: &Value) {
    let options = ImportOptions {
        raw_scores,
        ..ImportOptions::default()
    };
    let imported = import(files, &options).unwrap();
    let limits = ReadLimits::default();
    let reading = read("imported.toml", &imported.text, &mut Nothing, &limits);
    let case = reading.case.unwrap_or_else(|| panic!("{name}: {:?}", reading.diagnostics));
    let model = Model::new(&case, Positions::RedLines, &Limits::STANDARD).unwrap();
    let scores = model.parties.values().map(|party| match &party.voter.preference {
        Preference::Ranked(ranked) => ranked.scores().unwrap(),
        Preference::Partial(_) => panic!("{name}: no scale"),
    });
    let no_deal = model
        .parties
        .values()
        .map(|party| party.voter.reservation.clone().unwrap().0.unwrap().low);
    let problem = Problem {
        scores: scores.collect(),
        no_deal: no_deal.collect(),
        deals: vec![true; model.space.len()],
    };
    let place = |issue: &Value| {
        let named = |declared: &demarche::case::Issue| declared.name == issue["name"].as_str().unwrap();
        case.issues.values().position(named).unwrap_or_else(|| panic!("{name}: {issue}"))
    };
    let solved = Solved {
        name: format!("{name}{}", if raw_scores { " (raw)" } else { "" }),
        case: &case,
        model: &model,
        issues: issues.as_array().unwrap().iter().map(place).collect(),
    };
    let name = &solved.name;
    let rational = problem.individually_rational();
    assert_eq!(expected["n_outcomes"], model.space.len(), "{name}");
    let count = rational.iter().filter(|is| **is).count();
    assert_eq!(expected["n_individually_rational"], count, "{name}");
    assert_eq!(expected["n_strictly_rational"], problem.strictly_rational(&rational), "{name}");
    let (frontier, of_all) = (Frontier::new(&problem, &rational), Frontier::new(&problem, &problem.deals));
    assert_eq!(expected["pareto_all"]["n_outcomes"], of_all.deals(), "{name}");
    assert_eq!(expected["pareto_all"]["n_distinct_points"], of_all.len(), "{name}");
    let listed = &expected["pareto_ir"];
    assert_eq!(listed["n_outcomes"], frontier.deals(), "{name}");
    assert_eq!(listed["n_distinct_points"], frontier.len(), "{name}");
    assert_eq!(listed["points_exact_sha256"], digest(&frontier), "{name}");
    if listed["truncated"] == Value::Bool(false) {
        solved.same_points(&frontier.points().collect::<Vec<_>>(), &listed["points"], "efficient deals");
    }
    let Some(references) = References::new(&problem, &rational) else {
        return;
    };
    let ideal = expected["ideal_within_ir"].as_array().unwrap();
    assert_eq!(references.ideal.len(), ideal.len(), "{name}");
    for (found, expected) in references.ideal.iter().zip(ideal) {
        assert!(near(found, expected), "{name}: ideal {found} {expected}");
    }
    let solutions = solve(&frontier, &references);
    for (key, concept) in NAMES {
        let expected = &expected["solutions"][key];
        let found = solutions.iter().find(|solution| solution.concept == concept).unwrap();
        let close = match &found.measure {
            Worth::One(measure) => near(measure, &expected["value"]),
            Worth::Several(measures) => {
                let values = expected["value"].as_array().unwrap();
                measures.len() == values.len() && measures.iter().zip(values).all(|(measure, value)| near(measure, value))
            }
        };
        assert!(close, "{name}: {key}: {:?} {}", found.measure, expected["value"]);
        let points: Vec<Point> = found.reached.iter().map(|point| frontier.point(*point)).collect();
        solved.same_points(&points, &expected["points"], key);
    }
    // The answer that the command prints counts the same.
    let document = analysis::bargain(&case, &reading.files, &Settings::STANDARD, &mut Unwatched).unwrap();
    let answer = &document.readings[0].answer;
    assert_eq!(answer.unasked, None, "{name}");
    assert_eq!(answer.agreement_set, count as u64, "{name}");
    assert_eq!(answer.efficient.deals, frontier.deals() as u64, "{name}");
    assert_eq!(answer.solutions.len(), 10, "{name}: {:?}", answer.refused);
}

#[test]
fn known_bargaining_points_are_met() {
    let Some(shared) = shared() else { return };
    let mut count = 0;
    for entry in std::fs::read_dir(shared.join("expected")).unwrap() {
        let path = entry.unwrap().path();
        let expected: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let files = files(&shared.join("scenarios").join(name));
        let imported = import(&files, &ImportOptions::default()).unwrap();
        let outcomes: usize = case_of(&imported.text).0.issues.values().map(|issue| issue.values.len()).product();
        assert_eq!(expected["n_outcomes"], outcomes, "{name}");
        for (raw_scores, answers) in [(false, "exact_genius"), (true, "exact_raw")] {
            if !expected[answers].is_null() {
                check(name, raw_scores, &files, &expected["issues"], &expected[answers]);
                count += 1;
            }
        }
    }
    assert!(count >= 15, "{count}");
}
