//! References from one place of a mode file to another, by name.
//!
//! A file is read twice: first its names alone, then all of it. So a name that nothing has is told where it stands,
//! whatever the order of the lists. The names of the file being read wait in a thread local for the second reading.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;

use creeps_rules::ron_file::{self, FileError};
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::read::too_many;
use super::{MAX_BOSSES, MAX_BULLETS, MAX_CREEPS};

/// The names that a mode file gives.
#[derive(Default, Deserialize)]
#[serde(default, rename = "Mode")]
struct Names {
    #[serde(deserialize_with = "creep_names")]
    creeps: Vec<String>,
    #[serde(deserialize_with = "boss_names")]
    bosses: Vec<String>,
    #[serde(deserialize_with = "bullet_names")]
    bullets: Vec<String>,
}

fn creep_names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    deserializer.deserialize_seq(NameList { what: "creeps", max: MAX_CREEPS })
}

fn boss_names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    deserializer.deserialize_seq(NameList { what: "bosses", max: MAX_BOSSES })
}

fn bullet_names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    deserializer.deserialize_seq(NameList { what: "bullets", max: MAX_BULLETS })
}

/// Reads the names of a list's things, each of which has one of its own. It stops at the first that is one too many.
struct NameList {
    what: &'static str,
    max: usize,
}

impl<'de> Visitor<'de> for NameList {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {}", self.what)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<String>, A::Error> {
        let (mut names, mut taken) = (vec![], HashSet::new());
        while names.len() < self.max {
            let Some(name) = list.next_element_seed(Named { what: self.what, taken: &mut taken })? else {
                return Ok(names);
            };
            names.push(name);
        }
        match list.next_element::<IgnoredAny>()? {
            Some(_) => Err(too_many(self.max)),
            None => Ok(names),
        }
    }
}

/// Reads a thing's name, which none before it has, and skips the rest of it.
struct Named<'a> {
    what: &'static str,
    taken: &'a mut HashSet<String>,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Key {
    Name,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for Named<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_struct("Named", &["name"], self)
    }
}

impl<'de> Visitor<'de> for Named<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "something with a name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<String, A::Error> {
        let mut found = None;
        while let Some(key) = fields.next_key()? {
            match key {
                Key::Name => {
                    found = Some(fields.next_value_seed(OwnName { what: self.what, taken: self.taken })?);
                }
                Key::Other => {
                    fields.next_value::<IgnoredAny>()?;
                }
            }
        }
        found.ok_or_else(|| A::Error::missing_field("name"))
    }
}

/// Reads a name that is not taken.
struct OwnName<'a> {
    what: &'static str,
    taken: &'a mut HashSet<String>,
}

impl<'de> DeserializeSeed<'de> for OwnName<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        let name = String::deserialize(deserializer)?;
        if self.taken.insert(name.clone()) {
            Ok(name)
        } else {
            let what = self.what;
            Err(D::Error::custom(format_args!("{name:?} is the name of two {what}; each needs its own")))
        }
    }
}

thread_local! {
    static KNOWN: RefCell<Names> = RefCell::default();
}

/// Reads `bytes` twice: its names, and then, with their help, all of it.
pub(super) fn read_with_names<T: for<'de> Deserialize<'de>>(
    file: &str,
    bytes: &[u8],
) -> Result<T, FileError> {
    let names: Names = ron_file::read(file, bytes)?;
    KNOWN.with_borrow_mut(|known| *known = names);
    let value = ron_file::read(file, bytes);
    KNOWN.with_borrow_mut(|known| *known = Names::default());
    value
}

fn find<'de, D: Deserializer<'de>>(
    deserializer: D,
    what: &str,
    list: fn(&Names) -> &Vec<String>,
) -> Result<u8, D::Error> {
    let name = String::deserialize(deserializer)?;
    KNOWN.with_borrow(|known| {
        let list = list(known);
        let index = list.iter().position(|known| *known == name);
        index.and_then(|index| u8::try_from(index).ok()).ok_or_else(|| {
            D::Error::custom(format_args!(
                "no {what} is called {name:?}; one of {} is allowed",
                list.join(", ")
            ))
        })
    })
}

macro_rules! references {
    ($($(#[$doc:meta])* $Reference:ident, $what:literal, $list:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        pub struct $Reference(pub u8);

        impl<'de> Deserialize<'de> for $Reference {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                find(deserializer, $what, |names| &names.$list).map(Self)
            }
        }
    )*};
}

references! {
    /// A kind of creep, by its place in the mode's `creeps`.
    CreepRef, "creep", creeps;
    /// A boss, by its place in the mode's `bosses`.
    BossRef, "boss", bosses;
    /// A kind of bullet, by its place in the mode's `bullets`.
    BulletRef, "bullet", bullets;
}
