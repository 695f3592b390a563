/* markdown.c - a diff as a comment on a pull request.
 *
 * A comment is read by people in a hurry and rendered by GitHub, which refuses one of more than
 * 65,536 characters. So the summary comes first, a unit is a section that folds, and sections that do
 * not fit are left out whole and named. Texts of the program stand in code spans only: there nothing
 * is taken for markup, and nobody is mentioned. A marker in the first line lets whoever posts the
 * comment find and update it. */
#include "diff/show.h"

enum { VALUE_WIDTH = 60, UNFOLDED_ROWS = 12, UNFOLDED_UNITS = 4 };

/* The writing of one comment. */
typedef struct Comment {
    Arena *arena;
    const Diff *diff;
    const DiffLook *look;
    Writer *out;
} Comment;

/* --- Code ----------------------------------------------------------------------------------- */

static bool is_plain(char byte) {
    return byte_is_digit(byte) || byte_is_letter(byte) || byte == ' ' || (byte & 0x80) != 0;
}

/* What a code span in a table cannot hold: the bar ends a cell and a backtick the span. */
static void write_entities(Writer *out, Text text) {
    writer_string(out, "<code>");
    for (size_t i = 0; i < text.length; i++) {
        if (is_plain(text.bytes[i]))
            writer_char(out, text.bytes[i]);
        else
            writer_format(out, "&#%d;", text.bytes[i]);
    }
    writer_string(out, "</code>");
}

/* A code span; the text has no line ends, because everything that is shown is visible. */
static void write_code(Writer *out, Text text) {
    text = utf8_visible(out->arena, text);
    bool is_safe = text.length > 0 && memchr(text.bytes, '`', text.length) == NULL &&
                   memchr(text.bytes, '|', text.length) == NULL && text.bytes[0] != ' ' &&
                   text.bytes[text.length - 1] != ' ';
    if (!is_safe) {
        write_entities(out, text);
        return;
    }
    writer_char(out, '`');
    writer_text(out, text);
    writer_char(out, '`');
}

/* `a`, `b` and 3 more. */
static void write_codes(Writer *out, const Text *items, uint32_t count) {
    enum { NAMED = 8 };

    for (uint32_t i = 0; i < count && i < NAMED; i++) {
        if (i > 0) writer_string(out, ", ");
        write_code(out, items[i]);
    }
    if (count > NAMED) writer_format(out, " and %u more", (unsigned)(count - NAMED));
}

/* --- Before the sections -------------------------------------------------------------------- */

static void write_head(const Comment *comment) {
    Text verdict = show_verdict(comment->arena, &comment->look->verdict);
    Text summary = show_summary(comment->arena, comment->diff);
    writer_string(comment->out, "<!-- rung diff -->\n");
    if (diff_is_empty(comment->diff))
        writer_format(comment->out, "**No %s changes %s.**\n", show_noun(comment->diff),
                      show_extent(comment->diff, &comment->look->verdict));
    else
        writer_format(comment->out, "**%.*s**\n", TEXT_ARGS(summary));
    if (verdict.length)
        writer_format(comment->out, "\n%s Parity: %.*s, see `rung check`.\n",
                      comment->look->verdict.errors ? ":x:" : ":warning:", TEXT_ARGS(verdict));
}

static void write_artifact(const Comment *comment, const char *what, const DiffArtifact *artifact) {
    Text environments = show_environments(comment->arena, comment->diff, artifact->environments);
    writer_format(comment->out, "%s ", what);
    write_code(comment->out, artifact->path);
    writer_string(comment->out, " reaches ");
    write_codes(comment->out, artifact->units, artifact->unit_count);
    writer_format(comment->out, " in %.*s:\n\n", TEXT_ARGS(environments));
    for (uint32_t i = 0; i < artifact->files.count; i++) {
        const DiffName *file = &artifact->files.items[i];
        const char *kind = show_kind(file->kind);
        writer_string(comment->out, "- ");
        write_code(comment->out, file->text);
        writer_format(comment->out, "%s%s\n", *kind ? " " : "", kind);
    }
}

static void write_releases(const Comment *comment) {
    ShowReleases releases;
    show_releases(comment->arena, comment->diff, &releases);
    for (uint32_t i = 0; i < releases.count; i++) {
        const ShowRelease *release = &releases.items[i];
        Text environments = show_environments(comment->arena, comment->diff, release->environments);
        writer_string(comment->out, "- release of ");
        write_code(comment->out, release->first->unit);
        writer_string(comment->out, ": ");
        write_code(comment->out, show_image(comment->arena, &release->first->old));
        writer_string(comment->out, " → ");
        write_code(comment->out, show_image(comment->arena, &release->first->new));
        writer_format(comment->out, " in %.*s\n", TEXT_ARGS(environments));
    }
}

static void write_name(const Comment *comment, const char *what, const DiffName *name,
                       uint32_t size) {
    if (name->kind == DIFF_CHANGED) return;
    writer_format(comment->out, "- %s %s ", show_kind(name->kind), what);
    write_code(comment->out, name->text);
    writer_format(comment->out, ", %u %s%s\n", (unsigned)size, show_noun(comment->diff),
                  size == 1 ? "" : "s");
}

static void write_output(const Comment *comment, const DiffOutput *output) {
    if (!output->is_said) return;
    writer_format(comment->out, "- output %s: ",
                  output->kind == DIFF_CHANGED ? "changed" : show_kind(output->kind));
    write_code(comment->out, output->path);
    if (output->note.length) writer_format(comment->out, ", %.*s", TEXT_ARGS(output->note));
    if (output->reason.length) writer_string(comment->out, ": ");
    if (output->reason.length) write_code(comment->out, output->reason);
    writer_char(comment->out, '\n');
}

/* A note may hold anything that a manifest does. */
static void write_note(const Comment *comment, const DiffNote *note) {
    Text environment = comment->diff->environments.items[note->environment].text;
    writer_format(comment->out, "- %.*s in %.*s: ", TEXT_ARGS(note->unit), TEXT_ARGS(environment));
    write_code(comment->out, note->text);
    writer_char(comment->out, '\n');
}

/* What came or went as a whole. */
static void write_names(const Comment *comment) {
    const Diff *diff = comment->diff;
    for (uint32_t i = 0; i < diff->environments.count; i++)
        write_name(comment, "environment", &diff->environments.items[i],
                   show_size_of_environment(diff, i));
    for (uint32_t i = 0; i < diff->units.count; i++)
        write_name(comment, "unit", &diff->units.items[i],
                   show_size_of_unit(diff, diff->units.items[i].text));
    for (uint32_t i = 0; i < diff->outputs.count; i++)
        write_output(comment, &diff->outputs.items[i]);
    for (uint32_t i = 0; i < diff->notes.count; i++)
        write_note(comment, &diff->notes.items[i]);
}

/* --- Tables --------------------------------------------------------------------------------- */

/* Where nothing changed the value is said for comparison, so a cell that came or went has two sides;
 * where the row as a whole came it has one. */
static void write_cell(const Comment *comment, DiffKind kind, const DiffCell *cell) {
    Text old, new;
    show_pair(comment->arena, &cell->old, &cell->new, VALUE_WIDTH, &old, &new);
    bool has_old = cell->has_changed && cell->old.value;
    bool has_new = cell->new.value != NULL;
    writer_string(comment->out, " ");
    if (has_old) write_code(comment->out, old);
    if (has_old) writer_string(comment->out, has_new ? " → " : " → -");
    if (cell->has_changed && !has_old && has_new && kind == DIFF_CHANGED)
        writer_string(comment->out, "- → ");
    if (has_new) write_code(comment->out, new);
    if (!has_old && !has_new && !cell->is_unknown) writer_char(comment->out, '-');
    writer_string(comment->out, " |");
}

/* Of two environments each has its own column. */
static void write_between(const Comment *comment, const DiffRow *row) {
    Text from, to;
    show_pair(comment->arena, &row->cells[0].old, &row->cells[1].new, VALUE_WIDTH, &from, &to);
    writer_char(comment->out, ' ');
    write_code(comment->out, from);
    writer_string(comment->out, " | ");
    write_code(comment->out, to);
    writer_string(comment->out, " |");
}

/* The object of a field stands in the head of its table. */
static Text name_of_row(const Comment *comment, const DiffRow *row) {
    const char *dot = row->unit.length ? "." : "";
    Text unit = comment->diff->is_between ? row->unit : TEXT("");
    if (row->object) return show_label(comment->arena, row);
    return text_format(comment->arena, "%.*s%s%.*s.%.*s", TEXT_ARGS(unit), unit.length ? dot : "",
                       TEXT_ARGS(row->sink), TEXT_ARGS(row->path));
}

static void write_row(const Comment *comment, const DiffRow *row) {
    writer_string(comment->out, "| ");
    write_code(comment->out, name_of_row(comment, row));
    writer_string(comment->out, " |");
    if (!row->object) writer_format(comment->out, " %.*s |", TEXT_ARGS(show_reason(row)));
    if (comment->diff->is_between)
        write_between(comment, row);
    else
        for (uint32_t i = 0; i < comment->diff->environments.count; i++)
            write_cell(comment, row->kind, &row->cells[i]);
    writer_char(comment->out, '\n');
}

/* What Helm makes has no reasons, and a table an object. */
static void write_table_head(const Comment *comment, Text object, DiffKind kind) {
    const DiffNames *names = &comment->diff->environments;
    bool is_rendered = comment->diff->is_rendered;
    writer_string(comment->out, "\n| ");
    if (is_rendered) write_code(comment->out, object);
    if (is_rendered && kind != DIFF_CHANGED) writer_string(comment->out, ", ");
    if (is_rendered || kind != DIFF_CHANGED)
        writer_string(comment->out, show_kind(kind));
    else
        writer_char(comment->out, ' ');
    writer_string(comment->out, is_rendered ? " |" : " | |");
    for (uint32_t i = 0; i < names->count; i++)
        writer_format(comment->out, " %.*s |", TEXT_ARGS(names->items[i].text));
    writer_string(comment->out, is_rendered ? "\n| --- |" : "\n| --- | --- |");
    for (uint32_t i = 0; i < names->count; i++)
        writer_string(comment->out, " --- |");
    writer_char(comment->out, '\n');
}

/* --- Sections ------------------------------------------------------------------------------- */

/* Names of units are words, so they need no code span, which a summary could not hold. */
static Text section_name(const Comment *comment, const ShowSection *section) {
    enum { UNITS_NAMED = 5 };

    if (comment->diff->is_between) return TEXT("differences");
    if (!section->units.count) return TEXT("environments");
    return text_enumerate_some(comment->arena, section->units.items, section->units.count,
                               UNITS_NAMED);
}

/* One table for all groups, but for each object its own. */
static void write_kind(const Comment *comment, const ShowSection *section, DiffKind kind) {
    bool has_head = false;
    for (uint32_t i = 0; i < section->groups.count; i++) {
        const ShowGroup *group = &section->groups.items[i];
        bool is_first = !has_head || comment->diff->is_rendered;
        if (group->rows[kind].count && is_first) write_table_head(comment, group->sink, kind);
        has_head = has_head || group->rows[kind].count;
        for (uint32_t r = 0; r < group->rows[kind].count; r++)
            write_row(comment, group->rows[kind].items[r]);
    }
}

static void write_section(const Comment *comment, const ShowSection *section, bool is_open) {
    static const char *const words[] = {
        [DIFF_CHANGED] = "changed", [DIFF_ADDED] = "new", [DIFF_REMOVED] = "removed"};
    Text name = section_name(comment, section);
    const char *separator = ": ";
    writer_format(comment->out, "\n<details%s><summary>%.*s", is_open ? " open" : "",
                  TEXT_ARGS(name));
    for (DiffKind kind = DIFF_CHANGED; kind <= DIFF_REMOVED; kind++) {
        uint32_t count = section->rows[kind];
        if (!count) continue;
        writer_format(comment->out, "%s%u %s", separator, (unsigned)count, words[kind]);
        separator = ", ";
    }
    writer_string(comment->out, "</summary>\n");
    for (DiffKind kind = DIFF_CHANGED; kind <= DIFF_REMOVED; kind++)
        write_kind(comment, section, kind);
    writer_string(comment->out, "\n</details>\n");
}

/* --- The whole ------------------------------------------------------------------------------ */

/* What is written into a comment as long as it fits. */
typedef struct Fitting {
    size_t size, most; /* in characters */
    ARRAY(Text) left_out;
} Fitting;

enum { ROOM_FOR_NAMES = 600 }; /* what the line about left out sections needs at the most */

/* Adds a piece, or does not; false where there was no room. */
static bool add_piece(Fitting *fitting, Writer *out, Text piece) {
    size_t size = utf8_length(piece);
    if (fitting->size + size > fitting->most) return false;
    fitting->size += size;
    writer_text(out, piece);
    return true;
}

static Text section_text(const Comment *comment, const ShowSection *section, bool is_open) {
    Writer writer;
    Comment piece = *comment;
    writer_open(&writer, comment->arena, SIZE_MAX);
    piece.out = &writer;
    write_section(&piece, section, is_open);
    return writer_done(&writer);
}

/* Few rows of the first units are there to be seen; the rest unfolds. */
static void add_sections(const Comment *comment, Fitting *fitting) {
    ShowSections sections;
    show_sections(comment->arena, comment->diff, &sections);
    for (uint32_t i = 0; i < sections.count; i++) {
        const ShowSection *section = &sections.items[i];
        uint32_t rows =
            section->rows[DIFF_CHANGED] + section->rows[DIFF_ADDED] + section->rows[DIFF_REMOVED];
        bool is_open = rows <= UNFOLDED_ROWS && i < UNFOLDED_UNITS;
        if (!add_piece(fitting, comment->out, section_text(comment, section, is_open)))
            array_push(comment->arena, &fitting->left_out, section_name(comment, section));
    }
}

/* Names that would not fit themselves are counted. */
static void write_left_out(const Comment *comment, const Fitting *fitting) {
    uint32_t count = fitting->left_out.count, named = 0;
    size_t used = 0;
    if (!count) return;
    while (named < count && used + fitting->left_out.items[named].length + 4 < ROOM_FOR_NAMES / 2)
        used += fitting->left_out.items[named++].length + 4;
    writer_string(comment->out, "\nLeft out, because a comment has no room for more: ");
    for (uint32_t i = 0; i < named; i++) {
        if (i > 0) writer_string(comment->out, ", ");
        write_code(comment->out, fitting->left_out.items[i]);
    }
    if (named < count)
        writer_format(comment->out, "%s%u %s", named ? " and " : "", (unsigned)(count - named),
                      named ? "more" : "sections");
    writer_format(comment->out, ". `rung diff%s` shows all of it.\n",
                  comment->diff->is_rendered ? " --rendered" : "");
}

/* What stands before the sections, each a piece that fits or is left out. */
static Text head_text(const Comment *comment, void (*write)(const Comment *comment)) {
    Writer writer;
    Comment piece = *comment;
    writer_open(&writer, comment->arena, SIZE_MAX);
    piece.out = &writer;
    writer_char(&writer, '\n');
    write(&piece);
    return writer.length > 1 ? writer_done(&writer) : TEXT("");
}

static void write_artifacts(const Comment *comment, const char *what,
                            const DiffArtifacts *artifacts) {
    for (uint32_t i = 0; i < artifacts->count; i++) {
        if (i > 0) writer_char(comment->out, '\n');
        write_artifact(comment, what, &artifacts->items[i]);
    }
}

static void write_charts(const Comment *comment) {
    write_artifacts(comment, "Chart", &comment->diff->charts);
}

static void write_modules(const Comment *comment) {
    write_artifacts(comment, "Module", &comment->diff->modules);
}

void diff_markdown(const Diff *diff, const DiffLook *look, Writer *out) {
    static const struct {
        const char *name;
        void (*write)(const Comment *comment);
    } parts[] = {{"the charts", write_charts},
                 {"the modules", write_modules},
                 {"the releases", write_releases},
                 {"what came and went", write_names}};

    Comment comment = {out->arena, diff, look, out};
    write_head(&comment);
    Fitting fitting = {.size = utf8_length(writer_done(out)), .most = look->max_size};
    fitting.most -= fitting.most > ROOM_FOR_NAMES ? ROOM_FOR_NAMES : fitting.most;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (!add_piece(&fitting, out, head_text(&comment, parts[i].write)))
            array_push(out->arena, &fitting.left_out, text_of(parts[i].name));
    add_sections(&comment, &fitting);
    write_left_out(&comment, &fitting);
}
