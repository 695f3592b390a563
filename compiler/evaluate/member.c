/* member.c - one step into a value: a member of a map, an item of a list, an attribute of an
 * environment. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"
#include "evaluate/reference.h"

/* --- Mistakes ------------------------------------------------------------------------------- */

/* The keys that are there, unless they would tell what is hidden. */
static void suggest_keys(Diagnostic *d, const Value *map, const Segment *step) {
    if (!suggest_is_wanted(d)) return;
    Text *keys = arena_array(d->report->arena, Text, map->count);
    for (uint32_t i = 0; i < map->count; i++)
        keys[i] = map->as.pairs[i].key;
    suggest_name(d, step->span, step->text, keys, map->count, "keys");
}

/* The place of the map is shown: the key may be missing there rather than wrong here. */
static Result missing_key(Frame *frame, const Value *value, Text key, const Segment *step,
                          const Expression *source) {
    Finding *finding = finding_open(frame, CODE_T0029, step->span);
    if (finding->diagnostic == NULL) {
        Diagnostic *d = report_missing_key(frame->matrix->report, step->span, key);
        finding_keep(frame, finding, d);
        if (value->kind == VALUE_MAP && !frame->is_sensitive) suggest_keys(d, value, step);
    }
    finding_show(frame, finding, step->span, TEXT("it is not there"));
    finding_show_source(frame, finding, source, value);
    return result_error;
}

/* The number of items says at once what is wrong. */
static Result missing_item(Frame *frame, const Value *list, const Segment *step,
                           const Expression *source) {
    Arena *arena = frame->matrix->arena;
    Finding *finding = finding_open(frame, CODE_T0029, step->span);
    if (finding->diagnostic == NULL)
        finding_keep(frame, finding,
                     report_missing_item(frame->matrix->report, step->span, step->text));
    Text has = text_format(arena, "the list has %u %s, counted from 0", list->count,
                           list->count == 1 ? "item" : "items");
    finding_show(frame, finding, step->span, has);
    finding_show_source(frame, finding, source, list);
    return result_error;
}

/* An absent value is a mistake of its own, with its own help. */
static Result no_members(Frame *frame, const Value *value, const Segment *step,
                         const Expression *source) {
    if (value->kind == VALUE_ABSENT) return mistake_absent(frame, step->span, source);
    Finding *finding = finding_open(frame, CODE_T0039, step->span);
    if (finding->diagnostic == NULL)
        finding_keep(frame, finding,
                     report_no_members(frame->matrix->report, step->span, mistake_kind(value)));
    finding_show(
        frame, finding, step->span,
        text_format(frame->matrix->arena, "a step into %.*s", TEXT_ARGS(frame_show(frame, value))));
    finding_show_source(frame, finding, source, value);
    return result_error;
}

/* --- Steps ---------------------------------------------------------------------------------- */

/* The text of a step: a word, a string, or in brackets a loop variable's value. */
static Text step_text(const Frame *frame, const Segment *step) {
    if (!step->is_bare) return step->text;
    for (const Binding *at = frame->bindings; at != NULL; at = at->parent)
        if (text_equal(at->name->text, step->text) && value_is_text(at->result.value))
            return at->result.value->text;
    return step->text;
}

/* The position that a step means: a number, or a loop variable that is one. -1 for none. */
static int64_t step_position(const Frame *frame, const Segment *step) {
    Number number;
    int64_t position;
    if (step->is_number)
        return number_parse(step->text, &number) && number_to_int(number, &position) ? position
                                                                                     : INT64_MAX;
    for (const Binding *at = frame->bindings; at != NULL && step->is_bare; at = at->parent)
        if (text_equal(at->name->text, step->text) && at->result.value->kind == VALUE_INT)
            return at->result.value->as.integer;
    return -1;
}

/* Maps are looked through, so a loop over the keys of a large one takes steps for each. */
enum { PAIRS_A_STEP = 16, ELEMENTS_A_STEP = 4 };

/* A member that is there and absent is an absent value, not a missing key. */
static Result read_map(Frame *frame, Result base, const Segment *step, const Expression *source) {
    Text key = step_text(frame, step);
    if (step->string != NULL) {
        Result text = expression_evaluate(frame, step->string, NULL);
        if (result_is_error(text)) return text;
        key = text.value->text;
    }
    if (!expression_spend(frame, step->span, base.value->count / PAIRS_A_STEP)) return result_error;
    const Value *value = value_member(base.value, key);
    if (value == NULL) return missing_key(frame, base.value, key, step, source);
    return (Result){value, base.type == NULL ? NULL : type_member(base.type, key)};
}

/* `[name=KEY]` of a list: the element that has it. */
static const Value *find_element(const Value *list, Text id, Text key) {
    for (uint32_t i = 0; i < list->count; i++) {
        const Value *found = value_member(list->as.items[i], id);
        if (found != NULL && value_is_text(found) && text_equal(found->text, key))
            return list->as.items[i];
    }
    return NULL;
}

/* By position, or by the `name` (or another key) of the element. A dot goes into maps only. */
static Result read_list(Frame *frame, Result base, const Segment *step, const Expression *source) {
    const Value *list = base.value;
    const Type *element =
        base.type != NULL && base.type->base == BASE_LIST ? base.type->element : NULL;
    int64_t position = step_position(frame, step);
    if (position >= (int64_t)list->count) return missing_item(frame, list, step, source);
    if (position >= 0) return (Result){list->as.items[position], element};
    if (step->kind != SEGMENT_KEY) return no_members(frame, list, step, source);
    if (!expression_spend(frame, step->span, list->count / ELEMENTS_A_STEP)) return result_error;
    Text key = step_text(frame, step);
    const Value *found = find_element(list, step->id, key);
    if (found == NULL) return missing_key(frame, list, key, step, source);
    return (Result){found, element};
}

/* What `env.NAME` may be: the parameter of an ephemeral environment and all attributes. */
static Result no_attribute(Frame *frame, const Environment *environment, const Segment *step) {
    const Model *model = frame->matrix->model;
    Diagnostic *d = unknown_attribute(frame, "env", step);
    if (d == NULL) return result_error;
    Text *names = arena_array(frame->matrix->arena, Text, model->attribute_count + 1);
    uint32_t count = 0;
    if (environment->parameter != NULL) names[count++] = environment->parameter->text;
    for (uint32_t i = 0; i < model->attribute_count; i++)
        names[count++] = model->attributes[i].name;
    suggest_name(d, step->span, step->text, names, count, "attributes");
    return result_error;
}

/* The parameter of an ephemeral environment is known in that environment alone. */
static Result read_attribute(Frame *frame, Result base, const Segment *step) {
    Matrix *matrix = frame->matrix;
    const Model *model = matrix->model;
    const Environment *environment = &model->environments[base.value->as.order];
    if (environment->parameter != NULL && text_equal(environment->parameter->text, step->text))
        return (Result){matrix->parameters[environment->index], environment->parameter_type};
    const AttributeFact *fact = map_get(&model->attribute_by_name, step->text);
    if (fact == NULL) return no_attribute(frame, environment, step);
    uint32_t index = (uint32_t)(fact - model->attributes);
    frame->reading = step->span;
    const Value *value = attribute_read(matrix, environment->index, index, frame);
    cell_inherit(frame, cell_of_attribute(matrix, environment->index, index));
    return (Result){value, matrix->attribute_types[index]};
}

/* What `env` is looks like a word of an enum; its type tells it apart from words that are just
 * words. */
Result member_read(Frame *frame, Result base, const Segment *step, const Expression *source) {
    if (base.type == frame->matrix->environment_type && base.value->kind == VALUE_ENUM &&
        step->kind != SEGMENT_KEY)
        return read_attribute(frame, base, step);
    if (base.value->kind == VALUE_MAP) return read_map(frame, base, step, source);
    if (base.value->kind == VALUE_LIST) return read_list(frame, base, step, source);
    return no_members(frame, base.value, step, source);
}
