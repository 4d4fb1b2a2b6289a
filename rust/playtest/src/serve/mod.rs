//! Serves a folder on this machine, and on no other: a web export, to be played by a person or by a test.
//!
//! Browsers ask again before they use what they have, so that a developer never sees old files.

mod answer;
mod request;

use std::io::{self, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::Duration;

use self::answer::Answer;
use self::request::Request;

/// How long a browser may take to ask, and to take what it asked for.
const LIMIT: Duration = Duration::from_secs(30);

/// Why a folder can't be served.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing to serve.
    #[error("{} has no index.html.\nMake one: cargo xtask export web", .folder.display())]
    NoPage {
        /// The folder.
        folder: PathBuf,
    },
    /// The port can't be had.
    #[error("could not listen on port {port}: {why}.\nChoose another, or 0 for any that is free.")]
    NoPort {
        /// The port.
        port: u16,
        /// What the system said.
        why: io::Error,
    },
}

/// How a host answers. Hosts that people upload games to do each of these at times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HostBehavior {
    /// It sends every file under its own name.
    #[default]
    Plain,
    /// It sends the browser from `/index.html` to `/`.
    CleanAddresses,
    /// It answers everything with a 503 and a page of its own.
    Unavailable,
    /// It takes every request and never answers.
    Silent,
    /// It sends half of the file that has this name, and no more for as long as it runs; all others as they are.
    StallsAt(String),
}

/// A server of one folder. It ends, and its port is free, when this is dropped.
#[derive(Debug)]
pub struct Server {
    port: u16,
    ends: Arc<AtomicBool>,
    behavior: Arc<Mutex<HostBehavior>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves a folder on a port of this machine; 0 is any that is free.
    ///
    /// # Errors
    /// The folder holds no `index.html`, or the port is taken.
    pub fn start(folder: &Path, port: u16) -> Result<Self, Error> {
        let no_page = || Error::NoPage { folder: folder.to_owned() };
        let root = folder.canonicalize().map_err(|_| no_page())?;
        if !root.join("index.html").is_file() {
            return Err(no_page());
        }
        let no_port = |why| Error::NoPort { port, why };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(no_port)?;
        let port = listener.local_addr().map_err(no_port)?.port();
        let ends = Arc::new(AtomicBool::new(false));
        let behavior = Arc::default();
        let thread = spawn({
            let visit = Visit { root, ends: Arc::clone(&ends), behavior: Arc::clone(&behavior) };
            move || listen(&listener, &visit)
        });
        Ok(Self { port, ends, behavior, thread: Some(thread) })
    }

    /// Answers as such a host from now on.
    pub fn behave(&self, behavior: HostBehavior) {
        *self.behavior.lock().unwrap_or_else(PoisonError::into_inner) = behavior;
    }

    /// Where a browser on this machine finds it, such as `http://127.0.0.1:8060/`.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Stays until the program is ended.
    pub fn stay(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Release);
        // It waits for a visitor: this is the last.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What is known to the thread of each visitor.
#[derive(Clone)]
struct Visit {
    root: PathBuf,
    ends: Arc<AtomicBool>,
    behavior: Arc<Mutex<HostBehavior>>,
}

fn listen(listener: &TcpListener, visit: &Visit) {
    for stream in listener.incoming() {
        if visit.ends.load(Ordering::Acquire) {
            return;
        }
        let visit = visit.clone();
        // A visitor who leaves early is no error of ours.
        spawn(move || stream.and_then(|stream| visit.attend(&stream)));
    }
}

impl Visit {
    fn attend(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_write_timeout(Some(LIMIT))?;
        let request = Request::read(stream)?;
        // Browsers connect long before they ask.
        if self.ends.load(Ordering::Acquire) {
            return Ok(());
        }
        let Some(request) = request else { return Answer::BadRequest.write(stream) };
        let answer = Answer::to(&request, &self.root);
        match self.behavior.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            HostBehavior::CleanAddresses if request.path == "/index.html" => Answer::Moved.write(stream),
            HostBehavior::Unavailable => Answer::Unavailable.write(stream),
            HostBehavior::Silent => self.stall(stream),
            HostBehavior::StallsAt(name) if request.path.ends_with(&format!("/{name}")) => {
                answer.half().write(stream)?;
                self.stall(stream)
            }
            HostBehavior::Plain | HostBehavior::CleanAddresses | HostBehavior::StallsAt(_) => {
                answer.write(stream)
            }
        }
    }

    /// Says nothing until the visitor leaves or the server ends.
    fn stall(&self, mut stream: &TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_millis(50)))?;
        while !self.ends.load(Ordering::Acquire) {
            match stream.read(&mut [0]) {
                Ok(0) => break,
                Err(error)
                    if !matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) =>
                {
                    break;
                }
                _ => sleep(Duration::from_millis(10)),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read as _, Write as _};

    use tempfile::TempDir;

    use super::*;

    fn site() -> (TempDir, Server) {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        fs::create_dir_all(site.join("more")).unwrap();
        fs::write(site.join("index.html"), "the page").unwrap();
        fs::write(site.join("more/a b.wasm"), [0, 97, 115, 109]).unwrap();
        fs::write(folder.path().join("secret.txt"), "secret").unwrap();
        let server = Server::start(&site, 0).unwrap();
        (folder, server)
    }

    fn ask(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
        stream.write_all(format!("{request}\r\n\r\n").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn files_come_with_their_type_and_length() {
        let (_folder, server) = site();
        for (path, kind, body) in [
            ("/", "text/html", "the page"),
            ("/?seed=7", "text/html", "the page"),
            ("/index.html", "text/html", "the page"),
            ("/more/a%20b.wasm?1", "application/wasm", "\0asm"),
        ] {
            let answer = ask(&server, &format!("GET {path} HTTP/1.1"));
            assert!(answer.starts_with("HTTP/1.1 200 "), "{path}: {answer}");
            assert!(answer.contains(&format!("Content-Type: {kind}")), "{path}: {answer}");
            assert!(answer.contains(&format!("Content-Length: {}\r\n", body.len())), "{path}: {answer}");
            assert!(answer.contains("Cache-Control: no-cache\r\n"), "{path}: {answer}");
            assert!(answer.ends_with(&format!("\r\n\r\n{body}")), "{path}: {answer}");
        }
        let head = ask(&server, "HEAD / HTTP/1.1");
        assert!(head.contains("Content-Length: 8\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let (_folder, server) = site();
        for path in
            ["/../secret.txt", "/more/../../secret.txt", "/%2e%2e/secret.txt", "//secret.txt", "/more"]
        {
            let answer = ask(&server, &format!("GET {path} HTTP/1.1"));
            assert!(answer.starts_with("HTTP/1.1 404 ") && !answer.contains("secret"), "{path}: {answer}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_outside_is_not_followed() {
        let (folder, server) = site();
        std::os::unix::fs::symlink(folder.path().join("secret.txt"), folder.path().join("site/link.txt"))
            .unwrap();
        let answer = ask(&server, "GET /link.txt HTTP/1.1");
        assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    }

    #[test]
    fn what_is_no_request_is_answered_and_the_server_goes_on() {
        let (_folder, server) = site();
        assert!(ask(&server, "hello").starts_with("HTTP/1.1 400 "));
        let mut endless = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
        let _ = endless.write_all(&vec![b'a'; 100_000]);
        assert!(ask(&server, "POST / HTTP/1.1").starts_with("HTTP/1.1 405 "));
        assert!(ask(&server, "GET / HTTP/1.1").starts_with("HTTP/1.1 200 "));
    }

    #[test]
    fn a_file_is_sent_again_only_when_it_has_changed() {
        let (folder, server) = site();
        let answer = ask(&server, "GET / HTTP/1.1");
        let tag = answer.lines().find_map(|line| line.strip_prefix("ETag: ")).unwrap().to_owned();
        let again = |server: &Server| ask(server, &format!("GET / HTTP/1.1\r\nif-none-match: {tag}"));
        assert!(again(&server).starts_with("HTTP/1.1 304 "), "{}", again(&server));
        fs::write(folder.path().join("site/index.html"), "a new page").unwrap();
        assert!(again(&server).ends_with("a new page"));
    }

    #[test]
    fn a_dropped_server_answers_no_more_and_frees_its_port() {
        let (folder, server) = site();
        let port = server.port;
        let mut early = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        drop(server);
        early.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        let _ = early.read_to_end(&mut answer);
        assert!(answer.is_empty());
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
        Server::start(&folder.path().join("site"), port).unwrap();
    }

    #[test]
    fn a_host_redirects_is_unavailable_or_stalls_as_it_is_told() {
        let (_folder, server) = site();
        server.behave(HostBehavior::CleanAddresses);
        let moved = ask(&server, "GET /index.html HTTP/1.1");
        assert!(moved.starts_with("HTTP/1.1 308 ") && moved.contains("Location: /\r\n"), "{moved}");
        assert!(ask(&server, "GET / HTTP/1.1").ends_with("the page"));
        server.behave(HostBehavior::Unavailable);
        let down = ask(&server, "GET / HTTP/1.1");
        assert!(down.starts_with("HTTP/1.1 503 ") && down.contains("unavailable"), "{down}");

        let stalled = |server: &Server, path: &str| {
            let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
            stream.write_all(format!("GET {path} HTTP/1.1\r\n\r\n").as_bytes()).unwrap();
            stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
            let mut answer = Vec::new();
            assert!(stream.read_to_end(&mut answer).is_err(), "the connection stays open");
            String::from_utf8(answer).unwrap()
        };
        server.behave(HostBehavior::StallsAt("index.html".to_owned()));
        let half = stalled(&server, "/index.html");
        assert!(half.contains("Content-Length: 8\r\n") && half.ends_with("\r\n\r\nthe "), "{half}");
        assert!(ask(&server, "GET /more/a%20b.wasm HTTP/1.1").starts_with("HTTP/1.1 200 "));
        server.behave(HostBehavior::Silent);
        assert_eq!(stalled(&server, "/"), "");
    }

    #[test]
    fn what_can_not_be_served_is_said_with_a_way_out() {
        let (folder, server) = site();
        let taken = Server::start(&folder.path().join("site"), server.port).unwrap_err().to_string();
        assert!(taken.contains(&server.port.to_string()) && taken.contains("0 for any"), "{taken}");
        let empty = Server::start(folder.path(), 0).unwrap_err().to_string();
        assert!(empty.contains("cargo xtask export web"), "{empty}");
    }
}
