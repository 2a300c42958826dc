//! The brief: what it prints is escaped, even-handed, free of likelihood, and every reference in it leads somewhere.

mod fixture;
mod real;

use demarche::brief::page::Page;
use demarche::brief::{TerminalStyle, brief, deals, html, markdown, stability, terminal, why};
use fixture::{mirror, summit, summit_deals_page, summit_stability, summit_why};

/// Every page of the fixtures and of the project's own cases.
fn pages() -> Vec<(String, Page)> {
    let mut pages = vec![
        ("summit".to_owned(), brief(&summit())),
        ("mirror".to_owned(), brief(&mirror("Arden", "Belle"))),
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
}

/// Every document of the fixtures, each printed in three ways, into the folder named by `DEMARCHE_BRIEFS`, for eyes.
#[test]
fn every_document_prints() {
    let folder = std::env::var_os("DEMARCHE_BRIEFS").map(std::path::PathBuf::from);
    for (name, page) in pages() {
        let style = TerminalStyle { width: 80, color: false };
        for (ending, text) in [("html", html(&page)), ("md", markdown(&page)), ("txt", terminal(&page, &style))] {
            assert!(text.len() > 500, "{name}.{ending}");
            if let Some(folder) = &folder {
                std::fs::write(folder.join(format!("{name}.{ending}")), text).unwrap();
            }
        }
    }
}
