/* manifest.c - the harness of rendered manifests: two texts that Helm might print, compared.
 *
 * The input is two streams of YAML documents, parted by a line `=== base`. Whatever they hold: a diff is
 * printable, its JSON is JSON, its comment keeps its limit; it says that something differs exactly where
 * the diff the other way does; a manifest does not differ from itself, also behind a comment; the same
 * bytes come twice. And no form holds a value of a Secret, of those that stand nowhere else. */
#include "diff/diff.h"
#include "foreign/foreign.h"
#include "harness.h"

enum { COMMENT = 3000 };

typedef void WriteDiff(const Diff *diff, const DiffLook *look, Writer *out);

static void write_names(const Diff *diff, const DiffLook *look, Writer *out) {
    (void)look;
    diff_names(diff, out);
}

static WriteDiff *const forms[] = {diff_text, diff_markdown, diff_json, write_names};

enum { FORMS = sizeof forms / sizeof forms[0], MARKDOWN = 1, JSON = 2 };

/* --- Diffs ---------------------------------------------------------------------------------- */

static DiffManifest manifest_of(const char *environment, Text text) {
    return (DiffManifest){.unit = TEXT("orders"),
                          .environment = text_of(environment),
                          .namespace = TEXT("shop"),
                          .text = text};
}

/* In `prod` from the one to the other; in `dev` the new side stays as it is. */
static Diff *diff_of(Arena *arena, Text old, Text new) {
    DiffManifest before[] = {manifest_of("dev", new), manifest_of("prod", old)};
    DiffManifest after[] = {before[0], manifest_of("prod", new)};
    const DiffManifests sides[] = {{before, 2, 2}, {after, 2, 2}};
    Diff programs = {0};
    array_push(arena, &programs.environments, ((DiffName){TEXT("dev"), DIFF_CHANGED}));
    array_push(arena, &programs.environments, ((DiffName){TEXT("prod"), DIFF_CHANGED}));
    array_push(arena, &programs.units, ((DiffName){TEXT("orders"), DIFF_CHANGED}));
    return diff_manifests(arena, &programs, &sides[0], &sides[1]);
}

static Text written(Arena *arena, const Diff *diff, WriteDiff *write) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    write(diff, &(DiffLook){.width = 80, .max_size = COMMENT}, &out);
    return writer_done(&out);
}

static void check_forms(Arena *arena, const Diff *diff, const Diff *again, Text *out) {
    Problem problem;
    for (size_t i = 0; i < FORMS; i++) {
        out[i] = written(arena, diff, forms[i]);
        property(harness_is_printable(out[i]));
        property(text_equal(out[i], written(arena, again, forms[i])));
    }
    property(utf8_length(out[MARKDOWN]) <= COMMENT);
    property(json_read(arena, out[JSON], &problem) != NULL ||
             text_starts_with(problem.what, TEXT("the file has more than")));
}

/* --- Secrets -------------------------------------------------------------------------------- */

/* What stands in the inputs. */
typedef struct Search {
    Arena *arena;
    Text old, new;
    const Text *forms;
} Search;

static size_t count_in(Text text, Text part) {
    size_t count = 0;
    for (size_t at = 0; (at = text_find(text, part, at)) != SIZE_MAX; at++)
        count++;
    return count;
}

/* Long enough not to be written by chance, and as it stands in the input. */
static bool is_telling(const Search *search, Text text) {
    enum { LEAST = 8 };

    bool has_digit = false;
    for (size_t i = 0; i < text.length; i++) {
        if (!byte_is_letter(text.bytes[i]) && !byte_is_digit(text.bytes[i])) return false;
        has_digit = has_digit || byte_is_digit(text.bytes[i]);
    }
    return has_digit && text.length >= LEAST &&
           count_in(search->old, text) + count_in(search->new, text) == 1;
}

static void check_value(const Search *search, const Node *node) {
    for (uint32_t i = 0; node->kind == NODE_LIST && i < node->count; i++)
        check_value(search, node->as.items[i]);
    for (uint32_t i = 0; node->kind == NODE_MAP && i < node->count; i++)
        check_value(search, node->as.pairs[i].value);
    if (node->kind == NODE_LIST || node->kind == NODE_MAP || !is_telling(search, node->text))
        return;
    for (size_t i = 0; i < FORMS; i++)
        property(!text_contains(search->forms[i], node->text));
}

/* The keys of a map are shown, what stands at them is not. */
static void check_document(const Search *search, const Node *node) {
    const Node *kind = node_member(node, TEXT("kind")), *items = node_member(node, TEXT("items"));
    for (uint32_t i = 0; items && items->kind == NODE_LIST && i < items->count; i++)
        check_document(search, items->as.items[i]);
    if (!kind || !text_equal(kind->text, TEXT("Secret"))) return;
    const Node *data = node_member(node, TEXT("data")),
               *plain = node_member(node, TEXT("stringData"));
    if (data) check_value(search, data);
    if (plain) check_value(search, plain);
}

static void check_secrets(const Search *search, Text text) {
    Problem problem;
    Documents documents;
    if (!yaml_read_all(search->arena, text, LIMIT_MANIFEST_NODES, &documents, &problem)) return;
    for (uint32_t i = 0; i < documents.count; i++)
        check_document(search, documents.items[i]);
}

/* --- All of it ------------------------------------------------------------------------------ */

/* A comment makes other bytes of the same objects; what cannot be read is not known to be the same. */
static void check_itself(Arena *arena, Text text) {
    Problem problem;
    Documents documents;
    const Text parts[] = {TEXT("# comment\n"), text};
    property(diff_is_empty(diff_of(arena, text, text)));
    Text again = text_join(arena, parts, 2, TEXT(""));
    if (yaml_read_all(arena, text, LIMIT_MANIFEST_NODES, &documents, &problem) &&
        yaml_read_all(arena, again, LIMIT_MANIFEST_NODES, &documents, &problem))
        property(diff_is_empty(diff_of(arena, text, again)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    Text shown[FORMS], back[FORMS];
    arena_open(&arena, &memory_standard);
    Text text = harness_text(&arena, data, size), mark = TEXT("\n=== base\n");
    size_t at = text_find(text, mark, 0);
    Text new = text_slice(text, 0, at),
         old = at == SIZE_MAX ? new : text_slice(text, at + mark.length, text.length);
    Diff *there = diff_of(&arena, old, new), *other = diff_of(&arena, new, old);
    check_forms(&arena, there, diff_of(&arena, old, new), shown);
    check_forms(&arena, other, diff_of(&arena, new, old), back);
    property(diff_is_empty(there) == diff_is_empty(other));
    property(diff_is_empty(there) == (shown[0].length == 0));
    for (int i = 0; i < 2; i++) {
        const Search search = {&arena, old, new, i ? back : shown};
        check_secrets(&search, old);
        check_secrets(&search, new);
    }
    check_itself(&arena, new);
    arena_close(&arena);
    return 0;
}
