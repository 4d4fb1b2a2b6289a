//! Completes a web export: writes the sizes and hashes of the files that the page loads into it, what an installed app says of itself, the
//! picture that a link to the page shows, and the worker that makes the game playable offline.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use data_encoding::{BASE64, HEXLOWER};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// Files that Godot writes and our page does not use: the splash picture and the offline page of Godot's own page.
const UNUSED: [&str; 2] = ["index.png", "index.offline.html"];
const PAGE: &str = "index.html";
const MANIFEST: &str = "index.manifest.json";
/// The picture that a link to the page shows. Players don't load it.
const PREVIEW: &str = "preview.jpg";
/// What the page calls it until it knows its own address.
const RELATIVE_PREVIEW: &str = "content=\"preview.jpg\"";
/// The page's link to the source code, as long as nobody has said where that is.
const NO_SOURCE: &str = "<a href=\"\" hidden>";
/// A pack with the game's music.
const MUSIC: &str = "index.music.pck";
/// In the page, the engine's configuration follows this.
const CONFIGURATION: &str = "const GODOT_CONFIG = ";

/// Why a web export can't be completed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file can't be read or written.
    #[error("could not {doing} {}: {why}.", .file.display())]
    File {
        /// What was being done.
        doing: &'static str,
        /// The file.
        file: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// The page is not ours.
    #[error(
        "{} was not made from godot-project/web/page.html: it has no `{CONFIGURATION}{{…}}`.\n\
         Set html/custom_html_shell of the Web preset to res://web/page.html, and export again.",
        .page.display()
    )]
    OtherPage {
        /// The page.
        page: PathBuf,
    },
    /// The export lacks a file that its page loads.
    #[error("the export lacks {file}, which its page loads.\nThe exporter's log says why; export again.")]
    MissingFile {
        /// The file.
        file: String,
    },
}

/// What the page is told of the world around it: addresses such as `https://example.org/game/`, without quotes and angle brackets.
#[derive(Debug, Clone, Copy, Default)]
pub struct Addresses<'a> {
    /// Where the page will be. Programs that show the picture of a link want to know it.
    pub page: Option<&'a str>,
    /// Where the game's source code is. The title has a link to it.
    pub source: Option<&'a str>,
}

/// Completes a web export in its folder. `web` is `godot-project/web`. Doing it again changes nothing.
///
/// # Errors
/// The folder holds no web export made with our page, or can't be written.
pub fn complete(folder: &Path, web: &Path, addresses: Addresses) -> Result<(), Error> {
    for name in UNUSED {
        let _ = fs::remove_file(folder.join(name));
    }
    let worker = &*String::from_utf8_lossy(&read(&web.join("worker.js"))?).into_owned();
    write(&folder.join(PREVIEW), read(&web.join(PREVIEW))?)?;
    let manifest = folder.join(MANIFEST);
    if manifest.exists() {
        let text = read(&manifest)?;
        write(&manifest, describe(serde_json::from_slice(&text).unwrap_or_default()).to_string())?;
    }
    let page = folder.join(PAGE);
    let mut text = without_comments(&String::from_utf8_lossy(&read(&page)?));
    if let Some(address) = addresses.page {
        let address = format!("{}/", address.trim_end_matches('/'));
        text = text.replace(RELATIVE_PREVIEW, &format!("content=\"{address}{PREVIEW}\""));
    }
    if let Some(address) = addresses.source {
        text = text.replace(NO_SOURCE, &format!("<a href=\"{address}\">"));
    }
    let (before, mut configuration, after) = split(&text).ok_or(Error::OtherPage { page: page.clone() })?;
    let worker_name = text_at(&configuration, "serviceWorker").unwrap_or_default().to_owned();
    configuration.remove("creeps");

    let mut files = files(folder)?;
    files.retain(|name, _| ![PAGE, PREVIEW, &worker_name].contains(&name.as_str()));
    // The version depends on everything that a player downloads, the page included, except for what we are about to write.
    let mut all = Sha256::new();
    all.update([before, &Value::from(configuration.clone()).to_string(), after, worker].concat());
    for (name, bytes) in &files {
        all.update(name);
        all.update(Sha256::digest(bytes));
    }
    let version = &HEXLOWER.encode(&all.finalize())[..12];

    let (mut sizes, mut packed, mut hashes) = (Map::new(), Map::new(), Map::new());
    let mut loaded = loaded_by_page(&configuration);
    // The page loads the music later. Exports by the editor have it in their pack.
    loaded.extend(files.contains_key(MUSIC).then(|| MUSIC.to_owned()));
    for name in loaded {
        let bytes = files.get(&name).ok_or_else(|| Error::MissingFile { file: name.clone() })?;
        hashes.insert(name.clone(), hash(bytes).into());
        packed.insert(name.clone(), packed_size(bytes).into());
        sizes.insert(name, bytes.len().into());
    }
    let versioned: Vec<String> = sizes.keys().cloned().collect();
    configuration.insert(
        "creeps".into(),
        json!({ "version": version, "sizes": sizes, "packed": packed, "hashes": hashes }),
    );
    write(&page, [before, &Value::from(configuration).to_string(), after].concat())?;
    if worker_name.is_empty() {
        return Ok(());
    }

    // A host may add something to the page (a script of its own, for example), so it has no hash; the other files do.
    let mut kept = vec![json!([PAGE, null])];
    for (name, bytes) in &files {
        let address = if versioned.contains(name) { format!("{name}?{version}") } else { name.clone() };
        kept.push(json!([address, format!("sha256-{}", hash(bytes))]));
    }
    let worker = worker.replace("$VERSION", version).replace("$FILES", &Value::from(kept).to_string());
    write(&folder.join(worker_name), worker)
}

/// The page without the lines that only its readers in the repository need: a comment of HTML, and lines of `//`.
fn without_comments(page: &str) -> String {
    let mut is_comment = false;
    let kept = page.split_inclusive('\n').filter(|line| {
        let line = line.trim();
        is_comment |= line == "<!--";
        let is_kept = !is_comment && !line.starts_with("//");
        is_comment &= line != "-->";
        is_kept
    });
    kept.collect()
}

/// What Godot's manifest does not say, for stores and for the dialogs in which a game is installed.
fn describe(mut manifest: Map<String, Value>) -> Value {
    let more = json!({
        "id": "./",
        "scope": "./",
        // Not index.html: some hosts redirect that.
        "start_url": "./",
        "lang": "en",
        "dir": "ltr",
        "short_name": "Creeps",
        "description": "An arcade shooter: creeps pour down, you shoot them. Plays by keys, gamepad or touch, and offline.",
        "categories": ["games"],
        "orientation": "any",
        "theme_color": "#070b1a",
        "screenshots": [{
            "src": PREVIEW, "sizes": "1200x630", "type": "image/jpeg", "form_factor": "wide", "label": "A game of Arcade",
        }],
    });
    if let Value::Object(more) = more {
        manifest.extend(more);
    }
    manifest.into()
}

/// About how many bytes a host sends for a file that it compresses: its size by gzip.
fn packed_size(bytes: &[u8]) -> u64 {
    let mut gzip = GzEncoder::new(Count(0), Compression::new(6));
    // Counting never fails.
    let _ = io::Write::write_all(&mut gzip, bytes);
    gzip.finish().map_or(bytes.len() as u64, |count| count.0)
}

/// Takes bytes and counts them: the end of a compression of which only the size matters.
#[derive(Debug, Default)]
pub struct Count(pub u64);

impl io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The SHA-256 of a file in base64, as browsers want it.
fn hash(bytes: &[u8]) -> String {
    BASE64.encode(&Sha256::digest(bytes))
}

/// The page before the engine's configuration, that, and the page behind it.
fn split(page: &str) -> Option<(&str, Map<String, Value>, &str)> {
    let start = page.find(CONFIGURATION)? + CONFIGURATION.len();
    let mut values = serde_json::Deserializer::from_str(&page[start..]).into_iter();
    let configuration = values.next()?.ok()?;
    Some((&page[..start], configuration, &page[start + values.byte_offset()..]))
}

/// The files that the page loads before the game can start: what `sizes` and `files` in `page.html` are about.
fn loaded_by_page(configuration: &Map<String, Value>) -> Vec<String> {
    let base = text_at(configuration, "executable").unwrap_or("index");
    let pack = text_at(configuration, "mainPack");
    let libraries = configuration.get("gdextensionLibs").and_then(Value::as_array).into_iter().flatten();
    let libraries = libraries.filter_map(Value::as_str);
    let engine = ["js", "wasm", "side.wasm"].map(|ending| format!("{base}.{ending}"));
    let pack = pack.map_or_else(|| format!("{base}.pck"), str::to_owned);
    engine.into_iter().chain([pack]).chain(libraries.map(str::to_owned)).collect()
}

fn text_at<'a>(configuration: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    configuration.get(key).and_then(Value::as_str)
}

/// All files of a folder, by their names.
fn files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let failed = |why| Error::File { doing: "list", file: folder.to_owned(), why };
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if let (Some(name), true) = (path.file_name().and_then(|name| name.to_str()), path.is_file()) {
            files.insert(name.to_owned(), read(&path)?);
        }
    }
    Ok(files)
}

fn read(file: &Path) -> Result<Vec<u8>, Error> {
    fs::read(file).map_err(|why| Error::File { doing: "read", file: file.to_owned(), why })
}

fn write(file: &Path, text: impl AsRef<[u8]>) -> Result<(), Error> {
    fs::write(file, text).map_err(|why| Error::File { doing: "write", file: file.to_owned(), why })
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    const PAGE_TEXT: &str = r#"<script>const GODOT_CONFIG = {"executable":"index","gdextensionLibs":["lib.wasm"],"serviceWorker":"sw.js"};
const x = "{}";</script>"#;
    const WORKER: &str = "const V = \"$VERSION\"; const F = $FILES;";

    fn complete(folder: &Path, worker: &str) -> Result<(), Error> {
        complete_at(folder, worker, Addresses::default())
    }

    fn complete_at(folder: &Path, worker: &str, addresses: Addresses) -> Result<(), Error> {
        let web = tempfile::tempdir().unwrap();
        fs::write(web.path().join("worker.js"), worker).unwrap();
        fs::write(web.path().join(PREVIEW), "a picture").unwrap();
        super::complete(folder, web.path(), addresses)
    }

    fn export() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let files =
            ["index.js", "index.wasm", "index.side.wasm", "index.pck", "lib.wasm", "icon.png", "index.png"];
        for name in files {
            fs::write(folder.path().join(name), name).unwrap();
        }
        fs::write(folder.path().join(PAGE), PAGE_TEXT).unwrap();
        fs::write(folder.path().join("sw.js"), "Godot's").unwrap();
        folder
    }

    fn completed(folder: &TempDir) -> (String, String) {
        complete(folder.path(), WORKER).unwrap();
        [PAGE, "sw.js"].map(|name| fs::read_to_string(folder.path().join(name)).unwrap()).into()
    }

    #[test]
    fn the_page_learns_the_size_and_the_hash_of_every_file_that_it_loads() {
        let folder = export();
        let (page, _) = completed(&folder);
        let (before, configuration, after) = split(&page).unwrap();
        assert!(before.starts_with("<script>") && after.ends_with("const x = \"{}\";</script>"));
        let sizes = &configuration["creeps"]["sizes"];
        assert_eq!(
            *sizes,
            json!({ "index.js": 8, "index.pck": 9, "index.side.wasm": 15, "index.wasm": 10, "lib.wasm": 8 })
        );
        // As `printf lib.wasm | sha256sum | xxd -r -p | base64` has it.
        let hash = &configuration["creeps"]["hashes"]["lib.wasm"];
        assert_eq!(*hash, "O/k4p+/AbUJ8xxQH+C/47/L3N0Fbm4voR9SbDtru4PU=");
        assert!(!folder.path().join("index.png").exists());
    }

    #[test]
    fn music_that_has_a_pack_of_its_own_is_checked_like_every_file() {
        let folder = export();
        fs::write(folder.path().join(MUSIC), "a tune").unwrap();
        let (page, worker) = completed(&folder);
        assert_eq!(split(&page).unwrap().1["creeps"]["sizes"][MUSIC], 6);
        assert!(worker.contains(MUSIC), "{worker}");
    }

    #[test]
    fn the_worker_keeps_every_file_under_the_version_that_the_page_asks_for() {
        let folder = export();
        let (page, worker) = completed(&folder);
        let (_, configuration, _) = split(&page).unwrap();
        let version = configuration["creeps"]["version"].as_str().unwrap();
        assert!(worker.contains(&format!("V = \"{version}\"")), "{worker}");
        let list: Vec<(String, Option<String>)> =
            serde_json::from_str(worker.split("F = ").nth(1).unwrap().trim_end_matches(';')).unwrap();
        let names: Vec<_> = list.iter().map(|(name, _)| name.replace(version, "V")).collect();
        let expected = [
            "index.html",
            "icon.png",
            "index.js?V",
            "index.pck?V",
            "index.side.wasm?V",
            "index.wasm?V",
            "lib.wasm?V",
        ];
        assert_eq!(names, expected);
        // As `printf lib.wasm | sha256sum | xxd -r -p | base64` has it.
        assert_eq!(list[6].1.as_deref(), Some("sha256-O/k4p+/AbUJ8xxQH+C/47/L3N0Fbm4voR9SbDtru4PU="));
    }

    #[test]
    fn the_version_changes_with_any_file_and_with_nothing_else() {
        let folder = export();
        let first = completed(&folder);
        assert_eq!(completed(&folder), first, "done twice");
        assert_eq!(completed(&export()), first, "exported twice");
        for name in ["lib.wasm", "icon.png", PAGE] {
            let other = export();
            let file = other.path().join(name);
            fs::write(&file, fs::read_to_string(&file).unwrap() + " ").unwrap();
            assert_ne!(completed(&other).1, first.1, "{name}");
        }
    }

    #[test]
    fn the_page_learns_what_its_files_are_when_packed() {
        let folder = export();
        fs::write(folder.path().join("index.pck"), "x".repeat(100_000)).unwrap();
        let (page, _) = completed(&folder);
        let packed = split(&page).unwrap().1["creeps"]["packed"]["index.pck"].as_u64().unwrap();
        assert!((50..500).contains(&packed), "{packed}");
    }

    #[test]
    fn a_link_shows_a_picture_whose_whole_address_is_in_the_page_and_which_players_do_not_load() {
        let folder = export();
        let page = folder.path().join(PAGE);
        let text = format!("<meta property=\"og:image\" {RELATIVE_PREVIEW}>{PAGE_TEXT}");
        fs::write(&page, text).unwrap();
        let addresses = Addresses { page: Some("https://example.org/game"), ..Addresses::default() };
        complete_at(folder.path(), WORKER, addresses).unwrap();
        let text = fs::read_to_string(&page).unwrap();
        assert!(text.contains("content=\"https://example.org/game/preview.jpg\""), "{text}");
        assert!(folder.path().join(PREVIEW).is_file());
        assert!(!fs::read_to_string(folder.path().join("sw.js")).unwrap().contains(PREVIEW));
    }

    #[test]
    fn the_page_has_a_link_to_the_source_code_if_it_is_known_where_that_is() {
        let folder = export();
        let page = folder.path().join(PAGE);
        fs::write(&page, format!("<a>Licences</a>{NO_SOURCE}Source code</a>{PAGE_TEXT}")).unwrap();
        complete(folder.path(), WORKER).unwrap();
        assert!(fs::read_to_string(&page).unwrap().contains(NO_SOURCE));
        let source = Some("https://example.org/code");
        complete_at(folder.path(), WORKER, Addresses { source, ..Addresses::default() }).unwrap();
        let text = fs::read_to_string(&page).unwrap();
        assert!(text.contains("<a href=\"https://example.org/code\">Source code</a>"), "{text}");
    }

    #[test]
    fn players_get_the_page_without_its_comments() {
        let page = "<!doctype html>\n<!--\n  For readers.\n-->\n<a href='https://example.org'>\n  // Why.\n  const a = '//b'; // c\n";
        let expected = "<!doctype html>\n<a href='https://example.org'>\n  const a = '//b'; // c\n";
        assert_eq!(without_comments(page), expected);
    }

    #[test]
    fn the_manifest_says_what_godots_does_not_and_keeps_its_icons() {
        let folder = export();
        let manifest = folder.path().join(MANIFEST);
        fs::write(&manifest, r#"{"icons":[{"src":"a.png"}],"name":"The game","start_url":"./index.html"}"#)
            .unwrap();
        completed(&folder);
        let read: Value = serde_json::from_slice(&fs::read(&manifest).unwrap()).unwrap();
        assert_eq!(read["icons"][0]["src"], "a.png");
        for (key, value) in
            [("id", "./"), ("scope", "./"), ("start_url", "./"), ("lang", "en"), ("short_name", "Creeps")]
        {
            assert_eq!(read[key], value, "{key}");
        }
    }

    #[test]
    fn what_is_no_export_of_ours_is_said() {
        let folder = export();
        fs::remove_file(folder.path().join("lib.wasm")).unwrap();
        assert!(complete(folder.path(), WORKER).unwrap_err().to_string().contains("lacks lib.wasm"));
        fs::write(folder.path().join(PAGE), "<html>").unwrap();
        assert!(complete(folder.path(), WORKER).unwrap_err().to_string().contains("custom_html_shell"));
        fs::remove_file(folder.path().join(PAGE)).unwrap();
        assert!(complete(folder.path(), WORKER).unwrap_err().to_string().contains("could not read"));
    }
}
