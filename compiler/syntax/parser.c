/* parser.c - the cursor, the recovery and the blocks that all of the grammar uses. The grammar
 * itself is in the files parse_*.c, one for each construct; parser.h says what they rely on. The
 * two loops that could run for ever, over the items of a block and of a list, are here and assert
 * that each turn makes progress. */
#include "syntax/parser.h"

/* --- Cursor --------------------------------------------------------------------------------- */

/* A `)` or `]` that was put in for a bracket that has ended already, before it. */
static bool is_left_over(const Token *token) {
    return token->length == 0 &&
           (token->kind == TOKEN_PAREN_CLOSE || token->kind == TOKEN_BRACKET_CLOSE);
}

void parser_settle(Parser *parser) {
    uint32_t at = parser->at;
    TokenKind kind = parser->tokens[at].kind;
    while (kind == TOKEN_COMMENT || (kind == TOKEN_NEWLINE && parser->is_flat) ||
           (!parser->is_flat && is_left_over(&parser->tokens[at])))
        kind = parser->tokens[++at].kind;
    parser->at = at;
    parser->kind = kind;
}

void parser_open(Parser *parser, Arena *arena, Names *names, Report *report, uint32_t file) {
    *parser =
        (Parser){.arena = arena, .scratch = arena, .names = names, .report = report, .file = file};
    Text text = report->sources->files.items[file].text;
    parser->bytes = text.bytes;
    parser->length = (uint32_t)text.length;
}

void parser_enter(Parser *parser, Tokens tokens, bool is_flat) {
    parser->tokens = tokens.items;
    parser->at = 0;
    parser->is_flat = is_flat;
    parser->end = tokens.items[0].start;
    parser_settle(parser);
}

/* Passing over a newline ends no silence: nothing was understood by it. */
void parser_skip_newlines(Parser *parser) {
    while (parser->kind == TOKEN_NEWLINE) {
        parser->at++;
        parser_settle(parser);
    }
}

/* After a comma a newline never counts. */
bool parser_accept_comma(Parser *parser) {
    if (!parser_accept(parser, TOKEN_COMMA)) return false;
    parser_skip_newlines(parser);
    return true;
}

bool parser_expect(Parser *parser, TokenKind kind, const char *expected) {
    if (parser_accept(parser, kind)) return true;
    (void)parser_unexpected(parser, expected);
    return false;
}

TokenKind parser_peek(const Parser *parser) {
    if (parser->kind == TOKEN_END) return TOKEN_END;
    uint32_t at = parser->at + 1;
    TokenKind kind = parser->tokens[at].kind;
    while (kind == TOKEN_COMMENT || (kind == TOKEN_NEWLINE && parser->is_flat))
        kind = parser->tokens[++at].kind;
    return kind;
}

TokenKind parser_peek_line(const Parser *parser) {
    uint32_t at = parser->at;
    if (parser->kind != TOKEN_END) at++;
    while (parser->tokens[at].kind == TOKEN_COMMENT || parser->tokens[at].kind == TOKEN_NEWLINE)
        at++;
    return parser->tokens[at].kind;
}

Span parser_line_so_far(const Parser *parser) {
    uint32_t start = parser->end;
    while (start > 0 && parser->bytes[start - 1] != '\n')
        start--;
    while (start < parser->end && byte_is(parser->bytes[start], BYTE_BLANK))
        start++;
    return (Span){parser->file, start, parser->end};
}

/* --- Words ---------------------------------------------------------------------------------- */

/* By its bytes: few places ask, and each for two or three words. */
bool parser_at_name(const Parser *parser, Text name) {
    return parser->kind == TOKEN_NAME && text_equal(parser_text(parser), name);
}

bool parser_accept_name(Parser *parser, Text name) {
    if (!parser_at_name(parser, name)) return false;
    parser_advance(parser);
    return true;
}

Word parser_word(Parser *parser) {
    Word word = {name_of(parser->names, parser_text(parser)), parser_span(parser)};
    parser_advance(parser);
    return word;
}

/* A reserved word is taken for the name that was meant, so that what follows is read as usual. */
static Word refuse_reserved(Parser *parser, const char *what) {
    Word word = {NULL, parser_span(parser)};
    if (parser_blames(parser)) {
        Diagnostic *d =
            report_reserved_word(parser->report, word.span, parser_text(parser), text_of(what));
        report_help(d, "choose another name; a reserved word may only be a segment of a path");
    }
    parser_advance(parser);
    return word;
}

Word parser_name(Parser *parser, const char *what) {
    if (parser->kind == TOKEN_NAME) return parser_word(parser);
    bool is_next = parser->kind == TOKEN_IN && parser_peek(parser) != TOKEN_IN;
    if (token_is_word(parser->kind) && !is_next) return refuse_reserved(parser, what);
    (void)parser_unexpected(parser, what);
    return (Word){NULL, {parser->file, parser->end, parser->end}};
}

Words parser_names(Parser *parser, const char *what) {
    Words words = {NULL, 0};
    size_t mark = list_begin(parser);
    do {
        Word word = parser_name(parser, what);
        list_push(parser, &word, sizeof word);
    } while (parser_accept_comma(parser));
    words.items = list_end(parser, mark, sizeof(Word), &words.count);
    return words;
}

Words parser_in_names(Parser *parser) {
    if (!parser_accept(parser, TOKEN_IN)) return (Words){NULL, 0};
    return parser_names(parser, "the name of an environment");
}

/* --- Mistakes ------------------------------------------------------------------------------- */

/* A bracket that closes nothing, left by the balance. */
static bool is_stray(const Parser *parser) {
    Text text = parser_text(parser);
    return parser->kind == TOKEN_INVALID && text.length == 1 &&
           memchr("})]", text.bytes[0], 3) != NULL;
}

/* The bracket may be too much or its opener missing: the fix is not safe. */
static void report_stray(Parser *parser) {
    Span span = parser_span(parser);
    Text shown = text_format(parser->arena, "`%.*s`", TEXT_ARGS(parser_text(parser)));
    Diagnostic *d = report_stray_bracket(parser->report, span, shown);
    report_help(d, "delete it, or open what it closes");
    report_fix(d, false, "delete it", span, TEXT(""));
}

/* Silence also where the lexer or the balance has reported this very token. */
bool parser_blames(Parser *parser) {
    bool is_reported = parser->tokens[parser->at].length == 0 && parser->kind != TOKEN_END;
    bool was_silent = parser->is_silent;
    parser->is_silent = true;
    if (was_silent || is_reported) return false;
    if (is_stray(parser)) report_stray(parser);
    return parser->kind != TOKEN_INVALID;
}

/* Short tokens are shown as they are written, long ones are called what they are. */
Text parser_found(const Parser *parser) {
    enum { SHOWN = 40 };

    Text text = parser_text(parser);
    TokenKind kind = parser->kind;
    bool is_inside = kind == TOKEN_END && parser_start(parser) < parser->length;
    if (is_inside) return TEXT("`}`"); /* of an interpolation, which is parsed by itself */
    bool is_bare = kind == TOKEN_NAME || kind == TOKEN_NUMBER || kind == TOKEN_TIME ||
                   kind == TOKEN_NETWORK || kind == TOKEN_STRING;
    if (!is_bare || text.length > SHOWN) return text_of(token_describe(kind));
    return text_format(parser->arena, "`%.*s`", TEXT_ARGS(text));
}

/* What is missing at the end of a line is missing behind the last token, not on the next line. */
Diagnostic *parser_unexpected(Parser *parser, const char *expected) {
    if (!parser_blames(parser)) return NULL;
    bool is_gap = parser->kind == TOKEN_NEWLINE || parser->kind == TOKEN_END;
    Span span = is_gap ? (Span){parser->file, parser->end, parser->end} : parser_span(parser);
    return report_unexpected_token(parser->report, span, parser_found(parser), text_of(expected));
}

static bool is_opening(TokenKind kind) {
    return kind == TOKEN_BRACE_OPEN || kind == TOKEN_PAREN_OPEN || kind == TOKEN_BRACKET_OPEN;
}

static bool is_closing(TokenKind kind) {
    return kind == TOKEN_BRACE_CLOSE || kind == TOKEN_PAREN_CLOSE || kind == TOKEN_BRACKET_CLOSE;
}

/* Brackets pair, so a depth of zero is always that of the caller. */
void parser_recover(Parser *parser, TokenSet stops) {
    uint32_t depth = 0;
    for (;; parser->at++) {
        const Token *token = &parser->tokens[parser->at];
        TokenKind kind = token->kind;
        if (kind == TOKEN_END || (depth == 0 && (stops >> kind & 1u) != 0)) break;
        if (depth == 0 && is_left_over(token)) continue;
        if (is_closing(kind) && depth-- == 0) break;
        if (is_opening(kind)) depth++;
        if (kind != TOKEN_NEWLINE && kind != TOKEN_COMMENT)
            parser->end = token->start + token->length;
    }
    parser_settle(parser);
}

/* Whoever was refused must still ascend, so that the two calls always pair. */
bool parser_descend(Parser *parser) {
    if (++parser->depth <= LIMIT_NESTING) return true;
    if (parser_blames(parser)) {
        Diagnostic *d = report_too_deep(parser->report, parser_span(parser));
        report_help(d, "give the inner part a name of its own and refer to it");
    }
    return false;
}

void parser_ascend(Parser *parser) {
    parser->depth--;
}

/* --- Brackets ------------------------------------------------------------------------------- */

Bracket parser_open_bracket(Parser *parser) {
    TokenKind closer = parser->kind == TOKEN_PAREN_OPEN ? TOKEN_PAREN_CLOSE : TOKEN_BRACKET_CLOSE;
    bool is_forced = parser->tokens[parser->at].length == 0;
    Bracket bracket = {closer, parser->is_flat, is_forced};
    parser->is_flat = true;
    parser_advance(parser);
    return bracket;
}

/* A bracket that is closed nowhere ends where its items do, and what follows is read as usual. */
void parser_close_bracket(Parser *parser, Bracket bracket, const char *expected) {
    if (parser->kind != bracket.closer && bracket.is_forced) {
        parser->is_silent = true;
    } else if (parser->kind != bracket.closer) {
        (void)parser_unexpected(parser, expected);
        parser_recover(parser, 0);
    }
    parser->is_flat = bracket.was_flat;
    (void)parser_accept(parser, bracket.closer);
}

/* What may begin an item where no comma came before it. */
static const TokenSet item_starts = SET(NAME) | SET(NUMBER) | SET(TIME) | SET(DIGEST) |
                                    SET(NETWORK) | SET(STRING) | SET(BLOCK) | SET(TRUE) |
                                    SET(FALSE) | SET(NONE) | SET(BRACE_OPEN);

/* True when an item stands where a comma should, which is then taken as written. */
static bool report_comma(Parser *parser, const char *items) {
    if (parser->is_silent || (item_starts >> parser->kind & 1u) == 0) return false;
    if (!parser_blames(parser)) return false;
    Span gap = {parser->file, parser->end, parser->end};
    Diagnostic *d = report_missing_comma(parser->report, gap, text_of(items));
    report_help(d, "separate them with a comma");
    report_fix(d, true, "insert a comma", gap, TEXT(","));
    return true;
}

/* A comma, the end, or a mistake: a missing comma is taken as written, the rest is skipped. */
bool parser_next_element(Parser *parser, Bracket bracket, const char *items) {
    uint32_t before = parser->at;
    if (parser_accept_comma(parser)) return parser->kind != bracket.closer;
    if (parser->kind == bracket.closer || parser->kind == TOKEN_END || bracket.is_forced)
        return false;
    bool is_known = !parser->is_silent && mistake_after_statement(parser);
    if (!is_known && report_comma(parser, items)) return true;
    if (!is_known) (void)parser_unexpected(parser, "a comma");
    parser_recover(parser, SET(COMMA));
    bool is_next = parser_accept_comma(parser) && parser->kind != bracket.closer;
    ensure(!is_next || parser->at > before);
    return is_next;
}

/* --- Blocks --------------------------------------------------------------------------------- */

bool parser_has_block(const Parser *parser) {
    if (parser->kind == TOKEN_NEWLINE) return parser_peek_line(parser) == TOKEN_BRACE_OPEN;
    return parser->kind == TOKEN_BRACE_OPEN;
}

/* `{` on a line of its own: people of other languages put it there, and it is read all the same. */
static void join_brace(Parser *parser) {
    Span gap = {parser->file, parser->end, parser->end};
    parser_skip_newlines(parser);
    if (!parser_blames(parser)) return;
    Span brace = parser_span(parser);
    Diagnostic *d = report_brace_on_own_line(parser->report, brace);
    report_label(d, gap, "it belongs here");
    report_help(d, "put `{` at the end of the line above");
    report_fix(d, false, "move it up", gap, TEXT(" {"));
    report_fix_edit(d, brace, TEXT(""));
}

/* Inside of braces newlines count again, whatever is around them. */
bool parser_open_block(Parser *parser, Block *block, BlockKind kind, const char *expected) {
    *block = (Block){kind, parser->is_flat, true, UINT32_MAX};
    if (parser->kind == TOKEN_NEWLINE && parser_has_block(parser)) join_brace(parser);
    if (parser->kind != TOKEN_BRACE_OPEN) {
        if (!mistake_yaml_block(parser, parser_line_so_far(parser), ""))
            (void)parser_unexpected(parser, expected);
        return false;
    }
    parser->is_flat = false;
    parser_advance(parser);
    if (kind == BLOCK_STRICT && parser->kind != TOKEN_NEWLINE) {
        (void)parser_unexpected(parser, "the end of the line after `{`");
        block->kind = BLOCK_LINES;
    }
    parser_skip_newlines(parser);
    return true;
}

/* `{ a = 1 b = 2 }`, `{ distinct apart }`: what stands here is plainly the next entry. */
static bool begins_entry(const Parser *parser) {
    Law law;
    if (!token_is_word(parser->kind) && parser->kind != TOKEN_STRING) return false;
    return parser_peek(parser) == TOKEN_ASSIGN || law_find(parser_text(parser), &law);
}

/* Between two items: a newline, a comma where it may be, or what the first item left over. */
static void separate(Parser *parser, const Block *block) {
    bool takes_commas = block->kind == BLOCK_SEPARATED;
    if (parser->kind == TOKEN_BRACE_CLOSE && block->kind != BLOCK_STRICT) return;
    if (parser->kind == TOKEN_END || (takes_commas && parser_accept_comma(parser))) return;
    if (takes_commas && begins_entry(parser) && report_comma(parser, "entries")) return;
    if (parser->kind != TOKEN_NEWLINE) {
        if (parser->is_silent || !mistake_after_statement(parser))
            (void)parser_unexpected(parser, takes_commas ? "a comma or the end of the line"
                                                         : "the end of the line");
        parser_recover(parser, SET(NEWLINE) | (takes_commas ? SET(COMMA) : 0));
        if (takes_commas && parser_accept_comma(parser)) return;
    }
    if (parser->kind == TOKEN_NEWLINE) parser->is_silent = false;
    parser_skip_newlines(parser);
}

/* The first call separates nothing; each later one ends the item before. */
bool parser_next_item(Parser *parser, Block *block) {
    if (!block->is_first) separate(parser, block);
    block->is_first = false;
    if (parser->kind == TOKEN_BRACE_CLOSE || parser->kind == TOKEN_END) {
        parser->is_flat = block->was_flat;
        (void)parser_accept(parser, TOKEN_BRACE_CLOSE);
        return false;
    }
    if (is_closing(parser->kind)) parser_advance(parser);
    ensure(parser->at != block->at || parser->kind == TOKEN_END);
    block->at = parser->at;
    return true;
}

/* --- Children ------------------------------------------------------------------------------- */

size_t list_begin(const Parser *parser) {
    return parser->stack_used;
}

/* Items keep the alignment of pointers, which is enough for all that the tree holds. */
void list_push(Parser *parser, const void *item, size_t size) {
    enum { FIRST = 4096 };

    size_t needed = parser->stack_used + size;
    if (needed > parser->stack_size) {
        size_t larger = parser->stack_size == 0 ? FIRST : parser->stack_size * 2;
        while (larger < needed)
            larger *= 2;
        parser->stack = arena_grow(parser->scratch, parser->stack, parser->stack_size, larger,
                                   alignof(max_align_t));
        parser->stack_size = larger;
    }
    memcpy(parser->stack + parser->stack_used, item, size);
    parser->stack_used = needed;
}

const void *list_take(Parser *parser, size_t mark, size_t size, uint32_t *count) {
    *count = (uint32_t)((parser->stack_used - mark) / size);
    parser->stack_used = mark;
    return *count > 0 ? parser->stack + mark : NULL;
}

/* An empty list is NULL and takes no memory. */
void *list_end(Parser *parser, size_t mark, size_t size, uint32_t *count) {
    const void *found = list_take(parser, mark, size, count);
    if (*count == 0) return NULL;
    void *items = arena_raw(parser->arena, *count * size, alignof(max_align_t));
    return memcpy(items, found, *count * size);
}

/* --- Entries of the layer ------------------------------------------------------------------- */

static Tree *parse(Arena *arena, Arena *scratch, Names *names, Report *report, uint32_t file) {
    Tree *tree = arena_new(arena, Tree);
    uint32_t before = report->items.count + report->dropped;
    tree->file = file;
    tree->source = report->sources->files.items[file].text;
    syntax_lex(scratch, report, file, &tree->tokens, &tree->token_count);
    Parser parser;
    parser_open(&parser, arena, names, report, file);
    parser.scratch = scratch;
    Tokens all = {tree->tokens, tree->token_count};
    parser_enter(&parser, balance_tokens(scratch, report, file, all), false);
    parse_file(&parser, tree);
    tree->has_errors = report->items.count + report->dropped != before;
    return tree;
}

Tree *syntax_parse(Arena *arena, Names *names, Report *report, uint32_t file) {
    return parse(arena, arena, names, report, file);
}

/* The tokens of a large program are a fifth of its memory, and meaning needs none of them. */
Tree *syntax_parse_only(Arena *arena, Arena *scratch, Names *names, Report *report, uint32_t file) {
    ArenaMark mark = arena_mark(scratch);
    Tree *tree = parse(arena, scratch, names, report, file);
    arena_reset(scratch, mark);
    tree->tokens = NULL;
    tree->token_count = 0;
    return tree;
}

const Expression *syntax_parse_expression(Arena *arena, Names *names, Report *report,
                                          uint32_t file) {
    Tokens tokens;
    syntax_lex(arena, report, file, &tokens.items, &tokens.count);
    Parser parser;
    parser_open(&parser, arena, names, report, file);
    parser_enter(&parser, balance_tokens(arena, report, file, tokens), true);
    const Expression *expression = parse_expr(&parser);
    if (parser.kind != TOKEN_END && !mistake_after_statement(&parser))
        (void)parser_unexpected(&parser, "the end of the expression");
    return expression;
}
