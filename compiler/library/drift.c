/* drift.c - files on disk that are not what the build makes: what is said of them. */
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

/* Why it could not be looked into, where that is so. */
static void note_status(Diagnostic *diagnostic, const Item *item) {
    if (item->status != FILE_OK)
        report_note(diagnostic, "it %s", file_status_describe(item->status));
}

static void report_edited(Build *build, const Item *item) {
    Diagnostic *d =
        report_output_edited(&build->project->report, place_of(build, item), item->path);
    about(build, d, item, TEXT("edited"));
    note_status(d, item);
    if (!item->output) {
        report_help(d, "it is no longer produced: `rung build --prune --overwrite` removes it");
        return;
    }
    report_help(d, "make the change in the source and run `rung build`, or replace the file with "
                   "`rung build --overwrite`");
}

static void report_foreign(Build *build, const Item *item) {
    Diagnostic *d =
        report_output_foreign(&build->project->report, place_of(build, item), item->path);
    about(build, d, item, TEXT("foreign"));
    note_status(d, item);
    report_help(d, "move it, write elsewhere with an `emit` line, or replace it with "
                   "`rung build --overwrite`");
}

static void report_stale(Build *build, const Item *item) {
    Diagnostic *d = report_output_stale(&build->project->report, place_of(build, item), item->path);
    about(build, d, item, TEXT("stale"));
    report_help(d, "run `rung build`");
}

static void report_missing(Build *build, const Item *item) {
    Diagnostic *d =
        report_output_missing(&build->project->report, place_of(build, item), item->path);
    about(build, d, item, TEXT("missing"));
    report_help(d, "run `rung build`");
}

static void report_left_over(Build *build, const Item *item) {
    Diagnostic *d =
        report_output_left_over(&build->project->report, place_of(build, item), item->path);
    Text environment = item->listed.environment;
    about(build, d, item, TEXT("left-over"));
    if (environment.length)
        report_help(d, "run `rung build --prune --env '%.*s'`", TEXT_ARGS(environment));
    else
        report_help(d, "run `rung build --prune`");
}

/* Reports a file that differs; how many findings that is. */
static uint32_t report_item(Build *build, const Item *item) {
    switch (item->change) {
    case RUNG_UNCHANGED:
    case RUNG_WRITTEN:
    case RUNG_REMOVED: return 0;
    case RUNG_EDITED: report_edited(build, item); return 1;
    case RUNG_FOREIGN: report_foreign(build, item); return 1;
    case RUNG_STALE: report_stale(build, item); return 1;
    case RUNG_MISSING: report_missing(build, item); return 1;
    case RUNG_LEFT_OVER: report_left_over(build, item); return 1;
    }
    unreachable("RungChange");
}

uint32_t drift_report(Build *build) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < build->items.count; i++)
        count += report_item(build, &build->items.items[i]);
    return count;
}

uint32_t drift_refuse(Build *build) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < build->items.count && !build->request->overwrite; i++) {
        const Item *item = &build->items.items[i];
        if (item->change == RUNG_EDITED || item->change == RUNG_FOREIGN)
            count += report_item(build, item);
    }
    return count;
}
