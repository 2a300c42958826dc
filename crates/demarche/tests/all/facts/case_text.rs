//! Facts as the text of a case file.

use std::fmt::Write;

use serde_json::Value;

/// A case in option form. `decimals`: the feasible states, if the facts list them; otherwise everything is feasible.
pub(super) fn option_text(case: &Value, decimals: Option<&[u64]>) -> String {
    let mut text = String::from("title = \"facts\"\n");
    let parties = case["dms"].as_array().unwrap();
    let options = case["options"].as_array().unwrap();
    for party in 0..parties.len() {
        writeln!(text, "[party.p{party}]").unwrap();
    }
    let first = decimals.map_or(0, |decimals| decimals[0]);
    for (option, declared) in options.iter().enumerate().rev() {
        let owner = owner(parties, option);
        let changes = match declared.get("direction").and_then(Value::as_str).unwrap_or("both") {
            "both" => format!("{{ from = 'n', to = 'y', by = '{owner}' }}, {{ from = 'y', to = 'n', by = '{owner}' }}"),
            "fwd" => format!("{{ from = 'n', to = 'y', by = '{owner}' }}"),
            "back" => format!("{{ from = 'y', to = 'n', by = '{owner}' }}"),
            other => panic!("direction {other}"),
        };
        // The status quo plays no part in the facts; it must be feasible.
        let today = if first >> option & 1 == 1 { 'y' } else { 'n' };
        writeln!(
            text,
            "[issue.o{option}]\nvalues = ['n', 'y']\nstatus-quo = '{today}'\nchanges = [{changes}]"
        )
        .unwrap();
    }
    for pattern in case["infeasible"].as_array().unwrap() {
        writeln!(text, "[[never]]\nformula = '{}'", conjunction(pattern)).unwrap();
    }
    for (index, party) in parties.iter().enumerate() {
        let order = if let Some(ranking) = party.get("ranking") {
            let pin = |state: u64| pinned(decimals.map_or(state - 1, |decimals| decimals[state as usize - 1]), options.len());
            format!("ranking = {}", ranking_text(ranking, &pin))
        } else {
            let statements = party["statements"].as_array().unwrap().iter();
            let priority: Vec<String> = statements.map(|statement| format!("'{}'", disjunction(statement))).collect();
            format!("priority = [{}]", priority.join(", "))
        };
        writeln!(text, "[[statement]]\nparty = 'p{index}'\n{order}").unwrap();
    }
    text
}

/// A case given as a graph: one issue, whose values are the states.
pub(super) fn graph_text(case: &Value) -> String {
    let mut text = String::from("title = \"facts\"\n");
    let parties = case["dms"].as_array().unwrap();
    let states = case["n_states"].as_u64().unwrap();
    let mut changes = Vec::new();
    for (index, party) in parties.iter().enumerate() {
        writeln!(text, "[party.p{index}]").unwrap();
        for (from, to) in case["arcs"][party["name"].as_str().unwrap()].as_object().unwrap() {
            let to: Vec<String> = to.as_array().unwrap().iter().map(Value::to_string).collect();
            changes.push(format!("{{ from = {from}, to = [{}], by = 'p{index}' }}", to.join(", ")));
        }
    }
    let values: Vec<String> = (1..=states).map(|state| state.to_string()).collect();
    writeln!(
        text,
        "[issue.s]\nvalues = [{}]\nchanges = [{}]",
        values.join(", "),
        changes.join(", ")
    )
    .unwrap();
    for (index, party) in parties.iter().enumerate() {
        let ranking = ranking_text(&party["ranking"], &|state| format!("s = {state}"));
        writeln!(text, "[[statement]]\nparty = 'p{index}'\nranking = {ranking}").unwrap();
    }
    text
}

fn owner(parties: &[Value], option: usize) -> String {
    let owns = |party: &Value| {
        party["options"]
            .as_array()
            .unwrap()
            .iter()
            .any(|owned| owned.as_u64() == Some(option as u64))
    };
    format!("p{}", parties.iter().position(owns).unwrap())
}

fn ranking_text(ranking: &Value, pin: &dyn Fn(u64) -> String) -> String {
    let group = |group: &Value| {
        let states = group
            .as_array()
            .unwrap()
            .iter()
            .map(|state| format!("'{}'", pin(state.as_u64().unwrap())));
        format!("[{}]", states.collect::<Vec<_>>().join(", "))
    };
    let groups: Vec<String> = ranking.as_array().unwrap().iter().map(group).collect();
    format!("[{}]", groups.join(", "))
}

/// A formula that holds in one state only.
fn pinned(decimal: u64, options: usize) -> String {
    let values = (0..options).map(|option| format!("o{option} = {}", if decimal >> option & 1 == 1 { 'y' } else { 'n' }));
    values.collect::<Vec<_>>().join(" and ")
}

fn conjunction(pattern: &Value) -> String {
    let parts = pattern.as_object().unwrap().iter().map(|(option, value)| {
        let value = value.as_str().unwrap().to_lowercase();
        format!("o{option} = {value}")
    });
    parts.collect::<Vec<_>>().join(" and ")
}

fn disjunction(statement: &Value) -> String {
    let parts = statement["any_of"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pattern| format!("({})", conjunction(pattern)));
    parts.collect::<Vec<_>>().join(" or ")
}
