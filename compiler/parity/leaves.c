/* leaves.c - P0014: one category covers a map or list of which only some leaves differ.
 *
 * A category in front of a whole map lets everything in it differ, also what nobody meant to. Where
 * all environments have the map and some of its leaves are the same everywhere, the others are
 * better rows of their own. Lists count only where a row can name their elements: maps told apart
 * by a `name`. An environment that has nothing there, or an empty map, switches the whole on or
 * off, and then the whole is what differs. */
#include "parity/rule.h"

enum { SHOWN_LEAVES = 3 };

/* The leaves of the whole value: how many are the same everywhere, and which differ. */
typedef struct Leaves {
    uint32_t same;
    ARRAY(Text) different;
} Leaves;

/* The name of an element by which a row would address it; "" when it has none. */
static Text name_of_element(const Value *element) {
    if (element->kind != VALUE_MAP) return TEXT("");
    const Value *name = value_member(element, TEXT("name"));
    return name != NULL && name->kind == VALUE_STRING ? name->text : TEXT("");
}

/* Can a row name every element of the list? */
static bool is_keyed(const Value *list) {
    for (uint32_t i = 0; i < list->count; i++)
        if (name_of_element(list->as.items[i]).length == 0) return false;
    return list->count > 0;
}

/* What has leaves of its own that rows can name. */
static bool is_branch(const Value *value) {
    if (value == NULL) return false;
    return (value->kind == VALUE_MAP && value->count > 0) ||
           (value->kind == VALUE_LIST && is_keyed(value));
}

/* All branches of one kind: then their children are compared one by one. */
static bool are_branches(const Value *const *values, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (!is_branch(values[i]) || values[i]->kind != values[0]->kind) return false;
    return true;
}

/* One leaf in all environments; one that is missing somewhere is another. */
static bool are_same(const Value *const *values, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (values[i] == NULL || values[0] == NULL || !value_same(values[0], values[i]))
            return false;
    return true;
}

/* The children of all environments by their keys, in the order in which a key is first met; NULL
 * where an environment lacks the key. What the first one lacks differs, so all such keys share one
 * row of nothing. */
static void gather(Map *out, const Value *const *branches, uint32_t count) {
    const Value **nothing = arena_array(out->arena, const Value *, count);
    for (uint32_t i = 0; i < count; i++) {
        const Value *branch = branches[i];
        for (uint32_t j = 0; j < branch->count; j++) {
            bool is_map = branch->kind == VALUE_MAP;
            const Value *child = is_map ? branch->as.pairs[j].value : branch->as.items[j];
            void **place = map_at(out, is_map ? branch->as.pairs[j].key : name_of_element(child));
            if (*place == NULL)
                *place = i == 0 ? arena_array(out->arena, const Value *, count) : nothing;
            if (*place != nothing) ((const Value **)*place)[i] = child;
        }
    }
}

/* The path of a leaf as a row would write it. */
static Text path_below(Arena *arena, Text path, Text key, bool is_map) {
    Writer writer;
    Segment segment = {.kind = is_map ? SEGMENT_WORD : SEGMENT_KEY, .text = key};
    writer_open(&writer, arena, SIZE_MAX);
    writer_text(&writer, path);
    if (path.length > 0 && is_map) writer_char(&writer, '.');
    syntax_write_segment(&writer, &segment);
    return writer_done(&writer);
}

/* Walks all values side by side, down to where one of them ends. */
static void compare(Arena *arena, const Value *const *values, uint32_t count, Text path,
                    Leaves *out) {
    if (!are_branches(values, count)) {
        bool is_same = are_same(values, count);
        out->same += is_same;
        if (!is_same) array_push(arena, &out->different, path);
        return;
    }
    Map children;
    map_open(&children, arena);
    gather(&children, values, count);
    bool is_map = values[0]->kind == VALUE_MAP;
    for (uint32_t i = 0; i < children.entries.count; i++) {
        const MapEntry *entry = &children.entries.items[i];
        compare(arena, entry->value, count, path_below(arena, path, entry->key, is_map), out);
    }
}

/* Some leaves differ and some do not: with none of either there is nothing to take apart. */
static bool judge(Parity *parity, const Row *row, EnvironmentSet *involved) {
    if (row->is_same || row->has_error || !are_branches(row->values, row->count)) return false;
    Leaves leaves = {0};
    ArenaMark mark = arena_mark(parity->arena);
    compare(parity->arena, row->values, row->count, TEXT(""), &leaves);
    arena_reset(parity->arena, mark);
    *involved = row_environments(row);
    return leaves.same > 0 && leaves.different.count > 0;
}

/* Names the leaves, and shows how the first would be written. */
static void report_leaves(const Parity *parity, const Row *row) {
    const Param *param = row->param;
    Leaves leaves = {0};
    compare(parity->arena, row->values, row->count, TEXT(""), &leaves);
    ensure(leaves.different.items != NULL);
    Diagnostic *diagnostic = report_mixed_leaves(parity->report, param->span, param->path->text);
    Text names = text_enumerate_some(parity->arena, leaves.different.items, leaves.different.count,
                                     SHOWN_LEAVES);
    report_label(diagnostic, param->span, "%.*s %s, %u %s the same everywhere", TEXT_ARGS(names),
                 leaves.different.count == 1 ? "differs" : "differ", leaves.same,
                 leaves.same == 1 ? "other is" : "others are");
    Text leaf = leaves.different.items[0];
    report_help(diagnostic,
                "write each leaf that differs as a row of its own, such as "
                "`%.*s %.*s%s%.*s = ...`",
                TEXT_ARGS(param->category->name->text), TEXT_ARGS(param->path->text),
                text_starts_with(leaf, TEXT("[")) ? "" : ".", TEXT_ARGS(leaf));
    finding_about(parity, diagnostic, param);
    EnvironmentSet environments = row_environments(row);
    finding_environments(parity, diagnostic, &environments);
}

/* A category by reference was stated elsewhere, where its row is judged. */
void leaves_check_row(Parity *parity, const Row *row) {
    if (row->is_same || row->param->category == NULL || row->is_image) return;
    if (row->count == 0 || row->rolling != NULL || !is_branch(row->values[0])) return;
    Row judged;
    if (waiver_judge(parity, row, CODE_P0014, judge, &judged)) report_leaves(parity, &judged);
}
