//! The connection to a browser: the `DevTools` protocol, JSON messages over a web socket.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use super::error::Error;

/// How long a message may take to be sent, or the first answer to come.
const LIMIT: Duration = Duration::from_secs(30);

/// A connection. It reads only while somebody waits for a message.
pub struct Connection {
    socket: WebSocket<TcpStream>,
    last: u64,
}

impl Connection {
    /// Connects to a browser that listens on this machine.
    ///
    /// # Errors
    /// It does not answer.
    pub fn open(port: u16, path: &str) -> Result<Self, Error> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(gone)?;
        stream.set_nodelay(true).map_err(gone)?;
        stream.set_read_timeout(Some(LIMIT)).map_err(gone)?;
        stream.set_write_timeout(Some(LIMIT)).map_err(gone)?;
        let (socket, _) =
            tungstenite::client(format!("ws://127.0.0.1:{port}{path}"), stream).map_err(gone)?;
        Ok(Self { socket, last: 0 })
    }

    /// Sends a command to a session (an empty one is the browser itself); its number is the answer's.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn send(&mut self, session: &str, method: &str, parameters: Value) -> Result<u64, Error> {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": parameters });
        if !session.is_empty() {
            message["sessionId"] = session.into();
        }
        self.socket.send(Message::text(message.to_string())).map_err(gone)?;
        Ok(self.last)
    }

    /// The next answer or event; none if none comes until then.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn receive(&mut self, until: Instant) -> Result<Option<Value>, Error> {
        loop {
            // A limit of nothing would mean none at all.
            let left = until.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
            self.socket.get_ref().set_read_timeout(Some(left)).map_err(gone)?;
            match self.socket.read() {
                Ok(Message::Text(text)) => return serde_json::from_str(&text).map(Some).map_err(gone),
                Ok(_) => {}
                Err(tungstenite::Error::Io(error))
                    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) => return Err(gone(error)),
            }
            if Instant::now() >= until {
                return Ok(None);
            }
        }
    }
}

fn gone(why: impl ToString) -> Error {
    Error::Gone { why: why.to_string() }
}
