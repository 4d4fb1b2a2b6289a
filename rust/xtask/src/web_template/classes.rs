//! The engine's classes, read from its sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use walkdir::{DirEntry, WalkDir};

/// Where classes are declared that a 2D build may hold.
const FOLDERS: [&str; 4] = ["core", "scene", "servers", "main"];

/// Fewer cannot be: then the sources are not as expected.
const FEWEST: usize = 500;

/// The classes, each with the one that it is derived from.
#[derive(Debug, Default)]
pub struct Classes {
    parents: BTreeMap<String, String>,
}

impl Classes {
    /// Reads all declarations `GDCLASS(Class, Parent)` of a source tree.
    ///
    /// # Errors
    ///
    /// When there are hardly any.
    pub fn of(tree: &Path) -> Result<Self> {
        let mut this = Self::default();
        for folder in FOLDERS {
            let files = WalkDir::new(tree.join(folder)).into_iter().flatten();
            // What lies in `3d` is not compiled.
            let headers = files.map(DirEntry::into_path).filter(|path| {
                path.extension().is_some_and(|extension| extension == "h")
                    && !path.components().any(|part| part.as_os_str() == "3d")
            });
            for header in headers {
                this.read(&String::from_utf8_lossy(&fs::read(header)?));
            }
        }
        ensure!(
            this.parents.len() >= FEWEST,
            "{} declares only {} classes: is it Godot's source?",
            tree.display(),
            this.parents.len()
        );
        Ok(this)
    }

    fn read(&mut self, header: &str) {
        for line in header.lines() {
            let declared =
                ["GDCLASS(", "GDSOFTCLASS("].iter().find_map(|macro_| line.trim().strip_prefix(macro_));
            let names =
                declared.and_then(|rest| rest.split_once(')')).and_then(|(names, _)| names.split_once(','));
            if let Some((class, parent)) = names {
                self.parents.insert(class.trim().to_owned(), parent.trim().to_owned());
            }
        }
    }

    /// Whether the engine has such a class.
    pub fn has(&self, class: &str) -> bool {
        self.parents.contains_key(class)
    }

    /// Those of the names in a text that are classes.
    pub fn named_in<'a>(&self, text: &'a str) -> BTreeSet<&'a str> {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        words.filter(|word| self.has(word)).collect()
    }

    /// A class and all that it is derived from.
    pub fn lineage<'a>(&'a self, class: &'a str) -> impl Iterator<Item = &'a str> {
        std::iter::successors(Some(class), |class| self.parents.get(*class).map(String::as_str))
    }

    /// Whether a class is another, or derived from it.
    pub fn is_a(&self, class: &str, ancestor: &str) -> bool {
        self.lineage(class).any(|above| above == ancestor)
    }

    /// All of them, in the order of the alphabet.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parents.keys().map(String::as_str)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A few classes as headers declare them.
    pub fn some() -> Classes {
        let mut classes = Classes::default();
        classes.read(
            "class Node : public Object {\n\tGDCLASS(Node, Object);\n\
             GDCLASS(Node2D, Node)\nGDCLASS(Sprite2D, Node2D);\nGDCLASS(Light2D, Node2D);\n\
             GDCLASS(RefCounted, Object);\nGDCLASS(Resource, RefCounted);\nGDCLASS(InputEvent, Resource);\n\
             \tGDSOFTCLASS(InputEventKey, InputEvent);\nGDCLASS(XMLParser, RefCounted);\nGDCLASS(RDUniform, RefCounted);\n\
             // GDCLASS in words\nGDCLASS(Broken",
        );
        classes
    }

    #[test]
    fn declarations_are_read_with_what_the_class_is_derived_from() {
        let classes = some();
        assert_eq!(classes.names().count(), 10);
        assert_eq!(classes.lineage("Sprite2D").collect::<Vec<_>>(), ["Sprite2D", "Node2D", "Node", "Object"]);
        assert!(classes.is_a("InputEventKey", "Resource") && !classes.is_a("Node", "Node2D"));
    }

    #[test]
    fn a_texts_words_are_told_from_classes() {
        let scene = "[node name=\"Ship\" type=\"Sprite2D\" parent=\".\"]\nlight2d = 1\nLight2D_x";
        assert_eq!(some().named_in(scene).into_iter().collect::<Vec<_>>(), ["Sprite2D"]);
    }

    #[test]
    fn a_tree_that_is_not_godots_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let failure = Classes::of(dir.path()).unwrap_err().to_string();
        assert!(failure.contains("only 0 classes"), "{failure}");
    }
}
