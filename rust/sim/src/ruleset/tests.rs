//! The game's own rulesets are whole, and mistakes in one are reported where they stand.

use super::*;
use crate::rules::CompiledDeath;

const ARCADE: &str = include_str!("../../../../godot-project/config/arcade.ron");
const HORDE: &str = include_str!("../../../../godot-project/config/horde.ron");

fn read(text: &str) -> Result<Ruleset, FileError> {
    Ruleset::read("arcade.ron", text.as_bytes())
}

/// The error of Arcade's file with `right` replaced by `wrong` where it first stands, and the line that it stands in.
fn error(right: &str, wrong: &str) -> (String, usize) {
    let byte = ARCADE.find(right).unwrap_or_else(|| panic!("{right} does not stand in the file"));
    let line = ARCADE[..byte].matches('\n').count() + 1;
    (read(&ARCADE.replacen(right, wrong, 1)).unwrap_err().to_string(), line)
}

#[track_caller]
fn assert_message(right: &str, wrong: &str, message: &str) {
    let (error, line) = error(right, wrong);
    let location = format!("arcade.ron:{line}:");
    assert!(error.starts_with(&location) && error.ends_with(message), "{error}\nis not {location}…{message}");
}

fn arcade() -> Ruleset {
    read(ARCADE).unwrap()
}

#[test]
fn a_number_out_of_range_is_reported_with_its_place_and_what_is_allowed() {
    assert_message(
        "speed: 400,",
        "speed: 9000,",
        "ship.speed: 9000 is out of range; a number from 10 to 2000 px/s is allowed",
    );
    assert_message(
        "lives: 3,",
        "lives: 0,",
        "ship.lives: 0 is out of range; a whole number from 1 to 99 lives is allowed",
    );
    assert_message(
        "drop: 0.02,",
        "drop: 6,",
        "creeps[1].drop: 6 is out of range; a number from 0 to 1 (0 never, 1 always) is allowed",
    );
}

#[test]
fn a_word_for_a_number_is_reported_with_what_is_allowed() {
    assert_message(
        "speed: 400,",
        "speed: fast,",
        "ship.speed: \"fast\" is not a number; a number from 10 to 2000 px/s is allowed",
    );
}

#[test]
fn a_name_that_nothing_has_is_reported_with_the_names_that_are_there() {
    let (error, line) = error("creep: \"splinter\"", "creep: \"splintr\"");
    assert!(error.starts_with(&format!("arcade.ron:{line}:")), "{error}");
    assert!(error.contains("no creep is called \"splintr\"; one of drifter, weaver, diver,"), "{error}");
}

#[test]
fn a_name_may_stand_before_what_has_it() {
    // The splitter's splinters come after it, and the waves' bosses before the bosses would be as good.
    let splitter = arcade().creeps.iter().position(|kind| kind.name == "splitter").unwrap();
    let rules = arcade().compile(Difficulty::Normal);
    let CompiledDeath::Split { creep, .. } = rules.creeps[splitter].death else {
        panic!("it does not split")
    };
    assert!(usize::from(creep) > splitter);
    assert_eq!(arcade().creeps[usize::from(creep)].name, "splinter");
}

#[test]
fn two_of_a_name_are_refused() {
    let (error, _) = error("name: \"weaver\"", "name: \"drifter\"");
    assert!(error.contains("creeps[1].name: \"drifter\" is the name of two creeps"), "{error}");
}

/// `ARCADE` with `count` bullets more before its own, each with a name of its own.
fn with_bullets(count: usize) -> String {
    let more: Vec<String> = (0..count)
        .map(|n| format!("\n(name: \"b{n}\", sprite: \"shot\", size: 24, shape: Circle(radius: 2)),"))
        .collect();
    ARCADE.replacen("bullets: [", &format!("bullets: [{}", more.concat()), 1)
}

#[test]
fn a_list_is_read_no_further_than_it_may_be_long() {
    assert!(read(&with_bullets(MAX_BULLETS - 6)).is_ok());
    // Many names, each compared with all before it, once took 14 s.
    let text = with_bullets(12_500);
    assert!((900_000..1 << 20).contains(&text.len()), "{} bytes", text.len());
    let error = read(&text).unwrap_err();
    // The reader stopped at the first that is one too many, and looked at none of those behind it.
    let first = text[..text.find("bullets: [").unwrap()].matches('\n').count() + 1;
    let line = error.location.unwrap().0;
    assert!((first + MAX_BULLETS..=first + MAX_BULLETS + 1).contains(&line), "{error}");
    assert!(error.to_string().contains("bullets"), "{error}");
    assert!(error.problem.contains("at most 32 are allowed"), "{error}");
}

#[test]
fn fields_that_do_not_fit_the_field_are_reported_where_they_stand() {
    let cases = [
        (
            "hover_y: 130,",
            "hover_y: 3182,",
            "bosses[0].hover_y: 3182 px is too much: at most 575 px is allowed, so that it fights on the playfield, above the ship",
        ),
        ("width: 480, height: 720", "width: 200, height: 720", ""),
        ("above_edge: 60,", "above_edge: 300,", ""),
    ];
    let (right, wrong, message) = cases[0];
    assert_message(right, wrong, message);
    // A playfield of 200 px has room for all of Arcade's creeps, ships and bosses, but not for larger ones.
    for (right, wrong, field) in [
        ("size: 64,", "size: 201,", "ship.size"),
        ("size: 36,", "size: 201,", "power_ups.size"),
        ("size: 24, shape", "size: 201, shape", "bullets[0].size"),
    ] {
        let narrow = ARCADE.replacen(cases[1].0, cases[1].1, 1);
        assert_eq!(read(&narrow).map(|_| ()), Ok(()), "Arcade fits on 200 px");
        let error = read(&narrow.replacen(right, wrong, 1)).unwrap_err();
        assert_eq!(error.field_path.as_deref(), Some(field), "{error}");
        assert!(error.location.is_some() && error.problem.contains("at most 200 px"), "{error}");
    }
    let low = ARCADE.replacen(cases[1].0, "width: 480, height: 200", 1).replacen(cases[2].0, cases[2].1, 1);
    assert_eq!(read(&low).unwrap_err().field_path.as_deref(), Some("ship.above_edge"));
}

#[test]
fn creeps_that_never_come_to_where_they_do_something_are_refused() {
    let field = |right: &str, wrong: &str| read(&ARCADE.replacen(right, wrong, 1)).unwrap_err().field_path;
    assert_eq!(field("wait_y: 150", "wait_y: 721").as_deref(), Some("creeps[2].motion.wait_y"));
    assert!(
        field("Hover(hover_y: 150", "Hover(hover_y: 721")
            .is_some_and(|field| field.ends_with(".motion.hover_y"))
    );
    assert_eq!(field("muzzle: 30,", "muzzle: 661,").as_deref(), Some("ship.muzzle"));
    let (error, line) = error("formation: Rain(over: 4)", "formation: Rain(over: 60)");
    assert!(error.starts_with(&format!("arcade.ron:{line}:")), "{error}");
    assert!(error.contains("up to 54 s after its first; at most 30 s is allowed"), "{error}");
}

#[test]
fn a_ship_wider_than_its_field_is_refused_with_its_position() {
    let text = include_bytes!("../../tests/hostile/mode_ship_wider_than_field.ron");
    let error = Ruleset::read("hostile.ron", text).unwrap_err().to_string();
    assert!(error.starts_with("hostile.ron:7:15: ship.size: 300 px is too much: at most 200 px"), "{error}");
}

#[test]
fn a_field_that_is_not_known_or_not_there_is_reported() {
    assert_message("invulnerable: 2.0,", "invulnerabel: 2.0,", "or `graze` instead");
    let (error, _) = error("lives: 3,", "");
    assert!(error.contains("Unexpected missing field named `lives`"), "{error}");
}

#[test]
fn a_motion_that_is_not_known_is_reported_with_those_that_are() {
    let (error, line) = error("motion: Weave(", "motion: Weaves(");
    assert!(error.starts_with(&format!("arcade.ron:{line}:")) && error.contains("`March`"), "{error}");
}

#[test]
fn a_slowest_speed_above_the_fastest_is_refused() {
    assert_message(
        "speed: (min: 105, max: 135),",
        "speed: (min: 950, max: 135),",
        "creeps[1].speed: min is 950 and max is 135; a min that is at most max is allowed",
    );
}

#[test]
fn phases_that_do_not_go_down_are_refused() {
    let (error, _) = error("below: 0.5,", "below: 1.0,");
    assert!(error.ends_with(": bosses[0].phases[1].below: less than 1 is allowed"), "{error}");
}

#[test]
fn a_weapon_that_must_be_earned_is_no_first_one() {
    let (error, _) = error("kills: 0,", "kills: 5,");
    assert!(error.contains("weapon[0].kills"), "{error}");
}

#[test]
fn a_wave_in_which_nothing_comes_is_refused() {
    let wave = "(name: \"The Warden\", boss";
    let (error, _) = error(wave, &format!("(name: \"Silence\"), {wave}"));
    assert!(error.contains("program.list[4]: nothing comes in this wave"), "{error}");
    let line = ARCADE[..ARCADE.find(wave).unwrap()].matches('\n').count() + 1;
    assert!(error.starts_with(&format!("arcade.ron:{line}:13: ")), "{error}");
}

#[test]
fn what_is_no_ruleset_is_an_error() {
    for text in ["", "(", "[1, 2]", "\u{0}", "(creeps: 5)", "(creeps: [(name: 5)])"] {
        assert!(read(text).is_err(), "{text:?} was read");
    }
    assert!(Ruleset::read("x", &[0xff; 9]).unwrap_err().to_string().contains("UTF-8"));
}

#[test]
fn a_mistake_does_not_spoil_the_next_reading() {
    assert!(read(&ARCADE.replacen("speed: 400", "speed: no", 1)).is_err());
    assert_eq!(read(ARCADE).unwrap(), arcade());
}

#[test]
fn comments_and_line_ends_do_not_change_the_hash_and_numbers_do() {
    let hash = arcade().hash();
    assert_eq!(read(&ARCADE.replace('\n', "\r\n")).unwrap().hash(), hash);
    assert_eq!(read(&format!("// another comment\n{ARCADE}")).unwrap().hash(), hash);
    assert_ne!(read(&ARCADE.replacen("speed: 400,", "speed: 401,", 1)).unwrap().hash(), hash);
}

#[test]
fn arcade_has_a_boss_every_fifth_wave_each_another_and_one_before_it() {
    let arcade = arcade();
    let Program::Waves { list, .. } = &arcade.program else { panic!("no waves") };
    assert_eq!(list.len(), 25);
    let mut bosses = vec![];
    for (index, wave) in list.iter().enumerate() {
        // One in the middle of five waves, and one at their end.
        assert_eq!(wave.boss.is_some(), index % 5 == 2 || index % 5 == 4, "wave {}", index + 1);
        bosses.extend(wave.boss.clone().filter(|_| index % 5 == 4));
    }
    assert!(bosses.iter().eq(arcade.bosses.iter().take(5).map(|boss| &boss.name)), "{bosses:?}");
    assert!(arcade.bosses.iter().all(|boss| boss.phases.len() >= 2));
    let moves = arcade.bosses.iter().flat_map(|boss| &boss.phases).flat_map(|phase| &phase.attacks);
    assert!(
        moves.into_iter().all(|attack| attack.telegraph >= 0.5),
        "an attack comes without an announcement"
    );
}

#[test]
fn every_creep_of_arcade_comes_and_differs_from_the_others() {
    let arcade = arcade();
    let Program::Waves { list, .. } = &arcade.program else { panic!("no waves") };
    let mut comes: Vec<&str> =
        list.iter().flat_map(|wave| &wave.groups).map(|group| group.creep.as_str()).collect();
    for kind in &arcade.creeps {
        if let Death::Split { creep, .. } = &kind.death {
            comes.push(creep);
        }
    }
    for (index, kind) in arcade.creeps.iter().enumerate() {
        assert!(comes.contains(&kind.name.as_str()), "{} never comes", kind.name);
        let alike = |other: &&CreepKind| {
            other.sprite == kind.sprite && (other.size - kind.size).abs() < kind.size / 3.0
        };
        let same = arcade.creeps[..index].iter().find(alike);
        assert!(same.is_none(), "{} looks like {}", kind.name, same.map_or("", |other| &other.name));
    }
    assert!(arcade.creeps.len() >= 8);
}

#[test]
fn every_pictured_power_up_and_formation_is_used() {
    let arcade = arcade();
    let sprites: Vec<&str> = arcade.power_ups.kinds.iter().map(|kind| kind.sprite.as_str()).collect();
    for sprite in ["rapid", "spread", "pierce", "shield", "bomb", "slow", "life"] {
        assert!(sprites.contains(&sprite), "{sprite} never falls");
    }
    for formation in ["Line", "Column", "V(", "Snake", "Swarm", "Split(gap", "Ring(radius", "Grid", "Rain"] {
        assert!(ARCADE.contains(&format!("formation: {formation}")), "{formation} is not used");
    }
}

#[test]
fn every_field_of_arcade_is_explained() {
    // In the parts that teach, each playfield stands below a comment.
    let mut unexplained = vec![];
    for part in ["    ship: (", "    combo: (", "    bonuses: ("] {
        let body = ARCADE.split(part).nth(1).unwrap().split("\n    ),").next().unwrap();
        let lines: Vec<&str> = body.lines().map(str::trim).collect();
        for pair in lines.windows(2).filter(|pair| pair[1].contains(": ") && !pair[1].starts_with("//")) {
            if !pair[0].starts_with("//") {
                unexplained.push(pair[1].to_owned());
            }
        }
    }
    assert!(unexplained.is_empty(), "{unexplained:?}");
}

#[test]
fn horde_is_whole_and_a_stream_that_grows() {
    let horde = Ruleset::read("horde.ron", HORDE.as_bytes()).unwrap();
    let Program::SpawnStream { levels } = &horde.program else { panic!("there is no stream") };
    assert!(levels.windows(2).all(|pair| pair[0].to <= pair[1].from), "it slackens");
    assert!(horde.capacity.creeps >= 3000 && horde.capacity.player_bullets >= 3000);
    assert!(horde.weapon.len() >= 8);
}

#[test]
fn a_wrong_name_is_reported_with_its_location_wherever_it_stands() {
    for (right, wrong, field_path, problem) in [
        (
            "bullet: \"shot\",",
            "bullet: \"shto\",",
            "weapon[0].bullet",
            "no bullet is called \"shto\"; one of shot, ",
        ),
        (
            "Pierce(bullet: \"pierce_shot\"",
            "Pierce(bullet: \"?\"",
            "power_ups.kinds[2].power.bullet",
            "no bullet",
        ),
        ("Shoot(bullet: \"aimed_shot\"", "Shoot(bullet: \"?\"", "creeps[2].attack.bullet", "no bullet"),
        ("Release(creep: \"swarmling\"", "Release(creep: \"?\"", "creeps[7].attack.creep", "no creep"),
        (
            "Volley(bullet: \"boss_shot\"",
            "Volley(bullet: \"?\"",
            "bosses[0].phases[0].attacks[0].attack.bullet",
            "no bullet",
        ),
        (
            "Summon(creep: \"drifter\"",
            "Summon(creep: \"?\"",
            "bosses[0].phases[1].attacks[2].attack.creep",
            "no creep",
        ),
        ("boss: \"The Warden\"", "boss: \"Warden\"", "program.list[4].boss", "one of The Warden, "),
    ] {
        let (error, line) = error(right, wrong);
        assert!(error.starts_with(&format!("arcade.ron:{line}:")), "{error}");
        assert!(error.contains(&format!(": {field_path}: ")) && error.contains(problem), "{error}");
    }
}

#[test]
fn limits_are_reported_in_the_field_s_own_unit() {
    for (right, wrong, message) in [
        ("shield: (hits: 2,", "shield: (hits: 10,", "from 0 to 9 hits is allowed"),
        ("drops: 2,", "drops: 10,", "from 0 to 9 power-ups is allowed"),
        ("hits: 25,", "hits: 0,", "from 1 to 100000 hits is allowed"),
        ("max_multiplier: 8,", "max_multiplier: 100,", "from 1 to 99 times is allowed"),
        ("Shield(hits: 1)", "Shield(hits: 0)", "from 1 to 99 hits is allowed"),
        ("times: 3,", "times: 0,", "from 1 to 200 times is allowed"),
        ("more_lives: 0", "more_lives: 1001", "from 0 to 1000 lives is allowed"),
    ] {
        let (error, line) = error(right, wrong);
        assert!(error.starts_with(&format!("arcade.ron:{line}:")) && error.ends_with(message), "{error}");
    }
}

#[test]
fn a_ruleset_is_compiled_to_ticks_and_px_a_tick() {
    let rules = arcade().compile(Difficulty::Normal);
    let close = |a: f32, b: f32| (a - b).abs() < 1e-5;
    assert!(close(rules.ship.speed, 400.0 / 60.0) && rules.ship.invulnerable == 120);
    assert!(close(rules.weapons[0].volley.cooldown, 15.0));
    let crate::rules::CompiledMotion::Dive { wait_y, wait, speed, .. } = rules.creeps[2].motion else {
        panic!("it does not dive")
    };
    assert!(close(wait_y, 150.0) && close(wait, 36.0) && close(speed, 400.0 / 60.0));
    let attack = rules.bosses[0].phases[0].attacks[1].attack;
    let crate::rules::CompiledBossAttack::Volley { fan, interval, .. } = attack else { panic!("no volley") };
    assert!(close(fan, 110.0 / 360.0) && close(interval, 36.0));
}

#[test]
fn a_path_that_begins_in_sight_or_is_not_known_is_refused() {
    let (error, line) =
        error("(name: \"swoop\", points: [(0.08, -0.1)", "(name: \"swoop\", points: [(0.08, 0.1)");
    assert!(error.starts_with(&format!("arcade.ron:{line}:")), "{error}");
    assert!(error.contains("paths[0].points[0]: a path begins above the playfield"), "{error}");
    let (error, _) = self::error("(path: \"swoop\"", "(path: \"swop\"");
    assert!(error.contains("no path is called \"swop\"; one of swoop, loop, hook,"), "{error}");
    let (error, line) = self::error("(0.1, 0.22)", "(0.1, 2)");
    assert!(error.starts_with(&format!("arcade.ron:{line}:")), "{error}");
    assert!(error.contains("2 is out of range; a number from -0.5 to 0.9"), "{error}");
}

#[test]
fn a_boss_has_no_second_beam_and_no_weak_point_beside_it() {
    let also = "also: [\n                        (telegraph: 0.6, attack: Volley(";
    let (error, _) = error(
        also,
        "also: [(telegraph: 1, rest: 1, attack: Charge(speed: 100)), (telegraph: 0.6, attack: Volley(",
    );
    assert!(
        error.contains("bosses[0].phases[0].also[0].attack: Volley, Ring or Summon is allowed"),
        "{error}"
    );
    let (error, _) = self::error("weak_points: [(x: 0,", "weak_points: [(x: 140,");
    assert!(error.contains("bosses[1].weak_points[0].x: 140 px is too much: at most 85 px"), "{error}");
}

#[test]
fn skies_change_with_the_waves_and_come_again_in_the_next_loop() {
    let arcade = arcade();
    let skies = [0, 1, 5, 6, 10, 11, 25, 26, 31].map(|wave| arcade.sky_of(wave));
    assert_eq!(skies, [0, 0, 0, 1, 1, 2, 4, 0, 1].map(Some));
    let horde = Ruleset::read("horde.ron", HORDE.as_bytes()).unwrap();
    assert_eq!([0, 1, 99].map(|level| horde.sky_of(level)), [Some(0); 3]);
    let start = ARCADE.find("    skies: [").unwrap();
    let end = start + ARCADE[start..].find("    ],").unwrap();
    let without = read(&format!("{}{}", &ARCADE[..start], &ARCADE[end + "    ],".len() + 1..])).unwrap();
    assert_eq!(without.sky_of(7), None);
}

#[test]
fn skies_that_nobody_would_see_are_refused() {
    for (right, wrong, message) in [
        (
            "(from: 1, name",
            "(from: 2, name",
            "skies[0].from: the first sky is there from the start; 1 is allowed",
        ),
        ("(from: 6, name", "(from: 1, name", "skies[1].from: more than of the sky before it, 1, is allowed"),
        ("(from: 21, name", "(from: 26, name", "skies[4].from: there are 25 waves; at most 25 is allowed"),
        (
            "(from: 6, name",
            "(from: 0, name",
            "skies[1].from: 0 is out of range; a whole number from 1 to 100",
        ),
    ] {
        let (error, line) = error(right, wrong);
        assert!(error.starts_with(&format!("arcade.ron:{line}:")) && error.contains(message), "{error}");
    }
}

/// Arcade's file with this motion for its first creep, as the file says it.
fn with_motion(motion: &str) -> Result<Ruleset, FileError> {
    read(&ARCADE.replacen("motion: Fall,", &format!("motion: {motion},"), 1))
}

#[test]
fn parts_of_a_motion_that_do_not_fit_are_reported_where_they_stand() {
    let line = ARCADE[..ARCADE.find("motion: Fall,").unwrap()].matches('\n').count() + 1;
    for (motion, message) in [
        ("Parts(list: [])", "creeps[0].motion.list: the list is empty; at least one thing must stand in it"),
        (
            "Parts(list: [(moves: [Fall, Fall])])",
            "creeps[0].motion.list[0].moves[1]: a second Fall; one in a part is allowed",
        ),
        (
            "Parts(list: [(moves: [Dive, Slide])])",
            "moves[1]: Dive and Slide both lead sideways; one of Slide, Dive, Steer and Path is allowed",
        ),
        (
            "Parts(list: [(moves: [Fall]), (moves: [Dive])])",
            "creeps[0].motion.list[0]: without an end, the next part never begins; an end such as Time(2) is allowed",
        ),
        (
            "Parts(list: [(moves: [Fall])], repeat: 1)",
            "creeps[0].motion.list[0]: without an end, nothing is repeated; an end such as Time(2) is allowed",
        ),
        (
            "Parts(list: [(until: Y(100))])",
            "creeps[0].motion.list[0].until: it would never get there; a part with Fall or Dive is allowed",
        ),
        ("Parts(list: [(moves: [Fall], until: Side)])", "a part with Slide or Dive is allowed"),
        ("Parts(list: [(moves: [Fall], until: Turns(1))])", "a part with Circle is allowed"),
        (
            "Parts(list: [(moves: [Fall], until: Y(721))])",
            "list[0].until: 721 px is too much: at most 720 px is allowed, the playfield's height",
        ),
        (
            "Parts(list: [(moves: [Fall], until: Time(0))])",
            "creeps[0].motion.list[0].until: 0 is out of range; a number from 0.1 to 600 s is allowed",
        ),
        (
            "Parts(list: [(moves: [Fall], speed: 20)])",
            "creeps[0].motion.list[0].speed: 20 times the creep's 140 px/s is 2800 px/s; at most 14.285714 times, 2000 px/s, is allowed",
        ),
        (
            "Parts(list: [(moves: [Path(path: \"?\")])])",
            "creeps[0].motion.list[0].moves[0].path: no path is called \"?\"; one of swoop,",
        ),
        (
            "Parts(list: [(moves: [Fall], until: Time(1))], repeat: 2)",
            "creeps[0].motion.repeat: it has 1 parts; a whole number from 0 to 1 is allowed",
        ),
        ("Parts(list: [(moves: [Hop])])", "Unexpected variant named `Hop` in enum `Move`"),
    ] {
        let error = with_motion(motion).unwrap_err().to_string();
        assert!(error.starts_with(&format!("arcade.ron:{line}:")) && error.contains(message), "{error}");
    }
    assert!(with_motion("Parts(list: [(moves: [Fall], until: Y(90)), (until: Time(2))], repeat: 2)").is_ok());
}

#[test]
fn what_can_not_be_shot_must_leave() {
    let ghost = |motion: &str| {
        let text = ARCADE.replacen("meets: (ship: true, bullets: true)", "meets: (bullets: false)", 1);
        read(&text.replacen("motion: Fall,", &format!("motion: {motion},"), 1)).map_err(|error| error.problem)
    };
    for motion in ["Parts(list: [()])", "Parts(list: [(moves: [Fall], until: Time(1))], repeat: 1)"] {
        assert!(ghost(motion).is_err_and(|problem| problem.contains("would never leave")), "{motion}");
    }
    for motion in ["Parts(list: [(until: Time(1))])", "Parts(list: [(moves: [Fall, Circle(radius: 50)])])"] {
        assert!(ghost(motion).is_ok(), "{motion}");
    }
}

/// Arcade's file with this formation for its first group, which says neither creep nor count.
fn with_drawn(formation: &str) -> Result<Ruleset, FileError> {
    let start = ARCADE.find("creep: \"drifter\", count: 8").unwrap();
    let formation_start = start + ARCADE[start..].find("x: ").unwrap();
    let end = start + ARCADE[start..].find('\n').unwrap();
    let text = format!("{}x: 0.5, formation: {formation}),{}", &ARCADE[..start], &ARCADE[end..]);
    assert!(formation_start < end);
    read(&text)
}

#[test]
fn a_drawn_formation_is_the_picture() {
    let ruleset = with_drawn(
        r#"Drawn(gap: 40, row_gap: 30, rows: [" s", "d.d", ""], legend: [('d', "drifter"), ('s', "shooter")])"#,
    );
    assert!(ruleset.unwrap_err().problem.contains("a row of 1 to 40 characters is allowed"));
    let ruleset = with_drawn(
        r#"Drawn(gap: 40, row_gap: 30, rows: [" s", "d.d", "."], legend: [('d', "drifter"), ('s', "shooter")])"#,
    )
    .unwrap();
    let rules = ruleset.compile(Difficulty::Normal);
    let creeps: Vec<_> = rules
        .drawn_creeps
        .iter()
        .map(|one| (&*ruleset.creeps[usize::from(one.creep)].name, one.right, one.up))
        .collect();
    assert_eq!(creeps, [("drifter", -40.0, 30.0), ("drifter", 40.0, 30.0), ("shooter", 0.0, 60.0)]);
    let crate::rules::CompiledProgram::Waves { list, .. } = &rules.program else { panic!("no waves") };
    assert_eq!((list[0].groups[0].count, list[0].groups[0].creep), (3, rules.drawn_creeps[0].creep));
}

#[test]
fn a_picture_that_does_not_fit_is_reported_where_it_is_wrong() {
    let line = ARCADE[..ARCADE.find("creep: \"drifter\", count: 8").unwrap()].matches('\n').count() + 1;
    let legend = r#"legend: [('d', "drifter")]"#;
    for (formation, message) in [
        (
            format!("Drawn(gap: 40, rows: [\"ddx\"], {legend})"),
            "groups[0].formation.rows[0]: 'x' is not in the legend; 'd', a space or a point is allowed",
        ),
        (
            format!("Drawn(gap: 40, rows: [\". .\"], {legend})"),
            "formation.rows: the picture has 0 creeps; 1 to 200 are allowed",
        ),
        (
            format!("Drawn(gap: 40, rows: [{}], {legend})", "\"dddddddddd\",".repeat(21)),
            "the picture has 210 creeps; 1 to 200 are allowed",
        ),
        (
            format!("Drawn(gap: 100, rows: [\"d....d\"], {legend})"),
            "formation.rows: 500 px is too much: at most 480 px is allowed, the playfield's width",
        ),
        (
            "Drawn(gap: 40, rows: [\"d\"], legend: [('d', \"drifer\")])".to_owned(),
            "formation.legend[0]: no creep is called \"drifer\"; one of drifter,",
        ),
        (
            "Drawn(gap: 40, rows: [\"d\"], legend: [('d', \"drifter\"), ('d', \"weaver\")])".to_owned(),
            "formation.legend[1]: 'd' is two creeps; a letter of its own is allowed",
        ),
        (
            "Drawn(gap: 40, rows: [\"d\"], legend: [('.', \"drifter\")])".to_owned(),
            "formation.legend[0]: '.' is nobody; another letter is allowed",
        ),
        (
            format!("Drawn(gap: 2, rows: [\"d\"], {legend})"),
            "formation.gap: 2 is out of range; a number from 4 to 400 px",
        ),
        (
            format!("Drawn(gap: 40, rows: [\"{}\"], {legend})", "d".repeat(41)),
            "a row of 1 to 40 characters is allowed",
        ),
        (
            "Line(gap: 40)".to_owned(),
            "creep or count is missing; only a group whose formation is Drawn may leave them out",
        ),
    ] {
        let error = with_drawn(&formation).unwrap_err().to_string();
        assert!(error.starts_with(&format!("arcade.ron:{line}:")) && error.contains(message), "{error}");
    }
    let both = ARCADE.replacen(
        "formation: Line(gap: ",
        "formation: Drawn(rows: [\"d\"], legend: [('d', \"drifter\")], gap: ",
        1,
    );
    let error = read(&both).unwrap_err();
    assert!(
        error.problem.contains("the picture says which creeps come") && error.location.is_some(),
        "{error}"
    );
}

#[test]
fn effects_of_a_power_up_that_do_not_fit_are_reported_where_they_stand() {
    let power = "power: Rapid(cooldown: ";
    let line = ARCADE[..ARCADE.find(power).unwrap()].matches('\n').count() + 1;
    let with = |power: &str| {
        let start = ARCADE.find("power: Rapid(cooldown: ").unwrap() + "power: ".len();
        let end = start + ARCADE[start..].find(')').unwrap() + 1;
        read(&format!("{}{power}{}", &ARCADE[..start], &ARCADE[end..]))
    };
    for (power, message) in [
        (
            "Effects(list: [])",
            "power_ups.kinds[0].power.list: the list is empty; at least one thing must stand in it",
        ),
        (
            "Effects(list: [FireRate(2)])",
            "power_ups.kinds[0].power: what is in its list lasts some time; 0.1 to 600 s is allowed for `lasts`",
        ),
        ("Effects(list: [Bombs(1)], lasts: 5)", "power.lasts: nothing in its list lasts; only 0 is allowed"),
        (
            "Effects(list: [Shield(1), Bombs(1), Shield(2)])",
            "power.list[2]: the same effect again; one of each kind is allowed",
        ),
        (
            "Effects(list: [Pierce(creeps: 1, bullet: \"?\")], lasts: 5)",
            "power.list[0].bullet: no bullet is called \"?\"; one of shot,",
        ),
        (
            "Effects(list: [TimeScale(1.5)], lasts: 5)",
            "1.5 is out of range; a number from 0.05 to 1 times is allowed",
        ),
        (
            "Effects(list: [Points(0)])",
            "0 is out of range; a whole number from 1 to 1000000 points is allowed",
        ),
        ("Effects(list: [Bombs(1)], lasts: 601)", "601 is out of range; a number from 0 to 600 s is allowed"),
    ] {
        let error = with(power).unwrap_err().to_string();
        assert!(error.starts_with(&format!("arcade.ron:{line}:")) && error.contains(message), "{error}");
    }
    let power = with("Effects(list: [FireRate(2), TimeScale(0.5), Shield(1)], lasts: 5)").unwrap();
    let power = &power.power_ups.kinds[0].power;
    assert!(power.shields() && !power.pierces());
    assert!((power.lasts() - 5.0).abs() < 1e-6 && (power.time_scale() - 0.5).abs() < 1e-6);
}

#[test]
fn what_is_left_out_leaves_the_hash_as_it_was() {
    let bytes = |kind: &PowerUpKind| postcard::to_allocvec(kind).unwrap();
    let arcade = arcade();
    let kind = &arcade.power_ups.kinds[0];
    // As it was before power-ups had titles.
    let before = postcard::to_allocvec(&(&kind.sprite, kind.weight, &kind.power)).unwrap();
    assert_eq!(bytes(kind), before);
    assert_ne!(bytes(&PowerUpKind { title: "Haste".to_owned(), ..kind.clone() }), before);
    let Program::Waves { list, .. } = &arcade.program else { panic!("no waves") };
    let Group { start_time, creep, count, x, formation, prize, entry } = &list[0].groups[0];
    let before = postcard::to_allocvec(&(start_time, creep, count, x, formation, prize, entry)).unwrap();
    assert_eq!(postcard::to_allocvec(&list[0].groups[0]).unwrap(), before);
}
