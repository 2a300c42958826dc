//! `demarche`: which deals can be signed, which would hold, and what that rests on.

pub mod analysis;
pub mod brief;
pub mod case;
pub mod diagnostic;
pub mod finding;
pub mod index;
pub mod interop;
pub mod linear;
pub mod model;
pub mod rational;
pub mod reader;
pub mod span;
pub mod text;
