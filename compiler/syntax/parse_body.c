/* parse_body.c - what a sink holds: parameters, tables, groups and secrets. An entry begins with
 * one or two words: where two stand in a row, the first is a category. `at` and `secret` begin a
 * group and a secret only before a path; before anything else they are paths themselves. */
#include "syntax/parser.h"

/* A word of any kind or a string; anything else ends a head. */
static bool is_path_start(TokenKind kind) {
    return token_is_word(kind) || kind == TOKEN_STRING;
}

/* --- Parameters ----------------------------------------------------------------------------- */

/* envcell     = NAME "=" cell ; */
static Cell parse_envcell(Parser *parser) {
    Cell cell = {.kind = CELL_MISSING, .span = parser_span(parser)};
    Word *environment = arena_new(parser->arena, Word);
    *environment = parser_name(parser, "the name of an environment");
    if (mistake_colon(parser) || parser_expect(parser, TOKEN_ASSIGN, "`=` after the environment"))
        cell = parse_cell(parser);
    cell.environment = environment;
    return cell;
}

/* envblock    = "{" [ NL ] [ envcell { sep envcell } [ sep ] ] "}" ; */
static void parse_envblock(Parser *parser, Parameter *parameter) {
    Block block;
    size_t mark = list_begin(parser);
    if (!parser_open_block(parser, &block, BLOCK_SEPARATED, "`{`")) return;
    while (parser_next_item(parser, &block)) {
        Cell cell = parse_envcell(parser);
        list_push(parser, &cell, sizeof cell);
    }
    parameter->cells = list_end(parser, mark, sizeof(Cell), &parameter->cell_count);
}

/* A value that no `=` stands before: what is left of the line belongs to the same mistake. */
static const Expression *parse_meant_value(Parser *parser) {
    const Expression *value = parse_expr(parser);
    if (parser->kind == TOKEN_COMMA && parser_peek(parser) == TOKEN_NEWLINE) parser_advance(parser);
    bool is_whole = parser->kind == TOKEN_NEWLINE || parser->kind == TOKEN_PIPE ||
                    parser->kind == TOKEN_BRACE_OPEN;
    if (!is_whole) parser->is_silent = true;
    return value;
}

/* `":" type { LAW }`, the colon not yet consumed. */
static Laws parse_head_type(Parser *parser, Parameter *head) {
    Span colon = parser_span(parser);
    parser_advance(parser);
    if (parser->kind == TOKEN_NEWLINE || parser->kind == TOKEN_ASSIGN) {
        Diagnostic *d = parser_unexpected(parser, "a type");
        if (d != NULL) report_help(d, "write a type behind `:`, or a value behind `=`");
    }
    const TypeNode *type = parse_type(parser);
    if (mistake_text_as_type(parser, colon, type)) {
        head->fallback = expression_missing(parser);
        return (Laws){NULL, 0};
    }
    head->type = type;
    return parse_laws(parser);
}

/* head        = [ NAME ] path [ ":" type { LAW } ] [ "=" expr ] ; */
Parameter parse_head(Parser *parser, const Preface *preface, const char *what) {
    Parameter head = {0};
    Word category = {0};
    Laws laws = {0};
    if (parser->kind == TOKEN_NAME && is_path_start(parser_peek(parser)))
        category = parser_word(parser);
    head.path = parse_path(parser, what, &head.span);
    mistake_text_in_path(parser, head.span);
    bool has_brackets = mistake_brackets_as_type(parser);
    if (!has_brackets && (mistake_value_as_type(parser) || mistake_no_equals(parser))) {
        head.fallback = parse_meant_value(parser);
    } else if (mistake_yaml_block(parser, head.span, "at ")) {
        head.fallback = expression_missing(parser);
    } else {
        if (parser->kind == TOKEN_COLON) laws = parse_head_type(parser, &head);
        if (parser_accept(parser, TOKEN_ASSIGN)) head.fallback = parse_expr(parser);
    }
    head.remarks = remarks_of(parser, preface, category, laws);
    return head;
}

KindSet parameter_kinds(const Parameter *parameter) {
    KindSet kinds = 0;
    if (parameter->fallback != NULL) kinds |= (KindSet)1 << parameter->fallback->kind;
    for (uint32_t i = 0; i < parameter->cell_count; i++)
        if (parameter->cells[i].kind == CELL_VALUE)
            kinds |= (KindSet)1 << parameter->cells[i].value->kind;
    return kinds;
}

/* --- Groups and secrets --------------------------------------------------------------------- */

/* group       = "at" path [ "as" ( "map" | "list" ) ] sinkbody ; */
static void parse_group(Parser *parser, Entry *entry) {
    uint32_t start = parser_start(parser);
    parser_advance(parser);
    entry->kind = ENTRY_GROUP;
    entry->as.group.path = parse_path(parser, "the path of the group", &entry->as.group.span);
    entry->span = parser_since(parser, start);
    if (parser_accept_name(parser, TEXT("as"))) {
        if (parser_accept_name(parser, TEXT("map")))
            entry->group = GROUP_MAP;
        else if (parser_accept_name(parser, TEXT("list")))
            entry->group = GROUP_LIST;
        else
            (void)parser_unexpected(parser, "`map` or `list` after `as`");
    }
    entry->as.group.body = parse_sinkbody(parser, "`{` after the path of the group");
}

/* `secret password: string`: whoever writes a type would write a value next. */
static void refuse_type(Parser *parser) {
    Diagnostic *d = parser_unexpected(parser, "`=` or `{` after the path of the secret");
    if (d != NULL)
        report_help(d, "a secret has a path and neither type nor value; leave the type out");
    parser_advance(parser);
    (void)parse_type(parser);
}

/* secret      = "secret" path [ "=" expr ] [ attrs ] ; */
static void parse_secret(Parser *parser, Entry *entry) {
    uint32_t start = parser_start(parser);
    parser_advance(parser);
    entry->kind = ENTRY_SECRET;
    entry->as.secret.path = parse_path(parser, "the path of the secret", &entry->as.secret.span);
    entry->span = parser_since(parser, start);
    if (parser->kind == TOKEN_COLON) refuse_type(parser);
    if (parser_accept(parser, TOKEN_ASSIGN)) entry->as.secret.store = parse_expr(parser);
    if (parser_has_block(parser)) entry->as.secret.attributes = parse_attrs(parser);
}

/* --- Entries -------------------------------------------------------------------------------- */

/* A block that holds parameters is read as the group that was meant. */
static void become_group(Parser *parser, Entry *entry, const Parameter *head) {
    entry->kind = ENTRY_GROUP;
    entry->remarks = head->remarks;
    entry->as.group.path = head->path;
    entry->as.group.span = head->span;
    entry->as.group.body = parse_sinkbody(parser, "`{`");
}

/* parameter   = head [ envblock ] ; */
static bool parse_parameter(Parser *parser, const Preface *preface, Entry *entry) {
    Parameter parameter = parse_head(parser, preface, "a parameter, a table, a group or a secret");
    entry->span = parameter.span;
    if (mistake_nested_block(parser, &parameter)) {
        become_group(parser, entry, &parameter);
        return true;
    }
    if (parser_has_block(parser)) parse_envblock(parser, &parameter);
    parameter.kinds = parameter_kinds(&parameter);
    entry->kind = ENTRY_PARAMETER;
    entry->as.parameter = parameter;
    return parameter.path->text.length > 0;
}

/* entry       = { annotation NL } ( table | group | secret | parameter ) ; */
static bool parse_entry(Parser *parser, Entry *entry) {
    Preface preface = parse_preface(parser, "the entry that the annotation is about");
    if (preface.is_dangling || mistake_condition(parser) || mistake_yaml_dash(parser) ||
        mistake_yaml_merge(parser))
        return false;
    *entry = (Entry){0};
    TokenKind next = parser_peek(parser);
    bool is_table =
        parser->kind == TOKEN_PIPE ||
        (parser->kind == TOKEN_NAME && next == TOKEN_PIPE && !mistake_is_lone_row(parser));
    bool is_group = parser->kind == TOKEN_AT && is_path_start(next);
    bool is_secret = parser->kind == TOKEN_SECRET && is_path_start(next);
    if (!is_table && !is_group && !is_secret) return parse_parameter(parser, &preface, entry);
    entry->remarks = remarks_of(parser, &preface, (Word){0}, (Laws){0});
    if (is_table)
        parse_table(parser, entry);
    else if (is_group)
        parse_group(parser, entry);
    else
        parse_secret(parser, entry);
    return true;
}

/* sinkbody    = "{" [ NL ] [ entry { NL entry } [ NL ] ] "}" ; */
Body parse_sinkbody(Parser *parser, const char *expected) {
    Body body = {NULL, 0};
    Block block;
    size_t mark = list_begin(parser);
    if (!parser_descend(parser)) {
        parser_recover(parser, SET(NEWLINE));
    } else if (parser_open_block(parser, &block, BLOCK_LINES, expected)) {
        Entry entry;
        while (parser_next_item(parser, &block))
            if (parse_entry(parser, &entry)) list_push(parser, &entry, sizeof entry);
    }
    parser_ascend(parser);
    body.items = list_end(parser, mark, sizeof(Entry), &body.count);
    return body;
}
