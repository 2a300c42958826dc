//! Any text as a formula over a small case, and as a rule over its parties: an answer or diagnostics, never a panic.

#![no_main]

use demarche::case::read::{LoadError, Loaded, Loader, ReadLimits, formula, read};
use demarche::diagnostic::render_plain;
use libfuzzer_sys::fuzz_target;

/// No file but the one that is given.
struct Nothing;

impl Loader for Nothing {
    fn load(&mut self, _path: &str, _from: Option<&str>) -> Result<Loaded, LoadError> {
        Err(LoadError::Missing)
    }
}

const CASE: &str = r#"
title = "t"
[party.a]
[party.b]
[party.c]
[issue.x]
by = "a"
[issue.y]
values = ["low", "middle", "high"]
ordered = true
by = "a and b"
[issue.z]
values = [0, 1, 2]
by = "RULE"
"#;

fuzz_target!(|text: &str| {
    let plain = read("case.toml", &CASE.replace("RULE", "a or b"), &mut Nothing, &ReadLimits::default());
    let (Some(case), mut files) = (plain.case, plain.files) else {
        panic!("the case of this target has a fault: {:?}", plain.diagnostics);
    };
    match formula(&case, &mut files, "formula", text) {
        Ok(said) => {
            for combination in 0..18u32 {
                let values = [combination / 9, combination / 3 % 3, combination % 3];
                let _ = said.formula.holds(&|issue| values[issue.0 as usize]);
            }
            assert!(said.formula.issues().len() <= 3);
        }
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a word");
            let _ = render_plain(&files, &faults);
        }
    }
    // The same text as a rule over parties, inside a literal string so that TOML passes it on.
    if !text.contains("'''") {
        let rule = CASE.replace("\"RULE\"", &format!("'''\n{text}'''"));
        let reading = read("case.toml", &rule, &mut Nothing, &ReadLimits::default());
        let _ = render_plain(&reading.files, &reading.diagnostics);
    }
});
