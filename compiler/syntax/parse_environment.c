/* parse_environment.c - environments: one by one, and as the matrix of their attributes. */
#include "syntax/parser.h"

/* --- One environment ------------------------------------------------------------------------ */

static const Expression *parse_sample(Parser *parser) {
    if (parser_accept(parser, TOKEN_ASSIGN)) return parse_expr(parser);
    Diagnostic *d = parser_unexpected(parser, "`=` and a sample");
    if (d != NULL) report_help(d, "the sample is what `rung check` uses, as in `(pr: int = 1)`");
    return expression_missing(parser);
}

/* `(pr: int = 1)`: what an ephemeral environment is made for. */
static void parse_ephemeral(Parser *parser, Declaration *declaration) {
    Bracket bracket = parser_open_bracket(parser);
    declaration->as.environment.parameter = parser_name(parser, "the name of the parameter");
    (void)parser_expect(parser, TOKEN_COLON, "`:` and the type of the parameter");
    declaration->as.environment.type = parse_type(parser);
    declaration->as.environment.sample = parse_sample(parser);
    parser_close_bracket(parser, bracket, "`)` after the parameter");
}

/* `differs scale, tier`: any word may be a category's name. */
static Words parse_differs(Parser *parser) {
    Words words = {NULL, 0};
    size_t mark = list_begin(parser);
    do {
        if (token_is_word(parser->kind)) {
            Word word = parser_word(parser);
            list_push(parser, &word, sizeof word);
        } else {
            (void)parser_unexpected(parser, "the name of a category");
        }
    } while (parser_accept_comma(parser));
    words.items = list_end(parser, mark, sizeof(Word), &words.count);
    return words;
}

/* environment = "environment" NAME [ "(" NAME ":" type "=" expr ")" ]
              [ "like" NAME [ "differs" WORD { "," WORD } ] ] [ attrs ] ; */
void parse_environment(Parser *parser, Declaration *declaration) {
    declaration->name = parser_name(parser, "the name of the environment");
    if (parser->kind == TOKEN_PAREN_OPEN) parse_ephemeral(parser, declaration);
    if (parser_accept_name(parser, TEXT("like"))) {
        declaration->as.environment.like = parser_name(parser, "the name of an environment");
        if (parser_accept_name(parser, TEXT("differs")))
            declaration->as.environment.differs = parse_differs(parser);
    }
    if (parser_has_block(parser)) declaration->as.environment.attributes = parse_attrs(parser);
}

/* --- The matrix ----------------------------------------------------------------------------- */

/* `dev { class = nonproduction }` in the matrix. */
static void refuse_block(Parser *parser) {
    if (parser->kind != TOKEN_BRACE_OPEN) return;
    Diagnostic *d = parser_unexpected(parser, "`|` and a cell, or the end of the line");
    if (d != NULL)
        report_help(d, "a row is an attribute of all environments; one environment by itself is "
                       "declared by `environment NAME { ... }`");
    parser_recover(parser, SET(NEWLINE));
}

/* attrrow     = { annotation NL } NAME [ ":" type ] [ "=" expr ] [ cells ] ; */
static bool parse_attrrow(Parser *parser, Header *header, AttributeRow *row) {
    Preface preface = parse_preface(parser, "the row that the annotation is about");
    if (preface.is_dangling || mistake_border(parser)) return false;
    *row = (AttributeRow){.doc = preface.doc, .annotations = preface.annotations};
    row->name = parser_name(parser, "the name of an attribute");
    row->span = row->name.span;
    bool has_value = parser->kind == TOKEN_COLON && mistake_value_as_type(parser);
    if (!has_value && parser_accept(parser, TOKEN_COLON)) row->type = parse_type(parser);
    if (has_value || parser_accept(parser, TOKEN_ASSIGN)) row->fallback = parse_expr(parser);
    if (parser->kind == TOKEN_PIPE) row->cells = parse_cells(parser, header, &row->cell_count);
    refuse_block(parser);
    return true;
}

/* matrix      = "environments" [ columns ] "{" NL { attrrow NL } "}" ; */
void parse_matrix(Parser *parser, Declaration *declaration) {
    Header header = {0};
    uint32_t start = declaration->span.start;
    if (parser->kind == TOKEN_PIPE) parse_columns(parser, &header);
    header.span = parser_since(parser, start);
    declaration->as.matrix.columns = header.columns;
    declaration->as.matrix.column_count = header.count;
    declaration->as.matrix.header = header.span;
    Block block;
    size_t mark = list_begin(parser);
    if (!parser_open_block(parser, &block, BLOCK_STRICT, "`|` and a column, or `{`")) return;
    AttributeRow row;
    while (parser_next_item(parser, &block))
        if (parse_attrrow(parser, &header, &row)) list_push(parser, &row, sizeof row);
    declaration->as.matrix.rows =
        list_end(parser, mark, sizeof(AttributeRow), &declaration->as.matrix.row_count);
}
