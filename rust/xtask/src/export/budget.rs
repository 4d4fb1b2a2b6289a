//! The web site part by part, against the budget that it has to keep.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use walkdir::WalkDir;

use super::pack;
use super::sizes::{Size, SizeMemory};

/// The parts of the site, and how many kB of brotli each may have.
const PARTS: [(Part, &str, u64); 8] = [
    (Part::Engine, "engine, runtime and script", 3208),
    (Part::Library, "library", 355),
    (Part::Textures, "textures", 200),
    (Part::Music, "music", 530),
    (Part::Effects, "effects", 227),
    (Part::Rest, "fonts, texts and the rest of the pack", 65),
    (Part::Icons, "icons", 73),
    (Part::Page, "page, worker and licences", 38),
];
/// How many kB of brotli the site may have with the template that `tools/web-template` builds.
const TOTAL: u64 = 5000;
/// The same with a template that is linked as the official ones are, with 2D alone.
const TOTAL_WITH_OTHER_TEMPLATE: u64 = 6600;
/// What a link to the site shows; players don't load it.
const PREVIEW: &str = "preview.jpg";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Engine,
    Library,
    Textures,
    Music,
    Effects,
    Rest,
    Icons,
    Page,
}

/// The table, in Markdown.
///
/// # Errors
///
/// A file of the site can't be read, or its pack is none.
pub fn table(site: &Path, memory: &mut SizeMemory) -> Result<String> {
    let mut contents = PARTS.map(|_| Vec::new());
    let mut add = |part: Part, bytes: &[u8]| {
        let index = PARTS.iter().position(|(other, ..)| *other == part);
        contents[index.unwrap_or_default()].extend_from_slice(bytes);
    };
    for entry in WalkDir::new(site).sort_by_file_name() {
        let entry = entry.with_context(|| format!("could not read {}", site.display()))?;
        let name = entry.file_name().to_string_lossy();
        if !entry.file_type().is_file() || name == PREVIEW {
            continue;
        }
        let bytes =
            fs::read(entry.path()).with_context(|| format!("could not read {}", entry.path().display()))?;
        if name.ends_with(".pck") {
            let files = pack::files(&bytes).with_context(|| format!("could not read {name}"))?;
            for file in files {
                add(part_of_packed(&file.path), file.bytes);
            }
        } else {
            add(part_of_file(&name), &bytes);
        }
    }
    let sizes = memory.sizes(&contents.each_ref().map(|bytes| &bytes[..]));
    Ok(text(&sizes))
}

fn text(sizes: &[Size]) -> String {
    let mut text = String::from(
        "| part of the web site, kB | raw | gzip | brotli | budget |\n|---|---:|---:|---:|---:|\n",
    );
    let kb = |bytes: u64| (bytes + 500) / 1000;
    for ((_, name, budget), size) in PARTS.iter().zip(sizes) {
        let (raw, gzip, brotli) = (kb(size.raw), kb(size.gzip), kb(size.brotli));
        let _ = writeln!(text, "| {name} | {raw} | {gzip} | {brotli} | {budget} |");
    }
    let total: Size = sizes.iter().copied().sum();
    let _ = writeln!(
        text,
        "| **in all** | {} | {} | {} | {TOTAL}; with another template {TOTAL_WITH_OTHER_TEMPLATE} |",
        kb(total.raw),
        kb(total.gzip),
        kb(total.brotli),
    );
    let engine = sizes.first().map_or(0, |size| size.brotli);
    let small = PARTS[0].2;
    let _ = writeln!(
        text,
        "\nWith the template of `tools/web-template` ({small} kB) it would be {} kB by brotli in all.",
        kb(total.brotli - engine) + small
    );
    text
}

fn part_of_file(name: &str) -> Part {
    let is = |end: &str| name.ends_with(end);
    match name {
        "shoot_the_creeps.wasm" => Part::Library,
        _ if is(".wasm") || is("index.js") || is(".worklet.js") => Part::Engine,
        _ if is(".png") => Part::Icons,
        _ => Part::Page,
    }
}

/// Whether a file in a pack is music of the game, or tells the engine where some is.
pub fn is_music(path: &str) -> bool {
    let name = path.strip_prefix("assets/audio/").or_else(|| path.strip_prefix(".godot/imported/"));
    name.is_some_and(|name| name.starts_with("music"))
}

fn part_of_packed(path: &str) -> Part {
    let is = |end: &str| path.ends_with(end);
    if is(".ctex") || is(".dpitex") {
        Part::Textures
    } else if is_music(path) {
        Part::Music
    } else if is(".oggvorbisstr") || is(".sample") {
        Part::Effects
    } else {
        Part::Rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_its_part_and_all_are_in_the_sum() {
        let dir = tempfile::tempdir().unwrap();
        let pack = pack::tests::pack(&[
            (".godot/imported/a.svg-1.dpitex", &[1; 2000]),
            (".godot/imported/music_boss.ogg-1.oggvorbisstr", &[2; 3000]),
            (".godot/imported/bomb.ogg-1.oggvorbisstr", &[3; 4000]),
            ("config/arcade.ron", &[4; 5000]),
        ]);
        let files: [(&str, &[u8]); 6] = [
            ("index.pck", &pack[..]),
            ("index.side.wasm", &[5; 6000]),
            ("shoot_the_creeps.wasm", &[6; 7000]),
            ("index.144x144.png", &[7; 8000]),
            ("index.html", &[8; 9000]),
            (PREVIEW, &[9; 9999]),
        ];
        for (name, bytes) in files {
            fs::write(dir.path().join(name), bytes).unwrap();
        }
        let text = table(dir.path(), &mut SizeMemory::default()).unwrap();
        let raw: Vec<&str> = text.lines().filter_map(|line| line.split(" | ").nth(1)).collect();
        assert_eq!(raw, ["raw", "6", "7", "2", "3", "4", "5", "8", "9", "44"], "{text}");
        assert!(text.contains("| music | 3 | 0 | 0 | 530 |"), "{text}");
        assert!(text.ends_with("it would be 3208 kB by brotli in all.\n"), "{text}");
    }
}
