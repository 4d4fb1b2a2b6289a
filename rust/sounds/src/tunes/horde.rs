//! "The Tide", the music of Horde: G minor, 112 beats a minute, 32 bars: A A' B C. A march that does not stop: a slow line over drums
//! that roll in like surf, then a sky that clears, and a lull before it begins again.

use crate::band::{BROAD_LEAD, CRISP_LEAD, GROWL, PULSE};
use crate::beats::{CRASH, FOUR, LIFT, REST};
use crate::chords::{B_FLAT_MAJOR, C_MINOR, D_MAJOR, E_FLAT_MAJOR, F_MAJOR, G_MINOR};
use crate::music::tempo_of;
use crate::score::{Bar, Beat, Drive, DriveMix, Key, Mix, Section, Tune};
use crate::tunes::HELD;

const MARCH: Beat = Beat {
    kick: "9 . . . 9 . . 5 9 . . . 9 . 6 .",
    snare: "3 . 2 3 8 . 2 3 3 . 2 3 8 . 3 4",
    closed_hat: "5 . 4 . 5 . 4 . 5 . 4 . 5 . 4 .",
    ..REST
};
const OPENING: Beat = Beat { crash: CRASH, ..MARCH };
const SWELL: Beat =
    Beat { snare: "3 3 4 4 8 4 5 5 5 5 6 6 8 7 8 9", tom: ". . . . . . . . 6 . . 6 7 . 8 8", ..MARCH };
const CLEAR: Beat = Beat { kick: FOUR, snare: ". . . . 9 . . . . . . . 9 . . .", open_hat: LIFT, ..MARCH };
const CLEAR_OPENING: Beat = Beat { crash: CRASH, ..CLEAR };

const LULL: Beat = Beat {
    kick: "9 . . . . . . . 8 . . . . . 5 .",
    snare: ". . . . 6 . . 2 . . . . 6 . 2 3",
    closed_hat: "4 . 3 . 4 . 3 . 4 . 3 . 4 . 3 .",
    ..REST
};
const LULL_OPENING: Beat = Beat { crash: CRASH, ..LULL };

/// What is added when it gets dangerous.
pub const DRIVE: Drive = Drive {
    voice: &PULSE,
    floor: 48,
    ostinato: [
        Some(0),
        Some(2),
        Some(1),
        Some(2),
        Some(3),
        Some(2),
        Some(1),
        Some(2),
        Some(0),
        Some(2),
        Some(1),
        Some(2),
        Some(3),
        Some(4),
        Some(3),
        Some(2),
    ],
    shaker: "8 3 5 4 8 3 5 4 8 3 5 4 8 4 6 5",
    low_drum: "9 . . 5 8 . 6 . 9 . . 5 8 6 7 8",
    mix: DriveMix { ostinato: -20.5, shaker: -32.0, low_drum: -19.5 },
};

/// The whole tune.
pub const TUNE: Tune = Tune {
    title: "The Tide",
    tempo: tempo_of(92),
    key: Key { scale: [7, 9, 10, 0, 2, 3, 5], leading: Some(6) },
    bass: &GROWL,
    mix: Mix {
        kick: -18.5,
        snare: -26.0,
        hats: -36.0,
        tom: -32.0,
        crash: -38.0,
        bass: -20.0,
        arpeggio: -25.5,
        pad: -25.5,
        lead: -22.5,
        echo: -3.0,
        room: -8.0,
    },
    sections: &[
        Section {
            bars: &[
                Bar { chord: G_MINOR, lead: "G4 - - - - - - - Bb4 - - - - - A4 -", beat: &OPENING },
                Bar { chord: G_MINOR, lead: "D5 - - - - - - - - - - - C5 - Bb4 -", beat: &MARCH },
                Bar { chord: E_FLAT_MAJOR, lead: "Bb4 - - - - - - - G4 - - - - - A4 -", beat: &MARCH },
                Bar { chord: E_FLAT_MAJOR, lead: "Bb4 - - - - - C5 - Eb5 - - - D5 - C5 -", beat: &MARCH },
                Bar { chord: C_MINOR, lead: "C5 - - - - - - - Eb5 - - - - - D5 -", beat: &MARCH },
                Bar { chord: C_MINOR, lead: "G5 - - - - - F5 - Eb5 - - - D5 - C5 -", beat: &MARCH },
                Bar { chord: D_MAJOR, lead: "D5 - - - - - - - A4 - - - Bb4 - A4 -", beat: &MARCH },
                Bar { chord: D_MAJOR, lead: "F#5 - - - - - D5 - A4 - - - C5 - Bb4 -", beat: &SWELL },
            ],
            voice: &BROAD_LEAD,
            volume: 1.2,
            bass: "1 - 1 . 1 - 1 . 1 - 1 . 8 - 5 .",
            pad: HELD,
            arpeggio: [0, 3, 2, 3, 1, 3, 2, 3, 0, 3, 2, 3, 1, 3, 4, 3],
        },
        Section {
            bars: &[
                Bar { chord: G_MINOR, lead: "D5 - - - - - - - G5 - - - - - F5 -", beat: &OPENING },
                Bar { chord: G_MINOR, lead: "Bb5 - - - - - A5 - G5 - - - F5 - D5 -", beat: &MARCH },
                Bar { chord: E_FLAT_MAJOR, lead: "Eb5 - - - - - - - G5 - - - - - Bb5 -", beat: &MARCH },
                Bar { chord: F_MAJOR, lead: "A5 - - - - - G5 - F5 - - - Eb5 - C5 -", beat: &MARCH },
                Bar { chord: C_MINOR, lead: "C5 - - - - - - - G5 - - - - - F5 -", beat: &MARCH },
                Bar { chord: G_MINOR, lead: "D5 - - - - - Bb4 - D5 - - - G5 - A5 -", beat: &MARCH },
                Bar { chord: D_MAJOR, lead: "A5 - - - - - - - F#5 - - - G5 - A5 -", beat: &MARCH },
                Bar { chord: D_MAJOR, lead: "D6 - - - - - A5 - F#5 - - - D5 - C5 -", beat: &SWELL },
            ],
            voice: &BROAD_LEAD,
            volume: 1.2,
            bass: "1 - 1 . 1 - 1 . 1 - 1 . 8 - 5 .",
            pad: HELD,
            arpeggio: [0, 3, 1, 3, 2, 3, 1, 3, 0, 3, 1, 3, 2, 4, 3, 1],
        },
        Section {
            bars: &[
                Bar {
                    chord: E_FLAT_MAJOR,
                    lead: "Bb5 - - - G5 - - - Eb5 - - - F5 - G5 -",
                    beat: &CLEAR_OPENING,
                },
                Bar { chord: F_MAJOR, lead: "A5 - - - F5 - - - C5 - - - D5 - Eb5 -", beat: &CLEAR },
                Bar { chord: G_MINOR, lead: "D5 - - - G5 - - - Bb5 - - - A5 - G5 -", beat: &CLEAR },
                Bar { chord: D_MAJOR, lead: "F#5 - - - A5 - - - D6 - - - A5 - F#5 -", beat: &SWELL },
                Bar { chord: C_MINOR, lead: "G5 - - - C6 - - - Eb6 - - - D6 - C6 -", beat: &CLEAR_OPENING },
                Bar { chord: F_MAJOR, lead: "C6 - - - A5 - - - F5 - - - G5 - A5 -", beat: &CLEAR },
                Bar { chord: B_FLAT_MAJOR, lead: "Bb5 - - - F5 - - - D5 - - - F5 - Bb5 -", beat: &CLEAR },
                Bar { chord: D_MAJOR, lead: "A5 - - - D6 - - - F#6 - - - D6 - A5 -", beat: &SWELL },
            ],
            voice: &CRISP_LEAD,
            volume: 1.0,
            bass: "1 . 1 1 8 . 1 . 1 . 1 1 8 . 5 8",
            pad: HELD,
            arpeggio: [0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 4, 3],
        },
        Section {
            bars: &[
                Bar { chord: G_MINOR, lead: "G5 - - - - - - - - - - - . . . .", beat: &LULL_OPENING },
                Bar { chord: E_FLAT_MAJOR, lead: "Eb5 - - - - - - - G5 - - - F5 - Eb5 -", beat: &LULL },
                Bar { chord: C_MINOR, lead: "C5 - - - - - - - Eb5 - - - D5 - C5 -", beat: &LULL },
                Bar { chord: D_MAJOR, lead: "D5 - - - - - - - A4 - - - . . . .", beat: &LULL },
                Bar { chord: G_MINOR, lead: "Bb4 - - - - - - - D5 - - - G5 - - -", beat: &LULL },
                Bar { chord: E_FLAT_MAJOR, lead: "Bb5 - - - - - - - G5 - - - Eb5 - - -", beat: &LULL },
                Bar { chord: C_MINOR, lead: "G5 - - - - - Eb5 - C5 - - - D5 - Eb5 -", beat: &MARCH },
                Bar { chord: D_MAJOR, lead: "F#5 - - - - - - - D5 - - - A4 - Bb4 -", beat: &SWELL },
            ],
            voice: &BROAD_LEAD,
            volume: 1.1,
            bass: "1 - - - . . 1 - 1 - - - 8 - 5 -",
            pad: HELD,
            arpeggio: [0, 2, 1, 3, 2, 1, 3, 2, 0, 2, 1, 3, 2, 4, 3, 1],
        },
    ],
};
