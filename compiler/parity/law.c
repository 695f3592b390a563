/* law.c - P0005: the laws of categories and rows.
 *
 * A category says why a value may differ, and its laws say how. `ascending` and `descending`
 * compare along the ladder, where one sweep with the greatest value so far sees every pair of
 * rungs; `distinct` and `apart` compare environments with one another; `disjoint` compares the rows of a
 * unit in one environment (disjoint.c). A category's law that does not fit a row's type is passed
 * over. A row that is rolling is not judged: it is on its way, and P0013 watches it. */
#include "parity/rule.h"

static const Law order_of_judgement[] = {LAW_EQUAL, LAW_ASCENDING, LAW_DESCENDING, LAW_DISTINCT,
                                         LAW_APART};

enum { JUDGED_LAWS = sizeof order_of_judgement / sizeof *order_of_judgement };

/* The first pair that breaks a law, by position in the row, and what the two share. */
typedef struct Break {
    Law law;
    uint32_t low, high;
    Meeting meeting;
} Break;

/* A set has one bit for each law. */
bool law_is_in(LawSet laws, Law law) {
    return (laws & 1u << law) != 0;
}

/* --- Along the ladder ----------------------------------------------------------------------- */

/* Absent is below everything; what cannot be compared is passed over. */
static int compare(const Value *a, const Value *b) {
    int order = 0;
    if (a->kind == VALUE_INT && b->kind == VALUE_INT)
        return (a->as.integer > b->as.integer) - (a->as.integer < b->as.integer);
    bool has_left = a->kind != VALUE_ABSENT;
    bool has_right = b->kind != VALUE_ABSENT;
    if (!has_left || !has_right) return has_left - has_right;
    return value_compare(a, b, &order) ? order : 0;
}

/* Rows stand in ladder order, so the greatest value of all lower rungs is enough to see whether any
 * of them is above the next: `below` is its position, `here` that of the rung at hand. */
static bool breaks_order(const Parity *parity, const Row *row, Break *out,
                         EnvironmentSet *involved) {
    int sign = out->law == LAW_ASCENDING ? 1 : -1;
    uint32_t below = UINT32_MAX;
    uint32_t here = UINT32_MAX;
    uint32_t rung = 0;
    bool is_broken = false;
    for (uint32_t i = 0; i < row->count; i++) {
        const Value *value = row->values[i];
        uint32_t own = parity->model->environments[row->environments[i]].rung;
        if (own == 0 || value->kind == VALUE_ERROR) continue;
        if (own != rung) below = here;
        rung = own;
        if (here == UINT32_MAX || sign * compare(value, row->values[here]) > 0) here = i;
        if (below == UINT32_MAX || sign * compare(row->values[below], value) <= 0) continue;
        set_add(involved, row->environments[below]);
        set_add(involved, row->environments[i]);
        if (!is_broken) *out = (Break){.law = out->law, .low = below, .high = i};
        is_broken = true;
    }
    return is_broken;
}

/* --- Between environments ------------------------------------------------------------------- */

/* The positions of a row on the two sides of a law: `apart` is for environments of production and those
 * that are not, `distinct` for all that stay, which are both sides. */
typedef struct Judging {
    EnvironmentSet sides[2];
    EnvironmentSet broken; /* positions that share with one of the other side */
    bool is_broken;
    uint32_t low, high; /* the first pair of them */
} Judging;

/* The first member from a position on; the end of the row where there is none. */
static uint32_t next_member(const EnvironmentSet *set, uint32_t position) {
    while (position < LIMIT_ENVIRONMENTS && !set_has(set, position))
        position++;
    return position;
}

/* All of these share one element. */
static void judge_sharing(void *state, const EnvironmentSet *positions) {
    Judging *judging = state;
    EnvironmentSet left = set_and(judging->sides[0], *positions);
    EnvironmentSet right = set_and(judging->sides[1], *positions);
    if (set_is_empty(&left) || set_is_empty(&right)) return;
    EnvironmentSet both = set_or(left, right);
    uint32_t low = next_member(&both, 0);
    uint32_t high = next_member(set_has(&left, low) ? &right : &left, low + 1);
    if (high == LIMIT_ENVIRONMENTS) return;
    judging->broken = set_or(judging->broken, both);
    bool is_first = low < judging->low || (low == judging->low && high < judging->high);
    if (judging->is_broken && !is_first) return;
    judging->is_broken = true;
    judging->low = low;
    judging->high = high;
}

/* The first pair is named, and every environment that shares with another. */
static bool breaks_difference(const Parity *parity, const Row *row, Break *out,
                              EnvironmentSet *involved) {
    Judging judging = {0};
    for (uint32_t i = 0; i < row->count; i++) {
        uint32_t environment = row->environments[i];
        bool is_apart = out->law == LAW_APART;
        if (!is_apart && set_has(&parity->ephemeral, environment)) continue;
        bool is_left = !is_apart || set_has(&parity->production, environment);
        if (is_left) set_add(&judging.sides[0], i);
        if (!is_left || !is_apart) set_add(&judging.sides[1], i);
    }
    values_share(parity->arena, row->values, row->count, judge_sharing, &judging);
    if (!judging.is_broken) return false;
    for (uint32_t i = 0; i < row->count; i++)
        if (set_has(&judging.broken, i)) set_add(involved, row->environments[i]);
    *out = (Break){.law = out->law, .low = judging.low, .high = judging.high};
    (void)values_meet(parity->arena, row->values[out->low], row->values[out->high], &out->meeting);
    return true;
}

/* A row without a category that differs is P0003's. */
static bool breaks_equality(const Row *row, Break *out, EnvironmentSet *involved) {
    if (row->is_same || row->category == NULL) return false;
    uint32_t first = 0;
    while (row->values[first]->kind == VALUE_ERROR)
        first++;
    for (uint32_t i = first + 1; i < row->count; i++) {
        if (value_equal(row->values[first], row->values[i])) continue;
        *out = (Break){.law = LAW_EQUAL, .low = first, .high = i};
        *involved = row_environments(row);
        return true;
    }
    return false;
}

/* `disjoint` is between rows and never broken by one alone. */
static bool breaks(const Parity *parity, const Row *row, Break *out, EnvironmentSet *involved) {
    switch (out->law) {
    case LAW_ASCENDING:
    case LAW_DESCENDING: return breaks_order(parity, row, out, involved);
    case LAW_DISTINCT:
    case LAW_APART: return breaks_difference(parity, row, out, involved);
    case LAW_EQUAL: return breaks_equality(row, out, involved);
    case LAW_DISJOINT: return false;
    }
    unreachable("Law");
}

/* For advice: would a category with this law be kept? */
bool law_climbs(const Parity *parity, const Row *row, Law law) {
    Break found = {.law = law};
    EnvironmentSet involved = {0};
    return !breaks_order(parity, row, &found, &involved);
}

/* Likewise for `apart`. */
bool law_is_apart(const Parity *parity, const Row *row) {
    Break found = {.law = LAW_APART};
    EnvironmentSet involved = {0};
    return !breaks_difference(parity, row, &found, &involved);
}

/* The first law of the row that its values break. */
static bool find_break(const Parity *parity, const Row *row, Break *out, EnvironmentSet *involved) {
    const Type *type = matrix_type(parity->matrix, row->param);
    for (size_t i = 0; i < JUDGED_LAWS; i++) {
        out->law = order_of_judgement[i];
        if (!law_is_in(row->laws, out->law) || !law_fits(out->law, type)) continue;
        if (breaks(parity, row, out, involved)) return true;
    }
    return false;
}

/* The form in which waivers ask. */
static bool judge(Parity *parity, const Row *row, EnvironmentSet *involved) {
    Break found;
    return find_break(parity, row, &found, involved);
}

/* --- Reporting ------------------------------------------------------------------------------ */

/* A value as the evidence shows it. */
static Text shown(const Parity *parity, const Row *row, uint32_t position) {
    return evidence_value(parity, row, position);
}

/* Which two rungs are meant, because the row may have many. */
static void note_order(const Parity *parity, Diagnostic *diagnostic, const Row *row,
                       const Break *found) {
    Text low = environment_name(parity, row->environments[found->low]);
    Text high = environment_name(parity, row->environments[found->high]);
    const char *relation = found->law == LAW_ASCENDING ? "less" : "more";
    Text lower = shown(parity, row, found->low);
    Text higher = shown(parity, row, found->high);
    report_note(diagnostic, "%.*s is above %.*s on the ladder, and %.*s is %s than %.*s",
                TEXT_ARGS(high), TEXT_ARGS(low), TEXT_ARGS(higher), relation, TEXT_ARGS(lower));
}

/* What is shared, which in long lists is hard to see, and for `apart` who is of production. */
static void note_meeting(const Parity *parity, Diagnostic *diagnostic, const Row *row,
                         const Break *found) {
    Text low = environment_name(parity, row->environments[found->low]);
    Text high = environment_name(parity, row->environments[found->high]);
    bool is_hidden = text_equal(shown(parity, row, found->low), TEXT("(hidden)"));
    Text left = is_hidden ? TEXT("(hidden)") : found->meeting.left;
    Text right = is_hidden ? TEXT("(hidden)") : found->meeting.right;
    if (text_equal(left, right))
        report_note(diagnostic, "%.*s and %.*s share `%.*s`", TEXT_ARGS(low), TEXT_ARGS(high),
                    TEXT_ARGS(left));
    else
        report_note(diagnostic, "`%.*s` in %.*s overlaps `%.*s` in %.*s", TEXT_ARGS(left),
                    TEXT_ARGS(low), TEXT_ARGS(right), TEXT_ARGS(high));
    bool is_low = set_has(&parity->production, row->environments[found->low]);
    if (found->law == LAW_APART)
        report_note(diagnostic, "`apart`: %.*s is of class production, %.*s is not",
                    TEXT_ARGS(is_low ? low : high), TEXT_ARGS(is_low ? high : low));
}

/* `equal` needs no note: the label shows all there is. */
static void note_law(const Parity *parity, Diagnostic *diagnostic, const Row *row,
                     const Break *found) {
    switch (found->law) {
    case LAW_ASCENDING:
    case LAW_DESCENDING: note_order(parity, diagnostic, row, found); return;
    case LAW_DISTINCT:
    case LAW_APART: note_meeting(parity, diagnostic, row, found); return;
    case LAW_EQUAL:
    case LAW_DISJOINT: return;
    }
    unreachable("Law");
}

/* The first law that is broken, by the values that are judged. */
static void report_break(const Parity *parity, const Row *row) {
    const Param *param = row->param;
    Break found;
    EnvironmentSet involved = {0};
    if (!find_break(parity, row, &found, &involved)) return;
    bool is_own = law_is_in(param->row_laws, found.law);
    Text law = law_name(found.law);
    Diagnostic *diagnostic =
        is_own || row->category == NULL
            ? report_own_law_broken(parity->report, param->span, param->path->text, law)
            : report_law_broken(parity->report, param->span, param->path->text, law,
                                row->category->name->text);
    evidence_label(parity, diagnostic, row);
    if (is_own) report_label(diagnostic, param_law_span(param), "the law");
    note_law(parity, diagnostic, row, &found);
    report_help(diagnostic, "correct the value, or say why it is right: "
                            "`@waive(P0005, \"reason\")`");
    finding_about(parity, diagnostic, param);
    finding_environments(parity, diagnostic, &involved);
}

/* Text that reads like a number: `"2"`, not `"t3.micro"`. */
static bool is_quoted_number(const Value *value) {
    Number number;
    return value->kind == VALUE_STRING && number_parse(value->text, &number);
}

/* `"2"` has no order, and whoever wrote it under `scale` meant a number. */
static void check_quoted(Parity *parity, const Row *row, const Type *type) {
    LawSet order = 1u << LAW_ASCENDING | 1u << LAW_DESCENDING;
    if ((row->laws & ~row->param->row_laws & order) == 0 || type->base != BASE_STRING) return;
    uint32_t numbers = 0;
    for (uint32_t i = 0; i < row->count; i++) {
        if (row->values[i]->kind == VALUE_ABSENT) continue;
        if (!is_quoted_number(row->values[i])) return;
        numbers++;
    }
    const Param *param = row->param;
    if (numbers == 0 || !parity_is_first(parity, CODE_P0005, statement_span(param_first(param))))
        return;
    Law law = law_is_in(row->laws, LAW_ASCENDING) ? LAW_ASCENDING : LAW_DESCENDING;
    Diagnostic *diagnostic = report_law_of_quoted(parity->report, param->span, law_name(law),
                                                  row->category->name->text, param->path->text);
    evidence_label(parity, diagnostic, row);
    report_help(diagnostic, "write the numbers without quotes, and the law is judged");
    finding_about(parity, diagnostic, param);
}

/* Whether a law is broken is noted before waivers have a say: P0011 asks for the values. */
void law_check_row(Parity *parity, const Row *row) {
    if (row->laws == 0 || row->is_image || row->param->is_secret) return;
    const Type *type = matrix_type(parity->matrix, row->param);
    if (row->category != NULL) check_quoted(parity, row, type);
    if (row->rolling != NULL) return;
    Break found;
    EnvironmentSet involved = {0};
    *row->breaks_law = find_break(parity, row, &found, &involved);
    Row judged;
    if (*row->breaks_law && waiver_judge(parity, row, CODE_P0005, judge, &judged))
        report_break(parity, &judged);
}
