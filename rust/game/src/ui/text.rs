//! Texts that code shows: translated, with numbers as the language writes them.
//!
//! Texts in scenes translate themselves. A node whose text comes from code has its auto-translation off in the scene, and its code
//! gets every text here. `cargo xtask texts` finds the calls by name, so the English text stands in them as a literal.

use std::fmt::{self, Display};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::Relaxed};

use creeps_rules::language::{self, LANGUAGES, Language, Number};
use godot::builtin::GString;
use godot::classes::TranslationServer;
use godot::obj::Singleton;

/// The room for a kept text, in bytes: numbers and short texts never outgrow it.
pub const LENGTH: usize = 128;

/// The current language, as an index of [`LANGUAGES`].
static LANGUAGE: AtomicUsize = AtomicUsize::new(0);
static CHANGES: AtomicU32 = AtomicU32::new(0);

/// Notes the language of the texts that are made from now on. [`Languages`](crate::system::languages::Languages) calls it.
pub fn set_language(language: &'static Language) {
    let index = LANGUAGES.iter().position(|other| other == language);
    LANGUAGE.store(index.unwrap_or(0), Relaxed);
    CHANGES.fetch_add(1, Relaxed);
}

/// The current language.
pub fn language() -> &'static Language {
    &LANGUAGES[LANGUAGE.load(Relaxed)]
}

/// How often the language was set. A text that was made before the last time may be in another language.
pub fn language_changes() -> u32 {
    CHANGES.load(Relaxed)
}

/// Marks an English text that is translated where it is shown.
pub const fn msgid(text: &'static str) -> &'static str {
    text
}

/// The translation of `msgid`, an English text.
pub fn tr(msgid: &str) -> String {
    TranslationServer::singleton().translate(msgid).to_string()
}

/// The translation of an English text with the values of its `{placeholders}`, to be written somewhere: it makes no text of its own.
pub struct Words<'a>(pub &'a str, pub &'a [(&'a str, &'a dyn Display)]);

impl Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = GString::from(&TranslationServer::singleton().translate(self.0));
        language::write_filled(f, text.chars(), self.1)
    }
}

/// The translation of `msgid` with the values of its `{placeholders}`.
pub fn tr_with(msgid: &str, values: &[(&str, &dyn Display)]) -> String {
    language::fill(&tr(msgid), values)
}

/// The translation of `one` or `many`, as the language has it for `count`. `{count}` in it is the count.
pub fn tr_n(one: &str, many: &str, count: u64) -> String {
    language::fill(&plural(one, many, count), &[("count", &number(count))])
}

/// The translation of `one` or `many`, still with its placeholders.
fn plural(one: &str, many: &str, count: u64) -> String {
    // Plural forms repeat long before the largest number that the engine takes.
    let n = i32::try_from(count).unwrap_or_else(|_| 1_000_000 + (count % 1_000_000) as i32);
    TranslationServer::singleton().translate_plural(one, many, n).to_string()
}

/// A text with a count that may change in every tick. It keeps the translations, so that a new count makes no new text.
#[derive(Debug, Default)]
pub struct CountText {
    /// [`language_changes`] when the translations were made.
    language: u32,
    /// The translations for 0, for 1, and for more: no language here tells more apart, as a test of `cargo xtask texts` says.
    translations: [String; 3],
    text: String,
}

impl CountText {
    /// Like the function [`tr_n`], with the same `one` and `many` in every call.
    pub fn tr_n(&mut self, one: &str, many: &str, count: u64) -> &str {
        if std::mem::replace(&mut self.language, language_changes()) != self.language {
            self.translations = Default::default();
        }
        let translation = &mut self.translations[count.min(2) as usize];
        if translation.is_empty() {
            *translation = plural(one, many, count);
        }
        self.text.clear();
        self.text.reserve(LENGTH);
        language::fill_into(&mut self.text, translation, &[("count", &number(count))]);
        &self.text
    }
}

/// Like [`tr_n`], with the values of further `{placeholders}`.
pub fn tr_n_with(one: &str, many: &str, count: u64, values: &[(&str, &dyn Display)]) -> String {
    language::fill(&tr_n(one, many, count), values)
}

/// The translation of a name from a ruleset, with a capital letter: a creep, a power-up, a boss, a wave, a difficulty.
pub fn tr_name(name: &str) -> String {
    tr(&language::title_of(name))
}

/// A number, rounded to one decimal if it is not whole then, as the language writes it.
pub fn decimal(number: f64) -> String {
    language().decimal(number)
}

/// A whole number with its digits in groups, as the language does.
pub fn number(number: u64) -> Number {
    language().number(number)
}
