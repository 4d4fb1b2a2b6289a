//! Makes the text of a ruleset of any bytes: every number within its own limits, the extremes often.
//!
//! About half of them fit together and are legal; the others don't, and `Ruleset::read` must say which field is at fault.

use std::fmt::Write as _;

/// Bytes that choices are made by. Where they end, every choice is the first.
pub struct Source<'a> {
    bytes: &'a [u8],
}

impl<'a> Source<'a> {
    /// A source of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        *first
    }

    /// One of `choices`.
    fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[usize::from(self.byte()) % choices.len()].clone()
    }

    /// A whole number from `min` to `max`, each of the two one time in eight.
    fn whole(&mut self, min: u32, max: u32) -> u32 {
        let max = max.max(min);
        match self.byte() {
            0..32 => min,
            32..64 => max,
            64..144 => min + (max - min).min(u32::from(self.byte()) % 8),
            _ => {
                let drawn =
                    u32::from(self.byte()) << 16 | u32::from(self.byte()) << 8 | u32::from(self.byte());
                min + drawn % (max - min + 1)
            }
        }
    }

    /// A number from `min` to `max`, each of the two one time in eight, the lower ones often.
    fn number(&mut self, min: f32, max: f32) -> f32 {
        let max = max.max(min);
        match self.byte() {
            0..32 => min,
            32..64 => max,
            64..144 => min + (max - min) / 20.0 * f32::from(self.byte()) / 255.0,
            _ => min + (max - min) * f32::from(self.byte()) / 255.0,
        }
    }
}

/// The names of the kinds that a ruleset has.
struct Kinds {
    creeps: Vec<String>,
    bullets: Vec<String>,
    bosses: Vec<String>,
    /// The playfield's shorter side, in px.
    side: f32,
    height: f32,
    ship_y: f32,
}

/// The text of a ruleset.
pub fn text(source: &mut Source<'_>) -> String {
    let (width, height) = (source.number(200.0, 1200.0), source.number(200.0, 1200.0));
    let side = width.min(height).min(300.0);
    let ship = source.number(2.0, side);
    let above_edge = source.number(2.0, (height - ship / 2.0).min(300.0));
    let names = |what: &str, count: u32| (0..count).map(|index| format!("{what}{index}")).collect();
    let kinds = Kinds {
        creeps: names("c", source.whole(1, 6)),
        bullets: names("b", source.whole(1, 3)),
        bosses: names("boss", source.whole(0, 2)),
        side,
        height,
        ship_y: height - above_edge,
    };
    let mut text = format!("(name: \"Random\", playfield: (width: {width}, height: {height}),\n");
    // Writing to a String can't fail.
    let most = source.one_of(&[50, 400, 400, 3000]);
    let _ = writeln!(
        text,
        "capacity: (creeps: {}, player_bullets: {}, creep_bullets: {}, power_ups: {}),",
        source.whole(1, most),
        source.whole(1, most),
        source.whole(1, most),
        source.whole(1, 60)
    );
    let _ = writeln!(
        text,
        "ship: (size: {ship}, shape: {}, above_edge: {above_edge}, speed: {}, muzzle: {}, lives: {}, invulnerable: {}, bombs: {}, \
         bomb_damage: {}, ram_damage: {}, graze: {}),",
        shape(source),
        source.number(10.0, 2000.0),
        source.number(0.0, kinds.ship_y),
        source.whole(1, 99),
        source.number(0.0, 5.0),
        source.whole(0, 9),
        source.whole(1, 1000),
        source.whole(1, 1000),
        source.number(0.0, 100.0)
    );
    list(&mut text, "bullets", &kinds.bullets, |name| {
        format!(
            "name: {name:?}, sprite: \"shot\", size: {}, shape: {}, redirect: (after: {}, speed: {})",
            source.number(2.0, side),
            shape(source),
            source.number(0.0, 3.0),
            source.number(10.0, 2000.0)
        )
    });
    weapon(&mut text, source, &kinds);
    let _ = writeln!(
        text,
        "combo: (hits: {}, max_multiplier: {}, miss: {}, kill: {}, graze: {}, hold: {}, fade: {}),",
        source.whole(1, 100_000),
        source.whole(1, 99),
        source.number(0.0, 1000.0),
        source.number(0.0, 1000.0),
        source.number(0.0, 1000.0),
        source.number(0.0, 60.0),
        source.number(0.0, 1000.0)
    );
    text += "bonuses: (";
    for field in ["graze", "cancelled_bullet", "formation", "no_miss", "no_hit"] {
        let _ = write!(text, "{field}: {}, ", source.whole(0, 1_000_000));
    }
    text += "),\n";
    power_ups(&mut text, source, &kinds);
    list(&mut text, "creeps", &kinds.creeps, |name| creep(name, source, &kinds));
    list(&mut text, "bosses", &kinds.bosses, |name| boss(name, source, &kinds));
    paths(&mut text, source);
    skies(&mut text, source);
    program(&mut text, source, &kinds);
    text += "difficulties: (";
    for name in ["easy", "normal", "hard"] {
        let _ = write!(text, "{name}: (");
        for field in ["speed", "health", "fire", "bullet_speed", "rate", "drops", "points"] {
            let times = source.one_of(&[1.0, 1.0, 0.05, 20.0, 0.7, 3.0]);
            let _ = write!(text, "{field}: {times}, ");
        }
        let _ = write!(text, "more_lives: {}), ", source.whole(0, 1000));
    }
    text + "),\n)\n"
}

fn list(text: &mut String, name: &str, names: &[String], mut each: impl FnMut(&str) -> String) {
    let _ = writeln!(text, "{name}: [");
    for name in names {
        let _ = writeln!(text, "    ({}),", each(name));
    }
    *text += "],\n";
}

fn shape(source: &mut Source<'_>) -> String {
    let (a, b) = (source.number(2.0, 300.0), source.number(2.0, 300.0));
    match source.byte() % 3 {
        0 => format!("Circle(radius: {a})"),
        1 => format!("Capsule(width: {a}, height: {b})"),
        _ => format!("Rect(width: {a}, height: {b})"),
    }
}

fn weapon(text: &mut String, source: &mut Source<'_>, kinds: &Kinds) {
    *text += "weapon: [\n";
    for level in 0..source.whole(1, 4) {
        let _ = writeln!(
            text,
            "    (kills: {}, bullet: {:?}, cooldown: {}, bullets: {}, fan: {}, width: {}, speed: {}, damage: {}, pierce: {}),",
            level * 7,
            source.one_of(&kinds.bullets),
            source.number(0.02, 1.0),
            source.whole(1, 200),
            source.number(0.0, 360.0),
            source.number(0.0, 4000.0),
            source.number(10.0, 2000.0),
            source.whole(1, 1000),
            source.whole(0, 100)
        );
    }
    *text += "],\n";
}

fn power_ups(text: &mut String, source: &mut Source<'_>, kinds: &Kinds) {
    let _ = writeln!(
        text,
        "power_ups: (size: {}, shape: {}, speed: {}, kinds: [",
        source.number(2.0, kinds.side),
        shape(source),
        source.number(10.0, 2000.0)
    );
    for _ in 0..source.whole(0, 6) {
        let lasts = source.number(0.1, 600.0);
        let power = match source.byte() % 8 {
            0 => format!("Rapid(cooldown: {}, lasts: {lasts})", source.number(0.05, 20.0)),
            1 => format!(
                "Spread(bullets: {}, fan: {}, lasts: {lasts})",
                source.whole(1, 200),
                source.number(0.0, 360.0)
            ),
            2 => format!(
                "Pierce(bullet: {:?}, creeps: {}, lasts: {lasts})",
                source.one_of(&kinds.bullets),
                source.whole(0, 100)
            ),
            3 => format!("Shield(hits: {})", source.whole(1, 99)),
            4 => format!("Bomb(bombs: {})", source.whole(0, 9)),
            5 => format!("Slow(time_scale: {}, lasts: {lasts})", source.number(0.05, 20.0)),
            6 => format!("Life(lives: {})", source.whole(1, 99)),
            _ => effects(source, kinds, lasts),
        };
        let title = source.one_of(&["", "title: \"Nectar\", "]);
        let weight = source.whole(0, 1000);
        let _ = writeln!(text, "    (sprite: \"rapid\", {title}weight: {weight}, power: {power}),");
    }
    *text += "]),\n";
}

/// A power-up of one effect to all.
fn effects(source: &mut Source<'_>, kinds: &Kinds, lasts: f32) -> String {
    let all = [
        format!("FireRate({})", source.number(0.05, 20.0)),
        format!("Bullets(more: {}, fan: {})", source.whole(1, 200), source.number(0.0, 360.0)),
        format!("BulletSpeed({})", source.number(0.05, 20.0)),
        format!("Damage({})", source.whole(1, 1000)),
        format!("Pierce(creeps: {}, bullet: {:?})", source.whole(0, 100), source.one_of(&kinds.bullets)),
        format!("TimeScale({})", source.number(0.05, 1.0)),
        format!("Shield({})", source.whole(1, 99)),
        format!("Bombs({})", source.whole(1, 9)),
        format!("Lives({})", source.whole(1, 99)),
        format!("Points({})", source.whole(1, 1_000_000)),
    ];
    let first = usize::from(source.byte()) % all.len();
    let list = all[first..].iter().step_by(1 + usize::from(source.byte()) % 3);
    let list: Vec<&str> = list.map(String::as_str).collect();
    // The first six last.
    let lasts = if first < 6 { format!(", lasts: {lasts}") } else { String::new() };
    format!("Effects(list: [{}]{lasts})", list.join(", "))
}

fn creep(name: &str, source: &mut Source<'_>, kinds: &Kinds) -> String {
    let (slow, fast) = (source.number(10.0, 2000.0), source.number(10.0, 2000.0));
    let (period, height) = (source.number(0.1, 600.0), source.number(0.0, kinds.height));
    let motion = match source.byte() % 8 {
        0 => "Fall".to_owned(),
        1 => format!("Weave(amplitude: {}, period: {period})", source.number(0.0, 4000.0)),
        2 => format!(
            "Dive(wait_y: {height}, wait: {}, dive: {}, loop_radius: {})",
            source.number(0.0, 10.0),
            source.number(10.0, 2000.0),
            source.number(0.0, 200.0)
        ),
        3 => format!(
            "Hover(hover_y: {height}, sway: {}, period: {period}, stay: {})",
            source.number(0.0, 4000.0),
            source.number(0.1, 600.0)
        ),
        4 => format!("Home(turn: {})", source.number(0.0, 4000.0)),
        // All kinds that march together have the same numbers.
        5 => format!("MarchTogether(row_y: {}, march_distance: 30, quicken: 9)", source.number(0.0, 1.0)),
        6 => format!("March(march_distance: {})", source.number(4.0, 400.0)),
        _ => parts(source, kinds, slow.max(fast)),
    };
    let every = source.number(0.1, 10.0);
    let attack = match source.byte() % 3 {
        0 => "Nothing".to_owned(),
        1 => format!(
            "Shoot(bullet: {:?}, every: {every}, speed: {}, aimed: {}, bullets: {}, fan: {}, times: {}, gap: {}, turn: {})",
            source.one_of(&kinds.bullets),
            source.number(10.0, 2000.0),
            source.one_of(&[true, false]),
            source.whole(1, 200),
            source.number(0.0, 360.0),
            source.whole(1, 200),
            source.number(0.02, 10.0),
            source.number(-360.0, 360.0)
        ),
        _ => format!(
            "Release(creep: {:?}, count: {}, every: {every})",
            source.one_of(&kinds.creeps),
            source.whole(1, 200)
        ),
    };
    let death = match source.byte() % 3 {
        0 => format!(
            "Split(creep: {:?}, count: {}, apart: {})",
            source.one_of(&kinds.creeps),
            source.whole(1, 200),
            source.number(10.0, 2000.0)
        ),
        _ => "Nothing".to_owned(),
    };
    format!(
        "name: {name:?}, sprite: \"drifter\", size: {}, shape: {}, health: {}, points: {}, speed: (min: {}, max: {}), motion: {motion}, \
         attack: {attack}, death: {death}, shield: (hits: {}, recharge: {}), drop: {}, meets: (ship: {}, bullets: {}), \
         landing: {}",
        source.number(2.0, kinds.side),
        shape(source),
        source.whole(1, 100_000),
        source.whole(0, 1_000_000),
        slow.min(fast),
        slow.max(fast),
        source.whole(0, 9),
        source.number(0.0, 60.0),
        source.number(0.0, 1.0),
        source.one_of(&[true, true, false]),
        source.one_of(&[true, true, true, false]),
        source.one_of(&["Nothing", "Harm"]),
    )
}

/// A motion of parts that fit, but for a creep that can't be shot; its fastest creep flies at `fastest` px/s.
fn parts(source: &mut Source<'_>, kinds: &Kinds, fastest: f32) -> String {
    let mut list = String::new();
    let count = source.whole(1, 16);
    for _ in 0..count {
        let (lead, mut until) = match source.byte() % 5 {
            0 => (String::new(), format!("Time({})", source.number(0.1, 600.0))),
            1 => ("Slide, ".to_owned(), "Side".to_owned()),
            2 => ("Dive, ".to_owned(), format!("Down({})", source.number(4.0, 400.0))),
            3 => (
                format!("Steer(turn: {}), ", source.number(0.0, 4000.0)),
                format!("Time({})", source.number(0.1, 2.0)),
            ),
            _ => (
                format!(
                    "Path(path: {:?}, mirror: {}), ",
                    source.one_of(&PATHS),
                    source.one_of(&[false, true])
                ),
                "Forever".to_owned(),
            ),
        };
        let mut moves = lead;
        if source.byte().is_multiple_of(2) {
            moves += "Fall, ";
            until = source.one_of(&[until, format!("Y({})", kinds.height * 0.9)]);
        }
        if source.byte().is_multiple_of(3) {
            let (amplitude, period) = (source.number(0.0, 4000.0), source.number(0.1, 600.0));
            let _ = write!(moves, "Sway(amplitude: {amplitude}, period: {period}), ");
        }
        if source.byte().is_multiple_of(3) {
            let _ = write!(moves, "Circle(radius: {}), ", source.number(4.0, 400.0));
            let turns = source.number(0.05, 100.0);
            until = source.one_of(&[until, format!("Turns({turns})")]);
        }
        let speed = source.number(0.05, (1999.0 / fastest).min(20.0));
        let _ = write!(list, "(moves: [{moves}], speed: {speed}, until: {until}), ");
    }
    format!("Parts(list: [{list}], repeat: {})", source.whole(0, count))
}

fn boss(name: &str, source: &mut Source<'_>, kinds: &Kinds) -> String {
    let size = source.number(2.0, kinds.side.min(kinds.ship_y * 2.0));
    let mut phases = String::new();
    for phase in 0..source.whole(1, 3) {
        let mut moves = [String::new(), String::new()];
        // What it does at the same time is never a beam or a charge.
        for (list, kinds_of_attack, min) in [(0, 5, 1), (1, 3, 0)] {
            for _ in 0..source.whole(min, 3) {
                let _ = write!(
                    moves[list],
                    "(telegraph: {}, attack: {}, rest: {}), ",
                    source.number(0.0, 2.0),
                    boss_attack(source, kinds, kinds_of_attack),
                    source.number(0.0, 2.0)
                );
            }
        }
        let [attacks, also] = moves;
        let _ = write!(
            phases,
            "(below: {}, sway_speed: {}, attacks: [{attacks}], also: [{also}], time: {}, bonus: {}), ",
            1.0 - 0.3 * phase as f32,
            source.number(0.05, 20.0),
            source.number(0.0, 60.0),
            source.whole(0, 1_000_000)
        );
    }
    format!(
        "name: {name:?}, sprite: \"boss_1\", size: {size}, shape: {}, health: {}, points: {}, speed: {}, hover_y: {}, sway: {}, period: {}, \
         drops: {}, hit_points: {}, weak_points: [(x: {}, width: {}, times: {})], phases: [{phases}]",
        shape(source),
        source.whole(1, 100_000),
        source.whole(0, 1_000_000),
        source.number(10.0, 2000.0),
        source.number(0.0, kinds.ship_y - size / 2.0),
        source.number(0.0, 4000.0),
        source.number(0.1, 600.0),
        source.whole(0, 9),
        source.whole(0, 1_000_000),
        source.number(-size / 2.0, size / 2.0),
        source.number(2.0, 300.0),
        source.whole(1, 20)
    )
}

/// One of the first `count` kinds of attacks, of 5.
fn boss_attack(source: &mut Source<'_>, kinds: &Kinds, count: u8) -> String {
    let speed = source.number(10.0, 2000.0);
    let volley = |source: &mut Source<'_>| {
        format!(
            "bullet: {:?}, bullets: {}, speed: {speed}, times: {}, every: {}",
            source.one_of(&kinds.bullets),
            source.whole(1, 200),
            source.whole(1, 200),
            source.number(0.02, 10.0)
        )
    };
    match source.byte() % count {
        0 => format!(
            "Volley({}, fan: {}, aimed: {})",
            volley(source),
            source.number(0.0, 360.0),
            source.one_of(&[true, false])
        ),
        1 => format!("Ring({}, turn: {})", volley(source), source.number(-360.0, 360.0)),
        2 => format!("Summon(creep: {:?}, count: {})", source.one_of(&kinds.creeps), source.whole(1, 200)),
        3 => format!(
            "Beam(width: {}, from: {}, to: {}, lasts: {})",
            source.number(2.0, 300.0),
            source.number(-60.0, 60.0),
            source.number(-60.0, 60.0),
            source.number(0.1, 20.0)
        ),
        _ => format!("Charge(speed: {speed})"),
    }
}

/// The names of paths.
const PATHS: [&str; 2] = ["p0", "p1"];

fn paths(text: &mut String, source: &mut Source<'_>) {
    *text += "paths: [\n";
    for name in PATHS {
        let _ = write!(text, "    (name: {name:?}, points: [({}, -0.5), ", source.number(0.0, 1.0));
        for _ in 0..source.whole(1, 15) {
            let _ = write!(text, "({}, {}), ", source.number(0.0, 1.0), source.number(-0.5, 0.9));
        }
        *text += "]),\n";
    }
    *text += "],\n";
}

fn skies(text: &mut String, source: &mut Source<'_>) {
    if source.byte().is_multiple_of(2) {
        let _ = writeln!(text, "skies: [(from: 1, name: \"s\", backdrop: \"b\")],");
    }
}

fn program(text: &mut String, source: &mut Source<'_>, kinds: &Kinds) {
    if source.byte().is_multiple_of(4) {
        *text += "program: SpawnStream(levels: [\n";
        for _ in 0..source.whole(1, 3) {
            let _ = writeln!(
                text,
                "    (name: \"p\", lasts: {}, from: {}, to: {}, health: {}, champion: {:?}, creeps: [(creep: {:?}, weight: {})]),",
                source.number(0.1, 20.0),
                source.number(0.0, 2000.0),
                source.number(0.0, 2000.0),
                source.number(0.05, 20.0),
                source.one_of(&kinds.creeps),
                source.one_of(&kinds.creeps),
                source.whole(0, 1000)
            );
        }
        *text += "]),\n";
        return;
    }
    let _ = writeln!(
        text,
        "program: Waves(pause: {}, few: {}, per_wave: (health: {}, fire: {}, bullet_speed: {}), per_loop: (speed: {}, health: {}, \
         fire: {}), list: [",
        source.number(0.1, 2.0),
        source.whole(0, 200),
        source.number(0.0, 10.0),
        source.number(0.0, 10.0),
        source.number(0.0, 10.0),
        source.number(0.0, 10.0),
        source.number(0.0, 10.0),
        source.number(0.0, 10.0)
    );
    for _ in 0..source.whole(1, 3) {
        *text += "    (name: \"w\", ";
        if !kinds.bosses.is_empty() && source.byte().is_multiple_of(2) {
            let _ = write!(text, "boss: {:?}, ", source.one_of(&kinds.bosses));
        }
        *text += "groups: [";
        for _ in 0..source.whole(1, 4) {
            let creeps = if source.byte().is_multiple_of(5) {
                format!("formation: {}", drawn(source, kinds))
            } else {
                format!(
                    "creep: {:?}, count: {}, formation: {}",
                    source.one_of(&kinds.creeps),
                    source.whole(1, 200),
                    formation(source)
                )
            };
            let _ = write!(
                text,
                "(start_time: {}, {creeps}, x: {}, prize: {}{}), ",
                source.number(0.0, 5.0),
                source.number(0.0, 1.0),
                source.one_of(&[false, true]),
                entry(source, kinds)
            );
        }
        *text += "]),\n";
    }
    *text += "]),\n";
}

/// How a group flies in, if it does so on a path.
fn entry(source: &mut Source<'_>, kinds: &Kinds) -> String {
    if !source.byte().is_multiple_of(3) {
        return String::new();
    }
    format!(
        ", entry: (path: {:?}, mirror: {}, every: {}, y: {}, hold: {})",
        source.one_of(&PATHS),
        source.one_of(&[false, true]),
        source.number(0.0, 0.4),
        source.number(0.0, kinds.ship_y),
        source.number(0.0, 10.0)
    )
}

fn formation(source: &mut Source<'_>) -> String {
    let (gap, length) = (source.number(4.0, 60.0), source.number(0.0, 400.0));
    match source.byte() % 9 {
        0 => format!("Line(gap: {gap})"),
        1 => format!("Column(gap: {gap})"),
        2 => format!("V(gap: {gap})"),
        3 => format!("Snake(gap: {gap}, amplitude: {length}, period: {})", source.number(0.1, 600.0)),
        4 => format!("Swarm(radius: {length})"),
        5 => format!("Split(gap: {gap}, vx: {})", source.number(10.0, 2000.0)),
        6 => format!("Ring(radius: {length})"),
        7 => format!("Grid(columns: {}, gap: {gap})", source.whole(1, 200)),
        _ => format!("Rain(over: {})", source.number(0.0, 30.0)),
    }
}

/// A picture of all kinds, as wide as the playfield at most.
fn drawn(source: &mut Source<'_>, kinds: &Kinds) -> String {
    let columns = source.whole(1, 40);
    let gap = source.number(4.0, (kinds.side / columns as f32).max(4.0));
    let letters: Vec<char> = ('a'..).take(kinds.creeps.len()).chain(['.', ' ']).collect();
    let mut rows = "\"a\", ".to_owned();
    for _ in 0..source.whole(0, 4) {
        let row: String = (0..columns.min(kinds.side as u32 / 4)).map(|_| source.one_of(&letters)).collect();
        let _ = write!(rows, "{row:?}, ");
    }
    let legend: Vec<String> =
        letters.iter().zip(&kinds.creeps).map(|(letter, name)| format!("({letter:?}, {name:?})")).collect();
    let row_gap = source.number(4.0, 60.0);
    format!("Drawn(gap: {gap}, row_gap: {row_gap}, rows: [{rows}], legend: [{}])", legend.join(", "))
}

#[cfg(test)]
mod tests {
    use creeps_sim::Ruleset;
    use rand::rngs::ChaCha8Rng;
    use rand::{Rng, SeedableRng};

    use super::*;

    #[test]
    fn many_are_legal_and_none_has_a_field_out_of_its_own_limits() {
        let mut legal = 0;
        for seed in 0..300 {
            let mut bytes = vec![0; 1500];
            ChaCha8Rng::seed_from_u64(seed).fill_bytes(&mut bytes);
            let text = text(&mut Source::new(&bytes));
            match Ruleset::read("random.ron", text.as_bytes()) {
                Ok(_) => legal += 1,
                Err(error) => {
                    let problem = &error.problem;
                    let fits = problem.contains("px is too much")
                        || problem.contains("s after its first")
                        || problem.contains("would never leave");
                    assert!(fits && error.location.is_some(), "seed {seed}: {error}");
                }
            }
        }
        assert!((90..240).contains(&legal), "{legal} of 300");
    }

    #[test]
    fn no_bytes_give_a_ruleset_too() {
        let text = text(&mut Source::new(&[]));
        assert_eq!(Ruleset::read("random.ron", text.as_bytes()).map(|_| ()), Ok(()));
    }
}
