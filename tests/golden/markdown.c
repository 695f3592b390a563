/* markdown.c - reads as much of Markdown as explanations use: headings, comments, fenced blocks. */
#include "golden/markdown.h"

/* Where a line ends, its newline left out. */
static Text take_line(Text *rest) {
    size_t end = text_find(*rest, TEXT("\n"), 0);
    Text line = text_slice(*rest, 0, end);
    *rest = text_slice(*rest, end == SIZE_MAX ? rest->length : end + 1, rest->length);
    return line;
}

/* What `<!-- NAME: TEXT -->` says; "" for another line. */
static Text read_comment(Arena *arena, Text line, const char *name) {
    Text start = text_format(arena, "<!-- %s:", name);
    if (!text_starts_with(line, start) || !text_ends_with(line, TEXT("-->"))) return TEXT("");
    return text_trim(text_slice(line, start.length, line.length - 3));
}

/* Up to the closing fence. */
static Text take_block(Text *rest) {
    const char *start = rest->bytes;
    size_t length = 0;
    while (rest->length > 0) {
        Text line = take_line(rest);
        if (text_starts_with(line, TEXT("```"))) break;
        length = (size_t)(line.bytes + line.length - start) + 1;
    }
    return (Text){start, length};
}

static void read_section(Arena *arena, Text rest, Program *out) {
    Text path = TEXT("strategy.rung");
    while (rest.length > 0) {
        Text line = take_line(&rest);
        Text file = read_comment(arena, line, "file"), run = read_comment(arena, line, "run");
        Text today = read_comment(arena, line, "today");
        if (text_starts_with(line, TEXT("## "))) return;
        if (file.length > 0) path = file;
        if (run.length > 0) out->steps = run;
        if (today.length > 0) out->today = text_c(arena, today);
        if (!text_starts_with(line, TEXT("```"))) continue;
        Text block = take_block(&rest);
        if (text_equal(line, TEXT("```sh"))) continue;
        RungFile entry = {text_c(arena, path), block.bytes, block.length};
        array_push(arena, &out->files, entry);
        path = TEXT("strategy.rung");
    }
}

bool markdown_program(Arena *arena, Text page, Text heading, Program *out) {
    *out = (Program){.steps = TEXT("")};
    while (page.length > 0) {
        if (!text_equal(take_line(&page), heading)) continue;
        read_section(arena, page, out);
        return true;
    }
    return false;
}
