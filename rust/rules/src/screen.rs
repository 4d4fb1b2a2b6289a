//! Which screen follows which.
//!
//! ```text
//!              Start              Ready               Hit               MessageOver             ButtonDue
//!     Title ──────────► GetReady ────────► Playing ────────► GameOver ─────────────► TitleAgain ──────────► Title
//!       ▲                  │                  │                  │                       │
//!       └──────────────────┴───────── Quit ───┴──────────────────┴───────────────────────┘
//! ```
//!
//! A replay that ends (`ReplayEnded`) leads from `GetReady` and from `Playing` to `GameOver`: it may be shorter than "Get Ready".

use serde::{Deserialize, Serialize};

/// What the player sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Screen {
    /// The title with its start button.
    #[default]
    Title,
    /// "Get Ready": the ship flies, no creep comes yet.
    GetReady,
    /// Creeps come.
    Playing,
    /// "Game Over".
    GameOver,
    /// The title is back, its button not yet.
    TitleAgain,
}

/// What moves the game from screen to screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The player starts a game.
    Start,
    /// The start delay is over.
    Ready,
    /// A creep met the ship.
    Hit,
    /// The replay that is shown has no further input.
    ReplayEnded,
    /// "Game Over" stood long enough.
    MessageOver,
    /// The start button may come back.
    ButtonDue,
    /// The player goes back to the title.
    Quit,
}

impl Screen {
    /// The screen that `cause` leads to; none where it means nothing.
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

    /// Whether it is the title, with or without its button.
    pub const fn is_title(self) -> bool {
        matches!(self, Self::Title | Self::TitleAgain)
    }

    /// Whether a game is on: the ship flies, and a pause means something.
    pub const fn in_game(self) -> bool {
        matches!(self, Self::GetReady | Self::Playing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAUSES: [Cause; 7] = [
        Cause::Start,
        Cause::Ready,
        Cause::Hit,
        Cause::ReplayEnded,
        Cause::MessageOver,
        Cause::ButtonDue,
        Cause::Quit,
    ];

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
    fn a_hit_where_no_creep_flies_means_nothing() {
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
    fn no_cause_leads_where_it_was() {
        for screen in [Screen::Title, Screen::GetReady, Screen::Playing, Screen::GameOver, Screen::TitleAgain]
        {
            for cause in CAUSES {
                assert_ne!(screen.after(cause), Some(screen));
            }
        }
    }
}
