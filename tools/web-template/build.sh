#!/usr/bin/env bash
# Builds the small web template out of Godot's source. README.md explains every choice that is made here.
#
#     tools/web-template/build.sh GODOT_SOURCE [SCONS_OPTION...]      for example lto=full module_gdscript_enabled=yes
set -euo pipefail

if [ $# -eq 0 ]; then
    sed -n '2,4s/^# \{0,1\}//p' "$0"
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
out=$(cd "$here/../.." && pwd)/target/web-template
cd "$1"
shift
for tool in scons emcc wasm-opt patch python3; do
    command -v "$tool" >/dev/null || { echo "$tool is not on the PATH; README.md says what to install" >&2; exit 1; }
done

# Patch the source, unless an earlier run has.
if ! patch -p1 --reverse --dry-run --force --silent <"$here/godot-4.6.patch" >/dev/null; then
    patch -p1 --forward <"$here/godot-4.6.patch"
fi

mkdir -p "$out"
scons -j"$(nproc)" \
    platform=web arch=wasm32 target=template_release threads=no dlink_enabled=yes \
    production=no optimize=size lto=none debug_symbols=no scu_build=yes progress=no \
    opengl3=yes vulkan=no openxr=no accesskit=no sdl=no minizip=no brotli=yes builtin_certs=no engine_update_check=no \
    disable_3d=yes disable_physics_3d=yes disable_navigation_2d=yes disable_navigation_3d=yes disable_xr=yes \
    modules_enabled_by_default=no module_{freetype,godot_physics_2d,ogg,svg,text_server_fb,vorbis,webp}_enabled=yes \
    build_profile="$here/profile.json" cache_path="$out/objects" "$@"

# Optimise both modules once more, with features that every browser has that runs Godot 4, and pack the template again.
rm -rf "$out/files"
python3 -m zipfile -e bin/godot.web.template_release.wasm32.nothreads.dlink.zip "$out/files"
for module in "$out"/files/*.wasm; do
    wasm-opt -Oz "$module" -o "$module" \
        --enable-{bulk-memory,exception-handling,multivalue,mutable-globals,nontrapping-float-to-int,reference-types,sign-ext,simd}
done
template=$out/web_dlink_nothreads_release.zip
rm -f "$template"
(cd "$out/files" && python3 -m zipfile -c "$template" *)
echo "Built $template. Use it: cargo xtask export web --template target/web-template/web_dlink_nothreads_release.zip"
