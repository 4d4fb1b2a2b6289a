//! "Hangar Lights", the music of the menu: F major, 100 beats a minute, 16 bars: A B. Warm and unhurried: the ship waits.

use crate::band::{BASS, SOFT_LEAD};
use crate::beats::{CRASH, REST};
use crate::chords::{A_MINOR, B_FLAT_MAJOR, C_MAJOR, D_MINOR, F_MAJOR, G_MINOR};
use crate::score::{Bar, Beat, Key, Mix, Section, Tune};
use crate::tunes::HELD;

const STROLL: Beat = Beat {
    kick: "8 . . . . . 5 . 8 . . . . . . .",
    snare: ". . . . 6 . . . . . . . 6 . . 2",
    closed_hat: "5 . 3 4 5 . 3 . 5 . 3 4 5 . 3 .",
    ..REST
};
const OPENING: Beat = Beat { crash: CRASH, ..STROLL };
const TURN: Beat =
    Beat { snare: ". . . . 6 . . 3 . . 4 . 6 . 4 5", tom: ". . . . . . . . . . . . . 5 6 7", ..STROLL };

/// The whole tune.
pub const TUNE: Tune = Tune {
    title: "Hangar Lights",
    tempo: 100.0,
    key: Key { scale: [5, 7, 9, 10, 0, 2, 4], leading: Some(4) },
    bass: &BASS,
    mix: Mix {
        kick: -22.0,
        snare: -29.0,
        hats: -37.0,
        tom: -34.0,
        crash: -40.0,
        bass: -20.5,
        arpeggio: -27.0,
        pad: -24.0,
        lead: -21.0,
        echo: -3.0,
        room: -7.0,
    },
    sections: &[
        Section {
            bars: &[
                Bar { chord: F_MAJOR, lead: "C5 - - - F5 - - - A5 - - - G5 - F5 -", beat: &OPENING },
                Bar { chord: D_MINOR, lead: "A5 - - - - - - - F5 - - - E5 - D5 -", beat: &STROLL },
                Bar { chord: B_FLAT_MAJOR, lead: "D5 - - - F5 - - - Bb5 - - - A5 - G5 -", beat: &STROLL },
                Bar { chord: C_MAJOR, lead: "G5 - - - - - - - E5 - - - . . C5 -", beat: &TURN },
                Bar { chord: F_MAJOR, lead: "C5 - - - F5 - - - A5 - - - Bb5 - C6 -", beat: &STROLL },
                Bar { chord: A_MINOR, lead: "C6 - - - - - - - A5 - - - E5 - - -", beat: &STROLL },
                Bar { chord: B_FLAT_MAJOR, lead: "D6 - - - C6 - - - Bb5 - - - A5 - G5 -", beat: &STROLL },
                Bar { chord: C_MAJOR, lead: "G5 - - - - - - - C5 - - - . . . .", beat: &TURN },
            ],
            voice: &SOFT_LEAD,
            volume: 1.0,
            bass: "1 - - - . . 1 - 1 - - - 5 - 1 -",
            pad: HELD,
            arpeggio: [0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 2, 3, 4, 3, 2, 1],
        },
        Section {
            bars: &[
                Bar { chord: D_MINOR, lead: "F5 - A5 - D6 - - - A5 - - - G5 - F5 -", beat: &OPENING },
                Bar { chord: B_FLAT_MAJOR, lead: "F5 - - - D5 - - - F5 - - - G5 - A5 -", beat: &STROLL },
                Bar { chord: F_MAJOR, lead: "A5 - - - - - C6 - A5 - - - F5 - - -", beat: &STROLL },
                Bar { chord: C_MAJOR, lead: "G5 - - - - - - - E5 - - - F5 - G5 -", beat: &TURN },
                Bar { chord: D_MINOR, lead: "A5 - D6 - F6 - - - D6 - - - C6 - A5 -", beat: &STROLL },
                Bar { chord: B_FLAT_MAJOR, lead: "Bb5 - - - A5 - - - F5 - - - D5 - F5 -", beat: &STROLL },
                Bar { chord: G_MINOR, lead: "G5 - - - Bb5 - - - D6 - - - C6 - Bb5 -", beat: &STROLL },
                Bar { chord: C_MAJOR, lead: "C6 - - - - - - - G5 - - - E5 - . .", beat: &TURN },
            ],
            voice: &SOFT_LEAD,
            volume: 1.0,
            bass: "1 - - 8 - . 1 - 1 - - 5 - - 8 -",
            pad: HELD,
            arpeggio: [0, 2, 1, 3, 2, 4, 3, 1, 0, 2, 1, 3, 4, 3, 2, 1],
        },
    ],
};
