//! The state machine of a game: which screen follows which.
//!
//! ```text
//!              Start              Ready               Hit               MessageOver             ButtonDue
//!     Title ──────────► GetReady ────────► Playing ────────► GameOver ─────────────► TitleAgain ──────────► Title
//!       ▲                  │                  │                  │                       │
//!       └──────────────────┴───────── Quit ───┴──────────────────┴───────────────────────┘
//! ```
//!
//! A replay that ends (`ReplayEnded`) leads from `GetReady` and from `Playing` to `GameOver`, since it may be shorter than "Get Ready".
//!
//! States are [`Screen`]s, inputs are [`Cause`]s, and [`edges`] lists every transition. The playtest takes each of them in the
//! running game (`rust/playtest/tests/state_machine.rs`) and fails if one is missing there.

use serde::{Deserialize, Serialize};

/// Declares an enum and lists its variants in `ALL`, so that the list can't miss one.
macro_rules! enum_with_all {
    ($(#[$attribute:meta])* pub enum $name:ident { $($(#[$variant_attribute:meta])* $variant:ident,)* }) => {
        $(#[$attribute])*
        pub enum $name { $($(#[$variant_attribute])* $variant,)* }

        impl $name {
            /// Every variant.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    };
}
pub(crate) use enum_with_all;

enum_with_all! {
    /// A state: what the player sees.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    pub enum Screen {
        /// The title with its start button.
        #[default]
        Title,
        /// "Get Ready": the ship flies, no creep has spawned yet.
        GetReady,
        /// Creeps spawn.
        Playing,
        /// "Game Over".
        GameOver,
        /// The title after a game, still without its start button: a player who hammers the trigger must not start by accident.
        TitleAgain,
    }
}

enum_with_all! {
    /// An input of the state machine.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Cause {
        /// The player starts a game.
        Start,
        /// The start delay is over.
        Ready,
        /// A creep hit the ship and ended the game.
        Hit,
        /// The replay has no further input.
        ReplayEnded,
        /// "Game Over" was shown for long enough.
        MessageOver,
        /// The start button may appear again.
        ButtonDue,
        /// The player goes back to the title.
        Quit,
    }
}

/// Every transition: a state, an input, and the state that they lead to.
pub fn edges() -> impl Iterator<Item = (Screen, Cause, Screen)> {
    let pairs = Screen::ALL.iter().flat_map(|&from| Cause::ALL.iter().map(move |&cause| (from, cause)));
    pairs.filter_map(|(from, cause)| Some((from, cause, from.after(cause)?)))
}

impl Screen {
    /// The next state; none if `cause` has no meaning in this one.
    pub const fn after(self, cause: Cause) -> Option<Self> {
        Some(match (self, cause) {
            (Self::Title, Cause::Start) => Self::GetReady,
            (Self::GetReady, Cause::Ready) => Self::Playing,
            (Self::Playing, Cause::Hit) | (Self::GetReady | Self::Playing, Cause::ReplayEnded) => {
                Self::GameOver
            }
            (Self::GameOver, Cause::MessageOver) => Self::TitleAgain,
            (Self::TitleAgain, Cause::ButtonDue)
            | (Self::GetReady | Self::Playing | Self::GameOver | Self::TitleAgain, Cause::Quit) => {
                Self::Title
            }
            _ => return None,
        })
    }

    /// Whether this is the title, with or without its start button.
    pub const fn is_title(self) -> bool {
        matches!(self, Self::Title | Self::TitleAgain)
    }

    /// Whether a game is running, so that it can be paused.
    pub const fn in_game(self) -> bool {
        matches!(self, Self::GetReady | Self::Playing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_game_comes_back_to_the_title() {
        let screens = [Cause::Start, Cause::Ready, Cause::Hit, Cause::MessageOver, Cause::ButtonDue]
            .iter()
            .try_fold(Screen::Title, |screen, &cause| screen.after(cause));
        assert_eq!(screens, Some(Screen::Title));
    }

    #[test]
    fn quitting_leads_to_the_title_from_everywhere_but_the_title() {
        assert_eq!(Screen::Title.after(Cause::Quit), None);
        for screen in [Screen::GetReady, Screen::Playing, Screen::GameOver, Screen::TitleAgain] {
            assert_eq!(screen.after(Cause::Quit), Some(Screen::Title));
        }
    }

    #[test]
    fn only_the_title_with_its_button_starts_a_game() {
        for screen in [Screen::GetReady, Screen::Playing, Screen::GameOver, Screen::TitleAgain] {
            assert_eq!(screen.after(Cause::Start), None);
        }
    }

    #[test]
    fn a_hit_has_no_meaning_where_no_creep_flies() {
        for screen in [Screen::Title, Screen::GetReady, Screen::GameOver, Screen::TitleAgain] {
            assert_eq!(screen.after(Cause::Hit), None);
        }
    }

    #[test]
    fn a_replay_may_end_before_the_first_creep() {
        for screen in [Screen::GetReady, Screen::Playing] {
            assert_eq!(screen.after(Cause::ReplayEnded), Some(Screen::GameOver));
        }
        for screen in [Screen::Title, Screen::GameOver, Screen::TitleAgain] {
            assert_eq!(screen.after(Cause::ReplayEnded), None);
        }
    }

    #[test]
    fn every_edge_changes_the_screen() {
        assert!(edges().all(|(from, _, to)| from != to));
    }
}
