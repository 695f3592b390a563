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
    *out = (Origin){ORIGIN_DEFAULT, statement, environment, &lookup_missing, statement->span};
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
                    fallback == NULL ? statement->span : fallback->span};
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
        Origin origin = {kind, statement, (uint32_t)at, NULL, statement->span};
        const Cell *cell = cell_of(statement, (uint32_t)at);
        if (cell != NULL) take_cell(statement, cell, (uint32_t)at, kind, &origin);
        visit(visits, cell != NULL, origin);
    }
    Origin origin = {ORIGIN_DEFAULT, statement, environment, NULL, statement->span};
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

/* A slot holds the upper half of the hash and 1 + the index of the parameter; 0 is free. */
static uint64_t slot_value(uint64_t hash, uint32_t index) {
    return (hash & ~(uint64_t)UINT32_MAX) | (index + 1);
}

/* Paths repeat from unit to unit, so the unit and the sink are part of the key. Multiplied, so that
 * both halves of the hash depend on all of it. */
static uint64_t hash_of(const Unit *unit, SinkKind kind, const Path *path) {
    uint64_t key = (uint64_t)unit->index << 40 | (uint64_t)kind << 32 | path->number;
    uint64_t hash = (key + 1) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 29);
}

/* Open addressing with half of the slots free. Built last, when every parameter has its number. */
void model_index_params(Model *model) {
    uint32_t count = 16;
    while (count < model->param_count * 2)
        count *= 2;
    model->param_slots = arena_array(model->arena, uint64_t, count);
    model->param_slot_count = count;
    for (uint32_t i = 0; i < model->param_count; i++) {
        const Param *param = model->params[i];
        uint64_t hash = hash_of(param->unit, param->sink->kind, param->path);
        uint32_t slot = (uint32_t)hash & (count - 1);
        while (model->param_slots[slot] != 0)
            slot = (slot + 1) & (count - 1);
        model->param_slots[slot] = slot_value(hash, i);
    }
}

/* The upper half of the hash tells nearly all strangers apart before a parameter is touched. */
static Param *find_param(const Model *model, const Unit *unit, SinkKind kind, const Path *path) {
    uint64_t hash = hash_of(unit, kind, path);
    uint32_t slot = (uint32_t)hash & (model->param_slot_count - 1);
    for (; model->param_slots[slot] != 0; slot = (slot + 1) & (model->param_slot_count - 1)) {
        uint64_t found = model->param_slots[slot];
        if (found >> 32 != hash >> 32) continue;
        Param *param = model->params[(uint32_t)found - 1];
        bool is_it =
            param->unit == unit && param->sink->kind == kind && param->path->number == path->number;
        if (is_it) return param;
    }
    return NULL;
}

/* What nobody spells as a path is none of a parameter. */
Param *model_param(const Model *model, const Unit *unit, SinkKind kind, Text path) {
    const Name *name = name_find(model->program->names, path);
    if (name == NULL || name->path == NULL) return NULL;
    return find_param(model, unit, kind, name->path);
}

Sink *unit_sink(const Unit *unit, SinkKind kind) {
    for (uint32_t i = 0; i < unit->sink_count; i++)
        if (unit->sinks[i]->kind == kind) return unit->sinks[i];
    return NULL;
}
