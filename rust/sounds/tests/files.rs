//! The checked-in sound files are what the code makes, and fit to be played.

use creeps_sounds::clip::{Clip, number};
use creeps_sounds::files::{ALL, SoundFile, Use};
use creeps_sounds::filter::Filter;
use creeps_sounds::math::decibels;
use creeps_sounds::music::{BASE_LOUDNESS, DRIVE_LOUDNESS, RATE};
use creeps_sounds::report::measure;

/// The channels of the checked-in file `name`.
fn channels(name: &str) -> Vec<Clip> {
    let file = ALL.iter().find(|file| file.name == name).expect("the test names a file of the list");
    file.read().expect("the file is checked in")
}

/// The first channel of the checked-in file `name`.
fn load(name: &str) -> Clip {
    channels(name).remove(0)
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
    std::thread::scope(|scope| {
        for file in &ALL {
            scope.spawn(move || {
                let made = (file.render)().unwrap();
                let all_finite = made.iter().flat_map(|channel| &channel.samples).all(|s| s.is_finite());
                assert!(all_finite, "{} holds no numbers", file.name);
                file.check(&made).unwrap();
            });
        }
    });
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
        let limit = if file.usage == Use::Effect { 2e-4 } else { 1e-3 };
        assert!(offset.abs() < limit, "{} has the offset {offset}", file.name);
    }
}

#[test]
fn effects_are_as_long_as_the_game_expects() {
    let limits = [
        ("shot", 0.08..=0.15),
        ("shot_2", 0.08..=0.15),
        ("shot_3", 0.08..=0.15),
        ("hit", 0.2..=0.3),
        ("hit_2", 0.2..=0.3),
        ("hit_3", 0.2..=0.3),
        ("death", 1.1..=1.3),
        ("start", 0.7..=0.9),
        ("results", 4.0..=5.0),
        ("ui", 0.04..=0.08),
        ("power_up", 0.4..=0.6),
        ("shield_up", 0.4..=0.6),
        ("combo_up", 0.1..=0.2),
        ("multiplier_up", 0.5..=0.8),
        ("bonus", 0.8..=1.1),
        ("wave_start", 0.5..=0.7),
        ("wave_clear", 0.8..=1.1),
        ("weapon_up", 0.6..=0.8),
        ("creep_shot", 0.08..=0.15),
        ("creep_shot_2", 0.08..=0.15),
        ("creep_shot_3", 0.08..=0.15),
        ("boss_hit", 0.08..=0.15),
        ("boss_hit_2", 0.08..=0.15),
        ("boss_hit_3", 0.08..=0.15),
        ("boss_explosion", 0.5..=0.7),
        ("boss_blast", 2.0..=2.4),
        ("bullet_cancel", 0.3..=0.5),
        ("graze", 0.05..=0.1),
        ("shield_break", 0.4..=0.6),
        ("life_lost", 0.8..=1.0),
        ("boss_warning", 1.1..=1.3),
        ("boss_down", 1.5..=1.8),
        ("bomb", 1.0..=1.2),
    ];
    assert_eq!(limits.len(), effects().count());
    for (name, limit) in limits {
        let seconds = load(name).seconds();
        assert!(limit.contains(&seconds), "{name} lasts {seconds} s");
    }
}

#[test]
fn loops_are_exactly_as_long_as_their_bars_and_stereo() {
    for tune in creeps_sounds::tunes::ALL {
        let bars = tune.sections.iter().map(|section| section.bars.len()).sum::<usize>();
        let samples = (number(bars) * 4.0 * 60.0 / tune.tempo * f64::from(RATE)).round() as usize;
        let file = match tune.title {
            "Hangar Lights" => ["music_title", "music_title"],
            "Neon Downpour" => ["music", "music"],
            "Crossfire" => ["music_arcade", "music_arcade_drive"],
            "Claws" => ["music_boss", "music_boss_drive"],
            "The Tide" => ["music_horde", "music_horde_drive"],
            _ => panic!("{} has no file", tune.title),
        };
        for file in file {
            let lengths: Vec<_> = channels(file).iter().map(|channel| channel.samples.len()).collect();
            assert_eq!(lengths, [samples; 2], "{file}");
        }
        let least = if tune.title == "Hangar Lights" { 38.0 } else { 59.9 };
        assert!(number(samples) / f64::from(RATE) > least, "{} is too short", tune.title);
    }
}

#[test]
fn effects_begin_and_end_in_silence() {
    for file in effects() {
        let clip = load(file.name);
        let last = clip.samples.len() - 1;
        for sample in [clip.samples[0], clip.samples[last]] {
            // What Vorbis adds is 40 dB below the blow that follows.
            let limit = if file.usage == Use::Effect { 0.002 } else { 0.015 };
            assert!(sample.abs() < limit, "{} jumps by {sample}", file.name);
        }
    }
}

#[test]
fn the_seam_of_a_loop_is_no_larger_a_step_than_those_beside_it() {
    for file in tunes() {
        let measured = measure(file).unwrap();
        assert!(
            measured.seam <= measured.usual_step,
            "{}: {} > {}",
            file.name,
            measured.seam,
            measured.usual_step
        );
    }
}

#[test]
fn a_loop_does_not_begin_from_silence() {
    // The echoes and the room of the last bar must sound on at the beginning, before the first drum swells.
    for file in tunes().filter(|file| !file.name.ends_with("_drive")) {
        let clip = load(file.name);
        let level = decibels(clip.samples[..32].iter().fold(0.0, |peak: f64, sample| sample.abs().max(peak)));
        assert!(level > -40.0, "{}: {level} dBFS", file.name);
    }
}

#[test]
fn all_tunes_are_equally_loud() {
    for file in tunes() {
        let target = if file.name.ends_with("_drive") { DRIVE_LOUDNESS } else { BASE_LOUDNESS };
        let loudness = measure(file).unwrap().loudness;
        assert!((loudness - target).abs() < 0.5, "{}: {loudness} LUFS", file.name);
    }
}

#[test]
fn left_and_right_of_a_tune_differ_and_are_balanced() {
    for file in tunes() {
        let [left, right] = channels(file.name).try_into().unwrap();
        let balance = decibels(left.rms()) - decibels(right.rms());
        assert!(balance.abs() < 1.0, "{}: {balance} dB to the left", file.name);
        let mut side = left.clone();
        side.mix(&right, 0, -1.0);
        let width = decibels(side.rms()) - decibels(left.rms());
        assert!(width > -16.0, "{}: the difference is {width} dB", file.name);
    }
}

#[test]
fn frequent_sounds_differ_from_time_to_time() {
    for [one, other] in
        [["shot", "shot_2"], ["hit", "hit_2"], ["creep_shot", "creep_shot_3"], ["boss_hit", "boss_hit_2"]]
    {
        let (one, mut difference) = (load(one), load(other));
        difference.mix(&one, 0, -1.0);
        assert!(difference.rms() > 0.3 * one.rms());
    }
}

#[test]
fn the_shot_has_weight() {
    let clip = load("shot");
    let mut filters = [Filter::new(clip.rate), Filter::new(clip.rate)];
    let low =
        |sample: &f64| filters.iter_mut().fold(*sample, |rest, filter| filter.sample(rest, 150.0, 0.7).low);
    let low = Clip { rate: clip.rate, samples: clip.samples.iter().map(low).collect() };
    let level = decibels(low.rms());
    assert!(level > -32.0, "{level} dBFS below 150 Hz");
}

#[test]
fn the_files_fit_in_their_budget() {
    // A web player waits for them.
    let bytes: u64 = ALL.iter().map(|file| measure(file).unwrap().bytes).sum();
    assert!(bytes < 4_300_000, "{bytes} bytes");
}

#[test]
fn what_matters_more_is_louder() {
    let level = |name| loudest(&load(name), 0.05);
    for order in [
        ["ui", "hit", "death"].as_slice(),
        &["creep_shot", "shot", "hit", "shield_break", "bomb"],
        &["boss_hit", "hit", "life_lost", "boss_down"],
        &["hit", "boss_explosion", "boss_blast"],
        &["graze", "shot"],
        &["graze", "bullet_cancel", "bomb"],
        &["combo_up", "multiplier_up"],
        &["combo_up", "power_up", "weapon_up"],
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
    let often = ["shot", "creep_shot", "boss_hit", "combo_up", "graze", "ui"];
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
