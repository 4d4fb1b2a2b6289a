//! Drives a headless Chromium as a person does: opens a page, presses its keys, touches it, looks at it.
//!
//! One [`Browser`] is one Chromium with one page and a fresh profile. It is told what to do by the `DevTools` protocol, a step at a
//! time; whatever the page says or asks for meanwhile is kept in [`Browser::record`]. Every wait has its limit.

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
pub use self::record::{Level, Record, Said};
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
    /// The session of the page that is talked with.
    page: String,
    /// All pages.
    tabs: Vec<Tab>,
    /// All sessions: the page's, and those of its workers.
    sessions: Vec<String>,
    /// The page and its workers, by Chromium's names.
    watched: HashSet<String>,
    record: Record,
    /// How many documents the page has loaded.
    loads: u32,
    network: Network,
    watches_workers: bool,
    fingers: Vec<input::Finger>,
    // Last: it ends when nothing talks with it any more. None only while it is being replaced.
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

    /// Kills it in the middle of what it does, and starts another with what is on its disk.
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

    /// Leaves service workers that start from now on alone. Chromium often does not let a worker take over from one that is watched,
    /// and that one then answers no request any more.
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

    /// What the page did so far, as far as it was read: see [`Browser::rest`].
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Forgets what the page did so far.
    pub fn forget(&mut self) {
        self.record = Record::default();
    }

    /// Lets the page go on for a while, and reads what it does. All waits do it, so that no check goes on with a dead game.
    ///
    /// # Errors
    /// The browser is gone, or what the page said is a game's death: see [`Record::death`].
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

    /// Waits until there is something to get.
    ///
    /// # Errors
    /// There never is, or the browser is gone.
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

    /// Asks the page something, and waits for the answer.
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
                return Err(Error::Refused { method: method.to_owned(), why });
            }
        }
        let what = format!("the browser's answer to {method}");
        Err(Error::TimedOut { what, limit: ANSWER_LIMIT, seen: self.record.complaints().join("\n") })
    }

    /// Takes a message that is no answer to a question.
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

    /// Lets a page or a worker run that is about to, and watches it if it is of our page. Answers are not waited for: we may be
    /// waiting for one already.
    fn watch(&mut self, event: &Value) -> Result<(), Error> {
        let (session, target) = (record::plain(&event["sessionId"]), &event["targetInfo"]);
        let id = record::plain(&target["targetId"]);
        // Chromium has pages of its own, and names a service worker twice: as the page's and as its own.
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

    /// Whatever begins to run is held until we watch it: no word of it is missed.
    fn auto_attach(&self) -> Value {
        let workers = json!({ "type": "service_worker", "exclude": !self.watches_workers });
        let filter =
            json!([workers, { "type": "browser", "exclude": true }, { "type": "tab", "exclude": true }, {}]);
        json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true, "filter": filter })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.connection.send("", "Browser.close", json!({}));
    }
}
