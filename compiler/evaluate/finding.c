/* finding.c - gathers what goes wrong in several environments at one place into one diagnostic.
 *
 * A finding is looked up by its code and span in a map whose keys are their bytes. It keeps the set
 * of environments in which it happened, and for each label the set in which that was the evidence;
 * a label is written anew when one is added. One mistake in an expression can show in as many ways as
 * there are environments and items of a list, so no finding has more than a few labels, no label names
 * more than a few environments, and what is dropped costs nothing. */
#include "evaluate/finding.h"

#include "evaluate/reference.h"

enum { MOST_EVIDENCE = 32, MOST_NAMED = 12 };

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

/* In the order of the model, whichever came first: what is behind it moves on by one. */
static void add_environment(const Matrix *matrix, Finding *finding, uint32_t environment) {
    Diagnostic *diagnostic = finding->diagnostic;
    uint32_t before = 0;
    for (uint32_t i = 0; i < environment; i++)
        before += set_has(&finding->environments, i);
    set_add(&finding->environments, environment);
    report_environment(diagnostic, matrix->model->environments[environment].name->text);
    if (report_is_dropped(diagnostic)) return;
    Text *names = diagnostic->environments.items;
    uint32_t last = diagnostic->environments.count - 1;
    Text name = names[last];
    memmove(&names[before + 1], &names[before], (last - before) * sizeof *names);
    names[before] = name;
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
    add_environment(frame->matrix, finding, frame->home);
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

/* Labels with one text at one place are one, and are told apart by their environments. NULL where there
 * are enough. */
static Evidence *find_evidence(Matrix *matrix, Finding *finding, Span span, Text text) {
    for (uint32_t i = 0; i < finding->evidence.count; i++) {
        Evidence *evidence = &finding->evidence.items[i];
        if (same_span(evidence->span, span) && text_equal(evidence->text, text)) return evidence;
    }
    if (finding->evidence.count == MOST_EVIDENCE) return NULL;
    Evidence evidence = {.span = span, .text = text, .label = finding->diagnostic->labels.count};
    array_push(matrix->arena, &finding->evidence, evidence);
    report_label(finding->diagnostic, span, "%.*s", TEXT_ARGS(text));
    return &finding->evidence.items[finding->evidence.count - 1];
}

/* As `text_enumerate_some` would, without memory of its own. */
static void write_names(Writer *out, const Matrix *matrix, const EnvironmentSet *set) {
    uint32_t count = set_count(set);
    uint32_t shown = 0;
    for (uint32_t i = 0; i < matrix->width; i++) {
        if (!set_has(set, i)) continue;
        if (shown == MOST_NAMED) {
            writer_format(out, " and %u more", count - shown);
            return;
        }
        if (shown > 0) writer_string(out, shown + 1 == count ? " and " : ", ");
        writer_text(out, matrix->model->environments[i].name->text);
        shown++;
    }
}

/* The label's text anew, where it was. */
static void write_label(const Matrix *matrix, const Finding *finding, Evidence *evidence) {
    Writer *words = &evidence->words;
    if (!evidence->varies) return;
    if (words->arena == NULL) writer_open(words, matrix->arena, SIZE_MAX);
    words->length = 0;
    writer_text(words, evidence->text);
    writer_string(words, " in ");
    write_names(words, matrix, &evidence->environments);
    finding->diagnostic->labels.items[evidence->label].text = writer_done(words);
}

/* Names environments only where the evidence depends on them: a cell is written for one anyway. */
void finding_show(Frame *frame, Finding *finding, Span span, Text text) {
    Matrix *matrix = frame->matrix;
    if (report_is_dropped(finding->diagnostic)) return;
    Evidence *evidence = find_evidence(matrix, finding, span, text);
    if (evidence == NULL) return;
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
