//! Tells the linker what a library for macOS calls itself: else it is the path that it was built at.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "macos") {
        println!("cargo::rustc-link-arg-cdylib=-Wl,-install_name,@rpath/libshoot_the_creeps.dylib");
    }
}
