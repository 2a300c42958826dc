//! Scenarios with known answers, where they are at hand (`../../../shared/data`); they are other people's and not part of the repository.

use std::path::{Path, PathBuf};

use demarche::case::{Case, Content, Holder, Interval};
use demarche::index::PartyId;
use demarche::interop::{ImportOptions, import};
use demarche::rational::Rational;
use serde_json::Value;

use super::{case_of, files};

/// The folder with the scenarios, if it is there.
#[expect(clippy::print_stderr, reason = "whoever runs the tests should know what was skipped")]
pub(super) fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/negotiation");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not there", folder.display());
    None
}

/// What each deal is worth to a party, in the case's order of states; summed here, and not by the engine.
fn worths(case: &Case, party: PartyId) -> Vec<Rational> {
    let mut tables: Vec<Vec<Rational>> = case
        .issues
        .values()
        .map(|issue| vec![Rational::zero(); issue.values.len()])
        .collect();
    let mut constant = Rational::zero();
    for statement in case.statements.values() {
        let Content::Value(holder, worth) = &statement.content else {
            continue;
        };
        if *holder != Holder::itself(party) {
            continue;
        }
        for (formula, value) in worth.spelled_out(&case.issues) {
            match formula.issues().as_slice() {
                [] => constant = &constant + &value.low,
                [issue] => {
                    for (position, total) in tables[issue.0 as usize].iter_mut().enumerate() {
                        if formula.holds(&|_| position as u32) {
                            *total = &*total + &value.low;
                        }
                    }
                }
                _ => panic!("not additive"),
            }
        }
    }
    let mut worths = vec![constant];
    for table in tables {
        worths = worths.iter().flat_map(|sum| table.iter().map(move |score| sum + score)).collect();
    }
    worths
}

fn reservation(case: &Case, party: PartyId) -> Rational {
    let stated: Vec<&Interval> = case
        .statements
        .values()
        .filter_map(|statement| match &statement.content {
            Content::Reservation(holder, value) if *holder == Holder::itself(party) => Some(value),
            _ => None,
        })
        .collect();
    assert_eq!(stated.len(), 1);
    stated[0].low.clone()
}

fn check(name: &str, case: &Case, expected: &Value) {
    let parties: Vec<PartyId> = case.parties.keys().collect();
    let worths: Vec<Vec<Rational>> = parties.iter().map(|party| worths(case, *party)).collect();
    let reserved: Vec<Rational> = parties.iter().map(|party| reservation(case, *party)).collect();
    assert_eq!(expected["n_outcomes"], worths[0].len(), "{name}");
    for (party, range) in worths.iter().zip(expected["ranges"].as_array().unwrap()) {
        for (found, expected) in [(party.iter().min(), &range[0]), (party.iter().max(), &range[1])] {
            // The answers are exact and printed with the digits of a double.
            assert!(
                (found.unwrap().to_f64() - expected.as_f64().unwrap()).abs() < 1e-12,
                "{name}: {found:?} {expected}"
            );
        }
    }
    for (found, expected) in reserved.iter().zip(expected["reserved"].as_array().unwrap()) {
        assert!(
            (found.to_f64() - expected.as_f64().unwrap()).abs() < 1e-12,
            "{name}: {found:?} {expected}"
        );
    }
    let rational = (0..worths[0].len())
        .filter(|deal| worths.iter().zip(&reserved).all(|(worths, reserved)| worths[*deal] >= *reserved))
        .count();
    assert_eq!(expected["n_individually_rational"], rational, "{name}");
}

#[test]
fn exact_answers_are_met() {
    let Some(shared) = shared() else { return };
    let mut count = 0;
    for entry in std::fs::read_dir(shared.join("expected")).unwrap() {
        let path = entry.unwrap().path();
        let expected: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let files = files(&shared.join("scenarios").join(name));
        for (raw_scores, answers) in [(false, "exact_genius"), (true, "exact_raw")] {
            if expected[answers].is_null() {
                continue;
            }
            let options = ImportOptions {
                raw_scores,
                ..ImportOptions::default()
            };
            let imported = import(&files, &options).unwrap_or_else(|refused| panic!("{name}: {:?}", refused.diagnostics));
            let (case, doubts) = case_of(&imported.text);
            assert!(doubts.is_empty(), "{name}: {doubts}");
            check(name, &case, &expected[answers]);
            count += 1;
        }
    }
    assert!(count >= 15, "{count}");
}

#[test]
fn games_are_read() {
    let Some(shared) = shared() else { return };
    for name in ["base", "base_7players", "game1"] {
        let path = shared.join("scoreable").join(format!("{name}.json"));
        let text = std::fs::read_to_string(&path).unwrap();
        let expected: Value = serde_json::from_str(&text).unwrap();
        let (case, doubts) = case_of(&super::imported(&[super::file("game.json", &text)]).text);
        assert!(doubts.is_empty(), "{name}: {doubts}");
        let parties: Vec<PartyId> = case.parties.keys().collect();
        let accepts: Vec<Vec<bool>> = parties
            .iter()
            .map(|party| {
                let least = reservation(&case, *party);
                worths(&case, *party).into_iter().map(|worth| worth >= least).collect()
            })
            .collect();
        let rule = &case.agreement.as_ref().unwrap().rule;
        let deals = 0..accepts[0].len();
        let passing = deals
            .clone()
            .filter(|deal| rule.holds(&|party: PartyId| accepts[party.0 as usize][*deal]))
            .count();
        let unanimous = deals.filter(|deal| accepts.iter().all(|party| party[*deal])).count();
        assert_eq!(expected["deals_passing_n_minus_1_with_veto"], passing, "{name}");
        assert_eq!(expected["deals_all_parties_at_or_above_minimum"], unanimous, "{name}");
    }
}
