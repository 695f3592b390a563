/* reference.c - what a name with dots behind it means.
 *
 * `a.b[c].d` is taken apart into the name at its beginning and the steps behind it. The name is
 * looked up first among loop variables, then among the words of the enum that is expected, then as
 * the root of a reference: `env`, `strategy`, `unit`, a sink of this unit, or `service` and `stack`
 * with a name, a sink and a path. A path is matched as a whole: the longest beginning of the steps
 * that is a parameter's canonical path names the parameter, and the steps that are left go into its
 * value (member.c). What is wrong with a reference is said in unknown.c. */
#include "evaluate/reference.h"

#include "evaluate/expression.h"
#include "evaluate/finding.h"

/* --- Chains --------------------------------------------------------------------------------- */

/* A dot or brackets. */
static bool is_step(const Expression *expression) {
    return expression->kind == EXPRESSION_MEMBER || expression->kind == EXPRESSION_INDEX;
}

/* Two walks: one to count, one to fill in from the end, because the tree begins with the last
 * step. */
void chain_open(Arena *arena, const Expression *expression, Chain *chain) {
    chain->count = 0;
    const Expression *at = expression;
    for (; is_step(at); at = at->as.member.left)
        chain->count++;
    chain->base = at;
    chain->steps = chain->count <= CHAIN_LOCAL ? chain->local
                                               : arena_array(arena, const Segment *, chain->count);
    at = expression;
    for (uint32_t i = chain->count; i > 0; i--) {
        chain->steps[i - 1] = at->as.member.segment;
        at = at->as.member.left;
    }
}

/* Without steps, the name at the beginning. */
Span chain_span(const Chain *chain, uint32_t from, uint32_t to) {
    ensure(from <= to && to <= chain->count);
    return from == to ? chain->base->span
                      : span_join(chain->steps[from]->span, chain->steps[to - 1]->span);
}

/* The innermost of that name. */
const Binding *binding_find(const Binding *bindings, const Name *name) {
    while (bindings != NULL && bindings->name != name)
        bindings = bindings->parent;
    return bindings;
}

/* In brackets a variable is named by text, not by a name. */
static const Binding *binding_of_text(const Binding *bindings, Text text) {
    while (bindings != NULL && !text_equal(bindings->name->text, text))
        bindings = bindings->parent;
    return bindings;
}

/* A loop variable over anything but environments is none. */
int32_t reference_environment(const Matrix *matrix, const Binding *bindings, Word word) {
    const Binding *binding = binding_find(bindings, word.name);
    if (binding == NULL) return model_environment(matrix->model, word.name->text);
    bool is_environment = binding->result.type == matrix->environment_type;
    return is_environment ? (int32_t)binding->result.value->as.order : -1;
}

/* --- Finding what is named ------------------------------------------------------------------ */

/* Writes a step as it stands in a canonical path. A loop variable in a key means its value. */
static bool write_step(Writer *writer, const Binding *bindings, const Segment *step) {
    if (step->is_number) return false;
    const Binding *binding = step->is_bare ? binding_of_text(bindings, step->text) : NULL;
    if (binding == NULL) {
        syntax_write_segment(writer, step);
        return true;
    }
    if (!value_is_text(binding->result.value)) return false;
    Segment key = *step;
    key.text = binding->result.value->text;
    syntax_write_segment(writer, &key);
    return true;
}

/* The parameter with the longest path that begins the steps. Every beginning of a canonical path at
 * a step is canonical itself, so the path is written once and cut. */
static const Param *find_longest(const Matrix *matrix, const Binding *bindings, const Chain *chain,
                                 Target *target) {
    Arena *arena = matrix->arena;
    ArenaMark mark = arena_mark(arena);
    size_t *ends = arena_array(arena, size_t, chain->count);
    Writer writer;
    writer_open(&writer, arena, LIMIT_VALUE_BYTES);
    uint32_t end = target->start;
    for (; end < chain->count; end++) {
        const Segment *step = chain->steps[end];
        if (end > target->start && step->kind != SEGMENT_KEY) writer_char(&writer, '.');
        if (!write_step(&writer, bindings, step)) break;
        ends[end] = writer.length;
    }
    const Param *param = NULL;
    for (; end > target->start && param == NULL; end--) {
        Text path = {writer.bytes, ends[end - 1]};
        param = model_param(matrix->model, target->unit, target->sink, path);
        target->used = end;
    }
    arena_reset(arena, mark);
    return param;
}

/* From `target.start` on the steps are a path; without any, the reference ends too early. */
static Target find_path(const Matrix *matrix, const Binding *bindings, const Chain *chain,
                        Target target) {
    if (target.start == chain->count) {
        target.kind = TARGET_INCOMPLETE;
        return target;
    }
    target.param = find_longest(matrix, bindings, chain, &target);
    target.kind = target.param == NULL ? TARGET_UNKNOWN : TARGET_PARAM;
    return target;
}

/* `service.NAME.SINK.path` or `stack.NAME.SINK.path`. */
static Target find_in_unit(const Matrix *matrix, const Binding *bindings, const Chain *chain,
                           bool is_service) {
    Target target = {.kind = TARGET_INCOMPLETE};
    if (chain->count == 0) return target;
    target.unit = map_get(&matrix->model->unit_by_name, chain->steps[0]->text);
    if (target.unit == NULL) target.kind = TARGET_NO_UNIT;
    if (target.unit == NULL) return target;
    if (target.unit->is_service != is_service) target.kind = TARGET_WRONG_KIND;
    if (target.unit->is_service != is_service || chain->count == 1) return target;
    bool is_sink = sink_find(chain->steps[1]->text, &target.sink);
    if (!is_sink || unit_sink(target.unit, target.sink) == NULL) {
        target.kind = TARGET_NO_SINK;
        return target;
    }
    target.start = 2;
    return find_path(matrix, bindings, chain, target);
}

/* Loop variables hide roots, so they are asked first; a name that is no root is something else. */
Target reference_find(const Matrix *matrix, const Unit *unit, const Binding *bindings,
                      const Chain *chain) {
    Target target = {.kind = TARGET_OTHER, .unit = unit};
    if (chain->base->kind != EXPRESSION_NAME || chain->base->as.name == NULL) return target;
    if (binding_find(bindings, chain->base->as.name) != NULL) return target;
    Text root = chain->base->as.name->text;
    bool is_service = text_equal(root, TEXT("service"));
    if (is_service || text_equal(root, TEXT("stack")))
        return find_in_unit(matrix, bindings, chain, is_service);
    if (!sink_find(root, &target.sink)) return target;
    if (unit == NULL) {
        target.kind = TARGET_NOWHERE;
        return target;
    }
    if (unit_sink(unit, target.sink) != NULL) return find_path(matrix, bindings, chain, target);
    target.kind = TARGET_NO_SINK;
    return target;
}

/* Also through `@`. Steps that go on into the value do not matter: it is that parameter that is
 * read. */
const Param *reference_param(const Frame *frame, const Expression *expression,
                             uint32_t *environment) {
    const Matrix *matrix = frame->matrix;
    if (expression->kind == EXPRESSION_AT) {
        Word word = *expression->as.at.environment;
        int32_t index =
            word.name == NULL ? -1 : reference_environment(matrix, frame->bindings, word);
        if (index < 0) return NULL;
        *environment = (uint32_t)index;
        expression = expression->as.at.left;
    }
    Chain chain;
    chain_open(matrix->arena, expression, &chain);
    Target target = reference_find(matrix, frame->unit, frame->bindings, &chain);
    return target.kind == TARGET_PARAM ? target.param : NULL;
}

/* --- Reading what is named ------------------------------------------------------------------ */

/* The steps from `from` on into a value. */
static Result read_members(Frame *frame, Result result, const Chain *chain, uint32_t from,
                           const Expression *source) {
    for (uint32_t i = from; i < chain->count && !result_is_error(result); i++)
        result = member_read(frame, result, chain->steps[i], source);
    return result;
}

/* The unit and the sink may each be limited by `in`. */
static bool is_there(const Target *target, uint32_t environment) {
    return set_has(&target->unit->environments, environment) &&
           set_has(&target->param->sink->environments, environment);
}

/* Whether an annotation covers a statement. */
static bool encloses(const Scope *scope, const Statement *statement) {
    if (statement == NULL) return false;
    for (const Scope *at = statement->scope; at != NULL; at = at->parent)
        if (at == scope) return true;
    return false;
}

/* The `@deprecated` that stands around what is read and not around the reader. */
static const Scope *find_deprecation(const Frame *frame, const Param *param) {
    const Statement *statement = param->own != NULL ? param->own : param->inherited;
    const Scope *scope = statement->scope;
    while (scope != NULL && scope->deprecated.length == 0)
        scope = scope->parent;
    if (scope == NULL || frame->param == NULL) return scope;
    bool is_inside = encloses(scope, frame->param->own) || encloses(scope, frame->param->inherited);
    return is_inside ? NULL : scope;
}

/* A warning is no reason for an error, so the finding of the frame stays what it was. */
static void warn_deprecated(Frame *frame, const Param *param) {
    const Scope *scope = find_deprecation(frame, param);
    if (scope == NULL) return;
    Finding *before = frame->finding;
    Finding *finding = finding_open(frame, CODE_N0060, frame->reading);
    if (finding->diagnostic == NULL) {
        Text name = param_reference(frame->matrix->arena, param);
        Diagnostic *d = report_deprecated_parameter(frame->matrix->report, frame->reading, name);
        finding_keep(frame, finding, d);
        report_label(d, param->span, "%.*s", TEXT_ARGS(scope->deprecated));
    }
    frame->finding = before;
    frame->varies = true; /* evaluated for each environment, so that each is named */
}

/* What is read is sensitive or varies, and so is what is made of it. A row with one value
 * everywhere varies nothing, so its readers can be shared as well. */
static Result read_param(Frame *frame, const Chain *chain, const Target *target) {
    Matrix *matrix = frame->matrix;
    uint32_t environment = frame->environment;
    const Param *param = target->param;
    if (environment == NO_ENVIRONMENT)
        return unknown_here(frame, chain->base->span, chain->base->as.name->text,
                            "there is no environment here");
    if (!is_there(target, environment)) return target_is_absent(frame, chain, target);
    frame->reading = span_join(chain->base->span, chain_span(chain, 0, target->used));
    recorder_note(matrix, param, environment);
    warn_deprecated(frame, param);
    const Value *value = param_read(matrix, param, environment, frame);
    param_inherit(frame, param, environment);
    if (!row_is_constant(matrix, param)) frame->varies = true;
    if (value->kind == VALUE_ABSENT && matrix_is_lacking(matrix, param, environment))
        return result_error;
    return (Result){value, row_type_so_far(matrix, param)};
}

/* `env` and `env.region`: what `env` is is a value like others, with attributes for members. */
static Result read_environment(Frame *frame, const Chain *chain) {
    if (frame->environment == NO_ENVIRONMENT)
        return unknown_here(frame, chain->base->span, TEXT("env"), "there is no environment here");
    frame->varies = true;
    return (Result){frame->matrix->environments[frame->environment],
                    frame->matrix->environment_type};
}

/* Without a step, the name of the strategy. */
static Result read_strategy(Frame *frame, const Chain *chain) {
    Matrix *matrix = frame->matrix;
    const Model *model = matrix->model;
    if (chain->count == 0) {
        if (model->strategy == NULL) return result_error;
        return result_of(value_string(matrix->arena, model->strategy->text));
    }
    const Segment *step = chain->steps[0];
    const Attribute *attribute = map_get(&model->strategy_by_name, step->text);
    if (attribute == NULL) {
        Diagnostic *d = unknown_attribute(frame, "strategy", step);
        if (d != NULL)
            suggest_key(d, step->span, step->text, &model->strategy_by_name, "attributes");
        return result_error;
    }
    uint32_t index = (uint32_t)(attribute - model->strategy_attributes.items);
    frame->reading = span_join(chain->base->span, step->span);
    const Value *value = strategy_read(matrix, index, frame);
    cell_inherit(frame, &matrix->strategy[index]);
    return result_of(value);
}

/* There are few, so all of them are candidates. */
static Result unknown_unit_attribute(Frame *frame, const Segment *step) {
    Text names[UNIT_ATTRIBUTE_END];
    Diagnostic *d = unknown_attribute(frame, "unit", step);
    if (d == NULL) return result_error;
    for (uint32_t i = 0; i < UNIT_ATTRIBUTE_END; i++)
        names[i] = text_of(unit_attribute_fact((UnitAttributeKind)i)->name);
    suggest_name(d, step->span, step->text, names, UNIT_ATTRIBUTE_END, "attributes");
    return result_error;
}

/* Without a step, the name of the unit. */
static Result read_unit(Frame *frame, const Chain *chain) {
    Matrix *matrix = frame->matrix;
    const Unit *unit = frame->unit;
    if (unit == NULL)
        return unknown_here(frame, chain->base->span, TEXT("unit"), "there is no unit here");
    if (chain->count == 0) return result_of(value_string(matrix->arena, unit->name->text));
    UnitAttributeKind kind;
    if (!unit_attribute_find(chain->steps[0]->text, &kind))
        return unknown_unit_attribute(frame, chain->steps[0]);
    frame->varies = true;
    frame->reading = span_join(chain->base->span, chain->steps[0]->span);
    const Value *value = unit_attribute_read(matrix, unit, kind, frame->environment, frame);
    cell_inherit(frame, cell_of_unit(matrix, unit, kind, frame->environment));
    return (Result){value, matrix->unit_types[kind]};
}

/* A bare name as a word of the enum that is expected. Those of `env` are what `env` is there. */
static bool find_word(const Matrix *matrix, const Type *expected, Text text, Result *out) {
    if (expected == NULL || expected->base != BASE_ENUM) return false;
    const Text *word = type_word(expected, text);
    if (word == NULL) return false;
    uint32_t order = (uint32_t)(word - expected->values);
    const Value *value = expected == matrix->environment_type
                             ? matrix->environments[order]
                             : value_enum(matrix->arena, *word, order);
    *out = (Result){value, expected};
    return true;
}

/* A name that is no loop variable and no word of an enum. `from` is the first step not yet read. */
static Result read_root(Frame *frame, const Chain *chain, const Type *expected, uint32_t *from) {
    Text root = chain->base->as.name->text;
    *from = 0;
    if (text_equal(root, TEXT("env"))) return read_environment(frame, chain);
    *from = chain->count > 0;
    if (text_equal(root, TEXT("strategy"))) return read_strategy(frame, chain);
    if (text_equal(root, TEXT("unit"))) return read_unit(frame, chain);
    *from = 0;
    if (frame->has_path && text_equal(root, TEXT("name")))
        return result_of(value_string(frame->matrix->arena, frame->path));
    Target target = reference_find(frame->matrix, frame->unit, frame->bindings, chain);
    *from = target.used;
    if (target.kind == TARGET_PARAM) return read_param(frame, chain, &target);
    if (target.kind == TARGET_OTHER) return unknown_name(frame, chain->base, expected);
    return unknown_target(frame, chain, &target);
}

/* In the order of the language: loop variables, the words that are expected, references. */
static Result read_name(Frame *frame, const Chain *chain, const Type *expected, uint32_t *from) {
    const Name *name = chain->base->as.name;
    *from = 0;
    if (name == NULL) return result_error;
    const Binding *binding = binding_find(frame->bindings, name);
    if (binding != NULL) return binding->result;
    Result word;
    if (chain->count == 0 && find_word(frame->matrix, expected, name->text, &word)) return word;
    return read_root(frame, chain, expected, from);
}

/* A chain may begin with any expression: `split(a, ",")[0]`. */
Result reference_evaluate(Frame *frame, const Expression *expression, const Type *expected) {
    Chain chain;
    chain_open(frame->matrix->arena, expression, &chain);
    uint32_t from = 0;
    Result result = chain.base->kind == EXPRESSION_NAME
                        ? read_name(frame, &chain, expected, &from)
                        : expression_evaluate(frame, chain.base, NULL);
    return read_members(frame, result, &chain, from, expression);
}

/* In another environment everything is read there. What is read there does not depend on the
 * environment that is compiled, so the value may be shared. */
Result reference_evaluate_at(Frame *frame, const Expression *expression, const Type *expected) {
    Word word = *expression->as.at.environment;
    if (word.name == NULL) return result_error;
    int32_t index = reference_environment(frame->matrix, frame->bindings, word);
    if (index < 0) return unknown_environment(frame, word);
    const Frame here = *frame;
    frame->environment = (uint32_t)index;
    frame->is_elsewhere = true;
    Result result = expression_evaluate(frame, expression->as.at.left, expected);
    frame->environment = here.environment;
    frame->is_elsewhere = here.is_elsewhere;
    frame->varies = here.varies;
    return result;
}
