/* test_writing.c - files on disk: whole or not at all, never outside of the directory, and one run
 * at a time. */
#include "library_unit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A directory of our own, open for writing. */
static const char *open_scratch(Arena *arena, Directory *directory) {
    const char *root = tree_scratch(arena);
    assert_text(directory_open(arena, text_of(root), directory), "");
    return root;
}

static void close_scratch(Arena *arena, const char *root, Directory *directory) {
    directory_close(directory);
    tree_remove(arena, root);
}

static mode_t mode_of(Arena *arena, const char *root, const char *path) {
    struct stat status;
    assert_int_equal(lstat(tree_join(arena, root, path), &status), 0);
    return status.st_mode;
}

static void link_to(Arena *arena, const char *target, const char *root, const char *path) {
    assert_int_equal(symlink(target, tree_join(arena, root, path)), 0);
}

static void files_are_written_and_replaced(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = open_scratch(arena, &directory);
    assert_text(directory_write(&directory, TEXT("a/b/c"), TEXT("one")), "");
    assert_text(directory_write(&directory, TEXT("a/b/d"), TEXT("")), "");
    assert_text(directory_write(&directory, TEXT("e"), TEXT("two")), "");
    assert_text(directory_write(&directory, TEXT("a/b/c"), TEXT("three")), "");
    assert_text(list_files(arena, root), "a/b/c a/b/d e ");
    assert_text(read_text(arena, root, "a/b/c"), "three");
    assert_text(read_text(arena, root, "a/b/d"), "");
    assert_text(read_text(arena, root, "e"), "two");
    close_scratch(arena, root, &directory);
}

static void permissions_are_kept(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = open_scratch(arena, &directory);
    mode_t mask = umask(022);
    directory_write(&directory, TEXT("a"), TEXT("one"));
    assert_int_equal(mode_of(arena, root, "a") & 07777, 0644);
    assert_int_equal(chmod(tree_join(arena, root, "a"), 0600), 0);
    directory_write(&directory, TEXT("a"), TEXT("two"));
    assert_int_equal(mode_of(arena, root, "a") & 07777, 0600);
    assert_text(read_text(arena, root, "a"), "two");
    umask(mask);
    close_scratch(arena, root, &directory);
}

static void the_directory_is_made(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = tree_scratch(arena);
    Text below = text_of(tree_join(arena, root, "x/y/z"));
    assert_text(directory_open(arena, below, &directory), "");
    assert_text(directory_write(&directory, TEXT("a"), TEXT("one")), "");
    directory_close(&directory);
    assert_text(list_files(arena, root), "x/y/z/a ");
    Text file = text_of(tree_join(arena, root, "x/y/z/a"));
    assert_text(directory_open(arena, file, &directory), "Not a directory");
    directory_close(&directory);
    Text inside = text_of(tree_join(arena, root, "x/y/z/a/b"));
    assert_text(directory_open(arena, inside, &directory), "Not a directory");
    close_scratch(arena, root, &directory);
}

/* A link on the way is followed where it stays inside. */
static void links_on_the_way(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *outside = tree_scratch(arena);
    const char *root = open_scratch(arena, &directory);
    directory_write(&directory, TEXT("real/a"), TEXT("one"));
    link_to(arena, "real", root, "inside");
    link_to(arena, outside, root, "outside");
    link_to(arena, "nowhere", root, "lost");
    assert_text(directory_write(&directory, TEXT("inside/b"), TEXT("two")), "");
    assert_text(read_text(arena, root, "real/b"), "two");
    assert_text(directory_write(&directory, TEXT("outside/b"), TEXT("two")),
                "a symbolic link of its path leaves the output directory");
    assert_text(directory_write(&directory, TEXT("inside/deep/c"), TEXT("three")), "");
    assert_text(directory_write(&directory, TEXT("lost/b"), TEXT("two")),
                "No such file or directory");
    write_text(arena, outside, "b", "precious");
    assert_text(directory_remove(&directory, TEXT("outside/b")),
                "a symbolic link of its path leaves the output directory");
    assert_text(read_text(arena, outside, "b"), "precious");
    assert_text(list_files(arena, outside), "b ");
    tree_remove(arena, outside);
    close_scratch(arena, root, &directory);
}

/* `/srv/ab` is not in `/srv/a`. */
static void a_neighbour_is_outside(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = tree_scratch(arena);
    write_text(arena, root, "ab/precious", "precious");
    assert_text(directory_open(arena, text_of(tree_join(arena, root, "a")), &directory), "");
    link_to(arena, "../ab", root, "a/link");
    assert_text(directory_write(&directory, TEXT("link/precious"), TEXT("one")),
                "a symbolic link of its path leaves the output directory");
    assert_text(read_text(arena, root, "ab/precious"), "precious");
    close_scratch(arena, root, &directory);
}

/* A link in the place of the file is replaced, and what it led to is left alone. */
static void a_link_is_never_written_through(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = open_scratch(arena, &directory);
    write_text(arena, root, "target", "precious");
    link_to(arena, "target", root, "link");
    link_to(arena, "nowhere", root, "lost");
    assert_text(directory_write(&directory, TEXT("link"), TEXT("one")), "");
    assert_text(directory_write(&directory, TEXT("lost"), TEXT("two")), "");
    assert_text(read_text(arena, root, "target"), "precious");
    assert_true(S_ISREG(mode_of(arena, root, "link")) && S_ISREG(mode_of(arena, root, "lost")));
    assert_text(list_files(arena, root), "link lost target ");
    close_scratch(arena, root, &directory);
}

static void links_can_be_followed(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = open_scratch(arena, &directory);
    write_text(arena, root, "deep/target", "one");
    link_to(arena, "deep/target", root, "inside");
    link_to(arena, "/etc/hostname", root, "outside");
    link_to(arena, "nowhere", root, "lost");
    assert_text(directory_follow(&directory, TEXT("inside")), "deep/target");
    assert_text(directory_follow(&directory, TEXT("outside")), "outside");
    assert_text(directory_follow(&directory, TEXT("lost")), "lost");
    assert_text(directory_follow(&directory, TEXT("deep/target")), "deep/target");
    assert_text(directory_follow(&directory, TEXT("nothing")), "nothing");
    close_scratch(arena, root, &directory);
}

static void what_is_in_the_way_stays(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = open_scratch(arena, &directory);
    write_text(arena, root, "file", "mine");
    write_text(arena, root, "directory/file", "mine");
    assert_text(directory_write(&directory, TEXT("file/a"), TEXT("one")),
                "a part of its path is a file");
    assert_text(directory_write(&directory, TEXT("directory"), TEXT("one")), "Is a directory");
    assert_text(list_files(arena, root), "directory/file file ");
    assert_text(read_text(arena, root, "file"), "mine");
    close_scratch(arena, root, &directory);
}

/* Directories that become empty go too, as far as they are. What somebody else has removed meanwhile is
 * removed. */
static void files_are_removed(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = open_scratch(arena, &directory);
    directory_write(&directory, TEXT("a/b/c"), TEXT("one"));
    directory_write(&directory, TEXT("a/d"), TEXT("two"));
    assert_text(directory_remove(&directory, TEXT("a/b/c")), "");
    assert_text(list_files(arena, root), "a/d ");
    assert_int_not_equal(access(tree_join(arena, root, "a/b"), F_OK), 0);
    assert_text(directory_write(&directory, TEXT("a/b/c"), TEXT("again")), "");
    assert_text(directory_remove(&directory, TEXT("a/nothing")), "");
    assert_text(directory_remove(&directory, TEXT("x/nothing")), "No such file or directory");
    assert_text(directory_remove(&directory, TEXT("a/b/c")), "");
    assert_text(directory_remove(&directory, TEXT("a/d")), "");
    assert_text(list_files(arena, root), "");
    assert_int_equal(access(root, F_OK), 0);
    close_scratch(arena, root, &directory);
}

/* What a killed run has left is used again; without a lock it could be another run's. */
static void temporary_files_of_others(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = open_scratch(arena, &directory);
    write_text(arena, root, "a/.rung-new", "half of a fi");
    assert_true(directory.lock >= 0);
    assert_text(directory_write(&directory, TEXT("a/b"), TEXT("one")), "");
    assert_text(list_files(arena, root), "a/b ");
    directory_close(&directory);
    write_text(arena, root, "a/.rung-new", "of another run");
    assert_text(directory_write(&directory, TEXT("a/b"), TEXT("two")), "");
    assert_text(list_files(arena, root), "a/.rung-new a/b ");
    assert_text(read_text(arena, root, "a/.rung-new"), "of another run");
    assert_text(read_text(arena, root, "a/b"), "two");
    tree_remove(arena, root);
}

/* Each has a temporary name of its own, and what a killed run has left of either is cleared away. */
static void two_write_at_a_time(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = open_scratch(arena, &directory);
    Directory beside = directory_beside(&directory, arena);
    write_text(arena, root, "a/.rung-new", "of the first");
    assert_text(directory_write(&beside, TEXT("a/b"), TEXT("one")), "");
    assert_text(list_files(arena, root), "a/.rung-new a/b ");
    write_text(arena, root, "a/.rung-new-1", "of the second");
    assert_text(directory_write(&directory, TEXT("a/c"), TEXT("two")), "");
    assert_text(list_files(arena, root), "a/.rung-new-1 a/b a/c ");
    write_text(arena, root, "a/.rung-new", "half of a fi");
    directory_clear(&directory, TEXT("a/b"), false);
    assert_text(list_files(arena, root), "a/b a/c ");
    close_scratch(arena, root, &directory);
}

/* What cannot be taken away is in the place of its temporary file: the other's is left alone still. */
static void a_taken_name_is_no_reason_to_take_another(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = open_scratch(arena, &directory);
    write_text(arena, root, "a/.rung-new/in the way", "");
    write_text(arena, root, "a/.rung-new-1", "of the second");
    assert_text(directory_write(&directory, TEXT("a/b"), TEXT("one")), "");
    assert_text(read_text(arena, root, "a/.rung-new-1"), "of the second");
    assert_text(list_files(arena, root), "a/.rung-new-1 a/.rung-new/in the way a/b ");
    close_scratch(arena, root, &directory);
}

/* The machine refuses: nothing is left behind. For root nothing is read-only, so the test is run as
 * somebody else. */
static void read_only_directories(void **state) {
    Arena *arena = *state;

    enum { SOMEBODY = 65534 };

    Directory directory;
    bool is_root = geteuid() == 0;
    const char *root = tree_scratch(arena);
    if (is_root && (chown(root, SOMEBODY, SOMEBODY) != 0 || seteuid(SOMEBODY) != 0)) skip();
    assert_text(directory_open(arena, text_of(root), &directory), "");
    directory_write(&directory, TEXT("a/b"), TEXT("one"));
    assert_int_equal(chmod(tree_join(arena, root, "a"), 0555), 0);
    assert_text(directory_write(&directory, TEXT("a/b"), TEXT("two")), "Permission denied");
    assert_text(directory_write(&directory, TEXT("a/c/d"), TEXT("two")), "Permission denied");
    assert_text(directory_remove(&directory, TEXT("a/b")), "Permission denied");
    assert_text(list_files(arena, root), "a/b ");
    assert_text(read_text(arena, root, "a/b"), "one");
    chmod(tree_join(arena, root, "a"), 0755);
    close_scratch(arena, root, &directory);
    if (is_root) assert_int_equal(seteuid(0), 0);
}

/* Another run opens the directory, writes `c` to the pipe, and ends. What it has inherited of the
 * parent's lock it gives up first. */
static noreturn void run_child(Arena *arena, const char *root, int lock, int pipe) {
    Directory directory;
    close(lock);
    alarm(10);
    bool is_open = directory_open(arena, text_of(root), &directory).length == 0;
    ssize_t written = write(pipe, "c", 1);
    _exit(is_open && written == 1 ? 0 : 1);
}

/* It waits until we are done, and does not wait for one that ended without a word. */
static void runs_wait_for_one_another(void **state) {
    Arena *arena = *state;
    Directory directory;
    const char *root = open_scratch(arena, &directory);
    int ends[2], status = 0;
    char order[3] = "";
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) run_child(arena, root, directory.lock, ends[1]);
    struct timespec moment = {.tv_nsec = 50000000};
    nanosleep(&moment, NULL);
    assert_int_equal(write(ends[1], "p", 1), 1);
    directory_close(&directory);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(read(ends[0], order, 2), 2);
    assert_string_equal(order, "pc");
    assert_text(directory_open(arena, text_of(root), &directory), "");
    close(ends[0]);
    close(ends[1]);
    close_scratch(arena, root, &directory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_written_and_replaced),
        cmocka_unit_test(permissions_are_kept),
        cmocka_unit_test(the_directory_is_made),
        cmocka_unit_test(links_on_the_way),
        cmocka_unit_test(a_neighbour_is_outside),
        cmocka_unit_test(a_link_is_never_written_through),
        cmocka_unit_test(links_can_be_followed),
        cmocka_unit_test(what_is_in_the_way_stays),
        cmocka_unit_test(files_are_removed),
        cmocka_unit_test(temporary_files_of_others),
        cmocka_unit_test(two_write_at_a_time),
        cmocka_unit_test(a_taken_name_is_no_reason_to_take_another),
        cmocka_unit_test(read_only_directories),
        cmocka_unit_test(runs_wait_for_one_another),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
