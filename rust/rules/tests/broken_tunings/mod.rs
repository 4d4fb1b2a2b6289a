//! Fifty kinds of broken `tuning.ron`, and words that the error of each must contain.
//!
//! Used by the tests of `creeps-rules` and, in the running game, by those of `creeps-playtest`.

/// A broken file: its bytes, its line and column where it has one, and words that its error must contain.
pub struct Broken {
    pub bytes: Vec<u8>,
    #[allow(dead_code)] // not every user asks for it
    pub location: Option<(usize, usize)>,
    pub words: &'static [&'static str],
}

fn text(text: &str, line: usize, column: usize, words: &'static [&'static str]) -> Broken {
    Broken { bytes: text.as_bytes().to_vec(), location: Some((line, column)), words }
}

/// All fifty.
pub fn all() -> Vec<Broken> {
    let speed = |value: &str, words: &'static [&'static str]| {
        text(&format!("(\n    player: (\n        speed: {value},\n    ),\n)\n"), 3, 16, words)
    };
    let deep = "[".repeat(100_000);
    let long = format!("({}: 1)", "x".repeat(5_000));
    vec![
        // Numbers out of range.
        speed("-400.0", &["player.speed", "-400", "10 to 2000 px/s"]),
        speed("0", &["player.speed", "0 is out of range", "10 to 2000 px/s"]),
        speed("1e30", &["player.speed", "10 to 2000 px/s"]),
        speed("NaN", &["player.speed", "NaN", "10 to 2000 px/s"]),
        speed("inf", &["player.speed", "inf", "10 to 2000 px/s"]),
        speed("-inf", &["player.speed", "-inf", "10 to 2000 px/s"]),
        speed("1e999", &["player.speed", "10 to 2000 px/s"]),
        text("(player: (scale: 0.1))", 1, 18, &["player.scale", "0.1", "0.5 to 3 times"]),
        text("(bullet: (cooldown: 0.0))", 1, 21, &["bullet.cooldown", "0.02 to 10 s"]),
        text("(bullet: (cooldown: -1))", 1, 21, &["bullet.cooldown", "-1", "0.02 to 10 s"]),
        text("(bullet: (speed: 99999))", 1, 18, &["bullet.speed", "99999", "10 to 1000 px/s"]),
        text("(bullet: (size: 1))", 1, 17, &["bullet.size", "4 to 200 px"]),
        text("(bullet: (muzzle: -5))", 1, 19, &["bullet.muzzle", "0 to 100 px"]),
        text("(mob: (scale: 40))", 1, 15, &["mob.scale", "40", "0.5 to 3 times"]),
        text("(mob: (spawn_interval: 0))", 1, 24, &["mob.spawn_interval", "0.02 to 60 s"]),
        text("(mob: (speed: (min: 1, max: 250)))", 1, 21, &["mob.speed.min", "10 to 800 px/s"]),
        text("(mob: (speed: (min: 150, max: NaN)))", 1, 31, &["mob.speed.max", "NaN", "10 to 800 px/s"]),
        text("(messages: (start_delay: 0))", 1, 26, &["messages.start_delay", "0.1 to 30 s"]),
        text("(messages: (message_time: 1000))", 1, 27, &["messages.message_time", "0.1 to 30 s"]),
        text("(messages: (button_delay: -2))", 1, 27, &["messages.button_delay", "0.1 to 30 s"]),
        // Numbers that do not fit together.
        text("(mob: (speed: (min: 250, max: 150)))", 1, 0, &["mob.speed", "min is 250", "at most max"]),
        text("(mob: (speed: (min: 250)))", 1, 0, &["mob.speed", "max"]),
        // Colours that are none.
        text("(bullet: (color: \"00fff\"))", 1, 0, &["bullet.color", "00fff", "six hexadecimal digits"]),
        text("(bullet: (color: \"cyan\"))", 1, 0, &["bullet.color", "cyan", "six hexadecimal digits"]),
        text("(bullet: (color: \"+0ffff\"))", 1, 0, &["bullet.color", "six hexadecimal digits"]),
        text("(bullet: (color: \"\"))", 1, 0, &["bullet.color", "six hexadecimal digits"]),
        text("(bullet: (color: 00ffff))", 1, 0, &["bullet.color", "in quotes"]),
        // The wrong type.
        text("(player: (speed: \"fast\"))", 1, 0, &["player.speed", "10 to 2000 px/s"]),
        text("(player: (speed: ))", 1, 0, &["player.speed", "10 to 2000 px/s"]),
        text("(player: (speed: true))", 1, 0, &["player.speed", "10 to 2000 px/s"]),
        text("(player: (speed: Some(4)))", 1, 0, &["player.speed", "10 to 2000 px/s"]),
        text("(player: 400)", 1, 0, &["player"]),
        text("(player: [400])", 1, 0, &["player"]),
        text("(mob: (speed: 200))", 1, 0, &["mob.speed", "SpeedRange"]),
        // Fields that are not there.
        text("(\n  player: (sped: 400))", 2, 0, &["player", "`sped`", "`speed`"]),
        text("(\n  plaer: (speed: 400))", 2, 0, &["`plaer`", "`player`"]),
        text("(player: (Speed: 400))", 1, 0, &["player", "`Speed`", "`speed`"]),
        text("(mob: (speed: (min: 150, max: 250, mean: 200)))", 1, 0, &["mob.speed", "`mean`"]),
        text("(player: (speed: 1, speed: 2))", 1, 0, &["speed"]),
        text("(player: (speed: 400, speed: 400))", 1, 0, &["player", "speed"]),
        // Not RON.
        text("", 1, 1, &[]),
        text("(player: (speed: 400)", 1, 0, &[]),
        text("(player: (speed: 400 scale: 1))", 1, 0, &["player", "comma"]),
        text("{ \"player\": { \"speed\": 400 } }", 1, 0, &[]),
        text("() trailing", 1, 0, &[]),
        text("(/* never closed", 1, 0, &["comment"]),
        text(&deep, 1, 0, &[]),
        text(&long, 1, 0, &[]),
        // Not text, and far too much of it.
        Broken {
            bytes: b"(\n  player: (speed: \xff400))".to_vec(),
            location: Some((2, 19)),
            words: &["UTF-8"],
        },
        Broken { bytes: vec![b' '; 50_000_000], location: None, words: &["50000000 bytes", "1048576"] },
    ]
}
