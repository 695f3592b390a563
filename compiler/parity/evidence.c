/* evidence.c - how findings show values, environments and places.
 *
 * The label of almost every finding is the row itself: the values, each once, with the environments
 * that have it. Where a value is given in another line than the one the finding points at (a cell
 * of its own line, a profile, the environment that another is like), that place gets a label with
 * its share of the same text. Long values are cut and sensitive ones never shown. */
#include "parity/rule.h"

enum {
    SHOWN_COLUMNS = 40, /* of one value */
    SHOWN_GROUPS = 8,   /* different values in one label */
    SHOWN_NAMES = 8     /* environments of one value */
};

/* Messages call an ephemeral environment by its declared name too. */
Text environment_name(const Parity *parity, uint32_t environment) {
    return parity->model->environments[environment].name->text;
}

/* "dev, staging and prod", cut where there are very many. */
static Text name_positions(const Parity *parity, const uint32_t *environments, uint32_t count) {
    Text *names = arena_array(parity->arena, Text, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = environment_name(parity, environments[i]);
    return text_enumerate_some(parity->arena, names, count, SHOWN_NAMES);
}

/* In the order of the ladder, like everything that names environments. */
Text environment_list(const Parity *parity, const EnvironmentSet *set) {
    uint32_t count = 0;
    uint32_t *members = arena_array(parity->arena, uint32_t, set_count(set));
    for (uint32_t i = 0; i < parity->model->environment_count; i++)
        if (set_has(set, i)) members[count++] = i;
    return name_positions(parity, members, count);
}

/* Hidden where the parameter is sensitive, or the value was made from one that is. */
static bool is_hidden(const Parity *parity, const Row *row, uint32_t position) {
    uint8_t flags = matrix_flags(parity->matrix, row->param, row->environments[position]);
    return (flags & CELL_IS_SENSITIVE) != 0;
}

/* A value that holds a credential is shown without it, like the source around it. */
Text evidence_value(const Parity *parity, const Row *row, uint32_t position) {
    const Value *value = row->values[position];
    if (value == &value_unstated) return TEXT("nothing");
    if (value == &value_refused) return TEXT("none");
    if (is_hidden(parity, row, position)) return TEXT("(hidden)");
    if (value->kind == VALUE_STRING || value->kind == VALUE_LIST || value->kind == VALUE_MAP)
        return credential_mask(parity->arena, value_show(parity->arena, value, SHOWN_COLUMNS));
    return value_show(parity->arena, value, SHOWN_COLUMNS);
}

/* Are two values shown as one? What nobody stated is a group of its own. */
static bool is_one_group(const Row *row, uint32_t a, uint32_t b) {
    const Value *left = row->values[a];
    const Value *right = row->values[b];
    if (left == right) return true;
    return left->kind != VALUE_ERROR && right->kind != VALUE_ERROR && value_same(left, right);
}

/* Writes "2 in dev and staging" for the value at `first`, and marks who has it. */
static void write_group(const Parity *parity, Writer *out, const Row *row, uint32_t first,
                        bool *is_named) {
    uint32_t *members = arena_array(parity->arena, uint32_t, row->count);
    uint32_t count = 0;
    for (uint32_t i = first; i < row->count; i++) {
        if (is_named[i] || !is_one_group(row, first, i)) continue;
        is_named[i] = true;
        members[count++] = row->environments[i];
    }
    writer_text(out, evidence_value(parity, row, first));
    writer_string(out, " in ");
    writer_text(out, name_positions(parity, members, count));
}

/* A hidden row says only between whom it differs. */
static Text hidden_groups(const Parity *parity, const Row *row) {
    const char *verb = row->is_same ? "is the same in" : "differs between";
    Text names = name_positions(parity, row->environments, row->count);
    return text_format(parity->arena, "(hidden) %s %.*s", verb, TEXT_ARGS(names));
}

/* Was it reported elsewhere? What P0004 is about has to be shown. */
static bool is_silent(const Value *value) {
    return value->kind == VALUE_ERROR && value != &value_unstated && value != &value_refused;
}

/* Each value stands once, where it first occurs; what was reported elsewhere is left out. */
Text evidence_groups(const Parity *parity, const Row *row) {
    for (uint32_t i = 0; i < row->count; i++)
        if (row->count > 1 && is_hidden(parity, row, i)) return hidden_groups(parity, row);
    Writer out;
    writer_open(&out, parity->arena, LIMIT_VALUE_BYTES);
    bool *is_named = arena_array(parity->arena, bool, row->count);
    uint32_t groups = 0;
    for (uint32_t i = 0; i < row->count; i++) {
        if (is_named[i] || is_silent(row->values[i])) continue;
        if (groups++ > 0) writer_string(&out, ", ");
        if (groups > SHOWN_GROUPS) break;
        write_group(parity, &out, row, i, is_named);
    }
    if (groups > SHOWN_GROUPS) writer_string(&out, "and others");
    return writer_done(&out);
}

/* --- Places --------------------------------------------------------------------------------- */

/* A label in the line of the finding would repeat what the finding shows. */
static bool is_one_line(const Parity *parity, Span a, Span b) {
    Sources *sources = parity->report->sources;
    if (a.file != b.file) return false;
    return sources_position(sources, a.file, a.start).line ==
           sources_position(sources, b.file, b.start).line;
}

/* Two environments that take their values from one place share its label. */
static bool is_one_span(Span a, Span b) {
    return a.file == b.file && a.start == b.start && a.end == b.end;
}

/* Does the place spell out what the label would say? */
static bool is_literal(const Parity *parity, const Row *share, Span place) {
    Text shown = evidence_value(parity, share, 0);
    return share->is_same && text_equal(shown, sources_text(parity->report->sources, place));
}

/* Labels the place that gives the value at `first`, for all who take theirs from there. */
static void label_place(const Parity *parity, Diagnostic *diagnostic, const Row *row,
                        const Span *places, uint32_t first) {
    if (is_one_line(parity, places[first], row->param->span)) return;
    EnvironmentSet others = {0};
    for (uint32_t i = 0; i < row->count; i++) {
        bool is_here = is_one_span(places[i], places[first]);
        if (is_here && i < first) return;
        if (!is_here) set_add(&others, row->environments[i]);
    }
    Row share = row_without(parity, row, &others);
    if (is_literal(parity, &share, places[first])) {
        Text names = name_positions(parity, share.environments, share.count);
        report_label(diagnostic, places[first], "in %.*s", TEXT_ARGS(names));
        return;
    }
    Text groups = evidence_groups(parity, &share);
    if (groups.length > 0) report_label(diagnostic, places[first], "%.*s", TEXT_ARGS(groups));
}

/* The row first, so that it is the label of the finding itself, then the other places. */
void evidence_label(const Parity *parity, Diagnostic *diagnostic, const Row *row) {
    Text groups = evidence_groups(parity, row);
    report_label(diagnostic, row->param->span, "%.*s", TEXT_ARGS(groups));
    Span *places = arena_array(parity->arena, Span, row->count);
    for (uint32_t i = 0; i < row->count; i++) {
        Origin origin;
        bool is_there = param_origin(parity->model, row->param, row->environments[i], &origin);
        places[i] = is_there ? origin.span : row->param->span;
    }
    for (uint32_t i = 0; i < row->count; i++)
        label_place(parity, diagnostic, row, places, i);
}

/* --- About ---------------------------------------------------------------------------------- */

/* For reports that machines read: all of them, however many a label names. */
Diagnostic *finding_environments(const Parity *parity, Diagnostic *diagnostic,
                                 const EnvironmentSet *set) {
    for (uint32_t i = 0; i < parity->model->environment_count; i++)
        if (set_has(set, i)) report_environment(diagnostic, environment_name(parity, i));
    return diagnostic;
}

/* The unit decides which scoped builds the finding stops. */
Diagnostic *finding_about(const Parity *parity, Diagnostic *diagnostic, const Param *param) {
    Text reference = param_reference(parity->arena, param);
    return report_about(diagnostic, param->unit->name->text, reference);
}

/* Names of categories are words, and the letter is all that there is to go by. */
const char *article(Text noun) {
    bool is_vowel = noun.length > 0 && memchr("aeiou", noun.bytes[0], 5) != NULL;
    return is_vowel ? "an" : "a";
}
