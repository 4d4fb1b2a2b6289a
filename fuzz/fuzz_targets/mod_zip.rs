//! libFuzzer's entry to `creeps_fuzz::targets::mod_zip`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| creeps_fuzz::targets::mod_zip(bytes));
