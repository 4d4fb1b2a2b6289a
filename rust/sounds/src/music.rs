//! Plays a tune: every note drawn into a circle of samples, so that the end flows into the beginning.

use crate::band::{ARPEGGIO, PAD};
use crate::clip::{Clip, count, number};
use crate::drums;
use crate::envelope::strike;
use crate::filter::Filter;
use crate::math::{exp2, gain, sin_turns};
use crate::score::{Bar, Beat, STEPS, Section, Tune};
use crate::space::{loop_echoes, loop_reverb};
use crate::tracker::{Hit, RowError, bass_notes, chord_tone, hits, lead_notes, strikes};
use crate::voice::Voice;

/// Average level of every finished tune in dBFS: effects, which peak near 0, sit on top.
const LOUDNESS: f64 = -16.0;

/// The tune, ready to be looped.
///
/// # Errors
/// A row of the score cannot be read.
pub fn render(tune: &Tune) -> Result<Clip, RowError> {
    let (band, mix, rate) = (Band { tune }, &tune.mix, tune.rate);
    let duck = band.duck()?;
    let mut ducked = [(band.bass()?, mix.bass), (band.arpeggio(), mix.arpeggio), (band.pad()?, mix.pad)];
    for (clip, _) in &mut ducked {
        clip.shape_by(&duck);
    }
    let [bass, arpeggio, pad] = ducked.map(|(clip, level)| levelled(clip, level));
    let lead = levelled(band.lead()?, mix.lead);
    let snare = levelled(band.drum(|beat| beat.snare, &drums::snare(rate))?, mix.snare);
    let crash = levelled(band.drum(|beat| beat.crash, &drums::crash(rate))?, mix.crash);

    // Echoes come a dotted eighth after the note: they fall between the beats.
    let mut sung = lead.clone();
    sung.mix(&arpeggio, 0, 1.0);
    let echoes = loop_echoes(&sung, 3.0 * band.step_seconds(), 0.42, 4);
    let mut send = band.part();
    for (clip, factor) in [(&lead, 0.7), (&echoes, 0.5), (&pad, 1.0), (&snare, 0.8), (&crash, 1.0)] {
        send.mix(clip, 0, factor);
    }
    let room = loop_reverb(&send, 1.6);

    let mut whole = levelled(band.drum(|beat| beat.kick, &drums::kick(rate))?, mix.kick);
    whole.mix(&levelled(band.hats()?, mix.hats), 0, 1.0);
    whole.mix(&levelled(band.drum(|beat| beat.tom, &drums::tom(rate))?, mix.tom), 0, 1.0);
    for clip in [&snare, &crash, &bass, &arpeggio, &pad, &lead] {
        whole.mix(clip, 0, 1.0);
    }
    whole.mix(&echoes, 0, gain(mix.echo));
    whole.mix(&room, 0, gain(mix.room));
    Ok(mastered(whole))
}

fn levelled(mut clip: Clip, level: f64) -> Clip {
    let factor = gain(level) / clip.rms();
    clip.scale(factor);
    clip
}

/// Removes the rumble (in two rounds, so that the filter is already swinging when the loop begins), sets the
/// loudness, and rounds the loudest moments off below -1 dBFS.
fn mastered(mut tune: Clip) -> Clip {
    let mut filter = Filter::new(tune.rate);
    for sample in &tune.samples {
        filter.sample(*sample, 28.0, 0.7);
    }
    for sample in &mut tune.samples {
        *sample = filter.sample(*sample, 28.0, 0.7).high;
    }
    let offset = tune.offset();
    let limited = |factor: f64| Clip {
        rate: tune.rate,
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

    /// A part of the tune as long as the tune, silent yet.
    fn part(&self) -> Clip {
        Clip::silence(self.tune.rate, number(self.bars().count() * STEPS) * self.step_seconds())
    }

    /// The sample that `step` begins on.
    fn at(&self, step: usize) -> usize {
        count(self.tune.rate, number(step) * self.step_seconds())
    }

    fn lead(&self) -> Result<Clip, RowError> {
        let mut clip = self.part();
        for (start, section, bar) in self.bars() {
            for note in lead_notes(bar.lead)? {
                let steps = number(note.steps) * 0.92;
                self.play(&mut clip, section.voice, start + note.step, note.midi, steps, section.volume);
            }
        }
        Ok(clip)
    }

    fn bass(&self) -> Result<Clip, RowError> {
        let mut clip = self.part();
        for (start, section, bar) in self.bars() {
            for note in bass_notes(section.bass, &bar.chord)? {
                let steps = number(note.steps) * 0.8;
                self.play(&mut clip, self.tune.bass, start + note.step, note.midi, steps, 1.0);
            }
        }
        Ok(clip)
    }

    fn arpeggio(&self) -> Clip {
        let mut clip = self.part();
        for (start, section, bar) in self.bars() {
            for (step, index) in section.arpeggio.into_iter().enumerate() {
                // The filter opens and closes once every four bars.
                let opening = 0.9 * sin_turns(number(start + step) / number(4 * STEPS) - 0.25);
                let voice = Voice { cutoff: ARPEGGIO.cutoff * exp2(opening), ..ARPEGGIO };
                let accent = if step % 4 == 2 { 1.0 } else { 0.75 };
                let note = chord_tone(&bar.chord, 55, index);
                self.play(&mut clip, &voice, start + step, note, 0.6, accent);
            }
        }
        clip
    }

    fn pad(&self) -> Result<Clip, RowError> {
        let mut clip = self.part();
        for (start, section, bar) in self.bars() {
            for strike in strikes(section.pad)? {
                for index in 0..3 {
                    let note = chord_tone(&bar.chord, 52, index);
                    self.play(&mut clip, &PAD, start + strike.step, note, number(strike.steps), 1.0);
                }
            }
        }
        Ok(clip)
    }

    /// Plays one note that is held for `steps`.
    fn play(&self, clip: &mut Clip, voice: &Voice, step: usize, midi: u8, steps: f64, factor: f64) {
        let note = voice.play(self.tune.rate, midi, steps * self.step_seconds());
        clip.mix_around(&note, self.at(step), factor);
    }

    fn hats(&self) -> Result<Clip, RowError> {
        let mut clip = self.drum(|beat| beat.closed_hat, &drums::closed_hat(self.tune.rate))?;
        clip.mix(&self.drum(|beat| beat.open_hat, &drums::open_hat(self.tune.rate))?, 0, 1.0);
        Ok(clip)
    }

    /// Plays one `row` of every bar's beat with `sound`.
    fn drum(&self, row: fn(&Beat) -> &'static str, sound: &Clip) -> Result<Clip, RowError> {
        let mut clip = self.part();
        for (start, _, bar) in self.bars() {
            for Hit { step, strength } in hits(row(bar.beat))? {
                clip.mix_around(sound, self.at(start + step), f64::from(strength) / 9.0);
            }
        }
        Ok(clip)
    }

    /// The factor by which every kick presses bass, arpeggio and pad down: it makes room and gives the
    /// pumping drive.
    fn duck(&self) -> Result<Vec<f64>, RowError> {
        const LENGTH: f64 = 0.4;
        let press = Clip::draw(self.tune.rate, LENGTH, |t| strike(t, 0.004, 0.07) * (1.0 - t / LENGTH));
        let presses = self.drum(|beat| beat.kick, &press)?;
        Ok(presses.samples.iter().map(|press| 1.0 - 0.62 * press.min(1.0)).collect())
    }
}
