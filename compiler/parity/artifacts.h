/* artifacts.h - what the files about charts and modules share: the attribute that names one, and
 * reading a directory of the project into memory, bounded. Private to this folder. */
#ifndef RUNG_PARITY_ARTIFACTS_H
#define RUNG_PARITY_ARTIFACTS_H

#include "parity/parity.h"

enum {
    LIMIT_ARTIFACT_FILES = 10000,                /* of one chart or module */
    LIMIT_ARTIFACT_BYTES = 64 * 1024 * 1024,     /* of all its files */
    LIMIT_ARTIFACT_DEPTH = 32,                   /* of directories in it */
    LIMIT_ALL_ARTIFACT_BYTES = 128 * 1024 * 1024 /* of all charts and modules of a project */
};

typedef struct Folder {
    const Files *files;
    Text path;              /* relative to the project's root */
    Text only;              /* files whose name holds this; "" for all */
    bool is_deep;           /* with the directories below it */
    Text hidden;            /* the one name that begins with a dot and counts all the same; "" */
    size_t room;            /* bytes that it may have at the most */
    bool has_hidden;        /* with what begins with a dot, but git's */
    ARRAY(ChartFile) items; /* in byte order of their paths */
    size_t bytes;
    bool is_out_of_room; /* has more bytes than there is room for */
    bool is_too_large;   /* beyond this or another limit; what was read so far is no folder */
} Folder;

/* Reads the files of a directory. A status other than FILE_OK is that of the directory itself; a
 * file in it that cannot be read is left out. */
FileStatus folder_read(Arena *arena, Folder *folder);

/* The text of `chart` or `module` in all environments of a unit; "" where it is not stated, is no
 * text, or is not the same everywhere (P0002). */
Text artifacts_attribute(const Matrix *matrix, const Unit *unit, UnitAttributeKind kind);

#endif
