/* target.c - what an annotation stands above.
 *
 * The model keeps what annotations say and not where they are. A finding about one that is past its
 * date belongs to the row, table, group, sink or declaration below it, so the tree of its file is
 * searched for the annotation. That is paid only for what is reported. */
#include "parity/rule.h"

/* Annotations are known by their place. */
static bool has(const Annotations *annotations, Span annotation) {
    for (uint32_t i = 0; i < annotations->count; i++)
        if (annotations->items[i].span.start == annotation.start) return true;
    return false;
}

/* Rows stand in tables only; a table of environments has its own kind. */
static Span find_in_rows(const Parameter *rows, uint32_t count, Span annotation) {
    for (uint32_t i = 0; i < count; i++)
        if (has(&rows[i].remarks->annotations, annotation)) return rows[i].span;
    return NO_SPAN;
}

/* A parameter keeps its annotations itself; groups nest. */
static Span find_in_body(const Body *body, Span annotation) {
    Span found = NO_SPAN;
    for (uint32_t i = 0; i < body->count && found.file == 0; i++) {
        const Entry *entry = &body->items[i];
        bool is_there =
            entry->kind != ENTRY_PARAMETER && has(&entry->remarks->annotations, annotation);
        if (is_there) return entry->span;
        switch (entry->kind) {
        case ENTRY_PARAMETER: found = find_in_rows(&entry->as.parameter, 1, annotation); break;
        case ENTRY_TABLE:
            found = find_in_rows(entry->as.table.rows, entry->as.table.row_count, annotation);
            break;
        case ENTRY_GROUP: found = find_in_body(&entry->as.group.body, annotation); break;
        case ENTRY_SECRET: break;
        }
    }
    return found;
}

/* Lines of a unit, a profile or the strategy. */
static Span find_in_members(const Members *members, Span annotation) {
    Span found = NO_SPAN;
    for (uint32_t i = 0; i < members->count && found.file == 0; i++) {
        const Member *member = &members->items[i];
        if (has(&member->annotations, annotation)) return member->span;
        if (member->kind == MEMBER_SINK) found = find_in_body(&member->as.sink.body, annotation);
    }
    return found;
}

/* Rows of a table of environments. */
static Span find_in_matrix(const Declaration *matrix, Span annotation) {
    for (uint32_t i = 0; i < matrix->as.matrix.row_count; i++)
        if (has(&matrix->as.matrix.rows[i].annotations, annotation))
            return matrix->as.matrix.rows[i].span;
    return NO_SPAN;
}

/* The declaration itself, or something in its braces. */
static Span find_in_declaration(const Declaration *declaration, Span annotation) {
    if (has(&declaration->annotations, annotation)) return declaration->span;
    switch (declaration->kind) {
    case DECLARATION_STRATEGY: return find_in_members(&declaration->as.strategy, annotation);
    case DECLARATION_PROFILE:
    case DECLARATION_SERVICE:
    case DECLARATION_STACK: return find_in_members(&declaration->as.unit.members, annotation);
    case DECLARATION_MATRIX: return find_in_matrix(declaration, annotation);
    case DECLARATION_LADDER:
    case DECLARATION_ENVIRONMENT:
    case DECLARATION_TYPE:
    case DECLARATION_CATEGORY:
    case DECLARATION_POLICY:
    case DECLARATION_LEDGER: return NO_SPAN;
    }
    unreachable("DeclarationKind");
}

/* The annotation itself where nothing is found, which no program gives. */
Span annotation_target(const Parity *parity, Span annotation) {
    const Program *program = parity->model->program;
    for (uint32_t i = 0; i < program->tree_count; i++) {
        const Tree *tree = program->trees[i];
        for (uint32_t j = 0; tree->file == annotation.file && j < tree->count; j++) {
            Span found = find_in_declaration(&tree->items[j], annotation);
            if (found.file != 0) return found;
        }
    }
    return annotation;
}
