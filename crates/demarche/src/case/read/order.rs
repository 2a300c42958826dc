//! The verbs that speak of many states at once: `priority`, `value` and `ranking`.

use crate::case::read::Reader;
use crate::case::read::faults::Expected;
use crate::case::read::resolve::said;
use crate::case::{Formula, Said, Term};
use crate::diagnostic::Diagnostic;
use crate::index::IssueId;
use crate::rational::Rational;
use crate::text::tree::{Entry, Node, Value};

/// Formulas, most important first.
pub(crate) fn priority(reader: &mut Reader<'_>, node: &Node) -> Option<Vec<Said>> {
    let texts = reader.faults.texts(
        node,
        Expected("a list of formulas", "priority = [\"war = peace\", \"land = keep\"]"),
    );
    if let Value::List(items) = &node.value
        && items.is_empty()
    {
        empty(
            reader,
            node,
            "this priority list is empty",
            "list the formulas, most important first",
        );
        return None;
    }
    let found: Vec<Option<Said>> = texts
        .into_iter()
        .map(|text| said(text, &reader.scope, &mut reader.faults))
        .collect();
    found.into_iter().collect()
}

fn empty(reader: &mut Reader<'_>, node: &Node, message: &str, help: &str) {
    reader
        .faults
        .push(Diagnostic::error("empty-list", message).at(node.span, "").help(help));
}

/// What formulas are worth.
pub(crate) fn terms(reader: &mut Reader<'_>, node: &Node) -> Option<Vec<Term>> {
    let Value::Table(fields) = &node.value else {
        reader
            .faults
            .wrong_type(node, Expected("a table of numbers by formula", "value = { \"land = cede\" = 30 }"));
        return None;
    };
    if fields.entries.is_empty() {
        empty(
            reader,
            node,
            "this table of values is empty",
            "write for instance `value = { \"land = cede\" = 30 }`",
        );
    }
    let mut found = Vec::new();
    for entry in &fields.entries {
        if let Some((issue, names)) = reader.scope.find_issue(entry.key.value.trim())
            && names.grid.is_some()
        {
            found.extend(curve(reader, entry, issue));
            continue;
        }
        let said = said(&entry.key, &reader.scope, &mut reader.faults);
        if matches!(entry.node.value, Value::Table(_)) {
            let fault = Diagnostic::error("wrong-type", "expected a number or an interval, found a table").at(entry.key.span, "");
            reader
                .faults
                .push(fault.help("a formula stands in quotation marks: `value = { \"land = cede\" = 30 }`"));
            continue;
        }
        let worth = reader.faults.interval(
            &entry.node,
            Expected("a number or an interval", "value = { \"land = cede\" = [0, 10] }"),
        );
        found.extend(said.zip(worth).map(|(said, worth)| Term::Formula(said, worth)));
    }
    (found.len() == fields.entries.len()).then_some(found)
}

/// What the numbers of an issue are worth: points of a piecewise linear curve.
fn curve(reader: &mut Reader<'_>, entry: &Entry, issue: IssueId) -> Option<Term> {
    const EXPECTED: Expected = Expected("a list of points", "value = { price = [[0, 0], [100, 30]] }");
    const POINT: Expected = Expected("a number and what it is worth", EXPECTED.1);
    let Value::List(items) = &entry.node.value else {
        reader.faults.wrong_type(&entry.node, EXPECTED);
        return None;
    };
    if items.is_empty() {
        empty(
            reader,
            &entry.node,
            "this curve has no point",
            "write for instance `[[0, 0], [100, 30]]`",
        );
        return None;
    }
    let mut points: Vec<(Rational, Rational)> = Vec::new();
    for item in items {
        let Value::List(pair) = &item.value else {
            reader.faults.wrong_type(item, POINT);
            return None;
        };
        let [at, worth] = pair.as_slice() else {
            let fault = Diagnostic::error("bad-curve", format!("a point has two numbers, this list has {}", pair.len()));
            reader
                .faults
                .push(fault.at(item.span, "").help("write the number and what it is worth: `[100, 30]`"));
            return None;
        };
        let (at, worth) = (reader.faults.number(at, POINT), reader.faults.number(worth, POINT));
        let (at, worth) = (at?, worth?);
        if points.last().is_some_and(|(before, _)| *before >= at) {
            let fault = Diagnostic::error(
                "bad-curve",
                format!("the points of a curve go up, and {at} is not above the one before"),
            );
            reader
                .faults
                .push(fault.at(item.span, "").help("list the points by number, the smallest first"));
            return None;
        }
        points.push((at, worth));
    }
    let said = Said {
        formula: Formula::Constant(true),
        text: entry.key.value.trim().to_owned(),
        span: entry.key.content(),
    };
    Some(Term::Curve(said, issue, points))
}

/// The rest of the states, in a ranking.
const REST: &str = "*";

/// Groups of formulas, best first.
pub(crate) fn ranking(reader: &mut Reader<'_>, node: &Node) -> Option<Vec<Vec<Said>>> {
    const EXPECTED: Expected = Expected("a list of formulas", "ranking = [\"war = peace\", \"*\"]");
    let Value::List(items) = &node.value else {
        reader.faults.wrong_type(node, EXPECTED);
        return None;
    };
    if items.is_empty() {
        empty(reader, node, "this ranking is empty", "list the formulas, best first");
        return None;
    }
    let mut sound = true;
    let mut rest: Option<(usize, Said)> = None;
    let mut groups: Vec<Vec<Said>> = Vec::new();
    for item in items {
        let texts = reader.faults.texts(item, EXPECTED);
        sound &= !texts.is_empty();
        let mut group = Vec::new();
        for text in texts {
            if text.value.trim() != REST {
                let said = said(text, &reader.scope, &mut reader.faults);
                sound &= said.is_some();
                group.extend(said);
                continue;
            }
            let said = Said {
                formula: Formula::Constant(true),
                text: REST.to_owned(),
                span: text.content(),
            };
            if let Some((_, earlier)) = rest.replace((groups.len(), said)) {
                let fault = Diagnostic::error("two-rests", "`*` stands twice in this ranking").at(text.content(), "again here");
                reader
                    .faults
                    .push(fault.with(earlier.span, "first here").help("all the rest can have one place only"));
            }
        }
        groups.push(group);
    }
    if let Some((place, mut said)) = rest {
        // Elsewhere than at the end, the rest is what no later group takes either.
        let others: Vec<Formula> = groups.iter().skip(place).flatten().map(|said| said.formula.clone()).collect();
        if !others.is_empty() {
            said.formula = Formula::Not(Box::new(Formula::Or(others)));
        }
        if let Some(group) = groups.get_mut(place) {
            group.push(said);
        }
    }
    sound.then_some(groups)
}
