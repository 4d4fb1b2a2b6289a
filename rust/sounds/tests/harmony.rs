//! The tunes are in tune: every row can be read, and lead and bass fit their chords.

use creeps_sounds::score::{Bar, Key, STEPS, Section, Tune};
use creeps_sounds::tracker::{bass_notes, chord_tone, hits, lead_notes, strikes};
use creeps_sounds::tunes::{ALL, DRIVES};

/// The bars of all tunes, each with its key.
fn bars() -> impl Iterator<Item = (&'static Key, &'static Bar)> {
    ALL.into_iter().flat_map(bars_of)
}

fn bars_of(tune: &'static Tune) -> impl Iterator<Item = (&'static Key, &'static Bar)> {
    tune.sections.iter().flat_map(|section| section.bars).map(|bar| (&tune.key, bar))
}

fn sections() -> impl Iterator<Item = &'static Section> {
    ALL.into_iter().flat_map(|tune| tune.sections)
}

#[test]
fn lead_notes_on_strong_beats_belong_to_the_chord() {
    for (_, bar) in bars() {
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
    for (key, bar) in bars() {
        for note in lead_notes(bar.lead).unwrap() {
            let tone = note.midi % 12;
            let fits = key.scale.contains(&tone) || bar.chord.tones.contains(&tone);
            assert!(fits, "{} over {}: step {}", bar.lead, bar.chord.name, note.step);
            let natural = key.leading.map(|leading| leading - 1);
            let raised = key.leading.is_some_and(|leading| bar.chord.tones.contains(&leading));
            assert!(!(raised && natural == Some(tone)), "{} has both sevenths", bar.lead);
        }
    }
}

#[test]
fn chords_are_triads_of_the_key() {
    for (key, bar) in bars() {
        let [root, third, fifth] = bar.chord.tones;
        assert!(matches!((third + 12 - root) % 12, 3 | 4), "{}", bar.chord.name);
        assert_eq!((fifth + 12 - root) % 12, 7, "{}", bar.chord.name);
        let fits = |tone: &u8| key.scale.contains(tone) || key.leading == Some(*tone);
        assert!(bar.chord.tones.iter().all(fits), "{}", bar.chord.name);
    }
}

#[test]
fn tunes_begin_and_end_so_that_the_end_leads_to_the_beginning() {
    for tune in ALL {
        let (key, first) = bars_of(tune).next().unwrap();
        let (_, last) = bars_of(tune).last().unwrap();
        let home = key.scale[0];
        assert_eq!(first.chord.tones[0], home, "{} does not begin at home", tune.title);
        // From the fifth (with the raised seventh), or home already.
        let leads = key.leading.is_some_and(|leading| last.chord.tones.contains(&leading));
        assert!(leads || last.chord.tones[0] == home, "{} ends on {}", tune.title, last.chord.name);
    }
}

#[test]
fn bass_begins_every_bar_on_the_root() {
    for section in sections() {
        for bar in section.bars {
            let first = bass_notes(section.bass, &bar.chord).unwrap()[0];
            assert_eq!((first.step, first.midi % 12), (0, bar.chord.tones[0]));
            assert!((31..=42).contains(&first.midi), "{} lies outside the bass's range", first.midi);
        }
    }
}

#[test]
fn parts_keep_to_their_registers() {
    for section in sections() {
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
fn the_drive_lies_between_bass_and_lead() {
    for (tune, drive) in DRIVES {
        for (_, bar) in bars_of(tune) {
            for index in drive.ostinato.into_iter().flatten() {
                let midi = chord_tone(&bar.chord, drive.floor, index);
                assert!((47..=74).contains(&midi), "{}: {midi}", tune.title);
            }
        }
        for row in [drive.shaker, drive.low_drum] {
            hits(row).unwrap();
        }
    }
}

#[test]
fn every_drum_row_can_be_read() {
    for (_, bar) in bars() {
        let beat = bar.beat;
        for row in [beat.kick, beat.snare, beat.closed_hat, beat.open_hat, beat.tom, beat.crash] {
            hits(row).unwrap();
        }
    }
}

#[test]
fn every_pad_row_sounds_from_the_first_step() {
    for section in sections() {
        assert_eq!(strikes(section.pad).unwrap()[0].step, 0, "{}", section.pad);
    }
}

#[test]
fn the_sections_of_a_tune_are_different() {
    for tune in ALL {
        let leads = |section: &Section| section.bars.iter().map(|bar| bar.lead).collect::<Vec<_>>();
        let [first, second, ..] = tune.sections else { panic!("{} has one section", tune.title) };
        assert!(leads(first).iter().all(|lead| !leads(second).contains(lead)), "{}", tune.title);
    }
}

#[test]
fn no_two_tunes_share_tempo_or_key() {
    for (index, tune) in ALL.iter().enumerate() {
        for other in &ALL[index + 1..] {
            assert!((tune.tempo - other.tempo).abs() >= 10.0, "{} and {}", tune.title, other.title);
            assert_ne!(tune.key.scale[0], other.key.scale[0], "{} and {}", tune.title, other.title);
        }
    }
}
