//! Names of replay files, and which of them are kept.
//!
//! A name carries a number that rises from file to file. A date would not do: clocks are set back, and time zones change.

use std::fmt;

/// How many replays of a mode are kept, besides its best.
pub const MAX_KEPT: usize = 20;
/// The largest number that the game gives. A file with a larger one counts as older than all others.
const MAX_NUMBER: u32 = 999_999_999;

/// A replay file's name, such as `arcade-000012-4500.replay`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayName {
    /// The mode's name, in lower case.
    pub mode: String,
    /// Higher numbers are newer games. 0 for files of versions whose names had no numbers.
    pub number: u32,
    /// The points.
    pub score: u64,
}

impl fmt::Display for ReplayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:06}-{}.replay", self.mode, self.number, self.score)
    }
}

impl ReplayName {
    /// Parses a file name. None if it is not a replay of `mode`.
    pub fn parse(name: &str, mode: &str) -> Option<Self> {
        let rest = name.strip_suffix(".replay")?.strip_prefix(mode)?.strip_prefix('-')?;
        let (number, score) = rest.rsplit_once('-')?;
        Some(Self {
            mode: mode.to_owned(),
            // Older versions put a date here, and a person may put anything.
            number: number.parse().ok().filter(|&number| number <= MAX_NUMBER).unwrap_or(0),
            score: score.parse().ok()?,
        })
    }
}

/// The name of the file with this number. None if there is none.
pub fn with_number<'a>(names: impl IntoIterator<Item = &'a str>, mode: &str, number: u32) -> Option<&'a str> {
    names.into_iter().find(|name| ReplayName::parse(name, mode).is_some_and(|name| name.number == number))
}

/// The number for the next replay file in a folder with these files.
pub fn next_number<'a>(names: impl IntoIterator<Item = &'a str>, mode: &str) -> u32 {
    let numbers = names.into_iter().filter_map(|name| ReplayName::parse(name, mode)).map(|name| name.number);
    numbers.max().map_or(1, |highest| (highest + 1).min(MAX_NUMBER))
}

/// The files to delete: all of a mode but its newest [`MAX_KEPT`], its best, and those with a number in `kept`: the game that was just
/// played and those in the tables of high scores.
pub fn surplus<'a>(names: impl IntoIterator<Item = &'a str>, mode: &str, kept: &[u32]) -> Vec<&'a str> {
    let mut files: Vec<(ReplayName, &str)> =
        names.into_iter().filter_map(|name| Some((ReplayName::parse(name, mode)?, name))).collect();
    files.sort_by(|(a, a_text), (b, b_text)| (a.number, a_text).cmp(&(b.number, b_text)));
    // Of several equally good ones keep the oldest: it set the record.
    let best = files.iter().map(|(name, _)| name.score).max();
    let best = files.iter().position(|(name, _)| Some(name.score) == best);
    let count = files.len().saturating_sub(MAX_KEPT);
    let old = files
        .iter()
        .enumerate()
        .filter(|(index, file)| Some(*index) != best && !kept.contains(&file.0.number));
    old.take(count).map(|(_, (_, text))| *text).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(number: u32, score: u64) -> String {
        ReplayName { mode: "arcade".into(), number, score }.to_string()
    }

    fn surplus_of(names: &[String], current: u32) -> Vec<&str> {
        surplus(names.iter().map(String::as_str), "arcade", &[current])
    }

    #[test]
    fn a_name_reads_back() {
        assert_eq!(name(12, 4500), "arcade-000012-4500.replay");
        let read = ReplayName::parse("arcade-000012-4500.replay", "arcade");
        assert_eq!(read.map(|name| (name.number, name.score)), Some((12, 4500)));
        for other in
            ["horde-000012-4500.replay", "arcade.replay", "arcade-1-x.replay", "arcade-1-5.ron", "notes.txt"]
        {
            assert_eq!(ReplayName::parse(other, "arcade"), None, "{other}");
        }
    }

    #[test]
    fn files_with_a_date_are_older_than_all_that_have_a_number() {
        let dated = "arcade-2031-11-22T13-05-00-900.replay";
        assert_eq!(ReplayName::parse(dated, "arcade").map(|name| (name.number, name.score)), Some((0, 900)));
        assert_eq!(next_number([dated], "arcade"), 1);
        assert_eq!(next_number([dated, "arcade-000041-7.replay", "horde-000099-7.replay"], "arcade"), 42);
    }

    #[test]
    fn a_number_that_no_game_gives_does_not_stop_the_next() {
        let files =
            ["arcade-4294967295-7.replay", "arcade-99999999999-7.replay", "arcade-999999999-7.replay"];
        assert_eq!(next_number(files, "arcade"), 999_999_999);
        assert_eq!(next_number(files.into_iter().take(2), "arcade"), 1);
    }

    #[test]
    fn the_oldest_go_and_the_best_stays() {
        let mut all: Vec<String> =
            (1..).zip([5, 900, 7].into_iter().chain(10..30)).map(|(n, s)| name(n, s)).collect();
        all.push("horde-000001-99999.replay".into());
        all.push("notes.txt".into());
        all.reverse();
        assert_eq!(surplus_of(&all, 23), [name(1, 5), name(3, 7), name(4, 10)]);
    }

    #[test]
    fn games_in_a_table_stay() {
        let all: Vec<String> = (1..).zip(10..35).map(|(n, s)| name(n, s)).collect();
        let gone = surplus(all.iter().map(String::as_str), "arcade", &[25, 1, 3]);
        assert_eq!(gone, [name(2, 11), name(4, 13), name(5, 14), name(6, 15), name(7, 16)]);
    }

    #[test]
    fn the_game_just_played_stays_whatever_the_others_are_called() {
        // Twenty files from a day that has not come yet, as a clock that went back leaves them.
        let mut all: Vec<String> =
            (10..30).map(|day| format!("arcade-2031-01-{day}T00-00-00-50.replay")).collect();
        let new = name(next_number(all.iter().map(String::as_str), "arcade"), 3);
        all.push(new.clone());
        let gone = surplus_of(&all, 1);
        assert!(gone.len() == 1 && gone[0] != new, "{gone:?}");
    }

    proptest! {
        #[test]
        fn what_stays_is_enough_and_has_the_best_and_the_game_just_played(
            files in prop::collection::vec((0u32..60, 0u64..50), 0..60), current in 1u32..60, score in 0u64..50
        ) {
            let mut all: Vec<String> = files.iter().map(|&(number, score)| name(number, score)).collect();
            all.push(name(current, score));
            all.sort();
            all.dedup();
            let gone = surplus_of(&all, current);
            let stays = |wanted: &String| !gone.contains(&wanted.as_str());
            prop_assert!(stays(&name(current, score)));
            let best = all.iter().filter_map(|name| ReplayName::parse(name, "arcade")).map(|name| name.score).max();
            prop_assert!(all.iter().filter(|name| stays(name)).any(|name| ReplayName::parse(name, "arcade").map(|name| name.score) == best));
            prop_assert!(all.len() - gone.len() >= all.len().min(MAX_KEPT));
        }
    }
}
