/* finish.c - a report as it is shown: in the order of the sources, each thing once.
 *
 * The order depends on nothing but what was reported: path, offset, code, then everything that is
 * shown, so no order of loading or hashing can be seen. What is shown alike is one finding; and one
 * mistake that shows in twelve services, because they take it from one profile, is one finding. */
#include "report/report.h"
#include "report/sort.h"

/* The comparisons below give less, equal, greater as a negative number, 0, a positive one. */

static int compare_numbers(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

/* By path, not by number: numbers follow the order of loading. */
static int compare_files(const Diagnostic *a, const Diagnostic *b) {
    if (a->span.file == b->span.file) return 0;
    const Source *files = a->report->sources->files.items;
    int order = text_compare(files[a->span.file].path, files[b->span.file].path);
    return order != 0 ? order : compare_numbers(a->span.file, b->span.file);
}

/* Lists of texts, item by item; the shorter of two that begin alike comes first. */
static int compare_texts(const Text *a, uint32_t a_count, const Text *b, uint32_t b_count) {
    for (uint32_t i = 0; i < a_count && i < b_count; i++) {
        int order = text_compare(a[i], b[i]);
        if (order != 0) return order;
    }
    return compare_numbers(a_count, b_count);
}

/* Labels by place and text, as they were added. */
static int compare_labels(const Diagnostic *a, const Diagnostic *b) {
    for (uint32_t i = 0; i < a->labels.count && i < b->labels.count; i++) {
        const Label *left = &a->labels.items[i];
        const Label *right = &b->labels.items[i];
        int order = compare_numbers(left->span.file, right->span.file);
        if (order == 0) order = compare_numbers(left->span.start, right->span.start);
        if (order == 0) order = compare_numbers(left->span.end, right->span.end);
        if (order == 0) order = text_compare(left->text, right->text);
        if (order != 0) return order;
    }
    return compare_numbers(a->labels.count, b->labels.count);
}

/* What is said beyond the place and the code. Fixes are left out: they follow from the rest. */
static int compare_contents(const Diagnostic *a, const Diagnostic *b) {
    int order = compare_numbers(a->span.end, b->span.end);
    if (order == 0) order = compare_numbers(a->severity, b->severity);
    if (order == 0) order = text_compare(a->message, b->message);
    if (order == 0) order = text_compare(a->unit, b->unit);
    if (order == 0) order = text_compare(a->param, b->param);
    if (order == 0) order = text_compare(a->drift, b->drift);
    if (order == 0) order = compare_labels(a, b);
    if (order == 0)
        order = compare_texts(a->notes.items, a->notes.count, b->notes.items, b->notes.count);
    if (order == 0)
        order = compare_texts(a->help.items, a->help.count, b->help.items, b->help.count);
    if (order == 0)
        order = compare_texts(a->environments.items, a->environments.count, b->environments.items,
                              b->environments.count);
    return order;
}

/* A total order over all that a reader sees, so that 0 means an exact duplicate and duplicates
 * stand side by side once sorted. */
static int compare_diagnostics(const void *left, const void *right) {
    const Diagnostic *a = left;
    const Diagnostic *b = right;
    int order = compare_files(a, b);
    if (order == 0) order = compare_numbers(a->span.start, b->span.start);
    /* By the code as it is read: the order of the enumerators is that of the .def files. */
    if (order == 0 && a->code != b->code)
        order = strcmp(code_fact(a->code)->code, code_fact(b->code)->code);
    return order != 0 ? order : compare_contents(a, b);
}

/* One mistake in a profile shows in every unit that takes it: the same sentence at one place. */
static bool is_same_mistake(const Diagnostic *a, const Diagnostic *b) {
    return a->span.file != 0 && a->span.file == b->span.file && a->span.start == b->span.start &&
           a->span.end == b->span.end && a->code == b->code && a->severity == b->severity &&
           a->unit.length > 0 && b->unit.length > 0 && text_equal(a->param, b->param) &&
           text_equal(a->message, b->message);
}

static bool names_environment(const Diagnostic *diagnostic, Text name) {
    for (uint32_t i = 0; i < diagnostic->environments.count; i++)
        if (text_equal(diagnostic->environments.items[i], name)) return true;
    return false;
}

/* The finding of a group stays, with the environments of all; what it shows is its own. It is about
 * no unit any more but about the place. */
static void merge_group(Report *report, Diagnostic *const *group, uint32_t count) {
    enum { NAMED = 5 };

    Diagnostic *first = group[0];
    Text *units = arena_array(report->arena, Text, count);
    uint32_t unit_count = 0;
    for (uint32_t i = 1; i < count; i++) {
        bool is_new = !text_equal(group[i]->unit, first->unit);
        for (uint32_t u = 0; u < unit_count && is_new; u++)
            is_new = !text_equal(units[u], group[i]->unit);
        if (is_new) units[unit_count++] = group[i]->unit;
        for (uint32_t e = 0; e < group[i]->environments.count; e++)
            if (!names_environment(first, group[i]->environments.items[e]))
                report_environment(first, group[i]->environments.items[e]);
    }
    if (unit_count == 0) return;
    Text list = text_enumerate_some(report->arena, units, unit_count, NAMED);
    report_note(first, "shown as in %.*s; the same in %.*s", TEXT_ARGS(first->unit),
                TEXT_ARGS(list));
    first->unit = TEXT("");
}

/* Keeps one of each group of neighbours that are the same mistake. */
static void merge_mistakes(Report *report) {
    Diagnostic **items = report->items.items;
    uint32_t kept = 0;
    for (uint32_t first = 0, end; first < report->items.count; first = end) {
        for (end = first + 1;
             end < report->items.count && is_same_mistake(items[first], items[end]);)
            end++;
        if (end - first > 1) merge_group(report, items + first, end - first);
        report->counts[items[first]->severity] -= end - first - 1;
        items[kept++] = items[first];
    }
    report->items.count = kept;
}

/* Sorts a copy of the pointers, then moves those that are new back to the front of the list. */
void report_finish(Report *report) {
    uint32_t count = report->items.count;
    if (count == 0) return;
    Diagnostic **items = report->items.items;
    void **sorted = arena_array(report->arena, void *, count);
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = items[i];
    sort_items(report->arena, sorted, count, compare_diagnostics);
    report->items.count = 0;
    for (uint32_t i = 0; i < count; i++) {
        Diagnostic *diagnostic = sorted[i];
        uint32_t kept = report->items.count;
        if (kept > 0 && compare_diagnostics(items[kept - 1], diagnostic) == 0)
            report->counts[diagnostic->severity]--;
        else
            items[report->items.count++] = diagnostic;
    }
    merge_mistakes(report);
}
