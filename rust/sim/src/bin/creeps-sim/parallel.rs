//! Runs many games on all cores, with a progress bar; their results are in the games' order.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

/// Calls `play` with 0 to `count - 1`, on `threads` threads or on as many as there are cores.
///
/// # Errors
/// The first error of a game.
pub fn run<T: Send>(
    label: &str,
    count: u32,
    threads: Option<u32>,
    play: impl Fn(u32) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let bar = ProgressBar::new(u64::from(count));
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(label.to_owned());
    let next = AtomicU32::new(0);
    let results: Vec<Mutex<Option<Result<T>>>> = (0..count).map(|_| Mutex::new(None)).collect();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads.map_or(cores, |threads| threads as usize) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(place) = results.get(index as usize) else { break };
                    let result = play(index);
                    if let Ok(mut place) = place.lock() {
                        *place = Some(result);
                    }
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish_and_clear();
    results.into_iter().filter_map(|result| result.into_inner().ok().flatten()).collect()
}
