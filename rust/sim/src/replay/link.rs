//! A replay as the end of a link: `…/#r=` and then its bytes, deflated, in base64url.
//!
//! A link leaves out a ruleset that everybody has, because it ships with the game, and names it by its hash. A browser never sends
//! what stands behind the `#` to a server.

use std::sync::Arc;

use data_encoding::BASE64URL_NOPAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::ruleset::Ruleset;

use super::{Replay, ReplayError};

/// What a link has before the replay.
pub const LINK_START: &str = "#r=";
/// The longest replay in a link, in characters: what messengers and mail programs still pass on whole.
pub const MAX_LINK: usize = 8000;
/// The most bytes that a link is inflated to: a small link can't ask for much memory.
const MAX_INFLATED: usize = 1 << 20;
/// How hard a link is compressed, 0 to 10: it is short, and every character counts.
const COMPRESSION: u8 = 10;

/// Whether a text is meant to be a link to a replay, and not the name of a file.
pub fn is_link(text: &str) -> bool {
    text.contains(LINK_START)
}

impl Replay {
    /// The end of a link to this replay, from `#` on; `shipped` are the rulesets that need not be in it. None if it is too long for a link.
    ///
    /// # Errors
    /// The replay's own ruleset can't be read.
    pub fn to_link(&self, shipped: &[Arc<Ruleset>]) -> Result<Option<String>, ReplayError> {
        let hash = self.ruleset()?.hash();
        let is_shipped = shipped.iter().any(|ruleset| ruleset.hash() == hash);
        let bytes = compress_to_vec(&self.encode(is_shipped.then_some(hash)), COMPRESSION);
        let code = BASE64URL_NOPAD.encode(&bytes);
        Ok((code.len() <= MAX_LINK).then(|| format!("{LINK_START}{code}")))
    }

    /// Reads a replay from a link, or from what stands behind the `#r=` of one.
    ///
    /// # Errors
    /// It is no link, not whole, or anything that [`Self::from_bytes`] refuses.
    pub fn from_link(text: &str, shipped: &[Arc<Ruleset>]) -> Result<Self, ReplayError> {
        let code = text.rsplit_once(LINK_START).map_or(text, |(_, code)| code).trim();
        if code.len() > MAX_LINK {
            return Err(ReplayError::LinkTooLong { max: MAX_LINK });
        }
        let bytes = BASE64URL_NOPAD.decode(code.as_bytes()).map_err(|_| ReplayError::NotALink)?;
        let bytes = decompress_to_vec_with_limit(&bytes, MAX_INFLATED).map_err(|_| ReplayError::NotALink)?;
        Self::decode(&bytes, shipped)
    }
}
