/* embedder.h - a program that uses the library as others would: in what C and C++ have in common,
 * with rung.h and nothing else. test_api.c runs it as C and has it compiled as C++. */
#ifndef RUNG_TEST_EMBEDDER_H
#define RUNG_TEST_EMBEDDER_H

#include "rung.h"

#include <string.h>

/* Checks one source and gives the bytes of one output; the status says how it went. The text lives
 * as long as the project. */
static RungStatus embedder_run(const char *source, const char *path, RungProject **project,
                               RungText *out) {
    RungFile file;
    RungOptions options;
    memset(&options, 0, sizeof options);
    file.path = "strategy.rung";
    file.text = source;
    file.length = strlen(source);
    *project = rung_open_memory(&file, 1, &options);
    RungStatus status = rung_check(*project);
    if (status != RUNG_OK) {
        *out = rung_report(*project, RUNG_REPORT_TEXT, NULL);
        return status;
    }
    return rung_output(*project, path, out);
}

#endif
