//! Line by line: what changes if it is left out, or turns out the other way.

use std::cmp::Reverse;

use crate::analysis::answer::doubting::effects::Asking;
use crate::analysis::answer::situation::Situation;
use crate::analysis::doubt::Variant;
use crate::analysis::watch::Watch;
use crate::case::{Statement, Taken};
use crate::finding::*;
use crate::index::StatementId;
use crate::model::Refusal;

/// Lines that are tried, at most.
pub const MOST_LINES: usize = 200;

/// Every line that would change something, the one that changes most first.
///
/// # Errors
/// [`Refusal::Interrupted`] if `watch` says so.
pub fn swings(situation: &Situation<'_>, asking: &Asking<'_>, watch: &mut dyn Watch) -> Result<Vec<LineSwing>, Refusal> {
    let case = situation.case;
    let binds = |line: StatementId, statement: &Statement| !statement.is_position() || Taken::all(situation.positions).binds(line);
    let lines: Vec<StatementId> = case
        .statements
        .iter()
        .filter(|(_, statement)| statement.can_be_left_out())
        .map(|(line, _)| line)
        .take(MOST_LINES)
        .collect();
    let mut swings = Vec::new();
    for (done, line) in lines.iter().copied().enumerate() {
        if !watch.step("lines", done as u64, lines.len() as u64) {
            return Err(Refusal::Interrupted);
        }
        let taken = Taken::all(situation.positions);
        let statement = &case.statements[line];
        // A position that does not bind says nothing that could be left out.
        let without = if binds(line, statement) {
            asking.effect(&asking.answers(case, &taken.clone().without([line]), watch)?)
        } else {
            Effect::default()
        };
        let otherwise = if statement.is_position() {
            Some(asking.effect(&asking.answers(case, &taken.otherwise(line), watch)?))
        } else {
            match case.reversed(line) {
                Some(reversed) => Some(asking.effect(&asking.answers(&reversed, &taken, watch)?)),
                None => None,
            }
        };
        let weight = otherwise.as_ref().map_or((0, 0), Effect::weight).max(without.weight());
        if weight > (0, 0) {
            swings.push(LineSwing {
                line: situation.naming.line(line),
                without,
                otherwise,
            });
        }
    }
    swings.sort_by_key(|swing| {
        let otherwise = swing.otherwise.as_ref().map_or((0, 0), Effect::weight);
        Reverse((swing.without.weight(), otherwise))
    });
    Ok(swings)
}

/// Every stated position, read the other way, alone.
///
/// # Errors
/// As [`Asking::verdicts_of`].
pub fn positions(situation: &Situation<'_>, asking: &Asking<'_>) -> Result<Vec<PositionSwitch>, Refusal> {
    let case = situation.case;
    let mut variant = Variant::new(case, Taken::all(situation.positions), situation.limits)?;
    let lines = case.statements.iter().filter(|(_, line)| line.is_position());
    lines
        .take(MOST_LINES)
        .map(|(line, _)| {
            let taken = Taken::all(situation.positions).otherwise(line);
            let after = asking.verdicts_of(&mut variant, &taken)?;
            Ok(PositionSwitch {
                line: situation.naming.line(line),
                flips: asking.flips(&after),
            })
        })
        .collect()
}
