//! Serves a folder on this machine, and on no other: a web export, for a person or a test to play.
//!
//! Browsers must ask again before they use a cached file, so that a developer never sees an old one.
//!
//! Why not `tiny_http`: it keeps connections open and can't be told to close them (it ignores a `Connection` header), so that after the
//! server is dropped a browser waits instead of noticing that its host is gone, which the offline tests are about. And it would replace
//! only the loop and the parser below; paths, types, tags and the faulty hosts stay. The asynchronous servers bring a run time of dozens of
//! crates to the first `cargo xtask play`.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, UNIX_EPOCH};

use flate2::Compression;
use flate2::write::GzEncoder;
use percent_encoding::percent_decode_str;

/// How long a browser may take to send a request, and to take the response.
const LIMIT: Duration = Duration::from_secs(30);
/// A browser's request is some hundred bytes long.
const MAX_REQUEST: u64 = 16 * 1024;

/// The strictest content security policy that the game runs under. The engine runs scripts of its own (`unsafe-eval`), and the page has
/// its script and its style in it (`unsafe-inline`).
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; font-src data:; \
                          img-src 'self' data: blob:; connect-src 'self' blob: data:; media-src blob: data:; worker-src 'self' blob:; \
                          manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// Why a folder can't be served.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing to serve.
    #[error("{} has no index.html.\nMake one: cargo xtask export web", .folder.display())]
    NoPage {
        /// The folder.
        folder: PathBuf,
    },
    /// The port is not available.
    #[error("could not listen on port {port}: {why}.\nChoose another, or 0 for any that is free.")]
    NoPort {
        /// The port.
        port: u16,
        /// The system's reason.
        why: io::Error,
    },
}

/// How the server answers. Hosts that people upload games to do each of these at times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HostBehavior {
    /// It sends every file under its own name.
    #[default]
    Plain,
    /// It redirects `/index.html` to `/`.
    CleanAddresses,
    /// It answers every request with a 503 and a page of its own.
    Unavailable,
    /// It accepts every request and never answers.
    Silent,
    /// It compresses every file by gzip.
    Compresses,
    /// It sends [`POLICY`] with every file.
    Strict,
    /// It sends the first half of the file of this name and then nothing more; all other files are sent whole.
    StallsAt(String),
}

/// A server of one folder. Dropping it ends it and frees its port.
#[derive(Debug)]
pub struct Server {
    port: u16,
    state: State,
    thread: Option<JoinHandle<()>>,
}

/// What the server shares with the thread of each connection.
#[derive(Clone, Debug)]
struct State {
    root: PathBuf,
    ends: Arc<AtomicBool>,
    behavior: Arc<Mutex<HostBehavior>>,
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
        let state = State { root, ends: Arc::default(), behavior: Arc::default() };
        let thread = spawn({
            let state = state.clone();
            move || state.listen(&listener)
        });
        Ok(Self { port, state, thread: Some(thread) })
    }

    /// Changes how it answers from now on.
    pub fn behave(&self, behavior: HostBehavior) {
        *self.state.behavior.lock().unwrap_or_else(PoisonError::into_inner) = behavior;
    }

    /// Its address for a browser on this machine, such as `http://127.0.0.1:8060/`.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves until the program ends.
    pub fn stay(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.ends.store(true, Ordering::Release);
        // The thread waits for a connection: this is the last one.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl State {
    fn listen(&self, listener: &TcpListener) {
        for stream in listener.incoming() {
            if self.ends.load(Ordering::Acquire) {
                return;
            }
            let this = self.clone();
            // A browser that closes its connection early is no error of ours.
            spawn(move || stream.and_then(|stream| this.serve(&stream)));
        }
    }

    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_write_timeout(Some(LIMIT))?;
        let request = Request::read(stream)?;
        // Browsers connect long before they send a request.
        if self.ends.load(Ordering::Acquire) {
            return Ok(());
        }
        let Some(request) = request else { return respond(stream, "400 Bad Request", "", b"") };
        // Unlocked at once: a request that stalls keeps no other waiting.
        let behavior = self.behavior.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match behavior {
            HostBehavior::CleanAddresses if request.path == "/index.html" => {
                respond(stream, "308 Permanent Redirect", "Location: /\r\n", b"")
            }
            HostBehavior::Unavailable => {
                let page = b"<!doctype html><h1>Temporarily unavailable</h1>";
                respond(stream, "503 Service Unavailable", "Content-Type: text/html\r\n", page)
            }
            HostBehavior::Silent => self.stall(stream),
            HostBehavior::StallsAt(name) if request.path.ends_with(&format!("/{name}")) => {
                self.send_file(stream, &request, 2, "")?;
                self.stall(stream)
            }
            HostBehavior::Compresses => self.send_packed(stream, &request),
            HostBehavior::Strict => {
                self.send_file(stream, &request, 1, &format!("Content-Security-Policy: {POLICY}\r\n"))
            }
            HostBehavior::Plain | HostBehavior::CleanAddresses | HostBehavior::StallsAt(_) => {
                self.send_file(stream, &request, 1, "")
            }
        }
    }

    /// Sends the file that a request asks for by gzip, without its length, as hosts do that compress while they send.
    fn send_packed(&self, mut stream: &TcpStream, request: &Request) -> io::Result<()> {
        let Some((mut file, kind, _, _)) = find(&self.root, &request.path) else {
            return respond(stream, "404 Not Found", "", b"");
        };
        let mut packed = GzEncoder::new(Vec::new(), Compression::new(6));
        io::copy(&mut file, &mut packed)?;
        let packed = packed.finish()?;
        write_head(stream, "200 OK", &format!("Content-Type: {kind}\r\nContent-Encoding: gzip\r\n"))?;
        stream.write_all(&packed)
    }

    /// Sends the file that a request asks for, or why it can't have it; of the file's bytes only one in `divisor`, from the first on.
    /// `headers` are lines with their ends.
    fn send_file(
        &self,
        mut stream: &TcpStream,
        request: &Request,
        divisor: u64,
        headers: &str,
    ) -> io::Result<()> {
        if request.method != "GET" && request.method != "HEAD" {
            return respond(stream, "405 Method Not Allowed", "Allow: GET, HEAD\r\n", b"");
        }
        let Some((file, kind, length, tag)) = find(&self.root, &request.path) else {
            return respond(stream, "404 Not Found", "", b"");
        };
        if request.cached_tag.as_ref() == Some(&tag) {
            return write_head(stream, "304 Not Modified", &format!("ETag: {tag}\r\n"));
        }
        let head = format!("Content-Type: {kind}\r\nContent-Length: {length}\r\nETag: {tag}\r\n{headers}");
        write_head(stream, "200 OK", &head)?;
        if request.method == "GET" {
            io::copy(&mut file.take(length / divisor), &mut stream)?;
        }
        Ok(())
    }

    /// Sends nothing until the browser closes the connection or the server ends.
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

/// Writes a whole response without a file. `headers` are lines with their ends.
fn respond(mut stream: &TcpStream, status: &str, headers: &str, body: &[u8]) -> io::Result<()> {
    write_head(stream, status, &format!("{headers}Content-Length: {}\r\n", body.len()))?;
    stream.write_all(body)
}

/// Each connection serves one request: a host that is gone is then noticed at once.
fn write_head(mut stream: &TcpStream, status: &str, headers: &str) -> io::Result<()> {
    let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nCache-Control: no-cache\r\n{headers}\r\n");
    stream.write_all(head.as_bytes())
}

/// A file below an absolute path without links, with its content type, its length in bytes, and a tag that changes with it.
fn find(root: &Path, path: &str) -> Option<(File, &'static str, u64, String)> {
    let path = Path::new(path.strip_prefix('/')?);
    let is_plain = |part| matches!(part, Component::Normal(_));
    let whole = root.join(if path.as_os_str().is_empty() { Path::new("index.html") } else { path });
    // Checked twice: by its name, and by where its links lead.
    let target = path.components().all(is_plain).then(|| whole.canonicalize().ok()).flatten()?;
    if !target.starts_with(root) {
        return None;
    }
    let file = File::open(&target).ok()?;
    let data = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
    let time = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((file, content_type(&target), data.len(), format!("\"{:x}-{:x}\"", data.len(), time.as_nanos())))
}

/// The content type of a file. Browsers compile a `.wasm` while it loads only if it has the right one.
fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A browser's request.
struct Request {
    method: String,
    /// The path, decoded, without the query.
    path: String,
    /// The tag of the file that the browser has already.
    cached_tag: Option<String>,
}

impl Request {
    /// Reads a request; none if it is something else.
    fn read(stream: &TcpStream) -> io::Result<Option<Self>> {
        let mut stream = stream.take(MAX_REQUEST);
        let mut head = Vec::new();
        let mut part = [0; 1024];
        while !head.windows(4).any(|end| end == b"\r\n\r\n") {
            match stream.read(&mut part)? {
                0 => return Ok(None),
                count => head.extend_from_slice(&part[..count]),
            }
        }
        Ok(Self::parse(&String::from_utf8_lossy(&head)))
    }

    fn parse(head: &str) -> Option<Self> {
        let mut lines = head.lines();
        let mut first = lines.next()?.split(' ');
        let (method, target, version) = (first.next()?, first.next()?, first.next()?);
        if !version.starts_with("HTTP/1.") {
            return None;
        }
        let path = target.split('?').next().unwrap_or_default();
        let path = percent_decode_str(path).decode_utf8().ok()?.into_owned();
        let cached_tag = lines
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("if-none-match"))
            .map(|(_, tag)| tag.trim().to_owned());
        Some(Self { method: method.to_owned(), path, cached_tag })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

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
    fn what_is_no_request_is_answered_and_the_server_continues() {
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
    fn a_host_redirects_is_unavailable_or_stalls_as_configured() {
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
        // A connection that stalls keeps no other waiting, nor a change of the behavior.
        let mut waiting = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
        waiting.write_all(b"GET /index.html HTTP/1.1\r\n\r\n").unwrap();
        waiting.read_exact(&mut [0; 8]).unwrap();
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
