//! The engine's tests against its public interface, in one binary.

mod brief;
mod facts;
mod meaning;
mod memory;
mod reading;
