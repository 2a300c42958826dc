//! How fast text is read, on one core: about 1 MB of news-like sentences, of Markdown, and of a page; and bytes without any sense.

use demarche::reader::{Document, Markup, Reader};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Sentences of the kinds that rules look at, and of those that they do not.
const SENTENCES: [&str; 6] = [
    "The government of Freedonia rejected on Monday a proposal by Sylvania to withdraw its troops from the border region, officials said. ",
    "\u{201c}We will not give up our land,\u{201d} President Rufus Firefly told reporters in the capital, warning that new sanctions would follow. ",
    "According to two diplomats, who spoke on condition of anonymity, both sides agreed to resume talks in Geneva next week. ",
    "It was a long and quiet winter in the mountains, and the river, which used to carry timber, had frozen from bank to bank. ",
    "Union leaders threatened to strike unless the company drops its demand for lower wages; the company is expected to refuse. ",
    "Russia must release the prisoners before any meeting, Kyiv insists, and Washington has offered to mediate between the two.\n\n",
];

const BYTES: usize = 1 << 20;

fn text(before: &str, after: &str) -> Vec<u8> {
    let mut text = String::new();
    for sentence in SENTENCES.iter().cycle() {
        if text.len() > BYTES {
            break;
        }
        text.push_str(before);
        text.push_str(sentence);
        text.push_str(after);
    }
    text.into_bytes()
}

fn measure(bencher: Bencher, bytes: &[u8], markup: Markup) {
    let reader = Reader::default();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| black_box(reader.read(&Document::new("text", bytes, markup), Some(2020)).evidence.len()));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn plain(bencher: Bencher) {
    measure(bencher, &text("", ""), Markup::Plain);
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn markdown(bencher: Bencher) {
    measure(bencher, &text("- *", "*\n"), Markup::Markdown);
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn page(bencher: Bencher) {
    measure(bencher, &text("<p class=\"text\">", "</p><nav>Menu</nav>\n"), Markup::Html);
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn bytes_without_sense(bencher: Bencher) {
    let bytes: Vec<u8> = (0..BYTES as u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    measure(bencher, &bytes, Markup::Plain);
}

/// The word lists and the table of actors.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn set_up() -> Reader {
    Reader::default()
}
