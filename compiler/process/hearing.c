/* hearing.c - several programs listened to at once, by one thread that asks which of them has something
 * to say.
 *
 * A stream is taken a piece at a time, so that none of them waits for another, and what goes beyond a
 * limit is not kept: too much output ends the program, too many errors only have no end. */
#include "process/process.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

enum { PIECE_BYTES = 65536, STREAMS = 2, HEARD_MOST = 128 };

void hearing_open(Arena *arena, const ProcessCall *call, size_t output_most, size_t errors_most,
                  Hearing *out) {
    ProcessCall apart = *call;
    *out = (Hearing){0};
    apart.errors = PROCESS_ERRORS_APART;
    writer_open(&out->output, arena, output_most);
    writer_open(&out->errors, arena, errors_most);
    bool is_started = process_ask(arena, &apart, &out->process);
    out->has_output_more = out->has_errors_more = is_started;
    out->is_over = !is_started;
    if (!is_started) out->status = PROCESS_NOT_RUN;
}

static ssize_t take_piece(int socket, char *bytes) {
    ssize_t count;
    do
        count = recv(socket, bytes, PIECE_BYTES, 0);
    while (count < 0 && errno == EINTR);
    return count;
}

/* The next piece of a stream; whether there is more of it. */
static bool take(int socket, Writer *out) {
    char bytes[PIECE_BYTES];
    ssize_t count = take_piece(socket, bytes);
    if (count <= 0) return false;
    size_t room = out->limit - out->length, length = (size_t)count;
    writer_text(out, (Text){bytes, length < room ? length : room});
    if (length > room) out->is_full = true;
    return true;
}

static void end(Hearing *hearing, int status) {
    hearing->is_over = true;
    hearing->has_output_more = hearing->has_errors_more = false;
    hearing->status = status;
}

/* Both streams have ended, or the output is more than anybody wants. */
static void settle(Hearing *hearing) {
    if (hearing->output.is_full) {
        process_abandon(&hearing->process);
        end(hearing, PROCESS_TOO_MUCH);
    } else if (!hearing->has_output_more && !hearing->has_errors_more) {
        end(hearing, process_end(&hearing->process));
    }
}

void hearing_abandon(Hearing *hearing) {
    if (hearing->is_over) return;
    process_abandon(&hearing->process);
    end(hearing, PROCESS_ENDED);
}

/* Two entries a hearing; one that has nothing more to say is passed over by `poll`. */
static nfds_t list_streams(Hearing *const *hearings, size_t count, struct pollfd *out) {
    nfds_t open = 0;
    for (size_t i = 0; i < count; i++) {
        const Hearing *hearing = hearings[i];
        bool has_output = hearing != NULL && hearing->has_output_more;
        bool has_errors = hearing != NULL && hearing->has_errors_more;
        out[STREAMS * i] = (struct pollfd){has_output ? hearing->process.socket : -1, POLLIN, 0};
        out[STREAMS * i + 1] =
            (struct pollfd){has_errors ? hearing->process.errors : -1, POLLIN, 0};
        open += has_output + has_errors;
    }
    return open;
}

static bool take_streams(Hearing *hearing, const struct pollfd *streams) {
    if (streams[0].revents != 0)
        hearing->has_output_more = take(hearing->process.socket, &hearing->output);
    if (streams[1].revents != 0)
        hearing->has_errors_more = take(hearing->process.errors, &hearing->errors);
    if (streams[0].revents != 0 || streams[1].revents != 0) settle(hearing);
    return hearing->is_over;
}

void hearing_wait(Hearing *const *hearings, size_t count, int milliseconds) {
    struct pollfd streams[STREAMS * HEARD_MOST];
    bool is_any_over = false;
    ensure(count <= HEARD_MOST);
    while (!is_any_over && list_streams(hearings, count, streams) > 0) {
        int ready = poll(streams, (nfds_t)(STREAMS * count), milliseconds);
        if (ready <= 0) return;
        for (size_t i = 0; i < count; i++)
            if (hearings[i] != NULL && !hearings[i]->is_over)
                is_any_over = take_streams(hearings[i], &streams[STREAMS * i]) || is_any_over;
    }
}
