//! One game of the autopilot's, and what is to be told of it.

use std::sync::Arc;

use creeps_sim::{Autopilot, Difficulty, Event, Harm, Mode, Sim, Skill};

/// What happened in a game.
#[derive(Clone, Debug)]
pub struct Game {
    /// The wave or stage that it ended in, from 1.
    pub wave: u32,
    /// Whether all waves were cleared once.
    pub won: bool,
    pub ticks: u32,
    pub score: u64,
    /// What took the last life; none when the time was up.
    pub ended_by: Option<Harm>,
    pub kills: u64,
    /// Bullets that hit, of those fired.
    pub accuracy: f64,
    /// Fights with bosses that were won: which, and how long, in ticks.
    pub fights: Vec<(u8, u32)>,
    /// The most creeps at once, and the most bullets.
    pub most: (usize, usize),
    /// The most creeps while there were as many bullets.
    pub most_of_both: usize,
}

/// Plays one game, `longest` ticks at most.
pub fn play(mode: &Arc<Mode>, difficulty: Difficulty, seed: u64, skill: Skill, longest: u32) -> Game {
    let mut sim = Sim::new(mode, difficulty, seed);
    let mut autopilot = Autopilot::new(skill);
    let mut game = Game {
        wave: 0,
        won: false,
        ticks: 0,
        score: 0,
        ended_by: None,
        kills: 0,
        accuracy: 0.0,
        fights: vec![],
        most: (0, 0),
        most_of_both: 0,
    };
    let mut fight_began = 0;
    while !sim.is_over() && sim.tick() < longest {
        let tick = sim.tick();
        for event in sim.step(autopilot.play(&sim)) {
            match *event {
                Event::WaveStarted { number } => game.wave = number,
                Event::LapCleared { .. } => game.won = true,
                Event::BossEntered { .. } => fight_began = tick,
                Event::BossDown { boss, .. } => game.fights.push((boss, tick - fight_began)),
                Event::ShipHit { lives: 0, by } => game.ended_by = Some(by),
                _ => {}
            }
        }
        let counts = sim.counts();
        game.most = (game.most.0.max(counts.creeps), game.most.1.max(counts.shots));
        game.most_of_both = game.most_of_both.max(counts.creeps.min(counts.shots));
    }
    let counts = sim.counts();
    game.ticks = sim.tick();
    game.score = sim.score();
    game.kills = counts.kills;
    game.accuracy = counts.hits as f64 / counts.fired.max(1) as f64;
    game
}
