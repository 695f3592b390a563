/* drift.c - files on disk, or in git's index, that are not what the build makes: what is said of them.
 *
 * The notes say what differs (evidence.c), the help what to do: for a hand edit first the commands
 * that keep it (keep.c), and with `--staged` what to give to git afterwards (staging.c). */
#include "library/build.h"

/* A place in an output: reports show its path. */
static Span place_of(Build *build, const Item *item) {
    uint32_t file = sources_add(&build->project->sources, item->path, TEXT(""));
    return (Span){file, 0, 0};
}

static void about(Build *build, Diagnostic *diagnostic, const Item *item, Text drift) {
    report_drift(diagnostic, drift);
    if (!item->output) return;
    const Model *model = build->project->model;
    report_environment(diagnostic, model->environments[item->output->environment].name->text);
    if (item->output->unit_count == 1)
        report_about(diagnostic, item->output->units[0]->name->text, TEXT(""));
}

/* Why it could not be looked into, where that is so; else what differs. */
static void note_evidence(Diagnostic *diagnostic, const Item *item) {
    if (item->status != FILE_OK)
        report_note(diagnostic, "it %s", file_status_describe(item->status));
    for (uint32_t i = 0; item->evidence && i < item->evidence->notes.count; i++)
        report_note(diagnostic, "%.*s", TEXT_ARGS(item->evidence->notes.items[i]));
}

/* --- What to do ----------------------------------------------------------------------------- */

/* `rung build` reads the disk, which is beside the point while its sources are not staged. */
static void help_unstaged(Build *build, Diagnostic *d) {
    if (!build->unstaged.length) return;
    report_help(d,
                "on disk %.*s %s not as staged, and `rung build` reads the disk: stage the rest "
                "too, or put it away first with `git stash --keep-index --include-untracked`",
                TEXT_ARGS(build->unstaged),
                text_contains(build->unstaged, TEXT(" and ")) ? "are" : "is");
}

/* The command that writes the file, and with `--staged` what git is told then. */
static void help_build(Build *build, Diagnostic *d, const Item *item, const char *command) {
    if (!build->project->options.is_staged) {
        report_help(d, "run `%s`", command);
        return;
    }
    Text add = staging_command(build, item, NULL, 0);
    if (staging_is_done(build, item)) {
        report_help(d, "on disk it is as it should be: run `%.*s`", TEXT_ARGS(add));
        return;
    }
    help_unstaged(build, d);
    report_help(d, "run `%s` and `%.*s`", command, TEXT_ARGS(add));
}

/* Is it the first command of its kind? One may keep the values of several files. */
static bool is_first_command(const Evidence *evidence, uint32_t index) {
    for (uint32_t i = 0; i < index; i++)
        if (text_equal(evidence->keeps.items[i].command, evidence->keeps.items[index].command))
            return false;
    return evidence->keeps.items[index].command.length > 0;
}

static bool has_commands(const Item *item) {
    for (uint32_t i = 0; item->evidence && i < item->evidence->keeps.count; i++)
        if (item->evidence->keeps.items[i].command.length) return true;
    return false;
}

/* The sources that the commands change, each once. */
static uint32_t changed_sources(Build *build, const Evidence *evidence, Text **out) {
    uint32_t count = 0;
    *out = arena_array(&build->project->arena, Text, evidence->keeps.count);
    for (uint32_t i = 0; i < evidence->keeps.count; i++) {
        const Keep *keep = &evidence->keeps.items[i];
        bool is_new = keep->command.length > 0;
        for (uint32_t k = 0; k < count; k++)
            is_new = is_new && !text_equal((*out)[k], keep->source);
        if (is_new) (*out)[count++] = keep->source;
    }
    return count;
}

/* What the commands do not do: the edit may be more than values, and other files follow from them. */
static void help_after_commands(Build *build, Diagnostic *d, const Item *item) {
    Text *sources;
    const Evidence *evidence = item->evidence;
    const char *command = evidence->is_kept ? "rung build" : "rung build --overwrite";
    const char *rest = evidence->is_kept ? "; to drop the edit, `rung build --overwrite`"
                                         : ", which drops the rest of the edit";
    if (!build->project->options.is_staged) {
        report_help(d, "then run `%s`%s", command, rest);
        return;
    }
    uint32_t count = changed_sources(build, evidence, &sources);
    Text add = staging_command(build, item, sources, count);
    report_help(d, "then run `%s`%s", command, rest);
    report_help(d, "then run `%.*s`", TEXT_ARGS(add));
}

static void help_commands(Build *build, Diagnostic *d, const Item *item) {
    const Evidence *evidence = item->evidence;
    for (uint32_t i = 0; i < evidence->keeps.count; i++) {
        const Keep *keep = &evidence->keeps.items[i];
        if (!is_first_command(evidence, i)) continue;
        report_help(d, "`%.*s` keeps the edit%s", TEXT_ARGS(keep->command),
                    keep->is_everywhere ? ", in every environment" : "");
    }
    help_after_commands(build, d, item);
}

/* Why no command keeps a value. */
static void note_refusals(Diagnostic *d, const Item *item) {
    for (uint32_t i = 0; item->evidence && i < item->evidence->keeps.count; i++) {
        const Keep *keep = &item->evidence->keeps.items[i];
        if (!keep->command.length && keep->refusal.length)
            report_note(d, "`rung set` cannot keep `%.*s`: %.*s",
                        TEXT_ARGS(keep->param->path->text), TEXT_ARGS(keep->refusal));
    }
}

static void help_edited(Build *build, Diagnostic *d, const Item *item) {
    bool is_staged = build->project->options.is_staged;
    if (!item->output) {
        report_help(d, "it is no longer produced: `rung build --prune --overwrite` removes it");
    } else if (is_staged && staging_is_done(build, item)) {
        help_build(build, d, item, "rung build");
    } else if (has_commands(item)) {
        help_commands(build, d, item);
    } else {
        report_help(d, "make the change in the source and run `rung build`, or replace the file "
                       "with `rung build --overwrite`");
        if (is_staged)
            report_help(d, "then run `%.*s`", TEXT_ARGS(staging_command(build, item, NULL, 0)));
    }
}

/* --- Findings ------------------------------------------------------------------------------- */

static void report_edited(Build *build, const Item *item) {
    Diagnostic *d =
        report_output_edited(&build->project->report, place_of(build, item), item->path);
    about(build, d, item, TEXT("edited"));
    note_evidence(d, item);
    note_refusals(d, item);
    help_edited(build, d, item);
}

static void report_foreign(Build *build, const Item *item) {
    Diagnostic *d =
        report_output_foreign(&build->project->report, place_of(build, item), item->path);
    about(build, d, item, TEXT("foreign"));
    note_evidence(d, item);
    bool is_done = build->project->options.is_staged && staging_is_done(build, item);
    if (is_done) {
        help_build(build, d, item, "rung build");
        return;
    }
    report_help(d, "move it, write elsewhere with an `emit` line, or replace it with "
                   "`rung build --overwrite`");
    if (build->project->options.is_staged)
        report_help(d, "then run `%.*s`", TEXT_ARGS(staging_command(build, item, NULL, 0)));
}

static void report_stale(Build *build, const Item *item) {
    Span place = place_of(build, item);
    Diagnostic *d = build->project->options.is_staged
                        ? report_output_not_staged(&build->project->report, place, item->path)
                        : report_output_stale(&build->project->report, place, item->path);
    about(build, d, item, TEXT("stale"));
    note_evidence(d, item);
    help_build(build, d, item, "rung build");
}

static void report_missing(Build *build, const Item *item) {
    Diagnostic *d =
        report_output_missing(&build->project->report, place_of(build, item), item->path);
    about(build, d, item, TEXT("missing"));
    help_build(build, d, item, "rung build");
}

static void report_left_over(Build *build, const Item *item) {
    Diagnostic *d =
        report_output_left_over(&build->project->report, place_of(build, item), item->path);
    Text environment = item->listed.origin;
    about(build, d, item, TEXT("left-over"));
    const char *command = "rung build --prune";
    if (environment.length)
        command = text_format(&build->project->arena, "rung build --prune --env '%.*s'",
                              TEXT_ARGS(environment))
                      .bytes;
    help_build(build, d, item, command);
}

static void help_list(Build *build, Diagnostic *d) {
    bool is_staged = build->project->options.is_staged;
    staging_open(build);
    help_unstaged(build, d);
    report_help(d, "run `rung build`%s", is_staged ? " and `git add .rung/outputs`" : "");
}

/* Without a line a file is somebody else's at the next build, with that of another one it was edited:
 * what is committed has its own. On disk the next build mends an old line. */
static bool is_unlisted(const Build *build, const Item *item) {
    if (item->change != RUNG_UNCHANGED) return false;
    if (!build->project->options.is_staged) return !listing_first(&build->before, item->path);
    return !listing_has(&build->before, item->path, item->listed.hash);
}

/* Said once, of the first. */
static uint32_t report_unlisted(Build *build) {
    Diagnostic *d = NULL;
    uint32_t count = 0;
    const Item list = {.path = LISTING_PATH};
    for (uint32_t i = 0; i < build->items.count && build->is_everything; i++) {
        const Item *item = &build->items.items[i];
        if (!is_unlisted(build, item)) continue;
        if (!count++)
            d = report_output_unlisted(&build->project->report, place_of(build, &list), item->path);
    }
    if (!d) return 0;
    about(build, d, &list, TEXT("stale"));
    if (count > 1) report_note(d, "nor %u other output%s", count - 1, count > 2 ? "s" : "");
    help_list(build, d);
    return 1;
}

/* Reports a file that differs. */
static void report_item(Build *build, const Item *item) {
    switch (item->change) {
    case RUNG_UNCHANGED:
    case RUNG_WRITTEN:
    case RUNG_REMOVED: return;
    case RUNG_EDITED: report_edited(build, item); return;
    case RUNG_FOREIGN: report_foreign(build, item); return;
    case RUNG_STALE: report_stale(build, item); return;
    case RUNG_MISSING: report_missing(build, item); return;
    case RUNG_LEFT_OVER: report_left_over(build, item); return;
    }
    unreachable("RungChange");
}

/* --- All of them ---------------------------------------------------------------------------- */

static bool is_refused(const Item *item) {
    return item->change == RUNG_EDITED || item->change == RUNG_FOREIGN;
}

static bool is_drift(const Item *item) {
    return is_refused(item) || item->change == RUNG_STALE || item->change == RUNG_MISSING ||
           item->change == RUNG_LEFT_OVER;
}

/* What is reported is looked into first, because the commands that keep one edit stand on others. */
static uint32_t report_items(Build *build, bool (*is_reported)(const Item *item)) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < build->items.count; i++) {
        Item *item = &build->items.items[i];
        if (!is_reported(item)) continue;
        bool is_there = item->change != RUNG_MISSING && item->status == FILE_OK;
        if (item->output && is_there && count < LIMIT_FINDINGS)
            item->evidence = evidence_find(build, item);
        count++;
    }
    if (!count) return 0;
    keep_edits(build);
    staging_open(build);
    for (uint32_t i = 0; i < build->items.count; i++)
        if (is_reported(&build->items.items[i])) report_item(build, &build->items.items[i]);
    return count;
}

uint32_t drift_report(Build *build) {
    uint32_t count = report_items(build, is_drift);
    return count + report_unlisted(build);
}

uint32_t drift_refuse(Build *build) {
    return build->request->overwrite ? 0 : report_items(build, is_refused);
}
