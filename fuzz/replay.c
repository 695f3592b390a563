/* replay.c - runs inputs through a harness without any fuzzer: what was found once stays mended.
 *
 *     replay PATH...
 *
 * Every file, and every file below a directory, is one input. Each runs in a process of its own, so
 * that all that fail are named and one that hangs ends. The status is 1 where one failed. */
#include "grammar/corpus.h"
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* For one input: of processor time, since a busy machine takes any time for it; and of time, since
 * what waits for something uses no processor. */
enum { PROCESSOR_SECONDS = 60, SECONDS = 1200 };

/* Files that are named are inputs by themselves. */
static void add_path(Corpus *corpus, const char *path) {
    Text text;
    uint32_t before = corpus->files.count;
    corpus_add(corpus, path, TEXT(""));
    if (corpus->files.count == before && corpus_read(corpus->arena, path, &text))
        array_push(corpus->arena, &corpus->files, ((CorpusFile){text_of(path), text}));
}

/* In the child: the limits' signals end it like any other. */
static noreturn void run(Text input) {
    struct rlimit limit = {PROCESSOR_SECONDS, PROCESSOR_SECONDS};
    setrlimit(RLIMIT_CPU, &limit);
    alarm(SECONDS);
    LLVMFuzzerTestOneInput((const uint8_t *)input.bytes, input.length);
    exit(0);
}

static bool passes(const CorpusFile *file) {
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) run(file->text);
    if (child < 0 || waitpid(child, &status, 0) != child) {
        perror("replay");
        return false;
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
    fprintf(stderr, "FAIL %.*s: %s %d\n", TEXT_ARGS(file->path),
            WIFSIGNALED(status) ? "signal" : "status",
            WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    return false;
}

int main(int count, char **paths) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Corpus corpus = {.arena = &arena};
    unsigned failed = 0;
    for (int i = 1; i < count; i++)
        add_path(&corpus, paths[i]);
    for (uint32_t i = 0; i < corpus.files.count; i++)
        failed += !passes(&corpus.files.items[i]);
    printf("%u inputs, %u failed\n", corpus.files.count, failed);
    arena_close(&arena);
    return failed > 0;
}
