/* mutants_site.c - the places of an example where something can be broken.
 *
 * They are found by walking over the syntax trees, so that no row, sink or declaration is missed
 * when an example changes; the model only says which parameters a row speaks for. Where a statement
 * ends is read from the tokens: the tree keeps names and values, and not every brace. */
#include "property/mutants.h"

/* --- Tokens --------------------------------------------------------------------------------- */

/* The index of the first token at or behind an offset. */
static uint32_t find_token(const Tree *tree, uint32_t offset) {
    uint32_t low = 0, high = tree->token_count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (tree->tokens[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_open(TokenKind kind) {
    return kind == TOKEN_BRACE_OPEN || kind == TOKEN_BRACKET_OPEN || kind == TOKEN_PAREN_OPEN;
}

static bool is_close(TokenKind kind) {
    return kind == TOKEN_BRACE_CLOSE || kind == TOKEN_BRACKET_CLOSE || kind == TOKEN_PAREN_CLOSE;
}

uint32_t site_end(const Tree *tree, uint32_t start) {
    uint32_t end = start, depth = 0;
    for (uint32_t i = find_token(tree, start);; i++) {
        const Token *token = &tree->tokens[i];
        bool is_line = token->kind == TOKEN_NEWLINE || token->kind == TOKEN_COMMENT;
        if (token->kind == TOKEN_END || (depth == 0 && (is_line || is_close(token->kind))))
            return end;
        depth += is_open(token->kind);
        depth -= is_close(token->kind);
        if (!is_line) end = token->start + token->length;
    }
}

uint32_t site_brace(const Tree *tree, uint32_t from) {
    uint32_t at = find_token(tree, from);
    while (tree->tokens[at].kind != TOKEN_BRACE_OPEN)
        at++;
    return tree->tokens[at].start + 1;
}

uint32_t site_line(const Tree *tree, uint32_t offset) {
    while (offset > 0 && tree->source.bytes[offset - 1] != '\n')
        offset--;
    return offset;
}

/* --- Cells ---------------------------------------------------------------------------------- */

int32_t site_column(const RowSite *site, Text environment) {
    for (uint32_t i = 0; site->table != NULL && i < site->table->as.table.column_count; i++) {
        const Words *words = &site->table->as.table.columns[i].environments;
        if (words->count == 1 && text_equal(words->items[0].name->text, environment))
            return (int32_t)i;
    }
    return -1;
}

const Cell *site_cell(const RowSite *site, Text environment) {
    if (site->table != NULL) {
        int32_t column = site_column(site, environment);
        return column < 0 ? NULL : &site->row->cells[column];
    }
    for (uint32_t i = 0; i < site->row->cell_count; i++)
        if (text_equal(site->row->cells[i].environment->name->text, environment))
            return &site->row->cells[i];
    return NULL;
}

bool site_is_first(const RowSite *site) {
    for (uint32_t i = 0; i < site->params.count; i++) {
        const Param *param = site->params.items[i];
        const Statement *first = param->inherited != NULL ? param->inherited : param->own;
        if (first->node != site->row) return false;
    }
    return site->params.count > 0;
}

/* As they are emitted, which is what the rules compare. */
bool param_is_constant(const Example *example, const Param *param) {
    const Value *first = NULL;
    for (uint32_t i = 0; i < example->model->environment_count; i++) {
        const Value *value = matrix_value(example->matrix, param, i);
        if (value == NULL) continue;
        if (first != NULL && !value_same(first, value)) return false;
        first = value;
    }
    return true;
}

bool site_varies(const Example *example, const RowSite *site) {
    for (uint32_t i = 0; i < site->params.count; i++)
        if (!param_is_constant(example, site->params.items[i])) return true;
    return false;
}

/* --- Walking -------------------------------------------------------------------------------- */

typedef struct Walk {
    Example *example;
    const Tree *tree;
    const Declaration *owner;
    const Member *sink;
} Walk;

/* A statement, whole. */
static Span span_from(const Walk *walk, uint32_t start) {
    return (Span){walk->tree->file, start, site_end(walk->tree, start)};
}

/* What has no rows of its own is only for waivers. */
static void add_cover(Walk *walk, Span name, Span whole) {
    CoverSite site = {walk->tree, name, whole, .is_row = false};
    array_push(walk->example->arena, &walk->example->sites.covers, site);
}

/* The parameters for which the row is one of the two statements. */
static void add_row(Walk *walk, const Entry *table, const Parameter *row) {
    RowSite site = {.tree = walk->tree, .owner = walk->owner, .table = table, .row = row};
    const Model *model = walk->example->model;
    bool has_category = row->remarks->category.name != NULL;
    site.span = span_from(walk, has_category ? row->remarks->category.span.start : row->span.start);
    for (uint32_t i = 0; i < model->param_count; i++) {
        const Param *param = model->params[i];
        bool is_own = param->own != NULL && param->own->node == row;
        bool is_inherited = param->inherited != NULL && param->inherited->node == row;
        if (is_own || is_inherited) array_push(walk->example->arena, &site.params, param);
    }
    array_push(walk->example->arena, &walk->example->sites.rows, site);
    CoverSite cover = {walk->tree, row->span, site.span, .is_row = true};
    array_push(walk->example->arena, &walk->example->sites.covers, cover);
}

/* A secret has parameters like a row. */
static void add_secret(Walk *walk, const Entry *entry) {
    SecretSite site = {.tree = walk->tree, .sink = walk->sink, .entry = entry};
    const Model *model = walk->example->model;
    site.span = span_from(walk, entry->span.start);
    for (uint32_t i = 0; i < model->param_count; i++) {
        const Param *param = model->params[i];
        bool is_own = param->own != NULL && param->own->secret == entry;
        bool is_inherited = param->inherited != NULL && param->inherited->secret == entry;
        if (is_own || is_inherited) array_push(walk->example->arena, &site.params, param);
    }
    array_push(walk->example->arena, &walk->example->sites.secrets, site);
    add_cover(walk, entry->span, site.span);
}

/* Every kind of entry, groups with all that is in them. */
static void walk_body(Walk *walk, const Body *body) {
    for (uint32_t i = 0; i < body->count; i++) {
        const Entry *entry = &body->items[i];
        switch (entry->kind) {
        case ENTRY_PARAMETER: add_row(walk, NULL, &entry->as.parameter); break;
        case ENTRY_TABLE:
            add_cover(walk, entry->span, span_from(walk, entry->span.start));
            for (uint32_t j = 0; j < entry->as.table.row_count; j++)
                add_row(walk, entry, &entry->as.table.rows[j]);
            break;
        case ENTRY_GROUP:
            add_cover(walk, entry->span, span_from(walk, entry->span.start));
            walk_body(walk, &entry->as.group.body);
            break;
        case ENTRY_SECRET: add_secret(walk, entry); break;
        }
    }
}

/* The sink as the model has it: told apart by its kind and its template. */
static const Sink *find_sink(const Walk *walk, const SinkNode *node) {
    const Model *model = walk->example->model;
    for (uint32_t i = 0; i < model->unit_count; i++) {
        const Unit *unit = model->units[i];
        bool is_of_unit = unit->declaration == walk->owner;
        for (uint32_t j = 0; j < unit->profile_count; j++)
            is_of_unit |= unit->profiles[j] == walk->owner;
        for (uint32_t j = 0; is_of_unit && j < unit->sink_count; j++) {
            const Sink *sink = unit->sinks[j];
            Text name = text_of(sink_fact(sink->kind)->name);
            bool has_template = node->template != NULL;
            Text template =
                has_template ? edit_source(walk->example, node->template->span) : TEXT("");
            bool is_it = !has_template || text_contains(template, sink->template_text);
            if (is_it && text_equal(name, node->word.name->text)) return sink;
        }
    }
    return NULL;
}

/* A sink of a profile that no unit uses is nowhere. */
static void walk_sink(Walk *walk, const Member *member) {
    walk->sink = member;
    SinkSite site = {walk->tree, member, find_sink(walk, &member->as.sink)};
    if (site.sink != NULL) array_push(walk->example->arena, &walk->example->sites.sinks, site);
    add_cover(walk, member->span, span_from(walk, member->span.start));
    walk_body(walk, &member->as.sink.body);
}

/* The lines of a declaration; the sinks among them hold the values. */
static void walk_members(Walk *walk, const Members *members) {
    for (uint32_t i = 0; i < members->count; i++) {
        const Member *member = &members->items[i];
        if (member->kind == MEMBER_SINK)
            walk_sink(walk, member);
        else
            add_cover(walk, member->span, member->span);
    }
}

/* Attributes of environments are no rows, but can be annotated like them. */
static void walk_matrix(Walk *walk) {
    for (uint32_t i = 0; i < walk->owner->as.matrix.row_count; i++) {
        const AttributeRow *row = &walk->owner->as.matrix.rows[i];
        add_cover(walk, row->span, span_from(walk, row->span.start));
    }
}

/* Everything that can stand below an annotation, and the rows. */
static void walk_declaration(Walk *walk) {
    add_cover(walk, walk->owner->span, walk->owner->whole);
    switch (walk->owner->kind) {
    case DECLARATION_PROFILE:
    case DECLARATION_SERVICE:
    case DECLARATION_STACK: walk_members(walk, &walk->owner->as.unit.members); break;
    case DECLARATION_MATRIX: walk_matrix(walk); break;
    case DECLARATION_STRATEGY: /* its lines take no annotations */
    case DECLARATION_LADDER:
    case DECLARATION_ENVIRONMENT:
    case DECLARATION_TYPE:
    case DECLARATION_CATEGORY:
    case DECLARATION_POLICY:
    case DECLARATION_LEDGER: break;
    }
}

/* The compiler parses without keeping them. */
static void read_tokens(Example *example) {
    const Program *program = example->model->program;
    for (uint32_t i = 0; i < program->tree_count; i++) {
        Tree tree = *program->trees[i];
        syntax_lex(example->arena, program->report, tree.file, &tree.tokens, &tree.token_count);
        array_push(example->arena, &example->trees, tree);
    }
}

void sites_find(Example *example) {
    read_tokens(example);
    for (uint32_t i = 0; i < example->trees.count; i++) {
        const Tree *tree = &example->trees.items[i];
        for (uint32_t j = 0; j < tree->count; j++) {
            Walk walk = {.example = example, .tree = tree, .owner = &tree->items[j]};
            walk_declaration(&walk);
        }
    }
}
