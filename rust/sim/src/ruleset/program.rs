//! What comes when: waves in formations with bosses, or a stream of creeps.

use serde::{Deserialize, Deserializer, Serialize};

use super::limits;

/// The most rows of a drawn formation.
const MAX_ROWS: usize = 40;
/// The most kinds of creeps in one.
const MAX_LEGEND: usize = 16;

/// What comes in a game.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum Program {
    /// Waves, one after the other, and from the first again.
    Waves {
        /// From the end of a wave to the next, and from the start of a game to the first, in s.
        #[serde(deserialize_with = "limits::seconds")]
        pause: f32,
        /// With at most so many creeps left, the next group comes at once, and after the last group the wave is over.
        #[serde(default, deserialize_with = "limits::few")]
        few: u32,
        /// What each further wave adds.
        #[serde(default)]
        per_wave: Rank,
        /// What each further loop of all waves adds.
        per_loop: Loop,
        /// The waves.
        #[serde(deserialize_with = "limits::list::<_, _, 100>")]
        list: Vec<Wave>,
    },
    /// A stream of creeps, more and more of them.
    SpawnStream {
        /// One after the other; the last goes on.
        #[serde(deserialize_with = "limits::list::<_, _, 32>")]
        levels: Vec<Level>,
    },
}

/// What a further loop of all waves adds: 0.2 makes it 1.2 times as much in the second loop, 1.4 in the third.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Loop {
    /// To speeds.
    #[serde(deserialize_with = "limits::growth")]
    pub speed: f32,
    /// To health.
    #[serde(deserialize_with = "limits::growth")]
    pub health: f32,
    /// To how often creeps and bosses fire.
    #[serde(deserialize_with = "limits::growth")]
    pub fire: f32,
}

/// What a further wave adds: 0.02 makes it 1.02 times as much in the second wave, 1.04 in the third. A loop begins anew.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rank {
    /// To creeps' and bosses' health.
    #[serde(deserialize_with = "limits::growth")]
    pub health: f32,
    /// To how often creeps and bosses fire.
    #[serde(deserialize_with = "limits::growth")]
    pub fire: f32,
    /// To how fast their bullets fly.
    #[serde(deserialize_with = "limits::growth")]
    pub bullet_speed: f32,
}

/// A wave. It is over when all of it has come, and gone but for a few.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Wave {
    /// What its banner says.
    #[serde(deserialize_with = "limits::name")]
    pub name: String,
    /// The boss that comes at its start, if one does.
    #[serde(default, deserialize_with = "some_name")]
    pub boss: Option<String>,
    /// The creeps; a boss's escort, of which no more comes after the boss is killed.
    #[serde(default, deserialize_with = "limits::any::<_, _, 32>")]
    pub groups: Vec<Group>,
}

fn some_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    limits::name(deserializer).map(Some)
}

/// Creeps of one kind that come together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// When at the latest, in s from the wave's start.
    #[serde(deserialize_with = "limits::delay")]
    pub start_time: f32,
    /// Which; left out where the formation is `Drawn`.
    #[serde(default, deserialize_with = "limits::name", skip_serializing_if = "String::is_empty")]
    pub creep: String,
    /// How many; left out where the formation is `Drawn`.
    #[serde(default, deserialize_with = "limits::creeps", skip_serializing_if = "is_zero")]
    pub count: u32,
    /// Where the formation's middle is: 0 at the left edge, 1 at the right.
    #[serde(deserialize_with = "limits::fraction")]
    pub x: f32,
    /// How they are placed.
    pub formation: Formation,
    /// Whether the first of them carries a power-up.
    #[serde(default)]
    pub prize: bool,
    /// The path on which they fly in; without one they come straight down.
    #[serde(default, deserialize_with = "some_entry")]
    pub entry: Option<Entry>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

fn some_entry<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Entry>, D::Error> {
    Entry::deserialize(deserializer).map(Some)
}

/// How a group flies in: one after the other on a path, each to its place in the formation, where it holds for a while.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Which.
    #[serde(deserialize_with = "limits::name")]
    pub path: String,
    /// Whether left and right are swapped.
    #[serde(default)]
    pub mirror: bool,
    /// The time between two creeps, in s.
    #[serde(deserialize_with = "limits::delay")]
    pub every: f32,
    /// The height of the formation's lowest row, in px from the upper edge.
    #[serde(deserialize_with = "limits::length")]
    pub y: f32,
    /// How long each holds its place before its own motion begins, in s.
    #[serde(deserialize_with = "limits::delay")]
    pub hold: f32,
}

/// A path that formations fly in on: a smooth curve through its points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Path {
    /// What groups call it.
    #[serde(deserialize_with = "limits::name")]
    pub name: String,
    /// The first is above the playfield.
    #[serde(deserialize_with = "limits::list::<_, _, 16>")]
    pub points: Vec<PathPoint>,
}

/// A point of a path, in parts of the playfield's width and height.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PathPoint(
    /// From the left edge.
    #[serde(deserialize_with = "limits::path_x")]
    pub f32,
    /// From the upper edge.
    #[serde(deserialize_with = "limits::path_y")]
    pub f32,
);

/// How a group of creeps is placed above the playfield.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum Formation {
    /// Side by side.
    Line {
        /// Between two, in px.
        #[serde(deserialize_with = "limits::gap")]
        gap: f32,
    },
    /// One behind the other.
    Column {
        /// Between two, in px.
        #[serde(deserialize_with = "limits::gap")]
        gap: f32,
    },
    /// A wedge, its point first.
    V {
        /// Between two, sideways and upwards, in px.
        #[serde(deserialize_with = "limits::gap")]
        gap: f32,
    },
    /// One behind the other on a winding path, whatever their own motion.
    Snake {
        /// Between two, in px.
        #[serde(deserialize_with = "limits::gap")]
        gap: f32,
        /// How far the path winds to either side, in px.
        #[serde(deserialize_with = "limits::length")]
        amplitude: f32,
        /// How long there and back takes, in s.
        #[serde(deserialize_with = "limits::seconds")]
        period: f32,
    },
    /// Anywhere in a circle.
    Swarm {
        /// In px.
        #[serde(deserialize_with = "limits::length")]
        radius: f32,
    },
    /// Two columns, from the left and from the right, that fly at each other's side.
    Split {
        /// Between two of a column, in px.
        #[serde(deserialize_with = "limits::gap")]
        gap: f32,
        /// How fast they fly sideways, in px/s.
        #[serde(deserialize_with = "limits::speed")]
        vx: f32,
    },
    /// On a circle.
    Ring {
        /// In px.
        #[serde(deserialize_with = "limits::length")]
        radius: f32,
    },
    /// In rows.
    Grid {
        /// In a row.
        #[serde(deserialize_with = "limits::creeps")]
        columns: u32,
        /// Between two, sideways and upwards, in px.
        #[serde(deserialize_with = "limits::gap")]
        gap: f32,
    },
    /// Anywhere over the playfield's width, one after the other.
    Rain {
        /// From the first to the last, in s.
        #[serde(deserialize_with = "limits::delay")]
        over: f32,
    },
    /// As a picture of letters shows it: each is a creep. All fly as fast as the first, which is the leftmost of the lowest row.
    Drawn {
        /// Between two of a row, from centre to centre, in px.
        #[serde(deserialize_with = "limits::gap")]
        gap: f32,
        /// Between two rows, in px; as between two of a row if it is left out.
        #[serde(default, deserialize_with = "some_gap")]
        row_gap: Option<f32>,
        /// From the highest to the lowest. A space or a point is nobody. The widest is as wide as the picture.
        #[serde(deserialize_with = "limits::list::<_, _, MAX_ROWS>")]
        rows: Vec<PictureRow>,
        /// Which creep each letter is.
        #[serde(deserialize_with = "limits::list::<_, _, MAX_LEGEND>")]
        legend: Vec<LegendEntry>,
    },
}

/// A row of a drawn formation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct PictureRow(
    /// A letter for each creep, a space or a point for nobody.
    #[serde(deserialize_with = "limits::picture_row")]
    pub String,
);

/// Which creep a letter of a drawn formation is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LegendEntry(
    /// The letter.
    pub char,
    /// The creep.
    #[serde(deserialize_with = "limits::name")]
    pub String,
);

/// Whether a letter of a drawn formation is nobody.
pub(super) fn is_nobody(letter: char) -> bool {
    matches!(letter, ' ' | '.')
}

fn some_gap<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f32>, D::Error> {
    limits::gap(deserializer).map(Some)
}

/// A level of a spawn stream. The last one does not end, and its rate goes on growing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// What its banner says.
    #[serde(deserialize_with = "limits::name")]
    pub name: String,
    /// How long it lasts, in s.
    #[serde(deserialize_with = "limits::seconds")]
    pub lasts: f32,
    /// How many come at its start, in creeps/s.
    #[serde(deserialize_with = "limits::rate")]
    pub from: f32,
    /// How many come at its end, in creeps/s.
    #[serde(deserialize_with = "limits::rate")]
    pub to: f32,
    /// Their health, times.
    #[serde(deserialize_with = "limits::times")]
    pub health: f32,
    /// A creep that comes once, when the level ends.
    #[serde(default, deserialize_with = "some_name")]
    pub champion: Option<String>,
    /// Which, and how often each.
    #[serde(deserialize_with = "limits::list::<_, _, 16>")]
    pub creeps: Vec<Share>,
}

/// How often a kind comes in a spawn stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Which.
    #[serde(deserialize_with = "limits::name")]
    pub creep: String,
    /// How often, against the others' weights.
    #[serde(deserialize_with = "limits::weight")]
    pub weight: u32,
}
