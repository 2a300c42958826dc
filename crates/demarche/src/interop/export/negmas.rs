//! NegMAS YAML: an outcome space, and a utility function a party.
//!
//! NegMAS adds weight times value and divides nothing. Its numbers are decimals: a score that is none is multiplied into whole numbers
//! where the weight can make up for it, and else rounded.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::additive::{Scores, scores};
use super::{Reason, Written, value_names};
use crate::case::{Case, Issue};
use crate::interop::Loss;
use crate::interop::exact::{as_decimal, decimal, show};
use crate::interop::names::slug;
use crate::interop::write::quoted;

/// The most characters that a key may have on its line (YAML 1.2, simple keys).
const LONGEST_KEY: usize = 1_000;

/// Writes the files.
pub(super) fn write(case: &Case) -> Result<Written, Reason> {
    let mut losses = Vec::new();
    let all = scores(case, "NegMAS", &mut losses)?;
    let name = slug(&case.title, "case");
    let too_long = |value: &String| quoted(value).len() > LONGEST_KEY;
    if let Some(issue) = case.issues.values().find(|issue| value_names(issue).iter().any(too_long)) {
        return Err(Reason::new(format!(
            "a value of `{}` has a name too long for a key of YAML (at most {LONGEST_KEY} characters, escapes included)",
            issue.name
        )));
    }
    let mut space = format!("name: {}\ntype: DiscreteCartesianOutcomeSpace\nissues:\n", quoted(&case.title));
    for issue in case.issues.values() {
        space.push_str(&format!("- name: {}\n", quoted(&issue.name)));
        match ends(issue) {
            Some((low, high)) => space.push_str(&format!("  type: ContiguousIssue\n  values: [{low}, {high}]\n")),
            None => {
                space.push_str("  type: CategoricalIssue\n  values:\n");
                for value in value_names(issue) {
                    space.push_str(&format!("  - {}\n", quoted(&value)));
                }
            }
        }
    }
    let mut files = vec![(format!("{name}.yml"), space)];
    for scores in &all {
        files.push((format!("{}.yml", file_name(&scores.id, &name)), function(case, scores, &mut losses)));
    }
    for issue in case.issues.values().filter(|issue| issue.grid.is_some() && ends(issue).is_none()) {
        losses.push(Loss::new(format!(
            "that the values of `{}` are numbers: they are written as names",
            issue.name
        )));
    }
    Ok(Written { files, losses })
}

/// No party's file may take the place of the outcome space.
fn file_name(id: &str, domain: &str) -> String {
    if id == domain { format!("{id}-party") } else { id.to_owned() }
}

/// The ends of an issue of neighboring whole numbers.
fn ends(issue: &Issue) -> Option<(String, String)> {
    let numbers = &issue.grid.as_ref()?.numbers;
    let (first, last) = (numbers.first()?.as_big(), numbers.last()?.as_big());
    let width = BigRational::from_integer(BigInt::from(numbers.len() - 1));
    (first.is_integer() && last - first == width).then(|| (show(first), show(last)))
}

fn function(case: &Case, scores: &Scores, losses: &mut Vec<Loss>) -> String {
    let mut rounded = 0usize;
    let mut number = |value: &BigRational| {
        let (digits, is_exact) = as_decimal(value);
        rounded += usize::from(!is_exact);
        // A number that YAML reads as a real one, so that NegMAS does not take it for a whole one.
        if digits.contains('.') { digits } else { format!("{digits}.0") }
    };
    let mut weights = String::new();
    let mut values = String::new();
    for (issue, (weight, table)) in case.issues.values().zip(&scores.issues) {
        let (weight, table) = decimals(weight, table);
        weights.push_str(&format!("- {}\n", number(&weight)));
        values.push_str("- type: TableFun\n  mapping:\n");
        let names = value_names(issue);
        let is_numeric = ends(issue).is_some();
        for (name, score) in names.iter().zip(&table) {
            let key = if is_numeric { name.clone() } else { quoted(name) };
            values.push_str(&format!("    {key}: {}\n", number(score)));
        }
    }
    let mut text = format!("name: {}\ntype: LinearAdditiveUtilityFunction\n", quoted(&scores.name));
    if let Some(reservation) = &scores.reservation {
        text.push_str(&format!("reserved_value: {}\n", number(reservation)));
    }
    if !scores.constant.is_zero() {
        text.push_str(&format!("bias: {}\n", number(&scores.constant)));
    }
    text.push_str(&format!("weights:\n{weights}values:\n{values}"));
    if rounded > 0 {
        losses.push(Loss::new(format!(
            "{rounded} numbers of `{}` are no decimals and are rounded to 20 digits",
            scores.name
        )));
    }
    text
}

/// The same products in decimals, if some weight allows it.
fn decimals(weight: &BigRational, table: &[BigRational]) -> (BigRational, Vec<BigRational>) {
    let all = |table: &[BigRational]| table.iter().all(|score| decimal(score).is_some());
    if all(table) && decimal(weight).is_some() {
        return (weight.clone(), table.to_vec());
    }
    let products: Vec<BigRational> = table.iter().map(|score| score * weight).collect();
    if all(&products) {
        return (BigRational::one(), products);
    }
    let common = table.iter().fold(BigInt::one(), |common, score| common.lcm(score.denom()));
    let common = BigRational::from_integer(common);
    let smaller = weight / &common;
    if decimal(&smaller).is_some() {
        return (smaller, table.iter().map(|score| score * &common).collect());
    }
    (BigRational::one(), products)
}
