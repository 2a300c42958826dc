//! A "not" is never lost, and nobody is given what another said or did: a record that says the opposite is worse than none.

use std::sync::LazyLock;

use demarche::reader::draft::{SourceText, draft};
use demarche::reader::{Document, Markup, Reader};

static READER: LazyLock<Reader> = LazyLock::new(Reader::default);

/// Each record in short: countries, act, position, modality, what it is about.
fn read(text: &str) -> Vec<String> {
    let reading = READER.read(&Document::new("text", text.as_bytes(), Markup::Plain), Some(2025));
    let told = |record: &demarche::reader::evidence::Evidence| {
        let actors: Vec<&str> = record.actor.iter().map(|actor| actor.country.as_str()).collect();
        let name = |value: serde_json::Value| value.as_str().unwrap_or("-").to_owned();
        let position = name(serde_json::to_value(record.position).unwrap());
        let modality = name(serde_json::to_value(record.modality).unwrap());
        let issue = record.issue.as_ref().map_or("", |issue| issue.phrase.text.as_str());
        format!("{} {} {position} {modality}: {issue}", actors.join("+"), record.act)
    };
    reading.evidence.iter().map(told).collect()
}

/// Some record begins so.
fn has(text: &str, wanted: &str) {
    let found = read(text);
    assert!(
        found.iter().any(|record| record.starts_with(wanted)),
        "{text}\nwanted {wanted}\nfound {found:#?}"
    );
}

/// No record has these words.
fn lacks(text: &str, unwanted: &str) {
    let found = read(text);
    assert!(
        !found.iter().any(|record| record.contains(unwanted)),
        "{text}\nnot wanted {unwanted}\nfound {found:#?}"
    );
}

fn drafted(text: &str) -> String {
    let reading = READER.read(&Document::new("text", text.as_bytes(), Markup::Plain), Some(2025));
    let source = SourceText {
        id: "text",
        title: "A text",
        file: None,
        bytes: text.as_bytes(),
        reading: &reading,
    };
    draft(&[source], None).map(|draft| draft.text).unwrap_or_default()
}

#[test]
fn what_is_demanded_not_to_happen_keeps_its_not() {
    has(
        "Russia demands that Ukraine not join NATO.",
        "RUS demand demand standing: not join NATO",
    );
    has(
        "Zelenskiy urged Trump not to lift sanctions on Russia.",
        "UKR demand demand asserted: not to lift",
    );
    has(
        "Russia must not be rewarded, Zelenskiy said.",
        "UKR demand not to demand reported: not be rewarded",
    );
    has(
        "Russia agreed not to attack Ukraine.",
        "RUS agree acceptance asserted: not to attack",
    );
    let draft = drafted("Russia demands that Ukraine not lift sanctions on Belarus. Russia demands that Ukraine lift sanctions on Moscow.");
    assert_eq!(draft.matches("[[statement]]").count(), 2, "{draft}");
    assert!(draft.contains("demands = \"not-lift"), "{draft}");
}

#[test]
fn what_is_denied_is_no_concession() {
    for text in [
        "\"We are not going to withdraw from Gaza,\" Prime Minister Benjamin Netanyahu said.",
        "Russia is not going to withdraw its troops from Ukraine.",
        "Russia is not ready to agree to a ceasefire.",
    ] {
        lacks(text, "concession");
        lacks(text, "acceptance");
        has(
            text,
            if text.contains("Gaza") {
                "ISR refuse refusal"
            } else {
                "RUS refuse refusal"
            },
        );
    }
    let text = "Russia is not going to withdraw its troops from Ukraine.";
    let reading = READER.read(&Document::new("text", text.as_bytes(), Markup::Plain), Some(2025));
    assert!(
        reading.evidence[0].span.text.starts_with("Russia is not going to withdraw"),
        "{:?}",
        reading.evidence[0].span
    );
    lacks("We will not accept any deal that gives up our land, Zelenskiy said.", "concession");
    has("Neither Russia nor Ukraine agreed to a ceasefire.", "RUS");
    for text in [
        "Neither Russia nor Ukraine agreed to a ceasefire.",
        "It is unlikely that Russia will withdraw its troops.",
        "Ukraine doubts that Russia will withdraw its troops.",
        "Turkey no longer opposes the bid of Sweden.",
    ] {
        let found = read(text);
        assert!(found.iter().all(|record| record.contains(" negated:")), "{text} {found:#?}");
    }
    lacks("Putin is under pressure to withdraw from Ukraine.", "concession");
    lacks("Putin must be forced to stop the war, Zelenskiy said.", "concession");
    lacks("The White House declined to comment.", "refusal");
    lacks("The US refused to comment on the report.", "refusal");
}

#[test]
fn a_refusal_is_not_given_up_by_another_deed() {
    let draft = drafted("Israel refused to release the prisoners.\n\n\"We are not going to withdraw,\" Netanyahu said.");
    assert!(draft.contains("rejects = \"release-prisoners\""), "{draft}");
    let draft = drafted("Israel refused to release the prisoners.\n\nIsrael withdrew from the south on Monday.");
    assert!(draft.contains("rejects = \"release-prisoners\""), "{draft}");
}

#[test]
fn a_quotation_with_a_speaker_of_its_own_is_not_the_first_ones() {
    for verb in ["replied", "shot back", "answered", "added"] {
        let text = format!("\"We will not sign the treaty,\" Trump said. \"We refuse to pay reparations,\" Putin {verb}.");
        let found = read(&text);
        assert!(
            !found.iter().any(|record| record.starts_with("USA") && record.contains("pay")),
            "{text} {found:#?}"
        );
    }
    has(
        "\"We will not sign the treaty,\" Trump said. \"We refuse to pay reparations,\" Putin replied.",
        "RUS refuse refusal",
    );
    has(
        "\"We will not sign the treaty,\" Trump said. \"We refuse to pay reparations.\"",
        "USA refuse refusal",
    );
}

#[test]
fn words_between_commas_are_not_who_acts() {
    has("The US, Lavrov said, had promised to lift sanctions.", "USA promise");
    has("\"Russia,\" said Zelenskiy, \"refuses to stop the war.\"", "RUS refuse refusal");
    has(
        "Moscow, Kyiv said, must pay reparations.",
        "UKR demand demand reported: pay reparations",
    );
    has("It was Ukraine, not Russia, that rejected the proposal.", "UKR reject refusal");
    has(
        "According to Russia's foreign minister, Sergei Lavrov, Ukraine demanded that NATO send troops.",
        "UKR demand",
    );
}

#[test]
fn what_somebody_is_accused_of_is_not_the_accusers() {
    lacks(
        "Turkey accused Sweden of supporting terrorists and refusing to extradite them.",
        "refusal",
    );
    lacks("Lavrov accused Ukraine of \"refusing to negotiate\".", "refusal");
    lacks("Zelenskiy thanked Poland for agreeing to send tanks.", "UKR send");
    lacks("The demand by Russia that Ukraine disarm was rejected by Kyiv.", "concession");
}

#[test]
fn a_condition_may_come_first() {
    for opener in ["If", "Unless", "Once"] {
        let text = format!("{opener} Israel withdraws from Gaza, Hamas will release the hostages.");
        let reading = READER.read(&Document::new("text", text.as_bytes(), Markup::Plain), Some(2025));
        let condition = reading.evidence.iter().find_map(|record| record.condition.as_ref());
        let words = condition.map(|condition| condition.text.as_str());
        assert_eq!(words, Some(format!("{opener} Israel withdraws from Gaza").as_str()), "{text}");
        lacks(&text, "concession asserted");
    }
    lacks("Provided that Russia withdraws, Ukraine will lift the blockade.", "RUS");
    lacks("Should Iran refuse, Israel would attack Iran.", "IRN");
}

#[test]
fn who_denies_it_is_not_its_source() {
    let text = "Israel has agreed to a ceasefire, according to Hamas, but a spokesman for Netanyahu denied this.";
    let reading = READER.read(&Document::new("text", text.as_bytes(), Markup::Plain), Some(2025));
    let sources: Vec<&str> = reading.evidence[0]
        .attribution
        .iter()
        .map(|source| source.source.as_str())
        .collect();
    assert_eq!(sources, ["Hamas"]);
}

#[test]
fn what_is_said_ends_with_its_quotation() {
    let found = read("\"We refuse to pay reparations,\" Putin said.");
    assert_eq!(found, ["RUS refuse refusal reported: pay reparations"]);
    let found = read("\"We demand the release of all hostages,\" said Netanyahu, \"and we will not stop the war.\"");
    assert!(found.iter().all(|record| !record.contains("said")), "{found:#?}");
    assert!(
        found
            .iter()
            .any(|record| record.starts_with("ISR refuse refusal reported: the war")),
        "{found:#?}"
    );
}
