/* summary.c - a report as Markdown, for the summary of a job or a comment on a pull request.
 *
 * The text form says it best, so that is what stands here, in a block of code whose fence is longer than
 * any in it: nothing of it is taken for markup, and nobody is mentioned. What GitHub would refuse as too
 * long is left out, finding by finding from the end. */
#include "report/finding.h"

enum { SIZE_MOST = 65536, ROOM_FOR_FRAME = 512, WIDTH = 100, FENCE_LEAST = 3 };

static size_t longest_fence(Text text) {
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < text.length; i++) {
        run = text.bytes[i] == '`' ? run + 1 : 0;
        if (run > longest) longest = run;
    }
    return longest;
}

static Text render(const Report *report, uint32_t count) {
    Writer writer;
    RenderOptions options = {.width = WIDTH};
    Report worst = report_worst(report, count);
    writer_open(&writer, report->arena, SIZE_MAX);
    render_report(&worst, &options, &writer);
    return writer_done(&writer);
}

/* As many findings as fit; the closing line counts all. */
static Text render_what_fits(const Report *report) {
    uint32_t count = report->items.count;
    Text text = render(report, 0);
    while (count > 1 && utf8_length(text) > SIZE_MOST - ROOM_FOR_FRAME)
        text = render(report, count /= 2);
    return utf8_length(text) > SIZE_MOST - ROOM_FOR_FRAME ? TEXT("") : text;
}

void export_markdown(const Report *report, Writer *out) {
    writer_string(out, "<!-- rung check -->\n");
    if (!report->items.count) {
        writer_string(out, ":white_check_mark: **Rung has nothing to report.**\n");
        return;
    }
    Text text = render_what_fits(report);
    size_t fence = longest_fence(text) + 1;
    if (fence < FENCE_LEAST) fence = FENCE_LEAST;
    writer_string(out, report->counts[SEVERITY_ERROR] ? ":x: **Rung: " : ":warning: **Rung: ");
    render_counts(report, out);
    writer_string(out, "**\n\n");
    writer_repeat(out, '`', fence);
    writer_string(out, "text\n");
    writer_text(out, text);
    writer_repeat(out, '`', fence);
    writer_char(out, '\n');
}
