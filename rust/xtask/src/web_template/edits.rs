//! What is changed in Godot's sources before the build.
//!
//! Upstream's main module, Emscripten's runtime, exports whatever there is, for libraries that nobody knows yet: that
//! is a fifth of the whole template. Ours exports what Godot imports and what a Rust library can
//! (`runtime_exports.txt`), the means to catch a panic among it.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

/// A change of one file: the one place where `old` stands becomes `new`.
struct Edit {
    file: &'static str,
    old: &'static str,
    new: &'static str,
}

const EXPORTS: &str = include_str!("runtime_exports.txt");
/// Where the changed recipe reads them.
const EXPORTS_FILE: &str = "platform/web/runtime_exports.txt";

const SCSUB: &str = "platform/web/SCsub";

const EDITS: [Edit; 7] = [
    // The checks of Emscripten's own runtime are forced into every release: twice the JavaScript.
    Edit {
        file: "platform/web/detect.py",
        old: "    else:\n        env[\"use_assertions\"] = True\n",
        new: "",
    },
    // Emscripten writes C's names with an underscore. The engine's script asks whether the function is there.
    Edit {
        file: SCSUB,
        old: "\nsys_env = env.Clone()\n",
        new: "
with open(env.File(\"#platform/web/runtime_exports.txt\").abspath, encoding=\"utf-8\") as exports:
    names = [name for line in exports if not line.startswith(\"#\") for name in line.split()]
env[\"EXPORTED_FUNCTIONS\"] += [\"_\" + name for name in names]
env[\"EXPORTED_RUNTIME_METHODS\"] += [\"loadDynamicLibrary\"]

sys_env = env.Clone()
",
    },
    // 2: export what is asked for, not everything. Godot itself is named below, and loaded by its own script.
    Edit {
        file: SCSUB,
        old: "    sys_env.Append(LINKFLAGS=[\"-s\", \"MAIN_MODULE=1\"])\n",
        new: "    sys_env.Append(LINKFLAGS=[\"-s\", \"MAIN_MODULE=2\", \"-s\", \"AUTOLOAD_DYLIBS=0\", \"-Wno-undefined\"])\n",
    },
    // Rust libraries import the tag that marks an exception, and what unwinds the stack. Without them a library
    // does not even load, unless it is built to abort; without the last flags Emscripten takes stand-ins that fail.
    Edit {
        file: SCSUB,
        old: "    sys_env.Append(LINKFLAGS=[\"-s\", \"EXPORT_ALL=1\"])\n",
        new: "    sys_env.Append(LINKFLAGS=[\"-fwasm-exceptions\"])
    for name in [\"__cpp_exception\", \"_Unwind_DeleteException\", \"_Unwind_RaiseException\"]:
        sys_env.Append(LINKFLAGS=[\"-Wl,--export=\" + name])
",
    },
    // The runtime is linked after Godot, whose imports tell what it must export.
    Edit {
        file: SCSUB,
        old: "    sys = sys_env.add_program(build_targets, [\"web_runtime.cpp\"])\n",
        new: "",
    },
    Edit {
        file: SCSUB,
        old: "    build = sys + [wasm[0]]\n",
        new: "    sys_env.Append(LINKFLAGS=[wasm[0].abspath])
    sys = sys_env.add_program(build_targets, [\"web_runtime.cpp\"])
    env.Depends(sys, wasm)
    build = sys + [wasm[0]]
",
    },
    // Conversions between the alphabets of old: 120 kB of tables that do not compress. They fail, as they may.
    Edit {
        file: "drivers/unix/os_unix.h",
        old: "#define gd_iconv_open iconv_open\n#define gd_iconv iconv\n#define gd_iconv_close iconv_close\n",
        new: "#define gd_iconv_open(to, from) ((iconv_t)(-1))
#define gd_iconv(context, in, in_size, out, out_size) ((void)(out), (void)(out_size), (size_t)0)
#define gd_iconv_close(context) ((void)0)
",
    },
];

/// Applies all changes to a source tree.
///
/// # Errors
///
/// When a place is not as expected: then this is not the Godot that the changes were made for.
pub fn apply(tree: &Path) -> Result<()> {
    EDITS.iter().try_for_each(|edit| edit.apply(tree))?;
    let exports = tree.join(EXPORTS_FILE);
    fs::write(&exports, EXPORTS).with_context(|| format!("could not write {}", exports.display()))
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
                self.old.trim_matches('\n')
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

    #[test]
    fn the_runtime_has_ready_what_catches_a_panic() {
        let names: Vec<_> =
            EXPORTS.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect();
        for name in ["__cpp_exception", "_Unwind_RaiseException", "malloc", "sin", "powf"] {
            assert!(names.contains(&name), "{name}");
        }
    }
}
