//! The game's own mode files are whole, and mistakes in one are told where they stand.

use super::*;

const ARCADE: &str = include_str!("../../../../godot-project/config/arcade.ron");
const HORDE: &str = include_str!("../../../../godot-project/config/horde.ron");

fn read(text: &str) -> Result<Mode, FileError> {
    Mode::read("arcade.ron", text.as_bytes())
}

/// The error of Arcade's file with `right` replaced by `wrong` where it first stands, and the line that it stands in.
fn error(right: &str, wrong: &str) -> (String, usize) {
    let place = ARCADE.find(right).unwrap_or_else(|| panic!("{right} does not stand in the file"));
    let line = ARCADE[..place].matches('\n').count() + 1;
    (read(&ARCADE.replacen(right, wrong, 1)).unwrap_err().to_string(), line)
}

#[track_caller]
fn assert_told(right: &str, wrong: &str, told: &str) {
    let (error, line) = error(right, wrong);
    let place = format!("arcade.ron:{line}:");
    assert!(error.starts_with(&place) && error.ends_with(told), "{error}\nis not {place}…{told}");
}

fn arcade() -> Mode {
    read(ARCADE).unwrap()
}

#[test]
fn a_number_out_of_range_is_told_with_its_place_and_what_is_allowed() {
    assert_told(
        "speed: 400,",
        "speed: 9000,",
        "ship.speed: 9000 is out of range; a number from 10 to 2000 px/s is allowed",
    );
    assert_told(
        "lives: 3,",
        "lives: 0,",
        "ship.lives: 0 is out of range; a whole number from 1 to 99 lives is allowed",
    );
    assert_told(
        "drop: 0.035",
        "drop: 6",
        "creeps[1].drop: 6 is out of range; a number from 0 to 1 (0 never, 1 always) is allowed",
    );
}

#[test]
fn a_word_for_a_number_is_told_with_what_is_allowed() {
    assert_told(
        "speed: 400,",
        "speed: fast,",
        "ship.speed: \"fast\" is not a number; a number from 10 to 2000 px/s is allowed",
    );
}

#[test]
fn a_name_that_nothing_has_is_told_with_the_names_that_are_there() {
    let (error, line) = error("creep: \"splinter\"", "creep: \"splintr\"");
    assert!(error.starts_with(&format!("arcade.ron:{line}:")), "{error}");
    assert!(error.contains("no creep is called \"splintr\"; one of drifter, weaver, diver,"), "{error}");
}

#[test]
fn a_name_may_stand_before_what_has_it() {
    // The splitter's splinters come after it, and the waves' bosses before the bosses would be as good.
    let splitter = arcade().creeps.iter().position(|kind| kind.name == "splitter").unwrap();
    let Death::Split { creep, .. } = arcade().creeps[splitter].death else { panic!("it does not split") };
    assert!(usize::from(creep.0) > splitter);
    assert_eq!(arcade().creeps[usize::from(creep.0)].name, "splinter");
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
    assert!(read(&with_bullets(MAX_BULLETS - 5)).is_ok());
    // 55,000 names, each compared with all before it, took 14 s.
    let names: Vec<String> = (0..55_000).map(|n| format!("\n(name:\"n{n}\"),")).collect();
    let text = ARCADE.replacen("bullets: [", &format!("bullets: [{}", names.concat()), 1);
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
fn fields_that_do_not_fit_the_field_are_told_where_they_stand() {
    let cases = [
        (
            "at: 130,",
            "at: 3182,",
            "bosses[0].at: 3182 px is too much: at most 575 px is allowed, for it to fight on the field, above the ship",
        ),
        ("width: 480, height: 720", "width: 200, height: 720", ""),
        ("above_edge: 60,", "above_edge: 300,", ""),
    ];
    let (right, wrong, told) = cases[0];
    assert_told(right, wrong, told);
    // A field of 200 px has room for all of Arcade's creeps, ships and bosses, but not for larger ones.
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
    assert_eq!(field("wait_at: 150", "wait_at: 721").as_deref(), Some("creeps[2].motion.wait_at"));
    assert!(field("Hover(at: 150", "Hover(at: 721").is_some_and(|field| field.ends_with(".motion.at")));
    assert_eq!(field("muzzle: 30,", "muzzle: 661,").as_deref(), Some("ship.muzzle"));
    let (error, line) = error("formation: Rain(over: 5)", "formation: Rain(over: 60)");
    assert!(error.starts_with(&format!("arcade.ron:{line}:")), "{error}");
    assert!(error.contains("up to 52 s after its first; at most 30 s is allowed"), "{error}");
}

#[test]
fn a_ship_wider_than_its_field_is_refused_with_its_position() {
    let text = include_bytes!("../../tests/hostile/mode_ship_wider_than_field.ron");
    let error = Mode::read("hostile.ron", text).unwrap_err().to_string();
    assert!(error.starts_with("hostile.ron:7:15: ship.size: 300 px is too much: at most 200 px"), "{error}");
}

#[test]
fn a_field_that_is_not_known_or_not_there_is_told() {
    assert_told("invulnerable: 2.0,", "invulnerabel: 2.0,", "or `ram_damage` instead");
    let (error, _) = error("lives: 3,", "");
    assert!(error.contains("Unexpected missing field named `lives`"), "{error}");
}

#[test]
fn a_motion_that_is_not_known_is_told_with_those_that_are() {
    let (error, line) = error("motion: Weave(", "motion: Weaves(");
    assert!(error.starts_with(&format!("arcade.ron:{line}:")) && error.contains("`March`"), "{error}");
}

#[test]
fn a_slowest_speed_above_the_fastest_is_refused() {
    assert_told(
        "speed: (min: 95, max: 125),",
        "speed: (min: 950, max: 125),",
        "creeps[1].speed: min is 950 and max is 125; a min that is at most max is allowed",
    );
}

#[test]
fn phases_that_do_not_go_down_are_refused() {
    let (error, _) = error("below: 0.45,", "below: 1.0,");
    assert!(error.ends_with(": bosses[0].phases[1].below: less than 1 is allowed"), "{error}");
}

#[test]
fn a_weapon_that_must_be_earned_is_no_first_one() {
    let (error, _) = error("kills: 0,", "kills: 5,");
    assert!(error.contains("weapon[0].kills"), "{error}");
}

#[test]
fn a_wave_in_which_nothing_comes_is_refused() {
    let (error, _) = error("(name: \"The Warden\", boss: \"The Warden\"),", "(name: \"Silence\"),");
    assert!(error.contains("program.list[4]: nothing comes in this wave"), "{error}");
    let line = ARCADE[..ARCADE.find("(name: \"The Warden\", boss").unwrap()].matches('\n').count() + 1;
    assert!(error.starts_with(&format!("arcade.ron:{line}:13: ")), "{error}");
}

#[test]
fn what_is_no_mode_file_is_an_error() {
    for text in ["", "(", "[1, 2]", "\u{0}", "(creeps: 5)", "(creeps: [(name: 5)])"] {
        assert!(read(text).is_err(), "{text:?} was read");
    }
    assert!(Mode::read("x", &[0xff; 9]).unwrap_err().to_string().contains("UTF-8"));
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
fn arcade_has_a_boss_every_fifth_wave_each_another() {
    let arcade = arcade();
    let Program::Waves { list, .. } = &arcade.program else { panic!("no waves") };
    assert_eq!(list.len(), 25);
    let mut bosses = vec![];
    for (index, wave) in list.iter().enumerate() {
        assert_eq!(wave.boss.is_some(), index % 5 == 4, "wave {}", index + 1);
        bosses.extend(wave.boss.map(|boss| boss.0));
    }
    assert_eq!(bosses, [0, 1, 2, 3, 4]);
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
    let mut comes: Vec<u8> = list.iter().flat_map(|wave| &wave.groups).map(|group| group.creep.0).collect();
    for kind in &arcade.creeps {
        if let Death::Split { creep, .. } = kind.death {
            comes.push(creep.0);
        }
    }
    for (index, kind) in arcade.creeps.iter().enumerate() {
        assert!(comes.contains(&(index as u8)), "{} never comes", kind.name);
        let same = arcade.creeps[..index].iter().find(|other| other.sprite == kind.sprite);
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
    // In the parts that teach, each field stands below a comment.
    let mut unexplained = vec![];
    for part in ["    ship: (", "    combo: ("] {
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
fn horde_is_whole_and_pours() {
    let horde = Mode::read("horde.ron", HORDE.as_bytes()).unwrap();
    let Program::Pour { stages } = &horde.program else { panic!("nothing pours") };
    assert!(stages.windows(2).all(|pair| pair[0].to <= pair[1].from), "it slackens");
    assert!(horde.capacity.creeps >= 3000 && horde.capacity.shots >= 3000);
    assert!(horde.weapon.len() >= 8);
}
