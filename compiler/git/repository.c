/* repository.c - questions to git about commits.
 *
 * A question is one run of git, whose answer is a line or two. When one fails, git has said why on
 * its standard error; it is asked again, with that as its output, so that the reader of a message
 * sees git's own words about ownership, corruption or permissions. */
#include "git/repository.h"

enum { ANSWER_BYTES = 4096 };

/* --- Asking --------------------------------------------------------------------------------- */

static int run(Git *git, const char *const *arguments, bool has_errors, size_t limit, Text *out) {
    return question_run(git->arena, git->root, arguments, has_errors, limit, out);
}

int repository_ask(Git *git, const char *const *arguments, Text *out) {
    return run(git, arguments, false, LISTING_BYTES, out);
}

/* The line at *offset, which moves behind it. */
static Text next_line(Text text, size_t *offset) {
    size_t end = text_find(text, TEXT("\n"), *offset);
    Text line = text_slice(text, *offset, end);
    *offset = end == SIZE_MAX ? text.length : end + 1;
    return line;
}

/* `fatal: detected dubious ownership ...` without its mark: the first line that has one, for warnings
 * stand before it; the first of all where none has. */
static Text first_sentence(Git *git, Text said) {
    static const char *const marks[] = {"fatal: ", "error: "};
    for (size_t offset = 0; offset < said.length;) {
        Text line = next_line(said, &offset);
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
            if (text_starts_with(line, text_of(marks[i])))
                return utf8_visible(git->arena, text_slice(line, strlen(marks[i]), line.length));
    }
    size_t start = 0;
    return utf8_visible(git->arena, next_line(said, &start));
}

GitAnswer repository_answer(int status, GitAnswer otherwise) {
    if (status == 0) return GIT_OK;
    if (status == PROCESS_NOT_RUN || status == PROCESS_STATUS_NOT_FOUND) return GIT_NOT_INSTALLED;
    return status == PROCESS_ENDED ? GIT_ENDED : otherwise;
}

GitAnswer repository_need(Git *git, const char *const *arguments, GitAnswer otherwise, Text *out) {
    Text said;
    git->complaint = TEXT("");
    int status = repository_ask(git, arguments, out);
    GitAnswer answer = repository_answer(status, otherwise);
    if (answer != otherwise) return answer;
    if (status == PROCESS_TOO_MUCH)
        git->complaint = text_format(git->arena, "more than %d MiB, which is as much as is read",
                                     LISTING_BYTES / 1024 / 1024);
    else if (run(git, arguments, true, ANSWER_BYTES, &said) > 0)
        git->complaint = first_sentence(git, said);
    return otherwise;
}

/* --- The repository ------------------------------------------------------------------------- */

/* `--show-prefix` comes last, because a directory's name may be anything. */
GitAnswer git_open(Arena *arena, Text root, Text below, bool wants_index, Git **out) {
    static const char *const question[] = {"rev-parse", "--is-bare-repository",
                                           "--is-shallow-repository", "--show-prefix", NULL};
    Text answer;
    size_t offset = 0;
    Git *git = arena_new(arena, Git);
    git->arena = arena;
    git->root = text_c(arena, root);
    *out = git;
    if (wants_index) listing_begin(git);
    GitAnswer status = repository_need(git, question, GIT_NO_REPOSITORY, &answer);
    if (status != GIT_OK) return status;
    if (answer.length == 0) return GIT_FAILED;
    git->is_bare = text_equal(next_line(answer, &offset), TEXT("true"));
    git->is_shallow = text_equal(next_line(answer, &offset), TEXT("true"));
    Text prefix = text_slice(answer, offset, answer.length ? answer.length - 1 : 0);
    const char *slash = below.length ? "/" : "";
    git->prefix = text_format(arena, "%.*s%.*s%s", TEXT_ARGS(prefix), TEXT_ARGS(below), slash);
    git->tree = files_of_directory(
        arena, text_format(arena, "%.*s/%.*s", TEXT_ARGS(root), TEXT_ARGS(below)));
    return GIT_OK;
}

void git_close(Git *git) {
    if (git != NULL && git->index.id != 0) process_abandon(&git->index);
    if (git != NULL && git->blobs.id != 0) (void)process_end(&git->blobs);
}

Text git_complaint(const Git *git) {
    return git->complaint;
}

Text git_prefix(const Git *git) {
    return git->prefix;
}

bool git_is_shallow(const Git *git) {
    return git->is_shallow;
}

/* --- Commits -------------------------------------------------------------------------------- */

/* The answer is an object id and its line end; a git that ends well and says nothing is none. */
static GitAnswer need_id(Git *git, const char *const *question, GitAnswer otherwise, Text *id) {
    GitAnswer answer = repository_need(git, question, otherwise, id);
    *id = text_trim(*id);
    return answer == GIT_OK && id->length == 0 ? GIT_FAILED : answer;
}

/* `--quiet`, because that there is none is said in our own words. */
GitAnswer git_commit(Git *git, Text revision, Text *id) {
    const char *commit = text_format(git->arena, "%.*s^{commit}", TEXT_ARGS(revision)).bytes;
    const char *question[] = {"rev-parse", "--verify", "--quiet", "--end-of-options", commit, NULL};
    *id = TEXT("");
    if (revision.length == 0 || memchr(revision.bytes, '\0', revision.length) != NULL)
        return GIT_NO_REVISION;
    return need_id(git, question, GIT_NO_REVISION, id);
}

/* Of several merge bases git names one, always the same. */
GitAnswer git_merge_base(Git *git, Text one, Text other, Text *id) {
    const char *question[] = {"merge-base", text_c(git->arena, one), text_c(git->arena, other),
                              NULL};
    return need_id(git, question, GIT_NO_BASE, id);
}

/* Digits, and nothing else. */
static bool read_seconds(Text text, int64_t *seconds) {
    *seconds = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (!byte_is_digit(text.bytes[i]) || *seconds > INT64_MAX / 10 - 1) return false;
        *seconds = *seconds * 10 + (text.bytes[i] - '0');
    }
    return text.length > 0;
}

GitAnswer git_commit_time(Git *git, Text revision, int64_t *seconds) {
    const char *question[] = {
        "log", "-1", "--format=%ct", "--end-of-options", text_c(git->arena, revision), "--", NULL};
    Text answer;
    GitAnswer status = repository_need(git, question, GIT_NO_REVISION, &answer);
    bool is_read = read_seconds(text_trim(answer), seconds);
    return status == GIT_OK && !is_read ? GIT_FAILED : status;
}

GitAnswer git_head_time(Arena *arena, Text root, int64_t *seconds) {
    Git git = {.arena = arena, .root = text_c(arena, root)};
    return git_commit_time(&git, TEXT("HEAD"), seconds);
}

GitAnswer git_references(Arena *arena, Text root, Text *out) {
    static const char *const arguments[] = {"for-each-ref", "--format=%(refname:short)",
                                            "refs/heads",   "refs/remotes",
                                            "refs/tags",    NULL};
    Git git = {.arena = arena, .root = text_c(arena, root)};
    return repository_answer(repository_ask(&git, arguments, out), GIT_FAILED);
}
