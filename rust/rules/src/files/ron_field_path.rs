//! Converts between a location in a RON text and a field path such as `creeps[2].motion.speed`, for errors.
//!
//! The crate `serde_path_to_error` could track the path during deserialization, but it made the Linux library 3.5 MB instead of 3.0.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::CharIndices;

/// An open bracket.
struct Open {
    /// Elements of a list are counted; fields of a struct or a map have names.
    is_list: bool,
    /// Elements before this one.
    count: usize,
    /// The name of the current field.
    name: Option<String>,
}

/// The path of the field at a line and column (from 1). None outside of any field.
///
/// At a closing bracket the path is the struct's own: an error there means that the struct lacks a field.
pub fn field_path_at(text: &str, line: usize, column: usize) -> Option<String> {
    let end = byte_at(text, line, column);
    let closes = text[end..].starts_with([')', ']', '}']);
    let mut open: Vec<Open> = Vec::new();
    let mut chars = text.char_indices().peekable();
    // The last name or string. A colon after it makes it a field name.
    let mut word: Option<&str> = None;
    while let Some((at, c)) = chars.next() {
        // A name is read up to its colon, because the error may be about the name.
        if at >= end && !(c == ':' || c.is_whitespace()) && word.is_none() && !is_name(c) {
            break;
        }
        match c {
            '(' | '[' | '{' if at < end => {
                open.push(Open { is_list: c == '[', count: 0, name: None });
                word = None;
            }
            ')' | ']' | '}' if at < end => {
                open.pop();
                word = None;
            }
            ',' if at < end => {
                if let Some(open) = open.last_mut() {
                    open.count += 1;
                    open.name = None;
                }
                word = None;
            }
            ':' => {
                if let (Some(open), Some(name)) = (open.last_mut(), word.take()) {
                    open.name = Some(name.to_owned());
                }
                if at >= end {
                    break;
                }
            }
            '/' => skip_comment(&mut chars),
            '"' => word = Some(string(text, at, &mut chars)),
            '\'' => word = None,
            c if is_name(c) => {
                word = Some(name(text, at, &mut chars));
                if at >= end && chars.peek().is_none_or(|&(_, next)| next != ':' && !next.is_whitespace()) {
                    break;
                }
            }
            c if c.is_whitespace() => {}
            _ if at >= end => break,
            _ => word = None,
        }
    }
    if closes && let Some(last) = open.last_mut() {
        last.name = None;
        if last.is_list {
            open.pop();
        }
    }
    path(&open)
}

/// The line and column (from 1) where the value of the field with this path begins. None if the text has no such field.
pub fn location_of(text: &str, field_path: &str) -> Option<(usize, usize)> {
    let mut open: Vec<Open> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut word: Option<&str> = None;
    // Whether the next token begins a value.
    let mut begins = false;
    while let Some((at, c)) = chars.next() {
        let is_token = !c.is_whitespace() && !matches!(c, '/' | ')' | ']' | '}' | ',' | ':');
        if is_token && begins {
            if path(&open).as_deref() == Some(field_path) {
                return Some(line_and_column(text, at));
            }
            begins = false;
        }
        match c {
            '(' | '[' | '{' => {
                open.push(Open { is_list: c == '[', count: 0, name: None });
                begins = c == '[';
                word = None;
            }
            ')' | ']' | '}' => {
                open.pop();
                (begins, word) = (false, None);
            }
            ',' => {
                if let Some(open) = open.last_mut() {
                    open.count += 1;
                    open.name = None;
                    begins = open.is_list;
                }
                word = None;
            }
            ':' => {
                if let (Some(open), Some(name)) = (open.last_mut(), word.take()) {
                    open.name = Some(name.to_owned());
                    begins = true;
                }
            }
            '/' => skip_comment(&mut chars),
            '"' => word = Some(string(text, at, &mut chars)),
            '\'' => word = None,
            c if is_name(c) => word = Some(name(text, at, &mut chars)),
            c if c.is_whitespace() => {}
            _ => word = None,
        }
    }
    None
}

/// The line and column (from 1) of a byte.
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte];
    let line = 1 + before.matches('\n').count();
    (line, 1 + before.chars().rev().take_while(|&c| c != '\n').count())
}

fn path(open: &[Open]) -> Option<String> {
    let mut path = String::new();
    for open in open {
        // Writing to a String can't fail.
        let _ = match &open.name {
            _ if open.is_list => write!(path, "[{}]", open.count),
            Some(name) if path.is_empty() => write!(path, "{name}"),
            Some(name) => write!(path, ".{name}"),
            None => Ok(()),
        };
    }
    (!path.is_empty()).then_some(path)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Reads the name that begins at a byte.
fn name<'a>(text: &'a str, from: usize, chars: &mut Peekable<CharIndices<'_>>) -> &'a str {
    let mut end = from + text[from..].chars().next().map_or(0, char::len_utf8);
    while let Some((at, c)) = chars.next_if(|&(_, c)| is_name(c)) {
        end = at + c.len_utf8();
    }
    &text[from..end]
}

/// Reads the string that begins at a byte; returns its content.
fn string<'a>(text: &'a str, from: usize, chars: &mut Peekable<CharIndices<'_>>) -> &'a str {
    let mut end = from + 1;
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return &text[from + 1..at],
            '\\' => drop(chars.next()),
            _ => {}
        }
        end = at + c.len_utf8();
    }
    &text[from + 1..end]
}

/// Skips a comment whose first `/` was read. Block comments nest.
fn skip_comment(chars: &mut Peekable<CharIndices<'_>>) {
    match chars.peek() {
        Some((_, '/')) => while chars.next_if(|&(_, c)| c != '\n').is_some() {},
        Some((_, '*')) => {
            let (mut depth, mut before) = (0_u32, '/');
            for (_, c) in chars.by_ref() {
                match (before, c) {
                    ('/', '*') => depth += 1,
                    ('*', '/') => depth = depth.saturating_sub(1),
                    _ => {
                        before = c;
                        continue;
                    }
                }
                before = ' ';
                if depth == 0 {
                    return;
                }
            }
        }
        _ => {}
    }
}

/// The byte at a line and column (from 1), or the end of the text if there is no such location.
pub fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(breaks) => text.match_indices('\n').nth(breaks).map_or(text.len(), |(at, _)| at + 1),
    };
    let rest = &text[start..];
    rest.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| start + at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The path of the field at the first `@`, which is removed.
    fn field(text: &str) -> Option<String> {
        let (before, after) = text.split_once('@').unwrap();
        let line = 1 + before.matches('\n').count();
        let column = 1 + before.chars().rev().take_while(|&c| c != '\n').count();
        field_path_at(&format!("{before}{after}"), line, column)
    }

    #[test]
    fn a_value_has_a_path() {
        assert_eq!(field("(player: (speed: @5))").unwrap(), "player.speed");
        assert_eq!(field("(a: 1, waves: [(n: 1), (n: 2, groups: [1, @2])])").unwrap(), "waves[1].groups[1]");
        assert_eq!(
            field("(m: Weave(width: 3,\n  // a: comment, with (brackets\n  pace: @4))").unwrap(),
            "m.pace"
        );
        assert_eq!(field("(kinds: { \"tank, big\": (health: @0) })").unwrap(), "kinds.tank, big.health");
        assert_eq!(field("(a: \"x\\\"), (\", /* b: ( /* */ */ c: @1)").unwrap(), "c");
    }

    #[test]
    fn a_wrong_name_has_a_path_too() {
        assert_eq!(field("(player: (@sped: 5))").unwrap(), "player.sped");
    }

    #[test]
    fn a_missing_field_is_reported_for_its_struct() {
        assert_eq!(field("(player: (size: 5@))").unwrap(), "player");
        assert_eq!(field("(player: (size: 5,@), b: 2)").unwrap(), "player");
        assert_eq!(field("(size: 5@)"), None);
    }

    #[test]
    fn outside_of_all_fields_there_is_no_path() {
        assert_eq!(field("@(a: 1)"), None);
        assert_eq!(field("(a: 1) @x"), None);
    }

    #[test]
    fn a_path_has_the_location_of_its_value() {
        let text = "(\n  // boss: (at: 1)\n  bosses: [\n    (name: \"a, (b\", at: 1),\n    (name: \"c\", at:  22, x: V(gap: [7])),\n  ],\n)";
        for (path, location) in [
            ("bosses", (3, 11)),
            ("bosses[1]", (5, 5)),
            ("bosses[0].at", (4, 25)),
            ("bosses[1].at", (5, 22)),
            ("bosses[1].x.gap[0]", (5, 37)),
        ] {
            assert_eq!(location_of(text, path), Some(location), "{path}");
            assert_eq!(field_path_at(text, location.0, location.1).as_deref(), Some(path));
        }
        assert_eq!(location_of(text, "bosses[2].at"), None);
    }

    proptest! {
        #[test]
        fn no_text_and_path_panic(text in "[a-c:,()\\[\\]{}\"'/*\\\\ \né]{0,60}", path in "[a-c.\\[\\]01]{0,8}") {
            if let Some((line, column)) = location_of(&text, &path) {
                prop_assert!(byte_at(&text, line, column) < text.len());
            }
        }

        #[test]
        fn no_text_and_location_panic(
            text in "[a-c:,()\\[\\]{}\"'/*\\\\ \né]{0,60}", line in 0..9_usize, column in 0..40_usize,
        ) {
            let _ = field_path_at(&text, line, column);
        }
    }
}
