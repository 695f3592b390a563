/* compare.c - what a build would make, beside what is there.
 *
 * Every file is made in memory and compared with the disk and with `.rung/outputs`, which says what
 * was written last. A file that differs from both was edited by hand; one that is not listed is
 * somebody else's. What the list knows twice was left by a merge or by a build that was killed, and
 * what has conflict markers was left by git: nobody wants to keep either. */
#include "library/build.h"

#include <stdlib.h>

/* --- What is there -------------------------------------------------------------------------- */

bool compare_has_conflict(Text text) {
    bool opens =
        text_starts_with(text, TEXT("<<<<<<< ")) || text_contains(text, TEXT("\n<<<<<<< "));
    return opens && text_contains(text, TEXT("\n>>>>>>> "));
}

/* Of a listed file that differs from what would be written: may it be replaced? In the index the list
 * may be newer than the file. */
static RungChange classify_listed(Build *build, uint32_t line, Text bytes) {
    const Listed *listed = &build->before.items.items[line - 1];
    if (listed->next || compare_has_conflict(bytes)) return RUNG_STALE;
    Text hash = listing_hash(&build->project->arena, bytes);
    bool is_ours = text_equal(listed->hash, hash) || staging_was_built(build, listed->path, hash);
    return is_ours ? RUNG_STALE : RUNG_EDITED;
}

static RungChange classify(Build *build, const Item *item, Text there) {
    if (item->status == FILE_MISSING) return RUNG_MISSING;
    if (item->status == FILE_OK && text_equal(there, item->bytes)) return RUNG_UNCHANGED;
    uint32_t line = listing_first(&build->before, item->path);
    if (!line || item->status != FILE_OK) return RUNG_FOREIGN;
    return classify_listed(build, line, there);
}

/* Known without reading where the files are git's. */
static bool is_known_same(const Build *build, const Item *item) {
    const Files *disk = &build->disk;
    return disk->holds && disk->holds(disk->state, item->path, item->bytes);
}

FileStatus compare_read(Build *build, Text path, Arena *arena, Text *out) {
    return build->disk.read(build->disk.state, arena, path, LIMIT_OUTPUT_BYTES, out);
}

/* --- The outputs that were asked for -------------------------------------------------------- */

/* `preview(pr=123)`: how the list names the environment of a file that comes and goes. The value is
 * as paths have it, so that one environment has one name. */
Text compare_environment(const Build *build, uint32_t index) {
    const Environment *environment = &build->project->model->environments[index];
    if (!environment->is_ephemeral) return TEXT("");
    Text name = environment->name->text;
    Text text = matrix_environment_text(build->project->matrix, index);
    Text value = text_slice(text, name.length + 1, text.length);
    return text_format(&build->project->arena, "%.*s(%.*s=%.*s)", TEXT_ARGS(name),
                       TEXT_ARGS(environment->parameter->text), TEXT_ARGS(value));
}

static RungChange compare_there(Build *build, Item *item, const AheadFile *ahead) {
    Text there = ahead ? ahead->bytes : TEXT("");
    ArenaMark mark = arena_mark(build->scratch);
    item->status = ahead ? ahead->status : compare_read(build, item->path, build->scratch, &there);
    RungChange change = classify(build, item, there);
    arena_reset(build->scratch, mark); /* a file may have 64 MiB, a batch hundreds of files */
    return change;
}

/* What was made of one output, beside what is there. Only what will be written is kept. */
static void add_item(Build *build, const Made *made, uint32_t i, bool is_looked_at) {
    Arena *arena = &build->project->arena;
    const Output *output = made->outputs[i];
    Text bytes = made->bytes[i];
    Item item = {.output = output, .path = output->path, .bytes = bytes};
    bool is_held = is_looked_at ? made->is_held[i] : is_known_same(build, &item);
    item.change =
        is_held ? RUNG_UNCHANGED : compare_there(build, &item, ahead_file(build->ahead, i));
    Text hash = listing_hash(arena, bytes);
    item.listed = (Listed){output->path, hash, compare_environment(build, output->environment), 0};
    item.bytes = item.change == RUNG_UNCHANGED ? TEXT("") : text_copy(arena, bytes);
    array_push(arena, &build->items, item);
}

/* False where something was reported about one of them. */
static bool add_made(Build *build, const Made *made, bool is_looked_at) {
    bool is_whole = true;
    for (uint32_t i = 0; i < made->count; i++) {
        is_whole = is_whole && made->bytes[i].bytes;
        if (made->bytes[i].bytes) add_item(build, made, i, is_looked_at);
    }
    return is_whole;
}

bool compare_takes(Build *build, Text there) {
    build->read_back += there.length;
    return build->read_back <= READ_BACK_BYTES;
}

/* The bytes of one output; no pointer where something was reported about it. */
static Text make_output(const Build *build, const Output *output) {
    Writer writer;
    writer_open(&writer, build->scratch, LIMIT_OUTPUT_BYTES);
    bool is_whole = emit_output(build->plan, output, &writer);
    return is_whole ? writer_done(&writer) : (Text){NULL, 0};
}

/* Makes the next outputs that were asked for, while what is on disk is read; false where there are
 * none left. Memory is used again: most builds find most files as they should be. */
static bool make_next(Build *build, uint32_t *index, Made *made) {
    const Output *output;
    arena_reset(made->arena, (ArenaMark){0});
    build->scratch = made->arena;
    made->count = 0;
    while (made->count < MADE_MOST && (output = plan_next(build->plan, index)))
        if (request_has(build, output)) made->outputs[made->count++] = output;
    ahead_start(build->ahead, made->outputs, made->count);
    for (uint32_t i = 0; i < made->count; i++)
        made->bytes[i] = make_output(build, made->outputs[i]);
    ahead_finish(build->ahead);
    return made->count > 0;
}

/* What a thread looks at is compared when the next ones are made, hence two in turn. */
static bool add_each(Build *build, Held *held, Made *made) {
    uint32_t index = 0;
    bool is_whole = true;
    const Made *waiting = NULL;
    for (uint32_t turn = 0; make_next(build, &index, &made[turn]); turn = 1 - turn) {
        held_wait(held);
        if (waiting) is_whole = add_made(build, waiting, true) && is_whole;
        waiting = held_start(held, &made[turn]) ? &made[turn] : NULL;
        if (!waiting) is_whole = add_made(build, &made[turn], false) && is_whole;
        ahead_forget(build->ahead);
    }
    held_wait(held);
    if (waiting) is_whole = add_made(build, waiting, true) && is_whole;
    return is_whole;
}

static bool add_outputs(Build *build) {
    Arena *arena = &build->project->arena;
    Made *made = arena_array(arena, Made, 2);
    for (int i = 0; i < 2; i++)
        made[i].arena = arena_child(arena);
    build->ahead = ahead_open(build);
    bool is_whole = add_each(build, held_open(build), made);
    ahead_close(build->ahead);
    for (int i = 0; i < 2; i++)
        arena_close(made[i].arena);
    return is_whole;
}

/* --- What is left over ---------------------------------------------------------------------- */

/* All lines of lasting environments in a build of everything, those of an ephemeral one where that
 * is built. */
bool compare_is_judged(const Build *build, const Listed *line) {
    if (!line->origin.length) return build->is_everything;
    if (build->asked) return false;
    for (uint32_t i = 0; i < build->project->model->environment_count; i++)
        if (set_has(&build->environments, i) &&
            text_equal(line->origin, compare_environment(build, i)))
            return true;
    return false;
}

/* Only a file that is as it was written is removed without being told to. */
static void add_left_over(Build *build, const Listed *line) {
    Item item = {.path = line->path, .listed = *line};
    Text there;
    Arena *scratch = arena_child(&build->project->arena);
    item.status = compare_read(build, line->path, scratch, &there);
    uint32_t first = listing_first(&build->before, line->path);
    bool is_ours = item.status == FILE_OK && classify_listed(build, first, there) == RUNG_STALE;
    arena_close(scratch);
    if (item.status == FILE_MISSING) return;
    item.change = is_ours || !build->request->prune ? RUNG_LEFT_OVER : RUNG_EDITED;
    array_push(&build->project->arena, &build->items, item);
}

static void add_left_overs(Build *build) {
    for (uint32_t i = 0; i < build->before.items.count; i++) {
        const Listed *line = &build->before.items.items[i];
        bool is_first = listing_first(&build->before, line->path) == i + 1;
        if (is_first && compare_is_judged(build, line) && !plan_is_output(build->plan, line->path))
            add_left_over(build, line);
    }
}

/* --- Both ----------------------------------------------------------------------------------- */

/* A list that is there and cannot be read would make every file somebody else's. */
static bool read_listing(Build *build) {
    FileStatus status = compare_read(build, LISTING_PATH, &build->project->arena, &build->listed);
    if (status == FILE_MISSING) build->listed = TEXT("");
    listing_read(&build->project->arena, build->listed, &build->before);
    if (status == FILE_OK || status == FILE_MISSING) return true;
    Text reason = text_of(file_status_describe(status));
    report_unreadable(&build->project->report, NO_SPAN, LISTING_PATH, reason);
    return false;
}

static int compare_items(const void *a, const void *b) {
    return text_compare(((const Item *)a)->path, ((const Item *)b)->path);
}

static void sort_items(Build *build) {
    uint32_t count = build->items.count;
    if (count) qsort(build->items.items, count, sizeof(Item), compare_items);
    map_open(&build->by_path, &build->project->arena);
    for (uint32_t i = 0; i < count; i++)
        map_put(&build->by_path, build->items.items[i].path, &build->items.items[i]);
}

RungStatus compare_files(Build *build) {
    RungProject *project = build->project;
    Files there = files_of_directory(&project->arena, build->out);
    build->disk = project->git ? project->files : watch_files(project, there);
    if (!read_listing(build)) return RUNG_FAILED;
    if (!add_outputs(build)) {
        project->concern = CONCERN_PROGRAM;
        build->items.count = 0;
        return RUNG_FINDINGS;
    }
    add_left_overs(build);
    if (watch_has_failed(project)) return watch_report(project);
    sort_items(build);
    return RUNG_OK;
}
