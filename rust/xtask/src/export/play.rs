//! Plays what was exported, where this machine can.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};

use super::target::Target;
use crate::context::Context;
use crate::say;

/// How an exported game played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Played {
    /// In a word or two.
    pub how: String,
    /// From the start to the first picture.
    pub first_picture: Option<Duration>,
}

/// Plays an export; none when this machine can't, which it says.
///
/// # Errors
///
/// It does not play as it should.
pub fn play(context: &Context, target: Target, folder: &Path) -> Result<Option<Played>> {
    match target {
        Target::Linux => linux(context, &folder.join(target.product())),
        Target::Web => web(folder),
        Target::Windows | Target::Macos => {
            say::note(&format!("it is not played here: start it on {} once.", target.preset()));
            Ok(None)
        }
    }
}

#[cfg(target_os = "linux")]
fn linux(context: &Context, program: &Path) -> Result<Option<Played>> {
    say::step("Play", "a minute of game time without a window, then with real keys in one");
    let _ = context;
    let report = match attempt(|| creeps_playtest::exported::play(program))? {
        Ok(report) => report,
        Err(why) => {
            say::note(&format!("it is not played, for this machine can't start it: {why}"));
            return Ok(None);
        }
    };
    let window = match report.first_picture {
        Some(time) => format!("its title was on the screen after {:.2} s", time.as_secs_f32()),
        None => "no window, for there is no Xvfb".into(),
    };
    say::step("Played", &format!("the autopilot shot {} creeps in a minute; {window}", report.score));
    Ok(Some(Played { how: format!("score {}", report.score), first_picture: report.first_picture }))
}

#[cfg(not(target_os = "linux"))]
fn linux(_: &Context, _: &Path) -> Result<Option<Played>> {
    say::note("it is not played here: start it on Linux once.");
    Ok(None)
}

/// Runs what panics when the game does not play as it should, and makes an error of that.
fn attempt<T: Send>(play: impl FnOnce() -> T + Send) -> Result<T> {
    std::thread::scope(|scope| {
        scope.spawn(play).join().map_err(|panic| {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
            anyhow!("the exported game does not play: {}", text.unwrap_or_default())
        })
    })
}

/// In a browser: by keys, by touch, and without a network.
fn web(folder: &Path) -> Result<Option<Played>> {
    say::step("Play", "in a browser: by keys, without a network, and by touch");
    let report = match creeps_playtest::web::play(folder) {
        Ok(report) => report,
        Err(error) if error.is_without_browser() => {
            say::note(&format!("it is not played here: {error}"));
            return Ok(None);
        }
        Err(error) => return Err(error).context("the exported game does not play"),
    };
    let (first, fps) = (report.first_frame, report.frame_rate);
    say::step("Played", &format!("first frame after {:.2} s, {fps:.0} frames a second", first.as_secs_f32()));
    Ok(Some(Played { how: format!("{fps:.0} frames/s in Chromium"), first_picture: Some(first) }))
}

/// The rates that loading is measured at, in Mbit/s.
const RATES: [f64; 2] = [10.0, 1.5];

/// From the request to the first frame on slow connections: Mbit/s, and the time.
pub fn slow(folder: &Path) -> Result<Vec<(f64, Duration)>> {
    let mut times = Vec::new();
    for rate in RATES {
        let time = creeps_playtest::web::measure::first_frame(folder, (rate * 1e6) as u32)?;
        say::step(
            "Loading",
            &format!("{rate} Mbit/s, by gzip: first frame after {:.1} s", time.as_secs_f32()),
        );
        times.push((rate, time));
    }
    Ok(times)
}

/// Prints the memory over minutes of Horde.
pub fn memory(folder: &Path, minutes: u32) -> Result<()> {
    if minutes == 0 {
        return Ok(());
    }
    let mb = |bytes: u64| bytes as f64 / 1e6;
    creeps_playtest::web::measure::horde(folder, minutes, |memory| {
        let (minute, wasm, scripts) = (memory.time.as_secs() / 60, mb(memory.wasm), mb(memory.scripts));
        say::step(
            "Memory",
            &format!("minute {minute}: {wasm:.1} MB engine and game, {scripts:.1} MB scripts"),
        );
    })?;
    Ok(())
}

/// Serves the web export until the program is ended.
pub fn serve(folder: &Path, port: u16) -> Result<()> {
    let server = creeps_web_export::serve::Server::start(folder, port)?;
    say::step("Serving", &format!("{} (end it with Ctrl+C)", server.address()));
    server.stay();
    Ok(())
}
