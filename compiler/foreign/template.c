/* template.c - finds templates that branch on the name of an environment.
 *
 * `{{ if eq .Values.env "prod" }}` hides a difference between environments where no table shows it.
 * A template is not parsed: an action is cut into words and literals, and where one of the words
 * compares, each literal that is an environment's name is a find. Text outside of actions,
 * comments and fields such as `.Values.has` do not count. The scan is one pass over the bytes. */
#include "foreign/foreign.h"

typedef struct Scan {
    Arena *arena;
    Text bytes;
    size_t at;
    const Text *environments;
    size_t environment_count;
    ARRAY(TemplateBranch) found;
} Scan;

static bool stands_at(const Scan *scan, size_t at, Text text) {
    return at <= scan->bytes.length && scan->bytes.length - at >= text.length &&
           memcmp(scan->bytes.bytes + at, text.bytes, text.length) == 0;
}

/* Names of Go are letters, digits and `_`. */
static bool is_word_byte(char byte) {
    char lower = (char)(byte | 0x20);
    return (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

/* The environment of that name, NULL when there is none. */
static const Text *find_environment(const Scan *scan, Text name) {
    size_t low = 0, high = scan->environment_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = text_compare(scan->environments[middle], name);
        if (order == 0) return &scan->environments[middle];
        if (order < 0) low = middle + 1;
        if (order > 0) high = middle;
    }
    return NULL;
}

/* The words after which a literal is something to compare with. */
static bool compares(Text word) {
    static const Text words[] = {{"if", 2},  {"eq", 2},       {"ne", 2},
                                 {"has", 3}, {"contains", 8}, {"hasPrefix", 9}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (text_equal(words[i], word)) return true;
    }
    return false;
}

/* Moves behind a literal in `"`, `'` or backquotes, and keeps it when it names an environment. A
 * backquoted one has no escapes, `'` is for single characters, and an unfinished one is none. */
static void take_literal(Scan *scan) {
    size_t start = scan->at;
    size_t length = scan->bytes.length;
    char quote = scan->bytes.bytes[scan->at++];
    while (scan->at < length && scan->bytes.bytes[scan->at] != quote) {
        scan->at += scan->bytes.bytes[scan->at] == '\\' && quote != '`' ? 2 : 1;
    }
    if (scan->at >= length) {
        scan->at = length;
        return;
    }
    const Text *name = find_environment(scan, text_slice(scan->bytes, start + 1, scan->at));
    scan->at++;
    if (name == NULL || quote == '\'') return;
    TemplateBranch branch = {(uint32_t)start, (uint32_t)scan->at, *name};
    array_push(scan->arena, &scan->found, branch);
}

/* Moves behind a word; true when it compares and is no field or variable. */
static bool take_word(Scan *scan) {
    size_t start = scan->at;
    while (scan->at < scan->bytes.length && is_word_byte(scan->bytes.bytes[scan->at])) {
        scan->at++;
    }
    char before = scan->bytes.bytes[start - 1]; /* an action begins with two braces */
    bool is_name = before == '.' || before == '$';
    return !is_name && compares(text_slice(scan->bytes, start, scan->at));
}

/* Moves behind a comment of slashes and stars, whose `}}` need not end the action. */
static void skip_comment(Scan *scan) {
    size_t end = text_find(scan->bytes, TEXT("*/"), scan->at + 2);
    scan->at = end == SIZE_MAX ? scan->bytes.length : end + 2;
}

/* From behind `{{` behind `}}`. The literals are kept only if the action compares. */
static void scan_action(Scan *scan) {
    uint32_t count = scan->found.count;
    bool has_comparison = false;
    while (scan->at < scan->bytes.length) {
        char byte = scan->bytes.bytes[scan->at];
        if (is_word_byte(byte)) {
            has_comparison |= take_word(scan);
        } else if (byte == '"' || byte == '\'' || byte == '`') {
            take_literal(scan);
        } else if (byte == '}' && stands_at(scan, scan->at, TEXT("}}"))) {
            break;
        } else if (byte == '/' && stands_at(scan, scan->at, TEXT("/*"))) {
            skip_comment(scan);
        } else {
            scan->at++;
        }
    }
    if (!has_comparison) scan->found.count = count;
}

void template_scan(Arena *arena, Text bytes, const Text *environments, size_t count,
                   TemplateBranches *out) {
    Scan scan = {
        .arena = arena, .bytes = bytes, .environments = environments, .environment_count = count};
    for (;;) {
        size_t action = text_find(bytes, TEXT("{{"), scan.at);
        if (action == SIZE_MAX) break;
        scan.at = action + 2;
        scan_action(&scan);
    }
    *out = (TemplateBranches){scan.found.items, scan.found.count};
}
