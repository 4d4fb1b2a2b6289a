//! The state machine of a game: which screen follows which. `docs/screens.md` has a picture of it.
//!
//! States are [`Screen`]s, inputs are [`Cause`]s, and [`edges`] lists every transition. The playtest takes each of them in the
//! running game (`rust/playtest/tests/state_machine.rs`) and fails if one is missing there.
//!
//! A replay that ends (`ReplayEnded`) leads from `GetReady` and from `Playing` to `GameOver`, since it may be shorter than "Get Ready".

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
        /// The title of a mode with its start button. Within the app, the menu is in its place.
        #[default]
        Title,
        /// "Get Ready": the ship flies, no creep has spawned yet.
        GetReady,
        /// Creeps spawn.
        Playing,
        /// "Game Over": what hit the ship can still be seen.
        GameOver,
        /// The results of the game.
        Results,
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
        ResultsDue,
        /// The player gives up the game for a new one.
        Restart,
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
            (Self::Title | Self::GameOver | Self::Results, Cause::Start)
            | (Self::GetReady | Self::Playing, Cause::Restart) => Self::GetReady,
            (Self::GetReady, Cause::Ready) => Self::Playing,
            (Self::Playing, Cause::Hit) | (Self::GetReady | Self::Playing, Cause::ReplayEnded) => {
                Self::GameOver
            }
            (Self::GameOver, Cause::ResultsDue) => Self::Results,
            (Self::GetReady | Self::Playing | Self::GameOver | Self::Results, Cause::Quit) => Self::Title,
            _ => return None,
        })
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
    fn a_whole_game_comes_to_its_results_and_from_there_to_the_next_game() {
        let screens = [Cause::Start, Cause::Ready, Cause::Hit, Cause::ResultsDue, Cause::Start].iter().scan(
            Screen::Title,
            |screen, &cause| {
                *screen = screen.after(cause)?;
                Some(*screen)
            },
        );
        let expected =
            [Screen::GetReady, Screen::Playing, Screen::GameOver, Screen::Results, Screen::GetReady];
        assert_eq!(screens.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn quitting_leads_to_the_title_from_everywhere_but_the_title() {
        for &screen in Screen::ALL {
            let expected = (screen != Screen::Title).then_some(Screen::Title);
            assert_eq!(screen.after(Cause::Quit), expected, "{screen:?}");
        }
    }

    #[test]
    fn a_running_game_is_restarted_and_never_started() {
        for &screen in Screen::ALL {
            let expected = |allowed: bool| allowed.then_some(Screen::GetReady);
            assert_eq!(screen.after(Cause::Restart), expected(screen.in_game()), "{screen:?}");
            assert_eq!(screen.after(Cause::Start), expected(!screen.in_game()), "{screen:?}");
        }
    }

    #[test]
    fn a_hit_has_no_meaning_where_no_creep_flies() {
        for screen in [Screen::Title, Screen::GetReady, Screen::GameOver, Screen::Results] {
            assert_eq!(screen.after(Cause::Hit), None);
        }
    }

    #[test]
    fn a_replay_may_end_before_the_first_creep() {
        for &screen in Screen::ALL {
            let expected = screen.in_game().then_some(Screen::GameOver);
            assert_eq!(screen.after(Cause::ReplayEnded), expected, "{screen:?}");
        }
    }
}
