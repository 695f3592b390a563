/* sensitive.c - what stands below `@sensitive` is not quoted.
 *
 * Messages say `(hidden)` for such a value, and the excerpt beside them would show it all the same.
 * So every literal of such a row is hidden in the report; names and references stay, because a
 * mistake in one of them could not be found otherwise. What cannot be read at all never comes here:
 * the text of a syntax error shows its line. */
#include "check/builder.h"

static void hide(Report *report, const Expression *expression);

static void hide_list(Report *report, const Expressions *list) {
    for (uint32_t i = 0; i < list->count; i++)
        hide(report, list->items[i]);
}

static void hide_map(Report *report, const Expression *expression) {
    for (uint32_t i = 0; i < expression->as.map.count; i++)
        hide(report, expression->as.map.items[i].value);
}

/* The literals of an expression, which may be NULL. A template is hidden as one. */
static void hide(Report *report, const Expression *expression) {
    if (expression == NULL) return;
    switch (expression->kind) {
    case EXPRESSION_NUMBER:
    case EXPRESSION_TIME:
    case EXPRESSION_DIGEST:
    case EXPRESSION_NETWORK:
    case EXPRESSION_STRING:
    case EXPRESSION_TEMPLATE: report_hide(report, expression->span); return;
    case EXPRESSION_LIST: hide_list(report, &expression->as.list); return;
    case EXPRESSION_CALL: hide_list(report, &expression->as.call->arguments); return;
    case EXPRESSION_MAP: hide_map(report, expression); return;
    case EXPRESSION_COMPREHENSION:
    case EXPRESSION_ALL:
    case EXPRESSION_ANY:
        hide(report, expression->as.loop->in);
        hide(report, expression->as.loop->where);
        hide(report, expression->as.loop->body);
        return;
    case EXPRESSION_MEMBER:
    case EXPRESSION_INDEX: hide(report, expression->as.member.left); return;
    case EXPRESSION_AT: hide(report, expression->as.at.left); return;
    case EXPRESSION_NOT: hide(report, expression->as.sides.left); return;
    case EXPRESSION_BINARY:
        hide(report, expression->as.sides.left);
        hide(report, expression->as.sides.right);
        return;
    case EXPRESSION_MISSING:
    case EXPRESSION_TRUE:
    case EXPRESSION_FALSE:
    case EXPRESSION_NONE:
    case EXPRESSION_NAME: return;
    }
    unreachable("ExpressionKind");
}

/* The default and the cells of one place that states the parameter. */
static void hide_statement(Report *report, const Statement *statement) {
    if (statement == NULL || statement->node == NULL) return;
    const Parameter *node = statement->node;
    hide(report, node->fallback);
    for (uint32_t i = 0; i < node->cell_count; i++)
        hide(report, node->cells[i].value);
}

/* An attribute's default, and what each environment states. */
static void hide_attribute(const Model *model, uint32_t attribute) {
    hide(model->report, model->attributes[attribute].fallback);
    for (uint32_t i = 0; i < model->environment_count; i++)
        hide(model->report, model->environments[i].attributes[attribute].value);
}

static bool statement_is_sensitive(const Statement *statement) {
    return statement != NULL && scope_is_sensitive(statement->scope);
}

/* Hidden if anything around it says so: a value shown by mistake cannot be taken back. */
static bool is_sensitive(const Param *param) {
    return statement_is_sensitive(param->own) || statement_is_sensitive(param->inherited) ||
           scope_is_sensitive(param->sink->scope) || scope_is_sensitive(param->unit->scope);
}

/* Most programs have none. */
void sensitive_hide(const Builder *builder) {
    const Model *model = builder->model;
    if (!builder->has_sensitive) return;
    for (uint32_t i = 0; i < model->attribute_count; i++)
        if (scope_is_sensitive(model->attributes[i].scope)) hide_attribute(model, i);
    for (uint32_t i = 0; i < model->param_count; i++) {
        Param *param = model->params[i];
        param->is_sensitive = is_sensitive(param);
        if (!param->is_sensitive) continue;
        hide_statement(model->report, param->own);
        hide_statement(model->report, param->inherited);
    }
}
