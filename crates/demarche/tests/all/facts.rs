//! Graph-model cases with known answers (`tests/cases/gmcr/`): translated into case files and reproduced exactly.
//!
//! The facts number states from 1 with option 0 as the lowest bit. A case file's first issue changes slowest, so the issues are declared
//! in reverse, and the two numberings agree; that is checked too.

mod case_text;
mod expected;
mod save_file;

use demarche::interop::{Foreign, ImportOptions, import};
use serde_json::Value;

use crate::facts::case_text::{graph_text, option_text};
use crate::facts::expected::Checked;
use crate::facts::save_file::save_file;
use crate::memory::model;

/// A file of facts.
fn facts(name: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/cases/gmcr")
        .join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A case in option form.
fn check_options(name: &str, case: &Value, decimals: Option<Vec<u64>>) -> (Checked, demarche::model::Model) {
    let model = model(&option_text(case, decimals.as_deref()));
    let decimals = decimals.unwrap_or_else(|| (0..model.space.len() as u64).collect());
    let checked = Checked::new(name, case, decimals.len());
    checked.numbering(&model, &decimals);
    (checked, model)
}

fn numbers(value: &Value) -> Vec<u64> {
    value.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

#[test]
fn published_conflicts() {
    for file in ["cuban.json", "elmira.json", "garrison.json", "prisoners.json"] {
        let facts = facts(file);
        let decimals = facts["states"]
            .as_array()
            .unwrap()
            .iter()
            .map(|state| state["decimal"].as_u64().unwrap());
        let (checked, model) = check_options(file, &facts["case"], Some(decimals.collect()));
        assert_eq!(facts["n_states_feasible"], model.space.len());
        checked.rankings(&model, &facts["ranking"]);
        checked.payoffs(&model, &facts["payoffs"]);
        checked.reachable(&model, &facts["reachable"]);
        checked.stability(&model, &facts["reference"], true);
        checked.coalitional(&model, &facts["reference"]["coalitional"]);
    }
}

/// The model of a save file, imported.
fn imported(save: String) -> demarche::model::Model {
    let file = Foreign {
        name: "facts.gmcr".to_owned(),
        bytes: save.into_bytes(),
    };
    model(&import(&[file], &ImportOptions::default()).unwrap().text)
}

#[test]
fn published_conflicts_as_save_files() {
    for file in ["cuban.json", "elmira.json", "garrison.json", "prisoners.json"] {
        let facts = facts(file);
        let case = &facts["case"];
        let states = facts["states"].as_array().unwrap().iter();
        let decimals: Vec<u64> = states.map(|state| state["decimal"].as_u64().unwrap()).collect();
        let by_statements = case["dms"].as_array().unwrap().iter().all(|party| {
            let source = party.get("preference_source").and_then(Value::as_str);
            party.get("statements").is_some() && source == Some("statements")
        });
        let mut saves = vec![save_file(case, Some(&facts["ranking"]))];
        if by_statements {
            saves.push(save_file(case, None));
        }
        for save in saves {
            let model = imported(save);
            let checked = Checked::new(file, case, decimals.len());
            checked.numbering(&model, &decimals);
            checked.rankings(&model, &facts["ranking"]);
            checked.reachable(&model, &facts["reachable"]);
            checked.stability(&model, &facts["reference"], true);
            checked.coalitional(&model, &facts["reference"]["coalitional"]);
        }
    }
}

#[test]
fn random_cases() {
    let facts = facts("fuzz.json");
    let cases = facts["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 90);
    let mut coalitional = 0;
    for facts in cases {
        let name = facts["id"].as_str().unwrap();
        let (checked, model) = check_options(name, &facts["case"], Some(numbers(&facts["decimal"])));
        assert_eq!(facts["n_states"], model.space.len(), "{name}");
        checked.rankings(&model, &facts["ranking"]);
        checked.stability(&model, &facts["expected"], true);
        if let Some(expected) = facts["expected"].get("coalitional") {
            checked.coalitional(&model, expected);
            coalitional += 1;
        }
    }
    assert_eq!(coalitional, 77);
}

#[test]
fn two_by_two_games() {
    let facts = facts("classic_2x2.json");
    for (name, game) in facts["games"].as_object().unwrap() {
        let (checked, model) = check_options(name, &game["case"], None);
        checked.stability(&model, &game["computed"], true);
        checked.coalitional(&model, &game["computed"]["coalitional"]);
    }
}

/// A graph entered by hand: a single issue with a value for each state.
#[test]
fn elmira_as_a_graph() {
    let facts = facts("elmira_xu2007.json");
    let model = model(&graph_text(&facts["case"]));
    assert_eq!(facts["case"]["n_states"], model.space.len());
    let checked = Checked::new("elmira as a graph", &facts["case"], 9);
    checked.payoffs(&model, &facts["payoffs"]);
    checked.reachable(&model, &facts["case"]["arcs"]);
    // Simultaneous sanctions need moves that can be combined; a single issue has none.
    checked.stability(&model, &facts["computed"], false);
    checked.coalitional(&model, &facts["computed"]["coalitional"]);
}
