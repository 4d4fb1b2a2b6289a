//! What Debian takes out of Godot's own sources, and where each piece of it comes from.
//!
//! Debian builds its Godot with the system's libraries and so removes the copies that upstream keeps in
//! `thirdparty/`. A build for the web has no system, so they are put back, from Debian's packages of the libraries.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::files;

/// A library that is put back.
#[derive(Debug)]
pub struct Library {
    /// Debian's source package.
    pub package: &'static str,
    /// What is copied: from below the unpacked archive to below `thirdparty/`.
    copies: &'static [Copy],
    /// What upstream generates or writes itself: files below `thirdparty/`.
    written: &'static [(&'static str, &'static str)],
}

/// One part of a library.
#[derive(Debug)]
struct Copy {
    from: &'static str,
    to: &'static str,
    which: Which,
}

/// Which files of a directory are copied.
#[derive(Debug)]
enum Which {
    /// The whole directory.
    All,
    /// Its C sources and headers, and nothing below it.
    Sources,
    /// One file, which takes the name given in `to`.
    Renamed,
}

const fn all(from: &'static str, to: &'static str) -> Copy {
    Copy { from, to, which: Which::All }
}

const fn sources(from: &'static str, to: &'static str) -> Copy {
    Copy { from, to, which: Which::Sources }
}

const fn renamed(from: &'static str, to: &'static str) -> Copy {
    Copy { from, to, which: Which::Renamed }
}

/// All that a 2D build for the web needs.
pub const LIBRARIES: [Library; 9] = [
    Library { package: "zlib", copies: &[sources("", "zlib")], written: &[] },
    Library {
        package: "libzstd",
        copies: &[
            all("lib/common", "zstd/common"),
            all("lib/compress", "zstd/compress"),
            all("lib/decompress", "zstd/decompress"),
            renamed("lib/zstd.h", "zstd/zstd.h"),
            renamed("lib/zstd_errors.h", "zstd/zstd_errors.h"),
        ],
        written: &[],
    },
    Library {
        package: "libpng1.6",
        copies: &[sources("", "libpng"), renamed("scripts/pnglibconf.h.prebuilt", "libpng/pnglibconf.h")],
        written: &[],
    },
    Library {
        package: "freetype",
        copies: &[all("src", "freetype/src"), all("include", "freetype/include")],
        written: &[],
    },
    Library {
        package: "libogg",
        copies: &[sources("src", "libogg"), sources("include/ogg", "libogg/ogg")],
        written: &[("libogg/ogg/config_types.h", OGG_TYPES)],
    },
    Library {
        package: "libvorbis",
        copies: &[all("lib", "libvorbis"), sources("include/vorbis", "libvorbis/vorbis")],
        written: &[],
    },
    Library {
        package: "libwebp",
        copies: &[all("src", "libwebp/src"), all("sharpyuv", "libwebp/sharpyuv")],
        written: &[],
    },
    Library {
        // The engine's built-in font is compressed with it.
        package: "brotli",
        copies: &[
            all("c/common", "brotli/common"),
            all("c/dec", "brotli/dec"),
            all("c/include", "brotli/include"),
        ],
        written: &[],
    },
    Library {
        // The engine's core takes its hashes from it, with or without the module of that name.
        package: "mbedtls",
        copies: &[all("include", "mbedtls/include"), sources("library", "mbedtls/library")],
        written: &[
            ("mbedtls/include/godot_core_mbedtls_config.h", MBEDTLS_CONFIG),
            ("mbedtls/library/godot_core_mbedtls_platform.c", MBEDTLS_PLATFORM),
            // Not of mbedtls, but as empty as this: no certificates are built in.
            ("certs/ca-bundle.crt", ""),
        ],
    },
];

/// What libogg's own `configure` would have found out about the compiler.
const OGG_TYPES: &str = "\
#include <stdint.h>
typedef int16_t ogg_int16_t;
typedef uint16_t ogg_uint16_t;
typedef int32_t ogg_int32_t;
typedef uint32_t ogg_uint32_t;
typedef int64_t ogg_int64_t;
typedef uint64_t ogg_uint64_t;
";

/// The few parts of mbedtls that the engine's core calls.
const MBEDTLS_CONFIG: &str = "\
#pragma once
#include <limits.h>
#define MBEDTLS_AES_C
#define MBEDTLS_BASE64_C
#define MBEDTLS_CIPHER_MODE_CBC
#define MBEDTLS_CIPHER_MODE_CFB
#define MBEDTLS_CIPHER_MODE_CTR
#define MBEDTLS_CIPHER_MODE_OFB
#define MBEDTLS_CIPHER_MODE_XTS
#define MBEDTLS_CTR_DRBG_C
#define MBEDTLS_ENTROPY_C
#define MBEDTLS_MD_C
#define MBEDTLS_MD5_C
#define MBEDTLS_SHA1_C
#define MBEDTLS_SHA256_C
#define MBEDTLS_NO_PLATFORM_ENTROPY
#define MBEDTLS_PLATFORM_ZEROIZE_ALT
";

/// The one function that this configuration leaves to us.
const MBEDTLS_PLATFORM: &str = "\
#include <stddef.h>
#include \"mbedtls/platform_util.h\"

void mbedtls_platform_zeroize(void *buffer, size_t length) {
	volatile unsigned char *byte = (volatile unsigned char *)buffer;
	while (length--) {
		*byte++ = 0;
	}
}
";

impl Library {
    /// Puts the library from its unpacked archive into `thirdparty`.
    ///
    /// # Errors
    ///
    /// When a part is not where it is expected, or can't be copied.
    pub fn put_back(&self, unpacked: &Path, thirdparty: &Path) -> Result<()> {
        for Copy { from, to, which } in self.copies {
            let (from, to) = (unpacked.join(from), thirdparty.join(to));
            match which {
                Which::All => files::copy_tree(&from, &to, |_| true),
                Which::Sources => files::copy_tree(&from, &to, |below| {
                    let is_source =
                        below.extension().is_some_and(|extension| extension == "c" || extension == "h");
                    is_source && below.components().count() == 1
                }),
                Which::Renamed => files::copy(&from, &to),
            }
            .with_context(|| format!("Debian's source package {} is not as expected", self.package))?;
        }
        for (to, text) in self.written {
            let to = thirdparty.join(to);
            files::make_parent(&to)?;
            fs::write(&to, text).with_context(|| format!("could not write {}", to.display()))?;
        }
        Ok(())
    }
}
