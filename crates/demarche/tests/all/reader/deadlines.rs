//! A time that is set is an attribute of what it is set for, and a day where the day of the text is known.

use demarche::reader::{Day, Document, Markup, Reader};

/// Words and day of the first record's deadline; `-` where there is none.
fn check(text: &str, words: &str, date: &str) {
    let reading = Reader::default().read(&Document::new("text", text.as_bytes(), Markup::Plain), Some(2025));
    let undated = reading.clone();
    let reading = reading.as_of(Day::new(2025, 8, 14).unwrap());
    let record = reading.evidence.first().unwrap_or_else(|| panic!("nothing in: {text}"));
    let found = record.deadline.as_ref();
    let seen = found.map_or("-", |deadline| deadline.words.text.as_str());
    assert_eq!(seen, words, "{text} {record:?}");
    let day = found.and_then(|deadline| deadline.date.as_deref()).unwrap_or("-");
    assert_eq!(day, date, "{text}");
    if let Some(deadline) = found {
        let passage = &deadline.words;
        assert_eq!(&text[passage.start as usize..passage.end as usize], words);
        let before = undated.evidence[0].deadline.as_ref().unwrap();
        assert!(
            before.date.is_none() || words.contains("2025"),
            "a day without a day of the text: {before:?}"
        );
    }
}

#[test]
fn a_deadline_belongs_to_what_is_demanded_or_threatened() {
    check(
        "The union demands that the company raise wages by Friday.",
        "by Friday",
        "2025-08-15",
    );
    check(
        "Israel demanded that Hamas release the hostages before 1 September.",
        "before 1 September",
        "2025-09-01",
    );
    check(
        "Iran must open its sites within 10 days, France said.",
        "within 10 days",
        "2025-08-24",
    );
    check(
        "Russia threatened to cut off gas by the end of the month.",
        "by the end of the month",
        "2025-08-31",
    );
    check(
        "By Friday, the United States will impose sanctions on Russia.",
        "By Friday",
        "2025-08-15",
    );
    check("Germany demanded that Poland withdraw its veto by September.", "by September", "-");
    check("Germany demanded that Poland withdraw its veto by May 2026.", "by May 2026", "-");
    check("Germany demanded that Poland close the plant by 2030.", "by 2030", "-");
    check("Ukraine gave Russia until 20 August to withdraw.", "until 20 August", "2025-08-20");
    check("Libya gave foreign companies three days to leave.", "three days", "2025-08-17");
    check(
        "France offered to sign the treaty before 1 August 2025.",
        "before 1 August 2025",
        "2025-08-01",
    );
    check(
        "The ultimatum of the United States expires on 8 August.",
        "on 8 August",
        "2025-08-08",
    );
}

#[test]
fn an_agent_or_a_fact_has_no_deadline() {
    check("The demand was rejected by Germany.", "-", "-");
    check("Israel withdrew its troops before Friday.", "-", "-");
    check("The union rejected a proposal by two companies.", "-", "-");
}

#[test]
fn dates_as_news_agencies_write_them() {
    let demand = |words: &str| format!("Germany demanded that Poland withdraw its veto {words}.");
    for (words, date) in [
        ("by Aug. 8", "2025-08-08"),
        ("no later than Aug. 8", "2025-08-08"),
        ("by Jan. 15, 2026", "2026-01-15"),
        ("by 2025-08-20", "2025-08-20"),
        ("by noon (1000 GMT) on Saturday", "2025-08-16"),
        ("by next month", "-"),
        ("within 30 days of a ceasefire", "-"),
    ] {
        let text = demand(words);
        let reading = Reader::default().read(&Document::new("text", text.as_bytes(), Markup::Plain), Some(2025));
        let reading = reading.as_of(Day::new(2025, 8, 14).unwrap());
        let deadline = reading.evidence[0].deadline.as_ref().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(deadline.words.text, words);
        assert_eq!(deadline.date.as_deref().unwrap_or("-"), date, "{text}");
    }
    check("Russia agreed to extend the deal by 60 days.", "-", "-");
}
