/* attribute.c - what is said about environments: which attributes there are, and who states them.
 *
 * The compiler knows some attributes itself (attributes.def); every other one is declared by a row
 * of an `environments` table. A row may also restate a built-in one, to narrow its type, document
 * it or give it a default. Cells come from the columns of all tables and from the blocks of
 * `environment` declarations; an attribute is stated once for an environment. Values are evaluated
 * by a later layer; that every environment gets one is checked here, through `like` and
 * defaults. */
#include "check/builder.h"

/* What the construction of an attribute needs beside its fact. */
typedef struct Row {
    AttributeFact fact;
    uint32_t index;
    bool is_builtin;
    Span type_span; /* where its type and its default were stated; NO_SPAN while they are not */
    Span fallback_span;
} Row;

typedef struct Table {
    Builder *builder;
    Map rows; /* Text -> Row *; in order of first mention, the built-in ones first */
} Table;

/* --- Declaring ------------------------------------------------------------------------------ */

/* The default of a built-in attribute: a name, as one would write it. */
static const Expression *builtin_fallback(Builder *builder, Text text) {
    if (text.length == 0) return NULL;
    Expression *expression = arena_new(builder->arena, Expression);
    expression->kind = EXPRESSION_NAME;
    expression->as.name = name_of(builder->program->names, text);
    return expression;
}

/* The row of a name, made where it is mentioned first; the order of rows is that of attributes. */
static Row *row_of(Table *table, Text name) {
    Row **place = (Row **)map_at(&table->rows, name);
    if (*place != NULL) return *place;
    *place = arena_new(table->builder->arena, Row);
    (*place)->fact.name = name;
    (*place)->index = table->rows.entries.count - 1;
    return *place;
}

static void declare_builtin(Table *table, Text name, Text type, Text fallback, Text doc) {
    Row *row = row_of(table, name);
    row->is_builtin = true;
    row->fact.doc = doc;
    row->fact.type = type_of_spelling(table->builder->model, type);
    row->fact.fallback = builtin_fallback(table->builder, fallback);
}

static void declare_builtins(Table *table) {
#define UNIT_ATTRIBUTE(kind, name, type, may_vary, in_profile, documentation)
#define ENVIRONMENT_ATTRIBUTE(kind, name, type, fallback, documentation)                           \
    declare_builtin(table, TEXT(name), TEXT(type), TEXT(fallback), TEXT(documentation));
#include "attributes.def"
#undef UNIT_ATTRIBUTE
#undef ENVIRONMENT_ATTRIBUTE
}

static void blame_declared_twice(Table *table, const Row *row, Span span, Span first) {
    Diagnostic *twice =
        report_attribute_declared_twice(table->builder->report, span, row->fact.name);
    report_label(twice, first, "first here");
}

/* A built-in attribute has a type already, which its row may only narrow. */
static void state_type(Table *table, Row *row, const TypeNode *node) {
    Builder *builder = table->builder;
    row->type_span = node->span;
    const Type *type = type_resolve(builder->model, node);
    if (row->is_builtin && !type_narrows(type, row->fact.type)) {
        Diagnostic *wider =
            report_type_not_narrower(builder->report, node->span, type->text, row->fact.type->text);
        report_note(wider, "`%.*s` is an attribute that the compiler knows",
                    TEXT_ARGS(row->fact.name));
        return;
    }
    row->fact.type = row->is_builtin ? type_both(builder->arena, type, row->fact.type) : type;
}

/* The type and the default of a row, each of which one row states. */
static void state_declaration(Table *table, Row *row, const AttributeRow *node) {
    if (node->type != NULL && row->type_span.file != 0) {
        blame_declared_twice(table, row, node->type->span, row->type_span);
        return;
    }
    if (node->fallback != NULL && row->fallback_span.file != 0) {
        blame_declared_twice(table, row, node->fallback->span, row->fallback_span);
        return;
    }
    if (node->type != NULL) state_type(table, row, node->type);
    if (node->fallback == NULL) return;
    row->fallback_span = node->fallback->span;
    row->fact.fallback = node->fallback;
}

/* The first row of an attribute gives its place and its annotations; later ones add cells. */
static void declare_row(Table *table, const AttributeRow *node, const Scope *scope) {
    if (node->name.name == NULL) return;
    Row *row = row_of(table, node->name.name->text);
    if (row->fact.span.file == 0) {
        row->fact.span = node->name.span;
        row->fact.scope = scope_open(table->builder, scope, &node->annotations);
        if (node->doc.length > 0) row->fact.doc = node->doc;
    } else {
        scope_open(table->builder, scope, &node->annotations);
    }
    state_declaration(table, row, node);
}

static void declare_rows(Table *table) {
    const Declarations *matrices = &table->builder->program->matrices;
    for (uint32_t i = 0; i < matrices->count; i++) {
        const Declaration *matrix = matrices->items[i];
        const Scope *scope = scope_open(table->builder, NULL, &matrix->annotations);
        for (uint32_t r = 0; r < matrix->as.matrix.row_count; r++)
            declare_row(table, &matrix->as.matrix.rows[r], scope);
    }
}

/* The rows as the model has them, and room for every environment's cells. */
static void enter_facts(Table *table) {
    Model *model = table->builder->model;
    Arena *arena = table->builder->arena;
    model->attribute_count = table->rows.entries.count;
    model->attributes = arena_array(arena, AttributeFact, model->attribute_count);
    map_open(&model->attribute_by_name, arena);
    for (uint32_t i = 0; i < model->attribute_count; i++) {
        const Row *row = table->rows.entries.items[i].value;
        model->attributes[i] = row->fact;
        map_put(&model->attribute_by_name, row->fact.name, &model->attributes[i]);
    }
    for (uint32_t i = 0; i < model->environment_count; i++)
        model->environments[i].attributes =
            arena_array(arena, AttributeCell, model->attribute_count);
}

/* --- Stating -------------------------------------------------------------------------------- */

/* Takes the first statement of an attribute for an environment and refuses any other. */
static void state(Table *table, Environment *environment, const Row *row, AttributeCell cell) {
    AttributeCell *place = &environment->attributes[row->index];
    if (place->value == NULL) {
        *place = cell;
        return;
    }
    Diagnostic *twice = report_attribute_twice_for(table->builder->report, cell.span,
                                                   row->fact.name, environment->name->text);
    report_label(twice, place->span, "first here");
    report_environment(twice, environment->name->text);
}

/* A cell that the parser could not read counts as stated: it was reported. */
static void state_cells(Table *table, const AttributeRow *node, const uint16_t *columns) {
    Model *model = table->builder->model;
    if (node->name.name == NULL) return;
    const Row *row = map_get(&table->rows, node->name.name->text);
    for (uint32_t i = 0; i < model->environment_count; i++) {
        if (columns[i] == 0 || columns[i] > node->cell_count) continue;
        const Cell *cell = &node->cells[columns[i] - 1];
        if (cell->kind == CELL_HOLE) continue;
        const Expression *value = cell->kind == CELL_VALUE ? cell->value : &lookup_missing;
        state(table, &model->environments[i], row, (AttributeCell){value, cell->span});
    }
}

/* The cells of all tables; columns are resolved once a table. */
static void state_matrices(Table *table) {
    const Declarations *matrices = &table->builder->program->matrices;
    for (uint32_t i = 0; i < matrices->count; i++) {
        const Declaration *matrix = matrices->items[i];
        const uint16_t *columns = columns_resolve(table->builder, matrix->as.matrix.columns,
                                                  matrix->as.matrix.column_count);
        for (uint32_t r = 0; r < matrix->as.matrix.row_count; r++)
            state_cells(table, &matrix->as.matrix.rows[r], columns);
    }
}

static void refuse(Table *table, Word name) {
    Builder *builder = table->builder;
    Diagnostic *diagnostic =
        report_unknown_environment_attribute(builder->report, name.span, name.name->text);
    suggest_key(diagnostic, name.span, name.name->text, &table->rows, "attributes");
    report_help(diagnostic, "a row of an `environments` table declares an attribute");
}

/* What stands in the braces of `environment` declarations. */
static void state_blocks(Table *table) {
    Model *model = table->builder->model;
    for (uint32_t i = 0; i < model->environment_count; i++) {
        Environment *environment = &model->environments[i];
        if (environment->declaration == NULL) continue;
        const Attributes *attributes = &environment->declaration->as.environment.attributes;
        for (uint32_t a = 0; a < attributes->count; a++) {
            const Attribute *attribute = &attributes->items[a];
            if (attribute->name.name == NULL || attribute->value == NULL) continue;
            const Row *row = map_get(&table->rows, attribute->name.name->text);
            AttributeCell cell = {attribute->value, attribute->name.span};
            if (row == NULL)
                refuse(table, attribute->name);
            else
                state(table, environment, row, cell);
        }
    }
}

/* --- Completeness --------------------------------------------------------------------------- */

static bool is_stated(const Model *model, uint32_t environment, uint32_t attribute) {
    int32_t at = (int32_t)environment;
    while (at >= 0 && model->environments[at].attributes[attribute].value == NULL)
        at = model->environments[at].like;
    return at >= 0;
}

/* Is the environment itself to be blamed for what it lacks? What is like another lacks it for the
 * other's sake; what is like one that does not exist might have it, once that is mended. */
static bool is_blamed(const Model *model, uint32_t environment, uint32_t attribute) {
    const Environment *blamed = &model->environments[environment];
    return blamed->like < 0 && !blamed->is_like_lost && !is_stated(model, environment, attribute);
}

enum { MOST_SHOWN = 12 };

/* The environments that are to be blamed, which the sentence names; the first few in backticks. */
static Text list_blamed(Builder *builder, uint32_t attribute, const Environment **first) {
    const Model *model = builder->model;
    Text names[LIMIT_ENVIRONMENTS];
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->environment_count; i++) {
        Text name = model->environments[i].name->text;
        if (!is_blamed(model, i, attribute)) continue;
        if (count == 0) *first = &model->environments[i];
        if (count < MOST_SHOWN) name = text_format(builder->arena, "`%.*s`", TEXT_ARGS(name));
        names[count++] = name;
    }
    return text_enumerate_some(builder->arena, names, count, MOST_SHOWN);
}

/* One finding an attribute, with every environment that lacks it, and labels at the first few. */
static void require(Builder *builder, uint32_t attribute) {
    const Model *model = builder->model;
    const AttributeFact *fact = &model->attributes[attribute];
    const Environment *first = NULL;
    uint32_t labels = 0;
    Text list = list_blamed(builder, attribute, &first);
    if (first == NULL) return;
    Diagnostic *diagnostic =
        report_attribute_not_stated(builder->report, first->span, fact->name, list);
    for (uint32_t i = 0; i < model->environment_count; i++) {
        const Environment *environment = &model->environments[i];
        if (is_stated(model, i, attribute)) continue;
        report_environment(diagnostic, environment->name->text);
        if (is_blamed(model, i, attribute) && labels++ < MOST_SHOWN)
            report_label(diagnostic, environment->span, "states no `%.*s`", TEXT_ARGS(fact->name));
    }
    if (fact->span.file != 0) report_label(diagnostic, fact->span, "declared here");
    if (attribute == ENVIRONMENT_CLASS)
        report_help(diagnostic, "write `class = nonproduction` or `class = production`");
    else
        report_help(diagnostic, "state it, or give its row a default, or a type that ends in `?`");
}

/* Only an optional type may be left without a value; where the type itself was a mistake, nobody
 * can say. */
static void require_all(Builder *builder) {
    const Model *model = builder->model;
    for (uint32_t i = 0; i < model->attribute_count; i++) {
        const AttributeFact *fact = &model->attributes[i];
        bool may_lack =
            fact->type != NULL && (fact->type->is_optional || fact->type->base == BASE_ERROR);
        if (!may_lack && fact->fallback == NULL) require(builder, i);
    }
}

void attributes_build(Builder *builder) {
    Table table = {.builder = builder};
    map_open(&table.rows, builder->arena);
    declare_builtins(&table);
    declare_rows(&table);
    enter_facts(&table);
    state_matrices(&table);
    state_blocks(&table);
    require_all(builder);
}
