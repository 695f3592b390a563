/* hostile.h - input that means harm: tables of it, and how a row is run.
 *
 * A row is a project of one large or strange file, made when it is run, and what `rung check` must
 * say about it. Each is checked by a process of its own with a limit on its memory, and killed when
 * it does not end. */
#ifndef RUNG_TESTS_HOSTILE_H
#define RUNG_TESTS_HOSTILE_H

#include "golden/golden.h"

/* Where the text of a row stands. */
typedef enum HostilePlace {
    HOSTILE_ALONE,    /* it is strategy.rung */
    HOSTILE_TOP,      /* behind a strategy with dev and prod */
    HOSTILE_ENVIRONS, /* the same with 250 environments */
    HOSTILE_STACK,    /* in the yaml block of a stack of these */
    HOSTILE_VALUES,   /* charts/web/values.yaml of a stack with a chart */
    HOSTILE_SCHEMA,   /* charts/web/values.schema.json */
    HOSTILE_CHART,    /* charts/web/Chart.yaml */
    HOSTILE_TEMPLATE, /* charts/web/templates/web.yaml */
    HOSTILE_MODULE    /* module/main.tf of a stack with a module */
} HostilePlace;

/* The text: `head`, then `each` so many times, then `tail`; the file is filled with
 * comment up to `size` bytes. In
 * `each` stands `{i}` for the number of the turn, from 0, and `{j}` for the next one. */
typedef struct Hostile {
    const char *name;
    HostilePlace place;
    const char *head, *each;
    uint32_t count;
    const char *tail;
    const char *expected; /* what the report holds; "" where nothing is wrong */
    size_t size;          /* 0: as it comes */
    const char *closing;  /* stands behind the tail as often as `each` before it; NULL */
} Hostile;

extern const Hostile hostile_sources[], hostile_values[], hostile_foreign[];
extern const size_t hostile_source_count, hostile_value_count, hostile_foreign_count;

/* Writes the project into a folder. */
void hostile_write(Arena *arena, const Hostile *row, const char *folder);

/* How a program ended. */
typedef struct HostileEnd {
    int status; /* of exit; -1 when a signal ended it */
    int signal;
    long kilobytes; /* at most in memory */
    Text output;    /* all that it printed */
} HostileEnd;

/* `rung check` of a folder, with limits. */
HostileEnd hostile_check(Arena *arena, const char *folder);

/* The first byte that must not reach a terminal; SIZE_MAX when there is none. */
size_t hostile_find_raw(Text output);

#endif
