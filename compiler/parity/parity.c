/* parity.c - runs the rules over the matrix.
 *
 * One pass over the rows: each is gathered once, with the cheap facts that all rules ask for, and
 * handed to every row rule in order. Units come before the rows and the rules about the whole
 * program after them, because those look at what the rows left behind. Which rules there are stands
 * in rules.def; none of them knows another, but for the marks in a Row. */
#include "parity/rule.h"

/* What a rule has said about a place in a profile is not said again for the next unit. */
bool parity_is_first(Parity *parity, Code code, Span span) {
    Text key =
        text_format(parity->arena, "%d %u %u %u", (int)code, span.file, span.start, span.end);
    void **place = map_at(&parity->seen, key);
    bool is_first = *place == NULL;
    *place = parity;
    return is_first;
}

/* The bytes of the address are the key; they are copied only for a key that is new. */
void **parity_slot(Parity *parity, Map *map, const void *key) {
    Text bytes = {(const char *)&key, sizeof key};
    if (map_get(map, bytes) == NULL) bytes = text_copy(parity->arena, bytes);
    return map_at(map, bytes);
}

/* What rules ask about environments again and again. */
static void find_classes(Parity *parity) {
    const Model *model = parity->model;
    for (uint32_t i = 0; i < model->environment_count; i++) {
        if (matrix_is_production(parity->matrix, i)) set_add(&parity->production, i);
        if (model->environments[i].is_ephemeral) set_add(&parity->ephemeral, i);
        Text name = model->environments[i].name->text;
        parity->first_letters[(unsigned char)name.bytes[0]] = true;
    }
}

/* What earlier layers reported is counted before any rule runs. */
static void open(Parity *parity) {
    parity->model = matrix_model(parity->matrix);
    parity->report = parity->model->report;
    parity->has_waivers = parity->model->waiver_count > 0;
    parity->had_errors = report_count(parity->report, SEVERITY_ERROR) > 0;
    map_open(&parity->secrets, parity->arena);
    map_open(&parity->reasons, parity->arena);
    map_open(&parity->journeys, parity->arena);
    map_open(&parity->seen, parity->arena);
    find_classes(parity);
}

#define ROW_RULE(code, function) function,
#define UNIT_RULE(code, function)
#define PROGRAM_RULE(code, function)
static void (*const row_rules[])(Parity *, const Row *) = {
#include "parity/rules.def"
};
#undef ROW_RULE
#undef UNIT_RULE
#define ROW_RULE(code, function)
#define UNIT_RULE(code, function) function,
static void (*const unit_rules[])(Parity *, const Unit *) = {
#include "parity/rules.def"
};
#undef UNIT_RULE
#undef PROGRAM_RULE
#define UNIT_RULE(code, function)
#define PROGRAM_RULE(code, function) function,
static void (*const program_rules[])(Parity *) = {
#include "parity/rules.def"
};
#undef ROW_RULE
#undef UNIT_RULE
#undef PROGRAM_RULE

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* One literal in all environments, for which no reason, law or journey is stated: such a row, which
 * most are, keeps every rule by itself. */
static bool is_settled(const Parity *parity, const Param *param) {
    return param->category == NULL && param->laws == 0 &&
           matrix_constant(parity->matrix, param) != NULL &&
           (parity->model->rolling_count == 0 || param_rolling(param) == NULL);
}

/* A sink that is nowhere has rows without environments, about which nothing can be said. */
static void check_rows(Rows *rows, const Unit *unit) {
    for (uint32_t i = 0; i < unit->sink_count; i++) {
        const Sink *sink = unit->sinks[i];
        rows_enter(rows, sink);
        for (uint32_t j = 0; rows->count > 0 && j < sink->count; j++) {
            if (is_settled(rows->parity, sink->params[j])) continue;
            Row row = rows_gather(rows, sink->params[j]);
            for (size_t k = 0; k < COUNT(row_rules); k++)
                row_rules[k](rows->parity, &row);
        }
    }
}

/* Units in order of name, their rows as they are written; the report is sorted in the end. */
void parity_check(Arena *arena, Matrix *matrix, const Artifacts *artifacts,
                  const ParityOptions *options) {
    Parity parity = {.arena = arena, .matrix = matrix, .artifacts = artifacts, .options = options};
    open(&parity);
    Rows rows;
    rows_open(&rows, &parity);
    for (uint32_t i = 0; i < parity.model->unit_count; i++) {
        for (size_t j = 0; j < COUNT(unit_rules); j++)
            unit_rules[j](&parity, parity.model->units[i]);
        check_rows(&rows, parity.model->units[i]);
    }
    for (size_t i = 0; i < COUNT(program_rules); i++)
        program_rules[i](&parity);
}

/* The date of the commit is asked for only where it matters. */
bool parity_needs_today(const Model *model) {
    for (uint32_t i = 0; i < model->waiver_count; i++)
        if (model->waivers[i]->has_until) return true;
    for (uint32_t i = 0; i < model->rolling_count; i++)
        if (model->rolling[i]->has_rolling_until) return true;
    return false;
}
