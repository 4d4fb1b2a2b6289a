//! What a template weighs: as it is, and as servers send it.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use zip::ZipArchive;

use crate::compressed::Size;

/// What a site takes from a template.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Godot itself, a library of the main module.
    side: Size,
    /// Emscripten's runtime.
    main: Size,
    /// What ties both to the browser.
    script: Size,
}

impl Sizes {
    /// Weighs a template. Compressing one takes a minute.
    ///
    /// # Errors
    ///
    /// When it can't be read, or is no web template with room for extensions.
    pub fn of(template: &Path) -> Result<Self> {
        let file = File::open(template).with_context(|| format!("could not read {}", template.display()))?;
        let damaged = || format!("{} is damaged", template.display());
        let mut zip = ZipArchive::new(file).with_context(damaged)?;
        let mut sizes = Self::default();
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).with_context(damaged)?;
            let name = entry.name().with_context(damaged)?.into_owned();
            // `godot.side.wasm` is `side` with the extension `wasm`.
            let parts: Vec<_> = name.rsplit('/').next().unwrap_or_default().rsplit('.').collect();
            let part = match parts[..] {
                ["wasm", "side", ..] => &mut sizes.side,
                ["wasm", ..] => &mut sizes.main,
                // The page and its service worker are the game's own.
                ["js", "worker", "service", ..] => continue,
                ["js", ..] => &mut sizes.script,
                _ => continue,
            };
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).with_context(damaged)?;
            *part += Size::of(&bytes);
        }
        ensure!(
            sizes.side.raw > 0 && sizes.main.raw > 0,
            "{} is no web template that loads extensions: it lacks godot.side.wasm or godot.wasm",
            template.display()
        );
        Ok(sizes)
    }

    /// All of it.
    pub fn whole(&self) -> Size {
        [self.side, self.main, self.script].into_iter().sum()
    }
}

/// The table, as Markdown. Each line says what it saves against the line before.
pub fn table(templates: &[(String, Sizes)]) -> String {
    let mut table =
        "| template | raw kB | gzip kB | brotli kB | brotli: engine + runtime + script | saved |\n\
        |---|---:|---:|---:|---:|---:|\n"
            .to_owned();
    let mut before: Option<u64> = None;
    for (name, sizes) in templates {
        let whole = sizes.whole();
        let saved = before.map_or_else(String::new, |before| {
            let saved = before as f64 - whole.brotli as f64;
            format!("{:.1} %", saved * 100.0 / before as f64)
        });
        let kilobytes = |bytes: u64| ((bytes + 500) / 1000).to_string();
        let total = [whole.raw, whole.gzip, whole.brotli].map(kilobytes).join(" | ");
        let parts = [sizes.side, sizes.main, sizes.script].map(|size| kilobytes(size.brotli)).join(" + ");
        // Writing to a String can't fail.
        let _ = writeln!(table, "| {name} | {total} | {parts} | {saved} |");
        before = Some(whole.brotli);
    }
    table
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn template(dir: &Path, files: &[(&str, usize)]) -> std::path::PathBuf {
        let path = dir.join("template.zip");
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&vec![b'a'; *bytes]).unwrap();
        }
        zip.finish().unwrap();
        path
    }

    #[test]
    fn the_parts_of_a_template_are_weighed_and_its_page_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let files = [
            ("godot.side.wasm", 70_000),
            ("godot.wasm", 5_000),
            ("godot.js", 300),
            ("godot.audio.worklet.js", 20),
            ("godot.service.worker.js", 1),
            ("godot.html", 4),
        ];
        let sizes = Sizes::of(&template(dir.path(), &files)).unwrap();
        assert_eq!((sizes.side.raw, sizes.main.raw, sizes.script.raw), (70_000, 5_000, 320));
        assert_eq!(sizes.whole().raw, 75_320);
        assert!(sizes.side.brotli < sizes.side.gzip && sizes.side.gzip < 1000, "{sizes:?}");
    }

    #[test]
    fn a_template_without_room_for_extensions_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let failure = Sizes::of(&template(dir.path(), &[("godot.wasm", 5)])).unwrap_err().to_string();
        assert!(failure.contains("no web template that loads extensions"), "{failure}");
    }

    #[test]
    fn each_line_of_the_table_says_what_it_saves() {
        let sizes = |brotli| Sizes { side: Size { raw: 9000, gzip: 3000, brotli }, ..Sizes::default() };
        let table = table(&[("plain".into(), sizes(2000)), ("small".into(), sizes(1500))]);
        let lines: Vec<_> = table.lines().skip(2).collect();
        assert_eq!(
            lines,
            ["| plain | 9 | 3 | 2 | 2 + 0 + 0 |  |", "| small | 9 | 3 | 2 | 2 + 0 + 0 | 25.0 % |"]
        );
    }
}
