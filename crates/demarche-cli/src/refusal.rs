//! A limit that was met, in words: which one, the numbers, and the option that raises it.

use demarche::diagnostic::Diagnostic;
use demarche::finding::Rung;
use demarche::model::Refusal;

/// The refusal as an error of the run.
pub(crate) fn diagnostic(refusal: &Refusal) -> Diagnostic {
    match refusal {
        Refusal::Combinations { count, limit } => {
            let count = count.map_or_else(|| "more than 2^64".to_owned(), grouped);
            let message = format!("{count} combinations of issue values; the limit is {}", grouped(*limit));
            Diagnostic::error("too-many-states", message)
                .help("raise it with `--max-states`, or leave out issues and values that decide nothing")
        }
        Refusal::Moves { limit } => {
            let message = format!("more than {} moves would have to be kept one by one", grouped(*limit));
            Diagnostic::error("too-many-moves", message)
                .help("raise it with `--max-moves`, or let fewer issues change under a condition (`when`) or in one direction only")
        }
        Refusal::Comparisons { needed, limit } => {
            let message = format!(
                "following the comparisons (`prefers`) of a party takes {} steps for each state; the limit is {}, and no option raises it",
                grouped(*needed),
                grouped(*limit)
            );
            Diagnostic::error("too-many-comparisons", message).help("let each comparison mention few issues, or have fewer of them")
        }
        Refusal::Orders { needed, limit } => {
            let message = format!(
                "{} states are tied together by what is said of a party; orders are drawn of at most {}, and no option raises it",
                grouped(*needed),
                grouped(*limit)
            );
            Diagnostic::error("too-many-to-order", message).help("draw additive models: leave `--models orders` out")
        }
        Refusal::Tiers { count, limit } => {
            let message = format!(
                "{} deals match, and the party's order of them is incomplete; at most {} can be compared pair by pair, and no option raises it",
                grouped(*count),
                grouped(*limit)
            );
            Diagnostic::error("too-many-to-sort", message).help("ask for fewer: `--with FORMULA`, `--accepted-by PARTIES`, `--signable`")
        }
        Refusal::Memory { needed, limit } => {
            let message = format!(
                "this would take about {} bytes of memory ({} MiB); the limit is {} MiB",
                grouped(*needed),
                grouped(needed.div_ceil(1 << 20)),
                grouped(*limit >> 20)
            );
            Diagnostic::error("too-much-memory", message)
                .help("raise it with `--memory`, or leave out issues and values that decide nothing")
        }
        Refusal::InfeasibleReference => Diagnostic::error(
            "infeasible-reference",
            "the status quo, or a no-deal state, is ruled out by a `[[never]]`",
        )
        .help("a case starts from a state that can be: change the `status-quo` of an issue, the `[no-deal]` or the `[[never]]`"),
        Refusal::NothingHolds => Diagnostic::error(
            "nothing-holds",
            "this case starts from nothing: it does not say what anybody can do once a deal is signed, so no state is stable or unstable",
        )
        .help("`demarche deals` and `demarche bargain` answer for such a case; to ask what holds, give each issue a value of today"),
        Refusal::Overflow => Diagnostic::error("values-overflow", "the values of a party sum to numbers too large to be exact")
            .help("write them in a larger unit"),
        Refusal::NotMeasured { needs, parties } => not_measured(*needs, parties),
        Refusal::NoToday => Diagnostic::error("no-today", "this case starts from nothing: no deal is near to today's state, since there is none")
            .help("ask what is near to the states with a formula: `--nearest FORMULA`"),
        Refusal::NoFinding { id, known } => Diagnostic::error("no-such-finding", format!("the case has no finding `{id}`")).help(format!(
            "write `sign:`, `nash:`, `seq:`, `smr:` or `gmr:` and a deal by its changes or its number, or `goal:` and the number of a goal; for example {}",
            known.iter().take(4).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
        )),
        Refusal::Interrupted => Diagnostic::error("interrupted", "the work was interrupted before there was an answer"),
    }
}

/// What the case does not carry, and what would.
fn not_measured(needs: Rung, parties: &[String]) -> Diagnostic {
    let who = parties.join(", ");
    let (message, help) = match needs {
        Rung::L1 => (
            format!("what is said of {who} does not put all deals in one order"),
            "a `ranking`, a `priority`, or values that are single numbers (`value`) would",
        ),
        Rung::L4 => (
            format!("the case does not say that the scales of {who} can be compared and added"),
            "if they can, say so: `[scales]` with `comparable = true`",
        ),
        _ => (
            format!("it is not known in single numbers what deals are worth to {who}"),
            "`value` lines without intervals would say so; `--best PARTY` also answers for a ranking or priorities",
        ),
    };
    Diagnostic::error("not-measured", message).help(help)
}

/// A number in groups of three digits.
pub(crate) fn grouped(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(grouped(7u64), "7");
        assert_eq!(grouped(1_073_741_824u64), "1,073,741,824");
    }

    #[test]
    fn a_refusal_names_numbers_and_option() {
        let refused = diagnostic(&Refusal::Combinations {
            count: Some(1 << 30),
            limit: 1 << 22,
        });
        assert_eq!(
            refused.message,
            "1,073,741,824 combinations of issue values; the limit is 4,194,304"
        );
        assert!(refused.help.unwrap().contains("--max-states"));
    }
}
