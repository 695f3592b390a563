/* expression_loop.c - lists made from lists, and the quantifiers `all` and `any`.
 *
 * A loop variable is bound on a chain that hangs on the frame while the body is evaluated; the
 * innermost one of a name is meant. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"

/* Maps are refused with the two ways to make a list of one: which is meant cannot be guessed. */
static Result no_list(Frame *frame, const Expression *in, const Value *value) {
    if (value->kind == VALUE_ABSENT) return mistake_absent(frame, in->span, in);
    Finding *finding = finding_open(frame, CODE_T0041, in->span);
    if (finding->diagnostic == NULL) {
        Diagnostic *d = report_no_list(frame->matrix->report, in->span);
        finding_keep(frame, finding, d);
        if (value->kind == VALUE_MAP) report_help(d, "take its `keys(...)` or its `values(...)`");
    }
    finding_show(frame, finding, in->span, mistake_kind(value));
    finding_show_source(frame, finding, in, value);
    return result_error;
}

/* What a loop has found so far. */
typedef struct Loop {
    const Expression *expression;
    const Type *element; /* that a list's items are expected to have */
    const Value **items; /* of a list that is being made; NULL of a quantifier */
    uint32_t count;
    bool is_decided; /* a quantifier knows its answer */
    bool has_error;
} Loop;

/* The body for one item: another item of the list, or a step to the answer. */
static void visit(Frame *frame, Loop *loop) {
    const Expression *expression = loop->expression;
    const Expression *body = expression->as.loop->body;
    if (loop->items != NULL) {
        Result item = expression_evaluate(frame, body, loop->element);
        if (item.value->kind == VALUE_ABSENT) item = mistake_absent(frame, body->span, body);
        loop->has_error = loop->has_error || result_is_error(item);
        loop->items[loop->count++] = item.value;
        return;
    }
    bool truth;
    if (!condition_evaluate(frame, body, &truth))
        loop->has_error = true;
    else if (truth == (expression->kind == EXPRESSION_ANY))
        loop->is_decided = true;
}

/* Stops as soon as the answer is known, or an item was in error: the same mistake would come up
 * for every item. */
static void iterate(Frame *frame, Loop *loop, Result list) {
    const Expression *where = loop->expression->as.loop->where;
    const Type *type =
        list.type != NULL && list.type->base == BASE_LIST ? list.type->element : NULL;
    Binding binding = {.parent = frame->bindings, .name = loop->expression->as.loop->name.name};
    frame->bindings = &binding;
    for (uint32_t i = 0; i < list.value->count && !loop->is_decided && !loop->has_error; i++) {
        binding.result = (Result){list.value->as.items[i], type};
        bool is_wanted = true;
        if (where != NULL && !condition_evaluate(frame, where, &is_wanted))
            loop->has_error = true;
        else if (is_wanted)
            visit(frame, loop);
    }
    frame->bindings = binding.parent;
}

/* An empty list makes `all` true and `any` false. */
Result loop_evaluate(Frame *frame, const Expression *expression, const Type *expected) {
    Arena *arena = frame->matrix->arena;
    if (expression->as.loop->name.name == NULL) return result_error;
    Result list = expression_evaluate(frame, expression->as.loop->in, NULL);
    if (result_is_error(list)) return list;
    if (list.value->kind != VALUE_LIST) return no_list(frame, expression->as.loop->in, list.value);
    bool is_list = expression->kind == EXPRESSION_COMPREHENSION;
    Loop loop = {.expression = expression};
    if (is_list) loop.items = arena_array(arena, const Value *, list.value->count);
    if (is_list && expected != NULL && expected->base == BASE_LIST)
        loop.element = expected->element;
    iterate(frame, &loop, list);
    if (loop.has_error) return result_error;
    if (is_list)
        return mistake_or_fitting(frame, expression->span,
                                  value_list(arena, loop.items, loop.count));
    return result_of(value_bool(loop.is_decided == (expression->kind == EXPRESSION_ANY)));
}
