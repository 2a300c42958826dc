//! The brief: what it prints is escaped, even-handed, free of likelihood, and every reference in it leads somewhere.

mod fixture;
mod real;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use demarche::brief::page::Page;
use demarche::brief::prose::Span;
use demarche::brief::{TerminalStyle, brief, deals, html, markdown, stability, terminal, why};
use fixture::{mirror, summit, summit_deals_page, summit_stability, summit_why};
use unicode_width::UnicodeWidthStr;

/// Every page of the fixtures and of the project's own small cases.
fn pages() -> &'static [(String, Page)] {
    static PAGES: OnceLock<Vec<(String, Page)>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let mut pages = vec![
            ("summit".to_owned(), brief(&summit())),
            ("mirror".to_owned(), brief(&mirror("Arden", "Belle"))),
            ("hostile".to_owned(), brief(&mirror(HOSTILE, "Belle"))),
            ("deals".to_owned(), deals(&summit_deals_page())),
            ("stability".to_owned(), stability(&summit_stability())),
            ("why".to_owned(), why(&summit_why())),
        ];
        for (name, case, files) in real::cases() {
            let Some(answers) = real::answers(&case, &files) else { continue };
            pages.push((format!("{name}.brief"), brief(&answers.0)));
            pages.push((format!("{name}.deals"), deals(&answers.1)));
            pages.push((format!("{name}.stability"), stability(&answers.2)));
        }
        pages
    })
}

/// A name that tries to be markup, Markdown, a table's edge, a terminal's code and a change of direction at once.
const HOSTILE: &str = "<script>alert(1)</script>|*x*[y](javascript:z)`\u{1b}[31m\u{202e}\n&\"'";

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let mark = format!(" {name}=\"");
    html.match_indices(&mark)
        .map(|(start, _)| &html[start + mark.len()..])
        .map(|rest| &rest[..rest.find('"').unwrap()])
        .collect()
}

/// Every document, printed in three ways; into the folder named by `DEMARCHE_BRIEFS`, if any, for eyes.
#[test]
fn every_document_prints() {
    let folder = std::env::var_os("DEMARCHE_BRIEFS").map(std::path::PathBuf::from);
    for (name, page) in pages() {
        let style = TerminalStyle { width: 80, color: false };
        for (ending, text) in [("html", html(page)), ("md", markdown(page)), ("txt", terminal(page, &style))] {
            assert!(text.len() > 500, "{name}.{ending}");
            if let Some(folder) = &folder {
                std::fs::write(folder.join(format!("{name}.{ending}")), text).unwrap();
            }
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    for (name, page) in pages() {
        let html = html(page);
        let ids = attributes(&html, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: an anchor occurs twice");
        for target in attributes(&html, "href")
            .into_iter()
            .filter_map(|address| address.strip_prefix('#'))
        {
            assert!(unique.contains(target), "{name}: nothing at #{target}");
        }
        let markdown = markdown(page);
        for (start, _) in markdown.match_indices("](#") {
            let rest = &markdown[start + 3..];
            let target = &rest[..rest.find(')').unwrap()];
            assert!(
                markdown.contains(&format!("<a id=\"{target}\"></a>")),
                "{name}: nothing at #{target} in Markdown"
            );
        }
    }
}

#[test]
fn every_line_that_is_named_has_its_evidence() {
    let document = summit();
    let page = brief(&document);
    let html = html(&page);
    for line in &document.case.lines {
        assert!(html.contains(&format!("id=\"line-{}\"", line.id)), "{}", line.id);
    }
    for line in page.line_references() {
        assert!(document.case.lines.iter().any(|known| known.id == line), "{line}");
    }
}

#[test]
fn judgments_say_what_they_rest_on() {
    let html = html(&brief(&summit()));
    let judgments = html.matches("<p class=\"claim\">").count();
    assert!((3..=5).contains(&judgments));
    assert_eq!(judgments, html.matches("<p class=\"rests\">").count());
    for (name, page) in pages().iter().filter(|(name, _)| name.ends_with(".brief")) {
        let html = self::html(page);
        let claims = html.matches("<p class=\"claim\">").count();
        assert_eq!(claims, html.matches("<p class=\"rests\">").count(), "{name}");
    }
}

#[test]
fn a_page_stands_alone() {
    for (name, page) in pages() {
        let html = html(page);
        for forbidden in [
            "<script",
            "<link",
            "<img",
            "<iframe",
            "@import",
            "url(http",
            " src=",
            "javascript:z\"",
        ] {
            assert!(!html.contains(forbidden), "{name}: {forbidden}");
        }
        assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{name}");
        assert_eq!(html.matches("<h1>").count(), 1, "{name}");
    }
}

#[test]
fn names_cannot_steer_the_reader() {
    let page = brief(&mirror(HOSTILE, "Belle"));
    let web = html(&page);
    assert!(web.contains("&lt;script&gt;alert(1)"));
    for text in [&web, &markdown(&page), &terminal(&page, &TerminalStyle { width: 80, color: false })] {
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
    }
    assert!(!markdown(&page).replace("\\<", "").contains("<script"));
}

#[test]
fn two_parties_that_change_places_get_the_same_words() {
    let swap = |text: String| text.replace("Arden", "\u{1}").replace("Belle", "Arden").replace('\u{1}', "Belle");
    let short = |text: String| text.replace("AQ", "\u{1}").replace("BQ", "AQ").replace('\u{1}', "BQ");
    let (one, other) = (brief(&mirror("Arden", "Belle")), brief(&mirror("Belle", "Arden")));
    assert_eq!(short(swap(html(&one))), html(&other));
    assert_eq!(short(swap(markdown(&one))), markdown(&other));
    let style = TerminalStyle { width: 80, color: false };
    assert_eq!(short(swap(terminal(&one, &style))), terminal(&other, &style));
}

/// Whatever the findings are, the templates claim no likelihood and foretell nothing.
#[test]
fn nothing_is_foretold() {
    let forbidden = [
        "will",
        "would",
        "likely",
        "unlikely",
        "probable",
        "probably",
        "improbable",
        "chance",
        "chances",
        "odds",
        "he",
        "she",
        "his",
        "her",
        "aggressor",
        "regime",
        "unfortunately",
        "clearly",
        "obviously",
    ];
    for (name, page) in pages().iter().filter(|(name, _)| !name.contains('.') && name != "hostile") {
        let text = terminal(page, &TerminalStyle { width: 200, color: false }).to_lowercase();
        let words: BTreeSet<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
        for word in forbidden {
            assert!(!words.contains(word), "{name}: {word}");
        }
        assert_eq!(
            text.matches("likelihood").count(),
            usize::from(text.contains("no likelihood is claimed")),
            "{name}"
        );
    }
}

#[test]
fn terminal_lines_keep_to_the_width() {
    for (name, page) in pages() {
        for width in [40, 60, 80, 132] {
            let text = terminal(page, &TerminalStyle { width, color: false });
            for line in text.lines() {
                assert!(line.width() <= width, "{name} at {width}: {line}");
            }
        }
    }
}

#[test]
fn color_only_adds() {
    for (name, page) in pages() {
        let plain = terminal(page, &TerminalStyle { width: 80, color: false });
        let colored = terminal(page, &TerminalStyle { width: 80, color: true });
        let mut stripped = String::new();
        let mut rest = colored.as_str();
        while let Some(start) = rest.find('\u{1b}') {
            stripped.push_str(&rest[..start]);
            let end = rest[start..].find('m').unwrap();
            rest = &rest[start + end + 1..];
        }
        stripped.push_str(rest);
        let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        assert_eq!(trimmed(&plain), trimmed(&stripped), "{name}");
    }
}

#[test]
fn markdown_tables_are_well_formed() {
    for (name, page) in pages() {
        let mut columns = None;
        for line in markdown(page).lines() {
            if !line.starts_with("| ") {
                columns = None;
                continue;
            }
            let count = line.replace("\\\\", "").replace("\\|", "").matches('|').count();
            assert_eq!(*columns.get_or_insert(count), count, "{name}: {line}");
        }
    }
}

#[test]
fn marks_never_speak_by_color_alone() {
    for (name, page) in pages() {
        for span in page.spans() {
            if let Span::Mark(mark) = span {
                assert!(!mark.glyph().is_empty() && !mark.word().is_empty(), "{name}");
                assert_eq!(mark.glyph().width(), 1, "{name}");
            }
        }
    }
}

/// A symmetric case, end to end: other names, and nothing but the names changes.
#[test]
fn names_that_change_places_change_places_in_the_text() {
    let text = |first: &str, second: &str| {
        format!(
            r#"
            title = "Two neighbors"
            [party.a]
            name = "{first}"
            short = "{first}"
            [party.b]
            name = "{second}"
            short = "{second}"
            [issue.x]
            name = "restraint of the first"
            by = "a"
            back = "a"
            [issue.y]
            name = "restraint of the second"
            by = "b"
            back = "b"
            [[statement]]
            party = "a"
            value = {{ "y" = 3, "not x" = 1 }}
            [[statement]]
            party = "b"
            value = {{ "x" = 3, "not y" = 1 }}
            [[goal]]
            name = "restraint of both"
            formula = "x and y"
            "#
        )
    };
    let printed = |text: &str| {
        let case = crate::memory::case(text);
        let mut files = demarche::span::Files::new();
        files.add("case.toml", text);
        let settings = demarche::analysis::Settings::STANDARD;
        let document = demarche::analysis::brief(&case, &files, &settings, &mut demarche::analysis::Unwatched).unwrap();
        demarche::brief::markdown(&demarche::brief::brief(&document))
    };
    let (left, right) = (printed(&text("Aland", "Bland")), printed(&text("Bland", "Aland")));
    let swapped = right.replace("Aland", "\u{0}").replace("Bland", "Aland").replace('\u{0}', "Bland");
    assert!(left.contains("Aland") && left.contains("Bland"));
    assert_eq!(left, swapped);
}
