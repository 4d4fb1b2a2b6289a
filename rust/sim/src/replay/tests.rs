//! Replays that are true, that are not, and files that are none.

use std::sync::{Arc, LazyLock};

use data_encoding::BASE64URL_NOPAD;
use proptest::prelude::*;

use super::*;
use crate::autopilot::{Autopilot, Skill};

fn arcade() -> Arc<Ruleset> {
    let text = include_bytes!("../../../../godot-project/config/arcade.ron");
    Arc::new(Ruleset::read("arcade.ron", text).unwrap())
}

/// A game of the autopilot's, and its replay.
fn played(ticks: u32) -> Replay {
    let mut sim = Sim::new(&arcade(), Difficulty::Hard, 5);
    let mut recorder = Recorder::new(&sim);
    let mut autopilot = Autopilot::new(Skill::PERSON);
    while sim.tick() < ticks && !sim.is_over() {
        let input = autopilot.play(&sim);
        sim.step(input);
        recorder.note(input, &sim);
    }
    recorder.finish(&sim)
}

/// `bytes` with a checksum that fits them: what a forger would write.
fn signed(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = bytes.len() - 8;
    let sum = checksum(&bytes[..end]).to_le_bytes();
    bytes[end..].copy_from_slice(&sum);
    bytes
}

/// Where the ticks' number stands in a replay's file; behind it the ruleset's length, and the ruleset.
const TICKS_AT: usize = 8 + 2 + 2 + 1 + 3 * 8;
const RULESET_AT: usize = TICKS_AT + 4;

#[test]
fn a_replay_that_was_written_and_read_is_true() {
    let replay = played(8000);
    assert!(replay.ticks() > CHECK_EVERY, "too short to have a checkpoint: {}", replay.ticks());
    let read = Replay::from_bytes(&replay.to_bytes()).unwrap();
    assert_eq!(read, replay);
    let verdict = read.verify().unwrap();
    assert!(verdict.is_true(), "{verdict:?}");
    assert_eq!(verdict.ticks, replay.ticks());
}

#[test]
fn a_minute_of_play_is_less_than_a_kilobyte_beside_its_ruleset() {
    let replay = played(3600);
    let (length, ruleset) = (replay.to_bytes().len(), replay.deflated_ruleset.len());
    assert!((100..1024).contains(&(length - ruleset)), "{length} bytes");
    assert!(ruleset < 16_000, "the ruleset takes {ruleset} bytes");
}

#[test]
fn points_that_were_not_made_are_found_out() {
    let mut replay = played(2000);
    replay.score += 1;
    let mismatch = replay.verify().unwrap().mismatch.unwrap();
    let score = Difference { claimed: replay.score, played: replay.score - 1 };
    assert_eq!(mismatch, Mismatch { score: Some(score), ..Mismatch::default() });
}

#[test]
fn an_input_that_was_not_made_is_found_out_by_the_next_checkpoint() {
    let mut replay = played(8000);
    replay.runs[3].input.steer = -replay.runs[3].input.steer - 1;
    let mismatch = replay.verify().unwrap().mismatch.unwrap();
    assert!(mismatch.hash.is_some());
    assert_eq!(mismatch.parted_at, Some(CHECK_EVERY));
}

/// The game that a replay leads to.
fn end(replay: &Replay) -> Sim {
    let mut sim = replay.start(&replay.ruleset().unwrap());
    for input in replay.inputs() {
        sim.step(input);
    }
    sim
}

#[test]
fn what_differs_is_said_and_what_does_not_is_not() {
    let mut replay = played(10);
    let sim = end(&replay);
    assert_eq!(replay.check(&sim), Ok(()));
    let (hash, true_hash) = (replay.hash ^ 1, replay.hash);
    replay.hash = hash;
    assert_eq!(
        replay.check(&sim).unwrap_err().to_string(),
        format!("the replay claims the last state {hash:016x}, and playing it again gives {true_hash:016x}")
    );
    replay.hash = true_hash;
    replay.score = 5;
    let message = replay.check(&sim).unwrap_err().to_string();
    assert_eq!(message, "the replay claims 5 points, and playing it again gives 0");
}

#[test]
fn a_replay_that_goes_on_after_its_game_is_found_out() {
    let mut replay = played(60 * 60 * 10);
    assert!(end(&replay).is_over(), "the game lasts longer than this test waits");
    let ticks = replay.ticks;
    replay.ticks += 7;
    replay.runs.push(Run { input: Input::default(), ticks: 7 });
    let mismatch = replay.verify().unwrap().mismatch.unwrap();
    assert_eq!(mismatch.ticks, Some(Difference { claimed: ticks + 7, played: ticks }));
    assert_eq!((mismatch.score, mismatch.hash), (None, None));
}

#[test]
fn a_day_of_restless_analog_play_fits_into_a_file() {
    let mut replay = played(10);
    replay.ticks = MAX_TICKS;
    replay.checkpoints = vec![0; (MAX_TICKS / CHECK_EVERY) as usize];
    let steer = |tick: u32| Input { steer: (tick % 17) as i8 - Input::FULL, ..Input::default() };
    replay.runs = (0..MAX_TICKS).map(|tick| Run { input: steer(tick), ticks: 1 }).collect();
    let bytes = replay.to_bytes();
    assert!((10_000_000..MAX_BYTES).contains(&bytes.len()), "{} bytes", bytes.len());
    assert_eq!(Replay::from_bytes(&bytes), Ok(replay));
}

#[test]
fn a_replay_needs_nothing_but_itself_whatever_became_of_the_ruleset() {
    let text = include_str!("../../../../godot-project/config/arcade.ron");
    let tuned = text.replacen("speed: 400,", "speed: 401,", 1);
    let ruleset = Arc::new(Ruleset::read("tuned.ron", tuned.as_bytes()).unwrap());
    let mut sim = Sim::new(&ruleset, Difficulty::Normal, 3);
    let mut recorder = Recorder::new(&sim);
    for tick in 0..600 {
        let input = Input { steer: if tick % 100 < 50 { 8 } else { -8 }, fire: true, bomb: false };
        sim.step(input);
        recorder.note(input, &sim);
    }
    let replay = Replay::from_bytes(&recorder.finish(&sim).to_bytes()).unwrap();
    assert_eq!(replay.ruleset().unwrap(), ruleset);
    assert_ne!(replay.ruleset().unwrap().hash(), arcade().hash());
    assert!(replay.verify().unwrap().is_true());
}

/// A replay's file with another text for its ruleset, and a checksum that fits.
fn with_ruleset(deflated: &[u8]) -> Vec<u8> {
    let mut bytes = played(100).to_bytes();
    let old = u32::from_le_bytes(bytes[RULESET_AT..RULESET_AT + 4].try_into().unwrap()) as usize;
    bytes.splice(RULESET_AT + 4..RULESET_AT + 4 + old, deflated.iter().copied());
    bytes[RULESET_AT..RULESET_AT + 4].copy_from_slice(&(deflated.len() as u32).to_le_bytes());
    signed(bytes)
}

#[test]
fn a_link_is_short_and_gives_the_same_replay_back() {
    let replay = played(8000);
    let shipped = [arcade()];
    let link = replay.to_link(&shipped).unwrap().unwrap();
    assert!(link.starts_with(LINK_START) && link.len() < 1500, "{} characters", link.len());
    // As people copy it: whole, with what a program put around it, or only its end.
    for text in [link.clone(), format!("https://example.org/game/{link}\n"), link.replacen(LINK_START, "", 1)]
    {
        assert_eq!(Replay::from_link(&text, &shipped), Ok(replay.clone()), "{text}");
    }
    assert!(Replay::from_link(&link, &shipped).unwrap().verify().unwrap().is_true());
}

#[test]
fn a_link_names_a_ruleset_that_everybody_has_and_carries_any_other() {
    let replay = played(60);
    let link = replay.to_link(&[arcade()]).unwrap().unwrap();
    // The next release has other rules; comments and spaces don't count.
    let text = include_str!("../../../../godot-project/config/arcade.ron");
    let read = |text: &str| Arc::new(Ruleset::read("arcade.ron", text.as_bytes()).unwrap());
    let commented = read(&format!("// A comment.\n{text}"));
    assert!(Replay::from_link(&link, &[commented]).unwrap().verify().unwrap().is_true());
    let tuned = read(&text.replacen("speed: 400,", "speed: 401,", 1));
    assert_eq!(Replay::from_link(&link, std::slice::from_ref(&tuned)), Err(ReplayError::OtherRules));
    assert_eq!(Replay::from_bytes(&replay.encode(Some(arcade().hash()))), Err(ReplayError::OtherRules));
    // A ruleset that is not shipped is in the link, if it is short enough.
    assert_eq!(replay.to_link(&[tuned]), Ok(None));
}

#[test]
fn a_game_too_long_for_a_link_has_none() {
    let mut replay = played(10);
    let mut state = 1_u32;
    let mut steer = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 28) as i8 - Input::FULL
    };
    replay.ticks = 8 * CHECK_EVERY;
    replay.checkpoints = vec![0; 8];
    replay.runs = (0..replay.ticks)
        .map(|_| Run { input: Input { steer: steer(), ..Input::default() }, ticks: 1 })
        .collect();
    assert_eq!(replay.to_link(&[arcade()]), Ok(None));
}

#[test]
fn what_is_no_link_is_refused_in_words() {
    let shipped = [arcade()];
    let link = played(600).to_link(&shipped).unwrap().unwrap();
    let bomb = BASE64URL_NOPAD.encode(&miniz_oxide::deflate::compress_to_vec(&vec![0; 3 << 20], 6));
    for (text, expected) in [
        (String::new(), ReplayError::NotALink),
        ("#r=".to_owned(), ReplayError::NotALink),
        ("#r=<script>alert(1)</script>".to_owned(), ReplayError::NotALink),
        (format!("{link}!"), ReplayError::NotALink),
        (bomb, ReplayError::NotALink),
        ("#r=".to_owned() + &"A".repeat(MAX_LINK + 1), ReplayError::LinkTooLong { max: MAX_LINK }),
    ] {
        assert_eq!(Replay::from_link(&text, &shipped), Err(expected), "{text:.40}");
    }
    // Cut anywhere, it is no replay.
    for length in 0..link.len() - 1 {
        assert!(Replay::from_link(&link[..length], &shipped).is_err(), "{length}");
    }
}

#[test]
fn a_ruleset_that_would_fill_the_memory_is_refused() {
    // A gigabyte of blanks in a megabyte, and the least that is too much.
    let blanks = " ".repeat(1 << 20);
    assert!(Replay::from_bytes(&with_ruleset(&bytes::deflate(&blanks))).is_ok());
    for count in [(1 << 20) + 1, 1 << 27] {
        let bomb = bytes::deflate(&" ".repeat(count));
        assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
        let refused = Replay::from_bytes(&with_ruleset(&bomb)).unwrap_err();
        assert!(refused.to_string().contains("longer than a ruleset may be"), "{refused}");
    }
}

#[test]
fn a_ruleset_that_is_none_is_refused_with_its_location() {
    for garbage in [&[0xff; 40][..], &[], &[3, 0, 9, 9]] {
        let read = Replay::from_bytes(&with_ruleset(garbage));
        assert!(read.is_err() || read.unwrap().verify().is_err());
    }
    let text = include_str!("../../../../godot-project/config/arcade.ron").replacen(
        "speed: 400,",
        "speed: 9000,",
        1,
    );
    let replay = Replay::from_bytes(&with_ruleset(&bytes::deflate(&text))).unwrap();
    let error = replay.verify().unwrap_err().to_string();
    assert!(error.starts_with("the replay carries a ruleset that can't be read: its ruleset:"), "{error}");
    assert!(error.contains("ship.speed: 9000 is out of range"), "{error}");
}

#[test]
fn another_version_is_refused_by_name() {
    let mut bytes = played(100).to_bytes();
    bytes[10] = 77;
    let error = Replay::from_bytes(&signed(bytes.clone())).unwrap_err();
    assert_eq!(error, ReplayError::Version { found: 77 });
    bytes[8] = 9;
    assert_eq!(Replay::from_bytes(&signed(bytes.clone())).unwrap_err(), ReplayError::Format { found: 9 });
    bytes[8] = 1;
    let error = Replay::from_bytes(&signed(bytes)).unwrap_err().to_string();
    assert!(error.contains("an older release"), "{error}");
}

#[test]
fn other_files_are_no_replays() {
    for bytes in [&b""[..], b"hello", b"CREEPLAX and more", &[0; 4096]] {
        assert_eq!(Replay::from_bytes(bytes), Err(ReplayError::NotAReplay));
    }
    let long = vec![b'C'; MAX_BYTES + 1];
    assert_eq!(Replay::from_bytes(&long), Err(ReplayError::TooLong { max: MAX_BYTES }));
}

#[test]
fn a_file_that_claims_four_billion_ticks_is_refused() {
    let mut bytes = played(100).to_bytes();
    bytes[TICKS_AT..TICKS_AT + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(Replay::from_bytes(&signed(bytes)), Err(ReplayError::Nonsense("it is longer than a day")));
}

#[test]
fn a_file_that_claims_a_day_but_has_no_inputs_is_cut_short() {
    let mut bytes = played(100).to_bytes();
    bytes[TICKS_AT..TICKS_AT + 4].copy_from_slice(&MAX_TICKS.to_le_bytes());
    assert_eq!(Replay::from_bytes(&signed(bytes)), Err(ReplayError::CutShort));
}

#[test]
fn an_input_that_lasts_too_long_is_refused() {
    let mut bytes = played(100).to_bytes();
    let runs_at =
        RULESET_AT + 4 + u32::from_le_bytes(bytes[RULESET_AT..RULESET_AT + 4].try_into().unwrap()) as usize;
    bytes.splice(runs_at.., [0x08, 0xff, 0xff, 0xff, 0xff, 0x7f]);
    bytes.extend([0; 8]);
    assert_eq!(
        Replay::from_bytes(&signed(bytes)),
        Err(ReplayError::Nonsense("an input lasts longer than a day"))
    );
}

#[test]
fn a_replay_of_nothing_is_one() {
    let sim = Sim::new(&arcade(), Difficulty::Normal, 1);
    let replay = Recorder::new(&sim).finish(&sim);
    let read = Replay::from_bytes(&replay.to_bytes()).unwrap();
    assert!(read.verify().unwrap().is_true());
}

/// The bytes of a short replay.
fn short() -> Vec<u8> {
    static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| played(300).to_bytes());
    BYTES.clone()
}

proptest! {
    #[test]
    fn any_cut_is_an_error(keep in 0.0f64..1.0) {
        let bytes = short();
        let keep = (bytes.len() as f64 * keep) as usize;
        prop_assert!(Replay::from_bytes(&bytes[..keep]).is_err());
    }

    #[test]
    fn any_changed_byte_is_an_error(index: prop::sample::Index, change in 1u8..) {
        let mut bytes = short();
        let index = index.index(bytes.len());
        bytes[index] ^= change;
        prop_assert!(Replay::from_bytes(&bytes).is_err());
    }

    #[test]
    fn no_bytes_are_too_much_for_the_reader(bytes: Vec<u8>) {
        let _ = Replay::from_bytes(&bytes);
        let mut made = short();
        made.truncate(RULESET_AT);
        made.extend(bytes);
        made.extend([0; 8]);
        if let Ok(replay) = Replay::from_bytes(&signed(made)) {
            prop_assert_eq!(replay.runs.iter().map(|run| run.ticks).sum::<u32>(), replay.ticks());
        }
    }

    #[test]
    fn what_a_forger_changes_is_read_or_refused(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = short();
        for (index, value) in changes {
            let index = index.index(bytes.len() - 8);
            bytes[index] = value;
        }
        if let Ok(replay) = Replay::from_bytes(&signed(bytes)) {
            prop_assert_eq!(replay.runs.iter().map(|run| run.ticks).sum::<u32>(), replay.ticks());
            let read = replay.to_bytes();
            prop_assert_eq!(Replay::from_bytes(&read), Ok(replay));
        }
    }
}
