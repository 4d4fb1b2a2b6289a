//! libFuzzer's entry to `creeps_fuzz::targets::scores`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| creeps_fuzz::targets::scores(bytes));
