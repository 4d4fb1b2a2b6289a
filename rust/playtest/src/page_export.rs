//! The web build's page with a small engine in the place of Godot's, for tests of the page alone.

use std::fs;
use std::path::Path;
use std::time::Duration;

use creeps_web_export::complete::{Addresses, complete};
use creeps_web_export::serve::Server;
use serde_json::json;
use tempfile::TempDir;

use crate::browser::{Browser, find};
use crate::project;

/// How long to wait for anything.
pub const LIMIT: Duration = Duration::from_secs(30);
/// Whether the game has drawn its first frame.
pub const RUNS: &str = "performance.getEntriesByName('creeps:first-frame').length > 0";
/// Whether what a visit without a network needs is kept.
pub const WORKS: &str =
    "navigator.serviceWorker.getRegistration().then(worker => worker?.active?.state === 'activated')";
/// What the page tells, if it does.
pub const NOTICE: &str = "document.querySelector('#notice:not([hidden])')?.innerText";
/// Loads what Godot's engine loads, in its order, and notes what reaches it. As that does, it takes every key and every turn of the
/// wheel from the browser, hears of the focus by the canvas alone, and asks for sound with every key.
const ENGINE: &str = "
window.Engine = class {
    constructor(config) { this.config = config; window.engine = this; window.keys = []; }
    copyToFS(path, bytes) { window.copied = [path, new TextDecoder().decode(bytes)]; }
    async startGame() {
        const { canvas, executable, gdextensionLibs } = this.config;
        for (const file of [`${executable}.wasm`, `${executable}.side.wasm`, ...gdextensionLibs, `${executable}.pck`])
            this[file] = await fetch(file).then(answer => answer.text()).then(text => text.slice(0, 3));
        window.focuses = [];
        for (const kind of ['focus', 'blur']) canvas.addEventListener(kind, () => focuses.push(kind), true);
        canvas.addEventListener('webglcontextlost', () => window.alerted = true);
        for (const kind of ['keydown', 'keyup', 'wheel']) canvas.addEventListener(kind, event => event.preventDefault());
        window.sound = window.AudioContext && new AudioContext();
        canvas.addEventListener('keydown', event => { keys.push(event.code); sound?.resume(); });
        canvas.addEventListener('keyup', event => keys.push(`${event.code} up`));
    }
};";

/// An export of the page, in a folder of its own.
pub struct Export {
    folder: TempDir,
}

impl Default for Export {
    fn default() -> Self {
        Self::new()
    }
}

impl Export {
    /// A page that is not completed yet.
    ///
    /// # Panics
    /// It can't be written.
    pub fn new() -> Self {
        let export = Self { folder: tempfile::tempdir().expect("tests need a temporary folder") };
        let page = fs::read_to_string(project::folder().join("web/page.html")).expect("the page is there");
        let configuration = json!({
            "args": [], "executable": "index", "fileSizes": { "index.pck": 100_000, "index.wasm": 100_000 },
            "gdextensionLibs": ["game.wasm"], "serviceWorker": "index.service.worker.js",
        });
        let page =
            page.replace("$GODOT_CONFIG", &configuration.to_string()).replace("$GODOT_URL", "index.js");
        let page = page.replace("$GODOT_PROJECT_NAME", "The game").replace("$GODOT_HEAD_INCLUDE", "");
        assert!(!page.contains("$GODOT"), "a word of Godot's is not filled in");
        export.write("index.html", &page);
        export.write("index.js", ENGINE);
        export.write("index.service.worker.js", "// Godot's own");
        for (name, length) in [
            ("index.wasm", 100_000),
            ("index.side.wasm", 500_000),
            ("index.pck", 100_000),
            ("game.wasm", 100_000),
        ] {
            export.write(name, &"x".repeat(length));
        }
        for name in ["index.144x144.png", "index.180x180.png"] {
            fs::copy(project::folder().join("web/icon_144.png"), export.folder.path().join(name))
                .expect("the icon is there");
        }
        export
    }

    /// The folder with its files.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the export.
    ///
    /// # Panics
    /// It can't be written.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("the folder is writable");
    }

    /// Does what `cargo xtask export web` does last.
    ///
    /// # Panics
    /// Something in it is not as Godot exports it.
    #[must_use]
    pub fn complete(self) -> Self {
        self.complete_again();
        self
    }

    /// Completes it after files were replaced.
    ///
    /// # Panics
    /// As [`Export::complete`].
    pub fn complete_again(&self) {
        complete(self.folder.path(), &project::folder().join("web"), Addresses::default())
            .expect("it is as Godot exports it");
    }

    /// Serves it.
    ///
    /// # Panics
    /// There is no free port.
    pub fn serve(&self) -> Server {
        Server::start(self.folder.path(), 0).expect("there is a free port")
    }
}

/// A browser; none, and says so, where there is no Chromium.
///
/// # Panics
/// It does not start.
pub fn browser() -> Option<Browser> {
    if let (Err(error), None) = (find(), std::env::var_os("CI")) {
        println!("skipped: {error}");
        return None;
    }
    let mut browser = Browser::start().expect("Chromium starts");
    browser
        .prepare(
            "window.bar = []; window.said = []; new MutationObserver(() => {
        const now = document.querySelector('progress')?.position; // -1: it shows that something goes on, not how far
        if (now >= 0 && now !== bar.at(-1)) bar.push(now);
        said.push(document.getElementById('status')?.textContent);
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })",
        )
        .expect("a script is taken");
    Some(browser)
}

/// Opens a page and waits for the game's first frame.
///
/// # Panics
/// It does not come.
pub fn start(browser: &mut Browser, address: &str) {
    browser.open(address).expect("the page opens");
    browser.wait_for("the game", LIMIT, RUNS).expect("the game starts");
}

/// Opens a page and waits for what it tells.
///
/// # Panics
/// It tells nothing.
pub fn notice(browser: &mut Browser, address: &str) -> String {
    browser.open(address).expect("the page opens");
    browser
        .wait_for("a notice", LIMIT, NOTICE)
        .expect("the page tells something")
        .as_str()
        .expect("it is a text")
        .to_owned()
}
