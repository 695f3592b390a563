/* shown.c - values and sources as a line of an answer may show them: short, without anything that a
 * terminal would obey, and nothing of what is sensitive. */
#include "library/values.h"

enum { SHOWN_WIDTH = 60 };

Text values_show(RungProject *project, const Param *param, uint32_t environment) {
    const Value *value = matrix_value(project->matrix, param, environment);
    if (!value) return TEXT("(not in this environment)");
    if (value->kind == VALUE_ERROR) return TEXT("(could not be computed)");
    if (matrix_is_hidden(project->matrix, param, environment)) return TEXT("(hidden)");
    if (value->kind == VALUE_ABSENT && !matrix_is_stated(project->matrix, param, environment))
        return TEXT("(no value)");
    return value_show(&project->arena, value, SHOWN_WIDTH);
}

/* Runs of white space become one space, and what a terminal would obey is left out. */
static Text one_line(Arena *arena, Text source) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    size_t width = 0;
    for (size_t at = 0; at < source.length && width < SHOWN_WIDTH;) {
        size_t start = at;
        int32_t code_point = utf8_next(source, &at);
        bool is_space = code_point == ' ' || code_point == '\n' || code_point == '\t';
        if (is_space && width && writer.bytes[writer.length - 1] == ' ') continue;
        if (!is_space && (code_point == UTF8_INVALID || utf8_is_unsafe(code_point))) continue;
        writer_text(&writer, is_space ? TEXT(" ") : text_slice(source, start, at));
        width++;
        if (width == SHOWN_WIDTH && at < source.length) writer_string(&writer, "...");
    }
    return text_trim(writer_done(&writer));
}

Text values_source(RungProject *project, const Param *param, Span span) {
    if (param->is_sensitive) return TEXT("(hidden)");
    Text source = sources_text(&project->sources, span);
    return one_line(&project->arena, credential_mask(&project->arena, source));
}

Text values_typed(RungProject *project, const Param *param, Text typed) {
    size_t at = 0;
    if (param->is_sensitive) return TEXT("(hidden)");
    Text text = credential_mask(&project->arena, typed);
    for (size_t width = 0; at < text.length && width < SHOWN_WIDTH; width++)
        utf8_next(text, &at);
    if (at == text.length) return text;
    return text_format(&project->arena, "%.*s...", TEXT_ARGS(text_slice(text, 0, at)));
}

Text values_name(RungProject *project, const Param *param) {
    Text name = param_reference(&project->arena, param), unit = param->unit->name->text;
    return utf8_visible(&project->arena, text_format(&project->arena, "%.*s.%.*s", TEXT_ARGS(unit),
                                                     TEXT_ARGS(name)));
}
