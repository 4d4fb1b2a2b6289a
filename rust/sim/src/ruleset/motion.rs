//! How creeps move, as a ruleset says it: one of the named motions, or one made of parts.

use serde::{Deserialize, Serialize};

use super::check::{Conflict, at_most, conflict};
use super::{CreepKind, Ruleset, limits};

/// The most parts of a motion.
const MAX_PARTS: usize = 16;
/// The most moves of a part: one of each kind but those that lead sideways, of which it has one.
const MAX_MOVES: usize = 4;
/// The fastest that a part flies, in px/s.
const FASTEST: f32 = 2000.0;

/// How a creep moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum Motion {
    /// Straight down.
    Fall,
    /// Down, swinging from side to side.
    Weave {
        /// How far to either side, in px.
        #[serde(deserialize_with = "limits::length")]
        amplitude: f32,
        /// How long there and back takes, in s.
        #[serde(deserialize_with = "limits::seconds")]
        period: f32,
    },
    /// Down to a height, waits, makes a loop if it does, then dives at where the ship is.
    Dive {
        /// The height, in px from the upper edge.
        #[serde(deserialize_with = "limits::length")]
        wait_y: f32,
        /// How long it waits, in s.
        #[serde(deserialize_with = "limits::delay")]
        wait: f32,
        /// How fast it dives, in px/s.
        #[serde(deserialize_with = "limits::speed")]
        dive: f32,
        /// The radius of the loop that it makes before it dives, in px; 0 for none.
        #[serde(default, deserialize_with = "limits::loop_radius")]
        loop_radius: f32,
    },
    /// Down to a height, stays there swaying, then goes on down.
    Hover {
        /// The height, in px from the upper edge.
        #[serde(deserialize_with = "limits::length")]
        hover_y: f32,
        /// How far it sways to either side, in px.
        #[serde(deserialize_with = "limits::length")]
        sway: f32,
        /// How long there and back takes, in s.
        #[serde(deserialize_with = "limits::seconds")]
        period: f32,
        /// How long it stays, in s.
        #[serde(deserialize_with = "limits::seconds")]
        stay: f32,
    },
    /// Down, steering at the ship.
    Home {
        /// How fast its sideways speed changes, in px/s each second.
        #[serde(deserialize_with = "limits::turn")]
        turn: f32,
    },
    /// Sideways, and at each side of the playfield down and back.
    March {
        /// How far down, in px.
        #[serde(deserialize_with = "limits::gap")]
        march_distance: f32,
    },
    /// Down to its row, then sideways with all others that move so, as one block: when one of them reaches a side of the playfield, all
    /// go down and turn around. The fewer are left, the faster they are. All kinds of a ruleset that move so have the same numbers.
    MarchTogether {
        /// The height of a formation's lowest row, in px from the upper edge.
        #[serde(deserialize_with = "limits::length")]
        row_y: f32,
        /// How far down at each side, in px.
        #[serde(deserialize_with = "limits::gap")]
        march_distance: f32,
        /// How many times as fast the last one is as all of them together.
        #[serde(deserialize_with = "limits::times")]
        quicken: f32,
    },
    /// Parts, one after the other. They begin when the creep's centre has come onto the playfield, to where it flies straight down; after
    /// the last it does so again.
    Parts {
        /// In their order.
        #[serde(deserialize_with = "limits::list::<_, _, MAX_PARTS>")]
        list: Vec<MotionPart>,
        /// So many parts, the last ones, are played over and over; 0 for none.
        #[serde(default, deserialize_with = "limits::repeated_parts")]
        repeat: u32,
    },
}

/// A part of a motion: what a creep does at the same time, and until when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MotionPart {
    /// All at the same time, each kind at most once; nothing to stand still. Only one of them leads sideways: `Slide`, `Dive`, `Steer` or
    /// `Path`.
    #[serde(default, deserialize_with = "limits::any::<_, _, MAX_MOVES>")]
    pub moves: Vec<Move>,
    /// How many times as fast as the creep's own speed.
    #[serde(default = "own_speed", deserialize_with = "limits::times")]
    pub speed: f32,
    /// When the next part begins.
    #[serde(default)]
    pub until: Until,
}

/// As fast as the creep is, where nothing else is said.
fn own_speed() -> f32 {
    1.0
}

/// A move, of which a part has one or several. All are as fast as the creep times the part's `speed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum Move {
    /// Straight down.
    Fall,
    /// To the farther side of the playfield, and back from there.
    Slide,
    /// From side to side, as far as there is room.
    Sway {
        /// How far to either side, in px.
        #[serde(deserialize_with = "limits::length")]
        amplitude: f32,
        /// How long there and back takes, in s.
        #[serde(deserialize_with = "limits::seconds")]
        period: f32,
    },
    /// Around a circle: first up, then over to the side where there is more room.
    Circle {
        /// In px.
        #[serde(deserialize_with = "limits::radius")]
        radius: f32,
    },
    /// To where the ship is when the part begins, always downwards.
    Dive,
    /// Sideways to where the ship is.
    Steer {
        /// How fast its sideways speed changes, in px/s each second.
        #[serde(deserialize_with = "limits::turn")]
        turn: f32,
    },
    /// As a path of the ruleset leads, from where the creep is. The part ends at the path's end, if it has no other end before.
    Path {
        /// Which.
        #[serde(deserialize_with = "limits::name")]
        path: String,
        /// Whether left and right are swapped.
        #[serde(default)]
        mirror: bool,
    },
}

impl Move {
    /// What files call it.
    fn name(&self) -> &'static str {
        match self {
            Self::Fall => "Fall",
            Self::Slide => "Slide",
            Self::Sway { .. } => "Sway",
            Self::Circle { .. } => "Circle",
            Self::Dive => "Dive",
            Self::Steer { .. } => "Steer",
            Self::Path { .. } => "Path",
        }
    }

    fn leads_sideways(&self) -> bool {
        matches!(self, Self::Slide | Self::Dive | Self::Steer { .. } | Self::Path { .. })
    }
}

/// When a part ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum Until {
    /// Never; where it has a `Path`, at the path's end.
    #[default]
    Forever,
    /// After so long, in s.
    Time(#[serde(deserialize_with = "limits::seconds")] f32),
    /// At a height, in px from the upper edge: the formation's lowest row there, the others above it.
    Y(#[serde(deserialize_with = "limits::length")] f32),
    /// So far below where it began, in px.
    Down(#[serde(deserialize_with = "limits::gap")] f32),
    /// At a side of the playfield.
    Side,
    /// After so many turns of its `Circle`.
    Turns(#[serde(deserialize_with = "limits::circle_turns")] f32),
}

impl MotionPart {
    fn has(&self, names: &[&str]) -> bool {
        self.moves.iter().any(|one| names.contains(&one.name()))
    }

    /// Whether another part can follow.
    fn ends(&self) -> bool {
        self.until != Until::Forever || self.has(&["Path"])
    }
}

impl Ruleset {
    /// Whether the parts of a kind's motion fit together, and lead off the playfield where nothing else takes it away.
    pub(super) fn check_parts(&self, index: usize, kind: &CreepKind) -> Result<(), Conflict> {
        let Motion::Parts { list, repeat } = &kind.motion else { return Ok(()) };
        let motion = format!("creeps[{index}].motion");
        for (number, part) in list.iter().enumerate() {
            let is_last = number + 1 == list.len();
            self.check_part(&format!("{motion}.list[{number}]"), part, kind)?;
            if !part.ends() && (!is_last || *repeat > 0) {
                let what = if is_last { "nothing is repeated" } else { "the next part never begins" };
                let problem = format!("without an end, {what}; an end such as Time(2) is allowed");
                return conflict(format!("{motion}.list[{number}]"), problem);
            }
        }
        if *repeat as usize > list.len() {
            let problem = format!("it has {} parts; a whole number from 0 to {0} is allowed", list.len());
            return conflict(format!("{motion}.repeat"), problem);
        }
        let stays = list.last().is_some_and(|last| !last.ends() && !last.has(&["Fall", "Dive"]));
        if !kind.meets.bullets && (stays || *repeat > 0) {
            let problem = "it can't be shot and would never leave; a last part that ends, or has Fall or Dive, is allowed, and no repeat";
            return conflict(motion, problem);
        }
        Ok(())
    }

    fn check_part(&self, field_path: &str, part: &MotionPart, kind: &CreepKind) -> Result<(), Conflict> {
        for (index, one) in part.moves.iter().enumerate() {
            let before = &part.moves[..index];
            let field_path = format!("{field_path}.moves[{index}]");
            if before.iter().any(|other| other.name() == one.name()) {
                return conflict(field_path, format!("a second {}; one in a part is allowed", one.name()));
            }
            let other = before.iter().find(|other| other.leads_sideways() && one.leads_sideways());
            if let Some(other) = other {
                let problem = format!(
                    "{} and {} both lead sideways; one of Slide, Dive, Steer and Path is allowed",
                    other.name(),
                    one.name()
                );
                return conflict(field_path, problem);
            }
        }
        let needed: &[&str] = match part.until {
            Until::Forever | Until::Time(_) => &[],
            Until::Y(_) | Until::Down(_) => &["Fall", "Dive"],
            Until::Side => &["Slide", "Dive"],
            Until::Turns(_) => &["Circle"],
        };
        if !needed.is_empty() && !part.has(needed) {
            let problem = format!("it would never get there; a part with {} is allowed", needed.join(" or "));
            return conflict(format!("{field_path}.until"), problem);
        }
        if let Until::Y(y) = part.until {
            at_most(format!("{field_path}.until"), y, self.playfield.height, "the playfield's height")?;
        }
        let fastest = kind.speed.max * part.speed;
        if fastest > FASTEST {
            let times = FASTEST / kind.speed.max;
            let problem = format!(
                "{} times the creep's {} px/s is {fastest} px/s; at most {times} times, {FASTEST} px/s, is allowed",
                part.speed, kind.speed.max
            );
            return conflict(format!("{field_path}.speed"), problem);
        }
        Ok(())
    }
}
