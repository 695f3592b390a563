/* text.c - a diff for a terminal or a log.
 *
 * First what concerns all: the verdict, charts, modules, releases, what came or went as a whole. Then a block
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

static void write_folded(const Page *page, Text text) {
    size_t offset = 0, width = page->look->width ? page->look->width : SIZE_MAX;
    Text line;
    while (text_fold(text, width, &offset, &line)) {
        write_bold(page, line);
        writer_char(page->out, '\n');
    }
}

/* A title and what is said of it: behind it, or below where that is too much for one line. */
static void write_titled(const Page *page, Text title, Text text) {
    enum { GAP = 2 };

    unsigned width = page->look->width;
    size_t offset = 0;
    Text line;
    write_bold(page, title);
    if (width == 0 || utf8_width(title) + GAP + utf8_width(text) <= width) {
        writer_format(page->out, "  %.*s\n", TEXT_ARGS(text));
        return;
    }
    writer_char(page->out, '\n');
    while (text_fold(text, width - GAP, &offset, &line))
        writer_format(page->out, "  %.*s\n", TEXT_ARGS(line));
}

static void begin_section(const Page *page) {
    if (page->out->length) writer_char(page->out, '\n');
}

static void write_verdict(const Page *page) {
    Text verdict = show_verdict(page->arena, &page->look->verdict);
    Text summary = diff_is_empty(page->diff)
                       ? text_format(page->arena, "No %s changes %s", show_noun(page->diff),
                                     show_extent(page->diff, &page->look->verdict))
                       : show_summary(page->arena, page->diff);
    write_folded(page, summary);
    if (!verdict.length) return;
    const char *them =
        page->look->verdict.errors + page->look->verdict.warnings == 1 ? "it" : "them";
    write_bold(page, TEXT("parity"));
    writer_format(page->out, "  %.*s: `rung check` shows %s\n", TEXT_ARGS(verdict), them);
}

static void write_file(const Page *page, const DiffName *file, Text note, Text reason) {
    static const char *const words[] = {
        [DIFF_CHANGED] = "changed", [DIFF_ADDED] = "new", [DIFF_REMOVED] = "removed"};
    Text shown = utf8_visible(page->arena, file->text), why = utf8_visible(page->arena, reason);
    writer_format(page->out, "  %-7s  %.*s", words[file->kind], TEXT_ARGS(shown));
    if (note.length) writer_format(page->out, ": %.*s", TEXT_ARGS(note));
    if (why.length) writer_format(page->out, ": %.*s", TEXT_ARGS(why));
    writer_char(page->out, '\n');
}

static void write_artifact(const Page *page, const char *what, const DiffArtifact *artifact) {
    enum { UNITS_NAMED = 8 };

    Text units =
        text_enumerate_some(page->arena, artifact->units, artifact->unit_count, UNITS_NAMED);
    Text environments = show_environments(page->arena, page->diff, artifact->environments);
    Text path = utf8_visible(page->arena, artifact->path);
    begin_section(page);
    write_titled(page, text_format(page->arena, "%s %.*s", what, TEXT_ARGS(path)),
                 text_format(page->arena, "reaches %.*s in %.*s", TEXT_ARGS(units),
                             TEXT_ARGS(environments)));
    for (uint32_t i = 0; i < artifact->files.count; i++)
        write_file(page, &artifact->files.items[i], TEXT(""), TEXT(""));
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
        write_titled(page,
                     text_format(page->arena, "release of %.*s", TEXT_ARGS(release->first->unit)),
                     text_format(page->arena, "%.*s -> %.*s in %.*s", TEXT_ARGS(old),
                                 TEXT_ARGS(new), TEXT_ARGS(environments)));
    }
}

static void write_name(const Page *page, const char *what, const DiffName *name, uint32_t size) {
    Text title =
        text_format(page->arena, "%s %s %.*s", show_kind(name->kind), what, TEXT_ARGS(name->text));
    write_bold(page, title);
    writer_format(page->out, "  %u %s%s\n", (unsigned)size, show_noun(page->diff),
                  size == 1 ? "" : "s");
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

static void write_outputs(const Page *page) {
    enum { NAMED = 20 };

    uint32_t count = 0;
    for (uint32_t i = 0; i < page->diff->outputs.count; i++) {
        const DiffOutput *output = &page->diff->outputs.items[i];
        if (!output->is_said || count++ >= NAMED) continue;
        if (count == 1) {
            begin_section(page);
            write_bold(page, TEXT("outputs"));
            writer_char(page->out, '\n');
        }
        write_file(page, &(DiffName){output->path, output->kind}, output->note, output->reason);
    }
    if (count > NAMED)
        writer_format(page->out, "  and %u more, which `--format json` names\n",
                      (unsigned)(count - NAMED));
}

/* A note may hold anything that a manifest does. */
static void write_notes(const Page *page) {
    const DiffNotes *notes = &page->diff->notes;
    if (notes->count) begin_section(page);
    for (uint32_t i = 0; i < notes->count; i++) {
        const DiffNote *note = &notes->items[i];
        Text environment = page->diff->environments.items[note->environment].text;
        write_titled(
            page,
            text_format(page->arena, "%.*s in %.*s", TEXT_ARGS(note->unit), TEXT_ARGS(environment)),
            utf8_visible(page->arena, note->text));
    }
}

/* --- The whole ------------------------------------------------------------------------------ */

/* One unit stands before its sinks; several that change alike have a line of their own. */
static void write_section(const Page *page, const ShowSection *section) {
    uint32_t units = section->units.count;
    Text unit = units == 1 ? section->units.items[0] : TEXT("");
    if (units > 1) {
        begin_section(page);
        write_folded(page, text_enumerate(page->arena, section->units.items, units, TEXT("and")));
    }
    bool is_first = units > 1;
    for (uint32_t i = 0; i < section->groups.count; i++)
        for (DiffKind kind = DIFF_CHANGED; kind <= DIFF_REMOVED; kind++) {
            const ShowGroup *group = &section->groups.items[i];
            if (!group->rows[kind].count) continue;
            if (!is_first) begin_section(page);
            is_first = false;
            show_table(page->diff, page->look, unit, group, kind, page->out);
        }
}

static void write_sections(const Page *page) {
    ShowSections sections;
    show_sections(page->arena, page->diff, &sections);
    for (uint32_t i = 0; i < sections.count; i++)
        write_section(page, &sections.items[i]);
}

/* Nothing at all where nothing differs, and that is known. */
void diff_text(const Diff *diff, const DiffLook *look, Writer *out) {
    Page page = {out->arena, diff, look, out};
    if (diff_is_empty(diff) && !look->verdict.is_partial) return;
    write_verdict(&page);
    for (uint32_t i = 0; i < diff->charts.count; i++)
        write_artifact(&page, "chart", &diff->charts.items[i]);
    for (uint32_t i = 0; i < diff->modules.count; i++)
        write_artifact(&page, "module", &diff->modules.items[i]);
    write_releases(&page);
    write_names(&page);
    write_outputs(&page);
    write_notes(&page);
    write_sections(&page);
}

/* Of objects one that is followed by the path, as `kubectl` has them; lines of a text are one field. */
static Text name_of_row(Arena *arena, const DiffRow *row) {
    if (!row->object)
        return text_format(arena, "%.*s.%.*s.%.*s", TEXT_ARGS(row->unit), TEXT_ARGS(row->sink),
                           TEXT_ARGS(row->path));
    Text title = row->path.length ? row->sink : show_label(arena, row);
    return text_format(arena, "%.*s %.*s%s%.*s", TEXT_ARGS(row->unit), TEXT_ARGS(title),
                       row->path.length ? " " : "", TEXT_ARGS(row->path));
}

void diff_names(const Diff *diff, Writer *out) {
    for (uint32_t i = 0; i < diff->params.count; i++) {
        const DiffRow *row = &diff->params.items[i];
        Text name = name_of_row(out->arena, row);
        writer_text(out, utf8_visible(out->arena, name));
        writer_char(out, '\n');
    }
}
