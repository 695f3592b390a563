/* trap.c - the traps of the formats, and random texts that are near them: a reader's mistake is seldom about
 * one text, and the neighbours of a trap are where a rule that knows it ends. */
#include "property/trap.h"

/* --- The tables -------------------------------------------------------------------------------- */

/* clang-format off */
#define NUMBER(literal)
#define TRAP(text) text,
const char *const traps[] = {
#include "property/traps.def"
};
#undef NUMBER
#undef TRAP
#define NUMBER(literal) literal,
#define TRAP(text)
const char *const trap_numbers[] = {
#include "property/traps.def"
};
/* clang-format on */

const uint32_t trap_count = sizeof traps / sizeof traps[0];
const uint32_t trap_number_count = sizeof trap_numbers / sizeof trap_numbers[0];

/* The common ones twice. */
/* clang-format off */
static const char *const letters[] = {
    "a", "b", "e", "E", "0", "1", "9", ".", "-", "_", " ", " ", ":", ": ", "#", " #", "'", "\"",
    "\\", "$", "{", "}", "%", "\n", "\n ", "\t", ",", "[", "]", "&", "*", "!", "|", ">", "~", "=",
    "+", "/", "${", "%{", "\xc3\xbc", "\xe2\x80\xa8", "\xf0\x9f\x98\x80", "\xc2\xa0", "\x07", "\xcc\x81",
};

/* clang-format on */

enum { LETTER_COUNT = sizeof letters / sizeof letters[0] };

/* --- Random texts ------------------------------------------------------------------------------ */

uint32_t generate_below(uint64_t *state, uint32_t bound) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(2685821657736338717)) >> 32) % bound;
}

Text trap_letters(Arena *arena, uint64_t *state, uint32_t length) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (uint32_t i = 0; i < length; i++)
        writer_string(&writer, letters[generate_below(state, LETTER_COUNT)]);
    return writer_done(&writer);
}

static Text one_trap(uint64_t *state) {
    return text_of(traps[generate_below(state, trap_count)]);
}

static Text two_traps(Arena *arena, uint64_t *state) {
    const Text parts[] = {one_trap(state), one_trap(state)};
    return text_join(arena, parts, 2, text_of(letters[generate_below(state, LETTER_COUNT)]));
}

/* The offset of a character, chosen at random; the end of the text too. */
static size_t random_place(Text text, uint64_t *state) {
    size_t at = 0;
    for (uint32_t left = generate_below(state, (uint32_t)utf8_length(text) + 1); left; left--)
        utf8_next(text, &at);
    return at;
}

/* A character more, fewer, or another one. */
static Text changed_trap(Arena *arena, uint64_t *state) {
    Text trap = one_trap(state), letter = text_of(letters[generate_below(state, LETTER_COUNT)]);
    uint32_t way = generate_below(state, 3);
    size_t start = random_place(trap, state), end = start;
    if (way > 0 && end < trap.length) utf8_next(trap, &end);
    const Text parts[] = {text_slice(trap, 0, start), way < 2 ? letter : TEXT(""),
                          text_slice(trap, end, trap.length)};
    return text_join(arena, parts, 3, TEXT(""));
}

/* What readers try to understand as a number, a date or a time. */
static Text like_a_number(Arena *arena, uint64_t *state) {
    static const char bytes[] = "00112345679..eE+--__:xobTZ";
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (uint32_t left = 1 + generate_below(state, 9); left; left--)
        writer_char(&writer, bytes[generate_below(state, sizeof bytes - 1)]);
    return writer_done(&writer);
}

/* Lines that are indented anyhow, some of them empty. */
static Text lines(Arena *arena, uint64_t *state) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (uint32_t left = 2 + generate_below(state, 4); left; left--) {
        writer_repeat(&writer, ' ', generate_below(state, 3) ? 0 : generate_below(state, 5));
        if (generate_below(state, 3)) writer_text(&writer, one_trap(state));
        if (left > 1 || generate_below(state, 2)) writer_char(&writer, '\n');
    }
    return writer_done(&writer);
}

/* Anything that Unicode has but NUL, which no source holds, and surrogates. */
static Text any_characters(Arena *arena, uint64_t *state) {
    static const struct {
        int32_t first, last;
    } ranges[] = {{0x01, 0x7F},     {0x20, 0x7E},     {0x80, 0x2FF},      {0x300, 0x36F},
                  {0x370, 0x1FFF},  {0x2000, 0x206F}, {0x2070, 0xD7FF},   {0xE000, 0xFFFF},
                  {0xFB00, 0xFDFF}, {0xFFF0, 0xFFFF}, {0x10000, 0x1FFFF}, {0x10000, 0x10FFFF}};

    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (uint32_t left = 1 + generate_below(state, 6); left; left--) {
        uint32_t range = generate_below(state, sizeof ranges / sizeof ranges[0]);
        uint32_t width = (uint32_t)(ranges[range].last - ranges[range].first) + 1;
        utf8_write(&writer, ranges[range].first + (int32_t)generate_below(state, width));
    }
    return writer_done(&writer);
}

/* Words whose capitals stand anywhere, with a sign or a point before them now and then. */
static Text like_a_word(Arena *arena, uint64_t *state) {
    static const char *const words[] = {"y",     "n",    "yes", "no",  "on", "off", "true",
                                        "false", "null", "nan", "inf", "e1", "none"};
    static const char *const heads[] = {"", "", "", ".", "-", "+", "-.", " ", "!"};
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    writer_string(&writer, heads[generate_below(state, sizeof heads / sizeof heads[0])]);
    const char *word = words[generate_below(state, sizeof words / sizeof words[0])];
    for (; *word; word++) {
        bool is_small = *word >= 'a' && *word <= 'z' && generate_below(state, 2);
        writer_char(&writer, is_small ? (char)(*word - 'a' + 'A') : *word);
    }
    return writer_done(&writer);
}

/* Long enough that a reader's buffer ends in it, with a trap at the end. */
static Text long_text(Arena *arena, uint64_t *state) {
    const Text parts[] = {trap_letters(arena, state, 900 + generate_below(state, 300)),
                          one_trap(state)};
    return text_join(arena, parts, 2, TEXT(""));
}

Text trap_random(Arena *arena, uint64_t *state) {
    if (generate_below(state, 200) == 0) return long_text(arena, state);
    switch (generate_below(state, 8)) {
    case 0: return two_traps(arena, state);
    case 1: return changed_trap(arena, state);
    case 2: return changed_trap(arena, state);
    case 3: return like_a_number(arena, state);
    case 4: return lines(arena, state);
    case 5: return any_characters(arena, state);
    case 6: return like_a_word(arena, state);
    }
    return trap_letters(arena, state, 1 + generate_below(state, 24));
}

/* --- Random numbers ---------------------------------------------------------------------------- */

/* The first is no zero where more follow. */
static void write_digits(Writer *out, uint64_t *state, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        writer_char(out, (char)('0' + (i || count == 1 ? generate_below(state, 10)
                                                       : 1 + generate_below(state, 9))));
}

/* `-12`, `0.05`, `1.5e-7`: at most 34 digits, as many as a decimal of Rung has. */
Text trap_random_number(Arena *arena, uint64_t *state) {
    Writer writer;
    uint32_t whole = 1 + generate_below(state, generate_below(state, 4) ? 7 : 17);
    writer_open(&writer, arena, SIZE_MAX);
    if (generate_below(state, 3) == 0) writer_char(&writer, '-');
    write_digits(&writer, state, whole);
    if (generate_below(state, 2)) {
        writer_char(&writer, '.');
        for (uint32_t left = generate_below(state, 17); left; left--)
            writer_char(&writer, (char)('0' + generate_below(state, 10)));
        writer_char(&writer, (char)('1' + generate_below(state, 9)));
    }
    if (generate_below(state, 4) == 0)
        writer_format(&writer, "e%d", (int)generate_below(state, 40) - 20);
    return writer_done(&writer);
}

/* --- Literals ---------------------------------------------------------------------------------- */

static void write_point(Writer *out, int32_t point) {
    bool is_plain = point >= ' ' && point != '"' && point != '\\' && !utf8_is_unsafe(point);
    if (is_plain)
        utf8_write(out, point);
    else
        writer_format(out, "\\u{%X}", (unsigned)point);
}

/* `${` is code there, so its dollar is written by its number. */
void trap_write_string(Writer *out, Text text) {
    writer_char(out, '"');
    for (size_t i = 0; i < text.length;) {
        int32_t point = utf8_next(text, &i);
        if (point == '$')
            writer_string(out, "\\u{24}");
        else
            write_point(out, point);
    }
    writer_char(out, '"');
}
