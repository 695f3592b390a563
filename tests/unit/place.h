/* place.h - a directory of its own for tests that need a disk, gone afterwards. */
#ifndef RUNG_TEST_PLACE_H
#define RUNG_TEST_PLACE_H

#include "unit/unit.h"

#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Place {
    Arena arena;
    char root[PATH_MAX]; /* absolute, without symbolic links */
} Place;

static inline const char *place_path(Place *place, const char *name) {
    return text_c(&place->arena, text_format(&place->arena, "%s/%s", place->root, name));
}

static inline void place_directory(Place *place, const char *name) {
    assert_int_equal(mkdir(place_path(place, name), 0700), 0);
}

static inline void place_file(Place *place, const char *name, const char *text) {
    FILE *file = fopen(place_path(place, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static inline void place_link(Place *place, const char *target, const char *name) {
    assert_int_equal(symlink(target, place_path(place, name)), 0);
}

static inline int place_open(void **state) {
    Place *place = malloc(sizeof *place);
    char template[] = "/tmp/rung-test-XXXXXX";
    arena_open(&place->arena, &memory_standard);
    *state = place;
    if (mkdtemp(template) == NULL || realpath(template, place->root) == NULL) return -1;
    return 0;
}

static inline int place_remove(const char *path, const struct stat *status, int kind,
                               struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static inline int place_close(void **state) {
    Place *place = *state;
    nftw(place->root, place_remove, 16, FTW_DEPTH | FTW_PHYS);
    arena_close(&place->arena);
    free(place);
    return 0;
}

#endif
