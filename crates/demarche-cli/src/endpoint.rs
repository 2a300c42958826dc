//! A server with a language model, by the protocol of OpenAI's chat completions.
//!
//! Only this module and what it names talks to a network, and only to the address that the user gave: no redirect is followed, no proxy is taken from the environment, and by HTTPS nothing is said to a server for which nobody vouches. The key is read
//! from the environment, sent in one header, and never written anywhere.

pub(crate) mod address;
pub(crate) mod cache;
pub(crate) mod key;
pub(crate) mod tls;

use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::endpoint::address::Address;
use crate::endpoint::key::Key;
use crate::interrupted;

/// Bytes of one answer.
pub(crate) const MOST_ANSWER_BYTES: u64 = 4 << 20;
/// Times that one question is sent, where a server is busy, failing or silent.
const MOST_ATTEMPTS: u32 = 4;
/// The first pause between them; each is twice the one before, unless the server asks for another.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest pause that a server can ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// How often it is looked whether somebody asked to stop.
const LOOK: Duration = Duration::from_millis(50);
/// Letters of a server's own words that are told.
const TOLD: usize = 200;

/// What a server is asked to hold its model to. Not every server knows the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rung {
    Schema,
    /// As the servers of llama.cpp know it.
    JsonOfSchema,
    Json,
    Words,
}

impl Rung {
    fn lower(self) -> Self {
        match self {
            Rung::Schema => Rung::JsonOfSchema,
            Rung::JsonOfSchema => Rung::Json,
            Rung::Json | Rung::Words => Rung::Words,
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    /// Somebody asked to stop.
    Interrupted,
    /// Nobody is there, or the connection broke.
    Unreachable(String),
    /// Nothing came within the time for one answer.
    Late,
    /// HTTPS could not be spoken.
    Insecure(tls::Failure),
    /// The server refuses or fails: its status, and the beginning of its words.
    Status(u16, String),
    /// The answer is longer than what is read.
    Long,
    /// What came is no answer by the protocol.
    Foreign(String),
}

/// A server and one of its models.
pub(crate) struct Endpoint {
    url: String,
    model: String,
    key: Option<Key>,
    agent: ureq::Agent,
    rung: Rung,
    schema: Value,
}

/// What a request came to.
enum Reply {
    Said(String),
    Again(Silence, Option<Duration>),
    Lower,
    Never(Silence),
}

impl Endpoint {
    /// The server at `address`, which may want `key`; `time` bounds one answer. `schema`: of what its model says.
    pub(crate) fn new(address: &Address, model: &str, key: Option<Key>, time: Duration, schema: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(time))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .tls_config(tls::config())
            .build();
        Endpoint {
            url: address.completions(),
            model: model.to_owned(),
            key,
            agent: agent.into(),
            rung: Rung::Schema,
            schema: serde_json::from_str(schema).unwrap_or(Value::Null),
        }
    }

    /// Whether an answer gives the key away.
    pub(crate) fn tells_key(&self, answer: &str) -> bool {
        self.key.as_ref().is_some_and(|key| key.is_told_by(answer))
    }

    /// What the model says to a question, with the same instructions before each. Sent again where that may help.
    pub(crate) fn ask(&mut self, instructions: &str, question: &str) -> Result<String, Silence> {
        let mut attempts = 0;
        let mut pause = FIRST_PAUSE;
        loop {
            match self.send(instructions, question)? {
                Reply::Said(answer) => return Ok(answer),
                Reply::Never(silence) => return Err(silence),
                Reply::Lower => {
                    self.rung = self.rung.lower();
                }
                Reply::Again(silence, asked) => {
                    attempts += 1;
                    if attempts == MOST_ATTEMPTS {
                        return Err(silence);
                    }
                    wait(asked.unwrap_or(pause).min(LONGEST_PAUSE))?;
                    pause *= 2;
                }
            }
        }
    }

    /// One request, on a thread of its own, so that somebody who asks to stop need not wait for the server.
    fn send(&self, instructions: &str, question: &str) -> Result<Reply, Silence> {
        let body = self.body(instructions, question);
        let (agent, url, key, rung) = (self.agent.clone(), self.url.clone(), self.key.clone(), self.rung);
        let (answer, answered) = mpsc::channel();
        std::thread::spawn(move || {
            // Nobody listens any more if somebody asked to stop.
            let _ = answer.send(exchange(&agent, &url, key.as_ref(), &body, rung));
        });
        loop {
            match answered.recv_timeout(LOOK) {
                Ok(reply) => return Ok(reply),
                Err(RecvTimeoutError::Timeout) if interrupted::was_asked() => return Err(Silence::Interrupted),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Silence::Unreachable("the request was not carried out".to_owned())),
            }
        }
    }

    fn body(&self, instructions: &str, question: &str) -> String {
        let mut body = json!({
            "model": self.model,
            "messages": [
                { "role": "system", "content": instructions },
                { "role": "user", "content": question },
            ],
            "temperature": 0,
            "seed": 1,
            "stream": false,
        });
        match self.rung {
            Rung::Schema => {
                body["response_format"] = json!({
                    "type": "json_schema",
                    "json_schema": { "name": "records", "strict": true, "schema": self.schema },
                });
            }
            Rung::JsonOfSchema => body["response_format"] = json!({ "type": "json_object", "schema": self.schema }),
            Rung::Json => body["response_format"] = json!({ "type": "json_object" }),
            Rung::Words => {}
        }
        body.to_string()
    }
}

fn exchange(agent: &ureq::Agent, url: &str, key: Option<&Key>, body: &str, rung: Rung) -> Reply {
    let mut request = agent.post(url).header("content-type", "application/json");
    if let Some(key) = key {
        request = request.header("authorization", key.header());
    }
    let mut response = match request.send(body) {
        Ok(response) => response,
        Err(error) => return failed(&error, key),
    };
    let status = response.status().as_u16();
    let asked = response
        .headers()
        .get("retry-after")
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let read = response
        .body_mut()
        .with_config()
        .limit(MOST_ANSWER_BYTES)
        .lossy_utf8(true)
        .read_to_string();
    let text = match read {
        Ok(text) => text,
        Err(ureq::Error::BodyExceedsLimit(_)) => return Reply::Never(Silence::Long),
        Err(error) if status == 200 => return failed(&error, key),
        Err(_) => String::new(),
    };
    match status {
        200 => said(&text).map_or_else(|| Reply::Never(Silence::Foreign(short(&text, key))), Reply::Said),
        400 | 404 | 415 | 422 | 500 | 501 if rung != Rung::Words && about_format(&text) => Reply::Lower,
        408 | 429 | 500..=599 => Reply::Again(Silence::Status(status, short(&text, key)), asked.map(Duration::from_secs)),
        _ => Reply::Never(Silence::Status(status, short(&text, key))),
    }
}

/// Whether a refusal is about the form that was asked for. Servers say so in words of their own, but name the field.
fn about_format(text: &str) -> bool {
    let text = text.to_lowercase();
    ["response_format", "json_schema", "json_object", "schema"]
        .iter()
        .any(|word| text.contains(word))
}

fn failed(error: &ureq::Error, key: Option<&Key>) -> Reply {
    if let Some(failure) = tls::Failure::of(error) {
        return Reply::Never(Silence::Insecure(failure));
    }
    match error {
        ureq::Error::Timeout(_) => Reply::Again(Silence::Late, None),
        error => Reply::Again(Silence::Unreachable(short(&error.to_string(), key)), None),
    }
}

/// The words of the first choice.
fn said(text: &str) -> Option<String> {
    let answer: Value = serde_json::from_str(text).ok()?;
    answer["choices"][0]["message"]["content"].as_str().map(str::to_owned)
}

/// The beginning of what a server says, in one line, and never the key.
fn short(text: &str, key: Option<&Key>) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.retain(|letter| !letter.is_control());
    if let Some(key) = key {
        line = key.hidden_in(&line);
    }
    if line.is_empty() {
        return "(no words)".to_owned();
    }
    line.chars().take(TOLD).collect()
}

fn wait(pause: Duration) -> Result<(), Silence> {
    let end = Instant::now() + pause;
    while Instant::now() < end {
        if interrupted::was_asked() {
            return Err(Silence::Interrupted);
        }
        std::thread::sleep(LOOK.min(end.saturating_duration_since(Instant::now())));
    }
    Ok(())
}
