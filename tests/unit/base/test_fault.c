/* test_fault.c - how the program ends when something of ours is broken: in a child, whose status
 * and last words are looked at. */
#include "unit/unit.h"

#include <sys/wait.h>
#include <unistd.h>

typedef void Ending(void);

/* Runs `ending` in a child; gives its exit status and what it wrote to standard error. */
static int status_of(Ending *ending, char *words, size_t size) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        ending();
        _exit(0);
    }
    close(ends[1]);
    size_t length = 0;
    ssize_t got;
    while ((got = read(ends[0], words + length, size - 1 - length)) > 0)
        length += (size_t)got;
    words[length] = '\0';
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void break_invariant(void) {
    volatile int one = 1;
    ensure(one == 2);
}

static void reach_unreachable(void) {
    unreachable("Fruit");
}

static void keep_invariant(void) {
    volatile int one = 1;
    ensure(one == 1);
}

static void run_out(void) {
    memory_standard.exhausted(memory_standard.state);
}

static void return_from_exhausted(void *state) {
    (void)state;
}

static void *refuse(void *state, size_t size) {
    (void)state;
    (void)size;
    return NULL;
}

static void break_promise(void) {
    const Allocator liar = {.allocate = refuse, .exhausted = return_from_exhausted};
    Arena arena;
    arena_open(&arena, &liar);
    arena_alloc(&arena, 1, 1);
}

static void ends_with_status_and_place(void **state) {
    (void)state;
    char words[1000];
    assert_int_equal(status_of(break_invariant, words, sizeof words), STATUS_INTERNAL);
    assert_non_null(strstr(words, "test_fault.c:"));
    assert_non_null(strstr(words, ": one == 2\n"));
    assert_non_null(strstr(words, "report it"));
    assert_int_equal(status_of(reach_unreachable, words, sizeof words), STATUS_INTERNAL);
    assert_non_null(strstr(words, "unreachable: Fruit"));
    assert_int_equal(status_of(keep_invariant, words, sizeof words), 0);
    assert_string_equal(words, "");
}

static void ends_without_memory(void **state) {
    (void)state;
    char words[1000];
    assert_int_equal(status_of(run_out, words, sizeof words), STATUS_INTERNAL);
    assert_string_equal(words, "rung: out of memory\n");
    assert_int_equal(status_of(break_promise, words, sizeof words), STATUS_INTERNAL);
    assert_non_null(strstr(words, "`exhausted` returned"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_with_status_and_place),
        cmocka_unit_test(ends_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
