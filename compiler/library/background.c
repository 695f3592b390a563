/* background.c - compiling a project in a thread of its own, while another one is compiled here.
 *
 * Projects share nothing, so there is nothing to guard: whoever needs the project waits for the end
 * of the thread first. What comes out is the same byte for byte, with and without a thread, which is
 * why a machine that has none left is no failure. */
#include "library/library.h"

#include <pthread.h>

struct Background {
    pthread_t thread;
};

static void *run(void *state) {
    session_compile(state);
    return NULL;
}

void rung_begin(RungProject *project) {
    if (!project->is_found || project->is_compiled || project->background) return;
    Background *background = arena_new(&project->arena, Background);
    project->is_beside = true;
    if (pthread_create(&background->thread, NULL, run, project) == 0)
        project->background = background;
}

void session_wait(RungProject *project) {
    Background *background = project->background;
    if (!background) return;
    project->background = NULL;
    pthread_join(background->thread, NULL);
}
