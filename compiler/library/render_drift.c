/* render_drift.c - manifests on disk that are not what Helm makes, or not ours: what is said of them. */
#include "library/render.h"

/* Where reports show it: below the project where the directory is the usual one. */
static Text shown_path(const Rendering *rendering, const RenderItem *item) {
    const Text parts[] = {rendering->side.out, item->path};
    if (rendering->request->out) return item->path;
    return text_join(&rendering->build->project->arena, parts, 2, TEXT("/"));
}

typedef Diagnostic *(*Finding)(Report *report, Span span, Text path);

static Diagnostic *report_item(Rendering *rendering, const RenderItem *item, Finding finding,
                               Text drift) {
    RungProject *project = rendering->build->project;
    Text path = shown_path(rendering, item);
    Span place = {sources_add(&project->sources, path, TEXT("")), 0, 0};
    Diagnostic *d = finding(&project->report, place, path);
    report_drift(d, drift);
    if (item->status != FILE_OK && item->status != FILE_MISSING)
        report_note(d, "it %s", file_status_describe(item->status));
    if (!item->manifest) return d;
    uint32_t environment = item->manifest->environment;
    report_environment(d, project->model->environments[environment].name->text);
    report_about(d, item->manifest->unit->name->text, TEXT(""));
    return d;
}

/* `rung render`, with what else it takes to do the same again. */
static void help_render(Diagnostic *d, const char *options) {
    report_help(d, "run `rung render%s`", options);
}

static void report_edited(Rendering *rendering, const RenderItem *item) {
    Diagnostic *d = report_item(rendering, item, report_output_edited, TEXT("edited"));
    if (item->manifest)
        report_help(d, "make the change in the source or in the chart, and run `rung render`");
    else
        report_help(d, "it is no longer made: `rung render --prune --overwrite` removes it");
}

static bool report_change(Rendering *rendering, const RenderItem *item) {
    switch (item->change) {
    case RUNG_UNCHANGED:
    case RUNG_WRITTEN:
    case RUNG_REMOVED: return false;
    case RUNG_EDITED: report_edited(rendering, item); return true;
    case RUNG_STALE:
        help_render(report_item(rendering, item, report_output_stale, TEXT("stale")), "");
        return true;
    case RUNG_MISSING:
        help_render(report_item(rendering, item, report_output_missing, TEXT("missing")), "");
        return true;
    case RUNG_LEFT_OVER:
        help_render(report_item(rendering, item, report_output_left_over, TEXT("left-over")),
                    " --prune");
        return true;
    case RUNG_FOREIGN:
        report_help(report_item(rendering, item, report_output_foreign, TEXT("foreign")),
                    "move it, render elsewhere with `--out`, or replace it with "
                    "`rung render --overwrite`");
        return true;
    }
    unreachable("RungChange");
}

/* What is there and may stay so: a run that writes speaks of neither what is left over nor what it could
 * not make. */
static bool is_reported(const Rendering *rendering, const RenderItem *item) {
    if (rendering->request->is_check) return true;
    return item->change == RUNG_EDITED || item->change == RUNG_FOREIGN;
}

uint32_t rendering_report(Rendering *rendering) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < rendering->items.count; i++) {
        const RenderItem *item = &rendering->items.items[i];
        if (is_reported(rendering, item)) count += report_change(rendering, item);
    }
    return count;
}
