//! Reads the RON files that people edit. Errors say where and what is wrong.

use std::fmt;

use ron::error::{Position, SpannedError};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::ron_field_path::{byte_at, field_path_at, location_of};
use super::ron_number;

/// The maximum file size, in bytes. Files that people write are far shorter.
pub const MAX_BYTES: usize = 1 << 20;

/// What is wrong with a file. It is shown as one line on the console and the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// The file's name as the person knows it.
    pub file: String,
    /// Line and column, from 1. None for an error of the whole file.
    pub location: Option<(usize, usize)>,
    /// The field's path, such as `player.speed`. None outside of any field.
    pub field_path: Option<String>,
    /// What is wrong, and what is allowed.
    pub problem: String,
}

impl FileError {
    /// An error of the whole file: it can't be opened, or it is too long.
    pub fn whole(file: &str, problem: impl Into<String>) -> Self {
        Self { file: file.to_owned(), location: None, field_path: None, problem: problem.into() }
    }

    /// An error of the field with this path, such as `bosses[0].at`, in a file with these bytes.
    ///
    /// For checks that need more than the field's own value: another field, or facts that the deserializer does not have.
    pub fn of_field(file: &str, bytes: &[u8], field_path: &str, problem: impl Into<String>) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Self {
            location: location_of(text, field_path),
            field_path: Some(field_path.to_owned()),
            ..Self::whole(file, one_line(&problem.into()))
        }
    }

    /// The error of a file that can't be written.
    pub fn cant_write(file: &str, problem: &str) -> Self {
        Self::whole(file, format!("the file can't be written: {problem}"))
    }

    /// The error of a file with `bytes` bytes, more than `limit`.
    pub fn too_long(file: &str, bytes: u64, limit: usize) -> Self {
        Self::whole(file, format!("the file is {bytes} bytes long; at most {limit} are allowed"))
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some((line, column)) = self.location {
            write!(f, ":{line}:{column}")?;
        }
        if let Some(field_path) = &self.field_path {
            write!(f, ": {field_path}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for FileError {}

/// Parses a RON file. `file` is its name in errors.
///
/// # Errors
/// The file is too long, not UTF-8, not RON, or has something that `T` does not allow.
pub fn read<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, FileError> {
    if bytes.len() > MAX_BYTES {
        return Err(FileError::too_long(file, bytes.len() as u64, MAX_BYTES));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| FileError {
        location: Some(location_behind(&bytes[..error.valid_up_to()])),
        ..FileError::whole(file, "this is not UTF-8 text; save the file as UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let located = |error| located(file, text, &error);
    let mut deserializer = ron::Deserializer::from_str(text).map_err(located)?;
    let value = T::deserialize(&mut deserializer).map_err(|error| located(deserializer.span_error(error)))?;
    deserializer.end().map_err(|error| located(deserializer.span_error(error)))?;
    Ok(value)
}

/// Checks whether a file is RON, whatever it says. `file` is its name in errors.
///
/// # Errors
/// As of [`read`].
pub fn check_syntax(file: &str, bytes: &[u8]) -> Result<(), FileError> {
    read::<IgnoredAny>(file, bytes).map(drop)
}

fn located(file: &str, text: &str, error: &SpannedError) -> FileError {
    let Position { line, col } = error.span.start;
    let stopped = byte_at(text, error.span.end.line, error.span.end.col);
    let (mut line, mut column) = (line, col);
    let mut problem = error.code.to_string();
    if let Some(number) = ron_number::diagnose(text, stopped, &error.code) {
        (line, column) = number.location;
        problem = number.problem;
    }
    FileError {
        file: file.to_owned(),
        location: Some((line, column)),
        field_path: field_path_at(text, line, column).map(|path| one_line(&path)),
        problem: one_line(&problem),
    }
}

/// The line and column, from 1, right after `before`, which may end inside a character.
fn location_behind(before: &[u8]) -> (usize, usize) {
    let text = String::from_utf8_lossy(before);
    let line = 1 + text.matches('\n').count();
    let column = 1 + text.chars().rev().take_while(|&c| c != '\n').count();
    (line, column)
}

/// Makes a message one readable line. Parsers quote the file, and a broken file may contain anything.
fn one_line(message: &str) -> String {
    const MAX_CHARS: usize = 200;
    let mut line: String =
        message.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_CHARS).collect();
    if message.chars().nth(MAX_CHARS).is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_syntax_of_any_file_can_be_checked() {
        let good = "// A comment\n#![enable(implicit_some)]\nThing(a: 1, b: [Other, Tuple(2, \"x\")], c: (d: Some(true)))";
        assert_eq!(check_syntax("any.ron", good.as_bytes()), Ok(()));
        let error = check_syntax("any.ron", b"(\n    a: 1\n    b: 2,\n)").unwrap_err();
        assert_eq!(error.location.map(|(line, _)| line), Some(3), "{error}");
    }
}
