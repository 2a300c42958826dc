//! The brief: what it prints is escaped, even-handed, free of likelihood, and every reference in it leads somewhere.

mod fixture;

use demarche::brief::page::Page;
use demarche::brief::{TerminalStyle, brief, deals, html, markdown, stability, terminal, why};
use fixture::{mirror, summit, summit_deals_page, summit_stability, summit_why};

fn pages() -> Vec<(&'static str, Page)> {
    vec![
        ("summit", brief(&summit())),
        ("mirror", brief(&mirror("Arden", "Belle"))),
        ("deals", deals(&summit_deals_page())),
        ("stability", stability(&summit_stability())),
        ("why", why(&summit_why())),
    ]
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
