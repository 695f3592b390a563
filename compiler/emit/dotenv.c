/* dotenv.c - `KEY=value` lines in the spelling that all readers share.
 *
 * Bare where nothing in the value is special to any reader, else in single quotes. A value with a
 * single quote, a line break, `${`, two backslashes or one at its end has no spelling that bash,
 * Compose and the libraries read alike, and is refused. */
#include "emit/emission.h"

/* `[A-Za-z_][A-Za-z0-9_]*` */
static bool is_key(Text key) {
    return key.length && !byte_is_digit(key.bytes[0]) && emission_is_made_of(key, "_");
}

/* `[A-Za-z0-9_./:@%+,=-]+` */
static bool is_bare(Text text) {
    return text.length && emission_is_made_of(text, "_./:@%+,=-");
}

/* What no editor shows, some readers drop. */
static bool has_unsafe(Text text) {
    for (size_t i = 0; i < text.length;)
        if (utf8_is_unsafe(utf8_next(text, &i))) return true;
    return false;
}

/* Each of these is read in two ways by readers in use: bash takes `\\` in single quotes as it
 * stands, python-dotenv makes one of two; Compose expands `${`; Docker knows no quotes over lines.
 * */
static const char *judge_text(Text text) {
    if (is_bare(text)) return "";
    if (text_contains(text, TEXT("'"))) return "readers disagree about a single quote in it";
    if (text_contains(text, TEXT("${"))) return "readers disagree about the `${` in it";
    if (text_contains(text, TEXT("\n"))) return "readers disagree about a line break in it";
    if (text_ends_with(text, TEXT("\\"))) return "readers disagree about a backslash at its end";
    if (text_contains(text, TEXT("\\\\"))) return "readers disagree about two backslashes in it";
    return has_unsafe(text) ? "readers disagree about a control character in it" : "";
}

/* Numbers, durations and the like never need quotes. */
static const char *judge(const Plan *plan, const Param *param, const Value *value) {
    (void)plan, (void)param;
    return value_is_text(value) ? judge_text(value->text) : "";
}

/* Values and keys have rules of their own, and a line may break both. */
void dotenv_check(Plan *plan, const Sink *sink) {
    static const KeyRule keys = {'_', is_key,
                                 "a key has letters, digits and `_`, and begins with no digit"};
    static const ValueRule rule = {
        judge, report_dotenv_value,
        "put it into another sink, such as `configmap`, `ssm` or `yaml`"};
    for (uint32_t i = 0; i < sink->count; i++)
        value_check(plan, sink->params[i], &rule);
    keys_check(plan, sink, &keys);
}

/* Single quotes, because in double quotes everybody expands something. */
static bool write_line(const Plan *plan, const Param *param, uint32_t environment,
                       Headings *headings, Writer *out) {
    const Value *value = matrix_value(plan->matrix, param, environment);
    Text text;
    if (!value || value->kind == VALUE_ABSENT) return true;
    if (!emission_text(out->arena, value, &text)) return false;
    const char *quote = is_bare(text) ? "" : "'";
    emission_comment(out, headings_doc(headings, param), 0);
    writer_text(out, emission_key(out->arena, plan, param, environment, '_'));
    writer_char(out, '=');
    writer_string(out, quote);
    writer_text(out, text);
    writer_string(out, quote);
    writer_char(out, '\n');
    return true;
}

/* In the order of the source: a later line may be read with the earlier ones in the environment. */
bool dotenv_emit(const Plan *plan, const Output *output, Writer *out) {
    const Sink *sink = emission_sink(output);
    Headings headings;
    headings_open(&headings, out->arena);
    emission_header(plan, output, out);
    for (uint32_t i = 0; i < sink->count; i++)
        if (!write_line(plan, sink->params[i], output->environment, &headings, out)) return false;
    return true;
}

void dotenv_places(Arena *arena, const Plan *plan, const Output *output, Place *root) {
    const Sink *sink = emission_sink(output);
    for (uint32_t i = 0; i < sink->count; i++) {
        Text key = emission_key(arena, plan, sink->params[i], output->environment, '_');
        Place *place = place_member(arena, root, key);
        place_settle(plan, place, sink->params[i], output->environment);
    }
}
