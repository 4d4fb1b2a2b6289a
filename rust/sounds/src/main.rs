//! `cargo run --release -p creeps-sounds` writes every sound file; with `--check` it only compares them.

use std::error::Error;
use std::process::ExitCode;

use creeps_sounds::clip::Clip;
use creeps_sounds::files::{ALL, SoundFile, TOLERANCE};
use creeps_sounds::math::decibels;
use creeps_sounds::wav::Stored;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let only_check = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => false,
        ["--check"] => true,
        _ => {
            eprintln!(
                "usage: creeps-sounds [--check]\n  --check  compare the files with the code and write nothing"
            );
            return ExitCode::from(2);
        }
    };
    let mut good = true;
    for file in &ALL {
        match treat(file, only_check) {
            Ok(line) => println!("{line}"),
            Err(error) => {
                eprintln!("{}: {error}", file.path().display());
                good = false;
            }
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Writes or checks one file and describes it in a line.
fn treat(file: &SoundFile, only_check: bool) -> Result<String, Box<dyn Error>> {
    let clip = (file.render)()?;
    let made = Stored::from_clip(&clip);
    if only_check {
        match Stored::read(&file.path())?.difference(&made) {
            Some(0..=TOLERANCE) => {}
            Some(steps) => {
                return Err(format!("differs by {steps} steps; run without --check to write it again").into());
            }
            None => return Err("has another length or rate; run without --check to write it again".into()),
        }
    } else {
        made.write(&file.path())?;
    }
    Ok(described(file.name, &clip))
}

fn described(name: &str, clip: &Clip) -> String {
    let (seconds, peak, rms) = (clip.seconds(), decibels(clip.peak()), decibels(clip.rms()));
    format!("{name:<12} {seconds:>7.3} s   peak {peak:>6.2} dBFS   RMS {rms:>6.2} dBFS")
}
