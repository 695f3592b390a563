/* blobs.c - the contents of blobs, through one `git cat-file --batch`.
 *
 * Each question and each answer is a wait for the other process, so many are asked at once: as many
 * ids as surely fit into the socket, then all of their answers, then the next. A blob that is larger
 * than the caller takes is read past; where that would take long, because a few bytes in a repository
 * can stand for gigabytes, git is ended and started anew for the next. */
#include "git/repository.h"

enum { BATCH = 128, HEADER_BYTES = 256, READ_PAST_MOST = 1 << 20 };

/* What was received and not looked at yet. */
typedef struct Stream {
    Process *process;
    char bytes[65536];
    size_t start, end;
} Stream;

static bool refill(Stream *stream) {
    ssize_t count = process_receive(stream->process, stream->bytes, sizeof stream->bytes);
    stream->start = 0;
    stream->end = count > 0 ? (size_t)count : 0;
    return count > 0;
}

/* The next `size` bytes; into nowhere where `out` is NULL. */
static bool take(Stream *stream, char *out, size_t size) {
    while (size > 0) {
        if (stream->start == stream->end && !refill(stream)) return false;
        size_t there = stream->end - stream->start;
        size_t count = there < size ? there : size;
        if (out != NULL) {
            memcpy(out, stream->bytes + stream->start, count);
            out += count;
        }
        stream->start += count;
        size -= count;
    }
    return true;
}

/* `ID blob SIZE` and a line end: the size; `ID missing`: *is_missing. False for anything else. */
static bool take_header(Stream *stream, size_t *size, bool *is_missing) {
    char line[HEADER_BYTES];
    size_t length = 0;
    do {
        if (length == sizeof line || !take(stream, &line[length++], 1)) return false;
    } while (line[length - 1] != '\n');
    size_t at = text_find((Text){line, length}, TEXT(" blob "), 0);
    *is_missing = text_ends_with((Text){line, length}, TEXT(" missing\n"));
    *size = 0;
    if (at == SIZE_MAX) return *is_missing;
    for (at += strlen(" blob "); byte_is_digit(line[at]) && *size < SIZE_MAX / 100; at++)
        *size = *size * 10 + (size_t)(line[at] - '0');
    return line[at] == '\n';
}

/* The bytes and the line end that git puts behind them. */
static bool take_blob(Git *git, Stream *stream, Blob *blob, size_t limit) {
    size_t size;
    char end;
    if (!take_header(stream, &size, &blob->is_missing)) return false;
    if (blob->is_missing) return true;
    blob->is_too_large = size > limit;
    blob->is_read = !blob->is_too_large;
    if (blob->is_too_large && size > READ_PAST_MOST) {
        process_abandon(&git->blobs);
        return true;
    }
    char *bytes = blob->is_too_large ? NULL : arena_raw(git->arena, size + 1, 1);
    if (!take(stream, bytes, size) || !take(stream, &end, 1)) return false;
    if (bytes == NULL) return true;
    bytes[size] = '\0';
    blob->text = (Text){bytes, size};
    git->ahead += size;
    return true;
}

static bool ask(Git *git, Blob *const *blobs, size_t count) {
    Writer ids;
    ArenaMark mark = arena_mark(git->arena);
    writer_open(&ids, git->arena, SIZE_MAX);
    for (size_t i = 0; i < count; i++) {
        writer_text(&ids, blobs[i]->id);
        writer_char(&ids, '\n');
    }
    bool is_sent = process_send(&git->blobs, writer_done(&ids));
    arena_reset(git->arena, mark);
    return is_sent;
}

static bool start(Git *git) {
    static const char *const arguments[] = {"cat-file", "--batch", NULL};
    return git->blobs.id != 0 || question_start(git->arena, git->root, arguments, &git->blobs);
}

/* For the first always; it was asked for. */
static bool has_room(const Git *git, size_t next) {
    return next == 0 || git->ahead <= AHEAD_BYTES;
}

/* After a failure the stream is at an unknown place, so that process is not asked again. */
bool blobs_read(Git *git, Blob *const *blobs, size_t count, size_t limit) {
    Stream stream = {.process = &git->blobs};
    bool is_read = true;
    for (size_t next = 0; next < count && is_read && has_room(git, next);) {
        size_t last = next + BATCH < count ? next + BATCH : count;
        stream.start = stream.end = 0;
        is_read = start(git) && ask(git, blobs + next, last - next);
        while (is_read && next < last && git->blobs.id != 0 && has_room(git, next))
            is_read = take_blob(git, &stream, blobs[next++], limit);
        bool is_done = is_read && next == last;
        if (!is_done && git->blobs.id != 0) process_abandon(&git->blobs);
    }
    return is_read;
}
