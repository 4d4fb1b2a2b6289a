//! How a replay is laid out as a file. All numbers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `CREEPLAY` |
//! | 2 | the layout's number, 2 |
//! | 2 | the simulation's version |
//! | 1 | the difficulty: 0, 1, 2; and 128 if nothing harmed the ship |
//! | 8 | the seed |
//! | 8 | the points |
//! | 8 | the last state's hash |
//! | 4 | how many ticks |
//! | 4, then so many | the ruleset's text, deflated; in a [link](super::Replay::to_link) none, and then the 8 bytes of its hash |
//! | 8 for each whole minute | the state's hash after it |
//! | 2 and up, until all ticks are there | an input, and for how many ticks (seven bits a byte, the lowest first; the eighth says that more follow) |
//! | 8 | the hash of all bytes before |
//!
//! Nothing is allocated by what the file says before it is known to be in bounds. The ruleset is inflated to no more than a ruleset's file
//! may have, so a small file can't ask for much memory.

use std::sync::Arc;

use creeps_rules::ron_file::MAX_BYTES as MAX_RULESET_BYTES;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::hash::StateHash;
use crate::input::Input;
use crate::ruleset::{Difficulty, Ruleset};
use crate::sim;

use super::{CHECK_EVERY, MAX_TICKS, Replay, ReplayError, Run};

const MAGIC: &[u8; 8] = b"CREEPLAY";
/// The layout's number.
pub(super) const FORMAT: u16 = 2;
/// In the byte of the difficulty: nothing harmed the ship.
const INVINCIBLE: u8 = 0x80;
/// How hard the ruleset is compressed: 0 to 10. More than 6 takes longer and saves little.
const COMPRESSION: u8 = 6;
/// The longest replay file that is read, in bytes: the one limit for all who read or write replays.
///
/// An input that changes in every tick takes 2 bytes a tick, 432 kB an hour; with it even a day of play ([`MAX_TICKS`]) takes 10.4 MB,
/// and a ruleset at most about 1 MB.
/// The autopilot's games take 30 to 220 kB an hour.
pub const MAX_BYTES: usize = 16 << 20;

/// A ruleset's text as a replay carries it.
pub(super) fn deflate(text: &str) -> Arc<[u8]> {
    compress_to_vec(text.as_bytes(), COMPRESSION).into()
}

impl Replay {
    /// The replay as a file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.encode(None)
    }

    /// The replay's bytes with its ruleset, or with this hash in its place.
    pub(super) fn encode(&self, ruleset_hash: Option<u64>) -> Vec<u8> {
        let mut bytes = vec![];
        bytes.extend(MAGIC);
        bytes.extend(FORMAT.to_le_bytes());
        bytes.extend(self.version.to_le_bytes());
        bytes.push(self.difficulty as u8 | if self.invincible { INVINCIBLE } else { 0 });
        for long in [self.seed, self.score, self.hash] {
            bytes.extend(long.to_le_bytes());
        }
        bytes.extend(self.ticks.to_le_bytes());
        if let Some(hash) = ruleset_hash {
            bytes.extend(0_u32.to_le_bytes());
            bytes.extend(hash.to_le_bytes());
        } else {
            bytes.extend((self.deflated_ruleset.len() as u32).to_le_bytes());
            bytes.extend(&*self.deflated_ruleset);
        }
        for checkpoint in &self.checkpoints {
            bytes.extend(checkpoint.to_le_bytes());
        }
        for run in &self.runs {
            bytes.push(run.input.to_byte());
            let mut left = run.ticks;
            while left >= 0x80 {
                bytes.push(left as u8 | 0x80);
                left >>= 7;
            }
            bytes.push(left as u8);
        }
        bytes.extend(checksum(&bytes).to_le_bytes());
        bytes
    }

    /// Reads a replay from a file's bytes.
    ///
    /// # Errors
    /// The bytes are no replay, not whole, not of this version, or say what can't be. The ruleset in them is decompressed, but not read.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ReplayError> {
        Self::decode(bytes, &[])
    }

    /// Reads a replay that may have one of the `known` rulesets' hash in its ruleset's place.
    pub(super) fn decode(bytes: &[u8], known: &[Arc<Ruleset>]) -> Result<Self, ReplayError> {
        if bytes.len() > MAX_BYTES {
            return Err(ReplayError::TooLong { max: MAX_BYTES });
        }
        let head = bytes.len().min(MAGIC.len());
        if bytes[..head] != MAGIC[..head] || bytes.is_empty() {
            return Err(ReplayError::NotAReplay);
        }
        let mut reader = Reader { rest: &bytes[head..], known };
        let format = u16::from_le_bytes(reader.take()?);
        if format != FORMAT {
            return Err(ReplayError::Format { found: format });
        }
        let version = u16::from_le_bytes(reader.take()?);
        if version != sim::VERSION {
            return Err(ReplayError::Version { found: version });
        }
        let Some((rest, sum)) = reader.rest.split_last_chunk() else { return Err(ReplayError::CutShort) };
        let whole = checksum(&bytes[..bytes.len() - 8]) == u64::from_le_bytes(*sum);
        reader.rest = rest;
        let read = reader.replay(version);
        match read {
            // What ends early was cut; what does not add up was changed.
            Err(ReplayError::CutShort) => Err(ReplayError::CutShort),
            _ if !whole => Err(ReplayError::Damaged),
            read => read,
        }
    }
}

/// What stands in a file's last eight bytes, little-endian, of all `bytes` before them: it tells damage, not lies.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = StateHash::default();
    hash.bytes(bytes);
    hash.finish()
}

/// What is left to be read.
struct Reader<'a> {
    rest: &'a [u8],
    /// The rulesets that may be named by their hash.
    known: &'a [Arc<Ruleset>],
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], ReplayError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(ReplayError::CutShort)?;
        self.rest = rest;
        Ok(*taken)
    }

    fn byte(&mut self) -> Result<u8, ReplayError> {
        self.take().map(|[byte]| byte)
    }

    fn long(&mut self) -> Result<u64, ReplayError> {
        self.take().map(u64::from_le_bytes)
    }

    /// The ruleset's text, as the file has it and inflated.
    fn ruleset(&mut self) -> Result<(Arc<[u8]>, Arc<str>), ReplayError> {
        let length = u32::from_le_bytes(self.take()?) as usize;
        if length == 0 {
            let hash = self.long()?;
            let known = self.known.iter().find(|ruleset| ruleset.hash() == hash);
            let text = known.ok_or(ReplayError::OtherRules)?.text();
            return Ok((deflate(text), Arc::clone(text)));
        }
        let (deflated, rest) = self.rest.split_at_checked(length).ok_or(ReplayError::CutShort)?;
        self.rest = rest;
        let text = decompress_to_vec_with_limit(deflated, MAX_RULESET_BYTES).map_err(|_| {
            ReplayError::Nonsense("its ruleset can't be decompressed, or is longer than a ruleset may be")
        })?;
        let text = String::from_utf8(text).map_err(|_| ReplayError::Nonsense("its ruleset is no text"))?;
        Ok((deflated.into(), text.into()))
    }

    /// The difficulty, and whether nothing harmed the ship.
    fn difficulty(&mut self) -> Result<(Difficulty, bool), ReplayError> {
        let byte = self.byte()?;
        let difficulty = Difficulty::ALL.get(usize::from(byte & !INVINCIBLE)).copied();
        let difficulty = difficulty.ok_or(ReplayError::Nonsense("there is no such difficulty"))?;
        Ok((difficulty, byte & INVINCIBLE != 0))
    }

    fn ticks(&mut self) -> Result<u32, ReplayError> {
        let ticks = u32::from_le_bytes(self.take()?);
        if ticks > MAX_TICKS {
            return Err(ReplayError::Nonsense("it is longer than a day"));
        }
        Ok(ticks)
    }

    /// Seven bits a byte, the lowest first.
    fn length(&mut self) -> Result<u32, ReplayError> {
        let mut length = 0;
        for shift in (0..28).step_by(7) {
            let byte = self.byte()?;
            length |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(length);
            }
        }
        Err(ReplayError::Nonsense("an input lasts longer than a day"))
    }

    fn run(&mut self) -> Result<Run, ReplayError> {
        let input = Input::from_byte(self.byte()?).ok_or(ReplayError::Nonsense("there is no such input"))?;
        let ticks = self.length()?;
        if ticks == 0 {
            Err(ReplayError::Nonsense("an input lasts no time"))
        } else {
            Ok(Run { input, ticks })
        }
    }

    fn replay(&mut self, version: u16) -> Result<Replay, ReplayError> {
        let (difficulty, invincible) = self.difficulty()?;
        let [seed, score, hash] = [self.long()?, self.long()?, self.long()?];
        let ticks = self.ticks()?;
        let (deflated_ruleset, ruleset_text) = self.ruleset()?;
        // As many as there are whole minutes: at most 1440.
        let checkpoints = (0..ticks / CHECK_EVERY).map(|_| self.long()).collect::<Result<_, _>>()?;
        let mut runs = vec![];
        let mut played = 0;
        while played < ticks {
            let run = self.run()?;
            played += run.ticks;
            runs.push(run);
        }
        if played > ticks || !self.rest.is_empty() {
            return Err(ReplayError::Nonsense("its inputs last longer than it does"));
        }
        Ok(Replay {
            version,
            difficulty,
            invincible,
            seed,
            score,
            hash,
            deflated_ruleset,
            ruleset_text,
            ticks,
            runs,
            checkpoints,
        })
    }
}
