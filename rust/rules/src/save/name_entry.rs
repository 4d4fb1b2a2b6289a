//! Entering a name: by typing, or with a wheel of letters for gamepads, fingers and the mouse.

use crate::high_scores::MAX_NAME;

/// The letters on the wheel, in order.
const WHEEL: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-!?";

/// A name that a player enters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameEntry {
    letters: Vec<char>,
    /// Whether nothing was entered yet, so that a typed letter replaces the whole name.
    is_untouched: bool,
}

impl NameEntry {
    /// Begins with the name that was entered last.
    pub fn new(name: &str) -> Self {
        Self { letters: name.chars().take(MAX_NAME).collect(), is_untouched: true }
    }

    /// The name.
    pub fn name(&self) -> String {
        self.letters.iter().collect()
    }

    /// A letter is typed. The first one replaces the name that was there. Returns whether it changes the name.
    pub fn type_letter(&mut self, letter: char) -> bool {
        if letter.is_control() || letter.is_whitespace() {
            return false;
        }
        if std::mem::take(&mut self.is_untouched) {
            self.letters.clear();
        }
        let fits = self.letters.len() < MAX_NAME;
        if fits {
            self.letters.push(letter);
        }
        fits
    }

    /// Deletes the last letter.
    pub fn delete(&mut self) {
        self.is_untouched = false;
        self.letters.pop();
    }

    /// Turns the wheel of the last letter by one: forwards (1) or backwards (-1). An empty name gets its first letter.
    pub fn turn(&mut self, direction: isize) {
        self.is_untouched = false;
        let count = WHEEL.chars().count();
        let index = |letter: char| WHEEL.chars().position(|other| other == letter.to_ascii_uppercase());
        let next = match self.letters.pop().map(index) {
            // After the start, or after a letter that the wheel lacks, it begins at A, or at its end.
            None | Some(None) => {
                if direction > 0 {
                    0
                } else {
                    count - 1
                }
            }
            Some(Some(index)) => index.wrapping_add_signed(direction).wrapping_add(count) % count,
        };
        self.letters.extend(WHEEL.chars().nth(next));
    }

    /// Adds a letter, which begins as an A. Returns whether there is space for it.
    pub fn add_letter(&mut self) -> bool {
        self.is_untouched = false;
        let fits = self.letters.len() < MAX_NAME;
        if fits {
            self.letters.extend(WHEEL.chars().next());
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_replaces_the_remembered_name() {
        let mut entry = NameEntry::new("ANNA");
        assert_eq!(entry.name(), "ANNA");
        for letter in "Bé 9".chars() {
            entry.type_letter(letter);
        }
        assert_eq!(entry.name(), "Bé9", "a space is no letter");
        entry.delete();
        assert_eq!(entry.name(), "Bé");
    }

    #[test]
    fn deleting_first_keeps_the_rest_of_the_remembered_name() {
        let mut entry = NameEntry::new("ANNA");
        entry.delete();
        entry.type_letter('E');
        assert_eq!(entry.name(), "ANNE");
    }

    #[test]
    fn a_name_has_ten_letters_at_most() {
        let mut entry = NameEntry::new("");
        assert_eq!("ABCDEFGHIJKL".chars().filter(|&letter| entry.type_letter(letter)).count(), MAX_NAME);
        assert!(!entry.add_letter());
        assert_eq!(entry.name(), "ABCDEFGHIJ");
    }

    #[test]
    fn the_wheel_spells_a_name() {
        let mut entry = NameEntry::new("");
        entry.turn(1);
        entry.turn(1);
        entry.add_letter();
        entry.turn(-1);
        assert_eq!(entry.name(), "B?");
        entry.turn(1);
        assert_eq!(entry.name(), "BA", "it turns around");
        let mut other = NameEntry::new("é");
        other.turn(-1);
        assert_eq!(other.name(), "?");
    }
}
