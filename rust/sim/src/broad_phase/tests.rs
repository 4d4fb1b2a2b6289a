//! Games with rounds of any length have the same states, and nothing that meets is missed.

use std::sync::Arc;

use proptest::prelude::*;

use crate::input::Input;
use crate::ruleset::{Difficulty, Ruleset};
use crate::sim::Sim;
use crate::stress::Stress;
use crate::world::{Bullet, Bullets, Creep, Creeps};

use super::*;

/// The rulesets that are played.
const FILES: [(&str, &[u8]); 4] = [
    ("arcade.ron", include_bytes!("../../../../godot-project/config/arcade.ron")),
    ("horde.ron", include_bytes!("../../../../godot-project/config/horde.ron")),
    ("golden.ron", include_bytes!("../../tests/golden.ron")),
    ("hostile.ron", include_bytes!("../../tests/hostile/mode_contacts_oom.ron")),
];

fn ruleset(file: usize) -> Ruleset {
    let (name, text) = FILES[file];
    // So many creeps and bullets as a test has time for.
    let text =
        String::from_utf8_lossy(text).replace("100000, player_bullets: 100000", "300, player_bullets: 300");
    Ruleset::read(name, text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn rounds_of_any_length_lead_to_the_same_states(
        file in 0..FILES.len(), seed: u64, rounds in (1_u32..=4, 2_u32..=20), stress in any::<bool>(), wide: bool, when in 0_u32..500,
        held in prop::collection::vec((-8_i8..=8, any::<bool>(), prop::bool::weighted(0.05)), 30),
    ) {
        let mut ruleset = ruleset(file);
        ruleset.ship.lives = 99;
        let ruleset = Arc::new(ruleset);
        let mut sims = [rounds.0, rounds.1].map(|ticks| {
            let sim = if stress {
                Sim::stress(&ruleset, Stress { room: 3000.0, wide, ..Stress::new(300, 300) }, seed)
            } else {
                Sim::new(&ruleset, Difficulty::Normal, seed)
            };
            sim.with_search_interval(ticks)
        });
        for tick in 0..600 {
            let (steer, fire, bomb) = held[tick as usize / 20];
            let input = Input { steer, fire, bomb };
            let [one, two] = &mut sims;
            prop_assert_eq!(one.step(input), two.step(input), "in tick {}", tick);
            prop_assert_eq!(one.hash(), two.hash(), "in tick {}", tick);
            prop_assert_eq!(one.load().to_bits(), two.load().to_bits(), "in tick {}", tick);
            if tick == when {
                // A copy that knows nothing yet, and one that knows all.
                sims[0] = sims[1].clone().with_search_interval(rounds.0);
                sims[1] = sims[1].clone();
            }
        }
    }
}

/// Where a thing is, as parts of the playfield, and how far it flies in a tick, in px.
type Thing = (f32, f32, f32, f32);

fn things() -> impl Strategy<Value = Vec<Thing>> {
    // Some are beside the playfield, and some fly across all of it.
    let way = || prop_oneof![9 => -12.0_f32..12.0, 1 => -9000.0_f32..9000.0];
    prop::collection::vec((-0.1_f32..1.1, -0.3_f32..1.1, way(), way()), 1..40)
}

proptest! {
    #[test]
    fn what_meets_a_bullet_is_a_candidate(
        creeps in things(), bullets in things(), late in (0_usize..40, 0_usize..40), near in any::<bool>(),
        count in 40_u32..100_000, turns in prop::collection::vec((0_u32..8, 0_usize..40, -30.0_f32..30.0), 0..10),
    ) {
        let ruleset = Stress { wide: true, ..Stress::new(count, count) }.enlarge(&ruleset(0));
        let mut rules = ruleset.compile(Difficulty::Normal);
        (rules.capacity.creeps, rules.capacity.player_bullets) = (40, 40);
        // All in one corner, or all over the playfield, which may be a thousand times as wide as high.
        let size = if near { (300.0, 300.0) } else { (rules.width, rules.height) };
        let corner = if near { rules.width - 300.0 } else { 0.0 };
        let (mut pool, mut shots) = (Creeps::with_capacity(40), Bullets::with_capacity(40));
        let mut broad_phase = BroadPhase::new(&rules);
        for tick in 0..10 {
            // Some come later than others.
            if tick == 0 || tick == 3 {
                let (late_creeps, late_bullets) = (late.0.min(creeps.len()), late.1.min(bullets.len()));
                let (creeps, bullets) = if tick == 0 {
                    (&creeps[late_creeps..], &bullets[late_bullets..])
                } else {
                    (&creeps[..late_creeps], &bullets[..late_bullets])
                };
                for (index, &(x, y, vx, vy)) in creeps.iter().enumerate() {
                    let (x, y) = (corner + x * size.0, y * size.1);
                    let kind = (index % rules.creeps.len()) as u8;
                    pool.push(Creep { x, y, vx, vy, kind, ..Creep::default() });
                }
                for (index, &(x, y, vx, vy)) in bullets.iter().enumerate() {
                    let (x, y) = (corner + x * size.0, y * size.1);
                    let kind = (index % rules.bullets.len()) as u8;
                    shots.push(Bullet { x, y, vx, vy, kind, ..Bullet::default() });
                }
            }
            for &(when, index, vx) in &turns {
                if when == tick && index < pool.len() {
                    pool.vx[index] = vx;
                }
                if when + 1 == tick && index < pool.len() && vx > 20.0 {
                    pool.swap_remove(index);
                    if index < shots.len() {
                        shots.swap_remove(index);
                    }
                }
            }
            for index in 0..pool.len() {
                (pool.prev_x[index], pool.prev_y[index]) = (pool.x[index], pool.y[index]);
                pool.x[index] += pool.vx[index];
                pool.y[index] += pool.vy[index];
            }
            for index in 0..shots.len() {
                (shots.prev_x[index], shots.prev_y[index]) = (shots.x[index], shots.y[index]);
                shots.x[index] += shots.vx[index];
                shots.y[index] += shots.vy[index];
            }
            if broad_phase.update(&mut pool, &mut shots, &rules).is_err() {
                continue;
            }
            let mut found = vec![];
            broad_phase.for_each(&pool, &shots, |bullet, creep| found.push((bullet, creep)));
            for bullet in 0..shots.len() {
                let shape = rules.bullets[usize::from(shots.kind[bullet])];
                let from = (shots.prev_x[bullet], shots.prev_y[bullet]);
                let extent = (shape.extent_x(), shape.extent_y());
                let area = crate::area::Area::swept(from, (shots.x[bullet], shots.y[bullet]), extent);
                for creep in 0..pool.len() {
                    let times = found.iter().filter(|&&pair| pair == (bullet, creep)).count();
                    prop_assert!(times < 2, "creep {} was found {} times", creep, times);
                    if area.meets(pool.area(creep, &rules)) && !pool.is_out_of_reach(creep, &rules) {
                        prop_assert_eq!(times, 1, "in tick {}: {:?} misses {}", tick, area, creep);
                    }
                }
            }
        }
    }
}
