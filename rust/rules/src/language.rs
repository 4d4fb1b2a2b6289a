//! The languages of the game: which one suits a player, and how it writes numbers and sentences with values in them.

use std::fmt::{self, Display, Write as _};

/// A language that the game's texts are in.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// The engine's code, which is also the name of the translation's file in `godot-project/locale`.
    pub code: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
    /// What separates groups of three digits.
    separator: char,
    /// What separates decimals.
    decimal_separator: char,
    /// How many digits a number has before its digits are grouped.
    grouped_from: usize,
}

const fn language(
    code: &'static str,
    name: &'static str,
    separator: char,
    decimal_separator: char,
    grouped_from: usize,
) -> Language {
    Language { code, name, separator, decimal_separator, grouped_from }
}

/// All languages. The first, English, is that of the source texts.
pub static LANGUAGES: [Language; 7] = [
    language("en", "English", ',', '.', 4),
    language("de", "Deutsch", '.', ',', 4),
    language("es", "Español", '.', ',', 5),
    language("fr", "Français", '\u{a0}', ',', 4),
    language("pt_BR", "Português (Brasil)", '.', ',', 4),
    language("ja", "日本語", ',', '.', 4),
    language("zh_CN", "简体中文", ',', '.', 4),
];

impl Language {
    /// The one that suits a locale best, such as `de_AT.UTF-8` or `pt-BR`. English suits all others.
    pub fn of(locale: &str) -> &'static Self {
        let part =
            |code: &str| code.split(['_', '-', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        let wanted = part(locale);
        LANGUAGES.iter().find(|language| part(language.code) == wanted).unwrap_or(&LANGUAGES[0])
    }

    /// A number, rounded to one decimal if it is not whole then.
    pub fn decimal(&self, number: f64) -> String {
        let text = format!("{number:.1}");
        text.trim_end_matches(".0").replace('.', &self.decimal_separator.to_string())
    }

    /// A whole number, with its digits in groups of three.
    pub fn number(&self, number: u64) -> Number {
        Number { value: number, separator: self.separator, grouped_from: self.grouped_from }
    }
}

/// A whole number as a language writes it. It is written without a text of its own, because the score may change in every tick.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    value: u64,
    separator: char,
    grouped_from: usize,
}

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.value.checked_ilog10().unwrap_or(0) as usize + 1;
        for index in 0..digits {
            let left = digits - index;
            if index > 0 && digits >= self.grouped_from && left.is_multiple_of(3) {
                f.write_char(self.separator)?;
            }
            let digit = self.value / 10_u64.pow(left as u32 - 1) % 10;
            f.write_char(char::from(b'0' + digit as u8))?;
        }
        Ok(())
    }
}

/// Replaces each `{name}` in `text` by the value of that name. Leaves what has no value.
pub fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len());
    fill_into(&mut filled, text, values);
    filled
}

/// Like [`fill`], after what is in `filled` already.
pub fn fill_into(filled: &mut String, text: &str, values: &[(&str, &dyn Display)]) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let value = values.iter().find(|(known, _)| *known == name)?.1;
            Some((value, after))
        });
        if let Some((value, after)) = value {
            // Writing into a String can't fail.
            let _ = write!(filled, "{value}");
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
}

/// Writes `text` with each `{name}` replaced by the value of that name, as [`fill`] does. It needs no text of its own.
///
/// # Errors
/// Writing fails.
pub fn write_filled(
    out: &mut impl fmt::Write,
    text: &[char],
    values: &[(&str, &dyn Display)],
) -> fmt::Result {
    let mut rest = text;
    while let Some((&first, after)) = rest.split_first() {
        let end = after.iter().position(|char| *char == '}').filter(|_| first == '{');
        let value = end.and_then(|end| {
            let name = after[..end].iter().copied();
            values.iter().find(|(known, _)| known.chars().eq(name.clone())).map(|(_, value)| (end, value))
        });
        if let Some((end, value)) = value {
            write!(out, "{value}")?;
            rest = &after[end + 1..];
        } else {
            out.write_char(first)?;
            rest = after;
        }
    }
    Ok(())
}

/// A name from a ruleset as a title: with its first letter in upper case, and spaces.
pub fn title_of(name: &str) -> String {
    let name = name.replace('_', " ");
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(code: &str, value: u64) -> String {
        Language::of(code).number(value).to_string()
    }

    #[test]
    fn both_ways_to_fill_a_text_give_the_same() {
        let values: [(&str, &dyn Display); 2] = [("level", &3), ("name", &"Ωmega")];
        for text in [
            "Weapon {level}",
            "{name}: {level}{level}",
            "{unknown} {level}",
            "a { b",
            "{",
            "}",
            "",
            "{{level}}",
        ] {
            let chars: Vec<char> = text.chars().collect();
            let mut written = String::new();
            write_filled(&mut written, &chars, &values).unwrap();
            assert_eq!(written, fill(text, &values), "{text}");
        }
    }

    #[test]
    fn a_locale_gets_its_language_and_an_unknown_one_english() {
        for (locale, code) in [
            ("de_AT.UTF-8", "de"),
            ("pt", "pt_BR"),
            ("pt-PT", "pt_BR"),
            ("zh_Hans_CN", "zh_CN"),
            ("JA", "ja"),
            ("en_GB", "en"),
            ("sv_SE", "en"),
            ("C", "en"),
            ("", "en"),
        ] {
            assert_eq!(Language::of(locale).code, code, "{locale}");
        }
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(|value| number("en", value)),
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!([1234, 12_345].map(|value| number("es", value)), ["1234", "12.345"]);
        assert_eq!(number("de", 12_345), "12.345");
        assert_eq!(["en", "de", "ja"].map(|code| Language::of(code).decimal(2.54)), ["2.5", "2,5", "2.5"]);
        assert_eq!([2.04, 100.0].map(|value| Language::of("de").decimal(value)), ["2", "100"]);
        assert_eq!(number("fr", 12_345), "12\u{a0}345");
        assert_eq!(number("en", u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn values_replace_their_placeholders_and_nothing_else() {
        let values: [(&str, &dyn Display); 2] = [("count", &3), ("name", &"{count}")];
        assert_eq!(fill("{count} of {name}: {count}", &values), "3 of {count}: 3");
        assert_eq!(fill("{other} {count", &values), "{other} {count");
        assert_eq!(fill("{{count}}", &values), "{3}");
        assert_eq!(fill("", &values), "");
    }

    #[test]
    fn a_name_becomes_a_title() {
        assert_eq!(
            ["drifter", "The Warden", "élan_vital", ""].map(title_of),
            ["Drifter", "The Warden", "Élan vital", ""]
        );
    }
}
