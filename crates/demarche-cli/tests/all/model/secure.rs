//! Servers by HTTPS: asked if the system vouches for them, and told nothing if not.

use std::path::Path;

use super::server::{Play, secure_server, server};
use super::{KEY, TEXT, list, of_model, ok, record};
use crate::run::{Finished, demarche, folder};
use serde_json::json;

/// Reads with a server, where the system trusts these certificates alone.
fn read(address: &str, home: &Path, trusted: &str) -> Finished {
    std::fs::write(home.join("report.txt"), TEXT).unwrap();
    std::fs::write(home.join("trusted.pem"), trusted).unwrap();
    demarche(["read", "report.txt", "--endpoint", address, "--model", "tiny"])
        .within(home)
        .env("DEMARCHE_API_KEY", KEY)
        .env("SSL_CERT_FILE", "trusted.pem")
        .env("SSL_CERT_DIR", "nowhere")
        .finish()
}

fn plays() -> Vec<Play> {
    vec![ok(&list(&[record(&json!({}))]))]
}

/// The rules' records are there, and the reason is told.
fn unanswered(finished: &Finished, why: &str) {
    assert_eq!(finished.code, Some(1), "{}", finished.seen());
    assert!(finished.stderr.contains(why), "{}", finished.seen());
    assert!(
        of_model(finished).is_empty() && finished.stdout.contains("\"rules\""),
        "{}",
        finished.seen()
    );
    assert!(!finished.seen().contains(KEY), "{}", finished.seen());
}

#[test]
fn a_server_is_asked_by_https() {
    let home = folder(&[]);
    let (address, requests, own) = secure_server(&["127.0.0.1"], plays());
    let finished = read(&address, home.path(), &own);
    assert_eq!(finished.code, Some(0), "{}", finished.seen());
    assert_eq!(of_model(&finished).len(), 1, "{}", finished.seen());
    let request = requests.recv().unwrap();
    assert!(request.head.contains(&format!("authorization: bearer {KEY}")), "{}", request.head);
}

#[test]
fn a_server_for_which_nobody_vouches_is_told_nothing() {
    let home = folder(&[]);
    let (_, _, other) = secure_server(&["127.0.0.1"], plays());
    let (address, requests, own) = secure_server(&["127.0.0.1"], plays());
    unanswered(&read(&address, home.path(), &other), "certificate");
    assert!(requests.try_recv().is_err());
    // Nor is one that stands there under the name of another.
    let (address, requests, named) = secure_server(&["models.example.org"], plays());
    unanswered(&read(&address, home.path(), &(own + &named)), "certificate");
    assert!(requests.try_recv().is_err());
}

#[test]
fn what_cannot_be_spoken_is_told() {
    let home = folder(&[]);
    let (_, _, own) = secure_server(&["127.0.0.1"], plays());
    // A server without TLS does not understand what it hears, and says nothing or something else.
    let (address, _requests) = server(plays());
    let finished = read(&address.replace("http", "https"), home.path(), &own);
    unanswered(&finished, "https://127.0.0.1");
    let (address, requests, _) = secure_server(&["127.0.0.1"], plays());
    unanswered(&read(&address, home.path(), "no certificate at all\n"), "https://127.0.0.1");
    assert!(requests.try_recv().is_err());
}
