//! The JSON Schema of rulesets, and rulesets as JSON: for editors that complete and check what is typed, and for programs that write
//! rulesets. Behind the feature `schema`, which the game leaves out.
//!
//! ```
//! # let ron = include_bytes!("../examples/pebbles.ron");
//! use creeps_sim::{Ruleset, schema};
//!
//! let ruleset = Ruleset::read("pebbles.ron", ron)?;
//! let json = schema::to_json(&ruleset);
//! assert_eq!(schema::from_json("pebbles.json", &json)?.hash(), ruleset.hash());
//! # Ok::<(), creeps_sim::FileError>(())
//! ```

use std::collections::BTreeSet;

use creeps_rules::ron_file::FileError;
use serde_json::{Map, Value, json};

use crate::ruleset::Ruleset;

/// The member of a JSON file that names its schema. It is no part of the ruleset.
const SCHEMA_MEMBER: &str = "\"$schema\"";

/// The JSON Schema (draft 2020-12) of a ruleset, with the limits of every field.
///
/// The structure comes from the types. The limits are in functions that only a reader calls, so each field is asked: what it says of a
/// value that it can't have names the limits.
pub fn json_schema() -> Value {
    let mut schema = schemars::schema_for!(Ruleset).to_value();
    let definitions = schema.get("$defs").cloned().unwrap_or_default();
    let mut limits = Limits { definitions, ..Limits::default() };
    limits.note(&schema, "", &mut vec![]);
    for (pointer, members) in limits.found {
        // The walk has come by it, so it is there.
        if let Some(node) = schema.pointer_mut(&pointer).and_then(Value::as_object_mut) {
            node.extend(members);
        }
    }
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("$schema".to_owned(), json!({ "type": "string", "description": "This schema." }));
    }
    tidy(schema)
}

/// A ruleset as JSON, for editors that know JSON Schema.
pub fn to_json(ruleset: &Ruleset) -> String {
    // Whatever came out of a file goes into one: nothing in a ruleset can't be written.
    format!("{:#}\n", tidy(serde_json::to_value(ruleset).unwrap_or_default()))
}

/// Without null, since a field without a value is left out; with all members in the order of the alphabet, and numbers as short as the rulesets' `f32` allow.
fn tidy(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.into_iter().filter(|(_, member)| !member.is_null()).collect();
            members.sort_by(|(one, _), (other, _)| one.cmp(other));
            members.into_iter().map(|(name, member)| (name, tidy(member))).collect()
        }
        Value::Array(items) => {
            let is_null = |item: &Value| *item == json!({ "type": "null" });
            items.into_iter().filter(|item| !is_null(item)).map(tidy).collect()
        }
        Value::Number(long) if long.is_f64() => {
            let short = long.as_f64().and_then(|long| number(&(long as f32).to_string()));
            short.unwrap_or(Value::Number(long))
        }
        other => other,
    }
}

/// Reads a ruleset from JSON; `file` is what errors call it. Its [`Ruleset::text`] is RON.
///
/// # Errors
/// The first thing in the file that is not allowed, with its line and column if it can be seen there, or the field.
pub fn from_json(file: &str, json: &str) -> Result<Ruleset, FileError> {
    let json = without_schema_member(json);
    let ruleset: Ruleset = serde_json::from_str(&json).map_err(|error| FileError {
        location: Some((error.line(), error.column())),
        ..FileError::whole(file, error.to_string())
    })?;
    let text = to_ron(&ruleset).map_err(|error| FileError::whole(file, error.to_string()))?;
    // The fields fit their limits. Whether they fit each other is known only now, where lines are the RON's.
    Ruleset::read(file, text.as_bytes()).map_err(|error| FileError { location: None, ..error })
}

/// As people write it: a field without a value is left out, and a value stands there as it is.
fn to_ron(ruleset: &Ruleset) -> Result<String, ron::Error> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let text = options.to_string_pretty(ruleset, ron::ser::PrettyConfig::default().new_line("\n"))?;
    let lines = text.lines().filter(|line| !line.ends_with(": None,"));
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

/// Spaces in place of `"$schema": "…",`, so that lines and columns stay what they are.
fn without_schema_member(json: &str) -> String {
    let mut text = json.to_owned();
    let Some(start) = json.find(SCHEMA_MEMBER) else { return text };
    let rest = &json[start + SCHEMA_MEMBER.len()..];
    // Past `: "`, the text, and `",`.
    let Some((before, value)) = rest.split_once('"') else { return text };
    let Some((value, after)) = value.split_once('"') else { return text };
    let comma =
        after.find(',').filter(|&comma| after[..comma].trim().is_empty()).map_or(0, |comma| comma + 1);
    let end = start + SCHEMA_MEMBER.len() + before.len() + value.len() + 2 + comma;
    let blank: String = json[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
    text.replace_range(start..end, &blank);
    text
}

/// Finds the limits of fields.
#[derive(Default)]
struct Limits {
    definitions: Value,
    /// Definitions that the walk has come by.
    seen: BTreeSet<String>,
    /// What is to be added, and to which part of the schema.
    found: Vec<(String, Map<String, Value>)>,
}

/// How a value is reached from the one around it.
#[derive(Clone)]
enum Step {
    Member(String),
    Item(usize),
}

impl Limits {
    /// Walks through a part of the schema. `pointer` says where it is, `path` says how a file gets there.
    fn note(&mut self, node: &Value, pointer: &str, path: &mut Vec<Step>) {
        if let Some(name) =
            node.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix("#/$defs/"))
        {
            if self.seen.insert(name.to_owned()) {
                let definition = self.definitions[name].clone();
                self.note(&definition, &format!("/$defs/{name}"), path);
            }
            return;
        }
        if let Some(limits) = limits_of(node, path) {
            self.found.push((pointer.to_owned(), limits));
        }
        for choice in ["oneOf", "anyOf", "allOf"] {
            for (index, part) in node.get(choice).and_then(Value::as_array).into_iter().flatten().enumerate()
            {
                self.note(part, &format!("{pointer}/{choice}/{index}"), path);
            }
        }
        for (name, member) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
            path.push(Step::Member(name.clone()));
            self.note(member, &format!("{pointer}/properties/{name}"), path);
            path.pop();
        }
        for (index, part) in
            node.get("prefixItems").and_then(Value::as_array).into_iter().flatten().enumerate()
        {
            path.push(Step::Item(index));
            self.note(part, &format!("{pointer}/prefixItems/{index}"), path);
            path.pop();
        }
        if let Some(items) = node.get("items") {
            path.push(Step::Item(0));
            self.note(items, &format!("{pointer}/items"), path);
            path.pop();
        }
    }
}

/// What a field says of a value that it can't have, as members of its schema.
fn limits_of(node: &Value, path: &[Step]) -> Option<Map<String, Value>> {
    let types: Vec<_> = match node.get("type")? {
        Value::String(one) => vec![one.as_str()],
        several => several.as_array()?.iter().filter_map(Value::as_str).collect(),
    };
    let mut members = Map::new();
    if types.contains(&"number") || types.contains(&"integer") {
        // "… a number from 10 to 2000 px/s is allowed"
        let error = refusal(path, "-1e30")?;
        let (min, rest) = error.split_once(" from ")?.1.split_once(" to ")?;
        let (max, rest) = rest.split_once(' ')?;
        let unit = rest.split_once(" is allowed")?.0;
        let about = node.get("description").and_then(Value::as_str).unwrap_or_default();
        members.insert("minimum".to_owned(), number(min)?);
        members.insert("maximum".to_owned(), number(max)?);
        let about = format!("{about}\n\nFrom {min} to {max} {unit}.");
        members.insert("description".to_owned(), about.trim_start().into());
    } else if types.contains(&"array") {
        // "… expected a list of at most 32 things"
        if let Some(max) =
            refusal(path, "0").as_deref().and_then(|error| between(error, "at most ", " things"))
        {
            members.insert("maxItems".to_owned(), number(max)?);
        }
        if refusal(path, "[]").is_some_and(|error| error.contains("at least one thing")) {
            members.insert("minItems".to_owned(), 1.into());
        }
    } else if types.contains(&"string") {
        // "a name of 1 to 32 characters is allowed"
        let error = refusal(path, "\"\"")?;
        let (min, max) = between(&error, "of ", " characters")?.split_once(" to ")?;
        members.insert("minLength".to_owned(), number(min)?);
        members.insert("maxLength".to_owned(), number(max)?);
        members.insert("type".to_owned(), "string".into());
    }
    (!members.is_empty()).then_some(members)
}

/// The error of a file that has `value` there. Readers stop at the first error, so nothing else needs to be in the file.
fn refusal(path: &[Step], value: &str) -> Option<String> {
    let step = |step: &Step| match step {
        Step::Member(name) => format!("{{{}: ", Value::from(name.as_str())),
        // A place may have any number before it that all places allow: a point's coordinates, say.
        Step::Item(index) => format!("[{}", "0, ".repeat(*index)),
    };
    let json = path.iter().map(step).collect::<Vec<_>>().concat() + value;
    // What follows is missing. An error of that is no answer.
    serde_json::from_str::<Ruleset>(&json)
        .err()
        .filter(|error| !error.is_eof())
        .map(|error| error.to_string())
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

/// A number as the schema has it: whole ones without a point.
fn number(text: &str) -> Option<Value> {
    text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<f64>().map(Value::from)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARCADE: &[u8] = include_bytes!("../../../godot-project/config/arcade.ron");

    #[test]
    fn the_name_of_the_schema_is_no_part_of_the_ruleset() {
        let json = to_json(&Ruleset::read("arcade.ron", ARCADE).unwrap());
        let named = json.replacen('{', "{\n  \"$schema\": \"ruleset.schema.json\",", 1);
        assert_eq!(from_json("a.json", &named), from_json("a.json", &json));
        assert!(from_json("a.json", &json).is_ok());
    }

    #[test]
    fn errors_have_the_line_of_the_json() {
        let json = to_json(&Ruleset::read("arcade.ron", ARCADE).unwrap());
        let (line, text) = json.lines().enumerate().find(|(_, text)| text.contains("\"lives\"")).unwrap();
        let broken = json.replacen(text, "\"lives\": 0,", 1);
        let error = from_json("a.json", &format!("{{\"$schema\": \"x\",{}", &broken[1..])).unwrap_err();
        assert_eq!(error.location.map(|(line, _)| line), Some(line + 1), "{error}");
        assert!(error.to_string().contains("a whole number from 1 to 99"), "{error}");
    }

    #[test]
    fn errors_of_two_fields_name_one() {
        let json = to_json(&Ruleset::read("arcade.ron", ARCADE).unwrap());
        let error = from_json("a.json", &json.replace("\"creep\": \"drifter\"", "\"creep\": \"nobody\""));
        let error = error.unwrap_err().to_string();
        assert!(error.contains("nobody") && error.contains("attack.creep: "), "{error}");
    }

    #[test]
    fn every_number_and_name_of_a_ruleset_has_its_limits() {
        let schema = json_schema();
        let mut missing = vec![];
        walk(&schema, "", &mut |pointer, node| {
            let is_number = matches!(node.get("type").and_then(Value::as_str), Some("number" | "integer"));
            if is_number && (node.get("maximum").is_none() || node.get("minimum").is_none()) {
                missing.push(pointer.to_owned());
            }
        });
        assert_eq!(missing, [""; 0]);
        assert_eq!(schema.pointer("/$defs/ShipSpec/properties/speed/maximum"), Some(&json!(2000)));
        assert_eq!(schema.pointer("/properties/name/maxLength"), Some(&json!(32)));
        assert_eq!(schema.pointer("/properties/creeps/maxItems"), Some(&json!(64)));
        assert_eq!(schema.pointer("/properties/creeps/minItems"), Some(&json!(1)));
    }

    fn walk(node: &Value, pointer: &str, visit: &mut impl FnMut(&str, &Value)) {
        visit(pointer, node);
        match node {
            Value::Object(members) => {
                // Defaults are values, not schemas.
                for (name, member) in members.iter().filter(|(name, _)| *name != "default") {
                    walk(member, &format!("{pointer}/{name}"), visit);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk(item, &format!("{pointer}/{index}"), visit);
                }
            }
            _ => {}
        }
    }
}
