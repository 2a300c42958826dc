//! Files that mean harm, or are broken: a clear error each.

use super::{file, files, refused, samples};
use demarche::interop::{Foreign, ImportOptions, import};

const DOMAIN: &str = r#"<negotiation_template><utility_space><objective index="0" name="d">
<issue index="1" name="a" type="discrete"><item index="1" value="x"/><item index="2" value="y"/></issue>
</objective></utility_space></negotiation_template>"#;

fn profile(inside: &str) -> String {
    format!("<utility_space><objective index=\"0\" name=\"d\">{inside}<weight index=\"1\" value=\"1\"/></objective></utility_space>")
}

/// What is said of a GENIUS profile with this inside.
fn said(inside: &str) -> String {
    refused(&[file("d.xml", DOMAIN), file("p.xml", &profile(inside))])
}

#[test]
fn entities_are_not_expanded() {
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>{}",
        DOMAIN.replace("\"x\"", "\"&b;&c;\"")
    );
    let said = refused(&[file("d.xml", &bomb)]);
    assert!(
        said.contains("declares a document type") && said.contains("never expanded"),
        "{said}"
    );
    let said = refused(&[file("d.xml", &DOMAIN.replace("\"x\"", "\"&c;\""))]);
    assert!(said.contains("`&c;` is not one of XML's own"), "{said}");
}

#[test]
fn nesting_is_bounded() {
    let deep = format!("<utility_space>{}", "<objective>".repeat(300_000));
    refused(&[file("d.xml", &deep)]);
    let closed = format!(
        "<utility_space>{}{}</utility_space>",
        "<objective>".repeat(300_000),
        "</objective>".repeat(300_000)
    );
    refused(&[file("d.xml", &closed)]);
    for (name, text) in [
        ("a.json", "{\"issuesValues\":"),
        ("a.json", "["),
        ("a.yml", "["),
        ("a.yml", "- "),
        ("a.yml", "{a: "),
    ] {
        refused(&[file(name, &text.repeat(200_000))]);
    }
}

#[test]
fn encodings_are_named() {
    let wide: Vec<u8> = DOMAIN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [[&[0xFF, 0xFE][..], &wide].concat(), wide.clone()] {
        let said = refused(&[Foreign {
            name: "d.xml".to_owned(),
            bytes,
        }]);
        assert!(said.contains("is UTF-16 text") && said.contains("save the file as UTF-8"), "{said}");
    }
    let mut latin = DOMAIN.replace("\"x\"", "\"caf~\"").into_bytes();
    let at = latin.iter().position(|byte| *byte == b'~').unwrap();
    latin[at] = 0xE9;
    let said = refused(&[Foreign {
        name: "d.xml".to_owned(),
        bytes: latin,
    }]);
    assert!(said.contains("it may be Latin-1") && said.contains("on line 2"), "{said}");
    let said = refused(&[Foreign {
        name: "d.bin".to_owned(),
        bytes: vec![1, 2, 0, 3, 4, 5, 0, 9],
    }]);
    assert!(said.contains("is no text file"), "{said}");
    // A mark of the byte order is skipped, and places still fit.
    let marked = format!("\u{FEFF}{DOMAIN}");
    let said = refused(&[
        file("d.xml", &marked),
        file(
            "p.xml",
            &profile("<issue index=\"1\" name=\"a\"><item value=\"z\" evaluation=\"1\"/></issue>"),
        ),
    ]);
    assert!(said.contains("no value of `a` in the domain called `z`"), "{said}");
}

#[test]
fn what_is_missing_is_said() {
    assert!(refused(&[]).contains("nothing to import"));
    let said = refused(&[file("d.xml", DOMAIN)]);
    assert!(said.contains("no file says what a party wants"), "{said}");
    for sample in ["genius-web", "negmas"] {
        let all = files(&samples().join(sample));
        let domain: Vec<Foreign> = all
            .into_iter()
            .filter(|file| ["trip.json", "fair.yml"].contains(&file.name.as_str()))
            .collect();
        assert_eq!(domain.len(), 1);
        assert!(refused(&domain).contains("no file says what a party wants"));
    }
    let said = refused(&[file("x.xml", "<html/>")]);
    assert!(said.contains("`x.xml` is of no format that is known here"), "{said}");
    for (name, text) in [
        ("x.json", "{}"),
        ("x.json", "[1]"),
        ("x.csv", "a,b\n1,2\n"),
        ("x.txt", ""),
        ("x.yml", "a: 1\n"),
    ] {
        refused(&[file(name, text)]);
    }
    let mut mixed = files(&samples().join("ktab"));
    mixed.extend(files(&samples().join("gmcr")));
    assert!(refused(&mixed).contains("is a KTAB table"));
    let twice = [file("d.xml", DOMAIN), file("e.xml", DOMAIN), file("p.xml", &profile(""))];
    assert!(refused(&twice).contains("`d.xml` and `e.xml` both are domains"));
}

#[test]
fn profiles_fit_their_domain() {
    let good = "<issue index=\"1\" name=\"a\"><item value=\"x\" evaluation=\"1\"/><item value=\"y\" evaluation=\"2\"/></issue>";
    assert!(import(&[file("d.xml", DOMAIN), file("p.xml", &profile(good))], &ImportOptions::default()).is_ok());
    for (inside, part) in [
        (good.replace("\"y\"", "\"Y\""), "no value of `a` in the domain called `Y`"),
        (
            good.replace("name=\"a\"", "name=\"b\"").replace("index=\"1\"", "index=\"7\""),
            "no issue in the domain called `b`",
        ),
        (good.replace("\"2\"", "\"two\""), "`two` is no number"),
        (good.replace("\"2\"", "\"NaN\""), "`NaN` is no number"),
        (good.replace("\"2\"", &format!("\"{}\"", "9".repeat(100_000))), "is no number"),
        (good.replace("\"2\"", "\"1e99999999\""), "is no number"),
        (good.replace("\"y\"", "\"x\""), "stands there twice"),
        (format!("{good}{good}"), "stands there twice"),
        (format!("{good}<weight index=\"1\" value=\"2\"/>"), "stands there twice"),
    ] {
        let said = said(&inside);
        assert!(said.contains(part), "{inside}: {said}");
    }
    let twice = DOMAIN.replace("\"y\"", "\"x\"");
    let said = refused(&[file("d.xml", &twice), file("p.xml", &profile(good))]);
    assert!(
        said.contains("the value `x` stands there twice") && said.contains("first here"),
        "{said}"
    );
}

#[test]
fn other_formats_have_faults_too() {
    for (sample, name, from, to, part) in [
        ("genius-web", "trip-ann.json", "\"sea\": 1", "\"see\": 1", "did you mean `sea`?"),
        ("genius-web", "trip-ann.json", "\"Days\": 4", "\"Dayz\": 4", "did you mean `Days`?"),
        ("genius-web", "trip.json", "\"step\": 2", "\"step\": 0", "must have from 1 to"),
        ("genius-web", "trip.json", "\"step\": 2", "\"step\": 1e-50", "must have from 1 to"),
        (
            "genius-web",
            "trip-bob.json",
            "LinearAdditive",
            "Other",
            "a profile of the kind `OtherUtilitySpace` cannot be read",
        ),
        (
            "negmas",
            "host.yml",
            "corner: 0.0",
            "corners: 0.0",
            "no value of `stand` called `corners`",
        ),
        ("negmas", "host.yml", "AffineFun", "SinFun", "`sinfun` cannot be read"),
        (
            "negmas",
            "host.yml",
            "[0.25, 0.5, 0.25]",
            "[0.25, 0.5]",
            "one entry for each of the 3 issues",
        ),
        ("negmas", "fair.yml", "[4, 6]", "[6, 4]", "ends before it starts"),
        ("negmas", "fair.yml", "name: hours", "name: stand", "stands there twice"),
        ("scoring-sheet", "harbor.json", "[10, 40, 60]", "[10, 40]", "has 3 options"),
        (
            "scoring-sheet",
            "harbor.json",
            "\"City\"",
            "\"Port\"",
            "the party `Port` stands there twice",
        ),
        ("ktab", "tariff.csv", ",3,2,", ",4,2,", "announces 4 actors, and 3 follow"),
        ("ktab", "tariff.csv", "75.5, 20,", "75.5,", "a row has 7 cells"),
        ("ktab", "tariff.csv", " 90, 80", " 190, 80", "between 0 and 100"),
        ("ktab", "tariff.csv", "Mills,", "Farmers,", "the actor `Farmers` stands there twice"),
        (
            "csv-sheet",
            "sheet.csv",
            ";20;",
            ";10;",
            "the value of `Price` `10` stands there twice",
        ),
        ("csv-sheet", "sheet.csv", "1,5", "one", "`one` is no number"),
        (
            "csv-sheet",
            "sheet.csv",
            "Seller AG",
            "Buyer",
            "the party `Buyer` stands there twice",
        ),
        (
            "gmcr",
            "ferry.gmcr",
            "[3, \"Y\"]",
            "[4, \"Y\"]",
            "an option must be a number from 0 to 3",
        ),
        ("gmcr", "ferry.gmcr", "\"fwd\"", "\"up\"", "expected `both`, `fwd` or `back`"),
        (
            "gmcr",
            "ferry.gmcr",
            "\"Crew\"",
            "\"Line\"",
            "the decision maker `Line` stands there twice",
        ),
        (
            "gmcr-ranking",
            "dam.gmcr",
            "[2, [1, 3]]",
            "[2, [1, 4]]",
            "a state must be a number from 0 to 3",
        ),
        (
            "gmcr-ranking",
            "dam.gmcr",
            "[2, [1, 3]]",
            "[2, [1, 1]]",
            "the state `1` stands there twice",
        ),
    ] {
        let mut all = files(&samples().join(sample));
        let changed = all.iter_mut().find(|file| file.name == name).unwrap();
        let text = String::from_utf8(changed.bytes.clone()).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        changed.bytes = text.replace(from, to).into_bytes();
        let said = refused(&all);
        assert!(said.contains(part), "{name}, {from} as {to}: {said}");
    }
}

/// Every sample with bytes cut off, doubled or changed: refused or read, and never a panic; what is read makes a case.
#[test]
fn damaged_files_do_no_harm() {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let signs: [&[u8]; 12] = [
        b"\"",
        b"<",
        b">",
        b"{",
        b"}",
        b"[",
        b"]",
        b"&",
        b"\n",
        b"-",
        b"\xF0\x9F\x98\x80",
        b"9999999999",
    ];
    for folder in std::fs::read_dir(samples()).unwrap() {
        let original = files(&folder.unwrap().path());
        for _ in 0..120 {
            let mut damaged = original.clone();
            let which = random(damaged.len());
            let bytes = &mut damaged[which].bytes;
            for _ in 0..1 + random(3) {
                let at = random(bytes.len());
                match random(4) {
                    0 => bytes.truncate(at),
                    1 => {
                        let part: Vec<u8> = bytes[at..bytes.len().min(at + 40)].to_vec();
                        bytes.splice(at..at, part);
                    }
                    2 => {
                        bytes.splice(at..bytes.len().min(at + 1), signs[random(signs.len())].iter().copied());
                    }
                    _ => {
                        bytes.drain(at..bytes.len().min(at + random(20)));
                    }
                }
            }
            if let Ok(imported) = import(&damaged, &ImportOptions::default()) {
                // The case may have faults of its own (a single party left, say); its text must be TOML that says what it says.
                let reading = demarche::case::read("x.toml", &imported.text, &mut crate::memory::Nothing, &Default::default());
                assert!(
                    reading
                        .diagnostics
                        .iter()
                        .all(|diagnostic| diagnostic.code != "toml-syntax" && diagnostic.code != "formula-syntax"),
                    "{}\n{}",
                    demarche::diagnostic::render_plain(&reading.files, &reading.diagnostics),
                    imported.text
                );
            }
        }
    }
}

/// As much as fits in the limit of a file, in shapes that invite work in proportion to a square.
#[test]
fn large_files_take_no_longer_than_their_size() {
    let began = std::time::Instant::now();
    let mut domain = String::from("<negotiation_template><utility_space><objective index=\"0\" name=\"d\">");
    let mut inside = String::new();
    for issue in 0..8 {
        let mut items = String::new();
        let mut scored = String::new();
        for value in 0..9_000 {
            items += &format!("<item value=\"v{value}\"/>");
            scored += &format!("<item value=\"v{}\" evaluation=\"{value}\"/>", 8_999 - value);
        }
        domain += &format!("<issue index=\"{issue}\" name=\"i{issue}\" type=\"discrete\">{items}</issue>");
        inside += &format!("<issue index=\"{issue}\" name=\"i{issue}\" type=\"discrete\">{scored}</issue>");
    }
    domain += "</objective></utility_space></negotiation_template>";
    let files = [
        file("d.xml", &domain),
        file("p.xml", &profile(&inside.replace("index=\"1\"", "index=\"9\""))),
    ];
    assert!(import(&files, &ImportOptions::default()).is_ok());
    // Nothing fits, and all of it is said to be unknown.
    refused(&[file("d.xml", &domain), file("p.xml", &profile(&inside.replace("\"v", "\"w")))]);

    let mut sheet = String::from("issue,value,a,b\n");
    for value in 0..9_999 {
        sheet += &format!("x,{value},1,2\n");
    }
    assert!(import(&[file("s.csv", &sheet)], &ImportOptions::default()).is_ok());

    let options: Vec<String> = (0..20)
        .map(|option| format!("{{\"name\": \"o{option}\", \"permittedDirection\": \"both\"}}"))
        .collect();
    let patterns = vec!["[[0, \"Y\"], [1, \"N\"]]"; 50_000].join(",");
    let save = format!(
        "{{\"options\": [{}], \"decisionMakers\": [{{\"name\": \"a\", \"options\": [0], \"preferences\": []}}], \"infeasibles\": [{patterns}]}}",
        options.join(",")
    );
    assert!(import(&[file("s.gmcr", &save)], &ImportOptions::default()).is_ok());

    let names: Vec<String> = (0..400)
        .map(|issue| format!("\"i{issue}\": {{\"values\": [\"a\", \"b\"]}}"))
        .collect();
    let domain = format!("{{\"issuesValues\": {{{}}}}}", names.join(","));
    let mut all = self::files(&samples().join("genius-web"));
    all.retain(|file| file.name != "trip.json");
    all.push(file("trip.json", &domain));
    refused(&all);
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}
