//! What a tune is made of, as data: every bar is rows of sixteen steps, as in a tracker.
//!
//! * Lead: `D5` starts a note, `-` holds it, `.` is a rest. C4 is the middle C; `#` sharp, `b` flat.
//! * Bass: `1` the chord's root, `5` its fifth, `8` the octave above the root, `-` holds, `.` is a rest.
//! * Pad: `x` strikes the chord, `-` holds it, `.` is a rest.
//! * Drums: `1` (soft) to `9` (full), `.` is none.
//!
//! The tunes themselves are in [`crate::tunes`].

use crate::voice::Voice;

/// Steps in a bar: sixteenth notes.
pub const STEPS: usize = 16;

/// A whole tune.
#[derive(Debug)]
pub struct Tune {
    /// The title, for people.
    pub title: &'static str,
    /// Beats a minute.
    pub tempo: f64,
    /// The notes that fit.
    pub key: Key,
    /// The bass's instrument.
    pub bass: &'static Voice,
    /// How loud the parts are.
    pub mix: Mix,
    /// The sections in time.
    pub sections: &'static [Section],
}

/// What is added to a tune when it gets dangerous: one bar, again and again over the tune's chords.
#[derive(Debug)]
pub struct Drive {
    /// The instrument of the figure.
    pub voice: &'static Voice,
    /// The lowest note that the figure may have (MIDI).
    pub floor: u8,
    /// The figure's sixteen steps: which chord tone, counted upwards through the octaves, or a rest.
    pub ostinato: [Option<usize>; STEPS],
    /// The shaker's sixteen steps.
    pub shaker: &'static str,
    /// The large drum's sixteen steps.
    pub low_drum: &'static str,
    /// How loud the parts are.
    pub mix: DriveMix,
}

/// The average level of the parts of a drive in dB; only the differences count.
#[derive(Clone, Copy, Debug)]
pub struct DriveMix {
    /// The figure.
    pub ostinato: f64,
    /// The shaker.
    pub shaker: f64,
    /// The large drum.
    pub low_drum: f64,
}

/// A key, in semitones above C.
#[derive(Debug)]
pub struct Key {
    /// The seven notes of the scale, the key note first.
    pub scale: [u8; 7],
    /// The raised seventh, which leads back to the key note (harmonic minor), where the tune uses it.
    pub leading: Option<u8>,
}

/// The average level of every part in dB; only the differences count.
#[derive(Clone, Copy, Debug)]
pub struct Mix {
    /// The big drum.
    pub kick: f64,
    /// The snare drum.
    pub snare: f64,
    /// Both hats.
    pub hats: f64,
    /// Tom.
    pub tom: f64,
    /// Crash cymbal.
    pub crash: f64,
    /// Bass.
    pub bass: f64,
    /// Arpeggio.
    pub arpeggio: f64,
    /// Pad.
    pub pad: f64,
    /// Lead.
    pub lead: f64,
    /// Echoes of lead and arpeggio, below the dry sound.
    pub echo: f64,
    /// The room, below the dry sound.
    pub room: f64,
}

/// A chord: the name that musicians use, and its notes as semitones above C, the root first.
#[derive(Debug)]
pub struct Chord {
    /// For people.
    pub name: &'static str,
    /// Root, third and fifth: 0 is C, 11 is B.
    pub tones: [u8; 3],
}

/// One bar: what sounds, and the lead's row.
#[derive(Debug)]
pub struct Bar {
    /// The harmony of pad, arpeggio and bass.
    pub chord: Chord,
    /// The lead's sixteen steps.
    pub lead: &'static str,
    /// The drums of this bar.
    pub beat: &'static Beat,
}

/// A drum pattern of one bar.
#[derive(Debug)]
pub struct Beat {
    /// The big drum.
    pub kick: &'static str,
    /// The snare drum.
    pub snare: &'static str,
    /// The closed hat.
    pub closed_hat: &'static str,
    /// The open hat.
    pub open_hat: &'static str,
    /// Tom, for fills.
    pub tom: &'static str,
    /// Crash cymbal.
    pub crash: &'static str,
}

/// Bars that share instruments and patterns.
#[derive(Debug)]
pub struct Section {
    /// The bars in time.
    pub bars: &'static [Bar],
    /// The lead's instrument.
    pub voice: &'static Voice,
    /// The lead's level as a factor.
    pub volume: f64,
    /// The bass's sixteen steps.
    pub bass: &'static str,
    /// The pad's sixteen steps.
    pub pad: &'static str,
    /// The arpeggio's sixteen steps: which chord tone, counted upwards through the octaves.
    pub arpeggio: [usize; STEPS],
}
