/* variation.c - P0003: only stated values vary.
 *
 * A parameter without a category has one value in all environments, however it is computed. The
 * finding shows the matrix row, and proposes the category that its type, its name and its values
 * fit best: one whose laws the values keep, so that following the advice is not punished by the
 * next finding. Except for what protects: a firewall that is off in production is not called tuning,
 * and that next finding is the one that matters. */
#include "parity/rule.h"

/* Secrets differ by their nature, and so does what only refers to them. */
static bool judge(Parity *parity, const Row *row, EnvironmentSet *involved) {
    (void)parity;
    if (row->is_same || row->is_secret) return false;
    *involved = row_environments(row);
    return true;
}

/* --- Advice --------------------------------------------------------------------------------- */

/* Names of parameters are ASCII as a rule, and others simply match nothing. */
static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* Does the last name of the path hold the word, in any case? `databaseHost`, `DB_HOST`. */
static bool is_named(const Param *param, const char *word) {
    size_t length = strlen(word);
    Text path = param->path->text;
    for (size_t i = 0; i + length <= path.length; i++) {
        size_t matched = 0;
        while (matched < length && lower(path.bytes[i + matched]) == word[matched])
            matched++;
        if (matched == length) return true;
    }
    return false;
}

/* What more or less of means scale. */
static bool is_numeric(BaseKind base) {
    return base == BASE_INT || base == BASE_NUMBER || base == BASE_QUANTITY || base == BASE_PERCENT;
}

/* An address by type, by name, or because it reads like one. */
static bool is_endpoint(const Row *row, BaseKind base) {
    static const char *const words[] = {"host", "url", "uri", "endpoint", "domain", "addr"};
    if (base == BASE_HOST || base == BASE_URL) return true;
    if (base != BASE_STRING) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_named(row->param, words[i])) return true;
    return text_contains(row->values[0]->text, TEXT("://"));
}

/* What protects, by its name: that it does not climb is for the law to say. */
static bool is_protection(const Row *row, BaseKind base) {
    static const char *const words[] = {"tls", "ssl", "encrypt", "firewall",
                                        "waf", "mfa", "backup",  "protect"};
    for (size_t i = 0; base == BASE_BOOL && i < sizeof words / sizeof *words; i++)
        if (is_named(row->param, words[i])) return true;
    return false;
}

/* What is seen of a service: levels and sampling. */
static bool is_log_level(const Row *row, BaseKind base) {
    bool is_level = is_named(row->param, "log") || is_named(row->param, "trac");
    return is_level && (base == BASE_ENUM || base == BASE_STRING || base == BASE_PERCENT);
}

/* Networks belong to who one is. */
static bool is_network(const Type *type) {
    return type->base == BASE_CIDR || (type->base == BASE_LIST && type->element->base == BASE_CIDR);
}

/* From the surest sign to the weakest; `tuning` has no laws and fits always. */
static Text suggest_category(const Parity *parity, const Row *row) {
    const Type *type = matrix_type(parity->matrix, row->param);
    if (is_log_level(row, type->base)) return TEXT("observability");
    if (is_protection(row, type->base)) return TEXT("hardening");
    if (is_numeric(type->base) && law_climbs(parity, row, LAW_ASCENDING)) return TEXT("scale");
    if (type->base == BASE_BOOL && law_climbs(parity, row, LAW_DESCENDING)) return TEXT("feature");
    if (type->base == BASE_BOOL && law_climbs(parity, row, LAW_ASCENDING)) return TEXT("hardening");
    if (is_endpoint(row, type->base) && law_is_apart(parity, row)) return TEXT("endpoint");
    if (is_network(type) && law_is_apart(parity, row)) return TEXT("identity");
    return TEXT("tuning");
}

/* The category goes to the statement that names the others: a unit may not change a profile's. */
static void advise(const Parity *parity, Diagnostic *diagnostic, const Row *row) {
    Text category = suggest_category(parity, row);
    if (map_get(&parity->model->categories, category) == NULL) return;
    Span place = statement_span(param_first(row->param));
    Text name = sources_text(parity->report->sources, place);
    report_help(diagnostic, "put a category in front of it, such as `%.*s %.*s: ...`",
                TEXT_ARGS(category), TEXT_ARGS(name));
    Text title = text_format(parity->arena, "state the category `%.*s`", TEXT_ARGS(category));
    Text inserted = text_format(parity->arena, "%.*s ", TEXT_ARGS(category));
    report_fix(diagnostic, false, text_c(parity->arena, title), span_before(place), inserted);
}

/* The first line settles nearly every row: one value, or a reason for many. */
void variation_check_row(Parity *parity, const Row *row) {
    if (row->is_same || row->category != NULL || row->rolling != NULL || row->is_image) return;
    Row judged;
    if (!waiver_judge(parity, row, CODE_P0003, judge, &judged)) return;
    const Param *param = row->param;
    Diagnostic *diagnostic =
        report_varies_without_reason(parity->report, param->span, param->path->text);
    evidence_label(parity, diagnostic, &judged);
    advise(parity, diagnostic, &judged);
    finding_about(parity, diagnostic, param);
    EnvironmentSet environments = row_environments(&judged);
    finding_environments(parity, diagnostic, &environments);
}
