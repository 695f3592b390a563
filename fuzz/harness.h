/* harness.h - what the harnesses share: the entry that fuzzers call, properties, several files in
 * one input.
 *
 * A harness is one function over bytes that states what must hold for *all* bytes. It ends by
 * returning, or by aborting with the property that did not hold; fuzzers and replay.c see nothing
 * else. Leaks, overruns and undefined behaviour are the sanitizers' to find. */
#ifndef RUNG_FUZZ_HARNESS_H
#define RUNG_FUZZ_HARNESS_H

#include "base/base.h"
#include "rung.h"

/* The name is libFuzzer's; AFL++ and replay.c call the same. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the process so that every fuzzer sees a crash, with the property and its place. */
#define property(condition) ((condition) ? (void)0 : fault_raise(__FILE__, __LINE__, #condition))

/* The input as text in an arena, NUL-terminated beyond its length as sources are. */
Text harness_text(Arena *arena, const uint8_t *data, size_t size);

/* An input of several files: a line `=== PATH` begins one, and what stands before the first such
 * line is `first`. The paths are as hostile as the rest. */
typedef struct HarnessFiles {
    RungFile *items;
    uint32_t count;
} HarnessFiles;

HarnessFiles harness_files(Arena *arena, Text input, const char *first);

/* May be shown to people: valid UTF-8 and nothing but line feeds that utf8_is_unsafe forbids. */
bool harness_is_printable(Text text);

#endif
