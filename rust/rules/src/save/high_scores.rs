//! The tables of high scores: the ten best games of each mode and difficulty, the file that keeps them, and which games count.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::GameMode;
use crate::best_scores::{BestScores, Version};
use crate::ron_file::{self, FileError};

/// How many games a table has.
pub const MAX_ROWS: usize = 10;
/// The longest name of a player, in characters.
pub const MAX_NAME: usize = 10;

/// Facts about a game that decide whether its score counts, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Eligibility {
    /// A person plays: not the autopilot, and no replay is shown.
    pub played_by_person: bool,
    /// The game runs with the numbers that it ships with, not with the player's own file.
    pub with_shipped_rules: bool,
    /// An assist is on, such as a lower speed. Such games have tables of their own.
    pub assisted: bool,
}

impl Eligibility {
    /// Whether the game may enter a table.
    pub const fn counts(self) -> bool {
        self.played_by_person && self.with_shipped_rules
    }
}

/// How hard the games of a table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // they say it
pub enum Difficulty {
    Easy,
    #[default]
    Normal,
    Hard,
}

impl Difficulty {
    /// Every difficulty, from easy to hard.
    pub const ALL: [Self; 3] = [Self::Easy, Self::Normal, Self::Hard];

    /// The difficulty with this name, as the command line and the simulation call it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .zip(crate::arguments::DIFFICULTIES)
            .find(|(_, known)| *known == name)
            .map(|(found, _)| found)
    }
}

/// Which games compete with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableKey {
    /// The mode.
    pub mode: GameMode,
    /// The difficulty; always normal in Classic.
    pub difficulty: Difficulty,
    /// Whether an assist was on.
    pub assisted: bool,
}

impl TableKey {
    /// The table of unassisted games of a mode and a difficulty.
    pub const fn new(mode: GameMode, difficulty: Difficulty) -> Self {
        Self { mode, difficulty, assisted: false }
    }
}

/// A game in a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Row {
    /// The player's name; empty if none was entered.
    #[serde(deserialize_with = "name")]
    pub name: String,
    /// The points.
    pub score: u64,
    /// When the game began: seconds since 1970, UTC. 0 if nobody knows.
    pub time: u64,
    /// The seed.
    pub seed: u64,
    /// The last wave (Arcade) or level (Horde), from 1; 0 in Classic.
    pub wave: u32,
    /// The number in the name of its replay. The rest of the name changes while the game is played.
    pub replay: Option<u32>,
}

impl Row {
    /// Whether both are the same game, at two of its moments.
    fn is_same_game(&self, other: &Self) -> bool {
        (self.time, self.seed) == (other.time, other.seed)
    }
}

/// A table: the best game first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    mode: GameMode,
    #[serde(default)]
    difficulty: Difficulty,
    #[serde(default)]
    assisted: bool,
    rows: Vec<Row>,
}

impl Table {
    fn key(&self) -> TableKey {
        TableKey { mode: self.mode, difficulty: self.difficulty, assisted: self.assisted }
    }
}

/// Where a score stands in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The place, from 1. None if the score is not among the best.
    pub place: Option<u32>,
    /// The points that were missing to the next better place. None at the first.
    pub missing: Option<u64>,
}

/// All tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HighScores {
    /// The version of the file format.
    pub version: Version,
    /// The name that the player entered last.
    #[serde(deserialize_with = "name")]
    player: String,
    tables: Vec<Table>,
}

impl HighScores {
    /// Parses the file. `file` is its name in errors. Rows that are not in order are sorted, and those too many are left out.
    ///
    /// # Errors
    /// The first thing in the file that is not allowed, with its location.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        let read: Self = ron_file::read(file, bytes)?;
        let mut scores = Self { player: read.player, ..Self::default() };
        for table in read.tables {
            for row in table.rows.iter().cloned() {
                scores.offer(table.key(), row);
            }
        }
        Ok(scores)
    }

    /// The format version of a file that a newer version of the game wrote, which [`HighScores::read`] rejects. None for any other
    /// file.
    pub fn newer_version(bytes: &[u8]) -> Option<u32> {
        Version::newer(bytes)
    }

    /// Serializes the tables for [`HighScores::read`].
    ///
    /// # Errors
    /// Never in practice: these types always serialize.
    pub fn to_text(&self) -> Result<String, ron::Error> {
        let config = ron::ser::PrettyConfig::new().depth_limit(4).new_line("\n").indentor("  ");
        ron::ser::to_string_pretty(self, config).map(|text| text + "\n")
    }

    /// The tables of a player who has the best scores of earlier versions.
    pub fn from_best_scores(best: &BestScores) -> Self {
        let mut scores = Self::default();
        for mode in [GameMode::Classic, GameMode::Arcade, GameMode::Horde] {
            let row = Row { score: best.of(mode).into(), ..Row::default() };
            scores.offer(TableKey::new(mode, Difficulty::Normal), row);
        }
        scores
    }

    /// The name that the player entered last; empty if none.
    pub fn player(&self) -> &str {
        &self.player
    }

    /// The rows of a table, the best first.
    pub fn rows(&self, key: TableKey) -> &[Row] {
        self.tables.iter().find(|table| table.key() == key).map_or(&[], |table| &table.rows)
    }

    /// The best score of a mode in any unassisted game; 0 without one.
    pub fn best(&self, mode: GameMode) -> u64 {
        let keys = Difficulty::ALL.map(|difficulty| TableKey::new(mode, difficulty));
        keys.iter().filter_map(|&key| Some(self.rows(key).first()?.score)).max().unwrap_or(0)
    }

    /// Enters a game, or replaces its row from an earlier moment. Returns its place, from 1; none if it is not among the best. A game
    /// without points never is. Of equal scores the first one stays ahead.
    pub fn offer(&mut self, key: TableKey, row: Row) -> Option<u32> {
        let is_known = |table: &Table| table.key() == key;
        if !self.tables.iter().any(is_known) {
            let TableKey { mode, difficulty, assisted } = key;
            self.tables.push(Table { mode, difficulty, assisted, rows: vec![] });
        }
        let rows = &mut self.tables.iter_mut().find(|table| is_known(table))?.rows;
        // Rows without a time are of earlier versions: no running game replaces them.
        rows.retain(|other| other.time == 0 || !other.is_same_game(&row));
        let index = rows.iter().take_while(|other| other.score >= row.score).count();
        let is_in = row.score > 0 && index < MAX_ROWS;
        if is_in {
            rows.insert(index, row);
            rows.truncate(MAX_ROWS);
        }
        self.tables.retain(|table| !table.rows.is_empty());
        is_in.then(|| index as u32 + 1)
    }

    /// Where `row` stands, which need not be in the table.
    pub fn standing(&self, key: TableKey, row: &Row) -> Standing {
        let others = self.rows(key).iter().filter(|other| other.time == 0 || !other.is_same_game(row));
        let scores: Vec<u64> = others.map(|other| other.score).collect();
        let index = scores.iter().take_while(|&&other| other >= row.score).count();
        let is_in = row.score > 0 && index < MAX_ROWS;
        // The next better place of a game that is not in the table is the last one in it.
        let next = index.min(MAX_ROWS).checked_sub(1).and_then(|next| scores.get(next));
        let missing = next.map(|next| (next - row.score).saturating_add(1));
        // Any point is enough where a table has room.
        let has_room = !is_in && index < MAX_ROWS;
        Standing {
            place: is_in.then_some(index as u32 + 1),
            missing: if has_room { Some(1) } else { missing },
        }
    }

    /// Renames the player of a game, if it is in the table, and of games to come.
    pub fn rename(&mut self, key: TableKey, game: &Row, name: &str) {
        self.player = clean_name(name);
        let rows =
            self.tables.iter_mut().filter(|table| table.key() == key).flat_map(|table| &mut table.rows);
        for row in rows.filter(|row| row.time != 0 && row.is_same_game(game)) {
            row.name.clone_from(&self.player);
        }
    }

    /// The rows of all of a mode's tables.
    pub fn all_rows(&self, mode: GameMode) -> impl Iterator<Item = &Row> {
        self.tables.iter().filter(move |table| table.mode == mode).flat_map(|table| &table.rows)
    }

    /// The mods that have games in a table.
    pub fn mods(&self) -> Vec<GameMode> {
        let mut mods = Vec::new();
        for table in &self.tables {
            if matches!(table.mode, GameMode::Mod(_)) && !mods.contains(&table.mode) {
                mods.push(table.mode);
            }
        }
        mods
    }

    /// Whether any game with an assist is in a table.
    pub fn has_assisted(&self) -> bool {
        self.tables.iter().any(|table| table.assisted)
    }
}

/// A name as a table shows it: without control characters and spaces around it, and at most [`MAX_NAME`] characters long.
pub fn clean_name(name: &str) -> String {
    let allowed: String = name.chars().filter(|letter| !letter.is_control()).collect();
    allowed.trim().chars().take(MAX_NAME).collect::<String>().trim_end().to_owned()
}

fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if clean_name(&name) == name {
        Ok(name)
    } else {
        Err(D::Error::custom(format_args!(
            "{name:?} is no name; at most {MAX_NAME} characters without spaces around them are allowed"
        )))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ARCADE: TableKey = TableKey::new(GameMode::Arcade, Difficulty::Normal);

    fn read(text: &str) -> Result<HighScores, FileError> {
        HighScores::read("scores.ron", text.as_bytes())
    }

    fn row(time: u64, score: u64) -> Row {
        Row { name: "ANNA".into(), score, time, seed: 7, wave: 3, replay: Some(12) }
    }

    fn scores(scores: &HighScores) -> Vec<u64> {
        scores.rows(ARCADE).iter().map(|row| row.score).collect()
    }

    #[test]
    fn the_best_game_is_first_and_of_equal_ones_the_earlier() {
        let mut table = HighScores::default();
        let places: Vec<_> = [50, 90, 50, 10]
            .into_iter()
            .zip(1..)
            .map(|(score, time)| table.offer(ARCADE, row(time, score)))
            .collect();
        assert_eq!(places, [Some(1), Some(1), Some(3), Some(4)]);
        assert_eq!(scores(&table), [90, 50, 50, 10]);
        assert_eq!(table.rows(ARCADE)[1].time, 1);
        assert_eq!((table.best(GameMode::Arcade), table.best(GameMode::Horde)), (90, 0));
    }

    #[test]
    fn a_table_keeps_ten_games_and_none_without_points() {
        let mut table = HighScores::default();
        assert_eq!(table.offer(ARCADE, row(1, 0)), None);
        for score in 1..=10 {
            table.offer(ARCADE, row(score, score));
        }
        assert_eq!(table.offer(ARCADE, row(20, 1)), None, "an equal score is later");
        assert_eq!(table.offer(ARCADE, row(21, 5)), Some(7));
        assert_eq!(scores(&table), [10, 9, 8, 7, 6, 5, 5, 4, 3, 2]);
    }

    #[test]
    fn a_running_game_has_one_row() {
        let mut table = HighScores::default();
        table.offer(ARCADE, row(1, 40));
        for score in [10, 30, 60] {
            table.offer(ARCADE, row(2, score));
        }
        assert_eq!(scores(&table), [60, 40]);
    }

    #[test]
    fn each_mode_difficulty_and_assist_has_its_own_table() {
        let mut table = HighScores::default();
        let keys = [
            ARCADE,
            TableKey::new(GameMode::Arcade, Difficulty::Hard),
            TableKey::new(GameMode::Horde, Difficulty::Normal),
            TableKey { assisted: true, ..ARCADE },
        ];
        for (key, score) in keys.into_iter().zip(10..) {
            assert_eq!(table.offer(key, row(1, score)), Some(1));
        }
        for (key, score) in keys.into_iter().zip(10..) {
            assert_eq!(table.rows(key).iter().map(|row| row.score).collect::<Vec<_>>(), [score]);
        }
        assert_eq!(table.best(GameMode::Arcade), 11, "assisted games set no best score");
    }

    #[test]
    fn what_is_missing_leads_to_the_next_place() {
        let mut table = HighScores::default();
        for score in 1..=10 {
            table.offer(ARCADE, row(score, 10 * score));
        }
        let standing = |score| table.standing(ARCADE, &row(99, score));
        assert_eq!(standing(105), Standing { place: Some(1), missing: None });
        assert_eq!(standing(100), Standing { place: Some(2), missing: Some(1) });
        assert_eq!(standing(95), Standing { place: Some(2), missing: Some(6) });
        assert_eq!(standing(11), Standing { place: Some(10), missing: Some(10) });
        assert_eq!(standing(4), Standing { place: None, missing: Some(7) });
        assert_eq!(
            table.standing(ARCADE, &row(10, 100)),
            Standing { place: Some(1), missing: None },
            "itself"
        );
        let first = HighScores::default().standing(ARCADE, &row(1, 5));
        assert_eq!(first, Standing { place: Some(1), missing: None });
        let nothing = HighScores::default().standing(ARCADE, &row(1, 0));
        assert_eq!(nothing, Standing { place: None, missing: Some(1) });
    }

    #[test]
    fn a_name_is_remembered_and_given_to_the_game() {
        let mut table = HighScores::default();
        table.offer(ARCADE, Row { name: String::new(), ..row(1, 50) });
        table.offer(ARCADE, row(2, 40));
        table.rename(ARCADE, &row(1, 50), "  Bea\u{7}trice the Great ");
        assert_eq!((table.player(), table.rows(ARCADE)[0].name.as_str()), ("Beatrice t", "Beatrice t"));
        assert_eq!(table.rows(ARCADE)[1].name, "ANNA");
    }

    #[test]
    fn the_best_scores_of_earlier_versions_are_taken_over() {
        let best = BestScores { classic: 42, arcade: 1280, ..BestScores::default() };
        let table = HighScores::from_best_scores(&best);
        let mode_best = [GameMode::Classic, GameMode::Arcade, GameMode::Horde].map(|mode| table.best(mode));
        assert_eq!(mode_best, [42, 1280, 0]);
        assert_eq!(read(&table.to_text().unwrap()), Ok(table));
    }

    #[test]
    fn the_file_has_a_line_for_each_game() {
        let mut table = HighScores::default();
        table.offer(ARCADE, row(1_700_000_000, 50));
        let text = table.to_text().unwrap();
        let line = "(name: \"ANNA\", score: 50, time: 1700000000, seed: 7, wave: 3, replay: Some(12))";
        assert!(text.contains(line), "{text}");
    }

    #[test]
    fn a_file_that_the_game_never_wrote_is_rejected() {
        let deep = "(".repeat(10_000);
        for (text, said) in [
            ("", "Expected opening"),
            ("(version:1,tab", "`tab`"),
            ("(version: 2)", "version 2; version 1 is allowed"),
            ("(version: 1, tabels: [])", "tabels"),
            ("(tables: [(mode: Arcade, rows: [(score: -1)])])", "score"),
            ("(tables: [(mode: Arcade, rows: [(name: \"much too long\")])])", "at most 10 characters"),
            ("(player: \" x\")", "without spaces around"),
            ("(tables: [(mode: Tetris, rows: [])])", "Tetris"),
            (&deep, "scores.ron"),
        ] {
            let error = read(text).expect_err(&text.chars().take(30).collect::<String>()).to_string();
            assert!(error.contains(said) && error.len() < 500, "{error}");
        }
    }

    #[test]
    fn a_file_that_a_person_changed_is_put_in_order() {
        let rows: String = (1..=12).map(|n| format!("(score: {n}, time: {n}),")).collect::<Vec<_>>().concat();
        let table =
            read(&format!("(tables: [(mode: Arcade, rows: [{rows}]), (mode: Horde, rows: [])])")).unwrap();
        assert_eq!(scores(&table), [12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    }

    #[test]
    fn the_version_of_a_newer_file_is_read_whatever_else_it_holds() {
        for text in ["(version: 2)", "(tables: {\"AB\": 7}, version: 2, more: Some(1.5))"] {
            assert_eq!(HighScores::newer_version(text.as_bytes()), Some(2), "{text}");
        }
        for text in ["(version: 1)", "()", "(version: 2", ""] {
            assert_eq!(HighScores::newer_version(text.as_bytes()), None, "{text}");
        }
    }

    prop_compose! {
        fn any_row()(name in "[a-zA-Zé ]{0,12}", score in 0u64..40, time in 0u64..6, seed in 0u64..2, wave: u32, replay: Option<u32>) -> Row {
            Row { name: clean_name(&name), score, time, seed, wave, replay }
        }
    }

    proptest! {
        #[test]
        fn tables_stay_sorted_and_read_back(rows in prop::collection::vec(any_row(), 0..40)) {
            let mut table = HighScores::default();
            for row in rows {
                let standing = table.standing(ARCADE, &row);
                let place = table.offer(ARCADE, row.clone());
                prop_assert_eq!(standing.place, place);
                let at_place = place.map(|place| table.rows(ARCADE)[place as usize - 1].clone());
                prop_assert!(at_place.is_none_or(|found| found == row));
                prop_assert!(table.rows(ARCADE).len() <= MAX_ROWS);
                prop_assert!(table.rows(ARCADE).is_sorted_by(|a, b| a.score >= b.score));
            }
            prop_assert_eq!(read(&table.to_text().unwrap()), Ok(table));
        }

        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = HighScores::read("scores.ron", &bytes);
            let _ = HighScores::newer_version(&bytes);
        }

        #[test]
        fn a_cleaned_name_is_clean(name: String) {
            let clean = clean_name(&name);
            prop_assert_eq!(clean_name(&clean), clean.clone());
            prop_assert!(clean.chars().count() <= MAX_NAME);
        }
    }
}
