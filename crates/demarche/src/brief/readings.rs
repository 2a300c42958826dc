//! Two readings of stated positions: what both share is said once, and what differs stands side by side.

use super::prose::Prose;
use crate::case::Positions;
use crate::finding::ReadingOf;

/// The answers of a document, one a reading.
pub(super) struct Readings<'a, A>(pub(super) &'a [ReadingOf<A>]);

impl<A> Clone for Readings<'_, A> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<A> Copy for Readings<'_, A> {}

impl<'a, A> Readings<'a, A> {
    /// The answer that sections speak of where one must be chosen.
    pub(super) fn first(self) -> Option<&'a A> {
        self.0.first().map(|reading| &reading.answer)
    }

    /// Whether there is more than one.
    pub(super) fn several(self) -> bool {
        self.0.len() > 1
    }

    /// Every answer.
    pub(super) fn answers(self) -> impl Iterator<Item = &'a A> {
        self.0.iter().map(|reading| &reading.answer)
    }

    /// One passage for each reading, or a single one where they agree.
    pub(super) fn say(self, speak: impl Fn(&'a A) -> Prose) -> Prose {
        let mut said: Vec<(Positions, Prose)> = self.0.iter().map(|reading| (reading.positions, speak(&reading.answer))).collect();
        if said.windows(2).all(|pair| pair[0].1 == pair[1].1) {
            return said.pop().map(|(_, prose)| prose).unwrap_or_default();
        }
        said.into_iter()
            .filter(|(_, prose)| !prose.is_empty())
            .map(|(positions, prose)| Prose::new().strong(format!("{}:", heading(positions))).text(" ").then(prose))
            .fold(Prose::new(), Prose::sentence)
    }

    /// What differs: one passage for each reading, under its name; nothing where they agree.
    pub(super) fn sides(self, speak: impl Fn(&'a A) -> Prose) -> Vec<Prose> {
        let said: Vec<(Positions, Prose)> = self.0.iter().map(|reading| (reading.positions, speak(&reading.answer))).collect();
        if said.windows(2).all(|pair| pair[0].1 == pair[1].1) {
            return Vec::new();
        }
        said.into_iter()
            .map(|(positions, prose)| Prose::new().strong(format!("{}:", heading(positions))).text(" ").then(prose))
            .collect()
    }

    /// What agrees: the passage of every reading, if it is the same; nothing where they differ.
    pub(super) fn agreed(self, speak: impl Fn(&'a A) -> Prose) -> Prose {
        let mut said: Vec<Prose> = self.answers().map(speak).collect();
        if said.windows(2).all(|pair| pair[0] == pair[1]) {
            said.pop().unwrap_or_default()
        } else {
            Prose::new()
        }
    }

    /// Points: those of all readings once, then those of one reading under its name.
    pub(super) fn points(self, speak: impl Fn(&'a A) -> Vec<Prose>) -> Vec<Prose> {
        let said: Vec<(Positions, Vec<Prose>)> = self.0.iter().map(|reading| (reading.positions, speak(&reading.answer))).collect();
        let shared = |point: &Prose| said.iter().all(|(_, points)| points.contains(point));
        let mut out: Vec<Prose> = Vec::new();
        if let Some((_, points)) = said.first() {
            out.extend(points.iter().filter(|point| shared(point)).cloned());
        }
        for (positions, points) in &said {
            for point in points.iter().filter(|point| !shared(point)) {
                out.push(
                    Prose::new()
                        .strong(format!("{}:", heading(*positions)))
                        .text(" ")
                        .then(point.clone()),
                );
            }
        }
        out
    }

    /// A table's cell: one content where the readings agree, else each reading's, left to right.
    pub(super) fn cell(self, speak: impl Fn(&'a A) -> Prose) -> Prose {
        let said: Vec<Prose> = self.answers().map(speak).collect();
        match said.first() {
            Some(first) if said.iter().all(|prose| prose == first) => first.clone(),
            _ => Prose::joined(said, "\u{a0}|\u{a0}", "\u{a0}|\u{a0}"),
        }
    }
}

/// A reading, to open a passage with.
pub(super) fn heading(positions: Positions) -> &'static str {
    match positions {
        Positions::RedLines => "Positions as red lines",
        Positions::Openings => "Positions as openings",
        Positions::Both => "Either reading",
    }
}
