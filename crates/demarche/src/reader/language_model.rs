//! A language model as a second reader: what it is asked, and what is made of its answer.
//!
//! Nothing that a model says is believed. It is shown numbered sentences and returns, for each record, the number of a sentence and words
//! quoted from it, never offsets; the words are looked up in the text here, and a record whose words are not there is dropped and counted.
//! So a model can misread a text, and cannot add to it. The engine sends nothing: somebody else asks the question and brings the answer.
//!
//! Parts, in reading order: [`question`] (sentences shown at once), [`mod@schema`] (the form of an answer), `answer` (what of a text is such a
//! form), `quoted` (words found in the text), `record` (a record with its passages), [`agreement`] (both readers' records side by side).

pub mod agreement;
mod answer;
pub mod question;
mod quoted;
mod record;
pub mod schema;

pub use agreement::{Agreement, join};
pub use answer::{Form, Unreadable};
pub use question::{MOST_QUESTION_BYTES, MOST_QUESTION_SENTENCES, Question, instructions, questions};
pub use record::{Answered, NAMES_BEFORE, Reason, records};
pub use schema::schema;

/// What the `method` of a record begins with that a model gave; the model's name follows.
pub const METHOD: &str = "llm:";

/// The `rule` of a record that a model gave.
pub const RULE: &str = "model";

/// Changes whenever instructions, schema or the form of a question do: a kept answer to another version is no answer.
pub const VERSION: u32 = 1;
