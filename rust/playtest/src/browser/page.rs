//! A browser's page: opened, asked, looked at, and put into other circumstances.

use std::time::{Duration, Instant};

use data_encoding::BASE64;
use serde_json::{Value, json};

use super::record::{plain, text_of};
use super::{ANSWER_LIMIT, Browser, Error, Network};
use crate::screenshot::Screenshot;

impl Browser {
    /// Opens a page. What its scripts load by themselves may still be on its way.
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

    /// Loads the page again, as a person does by F5.
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

    /// What a script of the page comes to; a promise's value when it has one.
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

    /// Waits until a script of the page comes to something other than null, false or undefined.
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

    /// Gives the page that many px, at one pixel of the screen each.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn resize(&mut self, width: u32, height: u32) -> Result<(), Error> {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.ask("Emulation.setDeviceMetricsOverride", metrics).map(|_| ())
    }

    /// Makes it a phone: 390 × 844 px at three pixels of the screen each, and a screen that feels fingers. Pages that are open
    /// learn of it when they are loaded again.
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
        // An answer says that what was sent before it was done.
        self.evaluate("0").map(|_| ())
    }

    /// What the page looks like, at the screen's own pixels.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn screenshot(&mut self) -> Result<Screenshot, Error> {
        let picture = self.ask("Page.captureScreenshot", json!({ "format": "png" }))?;
        let taken = Instant::now();
        let bad = |why: String| Error::Refused { method: "Page.captureScreenshot".to_owned(), why };
        let png =
            BASE64.decode(plain(&picture["data"]).as_bytes()).map_err(|error| bad(error.to_string()))?;
        let image = image::load_from_memory(&png).map_err(|error| bad(error.to_string()))?;
        Ok(Screenshot::new(image.into_rgb8(), taken))
    }
}
