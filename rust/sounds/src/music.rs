//! Plays the score: every note drawn into a circle of samples, so that the end flows into the beginning.

use crate::band::{ARPEGGIO, BASS, PAD};
use crate::clip::{Clip, count, number};
use crate::drums;
use crate::envelope::strike;
use crate::filter::Filter;
use crate::math::{exp2, gain, sin_turns};
use crate::score::{Bar, Beat, STEPS, Section, TEMPO, TUNE};
use crate::space::{loop_echoes, loop_reverb};
use crate::tracker::{Hit, RowError, bass_notes, chord_tone, hits, lead_notes};
use crate::voice::Voice;

/// Samples a second. With it a sixteenth note is exactly 3750 samples.
pub const RATE: u32 = 32_000;
/// Average level of the finished tune in dBFS: effects, which peak near 0, sit on top.
const LOUDNESS: f64 = -16.0;

/// The average level of every part in dB; only the differences count.
mod level {
    pub const KICK: f64 = -19.0;
    pub const SNARE: f64 = -25.0;
    pub const HATS: f64 = -35.0;
    pub const TOM: f64 = -33.0;
    pub const CRASH: f64 = -39.0;
    pub const BASS: f64 = -20.5;
    pub const ARPEGGIO: f64 = -28.0;
    pub const PAD: f64 = -28.0;
    pub const LEAD: f64 = -20.8;
    /// Echoes of lead and arpeggio, and the room, below the dry sound.
    pub const ECHO: f64 = -3.0;
    pub const ROOM: f64 = -9.0;
}

/// Seconds of a step (a sixteenth note).
fn step_seconds() -> f64 {
    60.0 / TEMPO / 4.0
}

/// All bars in time, each with its section and the step that it begins on.
fn bars() -> impl Iterator<Item = (usize, &'static Section, &'static Bar)> {
    let bars = TUNE.iter().flat_map(|section| section.bars.iter().map(move |bar| (section, bar)));
    bars.enumerate().map(|(index, (section, bar))| (index * STEPS, section, bar))
}

/// A part of the tune as long as the tune, silent yet.
fn part() -> Clip {
    Clip::silence(RATE, number(bars().count() * STEPS) * step_seconds())
}

/// The sample that `step` begins on.
fn at(step: usize) -> usize {
    count(RATE, number(step) * step_seconds())
}

/// The tune, ready to be looped.
///
/// # Errors
/// A row of the score cannot be read.
pub fn render() -> Result<Clip, RowError> {
    let duck = duck()?;
    let mut ducked = [(bass()?, level::BASS), (arpeggio(), level::ARPEGGIO), (pad(), level::PAD)];
    for (clip, _) in &mut ducked {
        clip.shape_by(&duck);
    }
    let [bass, arpeggio, pad] = ducked.map(|(clip, level)| levelled(clip, level));
    let lead = levelled(lead()?, level::LEAD);
    let snare = levelled(drum(|beat| beat.snare, &drums::snare(RATE))?, level::SNARE);
    let crash = levelled(drum(|beat| beat.crash, &drums::crash(RATE))?, level::CRASH);

    // Echoes come a dotted eighth after the note: they fall between the beats.
    let mut sung = lead.clone();
    sung.mix(&arpeggio, 0, 1.0);
    let echoes = loop_echoes(&sung, 3.0 * step_seconds(), 0.42, 4);
    let mut send = part();
    for (clip, factor) in [(&lead, 0.7), (&echoes, 0.5), (&pad, 1.0), (&snare, 0.8), (&crash, 1.0)] {
        send.mix(clip, 0, factor);
    }
    let room = loop_reverb(&send, 1.6);

    let mut tune = levelled(drum(|beat| beat.kick, &drums::kick(RATE))?, level::KICK);
    tune.mix(&levelled(hats()?, level::HATS), 0, 1.0);
    tune.mix(&levelled(drum(|beat| beat.tom, &drums::tom(RATE))?, level::TOM), 0, 1.0);
    for clip in [&snare, &crash, &bass, &arpeggio, &pad, &lead] {
        tune.mix(clip, 0, 1.0);
    }
    tune.mix(&echoes, 0, gain(level::ECHO));
    tune.mix(&room, 0, gain(level::ROOM));
    Ok(mastered(tune))
}

fn levelled(mut clip: Clip, level: f64) -> Clip {
    let factor = gain(level) / clip.rms();
    clip.scale(factor);
    clip
}

/// Removes the rumble (in two rounds, so that the filter is already swinging when the loop begins), sets the
/// loudness, and rounds the loudest moments off below -1 dBFS.
fn mastered(mut tune: Clip) -> Clip {
    let mut filter = Filter::new(RATE);
    for sample in &tune.samples {
        filter.sample(*sample, 28.0, 0.7);
    }
    for sample in &mut tune.samples {
        *sample = filter.sample(*sample, 28.0, 0.7).high;
    }
    let offset = tune.offset();
    let limited = |factor: f64| Clip {
        rate: RATE,
        samples: tune.samples.iter().map(|sample| soft_limit((sample - offset) * factor)).collect(),
    };
    // Rounding the peaks off costs a little loudness: a few rounds find the factor that makes up for it.
    let target = gain(LOUDNESS);
    let mut factor = target / tune.rms();
    for _ in 0..4 {
        factor *= target / limited(factor).rms();
    }
    limited(factor)
}

/// Leaves quiet samples alone and bends louder ones smoothly towards the ceiling (0.87, -1.2 dBFS).
fn soft_limit(sample: f64) -> f64 {
    const KNEE: f64 = 0.55;
    const ROOM: f64 = 0.32;
    let over = (sample.abs() - KNEE) / ROOM;
    if over <= 0.0 { sample } else { (KNEE + ROOM * over / (1.0 + over)).copysign(sample) }
}

fn lead() -> Result<Clip, RowError> {
    let mut clip = part();
    for (start, section, bar) in bars() {
        for note in lead_notes(bar.lead)? {
            let steps = number(note.steps) * 0.92;
            play(&mut clip, section.voice, start + note.step, note.midi, steps, section.volume);
        }
    }
    Ok(clip)
}

fn bass() -> Result<Clip, RowError> {
    let mut clip = part();
    for (start, section, bar) in bars() {
        for note in bass_notes(section.bass, &bar.chord)? {
            play(&mut clip, &BASS, start + note.step, note.midi, number(note.steps) * 0.8, 1.0);
        }
    }
    Ok(clip)
}

fn arpeggio() -> Clip {
    let mut clip = part();
    let steps = number(bars().count() * STEPS);
    for (start, section, bar) in bars() {
        for (step, index) in section.arpeggio.into_iter().enumerate() {
            // The filter opens and closes five times in the tune, once every four bars.
            let opening = 0.9 * sin_turns(5.0 * number(start + step) / steps - 0.25);
            let voice = Voice { cutoff: ARPEGGIO.cutoff * exp2(opening), ..ARPEGGIO };
            let accent = if step % 4 == 2 { 1.0 } else { 0.75 };
            play(&mut clip, &voice, start + step, chord_tone(&bar.chord, 55, index), 0.6, accent);
        }
    }
    clip
}

fn pad() -> Clip {
    let mut clip = part();
    for (start, _, bar) in bars() {
        for index in 0..3 {
            play(&mut clip, &PAD, start, chord_tone(&bar.chord, 52, index), number(STEPS), 1.0);
        }
    }
    clip
}

/// Plays one note that is held for `steps`.
fn play(clip: &mut Clip, voice: &Voice, step: usize, midi: u8, steps: f64, factor: f64) {
    clip.mix_around(&voice.play(RATE, midi, steps * step_seconds()), at(step), factor);
}

fn hats() -> Result<Clip, RowError> {
    let mut clip = drum(|beat| beat.closed_hat, &drums::closed_hat(RATE))?;
    clip.mix(&drum(|beat| beat.open_hat, &drums::open_hat(RATE))?, 0, 1.0);
    Ok(clip)
}

/// Plays one `row` of every bar's beat with `sound`.
fn drum(row: fn(&Beat) -> &'static str, sound: &Clip) -> Result<Clip, RowError> {
    let mut clip = part();
    for (start, _, bar) in bars() {
        for Hit { step, strength } in hits(row(bar.beat))? {
            clip.mix_around(sound, at(start + step), f64::from(strength) / 9.0);
        }
    }
    Ok(clip)
}

/// The factor by which every kick presses bass, arpeggio and pad down: it makes room and gives the pumping
/// drive.
fn duck() -> Result<Vec<f64>, RowError> {
    const LENGTH: f64 = 0.4;
    let press = Clip::draw(RATE, LENGTH, |t| strike(t, 0.004, 0.07) * (1.0 - t / LENGTH));
    let presses = drum(|beat| beat.kick, &press)?;
    Ok(presses.samples.iter().map(|press| 1.0 - 0.62 * press.min(1.0)).collect())
}
