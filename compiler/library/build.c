/* build.c - from a checked program to files on disk, or to what differs from them.
 *
 * Everything is decided before the first byte is written: all outputs are made in memory and
 * compared with what is there (compare.c), and what must not be replaced is refused together. Then
 * the list is written with the lines of before *and* of now, the files, and the list as it is now:
 * a build that is killed in between leaves files that the list knows twice, and those the next
 * build replaces. Builds into one directory wait for one another (writing.c). */
#include "library/build.h"

/* --- Writing -------------------------------------------------------------------------------- */

bool build_removes(const Build *build, const Item *item) {
    return build->request->prune && !item->output;
}

/* Does a line of before stay? Not where this build has a line for the file, nor where the file is
 * gone: removed, or produced no longer and not there. */
static bool is_line_kept(const Build *build, const Listed *line) {
    const Item *item = map_get(&build->by_path, line->path);
    if (!item) return !compare_is_judged(build, line);
    return !item->output && !build_removes(build, item);
}

/* The list as it will be, or while the files are written: then with all lines of before. */
static void list_after(Build *build, bool keeps_before, Listing *out) {
    Arena *arena = &build->project->arena;
    listing_open(arena, out);
    for (uint32_t i = 0; i < build->items.count; i++)
        if (build->items.items[i].output) listing_add(arena, out, build->items.items[i].listed);
    for (uint32_t i = 0; i < build->before.items.count; i++) {
        const Listed *line = &build->before.items.items[i];
        if (keeps_before || is_line_kept(build, line)) listing_add(arena, out, *line);
    }
}

static bool report_problem(Build *build, Text path, Text problem) {
    if (!problem.length) return true;
    report_not_written(&build->project->report, NO_SPAN, path, problem);
    return false;
}

/* Does the list say already what it would say, byte for byte? Most builds find it so, and then it need
 * not be made. */
static bool is_list_current(const Build *build) {
    size_t length = 0;
    if (build->before.items.count != build->items.count) return false;
    for (uint32_t i = 0; i < build->items.count; i++) {
        const Item *item = &build->items.items[i];
        const Listed *line = &build->before.items.items[i], *made = &item->listed;
        if (!item->output || !text_equal(line->path, made->path) ||
            !text_equal(line->hash, made->hash) || !text_equal(line->origin, made->origin))
            return false;
        length += listing_line_length(line);
    }
    return length == build->listed.length;
}

Text build_list(Build *build, bool keeps_before) {
    Listing listing;
    if (is_list_current(build)) return build->listed;
    list_after(build, keeps_before, &listing);
    return listing_write(&build->project->arena, &listing);
}

static bool write_list(Build *build, Directory *directory, bool keeps_before) {
    Text bytes = build_list(build, keeps_before);
    if (text_equal(bytes, build->listed)) return true;
    build->listed = bytes;
    return report_problem(build, LISTING_PATH, directory_write(directory, LISTING_PATH, bytes));
}

static bool remove_item(Build *build, Directory *directory, Item *item) {
    if (!build_removes(build, item)) return true;
    Text problem = directory_remove(directory, item->path);
    if (!problem.length) item->change = RUNG_REMOVED;
    return report_problem(build, item->path, problem);
}

/* What a killed build was at may have a temporary file beside it: that is a path that the list has
 * twice, one whose file is not there, and the list itself. */
static void clear(Build *build, Directory *directory) {
    directory_clear(directory, LISTING_PATH, false);
    for (uint32_t i = 0; i < build->before.items.count; i++) {
        const Listed *line = &build->before.items.items[i];
        const Item *item = map_get(&build->by_path, line->path);
        bool is_gone = !item && compare_is_judged(build, line);
        bool is_missing = item && item->change == RUNG_MISSING;
        if (line->next || is_gone || is_missing) directory_clear(directory, line->path, is_gone);
    }
}

/* What goes away makes room for what comes: a file may become a directory, and the other way. Where
 * nothing was listed before, the list is then what it will be. */
static bool write_items(Build *build, Directory *directory) {
    bool has_work = false, is_done = true;
    clear(build, directory);
    for (uint32_t i = 0; i < build->items.count; i++)
        has_work = has_work || writers_take(&build->items.items[i]) ||
                   build_removes(build, &build->items.items[i]);
    if (has_work) is_done = write_list(build, directory, true);
    for (uint32_t i = 0; i < build->items.count && is_done; i++)
        is_done = remove_item(build, directory, &build->items.items[i]);
    is_done = is_done && writers_write(build, directory);
    bool is_listed = has_work && build->before.items.count == 0;
    return is_done && (is_listed || write_list(build, directory, false));
}

/* --- The build ------------------------------------------------------------------------------ */

/* What the caller sees of each file. */
static void publish(Build *build, const RungOutput **outputs, size_t *count) {
    Arena *arena = &build->project->arena;
    const Model *model = build->project->model;
    RungOutput *list = arena_array(arena, RungOutput, build->items.count + 1);
    for (uint32_t i = 0; i < build->items.count; i++) {
        const Item *item = &build->items.items[i];
        list[i] = (RungOutput){text_c(arena, item->path), "", "", item->change};
        if (!item->output) continue;
        list[i].unit = text_c(arena, item->output->units[0]->name->text);
        list[i].environment =
            text_c(arena, model->environments[item->output->environment].name->text);
    }
    if (outputs) *outputs = list;
    if (count) *count = build->items.count;
}

static RungStatus check_files(Build *build) {
    RungStatus status = compare_files(build);
    if (status != RUNG_OK) return status;
    status = drift_report(build) ? RUNG_FINDINGS : RUNG_OK;
    return watch_has_failed(build->project) ? watch_report(build->project) : status;
}

/* From the comparison to the last write nobody else writes here. */
static RungStatus write_files(Build *build) {
    Directory directory;
    Text problem = directory_open(&build->project->arena, build->out, &directory);
    RungStatus status = RUNG_FAILED;
    if (report_problem(build, build->out, problem)) status = compare_files(build);
    if (status == RUNG_OK && drift_refuse(build))
        status = RUNG_FINDINGS;
    else if (status == RUNG_OK && !write_items(build, &directory))
        status = RUNG_FAILED;
    directory_close(&directory);
    return status;
}

RungStatus build_begin(RungProject *project, const RungBuild *request, Build **out) {
    Build *build = arena_new(&project->arena, Build);
    build->project = project;
    build->request = request;
    *out = build;
    RungStatus status = request_read(build);
    return status == RUNG_OK && request_has_errors(build) ? RUNG_FINDINGS : status;
}

RungStatus rung_build(RungProject *project, const RungBuild *request, const RungOutput **outputs,
                      size_t *count) {
    if (outputs) *outputs = NULL;
    if (count) *count = 0;
    Build *build;
    RungStatus status = session_begin(project);
    if (status == RUNG_OK) status = build_begin(project, request, &build);
    if (status != RUNG_OK) return status;
    if (request->is_check)
        status = check_files(build);
    else
        status = project->options.is_staged ? staged_write(build) : write_files(build);
    publish(build, outputs, count);
    return status;
}

RungStatus rung_output(RungProject *project, const char *path, RungText *out) {
    *out = (RungText){"", 0};
    RungStatus status = session_begin(project);
    if (status != RUNG_OK) return status;
    uint32_t count;
    const Output *outputs = plan_outputs(project->plan, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (!text_equal(outputs[i].path, text_of(path))) continue;
        Writer writer;
        writer_open(&writer, &project->arena, LIMIT_OUTPUT_BYTES);
        if (!emit_output(project->plan, &outputs[i], &writer)) return RUNG_FINDINGS;
        *out = session_text(&writer);
        return RUNG_OK;
    }
    return RUNG_USAGE;
}
