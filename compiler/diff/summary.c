/* summary.c - a diff in one sentence: how much, where. It is the first line of a comment, and often
 * all that is read of it. */
#include "diff/show.h"

/* What there is of each kind. */
typedef struct Tally {
    uint32_t rows[SHOW_KINDS];    /* values, or fields of objects */
    uint32_t objects[SHOW_KINDS]; /* that came or went; changed: in some environments */
    ARRAY(Text) units;
    bool *environments;
} Tally;

static void count_row(Arena *arena, const Diff *diff, const DiffRow *row, Tally *tally) {
    bool is_object = row->object && row->path.length == 0;
    (is_object ? tally->objects : tally->rows)[row->kind]++;
    bool is_known =
        tally->units.count && text_equal(tally->units.items[tally->units.count - 1], row->unit);
    if (!is_known && row->unit.length) array_push(arena, &tally->units, row->unit);
    for (uint32_t i = 0; i < diff->environments.count; i++)
        tally->environments[i] = tally->environments[i] || row->cells[i].has_changed;
}

static Tally make_tally(Arena *arena, const Diff *diff) {
    Tally tally = {.environments = arena_array(arena, bool, diff->environments.count)};
    for (uint32_t i = 0; i < diff->params.count; i++)
        if (show_has(diff, &diff->params.items[i]))
            count_row(arena, diff, &diff->params.items[i], &tally);
    return tally;
}

static Text plural(Arena *arena, uint32_t count, const char *one, const char *many) {
    return text_format(arena, "%u %s", (unsigned)count, count == 1 ? one : many);
}

/* "3 values change", "1 is new": the noun is said once. */
static uint32_t add_counts(Arena *arena, const uint32_t *counts, const char *noun,
                           const char *const *changed, Text *parts) {
    static const char *const verbs[SHOW_KINDS][2] = {
        [DIFF_ADDED] = {"is new", "are new"}, [DIFF_REMOVED] = {"is removed", "are removed"}};
    uint32_t count = 0;
    for (int kind = 0; kind < SHOW_KINDS; kind++) {
        uint32_t rows = counts[kind];
        const char *verb = (kind == DIFF_CHANGED ? changed : verbs[kind])[rows != 1];
        if (!rows) continue;
        parts[count] = count ? text_format(arena, "%u %s", (unsigned)rows, verb)
                             : text_format(arena, "%u %s%s %s", (unsigned)rows, noun,
                                           rows == 1 ? "" : "s", verb);
        count++;
    }
    return count;
}

static uint32_t add_rows(Arena *arena, const Diff *diff, const Tally *tally, Text *parts) {
    static const char *const change[] = {"changes", "change"};
    static const char *const move[] = {"comes or goes somewhere", "come or go somewhere"};
    uint32_t count = add_counts(arena, tally->objects, "object", move, parts);
    const char *noun = diff->is_rendered ? "field" : "value";
    return count + add_counts(arena, tally->rows, noun, change, parts + count);
}

static uint32_t count_of(const DiffNames *names, DiffKind kind) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < names->count; i++)
        count += names->items[i].kind == kind;
    return count;
}

static void add_names(Arena *arena, const DiffNames *names, const char *one, const char *many,
                      Text *parts, uint32_t *count) {
    for (DiffKind kind = DIFF_ADDED; kind <= DIFF_REMOVED; kind++) {
        uint32_t found = count_of(names, kind);
        if (found)
            parts[(*count)++] = text_format(arena, "%u %s %s", (unsigned)found, show_kind(kind),
                                            found == 1 ? one : many);
    }
}

static uint32_t count_outputs(const Diff *diff, DiffKind kind) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < diff->outputs.count; i++)
        count += diff->outputs.items[i].kind == kind;
    return count;
}

/* On disk: what is missing, what is left over; and files with other bytes where no value differs. */
static void add_outputs(Arena *arena, const Diff *diff, Text *parts, uint32_t *count) {
    uint32_t missing = count_outputs(diff, DIFF_ADDED), left = count_outputs(diff, DIFF_REMOVED);
    if (!*count && count_outputs(diff, DIFF_CHANGED))
        parts[(*count)++] =
            plural(arena, count_outputs(diff, DIFF_CHANGED), "output is not what a build writes",
                   "outputs are not what a build writes");
    if (missing)
        parts[(*count)++] = plural(arena, missing, "output is missing", "outputs are missing");
    if (left)
        parts[(*count)++] = plural(arena, left, "output is left over", "outputs are left over");
}

/* Notes of a unit in an environment stand together. */
static uint32_t count_noted(const Diff *diff) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < diff->notes.count; i++) {
        const DiffNote *note = &diff->notes.items[i], *before = i ? note - 1 : NULL;
        count += !before || before->environment != note->environment ||
                 !text_equal(before->unit, note->unit);
    }
    return count;
}

/* Where values change: in which units and environments. */
static Text where(Arena *arena, const Diff *diff, const Tally *tally) {
    enum { UNITS_NAMED = 5 };

    if (!tally->units.count) return TEXT("");
    Text units = text_enumerate_some(arena, tally->units.items, tally->units.count, UNITS_NAMED);
    Text environments = show_environments(arena, diff, tally->environments);
    return text_format(arena, " in %.*s, in %.*s", TEXT_ARGS(units), TEXT_ARGS(environments));
}

/* Between two environments nothing comes or goes. */
static Text summary_between(Arena *arena, const Diff *diff, const Tally *tally) {
    uint32_t rows = 0;
    for (int kind = 0; kind < SHOW_KINDS; kind++)
        rows += tally->rows[kind];
    Text values = plural(arena, rows, "value differs", "values differ");
    return text_format(arena, "%.*s between %.*s and %.*s", TEXT_ARGS(values),
                       TEXT_ARGS(diff->environments.items[0].text),
                       TEXT_ARGS(diff->environments.items[1].text));
}

Text show_summary(Arena *arena, const Diff *diff) {
    Text parts[16];
    Tally tally = make_tally(arena, diff);
    if (diff->unread)
        return text_format(arena, "Nothing is compared: not all of %s can be read", diff->unread);
    if (diff->is_between) return summary_between(arena, diff, &tally);
    uint32_t count = add_rows(arena, diff, &tally, parts);
    if (count) {
        Text rows = text_enumerate(arena, parts, count, TEXT("and"));
        Text place = where(arena, diff, &tally);
        parts[0] = text_format(arena, "%.*s%.*s", TEXT_ARGS(rows), TEXT_ARGS(place));
        count = 1;
    }
    ShowReleases releases;
    show_releases(arena, diff, &releases);
    add_names(arena, &diff->units, "unit", "units", parts, &count);
    add_names(arena, &diff->environments, "environment", "environments", parts, &count);
    if (diff->charts.count)
        parts[count++] = plural(arena, diff->charts.count, "chart changes", "charts change");
    if (diff->modules.count)
        parts[count++] = plural(arena, diff->modules.count, "module changes", "modules change");
    if (releases.count) parts[count++] = plural(arena, releases.count, "release", "releases");
    if (!count && diff->attributes.count)
        parts[count++] =
            plural(arena, diff->attributes.count, "attribute changes", "attributes change");
    if (diff->notes.count)
        parts[count++] = plural(arena, count_noted(diff), "manifest is not compared as a whole",
                                "manifests are not compared as a whole");
    if (diff->is_disk)
        add_outputs(arena, diff, parts, &count);
    else if (!count && diff->outputs.count) /* gone from one path, come to another */
        parts[count++] =
            plural(arena, count_outputs(diff, DIFF_ADDED), "output moves", "outputs move");
    return text_join(arena, parts, count, TEXT("; "));
}

const char *show_extent(const Diff *diff, const DiffVerdict *verdict) {
    if (!verdict->is_partial) return "in any environment";
    return diff->is_between ? "where the program has no errors"
                            : "where the new side has no errors";
}

Text show_verdict(Arena *arena, const DiffVerdict *verdict) {
    Text parts[2];
    uint32_t count = 0;
    if (verdict->errors) parts[count++] = plural(arena, verdict->errors, "error", "errors");
    if (verdict->warnings) parts[count++] = plural(arena, verdict->warnings, "warning", "warnings");
    return text_enumerate(arena, parts, count, TEXT("and"));
}
