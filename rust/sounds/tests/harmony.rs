//! The tune is in tune: every row can be read, and lead and bass fit their chords.

use creeps_sounds::score::{Bar, STEPS, TUNE};
use creeps_sounds::tracker::{bass_notes, chord_tone, hits, lead_notes};

/// D natural minor, in semitones above C.
const SCALE: [u8; 7] = [2, 4, 5, 7, 9, 10, 0];
const C: u8 = 0;
const C_SHARP: u8 = 1;

fn bars() -> impl Iterator<Item = &'static Bar> {
    TUNE.iter().flat_map(|section| section.bars)
}

#[test]
fn lead_notes_on_strong_beats_belong_to_the_chord() {
    for bar in bars() {
        for note in lead_notes(bar.lead).unwrap().iter().filter(|note| note.step % (STEPS / 2) == 0) {
            assert!(
                bar.chord.tones.contains(&(note.midi % 12)),
                "{} over {}: step {}",
                bar.lead,
                bar.chord.name,
                note.step
            );
        }
    }
}

#[test]
fn all_lead_notes_belong_to_the_scale_or_the_chord() {
    for bar in bars() {
        for note in lead_notes(bar.lead).unwrap() {
            let tone = note.midi % 12;
            let fits = SCALE.contains(&tone) || bar.chord.tones.contains(&tone);
            assert!(fits, "{} over {}: step {}", bar.lead, bar.chord.name, note.step);
            let clashes = tone == C && bar.chord.tones.contains(&C_SHARP);
            assert!(!clashes, "{} has C over a chord with C sharp", bar.lead);
        }
    }
}

#[test]
fn chords_are_triads_of_the_key() {
    for bar in bars() {
        let [root, third, fifth] = bar.chord.tones;
        assert!(matches!((third + 12 - root) % 12, 3 | 4), "{}", bar.chord.name);
        assert_eq!((fifth + 12 - root) % 12, 7, "{}", bar.chord.name);
        // The raised seventh, C sharp, leads from A back to D: harmonic minor.
        assert!(
            bar.chord.tones.iter().all(|tone| SCALE.contains(tone) || *tone == C_SHARP),
            "{}",
            bar.chord.name
        );
    }
}

#[test]
fn bass_begins_every_bar_on_the_root() {
    for section in &TUNE {
        for bar in section.bars {
            let first = bass_notes(section.bass, &bar.chord).unwrap()[0];
            assert_eq!((first.step, first.midi % 12), (0, bar.chord.tones[0]));
            assert!((31..=42).contains(&first.midi), "{} lies outside the bass's range", first.midi);
        }
    }
}

#[test]
fn parts_keep_to_their_registers() {
    for section in &TUNE {
        for bar in section.bars {
            let highest_bass =
                bass_notes(section.bass, &bar.chord).unwrap().iter().map(|note| note.midi).max().unwrap();
            let lowest_lead = lead_notes(bar.lead).unwrap().iter().map(|note| note.midi).min().unwrap();
            assert!(highest_bass + 12 < lowest_lead, "{}", bar.lead);
            let highest_arpeggio =
                section.arpeggio.iter().map(|index| chord_tone(&bar.chord, 55, *index)).max().unwrap();
            assert!(highest_arpeggio <= 81, "{highest_arpeggio}");
        }
    }
}

#[test]
fn every_drum_row_can_be_read() {
    for bar in bars() {
        let beat = bar.beat;
        for row in [beat.kick, beat.snare, beat.closed_hat, beat.open_hat, beat.tom, beat.crash] {
            hits(row).unwrap();
        }
    }
}

#[test]
fn the_two_sections_are_different_tunes() {
    let leads = |section: usize| TUNE[section].bars.iter().map(|bar| bar.lead).collect::<Vec<_>>();
    assert!(leads(0).iter().all(|lead| !leads(1).contains(lead)));
}
