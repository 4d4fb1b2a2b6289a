//! The kinds of creep (enemy) in Classic.

use serde::{Deserialize, Serialize};

/// A kind of creep. In Classic the kinds differ only in their sprites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Creep {
    /// The winged one.
    Fly,
    /// The finned one.
    Swim,
    /// The one with legs.
    Walk,
}

impl Creep {
    /// Every kind, in the order of the tutorial's animations.
    pub const ALL: [Self; 3] = [Self::Fly, Self::Swim, Self::Walk];

    /// The name of the kind's animation in `mob.tscn`.
    pub const fn animation(self) -> &'static str {
        match self {
            Self::Fly => "fly",
            Self::Swim => "swim",
            Self::Walk => "walk",
        }
    }
}
