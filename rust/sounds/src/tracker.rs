//! Reads the rows of the score: text in, notes out.

use std::fmt;

use crate::score::{Chord, STEPS};

/// A note of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// The step that it begins on, 0 .. 16.
    pub step: usize,
    /// How many steps it is held.
    pub steps: usize,
    /// MIDI number: 60 is C4, the middle C.
    pub midi: u8,
}

/// A hit of a drum row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The step that it falls on, 0 .. 16.
    pub step: usize,
    /// 1 (soft) to 9 (full).
    pub strength: u8,
}

/// A row of the score that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub struct RowError {
    row: String,
    problem: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "score row \"{}\": {}", self.row, self.problem)
    }
}

impl std::error::Error for RowError {}

/// The notes of a lead row.
///
/// # Errors
/// The row has not sixteen steps, or one of them is no note name, `-` or `.`.
pub fn lead_notes(row: &str) -> Result<Vec<Note>, RowError> {
    notes(row, note_number)
}

/// The notes of a bass row over `chord`; the root lies within G1 ..= F#2 (49 to 93 Hz).
///
/// # Errors
/// The row has not sixteen steps, or one of them is none of `1`, `5`, `8`, `-` and `.`.
pub fn bass_notes(row: &str, chord: &Chord) -> Result<Vec<Note>, RowError> {
    let [root, _, fifth] = chord.tones;
    let low = lowest_from(31, root);
    notes(row, |name| match name {
        "1" => Some(low),
        "5" => Some(lowest_from(low, fifth)),
        "8" => Some(low + 12),
        _ => None,
    })
}

/// The strikes of a pad row, as notes whose `midi` is 0: the chord says what sounds.
///
/// # Errors
/// The row has not sixteen steps, or one of them is none of `x`, `-` and `.`.
pub fn strikes(row: &str) -> Result<Vec<Note>, RowError> {
    notes(row, |name| (name == "x").then_some(0))
}

/// The hits of a drum row.
///
/// # Errors
/// The row has not sixteen steps, or one of them is neither a digit from 1 to 9 nor `.`.
pub fn hits(row: &str) -> Result<Vec<Hit>, RowError> {
    let mut hits = Vec::new();
    for (step, name) in steps(row)?.into_iter().enumerate() {
        match name.parse() {
            Ok(strength @ 1..=9) => hits.push(Hit { step, strength }),
            _ if name == "." => {}
            _ => return Err(error(row, format!("step {step} is \"{name}\"; allowed are 1 to 9 and \".\""))),
        }
    }
    Ok(hits)
}

/// The chord's tone number `index`, counted upwards through the octaves from the first at or above `floor`
/// (MIDI).
pub fn chord_tone(chord: &Chord, floor: u8, index: usize) -> u8 {
    let mut tones = chord.tones.map(|tone| lowest_from(floor, tone));
    tones.sort_unstable();
    tones[index % tones.len()] + 12 * (index / tones.len()) as u8
}

/// The lowest MIDI note at or above `floor` that is `tone` semitones above some C.
fn lowest_from(floor: u8, tone: u8) -> u8 {
    floor + (tone + 12 - floor % 12) % 12
}

fn notes(row: &str, number: impl Fn(&str) -> Option<u8>) -> Result<Vec<Note>, RowError> {
    let mut notes: Vec<Note> = Vec::new();
    for (step, name) in steps(row)?.into_iter().enumerate() {
        match name {
            "." => {}
            "-" => match notes.last_mut() {
                Some(last) if last.step + last.steps == step => last.steps += 1,
                _ => return Err(error(row, format!("step {step} holds a note, but none sounds"))),
            },
            _ => match number(name) {
                Some(midi) => notes.push(Note { step, steps: 1, midi }),
                None => return Err(error(row, format!("step {step} is \"{name}\", which is no note"))),
            },
        }
    }
    Ok(notes)
}

fn steps(row: &str) -> Result<Vec<&str>, RowError> {
    let steps: Vec<&str> = row.split_whitespace().collect();
    if steps.len() == STEPS {
        return Ok(steps);
    }
    Err(error(row, format!("has {} steps, not {STEPS}", steps.len())))
}

fn error(row: &str, problem: String) -> RowError {
    RowError { row: row.to_owned(), problem }
}

/// The MIDI number of a name such as `C#5`.
fn note_number(name: &str) -> Option<u8> {
    let (letter, rest) = name.split_at_checked(1)?;
    let natural = match letter {
        "C" => 0,
        "D" => 2,
        "E" => 4,
        "F" => 5,
        "G" => 7,
        "A" => 9,
        "B" => 11,
        _ => return None,
    };
    let (shift, octave) = match rest.split_at_checked(1)? {
        ("#", octave) => (1, octave),
        ("b", octave) => (-1, octave),
        _ => (0, rest),
    };
    let octave: i16 = octave.parse().ok().filter(|octave| (0..=8).contains(octave))?;
    u8::try_from(12 * (octave + 1) + natural + shift).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const A_MINOR: Chord = Chord { name: "Am", tones: [9, 0, 4] };

    #[test]
    fn names_become_midi_numbers() {
        assert_eq!(note_number("C4"), Some(60));
        assert_eq!(note_number("C#5"), Some(73));
        assert_eq!(note_number("Bb4"), Some(70));
        assert_eq!(note_number("H4"), None);
        assert_eq!(note_number("A"), None);
        assert_eq!(note_number("é5"), None);
    }

    #[test]
    fn a_dash_holds_the_note_before_it() {
        let notes = lead_notes("A4 - - . . . . . C5 . . . . . . .").unwrap();
        assert_eq!(notes, [Note { step: 0, steps: 3, midi: 69 }, Note { step: 8, steps: 1, midi: 72 }]);
    }

    #[test]
    fn mistakes_in_a_row_are_reported() {
        let error = lead_notes("A4 . - . . . . . . . . . . . . .").unwrap_err();
        assert!(error.to_string().contains("step 2 holds a note"), "{error}");
        assert!(lead_notes("A4").unwrap_err().to_string().contains("1 steps, not 16"));
        assert!(hits("0 . . . . . . . . . . . . . . .").is_err());
    }

    #[test]
    fn chord_tones_climb_through_the_octaves() {
        let tones: Vec<u8> = (0..5).map(|index| chord_tone(&A_MINOR, 60, index)).collect();
        assert_eq!(tones, [60, 64, 69, 72, 76]);
    }

    #[test]
    fn bass_plays_root_fifth_and_octave() {
        let notes = bass_notes("1 5 8 . . . . . . . . . . . . .", &A_MINOR).unwrap();
        assert_eq!(notes.iter().map(|note| note.midi).collect::<Vec<_>>(), [33, 40, 45]);
    }
}
