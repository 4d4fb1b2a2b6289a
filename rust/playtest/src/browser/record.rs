//! What a page did: what it logged, requested and failed at.

use std::collections::HashMap;

use serde_json::Value;

/// What a crashed game logs, or one that is about to crash: a panic of ours, a second mutable borrow that godot-rust rejects, and the
/// engine's abort.
const FATAL: [&str; 3] = ["panic", "already bound", "Aborted"];

/// All that a page and its service worker did.
#[derive(Debug, Default)]
pub struct Record {
    /// What was written to the console, in order.
    pub console: Vec<ConsoleLine>,
    /// The address of each request, in order.
    pub requests: Vec<String>,
    /// Requests that failed or were answered with an error, exceptions, and crashes.
    pub failures: Vec<String>,
    /// The requests under way, by their numbers.
    open: HashMap<String, String>,
}

/// A line of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleLine {
    /// How bad it is.
    pub level: Level,
    /// What it says.
    pub text: String,
}

/// How bad a line of the console is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing to worry about.
    Info,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

impl Record {
    /// The console's warnings and errors, and all failures.
    pub fn complaints(&self) -> Vec<String> {
        let said = self.console.iter().filter(|said| said.level != Level::Info || is_fatal(&said.text));
        said.map(|said| format!("{:?}: {}", said.level, said.text)).chain(self.failures.clone()).collect()
    }

    /// The first line that reports a crash of the game.
    pub fn death(&self) -> Option<&str> {
        let said = self.console.iter().map(|said| said.text.as_str());
        said.chain(self.failures.iter().map(String::as_str)).find(|text| is_fatal(text))
    }

    /// Notes an event of the protocol.
    pub(super) fn note(&mut self, method: &str, event: &Value) {
        match method {
            "Runtime.consoleAPICalled" => {
                let texts = event["args"].as_array().into_iter().flatten().map(text_of);
                self.say(&event["type"], texts.collect::<Vec<_>>().join(" "));
            }
            "Log.entryAdded" => {
                let entry = &event["entry"];
                let text = format!("{} {}", plain(&entry["text"]), plain(&entry["url"]));
                self.say(&entry["level"], text.trim_end().to_owned());
            }
            "Runtime.exceptionThrown" => {
                let details = &event["exceptionDetails"];
                let thrown = text_of(&details["exception"]);
                self.failures.push(format!("exception: {} {thrown}", plain(&details["text"])));
            }
            "Network.requestWillBeSent" => {
                let url = plain(&event["request"]["url"]);
                // What the page itself holds is no request.
                if !url.starts_with("data:") && !url.starts_with("blob:") {
                    self.open.insert(plain(&event["requestId"]), url.clone());
                    self.requests.push(url);
                }
            }
            "Network.responseReceived" => {
                let (response, id) = (&event["response"], plain(&event["requestId"]));
                if response["status"].as_u64().is_some_and(|status| status >= 400) {
                    self.failures.push(format!("{} for {}", response["status"], self.address(&id)));
                }
            }
            "Network.loadingFailed" => {
                let id = plain(&event["requestId"]);
                if event["canceled"] != true {
                    self.failures.push(format!("{} for {}", plain(&event["errorText"]), self.address(&id)));
                }
            }
            "Inspector.targetCrashed" => self.failures.push("the page crashed".to_owned()),
            _ => {}
        }
    }

    fn say(&mut self, level: &Value, text: String) {
        let level = match level.as_str() {
            Some("error" | "assert") => Level::Error,
            Some("warning") => Level::Warning,
            _ => Level::Info,
        };
        self.console.push(ConsoleLine { level, text });
    }

    fn address(&self, id: &str) -> &str {
        self.open.get(id).map_or("an unknown address", String::as_str)
    }
}

fn is_fatal(text: &str) -> bool {
    FATAL.iter().any(|word| text.contains(word))
}

/// The text of a value of the protocol, as the console shows it.
pub(super) fn text_of(value: &Value) -> String {
    let shown = [&value["value"], &value["description"], &value["unserializableValue"]];
    shown.into_iter().find(|part| !part.is_null()).map_or_else(|| plain(&value["type"]), plain)
}

/// A string without its quotes, null as an empty text, anything else as JSON.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_failed_request_is_reported_with_its_address() {
        let mut record = Record::default();
        let url = "http://127.0.0.1:1/a.wasm";
        record.note("Network.requestWillBeSent", &json!({ "requestId": "1", "request": { "url": url } }));
        assert_eq!(record.complaints(), [] as [String; 0]);
        record.note("Network.responseReceived", &json!({ "requestId": "1", "response": { "status": 404 } }));
        record.note(
            "Network.loadingFailed",
            &json!({ "requestId": "1", "errorText": "net::ERR_FAILED", "canceled": false }),
        );
        assert_eq!(record.requests, [url]);
        assert_eq!(record.complaints(), [format!("404 for {url}"), format!("net::ERR_FAILED for {url}")]);
    }

    #[test]
    fn a_dead_game_is_known_by_its_words_at_any_level() {
        let said = |text: &str| {
            let mut record = Record::default();
            let arguments = json!([{ "type": "string", "value": text }]);
            record.note("Runtime.consoleAPICalled", &json!({ "type": "log", "args": arguments }));
            (record.death().map(str::to_owned), record.complaints())
        };
        assert_eq!(said("(tick:1,event:Menu)"), (None, vec![]));
        for text in [
            "thread 'main' panicked at a.rs",
            "bind_mut() failed, already bound",
            "Aborted(native code called abort())",
        ] {
            assert_eq!(said(text), (Some(text.to_owned()), vec![format!("Info: {text}")]));
        }
    }

    #[test]
    fn warnings_and_errors_of_the_console_are_complaints() {
        let mut record = Record::default();
        for kind in ["log", "warning", "error", "assert", "info"] {
            let arguments = json!([{ "type": "string", "value": kind }, { "type": "number", "value": 3 }]);
            record.note("Runtime.consoleAPICalled", &json!({ "type": kind, "args": arguments }));
        }
        assert_eq!(record.console.len(), 5);
        assert_eq!(record.complaints(), ["Warning: warning 3", "Error: error 3", "Error: assert 3"]);
    }
}
