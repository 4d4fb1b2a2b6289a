//! The web build's page and worker, with a small engine in the place of Godot's: what they show, ask for and keep.
#![allow(clippy::unwrap_used)] // a test's helpers may

use std::fs;
use std::time::Duration;

use creeps_playtest::browser::{Browser, Network, find};
use creeps_playtest::serve::Server;
use creeps_playtest::{project, site};
use creeps_rules::tape::Key;
use serde_json::{Value, json};
use tempfile::TempDir;

const LIMIT: Duration = Duration::from_secs(30);
const RUNS: &str = "performance.getEntriesByName('creeps:first-frame').length > 0";
const NOTICE: &str = "document.querySelector('#notice:not([hidden])')?.innerText";
const WORKS: &str =
    "navigator.serviceWorker.getRegistration().then(worker => worker?.active?.state === 'activated')";

/// Loads what Godot's engine loads, in its order, and notes what reaches it.
const ENGINE: &str = "
window.Engine = class {
    constructor(config) { this.config = config; window.engine = this; window.keys = []; }
    async startGame() {
        const { canvas, executable, gdextensionLibs } = this.config;
        for (const file of [`${executable}.wasm`, `${executable}.side.wasm`, ...gdextensionLibs, `${executable}.pck`])
            this[file] = await fetch(file).then(answer => answer.text()).then(text => text.slice(0, 3));
        canvas.addEventListener('keydown', event => keys.push(event.code));
    }
};";

/// An export of the page, in a folder of its own.
struct Export {
    folder: TempDir,
}

impl Export {
    fn new() -> Self {
        let export = Self { folder: tempfile::tempdir().unwrap() };
        let page = fs::read_to_string(project::folder().join("web/page.html")).unwrap();
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
            fs::copy(project::folder().join("web/icon_144.png"), export.folder.path().join(name)).unwrap();
        }
        export
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Does what `cargo xtask export web` does last.
    fn complete(self) -> Self {
        let worker = fs::read_to_string(project::folder().join("web/worker.js")).unwrap();
        site::complete(self.folder.path(), &worker).unwrap();
        self
    }

    fn serve(&self) -> Server {
        Server::start(self.folder.path(), 0).unwrap()
    }
}

/// A browser; none, and says so, where there is no Chromium.
fn browser() -> Option<Browser> {
    if let (Err(error), None) = (find(), std::env::var_os("CI")) {
        println!("skipped: {error}");
        return None;
    }
    let mut browser = Browser::start().unwrap();
    browser
        .prepare(
            "window.bar = []; window.said = []; new MutationObserver(() => {
        const now = document.querySelector('progress')?.value;
        if (now !== undefined && now !== bar.at(-1)) bar.push(now);
        said.push(document.getElementById('status')?.textContent);
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })",
        )
        .unwrap();
    Some(browser)
}

fn start(browser: &mut Browser, address: &str) {
    browser.open(address).unwrap();
    browser.wait_for("the game", LIMIT, RUNS).unwrap();
}

fn notice(browser: &mut Browser, address: &str) -> String {
    browser.open(address).unwrap();
    browser.wait_for("a notice", LIMIT, NOTICE).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn the_page_is_small() {
    let length = fs::metadata(project::folder().join("web/page.html")).unwrap().len();
    assert!(length < 20_000, "{length} bytes");
}

#[test]
fn the_bar_counts_the_bytes_of_every_file_and_never_goes_back() {
    // From the command, where all sizes are known before the first byte, and from the editor, where the server tells them.
    for export in [Export::new().complete(), Export::new()] {
        let Some(mut browser) = browser() else { return };
        let server = export.serve();
        browser.set_network(Network::Slow { rate: 400_000 }).unwrap();
        start(&mut browser, &server.address());
        let bar: Vec<f64> = serde_json::from_value(browser.evaluate("bar").unwrap()).unwrap();
        assert!(bar.is_sorted() && bar.last() == Some(&1.0), "{bar:?}");
        let between = bar.iter().filter(|part| (0.05..0.95).contains(*part)).count();
        assert!(between > 4, "it jumps: {bar:?}");
        let said = browser.evaluate("said.join()").unwrap();
        assert!(said.as_str().is_some_and(|said| said.contains(" of 0.8 MB")), "{said}");
        assert_eq!(browser.record().complaints(), [] as [String; 0]);
        let requests = &browser.record().requests;
        assert!(requests.iter().all(|url| url.starts_with(&server.address())), "{requests:?}");
        for name in ["index.js", "index.wasm", "index.side.wasm", "index.pck", "game.wasm"] {
            let count = requests.iter().filter(|url| url.contains(&format!("/{name}"))).count();
            assert_eq!(count, 1, "{name} is asked for once: {requests:?}");
        }
    }
}

#[test]
fn a_browser_that_can_not_play_is_told_what_to_do() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    browser
        .prepare(
            "
        if (location.search === '?nowasm') delete window.WebAssembly;
        if (location.search === '?nogl') HTMLCanvasElement.prototype.getContext = () => null;",
        )
        .unwrap();
    for (query, expected) in [("?nowasm", "WebAssembly is missing"), ("?nogl", "WebGL 2 is missing")] {
        let text = notice(&mut browser, &(server.address() + query));
        assert!(text.contains(expected) && text.contains("Try again"), "{text}");
        let requests = &browser.record().requests;
        assert!(!requests.iter().any(|url| url.contains("wasm?")), "nothing large is loaded: {requests:?}");
    }
}

#[test]
fn a_file_that_does_not_come_is_named_and_tried_again() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    let file = export.folder.path().join("index.side.wasm");
    fs::rename(&file, file.with_extension("away")).unwrap();
    let text = notice(&mut browser, &server.address());
    assert!(text.contains("index.side.wasm") && text.contains("404") && text.contains("try again"), "{text}");
    let tries = browser.record().requests.iter().filter(|url| url.contains("side.wasm")).count();
    assert_eq!(tries, 3);
    // Its button has the focus: a key is enough.
    fs::rename(file.with_extension("away"), &file).unwrap();
    browser.tap_key(Key::Enter).unwrap();
    browser.wait_for("the game", LIMIT, RUNS).unwrap();
}

#[test]
fn an_engine_that_fails_is_not_waited_for() {
    let Some(mut browser) = browser() else { return };
    for (engine, expected) in [
        (
            "window.Engine = class { startGame() { return Promise.reject(new Error('out of memory')); } }",
            "out of memory",
        ),
        // As Emscripten does: the promise never settles.
        (
            "window.Engine = class { startGame() { Promise.reject(new Error('bad module')); return new Promise(() => {}); } }",
            "bad module",
        ),
        ("throw new Error('half a file')", "half a file"),
    ] {
        let export = Export::new();
        export.write("index.js", engine);
        let server = export.serve();
        let text = notice(&mut browser, &server.address());
        assert!(text.contains("could not be started") && text.contains(expected), "{text}");
    }
}

#[test]
fn an_engine_that_stops_later_is_told_and_other_faults_are_not() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    start(&mut browser, &server.address());
    browser.evaluate("setTimeout(() => { throw new Error('harmless') })").unwrap();
    browser.rest(Duration::from_millis(100)).unwrap();
    assert_eq!(browser.evaluate(NOTICE).unwrap(), Value::Null);
    browser.evaluate("setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable') })").unwrap();
    let text = browser.wait_for("a notice", LIMIT, NOTICE).unwrap();
    assert!(
        text.as_str().is_some_and(|text| text.contains("has stopped") && text.contains("unreachable")),
        "{text}"
    );

    // Who leaves the game by its own key is not told of a fault.
    start(&mut browser, &server.address());
    browser.evaluate("engine.config.onExit(0)").unwrap();
    let text = browser.wait_for("a notice", LIMIT, NOTICE).unwrap();
    assert!(text.as_str().is_some_and(|text| text.contains("Play again")), "{text}");
}

#[test]
fn the_addresss_options_become_the_games_and_no_others_do() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    for (query, expected) in [
        ("", json!([])),
        ("?utm_source=x&tuning=evil.ron&tape=x", json!([])),
        ("?seed=7&autopilot", json!(["--", "--seed", "7", "--autopilot"])),
        ("?trace&ticks=60&seed=%2D1%20x", json!(["--", "--seed", "-1 x", "--ticks", "60", "--trace", "-"])),
    ] {
        start(&mut browser, &(server.address() + query));
        assert_eq!(browser.evaluate("engine.config.args").unwrap(), expected, "{query}");
    }
}

#[test]
fn keys_reach_the_game_wherever_the_focus_is() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    start(&mut browser, &server.address());
    browser.evaluate("document.activeElement.blur()").unwrap();
    browser.tap_key(Key::Enter).unwrap();
    browser.tap_key(Key::Space).unwrap();
    assert_eq!(browser.evaluate("keys").unwrap(), json!(["Enter", "Space"]));
    assert_eq!(browser.evaluate("document.activeElement.id").unwrap(), "canvas");
}

#[test]
fn one_visit_is_enough_to_play_without_a_network_under_any_name_of_the_page() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    start(&mut browser, &server.address());
    browser.wait_for("the worker", LIMIT, WORKS).unwrap();
    browser.set_network(Network::None).unwrap();
    let address = server.address();
    drop(server);
    for name in ["", "?seed=7&trace", "index.html"] {
        start(&mut browser, &(address.clone() + name));
    }
    assert!(browser.open(&(address + "other.html")).is_err(), "only the game is kept");
}

#[test]
fn a_new_release_is_played_at_once_and_whole() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    start(&mut browser, &server.address());
    browser.wait_for("the worker", LIMIT, WORKS).unwrap();

    for name in ["index.pck", "index.side.wasm"] {
        export.write(name, "new");
    }
    let export = export.complete();
    browser.reload().unwrap();
    browser.wait_for("the game", LIMIT, RUNS).unwrap();
    assert_eq!(
        browser.evaluate("[engine['index.pck'], engine['index.side.wasm']]").unwrap(),
        json!(["new", "new"])
    );

    // It is what is played without a network from then on, and the old one is gone.
    let only_new =
        "caches.keys().then(([one, other]) => !other && one.endsWith(engine.config.creeps.version))";
    browser.wait_for("the new release alone", LIMIT, only_new).unwrap();
    browser.wait_for("the worker", LIMIT, WORKS).unwrap();
    browser.set_network(Network::None).unwrap();
    drop((server, export));
    browser.reload().unwrap();
    browser.wait_for("the game", LIMIT, RUNS).unwrap();
    assert_eq!(browser.evaluate("engine['index.pck']").unwrap(), "new");
}

#[test]
fn files_of_two_releases_are_never_kept_together() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    // As on a host to which a release is being uploaded.
    export.write("index.pck", "of another release");
    let server = export.serve();
    start(&mut browser, &server.address());
    browser
        .wait("the worker's request for it", LIMIT, |browser| {
            let count = browser.record().requests.iter().filter(|url| url.contains("index.pck")).count();
            Ok((count == 2).then_some(()))
        })
        .unwrap();
    let given_up = "navigator.serviceWorker.getRegistration().then(worker => !worker || !worker.installing)";
    browser.wait_for("the worker to give up", LIMIT, given_up).unwrap();
    assert_eq!(browser.evaluate(WORKS).unwrap(), json!(false));
}
