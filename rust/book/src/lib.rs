//! Reads the book in `docs/book` and the recipes in `docs/recipes`: what they tell readers to write, and where the book's links lead.
//!
//! A code block says in its info string what it is:
//!
//! | block | is |
//! |---|---|
//! | ```` ```rust file=rust/src/player.rs ```` | a whole file (any language) |
//! | ```` ```diff file=rust/src/player.rs ```` | an edit: lines with `+` are added, lines with `-` go, the others say where. `@@` separates places; lines with `+` alone go to the end |
//! | ```` ```diff file=… mistake ```` | an edit that breaks the chapter's project; nothing after it builds on it |
//! | ```` ```text output ```` | lines that a run prints: of the mistake right before it, or else of the chapter's project. `…` stands for any text |
//! | ```` ```gdscript ```` | a whole script, which must compile |
//!
//! All others are only text.

use std::path::Path;

mod edit;
pub mod folder;
mod links;
mod output;
mod project;
pub mod recipe;
mod text;

pub use links::broken_links;
pub use output::missing_lines;
pub use project::{Files, Mistake, Project};
pub use text::{Block, Book, Chapter, Content};

/// The checkout that this crate was built from.
///
/// # Panics
/// Never: the crate lies two folders below it.
pub fn root() -> &'static Path {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    above.nth(2).expect("the crate lies two folders below the root")
}
