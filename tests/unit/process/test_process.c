/* test_process.c - programs that are started: what they are told, what they say, and how they end. The
 * programs are lines for the shell, which every system with these tests has. */
#include "unit/unit.h"

#include "process/process.h"

#include <signal.h>

/* `sh -c LINE`. */
typedef struct Line {
    const char *arguments[4];
    ProcessCall call;
} Line;

static ProcessCall *line_of(Line *line, const char *text) {
    *line = (Line){.arguments = {"sh", "-c", text, NULL}};
    line->call.arguments = line->arguments;
    return &line->call;
}

static int run_line(Arena *arena, const char *text, size_t limit, Text *out) {
    Line line;
    return process_run(arena, line_of(&line, text), limit, out);
}

/* --- One answer ----------------------------------------------------------------------------- */

static void gives_output_and_status(void **state) {
    Text out;
    assert_int_equal(run_line(*state, "echo one; echo two", 100, &out), 0);
    assert_text(out, "one\ntwo\n");
    assert_int_equal(run_line(*state, "echo no; exit 7", 100, &out), 7);
    assert_text(out, "no\n");
}

static void gives_no_input(void **state) {
    Text out;
    assert_int_equal(run_line(*state, "cat; echo end", 100, &out), 0);
    assert_text(out, "end\n");
}

static void tells_where_errors_go(void **state) {
    Line line;
    Text out;
    ProcessCall *call = line_of(&line, "echo wrong >&2; echo right");
    assert_int_equal(process_run(*state, call, 100, &out), 0);
    assert_text(out, "right\n");
    call->errors = PROCESS_ERRORS_WITH_OUTPUT;
    assert_int_equal(process_run(*state, call, 100, &out), 0);
    assert_text(out, "wrong\nright\n");
}

/* Arguments are no words of a shell. */
static void passes_arguments_as_they_are(void **state) {
    static const char *const arguments[] = {"printf", "%s|", "a b", "$HOME", "`id`", "", NULL};
    ProcessCall call = {.arguments = arguments};
    Text out;
    assert_int_equal(process_run(*state, &call, 100, &out), 0);
    assert_text(out, "a b|$HOME|`id`||");
}

static void replaces_variables(void **state) {
    static const char *const environment[] = {"RUNG_ONE=1", "RUNG_TWO=", NULL};
    Line line;
    Text out;
    ProcessCall *call = line_of(&line, "echo \"$RUNG_ONE-$RUNG_TWO-$RUNG_THREE\"");
    call->environment = environment;
    setenv("RUNG_ONE", "0", 1);
    setenv("RUNG_THREE", "3", 1);
    assert_int_equal(process_run(*state, call, 100, &out), 0);
    assert_text(out, "1--3\n");
    call->environment = NULL;
    assert_int_equal(process_run(*state, call, 100, &out), 0);
    assert_text(out, "0--3\n");
}

static void stops_at_the_limit(void **state) {
    Text out;
    assert_int_equal(run_line(*state, "yes", 1000, &out), PROCESS_TOO_MUCH);
    assert_text(out, "");
}

/* A machine without vfork, as valgrind is one, starts a program before it knows whether there is any. */
static void assert_not_there(int status) {
    assert_true(status == PROCESS_NOT_RUN || status == PROCESS_STATUS_NOT_FOUND);
}

static void says_how_it_ended(void **state) {
    static const char *const arguments[] = {"rung-no-such-program", NULL};
    ProcessCall call = {.arguments = arguments};
    Text out;
    assert_not_there(process_run(*state, &call, 100, &out));
    assert_int_equal(run_line(*state, "kill -9 $$", 100, &out), PROCESS_ENDED);
}

/* What its caller blocks for a while would be blocked in it for good. */
static void begins_without_blocked_signals(void **state) {
    sigset_t blocked, before;
    Text out;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    int status = run_line(*state, "kill -TERM $$; sleep 1; echo deaf", 100, &out);
    sigprocmask(SIG_SETMASK, &before, NULL);
    assert_int_equal(status, PROCESS_ENDED);
}

static void talks(void **state) {
    Line line;
    Process process;
    char bytes[100];
    assert_true(
        process_start(*state, line_of(&line, "read -r word && echo \"<$word>\""), &process));
    assert_true(process_send(&process, TEXT("hello\n")));
    ssize_t count = process_receive(&process, bytes, sizeof bytes);
    assert_text(((Text){bytes, (size_t)count}), "<hello>\n");
    assert_int_equal(process_end(&process), 0);
}

/* --- Several at once ------------------------------------------------------------------------ */

static void hear(Arena *arena, const char *text, Hearing *out) {
    Line line;
    hearing_open(arena, line_of(&line, text), 100000, 20, out);
}

static void wait_for_all(Hearing *const *hearings, size_t count) {
    for (size_t left = count; left > 0;) {
        hearing_wait(hearings, count, 10000);
        left = 0;
        for (size_t i = 0; i < count; i++)
            left += !hearings[i]->is_over;
    }
}

/* The first cannot end before the second has, and says more than a socket holds. */
static void hears_several(void **state) {
    char fifo[] = "/tmp/rung-test-XXXXXX";
    Hearing first, second;
    Hearing *const both[] = {&first, &second};
    assert_non_null(mkdtemp(fifo));
    Text wait = text_format(*state,
                            "echo bad >&2; head -c 90000 /dev/zero; until [ -e %s/done ]; "
                            "do sleep 0.01; done; exit 3",
                            fifo);
    hear(*state, wait.bytes, &first);
    hear(*state, text_format(*state, "echo good; touch %s/done", fifo).bytes, &second);
    wait_for_all(both, 2);
    assert_int_equal(first.status, 3);
    assert_int_equal(first.output.length, 90000);
    assert_text(writer_done(&first.errors), "bad\n");
    assert_int_equal(second.status, 0);
    assert_text(writer_done(&second.output), "good\n");
    assert_int_equal(system(text_format(*state, "rm -r %s", fifo).bytes), 0);
}

/* Output beyond the limit ends it; errors beyond theirs are forgotten. */
static void hears_within_limits(void **state) {
    Hearing hearing;
    Hearing *const one[] = {&hearing};
    hear(*state, "yes", &hearing);
    wait_for_all(one, 1);
    assert_int_equal(hearing.status, PROCESS_TOO_MUCH);
    hear(*state, "yes no | head -c 200000 >&2; echo fine", &hearing);
    wait_for_all(one, 1);
    assert_int_equal(hearing.status, 0);
    assert_text(writer_done(&hearing.output), "fine\n");
    assert_text(writer_done(&hearing.errors), "no\nno\nno\nno\nno\nno\nno");
}

static void hears_what_is_not_there(void **state) {
    static const char *const arguments[] = {"rung-no-such-program", NULL};
    ProcessCall call = {.arguments = arguments};
    Hearing hearing;
    Hearing *const one[] = {&hearing, NULL};
    hearing_open(*state, &call, 100, 100, &hearing);
    hearing_wait(one, 2, 10000);
    assert_true(hearing.is_over);
    assert_not_there(hearing.status);
    hearing_abandon(&hearing);
}

/* One that says nothing is not waited for longer than told. */
static void gives_up(void **state) {
    Hearing hearing;
    Hearing *const one[] = {&hearing};
    hear(*state, "exec sleep 1000", &hearing);
    hearing_wait(one, 1, 10);
    assert_false(hearing.is_over);
    hearing_abandon(&hearing);
    assert_int_equal(hearing.status, PROCESS_ENDED);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(gives_output_and_status),
                                       cmocka_unit_test(gives_no_input),
                                       cmocka_unit_test(tells_where_errors_go),
                                       cmocka_unit_test(passes_arguments_as_they_are),
                                       cmocka_unit_test(replaces_variables),
                                       cmocka_unit_test(stops_at_the_limit),
                                       cmocka_unit_test(says_how_it_ended),
                                       cmocka_unit_test(begins_without_blocked_signals),
                                       cmocka_unit_test(talks),
                                       cmocka_unit_test(hears_several),
                                       cmocka_unit_test(hears_within_limits),
                                       cmocka_unit_test(hears_what_is_not_there),
                                       cmocka_unit_test(gives_up)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
