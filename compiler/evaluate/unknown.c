/* unknown.c - what is said about a reference that names nothing, with the nearest name where there
 * is one. The place is always the smallest part that is wrong: in `helm.replcas`, the path. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"
#include "evaluate/reference.h"

/* Names beyond this are not compared: a mistake must not cost more than the program. */
enum { MOST_CANDIDATES = 4096 };

typedef ARRAY(Text) Candidates;

/* Up to a limit; more would not be shown anyway. */
static void add(const Frame *frame, Candidates *candidates, Text text) {
    if (candidates->count < MOST_CANDIDATES) array_push(frame->matrix->arena, candidates, text);
}

/* Of names that were gathered. */
static void suggest(Diagnostic *d, Span span, Text text, const Candidates *candidates,
                    const char *what) {
    suggest_name(d, span, text, candidates->items, candidates->count, what);
}

/* --- Names ---------------------------------------------------------------------------------- */

/* What a name could have meant here, the innermost first. */
static void add_roots(const Frame *frame, Candidates *names) {
    for (const Binding *at = frame->bindings; at != NULL; at = at->parent)
        add(frame, names, at->name->text);
    add(frame, names, TEXT("env"));
    add(frame, names, TEXT("strategy"));
    if (frame->has_path) add(frame, names, TEXT("name"));
    if (frame->unit == NULL) return;
    add(frame, names, TEXT("unit"));
    for (uint32_t i = 0; i < frame->unit->sink_count; i++)
        add(frame, names, text_of(sink_fact(frame->unit->sinks[i]->kind)->name));
    add(frame, names, TEXT("service"));
    add(frame, names, TEXT("stack"));
}

/* A parameter of the same sink that was named without the sink. */
static bool help_sink(Frame *frame, Diagnostic *d, Text name, Span span) {
    if (frame->param == NULL) return false;
    SinkKind kind = frame->param->sink->kind;
    if (model_param(frame->matrix->model, frame->unit, kind, name) == NULL) return false;
    Text full =
        text_format(frame->matrix->arena, "%s.%.*s", sink_fact(kind)->name, TEXT_ARGS(name));
    report_help(d, "a parameter is named with its sink: `%.*s`", TEXT_ARGS(full));
    report_fix(d, false, "name the sink", span, full);
    return true;
}

/* Everything that looks like one piece of bare text: `t3.micro` is more than its first word. */
static Span bare_text(const Sources *sources, Span word) {
    Text text = sources->files.items[word.file].text;
    while (word.end < text.length &&
           (byte_is_letter(text.bytes[word.end]) || byte_is_digit(text.bytes[word.end]) ||
            strchr("._-", text.bytes[word.end]) != NULL))
        word.end++;
    return word;
}

/* A bare word where text is wanted, or where nothing has a name like it, is text without quotes. */
static void help_quotes(Frame *frame, Diagnostic *d, Span word) {
    Arena *arena = frame->matrix->arena;
    const Sources *sources = frame->matrix->report->sources;
    Span span = bare_text(sources, word);
    Text text = sources_text(sources, span);
    if (text_contains(sources_text(sources, word), TEXT("-")))
        report_note(d, "it is one name: a minus stands between spaces");
    report_help(d, "put it in quotes if it is text: `\"%.*s\"`", TEXT_ARGS(text));
    report_fix(d, false, "put it in quotes", span, text_format(arena, "\"%.*s\"", TEXT_ARGS(text)));
}

/* `orders.helm.port`: a unit that was named without what it is. */
static bool help_unit(Frame *frame, Diagnostic *d, Text name, Span span) {
    const Unit *unit = map_get(&frame->matrix->model->unit_by_name, name);
    if (unit == NULL) return false;
    const char *kind = unit->is_service ? "service" : "stack";
    report_help(d, "another unit is named with what it is: `%s.%.*s`", kind, TEXT_ARGS(name));
    report_fix(d, false, "name what it is", span_before(span),
               text_format(frame->matrix->arena, "%s.", kind));
    return true;
}

/* `var.region`, `local.name`: what Terraform knows once it runs. */
static bool help_terraform(Diagnostic *d, Text name) {
    static const Text roots[] = {{"var", 3}, {"local", 5}, {"data", 4}, {"module", 6}, {"each", 4}};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        if (!text_equal(name, roots[i])) continue;
        report_help(d, "what Terraform computes is not known here: write the value, or refer to "
                       "an attribute such as `env.region`");
        return true;
    }
    return false;
}

/* How other languages spell what is no text. */
static bool help_spelling(Diagnostic *d, const Type *expected, Text name, Span span) {
    static const char *const words[][2] = {
        {"yes", "true"},  {"on", "true"},       {"True", "true"},   {"TRUE", "true"},
        {"no", "false"},  {"off", "false"},     {"False", "false"}, {"FALSE", "false"},
        {"None", "none"}, {"undefined", "none"}};
    if (expected != NULL && expected->base == BASE_STRING) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!text_equal(name, text_of(words[i][0]))) continue;
        report_help(d, "write `%s`, or quotes around it if it is text", words[i][1]);
        report_fix(d, false, "write the value", span, text_of(words[i][1]));
        return true;
    }
    return false;
}

/* The `${` that the name follows; an empty span where it follows none. */
static Span interpolation_before(const Sources *sources, Span word) {
    Text text = sources->files.items[word.file].text;
    uint32_t at = word.start;
    while (at > 0 && text.bytes[at - 1] == ' ')
        at--;
    bool is_there = at > 1 && text.bytes[at - 1] == '{' && text.bytes[at - 2] == '$';
    return (Span){word.file, is_there ? at - 2 : at, at};
}

/* `${CONSOLE}` in a script: it is in quotes already, and means what the shell makes of it. */
static bool help_literal(const Frame *frame, Diagnostic *d, Span word) {
    Span opening = interpolation_before(frame->matrix->report->sources, word);
    if (opening.start == opening.end) return false;
    report_help(d, "if `${` is part of the text, write `$${`; in `'...'` and `'''` nothing is "
                   "interpolated");
    report_fix(d, false, "write `$${`", span_before(opening), TEXT("$"));
    return true;
}

static bool wants_text(const Type *expected, Text name, const Candidates *names) {
    if (expected != NULL && expected->base == BASE_STRING) return true;
    return suggest_nearest(name, names->items, names->count).length == 0;
}

/* The most useful thing is said and nothing else: words of the enum, the sink that is missing,
 * quotes, or the names that there are. */
Result unknown_name(Frame *frame, const Expression *name, const Type *expected) {
    Matrix *matrix = frame->matrix;
    Finding *finding = finding_open(frame, CODE_N0050, name->span);
    if (finding->diagnostic != NULL) return result_error;
    Text text = name->as.name->text;
    Diagnostic *d = report_unknown_reference(matrix->report, name->span, text);
    finding_keep(frame, finding, d);
    if (expected != NULL && expected->base == BASE_ENUM) {
        suggest_one_of(d, name->span, text, expected->values, expected->value_count, "values");
        return result_error;
    }
    if (help_sink(frame, d, text, name->span)) return result_error;
    if (help_unit(frame, d, text, name->span)) return result_error;
    if (help_terraform(d, text)) return result_error;
    if (help_spelling(d, expected, text, name->span)) return result_error;
    Candidates names = {0};
    add_roots(frame, &names);
    bool is_near = suggest_nearest(text, names.items, names.count).length > 0;
    if (!is_near && help_literal(frame, d, name->span)) return result_error;
    if (wants_text(expected, text, &names))
        help_quotes(frame, d, name->span);
    else
        suggest(d, name->span, text, &names, "names");
    return result_error;
}

/* The name is right and the place is wrong, so nothing is suggested. */
Result unknown_here(Frame *frame, Span span, Text name, const char *why) {
    Finding *finding = finding_open(frame, CODE_N0059, span);
    if (finding->diagnostic != NULL) return result_error;
    Diagnostic *d = report_out_of_place(frame->matrix->report, span, name);
    finding_keep(frame, finding, d);
    report_label(d, span, "%s", why);
    return result_error;
}

/* A file that could not be read may declare it: then nothing is said. What there is, the caller knows, who
 * gathers it only where it is asked for. */
Diagnostic *unknown_attribute(Frame *frame, const char *owner, const Segment *step) {
    if (frame->matrix->model->program->has_syntax_errors) return NULL;
    Finding *finding = finding_open(frame, CODE_N0053, step->span);
    if (finding->diagnostic != NULL) return NULL;
    Diagnostic *d = report_unknown_attribute(frame->matrix->report, step->span, owner, step->text);
    finding_keep(frame, finding, d);
    return suggest_is_wanted(d) ? d : NULL;
}

Result unknown_environment(Frame *frame, Word word) {
    Matrix *matrix = frame->matrix;
    Finding *finding = finding_open(frame, CODE_N0055, word.span);
    if (finding->diagnostic != NULL) return result_error;
    Text text = word.name->text;
    Diagnostic *d = report_no_environment_at(matrix->report, word.span, text);
    finding_keep(frame, finding, d);
    suggest_one_of(d, word.span, text, matrix->environment_type->values, matrix->width,
                   "environments");
    return result_error;
}

/* --- Parameters of units -------------------------------------------------------------------- */

/* Only names of the kind that was asked for are suggested. */
static Diagnostic *no_unit(Frame *frame, const Chain *chain, Span span) {
    const Model *model = frame->matrix->model;
    bool is_service = text_equal(chain->base->as.name->text, TEXT("service"));
    Text name = chain->steps[0]->text;
    Diagnostic *d =
        report_unknown_unit(model->report, span, is_service ? "service" : "stack", name);
    Candidates names = {0};
    if (!suggest_is_wanted(d)) return d;
    for (uint32_t i = 0; i < model->unit_count; i++)
        if (model->units[i]->is_service == is_service)
            add(frame, &names, model->units[i]->name->text);
    suggest(d, span, name, &names, is_service ? "services" : "stacks");
    return d;
}

/* The unit is there, so the one word that is wrong is replaced. */
static Diagnostic *wrong_kind(Frame *frame, const Chain *chain, const Target *target) {
    const char *kind = target->unit->is_service ? "service" : "stack";
    const char *other = target->unit->is_service ? "stack" : "service";
    Span span = chain->base->span;
    Diagnostic *d =
        report_unknown_unit(frame->matrix->report, span, other, target->unit->name->text);
    report_label(d, target->unit->declaration->name.span, "it is a %s", kind);
    report_help(d, "write `%s.%.*s`", kind, TEXT_ARGS(target->unit->name->text));
    report_fix(d, false, "write what it is", span, text_of(kind));
    return d;
}

/* The sinks that the unit has, which are few. */
static Diagnostic *no_sink(Frame *frame, const Chain *chain, const Target *target, Span span) {
    bool is_own = target->unit == frame->unit && chain->base->span.start == span.start;
    Text name = is_own ? chain->base->as.name->text : chain->steps[1]->text;
    Diagnostic *d =
        report_sink_not_of_unit(frame->matrix->report, span, target->unit->name->text, name);
    Candidates names = {0};
    for (uint32_t i = 0; i < target->unit->sink_count; i++)
        add(frame, &names, text_of(sink_fact(target->unit->sinks[i]->kind)->name));
    suggest(d, span, name, &names, "sinks");
    return d;
}

/* What was written is quoted: it may be most of a long reference. */
static Diagnostic *incomplete(Frame *frame, Span span) {
    Text written = sources_text(frame->matrix->model->program->sources, span);
    Diagnostic *d = report_incomplete_reference(frame->matrix->report, span, written);
    report_help(d, "name a parameter of this unit as `helm.replicas`, one of another as "
                   "`service.NAME.helm.replicas`");
    return d;
}

/* Parameters that lie below what was named: it is a group and has no value of its own. */
static bool help_group(Frame *frame, Diagnostic *d, const Target *target, Text path) {
    const Unit *unit = target->unit;
    Text dotted = text_format(frame->matrix->arena, "%.*s.", TEXT_ARGS(path));
    for (uint32_t i = 0; i < unit->sink_count; i++) {
        const Sink *sink = unit->sinks[i];
        for (uint32_t p = 0; sink->kind == target->sink && p < sink->count; p++) {
            if (!text_starts_with(sink->params[p]->path->text, dotted)) continue;
            report_help(d, "only what lies below it has a value, such as `%.*s`",
                        TEXT_ARGS(sink->params[p]->path->text));
            return true;
        }
    }
    return false;
}

/* A group is told apart from a misspelt path: it has no value, and what lies below it has. */
static Diagnostic *no_param(Frame *frame, const Target *target, Span span) {
    const Unit *unit = target->unit;
    Text path = sources_text(frame->matrix->model->program->sources, span);
    Diagnostic *d = report_unknown_parameter(frame->matrix->report, span,
                                             sink_fact(target->sink)->name, unit->name->text, path);
    if (!suggest_is_wanted(d) || help_group(frame, d, target, path)) return d;
    Candidates paths = {0};
    for (uint32_t i = 0; i < unit->sink_count; i++) {
        const Sink *sink = unit->sinks[i];
        for (uint32_t p = 0; sink->kind == target->sink && p < sink->count; p++)
            add(frame, &paths, sink->params[p]->path->text);
    }
    suggest(d, span, path, &paths, "parameters");
    return d;
}

/* The code of a finding and its place depend on what is wrong. */
static Code code_of(TargetKind kind) {
    switch (kind) {
    case TARGET_NO_UNIT:
    case TARGET_WRONG_KIND: return CODE_N0051;
    case TARGET_NO_SINK: return CODE_N0057;
    case TARGET_INCOMPLETE: return CODE_N0058;
    case TARGET_UNKNOWN: return CODE_N0052;
    case TARGET_NOWHERE: return CODE_N0059;
    case TARGET_OTHER:
    case TARGET_PARAM: break;
    }
    unreachable("TargetKind");
}

/* The smallest part that is wrong. */
static Span span_of(const Chain *chain, const Target *target) {
    Span base = chain->base->span;
    bool names_unit = text_equal(chain->base->as.name->text, TEXT("service")) ||
                      text_equal(chain->base->as.name->text, TEXT("stack"));
    switch (target->kind) {
    case TARGET_NO_UNIT: return chain->steps[0]->span;
    case TARGET_NO_SINK: return names_unit ? chain->steps[1]->span : base;
    case TARGET_UNKNOWN: return chain_span(chain, target->start, chain->count);
    case TARGET_INCOMPLETE: return span_join(base, chain_span(chain, 0, chain->count));
    case TARGET_WRONG_KIND:
    case TARGET_NOWHERE:
    case TARGET_OTHER:
    case TARGET_PARAM: return base;
    }
    unreachable("TargetKind");
}

/* One function a kind of mistake. */
static Diagnostic *explain(Frame *frame, const Chain *chain, const Target *target, Span span) {
    switch (target->kind) {
    case TARGET_NO_UNIT: return no_unit(frame, chain, span);
    case TARGET_WRONG_KIND: return wrong_kind(frame, chain, target);
    case TARGET_NO_SINK: return no_sink(frame, chain, target, span);
    case TARGET_INCOMPLETE: return incomplete(frame, span);
    case TARGET_UNKNOWN: return no_param(frame, target, span);
    case TARGET_NOWHERE:
    case TARGET_OTHER:
    case TARGET_PARAM: break;
    }
    unreachable("TargetKind");
}

/* Is it missing because of a mistake that was reported: a profile that does not exist, a file that
 * could not be read to its end? */
static bool is_lost(const Program *program, const Target *target) {
    if (target->kind == TARGET_NO_UNIT) return program->has_syntax_errors;
    if (target->kind != TARGET_UNKNOWN && target->kind != TARGET_NO_SINK) return false;
    const Unit *unit = target->unit;
    bool is_lost =
        unit->is_profile_lost || program_file_has_errors(program, unit->declaration->span.file);
    for (uint32_t i = 0; i < unit->profile_count; i++)
        is_lost = is_lost || program_file_has_errors(program, unit->profiles[i]->span.file);
    return is_lost;
}

/* The diagnostic is made only for a new finding: looking for the nearest name is not cheap. */
Result unknown_target(Frame *frame, const Chain *chain, const Target *target) {
    Span span = span_of(chain, target);
    if (is_lost(frame->matrix->model->program, target)) return result_error;
    if (target->kind == TARGET_NOWHERE)
        return unknown_here(frame, span, chain->base->as.name->text, "there is no unit here");
    Finding *finding = finding_open(frame, code_of(target->kind), span);
    if (finding->diagnostic != NULL) return result_error;
    finding_keep(frame, finding, explain(frame, chain, target, span));
    return result_error;
}

/* Which of the two is missing, the unit or its sink, and in which environments. */
Result target_is_absent(Frame *frame, const Chain *chain, const Target *target) {
    Matrix *matrix = frame->matrix;
    Span span = span_join(chain->base->span, chain_span(chain, 0, target->used));
    Finding *finding = finding_open(frame, CODE_N0054, span);
    bool lacks_unit = !set_has(&target->unit->environments, frame->environment);
    Text unit = target->unit->name->text;
    if (finding->diagnostic == NULL) {
        const char *kind = target->unit->is_service ? "service" : "stack";
        Diagnostic *d = report_not_there(matrix->report, span, kind, unit);
        finding_keep(frame, finding, d);
        report_label(d, target->unit->declaration->name.span, "declared here");
        report_help(d,
                    "read it where it is, as in `...@ENV`, or let this value stand only where "
                    "the %s does",
                    kind);
    }
    Text what = lacks_unit ? unit : text_of(sink_fact(target->sink)->name);
    Text shown = text_format(matrix->arena, "`%.*s` is not there", TEXT_ARGS(what));
    if (!frame->is_elsewhere) {
        frame->varies = true;
    } else {
        Text environment = matrix->model->environments[frame->environment].name->text;
        shown = text_format(matrix->arena, "`%.*s` is not in %.*s", TEXT_ARGS(what),
                            TEXT_ARGS(environment));
    }
    finding_show(frame, finding, span, shown);
    return result_error;
}
