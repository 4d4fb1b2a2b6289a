//! Plays a tune: every note drawn into a circle of samples, so that the end flows into the beginning. Each tune has two stems that
//! run side by side: the base, which is the tune, and the drive, which the game adds when it gets dangerous.

use std::error::Error;

use crate::band::{ARPEGGIO, PAD};
use crate::clip::{Clip, count, number};
use crate::drums;
use crate::envelope::strike;
use crate::filter::Filter;
use crate::loudness::integrated;
use crate::math::{exp2, gain, sin_turns};
use crate::score::{Bar, Beat, Drive, STEPS, Section, Tune};
use crate::space::{LEFT, RIGHT, loop_reverb};
use crate::stereo::Stereo;
use crate::tracker::{Hit, Note, RowError, bass_notes, chord_tone, hits, lead_notes, strikes};
use crate::voice::Voice;

/// Integrated loudness of every base, in LUFS. Effects, which peak near 0 dBFS, sit on top.
pub const BASE_LOUDNESS: f64 = -16.0;
/// Integrated loudness of every drive, in LUFS. Together with the base it is about 1.5 LU louder.
pub const DRIVE_LOUDNESS: f64 = -20.0;

/// Samples a second of all music: half of a CD's. It loses what is above 10 kHz, and half of its weight.
pub const RATE: u32 = 22_050;

/// Samples that the encoder takes at a time at this rate.
const BLOCK: u32 = 512;

/// The tempo at which a bar has so many of the encoder's blocks, in beats a minute.
///
/// Then bars that sound the same become the same bytes, and a compressed export holds them once. A drive, which repeats its bar over a few
/// chords, shrinks to a third.
pub const fn tempo_of(blocks: u32) -> f64 {
    RATE as f64 * 4.0 * 60.0 / (blocks * BLOCK) as f64
}

/// The base of a tune, ready to be looped.
///
/// # Errors
/// A row of the score cannot be read.
pub fn base(tune: &Tune) -> Result<Stereo, Box<dyn Error + Send + Sync>> {
    let (band, mix) = (Band { tune }, &tune.mix);
    let duck = band.duck()?;
    let mut ducked = [(band.bass()?, mix.bass), (band.arpeggio(), mix.arpeggio), (band.pad()?, mix.pad)];
    for (part, _) in &mut ducked {
        part.shape_by(&duck);
    }
    let [bass, arpeggio, pad] = ducked.map(|(part, level)| levelled(part, level));
    let lead = levelled(band.lead()?, mix.lead);
    let snare = levelled(band.drum(|beat| beat.snare, &drums::snare(RATE), 0.08)?, mix.snare);
    let crash = levelled(band.drum(|beat| beat.crash, &drums::crash(RATE), -0.4)?, mix.crash);

    let mut sung = lead.clone();
    sung.mix(&arpeggio, 1.0);
    let echoes = band.ping_pong(&sung);
    let mut send = band.silence();
    for (part, factor) in [(&lead, 0.7), (&echoes, 0.5), (&pad, 1.0), (&snare, 0.8), (&crash, 1.0)] {
        send.mix(part, factor);
    }

    let mut whole = levelled(band.drum(|beat| beat.kick, &drums::kick(RATE), 0.0)?, mix.kick);
    whole.mix(&levelled(band.hats()?, mix.hats), 1.0);
    whole.mix(&levelled(band.drum(|beat| beat.tom, &drums::tom(RATE), -0.35)?, mix.tom), 1.0);
    for part in [&snare, &crash, &bass, &arpeggio, &pad, &lead] {
        whole.mix(part, 1.0);
    }
    whole.mix(&echoes, gain(mix.echo));
    whole.mix(&room(&send, 1.6), gain(mix.room));
    mastered(whole, BASE_LOUDNESS)
}

/// The drive of a tune, as long as its base.
///
/// # Errors
/// A row of the score cannot be read.
pub fn drive(tune: &Tune, drive: &Drive) -> Result<Stereo, Box<dyn Error + Send + Sync>> {
    let band = Band { tune };
    let mut ostinato = band.ostinato(drive);
    ostinato.shape_by(&band.duck()?);
    let ostinato = levelled(ostinato, drive.mix.ostinato);
    let mut whole = band.silence();
    whole.mix(&ostinato, 1.0);
    whole.mix(&levelled(band.pattern(drive.shaker, &drums::shaker(RATE), 0.45)?, drive.mix.shaker), 1.0);
    whole
        .mix(&levelled(band.pattern(drive.low_drum, &drums::low_drum(RATE), -0.2)?, drive.mix.low_drum), 1.0);
    let room = room(&whole, 0.9);
    whole.mix(&room, gain(-14.0));
    mastered(whole, DRIVE_LOUDNESS)
}

fn levelled(mut part: Stereo, level: f64) -> Stereo {
    let rms = part.rms();
    if rms > 0.0 {
        part.scale(gain(level) / rms);
    }
    part
}

/// How much quieter the encoder makes music, in LU: at this rate it drops most of what is above 9.5 kHz.
const LOST_BY_ENCODER: f64 = 1.25;

/// The room around a loop. Each ear hears other echoes.
fn room(dry: &Stereo, seconds: f64) -> Stereo {
    let [left, right] = &dry.channels;
    let mut middle = left.clone();
    middle.mix(right, 0, 1.0);
    middle.scale(0.5);
    Stereo { channels: [loop_reverb(&middle, seconds, LEFT), loop_reverb(&middle, seconds, RIGHT)] }
}

/// Removes the rumble (in two rounds, so that the filter is already swinging when the loop begins), sets the
/// loudness in LUFS, and rounds the loudest moments off below -1 dBFS.
fn mastered(tune: Stereo, loudness: f64) -> Result<Stereo, Box<dyn Error + Send + Sync>> {
    let clean = Stereo { channels: tune.channels.map(without_rumble) };
    let limited = |factor: f64| Stereo {
        channels: clean.channels.clone().map(|mut channel| {
            for sample in &mut channel.samples {
                *sample = soft_limit(*sample * factor);
            }
            channel
        }),
    };
    // Rounding the peaks off costs a little loudness: a second round makes up for it.
    let loudness = loudness + LOST_BY_ENCODER;
    let mut factor = gain(loudness - integrated(&clean.channels)?);
    for _ in 0..2 {
        factor *= gain(loudness - integrated(&limited(factor).channels)?);
    }
    Ok(limited(factor))
}

fn without_rumble(mut clip: Clip) -> Clip {
    let mut filter = Filter::new(clip.rate);
    for sample in &clip.samples {
        filter.sample(*sample, 28.0, 0.7);
    }
    for sample in &mut clip.samples {
        *sample = filter.sample(*sample, 28.0, 0.7).high;
    }
    let offset = clip.offset();
    for sample in &mut clip.samples {
        *sample -= offset;
    }
    clip
}

/// Leaves quiet samples alone and bends louder ones smoothly towards the ceiling (0.87, -1.2 dBFS).
fn soft_limit(sample: f64) -> f64 {
    const KNEE: f64 = 0.55;
    const ROOM: f64 = 0.32;
    let over = (sample.abs() - KNEE) / ROOM;
    if over <= 0.0 { sample } else { (KNEE + ROOM * over / (1.0 + over)).copysign(sample) }
}

/// The notes that a part has played. Most come again, and playing a note is the slow part.
#[derive(Default)]
struct PlayedNotes(Vec<(Voice, u8, f64, Clip)>);

impl PlayedNotes {
    /// The note `midi`, held for `seconds`.
    fn note(&mut self, voice: &Voice, midi: u8, seconds: f64) -> &Clip {
        let same =
            |(v, m, s, _): &(Voice, u8, f64, Clip)| (v, *m, s.to_bits()) == (voice, midi, seconds.to_bits());
        let index = self.0.iter().position(same).unwrap_or_else(|| {
            self.0.push((*voice, midi, seconds, voice.play(RATE, midi, seconds)));
            self.0.len() - 1
        });
        &self.0[index].3
    }
}

/// Who plays a tune, part by part.
struct Band<'a> {
    tune: &'a Tune,
}

impl<'a> Band<'a> {
    /// Seconds of a step (a sixteenth note).
    fn step_seconds(&self) -> f64 {
        60.0 / self.tune.tempo / 4.0
    }

    /// All bars in time, each with its section and the step that it begins on.
    fn bars(&self) -> impl Iterator<Item = (usize, &'a Section, &'a Bar)> + use<'a> {
        let bars =
            self.tune.sections.iter().flat_map(|section| section.bars.iter().map(move |bar| (section, bar)));
        bars.enumerate().map(|(index, (section, bar))| (index * STEPS, section, bar))
    }

    /// A mono part as long as the tune, silent yet.
    fn part(&self) -> Clip {
        Clip::silence(RATE, number(self.bars().count() * STEPS) * self.step_seconds())
    }

    /// A part as long as the tune, silent yet.
    fn silence(&self) -> Stereo {
        Stereo::silence_like(&self.part())
    }

    /// The sample that `step` begins on.
    fn at(&self, step: usize) -> usize {
        count(RATE, number(step) * self.step_seconds())
    }

    fn lead(&self) -> Result<Stereo, RowError> {
        let (mut clip, mut played) = (self.part(), PlayedNotes::default());
        for (start, section, bar) in self.bars() {
            for Note { step, steps, midi } in lead_notes(bar.lead)? {
                let note = played.note(section.voice, midi, number(steps) * 0.92 * self.step_seconds());
                clip.mix_around(note, self.at(start + step), section.volume);
            }
        }
        Ok(Stereo::placed(&clip, 0.0))
    }

    fn bass(&self) -> Result<Stereo, RowError> {
        let (mut clip, mut played) = (self.part(), PlayedNotes::default());
        for (start, section, bar) in self.bars() {
            for Note { step, steps, midi } in bass_notes(section.bass, &bar.chord)? {
                let note = played.note(self.tune.bass, midi, number(steps) * 0.8 * self.step_seconds());
                clip.mix_around(note, self.at(start + step), 1.0);
            }
        }
        Ok(Stereo::placed(&clip, 0.0))
    }

    /// The arpeggio, to and fro between left and right.
    fn arpeggio(&self) -> Stereo {
        let (mut part, mut played) = (self.silence(), PlayedNotes::default());
        for (start, section, bar) in self.bars() {
            for (step, index) in section.arpeggio.into_iter().enumerate() {
                // The filter opens and closes once every four bars.
                let opening =
                    0.9 * sin_turns(number((start + step) % (4 * STEPS)) / number(4 * STEPS) - 0.25);
                let voice = Voice { cutoff: ARPEGGIO.cutoff * exp2(opening), ..ARPEGGIO };
                let accent = if step % 4 == 2 { 1.0 } else { 0.75 };
                let note = played.note(&voice, chord_tone(&bar.chord, 55, index), 0.6 * self.step_seconds());
                let position = 0.6 * sin_turns(number(step) / 8.0 + 0.125);
                part.mix_around(note, self.at(start + step), accent, position);
            }
        }
        part
    }

    /// The chords, each note at another place.
    fn pad(&self) -> Result<Stereo, RowError> {
        let (mut part, mut played) = (self.silence(), PlayedNotes::default());
        for (start, section, bar) in self.bars() {
            for strike in strikes(section.pad)? {
                for (index, position) in [-0.7, 0.0, 0.7].into_iter().enumerate() {
                    let midi = chord_tone(&bar.chord, 52, index);
                    let note = played.note(&PAD, midi, number(strike.steps) * self.step_seconds());
                    part.mix_around(note, self.at(start + strike.step), 1.0, position);
                }
            }
        }
        Ok(part)
    }

    /// The drive's figure, on the other side of the arpeggio.
    fn ostinato(&self, drive: &Drive) -> Stereo {
        let (mut part, mut played) = (self.silence(), PlayedNotes::default());
        for (start, _, bar) in self.bars() {
            for (step, index) in drive.ostinato.into_iter().enumerate() {
                let Some(index) = index else { continue };
                let midi = chord_tone(&bar.chord, drive.floor, index);
                let note = played.note(drive.voice, midi, 0.7 * self.step_seconds());
                let accent = if step % 4 == 0 { 1.0 } else { 0.8 };
                let position = -0.5 * sin_turns(number(step) / 8.0 + 0.125);
                part.mix_around(note, self.at(start + step), accent, position);
            }
        }
        part
    }

    /// The echoes of a part, a dotted eighth apart so that they fall between the beats: left, right, left, right.
    fn ping_pong(&self, dry: &Stereo) -> Stereo {
        let [left, right] = &dry.channels;
        let mut middle = left.clone();
        middle.mix(right, 0, 1.0);
        let mut echoes = self.silence();
        let mut level = 1.0;
        for (time, position) in [-0.6, 0.6, -0.6, 0.6].into_iter().enumerate() {
            level *= 0.42;
            let delay = count(RATE, 3.0 * self.step_seconds() * number(time + 1));
            echoes.mix_around(&middle, delay, 0.707 * level, position);
        }
        echoes
    }

    fn hats(&self) -> Result<Stereo, RowError> {
        let mut part = self.drum(|beat| beat.closed_hat, &drums::closed_hat(RATE), 0.35)?;
        part.mix(&self.drum(|beat| beat.open_hat, &drums::open_hat(RATE), -0.3)?, 1.0);
        Ok(part)
    }

    /// Plays one `row` of every bar's beat with `sound`, at a position from -1 (left) to 1 (right).
    fn drum(&self, row: fn(&Beat) -> &'static str, sound: &Clip, position: f64) -> Result<Stereo, RowError> {
        let mut clip = self.part();
        for (start, _, bar) in self.bars() {
            self.hit(&mut clip, start, row(bar.beat), sound)?;
        }
        Ok(Stereo::placed(&clip, position))
    }

    /// Plays the same row in every bar.
    fn pattern(&self, row: &str, sound: &Clip, position: f64) -> Result<Stereo, RowError> {
        let mut clip = self.part();
        for (start, ..) in self.bars() {
            self.hit(&mut clip, start, row, sound)?;
        }
        Ok(Stereo::placed(&clip, position))
    }

    /// Plays one row, which begins on step `start`.
    fn hit(&self, clip: &mut Clip, start: usize, row: &str, sound: &Clip) -> Result<(), RowError> {
        for Hit { step, strength } in hits(row)? {
            clip.mix_around(sound, self.at(start + step), f64::from(strength) / 9.0);
        }
        Ok(())
    }

    /// The factor by which every kick presses bass, arpeggio and pad down: it makes room and gives the
    /// pumping drive.
    fn duck(&self) -> Result<Vec<f64>, RowError> {
        const LENGTH: f64 = 0.4;
        let press = Clip::draw(RATE, LENGTH, |t| strike(t, 0.004, 0.07) * (1.0 - t / LENGTH));
        let mut presses = self.part();
        for (start, _, bar) in self.bars() {
            self.hit(&mut presses, start, bar.beat.kick, &press)?;
        }
        Ok(presses.samples.iter().map(|press| 1.0 - 0.62 * press.min(1.0)).collect())
    }
}
