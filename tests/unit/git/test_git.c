/* test_git.c - revisions and the index of a real repository as Files, and what is said where there
 * is none. The repository is made with git itself, away from the configuration of whoever runs the
 * tests. */
#include "unit/files.h"
#include "unit/place.h"

#include "git/git.h"
#include "value/value.h"

/* Runs a script in the root of the place; its output goes nowhere. */
static void script(Place *place, const char *text) {
    const char *line = text_c(
        &place->arena,
        text_format(&place->arena,
                    "cd '%s' && exec > /dev/null 2>&1; set -e; export GIT_CONFIG_GLOBAL=/dev/null "
                    "GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@a "
                    "GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@a "
                    "GIT_COMMITTER_DATE='2026-11-20T10:00:00Z'\n%s",
                    place->root, text));
    if (system(line) != 0) fail_msg("failed: %s", text);
}

static int open_with_git(void **state) {
    if (place_open(state) != 0) return -1;
    if (system("git --version > /dev/null 2>&1") != 0) skip();
    script(*state, "git init -q -b main && mkdir sub && echo one > sub/a.rung && "
                   "echo b > sub/b.txt && ln -s /etc/passwd sub/link && git add . && "
                   "git commit -qm first");
    return 0;
}

static Git *open_git(Place *place, const char *directory) {
    Git *git;
    const char *root = directory ? place_path(place, directory) : place->root;
    assert_int_equal(git_open(&place->arena, text_of(root), TEXT(""), true, &git), GIT_OK);
    return git;
}

static Files revision(Place *place, Git *git, const char *name) {
    Text id;
    Files files;
    assert_int_equal(git_commit(git, text_of(name), &id), GIT_OK);
    assert_int_equal(git_revision_files(git, id, &files), GIT_OK);
    (void)place;
    return files;
}

static void reads_a_revision(void **state) {
    Place *place = *state;
    script(place, "echo two > sub/a.rung; rm sub/b.txt; echo c > sub/c.rung; git add -A; "
                  "git commit -qm second");
    Git *git = open_git(place, "sub");
    Files first = revision(place, git, "HEAD~1"), second = revision(place, git, "main");
    assert_entries(&place->arena, &first, "", "a.rung b.txt link?");
    assert_entries(&place->arena, &second, "", "a.rung c.rung link?");
    assert_file(&place->arena, &second, "c.rung", FILE_OK, "c\n");
    assert_file(&place->arena, &second, "a.rung", FILE_OK, "two\n");
    assert_file(&place->arena, &first, "a.rung", FILE_OK, "one\n");
    assert_file(&place->arena, &first, "link", FILE_NOT_A_FILE, "");
    assert_file(&place->arena, &first, "c.rung", FILE_MISSING, "");
    git_close(git);
}

static void reads_directories(void **state) {
    Place *place = *state;
    Git *git = open_git(place, NULL);
    Files files = revision(place, git, "HEAD");
    assert_entries(&place->arena, &files, "", "sub/");
    assert_entries(&place->arena, &files, "sub", "a.rung b.txt link?");
    assert_file(&place->arena, &files, "sub", FILE_NOT_A_FILE, "");
    git_close(git);
}

/* What is staged counts, and neither what is on disk nor what git does not know. */
static void reads_the_index(void **state) {
    Place *place = *state;
    script(place, "echo staged > sub/a.rung; git add sub; echo disk > sub/a.rung; "
                  "echo new > sub/n.rung; git rm -q --cached sub/b.txt");
    Git *git = open_git(place, "sub");
    Files files;
    assert_int_equal(git_index_files(git, &files), GIT_OK);
    assert_entries(&place->arena, &files, "", "a.rung link?");
    assert_file(&place->arena, &files, "a.rung", FILE_OK, "staged\n");
    git_close(git);
}

/* By object id, of both kinds of repositories. */
static void knows_what_a_file_holds(void **state) {
    Place *place = *state;
    script(place, "git init -q --object-format=sha256 long && cd long && : > empty && "
                  "printf 'hello\\n' > hello && git add .");
    const char *directories[] = {"sub", "long"}, *names[] = {"a.rung", "hello"};
    Text texts[] = {TEXT("one\n"), TEXT("hello\n")};
    for (size_t i = 0; i < COUNT(directories); i++) {
        Git *git = open_git(place, directories[i]);
        Files files;
        Text name = text_of(names[i]);
        assert_int_equal(git_index_files(git, &files), GIT_OK);
        assert_true(files.holds(files.state, name, texts[i]));
        assert_false(files.holds(files.state, name, TEXT("one")));
        assert_false(files.holds(files.state, name, TEXT("")));
        assert_false(files.holds(files.state, TEXT("nothing"), texts[i]));
        git_close(git);
    }
}

static void refuses_unfinished_merges(void **state) {
    Place *place = *state;
    script(place, "git checkout -qb other; echo o > sub/a.rung; git commit -qam o; "
                  "git checkout -q main; echo m > sub/a.rung; git commit -qam m; "
                  "! git merge other");
    Git *git = open_git(place, "sub");
    Files files;
    assert_int_equal(git_index_files(git, &files), GIT_CONFLICTS);
    assert_text(git_complaint(git), "a.rung");
    git_close(git);
}

static void finds_merge_bases(void **state) {
    Place *place = *state;
    script(place, "git tag base; git checkout -qb other; git commit -q --allow-empty -m o; "
                  "git checkout -q main; git commit -q --allow-empty -m m; "
                  "git checkout -q --orphan alone; git commit -qm alone; git checkout -q main");
    Git *git = open_git(place, NULL);
    Text base, one, other, alone, found;
    assert_int_equal(git_commit(git, TEXT("base"), &base), GIT_OK);
    assert_int_equal(git_commit(git, TEXT("main"), &one), GIT_OK);
    assert_int_equal(git_commit(git, TEXT("other"), &other), GIT_OK);
    assert_int_equal(git_commit(git, TEXT("alone"), &alone), GIT_OK);
    assert_int_equal(git_merge_base(git, one, other, &found), GIT_OK);
    assert_true(text_equal(base, found));
    assert_int_equal(git_merge_base(git, one, alone, &found), GIT_NO_BASE);
    assert_false(git_is_shallow(git));
    int64_t seconds, expected;
    assert_true(moment_parse(TEXT("2026-11-20T10:00:00Z"), &expected));
    assert_int_equal(git_commit_time(git, one, &seconds), GIT_OK);
    assert_int_equal(seconds, expected);
    git_close(git);
}

static void knows_a_shallow_clone(void **state) {
    Place *place = *state;
    script(place, "git commit -q --allow-empty -m two; git clone -q --depth 1 \"file://$PWD\" few");
    Git *git = open_git(place, "few");
    Text id;
    assert_true(git_is_shallow(git));
    assert_int_equal(git_commit(git, TEXT("HEAD~1"), &id), GIT_NO_REVISION);
    git_close(git);
}

/* The configuration of a repository may be a stranger's, and names a program wherever it can. */
static void runs_no_program_of_the_repository(void **state) {
    Place *place = *state;
    Files files;
    script(place,
           "printf '#!/bin/sh\ntouch \"%s/ran\"\nexit 1\n' \"$PWD\" > evil && chmod +x evil && "
           "mkdir hooks && cp evil hooks/post-index-change && "
           "for name in core.fsmonitor core.sshCommand core.pager core.editor gpg.program "
           "diff.external credential.helper filter.f.process filter.f.clean "
           "diff.f.textconv remote.o.uploadpack; do git config $name \"$PWD/evil\"; done && "
           "for name in log ls-tree ls-files cat-file rev-parse; do "
           "git config alias.$name \"!$PWD/evil\"; done && "
           "git config core.hooksPath \"$PWD/hooks\" && git config log.showSignature true && "
           "git config remote.o.url \"$PWD\" && git config remote.o.promisor true && "
           "git config extensions.partialClone o && "
           "git config core.repositoryformatversion 1 && git config protocol.allow always && "
           "echo '* filter=f diff=f' > .git/info/attributes && "
           "rm -f .git/objects/$(git rev-parse HEAD:sub/b.txt | sed 's|..|&/|') sub/b.txt");
    remove(place_path(place, "ran"));
    Git *git = open_git(place, "sub");
    int64_t seconds;
    Text base;
    assert_int_equal(git_commit_time(git, TEXT("HEAD"), &seconds), GIT_OK);
    assert_int_equal(git_merge_base(git, TEXT("HEAD"), TEXT("HEAD"), &base), GIT_OK);
    assert_int_equal(git_index_files(git, &files), GIT_OK);
    files = revision(place, git, "HEAD");
    assert_file(&place->arena, &files, "a.rung", FILE_OK, "one\n");
    assert_file(&place->arena, &files, "b.txt", FILE_FAILED, "");
    git_close(git);
    assert_int_not_equal(access(place_path(place, "ran"), F_OK), 0);
}

/* What is listed and not there is a failure, and no file that nobody wrote. */
static void says_what_is_missing(void **state) {
    Place *place = *state;
    script(place,
           "rm -f .git/objects/$(git rev-parse HEAD:sub/b.txt | sed 's|..|&/|'); rm sub/b.txt");
    Git *git = open_git(place, "sub");
    Files files = revision(place, git, "HEAD");
    assert_file(&place->arena, &files, "a.rung", FILE_OK, "one\n");
    assert_file(&place->arena, &files, "b.txt", FILE_FAILED, "");
    assert_text(git_complaint(git), "61780798228d17af2d34fce4cfbdf35556832472 missing");
    git_close(git);
    script(place, "rm -f .git/objects/$(git rev-parse HEAD:sub | sed 's|..|&/|')");
    git = open_git(place, "sub");
    Text id;
    assert_int_equal(git_commit(git, TEXT("HEAD"), &id), GIT_OK);
    assert_int_equal(git_revision_files(git, id, &files), GIT_FAILED);
    assert_true(text_contains(git_complaint(git), TEXT("not a tree object")) ||
                text_contains(git_complaint(git), TEXT("Could not read")));
    git_close(git);
}

/* A kilobyte in a repository can be a gigabyte of a file: it is not waited for, and what is asked with
 * it is read all the same. */
static void passes_over_bombs(void **state) {
    Place *place = *state;
    script(place, "for n in 1 2; do head -c 30000000 /dev/zero > sub/bomb$n.rung; done; "
                  "echo z > sub/z.rung; git add . && git commit -qm bombs");
    Git *git = open_git(place, "sub");
    Files files = revision(place, git, "HEAD");
    assert_file(&place->arena, &files, "a.rung", FILE_OK, "one\n");
    assert_file(&place->arena, &files, "bomb1.rung", FILE_TOO_LARGE, "");
    assert_file(&place->arena, &files, "bomb2.rung", FILE_TOO_LARGE, "");
    assert_file(&place->arena, &files, "z.rung", FILE_OK, "z\n");
    git_close(git);
}

/* Ten trees that name one another ten times each are ten thousand million files: as much is read as a
 * listing may have, and not waited for. */
static void stops_at_trees_that_multiply(void **state) {
    Place *place = *state;
    script(place, "t=$(printf '100644 blob %s\\tx.rung\\n' $(echo x | git hash-object -w --stdin) "
                  "| git mktree); "
                  "for l in 1 2 3 4 5 6 7 8 9 10; do t=$(for i in 0 1 2 3 4 5 6 7 8 9; do "
                  "printf '040000 tree %s\\td%s\\n' $t $i; done | git mktree); done; "
                  "git tag bomb $(git commit-tree -m bomb $t)");
    Files files;
    Git *git = open_git(place, NULL);
    Text id;
    assert_int_equal(git_commit(git, TEXT("bomb"), &id), GIT_OK);
    assert_int_equal(git_revision_files(git, id, &files), GIT_FAILED);
    assert_text(git_complaint(git), "more than 32 MiB, which is as much as is read");
    git_close(git);
}

/* No pattern is meant by what a directory is called. */
static void takes_no_directory_for_a_pattern(void **state) {
    Place *place = *state;
    script(
        place,
        "for name in '*' ':(top)x' 'a b'; do mkdir \"$name\" && echo x > \"$name/x.rung\"; done; "
        "git add . && git commit -qm odd");
    static const char *const names[] = {"*", ":(top)x", "a b"};
    for (size_t i = 0; i < COUNT(names); i++) {
        Git *git = open_git(place, names[i]);
        Files files = revision(place, git, "HEAD");
        assert_entries(&place->arena, &files, "", "x.rung");
        git_close(git);
    }
}

/* A revision comes from whoever wrote the pull request. */
static void takes_no_revision_for_an_option(void **state) {
    static const char *const names[] = {"--help",     "-h",        "--all",
                                        "",           "no/such",   "HEAD:sub",
                                        "HEAD..main", "HEAD HEAD", "HEAD\nHEAD"};
    Git *git = open_git(*state, NULL);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        Text id;
        assert_int_equal(git_commit(git, text_of(names[i]), &id), GIT_NO_REVISION);
    }
    git_close(git);
}

static void works_in_a_bare_repository(void **state) {
    Place *place = *state;
    script(place, "git clone -q --bare . bare.git");
    Git *git;
    Files files;
    Text root = text_of(place_path(place, "bare.git")), id;
    assert_int_equal(git_open(&place->arena, root, TEXT("sub"), true, &git), GIT_OK);
    assert_int_equal(git_index_files(git, &files), GIT_NO_INDEX);
    assert_int_equal(git_commit(git, TEXT("HEAD"), &id), GIT_OK);
    assert_int_equal(git_revision_files(git, id, &files), GIT_OK);
    assert_entries(&place->arena, &files, "", "a.rung b.txt link?");
    git_close(git);
}

/* A directory that came into being after the commit has nothing in it. */
static void lists_nothing_where_nothing_was(void **state) {
    Place *place = *state;
    place_directory(place, "new");
    Git *git = open_git(place, "new");
    Files files = revision(place, git, "HEAD");
    assert_entries(&place->arena, &files, "", "");
    git_close(git);
}

static void holds_blobs_to_the_limit(void **state) {
    Place *place = *state;
    script(place, "head -c 1001 /dev/zero > sub/large.rung; git add .; git commit -qm large");
    Git *git = open_git(place, "sub");
    Files files = revision(place, git, "HEAD");
    assert_file(&place->arena, &files, "large.rung", FILE_TOO_LARGE, "");
    assert_file(&place->arena, &files, "a.rung", FILE_OK, "one\n");
    Text text;
    assert_int_equal(files.read(files.state, &place->arena, TEXT("large.rung"), 1001, &text),
                     FILE_OK);
    assert_int_equal(text.length, 1001);
    git_close(git);
}

/* More than one batch, and more bytes than any buffer holds. */
static void reads_many_blobs(void **state) {
    Place *place = *state;
    script(place, "for i in $(seq 300); do seq $i 200 > sub/f$i.rung; done; git add .; "
                  "git commit -qm many; rm sub/f*.rung");
    Git *git = open_git(place, "sub");
    Files files = revision(place, git, "HEAD");
    assert_file(&place->arena, &files, "f199.rung", FILE_OK, "199\n200\n");
    assert_file(&place->arena, &files, "f200.rung", FILE_OK, "200\n");
    assert_file(&place->arena, &files, "f201.rung", FILE_OK, "");
    git_close(git);
}

/* What is on disk as it was committed needs no git; what is not, does. */
static void reads_on_disk_what_is_the_same_there(void **state) {
    Place *place = *state;
    script(place,
           "echo same > sub/same.txt; echo one > sub/other.txt; git add .; git commit -qm c; "
           "echo two > sub/other.txt");
    Git *git = open_git(place, "sub");
    Files files = revision(place, git, "HEAD");
    assert_file(&place->arena, &files, "other.txt", FILE_OK, "one\n");
    git_close(git);
    git = open_git(place, "sub");
    files = revision(place, git, "HEAD");
    script(place, "rm -rf .git/objects/??");
    assert_file(&place->arena, &files, "other.txt", FILE_FAILED, "");
    assert_file(&place->arena, &files, "same.txt", FILE_OK, "same\n");
    git_close(git);
}

static void says_that_there_is_no_repository(void **state) {
    Place *place = *state;
    script(place, "rm -rf .git");
    Git *git;
    assert_int_equal(git_open(&place->arena, text_of(place->root), TEXT(""), true, &git),
                     GIT_NO_REPOSITORY);
    assert_true(text_contains(git_complaint(git), TEXT("not a git repository")));
    git_close(git);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_with_git, place_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(reads_a_revision),
        TEST(reads_directories),
        TEST(reads_the_index),
        TEST(knows_what_a_file_holds),
        TEST(refuses_unfinished_merges),
        TEST(finds_merge_bases),
        TEST(knows_a_shallow_clone),
        TEST(takes_no_revision_for_an_option),
        TEST(works_in_a_bare_repository),
        TEST(lists_nothing_where_nothing_was),
        TEST(holds_blobs_to_the_limit),
        TEST(reads_many_blobs),
        TEST(reads_on_disk_what_is_the_same_there),
        TEST(runs_no_program_of_the_repository),
        TEST(says_what_is_missing),
        TEST(passes_over_bombs),
        TEST(stops_at_trees_that_multiply),
        TEST(takes_no_directory_for_a_pattern),
        TEST(says_that_there_is_no_repository),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
