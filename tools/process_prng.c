/* Wine 8 (Debian 12) has no bcryptprimitives.dll, and Rust's standard library takes the seed of its hash maps from it. This is
   a stand-in; Wine 10 and Windows need none. docs/simulation.md has the command. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) { return RtlGenRandom(data, (ULONG)length); }
