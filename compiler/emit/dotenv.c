/* dotenv.c - `KEY=value` lines in the spelling that all readers share.
 *
 * Bare where nothing in the value is special to any reader, else in single quotes. A value with a
 * single quote, a line break, `${` or a backslash at its end has no spelling that bash, Compose and
 * the libraries read alike, and is refused. */
#include "emit/emission.h"

/* `[A-Za-z_][A-Za-z0-9_]*` */
static bool is_key(Text key) {
    for (size_t i = 0; i < key.length; i++) {
        char byte = key.bytes[i];
        if (!byte_is_letter(byte) && byte != '_' && !(i && byte_is_digit(byte))) return false;
    }
    return key.length > 0;
}

/* `[A-Za-z0-9_./:@%+,=-]+` */
static bool is_bare(Text text) {
    for (size_t i = 0; i < text.length; i++)
        if (!byte_is_letter(text.bytes[i]) && !byte_is_digit(text.bytes[i]) &&
            !strchr("_./:@%+,=-", text.bytes[i]))
            return false;
    return text.length > 0;
}

static const char *value_problem(Text text) {
    if (text_contains(text, TEXT("'"))) return "a single quote";
    if (text_contains(text, TEXT("${"))) return "`${`";
    if (text_contains(text, TEXT("\n")) || text_contains(text, TEXT("\r"))) return "a line break";
    if (text_ends_with(text, TEXT("\\"))) return "a backslash at its end";
    for (size_t i = 0; i < text.length;)
        if (utf8_is_unsafe(utf8_next(text, &i))) return "a control character";
    return "";
}

static void check_value(void *state, const Param *param, uint32_t environment, const Value *value) {
    Plan *plan = state;
    Text text;
    if (!emission_text(plan->arena, value, &text)) return;
    const char *problem = value_problem(text);
    if (!*problem) return;
    Span span = emission_span(plan, param, environment);
    Diagnostic *d = report_dotenv_value(plan->report, span, param->path);
    report_label(d, span, "it holds %s, which readers of dotenv files do not agree about", problem);
    report_help(d, "put it into another sink, such as `configmap`, `ssm` or `yaml`");
    emission_about(d, plan, param, environment);
}

static void check_keys(Plan *plan, const Sink *sink, uint32_t environment) {
    Map seen;
    map_open(&seen, plan->arena);
    for (uint32_t i = 0; i < sink->count; i++) {
        Param *param = sink->params[i];
        const Value *value = matrix_value(plan->matrix, param, environment);
        if (!value || value->kind == VALUE_ABSENT) continue;
        Text key = emission_key(plan, param, environment, '_');
        const Param *other = map_get(&seen, key);
        if (!is_key(key))
            emission_about(report_key_form(plan->report, param->span, key, TEXT("dotenv")), plan,
                           param, environment);
        if (other)
            report_label(emission_about(report_key_twice(plan->report, param->span, key), plan,
                                        param, environment),
                         other->span, "the first");
        map_put(&seen, key, param);
    }
}

void dotenv_check(Plan *plan, const Unit *unit, const Sink *sink) {
    (void)unit;
    for (uint32_t i = 0; i < sink->count; i++)
        emission_each_value(plan, sink->params[i], check_value, plan);
    for (uint32_t e = 0; e < plan->model->environment_count; e++)
        if (set_has(&sink->environments, e)) check_keys(plan, sink, e);
}

static bool write_line(const Plan *plan, const Param *param, uint32_t environment, Writer *out) {
    const Value *value = matrix_value(plan->matrix, param, environment);
    Text text;
    if (!value || value->kind == VALUE_ABSENT) return true;
    if (!emission_text(plan->arena, value, &text)) return false;
    emission_comment(out, param->doc, 0);
    writer_text(out, emission_key(plan, param, environment, '_'));
    writer_char(out, '=');
    bool is_quoted = !is_bare(text);
    if (is_quoted) writer_char(out, '\'');
    writer_text(out, text);
    if (is_quoted) writer_char(out, '\'');
    writer_char(out, '\n');
    return true;
}

bool dotenv_emit(const Plan *plan, const Output *output, Writer *out) {
    const Sink *sink = emission_sink(output);
    emission_header(plan, output, out);
    for (uint32_t i = 0; i < sink->count; i++)
        if (!write_line(plan, sink->params[i], output->environment, out)) return false;
    return !out->is_full;
}
