//! Errors of numbers that can't be parsed, in each RON file that a person edits.

use creeps_rules::best_scores::BestScores;
use creeps_rules::input_script::InputScript;
use creeps_rules::{Tuning, ron_file};

/// The message about `value` as the ship's speed, behind its position.
fn speed(value: &str) -> String {
    let text = format!("(player: (\n  speed: {value},\n  scale: 1))");
    let error = Tuning::read("t.ron", text.as_bytes()).expect_err(value).to_string();
    error
        .strip_prefix("t.ron:2:10: player.speed: ")
        .unwrap_or_else(|| panic!("{value} is reported at another location: {error}"))
        .to_owned()
}

const ALLOWED: &str = "a number from 10 to 2000 px/s is allowed";

#[test]
fn the_error_of_a_decimal_comma_shows_the_point() {
    for value in ["400,5", "5,25", "-4,5", "400,5 "] {
        let said = speed(value);
        let point = value.trim().replace(',', ".");
        assert!(said.contains(&format!("a number has a decimal point: {point}")), "{value}: {said}");
    }
}

#[test]
fn a_number_with_letters_in_it_is_quoted_whole() {
    for value in ["4oo", "400px", "1.5.2", "4e", "50%", "40O", "4__f", "12.5s"] {
        let said = speed(value);
        assert!(said.starts_with(&format!("{value:?} is not a number; ")), "{value}: {said}");
        assert!(said.contains("allowed"), "{value}: {said}");
    }
}

#[test]
fn the_error_of_a_hexadecimal_float_shows_its_decimal_value() {
    assert_eq!(speed("0x190"), format!("\"0x190\" is not a number; write it in decimal: 400; {ALLOWED}"));
}

#[test]
fn a_word_or_a_string_for_a_number_is_quoted() {
    for (value, shown) in [("fast", "\"fast\""), ("\"fast\"", "\"fast\""), ("\"400\"", "\"400\"")] {
        assert_eq!(speed(value), format!("{shown} is not a number; {ALLOWED}"));
    }
}

#[test]
fn a_number_out_of_range_is_reported_as_such() {
    assert_eq!(speed("4"), format!("4 is out of range; {ALLOWED}"));
    assert_eq!(speed("1e30"), format!("1000000000000000000000000000000 is out of range; {ALLOWED}"));
}

#[test]
fn the_error_says_where_a_whole_number_is_needed() {
    let best = |value: &str| {
        BestScores::read("b.ron", format!("(version: 1, classic: {value}, horde: 2)").as_bytes())
            .expect_err(value)
            .to_string()
    };
    for (value, said) in [
        ("4oo", "b.ron:1:23: classic: \"4oo\" is not a number"),
        ("3.5", "b.ron:1:23: classic: \"3.5\" is not a whole number"),
        ("1,5", "b.ron:1:23: classic: \"1,5\" has a comma"),
        ("many", "b.ron:1:23: classic: \"many\" is not a whole number"),
        ("-3", "b.ron:1:23: classic: -3 is out of range"),
        ("99999999999", "b.ron:1:23: classic: 99999999999 is out of range"),
    ] {
        let error = best(value);
        assert!(error.starts_with(said), "{value}: {error}");
    }
    // RON's own hexadecimal works where a whole number is wanted.
    assert_eq!(BestScores::read("b.ron", b"(version: 1, classic: 0x190)").map(|best| best.classic), Ok(400));
}

#[test]
fn numbers_of_an_input_script_have_the_same_errors() {
    let script = |text: &str| InputScript::read("i.ron", text.as_bytes()).expect_err(text).to_string();
    let error = script("(inputs: [(1, Stick(0,5))])");
    assert!(error.contains("\"0,5\" has a comma; a number has a decimal point: 0.5"), "{error}");
    let error = script("(inputs: [(6O, FocusOut)])");
    assert!(error.contains("\"6O\" is not a number"), "{error}");
}

#[test]
fn lists_and_pairs_of_numbers_keep_their_commas() {
    assert_eq!(ron_file::read::<Vec<u32>>("l.ron", b"[1,2]"), Ok(vec![1, 2]));
    assert!(InputScript::read("i.ron", b"(inputs: [(1, Touch(0, (100,600)))])").is_ok());
    let error = ron_file::read::<Vec<String>>("l.ron", b"[1,2]").unwrap_err();
    assert!(!error.problem.contains("comma"), "{error}");
}
