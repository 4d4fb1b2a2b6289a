//! The programs that we started. A request to end is passed on to them; then we wait.
//!
//! A program that is started by these functions is listed while it runs. `xtask` calls [`pass_on`] when a signal asks it to
//! end: the game then saves and ends by itself, nothing is left running, and what waits for the program can clean up.

use std::io;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The listed programs.
static RUNNING: Mutex<Running> = Mutex::new(Running { processes: Vec::new(), is_ending: false });

struct Running {
    processes: Vec<u32>,
    /// Whether we were asked to end: nothing is started any more.
    is_ending: bool,
}

fn running() -> MutexGuard<'static, Running> {
    // Nobody panics while it is held; the list would be whole all the same.
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A request to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// As Ctrl-C in a terminal does (SIGINT).
    Interrupt,
    /// As `kill`, a logout or a time limit does (SIGTERM).
    Terminate,
    /// One that no program can ignore (SIGKILL).
    Kill,
}

/// An entry in the list, for as long as a program runs.
#[derive(Debug)]
pub struct Listed(u32);

impl Drop for Listed {
    fn drop(&mut self) {
        running().processes.retain(|&process| process != self.0);
    }
}

/// Starts a program and lists it.
///
/// # Errors
///
/// When it can't be started; [`io::ErrorKind::Interrupted`] when we were asked to end.
pub fn spawn(command: &mut Command) -> io::Result<(Child, Listed)> {
    // Held until it is on the list: a request in between would miss it.
    let mut running = running();
    if running.is_ending {
        return Err(io::Error::new(io::ErrorKind::Interrupted, "we were asked to end"));
    }
    let child = command.spawn()?;
    running.processes.push(child.id());
    let listed = Listed(child.id());
    Ok((child, listed))
}

/// As [`Command::status`], with the program listed.
///
/// # Errors
///
/// Those of [`spawn`].
pub fn status(command: &mut Command) -> io::Result<ExitStatus> {
    let (mut child, _listed) = spawn(command)?;
    child.wait()
}

/// As [`Command::output`], with the program listed.
///
/// # Errors
///
/// Those of [`spawn`].
pub fn output(command: &mut Command) -> io::Result<Output> {
    let (child, _listed) = spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    child.wait_with_output()
}

/// Asks every listed program, and every program that one of them started, to end. From now on nothing is started. Gives
/// how many were asked.
///
/// A terminal itself sends an interrupt to all of them; then `is_sent` is true and they are counted only.
pub fn pass_on(request: Request, is_sent: bool) -> usize {
    let mut running = running();
    running.is_ending = true;
    let mut processes = running.processes.clone();
    // Of cargo's tests, the games: a test that is ended does not end its own.
    let mut next = 0;
    while let Some(&process) = processes.get(next) {
        processes.extend(children_of(process));
        next += 1;
    }
    if !is_sent {
        for &process in &processes {
            send(process, request);
        }
    }
    processes.len()
}

/// The programs that a process started and that still run.
#[cfg(target_os = "linux")]
fn children_of(process: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    lists
        .flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
        .collect()
}

/// Other systems have no such list that takes no `unsafe`; the terminal reaches them.
#[cfg(not(target_os = "linux"))]
fn children_of(_: u32) -> Vec<u32> {
    Vec::new()
}

#[cfg(unix)]
fn send(process: u32, request: Request) {
    use rustix::process::{Pid, Signal, kill_process};
    let signal = match request {
        Request::Interrupt => Signal::INT,
        Request::Terminate => Signal::TERM,
        Request::Kill => Signal::KILL,
    };
    if let Some(process) = Pid::from_raw(process.cast_signed()) {
        // One that has just ended needs no asking.
        let _ = kill_process(process, signal);
    }
}

/// Windows' console asks all its programs itself.
#[cfg(not(unix))]
fn send(_: u32, _: Request) {}
