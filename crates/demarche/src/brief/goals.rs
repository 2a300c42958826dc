//! What a goal meets: whose consent it needs, which tables can sign it, which clauses rule it out, and what can give way.

use super::prose::Prose;
use super::words::{Words, capital, counted};
use crate::finding::*;

/// How many corrections are spelled out.
const CORRECTIONS: usize = 4;

/// Whose consent a goal needs.
pub(super) fn consent(words: Words, goal: &GoalFinding) -> Prose {
    let said = Prose::from("The goal ").strong(&goal.name).text(" ");
    if goal.states == 0 {
        return said.text("is met by no feasible state.");
    }
    let said = if goal.consent_veto.is_empty() {
        said.text("needs no single party's consent.")
    } else {
        said.text(format!("needs the consent of {}.", words.parties(&goal.consent_veto)))
    };
    if goal.excluded_veto.is_empty() {
        return said;
    }
    said.text(" Needed, but without a seat: ")
        .strong(words.parties(&goal.excluded_veto))
        .text(".")
}

/// What the declared table can do about it.
pub(super) fn declared(goal: &GoalFinding) -> Prose {
    if goal.met_today {
        return Prose::from("Today's state meets it already; what follows is about deals that keep it.").sentence(declared_table(goal));
    }
    declared_table(goal)
}

fn declared_table(goal: &GoalFinding) -> Prose {
    let table = goal.tables.iter().find(|table| table.role == TableRole::Declared);
    match table.map(|table| (table.makeable, table.signable)) {
        None => Prose::new(),
        Some((0, _)) => Prose::from("The declared table cannot bring it about."),
        Some((_, Verdict::Yes)) => Prose::from("The declared table can sign it."),
        Some((_, Verdict::Open)) => Prose::from("Whether the declared table can sign it is open."),
        Some((_, Verdict::No)) => Prose::from("The declared table can bring it about, but cannot sign it."),
    }
}

/// Whether it can be signed at any other table, and which clauses rule it out.
pub(super) fn standing(words: Words, goal: &GoalFinding) -> Prose {
    if goal.states == 0 {
        return Prose::new();
    }
    tables(words, goal).sentence(conflict(words, goal))
}

/// Which of the other tables can sign it.
pub(super) fn tables(words: Words, goal: &GoalFinding) -> Prose {
    let others: Vec<&GoalTable> = goal
        .tables
        .iter()
        .filter(|table| table.role != TableRole::Declared && table.makeable > 0)
        .collect();
    let named = |wanted: Verdict| -> String {
        let names: Vec<String> = others
            .iter()
            .filter(|table| table.signable == wanted)
            .map(|table| words.table(&table.signatories))
            .collect();
        names.join("; ")
    };
    let mut said = Prose::new();
    let (yes, open) = (named(Verdict::Yes), named(Verdict::Open));
    if !yes.is_empty() {
        said = said.sentence(Prose::from(format!("It can be signed by these tables: {yes}.")));
    }
    if !open.is_empty() {
        said = said.sentence(Prose::from(format!("Open for these tables: {open}.")));
    }
    if goal.tables.iter().all(|table| table.makeable == 0) {
        said = said.sentence(Prose::from("No listed table can bring it about."));
    } else if !others.is_empty() && yes.is_empty() && open.is_empty() {
        said = said.sentence(Prose::from("No other listed table can sign it."));
    }
    said
}

/// The clauses that rule it out.
pub(super) fn conflict(words: Words, goal: &GoalFinding) -> Prose {
    let count = goal.conflicts.len() as u64;
    if count == 0 {
        return Prose::new();
    }
    let group = words.table(&goal.conflict_group);
    let list: Vec<Prose> = goal.conflicts.iter().map(|conflict| clauses(words, &conflict.clauses)).collect();
    let verb = if count == 1 { "rules" } else { "rule" };
    Prose::from(format!(
        "{} of clauses {verb} it out for {group}: ",
        capital(&counted(count, "conflict", "conflicts"))
    ))
    .then(Prose::joined(list, "; ", "; "))
    .text(".")
}

/// The least sets of clauses that can give way.
fn corrections(words: Words, goal: &GoalFinding) -> Prose {
    let total = goal.corrections.len();
    if total == 0 {
        return Prose::new();
    }
    let list = goal
        .corrections
        .iter()
        .take(CORRECTIONS)
        .map(|correction| Prose::list(correction.iter().map(|one| clause(words, one)).collect()));
    let said = Prose::from("The least sets of clauses without which no such conflict is left: ").then(Prose::joined(
        list.collect(),
        "; or ",
        "; or ",
    ));
    if total > CORRECTIONS {
        said.text(format!("; and {} more.", total - CORRECTIONS))
    } else {
        said.text(".")
    }
}

/// `withdrawal demanded by Russia [ru.demands.1], withdrawal rejected by Ukraine [ua.rejects.1]`.
fn clauses(words: Words, clauses: &[Clause]) -> Prose {
    Prose::joined(clauses.iter().map(|one| clause(words, one)).collect(), ", ", ", ")
}

fn clause(words: Words, clause: &Clause) -> Prose {
    let verb = match (clause.verb, clause.position) {
        (ClauseVerb::Requires, true) => "demanded",
        (ClauseVerb::Requires, false) => "required",
        (ClauseVerb::Refuses, true) => "rejected",
        (ClauseVerb::Refuses, false) => "refused",
    };
    Prose::new()
        .code(words.formula(&clause.formula))
        .text(format!(" {verb} by {} [", words.party(&clause.party)))
        .span(words.line(&clause.line))
        .text("]")
}

/// A goal's name as the head of a point; a formula that has no other name stays as it is written.
fn heading(goal: &GoalFinding) -> String {
    if goal.name == goal.formula {
        format!("{}: ", goal.name)
    } else {
        format!("{}. ", capital(&goal.name))
    }
}

/// What the bottom line leaves out of a goal that it speaks of: what can give way.
pub(super) fn remainder(words: Words, goal: &GoalFinding) -> Vec<Prose> {
    let first = Prose::new()
        .strong("Consent. ")
        .then(consent(words, goal))
        .then(words.bracketed(&goal.rests_on));
    let more = Some(corrections(words, goal)).filter(|point| !point.is_empty());
    let heading = heading(goal);
    std::iter::once(first)
        .chain(more.map(|point| Prose::new().strong(heading).then(point)))
        .collect()
}

/// Everything that a goal meets; a point each, so that readings share what they can.
pub(super) fn points(words: Words, goal: &GoalFinding) -> Vec<Prose> {
    let first = Prose::new()
        .strong("Consent. ")
        .then(consent(words, goal).sentence(declared(goal)))
        .then(words.bracketed(&goal.rests_on));
    let more = if goal.states == 0 {
        Vec::new()
    } else {
        vec![tables(words, goal), conflict(words, goal), corrections(words, goal)]
    };
    let heading = heading(goal);
    let more = more
        .into_iter()
        .filter(|point| !point.is_empty())
        .map(|point| Prose::new().strong(&heading).then(point));
    std::iter::once(first).chain(more).collect()
}

/// The lines that the vetoes, the declared table's verdict and the conflicts rest on.
pub(super) fn lines(goal: &GoalFinding) -> Vec<&LineName> {
    let clauses = goal.conflicts.iter().flat_map(|conflict| &conflict.clauses);
    let makes = |table: &&GoalTable| table.role == TableRole::Declared && table.makeable > 0;
    let table = goal.tables.iter().filter(makes).flat_map(|table| &table.rests_on);
    goal.rests_on
        .iter()
        .chain(table)
        .chain(clauses.map(|clause| &clause.line))
        .collect()
}
