//! Reads from a web template which engine it holds and which Emscripten made it.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Error;

/// What a web template says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebTemplate {
    /// The engine's version: `4.6.3.stable`. None when it is unknown.
    pub engine: Option<String>,
    /// The version of the Emscripten that linked it: `4.0.11`. A module made by another does not load. None when it
    /// is unknown.
    pub emscripten: Option<String>,
}

/// The engine's own script, and its code, as the archive names them.
const SCRIPT: &str = "godot.js";
const SIDE_MODULE: &str = "godot.side.wasm";

/// Reads a web template, all of it, so that a truncated one is found before the export.
///
/// # Errors
///
/// [`Error::BadTemplate`] when it is damaged, or can't load extensions.
pub fn web_template(path: &Path) -> Result<WebTemplate, Error> {
    let bad = |why: String| Error::BadTemplate { template: path.to_owned(), why };
    let file = File::open(path).map_err(Error::io("read", path))?;
    let mut zip = ZipArchive::new(file).map_err(|cause| bad(format!("it is no whole archive ({cause})")))?;
    let mut template = WebTemplate { engine: None, emscripten: None };
    let (mut has_script, mut has_side_module) = (false, false);
    for at in 0..zip.len() {
        let damaged = |cause: ZipError| bad(format!("it is damaged ({cause})"));
        let mut entry = zip.by_index(at).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.into_owned();
        let damaged = |cause: io::Error| bad(format!("{name} in it is damaged ({cause})"));
        match name.as_str() {
            SCRIPT => {
                let mut text = Vec::new();
                entry.read_to_end(&mut text).map_err(damaged)?;
                template.emscripten = emscripten(&String::from_utf8_lossy(&text));
                has_script = true;
            }
            SIDE_MODULE => {
                let mut code = Vec::new();
                entry.read_to_end(&mut code).map_err(damaged)?;
                template.engine = engine(&code);
                has_side_module = true;
            }
            // Read to its end, its checksum is compared.
            _ => drop(io::copy(&mut entry, &mut io::sink()).map_err(damaged)?),
        }
    }
    if !has_script {
        return Err(bad(format!("it is no web template: there is no {SCRIPT} in it")));
    }
    if !has_side_module {
        return Err(bad("it was built without support for extensions (dlink_enabled)".into()));
    }
    Ok(template)
}

/// The version that the script answers with when the engine asks for it.
fn emscripten(script: &str) -> Option<String> {
    let at = script.find("godot_js_emscripten_get_version")?;
    script[at..]
        .split(['"', '\''])
        .skip(1)
        .step_by(2)
        .take(20)
        .find(|text| is_version(text))
        .map(str::to_owned)
}

fn is_version(text: &str) -> bool {
    let numbers: Vec<_> = text.split('.').map(str::parse::<u32>).collect();
    numbers.len() == 3 && numbers.iter().all(Result::is_ok)
}

/// The version in the engine's greeting, `Godot Engine v4.6.3.stable.official…`, without who built it.
fn engine(code: &[u8]) -> Option<String> {
    const GREETING: &[u8] = b"Godot Engine v";
    let at = code.windows(GREETING.len()).position(|window| window == GREETING)? + GREETING.len();
    let end = code.len().min(at + 64);
    let text: String =
        code[at..end].iter().take_while(|byte| byte.is_ascii_graphic()).map(|&b| b as char).collect();
    let mut parts: Vec<_> = text.split('.').collect();
    // The numbers, then `stable` or the like; the rest is of no interest.
    let status = parts.iter().position(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    parts.truncate(status + 1);
    Some(parts.join("."))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    const SCRIPT_TEXT: &str = r#"var a="1.10.0";function _godot_js_emscripten_get_version(){const p=R.allocString("4.0.11");return p}"#;

    fn template(entries: &[(&str, &[u8])]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut zip = ZipWriter::new(file.reopen().unwrap());
        for (name, bytes) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        file
    }

    fn whole() -> tempfile::NamedTempFile {
        let code = [&[7; 5_000][..], b"Godot Engine v4.6.3.stable.custom_build\0", &[9; 5_000]].concat();
        template(&[(SCRIPT, SCRIPT_TEXT.as_bytes()), (SIDE_MODULE, &code), ("godot.wasm", b"main")])
    }

    #[test]
    fn a_template_names_its_engine_and_its_emscripten() {
        let template = web_template(whole().path()).unwrap();
        assert_eq!(template.engine.as_deref(), Some("4.6.3.stable"));
        assert_eq!(template.emscripten.as_deref(), Some("4.0.11"));
    }

    #[test]
    fn a_template_that_can_load_no_extension_is_rejected() {
        let file = template(&[(SCRIPT, SCRIPT_TEXT.as_bytes()), ("godot.wasm", b"main")]);
        let failure = web_template(file.path()).unwrap_err().to_string();
        assert!(failure.contains("extensions"), "{failure}");
    }

    #[test]
    fn a_truncated_or_damaged_template_is_rejected() {
        let file = whole();
        let bytes = fs::read(file.path()).unwrap();
        fs::write(file.path(), &bytes[..bytes.len() - 40]).unwrap();
        assert!(matches!(web_template(file.path()), Err(Error::BadTemplate { .. })));
        let mut damaged = bytes.clone();
        damaged[200] ^= 1;
        fs::write(file.path(), damaged).unwrap();
        assert!(matches!(web_template(file.path()), Err(Error::BadTemplate { .. })));
    }

    #[test]
    fn a_script_without_a_version_has_none() {
        assert_eq!(emscripten("function _godot_js_emscripten_get_version(){}"), None);
        assert_eq!(emscripten(r#"var a="4.0.11""#), None);
    }
}
