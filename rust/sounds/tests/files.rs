//! The checked-in sound files are what the code makes, and fit to be played.

use creeps_sounds::clip::{Clip, number};
use creeps_sounds::files::{ALL, SoundFile, TOLERANCE};
use creeps_sounds::filter::Filter;
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

fn effects() -> impl Iterator<Item = &'static SoundFile> {
    ALL.iter().filter(|file| !file.is_music())
}

fn tunes() -> impl Iterator<Item = &'static SoundFile> {
    ALL.iter().filter(|file| file.is_music())
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
        assert!((-15.0..=-1.0).contains(&peak), "{} peaks at {peak} dBFS", file.name);
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
        ("power_up", 0.4..=0.6),
        ("shield_up", 0.4..=0.6),
        ("combo_up", 0.1..=0.2),
        ("wave_start", 0.5..=0.7),
        ("wave_clear", 0.8..=1.1),
        ("level_up", 0.6..=0.8),
        ("creep_shot", 0.08..=0.15),
        ("boss_hit", 0.08..=0.15),
        ("shield_break", 0.4..=0.6),
        ("life_lost", 0.8..=1.0),
        ("boss_warning", 1.1..=1.3),
        ("boss_down", 1.5..=1.8),
        ("bomb", 1.0..=1.2),
        ("music", 30.0..=40.0),
        ("music_arcade", 20.0..=30.0),
        ("music_boss", 20.0..=30.0),
        ("music_horde", 20.0..=30.0),
    ];
    assert_eq!(limits.len(), ALL.len());
    for (name, limit) in limits {
        let seconds = load(name).seconds();
        assert!(limit.contains(&seconds), "{name} lasts {seconds} s");
    }
}

#[test]
fn effects_begin_and_end_in_silence() {
    for file in effects() {
        let clip = load(file.name);
        let last = clip.samples.len() - 1;
        for sample in [clip.samples[0], clip.samples[last]] {
            assert!(sample.abs() < 0.002, "{} jumps by {sample}", file.name);
        }
    }
}

#[test]
fn the_seam_of_a_loop_is_no_larger_a_step_than_those_beside_it() {
    for file in tunes() {
        let clip = load(file.name);
        let last = clip.samples.len() - 1;
        let steps =
            |range: &[f64]| range.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f64::max);
        let usual = steps(&clip.samples[last - 200..]);
        // Godot's loop end of -1 stands for the last sample, which is then left out: both seams must hold.
        for end in [last, last - 1] {
            let seam = (clip.samples[0] - clip.samples[end]).abs();
            assert!(seam <= usual, "{}: {seam} is more than {usual}", file.name);
        }
    }
}

#[test]
fn a_loop_does_not_begin_from_silence() {
    // The echoes and the room of the last bar must sound on at the beginning, before the first drum swells.
    for file in tunes() {
        let clip = load(file.name);
        let level = decibels(clip.samples[..32].iter().fold(0.0, |peak: f64, sample| sample.abs().max(peak)));
        assert!(level > -40.0, "{}: {level} dBFS", file.name);
    }
}

#[test]
fn music_lies_below_the_effects() {
    for file in tunes() {
        let loudness = decibels(load(file.name).rms());
        assert!((-16.5..=-15.5).contains(&loudness), "{}: {loudness} dBFS", file.name);
    }
}

#[test]
fn the_files_fit_in_their_budget() {
    // Godot's compression (Quite OK Audio) stores 20 samples in 8 bytes, and a little more.
    let bytes = |file: &SoundFile| load(file.name).samples.len() * 81 / 200;
    assert!(bytes(&ALL[ALL.len() - 4]) < 500_000, "the music of Classic");
    let added = ALL.iter().skip_while(|file| file.name != "power_up").filter(|file| file.name != "music");
    let sum: usize = added.map(bytes).sum();
    assert!(sum < 900_000, "what Arcade and Horde add: {sum} bytes");
}

#[test]
fn what_matters_more_is_louder() {
    let level = |name| loudest(&load(name), 0.05);
    for order in [
        ["ui", "hit", "death"].as_slice(),
        &["creep_shot", "shot", "hit", "shield_break", "bomb"],
        &["boss_hit", "hit", "life_lost", "boss_down"],
        &["combo_up", "power_up", "level_up"],
    ] {
        for pair in order.windows(2) {
            let [softer, louder] = [level(pair[0]), level(pair[1])];
            assert!(softer < louder, "{} ({softer}) is not below {} ({louder})", pair[0], pair[1]);
        }
    }
    assert!(level("shot") + 2.0 < level("hit") && level("hit") + 2.0 < level("death"));
}

#[test]
fn nothing_pierces() {
    // Ears are sharpest from 2 to 5 kHz. Of an effect at most a fifth of the power lies there, of those that are heard
    // again and again, and of music, far less.
    let often = ["shot", "creep_shot", "boss_hit", "combo_up", "ui"];
    for file in &ALL {
        let clip = load(file.name);
        let (mut below, mut above) =
            ([Filter::new(clip.rate), Filter::new(clip.rate)], Filter::new(clip.rate));
        let [mut piercing, mut all] = [0.0; 2];
        for sample in &clip.samples {
            let high = below.iter_mut().fold(*sample, |rest, filter| filter.sample(rest, 2_000.0, 0.7).high);
            let band = above.sample(high, 5_000.0, 0.7).low;
            piercing += band * band;
            all += sample * sample;
        }
        let share = piercing / all;
        let limit = if often.contains(&file.name) || file.is_music() { 0.05 } else { 0.2 };
        assert!(share < limit, "{}: {share} of its power lies between 2 and 5 kHz", file.name);
    }
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
