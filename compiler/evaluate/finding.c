/* finding.c - gathers what goes wrong in several environments at one place into one diagnostic.
 *
 * A finding is looked up by its code and span in a map whose keys are their bytes. It keeps the set
 * of environments in which it happened, and for each label the set in which that was the evidence;
 * the texts of the diagnostic are made anew when one is added. Findings are rare, so this may be
 * slow; nothing of it is reached by a program without mistakes. */
#include "evaluate/finding.h"

#include "evaluate/reference.h"

typedef struct Key {
    uint32_t code, file, start, end, detail;
} Key;

/* The finding of a key, made if it is not there. */
static Finding *find(Matrix *matrix, Key key) {
    Text bytes = {(const char *)&key, sizeof key};
    Finding *found = map_get(&matrix->findings, bytes);
    if (found != NULL) return found;
    found = arena_new(matrix->arena, Finding);
    map_put(&matrix->findings, text_copy(matrix->arena, bytes), found);
    return found;
}

/* The names of a set of environments, in the order of the model. */
static Text *names_of(const Matrix *matrix, const EnvironmentSet *set, uint32_t *count) {
    Text *names = arena_array(matrix->arena, Text, matrix->width);
    *count = 0;
    for (uint32_t i = 0; i < matrix->width; i++)
        if (set_has(set, i)) names[(*count)++] = matrix->model->environments[i].name->text;
    return names;
}

/* In the order of the model, whichever came first. */
static void write_environments(const Matrix *matrix, Finding *finding) {
    uint32_t count = 0;
    const Text *names = names_of(matrix, &finding->environments, &count);
    finding->diagnostic->environments.count = 0;
    for (uint32_t i = 0; i < count; i++)
        report_environment(finding->diagnostic, names[i]);
}

/* What stands in a profile is about no single one of the units that use it. */
static void note_unit(const Frame *frame, Finding *finding) {
    if (finding->has_units || frame->unit == finding->unit) return;
    finding->has_units = true;
    report_about(finding->diagnostic, TEXT(""), TEXT(""));
}

/* A template of the strategy has no environment, and its findings name none. */
static void note_environment(const Frame *frame, Finding *finding) {
    if (finding->diagnostic == NULL) return;
    if (frame->home == NO_ENVIRONMENT || set_has(&finding->environments, frame->home)) return;
    set_add(&finding->environments, frame->home);
    write_environments(frame->matrix, finding);
}

Finding *finding_open_detail(Frame *frame, Code code, Span span, uint32_t detail) {
    Finding *finding =
        find(frame->matrix, (Key){(uint32_t)code, span.file, span.start, span.end, detail});
    frame->finding = finding;
    if (finding->diagnostic == NULL) return finding;
    note_unit(frame, finding);
    note_environment(frame, finding);
    return finding;
}

/* Most places have one thing to say. */
Finding *finding_open(Frame *frame, Code code, Span span) {
    return finding_open_detail(frame, code, span, 0);
}

/* The diagnostic is about the unit and the parameter whose value is evaluated, wherever the
 * expression stands. */
Diagnostic *finding_keep(Frame *frame, Finding *finding, Diagnostic *diagnostic) {
    Matrix *matrix = frame->matrix;
    finding->diagnostic = diagnostic;
    finding->unit = frame->unit;
    if (frame->unit != NULL) {
        Text param = frame->param == NULL ? TEXT("") : param_reference(matrix->arena, frame->param);
        report_about(diagnostic, frame->unit->name->text, param);
    }
    note_environment(frame, finding);
    return diagnostic;
}

/* --- Errors that spread --------------------------------------------------------------------- */

/* The frame passes it on in turn. */
void finding_extend(Frame *frame, Finding *finding) {
    frame->finding = finding;
    note_environment(frame, finding);
}

/* A cell without a finding is in error because of something that an earlier layer reported. */
void finding_remember(Frame *frame) {
    if (frame->finding == NULL) return;
    Text key = {(const char *)&frame->cell, sizeof frame->cell};
    map_put(&frame->matrix->failures, text_copy(frame->matrix->arena, key), frame->finding);
}

/* In the environment that is compiled the finding has been made for it; but what is read in another
 * one with `@` makes an error here too. */
void finding_inherit(Frame *frame, const MatrixCell *cell) {
    Text key = {(const char *)&cell, sizeof cell};
    Finding *finding = map_get(&frame->matrix->failures, key);
    if (finding != NULL) finding_extend(frame, finding);
}

/* --- Labels --------------------------------------------------------------------------------- */

/* The same bytes of the same file. */
static bool same_span(Span a, Span b) {
    return a.file == b.file && a.start == b.start && a.end == b.end;
}

/* Labels with one text at one place are one, and are told apart by their environments. */
static Evidence *find_evidence(Matrix *matrix, Finding *finding, Span span, Text text) {
    for (uint32_t i = 0; i < finding->evidence.count; i++) {
        Evidence *evidence = &finding->evidence.items[i];
        if (same_span(evidence->span, span) && text_equal(evidence->text, text)) return evidence;
    }
    Evidence evidence = {.span = span, .text = text, .label = finding->diagnostic->labels.count};
    array_push(matrix->arena, &finding->evidence, evidence);
    report_label(finding->diagnostic, span, "%.*s", TEXT_ARGS(text));
    return &finding->evidence.items[finding->evidence.count - 1];
}

/* The label's text anew. A diagnostic that was dropped has no labels. */
static void write_label(const Matrix *matrix, const Finding *finding, const Evidence *evidence) {
    Diagnostic *diagnostic = finding->diagnostic;
    if (!evidence->varies || evidence->label >= diagnostic->labels.count) return;
    uint32_t count = 0;
    const Text *names = names_of(matrix, &evidence->environments, &count);
    Text list = text_enumerate(matrix->arena, names, count, TEXT("and"));
    diagnostic->labels.items[evidence->label].text =
        text_format(matrix->arena, "%.*s in %.*s", TEXT_ARGS(evidence->text), TEXT_ARGS(list));
}

/* Names environments only where the evidence depends on them: a cell is written for one anyway. */
void finding_show(Frame *frame, Finding *finding, Span span, Text text) {
    Matrix *matrix = frame->matrix;
    Evidence *evidence = find_evidence(matrix, finding, span, text);
    if (frame->home == NO_ENVIRONMENT || set_has(&evidence->environments, frame->home)) return;
    set_add(&evidence->environments, frame->home);
    evidence->varies = evidence->varies || frame->varies;
    write_label(matrix, finding, evidence);
}

/* The place where the value that a reference reads in an environment is written. */
static Span source_of(const Matrix *matrix, const Param *param, uint32_t environment) {
    Origin origin;
    if (environment >= matrix->width) return param->span;
    return param_origin(matrix->model, param, environment, &origin) ? origin.span : param->span;
}

/* Loop variables, attributes and literals have no place but their own. */
void finding_show_source(Frame *frame, Finding *finding, const Expression *operand,
                         const Value *value) {
    uint32_t environment = frame->environment;
    const Param *param = reference_param(frame, operand, &environment);
    if (param == NULL) return;
    Arena *arena = frame->matrix->arena;
    Text name = param_reference(arena, param);
    Text shown = value->kind == VALUE_ABSENT ? TEXT("absent") : frame_show(frame, value);
    finding_show(frame, finding, source_of(frame->matrix, param, environment),
                 text_format(arena, "`%.*s` is %.*s", TEXT_ARGS(name), TEXT_ARGS(shown)));
}
