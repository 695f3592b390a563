/* builtin.c - the standard library: categories and types that every project has.
 *
 * They are written in the language itself, in stdlib/, and live in the program as bytes. They are
 * parsed at every start, which takes less time than opening a file, and have sources and spans like
 * everything else, so a message can show the law of a built-in category. What is wrong with them is
 * wrong with this program: hence `ensure`. */
#include "project/load.h"

#include "stdlib.inc"

/* Files of the library hold types and categories, each once. */
static void collect(Program *program, const Tree *tree) {
    ensure(!tree->has_errors);
    for (uint32_t i = 0; i < tree->count; i++) {
        Declaration *declaration = &tree->items[i];
        bool is_type = declaration->kind == DECLARATION_TYPE;
        ensure(is_type || declaration->kind == DECLARATION_CATEGORY);
        const Declaration *first = declarations_add(
            program->arena, is_type ? &program->builtin_types : &program->builtin_categories,
            declaration->name.name->text, declaration);
        ensure(first == NULL);
    }
}

void builtin_collect(Program *program) {
    for (size_t i = 0; stdlib[i].name[0] != '\0'; i++) {
        Text path = text_format(program->arena, "stdlib/%s", stdlib[i].name);
        Text text = {stdlib[i].bytes, stdlib[i].length};
        uint32_t file = sources_add(program->sources, path, text);
        collect(program, syntax_parse(program->arena, program->names, program->report, file));
    }
}
