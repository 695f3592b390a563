/* test_disk.c - a directory on disk: what is read, what is refused, and what happens when the
 * system fails. The failures come from a table of calls that counts them. */
#include "unit/files.h"
#include "unit/place.h"

#include "project/disk.h"

#include <errno.h>

static FileStatus read_text(const Files *files, Place *place, const char *path, size_t limit,
                            Text *out) {
    return files->read(files->state, &place->arena, text_of(path), limit, out);
}

static void check_read(const Files *files, Place *place, const char *path, FileStatus expected,
                       const char *text) {
    Text out;
    FileStatus status = read_text(files, place, path, 1000, &out);
    if (status != expected) print_error("read: %s\n", path);
    assert_int_equal(status, expected);
    assert_text(out, text);
}

static void check_list(const Files *files, Place *place, const char *path, const char *expected) {
    assert_entries(&place->arena, files, path, expected);
}

static void reads_files(void **state) {
    Place *place = *state;
    place_file(place, "a.txt", "hello");
    place_file(place, "empty", "");
    place_directory(place, "sub");
    place_file(place, "sub/b.txt", "b");
    Files files = files_of_directory(&place->arena, text_of(place->root));
    check_read(&files, place, "a.txt", FILE_OK, "hello");
    check_read(&files, place, "empty", FILE_OK, "");
    check_read(&files, place, "sub/b.txt", FILE_OK, "b");
    check_read(&files, place, "none", FILE_MISSING, "");
    check_read(&files, place, "a.txt/b", FILE_MISSING, "");
    Text text;
    assert_int_equal(read_text(&files, place, "a.txt", 5, &text), FILE_OK);
    assert_int_equal(text.bytes[5], '\0');
    assert_int_equal(read_text(&files, place, "a.txt", 4, &text), FILE_TOO_LARGE);
    assert_text(text, "");
}

static void refuses_what_is_no_file(void **state) {
    Place *place = *state;
    place_directory(place, "sub");
    assert_int_equal(mkfifo(place_path(place, "pipe"), 0600), 0);
    Files files = files_of_directory(&place->arena, text_of(place->root));
    check_read(&files, place, "sub", FILE_NOT_A_FILE, "");
    check_read(&files, place, "", FILE_NOT_A_FILE, "");
    check_read(&files, place, "pipe", FILE_NOT_A_FILE, ""); /* and does not wait for a writer */
    check_list(&files, place, "", "pipe? sub/");
    FileEntry *entries;
    uint32_t count = 9;
    assert_int_equal(files.list(files.state, &place->arena, TEXT("pipe"), &entries, &count),
                     FILE_NOT_A_FILE);
    assert_int_equal(count, 0);
    assert_int_equal(files.list(files.state, &place->arena, TEXT("none"), &entries, &count),
                     FILE_MISSING);
}

static void stays_inside(void **state) {
    Place *place = *state;
    place_file(place, "outside", "secret");
    place_directory(place, "root");
    place_directory(place, "root-too");
    place_file(place, "root-too/x", "secret");
    place_directory(place, "root/sub");
    place_file(place, "root/sub/x", "x");
    place_link(place, "sub/x", "root/inside");
    place_link(place, "../outside", "root/leaves");
    place_link(place, "../root-too/x", "root/beside");
    place_link(place, "/etc", "root/etc");
    place_link(place, "nothing", "root/dangling");
    place_link(place, "circle", "root/circle");
    place_link(place, "sub", "root/way");
    Files files = files_of_directory(&place->arena, text_of(place_path(place, "root")));
    check_read(&files, place, "inside", FILE_OK, "x");
    check_read(&files, place, "leaves", FILE_DENIED, "");
    check_read(&files, place, "beside", FILE_DENIED, "");
    check_read(&files, place, "etc/passwd", FILE_DENIED, "");
    check_read(&files, place, "dangling", FILE_MISSING, "");
    check_read(&files, place, "circle", FILE_DENIED, "");
    check_read(&files, place, "../outside", FILE_DENIED, "");
    check_read(&files, place, "sub/../sub/x", FILE_DENIED, "");
    check_read(&files, place, "/etc/passwd", FILE_DENIED, "");
    check_list(&files, place, "", "beside? circle? dangling? etc? inside leaves? sub/ way?");
    DiskCalls calls = disk_standard;
    calls.has_entry_types = false;
    Files careful = disk_files(&place->arena, text_of(place_path(place, "root")), &calls);
    FileEntry *entries;
    uint32_t count;
    assert_int_equal(careful.list(careful.state, &place->arena, TEXT("way"), &entries, &count),
                     FILE_OK);
    assert_int_equal(count, 1);
    check_read(&careful, place, "inside", FILE_OK, "x");
    check_list(&careful, place, "", "beside? circle? dangling? etc? inside leaves? sub/ way?");
}

static void refuses_a_nul_in_a_path(void **state) {
    Place *place = *state;
    place_file(place, "a", "hello");
    Files files = files_of_directory(&place->arena, text_of(place->root));
    Text text;
    assert_int_equal(files.read(files.state, &place->arena, (Text){"a\0b", 3}, 100, &text),
                     FILE_DENIED);
}

static void waits_for_its_root(void **state) {
    Place *place = *state;
    Files files = files_of_directory(&place->arena, text_of(place_path(place, "later")));
    check_read(&files, place, "a", FILE_MISSING, "");
    place_directory(place, "later");
    place_file(place, "later/a", "hello");
    check_read(&files, place, "a", FILE_OK, "hello");
}

static void lists_in_byte_order(void **state) {
    Place *place = *state;
    static const char *const names[] = {"b", "a-b", "a", "B", ".hidden", "\xC3\xA4", "a.rung"};
    for (size_t i = 0; i < COUNT(names); i++) {
        place_file(place, names[i], "");
    }
    Files files = files_of_directory(&place->arena, text_of(place->root));
    check_list(&files, place, "", ".hidden B a a-b a.rung b \xC3\xA4");
}

static void refuses_paths_that_are_too_long(void **state) {
    Place *place = *state;
    Files files = files_of_directory(&place->arena, text_of(place->root));
    char *name = arena_alloc(&place->arena, 100001, 1);
    memset(name, 'a', 100000);
    check_read(&files, place, name, FILE_FAILED, "");
}

/* --- Failures ------------------------------------------------------------------------------- */

static int fail_open(const char *path, int flags) {
    (void)path, (void)flags;
    errno = EIO;
    return -1;
}

static int deny_open(const char *path, int flags) {
    (void)path, (void)flags;
    errno = EACCES;
    return -1;
}

static int fail_status(int file, struct stat *out) {
    (void)file, (void)out;
    errno = EIO;
    return -1;
}

static ssize_t fail_read(int file, void *buffer, size_t size) {
    (void)file, (void)buffer, (void)size;
    errno = EIO;
    return -1;
}

static ssize_t read_one(int file, void *buffer, size_t size) {
    return read(file, buffer, size > 1 ? 1 : size);
}

static char *fail_resolve(const char *path, char *resolved) {
    (void)path, (void)resolved;
    errno = EACCES;
    return NULL;
}

static DIR *fail_directory(const char *path) {
    (void)path;
    errno = EMFILE;
    return NULL;
}

static struct dirent *fail_entry(DIR *directory) {
    (void)directory;
    errno = EIO;
    return NULL;
}

static void check_failure(Place *place, DiskCalls calls, FileStatus expected) {
    Files files = disk_files(&place->arena, text_of(place->root), &calls);
    size_t total = place->arena.total;
    Text text;
    FileStatus status = read_text(&files, place, "a", 100, &text);
    assert_int_equal(status, expected);
    assert_text(text, expected == FILE_OK ? "hello" : "");
    assert_int_equal(place->arena.total, total);
}

static void reports_failures_of_reading(void **state) {
    Place *place = *state;
    place_file(place, "a", "hello");
    DiskCalls calls = disk_standard;
    calls.open = fail_open;
    check_failure(place, calls, FILE_FAILED);
    calls.open = deny_open;
    check_failure(place, calls, FILE_DENIED);
    calls = disk_standard;
    calls.status = fail_status;
    check_failure(place, calls, FILE_FAILED);
    calls = disk_standard;
    calls.read = fail_read;
    check_failure(place, calls, FILE_FAILED);
    calls.read = read_one;
    check_failure(place, calls, FILE_OK);
    calls = disk_standard;
    calls.resolve = fail_resolve;
    check_failure(place, calls, FILE_DENIED);
}

/* Interrupts: every first call of two is one. The counter lives in a file's position, which is the
 * only state that these functions share: they remember nothing themselves. */
static ssize_t read_after_interrupt(int file, void *buffer, size_t size) {
    off_t position = lseek(file, 0, SEEK_CUR);
    int flags = fcntl(file, F_GETFL);
    if (position == 0 && (flags & O_NONBLOCK) != 0) {
        fcntl(file, F_SETFL, flags & ~O_NONBLOCK);
        errno = EINTR;
        return -1;
    }
    return read_one(file, buffer, size);
}

static void goes_on_after_an_interrupt(void **state) {
    Place *place = *state;
    place_file(place, "a", "hello");
    DiskCalls calls = disk_standard;
    calls.read = read_after_interrupt;
    check_failure(place, calls, FILE_OK);
}

/* Says that the file is empty, as it was when it was asked; since then it has grown. */
static int status_of_empty(int file, struct stat *out) {
    int result = fstat(file, out);
    out->st_size = 0;
    return result;
}

static void holds_a_growing_file_to_the_limit(void **state) {
    Place *place = *state;
    place_file(place, "a", "0123456789");
    DiskCalls calls = disk_standard;
    calls.status = status_of_empty;
    Files files = disk_files(&place->arena, text_of(place->root), &calls);
    Text text;
    assert_int_equal(read_text(&files, place, "a", 100, &text), FILE_OK);
    assert_text(text, "0123456789");
    assert_int_equal(text.bytes[10], '\0');
    assert_int_equal(read_text(&files, place, "a", 10, &text), FILE_OK);
    assert_text(text, "0123456789");
    assert_int_equal(read_text(&files, place, "a", 9, &text), FILE_TOO_LARGE);
    assert_text(text, "");
}

static void reports_failures_of_listing(void **state) {
    Place *place = *state;
    DiskCalls calls = disk_standard;
    calls.open_directory = fail_directory;
    Files files = disk_files(&place->arena, text_of(place->root), &calls);
    FileEntry *entries;
    uint32_t count;
    assert_int_equal(files.list(files.state, &place->arena, TEXT(""), &entries, &count),
                     FILE_FAILED);
    calls = disk_standard;
    calls.read_directory = fail_entry;
    files = disk_files(&place->arena, text_of(place->root), &calls);
    assert_int_equal(files.list(files.state, &place->arena, TEXT(""), &entries, &count),
                     FILE_FAILED);
    assert_int_equal(count, 0);
}

static void closes_what_it_opens(void **state) {
    Place *place = *state;
    place_file(place, "a", "hello");
    DiskCalls calls = disk_standard;
    calls.read = fail_read;
    Files files = disk_files(&place->arena, text_of(place->root), &calls);
    int before = open("/dev/null", O_RDONLY);
    close(before);
    for (int i = 0; i < 10; i++) {
        check_read(&files, place, "a", FILE_FAILED, "");
        check_list(&files, place, "", "a");
    }
    int after = open("/dev/null", O_RDONLY);
    close(after);
    assert_int_equal(before, after);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(reads_files),
        TEST(refuses_what_is_no_file),
        TEST(stays_inside),
        TEST(refuses_a_nul_in_a_path),
        TEST(waits_for_its_root),
        TEST(lists_in_byte_order),
        TEST(refuses_paths_that_are_too_long),
        TEST(reports_failures_of_reading),
        TEST(goes_on_after_an_interrupt),
        TEST(holds_a_growing_file_to_the_limit),
        TEST(reports_failures_of_listing),
        TEST(closes_what_it_opens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
