//! A web export, open in a browser: serves it, opens it, waits for it, and looks at it.

use std::path::Path;
use std::time::{Duration, Instant};

use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_web_export::serve::{HostBehavior, Server};

use super::Error;
use crate::browser::{Browser, Network};
use crate::screenshot::Screenshot;

/// How long a busy machine may take to the first frame.
const LOADING_LIMIT: Duration = Duration::from_mins(2);
/// How long any one step of a game may take.
const STEP_LIMIT: Duration = Duration::from_mins(3);
/// Time since the request for the page, ms.
const FIRST_FRAME: &str = "performance.getEntriesByName('creeps:first-frame')[0]?.startTime";
/// What the page says when it can't start the game.
const NOTICE: &str = "document.querySelector('#notice:not([hidden])')?.innerText";
/// Chromium warns of every page that is ready to play sound before its first key. Another check tests that a key starts the sound.
const NOT_YET_HEARD: &str = "The AudioContext was not allowed to start.";
/// Records whether the game can be heard and felt, and whether it took a key from the browser. Each key is seen before any listener of the page can
/// hide it, and again when all of them have run.
const LISTEN: &str = "
    window.keyEvents = [];
    addEventListener('keydown', event => setTimeout(() => keyEvents.push(event.defaultPrevented)), true);
    window.contexts = [];
    window.AudioContext = class extends AudioContext {
        constructor(...options) { super(...options); contexts.push(this); }
    };
    window.vibrations = [];
    navigator.vibrate = milliseconds => vibrations.push(milliseconds) > 0;";

/// A web export, open in a browser.
pub struct BrowserHarness {
    /// The browser.
    pub browser: Browser,
    address: String,
    server: Option<Server>,
}

impl BrowserHarness {
    /// Serves an export and starts a browser for it.
    ///
    /// # Errors
    /// There is no browser, or no export.
    pub fn new(folder: &Path) -> Result<Self, Error> {
        let server = Server::start(folder, 0)?;
        let mut browser = Browser::start()?;
        browser.prepare(LISTEN)?;
        Ok(Self { browser, address: server.address(), server: Some(server) })
    }

    /// Opens the page with a query and waits for the game; returns the time to its first frame.
    ///
    /// # Errors
    /// The game does not start.
    pub fn open(&mut self, query: &str) -> Result<Duration, Error> {
        self.browser.forget();
        self.browser.open(&format!("{}{query}", self.address))?;
        self.first_frame()
    }

    /// Reloads the page and waits for the game; returns the time to its first frame.
    ///
    /// # Errors
    /// The game does not start.
    pub fn reload(&mut self) -> Result<Duration, Error> {
        self.browser.forget();
        self.browser.reload()?;
        self.first_frame()
    }

    /// Opens `frame.html`, a page around the game, and waits for the game in its frame.
    ///
    /// # Errors
    /// The game does not start.
    pub fn open_frame(&mut self) -> Result<(), Error> {
        self.browser.forget();
        self.browser.open(&format!("{}frame.html", self.address))?;
        let script = format!("frames[0].{FIRST_FRAME}");
        self.browser.wait_for("the first frame in a frame", LOADING_LIMIT, &script)?;
        Ok(())
    }

    fn first_frame(&mut self) -> Result<Duration, Error> {
        let script = format!("{FIRST_FRAME} ?? {NOTICE}");
        let answer = self.browser.wait_for("the game's first frame", LOADING_LIMIT, &script)?;
        if let Some(time) = answer.as_f64() {
            return Ok(Duration::from_secs_f64(time / 1000.0));
        }
        let complaints = self.browser.record().complaints().join("\n");
        Err(Error::Wrong(format!("its page says {answer}\n{complaints}")))
    }

    /// Waits until the browser has stored the export for play without a network.
    ///
    /// # Errors
    /// It is not.
    pub fn wait_until_stored(&mut self) -> Result<(), Error> {
        let stored =
            "navigator.serviceWorker.getRegistration().then(worker => worker?.active?.state === 'activated')";
        self.browser.wait_for("the worker that stores the game", STEP_LIMIT, stored)?;
        Ok(())
    }

    /// Waits until the browser's database has a high score: the engine copies its files there after it has written them.
    ///
    /// # Errors
    /// It never has.
    pub fn wait_until_saved(&mut self, score: u32) -> Result<(), Error> {
        let began = Instant::now();
        let script = format!(
            "new Promise(done => {{
                const opening = indexedDB.open('/userfs');
                opening.onerror = () => done(false);
                opening.onsuccess = () => {{
                    const all = opening.result.transaction('FILE_DATA').objectStore('FILE_DATA').getAll();
                    all.onerror = () => done(false);
                    all.onsuccess = () => {{
                        opening.result.close();
                        const texts = all.result.map(file => file.contents ? new TextDecoder().decode(file.contents) : '');
                        done(texts.some(text => /tables/.test(text) && /score: ?{score}\\b/.test(text)));
                    }};
                }};
            }})"
        );
        self.browser.wait_for("the score in the browser's database", STEP_LIMIT, &script)?;
        println!("     Saved in the browser after {:.1} s", began.elapsed().as_secs_f32());
        Ok(())
    }

    /// Changes how the host answers from now on.
    pub fn behave(&self, behavior: &HostBehavior) {
        if let Some(server) = &self.server {
            server.behave(behavior.clone());
        }
    }

    /// Turns the network off, and the server too.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn cut_network(&mut self) -> Result<(), Error> {
        self.server = None;
        self.browser.set_network(Network::None)?;
        Ok(())
    }

    /// Puts the finger low on a phone's screen, at an x of the playfield, or lifts it.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn finger(&mut self, x: Option<f32>) -> Result<(), Error> {
        match x.map(|x| on_phone(x, 600.0)) {
            Some((x, y)) => Ok(self.browser.touch(0, x, y)?),
            None => Ok(self.browser.lift(0)?),
        }
    }

    /// Waits until a screen is shown.
    ///
    /// # Errors
    /// It is not.
    pub fn wait_for_screen(&mut self, screen: Screen) -> Result<(), Error> {
        self.wait_until(&format!("the screen {screen:?}"), |harness| harness.screen() == Some(screen))
    }

    /// Quits a running game from its pause, with keys.
    ///
    /// # Errors
    /// The title does not come.
    pub fn quit_game(&mut self) -> Result<(), Error> {
        for key in [Key::Escape, Key::Up, Key::Enter, Key::Down, Key::Enter] {
            self.browser.tap_key(key)?;
        }
        self.wait_for_screen(Screen::Title)
    }

    /// Waits until a condition holds.
    ///
    /// # Errors
    /// It never does, or the game reports an error.
    pub fn wait_until(&mut self, what: &str, is: impl Fn(&Self) -> bool) -> Result<(), Error> {
        let tries = STEP_LIMIT.as_millis() / 20;
        for _ in 0..tries {
            if is(self) {
                return Ok(());
            }
            if let Some(error) = self.lines_since(0).find(|line| line.contains("event:ErrorReported(")) {
                return Err(Error::Wrong(format!("while waiting for {what} it reports {error}")));
            }
            self.browser.rest(Duration::from_millis(20))?;
        }
        Err(Error::Wrong(format!("timed out while waiting for {what}.{}", self.lately())))
    }

    /// The last lines of the console, for a message.
    pub fn lately(&self) -> String {
        let console = &self.browser.record().console;
        let last =
            console[console.len().saturating_sub(12)..].iter().map(|said| format!("\n  {}", said.text));
        format!(" The last of {} lines in the console:{}", console.len(), last.collect::<String>())
    }

    /// Saves a screenshot, which must fulfil a condition within some frames.
    ///
    /// # Errors
    /// It never does.
    pub fn see(&mut self, name: &str, is: impl Fn(&Screenshot) -> bool) -> Result<(), Error> {
        // Some frames may pass until what happened is on the screen.
        for _ in 0..50 {
            let picture = self.browser.screenshot()?;
            picture.save(&format!("web-{name}"));
            if is(&picture) {
                return Ok(());
            }
            self.browser.rest(Duration::from_millis(100))?;
        }
        Err(Error::Wrong(format!("the screenshot web-{name}.png does not show what it should.")))
    }

    /// The states of all that makes sound, such as `["running"]`.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn sound(&mut self) -> Result<String, Error> {
        Ok(self.browser.evaluate("contexts.map(context => context.state)")?.to_string())
    }

    /// Frames per second, counted for a while.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn frame_rate(&mut self, time: Duration) -> Result<f32, Error> {
        let script = "new Promise(done => {
            let frames = 0, began = performance.now();
            const count = now => {
                frames += 1;
                if (now - began < TIME) requestAnimationFrame(count);
                else done(frames * 1000 / (now - began));
            };
            requestAnimationFrame(count);
        })";
        let rate = self.browser.evaluate(&script.replace("TIME", &time.as_millis().to_string()))?;
        Ok(rate.as_f64().unwrap_or_default() as f32)
    }

    /// Checks that the page had no trouble.
    ///
    /// # Errors
    /// There is a warning or an error in the console, or a request failed or went to another host.
    pub fn check_complaints(&self) -> Result<(), Error> {
        let record = self.browser.record();
        let mut complaints = record.complaints();
        complaints.retain(|complaint| !complaint.contains(NOT_YET_HEARD));
        if !complaints.is_empty() {
            return Err(Error::Wrong(format!("it complains:\n{}", complaints.join("\n"))));
        }
        let strays: Vec<_> = record.requests.iter().filter(|url| !url.starts_with(&self.address)).collect();
        if strays.is_empty() {
            return Ok(());
        }
        Err(Error::Wrong(format!("it sends requests to other hosts: {strays:?}")))
    }
}

/// A position of the playfield on a page of 960 × 720 px.
pub fn on_page(x: f32, y: f32) -> (f32, f32) {
    (x + 240.0, y)
}

/// A position of the playfield on a phone's screen of 390 × 844 px.
pub fn on_phone(x: f32, y: f32) -> (f32, f32) {
    let scale = 390.0 / 480.0;
    (x * scale, y * scale + (844.0 - 720.0 * scale) / 2.0)
}

/// Fails with a message unless a condition holds.
///
/// # Errors
/// It does not hold.
pub fn ensure(holds: bool, message: impl FnOnce() -> String) -> Result<(), Error> {
    if holds { Ok(()) } else { Err(Error::Wrong(message())) }
}
