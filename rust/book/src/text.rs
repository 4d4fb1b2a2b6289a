//! The chapters and their code blocks.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// The book, in the order of its summary.
#[derive(Debug)]
pub struct Book {
    /// The folder of the chapters.
    pub folder: PathBuf,
    /// The chapters.
    pub chapters: Vec<Chapter>,
}

/// A chapter.
#[derive(Debug)]
pub struct Chapter {
    /// Its file's name, such as `02-player.md`.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Its code blocks.
    pub blocks: Vec<Block>,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The line of the chapter in which it starts, from 1.
    pub line: usize,
    /// What it is.
    pub content: Content,
    /// The code.
    pub code: String,
}

/// What a code block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The whole of a file.
    File(String),
    /// An edit of a file.
    Edit(String),
    /// An edit of a file that breaks the project.
    Mistake(String),
    /// Lines that a run prints.
    Output,
    /// A script in `GDScript`.
    GdScript,
    /// Nothing that can be checked.
    Text,
}

impl Book {
    /// Reads the book whose `SUMMARY.md` is in `folder`.
    ///
    /// # Errors
    /// The summary or a chapter that it names can't be read.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let summary = fs::read_to_string(folder.join("SUMMARY.md"))?;
        let chapters = link_targets(&summary).into_iter().map(|file| {
            Chapter::read(folder, &file)
                .map_err(|error| io::Error::new(error.kind(), format!("{file}, from SUMMARY.md: {error}")))
        });
        Ok(Self { folder: folder.to_owned(), chapters: chapters.collect::<io::Result<_>>()? })
    }
}

impl Chapter {
    /// Reads a chapter, or any other page with such blocks.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn read(folder: &Path, file: &str) -> io::Result<Self> {
        let text = fs::read_to_string(folder.join(file))?;
        Ok(Self { blocks: blocks(&text), file: file.to_owned(), text })
    }
}

/// The events of a Markdown text, each with its place, as mdBook reads it.
pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, std::ops::Range<usize>)> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter()
}

/// Where the links and images of a Markdown text lead, in order.
pub fn link_targets(text: &str) -> Vec<String> {
    let target = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.into_string())
        }
        _ => None,
    };
    events(text).filter_map(|(event, _)| target(event)).collect()
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut is_open = false;
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let line = text[..range.start].lines().count() + 1;
                blocks.push(Block { line, content: content(&info), code: String::new() });
                is_open = true;
            }
            Event::Text(code) if is_open => {
                if let Some(block) = blocks.last_mut() {
                    block.code += &code;
                }
            }
            Event::End(_) => is_open = false,
            _ => {}
        }
    }
    blocks
}

fn content(info: &str) -> Content {
    let words: Vec<&str> = info.split_whitespace().collect();
    let file = words.iter().find_map(|word| word.strip_prefix("file=")).map(str::to_owned);
    match (words.first(), file) {
        (Some(&"diff"), Some(file)) if words.contains(&"mistake") => Content::Mistake(file),
        (Some(&"diff"), Some(file)) => Content::Edit(file),
        (_, Some(file)) => Content::File(file),
        (Some(&"gdscript"), None) => Content::GdScript,
        (_, None) if words.contains(&"output") => Content::Output,
        _ => Content::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_says_what_it_is() {
        let text = "# A\n\n```rust file=a.rs\nfn a() {}\n```\n\n```diff file=a.rs mistake\n-x\n```\n```text output\nb\n```\n";
        let found: Vec<_> = blocks(text).into_iter().map(|block| (block.line, block.content)).collect();
        let expected =
            [(3, Content::File("a.rs".into())), (7, Content::Mistake("a.rs".into())), (10, Content::Output)];
        assert_eq!(found, expected);
        assert_eq!(blocks(text)[0].code, "fn a() {}\n");
    }

    #[test]
    fn a_block_without_a_file_is_only_text() {
        for (info, expected) in
            [("rust", Content::Text), ("", Content::Text), ("gdscript", Content::GdScript)]
        {
            assert_eq!(content(info), expected, "{info}");
        }
    }
}
