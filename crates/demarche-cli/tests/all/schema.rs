//! The JSON Schemas, and that they describe what is printed.

use serde_json::Value;

use crate::run::demarche;

fn json(arguments: &[&str]) -> Value {
    let finished = demarche(arguments).finish();
    serde_json::from_str(&finished.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{}", finished.seen()))
}

#[test]
fn every_schema_is_a_schema() {
    for document in [
        "case",
        "brief",
        "deals",
        "stability",
        "why",
        "tip",
        "nearest",
        "inverse",
        "moment",
        "power",
        "search",
        "check",
        "read",
    ] {
        let schema = json(&["schema", document]);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{document}");
        assert!(jsonschema::draft202012::new(&schema).is_ok(), "{document}");
    }
}

#[test]
fn documents_fit_their_schemas() {
    for case in [
        "cases/alaska2025/case.toml",
        "cases/elmira1991/case.toml",
        "cases/two-level/case.toml",
        "cases/excluded-veto/case.toml",
        "cases/empty-core/case.toml",
    ] {
        fit(case);
    }
}

fn fit(case: &str) {
    for (document, arguments) in [
        ("brief", vec!["brief", case, "--json"]),
        ("deals", vec!["deals", case, "--json"]),
        ("stability", vec!["stability", case, "--json"]),
        ("why", vec!["why", case, "#2", "--json"]),
        ("tip", vec!["tip", case, "--goal", "#2", "--ask", "sign", "--json"]),
        ("nearest", vec!["nearest", case, "#2", "--json"]),
        ("inverse", vec!["inverse", case, "#2", "--json"]),
        ("moment", vec!["moment", case, "--json"]),
        ("power", vec!["power", case, "--json"]),
        ("search", vec!["search", case, "--nearest", "--count", "--json"]),
        ("check", vec!["check", case, "--json"]),
    ] {
        let schema = jsonschema::draft202012::new(&json(&["schema", document])).unwrap();
        let errors: Vec<String> = schema.iter_errors(&json(&arguments)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{document}: {errors:#?}");
    }
}
