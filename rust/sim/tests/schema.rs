//! The JSON Schema in `docs/ruleset.schema.json`: it is what the code says, it takes the game's rulesets, and it refuses what a reader
//! refuses.
#![cfg(feature = "schema")]
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use creeps_sim::{Ruleset, schema};
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn ruleset(path: &str) -> Ruleset {
    Ruleset::read(path, &fs::read(root().join(path)).unwrap()).unwrap()
}

fn as_json(path: &str) -> Value {
    serde_json::from_str(&schema::to_json(&ruleset(path))).unwrap()
}

/// What is wrong with a value, by the keywords that our schema has. It panics at one that it does not know.
fn problem(root: &Value, node: &Value, value: &Value) -> Option<String> {
    let number = |key: &str| node[key].as_f64().unwrap();
    let size = |key: &str| node[key].as_u64().unwrap() as usize;
    let is_of = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        other => panic!("type {other}"),
    };
    for (keyword, said) in node.as_object().unwrap() {
        let wrong = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" | "format" => false,
            "$ref" => {
                let pointer = said.as_str().unwrap().strip_prefix('#').unwrap();
                return problem(root, root.pointer(pointer).unwrap(), value);
            }
            "type" => !is_of(said.as_str().unwrap()),
            "const" => said != value,
            "enum" => !said.as_array().unwrap().contains(value),
            "minimum" => value.as_f64().is_some_and(|it| it < number(keyword)),
            "maximum" => value.as_f64().is_some_and(|it| it > number(keyword)),
            "minLength" => value.as_str().is_some_and(|it| it.chars().count() < size(keyword)),
            "maxLength" => value.as_str().is_some_and(|it| it.chars().count() > size(keyword)),
            "minItems" => value.as_array().is_some_and(|it| it.len() < size(keyword)),
            "maxItems" => value.as_array().is_some_and(|it| it.len() > size(keyword)),
            "required" => {
                said.as_array().unwrap().iter().any(|name| value.get(name.as_str().unwrap()).is_none())
            }
            "additionalProperties" => {
                let known = node["properties"].as_object().unwrap();
                assert_eq!(said, &json!(false));
                value.as_object().is_some_and(|members| members.keys().any(|name| !known.contains_key(name)))
            }
            "oneOf" | "anyOf" => {
                !said.as_array().unwrap().iter().any(|one| problem(root, one, value).is_none())
            }
            "properties" => {
                let mut members = said.as_object().unwrap().iter();
                let found = members.find_map(|(name, member)| problem(root, member, value.get(name)?));
                if found.is_some() {
                    return found;
                }
                false
            }
            "items" => value
                .as_array()
                .is_some_and(|items| items.iter().any(|item| problem(root, said, item).is_some())),
            "prefixItems" => {
                let mut pairs = said.as_array().unwrap().iter().zip(value.as_array().into_iter().flatten());
                pairs.any(|(one, item)| problem(root, one, item).is_some())
            }
            other => panic!("the keyword {other}"),
        };
        if wrong {
            return Some(format!("{keyword}: {said} does not take {value}"));
        }
    }
    None
}

#[test]
fn the_file_is_what_the_code_says() {
    let file = root().join("docs/ruleset.schema.json");
    let schema = format!("{:#}\n", schema::json_schema());
    if env::var_os("CREEPS_RENEW_DOCS").is_some() {
        fs::write(&file, &schema).unwrap();
    }
    assert!(
        fs::read_to_string(&file).is_ok_and(|text| text == schema),
        "docs/ruleset.schema.json is stale: CREEPS_RENEW_DOCS=1 cargo test -p creeps-sim --test schema"
    );
}

#[test]
fn it_takes_the_games_rulesets() {
    let schema = schema::json_schema();
    for path in [
        "godot-project/config/arcade.ron",
        "godot-project/config/horde.ron",
        "rust/sim/examples/pebbles.ron",
        "rust/sim/tests/golden.ron",
    ] {
        assert_eq!(problem(&schema, &schema, &as_json(path)), None, "{path}");
    }
}

#[test]
fn it_refuses_what_a_reader_refuses() {
    let schema = schema::json_schema();
    let good = as_json("godot-project/config/arcade.ron");
    for (pointer, bad) in [
        ("/ship/lives", json!(0)),
        ("/ship/speed", json!(2000.5)),
        ("/ship/shape", json!({ "Triangle": {} })),
        ("/name", json!("")),
        ("/creeps", json!([])),
        ("/creeps/0/motion", json!("Hop")),
        ("/creeps/0/drop", json!("often")),
        ("/program/Waves/list/0/groups/0/count", json!(1000)),
        ("/paths/0/points/0", json!([0.5, 2])),
        ("/capacity", json!({ "creeps": 1 })),
        ("/playfield", json!({ "width": 480, "height": 720, "depth": 1 })),
    ] {
        let mut broken = good.clone();
        *broken.pointer_mut(pointer).unwrap() = bad;
        assert!(problem(&schema, &schema, &broken).is_some(), "{pointer}");
        assert!(schema::from_json("a.json", &broken.to_string()).is_err(), "{pointer}");
    }
}

#[test]
fn a_ruleset_is_the_same_after_it_was_json() {
    for path in
        ["godot-project/config/arcade.ron", "godot-project/config/horde.ron", "rust/sim/tests/golden.ron"]
    {
        let ruleset = ruleset(path);
        let back = schema::from_json("a.json", &schema::to_json(&ruleset)).unwrap();
        assert_eq!(back.hash(), ruleset.hash(), "{path}");
        assert_eq!(Ruleset::read("a.ron", back.text().as_bytes()).unwrap().hash(), ruleset.hash(), "{path}");
    }
}
