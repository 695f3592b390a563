/* hostile.c - makes the project of a row and runs `rung check` on it.
 *
 * Time is not measured: a machine may be busy. What a row does in a tenth of a second may take a
 * minute before it is killed, so only what would never end fails. Memory is measured, and limited
 * as well, so that a failing row does not take the machine with it. */
#define _DEFAULT_SOURCE /* wait4 */
#include "property/hostile.h"

#include "unit/sanitizer.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 60, ENVIRONMENTS = 250 };

/* --- The project ---------------------------------------------------------------------------- */

static const char strategy[] = "strategy shop {\n  rung = \"0.1\"\n}\n\n";
static const char few[] = "ladder dev -> prod\n\n"
                          "environments | dev           | prod {\n"
                          "  class      | nonproduction | production\n"
                          "}\n\n";
static const char with_chart[] =
    "stack web {\n  chart = \"charts/web\"\n  helm {\n    a = 1\n  }\n}\n";
static const char with_module[] =
    "stack web {\n  module = \"module\"\n  terraform {\n    a = 1\n  }\n}\n";

static void write_many(Writer *out) {
    writer_string(out, "environments ");
    for (int i = 0; i < ENVIRONMENTS; i++)
        writer_format(out, "| e%d ", i);
    writer_string(out, "{\n  class ");
    writer_repeat(out, ' ', 1);
    for (int i = 0; i < ENVIRONMENTS; i++)
        writer_string(out, "| production ");
    writer_string(out, "\n}\n\n");
}

/* One turn: the text with its numbers. */
static void write_each(Writer *out, const char *each, uint32_t turn) {
    for (const char *at = each; *at != '\0'; at++) {
        bool is_number = at[0] == '{' && (at[1] == 'i' || at[1] == 'j') && at[2] == '}';
        if (!is_number) {
            writer_char(out, *at);
            continue;
        }
        writer_text(out, text_of_integer(out->arena, turn + (at[1] == 'j')));
        at += 2;
    }
}

static void write_text(Writer *out, const Hostile *row) {
    writer_string(out, row->head);
    if (strchr(row->each, '{') == NULL) {
        for (uint32_t i = 0; i < row->count; i++)
            writer_string(out, row->each);
    } else {
        for (uint32_t i = 0; i < row->count; i++)
            write_each(out, row->each, i);
    }
    writer_string(out, row->tail);
    for (uint32_t i = 0; row->closing != NULL && i < row->count; i++)
        writer_string(out, row->closing);
    if (out->length < row->size) writer_repeat(out, '#', row->size - out->length);
}

static void write_source(Writer *out, const Hostile *row) {
    bool has_many = row->place == HOSTILE_ENVIRONS;
    bool is_stack = row->place == HOSTILE_STACK || has_many;
    if (row->place != HOSTILE_ALONE) writer_string(out, strategy);
    if (has_many)
        write_many(out);
    else if (row->place != HOSTILE_ALONE)
        writer_string(out, few);
    if (is_stack) writer_string(out, "stack web {\n  yaml {\n");
    write_text(out, row);
    if (is_stack) writer_string(out, "\n  }\n}\n");
}

static void put(Arena *arena, const char *folder, const char *path, Text text) {
    tree_write(arena, tree_join(arena, folder, path), text);
}

/* The strategy is harmless, and the file that it leads to is not. */
static void write_foreign(Arena *arena, const char *folder, const char *unit, const char *path,
                          Text text) {
    put(arena, folder, "strategy.rung", text_format(arena, "%s%s%s", strategy, few, unit));
    put(arena, folder, "charts/web/Chart.yaml",
        TEXT("apiVersion: v2\nname: web\nversion: 0.0.0\n"));
    put(arena, folder, path, text);
}

void hostile_write(Arena *arena, const Hostile *row, const char *folder) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    bool is_foreign = row->place >= HOSTILE_VALUES;
    if (is_foreign)
        write_text(&writer, row);
    else
        write_source(&writer, row);
    Text text = writer_done(&writer);
    switch (row->place) {
    case HOSTILE_ALONE:
    case HOSTILE_TOP:
    case HOSTILE_ENVIRONS:
    case HOSTILE_STACK: put(arena, folder, "strategy.rung", text); return;
    case HOSTILE_VALUES:
        write_foreign(arena, folder, with_chart, "charts/web/values.yaml", text);
        return;
    case HOSTILE_SCHEMA:
        write_foreign(arena, folder, with_chart, "charts/web/values.schema.json", text);
        return;
    case HOSTILE_CHART:
        write_foreign(arena, folder, with_chart, "charts/web/Chart.yaml", text);
        return;
    case HOSTILE_TEMPLATE:
        write_foreign(arena, folder, with_chart, "charts/web/templates/web.yaml", text);
        return;
    case HOSTILE_MODULE: write_foreign(arena, folder, with_module, "module/main.tf", text); return;
    }
    unreachable("HostilePlace");
}

/* --- The process ---------------------------------------------------------------------------- */

static void limit(int resource, rlim_t most) {
    const struct rlimit value = {most, most};
    setrlimit(resource, &value);
}

/* In the child. A sanitizer reserves more than any limit allows. */
static noreturn void become(const char *program, const char *folder, const char *output) {
    int out = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (out < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0) _exit(126);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, SECONDS);
    if (!IS_SANITIZED) limit(RLIMIT_AS, (rlim_t)1 << 30);
    execl(program, "rung", "check", folder, (char *)NULL);
    _exit(127);
}

HostileEnd hostile_check(Arena *arena, const char *folder) {
    const char *program = getenv("RUNG") ? getenv("RUNG") : "build/rung";
    const char *output = text_format(arena, "%s.output", folder).bytes;
    HostileEnd end = {.status = -1, .output = TEXT("")};
    struct rusage usage;
    int status = 0;
    pid_t child = fork();
    if (child == 0) become(program, folder, output);
    if (child < 0 || wait4(child, &status, 0, &usage) != child) return end;
    if (WIFEXITED(status)) end.status = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
    if (!IS_SANITIZED) end.kilobytes = usage.ru_maxrss;
    tree_read(arena, output, &end.output);
    unlink(output);
    return end;
}

size_t hostile_find_raw(Text output) {
    for (size_t at = 0; at < output.length;) {
        size_t start = at;
        int32_t code_point = utf8_next(output, &at);
        if (code_point == '\n') continue;
        if (code_point == UTF8_INVALID || utf8_is_unsafe(code_point)) return start;
    }
    return SIZE_MAX;
}
