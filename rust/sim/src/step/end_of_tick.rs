//! The end of a tick: what is dead, spent or out of the playfield despawns, and clocks run.

use crate::event::SimEvent;
use crate::pieces::{LANES, Pieces};
use crate::scratch::Scratch;
use crate::sim::Sim;

impl Sim {
    /// Takes away the creeps that are dead or left, and the ship's bullets that are spent or missed.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn remove_spent(&mut self) {
        self.remove_dead();
        let Self { player_bullets, score, rules, scratch, .. } = self;
        let Scratch { player_bullets_to_remove, .. } = scratch;
        player_bullets_to_remove.sort_unstable();
        player_bullets_to_remove.dedup();
        for &bullet in &*player_bullets_to_remove {
            let bullet = bullet as usize;
            // A bullet without damage was spent on something.
            if player_bullets.damage[bullet] > 0 && player_bullets.counts[bullet] {
                score.miss(&rules.combo);
            }
        }
        player_bullets.remove_all(player_bullets_to_remove);
    }

    /// Takes away the creeps that are dead or left the playfield.
    pub(crate) fn remove_dead(&mut self) {
        let Self { creeps, score, events, scratch, squads, .. } = self;
        let Scratch { creeps_to_remove, creeps_that_left, .. } = scratch;
        // Those that live; each once, for one that left is noted only by its motion.
        creeps_that_left.clear();
        let lives = |&&index: &&u32| creeps.health[index as usize] > 0;
        creeps_that_left.extend(creeps_to_remove.iter().filter(lives));
        creeps_that_left.sort_unstable_by_key(|&index| creeps.ids.id(index as usize));
        for &index in &*creeps_that_left {
            let index = index as usize;
            score.left += 1;
            let (id, kind, x) = (creeps.ids.id(index), creeps.kind[index], creeps.x[index]);
            events.push(SimEvent::CreepLeft { id, kind, x });
            if let Some(squad) = squads.get_mut(usize::from(creeps.squad[index]).wrapping_sub(1)) {
                squad.left = squad.left.saturating_sub(1);
                squad.incomplete = true;
            }
        }
        creeps.remove_all(creeps_to_remove);
    }

    /// Runs the clocks, and reports a multiplier that is another than at the start of the tick.
    pub(crate) fn end_tick(&mut self) {
        self.run_clocks();
        self.recharge_shields();
        self.score.pass_time(&self.rules.combo);
        let multiplier = self.score.multiplier(&self.rules.combo);
        if multiplier != self.score.reported {
            self.score.reported = multiplier;
            self.events.push(SimEvent::ComboChanged { multiplier });
        }
    }

    /// Gives creeps their shields back that were left alone for long enough.
    fn recharge_shields(&mut self) {
        if !self.rules.recharges {
            return;
        }
        let creeps = &mut self.creeps;
        let kinds = Pieces::of(&creeps.kind);
        for piece in 0..creeps.kind.len().div_ceil(LANES) {
            // Most of the time none of eight does.
            let mut any = false;
            for &kind in kinds.at(piece) {
                any |= self.rules.recharging_creeps[usize::from(kind)];
            }
            if !any {
                continue;
            }
            for index in piece * LANES..creeps.kind.len().min((piece + 1) * LANES) {
                let kind = &self.rules.creeps[usize::from(creeps.kind[index])];
                if kind.recharge > 0.0 && creeps.shield[index] < kind.shield {
                    creeps.shield_clock[index] -= self.time_scale;
                    if creeps.shield_clock[index] <= 0.0 {
                        creeps.shield[index] = kind.shield;
                    }
                }
            }
        }
    }
}
