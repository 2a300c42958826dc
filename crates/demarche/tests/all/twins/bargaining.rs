//! Twins of what is computed on scores: sums of terms, efficient deals, bargaining solutions, splits and payments.
//!
//! They start from random numbers rather than drafts of cases: a table of worths, one number a deal and party, is one issue with as many values
//! as there are deals. Numbers come in three lengths, so that scores are kept in 64 bits, in 128, and in more.

mod numbers;
mod pareto;
mod problem;
mod scores;
mod solutions;
mod threads;
mod transfers;
mod winner;
