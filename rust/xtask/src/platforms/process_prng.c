/* What Rust's standard library asks Windows for, to seed its hash maps, and what Wine 8 lacks: chance. The simulation asks for none. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) { return RtlGenRandom(data, (ULONG)length); }
