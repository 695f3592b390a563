/* parse_policy.c - the rules of a team, clause by clause, and the ledgers of releases, line by
 * line. Both are lists of lines with a fixed order of parts; what the parts mean is for later
 * layers. */
#include "syntax/parser.h"

/* --- Policies ------------------------------------------------------------------------------- */

static void parse_for(Parser *parser, Clause *clause) {
    clause->kind = CLAUSE_FOR;
    clause->first = parser_name(parser, "the name of a variable");
    if (parser_accept_comma(parser)) clause->second = parser_name(parser, "the name of a variable");
    bool has_list = parser_expect(parser, TOKEN_IN, "`in` and a list");
    clause->in = has_list ? parse_disjunction(parser) : expression_missing(parser);
    if (parser_accept(parser, TOKEN_WHERE)) clause->where = parse_expr(parser);
}

/* clause      = "doc" text | "severity" NAME | "for" NAME [ "," NAME ] "in" disjunction [ "where" expr ] | "require" expr | "else" text ; */
static bool parse_clause(Parser *parser, Clause *clause) {
    *clause = (Clause){.kind = CLAUSE_DOC};
    uint32_t start = parser_start(parser);
    if (parser_accept(parser, TOKEN_FOR)) {
        parse_for(parser, clause);
    } else if (parser_accept_name(parser, TEXT("doc"))) {
        clause->value = parse_text(parser, "a text in quotes", true);
    } else if (parser_accept_name(parser, TEXT("severity"))) {
        clause->kind = CLAUSE_SEVERITY;
        clause->first = parser_name(parser, "`error`, `warning` or `info`");
    } else if (parser_accept_name(parser, TEXT("require"))) {
        clause->kind = CLAUSE_REQUIRE;
        clause->value = parse_expr(parser);
    } else if (parser_accept_name(parser, TEXT("else"))) {
        clause->kind = CLAUSE_ELSE;
        clause->value = parse_text(parser, "a text in quotes", true);
    } else {
        (void)parser_unexpected(parser, "`doc`, `severity`, `for`, `require` or `else`");
        return false;
    }
    clause->span = parser_since(parser, start);
    return true;
}

/* policy      = "policy" NAME "{" NL { clause NL } "}" ; */
void parse_policy(Parser *parser, Declaration *declaration) {
    declaration->name = parser_name(parser, "the name of the policy");
    Block block;
    size_t mark = list_begin(parser);
    if (!parser_open_block(parser, &block, BLOCK_STRICT, "`{`")) return;
    Clause clause;
    while (parser_next_item(parser, &block))
        if (parse_clause(parser, &clause)) list_push(parser, &clause, sizeof clause);
    declaration->as.policy.items =
        list_end(parser, mark, sizeof(Clause), &declaration->as.policy.count);
}

/* --- Ledgers -------------------------------------------------------------------------------- */

static const Expression *parse_digest(Parser *parser) {
    return parser->kind == TOKEN_DIGEST ? parse_literal(parser) : NULL;
}

/* The words at the end of a line that say why it skipped the ladder. */
static void parse_reason(Parser *parser, Release *release) {
    if (parser_accept_name(parser, TEXT("hotfix"))) {
        release->is_hotfix = true;
        release->reason = parse_text(parser, "the reason of the hotfix, in quotes", false);
        if (!parser_accept_name(parser, TEXT("until"))) {
            (void)parser_unexpected(parser, "`until` and a date");
            return;
        }
        if (parser->kind == TOKEN_TIME)
            release->until = parse_literal(parser);
        else
            (void)parser_unexpected(parser, "a date");
    } else if (parser_accept_name(parser, TEXT("rollback"))) {
        release->is_rollback = true;
        release->reason = parse_text(parser, "the reason of the rollback, in quotes", false);
    }
}

/* release     = TIME [ STRING ] [ DIGEST ] [ "chart" STRING [ DIGEST ] ] [ "hotfix" STRING "until" TIME | "rollback" STRING ] ; */
static bool parse_release(Parser *parser, Release *release) {
    *release = (Release){0};
    uint32_t start = parser_start(parser);
    if (parser->kind != TOKEN_TIME) {
        Diagnostic *d = parser_unexpected(parser, "the time of a release");
        if (d != NULL)
            report_help(d, "a line of a ledger begins with a time, "
                           "`2026-11-20T10:00:00Z`");
        return false;
    }
    release->time = parse_literal(parser);
    if (parser->kind == TOKEN_STRING) release->tag = parse_string(parser);
    release->digest = parse_digest(parser);
    if (parser_accept_name(parser, TEXT("chart"))) {
        release->chart = parse_text(parser, "the version of the chart, in quotes", false);
        release->chart_digest = parse_digest(parser);
    }
    parse_reason(parser, release);
    release->span = parser_since(parser, start);
    return true;
}

/* ledger      = "ledger" NAME "in" NAME "{" [ NL ] [ release { NL release } [ NL ] ] "}" ; */
void parse_ledger(Parser *parser, Declaration *declaration) {
    declaration->name = parser_name(parser, "the name of a service or stack");
    (void)parser_expect(parser, TOKEN_IN, "`in` and an environment");
    declaration->as.ledger.environment = parser_name(parser, "the name of an environment");
    Block block;
    size_t mark = list_begin(parser);
    if (!parser_open_block(parser, &block, BLOCK_LINES, "`{`")) return;
    Release release;
    while (parser_next_item(parser, &block))
        if (parse_release(parser, &release)) list_push(parser, &release, sizeof release);
    declaration->as.ledger.items =
        list_end(parser, mark, sizeof(Release), &declaration->as.ledger.count);
}
