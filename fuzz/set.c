/* set.c - the harness of `rung set`: any project, any name, any value.
 *
 * The input is a project, a line `=== set REF`, and the value. `=== set #12@3` names the thirteenth
 * parameter in the fourth environment, however many there are, and `#12` its default, so that a value
 * reaches something to be set. Whatever the project is, also with errors: the answer and its report are
 * printable; what is refused gives no text; a source that was in the one layout is so afterwards; every
 * other parameter finds its value where it did; no error is new; and the same again changes nothing. */
#include "harness.h"
#include "library/library.h"

typedef struct Asked {
    Arena *arena;
    HarnessFiles files;
    RungProject *project;
    Text reference, value;
    RungEdit edit;
    RungProject *after; /* with the source as it was given out */
} Asked;

static Text text_in(RungText text) {
    return (Text){text.bytes, text.length};
}

static void check_shown(const char *text) {
    property(harness_is_printable(text_of(text)));
}

/* --- The name ------------------------------------------------------------------------------- */

/* The number at *at, which moves behind it. */
static uint32_t take_number(Text text, size_t *at) {
    uint32_t number = 0;
    for (; *at < text.length && text.bytes[*at] >= '0' && text.bytes[*at] <= '9'; ++*at)
        number = number * 10 + (uint32_t)(text.bytes[*at] - '0');
    return number;
}

/* A REF in place of numbers. */
static Text name_of_numbers(const Asked *asked, Text text) {
    size_t at = 1;
    if (rung_check(asked->project) == RUNG_FAILED) return text;
    const Model *model = asked->project->model;
    if (!model->param_count) return text;
    const Param *param = model->params[take_number(text, &at) % model->param_count];
    Text name = text_format(asked->arena, "%.*s.%.*s", TEXT_ARGS(param->unit->name->text),
                            TEXT_ARGS(param_reference(asked->arena, param)));
    bool has_environment = at < text.length && text.bytes[at++] == '@' && model->environment_count;
    if (!has_environment) return name;
    uint32_t environment = take_number(text, &at) % model->environment_count;
    return text_format(asked->arena, "%.*s@%.*s", TEXT_ARGS(name),
                       TEXT_ARGS(model->environments[environment].name->text));
}

/* Parts the input, and opens the project. */
static void open_asked(Asked *asked, Text input) {
    Text mark = TEXT("\n=== set ");
    size_t at = text_find(input, mark, 0);
    Text rest = at == SIZE_MAX ? TEXT("") : text_slice(input, at + mark.length, input.length);
    size_t end = text_find(rest, TEXT("\n"), 0);
    asked->files = harness_files(asked->arena, text_slice(input, 0, at), "strategy.rung");
    asked->project = rung_open_memory(asked->files.items, asked->files.count, NULL);
    asked->reference = text_slice(rest, 0, end);
    asked->value = end == SIZE_MAX ? TEXT("") : text_slice(rest, end + 1, rest.length);
    if (text_starts_with(asked->reference, TEXT("#")))
        asked->reference = name_of_numbers(asked, asked->reference);
}

static RungStatus ask(const Asked *asked, RungProject *project, RungEdit *edit) {
    RungStatus status = rung_set(project, text_c(asked->arena, asked->reference),
                                 text_c(asked->arena, asked->value), edit);
    check_shown(rung_report(project, RUNG_REPORT_TEXT, NULL).bytes);
    check_shown(rung_report(project, RUNG_REPORT_JSON, NULL).bytes);
    check_shown(edit->reference);
    check_shown(edit->old_value);
    check_shown(edit->new_value);
    return status;
}

/* --- The source ----------------------------------------------------------------------------- */

/* The project as it would be. */
static RungProject *open_after(const Asked *asked) {
    RungFile *files = arena_array(asked->arena, RungFile, asked->files.count + 1);
    bool is_found = false;
    for (uint32_t i = 0; i < asked->files.count; i++) {
        files[i] = asked->files.items[i];
        bool is_it = !is_found && strcmp(files[i].path, asked->edit.source) == 0;
        if (!is_it) continue;
        is_found = true;
        property(text_equal((Text){files[i].text, files[i].length}, text_in(asked->edit.before)));
        files[i].text = asked->edit.after.bytes;
        files[i].length = asked->edit.after.length;
    }
    property(is_found);
    return rung_open_memory(files, asked->files.count, NULL);
}

static bool is_laid_out(RungProject *project, const char *path, RungText source) {
    RungText formatted;
    return rung_format(project, path, &formatted) == RUNG_OK &&
           text_equal(text_in(formatted), text_in(source));
}

static void check_layout(const Asked *asked) {
    const RungEdit *edit = &asked->edit;
    if (is_laid_out(asked->project, edit->source, edit->before))
        property(is_laid_out(asked->after, edit->source, edit->after));
}

/* --- What it says --------------------------------------------------------------------------- */

/* Where a value is found, without blanks, since a layout may have others. */
static Text origin_of(Arena *arena, RungProject *project, const Param *param,
                      uint32_t environment) {
    Origin origin;
    Writer out;
    if (!param_origin(project->model, param, environment, &origin)) return TEXT("nothing");
    writer_open(&out, arena, SIZE_MAX);
    writer_format(&out, "%d of %u: ", (int)origin.kind, origin.environment);
    Text text = origin.value && origin.value->kind != EXPRESSION_MISSING
                    ? sources_text(&project->sources, origin.value->span)
                    : TEXT("");
    for (size_t i = 0; i < text.length; i++)
        if (!strchr(" \t\r\n", text.bytes[i])) writer_char(&out, text.bytes[i]);
    return writer_done(&out);
}

static bool is_set(const Asked *asked, const Param *param) {
    Text name = text_format(asked->arena, "%.*s.%.*s", TEXT_ARGS(param->unit->name->text),
                            TEXT_ARGS(param_reference(asked->arena, param)));
    return text_starts_with(text_of(asked->edit.reference), utf8_visible(asked->arena, name));
}

static void check_origins(const Asked *asked) {
    const Model *before = asked->project->model, *after = asked->after->model;
    property(before->param_count == after->param_count);
    for (uint32_t i = 0; i < before->param_count; i++) {
        const Param *old = before->params[i], *new = after->params[i];
        property(text_equal(old->path->text, new->path->text));
        for (uint32_t e = 0; e < before->environment_count && !is_set(asked, old); e++)
            property(text_equal(origin_of(asked->arena, asked->project, old, e),
                                origin_of(asked->arena, asked->after, new, e)));
    }
}

/* --- All of it ------------------------------------------------------------------------------ */

static void check_set(Asked *asked) {
    RungEdit again;
    asked->after = open_after(asked);
    (void)rung_check(asked->after);
    property(report_count(&asked->after->report, SEVERITY_ERROR) <=
             report_count(&asked->project->compiled, SEVERITY_ERROR));
    check_layout(asked);
    check_origins(asked);
    bool is_removal = text_equal(text_trim(asked->value), TEXT("_"));
    RungStatus status = ask(asked, asked->after, &again);
    property(status == (is_removal ? RUNG_USAGE : RUNG_OK));
    property(text_equal(text_in(again.before), text_in(again.after)));
    rung_close(asked->after);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Asked asked = {.arena = &arena};
    open_asked(&asked, harness_text(&arena, data, size));
    RungStatus status = ask(&asked, asked.project, &asked.edit);
    if (status != RUNG_OK)
        property(asked.edit.after.length == 0 &&
                 rung_report(asked.project, RUNG_REPORT_TEXT, NULL).length > 0);
    else if (!text_equal(text_in(asked.edit.before), text_in(asked.edit.after)))
        check_set(&asked);
    rung_close(asked.project);
    arena_close(&arena);
    return 0;
}
