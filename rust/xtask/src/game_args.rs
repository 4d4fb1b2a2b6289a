//! The game's own arguments, those after `--`.

use std::ffi::{OsStr, OsString};
use std::path::Path;

/// Those that take a file. Godot runs the game in the project's directory, so a relative path must be made absolute.
const FILES: [&str; 4] = ["--tuning", "--input-script", "--trace", "--replay"];

/// How long the game plays by itself: 20 s at 60 ticks a second.
const ALONE_TICKS: &str = "1200";

/// Makes the paths among the arguments absolute, from the directory that the command was typed in.
pub fn resolve(args: Vec<OsString>, cwd: &Path) -> Vec<OsString> {
    let mut resolved = Vec::with_capacity(args.len());
    let mut is_file = false;
    for arg in args {
        let attached =
            arg.to_str().and_then(|arg| arg.split_once('=')).filter(|(name, _)| FILES.contains(name));
        resolved.push(match attached {
            // `--trace -` is the console.
            _ if is_file && arg == "-" => arg.clone(),
            Some((_, "-")) => arg.clone(),
            _ if is_file => cwd.join(&arg).into(),
            Some((name, path)) => {
                let mut arg = OsString::from(format!("{name}="));
                arg.push(cwd.join(path));
                arg
            }
            None => arg.clone(),
        });
        is_file = !is_file && FILES.iter().any(|name| arg == *name);
    }
    resolved
}

/// Adds what lets the game play by itself and end, except what the caller has decided already.
pub fn play_alone(args: &mut Vec<OsString>) {
    if !has(args, "--autopilot") && !has(args, "--input-script") {
        args.push("--autopilot".into());
    }
    if !has(args, "--ticks") {
        args.extend(["--ticks".into(), ALONE_TICKS.into()]);
    }
}

fn has(args: &[OsString], name: &str) -> bool {
    let is = |arg: &OsStr| arg == name || arg.to_str().is_some_and(|arg| arg.split('=').next() == Some(name));
    args.iter().any(|arg| is(arg))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(text: &str) -> Vec<OsString> {
        text.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn relative_files_are_those_of_the_caller() {
        let resolved = resolve(
            args("--seed 7 --input-script a.ron --trace=out/t.txt --tuning /abs/x.ron"),
            Path::new("/w"),
        );
        assert_eq!(
            resolved,
            args("--seed 7 --input-script /w/a.ron --trace=/w/out/t.txt --tuning /abs/x.ron")
        );
    }

    #[test]
    fn the_console_is_no_file() {
        for console in ["--trace - --seed 1", "--trace=- --seed 1"] {
            assert_eq!(resolve(args(console), Path::new("/w")), args(console));
        }
    }

    #[test]
    fn a_file_that_is_called_like_an_option_is_a_file() {
        let resolved = resolve(args("--input-script --trace --seed 1"), Path::new("/w"));
        assert_eq!(resolved, args("--input-script /w/--trace --seed 1"));
    }

    #[test]
    fn the_game_plays_alone_for_twenty_seconds() {
        let mut alone = args("--seed 7");
        play_alone(&mut alone);
        assert_eq!(alone, args("--seed 7 --autopilot --ticks 1200"));
    }

    #[test]
    fn what_the_caller_has_decided_stays() {
        for decided in ["--autopilot --ticks 60", "--input-script=a.ron --ticks=60"] {
            let mut alone = args(decided);
            play_alone(&mut alone);
            assert_eq!(alone, args(decided));
        }
    }
}
