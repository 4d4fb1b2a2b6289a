//! Measures the finished files, and writes the tables of docs/audio.md.

use std::fmt::Write;

use crate::clip::{Clip, number};
use crate::files::{SoundError, SoundFile};
use crate::loudness::{integrated, loudest_moment};
use crate::math::decibels;

/// What was measured of a file, as the engine decodes it.
pub struct Measured {
    /// Name without the extension.
    pub name: &'static str,
    /// Whether it is a loop.
    pub is_music: bool,
    /// Bytes of the file.
    pub bytes: u64,
    /// Channels.
    pub channels: usize,
    /// Samples of each channel.
    pub samples: usize,
    /// Samples a second.
    pub rate: u32,
    /// Loudness in LUFS: of the whole for music, of the loudest 400 ms for effects.
    pub loudness: f64,
    /// The largest sample, in dBFS.
    pub peak: f64,
    /// The step from the last sample to the first.
    pub seam: f64,
    /// The largest step between neighbours in the 5 ms before the end and after the beginning.
    pub usual_step: f64,
}

/// Measures a checked-in file.
///
/// # Errors
/// The file is missing or damaged.
pub fn measure(file: &SoundFile) -> Result<Measured, SoundError> {
    let channels = file.read()?;
    let first = channels.first().ok_or("no channel")?;
    let loudness = if file.is_music() { integrated(&channels)? } else { loudest_moment(&channels)? };
    let over_channels = |measure: fn(&Clip) -> f64| channels.iter().map(measure).fold(0.0, f64::max);
    Ok(Measured {
        name: file.name,
        is_music: file.is_music(),
        bytes: std::fs::metadata(file.path())?.len(),
        channels: channels.len(),
        samples: first.samples.len(),
        rate: first.rate,
        loudness,
        peak: decibels(over_channels(Clip::peak)),
        seam: over_channels(seam),
        usual_step: over_channels(usual_step),
    })
}

/// The step from the last sample to the first.
fn seam(clip: &Clip) -> f64 {
    match clip.samples.as_slice() {
        [first, .., last] => (first - last).abs(),
        _ => 0.0,
    }
}

/// The largest step between neighbours within 5 ms of the seam.
fn usual_step(clip: &Clip) -> f64 {
    let near = (clip.rate / 200) as usize;
    let (begin, end) = (&clip.samples[..near], &clip.samples[clip.samples.len() - near..]);
    let steps = [begin, end].into_iter().flat_map(|part| part.windows(2));
    steps.map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f64::max)
}

/// The page with everything that was measured.
///
/// # Errors
/// None; writing into a string does not fail.
pub fn page(measured: &[Measured]) -> Result<String, std::fmt::Error> {
    let mut page = String::from(PREFACE);
    let (music, effects): (Vec<_>, Vec<_>) = measured.iter().partition(|file| file.is_music);
    page += "\n## Loops\n\n| loop | length, s | samples | channels | KB | loudness, LUFS | peak, dBFS | step at the seam | largest step within 5 ms |\n\
             |---|---:|---:|---:|---:|---:|---:|---:|---:|\n";
    for file in music {
        let Measured { name, channels, samples, loudness, peak, seam, usual_step, .. } = file;
        let (seconds, kilobytes) = (number(*samples) / f64::from(file.rate), file.bytes as f64 / 1e3);
        writeln!(
            page,
            "| {name} | {seconds:.3} | {samples} | {channels} | {kilobytes:.0} | {loudness:.1} | {peak:.1} | {seam:.4} | {usual_step:.4} |"
        )?;
    }
    page += "\n## Effects\n\n| effect | length, s | KB | loudest 400 ms, LUFS | peak, dBFS |\n|---|---:|---:|---:|---:|\n";
    for file in effects {
        let Measured { name, loudness, peak, .. } = file;
        let (seconds, kilobytes) = (number(file.samples) / f64::from(file.rate), file.bytes as f64 / 1e3);
        writeln!(page, "| {name} | {seconds:.3} | {kilobytes:.1} | {loudness:.1} | {peak:.1} |")?;
    }
    Ok(page)
}

const PREFACE: &str = "# Loudness and loops

Written by `cargo run --release -p creeps-sounds`, which measures the files after it has written and decoded them. Loudness follows
EBU R 128 (crate `ebur128`). A loop has no click if the step from its last sample to its first is no larger than the steps beside it.
The game plays music at -6 dB and effects at -3 dB (`assets/audio/bus_layout.tres`), under a limiter at -1 dBFS.
";
