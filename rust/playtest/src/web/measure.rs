//! Measures a web export where that takes too long for every export: loading over slow connections, and memory over minutes.

use std::path::Path;
use std::time::Duration;

use creeps_web_export::serve::HostBehavior;

use super::Error;
use super::harness::{BrowserHarness, ensure};
use crate::browser::Network;

/// Finds the engine's memory, which the page or the engine's own code makes.
const MEMORIES: &str = "
    window.memories = [];
    const note = memory => memory instanceof WebAssembly.Memory && !memories.includes(memory) && memories.push(memory);
    WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
        construct(of, given) {
            const memory = Reflect.construct(of, given);
            note(memory);
            return memory;
        }
    });
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const instantiate = WebAssembly[name].bind(WebAssembly);
        WebAssembly[name] = async (...given) => {
            const result = await instantiate(...given);
            Object.values((result.instance ?? result).exports ?? {}).forEach(note);
            return result;
        };
    }";

/// Memory at a time of a long game.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Since the first frame.
    pub time: Duration,
    /// What scripts have, in bytes.
    pub scripts: u64,
    /// What the engine and the game have, in bytes.
    pub wasm: u64,
}

/// From the request for the page to the first frame, with nothing stored, on a connection of so many bits a second, from a host that compresses
/// by gzip.
///
/// # Errors
/// There is no browser, or the game does not start.
pub fn first_frame(folder: &Path, bits_per_second: u32) -> Result<Duration, Error> {
    let mut harness = BrowserHarness::new(folder)?;
    harness.behave(&HostBehavior::Compresses);
    harness.browser.set_network(Network::Slow { rate: bits_per_second / 8 })?;
    harness.open("")
}

/// How much more memory the engine may have later than after the first minute: it takes a fifth more at a time.
const MAX_GROWTH: f64 = 1.25;

/// The memory of games of Horde that the computer plays, once at the beginning and then after each minute. Nobody presses a key, so nothing
/// is heard.
///
/// # Errors
/// There is no browser, the game does not start, or its memory grows on and on.
pub fn horde(folder: &Path, minutes: u32, report: impl Fn(Memory)) -> Result<(), Error> {
    let mut harness = BrowserHarness::new(folder)?;
    harness.browser.prepare(MEMORIES)?;
    harness.open("?mode=horde&autopilot&seed=7")?;
    let mut usual = u64::MAX;
    for minute in 0..=minutes {
        let script = "[performance.memory?.usedJSHeapSize ?? 0, memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)]";
        let answer = harness.browser.evaluate(script)?;
        let bytes = |index: usize| answer[index].as_f64().unwrap_or_default() as u64;
        ensure(bytes(1) > 0, || "the engine's memory is not found.".into())?;
        if minute == 1 {
            usual = bytes(1);
        }
        ensure(bytes(1) as f64 <= usual as f64 * MAX_GROWTH, || {
            format!("the engine's memory grew from {usual} bytes after a minute to {}.", bytes(1))
        })?;
        report(Memory {
            time: Duration::from_secs(u64::from(minute) * 60),
            scripts: bytes(0),
            wasm: bytes(1),
        });
        if minute < minutes {
            harness.browser.rest(Duration::from_mins(1))?;
        }
    }
    harness.check_complaints()
}
