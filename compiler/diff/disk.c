/* disk.c - what a build would change on disk, as values.
 *
 * A file with other bytes is read back (emit_differences), and what it says otherwise becomes cells of
 * rows: a row is a parameter, or the keys that no parameter says, and has a column for each
 * environment. A file without a difference of values, or that nobody can read as values, is named with
 * the reason; so is one that is missing or left over, and its values are not told one by one. */
#include "diff/compare.h"

#include <stdlib.h>

/* A row while files are still read. */
typedef struct DiskRow {
    DiffRow row;
    const Unit *unit;
    SinkKind sink;
    const Param *param; /* NULL: what no parameter says */
    uint32_t number;    /* of its finding */
} DiskRow;

typedef struct Reading {
    Arena *arena;
    const DiffSide *side;
    Diff *diff;
    uint32_t *columns; /* by environment of the program: that of the diff */
    ARRAY(DiskRow *) rows;
    Map by_name;
} Reading;

/* --- Cells ---------------------------------------------------------------------------------- */

static DiskRow *add_row(Reading *reading, const Output *output, const Difference *found) {
    DiskRow *row = arena_new(reading->arena, DiskRow);
    const Unit *unit = found->param ? found->param->unit : output->units[0];
    *row = (DiskRow){.unit = unit, .sink = output->sink, .number = reading->rows.count};
    row->param = found->param;
    if (found->param) row->row = side_row(reading->side, found->param);
    row->row.unit = unit->name->text;
    row->row.sink = text_of(sink_fact(output->sink)->name);
    row->row.path = found->path;
    row->row.cells = arena_array(reading->arena, DiffCell, reading->diff->environments.count);
    array_push(reading->arena, &reading->rows, row);
    return row;
}

/* The row of that name: there is one for all environments, and for all files of a sink. */
static DiskRow *row_of(Reading *reading, const Output *output, const Difference *found) {
    const Unit *unit = found->param ? found->param->unit : output->units[0];
    Text name = text_format(reading->arena, "%.*s %d %d %.*s", TEXT_ARGS(unit->name->text),
                            output->sink, found->param != NULL, TEXT_ARGS(found->path));
    void **row = map_at(&reading->by_name, name);
    if (!*row) *row = add_row(reading, output, found);
    return *row;
}

static void add_cell(Reading *reading, const Output *output, const Difference *found) {
    uint32_t environment = output->environment;
    DiffCell *cell = &row_of(reading, output, found)->row.cells[reading->columns[environment]];
    bool is_secret =
        found->param && matrix_is_secret(reading->side->matrix, found->param, environment);
    if (cell->has_changed) return;
    *cell = (DiffCell){.old = {found->there, found->is_hidden, is_secret},
                       .new = {found->made, found->is_hidden, is_secret},
                       .has_changed = true};
}

/* --- Files ---------------------------------------------------------------------------------- */

static Text join_notes(Arena *arena, Text a, Text b) {
    const Text both[] = {a, b};
    return !a.length ? b : !b.length ? a : text_join(arena, both, 2, TEXT("; "));
}

/* Adds what a file says otherwise; what is to be said of the whole file. */
static Text read_file(Reading *reading, const DiffFile *file, Text *reason) {
    Differences found = {0};
    Problem problem;
    if (!file->is_readable) return TEXT("");
    if (!emit_differences(reading->arena, reading->side->plan, file->output, file->there, &found,
                          &problem)) {
        *reason = problem.what;
        return TEXT("it cannot be read as values");
    }
    for (uint32_t i = 0; i < found.count; i++)
        add_cell(reading, file->output, &found.items[i]);
    if (found.dropped)
        return text_format(reading->arena, "%u more keys differ", (unsigned)found.dropped);
    return found.count ? TEXT("") : TEXT("no value differs, only layout or comments");
}

static void add_file(Reading *reading, const DiffFile *file) {
    DiffOutput output = {.path = file->path, .kind = DIFF_CHANGED, .note = file->note};
    if (!file->output) output.kind = DIFF_REMOVED;
    if (!file->is_there) output.kind = DIFF_ADDED;
    if (output.kind == DIFF_CHANGED)
        output.note =
            join_notes(reading->arena, output.note, read_file(reading, file, &output.reason));
    output.is_said = output.kind != DIFF_CHANGED || output.note.length > 0;
    array_push(reading->arena, &reading->diff->outputs, output);
}

/* --- Rows ----------------------------------------------------------------------------------- */

/* Units by name; parameters in their order, and behind them what no parameter says. */
static int compare_rows(const void *a, const void *b) {
    const DiskRow *x = *(DiskRow *const *)a, *y = *(DiskRow *const *)b;
    int order = text_compare(x->unit->name->text, y->unit->name->text);
    if (order != 0) return order;
    if (x->sink != y->sink) return x->sink < y->sink ? -1 : 1;
    uint32_t first = x->param ? x->param->index : UINT32_MAX,
             second = y->param ? y->param->index : UINT32_MAX;
    if (first != second) return first < second ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* What no parameter says is known where it was looked for. */
static DiffCell unchanged_cell(const Reading *reading, const Param *param, uint32_t environment) {
    if (!param) return (DiffCell){.is_unknown = true};
    DiffValue value = side_value(reading->side, param, environment);
    if (value.value && value.value->kind == VALUE_ABSENT) value.value = NULL;
    return (DiffCell){.old = value, .new = value};
}

/* Where nothing changes the value is shown beside the others. */
static void fill_cells(const Reading *reading, DiskRow *row) {
    uint32_t count = matrix_model(reading->side->matrix)->environment_count;
    for (uint32_t i = 0; i < count; i++)
        if (reading->columns[i] != NOWHERE && !row->row.cells[reading->columns[i]].has_changed)
            row->row.cells[reading->columns[i]] = unchanged_cell(reading, row->param, i);
}

/* New where no file has it, removed where the build has it nowhere. */
static DiffKind kind_of(const Reading *reading, const DiffRow *row) {
    bool has_old = false, has_new = false;
    for (uint32_t i = 0; i < reading->diff->environments.count; i++) {
        has_old = has_old || row->cells[i].old.value;
        has_new = has_new || row->cells[i].new.value;
    }
    return has_old && has_new ? DIFF_CHANGED : has_new ? DIFF_ADDED : DIFF_REMOVED;
}

/* Rows stand by the names of their units. */
static void add_unit(Reading *reading, Text name) {
    DiffNames *units = &reading->diff->units;
    if (units->count && text_equal(units->items[units->count - 1].text, name)) return;
    DiffName unit = {name, DIFF_CHANGED};
    array_push(reading->arena, units, unit);
}

static void add_rows(Reading *reading) {
    if (reading->rows.count)
        qsort(reading->rows.items, reading->rows.count, sizeof(DiskRow *), compare_rows);
    for (uint32_t i = 0; i < reading->rows.count; i++) {
        DiskRow *row = reading->rows.items[i];
        fill_cells(reading, row);
        row->row.kind = kind_of(reading, &row->row);
        add_unit(reading, row->row.unit);
        array_push(reading->arena, &reading->diff->params, row->row);
    }
}

/* --- The whole ------------------------------------------------------------------------------ */

static void list_environments(Reading *reading, const EnvironmentSet *environments) {
    const Model *model = matrix_model(reading->side->matrix);
    DiffNames *names = &reading->diff->environments;
    reading->columns = arena_array(reading->arena, uint32_t, model->environment_count);
    for (uint32_t i = 0; i < model->environment_count; i++) {
        reading->columns[i] = set_has(environments, i) ? names->count : NOWHERE;
        if (reading->columns[i] == NOWHERE) continue;
        DiffName name = {model->environments[i].name->text, DIFF_CHANGED};
        array_push(reading->arena, names, name);
    }
}

Diff *diff_disk(Arena *arena, const DiffSide *side, const EnvironmentSet *environments,
                const DiffFile *files, uint32_t count) {
    Reading reading = {.arena = arena, .side = side, .diff = arena_new(arena, Diff)};
    map_open(&reading.by_name, arena);
    reading.diff->is_disk = true;
    list_environments(&reading, environments);
    for (uint32_t i = 0; i < count; i++)
        add_file(&reading, &files[i]);
    add_rows(&reading);
    return reading.diff;
}
