//! Links a small tree of real files: a program, a loader, and two libraries where Debian puts them.

use std::env::consts::ARCH;
use std::process::Command;

use super::*;
use crate::install::{self, record};
use crate::{Cache, Exported, Godot};

/// Says its version as Godot does; else who it takes itself for, and what the libraries of its libraries say.
const PROGRAM: &str = r#"
#include <limits.h>
#include <stdio.h>
#include <unistd.h>
int direct(void);
int main(int count, char **arguments) {
    char self[PATH_MAX] = {0};
    if (count > 1) { puts("4.6.3.stable.debian"); return 0; }
    readlink("/proc/self/exe", self, sizeof self - 1);
    printf("%s %d\n", self, direct());
    return 0;
}"#;

/// An install as the version before this one left it.
struct World {
    dir: tempfile::TempDir,
}

impl World {
    fn new() -> Option<Self> {
        let layout = Layout::here()?;
        let this = Self { dir: tempfile::tempdir().unwrap() };
        let root = this.cache().godot_dir().join("root");
        let (bin, lib) = (root.join("usr/bin"), root.join("usr/lib").join(layout.triplet));
        let loader = root.join(layout.loader);
        for dir in [&bin, &lib.join("pulseaudio"), &lib.join("gconv"), loader.parent().unwrap()] {
            fs::create_dir_all(dir).unwrap();
        }
        // Both processors' loaders have this path on every Linux that can run Debian's programs.
        let systems =
            if ARCH == "x86_64" { "/lib64/ld-linux-x86-64.so.2" } else { "/lib/ld-linux-aarch64.so.1" };
        fs::copy(systems, &loader).unwrap();

        let text = |path: &Path| path.display().to_string();
        let (below, direct) = (lib.join("pulseaudio/libbelow.so"), lib.join("libdirect.so"));
        this.compile("int below(void) { return 42; }", &["-shared", "-o", &text(&below)]);
        // As libpulse has one: it leads away from here, and hides the program's own.
        let own_path = ["-Wl,--enable-new-dtags", "-Wl,-rpath,/nowhere/pulseaudio"];
        let source = "int below(void); int direct(void) { return below(); }";
        this.compile(source, &[&["-shared", "-o", &text(&direct), &text(&below)][..], &own_path].concat());
        // As libLLVM and the modules of gconv have one.
        let module = text(&lib.join("gconv/module.so"));
        this.compile("", &["-shared", "-o", &module, "-Wl,--enable-new-dtags", "-Wl,-rpath,$ORIGIN"]);
        let wide = ["-Wl,--allow-shlib-undefined", "-o", &text(&bin.join("godot")), &text(&direct)];
        this.compile(PROGRAM, &wide);
        // A linker script, which is no library, and what lies beside one.
        fs::write(lib.join("libc.so"), "GROUP ( libc.so.6 )").unwrap();
        fs::write(root.with_file_name("installed.ron"), Self::record()).unwrap();
        Some(this)
    }

    fn record() -> String {
        format!(r#"(version:"4.6.3",kind:Debian(architecture:"{}"))"#, Layout::here().unwrap().architecture)
    }

    fn compile(&self, source: &str, args: &[&str]) {
        let file = self.dir.path().join("source.c");
        fs::write(&file, source).unwrap();
        // The libraries go into the file by their names alone, as Debian's do.
        let names = ["-Wl,-soname,libbelow.so", "-Wl,-soname,libdirect.so"];
        let output = args.iter().position(|&arg| arg == "-o").map(|at| args[at + 1]).unwrap();
        let name = names.iter().filter(|name| output.ends_with(name.rsplit(',').next().unwrap()));
        let mut compiler = Command::new("cc");
        compiler.args(name).arg(&file).args(args);
        let done = compiler.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    fn cache(&self) -> Cache {
        Cache::at(self.dir.path().join("cache"))
    }
}

fn said(mut command: Command) -> String {
    let output = command.output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn assert_starts_by_itself(godot: &Godot, cache: &Cache) {
    let program = fs::canonicalize(cache.godot_dir()).unwrap().join("root/usr/bin/godot");
    let expected = format!("{} 42\n", program.display());
    assert_eq!(
        said(godot.command()),
        expected,
        "it knows its own path, and finds the libraries of its libraries"
    );
    assert_eq!(said(Command::new(godot.path())), expected, "the same by the script");
}

#[test]
fn an_install_of_the_version_before_starts_by_itself_once_it_is_found() {
    let Some(world) = World::new() else { return };
    let cache = world.cache();
    let before = record::installed(&cache).unwrap();
    assert!(!said(before.command()).contains("usr/bin/godot"), "through the loader it takes that for itself");

    let godot = install::installed(&cache).unwrap();
    assert_starts_by_itself(&godot, &cache);
    let changed = || fs::metadata(cache.godot_dir().join("root/usr/bin/godot")).unwrap().modified().unwrap();
    let once = changed();
    assert_eq!(install::installed(&cache), Some(godot));
    assert_eq!(changed(), once, "once is enough");
}

#[test]
fn an_install_starts_by_itself_after_its_cache_was_moved() {
    let Some(world) = World::new() else { return };
    install::installed(&world.cache()).unwrap();
    let moved = Cache::at(world.dir.path().join("moved, and \"quoted\""));
    fs::rename(world.cache().dir(), moved.dir()).unwrap();
    assert_starts_by_itself(&install::installed(&moved).unwrap(), &moved);
}

#[test]
fn a_process_that_runs_meanwhile_keeps_its_files() {
    let Some(world) = World::new() else { return };
    let root = world.cache().godot_dir().join("root");
    let lib = root.join("usr/lib").join(Layout::here().unwrap().triplet);
    let files = [root.join("usr/bin/godot"), lib.join("libdirect.so"), lib.join("gconv/module.so")];
    let kept: Vec<_> = files
        .iter()
        .map(|file| {
            let kept = file.with_extension("kept");
            fs::hard_link(file, &kept).unwrap();
            (kept.clone(), fs::read(kept).unwrap())
        })
        .collect();
    install::installed(&world.cache()).unwrap();
    for (file, (kept, bytes)) in files.iter().zip(kept) {
        assert_eq!(fs::read(kept).unwrap(), bytes, "{}", file.display());
        assert_ne!(fs::read(file).unwrap(), bytes, "{}", file.display());
    }
}

#[test]
fn a_program_that_does_not_run_when_linked_is_kept_as_it_was() {
    let Some(world) = World::new() else { return };
    let root = world.cache().godot_dir().join("root");
    fs::write(root.join(Layout::here().unwrap().loader), "no loader").unwrap();
    let program = fs::read(root.join("usr/bin/godot")).unwrap();
    let found = install::installed(&world.cache()).unwrap();
    assert_eq!(Some(found), record::installed(&world.cache()), "found all the same");
    assert_eq!(fs::read(root.join("usr/bin/godot")).unwrap(), program);
    assert_eq!(fs::read_dir(root.join("usr/bin")).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn two_that_find_it_at_once_link_it_once() {
    let Some(world) = World::new() else { return };
    let cache = world.cache();
    std::thread::scope(|scope| {
        let both = [0, 1].map(|_| scope.spawn(|| install::installed(&cache).unwrap()));
        for godot in both.map(|found| found.join().unwrap()) {
            assert_starts_by_itself(&godot, &cache);
        }
    });
}

#[test]
fn an_exported_game_with_debians_engine_knows_its_own_folder() {
    let Some(world) = World::new() else { return };
    let (cache, dist, scratch) =
        (world.cache(), world.dir.path().join("dist"), world.dir.path().join("scratch"));
    fs::create_dir(&dist).unwrap();
    fs::copy(cache.godot_dir().join("root/usr/bin/godot"), dist.join("game")).unwrap();
    fs::write(dist.join("game.pck"), "data").unwrap();
    install::installed(&cache).unwrap();

    let exported = Exported::prepare(&dist.join("game"), &cache, &scratch).unwrap();
    assert!(exported.has_debians_libraries());
    let copy = fs::canonicalize(&scratch).unwrap().join("exported");
    assert_eq!(said(exported.command()), format!("{} 42\n", copy.join("game").display()));
    assert_eq!(fs::read_to_string(copy.join("game.pck")).unwrap(), "data", "its data lies beside it");
    drop(exported);
    assert!(!copy.exists() && dist.join("game").exists());
}
