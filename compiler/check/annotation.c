/* annotation.c - what stands above a declaration or row: waivers, rolling, sensitive, deprecated.
 *
 * Annotations open a scope that covers the braces below them; scopes point outwards, and a place
 * without annotations has the scope it stands in, so most rows cost nothing here. A waiver with a
 * mistake in it still waives what can be made out, and counts as used: the mistake is reported
 * once, and mending it leaves nothing else to say. */
#include "check/builder.h"

typedef struct Reading {
    Builder *builder;
    const Annotation *annotation;
    bool is_faulty;
} Reading;

static Diagnostic *fault(Reading *reading, Diagnostic *diagnostic) {
    reading->is_faulty = true;
    return diagnostic;
}

/* --- Arguments ------------------------------------------------------------------------------ */

static bool is_word(const AnnotationArgument *argument, Text text) {
    return argument->word.name != NULL && text_equal(argument->word.name->text, text);
}

/* A string on its own: the reason of a waiver, the text of a deprecation. */
static bool is_string(const AnnotationArgument *argument) {
    return argument->word.name == NULL && argument->value != NULL;
}

/* The argument `name = ...`; NULL when there is none. A second one is reported. */
static const AnnotationArgument *find_argument(Reading *reading, Text name) {
    const AnnotationArgument *found = NULL;
    for (uint32_t i = 0; i < reading->annotation->count; i++) {
        const AnnotationArgument *argument = &reading->annotation->arguments[i];
        if (!is_word(argument, name) || argument->value == NULL) continue;
        if (found == NULL) {
            found = argument;
            continue;
        }
        Diagnostic *twice = report_annotation_twice(reading->builder->report, argument->span, name);
        report_label(fault(reading, twice), found->span, "first here");
    }
    return found;
}

static void refuse_argument(Reading *reading, const AnnotationArgument *argument) {
    Span span = argument->span;
    Text text = sources_text(reading->builder->program->sources, span);
    fault(reading, report_annotation_argument(reading->builder->report, span,
                                              word_text(reading->annotation->word), text));
}

/* Refuses every argument that is not `until`. */
static void allow_until(Reading *reading) {
    for (uint32_t i = 0; i < reading->annotation->count; i++)
        if (!is_word(&reading->annotation->arguments[i], TEXT("until")))
            refuse_argument(reading, &reading->annotation->arguments[i]);
}

/* The date of `until`; false when there is none, or none that can be read, which is reported. */
static bool read_until(Reading *reading, int64_t *seconds) {
    const AnnotationArgument *argument = find_argument(reading, TEXT("until"));
    if (argument == NULL) return false;
    const Expression *date = argument->value;
    if (date->kind == EXPRESSION_MISSING) {
        reading->is_faulty = true;
        return false;
    }
    bool is_date = date->kind == EXPRESSION_TIME && moment_parse(date->as.text, seconds);
    if (is_date) return true;
    Diagnostic *diagnostic = report_annotation_date(reading->builder->report, date->span);
    report_help(fault(reading, diagnostic), "write a date such as `2026-12-31`");
    return false;
}

/* --- Waivers -------------------------------------------------------------------------------- */

/* One environment, or a list of them. */
static Words read_words(Reading *reading, const Expression *expression) {
    const Expression *const *items = &expression;
    uint32_t count = 1;
    if (expression->kind == EXPRESSION_LIST) {
        items = expression->as.list.items;
        count = expression->as.list.count;
    }
    Words words = {arena_array(reading->builder->arena, Word, count), 0};
    for (uint32_t i = 0; i < count; i++) {
        if (items[i]->kind == EXPRESSION_NAME)
            words.items[words.count++] = (Word){items[i]->as.name, items[i]->span};
        else if (items[i]->kind != EXPRESSION_MISSING)
            fault(reading, report_annotation_environment(reading->builder->report, items[i]->span));
    }
    return words;
}

/* `in = prod` covers what is like prod, as `in` does everywhere. */
static void read_environments(Reading *reading, Waiver *waiver) {
    Builder *builder = reading->builder;
    const AnnotationArgument *argument = find_argument(reading, TEXT("in"));
    if (argument == NULL) return;
    Words words = read_words(reading, argument->value);
    EnvironmentSet named = environments_named(builder, &words);
    waiver->has_environments = true;
    waiver->environments = environments_covered(builder->model, named);
    /* Nothing could be made out: better waived too much than reported twice. */
    if (set_is_empty(&named)) waiver->environments = builder->model->all;
}

/* As its author wrote it: a code in any form, or a policy. */
static Text written_rule(const Annotation *annotation) {
    for (uint32_t i = 0; i < annotation->count; i++) {
        const AnnotationArgument *argument = &annotation->arguments[i];
        if (argument->word.name != NULL && argument->value == NULL)
            return argument->word.name->text;
    }
    return TEXT("P0003");
}

/* The one string that stands on its own. Blanks are no reason. */
static void read_reason(Reading *reading, Waiver *waiver) {
    const Annotation *annotation = reading->annotation;
    for (uint32_t i = 0; i < annotation->count; i++) {
        const AnnotationArgument *argument = &annotation->arguments[i];
        if (!is_string(argument)) continue;
        if (waiver->reason.length > 0)
            refuse_argument(reading, argument);
        else if (argument->value->kind == EXPRESSION_STRING)
            waiver->reason = text_trim(argument->value->as.text);
    }
    if (waiver->reason.length > 0 || reading->is_faulty) return;
    Diagnostic *diagnostic = report_waiver_needs_reason(reading->builder->report, annotation->span);
    report_help(fault(reading, diagnostic),
                "say why it may be so: `@waive(%.*s, \"why\")`; the reason is read in a review",
                TEXT_ARGS(written_rule(annotation)));
}

/* Suggests policies, and the names of those codes that can be waived. */
static void refuse_rule(Reading *reading, const AnnotationArgument *argument) {
    Builder *builder = reading->builder;
    const Map *policies = &builder->program->policies.by_name;
    uint32_t count = policies->entries.count;
    Text text = argument->word.name->text;
    Diagnostic *diagnostic = report_waiver_unknown(builder->report, argument->word.span, text);
    if (!suggest_is_wanted(fault(reading, diagnostic))) return;
    Text *candidates = arena_array(builder->arena, Text, count + CODE_END);
    for (uint32_t i = 0; i < count; i++)
        candidates[i] = policies->entries.items[i].key;
    for (Code code = 0; code < CODE_END; code++)
        if (code_fact(code)->is_waivable) candidates[count++] = text_of(code_fact(code)->name);
    suggest_name(diagnostic, argument->word.span, text, candidates, count, "rules");
}

/* What is waived: a policy or a code. False when that cannot be made out. */
static bool read_rule(Reading *reading, const AnnotationArgument *argument, Waiver *waiver) {
    Builder *builder = reading->builder;
    Word word = argument->word;
    waiver->code = CODE_END;
    waiver->policy = word.name;
    if (map_get(&builder->program->policies.by_name, word.name->text) != NULL) return true;
    if (!code_find(word.name->text, &waiver->code)) {
        refuse_rule(reading, argument);
        return false;
    }
    waiver->policy = NULL;
    if (code_fact(waiver->code)->is_waivable) return true;
    fault(reading, report_waiver_refused(builder->report, word.span,
                                         text_of(code_fact(waiver->code)->code)));
    return false;
}

/* The bare word among the arguments is the rule; whatever is neither it, the reason, `in` nor
 * `until` is refused here. */
static bool find_rule(Reading *reading, Waiver *waiver) {
    const Annotation *annotation = reading->annotation;
    const AnnotationArgument *rule = NULL;
    for (uint32_t i = 0; i < annotation->count; i++) {
        const AnnotationArgument *argument = &annotation->arguments[i];
        if (is_string(argument) || argument->word.name == NULL) continue;
        bool is_rule = argument->value == NULL;
        bool is_known = is_word(argument, TEXT("in")) || is_word(argument, TEXT("until"));
        if (is_rule && rule == NULL)
            rule = argument;
        else if (is_rule || !is_known)
            refuse_argument(reading, argument);
    }
    if (rule != NULL) return read_rule(reading, rule, waiver);
    if (reading->is_faulty) return false;
    Diagnostic *diagnostic = report_waiver_needs_rule(reading->builder->report, annotation->span);
    report_help(fault(reading, diagnostic),
                "name the code or the policy first: `@waive(P0003, \"why\")`");
    return false;
}

/* Each code of a scope has its group, which knows what all of its waivers say. */
static void add_to_group(Scope *scope, Waiver *waiver) {
    WaiverGroup *group = scope_group(scope, waiver->code);
    if (group == NULL) group = &scope->groups[scope->group_count++];
    group->code = waiver->code;
    group->count++;
    if (!waiver->has_environments) group->is_everywhere = true;
    group->environments = set_or(group->environments, waiver->environments);
    if (!waiver->is_used) group_wait(group, waiver);
}

/* A waiver of no known rule is left out; one with another mistake waives as well as it can. */
static void read_waiver(Reading *reading, Scope *scope) {
    Waiver *waiver = &scope->waivers[scope->waiver_count];
    *waiver = (Waiver){.span = reading->annotation->span, .scope = scope};
    bool is_known = find_rule(reading, waiver);
    read_reason(reading, waiver);
    read_environments(reading, waiver);
    waiver->has_until = read_until(reading, &waiver->until);
    if (!is_known) return;
    waiver->is_used = reading->is_faulty;
    scope->waiver_count++;
    add_to_group(scope, waiver);
    array_push(reading->builder->arena, &reading->builder->waivers, waiver);
}

/* --- The other annotations ------------------------------------------------------------------ */

/* A journey without an end would be a way around every other rule. */
static void read_rolling(Reading *reading, Scope *scope) {
    scope->is_rolling = true;
    scope->rolling_span = reading->annotation->span;
    scope->has_rolling_until = read_until(reading, &scope->rolling_until);
    allow_until(reading);
    array_push(reading->builder->arena, &reading->builder->rolling, scope);
    if (scope->has_rolling_until || reading->is_faulty) return;
    Diagnostic *diagnostic =
        report_rolling_needs_date(reading->builder->report, reading->annotation->span);
    report_help(fault(reading, diagnostic), "say when it has to be at the top: "
                                            "`@rolling(until = 2026-12-31)`");
}

/* Whoever meets the mark has to know where to go. */
static void read_deprecated(Reading *reading, Scope *scope) {
    const Annotation *annotation = reading->annotation;
    for (uint32_t i = 0; i < annotation->count; i++) {
        const AnnotationArgument *argument = &annotation->arguments[i];
        if (!is_string(argument) || scope->deprecated.length > 0)
            refuse_argument(reading, argument);
        else if (argument->value->kind == EXPRESSION_STRING)
            scope->deprecated = argument->value->as.text;
    }
    if (scope->deprecated.length > 0 || reading->is_faulty) return;
    Diagnostic *diagnostic =
        report_deprecated_needs_text(reading->builder->report, annotation->span);
    report_help(diagnostic, "say what to use: `@deprecated(\"use x\")`");
}

static void read_sensitive(Reading *reading, Scope *scope) {
    scope->is_sensitive = reading->builder->has_sensitive = true;
    for (uint32_t i = 0; i < reading->annotation->count; i++)
        refuse_argument(reading, &reading->annotation->arguments[i]);
}

static const struct {
    Text name;
    void (*read)(Reading *reading, Scope *scope);
} kinds[] = {
    {{"waive", 5}, read_waiver},
    {{"rolling", 7}, read_rolling},
    {{"sensitive", 9}, read_sensitive},
    {{"deprecated", 10}, read_deprecated},
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

/* Parentheses with nothing in them, or with an argument that could not be read. */
static bool has_syntax_error(const Annotation *annotation) {
    for (uint32_t i = 0; i < annotation->count; i++) {
        const AnnotationArgument *argument = &annotation->arguments[i];
        bool is_value_missing =
            argument->value == NULL || argument->value->kind == EXPRESSION_MISSING;
        if (argument->word.name == NULL && is_value_missing) return true;
    }
    return annotation->count == 0 && annotation->span.end != annotation->word.span.end;
}

/* One annotation by its name. */
static void read_annotation(Builder *builder, const Annotation *annotation, Scope *scope) {
    Reading reading = {.builder = builder, .annotation = annotation};
    if (annotation->word.name == NULL) return;
    reading.is_faulty = has_syntax_error(annotation);
    annotation_check_place(builder, annotation);
    Text name = annotation->word.name->text;
    Text names[KIND_COUNT];
    for (size_t i = 0; i < KIND_COUNT; i++) {
        names[i] = kinds[i].name;
        if (!text_equal(name, names[i])) continue;
        kinds[i].read(&reading, scope);
        return;
    }
    Diagnostic *diagnostic =
        report_unknown_annotation(builder->report, annotation->word.span, name);
    suggest_name(diagnostic, annotation->word.span, name, names, KIND_COUNT, "annotations");
}

const Scope *scope_open(Builder *builder, const Scope *parent, const Annotations *annotations) {
    if (annotations->count == 0) return parent;
    Scope *scope = arena_new(builder->arena, Scope);
    scope->parent = parent;
    scope->waivers = arena_array(builder->arena, Waiver, annotations->count);
    scope->groups = arena_array(builder->arena, WaiverGroup, annotations->count);
    for (uint32_t i = 0; i < annotations->count; i++)
        read_annotation(builder, &annotations->items[i], scope);
    return scope;
}
