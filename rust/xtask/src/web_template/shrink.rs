//! The last step: what Emscripten linked is optimised once more, and packed.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use creeps_godot_env::children;
use creeps_godot_env::emscripten::Emscripten;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What every browser understands that runs Godot 4 at all. Binaryen writes what it is allowed to.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-exception-handling",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// Writes a template again with its WebAssembly optimised for size. `work` is a directory for the time being.
///
/// # Errors
///
/// When the template can't be read or written, or Binaryen fails.
pub fn shrink(emscripten: &Emscripten, template: &Path, to: &Path, work: &Path) -> Result<()> {
    fs::create_dir_all(work).with_context(|| format!("could not make {}", work.display()))?;
    let file = File::open(template).with_context(|| format!("could not read {}", template.display()))?;
    let mut from = ZipArchive::new(file).with_context(|| format!("could not read {}", template.display()))?;
    let partial = to.with_extension("partial");
    let file = File::create(&partial).with_context(|| format!("could not write {}", partial.display()))?;
    let mut zip = ZipWriter::new(file);
    for index in 0..from.len() {
        let mut entry = from.by_index(index).context("the template is damaged")?;
        let name = entry.name().context("the template is damaged")?.into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).context("the template is damaged")?;
        if Path::new(&name).extension().is_some_and(|extension| extension == "wasm") {
            bytes = optimised(emscripten, &bytes, work)
                .with_context(|| format!("{name} could not be optimised"))?;
        }
        zip.start_file(name, SimpleFileOptions::default().unix_permissions(0o644))?;
        zip.write_all(&bytes)?;
    }
    zip.finish().with_context(|| format!("could not write {}", partial.display()))?;
    // Whoever looks for the template finds a whole one or none.
    fs::rename(&partial, to).with_context(|| format!("could not rename {}", partial.display()))
}

fn optimised(emscripten: &Emscripten, module: &[u8], work: &Path) -> Result<Vec<u8>> {
    let (from, to) = (work.join("from.wasm"), work.join("to.wasm"));
    fs::write(&from, module).with_context(|| format!("could not write {}", from.display()))?;
    let mut command = emscripten.command("wasm-opt");
    command.arg("-Oz").args(FEATURES).arg(&from).arg("-o").arg(&to).current_dir(work);
    let output = children::output(&mut command).context("could not start wasm-opt")?;
    if !output.status.success() {
        bail!("wasm-opt failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    fs::read(&to).with_context(|| format!("could not read {}", to.display()))
}
