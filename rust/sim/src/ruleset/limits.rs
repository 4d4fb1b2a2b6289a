//! The limits of a ruleset's fields: each is checked as it is read, with an error that says what is allowed.
//!
//! Each reader is for `#[serde(deserialize_with = …)]`, so an error is raised where the value stands in the file.

use std::fmt::{self, Display};
use std::marker::PhantomData;

use creeps_rules::limits::Limits;
use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

fn number<'de, D: Deserializer<'de>>(limits: Limits, deserializer: D) -> Result<f32, D::Error> {
    let value = f32::deserialize(deserializer)
        .map_err(|error| D::Error::custom(format_args!("{error}; {limits} is allowed")))?;
    if limits.allow(value) { Ok(value) } else { Err(out_of_range(value, limits)) }
}

fn whole<'de, D: Deserializer<'de>>(
    min: u32,
    max: u32,
    unit: &str,
    deserializer: D,
) -> Result<u32, D::Error> {
    let allowed = format!("a whole number from {min} to {max} {unit}");
    let value = u32::deserialize(deserializer)
        .map_err(|error| D::Error::custom(format_args!("{error}; {allowed} is allowed")))?;
    if (min..=max).contains(&value) { Ok(value) } else { Err(out_of_range(value, allowed)) }
}

fn out_of_range<E: Error>(value: impl Display, allowed: impl Display) -> E {
    E::custom(format_args!("{value} is out of range; {allowed} is allowed"))
}

/// Reads a list of 1 to `MAX` things.
pub fn list<'de, T: Deserialize<'de>, D: Deserializer<'de>, const MAX: usize>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let list: Vec<T> = any::<T, D, MAX>(deserializer)?;
    if list.is_empty() {
        Err(D::Error::custom("the list is empty; at least one thing must stand in it"))
    } else {
        Ok(list)
    }
}

/// Reads a list of at most `MAX` things. It stops at the first that is one too many, however many follow.
pub fn any<'de, T: Deserialize<'de>, D: Deserializer<'de>, const MAX: usize>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_seq(AtMost::<T, MAX>(PhantomData))
}

struct AtMost<T, const MAX: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MAX: usize> Visitor<'de> for AtMost<T, MAX> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MAX} things")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut list = vec![];
        while list.len() < MAX {
            let Some(thing) = seq.next_element()? else { return Ok(list) };
            list.push(thing);
        }
        match seq.next_element::<IgnoredAny>()? {
            Some(_) => Err(too_many(MAX)),
            None => Ok(list),
        }
    }
}

/// The error of a list with more than `max` things.
pub fn too_many<E: Error>(max: usize) -> E {
    E::custom(format_args!("the list goes on behind {max} things; at most {max} are allowed"))
}

/// Whether something can be a name.
pub fn is_name(name: &str) -> bool {
    (1..=32).contains(&name.chars().count()) && !name.chars().any(char::is_control)
}

/// Reads a name that is shown to players or that a picture has.
pub fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if is_name(&name) { Ok(name) } else { Err(D::Error::custom("a name of 1 to 32 characters is allowed")) }
}

/// Reads a row of a drawn formation.
pub fn picture_row<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let row = String::deserialize(deserializer)?;
    if (1..=40).contains(&row.chars().count()) && !row.chars().any(char::is_control) {
        Ok(row)
    } else {
        Err(D::Error::custom("a row of 1 to 40 characters is allowed"))
    }
}

macro_rules! numbers {
    ($($field:ident: $min:literal to $max:literal $unit:literal;)*) => {$(
        #[doc = concat!("Reads a number from ", $min, " to ", $max, " ", $unit, ".")]
        pub fn $field<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
            number(Limits { min: $min, max: $max, unit: $unit }, deserializer)
        }
    )*};
}

macro_rules! whole_numbers {
    ($($field:ident: $min:literal to $max:literal $unit:literal;)*) => {$(
        #[doc = concat!("Reads a whole number from ", $min, " to ", $max, " ", $unit, ".")]
        pub fn $field<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
            whole($min, $max, $unit, deserializer)
        }
    )*};
}

numbers! {
    amount: 0.0 to 1000.0 "hits";
    angle: -360.0 to 360.0 "degrees";
    arc: 0.0 to 360.0 "degrees";
    beam_angle: -60.0 to 60.0 "degrees from straight down";
    chance: 0.0 to 1.0 "(0 never, 1 always)";
    circle_turns: 0.05 to 100.0 "turns";
    cooldown: 0.02 to 10.0 "s";
    delay: 0.0 to 60.0 "s";
    field_side: 200.0 to 4000.0 "px";
    fraction: 0.0 to 1.0 "(a part of the whole)";
    fade: 0.0 to 1000.0 "hits/s";
    gap: 4.0 to 400.0 "px";
    growth: 0.0 to 10.0 "(0.1 is a tenth more)";
    graze: 0.0 to 100.0 "px";
    lasting: 0.0 to 600.0 "s";
    length: 0.0 to 4000.0 "px";
    loop_radius: 0.0 to 200.0 "px";
    offset: -150.0 to 150.0 "px";
    path_x: 0.0 to 1.0 "(0 the left edge, 1 the right)";
    path_y: -0.5 to 0.9 "(0 the upper edge, 1 the lower)";
    radius: 4.0 to 400.0 "px";
    rate: 0.0 to 2000.0 "creeps/s";
    seconds: 0.1 to 600.0 "s";
    side: 2.0 to 300.0 "px";
    speed: 10.0 to 2000.0 "px/s";
    time_scale: 0.05 to 1.0 "times";
    times: 0.05 to 20.0 "times";
    turn: 0.0 to 4000.0 "px/s each second";
}

whole_numbers! {
    bombs: 0 to 9 "bombs";
    bullets: 1 to 200 "bullets";
    combo_hits: 1 to 100_000 "hits";
    creeps: 1 to 200 "creeps";
    damage: 1 to 1000 "health";
    drops: 0 to 9 "power-ups";
    health: 1 to 100_000 "health";
    few: 0 to 200 "creeps";
    kills: 0 to 10_000_000 "creeps shot";
    lives: 1 to 99 "lives";
    more_bombs: 1 to 9 "bombs";
    more_lives: 0 to 1000 "lives";
    multiplier: 1 to 99 "times";
    pierce: 0 to 100 "creeps";
    points: 0 to 1_000_000 "points";
    pool: 1 to 20_000 "at once";
    power_up_points: 1 to 1_000_000 "points";
    power_up_shield: 1 to 99 "hits";
    repeated_parts: 0 to 16 "parts";
    repeats: 1 to 200 "times";
    shield_hits: 0 to 9 "hits";
    weak_times: 1 to 20 "times";
    wave: 1 to 100 "(a wave's or level's number)";
    weight: 0 to 1000 "(twice as much is twice as often)";
}
