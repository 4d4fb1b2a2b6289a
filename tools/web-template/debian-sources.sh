#!/usr/bin/env bash
# Puts a source tree of Godot together from Debian's source packages, for a machine that reaches no other source:
#
#     tools/web-template/debian-sources.sh DIRECTORY        makes DIRECTORY/godot
#
# Debian removes the libraries that it packages itself from Godot's thirdparty folder. A web build needs them, so they come
# back from Debian's own packages of them. Needs apt and Debian's keyring, and no root.
set -euo pipefail

mkdir -p "${1:?name a directory}"
cd "$1"
keyring=$(ls /usr/share/keyrings/debian-archive-keyring.* | head -n 1)
mirror=${CREEPS_DEBIAN_MIRROR:-http://deb.debian.org/debian}
# The list of a release can name an archive that the mirror lacks, and any of these releases will do for a library.
suites=(forky trixie sid)

# An apt with a state of its own, which changes nothing on the system.
mkdir -p apt/lists/partial apt/archives/partial
: >apt/status
printf "deb-src [target=Sources signed-by=$keyring] $mirror %s main\n" "${suites[@]}" >apt/sources.list
cat >apt/apt.conf <<CONFIGURATION
Dir::State "$PWD/apt"; Dir::State::status "$PWD/apt/status"; Dir::Cache "$PWD/apt";
Dir::Etc::SourceList "$PWD/apt/sources.list"; Dir::Etc::SourceParts "/dev/null";
APT::Sandbox::User "root"; Acquire::Languages "none";
CONFIGURATION
apt() { apt-get --config-file apt/apt.conf "$@"; }
apt -qq update

# Fetches and checks the archive of a source package and unpacks it into the folder of that name.
unpack() {
    for suite in "${suites[@]}"; do
        apt -qq source --download-only --tar-only --only-source "$1/$suite" && break
    done
    rm -rf "$1" && mkdir "$1"
    tar -xf "$1"_*.orig.tar.* -C "$1" --strip-components=1
}

unpack godot
to=$PWD/godot/thirdparty
# put PACKAGE FROM TO: a file, a folder, or (*.[ch]) the C files of a folder.
put() {
    mkdir -p "$(dirname "$to/$3")"
    if [[ $2 == *'*.[ch]' ]]; then
        mkdir -p "$to/$3"
        cp "$1"/$2 "$to/$3/"
    else
        cp -r "$1/$2" "$to/$3"
    fi
}
for package in zlib libzstd libpng1.6 freetype libogg libvorbis libwebp brotli mbedtls; do
    unpack "$package"
done
put zlib '*.[ch]' zlib
for part in lib/common lib/compress lib/decompress lib/zstd.h lib/zstd_errors.h; do put libzstd $part zstd/"${part#lib/}"; done
put libpng1.6 '*.[ch]' libpng
put libpng1.6 scripts/pnglibconf.h.prebuilt libpng/pnglibconf.h
for part in src include; do put freetype $part freetype/$part; done
put libogg 'src/*.[ch]' libogg
put libogg 'include/ogg/*.[ch]' libogg/ogg
put libvorbis lib libvorbis
put libvorbis 'include/vorbis/*.[ch]' libvorbis/vorbis
for part in src sharpyuv; do put libwebp $part libwebp/$part; done
for part in common dec include; do put brotli c/$part brotli/$part; done # the built-in font is compressed with it
put mbedtls include mbedtls/include # the core uses its hashes, with or without the module of that name
put mbedtls 'library/*.[ch]' mbedtls/library

# What libogg's configure script would find out about the compiler.
cat >"$to/libogg/ogg/config_types.h" <<'HEADER'
#include <stdint.h>
typedef int16_t ogg_int16_t;
typedef uint16_t ogg_uint16_t;
typedef int32_t ogg_int32_t;
typedef uint32_t ogg_uint32_t;
typedef int64_t ogg_int64_t;
typedef uint64_t ogg_uint64_t;
HEADER
# The parts of mbedtls that the engine's core calls, and the one function that this configuration leaves out.
{
    echo '#pragma once'
    echo '#include <limits.h>'
    printf '#define MBEDTLS_%s\n' AES_C BASE64_C CIPHER_MODE_{CBC,CFB,CTR,OFB,XTS} CTR_DRBG_C ENTROPY_C MD_C MD5_C SHA1_C \
        SHA256_C NO_PLATFORM_ENTROPY PLATFORM_ZEROIZE_ALT
} >"$to/mbedtls/include/godot_core_mbedtls_config.h"
cat >"$to/mbedtls/library/godot_core_mbedtls_platform.c" <<'SOURCE'
#include <stddef.h>
#include "mbedtls/platform_util.h"

void mbedtls_platform_zeroize(void *buffer, size_t length) {
	volatile unsigned char *byte = (volatile unsigned char *)buffer;
	while (length--) {
		*byte++ = 0;
	}
}
SOURCE
mkdir -p "$to/certs"
: >"$to/certs/ca-bundle.crt" # no certificates are built in
echo "Made $PWD/godot"
