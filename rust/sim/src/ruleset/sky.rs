//! Skies: what is behind the playfield, and from which wave on. Nothing in the simulation depends on them.

use serde::{Deserialize, Serialize};

use super::check::{Conflict, conflict};
use super::{Program, Ruleset, limits};

/// A sky.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sky {
    /// The first wave or level that it is behind, from 1.
    #[serde(deserialize_with = "limits::wave")]
    pub from: u32,
    /// What its title card says.
    #[serde(deserialize_with = "limits::name")]
    pub name: String,
    /// Its picture: the name of a backdrop in the atlas.
    #[serde(deserialize_with = "limits::name")]
    pub backdrop: String,
}

impl Ruleset {
    /// The index in [`Self::skies`] of what is behind a wave or level, as a game counts them: further loops have the same skies again.
    /// 0 for the time before the first wave. None if there are no skies.
    pub fn sky_of(&self, wave: u32) -> Option<usize> {
        let number = match &self.program {
            Program::Waves { list, .. } => wave.saturating_sub(1) % list.len().max(1) as u32 + 1,
            Program::SpawnStream { .. } => wave.max(1),
        };
        self.skies.iter().rposition(|sky| sky.from <= number)
    }

    /// Whether the skies begin with the first wave, follow each other, and are all seen.
    pub(super) fn check_skies(&self) -> Result<(), Conflict> {
        let Some(first) = self.skies.first() else { return Ok(()) };
        if first.from != 1 {
            return conflict("skies[0].from", "the first sky is there from the start; 1 is allowed");
        }
        let (what, count) = match &self.program {
            Program::Waves { list, .. } => ("waves", list.len()),
            Program::SpawnStream { levels } => ("levels", levels.len()),
        };
        for (index, pair) in self.skies.windows(2).enumerate() {
            let field_path = format!("skies[{}].from", index + 1);
            if pair[1].from <= pair[0].from {
                return conflict(
                    field_path,
                    format!("more than of the sky before it, {}, is allowed", pair[0].from),
                );
            }
            if pair[1].from as usize > count {
                return conflict(field_path, format!("there are {count} {what}; at most {count} is allowed"));
            }
        }
        Ok(())
    }
}
