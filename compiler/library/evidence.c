/* evidence.c - what differs in a file, as notes that a reviewer understands without opening it.
 *
 * A file that can be read differs in values: each is a note that holds what the build has and what
 * the file has. Else the lines are all there is. A note never says what is sensitive or secret, nor
 * what the file alone says at a place that no parameter of ours has: nobody can tell what that is. */
#include "library/build.h"

#include "edit/edit.h"
#include "library/values.h"

enum { NOTES = 6, SHOWN_WIDTH = 60, SHARED_KEPT = 12, COMMAND_BYTES = 200 };

typedef struct Search {
    Build *build;
    const Item *item;
    Arena *scratch; /* notes outlive it, trees do not */
    Text there;
    Evidence *out;
} Search;

static void add_note(Search *search, Text text) {
    array_push(&search->build->project->arena, &search->out->notes,
               text_copy(&search->build->project->arena, text));
}

/* --- Values --------------------------------------------------------------------------------- */

static Text show(Arena *arena, const Value *value, size_t width) {
    return value->kind == VALUE_ABSENT ? TEXT("null") : value_show(arena, value, width);
}

/* How many bytes two long texts begin with in common, less some to recognise them by. */
static size_t shared_length(Text a, Text b) {
    size_t at = 0;
    while (at < a.length && at < b.length && a.bytes[at] == b.bytes[at])
        at++;
    at = at > SHARED_KEPT ? at - SHARED_KEPT : 0;
    while (at > 0 && ((unsigned char)a.bytes[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* The rest of a long value, from where it begins to be another one. */
static Text show_rest(Arena *arena, Text text, size_t start) {
    const Text parts[] = {TEXT("…"), text_slice(text, start, text.length)};
    Text rest = text_join(arena, parts, 2, TEXT(""));
    if (utf8_width(rest) <= SHOWN_WIDTH) return rest;
    size_t end = 0;
    for (size_t count = 0; count < SHOWN_WIDTH && end < rest.length; count++)
        utf8_next(rest, &end);
    return text_format(arena, "%.*s…", (int)end, rest.bytes);
}

/* Both values, so that what is different can be seen in them. */
static void show_pair(Arena *arena, const Difference *found, Text *made, Text *there) {
    *made = show(arena, found->made, SHOWN_WIDTH);
    *there = show(arena, found->there, SHOWN_WIDTH);
    Text whole_made = show(arena, found->made, SIZE_MAX),
         whole_there = show(arena, found->there, SIZE_MAX);
    size_t shared = shared_length(whole_made, whole_there);
    if (!shared || (text_equal(*made, whole_made) && text_equal(*there, whole_there))) return;
    *made = show_rest(arena, whole_made, shared);
    *there = show_rest(arena, whole_there, shared);
}

/* `replicas`; with its unit where several share the file. */
static Text called(const Search *search, const Difference *found) {
    bool is_shared = found->param && search->item->output->unit_count > 1;
    if (!is_shared) return found->path;
    return text_format(search->scratch, "%.*s.%.*s", TEXT_ARGS(found->param->unit->name->text),
                       TEXT_ARGS(found->path));
}

static Text describe_hidden(const Search *search, const Difference *found, Text name) {
    const char *what = "another value in the file, which is not shown";
    if (!found->there) what = "not in the file";
    if (!found->made) what = "in the file only, and not shown";
    return text_format(search->scratch, "`%.*s`: %s", TEXT_ARGS(name), what);
}

static Text describe_one(const Search *search, const Difference *found, Text name) {
    bool is_there = found->there != NULL;
    if (search->item->output->format == FORMAT_PATHS)
        return text_format(search->scratch, "`%.*s`: %s", TEXT_ARGS(name),
                           is_there ? "in the file only" : "not in the file");
    Text value = show(search->scratch, is_there ? found->there : found->made, SHOWN_WIDTH);
    return text_format(search->scratch, "`%.*s`: %.*s in the %s, nothing in the %s",
                       TEXT_ARGS(name), TEXT_ARGS(value), is_there ? "file" : "build",
                       is_there ? "build" : "file");
}

static Text describe_both(const Search *search, const Difference *found, Text name) {
    Text made, there;
    show_pair(search->scratch, found, &made, &there);
    return text_format(search->scratch, "`%.*s`: %.*s in the build, %.*s in the file",
                       TEXT_ARGS(name), TEXT_ARGS(made), TEXT_ARGS(there));
}

static Text describe(const Search *search, const Difference *found) {
    Text name = called(search, found);
    if (found->is_hidden) return describe_hidden(search, found, name);
    Text text = found->made && found->there ? describe_both(search, found, name)
                                            : describe_one(search, found, name);
    if (!found->problem.length) return text;
    return text_format(search->scratch, "%.*s: %.*s", TEXT_ARGS(text), TEXT_ARGS(found->problem));
}

/* --- Values to be kept ---------------------------------------------------------------------- */

/* Does the text come through a terminal and `rung set` as it is? */
static bool is_typed_as_is(const Search *search, const Param *param, Text text) {
    Reading reading;
    Text problem, trimmed = text_trim(text);
    const Type *type = matrix_type(search->build->project->matrix, param);
    if (!type_takes_text(type) || !text.length || trimmed.length != text.length) return false;
    if (!text_equal(utf8_visible(search->scratch, text), text)) return false;
    return reading_make(search->scratch, param, type, text, &reading, &problem) &&
           reading.count == 1;
}

/* Nobody copies a long value from a report; a backtick ends the command in it. */
static bool is_handy(Text text) {
    return text.length <= COMMAND_BYTES && !text_contains(text, TEXT("`"));
}

static void add_keep(Search *search, const Difference *found) {
    static const Value *const none = &value_absent;
    RungProject *project = search->build->project;
    const Value *value = found->there ? found->there : none;
    Keep keep = {.param = found->param, .environment = search->item->output->environment};
    Text literal = value_show(search->scratch, value, SIZE_MAX);
    if (!is_handy(literal)) return;
    bool is_typed =
        value->kind == VALUE_STRING && is_typed_as_is(search, found->param, value->text);
    keep.literal = text_copy(&project->arena, literal);
    keep.typed = is_typed ? text_copy(&project->arena, value->text) : keep.literal;
    array_push(&project->arena, &search->out->keeps, keep);
}

/* A null is a value to its readers, and nothing that the language writes. A preview is nobody's file. */
static bool is_kept(const Search *search, const Difference *found) {
    const Model *model = search->build->project->model;
    bool is_null = found->there && found->there->kind == VALUE_ABSENT;
    return search->item->change == RUNG_EDITED && found->param && !found->is_hidden &&
           !found->problem.length && !is_null && search->item->output->format != FORMAT_PATHS &&
           !model->environments[search->item->output->environment].is_ephemeral;
}

static void add_values(Search *search, const Differences *found) {
    uint32_t shown = found->count <= NOTES + 1 ? found->count : NOTES;
    uint32_t more = found->count - shown + found->dropped;
    for (uint32_t i = 0; i < shown; i++) {
        add_note(search, describe(search, &found->items[i]));
        if (is_kept(search, &found->items[i])) add_keep(search, &found->items[i]);
    }
    if (more) add_note(search, text_format(search->scratch, "and %u more values differ", more));
}

/* --- Lines ---------------------------------------------------------------------------------- */

static uint32_t line_of(Text text, size_t offset) {
    uint32_t line = 1;
    for (size_t i = 0; i < offset && i < text.length; i++)
        line += text.bytes[i] == '\n';
    return line;
}

static Text line_at(Text text, size_t offset) {
    size_t start = offset, end = offset;
    while (start > 0 && text.bytes[start - 1] != '\n')
        start--;
    while (end < text.length && text.bytes[end] != '\n')
        end++;
    return text_trim(text_slice(text, start, end));
}

static size_t first_difference(Text a, Text b) {
    size_t at = 0;
    while (at < a.length && at < b.length && a.bytes[at] == b.bytes[at])
        at++;
    return at;
}

static bool sink_hides(const Search *search, const Sink *sink) {
    uint32_t environment = search->item->output->environment;
    const Matrix *matrix = search->build->project->matrix;
    for (uint32_t i = 0; i < sink->count; i++) {
        const Param *param = sink->params[i];
        if (param->is_secret || matrix_is_secret(matrix, param, environment) ||
            matrix_is_hidden(matrix, param, environment))
            return true;
    }
    return false;
}

/* Does the build write anything into the file that no report shows? */
static bool hides_anything(const Search *search) {
    const Output *output = search->item->output;
    for (uint32_t u = 0; u < output->unit_count; u++)
        for (uint32_t i = 0; i < output->units[u]->sink_count; i++)
            if (output->units[u]->sinks[i]->kind == output->sink &&
                sink_hides(search, output->units[u]->sinks[i]))
                return true;
    return false;
}

/* The key that a line begins with, up to its value: lines of two files that begin alike hold one
 * value. A comment has none. */
static Text head_of(Text line) {
    size_t at = 0;
    if (text_starts_with(line, TEXT("#"))) return TEXT("");
    while (at < line.length && line.bytes[at] != ':' && line.bytes[at] != '=')
        at++;
    return text_slice(line, 0, at < line.length ? at + 1 : 0);
}

/* The first line that differs, as the build has it, and as the file has it where it holds the same
 * value. `known` was named already. */
static void add_line(Search *search, uint32_t known) {
    Text made = search->item->bytes, there = search->there;
    size_t at = first_difference(made, there);
    Text ours = line_at(made, at), theirs = line_at(there, at), head = head_of(ours);
    uint32_t number = line_of(there, at);
    bool is_short = ours.length <= COMMAND_BYTES && theirs.length <= COMMAND_BYTES;
    bool is_same_value = head.length > 1 && text_starts_with(theirs, head);
    if (is_short && is_same_value && !hides_anything(search))
        add_note(search,
                 text_format(search->scratch, "line %u: `%.*s` in the build, `%.*s` in the file",
                             number, TEXT_ARGS(ours), TEXT_ARGS(theirs)));
    else if (number > 1 && number != known)
        add_note(search, text_format(search->scratch, "line %u is the first that differs", number));
}

/* Is the file the built one with a CR before each line end, as git writes it where it is told to? */
static bool has_other_line_ends(const Search *search) {
    size_t at = 0;
    Text made = search->item->bytes, there = search->there;
    for (size_t i = 0; i < there.length; i++) {
        if (there.bytes[i] == '\r' && i + 1 < there.length && there.bytes[i + 1] == '\n') continue;
        if (at == made.length || made.bytes[at++] != there.bytes[i]) return false;
    }
    return at == made.length;
}

static void add_layout(Search *search) {
    if (has_other_line_ends(search)) {
        add_note(search, TEXT("only the line ends differ: CRLF in the file, LF in the build; "
                              "`rung init` writes the `.gitattributes` that keep LF"));
        return;
    }
    size_t at = first_difference(search->item->bytes, search->there);
    add_note(search, text_format(search->scratch,
                                 "every value is the same: what differs is layout, order "
                                 "or comments, first in line %u",
                                 line_of(search->there, at)));
}

/* --- All of it ------------------------------------------------------------------------------ */

/* What is wrong with the file as a whole stands in no line. */
static void add_problem(Search *search, const Problem *problem) {
    Text place = TEXT("");
    uint32_t line = line_of(search->there, problem->offset);
    if (problem->offset) place = text_format(search->scratch, " (line %u)", line);
    add_note(search, text_format(search->scratch, "it cannot be read as values: %.*s%.*s",
                                 TEXT_ARGS(problem->what), TEXT_ARGS(place)));
    add_line(search, line);
}

static void search_file(Search *search) {
    Problem problem;
    Differences found = {0};
    const Output *output = search->item->output;
    if (compare_has_conflict(search->there)) {
        add_note(search, TEXT("git's conflict markers stand in it"));
    } else if (!emit_differences(search->scratch, search->build->plan, output, search->there,
                                 &found, &problem)) {
        add_problem(search, &problem);
    } else if (found.count) {
        add_values(search, &found);
    } else {
        add_layout(search);
    }
}

Evidence *evidence_find(Build *build, const Item *item) {
    Arena *arena = &build->project->arena;
    Search search = {build, item, arena_child(arena), TEXT(""), arena_new(arena, Evidence)};
    if (compare_read(build, item->path, search.scratch, &search.there) == FILE_OK) {
        search.out->hash = listing_hash(arena, search.there);
        if (compare_takes(build, search.there))
            search_file(&search);
        else
            add_note(&search, TEXT(NOT_READ_BACK));
    }
    arena_close(search.scratch);
    return search.out;
}
