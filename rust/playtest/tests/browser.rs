//! The browser's own tests: a small page reports what reached it.
#![allow(clippy::unwrap_used)] // a test's helpers may

use std::fs;
use std::time::Duration;

use creeps_playtest::browser::{Browser, ConsoleLine, Error, Network, find};
use creeps_playtest::screenshot::Hue;
use creeps_rules::input_script::Key;
use creeps_web_export::serve::Server;
use serde_json::json;
use tempfile::TempDir;

/// How long a busy machine may take.
const LIMIT: Duration = Duration::from_secs(20);

/// A page that notes its keys and touches, in the page's px.
const PAGE: &str = r#"<!doctype html><meta name=viewport content="width=device-width"><link rel=icon href="data:,"><body style="margin:0;background:#0ff"><script>
    const seen = [];
    for (const kind of ["keydown", "keyup"]) addEventListener(kind, event => seen.push(`${kind} ${event.code} ${event.keyCode} ${event.isTrusted}`));
    for (const kind of ["touchstart", "touchmove", "touchend"]) addEventListener(kind, event =>
        seen.push(`${kind} ${[...event.changedTouches].map(t => [t.identifier, t.clientX, t.clientY])} of ${event.touches.length}`));
</script>"#;

/// A browser, and a site of that page; none, and says so, where there is no Chromium.
fn open(files: &[(&str, &str)]) -> Option<(Browser, Server, TempDir)> {
    if let (Err(error), None) = (find(), std::env::var_os("CI")) {
        println!("skipped: {error}");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), PAGE).unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let server = Server::start(folder.path(), 0).unwrap();
    let mut browser = Browser::start().unwrap();
    browser.open(&server.address()).unwrap();
    Some((browser, server, folder))
}

#[test]
fn keys_and_fingers_reach_the_page_as_a_persons_do() {
    let Some((mut browser, _server, _folder)) = open(&[]) else { return };
    browser.tap_key(Key::Space).unwrap();
    browser.tap_key(Key::Left).unwrap();
    let keys = [
        "keydown Space 32 true",
        "keyup Space 32 true",
        "keydown ArrowLeft 37 true",
        "keyup ArrowLeft 37 true",
    ];
    // A browser that is busy hands them on a moment later.
    browser.wait_for("all keys", LIMIT, &format!("seen.length >= {}", keys.len())).unwrap();
    assert_eq!(browser.evaluate("seen").unwrap(), json!(keys));

    browser.become_phone().unwrap();
    browser.reload().unwrap();
    assert_eq!(
        browser.evaluate("[innerWidth, devicePixelRatio, 'ontouchstart' in window]").unwrap(),
        json!([390, 3, true])
    );
    browser.touch(0, 100.0, 200.0).unwrap();
    browser.touch(1, 300.0, 200.0).unwrap();
    browser.touch(0, 120.0, 200.0).unwrap();
    browser.lift(0).unwrap();
    browser.lift(1).unwrap();
    let touches = [
        "touchstart 0,100,200 of 1",
        "touchstart 1,300,200 of 2",
        "touchmove 0,120,200 of 2",
        "touchend 0,120,200 of 1",
        "touchend 1,300,200 of 0",
    ];
    browser.wait_for("all touches", LIMIT, &format!("seen.length >= {}", touches.len())).unwrap();
    assert_eq!(browser.evaluate("seen").unwrap(), json!(touches));
    let picture = browser.screenshot().unwrap();
    assert_eq!(picture.size(), (1170, 2532));
    assert!(picture.share(0..1170, 0..2532, Hue::Cyan) > 0.99);
}

#[test]
fn what_a_page_says_and_fails_at_is_kept() {
    let Some((mut browser, server, _folder)) = open(&[]) else { return };
    assert_eq!(browser.record().complaints(), [] as [String; 0]);
    browser.evaluate("console.log('hello', 7); console.warn('careful')").unwrap();
    browser.evaluate("setTimeout(() => { throw new Error('broken') })").unwrap();
    browser.evaluate("fetch('missing.wasm').then(r => r.status)").unwrap();
    browser.rest(Duration::from_millis(200)).unwrap();
    let record = browser.record();
    assert!(record.console.iter().any(|ConsoleLine { text, .. }| text == "hello 7"));
    let complaints = record.complaints().join("\n");
    for part in ["Warning: careful", "exception: Uncaught Error: broken", "404 for http://127.0.0.1"] {
        assert!(complaints.contains(part), "{part} is not in {complaints}");
    }
    assert!(record.requests.contains(&format!("{}missing.wasm", server.address())));
}

#[test]
fn a_script_that_throws_and_a_wait_in_vain_are_errors() {
    let Some((mut browser, server, _folder)) = open(&[]) else { return };
    let thrown = browser.evaluate("Promise.reject(new Error('no'))").unwrap_err();
    assert!(matches!(&thrown, Error::Script { why } if why.contains("Error: no")), "{thrown}");
    let waited = browser.wait_for("a pig that flies", Duration::from_millis(50), "false").unwrap_err();
    assert!(waited.to_string().contains("a pig that flies"), "{waited}");
    let address = server.address();
    drop(server);
    let error = browser.open(&address).unwrap_err();
    assert!(matches!(&error, Error::Unreachable { .. }), "{error}");
}

#[test]
fn no_check_continues_with_a_game_that_has_died() {
    let Some((mut browser, _server, _folder)) = open(&[]) else { return };
    browser.evaluate("setTimeout(() => console.log('Aborted(native code called abort())'), 50)").unwrap();
    let died = browser.wait_for("the end of the world", LIMIT, "false").unwrap_err();
    assert!(matches!(&died, Error::Died { said } if said.contains("Aborted")), "{died}");
}

#[test]
fn a_service_workers_requests_are_seen_and_it_can_be_offline() {
    let worker = "
        oninstall = () => skipWaiting();
        onactivate = event => event.waitUntil(clients.claim());
        onfetch = event => event.request.url.includes('by-worker') && event.respondWith(fetch('from-worker'));";
    let Some((mut browser, server, _folder)) = open(&[("worker.js", worker), ("from-worker", "from it")])
    else {
        return;
    };
    let script = "navigator.serviceWorker.register('worker.js').then(() => new Promise(done =>
        navigator.serviceWorker.oncontrollerchange = () => done(true)))";
    assert_eq!(browser.evaluate(script).unwrap(), json!(true));
    let ask = "fetch('by-worker').then(answer => answer.text()).catch(() => 'no network')";
    assert_eq!(browser.evaluate(ask).unwrap(), json!("from it"));
    assert!(browser.record().requests.contains(&format!("{}from-worker", server.address())));
    browser.set_network(Network::None).unwrap();
    assert_eq!(browser.evaluate(ask).unwrap(), json!("no network"));
    browser.set_network(Network::Free).unwrap();
    assert_eq!(browser.evaluate(ask).unwrap(), json!("from it"));
}
