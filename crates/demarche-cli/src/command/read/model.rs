//! A language model reads the texts too: it is asked, its answers are checked against the texts, and it is told what became of them.

use std::collections::{BTreeMap, BTreeSet};

use demarche::analysis::Watch;
use demarche::diagnostic::Diagnostic;
use demarche::reader::evidence::Reading;
use demarche::reader::language_model::{Agreement, Form, Question, Reason, instructions, join, questions, records, schema};
use demarche::reader::{Document, Evidence, Reader};

use crate::arguments::ReadArguments;
use crate::endpoint::cache::{Cache, Found};
use crate::endpoint::key::{self, Key};
use crate::endpoint::{Endpoint, Silence, tls};
use crate::failure::Failure;
use crate::progress::Progress;

/// What became of all questions.
#[derive(Default)]
struct Account {
    asked: usize,
    answered: usize,
    kept: usize,
    damaged: usize,
    unreadable: usize,
    freely: usize,
    broken: usize,
    dropped: BTreeMap<Reason, usize>,
    agreement: Agreement,
    unkept: Option<String>,
    silence: Option<Silence>,
}

/// Adds the model's records to the readings, and says what became of its answers, and whether it answered everything. Without `--endpoint` there is nothing to add.
pub(super) fn ask(
    arguments: &ReadArguments,
    reader: &Reader,
    documents: &[Document],
    readings: &mut [Reading],
) -> Result<(String, bool), Failure> {
    let (Some(address), Some(model)) = (&arguments.endpoint, &arguments.model) else {
        return Ok((String::new(), true));
    };
    let key = Key::of_environment().map_err(|_| {
        let message = format!("what {} holds in the environment is no key that can be sent", key::VARIABLE);
        Failure::of_run(
            Diagnostic::error("key-unusable", message)
                .help("a key is one word of ASCII letters, digits and marks; unset it if the server wants none"),
        )
    })?;
    let cache = match &arguments.cache {
        Some(folder) => Some(Cache::new(folder).map_err(|error| {
            let message = format!("cannot use `{}` for the model's answers: {error}", folder.display());
            Failure::of_run(
                Diagnostic::error("cache-unusable", message).help("name a folder that can be written to, or leave out `--cache`"),
            )
        })?),
        None => None,
    };
    let asked: Vec<Vec<Question>> = documents
        .iter()
        .zip(&*readings)
        .map(|(document, reading)| questions(document, reading))
        .collect();
    let all: usize = asked.iter().map(Vec::len).sum();
    if all > arguments.max_questions {
        let message = format!(
            "the texts make {all} questions to the model, more than the {} that are asked",
            arguments.max_questions
        );
        return Err(Failure::of_run(
            Diagnostic::error("too-many-questions", message).help("name fewer texts, or raise `--max-questions`"),
        ));
    }
    let mut asking = Asking {
        endpoint: Endpoint::new(address, model, key, arguments.answer_time, &schema()),
        cache,
        model,
        instructions: instructions(),
        account: Account {
            asked: all,
            ..Account::default()
        },
    };
    let year = arguments.date.as_ref().map(|date| date.year);
    let mut progress = Progress::new();
    let mut done = 0;
    for ((document, reading), asked) in documents.iter().zip(readings).zip(&asked) {
        let mut found: Vec<Evidence> = Vec::new();
        let mut answered = BTreeSet::new();
        for question in asked {
            if asking.account.silence.is_none() && !progress.step("asking the model", done, all as u64) {
                asking.account.silence = Some(Silence::Interrupted);
            }
            done += 1;
            if asking.account.silence.is_some() {
                break;
            }
            let Some((answer, source)) = asking.answer(&question.text) else {
                continue;
            };
            match records(reader, (document, reading), question, &answer, model, year) {
                Ok(checked) => {
                    answered.extend(question.first..=question.last);
                    found.extend(checked.evidence);
                    asking.account.count(checked.form, checked.dropped);
                    if source == Source::Server && checked.form != Form::BrokenOff {
                        asking.keep(&question.text, &answer);
                    }
                }
                Err(_) => asking.account.unreadable += 1,
            }
        }
        let agreement = join(reading, found, |sentence| answered.contains(&sentence));
        asking.account.add(agreement);
    }
    let whole = asking.account.silence.is_none() && asking.account.unreadable == 0;
    Ok((asking.account.told(model, &address.completions()), whole))
}

/// Where an answer comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Cache,
    Server,
}

struct Asking<'m> {
    endpoint: Endpoint,
    cache: Option<Cache>,
    model: &'m str,
    instructions: String,
    account: Account,
}

impl Asking<'_> {
    /// The answer, kept or given; nothing if there is none.
    fn answer(&mut self, question: &str) -> Option<(String, Source)> {
        let found = self
            .cache
            .as_ref()
            .map_or(Found::Nothing, |cache| cache.get(self.model, &self.instructions, question));
        match found {
            Found::Answer(kept) => {
                self.account.kept += 1;
                self.account.answered += 1;
                return Some((kept, Source::Cache));
            }
            Found::Damaged => self.account.damaged += 1,
            Found::Nothing => {}
        }
        match self.endpoint.ask(&self.instructions, question) {
            Ok(answer) => {
                self.account.answered += 1;
                Some((answer, Source::Server))
            }
            Err(silence) => {
                self.account.silence = Some(silence);
                None
            }
        }
    }

    /// Only answers that could be read to their end are kept: the others may come out better next time.
    fn keep(&mut self, question: &str, answer: &str) {
        let Some(cache) = &self.cache else { return };
        if self.endpoint.tells_key(answer) {
            self.account
                .unkept
                .get_or_insert_with(|| "the server says the key in them".to_owned());
            return;
        }
        if let Err(error) = cache.put(self.model, &self.instructions, question, answer) {
            self.account.unkept.get_or_insert_with(|| error.to_string());
        }
    }
}

impl Account {
    fn count(&mut self, form: Form, dropped: BTreeMap<Reason, usize>) {
        self.freely += usize::from(form == Form::Among);
        self.broken += usize::from(form == Form::BrokenOff);
        for (reason, count) in dropped {
            *self.dropped.entry(reason).or_default() += count;
        }
    }

    fn add(&mut self, agreement: Agreement) {
        self.agreement.both += agreement.both;
        self.agreement.rules += agreement.rules;
        self.agreement.model += agreement.model;
    }

    fn told(&self, model: &str, url: &str) -> String {
        let mut said = format!("{model}: {} of {} questions answered", self.answered, self.asked);
        if self.kept > 0 {
            said.push_str(&format!(", {} from the cache", self.kept));
        }
        if self.answered > 0 {
            said.push_str(&format!(
                "; {} records, of which {} say what the rules say too; of the rules' records, {} are not among the model's",
                self.agreement.both + self.agreement.model,
                self.agreement.both,
                self.agreement.rules
            ));
        }
        said.push('\n');
        let dropped: Vec<String> = self
            .dropped
            .iter()
            .map(|(reason, count)| format!("{count} {}", because(*reason)))
            .collect();
        if !dropped.is_empty() {
            said.push_str(&format!("{model}: records dropped: {}\n", dropped.join("; ")));
        }
        if self.freely + self.unreadable > 0 {
            said.push_str(&format!(
                "{model}: the server does not hold its model to the schema that it was given: in {} answers the records stood among other words, and {} had none; a server that knows `response_format` with \
                 `json_schema` gives more\n",
                self.freely, self.unreadable
            ));
        }
        if self.broken > 0 {
            said.push_str(&format!(
                "{model}: {} answers break off; the records before the break count\n",
                self.broken
            ));
        }
        if self.damaged > 0 {
            said.push_str(&format!(
                "{model}: {} kept answers were damaged, and asked for again\n",
                self.damaged
            ));
        }
        if let Some(why) = &self.unkept {
            said.push_str(&format!("{model}: answers could not be kept: {why}\n"));
        }
        if let Some(silence) = &self.silence {
            said.push_str(&format!(
                "{model}: {}; the records of the rules are all there, and what the model said until then\n",
                explained(silence, url)
            ));
        }
        said
    }
}

fn because(reason: Reason) -> &'static str {
    match reason {
        Reason::Fields => "without the fields that were asked for",
        Reason::Class => "of a class that there is none",
        Reason::Sentence => "of a sentence that was not asked about",
        Reason::Quote => "whose quote is not in the sentence",
        Reason::Words => "with words that are not in the text",
        Reason::Twice => "said before",
        Reason::TooMany => "beyond what one sentence can have",
    }
}

fn explained(silence: &Silence, url: &str) -> String {
    match silence {
        Silence::Interrupted => "interrupted".to_owned(),
        Silence::Unreachable(why) => format!("`{url}` cannot be reached ({why}); is the server running, and is this its address?"),
        Silence::Late => format!("`{url}` did not answer in time; `--answer-time` gives it more"),
        Silence::Insecure(tls::Failure::Certificate(why)) => {
            format!(
                "`{url}` has no certificate that this system trusts, and nothing was sent ({why}); an authority of your own can be added to the system's"
            )
        }
        Silence::Insecure(tls::Failure::Plain) => {
            format!("`{url}` does not speak HTTPS; if it is on this machine or a network that you trust, give it as `http://`")
        }
        Silence::Insecure(tls::Failure::Other(why)) => format!("HTTPS cannot be spoken with `{url}`: {why}"),
        Silence::Status(401 | 403, _) => format!("`{url}` wants a key, or another one: set {} in the environment", key::VARIABLE),
        Silence::Status(404, why) => format!("`{url}` does not know this address or model: {why}"),
        Silence::Status(300..=399, _) => format!("`{url}` sends on to another address, which is not followed; give that one"),
        Silence::Status(status, why) => format!("`{url}` refuses or fails with status {status}: {why}"),
        Silence::Long => format!("`{url}` sent more than an answer can have"),
        Silence::Foreign(why) => format!("`{url}` does not speak the protocol of chat completions; it said: {why}"),
    }
}
