#!/bin/sh
# Runs a program of the file tree beside this script: `enter emcc --version`. No root is needed, and the system is not
# changed: the mounts live in a namespace of their own and end with the program, however it ends.
# Shoot the Creeps' `cargo xtask` has put this here, and overwrites it.
PATH=$PATH:/usr/sbin:/sbin

# What was started ends with us, too.
spaces="--mount --pid --fork --kill-child"
if [ "$(id -u)" != 0 ] || ! unshare $spaces true 2>/dev/null; then
  spaces="--user --map-root-user $spaces"
fi

inside='
root=$1 here=$2 chroot=$(command -v chroot)
shift 2
show() {
  mkdir -p "$root$1" && mount --rbind "$1" "$root$1" || echo "enter: $1 stays hidden" >&2
}
# The directories of the system are those of the tree; all others are those of this machine, at the same paths.
for path in /*; do
  case $path in
    /bin | /boot | /etc | /lib* | /lost+found | /sbin | /sys | /usr | /var) continue ;;
  esac
  if [ -L "$path" ]; then
    [ -L "$root$path" ] || ln -s "$(readlink "$path")" "$root$path"
  elif [ -d "$path" ]; then
    show "$path"
  fi
done
# People work in these as well: containers keep Rust in /usr/local, some systems keep homes below /var.
for path in /usr/local /usr/src /var/home /var/tmp \
  "$here" "$TMPDIR" "$CARGO_HOME" "$CARGO_TARGET_DIR" "$RUSTUP_HOME" "$CREEPS_CACHE"; do
  case $path in
    /usr/bin | /usr/lib* | /usr/sbin | /usr/share | /var/cache | /var/lib) ;;
    /usr/?* | /var/?*) [ ! -d "$path" ] || show "$path" ;;
  esac
done
unset LD_LIBRARY_PATH LD_PRELOAD PYTHONHOME PYTHONPATH EM_CACHE EM_CONFIG EMSDK
export PATH=/usr/bin:/bin HOME=/tmp LC_ALL=C.UTF-8
exec "$chroot" "$root" /bin/sh -c "cd \"\$0\" && exec \"\$@\"" "$here" "$@"
'
exec unshare $spaces sh -c "$inside" sh "$(dirname "$(readlink -f "$0")")/root" "$(pwd -P)" "$@"
