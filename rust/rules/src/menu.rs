//! The state machine of the menu: which page follows which.
//!
//! Like [`crate::screen`] for a game: states are [`Page`]s, inputs are [`MenuCause`]s, and [`edges`] lists every transition. The
//! playtest takes each of them in the running game (`rust/playtest/tests/state_machine.rs`) and fails if one is missing there.

use serde::{Deserialize, Serialize};

use crate::screen::enum_with_all;

enum_with_all! {
    /// A state: what the player sees.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    pub enum Page {
        /// The title with the modes and the ways to every other page.
        #[default]
        Main,
        /// The tables of high scores.
        HighScores,
        /// The saved replays.
        Replays,
        /// The mods.
        Mods,
        /// The controls, the power-ups and the creeps.
        HowToPlay,
        /// The settings.
        Options,
        /// Who made it, and the licenses.
        Credits,
        /// A game or a replay, which has a state machine of its own: [`crate::Screen`].
        Game,
        /// What the program shows while nobody plays: a demo, the high scores, how to play.
        Attract,
    }
}

enum_with_all! {
    /// An input of the state machine.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum MenuCause {
        /// The player chooses a mode.
        Play,
        /// The player chooses the daily challenge.
        PlayDaily,
        /// The player watches a replay.
        Watch,
        /// The player opens the high scores.
        OpenHighScores,
        /// The player opens the replays.
        OpenReplays,
        /// The player opens the mods.
        OpenMods,
        /// The player opens the help.
        OpenHowToPlay,
        /// The player opens the options.
        OpenOptions,
        /// The player opens the credits.
        OpenCredits,
        /// Nobody has touched anything for a while.
        Idle,
        /// The player leaves a page or a game, or touches anything while nobody plays.
        Back,
    }
}

/// Every transition: a state, an input, and the state that they lead to.
pub fn edges() -> impl Iterator<Item = (Page, MenuCause, Page)> {
    let pairs = Page::ALL.iter().flat_map(|&from| MenuCause::ALL.iter().map(move |&cause| (from, cause)));
    pairs.filter_map(|(from, cause)| Some((from, cause, from.after(cause)?)))
}

impl Page {
    /// The next state; none if `cause` has no meaning in this one.
    pub const fn after(self, cause: MenuCause) -> Option<Self> {
        Some(match (self, cause) {
            (Self::Main, MenuCause::Play | MenuCause::PlayDaily)
            | (Self::Mods, MenuCause::Play)
            | (Self::HighScores | Self::Replays, MenuCause::Watch) => Self::Game,
            (Self::Main, MenuCause::OpenHighScores) => Self::HighScores,
            (Self::Main, MenuCause::OpenReplays) => Self::Replays,
            (Self::Main, MenuCause::OpenMods) => Self::Mods,
            (Self::Main, MenuCause::OpenHowToPlay) => Self::HowToPlay,
            (Self::Main, MenuCause::OpenOptions) => Self::Options,
            (Self::Main, MenuCause::OpenCredits) => Self::Credits,
            (Self::Main, MenuCause::Idle) => Self::Attract,
            (Self::Main, _) => return None,
            (_, MenuCause::Back) => Self::Main,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_leads_to_the_main_page_from_every_other() {
        for &page in Page::ALL {
            let expected = (page != Page::Main).then_some(Page::Main);
            assert_eq!(page.after(MenuCause::Back), expected, "{page:?}");
        }
    }

    #[test]
    fn every_page_can_be_reached_from_the_main_page() {
        for &page in Page::ALL {
            let is_reached = edges().any(|(from, _, to)| (from, to) == (Page::Main, page));
            assert_eq!(is_reached, page != Page::Main, "{page:?}");
        }
    }

    #[test]
    fn every_edge_changes_the_page() {
        assert!(edges().all(|(from, _, to)| from != to));
    }
}
