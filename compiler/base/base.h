/* base.h - what every other layer stands on: memory, text, arrays, maps, names, Unicode, writing.
 *
 * Memory has one rule, stated once for the whole project: *a pointer lives as long as the arena
 * passed to the function that returned it; nothing is freed one by one.* An arena takes its blocks
 * from an Allocator, which never fails as far as callers can see: when there is no memory left the
 * allocator's `exhausted` is called, and that does not return. So no caller checks for NULL, and
 * tests replace the allocator to fail the n-th request and longjmp out.
 *
 * There is no mutable global anywhere. Text is bytes with a length, never NUL-terminated unless a
 * function says so. All text in the compiler is valid UTF-8 once `source` has accepted the file. */
#ifndef RUNG_BASE_H
#define RUNG_BASE_H

#include <assert.h>
#include <pthread.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdnoreturn.h>
#include <string.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(format_index, first_argument)                                                  \
    __attribute__((format(printf, format_index, first_argument)))
#define NEVER_NULL __attribute__((returns_nonnull))
#else
#define PRINTF_LIKE(format_index, first_argument)
#define NEVER_NULL
#endif

/* --- Faults of ours ------------------------------------------------------------------------- */

/* Ends the program with status 70 after one line that names the place and asks for a report.
 * `ensure` stays on in release builds: a broken invariant must never become a wrong file. */
noreturn void fault_raise(const char *file, int line, const char *what);

enum { STATUS_INTERNAL = 70 }; /* also of a program that ran out of memory */

#define ensure(condition) ((condition) ? (void)0 : fault_raise(__FILE__, __LINE__, #condition))
/* After an exhaustive switch whose cases all return. */
#define unreachable(what) fault_raise(__FILE__, __LINE__, "unreachable: " what)

/* --- Memory --------------------------------------------------------------------------------- */

typedef struct Allocator {
    void *(*allocate)(void *state, size_t size); /* NULL when there is none left */
    void (*release)(void *state, void *block);   /* takes only what `allocate` returned */
    void (*exhausted)(void *state);              /* must not return: exit or longjmp */
    void *state;
    size_t first_block; /* what an arena asks for at first, in bytes, */
    size_t next_block;  /* and for every other block; a larger request gets a block of its own */
} Allocator;

/* malloc and free; `exhausted` prints one line to standard error and exits with status 70. */
extern const Allocator memory_standard;

typedef struct ArenaBlock ArenaBlock;

/* Fields are private to arena.c and to the inline fast path below. */
typedef struct Arena {
    const Allocator *allocator;
    ArenaBlock *block;
    ArenaBlock *spare; /* one that a reset gave up, for the next that is needed; NULL */
    char *next;
    char *limit;  /* under AddressSanitizer always `next`, so that every request is seen */
    size_t total; /* bytes taken from the allocator, for limits and statistics */
    struct Arena *children; /* made by arena_child, the newest first */
    struct Arena *sibling;
} Arena;

typedef struct ArenaMark {
    ArenaBlock *block;
    char *next;
    struct Arena *children;
} ArenaMark;

void arena_open(Arena *arena, const Allocator *allocator);
void arena_close(Arena *arena); /* releases every block; the arena may be opened again */

/* The way of `arena_raw` where the block at hand has no room; not for other callers. */
NEVER_NULL void *arena_refill(Arena *arena, size_t size, size_t align);

/* Memory of `size` bytes aligned to `align` (a power of two), never NULL and not zeroed: for
 * buffers that are filled at once. Size 0 gives a pointer that must not be read. An arena without a block has no room at all, so the
 * comparisons are strict and the fast path needs no case for it. */
NEVER_NULL static inline void *arena_raw(Arena *arena, size_t size, size_t align) {
    size_t room = (size_t)((uintptr_t)arena->limit - (uintptr_t)arena->next);
    size_t padding = (size_t)(-(uintptr_t)arena->next & (align - 1));
    if (size >= room || padding >= room - size) return arena_refill(arena, size, align);
    char *start = arena->next + padding;
    arena->next = start + size;
    return start;
}

/* The same, zeroed: what everything but buffers wants. */
NEVER_NULL static inline void *arena_alloc(Arena *arena, size_t size, size_t align) {
    return memset(arena_raw(arena, size, align), 0, size);
}

/* Grows `old` (may be NULL) to `new_size`, in place when it was the arena's last allocation; the
 * bytes beyond `old_size` are not zeroed. */
NEVER_NULL void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size,
                            size_t align);

/* An arena of the same allocator that is closed with its parent at the latest: for what is only
 * needed for a while. Close it as soon as it is not. */
Arena *arena_child(Arena *parent);

/* Everything allocated after the mark is gone after the reset (scratch memory), with the children that were
 * made since. */
ArenaMark arena_mark(const Arena *arena);
void arena_reset(Arena *arena, ArenaMark mark);

#define arena_new(arena, T) ((T *)arena_alloc((arena), sizeof(T), alignof(T)))
#define arena_array(arena, T, count)                                                               \
    ((T *)arena_alloc((arena), sizeof(T) * (size_t)(count), alignof(T)))

/* --- Growing arrays ------------------------------------------------------------------------- */

/* An array that grows inside an arena: ARRAY(Token) tokens = {0}; array_push(arena, &tokens, t);
 * Used for growing only; what is finished is kept as `items` and `count`. */
#define ARRAY(T)                                                                                   \
    struct {                                                                                       \
        T *items;                                                                                  \
        uint32_t count;                                                                            \
        uint32_t capacity;                                                                         \
    }

#define array_push(arena, array, value)                                                            \
    ((array)->count == (array)->capacity                                                           \
         ? (void)((array)->items = array_grow((arena), (array)->items, &(array)->capacity,         \
                                              sizeof *(array)->items, alignof(max_align_t)))       \
         : (void)0,                                                                                \
     (void)((array)->items[(array)->count++] = (value)))

/* Doubles the capacity (8 at first). Ends in `exhausted` beyond 2^31 items. */
NEVER_NULL void *array_grow(Arena *arena, void *items, uint32_t *capacity, size_t item_size,
                            size_t align);

/* --- Text ----------------------------------------------------------------------------------- */

typedef struct Text {
    const char *bytes;
    size_t length;
} Text;

#define TEXT(literal)   ((Text){(literal), sizeof(literal) - 1})
/* For printf's "%.*s"; texts beyond INT_MAX are cut, messages are shorter than that. */
#define TEXT_ARGS(text) (int)(text).length, (text).bytes

/* Without its sign; defined for the smallest integer too, which has no negative of its kind. */
static inline uint64_t integer_magnitude(int64_t integer) {
    return integer < 0 ? -(uint64_t)integer : (uint64_t)integer;
}

/* ASCII only, whatever the locale. */
static inline bool byte_is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static inline bool byte_is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

Text text_of(const char *c_string); /* NULL gives the empty text */

/* Most texts that differ do so in their length or first byte, which is seen without a call. */
static inline bool text_equal(Text a, Text b) {
    if (a.length != b.length) return false;
    if (a.length == 0) return true;
    return a.bytes[0] == b.bytes[0] && memcmp(a.bytes, b.bytes, a.length) == 0;
}

int text_compare(Text a, Text b);             /* byte order, as memcmp with the shorter first */
int text_order(const void *a, const void *b); /* the same of two `Text *`, for qsort and bsearch */
bool text_starts_with(Text text, Text prefix);
bool text_ends_with(Text text, Text suffix);
bool text_contains(Text text, Text part);
size_t text_find(Text text, Text part, size_t from);  /* SIZE_MAX when it is not there */
Text text_slice(Text text, size_t start, size_t end); /* clamps to the text */
Text text_trim(Text text);                            /* spaces, tabs, CR and LF at both ends */
Text text_copy(Arena *arena, Text text);              /* NUL-terminated beyond its length */
const char *text_c(Arena *arena, Text text);          /* a NUL-terminated copy */
Text text_join(Arena *arena, const Text *parts, size_t count, Text separator);
Text text_of_integer(Arena *arena, int64_t integer);
Text text_format(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
Text text_format_list(Arena *arena, const char *format, va_list arguments) PRINTF_LIKE(2, 0);
/* "a", "a and b", "a, b and c" - the way messages list things. `word` is "and" or "or". */
Text text_enumerate(Arena *arena, const Text *parts, size_t count, Text word);
/* Like the above but at most `most` parts, then "and N more". */
Text text_enumerate_some(Arena *arena, const Text *parts, size_t count, size_t most);

/* --- Writing -------------------------------------------------------------------------------- */

/* A buffer that grows in an arena. Born with its limit: beyond `limit` bytes nothing more is
 * written and `is_full` is set, which the owner turns into a diagnostic. There is never more room
 * than the limit allows, so the inline paths below compare with the room alone. */
typedef struct Writer {
    Arena *arena;
    char *bytes;
    size_t length;
    size_t capacity;
    size_t limit;
    bool is_full;
} Writer;

void writer_open(Writer *writer, Arena *arena, size_t limit);
/* The way of `writer_reserve` where the buffer at hand has no room; not for other callers. */
char *writer_refill(Writer *writer, size_t length);

/* Where `length` more bytes go, with room for them; NULL when they are beyond the limit. */
static inline char *writer_reserve(Writer *writer, size_t length) {
    if (length > writer->capacity - writer->length) return writer_refill(writer, length);
    char *place = writer->bytes + writer->length;
    writer->length += length;
    return place;
}

static inline void writer_text(Writer *writer, Text text) {
    if (text.length == 0) return;
    char *place = writer_reserve(writer, text.length);
    if (place != NULL) memcpy(place, text.bytes, text.length);
}

static inline void writer_char(Writer *writer, char byte) {
    char *place = writer_reserve(writer, 1);
    if (place != NULL) *place = byte;
}

void writer_repeat(Writer *writer, char byte, size_t count);
void writer_string(Writer *writer, const char *c_string);
void writer_format(Writer *writer, const char *format, ...) PRINTF_LIKE(2, 3);
Text writer_done(const Writer *writer); /* what was written; lives in the arena */
/* `text` as a JSON string with its quotes (RFC 8259); what utf8_is_unsafe is escaped too, and a byte
 * that is no UTF-8 is U+FFFD. */
void writer_json(Writer *writer, Text text);

/* --- Maps and hashes (XXH3) ----------------------------------------------------------------- */

/* Text to pointer. Iteration is in order of insertion, so nothing depends on hashes. Keys are not
 * copied: they must live as long as the map. */
typedef struct MapEntry {
    Text key;
    uint64_t hash;
    void *value;
} MapEntry;

typedef struct Map {
    Arena *arena;
    ARRAY(MapEntry) entries;
    uint32_t *slots; /* 1 + index into entries, 0 is free */
    uint32_t slot_count;
} Map;

void map_open(Map *map, Arena *arena);
void *map_get(const Map *map, Text key);       /* NULL when it is not there */
void map_put(Map *map, Text key, void *value); /* replaces */
void **map_at(Map *map, Text key);             /* the place of the value, made if missing */

uint64_t hash_text(Text text); /* XXH3-64 */

typedef struct Hash128 {
    uint64_t high, low;
} Hash128;

Hash128 hash_128(Text text);                  /* XXH3-128 of one text */
Text hash_hex(Arena *arena, Hash128 hash);    /* 32 lower-case hex digits */
Text hash_hex64(Arena *arena, uint64_t hash); /* 16 of them */

/* --- Names ---------------------------------------------------------------------------------- */

struct Path;

/* An interned word: two names are the same word exactly when the pointers are equal. `keyword` is
 * the token kind of a reserved word, 0 otherwise. */
typedef struct Name {
    Text text;
    uint64_t hash;
    uint32_t keyword;
    /* What the word spells as a path, kept by syntax; NULL: none was met. */
    _Atomic(const struct Path *) path;
} Name;

typedef struct NameSlots NameSlots;

/* Several threads may ask for names at once. Words that are known are found without waiting; who adds
 * one waits for whoever does so just then. */
typedef struct Names {
    Arena *arena; /* of the names alone where threads share them */
    pthread_mutex_t lock;
    _Atomic(NameSlots *) slots;
    uint32_t count;
    uint32_t path_count; /* how many of them spell one */
} Names;

void names_open(Names *names, Arena *arena);
const Name *name_of(Names *names, Text text);         /* copies the text once */
const Name *name_find(const Names *names, Text text); /* NULL if never interned */
void name_reserve(Names *names, Text text, uint32_t keyword);

/* Keeps other threads from adding names, and from using the arena of the names, until the same thread
 * unlocks them. Between the two it may look for names and spell, but not call `name_of`. */
void names_lock(Names *names);
void names_unlock(Names *names);
/* The word spells that path. The text lives as long as the names, which are locked. */
void name_spell(Names *names, Text text, const struct Path *path);

/* --- Unicode (utf8proc) --------------------------------------------------------------------- */

enum { UTF8_INVALID = -1 };

/* The code point at *offset, which moves behind it; UTF8_INVALID (moving one byte) where the bytes
 * are no UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF). */
int32_t utf8_next(Text text, size_t *offset);
size_t utf8_check(Text text); /* offset of the first invalid byte, SIZE_MAX when all is well */
void utf8_write(Writer *writer, int32_t code_point);
size_t utf8_length(Text text);    /* code points */
size_t utf8_width(Text text);     /* terminal columns; controls count 0 */
size_t utf8_graphemes(Text text); /* extended grapheme clusters (UAX 29), as `terraform fmt` */
/* The columns of the grapheme cluster at *offset, which moves behind it: for cutting text. */
size_t utf8_cluster(Text text, size_t *offset);
bool utf8_is_nfc(Text text); /* Unicode normal form C, into which Terraform turns text */
/* Cuts the next line of at most `width` columns off `text` at *offset; false at its end. Code in backticks
 * is one word, and a word that is wider than the line stands out. */
bool text_fold(Text text, size_t width, size_t *offset, Text *line);
/* The text as file systems compare names that fold case and normal forms (macOS, Windows): two names
 * with one folded form may be one file. The text itself where nothing changes. */
Text utf8_folded(Arena *arena, Text text);
/* Must not be printed raw or written plain: C0, DEL, C1, U+00A0, 00AD, 200B-200F, 2028-202E,
 * 2060-2064, 2066-2069, FEFF, noncharacters. */
bool utf8_is_unsafe(int32_t code_point);
/* The visible form of what must not be printed: `\n`, `\x1b`, `U+202E`. `raw` is the byte that
 * UTF8_INVALID stands for. */
Text utf8_escape(Arena *arena, int32_t code_point, char raw);
/* The text with everything that is unsafe or no UTF-8 in its visible form; the text itself where
 * there is nothing of the kind. */
Text utf8_visible(Arena *arena, Text text);

/* --- Limits --------------------------------------------------------------------------------- */

/* One place for every limit, with its reason: whatever is compiled, it ends within seconds and within
 * 256 MiB. README.md lists where each is tested. Fuzzers, which reach a limit only when it is near,
 * compile with -DRUNG_SMALL_LIMITS. */
enum {
    LIMIT_SOURCE_BYTES = 16 * 1024 * 1024, /* of one file; offsets fit 24 bits and a bit to spare */
    LIMIT_TOKENS = 300000, /* of one file: the tree of a dense one takes 100 times its bytes */
    LIMIT_SOURCE_FILES = 20000,
    LIMIT_ALL_SOURCE_BYTES = 64 * 1024 * 1024, /* of a project: 20,000 files of 3 KiB */
    LIMIT_SENTENCE_BYTES = 4000,               /* of a message: what is longer nobody reads */
    LIMIT_MANIFEST_BYTES = 16 * 1024 * 1024,   /* of what Helm makes: eight at once are in memory */
    LIMIT_ALL_MANIFEST_BYTES = 64 * 1024 * 1024, /* of a unit, while it is compared */
    LIMIT_MANIFEST_NODES = 500000, /* of one, aliases expanded: two trees take 130 MB */
    LIMIT_COMPLAINT_BYTES = 16384, /* of what it says instead: twenty lines are shown */
    LIMIT_NESTING = 100,           /* of expressions, groups and types; the stack stays small */
    LIMIT_BOUNDS = 100,            /* of one type: every value is held against all of them */
#ifndef RUNG_SMALL_LIMITS
    LIMIT_VALUE_BYTES = 1024 * 1024, /* of one value as text */
    LIMIT_LIST_ITEMS = 100000,       /* of one list or map value */
    LIMIT_STEPS = 20000000, /* of evaluation in one compilation: a second; as eight bytes of a value
                               cost a step, too, also 160 MB */
    LIMIT_ENVIRONMENTS = 256,
    LIMIT_LIKE = 32,          /* environments through which one is like another */
    LIMIT_VALUES = 5000000,   /* parameters times environments: a gigabyte */
    LIMIT_OUTPUTS = 250000,   /* files */
    LIMIT_BLOCKS = 64,        /* sinks of one body, and of all the profiles of a unit */
    LIMIT_PROFILES = 64,      /* of one unit */
    LIMIT_INHERITED = 250000, /* parameters that units have from profiles */
    LIMIT_FINDINGS = 1000,    /* kept; what comes after is counted */
    LIMIT_OUTPUT_BYTES = 64 * 1024 * 1024,
    LIMIT_MEASURED_BYTES =
        256 * 1024 * 1024,                  /* of outputs that are made to be measured: a second */
    LIMIT_MATCH_STEPS = 100000,             /* PCRE2's match limit for one `matches` */
    LIMIT_ALL_MATCH_STEPS = 50000000,       /* of a compilation: half a second */
    LIMIT_PATTERN_BYTES = 16 * 1024 * 1024, /* of all patterns of a compilation, compiled */
    LIMIT_FOREIGN_NESTING = 128,  /* YAML and HCL that we read; flow nesting is quadratic */
    LIMIT_FOREIGN_NODES = 1000000 /* of one foreign file, aliases expanded */
#else
    LIMIT_VALUE_BYTES = 4096,
    LIMIT_LIST_ITEMS = 200,
    LIMIT_STEPS = 200000,
    LIMIT_ENVIRONMENTS = 64,
    LIMIT_LIKE = 4,
    LIMIT_VALUES = 1000,
    LIMIT_OUTPUTS = 100,
    LIMIT_BLOCKS = 4,
    LIMIT_PROFILES = 4,
    LIMIT_INHERITED = 100,
    LIMIT_FINDINGS = 50,
    LIMIT_OUTPUT_BYTES = 1024 * 1024,
    LIMIT_MEASURED_BYTES = 4 * 1024 * 1024,
    LIMIT_MATCH_STEPS = 10000,
    LIMIT_ALL_MATCH_STEPS = 100000,
    LIMIT_PATTERN_BYTES = 65536,
    LIMIT_FOREIGN_NESTING = 32,
    LIMIT_FOREIGN_NODES = 2000
#endif
};

#endif
