//! The checked-in sound files are what the code makes, and fit to be played.

use creeps_sounds::clip::{Clip, number};
use creeps_sounds::files::{ALL, TOLERANCE};
use creeps_sounds::math::decibels;
use creeps_sounds::wav::Stored;

/// The checked-in file `name` as numbers.
fn load(name: &str) -> Clip {
    let file = ALL.iter().find(|file| file.name == name).expect("the test names a file of the list");
    let stored = Stored::read(&file.path()).expect("the file is checked in");
    assert_eq!(stored.channels, 1, "{name}");
    Clip {
        rate: stored.rate,
        samples: stored.samples.iter().map(|sample| f64::from(*sample) / 32_767.0).collect(),
    }
}

/// The average level in dBFS of the loudest stretch of `seconds`: closer to what is heard than the peak.
fn loudest(clip: &Clip, seconds: f64) -> f64 {
    let length = creeps_sounds::clip::count(clip.rate, seconds).min(clip.samples.len());
    let stretches = clip.samples.windows(length).step_by(length / 4);
    let powers = stretches.map(|stretch| stretch.iter().map(|s| s * s).sum::<f64>() / number(length));
    decibels(powers.fold(0.0, f64::max).sqrt())
}

#[test]
fn files_are_what_the_code_makes() {
    for file in &ALL {
        let made = (file.render)().unwrap();
        assert!(made.samples.iter().all(|sample| sample.is_finite()), "{} holds no numbers", file.name);
        let difference = Stored::read(&file.path()).unwrap().difference(&Stored::from_clip(&made));
        let same = difference.is_some_and(|steps| steps <= TOLERANCE);
        assert!(
            same,
            "{}.wav differs ({difference:?}): run `cargo run --release -p creeps-sounds`",
            file.name
        );
    }
}

#[test]
fn peaks_stay_below_minus_one_decibel() {
    for file in &ALL {
        let peak = decibels(load(file.name).peak());
        assert!((-12.0..=-1.0).contains(&peak), "{} peaks at {peak} dBFS", file.name);
    }
}

#[test]
fn no_file_has_an_offset() {
    for file in &ALL {
        let offset = load(file.name).offset();
        assert!(offset.abs() < 2e-4, "{} has the offset {offset}", file.name);
    }
}

#[test]
fn effects_are_as_long_as_the_game_expects() {
    let limits = [
        ("shot", 0.08..=0.15),
        ("hit", 0.2..=0.3),
        ("hit_2", 0.2..=0.3),
        ("hit_3", 0.2..=0.3),
        ("death", 1.1..=1.3),
        ("start", 0.7..=0.9),
        ("game_over", 1.4..=1.7),
        ("ui", 0.04..=0.08),
        ("music", 30.0..=50.0),
    ];
    assert_eq!(limits.len(), ALL.len());
    for (name, limit) in limits {
        let seconds = load(name).seconds();
        assert!(limit.contains(&seconds), "{name} lasts {seconds} s");
    }
}

#[test]
fn effects_begin_and_end_in_silence() {
    for file in ALL.iter().filter(|file| file.name != "music") {
        let clip = load(file.name);
        let last = clip.samples.len() - 1;
        for sample in [clip.samples[0], clip.samples[last]] {
            assert!(sample.abs() < 0.002, "{} jumps by {sample}", file.name);
        }
    }
}

#[test]
fn the_seam_of_the_loop_is_no_larger_a_step_than_those_beside_it() {
    let clip = load("music");
    let last = clip.samples.len() - 1;
    let steps = |range: &[f64]| range.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f64::max);
    let usual = steps(&clip.samples[last - 200..]);
    // Godot's loop end of -1 stands for the last sample, which is then left out: both seams must hold.
    for end in [last, last - 1] {
        let seam = (clip.samples[0] - clip.samples[end]).abs();
        assert!(seam <= usual, "{seam} is more than {usual}");
    }
}

#[test]
fn the_loop_does_not_begin_from_silence() {
    // The echoes and the room of the last bar must sound on at the beginning, before the first drum swells.
    let clip = load("music");
    let level = decibels(clip.samples[..32].iter().fold(0.0, |peak: f64, sample| sample.abs().max(peak)));
    assert!(level > -40.0, "{level} dBFS");
}

#[test]
fn music_lies_below_the_effects_and_fits_in_its_budget() {
    let music = load("music");
    let loudness = decibels(music.rms());
    assert!((-16.5..=-15.5).contains(&loudness), "{loudness} dBFS");
    assert!(music.samples.len() * 2 < 2_500_000);
}

#[test]
fn what_matters_more_is_louder() {
    let [ui, shot, hit, death] = ["ui", "shot", "hit", "death"].map(|name| loudest(&load(name), 0.05));
    assert!(
        ui < hit && shot + 2.0 < hit && hit + 2.0 < death,
        "ui {ui}, shot {shot}, hit {hit}, death {death}"
    );
}

#[test]
fn the_shot_is_soft_on_the_ear() {
    // Steps between neighbouring samples measure high frequencies: for one sine of f Hz their ratio to the
    // level is 2 sin(pi f / rate), so 0.28 stands for a centre of 2 kHz.
    let clip = load("shot");
    let steps = clip.samples.windows(2).map(|pair| (pair[1] - pair[0]) * (pair[1] - pair[0])).sum::<f64>();
    let level = clip.samples.iter().map(|s| s * s).sum::<f64>();
    let ratio = (steps / level).sqrt();
    assert!(ratio < 0.2, "{ratio}");
}
