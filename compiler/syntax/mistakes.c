/* mistakes.c - the mistakes of the first day: what people write who come from HCL, YAML, Markdown
 * or a programming language. Each has a message of its own with the edit that mends it, and is
 * then read as what was meant. The parser asks here before it says that a token was unexpected.
 * What shows in the bytes alone is in lexer_mistake.c. */
#include "syntax/parser.h"

/* --- Operators ------------------------------------------------------------------------------ */

static void report_spacing(Parser *parser, Span operator, bool has_before, bool has_after) {
    Text spelling = parser_slice(parser, operator);
    Diagnostic *d = report_operator_spacing(parser->report, operator, spelling);
    if (text_equal(spelling, TEXT("/")))
        report_help(d, "put a space on both sides, or quotes around it if it is text");
    else
        report_help(d, "put a space on both sides; `a-b` without spaces is one name");
    Text spaced = text_format(parser->arena, "%s%.*s%s", has_before ? "" : " ", TEXT_ARGS(spelling),
                              has_after ? "" : " ");
    report_fix(d, true, "put spaces around it", operator, spaced);
}

/* The token at the index is a binary operator whose right side comes next. */
void mistake_operator_spacing(Parser *parser, uint32_t index) {
    const Token *token = &parser->tokens[index];
    if (token_is_word(token->kind)) return;
    Span span = {parser->file, token->start, token->start + token->length};
    bool has_before =
        token[-1].start + token[-1].length < token->start || token[-1].kind == TOKEN_NEWLINE;
    bool has_after =
        token[1].start > span.end || token[1].kind == TOKEN_END || token[1].kind == TOKEN_NEWLINE;
    if ((has_before && has_after) || span.start < parser->text_end) return;
    if (mistake_path_as_value(parser, index)) return;
    if (!parser->is_silent) report_spacing(parser, span, has_before, has_after);
}

/* `a -1` and `2-1`: the minus went to the number. */
static void report_minus(Parser *parser) {
    if (!parser_blames(parser)) return;
    Span span = parser_span(parser);
    span.end = span.start + 1;
    report_spacing(parser, span, parser->end < span.start, false);
}

static void report_word_operator(Parser *parser, const char *meant) {
    if (!parser_blames(parser)) return;
    Span span = parser_span(parser);
    span.end = span.start + 2;
    Diagnostic *d = report_foreign_operator(parser->report, span, parser_slice(parser, span));
    report_help(d, "write `%s`", meant);
    report_fix(d, true, "write the word", span, text_of(meant));
}

/* The help shows the two forms in which the language says what differs. */
static void report_conditional_at(Parser *parser, Text spelling) {
    if (!parser_blames(parser)) return;
    Diagnostic *d = report_conditional(parser->report, parser_span(parser), spelling);
    report_help(d,
                "write a value for each environment: `{ dev = 1, prod = 6 }`, or a row of a table");
}

/* The fix would need the type, which only the author knows. */
static void report_law(Parser *parser) {
    if (!parser_blames(parser)) return;
    Text law = parser_text(parser);
    Diagnostic *d = report_law_without_type(parser->report, parser_span(parser), law);
    report_help(d, "write the type first and the law behind it, as in `: int %.*s`",
                TEXT_ARGS(law));
}

static Diagnostic *help_at(Parser *parser, const char *help) {
    Diagnostic *d = parser_unexpected(parser, "the end of the line");
    return d == NULL ? NULL : report_help(d, "%s", help);
}

/* `x = 1,` and `x == 1`: one edit makes the statement that was meant. */
static void replace_at(Parser *parser, const char *help, Text replacement) {
    Span span = parser_span(parser);
    Diagnostic *d = help_at(parser, help);
    if (d != NULL) report_fix(d, true, "do so", span, replacement);
}

/* Directly behind the last token that was consumed, without a space. */
static bool is_joined(const Parser *parser) {
    return parser_start(parser) == parser->end;
}

/* Two `|` that touch; with a space between them they are an empty cell. */
static bool is_or(const Parser *parser) {
    const Token *token = &parser->tokens[parser->at];
    return token[1].kind == TOKEN_PIPE && token[1].start == token->start + token->length;
}

/* What people write behind a value that is complete already. */
bool mistake_after_statement(Parser *parser) {
    TokenKind kind = parser->kind;
    Law law;
    if (kind == TOKEN_QUESTION)
        report_conditional_at(parser, TEXT("? :"));
    else if (kind == TOKEN_NUMBER && parser_text(parser).bytes[0] == '-')
        report_minus(parser);
    else if (kind == TOKEN_PIPE && is_or(parser))
        report_word_operator(parser, "or");
    else if (kind == TOKEN_PIPE)
        help_at(parser, "a row stands in a table: write `| dev | prod {` above it and `}` below");
    else if (kind == TOKEN_MINUS && is_joined(parser))
        help_at(parser, "a name ends in a letter, a digit or `_`, never in `-`");
    else if (kind == TOKEN_COMMA && parser_peek(parser) == TOKEN_NEWLINE)
        replace_at(parser, "delete the comma: a statement ends with its line", TEXT(""));
    else if (kind == TOKEN_EQUAL)
        replace_at(parser, "write `=` to give a value; `==` compares two", TEXT("="));
    else if (kind == TOKEN_COLON && is_joined(parser))
        return mistake_text_with_colon(parser);
    else if (parser_at_name(parser, TEXT("if")))
        report_conditional_at(parser, TEXT("if"));
    else if (kind == TOKEN_NAME && law_find(parser_text(parser), &law))
        report_law(parser);
    else
        return false;
    return true;
}

/* --- Values --------------------------------------------------------------------------------- */

/* `null` is read as `none`, which is what it means. */
static const Expression *replace_null(Parser *parser) {
    Span span = parser_span(parser);
    if (parser_blames(parser)) {
        Diagnostic *d = report_null_value(parser->report, span, parser_text(parser));
        report_help(d, "write `none`, which leaves the key out");
        report_fix(d, false, "write `none`", span, TEXT("none"));
    }
    parser_advance(parser);
    return expression_new(parser, EXPRESSION_NONE, span.start);
}

/* A minus belongs to a number; what follows it here is passed over. */
static const Expression *refuse_minus(Parser *parser) {
    Diagnostic *d = parser_unexpected(parser, "a value");
    if (d != NULL) report_help(d, "write `0 - x`; only a number has a minus of its own");
    parser_advance(parser);
    parser->is_silent = true;
    return expression_missing(parser);
}

/* `key => value`: the arrow is read as the `=` that it begins with. */
static const Expression *refuse_arrow(Parser *parser) {
    Span span = parser_span(parser);
    Diagnostic *d = parser_unexpected(parser, "a value");
    if (d != NULL) {
        report_help(d, "write `=` alone between a name and its value");
        report_fix(d, true, "delete it", span, TEXT(""));
    }
    parser_advance(parser);
    return parse_disjunction(parser);
}

/* `=>` without a space. */
static bool is_arrow(const Parser *parser) {
    return parser->kind == TOKEN_GREATER && parser->at > 0 && is_joined(parser) &&
           parser->tokens[parser->at - 1].kind == TOKEN_ASSIGN;
}

/* What people write where a value is expected. */
bool mistake_at_operand(Parser *parser, const Expression **out) {
    if (parser->kind == TOKEN_MINUS) {
        *out = refuse_minus(parser);
        return true;
    }
    if (is_arrow(parser)) {
        *out = refuse_arrow(parser);
        return true;
    }
    if (mistake_path_at_operand(parser) || mistake_yaml_alias(parser)) {
        *out = expression_missing(parser);
        return true;
    }
    if (parser->kind != TOKEN_NAME) return false;
    Text text = parser_text(parser);
    if (text_equal(text, TEXT("null")) || text_equal(text, TEXT("nil"))) {
        *out = replace_null(parser);
        return true;
    }
    if (!text_equal(text, TEXT("if"))) return false;
    report_conditional_at(parser, text);
    *out = expression_missing(parser);
    return true;
}

/* `upstream = all`: a value that is also the beginning of `all x in xs: e`. */
bool mistake_reserved_value(Parser *parser) {
    if (parser->kind != TOKEN_ALL && parser->kind != TOKEN_ANY) return false;
    TokenKind next = parser_peek(parser);
    if (token_is_word(next)) return false;
    if (parser_blames(parser)) {
        Span span = parser_span(parser);
        Text word = parser_text(parser);
        Diagnostic *d = report_reserved_word(parser->report, span, word, TEXT("a bare value"));
        Text quoted = text_format(parser->arena, "\"%.*s\"", TEXT_ARGS(word));
        report_help(d, "put it in quotes: `%.*s`", TEXT_ARGS(quoted));
        report_fix(d, true, "put it in quotes", span, quoted);
    }
    parser_advance(parser);
    parser->is_silent = true;
    return true;
}

static Diagnostic *report_colon(Parser *parser) {
    if (!parser_blames(parser)) return NULL;
    Span span = parser_span(parser);
    Diagnostic *d = report_colon_for_equals(parser->report, span);
    report_help(d, "write `=` before a value; `:` stands before a type");
    bool is_loose = parser->end < span.start;
    return report_fix(d, true, "write `=`", span, is_loose ? TEXT("=") : TEXT(" ="));
}

bool mistake_colon(Parser *parser) {
    if (parser->kind != TOKEN_COLON) return false;
    (void)report_colon(parser);
    parser_advance(parser);
    return true;
}

/* What can only be a value, so that the `:` before it was meant to be `=`. */
static const TokenSet values = SET(NUMBER) | SET(STRING) | SET(BLOCK) | SET(TIME) | SET(DIGEST) |
                               SET(NETWORK) | SET(TRUE) | SET(FALSE) | SET(NONE) |
                               SET(BRACKET_OPEN) | SET(BRACE_OPEN);

/* What begins no path and no cells either. */
static const TokenSet literals = SET(NUMBER) | SET(BLOCK) | SET(TIME) | SET(DIGEST) | SET(NETWORK);

bool mistake_no_equals(Parser *parser) {
    if ((literals >> parser->kind & 1u) == 0) return false;
    if (parser_blames(parser)) {
        Span span = parser_span(parser);
        Diagnostic *d = report_missing_equals(parser->report, span);
        report_help(d, "write `=` before the value");
        report_fix(d, true, "insert `=`", span_before(span), TEXT("= "));
    }
    return true;
}

/* The token behind the value that follows the current one: a literal, or brackets. */
static const Token *behind_value(const Parser *parser) {
    Parser ahead = *parser;
    parser_advance(&ahead);
    if (ahead.kind == TOKEN_BRACKET_OPEN || ahead.kind == TOKEN_BRACE_OPEN) {
        parser_advance(&ahead);
        parser_recover(&ahead, 0);
    }
    parser_advance(&ahead);
    return &ahead.tokens[ahead.at];
}

/* `v: [int] = ...`: the type of a list or map as other languages write it. */
bool mistake_brackets_as_type(Parser *parser) {
    if (parser->kind != TOKEN_COLON) return false;
    TokenKind opener = parser_peek(parser);
    if (opener != TOKEN_BRACKET_OPEN && opener != TOKEN_BRACE_OPEN) return false;
    if (behind_value(parser)->kind != TOKEN_ASSIGN) return false;
    parser_advance(parser);
    Diagnostic *d = parser_unexpected(parser, "a type");
    if (d != NULL)
        report_help(d, opener == TOKEN_BRACKET_OPEN
                           ? "write `list(T)`"
                           : "write `map(T)`, or `object { a: T, b: T }` for fields");
    parser_recover(parser, SET(ASSIGN) | SET(NEWLINE));
    return true;
}

/* Goes on where a value has ended: `0 2 * * *`, `8080:80`. */
static const TokenSet more_text = SET(NAME) | SET(NUMBER) | SET(STRING) | SET(TIME) | SET(DIGEST) |
                                  SET(NETWORK) | SET(COLON) | SET(DOT);

/* JSON has a comma at the end of the line, which goes with its colon. */
static void report_value(Parser *parser, const Token *behind) {
    Diagnostic *d = report_colon(parser);
    if (d == NULL || behind->kind != TOKEN_COMMA || behind[1].kind != TOKEN_NEWLINE) return;
    Span comma = {parser->file, behind->start, behind->start + behind->length};
    report_fix_edit(d, comma, TEXT(""));
}

bool mistake_value_as_type(Parser *parser) {
    if (parser->kind != TOKEN_COLON) return false;
    if ((values >> parser_peek(parser) & 1u) == 0) return false;
    const Token *behind = behind_value(parser);
    if ((more_text >> behind->kind & 1u) != 0)
        mistake_text_behind_colon(parser);
    else
        report_value(parser, behind);
    parser_advance(parser);
    return true;
}

/* --- Blocks --------------------------------------------------------------------------------- */

/* True when the first item of the block that opens at the current token is no `ENV = VALUE`. */
static bool holds_parameters(const Parser *parser) {
    const Token *token = &parser->tokens[parser->at + 1];
    while (token->kind == TOKEN_NEWLINE || token->kind == TOKEN_COMMENT)
        token++;
    if (token->kind == TOKEN_PIPE || token->kind == TOKEN_SIGN_AT) return true;
    if (!token_is_word(token->kind) && token->kind != TOKEN_STRING) return false;
    TokenKind next = token[1].kind;
    if (next == TOKEN_COLON) return (values >> token[2].kind & 1u) == 0;
    return token_is_word(next) || next == TOKEN_DOT || next == TOKEN_BRACKET_OPEN ||
           next == TOKEN_BRACE_OPEN || next == TOKEN_PIPE || next == TOKEN_STRING;
}

/* Does the line compare anything before it opens a block? */
static bool compares(const Parser *parser) {
    const Token *token = &parser->tokens[parser->at];
    while (token->kind != TOKEN_NEWLINE && token->kind != TOKEN_BRACE_OPEN &&
           token->kind != TOKEN_ASSIGN && token->kind != TOKEN_END) {
        if (token->kind == TOKEN_EQUAL || token->kind == TOKEN_NOT_EQUAL) return true;
        token++;
    }
    return false;
}

/* `if` may be the name of a parameter, but no parameter compares before its value. */
bool mistake_condition(Parser *parser) {
    if (!parser_at_name(parser, TEXT("if")) || !compares(parser)) return false;
    report_conditional_at(parser, TEXT("if"));
    parser_recover(parser, SET(NEWLINE));
    return true;
}

/* Only a head that is nothing but a path can be meant as a group. */
bool mistake_nested_block(Parser *parser, const Parameter *head) {
    if (parser->kind != TOKEN_BRACE_OPEN || head->type != NULL || head->fallback != NULL)
        return false;
    if (!holds_parameters(parser)) return false;
    if (!parser_blames(parser)) return true;
    Text path = head->path->text;
    Diagnostic *d = report_nested_block(parser->report, head->span, path);
    report_help(d, "write `at %.*s { ... }` for a group", TEXT_ARGS(path));
    if (head->remarks->category.name == NULL)
        report_fix(d, false, "insert `at`", span_before(head->span), TEXT("at "));
    return true;
}

/* --- Tables --------------------------------------------------------------------------------- */

/* A column is the name of an environment, and no value. */
bool mistake_is_lone_row(const Parser *parser) {
    TokenKind cell = parser->tokens[parser->at + 2].kind;
    return ((values | SET(HOLE)) >> cell & 1u) != 0;
}

/* The `|` that ends the current line, NULL when there is none. */
static const Token *last_pipe(const Parser *parser) {
    const Token *token = &parser->tokens[parser->at];
    const Token *last = token;
    for (; token->kind != TOKEN_NEWLINE && token->kind != TOKEN_END; token++)
        if (token->kind != TOKEN_COMMENT) last = token;
    return last->kind == TOKEN_PIPE && last != &parser->tokens[parser->at] ? last : NULL;
}

/* Both borders of the row are one mistake with one fix of two edits. */
static void report_border(Parser *parser) {
    const Token *last = last_pipe(parser);
    parser->has_border = true;
    if (!parser_blames(parser)) return;
    Span span = parser_span(parser);
    Diagnostic *d = report_pipe_at_beginning(parser->report, span);
    report_help(d, "delete it; `|` begins a cell and a table has no border");
    report_fix(d, true, "delete the border", span, TEXT(""));
    if (last == NULL) return;
    Span end = {parser->file, last->start, last->start + last->length};
    report_label(d, end, "and this one");
    report_fix_edit(d, end, TEXT(""));
}

/* True when nothing of the row is left to parse. */
bool mistake_border(Parser *parser) {
    parser->has_border = false;
    if (parser->kind != TOKEN_PIPE) return false;
    TokenKind next = parser_peek(parser);
    if (next == TOKEN_MINUS || next == TOKEN_COLON) {
        if (parser_blames(parser)) {
            Diagnostic *d = report_line_of_dashes(parser->report, parser_span(parser));
            report_help(d, "delete the line; the header ends with `{`");
        }
        parser_recover(parser, SET(NEWLINE));
        return true;
    }
    report_border(parser);
    parser_advance(parser);
    return false;
}

/* --- Declarations --------------------------------------------------------------------------- */

void mistake_unknown_declaration(Parser *parser) {
    if (!token_is_word(parser->kind)) {
        (void)parser_unexpected(parser, "a declaration");
        return;
    }
    if (!parser_blames(parser)) return;
    Text word = parser_text(parser);
    Span span = parser_span(parser);
    Diagnostic *d = report_unknown_declaration(parser->report, span, word);
    if (parser->report->dropped > 0) return; /* not shown, so not worth a search */
    uint32_t count = 0;
    Text *keywords = declaration_keywords(parser->arena, &count);
    Text nearest = suggest_nearest(word, keywords, count);
    if (nearest.length > 0) {
        report_help(d, "a similar word exists: `%.*s`", TEXT_ARGS(nearest));
        report_fix(d, false, "write the similar word", span, nearest);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        keywords[i] = text_format(parser->arena, "`%.*s`", TEXT_ARGS(keywords[i]));
    Text list = text_enumerate(parser->arena, keywords, count, TEXT("or"));
    report_help(d, "a declaration begins with %.*s", TEXT_ARGS(list));
}
