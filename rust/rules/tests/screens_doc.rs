//! The pictures of the state machines in `docs/screens.md` are made from their edges.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::{env, fs};

use creeps_rules::{menu, screen};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/screens.md");
/// Set it to write the file anew.
const RENEW: &str = "CREEPS_RENEW_DOCS";

/// A Mermaid diagram. Causes that lead from one state to the same other state share an arrow.
fn diagram<S: Debug, C: Debug>(edges: impl Iterator<Item = (S, C, S)>) -> String {
    let mut arrows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut first = None;
    for (from, cause, to) in edges {
        first.get_or_insert_with(|| format!("{from:?}"));
        arrows.entry(format!("{from:?} --> {to:?}")).or_default().push(format!("{cause:?}"));
    }
    let lines = arrows.iter().map(|(arrow, causes)| format!("    {arrow}: {}\n", causes.join(", ")));
    let arrows = lines.collect::<Vec<_>>().concat();
    format!("```mermaid\nstateDiagram-v2\n    [*] --> {}\n{arrows}```\n", first.unwrap_or_default())
}

fn document() -> String {
    format!(
        "# Screens

`rules` decides which screen follows which; these pictures are made from its edges. After a change, write them anew with
`{RENEW}=1 cargo test -p creeps-rules --test screens_doc`.

## A game

[`rules/src/screen.rs`](../rust/rules/src/screen.rs), run by [`game/src/flow/game_flow.rs`](../rust/game/src/flow/game_flow.rs). Only
a scene that runs by itself shows `Title`; within the app, the menu is in its place.

{}
## The menu

[`rules/src/menu.rs`](../rust/rules/src/menu.rs), run by [`game/src/app/mod.rs`](../rust/game/src/app/mod.rs).

{}",
        diagram(screen::edges()),
        diagram(menu::edges())
    )
}

#[test]
fn the_pictures_of_the_screens_are_up_to_date() {
    let document = document();
    if env::var_os(RENEW).is_some() {
        fs::write(FILE, &document).expect("docs can be written");
    }
    let file = fs::read_to_string(FILE).unwrap_or_default().replace('\r', "");
    assert_eq!(
        file, document,
        "docs/screens.md is out of date: {RENEW}=1 cargo test -p creeps-rules --test screens_doc"
    );
}
