//! The project that a reader has after a chapter.

use std::collections::BTreeMap;

use crate::edit;
use crate::text::{Book, Content};

/// Files by their paths in the reader's folder.
pub type Files = BTreeMap<String, String>;

/// What a chapter leads to.
#[derive(Debug, Default)]
pub struct Project {
    /// The files at the chapter's end.
    pub files: Files,
    /// The chapter's scripts in `GDScript`.
    pub scripts: Vec<String>,
    /// The lines that the project prints.
    pub output: String,
    /// What the chapter tells about mistakes.
    pub mistakes: Vec<Mistake>,
}

/// A mistake, and what it leads to.
#[derive(Debug)]
pub struct Mistake {
    /// Where the book has it: chapter and line.
    pub location: String,
    /// The files with the mistake.
    pub files: Files,
    /// The lines that the compiler or the engine prints.
    pub output: String,
}

impl Project {
    /// The project at the end of the chapter in `file`.
    ///
    /// # Errors
    /// A block of this chapter or one before it can't be applied: says where it is and why.
    pub fn after(book: &Book, file: &str) -> Result<Self, String> {
        let mut project = Self::default();
        for chapter in &book.chapters {
            let is_last = chapter.file == file;
            let located = |line, error| format!("{}, line {line}: {error}", chapter.file);
            let mut mistakes = Vec::new();
            for block in &chapter.blocks {
                let code = &block.code;
                match &block.content {
                    Content::File(path) => drop(project.files.insert(path.clone(), code.clone())),
                    Content::Edit(path) => {
                        let edited = edited(&project.files, path, code);
                        project
                            .files
                            .insert(path.clone(), edited.map_err(|error| located(block.line, error))?);
                    }
                    Content::Mistake(_) => mistakes.push((block, String::new())),
                    Content::Output if is_last => match mistakes.last_mut() {
                        Some((_, output)) => output.push_str(code),
                        None => project.output += code,
                    },
                    Content::GdScript if is_last => project.scripts.push(code.clone()),
                    Content::Output | Content::GdScript | Content::Text => {}
                }
            }
            if !is_last {
                continue;
            }
            for (block, output) in mistakes {
                let Content::Mistake(path) = &block.content else { continue };
                let mut files = project.files.clone();
                let edited = edited(&files, path, &block.code);
                files.insert(path.clone(), edited.map_err(|error| located(block.line, error))?);
                let location = format!("{}, line {}", chapter.file, block.line);
                project.mistakes.push(Mistake { location, files, output });
            }
            return Ok(project);
        }
        Err(format!("the summary has no chapter {file}"))
    }
}

fn edited(files: &Files, path: &str, edit: &str) -> Result<String, String> {
    let file = files.get(path).ok_or_else(|| format!("there is no {path} to edit yet"))?;
    edit::apply(file, edit).map_err(|error| format!("{path}: {error}"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::text::{Block, Chapter};

    fn book(blocks: &[(Content, &str)]) -> Book {
        let block = |(index, (content, code)): (usize, &(Content, &str))| Block {
            line: index + 1,
            content: content.clone(),
            code: (*code).to_owned(),
        };
        let blocks = blocks.iter().enumerate().map(block).collect();
        let chapter = Chapter { file: "1.md".to_owned(), text: String::new(), blocks };
        Book { folder: PathBuf::new(), chapters: vec![chapter] }
    }

    #[test]
    fn a_mistake_is_made_at_the_end_of_the_chapter_and_stays_out_of_the_project() {
        let a = || "a".to_owned();
        let blocks = [
            (Content::File(a()), "x\n"),
            (Content::Mistake(a()), "-y\n+z\n"),
            (Content::Output, "boom\n"),
            (Content::Edit(a()), "-x\n+y\n"),
        ];
        let project = Project::after(&book(&blocks), "1.md").unwrap();
        assert_eq!(project.files["a"], "y\n");
        assert_eq!(project.mistakes[0].files["a"], "z\n");
        assert_eq!((project.mistakes[0].output.as_str(), project.output.as_str()), ("boom\n", ""));
    }

    #[test]
    fn a_broken_block_is_named_by_chapter_and_line() {
        let blocks = [(Content::File("a".to_owned()), "x\n"), (Content::Edit("a".to_owned()), "-y\n")];
        let error = Project::after(&book(&blocks), "1.md").unwrap_err();
        assert!(error.starts_with("1.md, line 2: a: "), "{error}");
    }
}
