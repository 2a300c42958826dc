//! Ordinary ways of saying each of the sixteen events, in sentences of our own: the event, and the country of who acts.

use demarche::reader::{Document, Markup, Reader};

#[test]
fn every_type_is_read_in_its_ordinary_words() {
    let reader = Reader::default();
    let verbose = std::env::var("READER_MISSES").is_ok();
    let (mut all, mut right) = (0, 0);
    for line in include_str!("../../../../../tests/text/types.tsv").lines() {
        let [event, country, sentence] = line.split('\t').collect::<Vec<_>>()[..] else {
            continue;
        };
        let reading = reader.read(&Document::new("s", sentence.as_bytes(), Markup::Plain), None);
        let record = reading.evidence.iter().find(|record| record.plover.is_some());
        let found = record.and_then(|record| record.plover.as_ref()).map(|plover| plover.event.as_str());
        let actors: Vec<&str> = record
            .map(|record| record.actor.iter().map(|actor| actor.country.as_str()).collect())
            .unwrap_or_default();
        all += 1;
        if found == Some(event) && actors.contains(&country) {
            right += 1;
        } else if verbose {
            let rule = record.map_or("none", |record| record.rule.as_str());
            println!("{event} {country} found {found:?} {actors:?} by {rule} | {sentence}");
        }
    }
    println!("\nour own sentences: {right} of {all} with the right event and actor");
    assert!(right * 100 >= all * 85, "{right} of {all}");
}
