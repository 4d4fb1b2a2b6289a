//! The arguments of this run: those after `--`.

use std::sync::OnceLock;

use creeps_rules::arguments::{ArgumentError, Arguments};
use godot::classes::Os;
use godot::prelude::*;

static READ: OnceLock<(Arguments, Option<ArgumentError>)> = OnceLock::new();

fn read() -> &'static (Arguments, Option<ArgumentError>) {
    READ.get_or_init(|| {
        let words = Os::singleton().get_cmdline_user_args();
        Arguments::read(words.as_slice().iter().map(GString::to_string))
    })
}

/// The valid arguments.
pub fn arguments() -> &'static Arguments {
    &read().0
}

/// The error of the first invalid argument, if any.
pub fn error() -> Option<&'static ArgumentError> {
    read().1.as_ref()
}
