/* alias.c - outputs whose paths are two here and one elsewhere.
 *
 * `Prod/` and `prod/` are one directory on the file systems of macOS and Windows, and so are two
 * spellings of one accent: whoever checks the project out there has one of two files, and every build is
 * stale. So such outputs clash on every system, as if their paths were the same. Nearly all paths
 * are small letters of ASCII, which are what they fold to, and cost one look. */
#include "emit/emission.h"

/* A path, folded, for every output in the order of the plan; NULL where nothing folds. */
static Text *fold_paths(const Plan *plan) {
    uint32_t count = plan->by_path.entries.count;
    Text *folded = arena_array(plan->arena, Text, count);
    bool is_changed = false;
    for (uint32_t i = 0; i < count; i++) {
        Text path = plan->by_path.entries.items[i].key;
        folded[i] = utf8_folded(plan->arena, path);
        is_changed |= folded[i].bytes != path.bytes;
    }
    return is_changed ? folded : NULL;
}

static void add_alias(Plan *plan, const Output *first, const Output *second) {
    Clash clash = {.first = first, .second = second, .is_alias = true};
    array_push(plan->arena, &plan->clashes, clash);
}

/* One path twice. The first that is there stands for the others. */
static void find_same(Plan *plan, const Text *folded, Map *seen) {
    for (uint32_t i = 0; i < plan->by_path.entries.count; i++) {
        const Output *output = plan->by_path.entries.items[i].value;
        void **place = map_at(seen, folded[i]);
        if (*place)
            add_alias(plan, *place, output);
        else
            *place = plan->by_path.entries.items[i].value;
    }
}

/* Does the path lie below the other as both are written? Then they clash in any case. */
static bool is_below(Text path, Text directory) {
    return text_starts_with(path, directory) && path.length > directory.length &&
           path.bytes[directory.length] == '/';
}

/* A file that is a directory of another path. */
static void find_directories(Plan *plan, const Text *folded, const Map *seen) {
    for (uint32_t i = 0; i < plan->by_path.entries.count; i++) {
        const Output *output = plan->by_path.entries.items[i].value;
        for (size_t end = 0; end < folded[i].length; end++) {
            if (folded[i].bytes[end] != '/') continue;
            const Output *file = map_get(seen, text_slice(folded[i], 0, end));
            if (file && !is_below(output->path, file->path)) add_alias(plan, file, output);
        }
    }
}

void alias_find(Plan *plan) {
    const Text *folded = fold_paths(plan);
    if (!folded) return;
    Map seen;
    map_open(&seen, plan->arena);
    find_same(plan, folded, &seen);
    find_directories(plan, folded, &seen);
}
