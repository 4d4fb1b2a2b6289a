//! References from one place of a mode file to another, by name.
//!
//! A file is read twice: first its names alone, then all of it. So a name that nothing has is told where it stands,
//! whatever the order of the lists. The names of the file being read wait in a thread local for the second reading.

use std::cell::RefCell;

use creeps_rules::ron_file::{self, FileError};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// The names that a mode file gives.
#[derive(Default, Deserialize)]
#[serde(default, rename = "Mode")]
struct Names {
    creeps: Vec<Named>,
    bosses: Vec<Named>,
    bullets: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
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
    for (list, what) in [(&names.creeps, "creeps"), (&names.bosses, "bosses"), (&names.bullets, "bullets")] {
        for (index, Named { name }) in list.iter().enumerate() {
            if list[..index].iter().any(|other| other.name == *name) {
                return Err(FileError {
                    field: Some(format!("{what}[{index}].name")),
                    ..FileError::whole(
                        file,
                        format!("{name:?} is the name of two {what}; each needs its own"),
                    )
                });
            }
        }
    }
    KNOWN.with_borrow_mut(|known| *known = names);
    let value = ron_file::read(file, bytes);
    KNOWN.with_borrow_mut(|known| *known = Names::default());
    value
}

fn find<'de, D: Deserializer<'de>>(
    deserializer: D,
    what: &str,
    list: fn(&Names) -> &Vec<Named>,
) -> Result<u8, D::Error> {
    let name = String::deserialize(deserializer)?;
    KNOWN.with_borrow(|known| {
        let list = list(known);
        let index = list.iter().position(|named| named.name == name);
        index.and_then(|index| u8::try_from(index).ok()).ok_or_else(|| {
            let names: Vec<&str> = list.iter().map(|named| named.name.as_str()).collect();
            D::Error::custom(format_args!(
                "no {what} is called {name:?}; one of {} is allowed",
                names.join(", ")
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
