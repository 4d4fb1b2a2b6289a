//! Reads the RON files that people edit, and says where and what is wrong with one.

use std::fmt;

use ron::error::{Position, SpannedError};
use serde::de::DeserializeOwned;

use crate::ron_field::{byte_at, field_at, position_of};
use crate::ron_number;

/// The longest file that is read, in bytes; a file that a person wrote is far shorter.
pub const MAX_BYTES: usize = 1 << 20;

/// What is wrong with a file: one line for the console and the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// The file, as the person knows it.
    pub file: String,
    /// Line and column, from 1; none where the whole file is at fault.
    pub place: Option<(usize, usize)>,
    /// The field's path, such as `player.speed`; none outside of any field.
    pub field: Option<String>,
    /// What is wrong, and what is allowed.
    pub problem: String,
}

impl FileError {
    /// An error with a file as a whole: it can't be opened, it is too long.
    pub fn whole(file: &str, problem: impl Into<String>) -> Self {
        Self { file: file.to_owned(), place: None, field: None, problem: problem.into() }
    }

    /// An error with the field of this path, such as `bosses[0].at`, in the file of these bytes: it says where the field stands.
    ///
    /// For what is wrong only beside another field, or to who knows more than the reader.
    pub fn of_field(file: &str, bytes: &[u8], field: &str, problem: impl Into<String>) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Self {
            place: position_of(text, field),
            field: Some(field.to_owned()),
            ..Self::whole(file, one_line(&problem.into()))
        }
    }

    /// The error of a file that is `bytes` long, which is more than `limit`.
    pub fn too_long(file: &str, bytes: u64, limit: usize) -> Self {
        Self::whole(file, format!("the file is {bytes} bytes long; at most {limit} are allowed"))
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        if let Some(field) = &self.field {
            write!(f, ": {field}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for FileError {}

/// Reads a value from a RON file's bytes; `file` is what errors call it.
///
/// # Errors
/// The file is too long, not UTF-8, not RON, or holds something that `T` does not allow.
pub fn read<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, FileError> {
    if bytes.len() > MAX_BYTES {
        return Err(FileError::too_long(file, bytes.len() as u64, MAX_BYTES));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| FileError {
        place: Some(place_of(&bytes[..error.valid_up_to()])),
        ..FileError::whole(file, "this is not UTF-8 text; save the file as UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let located = |error| located(file, text, &error);
    let mut deserializer = ron::Deserializer::from_str(text).map_err(located)?;
    let value = T::deserialize(&mut deserializer).map_err(|error| located(deserializer.span_error(error)))?;
    deserializer.end().map_err(|error| located(deserializer.span_error(error)))?;
    Ok(value)
}

fn located(file: &str, text: &str, error: &SpannedError) -> FileError {
    let Position { line, col } = error.span.start;
    let stopped = byte_at(text, error.span.end.line, error.span.end.col);
    let (mut line, mut column) = (line, col);
    let mut problem = error.code.to_string();
    if let Some(number) = ron_number::diagnose(text, stopped, &error.code) {
        (line, column) = number.position;
        problem = number.problem;
    }
    FileError {
        file: file.to_owned(),
        place: Some((line, column)),
        field: field_at(text, line, column).map(|field| one_line(&field)),
        problem: one_line(&problem),
    }
}

/// The line and column, from 1, just behind `before`, which may be cut anywhere.
fn place_of(before: &[u8]) -> (usize, usize) {
    let text = String::from_utf8_lossy(before);
    let line = 1 + text.matches('\n').count();
    let column = 1 + text.chars().rev().take_while(|&c| c != '\n').count();
    (line, column)
}

/// Parsers quote what they found, and a broken file may hold anything: keeps a message to one readable line.
fn one_line(message: &str) -> String {
    const MAX_CHARS: usize = 200;
    let mut line: String =
        message.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_CHARS).collect();
    if message.chars().nth(MAX_CHARS).is_some() {
        line.push('…');
    }
    line
}
