//! The end of a tick: what is down, spent or out of the field goes, and clocks run.

use crate::event::Event;
use crate::sim::Sim;

impl Sim {
    /// Takes away the creeps that are down or left, and the ship's bullets that are spent or missed.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn clear_away(&mut self) {
        self.bury();
        self.spent.sort_unstable();
        self.spent.dedup();
        for &shot in &self.spent {
            let shot = shot as usize;
            // A bullet without damage was spent on something.
            if self.shots.damage[shot] > 0 && self.shots.counts[shot] {
                self.score.miss(&self.mode.combo);
            }
        }
        self.shots.remove_all(&mut self.spent);
    }

    /// Takes away the creeps that are down or left the field.
    pub(crate) fn bury(&mut self) {
        self.gone.sort_unstable_by_key(|&place| self.creeps.ids.id(place as usize));
        self.gone.dedup();
        for &place in &self.gone {
            let place = place as usize;
            if self.creeps.health[place] > 0 {
                self.score.left += 1;
                let (id, kind, x) =
                    (self.creeps.ids.id(place), self.creeps.kind[place], self.creeps.x[place]);
                self.events.push(Event::CreepLeft { id, kind, x });
            }
        }
        self.creeps.remove_all(&mut self.gone);
    }

    /// Runs the clocks, and tells of a multiplier that is another than at the start of the tick.
    pub(crate) fn end_tick(&mut self) {
        self.run_clocks();
        self.recharge_shields();
        let multiplier = self.score.multiplier(&self.mode.combo);
        if multiplier != self.score.shown {
            self.score.shown = multiplier;
            self.events.push(Event::ComboChanged { multiplier });
        }
    }

    /// Gives creeps their shields back that were left alone for long enough.
    fn recharge_shields(&mut self) {
        if !self.tables.recharges {
            return;
        }
        for place in 0..self.creeps.len() {
            let table = &self.tables.creeps[usize::from(self.creeps.kind[place])];
            if table.recharge > 0.0 && self.creeps.shield[place] < table.shield {
                self.creeps.shield_clock[place] -= self.pace;
                if self.creeps.shield_clock[place] <= 0.0 {
                    self.creeps.shield[place] = table.shield;
                }
            }
        }
    }
}
