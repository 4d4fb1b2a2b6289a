//! What stands on the field: every tick all of the simulation's things go into the sheets.

use creeps_sim::Sim;
use creeps_sim::ruleset::BossAttack;
use creeps_sim::view::{BossActivity, BossView, BulletsView};
use godot::classes::MultiMeshInstance2D;
use godot::prelude::*;

use super::looks::{BEAM_CELL, Look, Looks};
use super::sheet::{Pen, Sheet, Sprite};

/// How many shield bubbles are drawn at most.
const MOST_BUBBLES: usize = 128;
/// How much of a bubble's square its ring fills.
const BUBBLE_RING: f32 = 86.0 / 96.0;
/// How many lengths of a beam are drawn at most, and how much of its square's width a beam fills.
const MOST_LENGTHS: usize = 128;
const BEAM_FILL: f32 = 21.0 / 32.0;
/// How many marks of what is announced are drawn at most, and how large, in px.
const MOST_MARKS: usize = 32;
const MARK_SIZE: f32 = 44.0;

/// The sheets of a game.
pub struct Picture {
    looks: Looks,
    field: Vector2,
    creeps: Sheet,
    boss: Sheet,
    power_ups: Sheet,
    /// The ship's bullets, and above them those that harm it.
    bullets: Sheet,
    bubbles: Sheet,
    beam: Sheet,
    marks: Sheet,
}

impl Picture {
    /// The sheets under the node `field`, with room for what `sim` may hold.
    pub fn new(field: &Gd<Node2D>, sim: &Sim, looks: Looks) -> Self {
        let mode = sim.ruleset();
        let size = Vector2::new(mode.playfield.width, mode.playfield.height);
        let sheet = |name: &str, capacity: usize| {
            Sheet::new(&field.get_node_as::<MultiMeshInstance2D>(name), capacity, size)
        };
        let capacity = &mode.capacity;
        Self {
            creeps: sheet("Creeps", capacity.creeps as usize),
            boss: sheet("Boss", 1),
            power_ups: sheet("PowerUps", capacity.power_ups as usize),
            bullets: sheet("Bullets", (capacity.player_bullets + capacity.creep_bullets) as usize),
            bubbles: sheet("Bubbles", MOST_BUBBLES),
            beam: sheet("Beam", MOST_LENGTHS),
            marks: sheet("Marks", MOST_MARKS),
            field: size,
            looks,
        }
    }

    /// Says where the frame lies between the last two ticks: 0 to 1.
    pub fn set_fraction(&mut self, fraction: f32) {
        for sheet in self.sheets() {
            sheet.set_fraction(fraction);
        }
    }

    /// Takes everything off the field.
    pub fn clear(&mut self) {
        for sheet in self.sheets() {
            sheet.pen(0);
            sheet.show();
        }
    }

    /// Puts everything on the field as it is after the last tick.
    pub fn draw(&mut self, sim: &Sim) {
        self.put_creeps(sim);
        self.put_boss(sim);
        self.put_bullets(sim);
        let (tick, power_ups) = (sim.tick(), sim.power_ups());
        let mut pen = self.power_ups.pen(power_ups.x.len());
        for place in 0..power_ups.x.len() {
            let look = self.looks.power_ups[usize::from(power_ups.kind[place])];
            let (x, y) = (power_ups.x[place], power_ups.y[place]);
            let back = (power_ups.prev_x[place] - x, power_ups.prev_y[place] - y);
            let cell = look.cell + (tick.wrapping_sub(power_ups.born[place]) / 12 % 2) as f32;
            pen.put(Sprite { x, y, back, size: look.size, cell, glow: 0.0 });
        }
        for sheet in self.sheets() {
            sheet.show();
        }
    }

    fn sheets(&mut self) -> [&mut Sheet; 7] {
        [
            &mut self.creeps,
            &mut self.boss,
            &mut self.power_ups,
            &mut self.bullets,
            &mut self.bubbles,
            &mut self.beam,
            &mut self.marks,
        ]
    }

    fn put_creeps(&mut self, sim: &Sim) {
        let (tick, creeps, looks) = (sim.tick(), sim.creeps(), &self.looks.creeps[..]);
        let mut pen = self.creeps.pen(creeps.x.len());
        let mut bubbles = self.bubbles.pen(MOST_BUBBLES);
        let columns = creeps.x.iter().zip(creeps.y).zip(creeps.prev_x.iter().zip(creeps.prev_y));
        let more = creeps.kind.iter().zip(creeps.born).zip(creeps.flash.iter().zip(creeps.shield));
        for (((&x, &y), (&prev_x, &prev_y)), ((&kind, &born), (&flash, &shield))) in columns.zip(more) {
            let Look { cell, size, .. } = looks[usize::from(kind)];
            // Ten pictures a second; five ticks of age count as one more, so that not all move alike.
            let frame = (tick + born * 5) / 6 % 4;
            let glow = if flash > tick { 0.7 } else { 0.0 };
            let sprite =
                Sprite { x, y, back: (prev_x - x, prev_y - y), size, cell: cell + frame as f32, glow };
            pen.put(sprite);
            if shield > 0 {
                bubbles.put(Sprite { size: size / BUBBLE_RING, cell: 0.0, glow: -0.25, ..sprite });
            }
        }
        let ship = sim.ship();
        if ship.shield > 0 {
            let size = 1.2 * sim.ruleset().ship.size / BUBBLE_RING;
            let back = (ship.prev_x - ship.x, 0.0);
            bubbles.put(Sprite { x: ship.x, y: ship.y, back, size, cell: 0.0, glow: 0.0 });
        }
    }

    fn put_bullets(&mut self, sim: &Sim) {
        let mut pen = self.bullets.pen(sim.player_bullets().x.len() + sim.creep_bullets().x.len());
        // Those that harm the ship last: nothing hides them.
        for bullets in [sim.player_bullets(), sim.creep_bullets()] {
            put_flying(&mut pen, &bullets, &self.looks.bullets, sim.tick());
        }
    }

    fn put_boss(&mut self, sim: &Sim) {
        let mut pen = self.boss.pen(1);
        let mut beam = self.beam.pen(MOST_LENGTHS);
        let mut marks = self.marks.pen(MOST_MARKS);
        let Some(boss) = sim.boss() else { return };
        let tick = sim.tick();
        let look = self.looks.bosses[boss.kind];
        let back = (boss.prev_x - boss.x, boss.prev_y - boss.y);
        let rages = boss.phase > 0 && tick / 15 % 4 == 3;
        let column = match boss.activity {
            BossActivity::Telegraphs { .. } | BossActivity::Attacks { attack: BossAttack::Charge { .. } } => {
                2
            }
            _ if rages => 3,
            _ => tick / 30 % 2,
        };
        let glow = if boss.flash > tick { 0.5 } else { 0.0 };
        let cell = look.cell + column as f32;
        pen.put(Sprite { x: boss.x, y: boss.y, back, size: look.size, cell, glow });
        put_beam(&mut beam, &boss, self.field, tick);
        if let BossActivity::Telegraphs { attack, progress, .. } = boss.activity {
            put_mark(&mut marks, sim, &boss, attack, progress);
        }
    }
}

fn put_flying(pen: &mut Pen<'_>, bullets: &BulletsView<'_>, looks: &[Look], tick: u32) {
    let pulse = (tick / 4 % 2) as f32;
    let places = bullets.x.iter().zip(bullets.y).zip(bullets.prev_x.iter().zip(bullets.prev_y));
    let ways = bullets.kind.iter().zip(bullets.vx.iter().zip(bullets.vy));
    for (((&x, &y), (&prev_x, &prev_y)), (&kind, (&vx, &vy))) in places.zip(ways) {
        let Look { cell, size, turns } = looks[usize::from(kind)];
        let sprite = Sprite { x, y, back: (prev_x - x, prev_y - y), size, cell: cell + pulse, glow: 0.0 };
        if turns == 0.0 || vx == 0.0 {
            pen.put(sprite);
        } else {
            let length = turns / vx.hypot(vy);
            pen.put_turned(sprite, (vx * length, vy * length));
        }
    }
}

/// Lays lengths of a beam end to end, from the boss to beyond the field; one that is only announced is thin and pale.
fn put_beam(pen: &mut Pen<'_>, boss: &BossView<'_>, field: Vector2, tick: u32) {
    let Some(beam) = boss.beam else { return };
    let (right, down) = (beam.angle * std::f32::consts::TAU).sin_cos();
    let width = if beam.burns { beam.width } else { 0.35 * beam.width };
    let size = width / BEAM_FILL;
    let length = size * 28.0 / 32.0;
    let glow = if beam.burns { 0.0 } else { -0.45 - 0.2 * (tick / 4 % 2) as f32 };
    let cell = BEAM_CELL + (tick / 3 % 2) as f32;
    let back = (boss.prev_x - boss.x, boss.prev_y - boss.y);
    let mut way = length;
    while boss.y + way * down < field.y + length {
        let (x, y) = (boss.x + way * right, boss.y + way * down);
        pen.put_turned(Sprite { x, y, back, size, cell, glow }, (right, down));
        way += length;
    }
}

/// Marks what an announced attack is aimed at.
fn put_mark(pen: &mut Pen<'_>, sim: &Sim, boss: &BossView<'_>, attack: &BossAttack, progress: f32) {
    let ship = sim.ship();
    let (x, y, back) = match attack {
        BossAttack::Charge { .. } | BossAttack::Volley { aimed: true, .. } => {
            (ship.x, ship.y - 0.8 * sim.ruleset().ship.size, (ship.prev_x - ship.x, 0.0))
        }
        _ => {
            let below = 0.55 * sim.ruleset().bosses[boss.kind].size;
            (boss.x, boss.y + below, (boss.prev_x - boss.x, boss.prev_y - boss.y))
        }
    };
    // It blinks faster the nearer the attack is.
    let blinks = (progress * progress * 16.0) as u32 % 2 == 1;
    let glow = if blinks { -0.5 } else { 0.0 };
    let size = MARK_SIZE * (1.5 - 0.5 * progress) * sim.ruleset().playfield.width / 480.0;
    pen.put(Sprite { x, y, back, size, cell: 0.0, glow });
}
