/* heading.c - where the comments above tables and groups stand in a file.
 *
 * A table or group has no line of its own in what is generated, so its comment stands above the
 * first of what it holds that is there, as outwards as it can: in a tree that is above the key that
 * opens there, `resources:` and not the `cpu:` below it. Rows of one table may lie apart in a file,
 * when their keys were mentioned before; the comment is written once all the same. */
#include "emit/emission.h"

void headings_open(Headings *headings, Arena *arena) {
    *headings = (Headings){.arena = arena};
    map_open(&headings->shown, arena);
}

/* Said for the first time? From then on it is not. */
static bool is_new(Headings *headings, const Heading *heading) {
    Text address = {(const char *)&heading, sizeof heading};
    if (map_get(&headings->shown, address)) return false;
    map_put(&headings->shown, text_copy(headings->arena, address), headings);
    return true;
}

/* What is around a heading that was shown was shown with it. */
HeadingRun headings_enter(Headings *headings, const Param *param) {
    HeadingRun run = {param->heading, param->heading};
    if (param->heading == headings->last) return run;
    headings->last = param->heading;
    while (run.end && is_new(headings, run.end))
        run.end = run.end->around;
    return run;
}

/* The outermost first, each with an empty line behind it. */
static void write_run(Writer *writer, const Heading *heading, const Heading *end) {
    if (heading == end) return;
    write_run(writer, heading->around, end);
    writer_text(writer, heading->doc);
    writer_string(writer, "\n\n");
}

Text headings_take(const Headings *headings, HeadingRun *run, uint32_t depth, Text doc) {
    const Heading *inner = run->inner;
    while (run->inner != run->end && run->inner->depth + 1 >= depth)
        run->inner = run->inner->around;
    if (run->inner == inner) return doc;
    Writer writer;
    writer_open(&writer, headings->arena, SIZE_MAX);
    write_run(&writer, inner, run->inner);
    writer_text(&writer, doc);
    Text text = writer_done(&writer);
    return doc.length ? text : text_slice(text, 0, text.length - 2);
}

Text headings_doc(Headings *headings, const Param *param) {
    HeadingRun run = headings_enter(headings, param);
    return headings_take(headings, &run, 0, param_doc(param));
}
