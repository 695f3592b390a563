/* facts.c - the matrix of a project, read back from its JSON. */
#include "property/facts.h"

#include "unit/unit.h"

static void write_node(Writer *out, const Node *node) {
    static const char marks[] = {[NODE_NULL] = '0',   [NODE_BOOL] = 'b', [NODE_NUMBER] = 'n',
                                 [NODE_STRING] = 's', [NODE_LIST] = '[', [NODE_MAP] = '{'};
    writer_char(out, marks[node->kind]);
    switch (node->kind) {
    case NODE_NULL:
    case NODE_BOOL:
    case NODE_NUMBER:
    case NODE_STRING: writer_json(out, node->text); return;
    case NODE_LIST:
        for (uint32_t i = 0; i < node->count; i++)
            write_node(out, node->as.items[i]);
        writer_char(out, ']');
        return;
    case NODE_MAP:
        for (uint32_t i = 0; i < node->count; i++) {
            writer_json(out, node->as.pairs[i].key);
            write_node(out, node->as.pairs[i].value);
        }
        writer_char(out, '}');
        return;
    }
}

Text facts_node(Arena *arena, const Node *node) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    write_node(&writer, node);
    return writer_done(&writer);
}

Text facts_member(const Node *map, const char *key) {
    const Node *node = node_member(map, text_of(key));
    assert_non_null(node);
    return node->text;
}

Text facts_key(Arena *arena, const Node *row, Text environment) {
    return text_format(arena, "%.*s|%.*s|%.*s|%.*s", TEXT_ARGS(facts_member(row, "unit")),
                       TEXT_ARGS(facts_member(row, "sink")), TEXT_ARGS(facts_member(row, "path")),
                       TEXT_ARGS(environment));
}

void facts_put(Facts *facts, Text key, Text value) {
    Text *copy = arena_new(facts->arena, Text);
    *copy = value;
    map_put(&facts->values, key, copy);
}

const Text *facts_get(const Facts *facts, Text key) {
    return map_get(&facts->values, key);
}

void facts_put_row(Facts *facts, const Node *row, const Node *values) {
    facts_put(facts, facts_key(facts->arena, row, TEXT("")), TEXT("there"));
    for (uint32_t i = 0; i < values->count; i++)
        facts_put(facts, facts_key(facts->arena, row, values->as.pairs[i].key),
                  facts_node(facts->arena, values->as.pairs[i].value));
}

const Node *facts_json(Arena *arena, RungText text) {
    Problem problem;
    const Node *node = json_read(arena, (Text){text.bytes, text.length}, &problem);
    if (!node) fail_msg("%.*s", TEXT_ARGS(problem.what));
    return node;
}

void facts_open(Arena *arena, RungProject *project, Facts *out) {
    RungText text;
    *out = (Facts){.arena = arena};
    map_open(&out->values, arena);
    rung_values(project, &(RungValues){.format = RUNG_VALUES_JSON}, &text);
    const Node *rows = node_member(facts_json(arena, text), TEXT("params"));
    for (uint32_t i = 0; i < rows->count; i++)
        facts_put_row(out, rows->as.items[i], node_member(rows->as.items[i], TEXT("values")));
}
