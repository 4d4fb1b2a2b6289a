//! "The Tide", the music of Horde: G minor, 112.5 beats a minute, 12 bars. A march that does not stop: a slow line over
//! drums that roll in like surf, and four bars in which the sky clears before it begins again.

use crate::band::{BROAD_LEAD, CRISP_LEAD, GROWL};
use crate::beats::{CRASH, FOUR, LIFT, REST};
use crate::chords::{C_MINOR, D_MAJOR, E_FLAT_MAJOR, F_MAJOR, G_MINOR};
use crate::score::{Bar, Beat, Key, Mix, Section, Tune};
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

/// The whole tune. At this rate a sixteenth note is exactly 3200 samples.
pub const TUNE: Tune = Tune {
    title: "The Tide",
    tempo: 112.5,
    rate: 24_000,
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
                Bar {
                    chord: E_FLAT_MAJOR,
                    lead: "Bb5 - - - G5 - - - Eb5 - - - F5 - G5 -",
                    beat: &CLEAR_OPENING,
                },
                Bar { chord: F_MAJOR, lead: "A5 - - - F5 - - - C5 - - - D5 - Eb5 -", beat: &CLEAR },
                Bar { chord: G_MINOR, lead: "D5 - - - G5 - - - Bb5 - - - A5 - G5 -", beat: &CLEAR },
                Bar { chord: D_MAJOR, lead: "F#5 - - - A5 - - - D6 - - - A5 - F#5 -", beat: &SWELL },
            ],
            voice: &CRISP_LEAD,
            volume: 1.0,
            bass: "1 . 1 1 8 . 1 . 1 . 1 1 8 . 5 8",
            pad: HELD,
            arpeggio: [0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 4, 3],
        },
    ],
};
