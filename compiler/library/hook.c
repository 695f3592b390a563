/* hook.c - the files whose change can alter what `rung check --drift` says of a project, as the one
 * regular expression by which pre-commit decides whether its hook runs.
 *
 * They are the sources, the list of outputs, the charts and modules, and where outputs lie: by the
 * directories that outputs of one ending share, so that a new environment needs no new expression. Of a
 * program with errors nobody knows all of that, and it is everything in the project. The expression is
 * Python's, in the form that passes over blanks, an alternative a line; so every byte of a path that may
 * mean something is escaped. */
#include "library/library.h"

#include <stdlib.h>

typedef struct Hook {
    RungProject *project;
    Arena *arena;
    Map places;         /* outputs by their first directory and their ending -> Place */
    ARRAY(Text) others; /* the alternatives beside sources and places; in no order */
    bool is_all;        /* a chart is the project itself */
} Hook;

/* Outputs of one ending below one directory. */
typedef struct Place {
    Text directory; /* with its `/` */
    Text ending;    /* `.yaml`; "" where a name has none */
} Place;

/* --- Regular expressions -------------------------------------------------------------------- */

/* One code point of a path, `raw` where the byte is none. */
static void write_point(Writer *out, int32_t point, Text raw) {
    bool is_ascii = point >= 0 && point < 0x80;
    char byte = raw.bytes[0];
    if (point == UTF8_INVALID)
        writer_char(out, '.');
    else if (is_ascii && (byte <= ' ' || byte == 0x7f))
        writer_format(out, "\\x%02x", (unsigned)point);
    else if (utf8_is_unsafe(point))
        writer_format(out, "\\U%08x", (unsigned)point);
    else if (is_ascii && !byte_is_letter(byte) && !byte_is_digit(byte) && !strchr("_-/", byte))
        writer_format(out, "\\%c", byte);
    else
        writer_text(out, raw);
}

static Text escape(Arena *arena, Text path) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    for (size_t at = 0, start; start = at, at < path.length;) {
        int32_t point = utf8_next(path, &at);
        write_point(&out, point, text_slice(path, start, at));
    }
    return writer_done(&out);
}

/* The path as git writes it: without empty segments and those that stay where they are. */
static Text plain_path(Arena *arena, Text path) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    for (size_t start = 0, end; start < path.length; start = end + 1) {
        end = text_find(path, TEXT("/"), start);
        if (end == SIZE_MAX) end = path.length;
        Text segment = text_slice(path, start, end);
        if (segment.length == 0 || text_equal(segment, TEXT("."))) continue;
        if (out.length > 0) writer_char(&out, '/');
        writer_text(&out, segment);
    }
    return writer_done(&out);
}

static void add(Hook *hook, Text expression) {
    array_push(hook->arena, &hook->others, expression);
}

/* --- Charts and modules --------------------------------------------------------------------- */

static void add_charts(Hook *hook) {
    const Map *charts = &hook->project->artifacts->charts;
    for (uint32_t i = 0; i < charts->entries.count; i++) {
        Text path = plain_path(hook->arena, charts->entries.items[i].key);
        hook->is_all |= path.length == 0;
        add(hook, text_format(hook->arena, "%.*s/.*", TEXT_ARGS(escape(hook->arena, path))));
    }
}

/* Of a module its own directory is read, and in it what Terraform would read. */
static void add_modules(Hook *hook) {
    const Map *modules = &hook->project->artifacts->modules;
    for (uint32_t i = 0; i < modules->entries.count; i++) {
        Text path = plain_path(hook->arena, modules->entries.items[i].key);
        const char *slash = path.length ? "/" : "";
        add(hook, text_format(hook->arena, "%.*s%s[^/]*\\.tf[^/]*",
                              TEXT_ARGS(escape(hook->arena, path)), slash));
    }
}

/* --- Outputs -------------------------------------------------------------------------------- */

/* What is behind the last point of a name, with the point. */
static Text ending_of(Text path) {
    size_t at = path.length;
    while (at > 0 && path.bytes[at - 1] != '.' && path.bytes[at - 1] != '/')
        at--;
    bool is_ending = at > 1 && path.bytes[at - 1] == '.' && path.bytes[at - 2] != '/';
    return is_ending ? text_slice(path, at - 1, path.length) : TEXT("");
}

/* The directories that two paths share, with the last `/`. */
static Text shared_directory(Text a, Text b) {
    size_t length = 0;
    for (size_t i = 0; i < a.length && i < b.length && a.bytes[i] == b.bytes[i]; i++)
        if (a.bytes[i] == '/') length = i + 1;
    return text_slice(a, 0, length);
}

/* One at the top of the project shares no directory with anything and is named. */
static void add_output(Hook *hook, Text path) {
    path = plain_path(hook->arena, path);
    size_t slash = text_find(path, TEXT("/"), 0);
    if (slash == SIZE_MAX) {
        add(hook, escape(hook->arena, path));
        return;
    }
    Text ending = ending_of(path);
    const Text parts[] = {text_slice(path, 0, slash), ending};
    Place **place = (Place **)map_at(&hook->places, text_join(hook->arena, parts, 2, TEXT("/")));
    if (!*place) {
        *place = arena_new(hook->arena, Place);
        **place = (Place){path, ending};
    }
    (*place)->directory = shared_directory((*place)->directory, path);
}

/* Of those that are listed and no longer made, it matters whether they are there. */
static void add_outputs(Hook *hook) {
    uint32_t count;
    Text text;
    Listing listing;
    RungProject *project = hook->project;
    const Output *outputs = plan_outputs(project->plan, &count);
    for (uint32_t i = 0; i < count; i++)
        add_output(hook, outputs[i].path);
    listing_open(hook->arena, &listing);
    if (project->files.read(project->files.state, hook->arena, LISTING_PATH, LIMIT_OUTPUT_BYTES,
                            &text) == FILE_OK)
        listing_read(hook->arena, text, &listing);
    for (uint32_t i = 0; i < listing.items.count; i++)
        add_output(hook, listing.items.items[i].path);
    for (uint32_t i = 0; i < hook->places.entries.count; i++) {
        const Place *place = hook->places.entries.items[i].value;
        add(hook,
            text_format(hook->arena, "%.*s.*%.*s", TEXT_ARGS(escape(hook->arena, place->directory)),
                        TEXT_ARGS(escape(hook->arena, place->ending))));
    }
}

/* --- The expression ------------------------------------------------------------------------- */

/* Nothing below a name that begins with a dot, and nothing of the projects below. */
static void write_sources(Hook *hook, Writer *out) {
    Text *nested;
    uint32_t count = project_nested(hook->arena, &hook->project->files, &nested);
    writer_string(out, "  ");
    for (uint32_t i = 0; i < count; i++)
        writer_format(out, "%s%.*s/", i ? "|" : "(?!", TEXT_ARGS(escape(hook->arena, nested[i])));
    writer_format(out, "%s(?:[^./][^/]*/)*[^./][^/]*\\.rung\n", count ? ")" : "");
}

/* Sorted, and each once: outputs may lie where a chart does. */
static void write_others(Hook *hook, Writer *out) {
    qsort(hook->others.items, hook->others.count, sizeof(Text), text_order);
    for (uint32_t i = 0; i < hook->others.count; i++)
        if (i == 0 || !text_equal(hook->others.items[i - 1], hook->others.items[i]))
            writer_format(out, "  |%.*s\n", TEXT_ARGS(hook->others.items[i]));
}

static void write_expression(Hook *hook, Text prefix, Writer *out) {
    writer_format(out, "(?x)^%.*s", TEXT_ARGS(escape(hook->arena, prefix)));
    if (hook->is_all) return;
    writer_string(out, "(?:\n");
    write_sources(hook, out);
    write_others(hook, out);
    writer_string(out, ")$");
}

RungStatus rung_hook_files(RungProject *project, const char *prefix, RungText *out) {
    Writer writer;
    *out = (RungText){"", 0};
    RungStatus status = rung_check(project);
    if (status != RUNG_OK && status != RUNG_FINDINGS) return status;
    Hook hook = {.project = project, .arena = &project->arena};
    map_open(&hook.places, hook.arena);
    hook.is_all = status == RUNG_FINDINGS;
    add(&hook, escape(hook.arena, LISTING_PATH));
    add_charts(&hook);
    add_modules(&hook);
    add_outputs(&hook);
    writer_open(&writer, hook.arena, SIZE_MAX);
    write_expression(&hook, session_copy(project, prefix), &writer);
    if (watch_has_failed(project)) return watch_report(project);
    *out = session_text(&writer);
    return status;
}
