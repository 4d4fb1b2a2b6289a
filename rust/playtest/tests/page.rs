//! The web build's page and worker, with a small engine in the place of Godot's: what they show, ask for and keep.
#![allow(clippy::unwrap_used)] // a test's helpers may

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use creeps_playtest::browser::{Browser, KeyPress, Modifier, Network};
use creeps_playtest::page_export::{Export, LIMIT, NOTICE, RUNS, WORKS, browser, notice, start};
use creeps_playtest::project;
use creeps_rules::input_script::Key;
use creeps_web_export::serve::HostBehavior;
use serde_json::{Value, json};

#[test]
fn the_page_is_small() {
    let export = Export::new().complete();
    let length = fs::metadata(export.path().join("index.html")).unwrap().len();
    // A third of it is the table of its texts in seven languages; a host packs it to half.
    assert!(length < 45_000, "{length} bytes");
}

#[test]
fn the_page_tells_the_game_what_a_notch_takes() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new();
    let server = export.serve();
    start(&mut browser, &server.address());
    assert_eq!(browser.evaluate("creepsInsets()").unwrap(), "0 0 0 0");
    // As on a phone: above, to the right, below, to the left.
    let set = "document.getElementById('insets').style.padding = '47px 1px 21px 2.5px'; creepsInsets()";
    assert_eq!(browser.evaluate(set).unwrap(), "2.5 47 1 21");
}

#[test]
fn the_bar_counts_the_bytes_of_every_file_and_never_goes_back() {
    // From the command, where all sizes are known before the first byte, and from the editor, where the server sends them.
    for export in [Export::new().complete(), Export::new()] {
        let Some(mut browser) = browser() else { return };
        let server = export.serve();
        browser.set_network(Network::Slow { rate: 400_000 }).unwrap();
        start(&mut browser, &server.address());
        let bar: Vec<f64> = serde_json::from_value(browser.evaluate("bar").unwrap()).unwrap();
        assert!(bar.is_sorted() && bar.last().is_some_and(|last| *last > 0.8), "{bar:?}");
        let between = bar.iter().filter(|part| (0.05..0.95).contains(*part)).count();
        assert!(between > 4, "it jumps: {bar:?}");
        let said = browser.evaluate("said.join()").unwrap();
        for part in [" of 0.8 MB", "about ", "Starting …"] {
            assert!(said.as_str().is_some_and(|said| said.contains(part)), "{part}: {said}");
        }
        assert_eq!(browser.record().complaints(), [] as [String; 0]);
        let requests = &browser.record().requests;
        assert!(requests.iter().all(|url| url.starts_with(&server.address())), "{requests:?}");
        for name in ["index.js", "index.wasm", "index.side.wasm", "index.pck", "game.wasm"] {
            let count = requests.iter().filter(|url| url.contains(&format!("/{name}"))).count();
            assert_eq!(count, 1, "{name} is asked for once: {requests:?}");
        }
    }
}

/// A text that gzip packs to about half: letters by chance, of sixteen.
fn chance(length: usize) -> String {
    let mut state = 1_u32;
    let letter = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + (state >> 28) as u8)
    };
    std::iter::repeat_with(letter).take(length).collect()
}

#[test]
fn what_is_shown_are_bytes_as_they_are_sent() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new();
    export.write("index.side.wasm", &chance(800_000));
    let export = export.complete();
    let server = export.serve();
    server.behave(HostBehavior::Compresses);
    browser.set_network(Network::Slow { rate: 200_000 }).unwrap();
    start(&mut browser, &server.address());
    let sent = "(performance.getEntriesByType('resource').filter(({ name }) => /wasm|pck/.test(name))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1e6).toFixed(1)";
    let sent = browser.evaluate(sent).unwrap();
    let said = browser.evaluate("said.join()").unwrap();
    let (sent, said) = (sent.as_str().unwrap(), said.as_str().unwrap());
    assert!(sent.starts_with("0.") && said.contains(&format!(" of {sent} MB")), "{sent} MB: {said}");
    let bar: Vec<f64> = serde_json::from_value(browser.evaluate("bar").unwrap()).unwrap();
    assert!(bar.is_sorted() && bar.len() > 4, "{bar:?}");
}

#[test]
fn a_connection_that_stalls_is_told_and_tried_again_at_a_click() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    server.behave(HostBehavior::StallsAt("index.side.wasm".to_owned()));
    // The browser would wait for the page to be whole.
    export.write("before.html", "<!doctype html>");
    browser.open(&(server.address() + "before.html")).unwrap();
    browser.evaluate("setTimeout(() => { location.href = './' })").unwrap();
    browser.wait_for("a way out", LIMIT, "document.getElementById('retry')?.hidden === false").unwrap();
    let told = "document.getElementById('status').textContent.startsWith('Nothing has come for ')";
    browser.wait_for("a word of it", LIMIT, told).unwrap();
    assert_eq!(browser.evaluate(NOTICE).unwrap(), Value::Null, "it may come yet");
    server.behave(HostBehavior::Plain);
    browser.evaluate("document.getElementById('retry').click()").unwrap();
    browser.wait_for("the game", LIMIT, RUNS).unwrap();
    assert_eq!(browser.evaluate("document.getElementById('retry').hidden").unwrap(), json!(true));
}

#[test]
fn the_page_speaks_the_browsers_language() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    browser
        .prepare("if (location.search === '?japanese') Object.defineProperty(navigator, 'languages', { value: ['tlh', 'ja-JP', 'de'] })")
        .unwrap();
    for (query, language, loading) in [
        ("", "en", "Loading the game"),
        ("?language=de", "de", "Das Spiel wird geladen"),
        ("?language=pt_BR", "pt", "Carregando o jogo"),
        ("?japanese", "ja", "ゲームを読み込み中"),
    ] {
        start(&mut browser, &(server.address() + query));
        let label = "[document.documentElement.lang, document.getElementById('bar').ariaLabel]";
        assert_eq!(browser.evaluate(label).unwrap(), json!([language, loading]), "{query}");
    }
    // Every text of the page in every language.
    let page = fs::read_to_string(project::folder().join("web/page.html")).unwrap();
    let table = page.split("const WORDS = {").nth(1).unwrap().split("};").next().unwrap();
    let words: Value = serde_json::from_str(&format!("{{{}}}", table.trim().trim_end_matches(','))).unwrap();
    for (text, translations) in words.as_object().unwrap() {
        let translations = translations.as_array().unwrap();
        assert_eq!(translations.len(), 6, "{text}");
        for name in ["{sent}", "{total}", "{seconds}", "{why}", "{status}"] {
            let has = |text: &str| text.contains(name);
            assert!(
                translations.iter().all(|other| has(other.as_str().unwrap()) == has(text)),
                "{text}: {name}"
            );
        }
    }
    // Not `get("…")` and the like.
    let calls = page.match_indices("t(\"").filter(|(at, _)| !page[..*at].ends_with(char::is_alphanumeric));
    for (at, start) in calls {
        let text = page[at + start.len()..].split('"').next().unwrap();
        assert!(words.get(text).is_some(), "{text:?} is not in the table");
    }
}

#[test]
fn the_way_back_pauses_a_game_first_and_leaves_the_page_then() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    export.write("before.html", "<!doctype html><p>Before the game");
    browser.open(&(server.address() + "before.html")).unwrap();
    start(&mut browser, &server.address());
    browser.tap_key(Key::Enter).unwrap();
    browser.evaluate("creepsPlaying(true); focuses.length = 0; history.back()").unwrap();
    browser.wait_for("a pause", LIMIT, "focuses.join() === 'blur,focus'").unwrap();
    // Who plays on is as safe as before.
    browser.tap_key(Key::Enter).unwrap();
    assert_eq!(browser.evaluate("history.state").unwrap(), "playing");
    browser.evaluate("focuses.length = 0; history.back()").unwrap();
    browser.wait_for("a pause", LIMIT, "focuses.join() === 'blur,focus'").unwrap();
    // A second time leaves, and so does the first where no game is played.
    browser.evaluate("setTimeout(() => history.back())").unwrap();
    browser.wait_for("the page before", LIMIT, "document.body.innerText === 'Before the game'").unwrap();
    start(&mut browser, &(server.address() + "?2"));
    browser.tap_key(Key::Enter).unwrap();
    browser.evaluate("creepsPlaying(true); creepsPlaying(false); setTimeout(() => history.back())").unwrap();
    browser.wait_for("the page before", LIMIT, "document.body.innerText === 'Before the game'").unwrap();
}

#[test]
fn a_picture_that_the_browser_takes_away_is_told_by_the_page_and_not_by_the_engine() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    start(&mut browser, &server.address());
    browser.evaluate("canvas.dispatchEvent(new Event('webglcontextlost', { cancelable: true }))").unwrap();
    let text = browser.wait_for("a notice", LIMIT, NOTICE).unwrap();
    assert!(text.as_str().is_some_and(|text| text.contains("picture was lost")), "{text}");
    assert_eq!(browser.evaluate("[window.alerted ?? false, focuses[0]]").unwrap(), json!([false, "blur"]));
}

#[test]
fn a_run_is_shared_by_the_pages_address_and_taken_from_what_is_pasted() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    start(&mut browser, &(server.address() + "?seed=7"));
    let clipboard = "window.clip = {}; Object.defineProperty(navigator, 'clipboard', { value:
        { writeText: async text => { clip.text = text }, readText: async () => '#r=from-the-clipboard' } }); 0";
    browser.evaluate(clipboard).unwrap();
    browser.evaluate("creepsShare('#r=abc')").unwrap();
    assert_eq!(browser.evaluate("clip.text").unwrap(), server.address() + "#r=abc");
    assert_eq!(browser.evaluate("code.hidden").unwrap(), true);
    browser.evaluate("creepsPaste()").unwrap();
    assert_eq!(browser.evaluate("creepsPasted").unwrap(), "#r=from-the-clipboard");
    let paste = "const data = new DataTransfer(); data.setData('text', '#r=by-a-key');
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })); creepsPasted";
    assert_eq!(browser.evaluate(paste).unwrap(), "#r=by-a-key");
}

#[test]
fn the_music_comes_when_the_game_runs_and_nobody_misses_it() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new();
    export.write("index.music.pck", "a tune");
    let export = export.complete();
    let server = export.serve();
    start(&mut browser, &server.address());
    browser.wait_for("the music", LIMIT, "window.creepsMusic === '/index.music.pck'").unwrap();
    assert_eq!(browser.evaluate("copied").unwrap(), json!(["/index.music.pck", "a tune"]));
    let is_last = "const entry = file => performance.getEntriesByType('resource').find(({ name }) => name.includes(file));
        entry('music').startTime > entry('side.wasm').responseEnd";
    assert_eq!(browser.evaluate(is_last).unwrap(), true);

    // Of another release than the page: the game runs on without music.
    export.write("index.music.pck", "no tune");
    let mut other = self::browser().expect("there was one before");
    start(&mut other, &server.address());
    other.rest(Duration::from_secs(5)).unwrap();
    assert_eq!(other.evaluate("[window.creepsMusic ?? null, notice.hidden]").unwrap(), json!([null, true]));
}

#[test]
fn a_short_link_is_shown_as_a_qr_code_until_the_next_key() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    start(&mut browser, &server.address());
    assert_eq!(browser.evaluate("creepsPage()").unwrap(), server.address());
    let share = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} } });
        creepsShare('#r=abc', 33, 'M4 4h7v1h-7z'); 0";
    browser.evaluate(share).unwrap();
    let seen = "(() => { const { width, height } = code.getBoundingClientRect(); return [code.hidden, width > 100 && width === height,
        code.querySelector('path').getBBox().width] })()";
    assert_eq!(browser.evaluate(seen).unwrap(), json!([false, true, 7]));
    browser.tap_key(Key::Left).unwrap();
    assert_eq!(browser.evaluate("code.hidden").unwrap(), true);
}

#[test]
fn the_page_runs_under_a_strict_policy() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    server.behave(HostBehavior::Strict);
    start(&mut browser, &server.address());
    browser.wait_for("the worker", LIMIT, WORKS).unwrap();
    assert_eq!(browser.record().complaints(), [] as [String; 0]);
    let stranger = "import('data:text/javascript,0').then(() => 'runs', () => 'is refused')";
    assert_eq!(browser.evaluate(stranger).unwrap(), "is refused");
}

#[test]
fn a_browser_that_can_not_play_shows_what_to_do() {
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
        // The check of WebGL takes a while, so files are asked for meanwhile: once, and the rest of them is not waited for.
        sleep(Duration::from_secs(3));
        assert_eq!(browser.evaluate(NOTICE).unwrap(), text, "the notice stays");
        let tries = browser.record().requests.iter().filter(|url| url.contains("side.wasm?")).count();
        assert_eq!(tries, usize::from(query == "?nogl"));
    }
}

#[test]
fn a_file_that_does_not_come_is_named_and_tried_again() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    let file = export.path().join("index.side.wasm");
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
fn an_engine_that_stops_later_is_reported_and_other_faults_are_not() {
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

    // Who leaves the game by its own key sees no message of a fault.
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
        ("?daily", json!(["--", "--daily"])),
        ("?a#somewhere", json!([])),
        ("?b#r=A-z_9", json!(["--", "--replay", "#r=A-z_9"])),
        ("?c&seed=7#r=%3Cscript%3E", json!(["--", "--seed", "7", "--replay", "#r=%3Cscript%3E"])),
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
    assert_eq!(browser.evaluate("keys").unwrap(), json!(["Enter", "Enter up", "Space", "Space up"]));
    assert_eq!(browser.evaluate("document.activeElement.id").unwrap(), "canvas");
}

/// A key that is the browser's or the game's.
const fn press(key: &'static str, code: &'static str, number: u32) -> KeyPress {
    KeyPress { key, code, number, modifier: None }
}

const fn with(modifier: Modifier, press: KeyPress) -> KeyPress {
    KeyPress { modifier: Some(modifier), ..press }
}

const LEFT: KeyPress = press("ArrowLeft", "ArrowLeft", 37);
const BROWSERS_KEYS: [KeyPress; 16] = [
    press("F1", "F1", 112),
    press("F3", "F3", 114),
    press("F5", "F5", 116),
    press("F11", "F11", 122),
    press("F12", "F12", 123),
    press("Backspace", "Backspace", 8),
    press("BrowserBack", "BrowserBack", 166),
    press("ContextMenu", "ContextMenu", 93),
    with(Modifier::Ctrl, press("r", "KeyR", 82)),
    with(Modifier::Ctrl, press("+", "Equal", 187)),
    with(Modifier::Ctrl, press("0", "Digit0", 48)),
    with(Modifier::Meta, press("r", "KeyR", 82)),
    with(Modifier::Alt, LEFT),
    with(Modifier::Alt, press("Enter", "Enter", 13)),
    with(Modifier::Shift, press("Tab", "Tab", 9)),
    press("Tab", "Tab", 9),
];
const GAMES_KEYS: [KeyPress; 8] = [
    LEFT,
    press("ArrowDown", "ArrowDown", 40),
    press(" ", "Space", 32),
    press("Enter", "NumpadEnter", 13),
    press("Escape", "Escape", 27),
    press("p", "KeyP", 80),
    with(Modifier::Shift, press("B", "KeyB", 66)),
    press("ф", "KeyA", 65),
];

#[test]
fn the_browsers_keys_stay_its_own_and_the_games_keys_scroll_nothing() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    // Before the page's own listeners, so that none of them can hide an event; after them all, so that it has been decided.
    browser
        .prepare(
            "window.events = []; for (const kind of ['keydown', 'wheel'])
            addEventListener(kind, event => setTimeout(() => events.push(event.defaultPrevented)), true)",
        )
        .unwrap();
    start(&mut browser, &server.address());
    for focus in ["canvas.focus()", "document.activeElement.blur()"] {
        for (keys, taken) in [(&BROWSERS_KEYS[..], false), (&GAMES_KEYS[..], true)] {
            for key in keys {
                browser.evaluate(&format!("{focus}; keys.length = events.length = 0")).unwrap();
                browser.press(*key).unwrap();
                let what = format!("{key:?} after {focus}");
                // One that was pressed beside the canvas is handed on: both are seen.
                let expected = vec![taken; if taken && !focus.starts_with("canvas") { 2 } else { 1 }];
                let all = format!("events.length >= {}", expected.len());
                browser.wait_for(&what, LIMIT, &all).unwrap();
                assert_eq!(browser.evaluate("events").unwrap(), json!(expected), "{what}");
                let downs = browser.evaluate("keys.filter(key => !key.endsWith(' up'))").unwrap();
                assert_eq!(downs, if taken { json!([key.code]) } else { json!([]) }, "{what}");
            }
        }
    }

    // Tab is a way out, and a key that was held when Ctrl came down does not stay down.
    browser.evaluate("canvas.focus(); keys.length = events.length = 0").unwrap();
    browser.press(press("Tab", "Tab", 9)).unwrap();
    browser.wait_for("the way out", LIMIT, "document.activeElement !== canvas").unwrap();
    browser.evaluate("canvas.focus()").unwrap();
    browser.key(Key::Left, true).unwrap();
    browser.press(with(Modifier::Ctrl, LEFT)).unwrap();
    browser.wait_for("all three keys", LIMIT, "events.length >= 3").unwrap();
    assert_eq!(browser.evaluate("keys").unwrap(), json!(["ArrowLeft", "ArrowLeft up"]));

    // Ctrl and the wheel zoom; the wheel alone is the game's.
    for (modifier, taken) in [(Some(Modifier::Ctrl), false), (None, true)] {
        browser.evaluate("events.length = 0").unwrap();
        browser.turn_wheel(100.0, 100.0, modifier).unwrap();
        browser.wait_for("the wheel", LIMIT, "events.length > 0").unwrap();
        assert_eq!(browser.evaluate("events").unwrap(), json!([taken]), "{modifier:?}");
    }
}

/// Waits until the engine has heard of the focus so, and its sound is so.
fn expect(browser: &mut Browser, what: &str, focus: &str, sound: &str) {
    let script = format!("focuses.at(-1) === '{focus}' && sound.state === '{sound}'");
    if browser.wait_for(what, Duration::from_secs(5), &script).is_err() {
        let is = browser.evaluate("[focuses, sound.state, document.hidden, document.hasFocus()]").unwrap();
        panic!("{what}: not {focus} and {sound}, but {is}");
    }
}

#[test]
fn whoever_leaves_the_tab_the_window_or_the_frame_leaves_a_paused_and_silent_game() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    // Whatever has the focus inside the page, and on a phone nothing may.
    for focus in ["canvas.focus()", "document.activeElement.blur()"] {
        start(&mut browser, &server.address());
        browser.tap_key(Key::Enter).unwrap();
        browser.wait_for("sound", LIMIT, "sound.state === 'running'").unwrap();
        browser.evaluate(focus).unwrap();
        let game = browser.tab().unwrap();

        // Another tab comes to the front.
        let other = browser.open_tab().unwrap();
        browser.rest(Duration::from_millis(200)).unwrap();
        browser.talk_with(&game);
        expect(&mut browser, "behind another tab", "blur", "suspended");
        // Whatever asks for sound meanwhile, such as a finger that is lifted.
        browser.evaluate("sound.resume()").unwrap();
        browser.evaluate("new Promise(done => setTimeout(done, 100))").unwrap();
        expect(&mut browser, "still behind another tab", "blur", "suspended");
        browser.close_tab(&other).unwrap();
        browser.show_tab(&game).unwrap();
        expect(&mut browser, "in front again", "focus", "running");

        // A page that is frozen, hidden by the system or unloaded says so by these.
        for (target, kind, comes_back) in [
            ("document", "freeze", "resume"),
            ("window", "pagehide", "pageshow"),
            ("window", "blur", "focus"),
        ] {
            browser.evaluate(&format!("{target}.dispatchEvent(new Event('{kind}'))")).unwrap();
            expect(&mut browser, kind, "blur", "suspended");
            browser.evaluate(&format!("{target}.dispatchEvent(new Event('{comes_back}'))")).unwrap();
            expect(&mut browser, comes_back, "focus", "running");
        }
        // A key or a tap says that the player is back where a browser does not.
        browser.evaluate("dispatchEvent(new Event('blur'))").unwrap();
        expect(&mut browser, "left again", "blur", "suspended");
        browser.tap_key(Key::Space).unwrap();
        expect(&mut browser, "back by a key", "focus", "running");
        browser.evaluate("focuses.length = 0").unwrap();
        browser.freeze(Duration::from_millis(300)).unwrap();
        expect(&mut browser, "frozen and woken up", "focus", "running");
        assert_eq!(browser.evaluate("focuses").unwrap(), json!(["blur", "focus"]));
    }
}

#[test]
fn a_click_outside_of_the_games_frame_pauses_and_silences_it() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    export.write("frame.html", "<!doctype html><meta name=viewport content='width=device-width'><style>body { margin: 0 }</style>
        <p style='height: 80px; margin: 0'>Around the game</p><iframe src='index.html' width=480 height=600 style='border: 0'></iframe>");
    let server = export.serve();
    browser.open(&(server.address() + "frame.html")).unwrap();
    browser
        .wait_for(
            "the game",
            LIMIT,
            "frames[0].performance.getEntriesByName('creeps:first-frame').length > 0",
        )
        .unwrap();
    browser.click(100.0, 180.0).unwrap();
    browser.tap_key(Key::Enter).unwrap();
    browser.wait_for("sound", LIMIT, "frames[0].sound.state === 'running'").unwrap();
    browser.click(200.0, 40.0).unwrap();
    let state = "frames[0].focuses.at(-1) + ' ' + frames[0].sound.state";
    browser.wait_for("silence", LIMIT, &format!("{state} === 'blur suspended'")).unwrap();
    browser.click(100.0, 180.0).unwrap();
    browser.wait_for("sound again", LIMIT, &format!("{state} === 'focus running'")).unwrap();
}

#[test]
fn what_a_browser_lacks_beside_the_games_needs_stops_nothing() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    browser
        .prepare(
            "
        for (const [query, object, name] of [['?noworker', Navigator.prototype, 'serviceWorker'], ['?nosound', window, 'AudioContext'],
            ['?nocrypto', Crypto.prototype, 'subtle'], ['?noactivation', Navigator.prototype, 'userActivation'], ['?nocaches', window, 'caches']])
            if (location.search === query) delete object[name];
        // As in a frame that a page has locked up.
        if (location.search === '?locked') Object.defineProperty(Navigator.prototype, 'serviceWorker',
            { get() { throw new DOMException('the context is sandboxed', 'SecurityError') } });",
        )
        .unwrap();
    for query in ["?noworker", "?nosound", "?nocrypto", "?noactivation", "?nocaches", "?locked"] {
        start(&mut browser, &(server.address() + query));
        browser.tap_key(Key::Enter).unwrap();
        for kind in ["blur", "focus"] {
            browser.evaluate(&format!("dispatchEvent(new Event('{kind}'))")).unwrap();
        }
        browser.rest(Duration::from_millis(100)).unwrap();
        assert_eq!(browser.evaluate("keys").unwrap(), json!(["Enter", "Enter up"]), "{query}");
        assert_eq!(browser.evaluate("focuses.slice(-2)").unwrap(), json!(["blur", "focus"]), "{query}");
        assert_eq!(browser.evaluate(NOTICE).unwrap(), Value::Null, "{query}");
        assert_eq!(browser.record().failures, [] as [String; 0], "{query}");
    }
}

#[test]
fn no_screen_has_scrollbars() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new().complete();
    let server = export.serve();
    for (width, height) in [(1366, 600), (320, 480), (480, 2000), (2000, 300), (160, 120)] {
        browser.resize(width, height).unwrap();
        start(&mut browser, &server.address());
        for notice in [false, true] {
            if notice {
                browser.evaluate("engine.config.onExit(0)").unwrap();
                browser.wait_for("a notice", LIMIT, NOTICE).unwrap();
            }
            let bars = "[document.documentElement, document.body].flatMap(({ offsetWidth, offsetHeight, clientWidth, clientHeight }) =>
                [offsetWidth - clientWidth, offsetHeight - clientHeight]).concat(innerWidth - document.documentElement.clientWidth)";
            assert_eq!(browser.evaluate(bars).unwrap(), json!([0, 0, 0, 0, 0]), "{width} × {height}");
            browser.evaluate("scrollTo(50, 50)").unwrap();
            assert_eq!(browser.evaluate("[scrollX, scrollY]").unwrap(), json!([0, 0]), "{width} × {height}");
        }
    }
}
