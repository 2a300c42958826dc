//! The engine's tests against its public interface, in one binary.

mod facts;
mod memory;
mod reading;
mod twins;
