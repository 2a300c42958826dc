//! The engine's tests against its public interface, in one binary.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod attitudes;
mod bargain;
mod brief;
mod doubt;
mod drawing;
mod facts;
mod interop;
mod inverse;
mod large;
mod layers;
mod meaning;
mod memory;
mod moment;
mod reader;
mod reading;
mod regressions;
mod scaling;
mod tipping;
mod twins;
mod views;
mod worked;
