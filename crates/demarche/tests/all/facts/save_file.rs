//! Facts as a save file of GMCR+.

use serde_json::{Value, json};

/// The save file; `ranking` in place of statements, if given: party by name, groups of states, best first.
pub(super) fn save_file(case: &Value, ranking: Option<&Value>) -> String {
    let pattern = |pattern: &Value| -> Value {
        let parts = pattern.as_object().unwrap().iter();
        parts
            .map(|(option, value)| json!([option.parse::<u64>().unwrap(), value]))
            .collect()
    };
    let option =
        |option: &Value| json!({ "name": option["name"], "permittedDirection": option.get("direction").unwrap_or(&json!("both")) });
    let vector = |groups: &Value| -> Value {
        let groups = groups.as_array().unwrap().iter();
        groups
            .map(|group| {
                let states = group.as_array().unwrap();
                if states.len() == 1 { states[0].clone() } else { group.clone() }
            })
            .collect()
    };
    let statement = |statement: &Value| {
        let members: Value = statement["any_of"].as_array().unwrap().iter().map(pattern).collect();
        json!({ "compound": true, "members": members })
    };
    let party = |party: &Value| {
        let mut saved = json!({ "name": party["name"], "options": party["options"], "preferences": [] });
        match ranking {
            Some(ranking) => saved["preferenceVector"] = vector(&ranking[party["name"].as_str().unwrap()]),
            None => saved["preferences"] = party["statements"].as_array().unwrap().iter().map(statement).collect(),
        }
        saved
    };
    let all = |list: &Value, each: &dyn Fn(&Value) -> Value| -> Value { list.as_array().unwrap().iter().map(each).collect() };
    json!({
        "program": "gmcr-py",
        "useManualPreferenceVectors": ranking.is_some(),
        "options": all(&case["options"], &option),
        "decisionMakers": all(&case["dms"], &party),
        "infeasibles": all(&case["infeasible"], &pattern),
    })
    .to_string()
}
