/* mistakes_yaml.c - YAML that was pasted where a program is expected: blocks by indentation, lists of
 * dashes, aliases.
 *
 * The lines of a block belong to its mistake: they are passed over, so that a block is one finding
 * however long it is. Where a line alone is YAML (`replicas: 3`), mistakes.c knows what was meant. */
#include "syntax/parser.h"

/* --- Indentation ---------------------------------------------------------------------------- */

/* Of the line in which a byte stands. */
static uint32_t indentation_of(const Parser *parser, uint32_t offset) {
    uint32_t line = offset;
    while (line > 0 && parser->bytes[line - 1] != '\n')
        line--;
    uint32_t end = line;
    while (end < offset && byte_is(parser->bytes[end], BYTE_BLANK))
        end++;
    return end - line;
}

/* The first token of the lines below, from the end of a line on. */
static const Token *token_below(const Parser *parser) {
    const Token *token = &parser->tokens[parser->at];
    while (token->kind == TOKEN_COMMENT || token->kind == TOKEN_NEWLINE)
        token++;
    return token;
}

/* The items of a list may stand below its key without being deeper. */
static bool belongs(const Parser *parser, const Token *token, uint32_t indentation) {
    if (token->kind == TOKEN_END || token->kind == TOKEN_BRACE_CLOSE) return false;
    uint32_t own = indentation_of(parser, token->start);
    return own > indentation || (own == indentation && token->kind == TOKEN_MINUS);
}

/* Passes over the lines below that belong to a line, up to the end of the last. */
static void skip_below(Parser *parser, uint32_t indentation) {
    while (parser->kind == TOKEN_NEWLINE && belongs(parser, token_below(parser), indentation)) {
        parser_skip_newlines(parser);
        parser_recover(parser, SET(NEWLINE));
    }
    parser->is_silent = true;
}

/* --- Blocks --------------------------------------------------------------------------------- */

/* `- name: LOG_LEVEL`: the items have keys of their own. */
static bool has_maps(const Token *dash) {
    return (token_is_word(dash[1].kind) || dash[1].kind == TOKEN_STRING) &&
           dash[2].kind == TOKEN_COLON;
}

/* What a list is written as, by what its items are. */
static void help_list(Diagnostic *d, Text key, const Token *dash) {
    if (has_maps(dash))
        report_help(d,
                    "name each element in its path, as in `%.*s[NAME].value = ...`; variables of a "
                    "container stand in `at %.*s as list { NAME = ... }`",
                    TEXT_ARGS(key), TEXT_ARGS(key));
    else
        report_help(d, "write the items in brackets with commas between them: `%.*s = [...]`",
                    TEXT_ARGS(key));
}

/* The text of the line up to its colon is what the reader knows the block by. */
static void report_block(Parser *parser, Span key, const char *opener, const Token *below) {
    if (!parser_blames(parser)) return;
    Text text = parser_slice(parser, key);
    Span span = span_join(key, parser_span(parser));
    if (below->kind == TOKEN_MINUS) {
        Text mark = parser_slice(parser, span);
        help_list(report_yaml_list(parser->report, span, mark), text, below);
        return;
    }
    Diagnostic *d = report_yaml_block(parser->report, span, text);
    report_help(d,
                "indentation says nothing: write `%s%.*s {`, the lines below with `=` before their "
                "values, and `}`",
                opener, TEXT_ARGS(text));
}

bool mistake_yaml_block(Parser *parser, Span key, const char *opener) {
    if (parser->kind != TOKEN_COLON || parser_peek(parser) != TOKEN_NEWLINE) return false;
    uint32_t indentation = indentation_of(parser, key.start);
    Parser ahead = *parser;
    parser_advance(&ahead);
    const Token *below = token_below(&ahead);
    if (!belongs(parser, below, indentation)) return false;
    report_block(parser, key, opener, below);
    parser_advance(parser);
    skip_below(parser, indentation);
    return true;
}

/* --- Dashes --------------------------------------------------------------------------------- */

/* `---`, of which a file of YAML has one between two documents. */
static bool is_separator(const Parser *parser) {
    const Token *token = &parser->tokens[parser->at];
    for (; token->kind == TOKEN_MINUS; token++)
        if (token[1].kind == TOKEN_MINUS && token[1].start != token->start + token->length)
            return false;
    return parser_peek(parser) == TOKEN_MINUS && token->kind == TOKEN_NEWLINE;
}

bool mistake_yaml_dash(Parser *parser) {
    if (parser->kind != TOKEN_MINUS) return false;
    uint32_t start = parser_start(parser);
    bool is_line = is_separator(parser);
    const Token *dash = &parser->tokens[parser->at];
    if (parser_blames(parser)) {
        Span span = parser_span(parser);
        if (is_line)
            report_help(report_yaml_separator(parser->report, span), "delete the line");
        else
            help_list(report_yaml_list(parser->report, span, TEXT("-")), TEXT("PATH"), dash);
    }
    parser_recover(parser, SET(NEWLINE));
    if (!is_line) skip_below(parser, indentation_of(parser, start));
    return true;
}

/* --- Anchors -------------------------------------------------------------------------------- */

/* `&name` is the lexer's, which knows it from `&&`. */
bool mistake_yaml_merge(Parser *parser) {
    const Token *token = &parser->tokens[parser->at];
    if (token->kind != TOKEN_LESS || token[1].kind != TOKEN_LESS || token[2].kind != TOKEN_COLON)
        return false;
    Diagnostic *d = parser_unexpected(parser, "a parameter, a table, a group or a secret");
    if (d != NULL)
        report_help(d, "nothing is merged: what units share is a `profile`, which a unit takes "
                       "with `uses`");
    parser_recover(parser, SET(NEWLINE));
    parser->is_silent = true;
    return true;
}

bool mistake_yaml_alias(Parser *parser) {
    const Token *star = &parser->tokens[parser->at];
    if (star->kind != TOKEN_STAR || star[1].kind != TOKEN_NAME || star[1].start != star->start + 1)
        return false;
    Diagnostic *d = parser_unexpected(parser, "a value");
    if (d != NULL)
        report_help(d, "there are no aliases: what units share is a `profile`, and a value that is "
                       "used twice is referred to by its sink and path");
    parser_advance(parser);
    parser_advance(parser);
    parser->is_silent = true;
    return true;
}
