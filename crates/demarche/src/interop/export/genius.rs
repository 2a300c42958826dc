//! GENIUS XML: a domain, and a profile a party.
//!
//! GENIUS divides the evaluations of an issue by the largest, so that only their ratios matter: they are written as whole numbers in the
//! exact ratio, with a weight that gives the largest its worth. Issues where a score is below 0 are moved up, and the reservation
//! value with them, since what is divided must not be negative.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::additive::{Scores, scores};
use super::{Reason, Written, value_names};
use crate::case::{Case, Issue};
use crate::interop::Loss;
use crate::interop::exact::{as_decimal, decimal, show};
use crate::interop::names::slug;

/// Writes the files.
pub(super) fn write(case: &Case) -> Result<Written, Reason> {
    let mut losses = Vec::new();
    let all = scores(case, "GENIUS", &mut losses)?;
    let name = slug(&case.title, "case");
    let file = |scores: &Scores| format!("{name}-{}.xml", scores.id);
    let mut domain = String::from("<negotiation_template>\n");
    for scores in &all {
        domain.push_str(&format!(
            "  <agent name=\"{}\" utility_space=\"{}\"/>\n",
            escaped(&scores.name),
            escaped(&file(scores))
        ));
    }
    domain.push_str(&format!("  <utility_space number_of_issues=\"{}\">\n", case.issues.len()));
    domain.push_str(&objective(case, "    "));
    let ranges: Vec<Option<(String, String)>> = case
        .issues
        .values()
        .enumerate()
        .map(|(index, issue)| range(issue, index, &all))
        .collect();
    for (index, (issue, range)) in case.issues.values().zip(&ranges).enumerate() {
        domain.push_str(&open_issue(issue, index, range.as_ref(), "      "));
        if range.is_none() {
            for (position, value) in value_names(issue).iter().enumerate() {
                domain.push_str(&format!(
                    "        <item index=\"{}\" value=\"{}\"/>\n",
                    position + 1,
                    escaped(value)
                ));
            }
        }
        domain.push_str("      </issue>\n");
    }
    domain.push_str("    </objective>\n  </utility_space>\n</negotiation_template>\n");
    let mut files = vec![(format!("{name}-domain.xml"), domain)];
    for scores in &all {
        files.push((file(scores), profile(case, scores, &ranges, &mut losses)));
    }
    for (issue, _) in case
        .issues
        .values()
        .zip(&ranges)
        .filter(|(issue, range)| issue.grid.is_some() && range.is_none())
    {
        losses.push(Loss::new(format!(
            "that the values of `{}` are numbers: they are written as names",
            issue.name
        )));
    }
    Ok(Written { files, losses })
}

fn objective(case: &Case, indent: &str) -> String {
    format!(
        "{indent}<objective index=\"0\" etype=\"objective\" type=\"objective\" description=\"\" name=\"{}\">\n",
        escaped(&case.title)
    )
}

fn open_issue(issue: &Issue, index: usize, range: Option<&(String, String)>, indent: &str) -> String {
    let (kind, bounds) = match range {
        Some((low, high)) => ("integer", format!(" lowerbound=\"{low}\" upperbound=\"{high}\"")),
        None => ("discrete", String::new()),
    };
    format!(
        "{indent}<issue index=\"{}\" name=\"{}\" etype=\"{kind}\" type=\"{kind}\" vtype=\"{kind}\"{bounds}>\n",
        index + 1,
        escaped(&issue.name)
    )
}

/// The ends of an issue of neighboring whole numbers, if the scores of every party lie on a line; else the numbers are listed.
fn range(issue: &Issue, index: usize, all: &[Scores]) -> Option<(String, String)> {
    let numbers = &issue.grid.as_ref()?.numbers;
    let (first, last) = (numbers.first()?.as_big(), numbers.last()?.as_big());
    let width = BigRational::from_integer(BigInt::from(numbers.len() - 1));
    let is_straight = all
        .iter()
        .all(|scores| line(&scores.issues[index].0, &scores.issues[index].1).is_some());
    (is_straight && first.is_integer() && last - first == width).then(|| (show(first), show(last)))
}

fn profile(case: &Case, scores: &Scores, ranges: &[Option<(String, String)>], losses: &mut Vec<Loss>) -> String {
    let mut text = format!("<utility_space number_of_issues=\"{}\">\n", case.issues.len());
    text.push_str(&objective(case, "  "));
    let mut moved = scores.constant.clone();
    let mut weights = Vec::new();
    let mut rounded = 0usize;
    for (index, (issue, (weight, table))) in case.issues.values().zip(&scores.issues).enumerate() {
        let range = ranges[index].as_ref();
        text.push_str(&open_issue(issue, index, range, "    "));
        let line = range.and_then(|_| line(weight, table));
        let weight = match line {
            Some((weight, slope, offset)) => {
                text.push_str(&format!(
                    "      <evaluator ftype=\"linear\" slope=\"{slope}\" offset=\"{offset}\"/>\n"
                ));
                weight
            }
            None => {
                let (weight, least, ratios) = ratios(weight, table);
                moved += least;
                for (position, (value, ratio)) in value_names(issue).iter().zip(ratios).enumerate() {
                    text.push_str(&format!(
                        "      <item index=\"{}\" value=\"{}\" evaluation=\"{ratio}\"/>\n",
                        position + 1,
                        escaped(value)
                    ));
                }
                weight
            }
        };
        text.push_str("    </issue>\n");
        weights.push(weight);
    }
    for (index, weight) in weights.iter().enumerate() {
        let (digits, is_exact) = as_decimal(weight);
        rounded += usize::from(!is_exact);
        text.push_str(&format!("    <weight index=\"{}\" value=\"{digits}\"/>\n", index + 1));
    }
    text.push_str("  </objective>\n");
    if let Some(reservation) = &scores.reservation {
        let (digits, is_exact) = as_decimal(&(reservation - &moved));
        rounded += usize::from(!is_exact);
        text.push_str(&format!("  <reservation value=\"{digits}\"/>\n"));
    }
    text.push_str("</utility_space>\n");
    if !moved.is_zero() {
        losses.push(Loss::new(format!(
            "the zero of the scale of `{}`: all its utilities are {} lower, the reservation value included",
            scores.name,
            show(&moved)
        )));
    }
    if rounded > 0 {
        losses.push(Loss::new(format!(
            "{rounded} numbers of `{}` are no decimals and are rounded to 20 digits",
            scores.name
        )));
    }
    text
}

/// The weight, slope and offset of a table that lies on a line between 0 and 1, if there is such a line in decimals.
fn line(weight: &BigRational, table: &[BigRational]) -> Option<(BigRational, String, String)> {
    let (first, second) = (table.first()?, table.get(1)?);
    let step = second - first;
    let is_straight = table.windows(2).all(|pair| &pair[1] - &pair[0] == step);
    let (least, greatest) = (table.iter().min()?, table.iter().max()?);
    if !is_straight || least.is_negative() {
        return None;
    }
    // A table above 1 is brought below it by its weight.
    let scale = if *greatest > BigRational::one() {
        greatest.clone()
    } else {
        BigRational::one()
    };
    let weight = weight * &scale;
    decimal(&weight)?;
    Some((weight, decimal(&(step / &scale))?, decimal(&(first / &scale))?))
}

/// The weight of the largest score, what was taken off all scores, and the scores in whole numbers.
fn ratios(weight: &BigRational, table: &[BigRational]) -> (BigRational, BigRational, Vec<BigInt>) {
    let negative = weight.is_negative();
    let (weight, table): (BigRational, Vec<BigRational>) = if negative {
        (BigRational::one(), table.iter().map(|score| weight * score).collect())
    } else {
        (weight.clone(), table.to_vec())
    };
    let least = table
        .iter()
        .min()
        .filter(|least| least.is_negative())
        .cloned()
        .unwrap_or_else(BigRational::zero);
    let raised: Vec<BigRational> = table.iter().map(|score| score - &least).collect();
    let greatest = raised.iter().max().cloned().unwrap_or_else(BigRational::zero);
    if greatest.is_zero() {
        // Everything is worth the same: a weight of 0, and evaluations that can be divided.
        return (BigRational::zero(), weight * least, vec![BigInt::one(); table.len()]);
    }
    let shares: Vec<BigRational> = raised.iter().map(|score| score / &greatest).collect();
    let common = shares.iter().fold(BigInt::one(), |common, share| common.lcm(share.denom()));
    let ratios = shares.iter().map(|share| (share * &common).to_integer()).collect();
    (&weight * greatest, weight * least, ratios)
}

/// Text inside an attribute; characters that XML cannot have become blanks.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            control if control.is_control() || matches!(control, '\u{FFFE}' | '\u{FFFF}') => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
