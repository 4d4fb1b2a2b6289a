//! The chords that the tunes use.

use crate::score::Chord;

pub(crate) const C_MAJOR: Chord = Chord { name: "C", tones: [0, 4, 7] };
pub(crate) const C_MINOR: Chord = Chord { name: "Cm", tones: [0, 3, 7] };
pub(crate) const D_MAJOR: Chord = Chord { name: "D", tones: [2, 6, 9] };
pub(crate) const D_MINOR: Chord = Chord { name: "Dm", tones: [2, 5, 9] };
pub(crate) const E_FLAT_MAJOR: Chord = Chord { name: "Eb", tones: [3, 7, 10] };
pub(crate) const E_MAJOR: Chord = Chord { name: "E", tones: [4, 8, 11] };
pub(crate) const E_MINOR: Chord = Chord { name: "Em", tones: [4, 7, 11] };
pub(crate) const F_MAJOR: Chord = Chord { name: "F", tones: [5, 9, 0] };
pub(crate) const G_MAJOR: Chord = Chord { name: "G", tones: [7, 11, 2] };
pub(crate) const G_MINOR: Chord = Chord { name: "Gm", tones: [7, 10, 2] };
pub(crate) const A_MAJOR: Chord = Chord { name: "A", tones: [9, 1, 4] };
pub(crate) const A_MINOR: Chord = Chord { name: "Am", tones: [9, 0, 4] };
pub(crate) const B_FLAT_MAJOR: Chord = Chord { name: "Bb", tones: [10, 2, 5] };
