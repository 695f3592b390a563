/* program.c - the declarations of all files, in no order but that of paths and places.
 *
 * A name is declared once in its name space. The first declaration counts; a second one is reported
 * with the first beside it and then left out, so that it gives no further messages. What a name
 * refers to is not looked up here: whether an environment exists is a question for `check`. */
#include "project/load.h"

static const Text strategy_path = {"strategy.rung", 13};

/* What messages call a declaration of the kind. */
static const char *word_of(DeclarationKind kind) {
    switch (kind) {
    case DECLARATION_STRATEGY: return "strategy";
    case DECLARATION_LADDER: return "ladder";
    case DECLARATION_ENVIRONMENT: return "environment";
    case DECLARATION_MATRIX: return "table of environments";
    case DECLARATION_TYPE: return "type";
    case DECLARATION_CATEGORY: return "category";
    case DECLARATION_PROFILE: return "profile";
    case DECLARATION_SERVICE: return "service";
    case DECLARATION_STACK: return "stack";
    case DECLARATION_POLICY: return "policy";
    case DECLARATION_LEDGER: return "ledger";
    }
    unreachable("DeclarationKind");
}

/* The name space of a kind; NULL for the strategy, which is none of several. */
static Declarations *space_of(Program *program, DeclarationKind kind) {
    switch (kind) {
    case DECLARATION_STRATEGY: return NULL;
    case DECLARATION_LADDER: return &program->ladders;
    case DECLARATION_ENVIRONMENT: return &program->environments;
    case DECLARATION_MATRIX: return &program->matrices;
    case DECLARATION_TYPE: return &program->types;
    case DECLARATION_CATEGORY: return &program->categories;
    case DECLARATION_PROFILE: return &program->profiles;
    case DECLARATION_SERVICE:
    case DECLARATION_STACK: return &program->units;
    case DECLARATION_POLICY: return &program->policies;
    case DECLARATION_LEDGER: return &program->ledgers;
    }
    unreachable("DeclarationKind");
}

const Declaration *declarations_add(Arena *arena, Declarations *declarations, Text name,
                                    Declaration *declaration) {
    void **place = map_at(&declarations->by_name, name);
    if (*place != NULL) return *place;
    *place = declaration;
    array_push(arena, declarations, declaration);
    return NULL;
}

/* --- Declared twice ------------------------------------------------------------------------- */

/* The second one is blamed, and the first one shown. */
static void report_second(const Program *program, const Declaration *second, Text name,
                          const Declaration *first) {
    const char *word = word_of(second->kind);
    Diagnostic *diagnostic =
        report_declared_twice(program->report, second->span, text_of(word), name);
    if (first->kind == second->kind) {
        report_label(diagnostic, first->span, "first declared here");
    } else {
        report_label(diagnostic, first->span, "first declared here, as a %s", word_of(first->kind));
    }
    report_help(diagnostic, "rename one of the two, or make one of both");
}

static void report_second_ladder(const Program *program, const Declaration *second,
                                 const Declaration *first) {
    Diagnostic *diagnostic = report_ladder_twice(program->report, second->span);
    report_label(diagnostic, first->span, "first declared here");
    report_help(diagnostic, "write one ladder; several environments on one rung stand in braces: "
                            "`dev -> { staging, load-test } -> prod`");
}

/* --- Gathering ------------------------------------------------------------------------------ */

/* What a declaration is known by: `orders in prod` for a ledger. False where that is missing, which
 * the parser reported. */
static bool name_of_declaration(Arena *arena, const Declaration *declaration, Text *name) {
    if (declaration->name.name == NULL) return false;
    *name = declaration->name.name->text;
    if (declaration->kind != DECLARATION_LEDGER) return true;
    const Name *environment = declaration->as.ledger.environment.name;
    if (environment == NULL) return false;
    *name = text_join(arena, (Text[]){*name, environment->text}, 2, TEXT(" in "));
    return true;
}

/* Ladders have no names to tell them apart, so one is all there can be. */
static void add_ladder(Program *program, const Declaration *declaration) {
    if (program->ladders.count == 0) {
        array_push(program->arena, &program->ladders, declaration);
    } else {
        report_second_ladder(program, declaration, program->ladders.items[0]);
    }
}

/* Enters a declaration in its name space, or reports that the name is taken. */
static void add_named(Program *program, Declaration *declaration) {
    Text name;
    if (!name_of_declaration(program->arena, declaration, &name)) return;
    Declarations *space = space_of(program, declaration->kind);
    const Declaration *first = declarations_add(program->arena, space, name, declaration);
    if (first != NULL) report_second(program, declaration, name, first);
}

/* What a declaration is decides how it is kept. */
static void add(Program *program, Declaration *declaration) {
    switch (declaration->kind) {
    case DECLARATION_STRATEGY: return; /* see below */
    case DECLARATION_LADDER: add_ladder(program, declaration); return;
    case DECLARATION_MATRIX: array_push(program->arena, &program->matrices, declaration); return;
    case DECLARATION_ENVIRONMENT:
    case DECLARATION_TYPE:
    case DECLARATION_CATEGORY:
    case DECLARATION_PROFILE:
    case DECLARATION_SERVICE:
    case DECLARATION_STACK:
    case DECLARATION_POLICY:
    case DECLARATION_LEDGER: add_named(program, declaration); return;
    }
    unreachable("DeclarationKind");
}

/* --- The strategy --------------------------------------------------------------------------- */

/* Whether the tree is that of the file at the root; `a/strategy.rung` belongs to another
 * project. */
static bool is_strategy_file(const Program *program, const Tree *tree) {
    return text_equal(program->sources->files.items[tree->file].path, strategy_path);
}

/* The first of the right file is the strategy. */
static void add_strategy(Program *program, const Declaration *declaration) {
    if (program->strategy == NULL) {
        program->strategy = declaration;
        return;
    }
    Word word = declaration->name;
    Text name = word.name == NULL ? TEXT("") : word.name->text;
    report_second(program, declaration, name, program->strategy);
}

/* A strategy in another file: what it says still counts where there is no other. */
static void refuse_strategy(Program *program, const Tree *tree, const Declaration *declaration) {
    Text path = program->sources->files.items[tree->file].path;
    Diagnostic *diagnostic = report_strategy_elsewhere(program->report, declaration->span, path);
    if (program->strategy != NULL) {
        report_label(diagnostic, program->strategy->span, "the project's strategy is here");
        report_help(diagnostic, "make one block of both, in `strategy.rung`");
    } else {
        program->strategy = declaration;
        report_help(diagnostic, "move the block to `strategy.rung` in the project's directory");
    }
}

/* Those of `strategy.rung`, or those of the other files. */
static void gather_strategies(Program *program, bool is_place) {
    for (uint32_t i = 0; i < program->tree_count; i++) {
        const Tree *tree = program->trees[i];
        if (is_strategy_file(program, tree) != is_place) continue;
        for (uint32_t j = 0; j < tree->count; j++) {
            const Declaration *declaration = &tree->items[j];
            if (declaration->kind != DECLARATION_STRATEGY) continue;
            if (is_place) add_strategy(program, declaration);
            if (!is_place) refuse_strategy(program, tree, declaration);
        }
    }
}

/* The tree of `strategy.rung`, NULL when there is no such file. */
static const Tree *find_strategy_tree(const Program *program) {
    for (uint32_t i = 0; i < program->tree_count; i++) {
        if (is_strategy_file(program, program->trees[i])) return program->trees[i];
    }
    return NULL;
}

/* A file with syntax errors may well have held the block that is missed. */
static void miss_strategy(Program *program) {
    const Tree *tree = find_strategy_tree(program);
    if (tree != NULL && tree->has_errors) return;
    Span span = tree == NULL ? NO_SPAN : (Span){tree->file, 0, 0};
    Diagnostic *diagnostic = report_no_strategy(program->report, span);
    report_help(diagnostic, "begin `strategy.rung` with `strategy NAME { rung = \"0.1\" }`");
    if (tree == NULL) return;
    report_fix(diagnostic, false, "insert a strategy", span,
               TEXT("strategy project {\n  rung = \"0.1\"\n}\n\n"));
}

/* Other files are asked for a strategy only when the right one has been: its block is the one to
 * show beside theirs. */
void program_collect(Program *program, bool is_strategy_read) {
    for (uint32_t i = 0; i < program->tree_count; i++) {
        for (uint32_t j = 0; j < program->trees[i]->count; j++) {
            add(program, &program->trees[i]->items[j]);
        }
    }
    gather_strategies(program, true);
    gather_strategies(program, false);
    if (program->strategy == NULL && is_strategy_read) miss_strategy(program);
}
