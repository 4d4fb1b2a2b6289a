#!/usr/bin/env -S node --no-warnings
// Runs a WASI program under Node: `run-wasi.mjs PROGRAM.wasm ARGUMENTS…`. Cargo starts it for the target wasm32-wasip1 (see
// .cargo/config.toml). The program sees the current directory and what is below it.
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const [program, ...rest] = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args: [program, ...rest], preopens: { ".": "." } });
const module = await WebAssembly.compile(await readFile(program));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
process.exitCode = wasi.start(instance);
