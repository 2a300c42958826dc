//! Which blocks of a page are the article, by the text that a program which tells articles from their surroundings gives.
//!
//! Two programs never agree on the space between words, nor on where blocks end, so letters and digits alone are compared. Runs of
//! [`WINDOW`] bytes of the article are looked up by their content; a block most of which lies in such runs is in the article. What
//! is too short to be told that way is in the article if it stands between two blocks that are, or right at the ends of its text.

use std::collections::HashMap;

/// Bytes of a run by which a block is found in the article.
const WINDOW: usize = 16;

/// Bytes from the start of one run to the next.
const STRIDE: usize = 8;

/// Letters and digits, in bytes, below which a block between two of the article belongs to it.
const SHORT: usize = 40;

/// For each block of a page whether it is in the article `content`. Linear in both.
pub(super) fn kept<'page>(blocks: impl Iterator<Item = &'page str>, content: &str) -> Vec<bool> {
    let content = squeezed(content);
    let runs = Runs::new(content.as_bytes());
    let blocks: Vec<String> = blocks.map(squeezed).collect();
    let places: Vec<Option<(usize, usize)>> = blocks.iter().map(|block| runs.place(block.as_bytes())).collect();
    let mut kept: Vec<bool> = places.iter().map(Option::is_some).collect();
    let first = kept.iter().position(|kept| *kept);
    let last = kept.iter().rposition(|kept| *kept);
    let (Some(first), Some(last)) = (first, last) else {
        // An article without one long block: its blocks follow each other from its start.
        let mut rest = content.as_str();
        for (index, block) in blocks.iter().enumerate() {
            if let Some(behind) = rest.strip_prefix(block.as_str()).filter(|_| !block.is_empty()) {
                (kept[index], rest) = (true, behind);
            }
        }
        return kept;
    };
    for index in first..last {
        kept[index] |= blocks[index].len() < SHORT;
    }
    // At both ends: what the article has next to its outermost long blocks, in order.
    let ahead = content.split_once(blocks[first].as_str()).map(|(before, _)| before);
    let mut before = ahead.or_else(|| content.get(..places[first]?.0)).unwrap_or_default();
    for index in (0..first).rev() {
        if let Some(rest) = before.strip_suffix(blocks[index].as_str()).filter(|_| !blocks[index].is_empty()) {
            (kept[index], before) = (true, rest);
        }
    }
    let after = content.rsplit_once(blocks[last].as_str()).map(|(_, behind)| behind);
    let mut behind = after.or_else(|| content.get(places[last]?.1..)).unwrap_or_default();
    for index in last + 1..blocks.len() {
        if let Some(rest) = behind.strip_prefix(blocks[index].as_str()).filter(|_| !blocks[index].is_empty()) {
            (kept[index], behind) = (true, rest);
        }
    }
    kept
}

/// Letters and digits only.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The article's text, and where its runs first stand.
struct Runs<'text> {
    text: &'text [u8],
    starts: HashMap<&'text [u8], u32>,
}

impl<'text> Runs<'text> {
    fn new(text: &'text [u8]) -> Self {
        let mut starts = HashMap::new();
        for (index, run) in text.windows(WINDOW).step_by(STRIDE).enumerate() {
            starts.entry(run).or_insert((index * STRIDE) as u32);
        }
        Runs { text, starts }
    }

    /// Where the block begins and ends in the article, if at least three quarters of it lie there. Linear in the block.
    fn place(&self, block: &[u8]) -> Option<(usize, usize)> {
        let (mut found, mut at, mut free) = (0, 0, 0);
        let (mut start, mut end) = (None, 0);
        while let Some(run) = block.get(at..at + WINDOW) {
            let Some(place) = self.starts.get(run).map(|place| *place as usize) else {
                at += 1;
                continue;
            };
            let pairs = |left: &[u8], right: &[u8]| left.iter().zip(right).take_while(|(left, right)| left == right).count();
            let ahead = pairs(&block[at..], &self.text[place..]);
            let back = (block[free..at].iter().rev())
                .zip(self.text[..place].iter().rev())
                .take_while(|(left, right)| left == right)
                .count();
            start = start.or((place - back).checked_sub(at - back));
            found += back + ahead;
            at += ahead;
            free = at;
            end = place + ahead + (block.len() - at);
        }
        let whole = !block.is_empty() && found * 4 >= block.len() * 3;
        whole.then(|| (start.unwrap_or_default(), end.min(self.text.len())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: [&str; 2] = [
        "Russia rejected the offer of talks on Monday, officials in Moscow said after a meeting.",
        "Turkey offered to host another round of talks in Istanbul, its ministry said in a statement.",
    ];

    fn check(blocks: &[&str], content: &str, expected: &[bool]) {
        assert_eq!(kept(blocks.iter().copied(), content), expected, "{blocks:?}");
    }

    #[test]
    fn short_blocks_between_long_ones_are_kept() {
        let content = LONG.concat();
        check(
            &["Home", LONG[0], "Iran ruled out a deal.", LONG[1], "Contact"],
            &content,
            &[false, true, true, true, false],
        );
    }

    #[test]
    fn short_blocks_at_the_ends_are_kept_if_the_article_has_them() {
        let content = format!("Talks fail{}{}No date was set.", LONG[0], LONG[1]);
        check(
            &["Home", "Talks fail", LONG[0], LONG[1], "Share", "No date was set.", "Contact"],
            &content,
            &[false, true, true, true, false, true, false],
        );
        check(&["Home", "Talks fail.", "No deal."], "Talks fail.\nNo deal.", &[false, true, true]);
    }

    #[test]
    fn long_blocks_that_the_article_lacks_are_left_out() {
        let other = "Subscribe to our newsletter for more stories from the region every single morning.";
        check(&[LONG[0], other, LONG[1]], &LONG.concat(), &[true, false, true]);
    }

    #[test]
    fn a_letter_that_is_read_in_two_ways_loses_no_block() {
        let page = LONG[0].replace("Monday", "Mon&nosuch;day");
        check(&[&page, LONG[1]], &LONG.concat(), &[true, true]);
    }
}
