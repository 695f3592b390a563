/* category.c - the reasons to differ, and the laws they carry.
 *
 * The categories of the standard library come first, and a project's own of the same name replaces
 * one. A law that is stated twice, or with the one that contradicts it, is reported where it
 * stands. What a law demands of values is judged by a later layer. */
#include "check/builder.h"

static LawSet bit(Law law) {
    return (LawSet)1 << law;
}

/* The laws that cannot hold beside this one. */
static LawSet contradicted(Law law) {
    if (law == LAW_ASCENDING) return bit(LAW_DESCENDING);
    return law == LAW_DESCENDING ? bit(LAW_ASCENDING) : 0;
}

LawSet laws_add(LawSet laws, LawSet more) {
    for (Law law = LAW_ASCENDING; law <= LAW_EQUAL; law++)
        if (more & bit(law)) laws = (laws & ~contradicted(law)) | bit(law);
    return laws;
}

/* The laws of a category or row as a set. What is refused is left out of it, and of two that
 * contradict each other both are: nobody knows which was meant. */
LawSet laws_resolve(Builder *builder, const Laws *laws) {
    LawSet set = 0;
    LawSet refused = 0;
    for (uint32_t i = 0; i < laws->count; i++) {
        const LawNode *node = &laws->items[i];
        bool is_twice = (set & bit(node->law)) != 0;
        if (!is_twice && (set & contradicted(node->law)) == 0) {
            set |= bit(node->law);
            continue;
        }
        Text text = sources_text(builder->program->sources, node->span);
        if (is_twice)
            report_law_twice(builder->report, node->span, text);
        else
            report_help(report_laws_contradict(builder->report, node->span), "keep one of them");
        refused |= contradicted(node->law) & set;
    }
    return set & ~refused;
}

/* Later declarations replace earlier ones of the same name: the project's come after the
 * library's. */
static void enter(Builder *builder, const Declarations *declarations, bool is_builtin) {
    for (uint32_t i = 0; i < declarations->count; i++) {
        const Declaration *declaration = declarations->items[i];
        if (!is_first(declarations, declaration)) continue;
        Category *category = arena_new(builder->arena, Category);
        category->name = declaration->name.name;
        category->doc = declaration->doc;
        category->is_builtin = is_builtin;
        category->laws = laws_resolve(builder, &declaration->as.category);
        map_put(&builder->model->categories, declaration->name.name->text, category);
    }
}

void categories_build(Builder *builder) {
    enter(builder, &builder->program->builtin_categories, true);
    enter(builder, &builder->program->categories, false);
}

const Category *category_find(Builder *builder, Word word) {
    if (word.name == NULL) return NULL;
    const Map *categories = &builder->model->categories;
    const Category *category = map_get(categories, word.name->text);
    if (category != NULL) return category;
    Diagnostic *diagnostic = report_unknown_category(builder->report, word.span, word.name->text);
    suggest_key(diagnostic, word.span, word.name->text, categories, "categories");
    Category *unknown = arena_new(builder->arena, Category);
    unknown->name = word.name;
    unknown->is_unknown = true;
    return unknown;
}
