/* yaml.c - the harness of what is read into nodes (YAML, JSON, variables of Terraform, dotenv files):
 * reading is bounded, and what is written is what is read.
 *
 * Bytes that are read give a tree within the limits or a problem with its place, never both and
 * never neither. A tree of JSON, written and read again, is the same tree. The other way round, any
 * text that is written as a scalar or as a key of YAML, JSON or HCL is read as that text. */
#include "emit/emit.h"
#include "foreign/foreign.h"
#include "harness.h"

typedef const Node *Read(Arena *arena, Text bytes, Problem *problem);

/* --- Reading -------------------------------------------------------------------------------- */

/* Counts the nodes with aliases written out, and measures how deep they lie. */
static uint64_t count_nodes(const Node *node, size_t size, uint32_t depth) {
    uint64_t count = 1;
    property(depth <= LIMIT_FOREIGN_NESTING + 1 && node->offset <= size);
    for (uint32_t i = 0; node->kind == NODE_LIST && i < node->count; i++)
        count += count_nodes(node->as.items[i], size, depth + 1);
    for (uint32_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
        property(node_member(node, node->as.pairs[i].key) == node->as.pairs[i].value);
        count += count_nodes(node->as.pairs[i].value, size, depth + 1);
    }
    return count;
}

/* Whoever reads the same bytes twice sees the same. */
static const Node *check_read(Arena *arena, Read *read, Text text) {
    Problem problem;
    const Node *root = read(arena, text, &problem);
    property((root == NULL) == (problem.what.length > 0));
    property(root != NULL || problem.offset <= text.length);
    if (root == NULL) return NULL;
    property(count_nodes(root, text.length, 0) <= LIMIT_FOREIGN_NODES + 1);
    property(node_same(root, read(arena, text, &problem)));
    return root;
}

/* --- JSON there and back -------------------------------------------------------------------- */

static void write_node(Writer *out, const Node *node) {
    switch (node->kind) {
    case NODE_NULL:
    case NODE_BOOL:
    case NODE_NUMBER: writer_text(out, node->text); return;
    case NODE_STRING: writer_json(out, node->text); return;
    case NODE_LIST:
        for (uint32_t i = 0; i < node->count; i++) {
            writer_char(out, i == 0 ? '[' : ',');
            write_node(out, node->as.items[i]);
        }
        writer_string(out, node->count == 0 ? "[]" : "]");
        return;
    case NODE_MAP:
        for (uint32_t i = 0; i < node->count; i++) {
            writer_char(out, i == 0 ? '{' : ',');
            writer_json(out, node->as.pairs[i].key);
            writer_char(out, ':');
            write_node(out, node->as.pairs[i].value);
        }
        writer_string(out, node->count == 0 ? "{}" : "}");
        return;
    }
    unreachable("NodeKind");
}

static bool same_node(const Node *a, const Node *b) {
    if (a->kind != b->kind || a->count != b->count || !text_equal(a->text, b->text)) return false;
    for (uint32_t i = 0; i < a->count; i++) {
        if (a->kind == NODE_LIST && !same_node(a->as.items[i], b->as.items[i])) return false;
        if (a->kind != NODE_MAP) continue;
        if (!text_equal(a->as.pairs[i].key, b->as.pairs[i].key)) return false;
        if (!same_node(a->as.pairs[i].value, b->as.pairs[i].value)) return false;
    }
    return true;
}

/* JSON is YAML: both readers see one tree. A scalar by itself is no file that we read as JSON. */
static void check_json(Arena *arena, const Node *root, Text text) {
    Problem problem;
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    write_node(&writer, root);
    const Node *again = json_read(arena, writer_done(&writer), &problem);
    property(again != NULL && same_node(root, again));
    if (root->kind != NODE_LIST && root->kind != NODE_MAP) return;
    const Node *as_yaml = yaml_read(arena, text, &problem);
    property(as_yaml != NULL && same_node(root, as_yaml));
}

/* --- Text there and back -------------------------------------------------------------------- */

/* `{TEXT: [TEXT]}` by one of our writers, behind `prefix`: read, it must be just that. */
static void check_written(Arena *arena, const char *prefix, Read *read,
                          void (*write)(Writer *, const Value *, uint32_t), Text text) {
    Problem problem;
    Writer writer;
    const Value *item = value_string(arena, text);
    const Pair pair = {.key = text, .value = value_list(arena, &item, 1)};
    writer_open(&writer, arena, SIZE_MAX);
    writer_string(&writer, prefix);
    write(&writer, value_map(arena, &pair, 1), 0);
    writer_char(&writer, '\n');
    const Node *root = read(arena, writer_done(&writer), &problem);
    if (root != NULL && *prefix) root = root->as.pairs[0].value;
    property(root != NULL && root->kind == NODE_MAP && root->count == 1);
    property(text_equal(root->as.pairs[0].key, text));
    const Node *list = root->as.pairs[0].value;
    property(list->kind == NODE_LIST && list->count == 1);
    property(list->as.items[0]->kind == NODE_STRING);
    property(text_equal(list->as.items[0]->text, text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Text text = harness_text(&arena, data, size);
    check_read(&arena, yaml_read, text);
    check_read(&arena, tfvars_read, text);
    check_read(&arena, dotenv_read, text);
    const Node *root = check_read(&arena, json_read, text);
    if (root != NULL) check_json(&arena, root, text);
    if (utf8_check(text) == SIZE_MAX && (size == 0 || memchr(text.bytes, 0, size) == NULL)) {
        check_written(&arena, "", yaml_read, yaml_write, text);
        check_written(&arena, "", json_read, json_write, text);
        check_written(&arena, "a = ", tfvars_read, hcl_write, text);
    }
    arena_close(&arena);
    return 0;
}
