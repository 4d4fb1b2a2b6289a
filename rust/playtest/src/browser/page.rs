//! A browser's page: loads it, runs scripts in it, takes screenshots, and changes its screen and network.

use std::time::{Duration, Instant};

use data_encoding::BASE64;
use serde_json::{Value, json};

use super::record::{plain, text_of};
use super::{ANSWER_LIMIT, Browser, Error, Network};
use crate::screenshot::Screenshot;

impl Browser {
    /// Opens a page and waits for its load event. What its scripts request may still be loading.
    ///
    /// # Errors
    /// It can't be reached, or the browser is gone.
    pub fn open(&mut self, url: &str) -> Result<(), Error> {
        let before = self.loads;
        let answer = self.ask("Page.navigate", json!({ "url": url }))?;
        match answer["errorText"].as_str() {
            None => self.wait_for_load(before),
            Some(why) => Err(Error::Unreachable { url: url.to_owned(), why: why.to_owned() }),
        }
    }

    /// Reloads the page, as F5 does.
    ///
    /// # Errors
    /// It does not come, or the browser is gone.
    pub fn reload(&mut self) -> Result<(), Error> {
        let before = self.loads;
        self.ask("Page.reload", json!({}))?;
        self.wait_for_load(before)
    }

    fn wait_for_load(&mut self, before: u32) -> Result<(), Error> {
        self.wait("the page", ANSWER_LIMIT, |browser| Ok((browser.loads > before).then_some(())))
    }

    /// The value of a script in the page; of a promise, the value that it resolves to.
    ///
    /// # Errors
    /// It throws, or the browser is gone.
    pub fn evaluate(&mut self, script: &str) -> Result<Value, Error> {
        let parameters = json!({ "expression": script, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.ask("Runtime.evaluate", parameters)?;
        let details = &answer["exceptionDetails"];
        if details.is_null() {
            return Ok(answer["result"]["value"].take());
        }
        let why = format!("{} {}", plain(&details["text"]), text_of(&details["exception"]));
        Err(Error::Script { why })
    }

    /// Waits until a script in the page returns something other than null, false or undefined.
    ///
    /// # Errors
    /// It throws, it never does, or the browser is gone.
    pub fn wait_for(&mut self, what: &str, limit: Duration, script: &str) -> Result<Value, Error> {
        self.wait(what, limit, |browser| {
            let value = browser.evaluate(script)?;
            Ok(Some(value).filter(|value| !value.is_null() && *value != false))
        })
    }

    /// Runs a script in each document before its own.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn prepare(&mut self, script: &str) -> Result<(), Error> {
        self.ask("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).map(|_| ())
    }

    /// Sets the size of the page, with one screen pixel per px.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn resize(&mut self, width: u32, height: u32) -> Result<(), Error> {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.ask("Emulation.setDeviceMetricsOverride", metrics).map(|_| ())
    }

    /// Emulates a phone: 390 × 844 px with three screen pixels each, and a touch screen. Open pages notice it after a reload.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn become_phone(&mut self) -> Result<(), Error> {
        let metrics = json!({ "width": 390, "height": 844, "deviceScaleFactor": 3, "mobile": true });
        self.ask("Emulation.setDeviceMetricsOverride", metrics)?;
        let touch = json!({ "enabled": true, "maxTouchPoints": 5 });
        self.ask("Emulation.setTouchEmulationEnabled", touch).map(|_| ())
    }

    /// Gives the page and its workers another network.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn set_network(&mut self, network: Network) -> Result<(), Error> {
        self.network = network;
        for session in self.sessions.clone() {
            self.apply_network(&session)?;
        }
        // Its answer shows that the commands before it are done.
        self.evaluate("0").map(|_| ())
    }

    /// A screenshot of the page, in screen pixels.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn screenshot(&mut self) -> Result<Screenshot, Error> {
        let picture = self.ask("Page.captureScreenshot", json!({ "format": "png" }))?;
        let taken = Instant::now();
        let bad = |why: String| Error::Rejected { method: "Page.captureScreenshot".to_owned(), why };
        let png =
            BASE64.decode(plain(&picture["data"]).as_bytes()).map_err(|error| bad(error.to_string()))?;
        let image = image::load_from_memory(&png).map_err(|error| bad(error.to_string()))?;
        Ok(Screenshot::new(image.into_rgb8(), taken))
    }
}
