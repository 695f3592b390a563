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

/* Does the unit's name begin here, as a word of its own? */
static bool begins_unit(const Diagnostic *diagnostic, size_t at) {
    Text message = diagnostic->message, unit = diagnostic->unit;
    if (at == 0 || message.bytes[at - 1] != '`') return false;
    if (!text_starts_with(text_slice(message, at, message.length), unit)) return false;
    size_t end = at + unit.length;
    return end < message.length && memchr("`.@", message.bytes[end], 3) != NULL;
}

/* The same sentence, but that each names its own unit where the other does? */
static bool is_same_sentence(const Diagnostic *a, const Diagnostic *b) {
    size_t i = 0, j = 0;
    if (text_equal(a->message, b->message)) return true;
    while (i < a->message.length && j < b->message.length) {
        bool is_unit = begins_unit(a, i) && begins_unit(b, j);
        if (!is_unit && a->message.bytes[i] != b->message.bytes[j]) return false;
        i += is_unit ? a->unit.length : 1;
        j += is_unit ? b->unit.length : 1;
    }
    return i == a->message.length && j == b->message.length;
}

static bool is_same_place(const Diagnostic *a, const Diagnostic *b) {
    return a->span.file == b->span.file && a->span.start == b->span.start && a->code == b->code;
}

/* One mistake in a profile shows in every unit that takes it: the same sentence at one place. */
static bool is_same_mistake(const Diagnostic *a, const Diagnostic *b) {
    return a->span.file != 0 && is_same_place(a, b) && a->span.end == b->span.end &&
           a->severity == b->severity && a->unit.length > 0 && b->unit.length > 0 &&
           text_equal(a->param, b->param) && is_same_sentence(a, b);
}

static bool names_environment(const Diagnostic *diagnostic, Text name) {
    for (uint32_t i = 0; i < diagnostic->environments.count; i++)
        if (text_equal(diagnostic->environments.items[i], name)) return true;
    return false;
}

static bool names_unit(const Diagnostic *diagnostic, Text name) {
    for (uint32_t i = 0; i < diagnostic->units.count; i++)
        if (text_equal(diagnostic->units.items[i], name)) return true;
    return false;
}

/* The first finding of a mistake stays, with the units and environments of all; what else it shows is
 * its own. */
static void add_to(Report *report, Diagnostic *first, const Diagnostic *other) {
    if (first->units.count == 0) array_push(report->arena, &first->units, first->unit);
    if (!names_unit(first, other->unit)) array_push(report->arena, &first->units, other->unit);
    for (uint32_t i = 0; i < other->units.count; i++)
        if (!names_unit(first, other->units.items[i]))
            array_push(report->arena, &first->units, other->units.items[i]);
    for (uint32_t i = 0; i < other->environments.count; i++)
        if (!names_environment(first, other->environments.items[i]))
            report_environment(first, other->environments.items[i]);
}

/* Says of a mistake which units it is in, once all are known. */
static void mention_units(Report *report, Diagnostic *diagnostic) {
    enum { NAMED = 5 };

    uint32_t count = diagnostic->units.count;
    if (count < 2 || diagnostic->is_grouped) return;
    Text names[NAMED];
    for (uint32_t i = 1; i < count && i <= NAMED; i++)
        names[i - 1] = text_format(report->arena, "`%.*s`", TEXT_ARGS(diagnostic->units.items[i]));
    Text list = text_enumerate_some(report->arena, names, count - 1, NAMED);
    report_note(diagnostic, "shown as in `%.*s`; the same in %.*s", TEXT_ARGS(diagnostic->unit),
                TEXT_ARGS(list));
    diagnostic->is_grouped = true;
}

/* Adds a finding to one of those that stand at its place, from `first` on, where it is the same mistake.
 * Others may stand between the two, for sentences are sorted with the names in them. */
static bool join_group(Report *report, uint32_t first, const Diagnostic *diagnostic) {
    for (uint32_t i = first; i < report->items.count; i++) {
        if (!is_same_mistake(report->items.items[i], diagnostic)) continue;
        add_to(report, report->items.items[i], diagnostic);
        return true;
    }
    return false;
}

/* Keeps one finding of each mistake. */
static void merge_mistakes(Report *report) {
    Diagnostic **items = report->items.items;
    uint32_t count = report->items.count, first = 0;
    report->items.count = 0;
    for (uint32_t i = 0; i < count; i++) {
        Diagnostic *diagnostic = items[i];
        bool is_new_place = first < report->items.count && !is_same_place(items[first], diagnostic);
        if (is_new_place) first = report->items.count;
        if (join_group(report, first, diagnostic))
            report->counts[diagnostic->severity]--;
        else
            items[report->items.count++] = diagnostic;
    }
    for (uint32_t i = 0; i < report->items.count; i++)
        mention_units(report, items[i]);
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
