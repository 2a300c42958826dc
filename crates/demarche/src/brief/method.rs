//! The note on method: what the verdicts mean, and what the ladder of holding means.

use super::page::Block;
use super::prose::Prose;

/// The note that every brief carries.
pub(super) fn section() -> Block {
    let items = [
        (
            "Verdicts. ",
            "Yes: so under every preference consistent with the case. No: so under none of them. Open: the case does not settle it, or this version cannot prove it either way.",
        ),
        (
            "Deals. ",
            "A deal is a state other than today's. A table can make it if its members control every change; it can sign it if each member does at least as well as with no deal, one of them better, no red line is crossed, and it is ratified. The displeasure of a party that does not sign is no bar to signing.",
        ),
        (
            "Holding. ",
            "Judged against breach: a party's moves on the deal's own terms, and on what those terms open, close, or make more or less attractive than before; a move that was just as attractive before the deal does not break it. Whether the whole state is at rest is said apart. Nash: even if nobody reacts. SEQ: if reprisals that are in the reprisers' own interest are expected. GMR: only if even self-damaging reprisals are feared; SMR: and the mover cannot then escape. Farsighted (largest consistent set): may hold if parties look to the end of the chain. These notions can disagree; they describe incentives and predict nothing.",
        ),
        (
            "Evidence. ",
            "Reported: a source says so. Inferred: the analyst concludes it from a source. Assumed: the analyst supposes it. A stated position is not a preference; how positions are read is said where it matters. Grades are Admiralty codes: a letter for the source, a figure for the item, judged apart.",
        ),
        (
            "Silence of the model. ",
            "States are timeless. Moves that nobody declared cannot break a deal, so an undeclared way back can make a deal look firmer than it is. The program applies the same rules to every party.",
        ),
    ];
    let items = items.into_iter().map(|(topic, words)| Prose::new().strong(topic).text(words));
    Block::section("method", "How to read this", vec![Block::List(items.collect())])
}
