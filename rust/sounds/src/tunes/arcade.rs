//! "Crossfire", the music of Arcade: A minor, 148 beats a minute, 40 bars: A B A' C B'. Section A gallops, section B climbs, and C
//! takes a breath before the last climb. Bright and quick: the waves come, and we are ready.

use crate::band::{BASS, BROAD_LEAD, CRISP_LEAD, PULSE};
use crate::beats::{BACK, CRASH, LIFT, REST};
use crate::chords::{A_MINOR, C_MAJOR, D_MINOR, E_MAJOR, E_MINOR, F_MAJOR, G_MAJOR};
use crate::music::tempo_of;
use crate::score::{Bar, Beat, Drive, DriveMix, Key, Mix, Section, Tune};
use crate::tunes::HELD;

const GALLOP: Beat = Beat {
    kick: "9 . . 6 . . 8 . 9 . . 6 . . 8 .",
    snare: BACK,
    closed_hat: "7 . 4 5 7 . 4 5 7 . 4 5 7 . 4 5",
    ..REST
};
const OPENING: Beat = Beat { crash: CRASH, ..GALLOP };
const TURN: Beat = Beat { snare: ". . . . 9 . . 5 . 4 . . 9 . 6 8", ..GALLOP };
const BREAK: Beat = Beat {
    kick: "9 . . . . . . . 9 . . . 9 . 9 .",
    snare: ". . . . 9 . . . 7 . 8 . 9 9 . .",
    tom: ". . . . . . 7 7 . . . 7 . . 9 9",
    ..GALLOP
};
const CLIMB: Beat = Beat { kick: "9 . . . 9 . . . 9 . . . 9 . 7 .", open_hat: LIFT, ..GALLOP };
const CLIMB_OPENING: Beat = Beat { crash: CRASH, ..CLIMB };
const ROLL: Beat = Beat { snare: "5 . 5 . 6 . 6 . 7 7 7 7 8 8 9 9", ..CLIMB };

const BREATH: Beat = Beat {
    kick: "9 . . . . . . . . . 6 . . . . .",
    snare: ". . . . . . . . 8 . . . . . . .",
    closed_hat: "5 . 3 . 5 . 3 . 5 . 3 . 5 . 3 .",
    ..REST
};
const BREATH_OPENING: Beat = Beat { crash: CRASH, ..BREATH };
const BUILD: Beat =
    Beat { kick: "9 . . . 9 . . . 9 . . . 9 . . .", snare: "3 . 3 . 4 . 4 . 5 . 5 . 6 . 7 .", ..BREATH };

/// What is added when it gets dangerous.
pub const DRIVE: Drive = Drive {
    voice: &PULSE,
    floor: 50,
    ostinato: [
        Some(0),
        None,
        Some(2),
        Some(0),
        None,
        Some(3),
        Some(0),
        None,
        Some(2),
        Some(0),
        None,
        Some(3),
        Some(0),
        Some(4),
        Some(3),
        Some(2),
    ],
    shaker: "7 4 5 4 8 4 5 4 7 4 5 4 8 4 5 6",
    low_drum: "9 . . 6 . . 8 . . 6 . . 8 . 7 7",
    mix: DriveMix { ostinato: -20.0, shaker: -32.0, low_drum: -20.5 },
};

/// The whole tune.
pub const TUNE: Tune = Tune {
    title: "Crossfire",
    tempo: tempo_of(70),
    key: Key { scale: [9, 11, 0, 2, 4, 5, 7], leading: Some(8) },
    bass: &BASS,
    mix: Mix {
        kick: -19.5,
        snare: -24.5,
        hats: -35.0,
        tom: -34.0,
        crash: -39.0,
        bass: -20.5,
        arpeggio: -27.0,
        pad: -28.5,
        lead: -21.0,
        echo: -4.0,
        room: -10.0,
    },
    sections: &[
        Section {
            bars: &[
                Bar { chord: A_MINOR, lead: "A4 - C5 E5 - - D5 C5 E5 - - - A5 - G5 -", beat: &OPENING },
                Bar { chord: F_MAJOR, lead: "F5 - - E5 - - C5 - A4 - - C5 - - D5 -", beat: &GALLOP },
                Bar { chord: C_MAJOR, lead: "E5 - - D5 - - C5 - G5 - - - E5 - D5 -", beat: &GALLOP },
                Bar { chord: G_MAJOR, lead: "D5 - - B4 - - D5 - G5 - - F5 - - D5 -", beat: &TURN },
                Bar { chord: A_MINOR, lead: "A4 - C5 E5 - - D5 C5 E5 - - - A5 - B5 -", beat: &GALLOP },
                Bar { chord: F_MAJOR, lead: "C6 - - B5 - - A5 - F5 - - A5 - - G5 -", beat: &GALLOP },
                Bar { chord: G_MAJOR, lead: "G5 - - F5 - - D5 - B4 - - D5 - - G5 -", beat: &GALLOP },
                Bar { chord: E_MAJOR, lead: "G#5 - - - - - - - E5 - B4 - D5 - E5 -", beat: &BREAK },
            ],
            voice: &CRISP_LEAD,
            volume: 1.0,
            bass: "1 . 1 1 1 . 1 1 8 . 1 1 5 . 8 8",
            pad: HELD,
            arpeggio: [0, 1, 2, 3, 1, 2, 3, 4, 0, 1, 2, 3, 4, 3, 2, 1],
        },
        Section {
            bars: &[
                Bar { chord: F_MAJOR, lead: "A5 - - - - - C6 - A5 - G5 - F5 - E5 -", beat: &CLIMB_OPENING },
                Bar { chord: G_MAJOR, lead: "G5 - - - - - D5 - B5 - - - A5 - G5 -", beat: &CLIMB },
                Bar { chord: A_MINOR, lead: "C6 - - - - - B5 - A5 - - - E5 - - -", beat: &CLIMB },
                Bar { chord: E_MINOR, lead: "G5 - - - - - E5 - B4 - - - D5 - E5 -", beat: &TURN },
                Bar { chord: F_MAJOR, lead: "F5 - - - A5 - - - C6 - - - A5 - F5 -", beat: &CLIMB },
                Bar { chord: G_MAJOR, lead: "G5 - - - B5 - - - D6 - - - B5 - G5 -", beat: &CLIMB },
                Bar { chord: C_MAJOR, lead: "E6 - - - - - D6 - C6 - - - G5 - - -", beat: &CLIMB },
                Bar { chord: E_MAJOR, lead: "B5 - - - G#5 - - - E5 - F5 - G#5 - B5 -", beat: &ROLL },
            ],
            voice: &BROAD_LEAD,
            volume: 1.3,
            bass: "1 - 1 8 - 1 8 - 1 - 1 8 - 5 8 -",
            pad: "x - - - - - x - - - - - x - - -",
            arpeggio: [0, 2, 4, 3, 2, 4, 3, 1, 0, 2, 4, 3, 5, 4, 3, 2],
        },
        Section {
            bars: &[
                Bar { chord: A_MINOR, lead: "E5 - A5 C6 - - B5 A5 E5 - - - C5 - D5 -", beat: &OPENING },
                Bar { chord: F_MAJOR, lead: "F5 - - A5 - - C6 - A5 - - F5 - - E5 -", beat: &GALLOP },
                Bar { chord: C_MAJOR, lead: "G5 - - E5 - - G5 - C6 - - - B5 - G5 -", beat: &GALLOP },
                Bar { chord: G_MAJOR, lead: "B5 - - G5 - - D5 - G5 - - A5 - - B5 -", beat: &TURN },
                Bar { chord: A_MINOR, lead: "C6 - B5 A5 - - E5 A5 C6 - - - E6 - D6 -", beat: &GALLOP },
                Bar { chord: F_MAJOR, lead: "C6 - - A5 - - F5 - A5 - - C6 - - A5 -", beat: &GALLOP },
                Bar { chord: D_MINOR, lead: "D5 - - F5 - - A5 - D6 - - C6 - - A5 -", beat: &GALLOP },
                Bar { chord: E_MAJOR, lead: "G#5 - - - B5 - - - E5 - G#5 - B5 - D6 -", beat: &BREAK },
            ],
            voice: &CRISP_LEAD,
            volume: 1.0,
            bass: "1 . 1 1 1 . 1 1 8 . 1 1 5 . 8 8",
            pad: HELD,
            arpeggio: [0, 2, 1, 3, 2, 4, 3, 1, 0, 2, 1, 3, 4, 2, 3, 1],
        },
        Section {
            bars: &[
                Bar { chord: A_MINOR, lead: "A5 - - - - - - - - - - - . . . .", beat: &BREATH_OPENING },
                Bar { chord: A_MINOR, lead: "E5 - - - G5 - - - E5 - - - D5 - C5 -", beat: &BREATH },
                Bar { chord: F_MAJOR, lead: "C5 - - - - - - - - - - - . . A4 -", beat: &BREATH },
                Bar { chord: F_MAJOR, lead: "F5 - - - E5 - - - C5 - - - A4 - C5 -", beat: &BREATH },
                Bar { chord: D_MINOR, lead: "D5 - - - - - - - F5 - - - - - E5 -", beat: &BREATH },
                Bar { chord: D_MINOR, lead: "A5 - - - G5 - - - F5 - - - E5 - D5 -", beat: &BREATH },
                Bar { chord: E_MAJOR, lead: "E5 - - - - - - - G#5 - - - - - . .", beat: &BUILD },
                Bar { chord: E_MAJOR, lead: "B5 - - - - - - - E5 - F5 - G#5 - B5 -", beat: &ROLL },
            ],
            voice: &BROAD_LEAD,
            volume: 1.1,
            bass: "1 - - - . . 1 - 8 - - - 5 - 1 -",
            pad: HELD,
            arpeggio: [0, 3, 1, 3, 2, 3, 1, 3, 0, 3, 1, 3, 2, 4, 3, 1],
        },
        Section {
            bars: &[
                Bar { chord: F_MAJOR, lead: "C6 - - - - - A5 - F5 - A5 - C6 - D6 -", beat: &CLIMB_OPENING },
                Bar { chord: G_MAJOR, lead: "B5 - - - - - G5 - D6 - - - B5 - G5 -", beat: &CLIMB },
                Bar { chord: E_MINOR, lead: "B5 - - - - - G5 - E5 - - - G5 - B5 -", beat: &CLIMB },
                Bar { chord: A_MINOR, lead: "C6 - - - - - B5 - A5 - - - E5 - - -", beat: &TURN },
                Bar { chord: F_MAJOR, lead: "A5 - - - C6 - - - F6 - - - E6 - C6 -", beat: &CLIMB },
                Bar { chord: G_MAJOR, lead: "D6 - - - B5 - - - G5 - - - A5 - B5 -", beat: &CLIMB },
                Bar { chord: E_MAJOR, lead: "E6 - - - - - B5 - G#5 - - - B5 - - -", beat: &CLIMB },
                Bar { chord: E_MAJOR, lead: "E5 - G#5 - B5 - G#5 - E5 - F5 - G#5 - B5 -", beat: &ROLL },
            ],
            voice: &BROAD_LEAD,
            volume: 1.3,
            bass: "1 - 1 8 - 1 8 - 1 - 1 8 - 5 8 -",
            pad: "x - - - - - x - - - - - x - - -",
            arpeggio: [0, 2, 4, 3, 2, 4, 3, 1, 0, 2, 4, 3, 5, 4, 3, 2],
        },
    ],
};
