//! One question, several solvers: is there a deal that gives every party what it wants, and which of these is the best for the first?
//!
//! `cargo run --release` prints a table. Each answer is confirmed by adding up the deal in whole numbers; every solver gets twenty seconds.

#[path = "../../../tests/all/large.rs"]
#[allow(dead_code)]
mod large;
#[path = "../../../tests/all/memory.rs"]
#[allow(dead_code)]
mod memory;

use std::sync::Arc;
use std::time::{Duration, Instant};

use demarche::analysis::Unwatched;
use demarche::analysis::vast::ask::Asker;
use demarche::analysis::vast::question::Question;
use demarche::analysis::vast::sums;
use demarche::analysis::vast::room::Room;
use demarche::analysis::vast::work::Work;
use demarche::model::Limits;
use demarche::case::{Case, Formula, Holder, Positions, Taken};
use demarche::index::{Key, PartyId};
use demarche::model::said::SaidOf;

const PATIENCE: Duration = Duration::from_secs(20);

/// The case in whole numbers: what each value is worth to each party, what each wants, and what cannot be.
struct Plain {
    radices: Vec<usize>,
    worths: Vec<Vec<Vec<i64>>>,
    wants: Vec<i64>,
    never: Vec<Vec<(usize, usize)>>,
}

fn plain(case: &Case) -> Plain {
    let taken = Taken::all(Positions::RedLines);
    let radices: Vec<usize> = case.issues.values().map(|issue| issue.values.len()).collect();
    let mut worths = Vec::new();
    let mut wants = Vec::new();
    for party in case.parties.keys() {
        let said = SaidOf::new(case, Holder::itself(party), &taken);
        let mut of: Vec<Vec<i64>> = radices.iter().map(|radix| vec![0; *radix]).collect();
        for (formula, worth) in said.exact_values().unwrap() {
            let Formula::In(issue, values) = &formula else { panic!() };
            of[issue.index()][values[0] as usize] += worth.to_f64() as i64;
        }
        worths.push(of);
        wants.push(said.reservation.unwrap().0.unwrap().high.to_f64() as i64);
    }
    let pair = |part: &Formula| match part {
        Formula::In(issue, values) => (issue.index(), values[0] as usize),
        _ => panic!(),
    };
    let never = case.never.iter().map(|never| match &never.formula {
        Formula::And(parts) => parts.iter().map(pair).collect(),
        one => vec![pair(one)],
    });
    Plain {
        never: never.collect(),
        radices,
        worths,
        wants,
    }
}

impl Plain {
    fn sum(&self, party: usize, deal: &[usize]) -> i64 {
        deal.iter()
            .enumerate()
            .map(|(issue, value)| self.worths[party][issue][*value])
            .sum()
    }

    fn confirm(&self, deal: &[usize]) -> i64 {
        assert!(
            !self
                .never
                .iter()
                .any(|never| never.iter().all(|(issue, value)| deal[*issue] == *value))
        );
        for party in 0..self.wants.len() {
            assert!(self.sum(party, deal) >= self.wants[party]);
        }
        self.sum(0, deal)
    }
}

/// What a solver said: the best for the first party, if there is a deal; or that the minute was over, with the best so far.
#[derive(Debug)]
enum Said {
    Best(Option<i64>),
    Late(Option<i64>),
}

fn ours(case: &Case, best: bool) -> Said {
    let question = Question::new(case, &Taken::all(Positions::RedLines)).unwrap();
    let mut unwatched = Unwatched;
    let mut work = Work::new(&mut unwatched, Room::of(Limits::STANDARD.memory));
    let asker = Asker::new(&question, &[], &mut work).unwrap();
    let deals = asker.deals(&mut work).unwrap();
    let set = asker.narrowed(&deals, &question.surely, &mut work).unwrap();
    let form = &question.forms[question.scales[PartyId(0)].as_ref().unwrap().form];
    let goal = sums::tables(&asker.compiler, form);
    let found = asker.best(&set, best.then_some(&goal), &[], &mut work);
    let sum = found.best.map(|(values, _)| form.sum(&values) as i64);
    if found.complete { Said::Best(sum) } else { Said::Late(sum) }
}

fn pumpkin(plain: &Plain, best: bool) -> Said {
    use pumpkin_conflict_resolvers::resolvers::ResolutionResolver;
    use pumpkin_solver::Solver;
    use pumpkin_solver::core::results::{ProblemSolution, SatisfactionResult};
    use pumpkin_solver::core::termination::TimeBudget;
    use pumpkin_solver::core::variables::TransformableVariable;
    let end = Instant::now() + PATIENCE;
    let mut least = plain.wants[0];
    let mut known = None;
    // Each deal found is asked to be bettered, until there is none: the same as its own optimisation, and confirmed at each step.
    loop {
        let mut solver = Solver::default();
        let tag = solver.new_constraint_tag();
        let chosen: Vec<Vec<_>> = plain
            .radices
            .iter()
            .map(|radix| (0..*radix).map(|_| solver.new_bounded_integer(0, 1)).collect())
            .collect();
        for values in &chosen {
            solver.add_constraint(pumpkin_constraints::equals(values.clone(), 1, tag)).post();
        }
        for never in &plain.never {
            let of: Vec<_> = never.iter().map(|(issue, value)| chosen[*issue][*value]).collect();
            let most = of.len() as i32 - 1;
            solver
                .add_constraint(pumpkin_constraints::less_than_or_equals(of, most, tag))
                .post();
        }
        for party in 0..plain.wants.len() {
            let mut terms = Vec::new();
            for (issue, values) in chosen.iter().enumerate() {
                for (value, variable) in values.iter().enumerate() {
                    let worth = plain.worths[party][issue][value] as i32;
                    if worth != 0 {
                        terms.push(variable.scaled(worth));
                    }
                }
            }
            let want = if party == 0 { least } else { plain.wants[party] };
            solver
                .add_constraint(pumpkin_constraints::greater_than_or_equals(terms, want as i32, tag))
                .post();
        }
        let mut time = TimeBudget::starting_now(end.saturating_duration_since(Instant::now()));
        let mut brancher = solver.default_brancher();
        let mut resolver = ResolutionResolver::default();
        let deal: Option<Vec<usize>> = match solver.satisfy(&mut brancher, &mut time, &mut resolver) {
            SatisfactionResult::Satisfiable(found) => {
                let solution = found.solution();
                let value = |values: &Vec<_>| {
                    values
                        .iter()
                        .position(|variable| solution.get_integer_value(*variable) == 1)
                        .unwrap()
                };
                Some(chosen.iter().map(value).collect())
            }
            SatisfactionResult::Unsatisfiable(..) => None,
            SatisfactionResult::Unknown(..) => return Said::Late(known),
        };
        let Some(deal) = deal else { return Said::Best(known) };
        let sum = plain.confirm(&deal);
        known = Some(sum);
        if !best {
            return Said::Best(known);
        }
        least = sum + 1;
    }
}

fn batsat(plain: &Plain, best: bool) -> Said {
    use rustsat::encodings::pb::{BinaryAdder, BoundLower};
    use rustsat::instances::{BasicVarManager, Cnf, ManageVars};
    use rustsat::solvers::{Solve, SolveIncremental, SolverResult};
    use rustsat::types::{Clause, Lit};
    let end = Instant::now() + PATIENCE;
    let mut variables = BasicVarManager::default();
    let mut cnf = Cnf::new();
    let chosen: Vec<Vec<Lit>> = plain
        .radices
        .iter()
        .map(|radix| (0..*radix).map(|_| variables.new_var().pos_lit()).collect())
        .collect();
    for values in &chosen {
        cnf.add_clause(values.iter().copied().collect::<Clause>());
        for (place, one) in values.iter().enumerate() {
            for other in &values[place + 1..] {
                cnf.add_binary(!*one, !*other);
            }
        }
    }
    for never in &plain.never {
        cnf.add_clause(never.iter().map(|(issue, value)| !chosen[*issue][*value]).collect::<Clause>());
    }
    let mut encodings = Vec::new();
    let mut offsets = Vec::new();
    for party in 0..plain.wants.len() {
        // Every issue has one value, so that its least worth can be taken away from all.
        let mut terms = Vec::new();
        let mut offset = 0;
        for (issue, values) in chosen.iter().enumerate() {
            let low = *plain.worths[party][issue].iter().min().unwrap();
            offset += low;
            for (value, lit) in values.iter().enumerate() {
                let worth = plain.worths[party][issue][value] - low;
                if worth > 0 {
                    terms.push((*lit, worth as usize));
                }
            }
        }
        let mut adder: BinaryAdder = terms.into_iter().collect();
        adder.encode_lb(.., &mut cnf, &mut variables).unwrap();
        encodings.push(adder);
        offsets.push(offset);
    }
    let mut solver = rustsat_batsat::BasicSolver::default();
    solver.add_cnf(cnf).unwrap();
    let mut least = plain.wants[0];
    let mut known = None;
    loop {
        let mut assumed = Vec::new();
        for party in 0..plain.wants.len() {
            let want = if party == 0 { least } else { plain.wants[party] };
            match encodings[party].enforce_lb((want - offsets[party]).max(0) as usize) {
                Ok(lits) => assumed.extend(lits),
                Err(_) => return Said::Best(known),
            }
        }
        match solver.solve_assumps(&assumed).unwrap() {
            SolverResult::Sat => {}
            SolverResult::Unsat => return Said::Best(known),
            SolverResult::Interrupted => return Said::Late(known),
        }
        let on = |lit: &Lit| solver.lit_val(*lit).unwrap() == rustsat::types::TernaryVal::True;
        let deal: Vec<usize> = chosen.iter().map(|values| values.iter().position(on).unwrap()).collect();
        let sum = plain.confirm(&deal);
        known = Some(sum);
        if !best {
            return Said::Best(known);
        }
        if Instant::now() > end {
            return Said::Late(known);
        }
        least = sum + 1;
    }
}

fn microlp(plain: &Plain, best: bool) -> Said {
    use microlp::{ComparisonOp, OptimizationDirection, Problem};
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let chosen: Vec<Vec<_>> = plain
        .radices
        .iter()
        .enumerate()
        .map(|(issue, radix)| {
            let weight = |value: usize| if best { plain.worths[0][issue][value] as f64 } else { 0.0 };
            (0..*radix).map(|value| problem.add_binary_var(weight(value))).collect()
        })
        .collect();
    for values in &chosen {
        let ones: Vec<_> = values.iter().map(|variable| (*variable, 1.0)).collect();
        problem.add_constraint(&ones, ComparisonOp::Eq, 1.0);
    }
    for never in &plain.never {
        let ones: Vec<_> = never.iter().map(|(issue, value)| (chosen[*issue][*value], 1.0)).collect();
        let most = ones.len() as f64 - 1.0;
        problem.add_constraint(&ones, ComparisonOp::Le, most);
    }
    for party in 0..plain.wants.len() {
        let mut terms = Vec::new();
        for (issue, values) in chosen.iter().enumerate() {
            for (value, variable) in values.iter().enumerate() {
                terms.push((*variable, plain.worths[party][issue][value] as f64));
            }
        }
        problem.add_constraint(&terms, ComparisonOp::Ge, plain.wants[party] as f64);
    }
    problem.set_time_limit(PATIENCE);
    match problem.solve() {
        Ok(microlp::SolveOutcome::Solution(solution)) => {
            let deal: Vec<usize> = chosen
                .iter()
                .map(|values| values.iter().position(|variable| solution[*variable] > 0.5).unwrap())
                .collect();
            let sum = Some(plain.confirm(&deal));
            if solution.status() == microlp::SolutionStatus::Optimal {
                Said::Best(sum)
            } else {
                Said::Late(sum)
            }
        }
        Ok(microlp::SolveOutcome::Interrupted(_)) => Said::Late(None),
        Err(microlp::Error::Infeasible) => Said::Best(None),
        Err(_) => Said::Late(None),
    }
}

/// What a solver said, and how long it took; a solver that does not stop by itself is left behind when its time is over.
fn timed(run: impl FnOnce() -> Said + Send + 'static) -> (String, f64) {
    let (tell, told) = std::sync::mpsc::channel();
    let begun = Instant::now();
    std::thread::spawn(move || tell.send(run()));
    let said = told.recv_timeout(PATIENCE + Duration::from_secs(1));
    let took = begun.elapsed().as_secs_f64() * 1e3;
    let said = match said {
        Ok(said) => format!("{said:?}"),
        Err(std::sync::mpsc::RecvTimeoutError::Timeout) => "Late(?)".to_owned(),
        Err(_) => "panicked".to_owned(),
    };
    (said, took)
}

fn main() {
    println!("issues parties part  question   solver    said                  ms");
    for (issues, parties, part) in [(20, 2, 50), (40, 2, 50), (40, 4, 30), (60, 2, 50), (60, 4, 30)] {
        let case = Arc::new(memory::case(&large::large(issues, parties, part, 5)));
        let plain = Arc::new(plain(&case));
        for best in [false, true] {
            let (own, one, two, three) = (case.clone(), plain.clone(), plain.clone(), plain.clone());
            let solvers: [(&str, Box<dyn FnOnce() -> Said + Send>); 4] = [
                ("demarche", Box::new(move || ours(&own, best))),
                ("pumpkin", Box::new(move || pumpkin(&one, best))),
                ("batsat", Box::new(move || batsat(&two, best))),
                ("microlp", Box::new(move || microlp(&three, best))),
            ];
            for (name, run) in solvers {
                let (said, took) = timed(run);
                let question = if best { "best" } else { "any" };
                println!("{issues:>6} {parties:>7} {part:>4}  {question:<9}  {name:<8}  {said:<20}  {took:.1}");
            }
        }
    }
    // Solvers that were left behind are not waited for.
    std::process::exit(0);
}
