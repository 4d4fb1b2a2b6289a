//! What is changed in Godot's sources before the build: three places in the recipe for the web, none in the engine.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

/// A change of one file: the one place where `old` stands becomes `new`.
struct Edit {
    file: &'static str,
    old: &'static str,
    new: &'static str,
}

const EDITS: [Edit; 2] = [
    // Upstream forces the checks of Emscripten's own runtime into every release: twice the JavaScript.
    Edit {
        file: "platform/web/detect.py",
        old: "    else:\n        env[\"use_assertions\"] = True\n",
        new: "",
    },
    // With it the main module has the tag that marks an exception, and what unwinds the stack. Rust libraries import
    // both, so that a panic can be caught; without it they do not even load, unless they are built to abort.
    Edit {
        file: "platform/web/SCsub",
        old: "    sys_env.Append(LINKFLAGS=[\"-s\", \"EXPORT_ALL=1\"])\n",
        new: "    sys_env.Append(LINKFLAGS=[\"-s\", \"EXPORT_ALL=1\"])\n    sys_env.Append(LINKFLAGS=[\"-fwasm-exceptions\"])\n",
    },
];

/// Applies all changes to a source tree.
///
/// # Errors
///
/// When a place is not as expected: then this is not the Godot that the changes were made for.
pub fn apply(tree: &Path) -> Result<()> {
    EDITS.iter().try_for_each(|edit| edit.apply(tree))
}

impl Edit {
    fn apply(&self, tree: &Path) -> Result<()> {
        let path = tree.join(self.file);
        let text = fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
        match text.matches(self.old).count() {
            1 => {}
            count => bail!(
                "{} has {count} places that read\n{}\nwhere one is expected, which has to be changed.\n\
                 These sources differ from Godot 4.6's: take those, or adapt rust/xtask/src/web_template/edits.rs.",
                path.display(),
                self.old.trim_end()
            ),
        }
        fs::write(&path, text.replacen(self.old, self.new, 1))
            .with_context(|| format!("could not write {}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EDIT: Edit = Edit { file: "recipe.py", old: "forced = True\n", new: "" };

    fn edited(text: &str) -> Result<String> {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(EDIT.file);
        fs::write(&file, text).unwrap();
        EDIT.apply(dir.path())?;
        Ok(fs::read_to_string(file).unwrap())
    }

    #[test]
    fn the_place_is_changed_and_nothing_else() {
        assert_eq!(edited("a = 1\nforced = True\nb = 2\n").unwrap(), "a = 1\nb = 2\n");
    }

    #[test]
    fn a_place_that_is_not_there_or_not_the_only_one_stops_the_build() {
        for text in ["a = 1\n", "forced = True\nforced = True\n"] {
            let failure = edited(text).unwrap_err().to_string();
            assert!(failure.contains("recipe.py") && failure.contains("forced = True"), "{failure}");
        }
    }
}
