//! The template `messages.pot` and the `.po` files: written, merged and checked.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use creeps_rules::language::LANGUAGES;
use polib::catalog::Catalog;
use polib::message::{Message, MessageMutView as _, MessageView};
use polib::metadata::CatalogMetadata;
use polib::po_file;

use super::extract::Text;

/// The plural rules of each language but English, as gettext and Unicode's tables have them.
const PLURAL_FORMS: [(&str, &str); 6] = [
    ("de", "nplurals=2; plural=(n != 1);"),
    ("es", "nplurals=2; plural=(n != 1);"),
    ("fr", "nplurals=2; plural=(n > 1);"),
    ("pt_BR", "nplurals=2; plural=(n > 1);"),
    ("ja", "nplurals=1; plural=0;"),
    ("zh_CN", "nplurals=1; plural=0;"),
];

/// The comment at the top of a new file.
const HEADER: &str = "\
Shoot the Creeps, translations.
Machine translation: corrections by people who speak the language are welcome.
Edit this file with Poedit or Weblate, or as text; then run: cargo xtask texts";

/// The texts to translate.
pub struct Template(Catalog);

impl Template {
    /// The template with these texts. Equal ones become one with all their sources.
    pub fn new(texts: Vec<Text>) -> Self {
        let mut catalog = Catalog::new(metadata("", "nplurals=2; plural=(n != 1);"));
        catalog.preheader = HEADER.lines().map(str::to_owned).collect();
        for Text { msgid, plural, source } in texts {
            if let Some(mut known) = catalog.find_message_mut(None, &msgid, plural.as_deref()) {
                if !known.source().lines().any(|line| line == source) {
                    let sources = format!("{}\n{source}", known.source());
                    *known.source_mut() = sources;
                }
                continue;
            }
            let message = match plural {
                None => Message::build_singular().with_msgid(msgid).with_source(source).done(),
                Some(plural) => Message::build_plural()
                    .with_msgid(msgid)
                    .with_msgid_plural(plural)
                    .with_msgstr_plural(vec![String::new(); 2])
                    .with_source(source)
                    .done(),
            };
            catalog.append_or_update(message);
        }
        Self(catalog)
    }

    /// The number of texts.
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// Writes the template and merges it into the `.po` file of each language: their translations are kept, texts that are no longer
    /// in the game are dropped, and new ones are added empty.
    ///
    /// # Errors
    /// A file can't be read or written.
    pub fn update(&self, folder: &Path) -> Result<()> {
        write(&self.0, &folder.join("messages.pot"))?;
        for (code, rules) in PLURAL_FORMS {
            let path = folder.join(format!("{code}.po"));
            let old = if path.exists() { Some(read(&path)?) } else { None };
            write(&self.merged(code, rules, old), &path)?;
        }
        Ok(())
    }

    fn merged(&self, code: &str, rules: &str, old: Option<Catalog>) -> Catalog {
        let mut merged = Catalog::new(metadata(code, rules));
        merged.preheader.clone_from(&self.0.preheader);
        let forms = merged.metadata.plural_rules.nplurals;
        if let Some(old) = &old {
            merged.preheader.clone_from(&old.preheader);
            merged.metadata.last_translator.clone_from(&old.metadata.last_translator);
            merged.metadata.language_team.clone_from(&old.metadata.language_team);
            merged.metadata.po_revision_date.clone_from(&old.metadata.po_revision_date);
        }
        for text in self.0.messages() {
            let plural = text.msgid_plural().ok();
            let known = old.as_ref().and_then(|old| old.find_message(None, text.msgid(), plural));
            let mut message = match plural {
                None => Message::build_singular().with_msgid(text.msgid().to_owned()).done(),
                Some(plural) => Message::build_plural()
                    .with_msgid(text.msgid().to_owned())
                    .with_msgid_plural(plural.to_owned())
                    .with_msgstr_plural(vec![String::new(); forms])
                    .done(),
            };
            if let Some(known) = known {
                message = clone_of(known);
            }
            text.source().clone_into(message.source_mut());
            merged.append_or_update(message);
        }
        merged
    }

    /// What is missing or wrong in the files, a line each.
    pub fn problems(&self, folder: &Path) -> Vec<String> {
        let mut problems = Vec::new();
        match read(&folder.join("messages.pot")) {
            Ok(pot) => {
                for text in self.0.messages() {
                    let found = pot.find_message(None, text.msgid(), text.msgid_plural().ok());
                    if found.is_none_or(|found| found.source() != text.source()) {
                        problems.push(format!("messages.pot: {:?} is not up to date", text.msgid()));
                    }
                }
                problems.extend(self.surplus("messages.pot", &pot));
            }
            Err(error) => problems.push(error.to_string()),
        }
        for (code, rules) in PLURAL_FORMS {
            let file = format!("{code}.po");
            match read(&folder.join(&file)) {
                Ok(catalog) => problems.extend(self.problems_of(&file, rules, &catalog)),
                Err(error) => problems.push(error.to_string()),
            }
        }
        for language in &LANGUAGES[1..] {
            if !PLURAL_FORMS.iter().any(|(code, _)| *code == language.code) {
                problems.push(format!("{}: its plural rules are not in PLURAL_FORMS", language.code));
            }
        }
        problems
    }

    /// The texts of a file that the game no longer has.
    fn surplus(&self, file: &str, catalog: &Catalog) -> Vec<String> {
        let is_surplus = |message: &&dyn MessageView| {
            self.0.find_message(None, message.msgid(), message.msgid_plural().ok()).is_none()
        };
        let surplus = catalog.messages().filter(is_surplus);
        surplus.map(|message| format!("{file}: {:?} is in the game no longer", message.msgid())).collect()
    }

    fn problems_of(&self, file: &str, rules: &str, catalog: &Catalog) -> Vec<String> {
        let mut problems = self.surplus(file, catalog);
        let plural_rules = metadata("", rules).plural_rules;
        let forms = plural_rules.nplurals;
        if catalog.metadata.plural_rules != plural_rules {
            problems.push(format!("{file}: its plural rules are not {rules:?}"));
        }
        for text in self.0.messages() {
            let msgid = text.msgid();
            let found = catalog.find_message(None, msgid, text.msgid_plural().ok());
            let Some(found) = found.filter(|found| found.is_translated() && !found.is_fuzzy()) else {
                problems.push(format!("{file}: {msgid:?} is not translated"));
                continue;
            };
            let translations: Vec<&str> = match found.msgstr_plural() {
                Ok(plurals) if plurals.len() != forms => {
                    problems.push(format!("{file}: {msgid:?} needs {forms} plural forms"));
                    continue;
                }
                Ok(plurals) => plurals.iter().map(String::as_str).collect(),
                Err(_) => found.msgstr().into_iter().collect(),
            };
            // "One more life", "{count} more lives": the forms but the last may be like either.
            let many = placeholders(text.msgid_plural().unwrap_or(msgid));
            for (form, translation) in translations.iter().enumerate() {
                let is_last = form + 1 == translations.len();
                let found = placeholders(translation);
                if found != many && (is_last || found != placeholders(msgid)) {
                    problems.push(format!("{file}: {translation:?} has not the placeholders of {msgid:?}"));
                }
            }
        }
        problems
    }
}

fn clone_of(message: &dyn MessageView) -> Message {
    let mut copy = match (message.msgid_plural(), message.msgstr_plural()) {
        (Ok(plural), Ok(translations)) => Message::build_plural()
            .with_msgid(message.msgid().to_owned())
            .with_msgid_plural(plural.to_owned())
            .with_msgstr_plural(translations.clone())
            .done(),
        _ => Message::build_singular()
            .with_msgid(message.msgid().to_owned())
            .with_msgstr(message.msgstr().unwrap_or_default().to_owned())
            .done(),
    };
    message.translator_comments().clone_into(copy.translator_comments_mut());
    *copy.flags_mut() = message.flags().clone();
    copy
}

/// The names in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// The header of a file.
fn metadata(code: &str, rules: &str) -> CatalogMetadata {
    let header = format!(
        "Project-Id-Version: Shoot the Creeps\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n\
         Content-Transfer-Encoding: 8bit\nLanguage: {code}\nPlural-Forms: {rules}\n"
    );
    CatalogMetadata::parse(&header).unwrap_or_default()
}

fn read(path: &Path) -> Result<Catalog> {
    po_file::parse(path).map_err(|error| anyhow!("{}: {error}", path.display()))
}

fn write(catalog: &Catalog, path: &Path) -> Result<()> {
    po_file::write_to_file(catalog, path).with_context(|| format!("{} can't be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(msgid: &str, plural: Option<&str>, source: &str) -> Text {
        Text { msgid: msgid.into(), plural: plural.map(Into::into), source: source.into() }
    }

    fn written(folder: &Path, code: &str, body: &str) {
        let path = folder.join(format!("{code}.po"));
        let written = std::fs::read_to_string(&path).unwrap();
        let header = &written[..=written.find("\n\n").unwrap()];
        std::fs::write(path, format!("{header}\n{body}")).unwrap();
    }

    #[test]
    fn every_language_has_one_form_for_more_than_one() {
        // `CountText` in the game relies on it.
        for (code, rules) in PLURAL_FORMS {
            let known = ["plural=(n != 1);", "plural=(n > 1);", "plural=0;"];
            assert!(known.iter().any(|rule| rules.ends_with(rule)), "{code}: {rules}");
        }
    }

    #[test]
    fn a_merge_keeps_translations_and_tells_what_is_missing_wrong_or_surplus() {
        let folder = tempfile::tempdir().unwrap();
        let count = text("{count} creep", Some("{count} creeps"), "a.rs");
        let template = Template::new(vec![text("Start", None, "a"), text("Start", None, "b"), count]);
        assert_eq!(template.count(), 2);
        template.update(folder.path()).unwrap();
        let untranslated = template.problems(folder.path());
        assert_eq!(untranslated.len(), 2 * PLURAL_FORMS.len(), "{untranslated:?}");

        written(
            folder.path(),
            "de",
            "# By hand.\nmsgid \"Start\"\nmsgstr \"Los\"\n\nmsgid \"Old\"\nmsgstr \"Alt\"\n\n\
             msgid \"{count} creep\"\nmsgid_plural \"{count} creeps\"\nmsgstr[0] \"{count} Creep\"\nmsgstr[1] \"{cuont} Creeps\"\n",
        );
        let german = |template: &Template| -> Vec<String> {
            template
                .problems(folder.path())
                .into_iter()
                .filter(|problem| problem.starts_with("de.po"))
                .collect()
        };
        assert_eq!(
            german(&template),
            [
                "de.po: \"Old\" is in the game no longer",
                "de.po: \"{cuont} Creeps\" has not the placeholders of \"{count} creep\""
            ]
        );
        template.update(folder.path()).unwrap();
        assert_eq!(german(&template).len(), 1);
        let merged = std::fs::read_to_string(folder.path().join("de.po")).unwrap();
        assert!(merged.contains("# By hand.\n#: a\n#: b\nmsgid \"Start\"\nmsgstr \"Los\""), "{merged}");
        assert!(merged.contains("Machine translation") && merged.contains("Language: de\\n"), "{merged}");
    }

    #[test]
    fn japanese_has_one_plural_form() {
        let folder = tempfile::tempdir().unwrap();
        let template = Template::new(vec![text("{count} creep", Some("{count} creeps"), "a.rs")]);
        template.update(folder.path()).unwrap();
        let written = std::fs::read_to_string(folder.path().join("ja.po")).unwrap();
        assert!(written.contains("msgstr[0]") && !written.contains("msgstr[1]"), "{written}");
    }
}
