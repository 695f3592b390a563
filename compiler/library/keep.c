/* keep.c - the commands that make the source say what somebody wrote into a file.
 *
 * Each is tried before it is named: the program is compiled with the value set, and must have it then
 * and no new error. One command stands on those before it, since two values may only be right
 * together; what is refused is tried again once others have gone through. Where a value states no
 * reason to differ, it is tried for all environments. All trials together cost a bounded time. */
#include "library/build.h"

#include "library/change.h"
#include "library/values.h"

/* Values that are computed for trials, and what one costs beyond them: a third of a second, and as each trial
 * that is kept stands on those before it, some 150 MB. */
enum { TRIAL_VALUES = 250000, TRIAL_LEAST = 2000 };

typedef struct Trials {
    Build *build;
    RungProject *current; /* the program with all that was kept so far */
    uint64_t left;        /* of TRIAL_VALUES */
} Trials;

/* --- Commands ------------------------------------------------------------------------------- */

Text keep_quote(Arena *arena, Text word) {
    Writer out;
    bool is_plain = word.length > 0;
    for (size_t i = 0; i < word.length && is_plain; i++)
        is_plain = byte_is_letter(word.bytes[i]) || byte_is_digit(word.bytes[i]) ||
                   memchr("_-./:@%+,", word.bytes[i], 9) != NULL;
    if (is_plain) return word;
    writer_open(&out, arena, SIZE_MAX);
    writer_char(&out, '\'');
    for (size_t i = 0; i < word.length; i++)
        if (word.bytes[i] == '\'')
            writer_string(&out, "'\\''");
        else
            writer_char(&out, word.bytes[i]);
    writer_char(&out, '\'');
    return writer_done(&out);
}

/* What looks like an option comes behind `--`. */
static Text command_of(Arena *arena, Text reference, Text typed) {
    Text name = keep_quote(arena, reference), value = keep_quote(arena, typed);
    const char *end = text_starts_with(typed, TEXT("-")) ? "-- " : "";
    return text_format(arena, "rung set %.*s %s%.*s", TEXT_ARGS(name), end, TEXT_ARGS(value));
}

static Text reference_of(Trials *trials, const Keep *keep, bool is_everywhere) {
    RungProject *project = trials->build->project;
    Text name = values_name(project, keep->param);
    if (is_everywhere) return name;
    Text environment = project->model->environments[keep->environment].name->text;
    return text_format(&project->arena, "%.*s@%.*s", TEXT_ARGS(name), TEXT_ARGS(environment));
}

/* --- One trial ------------------------------------------------------------------------------ */

/* False where there was enough. */
static bool take_turn(Trials *trials) {
    const Model *model = trials->build->project->model;
    uint64_t cost = (uint64_t)model->param_count * model->environment_count + TRIAL_LEAST;
    if (cost > trials->left) return false;
    trials->left -= cost;
    return true;
}

static bool is_same(const RungEdit *edit) {
    return edit->before.length == edit->after.length &&
           memcmp(edit->before.bytes, edit->after.bytes, edit->after.length) == 0;
}

/* Does the file's environment have the value then? */
static bool has_value(Trials *trials, RungProject *after, const Keep *keep) {
    const Param *param = trial_param(after, keep->param);
    const Value *value = param ? matrix_value(after->matrix, param, keep->environment) : NULL;
    if (!value || value->kind == VALUE_ERROR) return false;
    Text shown = value_show(&trials->build->project->arena, value, SIZE_MAX);
    return text_equal(shown, keep->literal);
}

/* The first error that the change would bring, or what is wrong with it. */
static Code note_refusal(Trials *trials, Keep *keep, RungStatus status) {
    const RungProject *current = trials->current;
    bool is_brought = status == RUNG_FINDINGS && current->concern == CONCERN_CHANGE;
    const Report *report = is_brought ? &current->brought : &current->report;
    if (!report->items.count) return CODE_END;
    const Diagnostic *first = report->items.items[is_brought ? 0 : report->items.count - 1];
    keep->refusal = text_format(&trials->build->project->arena, "%.*s (%s)",
                                TEXT_ARGS(first->message), code_fact(first->code)->code);
    return first->code;
}

static void accept(Trials *trials, Keep *keep, Text command, const RungEdit *edit) {
    keep->command = command;
    keep->source = text_copy(&trials->build->project->arena, text_of(edit->source));
    keep->refusal = TEXT("");
    if (!is_same(edit)) trials->current = trials->current->changed;
}

/* Tries the value in one spelling; CODE_END, or the code of what it was refused for. */
static Code try_spelling(Trials *trials, Keep *keep, Text typed, bool is_everywhere) {
    RungEdit edit;
    Arena *arena = &trials->build->project->arena;
    Text reference = reference_of(trials, keep, is_everywhere);
    if (!take_turn(trials)) return CODE_END;
    RungStatus status =
        rung_set(trials->current, text_c(arena, reference), text_c(arena, typed), &edit);
    if (status != RUNG_OK) return note_refusal(trials, keep, status);
    RungProject *after = is_same(&edit) ? trials->current : trials->current->changed;
    if (has_value(trials, after, keep))
        accept(trials, keep, command_of(arena, reference, typed), &edit);
    return CODE_END;
}

static Code try_value(Trials *trials, Keep *keep, bool is_everywhere) {
    Code code = try_spelling(trials, keep, keep->typed, is_everywhere);
    bool is_other = !text_equal(keep->typed, keep->literal);
    if (keep->command.length || !is_other) return code;
    return try_spelling(trials, keep, keep->literal, is_everywhere);
}

/* --- All of them ---------------------------------------------------------------------------- */

/* The same value of the same parameter in another file may have been kept for this one too. */
static bool is_kept_elsewhere(Trials *trials, Keep *keep) {
    Build *build = trials->build;
    if (!has_value(trials, trials->current, keep)) return false;
    for (uint32_t i = 0; i < build->items.count; i++) {
        const Evidence *evidence = build->items.items[i].evidence;
        for (uint32_t k = 0; evidence && k < evidence->keeps.count; k++) {
            const Keep *other = &evidence->keeps.items[k];
            if (other->param != keep->param || !other->command.length) continue;
            keep->command = other->command;
            keep->source = other->source;
            keep->is_everywhere = other->is_everywhere;
            return true;
        }
    }
    return false;
}

static bool try_keep(Trials *trials, Keep *keep) {
    if (is_kept_elsewhere(trials, keep)) return true;
    Code code = try_value(trials, keep, false);
    if (code == CODE_P0003) {
        Text refusal = keep->refusal;
        try_value(trials, keep, true);
        keep->is_everywhere = keep->command.length > 0;
        if (!keep->is_everywhere) keep->refusal = refusal;
    }
    return keep->command.length > 0;
}

/* One round; whether any went through. */
static bool try_all(Trials *trials) {
    bool has_progress = false;
    Build *build = trials->build;
    for (uint32_t i = 0; i < build->items.count; i++) {
        Evidence *evidence = build->items.items[i].evidence;
        for (uint32_t k = 0; evidence && k < evidence->keeps.count; k++)
            if (!evidence->keeps.items[k].command.length)
                has_progress = try_keep(trials, &evidence->keeps.items[k]) || has_progress;
    }
    return has_progress;
}

/* Is the file what the build makes of the program as it is then? */
static void settle(Trials *trials) {
    Build *build = trials->build;
    for (uint32_t i = 0; i < build->items.count; i++) {
        RungText made;
        const Item *item = &build->items.items[i];
        if (!item->evidence || !item->evidence->keeps.count) continue;
        const char *path = text_c(&build->project->arena, item->path);
        if (rung_output(trials->current, path, &made) != RUNG_OK) continue;
        Text hash = listing_hash(&build->project->arena, (Text){made.bytes, made.length});
        item->evidence->is_kept = text_equal(hash, item->evidence->hash);
    }
}

static bool has_any(const Build *build) {
    for (uint32_t i = 0; i < build->items.count; i++) {
        const Evidence *evidence = build->items.items[i].evidence;
        if (evidence && evidence->keeps.count) return true;
    }
    return false;
}

/* The project is asked like by any caller, so what it was about to say is put aside. */
void keep_edits(Build *build) {
    RungProject *project = build->project;
    Report report = project->report;
    Concern concern = project->concern;
    Trials trials = {build, project, TRIAL_VALUES};
    if (!has_any(build)) return;
    while (try_all(&trials)) {
    }
    settle(&trials);
    rung_close(project->changed);
    project->changed = NULL;
    project->report = report;
    project->concern = concern;
}
