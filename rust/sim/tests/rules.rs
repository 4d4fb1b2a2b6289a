//! What the rules of Arcade say, seen in play: formations that fly in, grazes, bullets that turn, bosses that pay.

mod support;

use std::sync::Arc;

use creeps_sim::ruleset::{
    Attack, Effect, Entry, Formation, Group, LegendEntry, Motion, PictureRow, Power, Program, Ruleset,
    SpeedRange, Wave,
};
use creeps_sim::{Autopilot, Difficulty, Input, Sim, SimEvent, Skill};
use support::ruleset;

/// Arcade with one wave, of these groups.
fn one_wave(groups: Vec<Group>) -> Ruleset {
    let mut arcade = ruleset("arcade");
    if let Program::Waves { list, few, .. } = &mut arcade.program {
        *list = vec![Wave { name: "Test".to_owned(), boss: None, groups }];
        // As long as one is left, the wave is not over.
        *few = 0;
    }
    arcade
}

/// Eight drifters in two rows that fly in on the path "eight" and hold their places for 20 s.
fn squad() -> Group {
    Group {
        start_time: 0.0,
        creep: "drifter".to_owned(),
        count: 8,
        x: 0.5,
        formation: Formation::Grid { columns: 4, gap: 60.0 },
        prize: true,
        entry: Some(Entry { path: "eight".to_owned(), mirror: false, every: 0.1, y: 200.0, hold: 20.0 }),
    }
}

#[test]
fn a_formation_flies_in_on_a_curve_and_takes_its_places() {
    let mut arcade = one_wave(vec![squad()]);
    arcade.creeps[0].attack = Attack::Nothing;
    arcade.creeps[0].speed = SpeedRange { min: 120.0, max: 120.0 };
    let mut sim = Sim::new(&Arc::new(arcade), Difficulty::Normal, 1);
    let (mut lowest, mut farthest) = (0.0_f32, 0.0_f32);
    for _ in 0..60 * 9 {
        sim.step(Input::default());
        lowest = sim.creeps().y.iter().copied().fold(lowest, f32::max);
        farthest = sim.creeps().x.iter().map(|x| (x - 240.0).abs()).fold(farthest, f32::max);
    }
    assert!(lowest > 360.0, "the path leads below its places: {lowest}");
    assert!(farthest > 120.0, "and beside them: {farthest}");
    let mut places: Vec<(i32, i32)> = sim
        .creeps()
        .x
        .iter()
        .zip(sim.creeps().y)
        .map(|(x, y)| (x.round() as i32, y.round() as i32))
        .collect();
    places.sort_unstable();
    let columns = [150, 210, 270, 330];
    let wanted: Vec<(i32, i32)> = columns.into_iter().flat_map(|x| [(x, 140), (x, 200)]).collect();
    assert_eq!(places, wanted);
    assert_eq!(sim.creeps().prize.iter().filter(|prize| **prize).count(), 1, "the first carries a power-up");
}

#[test]
fn a_drawn_formation_comes_as_it_is_drawn() {
    let row = |row: &str| PictureRow(row.to_owned());
    let formation = Formation::Drawn {
        gap: 60.0,
        row_gap: Some(50.0),
        rows: vec![row("t.t"), row(" d ")],
        legend: vec![LegendEntry('d', "drifter".to_owned()), LegendEntry('t', "tank".to_owned())],
    };
    let group = Group { creep: String::new(), count: 0, formation, entry: None, ..squad() };
    let mut arcade = one_wave(vec![group]);
    for kind in &mut arcade.creeps {
        kind.attack = Attack::Nothing;
        // What comes is drawn as fast as the first.
        kind.speed = SpeedRange { min: 60.0, max: 300.0 };
    }
    let tank = arcade.creeps.iter().position(|kind| kind.name == "tank").unwrap();
    arcade.creeps[tank].motion = Motion::Fall;
    let mut sim = Sim::new(&Arc::new(arcade), Difficulty::Normal, 1);
    while sim.creeps().y.iter().copied().fold(0.0, f32::max) < 100.0 {
        sim.step(Input::default());
    }
    let creeps = sim.creeps();
    let seen: Vec<_> = creeps
        .x
        .iter()
        .zip(creeps.y)
        .zip(creeps.kind)
        .map(|((x, y), kind)| {
            ((x - 240.0).round() as i32, (creeps.y[0] - y).round() as i32, usize::from(*kind) == tank)
        })
        .collect();
    assert_eq!(seen, [(0, 0, false), (-60, 50, true), (60, 50, true)]);
    assert_eq!(creeps.prize, [true, false, false]);
}

#[test]
fn who_shoots_a_whole_formation_gets_a_bonus_and_what_its_first_carries() {
    let mut arcade = one_wave(vec![squad()]);
    arcade.creeps[0].drop = 0.0;
    let mut sim = Sim::new(&Arc::new(arcade), Difficulty::Normal, 1);
    let mut autopilot = Autopilot::new(Skill::MACHINE);
    let mut drops = 0;
    while sim.tick() < 60 * 30 {
        let input = autopilot.play(&sim);
        for event in sim.step(input) {
            drops += u32::from(matches!(event, SimEvent::PowerUpDropped { .. }));
            if let SimEvent::BonusEarned { points, .. } = event {
                assert!(*points >= 100 && drops == 1, "{event:?}, {drops} power-ups");
                return;
            }
        }
    }
    panic!("the formation was not shot");
}

#[test]
fn with_few_creeps_left_the_next_group_comes_at_once() {
    let mut late = squad();
    late.start_time = 50.0;
    let groups = vec![squad(), late];
    let mut sim = Sim::new(&Arc::new(one_wave(groups)), Difficulty::Normal, 1);
    let mut autopilot = Autopilot::new(Skill::MACHINE);
    while sim.counts().spawned < 16 {
        assert!(sim.tick() < 60 * 40, "the second group waits");
        let input = autopilot.play(&sim);
        sim.step(input);
    }
}

#[test]
fn a_boss_pays_for_hits_and_its_death_turns_bullets_into_points() {
    let mut arcade = ruleset("arcade");
    (arcade.ship.lives, arcade.ship.bombs) = (99, 0);
    let warden = arcade.bosses.iter().position(|boss| boss.name == "The Warden");
    if let Program::Waves { list, .. } = &mut arcade.program {
        list.retain(|wave| wave.name == "The Warden");
    }
    let mut sim = Sim::new(&Arc::new(arcade), Difficulty::Normal, 3);
    let mut autopilot = Autopilot::new(Skill::MACHINE);
    let (mut paid, mut cancelled, mut bullets) = (0, 0, 0);
    loop {
        assert!(sim.tick() < 60 * 180, "the boss lives");
        let input = autopilot.play(&sim);
        sim.step(input);
        let mut killed = false;
        for event in sim.events() {
            match *event {
                SimEvent::BossHit { points, .. } => paid += u32::from(points > 0),
                SimEvent::BossKilled { boss, .. } => killed = Some(usize::from(boss)) == warden,
                SimEvent::BulletCancelled { points, .. } => cancelled += usize::from(points > 0),
                _ => {}
            }
        }
        if killed {
            break;
        }
        (bullets, cancelled) = (sim.counts().creep_bullets, 0);
    }
    assert!(paid > 50, "only {paid} hits paid");
    assert!(cancelled + 12 >= bullets, "{cancelled} of {bullets} bullets were cancelled");
    assert_eq!(sim.counts().creep_bullets, 0);
}

/// What the ship fires in two seconds with one power-up of this kind, and the game in the tick in which it is caught.
fn with_power(power: Power) -> (Vec<(u32, u32)>, Sim) {
    let mut arcade = one_wave(vec![squad()]);
    arcade.capacity.creep_bullets = 1;
    let power_up = &mut arcade.power_ups;
    power_up.kinds.truncate(1);
    power_up.kinds[0].power = power;
    power_up.kinds[0].weight = 1;
    // The first creep that is shot leaves one, above the ship.
    for kind in &mut arcade.creeps {
        (kind.drop, kind.health, kind.attack) = (1.0, 1, Attack::Nothing);
    }
    arcade.power_ups.speed = 600.0;
    let mut sim = Sim::new(&Arc::new(arcade), Difficulty::Normal, 1);
    let mut autopilot = Autopilot::new(Skill::MACHINE);
    while sim.tick() < 60 * 30 {
        let input = autopilot.play(&sim);
        if sim.step(input).iter().any(|event| matches!(event, SimEvent::PowerUpCaught { .. })) {
            break;
        }
    }
    let caught = sim.clone();
    let (mut volleys, start) = (vec![], sim.tick());
    while sim.tick() < start + 120 {
        let bullets =
            sim.step(Input { fire: true, ..Input::default() }).iter().find_map(|event| match event {
                SimEvent::Fired { bullets, .. } => Some(*bullets),
                _ => None,
            });
        volleys.extend(bullets.map(|bullets| (sim.tick() - start, bullets)));
    }
    (volleys, caught)
}

#[test]
fn effects_of_a_power_up_do_what_they_say_and_the_named_ones_are_the_same() {
    let (plain, before) = with_power(Power::Effects { list: vec![Effect::Points(1)], lasts: 0.0 });
    let (faster, _) = with_power(Power::Effects {
        list: vec![Effect::FireRate(2.0), Effect::Bullets { more: 2, fan: 20.0 }],
        lasts: 9.0,
    });
    assert!(faster.len() >= 2 * plain.len() - 2, "{} volleys, without it {}", faster.len(), plain.len());
    assert!(faster[1..].iter().all(|volley| volley.1 == plain[0].1 + 2), "{faster:?}");
    let (named, one) = with_power(Power::Spread { bullets: 2, fan: 20.0, lasts: 9.0 });
    let (effect, other) =
        with_power(Power::Effects { list: vec![Effect::Bullets { more: 2, fan: 20.0 }], lasts: 9.0 });
    assert_eq!((named, one.hash()), (effect, other.hash()));
    let list = vec![Effect::Bombs(2), Effect::Lives(3), Effect::Shield(4), Effect::Points(1000)];
    let (_, rich) = with_power(Power::Effects { list, lasts: 0.0 });
    let (ship, plain) = (rich.ship(), before.ship());
    assert_eq!((ship.bombs, ship.lives, ship.shield), (plain.bombs + 2, plain.lives + 3, 4));
    assert!(rich.score() >= before.score() + 999, "{} and {}", rich.score(), before.score());
    let (_, mut slow) = with_power(Power::Effects { list: vec![Effect::TimeScale(0.5)], lasts: 9.0 });
    slow.step(Input::default());
    assert!((slow.time_scale() - 0.5).abs() < 1e-6 && (before.time_scale() - 1.0).abs() < 1e-6);
}

#[test]
fn effects_change_the_bullets() {
    let fired = |list: Vec<Effect>| {
        let (_, mut sim) = with_power(Power::Effects { list, lasts: 9.0 });
        while !sim
            .step(Input { fire: true, ..Input::default() })
            .iter()
            .any(|event| matches!(event, SimEvent::Fired { .. }))
        {}
        let bullets = sim.player_bullets();
        let newest = (0..bullets.x.len()).max_by_key(|index| bullets.born[*index]).unwrap();
        (-bullets.vy[newest], bullets.kind[newest])
    };
    let (speed, kind) = fired(vec![Effect::Damage(3)]);
    let (fast, pierces) = fired(vec![
        Effect::BulletSpeed(1.5),
        Effect::Pierce { creeps: 2, bullet: Some("pierce_shot".to_owned()) },
    ]);
    assert!((fast / speed - 1.5).abs() < 0.01 && kind != pierces, "{fast} and {speed}");
    let (fastest, _) = fired(vec![Effect::BulletSpeed(20.0)]);
    assert!((fastest - 2000.0 / 60.0).abs() < 0.01, "{fastest}");
}
