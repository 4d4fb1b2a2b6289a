//! "Neon Downpour", the music of Classic: D minor, 128 beats a minute, 32 bars: A B A' and a bridge. Section A is the hook, section B the
//! long line; the bridge falls silent and builds up to the hook again.

use crate::band::{BASS, BROAD_LEAD, CRISP_LEAD};
use crate::beats::{CRASH, DRIVE, FOUR, NONE, REST, TICK};
use crate::chords::{A_MAJOR, A_MINOR, B_FLAT_MAJOR, C_MAJOR, D_MINOR, F_MAJOR, G_MINOR};
use crate::score::{Bar, Beat, Key, Mix, Section, Tune};
use crate::tunes::HELD;

const OPENING: Beat = Beat { crash: CRASH, ..DRIVE };
const FILL: Beat = Beat { snare: ". . . . 9 . . 5 . . 6 . 9 . 7 8", ..DRIVE };
const BIG_FILL: Beat = Beat {
    snare: ". . . . 9 . . . 8 . 8 . 9 . . .",
    tom: ". . . . . . . . . . . 7 . 8 8 9",
    open_hat: NONE,
    ..DRIVE
};
const HALF: Beat = Beat {
    kick: "9 . . . . . 6 . 9 . . . . . . .",
    snare: ". . . . . . . . 9 . . . . . . .",
    closed_hat: "6 . 3 . 6 . 3 . 6 . 3 . 6 . 3 .",
    ..REST
};
const HALF_OPENING: Beat = Beat { crash: CRASH, ..HALF };
const BUILD: Beat = Beat { kick: FOUR, snare: "3 . . . 4 . . . 5 . . . 6 . . .", ..HALF };
const ROLL: Beat = Beat { kick: FOUR, snare: "4 . 4 . 5 . 5 . 6 5 6 6 7 7 8 9", closed_hat: TICK, ..HALF };

/// The whole tune.
pub const TUNE: Tune = Tune {
    title: "Neon Downpour",
    tempo: 128.0,
    key: Key { scale: [2, 4, 5, 7, 9, 10, 0], leading: Some(1) },
    bass: &BASS,
    mix: Mix {
        kick: -19.0,
        snare: -25.0,
        hats: -35.0,
        tom: -33.0,
        crash: -39.0,
        bass: -20.5,
        arpeggio: -28.0,
        pad: -28.0,
        lead: -20.8,
        echo: -3.0,
        room: -9.0,
    },
    sections: &[
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
            pad: HELD,
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
            pad: HELD,
            arpeggio: [0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 2, 3, 5, 4, 3, 2],
        },
        Section {
            bars: &[
                Bar { chord: D_MINOR, lead: "A5 - - F5 - - D5 - A5 - - G5 - - F5 -", beat: &OPENING },
                Bar { chord: D_MINOR, lead: "D6 - - - - - C6 - A5 - - G5 - - F5 -", beat: &DRIVE },
                Bar { chord: B_FLAT_MAJOR, lead: "F5 - - D5 - - F5 - Bb5 - - A5 - - G5 -", beat: &DRIVE },
                Bar { chord: C_MAJOR, lead: "G5 - - - - - E5 - C5 - - E5 - - G5 -", beat: &FILL },
                Bar { chord: D_MINOR, lead: "A5 - - F5 - - D5 - F5 - - G5 - - A5 -", beat: &DRIVE },
                Bar { chord: F_MAJOR, lead: "C6 - - - - - A5 - F5 - - A5 - - C6 -", beat: &DRIVE },
                Bar { chord: G_MINOR, lead: "D6 - - C6 - - Bb5 - G5 - - A5 - - Bb5 -", beat: &DRIVE },
                Bar { chord: A_MAJOR, lead: "A5 - - - - - - - C#6 - - . E5 - A5 -", beat: &BIG_FILL },
            ],
            voice: &CRISP_LEAD,
            volume: 1.0,
            bass: "1 - 1 1 8 - 1 - 1 - 1 1 8 - 5 8",
            pad: HELD,
            arpeggio: [0, 2, 1, 3, 2, 4, 3, 2, 0, 2, 1, 3, 4, 2, 3, 1],
        },
        Section {
            bars: &[
                Bar { chord: D_MINOR, lead: "D5 - - - - - - - F5 - - - E5 - D5 -", beat: &HALF_OPENING },
                Bar { chord: B_FLAT_MAJOR, lead: "D5 - - - - - - - Bb4 - - - C5 - D5 -", beat: &HALF },
                Bar { chord: G_MINOR, lead: "G5 - - - - - - - D5 - - - F5 - G5 -", beat: &HALF },
                Bar { chord: A_MAJOR, lead: "A5 - - - - - - - E5 - - - C#5 - . .", beat: &HALF },
            ],
            voice: &BROAD_LEAD,
            volume: 1.1,
            bass: "1 - - - - - 1 - 1 - - - 5 - 8 -",
            pad: HELD,
            arpeggio: [0, 3, 1, 3, 2, 3, 1, 3, 0, 3, 1, 3, 2, 3, 1, 2],
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
            pad: HELD,
            arpeggio: [0, 3, 1, 3, 2, 3, 1, 3, 0, 3, 1, 3, 2, 4, 3, 5],
        },
    ],
};
