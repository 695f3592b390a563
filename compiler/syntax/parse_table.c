/* parse_table.c - the matrix: a header of environments and rows of cells. A header and a row are
 * one line, since `|` never swallows a newline. A row of the wrong length keeps the cells that it
 * has and gets missing ones for the rest, so that later layers always see a full row. */
#include "syntax/parser.h"

/* --- Columns -------------------------------------------------------------------------------- */

/* column      = NAME { "," NAME } ; */
static Column parse_column(Parser *parser) {
    Column column = {0};
    uint32_t start = parser_start(parser);
    column.environments = parser_names(parser, "the name of an environment");
    column.span = parser_since(parser, start);
    return column;
}

/* Silent where the border at the beginning of the row was reported: one edit mends both. */
static void report_end_pipe(Parser *parser, Span pipe) {
    if (parser->has_border || !parser_blames(parser)) return;
    Diagnostic *d = report_pipe_at_end(parser->report, pipe);
    report_help(d, "delete it; `|` begins a cell and a table has no border");
    report_fix(d, true, "delete it", pipe, TEXT(""));
}

/* columns     = "|" column { "|" column } ; */
void parse_columns(Parser *parser, Header *header) {
    size_t mark = list_begin(parser);
    uint32_t findings = parser->report->items.count;
    parser->has_border = false; /* that of a row above says nothing about this one */
    while (parser->kind == TOKEN_PIPE) {
        Span pipe = parser_span(parser);
        bool is_later = parser->stack_used > mark;
        parser_advance(parser);
        if (is_later && (parser->kind == TOKEN_BRACE_OPEN || parser->kind == TOKEN_NEWLINE)) {
            report_end_pipe(parser, pipe);
            break;
        }
        Column column = parse_column(parser);
        list_push(parser, &column, sizeof column);
    }
    header->columns = list_end(parser, mark, sizeof(Column), &header->count);
    header->is_doubtful = parser->report->items.count != findings;
}

/* --- Cells ---------------------------------------------------------------------------------- */

/* cell        = "_" | expr ; */
Cell parse_cell(Parser *parser) {
    Cell cell = {.kind = CELL_HOLE};
    uint32_t start = parser_start(parser);
    if (!parser_accept(parser, TOKEN_HOLE)) {
        cell.value = parse_expr(parser);
        cell.kind = cell.value->kind == EXPRESSION_MISSING ? CELL_MISSING : CELL_VALUE;
    }
    cell.span = parser_since(parser, start);
    return cell;
}

/* The environments of a column as a sentence names them. */
static Text column_text(Parser *parser, const Column *column) {
    size_t mark = list_begin(parser);
    for (uint32_t i = 0; i < column->environments.count; i++) {
        Text text =
            text_format(parser->arena, "`%.*s`",
                        TEXT_ARGS(parser_slice(parser, column->environments.items[i].span)));
        list_push(parser, &text, sizeof text);
    }
    uint32_t count = 0;
    Text *texts = list_end(parser, mark, sizeof(Text), &count);
    return text_enumerate(parser->arena, texts, count, TEXT("and"));
}

/* Nothing between two `|`, or after the last of a row that is too short. */
static Cell refuse_empty(Parser *parser, const Header *header, uint32_t index) {
    Cell cell = {.kind = CELL_MISSING, .span = {parser->file, parser->end, parser->end}};
    if (!parser_blames(parser)) return cell;
    const Column *column = &header->columns[index];
    Diagnostic *d = report_empty_cell(parser->report, cell.span, column_text(parser, column));
    report_label(d, column->span, "the column");
    report_help(d, "write `_` for no cell, so that a default or profile gives the value, or `none` "
                   "to leave the key out");
    return cell;
}

/* Brackets let a newline pass, but what a row says is read along its line. */
static void refuse_lines(Parser *parser, Span cell) {
    Text text = parser_slice(parser, cell);
    const char *newline = memchr(text.bytes, '\n', text.length);
    if (newline == NULL || !parser_blames(parser)) return;
    cell.end = cell.start + (uint32_t)(newline - text.bytes);
    Diagnostic *d = report_cell_of_lines(parser->report, cell);
    report_help(d, "write it on one line, or give the parameter a block below the table: "
                   "`{ dev = ..., prod = ... }`");
}

static bool is_row_end(TokenKind kind) {
    return kind == TOKEN_NEWLINE || kind == TOKEN_BRACE_CLOSE || kind == TOKEN_END;
}

/* One cell behind its `|`; false where the `|` was the right border of the row. */
static bool parse_row_cell(Parser *parser, const Header *header, uint32_t index) {
    Span pipe = parser_span(parser);
    Cell cell = {.kind = CELL_MISSING};
    parser_advance(parser);
    uint32_t first = parser->at;
    if (is_row_end(parser->kind) && index >= header->count) {
        report_end_pipe(parser, pipe);
        return false;
    }
    bool is_empty = parser->kind == TOKEN_PIPE || is_row_end(parser->kind);
    if (is_empty && index < header->count)
        cell = refuse_empty(parser, header, index);
    else if (!is_empty)
        cell = parse_cell(parser);
    bool may_have_lines = parser->at > first + 1 || parser->tokens[first].kind == TOKEN_BLOCK;
    if (!is_empty && may_have_lines) refuse_lines(parser, cell.span);
    if (parser->kind != TOKEN_PIPE && !is_row_end(parser->kind)) {
        if (parser->is_silent || !mistake_after_statement(parser))
            (void)parser_unexpected(parser, "`|` or the end of the line");
        parser_recover(parser, SET(PIPE) | SET(NEWLINE));
    }
    list_push(parser, &cell, sizeof cell);
    return true;
}

/* `dev | staging | prod {`: without its first `|` a header has a column less and a category that is
 * none, and every row is too long for it. One of them is reported. */
static bool help_header(Header *header, Diagnostic *d, uint32_t count) {
    if (header->category.name == NULL || count != header->count + 1) return false;
    header->is_doubtful = true;
    report_help(d, "put `|` before `%.*s` if it is a column, else delete the cell that is too much",
                TEXT_ARGS(header->category.name->text));
    return true;
}

/* The evidence is the header; the span is what is too much, or the place of what is missing. */
static void report_length(Parser *parser, Header *header, const Cell *cells, uint32_t count) {
    if (header->is_doubtful || parser->has_border || !parser_blames(parser)) return;
    Span span = {parser->file, parser->end, parser->end};
    if (count > header->count) span = span_join(cells[header->count].span, cells[count - 1].span);
    Diagnostic *d = report_row_length(parser->report, span, count, count == 1 ? "cell" : "cells",
                                      header->count, header->count == 1 ? "column" : "columns");
    if (header->span.end > header->span.start)
        report_label(d, header->span, "%u %s", header->count,
                     header->count == 1 ? "column" : "columns");
    if (help_header(header, d, count)) return;
    if (count > header->count)
        report_help(d, "delete what is too much, or give the table another column");
    else
        report_help(d, "write a cell for each column, `_` where there is none");
}

/* cells       = "|" cell { "|" cell } ; */
Cell *parse_cells(Parser *parser, Header *header, uint32_t *count) {
    size_t mark = list_begin(parser);
    uint32_t found = 0;
    bool is_silent = parser->is_silent;
    while (parser->kind == TOKEN_PIPE && parse_row_cell(parser, header, found)) {
        is_silent = is_silent || parser->is_silent;
        found++;
    }
    Cell *cells = list_end(parser, mark, sizeof(Cell), &found);
    *count = header->count;
    if (found == header->count) return cells;
    parser->is_silent = is_silent || parser->is_silent;
    report_length(parser, header, cells, found);
    if (found > header->count) return cells;
    Cell *full = arena_array(parser->arena, Cell, header->count);
    if (found > 0) memcpy(full, cells, found * sizeof(Cell));
    for (uint32_t i = found; i < header->count; i++)
        full[i] = (Cell){.kind = CELL_MISSING, .span = {parser->file, parser->end, parser->end}};
    return full;
}

/* --- Tables --------------------------------------------------------------------------------- */

static void refuse_entry(Parser *parser, const char *found, uint32_t start) {
    if (!parser_blames(parser)) return;
    Span span = {parser->file, start, parser->end > start ? parser->end : start};
    if (span.end == span.start) span = parser_span(parser);
    Diagnostic *d = report_not_a_row(parser->report, span, text_of(found));
    report_help(d, "write it below the table, behind its `}`");
}

/* A group or secret in a table: reported and passed over as a whole. */
static bool is_other_entry(Parser *parser) {
    bool is_group = parser->kind == TOKEN_AT;
    if (!is_group && parser->kind != TOKEN_SECRET) return false;
    TokenKind next = parser_peek(parser);
    if (!token_is_word(next) && next != TOKEN_STRING) return false;
    refuse_entry(parser, is_group ? "a group" : "a secret", parser_start(parser));
    parser_recover(parser, SET(NEWLINE));
    return true;
}

/* What stands between the head of a row and its first cell. */
static void end_head(Parser *parser) {
    if (parser->kind == TOKEN_PIPE || is_row_end(parser->kind)) return;
    if (parser->is_silent || !mistake_after_statement(parser))
        (void)parser_unexpected(parser, "`|` before a cell");
    parser_recover(parser, SET(PIPE) | SET(NEWLINE));
}

/* row         = { annotation NL } head cells ; */
static void parse_row(Parser *parser, Header *header) {
    Preface preface = parse_preface(parser, "the row that the annotation is about");
    if (preface.is_dangling || is_other_entry(parser) || mistake_border(parser)) return;
    uint32_t start = parser_start(parser);
    Parameter row = parse_head(parser, &preface, "the name of a row");
    if (parser->kind == TOKEN_BRACE_OPEN) {
        refuse_entry(parser, "a parameter with a block", start);
        parser_recover(parser, SET(NEWLINE));
    }
    end_head(parser);
    row.cells = parse_cells(parser, header, &row.cell_count);
    row.kinds = parameter_kinds(&row);
    if (row.path->text.length > 0) list_push(parser, &row, sizeof row);
}

/* table       = [ NAME ] columns "{" NL { row NL } "}" ; */
void parse_table(Parser *parser, Entry *entry) {
    Header header = {0};
    uint32_t start = parser_start(parser);
    if (parser->kind == TOKEN_NAME) header.category = parser_word(parser);
    parse_columns(parser, &header);
    header.span = parser_since(parser, start);
    entry->kind = ENTRY_TABLE;
    entry->span = header.span;
    entry->as.table.category = header.category;
    entry->as.table.columns = header.columns;
    entry->as.table.column_count = header.count;
    entry->as.table.header = header.span;
    Block block;
    size_t mark = list_begin(parser);
    if (!parser_open_block(parser, &block, BLOCK_STRICT, "`{` after the columns")) return;
    while (parser_next_item(parser, &block))
        parse_row(parser, &header);
    entry->as.table.rows = list_end(parser, mark, sizeof(Parameter), &entry->as.table.row_count);
}
