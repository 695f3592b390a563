/* walk.h - finding the sources of a project, with what stood in the way. */
#ifndef RUNG_PROJECT_WALK_H
#define RUNG_PROJECT_WALK_H

#include "project/project.h"

/* A directory that could not be listed. */
typedef struct Unlisted {
    Text path;
    FileStatus status;
} Unlisted;

typedef struct Walk {
    ARRAY(Text) paths;  /* in byte order */
    ARRAY(Text) nested; /* directories of other projects, in byte order */
    ARRAY(Unlisted) unlisted;
    bool is_cut; /* there are more than LIMIT_SOURCE_FILES */
} Walk;

void walk_sources(Arena *arena, const Files *files, Walk *walk);

#endif
