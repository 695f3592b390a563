/* load.c - from a directory to a program: find the sources, read them, parse them, gather.
 *
 * Nothing stops at a mistake: a file that cannot be read is reported and left out, and the others
 * are loaded. Reading in byte order of paths makes every run say the same things in one order. */
#include "project/load.h"
#include "project/walk.h"

static const Text strategy_path = {"strategy.rung", 13};

/* A directory that cannot be searched is a warning; when it is the project itself, nothing was
 * found at all. */
static void report_walk(const Program *program, const Walk *walk) {
    for (uint32_t i = 0; i < walk->unlisted.count; i++) {
        const Unlisted *unlisted = &walk->unlisted.items[i];
        Text reason = text_of(file_status_describe(unlisted->status));
        bool is_root = unlisted->path.length == 0;
        Text path = is_root ? TEXT(".") : unlisted->path;
        Diagnostic *diagnostic = report_directory_not_read(program->report, NO_SPAN, path, reason);
        if (is_root) report_severity(diagnostic, SEVERITY_ERROR);
    }
    if (walk->is_cut) report_too_many_sources(program->report, NO_SPAN);
}

/* Reads one file, whose bytes are counted; false where it could not be read, which was reported. */
static bool read_file(const Program *program, Trees *trees, Text path, size_t *bytes) {
    Text text;
    FileStatus status = program->files->read(program->files->state, program->arena, path,
                                             LIMIT_SOURCE_BYTES, &text);
    if (status != FILE_OK) {
        Text reason = text_of(file_status_describe(status));
        Diagnostic *d = report_source_not_read(program->report, NO_SPAN, path, reason);
        if (status == FILE_TOO_LARGE) report_help(d, "a source has at most 16 MiB: split it");
        return false;
    }
    trees_add(trees, path, text);
    *bytes += text.length;
    return true;
}

/* Is there room for more? Where there are more files than there may be, none is read. */
static bool has_room(const Program *program, const Walk *walk, size_t bytes) {
    if (bytes > LIMIT_ALL_SOURCE_BYTES) report_too_much_source(program->report, NO_SPAN);
    return bytes <= LIMIT_ALL_SOURCE_BYTES && !walk->is_cut;
}

/* Reads every file; false when `strategy.rung` is one of those that are not read. */
static bool read_files(const Program *program, const Walk *walk, Trees *trees) {
    bool is_strategy_read = true;
    size_t bytes = 0;
    for (uint32_t i = 0; i < walk->paths.count; i++) {
        Text path = walk->paths.items[i];
        if (!has_room(program, walk, bytes)) return false;
        bool is_read = read_file(program, trees, path, &bytes);
        is_strategy_read &= is_read || !text_equal(path, strategy_path);
    }
    return is_strategy_read;
}

/* Every name space begins empty. */
static void open_declarations(Program *program) {
    Declarations *const all[] = {
        &program->ladders,       &program->environments,       &program->matrices,
        &program->types,         &program->categories,         &program->profiles,
        &program->units,         &program->policies,           &program->ledgers,
        &program->builtin_types, &program->builtin_categories,
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        map_open(&all[i]->by_name, program->arena);
    }
}

Program *project_load(Arena *arena, Names *names, Report *report, const Files *files,
                      bool is_alone) {
    Program *program = arena_new(arena, Program);
    program->arena = arena;
    program->names = names;
    program->sources = report->sources;
    program->report = report;
    program->files = files;
    open_declarations(program);
    builtin_collect(program);
    Walk walk;
    walk_sources(arena, files, &walk);
    report_walk(program, &walk);
    bool is_listed = walk.unlisted.count == 0 || walk.unlisted.items[0].path.length > 0;
    Trees *trees = trees_open(program, walk.paths.count, is_alone);
    bool is_strategy_read = read_files(program, &walk, trees);
    trees_close(trees);
    program_collect(program, is_strategy_read && is_listed);
    return program;
}

/* Files are few and the question is rare: the trees are simply looked through. */
bool program_file_has_errors(const Program *program, uint32_t file) {
    for (uint32_t i = 0; i < program->tree_count; i++) {
        if (program->trees[i]->file == file) return program->trees[i]->has_errors;
    }
    return false;
}
