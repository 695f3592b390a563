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

static void report_edited(Build *build, const Item *item) {
    Diagnostic *d = report_output_edited(&build->project->report, place_of(build, item), item->path);
    about(build, d, item, TEXT("edited"));
    report_help(d, "make the change in the source and run `rung build`, or replace the file with "
                   "`rung build --overwrite`");
}

static void report_foreign(Build *build, const Item *item) {
    Diagnostic *d =
        report_output_foreign(&build->project->report, place_of(build, item), item->path);
    about(build, d, item, TEXT("foreign"));
    report_help(d, "move it, write elsewhere with an `emit` line, or replace it with "
                   "`rung build --overwrite`");
}

static uint32_t report_item(Build *build, const Item *item) {
    Report *report = &build->project->report;
    Diagnostic *d;
    switch (item->change) {
    case RUNG_UNCHANGED:
    case RUNG_WRITTEN:
    case RUNG_REMOVED: return 0;
    case RUNG_EDITED: report_edited(build, item); return 1;
    case RUNG_FOREIGN: report_foreign(build, item); return 1;
    case RUNG_STALE:
        d = report_output_stale(report, place_of(build, item), item->path);
        about(build, d, item, TEXT("stale"));
        report_help(d, "run `rung build`");
        return 1;
    case RUNG_MISSING:
        d = report_output_missing(report, place_of(build, item), item->path);
        about(build, d, item, TEXT("missing"));
        report_help(d, "run `rung build`");
        return 1;
    case RUNG_LEFT_OVER:
        d = report_output_left_over(report, place_of(build, item), item->path);
        about(build, d, item, TEXT("left-over"));
        report_help(d, "run `rung build --prune`");
        return 1;
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
