//! One game after the other, and their scores.

use crate::{Rock, Spawner};

/// The state of the game.
#[derive(Debug, Default)]
pub struct Game {
    /// Points of this game.
    pub score: u32,
    /// The most points since the program started.
    pub best: u32,
    /// Between two games there is none.
    spawner: Option<Spawner>,
}

impl Game {
    /// Starts a game. The same seed sends the same rocks.
    pub fn start(&mut self, seed: u64) {
        self.score = 0;
        self.spawner = Some(Spawner::new(seed));
    }

    /// Whether a game goes on.
    pub fn is_running(&self) -> bool {
        self.spawner.is_some()
    }

    /// Call once per tick. Gives the rock that comes in this tick, if one does.
    pub fn tick(&mut self) -> Option<Rock> {
        self.spawner.as_mut()?.tick()
    }

    /// A bullet has hit a rock.
    pub fn rock_shot(&mut self, rock: &Rock) {
        if self.is_running() {
            self.score += rock.points;
            self.best = self.best.max(self.score);
        }
    }

    /// A rock has hit the ship, which ends the game.
    pub fn ship_hit(&mut self) {
        self.spawner = None;
    }
}

#[test]
fn after_the_end_nothing_comes_and_nothing_scores() {
    let mut game = Game::default();
    game.start(1);
    let rock = (0..100).find_map(|_| game.tick()).expect("a rock comes");
    game.rock_shot(&rock);
    game.ship_hit();
    game.rock_shot(&rock);
    assert!((0..1000).all(|_| game.tick().is_none()));
    assert_eq!((game.score, game.best), (rock.points, rock.points));
}
