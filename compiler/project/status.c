/* status.c - what happened to a file, in words that follow its path in a sentence. */
#include "project/project.h"

const char *file_status_describe(FileStatus status) {
    switch (status) {
    case FILE_OK: return "can be read";
    case FILE_MISSING: return "is not there";
    case FILE_DENIED:
        return "cannot be read: permission denied, or a symbolic link leaves the project";
    case FILE_TOO_LARGE: return "is too large";
    case FILE_NOT_A_FILE: return "is no file";
    case FILE_FAILED: return "cannot be read: the system reports a failure";
    }
    unreachable("FileStatus");
}
