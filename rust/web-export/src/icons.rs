//! Puts our icons into an export: those that Godot's exporter does not know, and those that it has written anew, in more than twice the bytes.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::complete::Error;

const MANIFEST: &str = "index.manifest.json";
/// Files of `godot-project/web`, what they are called in an export, their side in px, and what they are for.
const ICONS: [(&str, &str, u32, &str); 5] = [
    ("icon_144.png", "index.144x144.png", 144, "any"),
    ("icon_180.png", "index.180x180.png", 180, "any"),
    ("icon_192.png", "index.192x192.png", 192, "any"),
    ("icon_512.png", "index.512x512.png", 512, "any"),
    ("icon_maskable.png", "index.maskable.png", 256, "maskable"),
];

/// Adds the icons to the export in `folder`. `web` is `godot-project/web`. Without a manifest there is nothing to add them to. Doing it
/// again changes nothing.
///
/// # Errors
/// A file is missing, or can't be read or written.
pub fn add(folder: &Path, web: &Path) -> Result<(), Error> {
    let manifest = folder.join(MANIFEST);
    if !manifest.exists() {
        return Ok(());
    }
    let bytes = fs::read(&manifest).map_err(failure("read", &manifest))?;
    let mut content: Map<String, Value> = serde_json::from_slice(&bytes).unwrap_or_default();
    let listed = content.entry("icons").or_insert_with(|| json!([]));
    for (source, name, side, purpose) in ICONS {
        let source = web.join(source);
        fs::copy(&source, folder.join(name)).map_err(failure("copy", &source))?;
        let icon = json!({
            "src": name, "sizes": format!("{side}x{side}"), "type": "image/png", "purpose": purpose,
        });
        if let Some(icons) = listed.as_array_mut()
            && !icons.iter().any(|listed| listed["src"] == name)
        {
            icons.push(icon);
        }
    }
    fs::write(&manifest, Value::from(content).to_string()).map_err(failure("write", &manifest))
}

fn failure(doing: &'static str, file: &Path) -> impl FnOnce(io::Error) -> Error {
    move |why| Error::File { doing, file: file.to_owned(), why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_lists_every_icon_once() {
        let folder = tempfile::tempdir().unwrap();
        let web = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../godot-project/web"));
        add(folder.path(), web).unwrap();
        assert!(!folder.path().join(MANIFEST).exists(), "nothing to add to");
        let manifest = folder.path().join(MANIFEST);
        fs::write(&manifest, r#"{"icons":[{"src":"index.144x144.png"}],"name":"x"}"#).unwrap();
        add(folder.path(), web).unwrap();
        add(folder.path(), web).unwrap();
        let content: Value = serde_json::from_slice(&fs::read(&manifest).unwrap()).unwrap();
        let icons = content["icons"].as_array().unwrap();
        assert_eq!((icons.len(), &content["name"]), (ICONS.len(), &json!("x")));
        for icon in &icons[1..] {
            let png = fs::read(folder.path().join(icon["src"].as_str().unwrap())).unwrap();
            let side = u32::from_be_bytes(png[16..20].try_into().unwrap());
            assert_eq!(icon["sizes"], format!("{side}x{side}"));
        }
        assert_eq!(icons.iter().filter(|icon| icon["purpose"] == "maskable").count(), 1);
        // As Godot writes them, each px takes four bytes.
        let colors = fs::read(folder.path().join("index.144x144.png")).unwrap()[25];
        assert_eq!(colors, 3, "a palette");
    }
}
