//! The tune itself, as data: every bar is rows of sixteen steps, as in a tracker.
//!
//! "Neon Downpour", D minor, 128 beats a minute, 20 bars: section A (the hook, 8 bars), section B (the long
//! line, 8 bars), and a bridge (4 bars) that builds up to the hook again.
//!
//! * Lead: `D5` starts a note, `-` holds it, `.` is a rest. C4 is the middle C; `#` sharp, `b` flat.
//! * Bass: `1` the chord's root, `5` its fifth, `8` the octave above the root, `-` holds, `.` is a rest.
//! * Drums: `1` (soft) to `9` (full), `.` is none.

use crate::band::{BROAD_LEAD, CRISP_LEAD};
use crate::voice::Voice;

/// Beats a minute.
pub const TEMPO: f64 = 128.0;
/// Steps in a bar: sixteenth notes.
pub const STEPS: usize = 16;

/// A chord: the name that musicians use, and its notes as semitones above C, the root first.
#[derive(Debug)]
pub struct Chord {
    /// For people.
    pub name: &'static str,
    /// Root, third and fifth: 0 is C, 11 is B.
    pub tones: [u8; 3],
}

const D_MINOR: Chord = Chord { name: "Dm", tones: [2, 5, 9] };
const F_MAJOR: Chord = Chord { name: "F", tones: [5, 9, 0] };
const G_MINOR: Chord = Chord { name: "Gm", tones: [7, 10, 2] };
const A_MINOR: Chord = Chord { name: "Am", tones: [9, 0, 4] };
const A_MAJOR: Chord = Chord { name: "A", tones: [9, 1, 4] };
const B_FLAT_MAJOR: Chord = Chord { name: "Bb", tones: [10, 2, 5] };
const C_MAJOR: Chord = Chord { name: "C", tones: [0, 4, 7] };

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
    /// The arpeggio's sixteen steps: which chord tone, counted upwards through the octaves.
    pub arpeggio: [usize; STEPS],
}

const NONE: &str = ". . . . . . . . . . . . . . . .";
const FOUR: &str = "9 . . . 9 . . . 9 . . . 9 . . .";
const BACK: &str = ". . . . 9 . . . . . . . 9 . . .";
const TICK: &str = "7 3 . 4 7 3 . 4 7 3 . 4 7 3 . 4";
const LIFT: &str = ". . 8 . . . 8 . . . 8 . . . 8 .";

const DRIVE: Beat =
    Beat { kick: FOUR, snare: BACK, closed_hat: TICK, open_hat: LIFT, tom: NONE, crash: NONE };
const OPENING: Beat = Beat { crash: "9 . . . . . . . . . . . . . . .", ..DRIVE };
const FILL: Beat = Beat { snare: ". . . . 9 . . 5 . . 6 . 9 . 7 8", tom: NONE, ..DRIVE };
const BIG_FILL: Beat = Beat {
    snare: ". . . . 9 . . . 8 . 8 . 9 . . .",
    tom: ". . . . . . . . . . . 7 . 8 8 9",
    open_hat: NONE,
    ..DRIVE
};
const HALF: Beat = Beat {
    kick: "9 . . . . . 6 . 9 . . . . . . .",
    snare: ". . . . . . . . 9 . . . . . . .",
    open_hat: NONE,
    closed_hat: "6 . 3 . 6 . 3 . 6 . 3 . 6 . 3 .",
    tom: NONE,
    crash: NONE,
};
const HALF_OPENING: Beat = Beat { crash: OPENING.crash, ..HALF };
const BUILD: Beat = Beat { kick: FOUR, snare: "3 . . . 4 . . . 5 . . . 6 . . .", ..HALF };
const ROLL: Beat = Beat { kick: FOUR, snare: "4 . 4 . 5 . 5 . 6 5 6 6 7 7 8 9", closed_hat: TICK, ..HALF };

/// The whole tune.
pub const TUNE: [Section; 3] = [
    Section {
        bars: &[
            Bar { chord: D_MINOR, lead: "D5 - - A4 - - D5 - F5 - - E5 - - D5 -", beat: &OPENING },
            Bar { chord: D_MINOR, lead: "A5 - - - - - G5 - F5 - - E5 - - C5 -", beat: &DRIVE },
            Bar { chord: B_FLAT_MAJOR, lead: "D5 - - Bb4 - - D5 - F5 - - G5 - - F5 -", beat: &DRIVE },
            Bar { chord: C_MAJOR, lead: "E5 - - - - - D5 - C5 - - D5 - - E5 -", beat: &FILL },
            Bar { chord: D_MINOR, lead: "D5 - - A4 - - D5 - F5 - - E5 - - D5 -", beat: &DRIVE },
            Bar { chord: F_MAJOR, lead: "A5 - - - - - G5 - A5 - - C6 - - A5 -", beat: &DRIVE },
            Bar { chord: G_MINOR, lead: "Bb5 - - A5 - - G5 - D5 - - F5 - - G5 -", beat: &DRIVE },
            Bar { chord: A_MAJOR, lead: "A5 - - - - - - - E5 - - . C#5 - E5 -", beat: &BIG_FILL },
        ],
        voice: &CRISP_LEAD,
        volume: 1.0,
        bass: "1 - 1 1 8 - 1 - 1 - 1 1 8 - 5 8",
        arpeggio: [0, 2, 1, 3, 2, 1, 3, 2, 0, 2, 1, 3, 2, 4, 3, 1],
    },
    Section {
        bars: &[
            Bar { chord: B_FLAT_MAJOR, lead: "F5 - - - D5 - - - F5 - - - Bb5 - A5 -", beat: &OPENING },
            Bar { chord: C_MAJOR, lead: "G5 - - - - - - - E5 - - - F5 - G5 -", beat: &DRIVE },
            Bar { chord: A_MINOR, lead: "A5 - - - E5 - - - A5 - - - C6 - Bb5 -", beat: &DRIVE },
            Bar { chord: D_MINOR, lead: "A5 - - - - - - - F5 - G5 - F5 - E5 -", beat: &FILL },
            Bar { chord: G_MINOR, lead: "G5 - - - D5 - - - G5 - - - Bb5 - A5 -", beat: &DRIVE },
            Bar { chord: C_MAJOR, lead: "G5 - - - E5 - - - C5 - D5 - E5 - G5 -", beat: &DRIVE },
            Bar { chord: F_MAJOR, lead: "A5 - - - - - G5 - A5 - Bb5 - C6 - D6 -", beat: &DRIVE },
            Bar { chord: A_MAJOR, lead: "C#6 - - - - - - - A5 - G5 - E5 - C#5 -", beat: &BIG_FILL },
        ],
        voice: &BROAD_LEAD,
        volume: 1.35,
        bass: "1 . 1 - 8 . 1 - 1 . 5 - 8 . 1 1",
        arpeggio: [0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 2, 3, 5, 4, 3, 2],
    },
    Section {
        bars: &[
            Bar { chord: G_MINOR, lead: "D5 - . D5 - . D5 - . . Bb4 - C5 - D5 -", beat: &HALF_OPENING },
            Bar { chord: B_FLAT_MAJOR, lead: "F5 - . F5 - . F5 - . . D5 - E5 - F5 -", beat: &HALF },
            Bar { chord: C_MAJOR, lead: "G5 - . G5 - . G5 - . . E5 - F5 - G5 -", beat: &BUILD },
            Bar { chord: A_MAJOR, lead: "A5 - . A5 - . A5 - A5 - G5 - F5 - E5 -", beat: &ROLL },
        ],
        voice: &CRISP_LEAD,
        volume: 1.0,
        bass: "1 - - - - - 1 - 1 - - - 5 - 8 -",
        arpeggio: [0, 3, 1, 3, 2, 3, 1, 3, 0, 3, 1, 3, 2, 4, 3, 5],
    },
];
