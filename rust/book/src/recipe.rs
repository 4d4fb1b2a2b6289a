//! Carries out a recipe: the edits of a page, in a folder.

use std::fs;
use std::path::Path;

use crate::edit;
use crate::text::{Chapter, Content};

/// Writes and edits the files in `folder` that the page names.
///
/// # Errors
/// A file can't be read or written, or an edit does not fit: says where the edit is.
pub fn carry_out(page: &Chapter, folder: &Path) -> Result<(), String> {
    for block in &page.blocks {
        let located = |error: String| format!("{}, line {}: {error}", page.file, block.line);
        match &block.content {
            Content::File(path) => {
                fs::write(folder.join(path), &block.code)
                    .map_err(|error| located(format!("{path}: {error}")))?;
            }
            Content::Edit(path) => {
                let file = folder.join(path);
                let old = fs::read_to_string(&file).map_err(|error| located(format!("{path}: {error}")))?;
                let new =
                    edit::apply(&old, &block.code).map_err(|error| located(format!("{path}: {error}")))?;
                fs::write(&file, new).map_err(|error| located(format!("{path}: {error}")))?;
            }
            Content::Mistake(_) | Content::Output | Content::GdScript | Content::Text => {}
        }
    }
    Ok(())
}
