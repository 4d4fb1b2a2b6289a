//! The links within the book, and from it into the repository.

use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::text::{self, Book, Chapter};

/// The links and pictures that lead nowhere, each with its chapter. Addresses of other sites are not asked for.
pub fn broken_links(book: &Book) -> Vec<String> {
    let of_chapter = |chapter: &Chapter| {
        let targets = text::link_targets(&chapter.text).into_iter();
        let broken = targets.filter(|target| !leads_somewhere(&book.folder, &chapter.file, target));
        broken.map(|target| format!("{}: {target}", chapter.file)).collect::<Vec<_>>()
    };
    book.chapters.iter().flat_map(of_chapter).collect()
}

fn leads_somewhere(folder: &Path, chapter: &str, target: &str) -> bool {
    if target.starts_with("https://") {
        return true;
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let path = folder.join(if path.is_empty() { chapter } else { path });
    match anchor {
        None => path.exists(),
        Some(anchor) => fs::read_to_string(path).is_ok_and(|text| anchors(&text).iter().any(|a| a == anchor)),
    }
}

/// The anchors of a text's headings, as mdBook and GitHub make them.
fn anchors(text: &str) -> Vec<String> {
    let mut anchors = Vec::new();
    let mut heading: Option<String> = None;
    for (event, _) in text::events(text) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::End(TagEnd::Heading(_)), _) => anchors.extend(heading.take()),
            (Event::Text(part) | Event::Code(part), Some(heading)) => {
                let kept = part.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
                heading.extend(kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }));
            }
            _ => {}
        }
    }
    anchors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_has_the_anchor_that_mdbook_gives_it() {
        assert_eq!(anchors("# Why `Base`, and how?\n\ntext\n\n## 2. Next\n"), ["why-base-and-how", "2-next"]);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        for target in ["Cargo.toml", "src/lib.rs", "https://example.org/none"] {
            assert!(leads_somewhere(folder, "Cargo.toml", target), "{target}");
        }
        for target in ["none.md", "#none", "Cargo.toml#none", "http://example.org"] {
            assert!(!leads_somewhere(folder, "Cargo.toml", target), "{target}");
        }
    }
}
