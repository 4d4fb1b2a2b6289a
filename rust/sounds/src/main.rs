//! `cargo run --release -p creeps-sounds` writes every sound file and docs/audio.md; with `--check` it only compares the files;
//! with `--loudness FILE...` it measures recordings.

use std::path::Path;
use std::process::ExitCode;

use creeps_sounds::files::{ALL, SoundError, SoundFile, repository};
use creeps_sounds::loudness::integrated;
use creeps_sounds::report::{measure, page};
use creeps_sounds::wav::Stored;

const USAGE: &str = "usage: creeps-sounds [--check | --loudness FILE.wav...]
  --check     compare the files with the code and write nothing
  --loudness  print the loudness of recordings, for example of games (16-bit WAV)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => write_all(),
        ["--check"] => for_all(check),
        ["--loudness", ref files @ ..] if !files.is_empty() => {
            files.iter().try_for_each(|file| print_loudness(file))
        }
        _ => Err(USAGE.into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all() -> Result<(), SoundError> {
    for_all(|file| file.write(&(file.render)()?))?;
    let measured = ALL.iter().map(measure).collect::<Result<Vec<_>, _>>()?;
    let page = page(&measured)?;
    std::fs::write(repository().join("docs/audio.md"), &page)?;
    print!("{page}");
    Ok(())
}

fn check(file: &SoundFile) -> Result<(), SoundError> {
    file.check(&(file.render)()?)
}

/// Does the same with all files at once. Reports every failure, and returns the last.
fn for_all(work: fn(&SoundFile) -> Result<(), SoundError>) -> Result<(), SoundError> {
    let results = std::thread::scope(|scope| {
        let threads: Vec<_> = ALL.iter().map(|file| scope.spawn(move || work(file))).collect();
        threads.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
    });
    let mut all = Ok(());
    for (file, result) in ALL.iter().zip(results) {
        let result = result.unwrap_or_else(|_| Err("panicked".into()));
        if let Err(error) = result {
            eprintln!("{}: {error}", file.name);
            all = Err("some sound files failed".into());
        }
    }
    all
}

fn print_loudness(file: &str) -> Result<(), SoundError> {
    let channels = Stored::read(Path::new(file))?.to_clips();
    println!("{file}: {:.1} LUFS", integrated(&channels)?);
    Ok(())
}
