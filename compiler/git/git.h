/* git.h - the repository around a project: its index and its revisions as Files.
 *
 * Everything is asked of git itself, run without a shell: what a revision is called, what the merge
 * base of two is, and what stands in a blob, are git's to know. Nothing is checked out, and nothing
 * is written but what git_stage is given. Blobs are read through one `git cat-file --batch` that lives as long as the Git.
 *
 * Questions can fail for reasons that are nobody's mistake here (no git, no repository, a clone
 * that is too shallow), so every answer is a GitAnswer, which the caller puts into words. */
#ifndef RUNG_GIT_H
#define RUNG_GIT_H

#include "base/base.h"
#include "project/project.h"

typedef struct Git Git;

typedef enum GitAnswer {
    GIT_OK,
    GIT_NOT_INSTALLED,
    GIT_NO_REPOSITORY, /* or one that git refuses to work in: git_complaint says why */
    GIT_NO_INDEX,      /* a bare repository has none */
    GIT_NO_REVISION,   /* it names no commit here */
    GIT_NO_BASE,       /* the two have no common ancestor, or none in a shallow clone */
    GIT_CONFLICTS,     /* the index holds files whose merge is not finished */
    GIT_ENDED,         /* a signal ended git, or the machine would not let it speak */
    GIT_FAILED         /* git ended otherwise than it should */
} GitAnswer;

/* The repository that holds `root`, an absolute path of a directory. What is listed is what lies
 * below it, or where `below` is not empty below that directory in it, which need not be there on
 * disk. Environment variables such as GIT_INDEX_FILE, which git sets for its hooks, count as they
 * do for git. `wants_index`: git_index_files will be asked, so that git begins with it at once.
 * Always gives a Git, which lives in `arena`; one that was not GIT_OK can only be asked for its
 * complaint. */
GitAnswer git_open(Arena *arena, Text root, Text below, bool wants_index, Git **out);
/* Ends the processes that still run. What was read stays. NULL is allowed. */
void git_close(Git *git);

/* The first line of what git said about its last failure, without its `fatal: `; "" for nothing. */
Text git_complaint(const Git *git);
/* The way from the top of the repository to the root: "" or `sub/dir/`. */
Text git_prefix(const Git *git);
/* Whether commits are missing, because the clone was made with a depth. */
bool git_is_shallow(const Git *git);

/* The commit that a revision names, as its object id. The text may be a stranger's: it is never
 * taken for an option. */
GitAnswer git_commit(Git *git, Text revision, Text *id);
/* The merge base of two commits. */
GitAnswer git_merge_base(Git *git, Text one, Text other, Text *id);
/* When a revision was committed, in seconds since 1970 (UTC). */
GitAnswer git_commit_time(Git *git, Text revision, int64_t *seconds);
/* The same for HEAD of the repository that holds `root`, with one run of git. */
GitAnswer git_head_time(Arena *arena, Text root, int64_t *seconds);

/* What branches, those of remotes and tags are called, one a line: of the repository that holds `root`. */
GitAnswer git_references(Arena *arena, Text root, Text *out);

/* What a commit has below the root: no files at all where the root is not there. Symbolic links and
 * submodules are FILE_OTHER. */
GitAnswer git_revision_files(Git *git, Text commit, Files *out);
/* What the index has below the root: what `git commit` would commit. GIT_CONFLICTS with the first
 * path in `git_complaint`. */
GitAnswer git_index_files(Git *git, Files *out);

/* A file as the index is to have it. */
typedef struct GitEntry {
    Text path; /* from the root */
    Text bytes;
    bool is_removed;
} GitEntry;

/* What in that index would have to go for an entry, and none of them takes away: a file, a link or a submodule
 * in the place of a directory, or a directory with files in that of the entry. Its path and the entry; ""
 * for nothing. */
Text git_obstacle(Git *git, const GitEntry *entries, size_t count, const GitEntry **entry);

/* Puts files into the index that git_index_files has listed, or takes them out: all of them, or none where
 * git does not take them. What is executable there stays so, and so do the marks of a sparse checkout, which
 * are put back after that and may fail by themselves. What is on disk is not touched. */
GitAnswer git_stage(Git *git, const GitEntry *entries, size_t count);

#endif
