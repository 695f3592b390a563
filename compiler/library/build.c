/* build.c - from a checked program to files on disk, or to what differs from them.
 *
 * Everything is decided before the first byte is written: all outputs are made in memory, compared
 * with the disk and with `.rung/outputs`, and refused together. Then the list is written with the
 * lines of before *and* of now, the files, and the list as it is now: a build that is killed in
 * between leaves files that the list knows twice, and those the next build replaces. */
#include "library/build.h"

#include <stdlib.h>

/* --- What is there -------------------------------------------------------------------------- */

/* Merged by hand, or left by git: nobody wants to keep it. */
static bool has_conflict_markers(Text text) {
    bool opens = text_starts_with(text, TEXT("<<<<<<< ")) ||
                 text_contains(text, TEXT("\n<<<<<<< "));
    return opens && text_contains(text, TEXT("\n>>>>>>> "));
}

/* Is a file that differs from what would be written one that may be replaced? */
static RungChange classify_listed(Build *build, uint32_t line, Text bytes) {
    const Listing *listing = &build->before;
    if (listing->items.items[line - 1].next || has_conflict_markers(bytes)) return RUNG_STALE;
    Text hash = listing_hash(&build->project->arena, bytes);
    return text_equal(listing->items.items[line - 1].hash, hash) ? RUNG_STALE : RUNG_EDITED;
}

static RungChange classify(Build *build, Text path, Text wanted, FileStatus status, Text bytes) {
    if (status == FILE_MISSING) return RUNG_MISSING;
    if (status == FILE_OK && text_equal(bytes, wanted)) return RUNG_UNCHANGED;
    uint32_t line = listing_first(&build->before, path);
    if (!line || status != FILE_OK) return RUNG_FOREIGN;
    return classify_listed(build, line, bytes);
}

/* --- The outputs that were asked for -------------------------------------------------------- */

static bool is_asked(const Build *build, const Output *output) {
    if (!set_has(&build->environments, output->environment)) return false;
    if (!build->request->units) return true;
    for (uint32_t u = 0; u < output->unit_count; u++)
        for (uint32_t i = 0; i < build->asked_count; i++)
            if (output->units[u]->index == build->asked[i]) return true;
    return false;
}

/* `preview(pr=123)`: how the list names the environment of a file that comes and goes. */
static Text listed_environment(const Build *build, uint32_t index) {
    const Environment *environment = &build->project->model->environments[index];
    if (!environment->is_ephemeral) return TEXT("");
    const RungOptions *options = &build->project->options;
    for (size_t i = 0; i < options->argument_count; i++) {
        Text name, parameter, value;
        Text argument = text_of(options->arguments[i]);
        if (session_split_argument(argument, &name, &parameter, &value) &&
            text_equal(name, environment->name->text))
            return text_format(&build->project->arena, "%.*s(%.*s=%.*s)", TEXT_ARGS(name),
                               TEXT_ARGS(parameter), TEXT_ARGS(value));
    }
    return environment->name->text;
}

/* Makes the bytes of one output and compares them with the disk. */
static bool add_output(Build *build, const Output *output) {
    Arena *arena = &build->project->arena;
    Item item = {.output = output, .path = output->path};
    Writer writer;
    writer_open(&writer, arena, LIMIT_OUTPUT_BYTES);
    if (!emit_output(build->plan, output, &writer)) return false;
    item.bytes = writer_done(&writer);
    ArenaMark mark = arena_mark(arena);
    Text there;
    FileStatus status =
        build->disk.read(build->disk.state, arena, output->path, LIMIT_OUTPUT_BYTES, &there);
    item.change = classify(build, output->path, item.bytes, status, there);
    arena_reset(arena, mark);
    Text hash = listing_hash(arena, item.bytes);
    item.listed = (Listed){output->path, hash, listed_environment(build, output->environment), 0};
    array_push(arena, &build->items, item);
    return true;
}

static bool add_outputs(Build *build) {
    uint32_t count;
    const Output *outputs = plan_outputs(build->plan, &count);
    bool is_whole = true;
    for (uint32_t i = 0; i < count; i++)
        if (is_asked(build, &outputs[i])) is_whole = add_output(build, &outputs[i]) && is_whole;
    return is_whole;
}

/* --- What is left over ---------------------------------------------------------------------- */

/* A line is judged where this build would produce its file if anything did: all lines of lasting
 * environments in a build of everything, those of an ephemeral one where that is built. */
static bool is_judged(const Build *build, const Listed *line) {
    if (!line->environment.length) return build->is_everything;
    for (uint32_t i = 0; i < build->project->model->environment_count; i++)
        if (set_has(&build->environments, i) && !build->request->units &&
            text_equal(line->environment, listed_environment(build, i)))
            return true;
    return false;
}

static void add_left_over(Build *build, const Listed *line) {
    Arena *arena = &build->project->arena;
    Item item = {.path = line->path, .listed = *line};
    Text there;
    FileStatus status =
        build->disk.read(build->disk.state, arena, line->path, LIMIT_OUTPUT_BYTES, &there);
    if (status == FILE_MISSING) return;
    uint32_t first = listing_first(&build->before, line->path);
    bool is_ours = status == FILE_OK && classify_listed(build, first, there) == RUNG_STALE;
    item.change = is_ours || !build->request->prune ? RUNG_LEFT_OVER : RUNG_EDITED;
    array_push(arena, &build->items, item);
}

static void add_left_overs(Build *build) {
    for (uint32_t i = 0; i < build->before.items.count; i++) {
        const Listed *line = &build->before.items.items[i];
        bool is_first = listing_first(&build->before, line->path) == i + 1;
        if (is_first && is_judged(build, line) && !plan_is_output(build->plan, line->path))
            add_left_over(build, line);
    }
}

/* --- Writing -------------------------------------------------------------------------------- */

static bool is_written(const Item *item) {
    switch (item->change) {
    case RUNG_UNCHANGED:
    case RUNG_WRITTEN:
    case RUNG_REMOVED:
    case RUNG_LEFT_OVER: return false;
    case RUNG_EDITED:
    case RUNG_STALE:
    case RUNG_MISSING:
    case RUNG_FOREIGN: return item->output != NULL;
    }
    unreachable("RungChange");
}

static bool is_removed(const Build *build, const Item *item) {
    return build->request->prune && !item->output;
}

/* The list as it will be: a line for each file of this build, and for the others those of before. */
static void list_after(Build *build, bool keeps_before, Listing *out) {
    Arena *arena = &build->project->arena;
    Map now;
    map_open(&now, arena);
    listing_open(arena, out);
    for (uint32_t i = 0; i < build->items.count; i++) {
        Item *item = &build->items.items[i];
        if (item->output || is_removed(build, item)) map_put(&now, item->path, item);
        if (item->output) listing_add(arena, out, item->listed);
    }
    for (uint32_t i = 0; i < build->before.items.count; i++) {
        Listed line = build->before.items.items[i];
        bool is_gone = is_judged(build, &line) && !map_get(&now, line.path) &&
                       !build->is_listed_left_over[i];
        if (keeps_before || (!map_get(&now, line.path) && !is_gone)) listing_add(arena, out, line);
    }
}

static bool report_problem(Build *build, Text path, Text problem) {
    if (!problem.length) return true;
    report_not_written(&build->project->report, NO_SPAN, path, problem);
    return false;
}

static bool write_list(Build *build, Directory *directory, bool keeps_before) {
    Listing listing;
    list_after(build, keeps_before, &listing);
    Text bytes = listing_write(&build->project->arena, &listing);
    if (text_equal(bytes, build->listed)) return true;
    build->listed = bytes;
    return report_problem(build, LISTING_PATH, directory_write(directory, LISTING_PATH, bytes));
}

static bool write_item(Build *build, Directory *directory, Item *item) {
    Text problem = TEXT("");
    if (is_written(item)) {
        problem = directory_write(directory, item->path, item->bytes);
        if (!problem.length) item->change = RUNG_WRITTEN;
    } else if (is_removed(build, item)) {
        problem = directory_remove(directory, item->path);
        if (!problem.length) item->change = RUNG_REMOVED;
    }
    return report_problem(build, item->path, problem);
}

static bool write_items(Build *build) {
    Directory directory;
    Text problem = directory_open(&build->project->arena, build->out, &directory);
    if (problem.length) return report_problem(build, build->out, problem);
    bool has_work = false;
    for (uint32_t i = 0; i < build->items.count; i++)
        has_work = has_work || is_written(&build->items.items[i]) ||
                   is_removed(build, &build->items.items[i]);
    if (has_work && !write_list(build, &directory, true)) return false;
    for (uint32_t i = 0; i < build->items.count; i++)
        if (!write_item(build, &directory, &build->items.items[i])) return false;
    return write_list(build, &directory, false);
}

/* --- The request ---------------------------------------------------------------------------- */

/* Marks the lines of files that are left over and stay, so that the list keeps them. */
static void mark_left_overs(Build *build) {
    build->is_listed_left_over =
        arena_array(&build->project->arena, bool, build->before.items.count + 1);
    for (uint32_t i = 0; i < build->items.count; i++) {
        const Item *item = &build->items.items[i];
        if (item->output || build->request->prune) continue;
        for (uint32_t line = listing_first(&build->before, item->path); line;
             line = build->before.items.items[line - 1].next)
            build->is_listed_left_over[line - 1] = true;
    }
}

static void read_listing(Build *build) {
    Text text = TEXT("");
    Arena *arena = &build->project->arena;
    if (build->disk.read(build->disk.state, arena, LISTING_PATH, LIMIT_OUTPUT_BYTES, &text) !=
        FILE_OK)
        text = TEXT("");
    build->listed = text;
    listing_read(arena, text, &build->before);
}

static int compare_items(const void *a, const void *b) {
    return text_compare(((const Item *)a)->path, ((const Item *)b)->path);
}

/* What the caller sees of each file. */
static void publish(Build *build, const RungOutput **outputs, size_t *count) {
    Arena *arena = &build->project->arena;
    RungOutput *list = arena_array(arena, RungOutput, build->items.count + 1);
    for (uint32_t i = 0; i < build->items.count; i++) {
        const Item *item = &build->items.items[i];
        list[i] = (RungOutput){.path = text_c(arena, item->path), .unit = "", .environment = "",
                               .change = item->change};
        if (!item->output) continue;
        const Model *model = build->project->model;
        list[i].unit = text_c(arena, item->output->units[0]->name->text);
        list[i].environment =
            text_c(arena, model->environments[item->output->environment].name->text);
    }
    *outputs = list;
    *count = build->items.count;
}

static RungStatus finish(Build *build) {
    mark_left_overs(build);
    qsort(build->items.items, build->items.count, sizeof(Item), compare_items);
    uint32_t refused = build->request->is_check ? drift_report(build) : drift_refuse(build);
    if (refused) return RUNG_FINDINGS;
    if (build->request->is_check) return RUNG_OK;
    return write_items(build) ? RUNG_OK : RUNG_FAILED;
}

RungStatus rung_build(RungProject *project, const RungBuild *request, const RungOutput **outputs,
                      size_t *count) {
    *outputs = NULL;
    *count = 0;
    if (!session_compile(project)) return RUNG_FAILED;
    Build build = {.project = project, .request = request};
    RungStatus status = request_read(&build);
    if (status != RUNG_OK) return status;
    if (request_has_errors(&build)) return RUNG_FINDINGS;
    build.disk = files_of_directory(&project->arena, build.out);
    read_listing(&build);
    if (!add_outputs(&build)) return RUNG_FINDINGS;
    add_left_overs(&build);
    status = finish(&build);
    publish(&build, outputs, count);
    return status;
}

RungStatus rung_output(RungProject *project, const char *path, RungText *out) {
    *out = (RungText){"", 0};
    if (!session_compile(project)) return RUNG_FAILED;
    uint32_t count;
    const Output *outputs = plan_outputs(project->plan, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (!text_equal(outputs[i].path, text_of(path))) continue;
        Writer writer;
        writer_open(&writer, &project->arena, LIMIT_OUTPUT_BYTES);
        if (!emit_output(project->plan, &outputs[i], &writer)) return RUNG_FINDINGS;
        writer_char(&writer, '\0');
        *out = (RungText){writer.bytes, writer.length - 1};
        return RUNG_OK;
    }
    return RUNG_USAGE;
}
