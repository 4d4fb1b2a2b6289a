//! Drives a headless Chromium as a person does: opens a page, presses its keys, touches it, looks at it.
//!
//! One [`Browser`] is one Chromium with a fresh profile. It is controlled by the `DevTools` protocol, one command at a time. What the page
//! logs and requests meanwhile is collected in [`Browser::record`]. Every wait has a limit.
//!
//! Why not a crate (looked at: `chromiumoxide` 0.9.1 and `headless_chrome` 1.0.22): the tests watch and cut off the page's **service worker**,
//! which makes the game playable offline. `chromiumoxide` detaches from every service worker as soon as it starts (`handler/target.rs`),
//! and `headless_chrome` handles targets of the type `page` only; both hide the sessions that it takes to do it from outside. The rest
//! of what we need (touches, frozen pages, a killed browser whose profile another one takes) would be raw protocol commands with either. They
//! bring 151 and 142 crates, the first one tokio and 111,000 generated lines, to the first `cargo xtask play`; this module takes 1,200 lines.

mod chromium;
mod connection;
mod error;
mod input;
mod page;
mod record;
mod tab;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use self::chromium::Chromium;
pub use self::chromium::find;
use self::connection::Connection;
pub use self::error::Error;
pub use self::input::{KeyPress, Modifier};
pub use self::record::{ConsoleLine, Level, Record};
pub use self::tab::Tab;

/// How long an answer may take on the slowest machine.
const ANSWER_LIMIT: Duration = Duration::from_mins(1);

/// The network that a page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// This machine's.
    Free,
    /// One that gives no more than `rate` bytes a second.
    Slow {
        /// Bytes a second.
        rate: u32,
    },
    /// None at all.
    None,
}

/// A Chromium with one page. It ends when this is dropped.
pub struct Browser {
    connection: Connection,
    /// The session of the page that commands go to.
    page: String,
    /// All pages.
    tabs: Vec<Tab>,
    /// All sessions: the page's, and those of its workers.
    sessions: Vec<String>,
    /// The page and its workers, by their target identifiers.
    watched: HashSet<String>,
    record: Record,
    /// How many documents the page has loaded.
    loads: u32,
    network: Network,
    watches_workers: bool,
    fingers: Vec<input::Finger>,
    // Last, because the connection must close first. None only while it is being replaced.
    chromium: Option<Chromium>,
}

impl Browser {
    /// Starts a Chromium with an empty page of 960 × 720 px.
    ///
    /// # Errors
    /// There is none, or it does not start.
    pub fn start() -> Result<Self, Error> {
        Self::connect(Chromium::start(find()?)?)
    }

    /// Kills it without warning, and starts another one with the same profile.
    ///
    /// # Errors
    /// It does not start again.
    pub fn kill_and_restart(mut self) -> Result<Self, Error> {
        let profile: Option<Arc<TempDir>> = self.chromium.take().map(Chromium::kill);
        drop(self);
        match profile {
            Some(profile) => Self::connect(Chromium::start_with(find()?, profile)?),
            None => Self::start(),
        }
    }

    fn connect(mut chromium: Chromium) -> Result<Self, Error> {
        let (port, path) = chromium.address()?;
        let mut browser = Self {
            connection: Connection::open(port, &path)?,
            page: String::new(),
            tabs: Vec::new(),
            sessions: Vec::new(),
            watched: HashSet::new(),
            record: Record::default(),
            loads: 0,
            network: Network::Free,
            watches_workers: true,
            fingers: Vec::new(),
            chromium: Some(chromium),
        };
        browser.call("", "Target.setAutoAttach", browser.auto_attach())?;
        browser
            .wait("its first page", ANSWER_LIMIT, |browser| Ok((!browser.page.is_empty()).then_some(())))?;
        browser.resize(960, 720)?;
        Ok(browser)
    }

    /// Stops watching service workers that start from now on. Chromium often does not let a worker take over from a watched one, which then
    /// answers no more requests.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn leave_workers_alone(&mut self) -> Result<(), Error> {
        self.watches_workers = false;
        for session in [String::new(), self.page.clone()] {
            self.call(&session, "Target.setAutoAttach", self.auto_attach())?;
        }
        Ok(())
    }

    /// What the page did so far, as far as its events were read: see [`Browser::rest`].
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Clears the record.
    pub fn forget(&mut self) {
        self.record = Record::default();
    }

    /// Lets the page run for a while and reads its events. All waits do it, so that no check continues with a crashed game.
    ///
    /// # Errors
    /// The browser is gone, or the page logged a crash of the game: see [`Record::death`].
    pub fn rest(&mut self, time: Duration) -> Result<(), Error> {
        let until = Instant::now() + time;
        while let Some(message) = self.connection.receive(until)? {
            self.take(&message)?;
        }
        match self.record.death() {
            Some(said) => Err(Error::Died { said: said.to_owned() }),
            None => Ok(()),
        }
    }

    /// Waits until `get` returns something.
    ///
    /// # Errors
    /// It never does, or the browser is gone.
    pub fn wait<T>(
        &mut self,
        what: &str,
        limit: Duration,
        mut get: impl FnMut(&mut Self) -> Result<Option<T>, Error>,
    ) -> Result<T, Error> {
        let began = Instant::now();
        loop {
            if let Some(got) = get(self)? {
                return Ok(got);
            }
            if began.elapsed() > limit {
                let seen = self.record.complaints().join("\n");
                return Err(Error::TimedOut { what: what.to_owned(), limit, seen });
            }
            self.rest(Duration::from_millis(20))?;
        }
    }

    /// Sends a command to the page and waits for the answer.
    fn ask(&mut self, method: &str, parameters: Value) -> Result<Value, Error> {
        let page = self.page.clone();
        self.call(&page, method, parameters)
    }

    fn call(&mut self, session: &str, method: &str, parameters: Value) -> Result<Value, Error> {
        let id = self.connection.send(session, method, parameters)?;
        let until = Instant::now() + ANSWER_LIMIT;
        while let Some(mut message) = self.connection.receive(until)? {
            if message["id"] != id {
                self.take(&message)?;
            } else if message["error"].is_null() {
                return Ok(message["result"].take());
            } else {
                let why = record::plain(&message["error"]["message"]);
                return Err(Error::Rejected { method: method.to_owned(), why });
            }
        }
        let what = format!("the browser's answer to {method}");
        Err(Error::TimedOut { what, limit: ANSWER_LIMIT, seen: self.record.complaints().join("\n") })
    }

    /// Handles a message that answers no command.
    fn take(&mut self, message: &Value) -> Result<(), Error> {
        let (method, event) = (message["method"].as_str().unwrap_or_default(), &message["params"]);
        match method {
            "Target.attachedToTarget" => self.watch(event)?,
            "Target.detachedFromTarget" => {
                self.sessions.retain(|session| event["sessionId"] != session.as_str());
                self.tabs.retain(|tab| !tab.has_session(&event["sessionId"]));
            }
            "Page.loadEventFired" => self.loads += 1,
            _ => self.record.note(method, event),
        }
        Ok(())
    }

    /// Lets a new page or worker run, and watches it if it is ours. This waits for no answer, because a caller may be waiting for one already.
    fn watch(&mut self, event: &Value) -> Result<(), Error> {
        let (session, target) = (record::plain(&event["sessionId"]), &event["targetInfo"]);
        let id = record::plain(&target["targetId"]);
        // Chromium has pages of its own, and reports a service worker twice: as the page's and as the browser's.
        let is_chromiums = target["url"].as_str().is_some_and(|url| url.starts_with("chrome"));
        if !is_chromiums && self.watched.insert(id.clone()) {
            let is_page = target["type"] == "page";
            self.watch_session(&session, is_page)?;
            if is_page {
                self.tabs.push(Tab::new(id, session.clone()));
            }
        }
        self.connection.send(&session, "Runtime.runIfWaitingForDebugger", json!({})).map(|_| ())
    }

    fn watch_session(&mut self, session: &str, is_page: bool) -> Result<(), Error> {
        for method in ["Runtime.enable", "Log.enable", "Network.enable"] {
            self.connection.send(session, method, json!({}))?;
        }
        if is_page {
            self.connection.send(session, "Page.enable", json!({}))?;
            self.connection.send(session, "Target.setAutoAttach", self.auto_attach())?;
        }
        self.apply_network(session)?;
        if is_page && self.page.is_empty() {
            session.clone_into(&mut self.page);
        }
        self.sessions.push(session.to_owned());
        Ok(())
    }

    fn apply_network(&mut self, session: &str) -> Result<(), Error> {
        // -1 is no limit.
        let (offline, rate) = match self.network {
            Network::Free => (false, -1),
            Network::Slow { rate } => (false, i64::from(rate)),
            Network::None => (true, -1),
        };
        let network =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": rate, "uploadThroughput": rate });
        self.connection.send(session, "Network.emulateNetworkConditions", network).map(|_| ())
    }

    /// Every new target waits until we watch it, so that none of its events is missed.
    fn auto_attach(&self) -> Value {
        let workers = json!({ "type": "service_worker", "exclude": !self.watches_workers });
        let filter =
            json!([workers, { "type": "browser", "exclude": true }, { "type": "tab", "exclude": true }, {}]);
        // A worker that is held and not watched would be held forever.
        json!({ "autoAttach": true, "waitForDebuggerOnStart": self.watches_workers, "flatten": true, "filter": filter })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.connection.send("", "Browser.close", json!({}));
    }
}
