/* text.c - a diff for a terminal or a log.
 *
 * First what concerns all: the verdict, charts, releases, what came or went as a whole. Then a block
 * for each unit and sink, with the environments side by side; cells that change are `old -> new`. */
#include "diff/show.h"

/* The writing of one diff. */
typedef struct Page {
    Arena *arena;
    const Diff *diff;
    const DiffLook *look;
    Writer *out;
} Page;

/* --- Before the tables ---------------------------------------------------------------------- */

static void write_bold(const Page *page, Text text) {
    if (page->look->has_color) writer_string(page->out, "\x1b[1m");
    writer_text(page->out, text);
    if (page->look->has_color) writer_string(page->out, "\x1b[0m");
}

static void begin_section(const Page *page) {
    if (page->out->length) writer_char(page->out, '\n');
}

static void write_verdict(const Page *page) {
    Text verdict = show_verdict(page->arena, &page->look->verdict);
    write_bold(page, show_summary(page->arena, page->diff));
    writer_char(page->out, '\n');
    if (!verdict.length) return;
    const char *them =
        page->look->verdict.errors + page->look->verdict.warnings == 1 ? "it" : "them";
    write_bold(page, TEXT("parity"));
    writer_format(page->out, "  %.*s: `rung check` shows %s\n", TEXT_ARGS(verdict), them);
}

static void write_file(const Page *page, const DiffName *file) {
    static const char *const words[] = {
        [DIFF_CHANGED] = "changed", [DIFF_ADDED] = "new", [DIFF_REMOVED] = "removed"};
    Text shown = utf8_visible(page->arena, file->text);
    writer_format(page->out, "  %-7s  %.*s\n", words[file->kind], TEXT_ARGS(shown));
}

static void write_chart(const Page *page, const DiffChart *chart) {
    enum { UNITS_NAMED = 8 };

    Text units = text_enumerate_some(page->arena, chart->units, chart->unit_count, UNITS_NAMED);
    Text environments = show_environments(page->arena, page->diff, chart->environments);
    Text path = utf8_visible(page->arena, chart->path);
    begin_section(page);
    write_bold(page, text_format(page->arena, "chart %.*s", TEXT_ARGS(path)));
    writer_format(page->out, "  reaches %.*s in %.*s\n", TEXT_ARGS(units), TEXT_ARGS(environments));
    for (uint32_t i = 0; i < chart->files.count; i++)
        write_file(page, &chart->files.items[i]);
}

static void write_releases(const Page *page) {
    ShowReleases releases;
    show_releases(page->arena, page->diff, &releases);
    if (releases.count) begin_section(page);
    for (uint32_t i = 0; i < releases.count; i++) {
        const ShowRelease *release = &releases.items[i];
        Text old = show_image(page->arena, &release->first->old),
             new = show_image(page->arena, &release->first->new),
             environments = show_environments(page->arena, page->diff, release->environments);
        write_bold(page,
                   text_format(page->arena, "release of %.*s", TEXT_ARGS(release->first->unit)));
        writer_format(page->out, "  %.*s -> %.*s in %.*s\n", TEXT_ARGS(old), TEXT_ARGS(new),
                      TEXT_ARGS(environments));
    }
}

static void write_name(const Page *page, const char *what, const DiffName *name, uint32_t size) {
    Text title =
        text_format(page->arena, "%s %s %.*s", show_kind(name->kind), what, TEXT_ARGS(name->text));
    write_bold(page, title);
    writer_format(page->out, "  %u value%s\n", (unsigned)size, size == 1 ? "" : "s");
}

static void write_names(const Page *page) {
    const Diff *diff = page->diff;
    size_t before = page->out->length;
    for (uint32_t i = 0; i < diff->environments.count + diff->units.count; i++) {
        bool is_unit = i >= diff->environments.count;
        const DiffName *name = is_unit ? &diff->units.items[i - diff->environments.count]
                                       : &diff->environments.items[i];
        if (name->kind == DIFF_CHANGED) continue;
        if (page->out->length == before) begin_section(page);
        write_name(page, is_unit ? "unit" : "environment", name,
                   is_unit ? show_size_of_unit(diff, name->text)
                           : show_size_of_environment(diff, i));
    }
}

static void write_moved(const Page *page) {
    bool is_first = true;
    for (uint32_t i = 0; i < page->diff->outputs.count; i++) {
        const DiffOutput *output = &page->diff->outputs.items[i];
        if (!output->is_moved) continue;
        if (is_first) {
            begin_section(page);
            write_bold(page, TEXT("outputs"));
            writer_char(page->out, '\n');
        }
        is_first = false;
        write_file(page, &(DiffName){output->path, output->kind});
    }
}

/* --- The tables ----------------------------------------------------------------------------- */

/* As wide as the terminal lets two values be that stand side by side. */
static size_t value_width(const Page *page) {
    enum { LEAST = 24, MOST = 60, LABELS = 40, SIDES = 2 };

    unsigned width = page->look->width;
    size_t room = width > LABELS ? (width - LABELS) / SIDES : LEAST;
    return width == 0 || room > MOST ? MOST : room < LEAST ? LEAST : room;
}

/* A cell that changes says both sides. */
static GridCell make_cell(const Page *page, const DiffCell *cell) {
    Text old, new;
    show_pair(page->arena, &cell->old, &cell->new, value_width(page), &old, &new);
    if (!cell->has_changed) return (GridCell){.pieces = {{new, GRID_DIM}}};
    if (!cell->old.value) return (GridCell){.pieces = {{new, GRID_NEW}}};
    if (!cell->new.value) return (GridCell){.pieces = {{old, GRID_OLD}}};
    return (GridCell){.pieces = {{old, GRID_OLD}, {TEXT(" -> "), GRID_DIM}, {new, GRID_NEW}}};
}

/* Of two environments each has its column, and no cell has changed. */
static void fill_between(const Page *page, const DiffRow *row, GridCell *cells) {
    Text from, to;
    show_pair(page->arena, &row->cells[0].old, &row->cells[1].new, value_width(page), &from, &to);
    cells[0].pieces[0].text = from;
    cells[1].pieces[0].text = to;
}

static void fill_row(const Page *page, const DiffRow *row, GridCell *cells) {
    for (uint32_t i = 0; i < page->diff->environments.count; i++) {
        cells[i] = make_cell(page, &row->cells[i]);
        cells[i].repeats = i > 0 && show_repeats(&row->cells[i - 1], &row->cells[i]);
    }
}

static GridRow make_row(const Page *page, const DiffRow *row) {
    bool is_between = page->diff->is_between;
    GridCell *cells = arena_array(page->arena, GridCell, page->diff->environments.count);
    if (is_between)
        fill_between(page, row, cells);
    else
        fill_row(page, row, cells);
    const char *dot = row->unit.length ? "." : "";
    Text reference = text_format(page->arena, "%.*s%s%.*s.%.*s", TEXT_ARGS(row->unit), dot,
                                 TEXT_ARGS(row->sink), TEXT_ARGS(row->path));
    return (GridRow){utf8_visible(page->arena, is_between ? reference : row->path),
                     is_between ? TEXT("") : row->category, cells};
}

static Text title_of(const Page *page, const ShowGroup *group, DiffKind kind) {
    if (page->diff->is_between)
        return group->sink.length ? group->sink : TEXT("without a category");
    const char *dot = group->unit.length ? "." : "", *comma = kind == DIFF_CHANGED ? "" : ", ";
    return text_format(page->arena, "%.*s%s%.*s%s%s", TEXT_ARGS(group->unit), dot,
                       TEXT_ARGS(group->sink), comma, show_kind(kind));
}

static void write_grid(const Page *page, const ShowGroup *group, DiffKind kind, const Text *names) {
    uint32_t count = group->rows[kind].count;
    if (!count) return;
    GridRow *rows = arena_array(page->arena, GridRow, count);
    for (uint32_t i = 0; i < count; i++)
        rows[i] = make_row(page, group->rows[kind].items[i]);
    Grid grid = {.title = title_of(page, group, kind),
                 .columns = names,
                 .column_count = page->diff->environments.count,
                 .rows = rows,
                 .row_count = count,
                 .width = page->look->width,
                 .has_color = page->look->has_color};
    begin_section(page);
    grid_write(&grid, page->out);
}

static void write_tables(const Page *page) {
    ShowGroups groups;
    show_groups(page->arena, page->diff, &groups);
    Text *names = arena_array(page->arena, Text, page->diff->environments.count);
    for (uint32_t i = 0; i < page->diff->environments.count; i++)
        names[i] = page->diff->environments.items[i].text;
    for (uint32_t i = 0; i < groups.count; i++)
        for (DiffKind kind = DIFF_CHANGED; kind <= DIFF_REMOVED; kind++)
            write_grid(page, &groups.items[i], kind, names);
}

/* Nothing at all where nothing differs. */
void diff_text(const Diff *diff, const DiffLook *look, Writer *out) {
    Page page = {out->arena, diff, look, out};
    if (diff_is_empty(diff)) return;
    write_verdict(&page);
    for (uint32_t i = 0; i < diff->charts.count; i++)
        write_chart(&page, &diff->charts.items[i]);
    write_releases(&page);
    write_names(&page);
    write_moved(&page);
    write_tables(&page);
}

void diff_names(const Diff *diff, Writer *out) {
    for (uint32_t i = 0; i < diff->params.count; i++) {
        const DiffRow *row = &diff->params.items[i];
        Text name = text_format(out->arena, "%.*s.%.*s.%.*s", TEXT_ARGS(row->unit),
                                TEXT_ARGS(row->sink), TEXT_ARGS(row->path));
        writer_text(out, utf8_visible(out->arena, name));
        writer_char(out, '\n');
    }
}
