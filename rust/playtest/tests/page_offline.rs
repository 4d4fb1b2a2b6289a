//! The web build's page without a network, and when releases and hosts change: with a small engine in the place of Godot's.
#![allow(clippy::unwrap_used)] // a test's helpers may

use std::fs;
use std::time::Duration;

use creeps_playtest::browser::{Browser, Network};
use creeps_playtest::page_export::{Export, LIMIT, RUNS, WORKS, browser, notice, start};
use creeps_rules::input_script::Key;
use creeps_web_export::serve::{HostBehavior, Server};
use serde_json::json;

/// What is kept for play without a network: the number of files, and whether the last was written.
const KEPT: &str = "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(cache => cache.keys()))))
    .then(all => all.map(requests => requests.map(request => request.url)))";
/// Whether a newer release waits for its turn.
const WAITS: &str = "navigator.serviceWorker.getRegistration().then(worker => !!worker?.waiting)";

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

/// What is played: the first letters of its files, and whether their release is the page's and its icon's.
const RELEASE: &str = "fetch('index.180x180.png').then(answer => answer.text()).then(icon =>
    [engine['index.pck'], engine['index.side.wasm'], icon.slice(0, 3)])";

/// Makes an export whose files begin with these letters.
fn release(export: &Export, letters: &str) {
    for name in ["index.pck", "index.side.wasm", "index.180x180.png"] {
        export.write(name, &letters.repeat(1000));
    }
    export.complete_again();
}

/// The release that is there now, and is kept in the browser after one visit.
fn visited(letters: &str) -> Option<(Browser, Export, Server)> {
    let mut browser = browser()?;
    browser.leave_workers_alone().unwrap();
    let export = Export::new();
    release(&export, letters);
    let server = export.serve();
    start(&mut browser, &server.address());
    browser.wait_for("the worker", LIMIT, WORKS).unwrap();
    Some((browser, export, server))
}

fn assert_plays(browser: &mut Browser, letters: &str) {
    assert_eq!(browser.evaluate(RELEASE).unwrap(), json!([letters, letters, letters]));
}

fn reload(browser: &mut Browser) {
    browser.reload().unwrap();
    browser.wait_for("the game", LIMIT, RUNS).unwrap();
}

/// Waits until one release alone is kept, and played after this.
fn plays_next(browser: &mut Browser, letters: &str) {
    browser.wait_for("the next release", LIMIT, WAITS).unwrap();
    let plays =
        format!("{RUNS} && ({RELEASE}).then(files => files.every(letters => letters === '{letters}'))");
    // The page of the release before gives way to it by itself. If Chromium takes the old worker for busy, or starts the new one
    // late, the old release is played once more.
    for starts_left in (0..3).rev() {
        browser.reload().unwrap();
        match browser.wait_for("the next release to play", Duration::from_secs(15), &plays) {
            Ok(_) => break,
            Err(why) => assert!(starts_left > 0, "{why}"),
        }
    }
    browser
        .wait_for("the release before to go", LIMIT, "caches.keys().then(names => names.length === 1)")
        .unwrap();
}

#[test]
fn a_new_release_is_played_whole_at_the_next_start() {
    let Some((mut browser, export, server)) = visited("one") else { return };
    release(&export, "two");
    // It comes while the old one is played, which stays whole meanwhile.
    reload(&mut browser);
    assert_plays(&mut browser, "one");
    plays_next(&mut browser, "two");
    browser.set_network(Network::None).unwrap();
    drop((server, export));
    reload(&mut browser);
    assert_plays(&mut browser, "two");
}

#[test]
fn a_new_release_that_comes_while_the_game_runs_is_told_outside_of_a_game_and_taken_at_a_click() {
    let Some((mut browser, export, _server)) = visited("one") else { return };
    reload(&mut browser);
    release(&export, "two");
    browser
        .evaluate("navigator.serviceWorker.getRegistration().then(worker => worker.update()).then(() => 0)")
        .unwrap();
    let is_shown = "document.getElementById('update').offsetHeight > 0";
    browser.wait_for("the offer", LIMIT, is_shown).unwrap();
    browser.evaluate("creepsPlaying(true)").unwrap();
    assert_eq!(browser.evaluate(is_shown).unwrap(), json!(false), "nothing is over a game");
    browser.evaluate("creepsPlaying(false)").unwrap();
    assert_plays(&mut browser, "one");
    let plays = format!("{RUNS} && ({RELEASE}).then(files => files.every(letters => letters === 'two'))");
    // If Chromium takes the old worker for busy, the page is loaded again with the old release, and offers the new one again.
    for clicks_left in (0..3).rev() {
        browser.evaluate("setTimeout(() => document.querySelector('#update button').click())").unwrap();
        match browser.wait_for("the next release", LIMIT, &plays) {
            Ok(_) => break,
            Err(why) => assert!(clicks_left > 0, "{why}"),
        }
    }
}

#[test]
fn a_new_release_waits_for_every_tab_that_plays_the_old_one() {
    let Some((mut browser, export, server)) = visited("one") else { return };
    reload(&mut browser);
    let first = browser.tab().unwrap();
    release(&export, "two");
    let second = browser.open_tab().unwrap();
    start(&mut browser, &server.address());
    browser.wait_for("the next release", LIMIT, WAITS).unwrap();
    // Neither a third start nor a reload takes the release away from the tab that plays it.
    reload(&mut browser);
    assert_plays(&mut browser, "one");
    browser.talk_with(&first);
    assert_plays(&mut browser, "one");
    assert_eq!(browser.evaluate(WAITS).unwrap(), json!(true));
    browser.close_tab(&second).unwrap();
    browser.show_tab(&first).unwrap();
    plays_next(&mut browser, "two");
}

#[test]
fn a_host_that_goes_back_to_the_release_before_is_followed() {
    let Some((mut browser, export, server)) = visited("one") else { return };
    release(&export, "two");
    reload(&mut browser);
    browser.wait_for("the next release", LIMIT, WAITS).unwrap();
    release(&export, "one");
    start(&mut browser, &(server.address() + "?again"));
    plays_next(&mut browser, "one");
    browser.set_network(Network::None).unwrap();
    reload(&mut browser);
    assert_plays(&mut browser, "one");
}

#[test]
fn a_host_that_redirects_the_page_is_kept_and_played_under_each_of_its_names() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new();
    release(&export, "one");
    let server = export.serve();
    server.behave(HostBehavior::CleanAddresses);
    start(&mut browser, &server.address());
    browser.wait_for("the worker", LIMIT, WORKS).unwrap();
    for online in [true, false] {
        if !online {
            browser.set_network(Network::None).unwrap();
        }
        // As the installed app starts it, as a link does, and as such hosts write it.
        for name in ["index.html", "", "index", "index.html?seed=7"] {
            start(&mut browser, &(server.address() + name));
            assert_plays(&mut browser, "one");
        }
    }
}

#[test]
fn a_host_that_is_down_or_silent_does_not_keep_the_kept_game_from_starting() {
    let Some((mut browser, _export, server)) = visited("one") else { return };
    for behavior in [HostBehavior::Unavailable, HostBehavior::Silent] {
        server.behave(behavior);
        for name in ["", "index.html"] {
            start(&mut browser, &(server.address() + name));
            assert_plays(&mut browser, "one");
        }
    }
    server.behave(HostBehavior::Plain);
    reload(&mut browser);
    assert_eq!(browser.evaluate(WORKS).unwrap(), json!(true), "a host that was down ends nothing");
}

/// Waits until an installation has come as far as it can without its last file. A browser looks for a new worker when a page is loaded,
/// but is free not to: then the page is loaded again.
fn wait_for_half_an_installation(browser: &mut Browser) {
    let half = format!(
        "({KEPT}).then(all => all.some(urls => urls.length > 1 && !urls.some(url => url.endsWith('/complete'))))"
    );
    for starts_left in (0..3).rev() {
        match browser.wait_for("half an installation", Duration::from_secs(15), &half) {
            Ok(_) => break,
            Err(why) => assert!(starts_left > 0, "{why}"),
        }
        reload(browser);
    }
}

#[test]
fn an_installation_that_was_killed_halfway_leaves_nothing_behind() {
    let Some(mut browser) = browser() else { return };
    browser.leave_workers_alone().unwrap();
    let export = Export::new();
    release(&export, "one");
    let server = export.serve();
    // Only the worker asks for this one.
    server.behave(HostBehavior::StallsAt("index.180x180.png".to_owned()));
    start(&mut browser, &server.address());
    wait_for_half_an_installation(&mut browser);
    let mut browser = browser.kill_and_restart().unwrap();
    browser.leave_workers_alone().unwrap();

    // At the next start the game is played from the network, and is kept whole.
    server.behave(HostBehavior::Plain);
    start(&mut browser, &server.address());
    browser.wait_for("the worker", LIMIT, WORKS).unwrap();
    assert_plays(&mut browser, "one");

    // A new release that is killed so takes nothing from the old one.
    release(&export, "two");
    server.behave(HostBehavior::StallsAt("index.180x180.png".to_owned()));
    reload(&mut browser);
    wait_for_half_an_installation(&mut browser);
    let mut browser = browser.kill_and_restart().unwrap();
    browser.leave_workers_alone().unwrap();
    browser.set_network(Network::None).unwrap();
    start(&mut browser, &server.address());
    assert_plays(&mut browser, "one");
    browser.set_network(Network::Free).unwrap();
    server.behave(HostBehavior::Plain);
    reload(&mut browser);
    plays_next(&mut browser, "two");
}

#[test]
fn files_of_two_releases_are_never_played_together() {
    let Some(mut browser) = browser() else { return };
    let export = Export::new();
    release(&export, "one");
    // As on a host to which a release is being uploaded. A file of the same length is of another release, too.
    export.write("index.pck", &"two".repeat(1000));
    let server = export.serve();
    let text = notice(&mut browser, &server.address());
    assert!(
        text.contains("index.pck") && text.contains("another release") && text.contains("try again"),
        "{text}"
    );
    assert_eq!(
        browser.evaluate("performance.getEntriesByName('creeps:first-frame').length").unwrap(),
        json!(0)
    );
    // What was wrong is not kept: its button is enough once the upload is done.
    release(&export, "two");
    browser.tap_key(Key::Enter).unwrap();
    browser.wait_for("the game", LIMIT, RUNS).unwrap();
    assert_plays(&mut browser, "two");
}

#[test]
fn files_of_two_releases_are_never_kept_together() {
    for file in ["index.180x180.png", "index.html"] {
        let Some(mut browser) = browser() else { return };
        let (old, export) = (Export::new(), Export::new());
        release(&old, "one");
        release(&export, "two");
        let server = export.serve();
        start(&mut browser, &server.address());
        browser.wait_for("the worker", LIMIT, WORKS).unwrap();
        // The page, or a file that only the worker asks for, lags behind the worker's own list.
        release(&export, "six");
        fs::copy(old.path().join(file), export.path().join(file)).unwrap();
        let asked = |browser: &Browser| {
            browser.record().requests.iter().filter(|url| url.ends_with(&format!("/{file}"))).count()
        };
        browser.rest(Duration::from_millis(300)).unwrap();
        let before = asked(&browser);
        reload(&mut browser);
        browser
            .wait("the worker's request for it", LIMIT, |browser| Ok((asked(browser) > before).then_some(())))
            .unwrap();
        let given_up =
            "navigator.serviceWorker.getRegistration().then(worker => !worker.installing && !worker.waiting)";
        browser.wait_for("the worker to give up", LIMIT, given_up).unwrap();
        browser
            .wait_for("its cache to go", LIMIT, "caches.keys().then(names => names.length === 1)")
            .unwrap();
        browser.set_network(Network::None).unwrap();
        reload(&mut browser);
        assert_plays(&mut browser, "two");
    }
}
