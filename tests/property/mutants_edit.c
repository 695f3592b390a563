/* mutants_edit.c - text surgery on a program: a cell more or another one, a new row, a column.
 *
 * A row is written in one of three forms (in a table, with cells in braces, with a default alone),
 * and each takes a new cell in its own way; whoever breaks a rule only says for which environment
 * and with which value. */
#include "property/mutants.h"
#include "property/trap.h"

/* --- Values as text ------------------------------------------------------------------------- */

/* IPv6 is quoted. */
static void spell_network(Writer *out, Text text) {
    if (text_contains(text, TEXT(":")))
        trap_write_string(out, text);
    else
        writer_text(out, text);
}

/* Recursive, because lists and maps hold values. */
static void spell(Writer *out, const Value *value) {
    switch (value->kind) {
    case VALUE_ABSENT: writer_string(out, "none"); return;
    case VALUE_BOOL: writer_string(out, value->as.truth ? "true" : "false"); return;
    case VALUE_INT: writer_format(out, "%lld", (long long)value->as.integer); return;
    case VALUE_NUMBER:
    case VALUE_PERCENT:
    case VALUE_DURATION:
    case VALUE_QUANTITY:
    case VALUE_TIME:
    case VALUE_DIGEST: writer_text(out, value->text); return;
    case VALUE_STRING:
    case VALUE_ENUM:
    case VALUE_SECRET: trap_write_string(out, value->text); return;
    case VALUE_NETWORK: spell_network(out, value->text); return;
    case VALUE_LIST:
        writer_char(out, '[');
        for (uint32_t i = 0; i < value->count; i++) {
            if (i > 0) writer_string(out, ", ");
            spell(out, value->as.items[i]);
        }
        writer_char(out, ']');
        return;
    case VALUE_MAP:
        writer_string(out, "{ ");
        for (uint32_t i = 0; i < value->count; i++) {
            if (i > 0) writer_string(out, ", ");
            trap_write_string(out, value->as.pairs[i].key);
            writer_string(out, " = ");
            spell(out, value->as.pairs[i].value);
        }
        writer_string(out, " }");
        return;
    case VALUE_ERROR: break;
    }
    fail_msg("a value that is an error has no spelling");
}

Text edit_spell(Arena *arena, const Value *value) {
    Writer out;
    writer_open(&out, arena, LIMIT_VALUE_BYTES);
    spell(&out, value);
    return writer_done(&out);
}

Text edit_source(const Example *example, Span span) {
    return sources_text(example->model->report->sources, span);
}

/* --- Other values --------------------------------------------------------------------------- */

/* As they are emitted. */
static bool has_value(const Values *values, const Value *value) {
    for (uint32_t i = 0; i < values->count; i++)
        if (value_same(values->items[i], value)) return true;
    return false;
}

/* Keeps what the type accepts and what is new. */
static void add_value(const Example *example, Arena *arena, const Param *param,
                      const Value *without, const Value *value, Values *out) {
    const Value *accepted;
    Text problem;
    const Type *type = matrix_type(example->matrix, param);
    if (!type_accepts(arena, type, value, &accepted, &problem)) return;
    if (value_same(accepted, without) || has_value(out, accepted)) return;
    array_push(arena, out, accepted);
}

/* The text with something behind it, and the other values of an enum. */
static void add_texts(const Example *example, Arena *arena, const Param *param,
                      const Value *without, Values *out) {
    static const char *const suffixes[] = {"x", "-x", "/x"};
    for (size_t i = 0; i < COUNT(suffixes); i++) {
        Text text = text_format(arena, "%.*s%s", TEXT_ARGS(without->text), suffixes[i]);
        add_value(example, arena, param, without, value_string(arena, text), out);
    }
    const Type *type = matrix_type(example->matrix, param);
    for (uint32_t i = 0; i < type->value_count; i++)
        add_value(example, arena, param, without, value_string(arena, type->values[i]), out);
}

/* One or two made up for each kind. */
static void add_made_up(const Example *example, Arena *arena, const Param *param,
                        const Value *without, Values *out) {
    static const struct {
        ValueKind kind;
        const char *text;
    } others[] = {
        {VALUE_PERCENT, "12%"},   {VALUE_PERCENT, "88%"},  {VALUE_DURATION, "11s"},
        {VALUE_DURATION, "500h"}, {VALUE_QUANTITY, "75m"}, {VALUE_QUANTITY, "300Mi"},
        {VALUE_QUANTITY, "64Gi"}, {VALUE_NUMBER, "0.25"},  {VALUE_NETWORK, "172.16.0.0/16"}};

    for (size_t i = 0; i < COUNT(others); i++)
        if (without->kind == others[i].kind)
            add_value(example, arena, param, without,
                      value_text(arena, others[i].kind, text_of(others[i].text)), out);
    if (without->kind == VALUE_BOOL)
        add_value(example, arena, param, without, value_bool(!without->as.truth), out);
    for (int64_t step = -1; without->kind == VALUE_INT && step <= 1; step += 2)
        add_value(example, arena, param, without, value_int(arena, without->as.integer + step),
                  out);
    if (without->kind == VALUE_STRING || without->kind == VALUE_ENUM)
        add_texts(example, arena, param, without, out);
}

void edit_values(const Example *example, Arena *arena, const Param *param, uint32_t environment,
                 Values *out) {
    const Value *without = matrix_value(example->matrix, param, environment);
    *out = (Values){0};
    if (without == NULL || without->kind == VALUE_SECRET) return;
    for (uint32_t i = 0; i < example->model->environment_count; i++) {
        const Value *value = matrix_value(example->matrix, param, i);
        if (value == NULL || value_same(value, without) || has_value(out, value)) continue;
        array_push(arena, out, value);
    }
    add_made_up(example, arena, param, without, out);
}

/* --- Cells ---------------------------------------------------------------------------------- */

/* A table gets a column, and every other row a cell that is not there. */
static void add_column(Mutant *mutant, const RowSite *site, Text environment, Text value) {
    const Entry *table = site->table;
    const Column *last = &table->as.table.columns[table->as.table.column_count - 1];
    mutant_insert(mutant, site->tree->file, last->span.end,
                  text_format(mutant->arena, " | %.*s", TEXT_ARGS(environment)));
    for (uint32_t i = 0; i < table->as.table.row_count; i++) {
        const Parameter *row = &table->as.table.rows[i];
        Text cell = row == site->row ? value : TEXT("_");
        mutant_insert(mutant, site->tree->file, row->cells[row->cell_count - 1].span.end,
                      text_format(mutant->arena, " | %.*s", TEXT_ARGS(cell)));
    }
}

/* Does a column for several environments name this one too? */
static bool is_shared(const RowSite *site, Text environment) {
    for (uint32_t i = 0; i < site->table->as.table.column_count; i++) {
        const Words *words = &site->table->as.table.columns[i].environments;
        for (uint32_t j = 0; words->count > 1 && j < words->count; j++)
            if (text_equal(words->items[j].name->text, environment)) return true;
    }
    return false;
}

bool edit_cell(Mutant *mutant, const RowSite *site, Text environment, Text value) {
    const Cell *cell = site_cell(site, environment);
    if (cell != NULL) {
        mutant_replace(mutant, cell->span, value);
        return true;
    }
    if (site->table != NULL) {
        if (is_shared(site, environment)) return false;
        add_column(mutant, site, environment, value);
        return true;
    }
    bool has_cells = site->row->cell_count > 0;
    Text text = text_format(mutant->arena, has_cells ? "%.*s = %.*s, " : " { %.*s = %.*s }",
                            TEXT_ARGS(environment), TEXT_ARGS(value));
    uint32_t at = has_cells ? site->row->cells[0].environment->span.start : site->span.end;
    mutant_insert(mutant, site->tree->file, at, text);
    return true;
}

/* --- Rows ----------------------------------------------------------------------------------- */

void edit_plant(Mutant *mutant, const SinkSite *site, Text line) {
    const SinkNode *node = &site->member->as.sink;
    uint32_t from = node->template != NULL ? node->template->span.end : node->word.span.end;
    mutant_insert(mutant, site->tree->file, site_brace(site->tree, from),
                  text_format(mutant->arena, "\n    %.*s\n", TEXT_ARGS(line)));
}

/* The file with the variables of the module that a sink is for; -1 where there is none. */
static int32_t variables_of(const Mutant *mutant, const Sink *sink) {
    const Module *module =
        artifacts_module(mutant->example->project->artifacts, mutant->example->matrix, sink->unit);
    if (sink->kind != SINK_TERRAFORM || module == NULL) return -1;
    Text path = text_format(mutant->arena, "%.*s/variables.tf", TEXT_ARGS(module->path));
    return example_path(mutant->example, path);
}

void edit_declare(Mutant *mutant, const SinkSite *site, Text name) {
    int32_t file = variables_of(mutant, site->sink);
    if (file < 0) return;
    Text text = text_format(mutant->arena, "variable \"%.*s\" {}\n", TEXT_ARGS(name));
    mutant_change(mutant, (Change){(uint32_t)file, 0, 0, text});
}

void edit_optional(Mutant *mutant, const RowSite *site) {
    int32_t file = variables_of(mutant, site->params.items[0]->sink);
    if (file < 0) return;
    const RungFile *variables = &mutant->example->files.items[file];
    Text head = text_format(mutant->arena, "variable \"%.*s\" {",
                            TEXT_ARGS(site->row->path->items[0].text));
    size_t at = text_find((Text){variables->text, variables->length}, head, 0);
    assert_true(at != SIZE_MAX);
    uint32_t end = (uint32_t)(at + head.length);
    mutant_change(mutant, (Change){(uint32_t)file, end, end, TEXT("\n  default = null\n")});
}

void edit_above(Mutant *mutant, const Tree *tree, uint32_t offset, Text line) {
    mutant_insert(mutant, tree->file, site_line(tree, offset),
                  text_format(mutant->arena, "%.*s\n", TEXT_ARGS(line)));
}
