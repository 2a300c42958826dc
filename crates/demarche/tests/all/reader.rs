//! The reader: what must hold for any bytes, and how much it finds on sentences with gold answers.

mod bytes;
mod drafts;
mod gold;
mod measured;
mod summit;
