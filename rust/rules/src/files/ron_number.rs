//! Explains numbers that RON can't parse: `400,5`, `4oo`, or `0x190` for a float.
//!
//! RON's parser reads as much as it can and then reports the character after that. This module looks at the whole word instead.

use ron::Error;

use super::ron_field_path::line_and_column;

/// What is allowed, where the deserializer does not say it.
const HINT: &str = "digits are allowed, and a decimal point where a fraction may stand";

/// A number that can't be parsed.
#[derive(Debug, PartialEq, Eq)]
pub struct WrongNumber {
    /// The line and column (from 1) where it begins.
    pub location: (usize, usize),
    /// What is wrong with it, and what is allowed.
    pub problem: String,
}

/// Explains the number at or before the byte where the parser stopped. None if the error is not about a number.
pub fn diagnose(text: &str, stopped: usize, error: &Error) -> Option<WrongNumber> {
    let word = Word::around(text, stopped);
    let complaint = error.to_string();
    // Fields with limits say what they allow after a semicolon.
    let allowed = complaint.split_once("; ").map(|(_, allowed)| allowed);
    let wrong = |word: &Word<'_>, what: String, hint: &str| {
        let allowed = allowed.unwrap_or(hint);
        let problem = if allowed.is_empty() { what } else { format!("{what}; {allowed}") };
        Some(WrongNumber { location: line_and_column(text, word.start), problem })
    };
    if let Some((word, fraction)) = decimal_comma(text, &word, stopped) {
        let whole = word.text;
        let what =
            format!("\"{whole},{fraction}\" has a comma; a number has a decimal point: {whole}.{fraction}");
        return wrong(&word, what, "");
    }
    if word.is_number() && (word.start + 1..word.end()).contains(&stopped) {
        // The parser stopped inside the word, so it was reading a whole number.
        let is_fraction = word.text.replace('_', "").parse::<f64>().is_ok();
        let kind = if is_fraction { "a whole number" } else { kind(&complaint) };
        let what = format!("{:?} is not {kind}", word.text);
        return match word.in_another_base() {
            Some(value) => wrong(&word, format!("{what}; write it in decimal: {value}"), ""),
            None => wrong(&word, what, HINT),
        };
    }
    let is_other = match error {
        Error::ExpectedFloat | Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => true,
        Error::Message(message) => ["Expected float", "Expected integer", "Invalid digit"]
            .iter()
            .any(|start| message.starts_with(start)),
        _ => false,
    };
    if is_other && !word.text.is_empty() {
        let what = format!("{} is not {}", quoted(word.text), kind(&complaint));
        return wrong(&word, what, HINT);
    }
    if complaint.starts_with("Integer is out of bounds") && word.is_number() {
        return wrong(
            &word,
            format!("{} is out of range", word.text),
            "a smaller whole number that is not negative is allowed",
        );
    }
    None
}

/// What the parser expected: a whole number or any number.
fn kind(complaint: &str) -> &'static str {
    let wants_whole =
        ["whole number", "integer", "Invalid digit"].iter().any(|word| complaint.contains(word));
    if wants_whole { "a whole number" } else { "a number" }
}

/// The word in quotes, unless it has its own.
fn quoted(word: &str) -> String {
    if word.starts_with('"') { word.to_owned() } else { format!("{word:?}") }
}

/// A number with a decimal comma: the digits before and after it.
fn decimal_comma<'a>(text: &'a str, word: &Word<'a>, stopped: usize) -> Option<(Word<'a>, &'a str)> {
    let is_whole = |word: &Word<'_>| {
        let digits = word.text.strip_prefix(['-', '+']).unwrap_or(word.text);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (whole, fraction) = if text[..word.start].ends_with(',') && stopped <= word.start + 1 {
        // The parser went past the comma and expects a field name there.
        (Word::around(text, word.start - 1), Word { ..*word })
    } else if text[word.end()..].starts_with(',') && text[..word.start].trim_end().ends_with(':') {
        // The parser rejected the digits before the comma: the value of a field, after which a name would follow.
        (Word { ..*word }, Word::around(text, word.end() + 1))
    } else {
        return None;
    };
    let is_pair = is_whole(&whole) && is_whole(&fraction) && fraction.start == whole.end() + 1;
    let is_name = text[fraction.end()..].trim_start().starts_with(':');
    (is_pair && fraction.text.starts_with(|c: char| c.is_ascii_digit()) && !is_name)
        .then_some((whole, fraction.text))
}

/// A word of the text: a number, a name, a string.
struct Word<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Word<'a> {
    /// The word that contains or touches a byte; empty if there is none.
    fn around(text: &'a str, byte: usize) -> Self {
        let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-' | '%');
        if text[byte..].starts_with('"') {
            let end =
                text[byte + 1..].find(['"', '\n']).map_or(text.len(), |at| (byte + at + 2).min(text.len()));
            return Self { start: byte, text: text.get(byte..end).unwrap_or_default() };
        }
        let before =
            text[..byte].chars().rev().take_while(|&c| belongs(c)).map(char::len_utf8).sum::<usize>();
        let after = text[byte..].chars().take_while(|&c| belongs(c)).map(char::len_utf8).sum::<usize>();
        Self { start: byte - before, text: &text[byte - before..byte + after] }
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it begins like a number.
    fn is_number(&self) -> bool {
        let digits = self.text.trim_start_matches(['-', '+', '.']);
        digits.starts_with(|c: char| c.is_ascii_digit())
    }

    /// The value of a whole number in base 2, 8 or 16.
    fn in_another_base(&self) -> Option<u64> {
        let digits = self.text.replace('_', "");
        [("0x", 16), ("0o", 8), ("0b", 2)]
            .into_iter()
            .find_map(|(prefix, base)| u64::from_str_radix(digits.strip_prefix(prefix)?, base).ok())
    }
}
