//! "Claws", the music of a boss: E phrygian (a minor scale whose second note is a semitone above the first, which
//! is what makes it grim), 159 beats a minute, 40 bars: A B A' C B'. Section A stamps on one note, section B rears up, C lurks.

use crate::band::{BROAD_LEAD, CRISP_LEAD, GROWL, PULSE};
use crate::beats::{CRASH, REST};
use crate::chords::{A_MINOR, D_MINOR, E_MINOR, F_MAJOR, G_MAJOR};
use crate::music::tempo_of;
use crate::score::{Bar, Beat, Drive, DriveMix, Key, Mix, Section, Tune};

const STAMP: Beat = Beat {
    kick: "9 . 6 . 9 . . 6 9 . 6 . 9 . . 6",
    snare: ". . . . 9 . . . . . . . 9 . . 4",
    closed_hat: "6 . 3 . 6 . 3 . 6 . 3 . 6 . 3 .",
    tom: ". . . 6 . . 7 . . . . 6 . . 7 .",
    ..REST
};
const OPENING: Beat = Beat { crash: CRASH, ..STAMP };
const STUMBLE: Beat =
    Beat { snare: ". . . . 9 . . 6 . . 6 . 9 . 7 9", tom: "8 . . 8 . . 8 . . 8 . . 8 . 9 9", ..STAMP };
const RUN: Beat = Beat {
    kick: "9 . . 7 9 . . 7 9 . . 7 9 . 8 .",
    closed_hat: "7 4 5 4 7 4 5 4 7 4 5 4 7 4 5 4",
    tom: REST.tom,
    ..STAMP
};
const RUN_OPENING: Beat = Beat { crash: CRASH, ..RUN };
const ROLL: Beat =
    Beat { snare: "6 . 6 . 7 . 7 . 7 7 7 7 8 8 9 9", tom: ". . . . . . . . 7 . 7 . 8 8 9 9", ..RUN };

const LURK: Beat = Beat {
    kick: "9 . . . . . . . . . 7 . . . . .",
    snare: ". . . . . . . . 8 . . . . . . .",
    closed_hat: "4 . . . 4 . . . 4 . . . 4 . . .",
    tom: "7 . . . . . 6 . . . . . 6 . . .",
    ..REST
};
const LURK_OPENING: Beat = Beat { crash: CRASH, ..LURK };

/// What is added when it gets dangerous.
pub const DRIVE: Drive = Drive {
    voice: &PULSE,
    floor: 47,
    ostinato: [
        Some(0),
        Some(0),
        None,
        Some(1),
        Some(0),
        Some(0),
        None,
        Some(2),
        Some(0),
        Some(0),
        None,
        Some(3),
        Some(2),
        Some(1),
        Some(2),
        Some(1),
    ],
    shaker: "8 4 6 4 8 4 6 4 8 4 6 4 8 5 6 7",
    low_drum: "9 . 6 . . 7 . . 9 . 6 . . 8 7 8",
    mix: DriveMix { ostinato: -20.0, shaker: -33.0, low_drum: -19.0 },
};

/// The whole tune.
pub const TUNE: Tune = Tune {
    title: "Claws",
    tempo: tempo_of(65),
    key: Key { scale: [4, 5, 7, 9, 11, 0, 2], leading: None },
    bass: &GROWL,
    mix: Mix {
        kick: -19.0,
        snare: -24.5,
        hats: -36.0,
        tom: -29.0,
        crash: -38.0,
        bass: -19.5,
        arpeggio: -29.5,
        pad: -26.0,
        lead: -21.5,
        echo: -7.0,
        room: -9.0,
    },
    sections: &[
        Section {
            bars: &[
                Bar { chord: E_MINOR, lead: "E5 . E5 . F5 - E5 . B4 - - - . . D5 -", beat: &OPENING },
                Bar { chord: E_MINOR, lead: "E5 . E5 . F5 - G5 . E5 - - - . . D5 -", beat: &STAMP },
                Bar { chord: F_MAJOR, lead: "F5 . F5 . G5 - F5 . C5 - - - . . E5 -", beat: &STAMP },
                Bar { chord: E_MINOR, lead: "E5 - - - - - D5 - B4 - - - - - . .", beat: &STUMBLE },
                Bar { chord: E_MINOR, lead: "E5 . E5 . F5 - E5 . B4 - - - . . F5 -", beat: &STAMP },
                Bar { chord: G_MAJOR, lead: "G5 . G5 . A5 - G5 . D5 - - - . . F5 -", beat: &STAMP },
                Bar { chord: F_MAJOR, lead: "A5 - - - G5 - F5 - C5 - F5 - G5 - F5 -", beat: &STAMP },
                Bar { chord: E_MINOR, lead: "E5 - - - - - - - . . . . . . . .", beat: &STUMBLE },
            ],
            voice: &CRISP_LEAD,
            volume: 1.0,
            bass: "1 1 . 1 1 . 1 . 1 1 . 1 8 . 5 .",
            pad: "x - . . . . x - . . . . x - - .",
            arpeggio: [0, 2, 0, 3, 0, 2, 0, 3, 0, 2, 0, 4, 3, 2, 1, 2],
        },
        Section {
            bars: &[
                Bar { chord: A_MINOR, lead: "A5 - - - - - - - E5 - - - F5 - E5 -", beat: &RUN_OPENING },
                Bar { chord: A_MINOR, lead: "C6 - - - - - B5 - A5 - - - - - . .", beat: &RUN },
                Bar { chord: F_MAJOR, lead: "A5 - - - - - - - F5 - - - G5 - F5 -", beat: &RUN },
                Bar { chord: F_MAJOR, lead: "C6 - - - - - A5 - F5 - - - - - . .", beat: &STUMBLE },
                Bar { chord: D_MINOR, lead: "D5 - F5 - A5 - - - D6 - - - C6 - A5 -", beat: &RUN },
                Bar { chord: D_MINOR, lead: "F5 - A5 - D6 - - - A5 - - - F5 - D5 -", beat: &RUN },
                Bar { chord: F_MAJOR, lead: "C6 - - - - - - - A5 - G5 - F5 - G5 -", beat: &RUN },
                Bar { chord: E_MINOR, lead: "E5 . E5 . F5 - F5 . G5 - G5 . F5 - D5 -", beat: &ROLL },
            ],
            voice: &BROAD_LEAD,
            volume: 1.3,
            bass: "1 . 1 1 8 . 1 1 1 . 1 1 8 . 1 1",
            pad: "x - - - - - - - x - - - x - - -",
            arpeggio: [0, 1, 3, 2, 4, 3, 2, 1, 0, 1, 3, 2, 4, 3, 5, 4],
        },
        Section {
            bars: &[
                Bar { chord: E_MINOR, lead: "E5 . E5 . G5 - F5 . E5 - - - . . B4 -", beat: &OPENING },
                Bar { chord: E_MINOR, lead: "E5 . E5 . B5 - A5 . G5 - - - . . F5 -", beat: &STAMP },
                Bar { chord: F_MAJOR, lead: "F5 . F5 . A5 - G5 . F5 - - - . . C5 -", beat: &STAMP },
                Bar { chord: E_MINOR, lead: "E5 - - - - - F5 - G5 - - - F5 - E5 -", beat: &STUMBLE },
                Bar { chord: E_MINOR, lead: "B5 . B5 . C6 - B5 . G5 - - - . . E5 -", beat: &STAMP },
                Bar { chord: G_MAJOR, lead: "D6 . D6 . C6 - B5 . G5 - - - . . A5 -", beat: &STAMP },
                Bar { chord: F_MAJOR, lead: "A5 - - - C6 - A5 - F5 - G5 - A5 - C6 -", beat: &STAMP },
                Bar { chord: E_MINOR, lead: "B5 - - - - - - - E5 - . . . . . .", beat: &STUMBLE },
            ],
            voice: &CRISP_LEAD,
            volume: 1.0,
            bass: "1 1 . 1 1 . 1 . 1 1 . 1 8 . 5 .",
            pad: "x - . . . . x - . . . . x - - .",
            arpeggio: [0, 2, 0, 3, 0, 2, 0, 4, 0, 2, 0, 3, 4, 3, 2, 1],
        },
        Section {
            bars: &[
                Bar { chord: A_MINOR, lead: "A4 - - - - - - - C5 - - - - - B4 -", beat: &LURK_OPENING },
                Bar { chord: A_MINOR, lead: "E5 - - - - - - - - - - - D5 - C5 -", beat: &LURK },
                Bar { chord: F_MAJOR, lead: "C5 - - - - - - - A4 - - - - - C5 -", beat: &LURK },
                Bar { chord: F_MAJOR, lead: "F5 - - - - - - - - - - - E5 - D5 -", beat: &LURK },
                Bar { chord: E_MINOR, lead: "E5 - - - - - - - B4 - - - - - D5 -", beat: &LURK },
                Bar { chord: E_MINOR, lead: "G5 - - - - - - - - - - - F5 - E5 -", beat: &LURK },
                Bar { chord: D_MINOR, lead: "D5 - - - F5 - - - A5 - - - C6 - A5 -", beat: &STUMBLE },
                Bar { chord: F_MAJOR, lead: "C6 - - - A5 - - - F5 - G5 - A5 - C6 -", beat: &ROLL },
            ],
            voice: &BROAD_LEAD,
            volume: 1.1,
            bass: "1 - - - - - 1 - 1 - - - 5 - 1 -",
            pad: "x - - - - - - - - - - - - - - -",
            arpeggio: [0, 2, 1, 2, 0, 2, 1, 2, 0, 2, 1, 2, 3, 2, 1, 2],
        },
        Section {
            bars: &[
                Bar { chord: A_MINOR, lead: "E6 - - - - - D6 - C6 - - - B5 - A5 -", beat: &RUN_OPENING },
                Bar { chord: F_MAJOR, lead: "C6 - - - - - - - A5 - - - F5 - A5 -", beat: &RUN },
                Bar { chord: D_MINOR, lead: "D6 - - - - - C6 - A5 - - - F5 - A5 -", beat: &RUN },
                Bar { chord: E_MINOR, lead: "B5 - - - - - G5 - E5 - - - F5 - G5 -", beat: &STUMBLE },
                Bar { chord: A_MINOR, lead: "A5 - C6 - E6 - - - C6 - - - A5 - E5 -", beat: &RUN },
                Bar { chord: F_MAJOR, lead: "F5 - A5 - C6 - - - F6 - - - E6 - C6 -", beat: &RUN },
                Bar { chord: F_MAJOR, lead: "A5 - - - - - G5 - F5 - A5 - G5 - F5 -", beat: &RUN },
                Bar { chord: E_MINOR, lead: "E5 . E5 . G5 - G5 . B5 - B5 . G5 - F5 -", beat: &ROLL },
            ],
            voice: &BROAD_LEAD,
            volume: 1.3,
            bass: "1 . 1 1 8 . 1 1 1 . 1 1 8 . 1 1",
            pad: "x - - - - - - - x - - - x - - -",
            arpeggio: [0, 1, 3, 2, 4, 3, 2, 1, 0, 1, 3, 2, 4, 3, 5, 4],
        },
    ],
};
