/* like.c - P0006: an environment that is `like` another is like it.
 *
 * A standby or a preview takes every cell of its model; what it states for itself, or computes from
 * its own attributes, may differ only in secrets, in rows that have to differ (`distinct`,
 * `disjoint`, `apart`), and in the categories that its `differs` names. A row without a category
 * that differs is P0003's and gets no second finding. */
#include "parity/rule.h"

/* After `differs`. */
static bool is_named_by(const Environment *environment, const Name *category) {
    for (uint32_t i = 0; i < environment->differs_count; i++)
        if (environment->differs[i] == category) return true;
    return false;
}

/* By its category or by itself. */
static bool has_to_differ(const Row *row) {
    LawSet laws = 1u << LAW_DISTINCT | 1u << LAW_DISJOINT | 1u << LAW_APART;
    return (row->laws & laws) != 0;
}

/* Does the environment at a position differ from the one it is like, where it may not? */
static bool is_unlike(const Parity *parity, const Row *row, uint32_t position) {
    const Environment *environment = &parity->model->environments[row->environments[position]];
    if (environment->like < 0 || is_named_by(environment, row->category->name)) return false;
    const Value *model = row_value(row, (uint32_t)environment->like);
    return model != NULL && !value_same(model, row->values[position]);
}

/* Every environment is compared with the one that it names, not with what that one is like. */
static bool judge(Parity *parity, const Row *row, EnvironmentSet *involved) {
    for (uint32_t i = 0; i < row->count; i++) {
        if (!is_unlike(parity, row, i)) continue;
        uint32_t environment = row->environments[i];
        set_add(involved, environment);
        set_add(involved, (uint32_t)parity->model->environments[environment].like);
    }
    return !set_is_empty(involved);
}

/* Where `differs CATEGORY` goes in the declaration of an environment, and with which words. */
static void offer_differs(const Parity *parity, Diagnostic *diagnostic,
                          const Environment *environment, Text category) {
    const Declaration *declaration = environment->declaration;
    if (declaration == NULL || declaration->as.environment.like.name == NULL) return;
    const Words *differs = &declaration->as.environment.differs;
    Span last = differs->count > 0 ? differs->items[differs->count - 1].span
                                   : declaration->as.environment.like.span;
    const char *words = differs->count > 0 ? "," : " differs";
    Text inserted = text_format(parity->arena, "%s %.*s", words, TEXT_ARGS(category));
    Text title = text_format(parity->arena, "let `%.*s` differ in `%.*s`",
                             TEXT_ARGS(environment->name->text), TEXT_ARGS(category));
    report_fix(diagnostic, false, text_c(parity->arena, title), span_after(last), inserted);
}

/* One finding names all environments that are unlike their models; the sentence names the first. */
static void report_unlikeness(const Parity *parity, const Row *row) {
    const Param *param = row->param;
    uint32_t first = 0;
    while (!is_unlike(parity, row, first))
        first++;
    const Environment *environment = &parity->model->environments[row->environments[first]];
    Text name = environment->name->text;
    Text model = environment_name(parity, (uint32_t)environment->like);
    Text category = row->category->name->text;
    Diagnostic *diagnostic =
        report_unlike(parity->report, param->span, name, model, param->path->text);
    EnvironmentSet involved = {0};
    for (uint32_t i = 0; i < row->count; i++) {
        if (!is_unlike(parity, row, i)) continue;
        set_add(&involved, row->environments[i]);
        set_add(&involved, (uint32_t)parity->model->environments[row->environments[i]].like);
    }
    EnvironmentSet others = set_without(row_environments(row), involved);
    Row shown = row_without(parity, row, &others);
    evidence_label(parity, diagnostic, &shown);
    report_help(diagnostic,
                "give `%.*s` the value of `%.*s`, or declare "
                "`environment %.*s like %.*s differs %.*s`",
                TEXT_ARGS(name), TEXT_ARGS(model), TEXT_ARGS(name), TEXT_ARGS(model),
                TEXT_ARGS(category));
    offer_differs(parity, diagnostic, environment, category);
    finding_about(parity, diagnostic, param);
    finding_environments(parity, diagnostic, &involved);
}

/* Almost all rows are settled by the first line. */
void like_check_row(Parity *parity, const Row *row) {
    if (row->is_same || row->category == NULL || row->is_secret || row->is_image) return;
    if (row->rolling != NULL || row->category->is_unknown || has_to_differ(row)) return;
    Row judged;
    if (waiver_judge(parity, row, CODE_P0006, judge, &judged)) report_unlikeness(parity, &judged);
}
