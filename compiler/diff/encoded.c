/* encoded.c - how a text that must not be shown looks in base64, which hides nothing from who can read.
 *
 * Where the text stands in a longer one, such as `user:password`, its letters depend on how many bytes
 * are before it, and on no more: there are three spellings, and of each the letters count that hold no
 * bit of a neighbour. Both alphabets are looked for. */
#include "diff/sensitive.h"

enum {
    TOLD_APART = 8, /* letters that no other text has by chance */
    MOST = 4096     /* bytes from which a text is known */
};

static const char *const alphabets[] = {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
};

/* The six bits at a place of the text, which `before` bytes of zeros precede. */
static unsigned six_bits(Text text, size_t before, size_t index) {
    unsigned bits = 0;
    for (size_t i = index * 6; i < index * 6 + 6; i++) {
        size_t byte = i / 8;
        bool is_text = byte >= before && byte - before < text.length;
        unsigned octet = is_text ? (unsigned char)text.bytes[byte - before] : 0;
        bits = bits << 1 | (octet >> (7 - i % 8) & 1);
    }
    return bits;
}

/* The letters from one to before another. */
static Text spell(Arena *arena, Text text, size_t before, const char *alphabet, size_t first,
                  size_t end) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (size_t i = first; i < end; i++)
        writer_char(&writer, alphabet[six_bits(text, before, i)]);
    return writer_done(&writer);
}

/* As a value of its own, however short. */
static void add_whole(Arena *arena, Text text, SensitiveTexts *out) {
    size_t letters = (text.length * 8 + 5) / 6;
    Text parts[] = {spell(arena, text, 0, alphabets[0], 0, letters),
                    text_slice(TEXT("=="), 0, (4 - letters % 4) % 4)};
    array_push(arena, out, text_join(arena, parts, 2, TEXT("")));
}

/* As a part of one. */
static void add_part(Arena *arena, Text text, size_t before, SensitiveTexts *out) {
    size_t first = before ? before + 1 : 0, end = (before + text.length) * 8 / 6;
    if (end < first + TOLD_APART) return;
    Text plain = spell(arena, text, before, alphabets[0], first, end),
         safe = spell(arena, text, before, alphabets[1], first, end);
    array_push(arena, out, plain);
    if (!text_equal(plain, safe)) array_push(arena, out, safe);
}

void encoded_add(Arena *arena, Text text, SensitiveTexts *out) {
    if (!text.length) return;
    text = text_slice(text, 0, MOST);
    add_whole(arena, text, out);
    for (size_t before = 0; before < 3; before++)
        add_part(arena, text, before, out);
}
