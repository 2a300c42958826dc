//! The house rules that a test can hold: which layer imports which, who prints, how files open.
#![allow(clippy::unwrap_used, reason = "a test that cannot read the sources has failed")]

use std::path::{Path, PathBuf};

/// Layers and what each may import, beside the shared vocabulary and itself.
const LAYERS: [(&str, &[&str]); 9] = [
    ("text", &[]),
    ("case", &["text"]),
    ("finding", &["case"]),
    ("linear", &[]),
    ("model", &["case", "finding", "linear"]),
    ("analysis", &["case", "finding", "linear", "model"]),
    ("brief", &["case", "finding"]),
    ("interop", &["text", "case", "finding", "model"]),
    ("reader", &["case"]),
];

/// What every layer may import.
const VOCABULARY: [&str; 4] = ["span", "diagnostic", "index", "rational"];

/// What the engine must not touch, with the reason.
const ABSENT: [(&str, &str); 9] = [
    ("std::fs", "files come through `Loader`"),
    ("std::env", "settings are passed"),
    ("std::net", "nothing is sent"),
    ("std::process", "the engine ends nothing"),
    ("std::time", "the same text gives the same bytes"),
    ("std::thread", "the same text gives the same bytes"),
    ("println!", "only the command line prints"),
    ("static mut", "nothing is kept between runs"),
    (".expect(", "bad input is data"),
];

/// Every source file, with its path below `src`.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(&root).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 30);
    found
}

/// The layer of a file: its first folder, or its own name.
fn layer(path: &Path) -> String {
    let first = path.components().next().unwrap().as_os_str().to_str().unwrap();
    first.strip_suffix(".rs").unwrap_or(first).to_owned()
}

/// The part of a file that is compiled into the engine, without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// The modules of this crate that a file names: `crate::case`, also inside `use crate::{case::{Case, read}, span}`.
fn imports(text: &str) -> Vec<String> {
    let joined: String = code(text).collect::<Vec<_>>().join(" ");
    let mut names = Vec::new();
    for rest in joined.split("crate::").skip(1) {
        names.extend(heads(rest));
    }
    names
}

/// The first name of a path, or of each path of a list in braces.
fn heads(path: &str) -> Vec<String> {
    let Some(list) = path.strip_prefix('{') else {
        let end = path
            .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .unwrap_or(path.len());
        return vec![path[..end].to_owned()];
    };
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for letter in list.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts
        .iter()
        .flat_map(|part| heads(part.trim_start_matches([',', ' '])))
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn imports_are_found_in_every_form() {
    let text =
        "use crate::case::Case;\nuse crate::{finding::{Deal, Move}, model, span::Span};\n// use crate::brief;\nlet x = crate::text::x();";
    assert_eq!(imports(text), ["case", "finding", "model", "span", "text"]);
}

#[test]
fn a_layer_imports_only_what_stands_before_it() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let own = layer(&path);
        let allowed: &[&str] = match LAYERS.iter().find(|(name, _)| *name == own) {
            Some((_, allowed)) => allowed,
            None if own == "lib" => continue,
            None => {
                assert!(
                    VOCABULARY.contains(&own.as_str()),
                    "{} belongs to no layer: add it to the list",
                    path.display()
                );
                &[]
            }
        };
        for import in imports(&text) {
            let known = LAYERS.iter().any(|(name, _)| *name == import);
            if known && import != own && !allowed.contains(&import.as_str()) {
                faults.push(format!("{} imports `{import}`, which `{own}` must not know", path.display()));
            }
        }
    }
    faults.dedup();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_engine_is_pure() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        for line in code(&text) {
            for (absent, reason) in ABSENT {
                if line.contains(absent) {
                    faults.push(format!("{} has `{absent}`: {reason}", path.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{} does not open with `//!`", path.display());
    }
}
