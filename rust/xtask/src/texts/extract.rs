//! Finds the visible texts: in scenes, in Rust code, and the names in rulesets.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use creeps_rules::Settings;
use creeps_rules::language::{LANGUAGES, title_of};
use creeps_rules::mod_info::ModInfo;
use creeps_rules::settings::Setting;
use creeps_rules::settings::bindings::{PadInput, PadKind};
use creeps_sim::ruleset::Program;
use creeps_sim::{Difficulty, Ruleset};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use walkdir::WalkDir;

/// A visible text in English.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// The text; for one with plural forms, that of the singular.
    pub msgid: String,
    /// The text of the plural, if it has one.
    pub plural: Option<String>,
    /// Where it is: a file below the root, and the node of a scene.
    pub source: String,
}

/// The properties of nodes that Godot translates.
const PROPERTIES: [&str; 8] = [
    "text",
    "tooltip_text",
    "placeholder_text",
    "title",
    "dialog_text",
    "ok_button_text",
    "accessibility_name",
    "accessibility_description",
];

/// Whether Godot translates a property, which may be one of an item, such as `tab_0/title`.
fn is_text(property: &str) -> bool {
    PROPERTIES.contains(&property.rsplit('/').next().unwrap_or(property))
}

/// All visible texts of the checkout in `root`, in the order of their files.
///
/// # Errors
/// A file can't be read.
pub fn texts(root: &Path) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    each_file(root, "godot-project/scenes", "tscn", |source, content| {
        texts.extend(in_scene(source, content));
        Ok(())
    })?;
    each_file(root, "rust/game/src", "rs", |source, content| {
        let tokens = content.parse().map_err(|error| anyhow::anyhow!("{source} is no Rust: {error}"))?;
        in_rust(source, tokens, &mut texts);
        Ok(())
    })?;
    for folder in ["godot-project/config", "godot-project/mods"] {
        each_file(root, folder, "ron", |source, content| {
            // The folders have other files, too: only a ruleset can be read as one.
            if let Ok(ruleset) = Ruleset::read(source, content.as_bytes()) {
                texts.extend(in_ruleset(source, &ruleset));
            }
            if source.ends_with("mod.ron") {
                let info = ModInfo::read(source, content.as_bytes())?;
                texts.extend([info.title, info.about].into_iter().filter_map(|shown| text(source, shown)));
            }
            Ok(())
        })?;
    }
    texts.extend(in_settings());
    texts.extend(pad_labels());
    Ok(texts)
}

/// The names of gamepads' buttons, without those that are only letters and signs, such as `L1`.
fn pad_labels() -> Vec<Text> {
    let labels =
        PadKind::ALL.into_iter().flat_map(|kind| PadInput::ALL.iter().map(move |input| input.label(kind)));
    let mut words: Vec<&str> = labels.filter(|label| label.chars().any(char::is_lowercase)).collect();
    words.sort_unstable();
    words.dedup();
    words
        .into_iter()
        .filter_map(|word| text("rust/rules/src/settings/bindings.rs", word.to_owned()))
        .collect()
}

fn each_file(
    root: &Path,
    folder: &str,
    extension: &str,
    mut with: impl FnMut(&str, &str) -> Result<()>,
) -> Result<()> {
    for entry in WalkDir::new(root.join(folder)).sort_by_file_name() {
        let entry = entry.with_context(|| format!("{folder} can't be listed"))?;
        let path = entry.path();
        if path.extension().is_some_and(|found| found == extension) {
            let content =
                fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
            let source = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
            with(&source, &content)?;
        }
    }
    Ok(())
}

fn text(source: &str, msgid: String) -> Option<Text> {
    // Numbers and signs are the same in every language.
    let has_letters = msgid.chars().any(char::is_alphabetic);
    has_letters.then(|| Text { msgid, plural: None, source: source.to_owned() })
}

/// The value of a quoted string. Scenes and Rust escape alike.
fn unquoted(literal: &str) -> Option<String> {
    syn::parse_str::<syn::LitStr>(literal).ok().map(|literal| literal.value())
}

/// The texts of a scene. A node without auto-translation has none, nor have those below it: code sets what they show.
fn in_scene(source: &str, scene: &str) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    let mut untranslated: Vec<String> = Vec::new();
    let mut node = None;
    let mut lines = scene.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('[') {
            node = line.starts_with("[node ").then(|| node_path(line));
            continue;
        }
        let (Some(path), Some((property, value))) = (&node, line.split_once(" = ")) else { continue };
        if property == "auto_translate_mode" && value == "2" {
            untranslated.push(path.clone());
        } else if is_text(property) && value.starts_with('"') {
            let mut value = value.to_owned();
            while !is_closed(&value) {
                let Some(next) = lines.next() else { break };
                value = format!("{value}\n{next}");
            }
            let is_below = |other: &String| {
                path.strip_prefix(other.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            if !untranslated.iter().any(is_below) {
                let source = format!("{source}:{path}");
                found.extend(unquoted(&value).and_then(|value| text(&source, value)));
            }
        }
    }
    found
}

/// The path of a node from its heading; `.` is the root.
fn node_path(heading: &str) -> String {
    let attribute = |name: &str| {
        let (_, rest) = heading.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0)
    };
    match (attribute("parent"), attribute("name").unwrap_or_default()) {
        (None, _) => ".".to_owned(),
        (Some("."), name) => name.to_owned(),
        (Some(parent), name) => format!("{parent}/{name}"),
    }
}

/// Whether a quoted value ends with the quote that closes it.
fn is_closed(value: &str) -> bool {
    let before = value.strip_suffix('"').filter(|before| !before.is_empty());
    before.is_some_and(|before| before.chars().rev().take_while(|&c| c == '\\').count().is_multiple_of(2))
}

/// Adds the literals in calls of `tr`, `tr_with`, `tr_n`, `tr_n_with`, `tr_name` and `msgid` (see `ui/text.rs`).
fn in_rust(source: &str, tokens: TokenStream, found: &mut Vec<Text>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if let (TokenTree::Ident(name), Some(TokenTree::Group(arguments))) = (&token, tokens.peek())
            && arguments.delimiter() == Delimiter::Parenthesis
        {
            let mut literals = arguments.stream().into_iter().step_by(2).map_while(|token| {
                if let TokenTree::Literal(literal) = token { unquoted(&literal.to_string()) } else { None }
            });
            match name.to_string().as_str() {
                "tr" | "tr_with" | "msgid" => {
                    found.extend(literals.next().and_then(|msgid| text(source, msgid)));
                }
                "tr_name" => {
                    found.extend(literals.next().and_then(|name| text(source, title_of(&name))));
                }
                "tr_n" | "tr_n_with" => {
                    let (msgid, plural) = (literals.next(), literals.next());
                    let text = msgid.and_then(|msgid| text(source, msgid));
                    found.extend(text.map(|text| Text { plural, ..text }));
                }
                _ => {}
            }
        }
        if let TokenTree::Group(group) = token {
            in_rust(source, group.stream(), found);
        }
    }
}

/// The names that players see, as `ui/text.rs` shows them.
fn in_ruleset(source: &str, ruleset: &Ruleset) -> Vec<Text> {
    let mut names = vec![ruleset.name.as_str()];
    match &ruleset.program {
        Program::Waves { list, .. } => names.extend(list.iter().map(|wave| wave.name.as_str())),
        Program::SpawnStream { levels } => names.extend(levels.iter().map(|level| level.name.as_str())),
    }
    names.extend(ruleset.skies.iter().map(|sky| sky.name.as_str()));
    names.extend(ruleset.bosses.iter().map(|boss| boss.name.as_str()));
    names.extend(ruleset.bullets.iter().map(|bullet| bullet.name.as_str()));
    names.extend(ruleset.creeps.iter().map(|creep| creep.name.as_str()));
    names.extend(ruleset.power_ups.kinds.iter().map(|kind| kind.title.as_str()));
    names.extend(Difficulty::ALL.map(Difficulty::name));
    names.into_iter().filter_map(|name| text(source, title_of(name))).collect()
}

/// The texts of all values that settings may have, as the options menu shows them.
fn in_settings() -> Vec<Text> {
    let mut found = Vec::new();
    for &setting in Setting::ALL {
        let mut settings = Settings::default();
        while settings.can_step(setting, false) {
            settings.step(setting, false);
        }
        loop {
            let value = settings.text(setting).into_owned();
            // Each language has its own name in all languages.
            if !LANGUAGES.iter().any(|language| language.name == value) {
                found.extend(text(&format!("options: {}", setting.name()), value));
            }
            if !settings.can_step(setting, true) {
                break;
            }
            settings.step(setting, true);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn msgids(texts: &[Text]) -> Vec<(&str, Option<&str>)> {
        texts.iter().map(|text| (text.msgid.as_str(), text.plural.as_deref())).collect()
    }

    #[test]
    fn a_scene_has_the_texts_of_its_translated_nodes() {
        let scene = r#"[sub_resource type="Thing" id="1"]
text = "no node"

[node name="Root" type="Control"]
tooltip_text = "a \"tip\""

[node name="Lines" type="VBoxContainer" parent="."]
auto_translate_mode = 2

[node name="Score" type="Label" parent="Lines"]
text = "set by code"

[node name="LinesToo" type="Label" parent="."]
text = "two
lines"
name = "no property that is shown"

[node name="Zero" type="Label" parent="LinesToo"]
text = "×0"
"#;
        let texts = in_scene("a.tscn", scene);
        assert_eq!(msgids(&texts), [("a \"tip\"", None), ("two\nlines", None)]);
        assert_eq!(texts[1].source, "a.tscn:LinesToo");
    }

    #[test]
    fn code_has_the_literals_of_its_calls() {
        let code = r#"
            #[init(val = msgid("Title").into())]
            fn show(&self) {
                self.set(&tr("A \"B\"\n"));
                label(&[tr_with("{n} of {all}", &[("n", &1)]), tr_n("{count} creep", "{count} creeps", 1)]);
                tr(name); other("no text"); tr("123"); tr_name("warden");
            }"#;
        let mut texts = Vec::new();
        in_rust("a.rs", code.parse().unwrap(), &mut texts);
        let expected = [
            ("Title", None),
            ("A \"B\"\n", None),
            ("{n} of {all}", None),
            ("{count} creep", Some("{count} creeps")),
            ("Warden", None),
        ];
        assert_eq!(msgids(&texts), expected);
    }
}
