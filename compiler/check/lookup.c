/* lookup.c - where the value of a parameter in an environment comes from, and parameters by name.
 *
 * Lookup is the hot path of the compiler: it runs once a parameter and environment. It goes through
 * arrays only: the columns of a statement by environment, and the chain of what is like what. */
#include "check/builder.h"

/* --- Values --------------------------------------------------------------------------------- */

const Expression lookup_missing = {.kind = EXPRESSION_MISSING};

/* The cell of a statement for an environment; NULL where there is none, or a hole. */
static const Cell *cell_of(const Statement *statement, uint32_t environment) {
    uint32_t column = statement->columns[environment];
    if (column == 0 || column > statement->node->cell_count) return NULL;
    const Cell *cell = &statement->node->cells[column - 1];
    return cell->kind == CELL_HOLE ? NULL : cell;
}

static void take_cell(const Statement *statement, const Cell *cell, uint32_t environment,
                      OriginKind kind, Origin *out) {
    out->kind = kind;
    out->statement = statement;
    out->environment = environment;
    out->value = cell->kind == CELL_VALUE ? cell->value : &lookup_missing;
    out->span = cell->span;
}

/* What cannot be found because of a mistake that was reported. */
static bool take_lost(const Statement *statement, uint32_t environment, Origin *out) {
    *out = (Origin){ORIGIN_DEFAULT, statement, environment, &lookup_missing,
                    statement_span(statement)};
    return true;
}

/* The cell for the environment, for the one it is like, and so on. Where that ends at a name that
 * does not exist, nobody can say what the cell would have been. */
static bool find_cell(const Model *model, const Statement *statement, uint32_t environment,
                      Origin *out) {
    int32_t at = (int32_t)environment;
    if (statement->columns == NULL) return false;
    const Environment *last = NULL;
    for (; at >= 0; at = model->environments[at].like) {
        const Cell *cell = cell_of(statement, (uint32_t)at);
        last = &model->environments[at];
        if (cell == NULL) continue;
        OriginKind kind = (uint32_t)at == environment ? ORIGIN_CELL : ORIGIN_LIKE;
        take_cell(statement, cell, (uint32_t)at, kind, out);
        return true;
    }
    return last != NULL && last->is_like_lost && take_lost(statement, environment, out);
}

/* What a statement says without looking at environments. A secret has no value to say. */
static bool find_default(const Statement *statement, uint32_t environment, Origin *out) {
    const Expression *fallback = statement->node == NULL ? NULL : statement->node->fallback;
    if (statement->secret == NULL && fallback == NULL) return false;
    *out = (Origin){ORIGIN_DEFAULT, statement, environment, fallback,
                    fallback == NULL ? statement_span(statement) : fallback->span};
    return true;
}

static bool find_in(const Model *model, const Statement *statement, uint32_t environment,
                    Origin *out) {
    return statement != NULL && (find_cell(model, statement, environment, out) ||
                                 find_default(statement, environment, out));
}

static bool has_faulty_columns(const Model *model, const Statement *statement) {
    return statement != NULL && statement->columns != NULL &&
           statement->columns[model->environment_count] != 0;
}

bool param_is_lost(const Model *model, const Param *param) {
    return param->unit->is_profile_lost || has_faulty_columns(model, param->own) ||
           has_faulty_columns(model, param->inherited);
}

/* Nothing is there: because of a mistake in a column's name, or in that of a profile? */
static bool find_lost(const Model *model, const Param *param, uint32_t environment, Origin *out) {
    bool is_lost = param_is_lost(model, param);
    const Statement *statement = param->own != NULL ? param->own : param->inherited;
    return is_lost && take_lost(statement, environment, out);
}

bool param_origin(const Model *model, const Param *param, uint32_t environment, Origin *out) {
    return find_in(model, param->own, environment, out) ||
           find_in(model, param->inherited, environment, out) ||
           find_lost(model, param, environment, out);
}

/* --- Visits --------------------------------------------------------------------------------- */

typedef struct Visits {
    Arena *arena;
    ARRAY(Visit) list;
} Visits;

static void visit(Visits *visits, bool is_there, Origin origin) {
    Visit found = {origin, is_there};
    array_push(visits->arena, &visits->list, found);
}

/* The places of one statement: a cell for each environment of the chain, then the default. */
static void visit_statement(Visits *visits, const Model *model, const Statement *statement,
                            uint32_t environment) {
    int32_t at = statement->columns == NULL ? -1 : (int32_t)environment;
    for (; at >= 0; at = model->environments[at].like) {
        OriginKind kind = (uint32_t)at == environment ? ORIGIN_CELL : ORIGIN_LIKE;
        Origin origin = {kind, statement, (uint32_t)at, NULL, statement_span(statement)};
        const Cell *cell = cell_of(statement, (uint32_t)at);
        if (cell != NULL) take_cell(statement, cell, (uint32_t)at, kind, &origin);
        visit(visits, cell != NULL, origin);
    }
    Origin origin = {ORIGIN_DEFAULT, statement, environment, NULL, statement_span(statement)};
    bool is_there = find_default(statement, environment, &origin);
    visit(visits, is_there, origin);
}

uint32_t param_visits(Arena *arena, const Model *model, const Param *param, uint32_t environment,
                      Visit **out) {
    Visits visits = {.arena = arena};
    if (param->own != NULL) visit_statement(&visits, model, param->own, environment);
    if (param->inherited != NULL) visit_statement(&visits, model, param->inherited, environment);
    *out = visits.list.items;
    return visits.list.count;
}

/* --- Facts of a parameter ------------------------------------------------------------------- */

Span statement_span(const Statement *statement) {
    return statement->node != NULL ? statement->node->span : statement->secret->as.secret.span;
}

/* The documentation of a secret: the comment above it, else its attribute `doc`. */
static Text secret_doc(const Entry *entry) {
    if (entry->remarks->doc.length > 0) return entry->remarks->doc;
    const Attributes *attributes = &entry->as.secret.attributes;
    for (uint32_t i = 0; i < attributes->count; i++) {
        const Attribute *attribute = &attributes->items[i];
        bool is_doc = attribute->name.name != NULL &&
                      text_equal(attribute->name.name->text, TEXT("doc")) &&
                      attribute->value != NULL && attribute->value->kind == EXPRESSION_STRING;
        if (is_doc) return attribute->value->as.text;
    }
    return TEXT("");
}

static Text statement_doc(const Statement *statement) {
    if (statement == NULL) return TEXT("");
    if (statement->node != NULL) return statement->node->remarks->doc;
    return secret_doc(statement->secret);
}

Text param_doc(const Param *param) {
    Text doc = statement_doc(param->inherited);
    return doc.length > 0 ? doc : statement_doc(param->own);
}

static bool has_laws(const Statement *statement) {
    return statement != NULL && statement->node != NULL && statement->node->remarks->laws.count > 0;
}

/* The profile's come first. */
Span param_law_span(const Param *param) {
    const Statement *statement = has_laws(param->inherited) ? param->inherited : param->own;
    return statement->node->remarks->laws.items[0].span;
}

static const Expression *store_of(const Statement *statement) {
    bool is_secret = statement != NULL && statement->secret != NULL;
    return is_secret ? statement->secret->as.secret.store : NULL;
}

/* In `ssm` the name template says it, and a path that is written there was refused. */
const Expression *param_store(const Param *param) {
    if (param->sink->kind == SINK_SSM) return NULL;
    const Expression *own = store_of(param->own);
    return own != NULL ? own : store_of(param->inherited);
}

static const TypeNode *type_node(const Statement *statement) {
    return statement == NULL || statement->node == NULL ? NULL : statement->node->type;
}

Span param_type_span(const Param *param) {
    const TypeNode *node = type_node(param->own);
    if (node == NULL) node = type_node(param->inherited);
    return node == NULL ? param->span : node->span;
}

/* --- Parameters by name --------------------------------------------------------------------- */

/* Multiplied, so that neighbours do not stand side by side. */
static uint32_t slot_of(const Sink *sink, const Path *path) {
    uint32_t hash = path->number * UINT32_C(0x9E3779B9);
    return (hash ^ hash >> 16) & (sink->slot_count - 1);
}

/* Open addressing with half of the slots free; a slot holds 1 + the index of a parameter. Few
 * parameters are looked through faster than a table is made. */
void sink_index(Arena *arena, Sink *sink) {
    enum { FEW = 64 };

    if (sink->count <= FEW) return;
    sink->slot_count = 2 * FEW;
    while (sink->slot_count < sink->count * 2)
        sink->slot_count *= 2;
    sink->slots = arena_array(arena, uint32_t, sink->slot_count);
    for (uint32_t i = 0; i < sink->count; i++) {
        uint32_t slot = slot_of(sink, sink->params[i]->path);
        while (sink->slots[slot] != 0)
            slot = (slot + 1) & (sink->slot_count - 1);
        sink->slots[slot] = i + 1;
    }
}

/* Paths that interpolate are not one, but they have one number. */
static Param *find_param(const Sink *sink, const Path *path) {
    if (sink->slot_count == 0) {
        for (uint32_t i = 0; i < sink->count; i++)
            if (sink->params[i]->path->number == path->number) return sink->params[i];
        return NULL;
    }
    uint32_t slot = slot_of(sink, path);
    for (; sink->slots[slot] != 0; slot = (slot + 1) & (sink->slot_count - 1)) {
        Param *param = sink->params[sink->slots[slot] - 1];
        if (param->path->number == path->number) return param;
    }
    return NULL;
}

/* What nobody spells as a path is none of a parameter. */
Param *model_param(const Model *model, const Unit *unit, SinkKind kind, Text path) {
    const Name *name = name_find(model->program->names, path);
    if (name == NULL || name->path == NULL) return NULL;
    Param *param = NULL;
    for (uint32_t i = 0; i < unit->sink_count && param == NULL; i++)
        if (unit->sinks[i]->kind == kind) param = find_param(unit->sinks[i], name->path);
    return param;
}

Sink *unit_sink(const Unit *unit, SinkKind kind) {
    for (uint32_t i = 0; i < unit->sink_count; i++)
        if (unit->sinks[i]->kind == kind) return unit->sinks[i];
    return NULL;
}
