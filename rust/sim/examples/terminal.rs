//! Draws a game as text, once a second: a view of one's own. `cargo run -p creeps-sim --example terminal`.

use std::sync::Arc;

use creeps_sim::{Autopilot, Difficulty, FileError, Ruleset, Sim, Skill};

/// The size of a character's cell, in px.
const CELL: (f32, f32) = (12.0, 24.0);

fn main() -> Result<(), FileError> {
    let ruleset = Arc::new(Ruleset::read("pebbles.ron", include_bytes!("pebbles.ron"))?);
    let mut sim = Sim::new(&ruleset, Difficulty::Normal, 3);
    let mut player = Autopilot::new(Skill::PERSON);
    while sim.tick() < 600 {
        let input = player.play(&sim);
        sim.step(input);
        if sim.tick().is_multiple_of(60) {
            println!("{}", picture(&sim));
        }
    }
    Ok(())
}

/// The playfield: `o` for creeps, `|` for bullets, `A` for the ship.
fn picture(sim: &Sim) -> String {
    let playfield = &sim.ruleset().playfield;
    let (columns, rows) = ((playfield.width / CELL.0) as usize, (playfield.height / CELL.1) as usize);
    let mut cells = vec![vec![' '; columns]; rows];
    let mut draw = |x: f32, y: f32, sign: char| {
        // What is above the playfield is not there yet: a cast of a negative number gives 0, so it is left out here.
        if x >= 0.0
            && y >= 0.0
            && let Some(row) = cells.get_mut((y / CELL.1) as usize)
            && let Some(cell) = row.get_mut((x / CELL.0) as usize)
        {
            *cell = sign;
        }
    };
    let (creeps, bullets, ship) = (sim.creeps(), sim.player_bullets(), sim.ship());
    creeps.x.iter().zip(creeps.y).for_each(|(&x, &y)| draw(x, y, 'o'));
    bullets.x.iter().zip(bullets.y).for_each(|(&x, &y)| draw(x, y, '|'));
    draw(ship.x, ship.y, 'A');
    let rows: Vec<String> = cells.into_iter().map(String::from_iter).collect();
    format!("{}\n{} points", rows.join("\n"), sim.score())
}
