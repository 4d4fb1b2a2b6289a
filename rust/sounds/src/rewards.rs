//! The good news of Arcade and Horde: something was won. All keep to the keys of the music.

use crate::band::PAD;
use crate::clip::Clip;
use crate::effects::{BELL, RATE, phrase};
use crate::envelope::{Envelope, glide, strike};
use crate::filter::Filter;
use crate::oscillator::{Oscillator, Shape};
use crate::space::echo;
use crate::voice::Voice;

/// A power-up is caught: four notes up, fast, with a glitter at the end.
pub fn power_up() -> Clip {
    let notes = [
        (0.00, 0.04, 69, 0.8),
        (0.05, 0.04, 73, 0.8),
        (0.10, 0.04, 76, 0.85),
        (0.15, 0.14, 81, 0.9),
        (0.15, 0.14, 85, 0.35),
    ];
    echo(&phrase(&BELL, 0.45, &notes), 0.075, 0.3, 2).finished(0.001, 0.08, -6.0)
}

/// A shield closes around the ship: a hum that rises and rounds off.
pub fn shield_up() -> Clip {
    let mut hum = [0.0, 0.3, 0.6].map(|phase| Oscillator::new(RATE, phase));
    let mut filter = Filter::new(RATE);
    Clip::draw(RATE, 0.55, |t| {
        let hz = glide(196.0, 587.0, 0.11, t);
        let [low, high, fifth] = &mut hum;
        let wave = low.sample(Shape::Saw, hz * 0.996)
            + high.sample(Shape::Saw, hz * 1.004)
            + 0.7 * fifth.sample(Shape::Triangle, hz * 1.5);
        let swell = (t / 0.09).min(1.0) * strike((t - 0.2).max(0.0), 0.0, 0.11);
        filter.sample(wave, glide(500.0, 2_300.0, 0.12, t), 1.1).low * swell
    })
    .finished(0.004, 0.12, -7.0)
}

/// The multiplier grows: a blip. The game may raise its pitch with the combo.
pub fn combo_up() -> Clip {
    let (mut first, mut second) = (Oscillator::new(RATE, 0.0), Oscillator::new(RATE, 0.0));
    let mut filter = Filter::new(RATE);
    Clip::draw(RATE, 0.16, |t| {
        let hz = if t < 0.045 { 659.3 } else { 880.0 };
        let wave = first.sample(Shape::Triangle, hz) + 0.35 * second.sample(Shape::Pulse(0.4), hz * 0.5);
        let level = strike(t, 0.002, 0.03).max(strike(t - 0.045, 0.002, 0.04));
        filter.sample(wave, 2_400.0, 0.8).low * level
    })
    .finished(0.001, 0.04, -9.0)
}

/// The horn that calls a wave and closes one.
const HORN: Voice = Voice {
    shape: Shape::Saw,
    detune: 14.0,
    sub: 0.35,
    cutoff: 1_300.0,
    sweep: 1.1,
    sweep_half_life: 0.09,
    resonance: 0.9,
    vibrato: 8.0,
    envelope: Envelope { attack: 0.012, decay_half_life: 0.2, sustain: 0.55, release: 0.14 },
};

/// A wave begins: two calls of a horn, a fourth apart.
pub fn wave_start() -> Clip {
    let notes = [(0.00, 0.09, 57, 0.7), (0.00, 0.09, 69, 0.6), (0.14, 0.22, 62, 0.8), (0.14, 0.22, 74, 0.65)];
    echo(&phrase(&HORN, 0.6, &notes), 0.11, 0.25, 2).finished(0.002, 0.1, -6.0)
}

/// A wave is over: a brass cadence that comes home to the key of Arcade, now in major.
pub fn wave_clear() -> Clip {
    let chords: [(f64, f64, [u8; 3]); 3] = [
        (0.00, 0.13, [53, 60, 69]), // F
        (0.17, 0.13, [55, 62, 71]), // G
        (0.34, 0.34, [57, 64, 73]), // A, now major
    ];
    let notes: Vec<_> = chords
        .into_iter()
        .flat_map(|(start, held, tones)| tones.map(|tone| (start, held, tone, 0.6)))
        .chain([(0.34, 0.34, 81, 0.3)])
        .collect();
    echo(&phrase(&HORN, 1.0, &notes), 0.14, 0.26, 2).finished(0.002, 0.16, -5.0)
}

/// The weapon grows: a fifth slides up an octave and locks, with a glitter on top.
pub fn weapon_up() -> Clip {
    let mut clip = Clip::silence(RATE, 0.75);
    for (note, level) in [(43, 0.8), (50, 0.7), (55, 0.5)] {
        let slide = |t: f64| glide(-12.0, 0.0, 0.045, t);
        clip.mix(&HORN.play_bent(RATE, note + 12, 0.3, slide), 0, level);
    }
    let glitter = [(0.20, 0.05, 74, 0.5), (0.26, 0.05, 79, 0.5), (0.32, 0.12, 86, 0.45)];
    clip.mix(&phrase(&BELL, 0.75, &glitter), 0, 1.0);
    echo(&clip, 0.1, 0.25, 2).finished(0.002, 0.12, -5.0)
}

/// The multiplier reaches a round number: three bells that ring on. Raise its pitch with the multiplier.
pub fn multiplier_up() -> Clip {
    let bell = Voice {
        cutoff: 2_200.0,
        envelope: Envelope { sustain: 0.35, release: 0.3, ..BELL.envelope },
        ..BELL
    };
    let notes = [
        (0.00, 0.05, 69, 0.8),
        (0.06, 0.05, 76, 0.85),
        (0.12, 0.22, 81, 0.9),
        (0.12, 0.22, 69, 0.5),
        (0.12, 0.22, 57, 0.4),
        (0.18, 0.16, 88, 0.25),
    ];
    echo(&phrase(&bell, 0.7, &notes), 0.09, 0.3, 2).finished(0.001, 0.15, -4.5)
}

/// A bonus is paid: a short fanfare that runs up to an open chord.
pub fn bonus() -> Clip {
    let horn = [
        (0.00, 0.07, 62, 0.6),
        (0.09, 0.07, 66, 0.6),
        (0.18, 0.07, 69, 0.65),
        (0.27, 0.30, 74, 0.7),
        (0.27, 0.30, 69, 0.5),
        (0.27, 0.30, 62, 0.5),
        (0.27, 0.30, 50, 0.45),
    ];
    let bells =
        [(0.27, 0.05, 86, 0.4), (0.33, 0.05, 81, 0.35), (0.39, 0.05, 90, 0.35), (0.45, 0.12, 86, 0.35)];
    let mut clip = phrase(&HORN, 0.95, &horn);
    clip.mix(&phrase(&BELL, 0.95, &bells), 0, 1.0);
    echo(&clip, 0.12, 0.25, 2).finished(0.002, 0.2, -4.5)
}

/// The results of a game: chords that gather under the last blast and come to rest in F major, the key of the menu.
pub fn results() -> Clip {
    const SECONDS: f64 = 4.6;
    let chords: [(f64, f64, [u8; 4]); 3] = [
        (0.2, 0.9, [46, 58, 62, 65]), // B flat
        (1.2, 0.9, [48, 60, 64, 67]), // C
        (2.2, 1.6, [41, 57, 60, 65]), // F
    ];
    let pads: Vec<_> = chords
        .into_iter()
        .flat_map(|(start, held, tones)| tones.map(|tone| (start, held, tone, 0.55)))
        .collect();
    let melody = [
        (0.70, 0.20, 74, 0.5),
        (0.95, 0.20, 77, 0.55),
        (1.20, 0.45, 79, 0.65),
        (1.70, 0.20, 76, 0.55),
        (1.95, 0.20, 79, 0.6),
        (2.20, 1.20, 81, 0.7),
        (2.20, 1.20, 72, 0.4),
        (2.70, 0.15, 84, 0.25),
        (2.95, 0.15, 89, 0.2),
    ];
    let mut clip = phrase(&PAD, SECONDS, &pads);
    clip.mix(&phrase(&HORN, SECONDS, &melody), 0, 0.8);
    echo(&clip, 0.25, 0.32, 3).finished(0.01, 0.9, -5.0)
}
