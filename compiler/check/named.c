/* named.c - the types that are declared, each resolved after those it is made of.
 *
 * Declarations have no order, so the order is found: a walk in depth over "is made of", with a
 * stack of its own, for a program may declare a chain of types that is longer than the machine's
 * stack is deep. A type that is made of itself is reported once, with the whole circle, which is
 * told from its first name in byte order so that the message does not depend on where the walk
 * began.
 *
 * A project's type replaces a built-in one of the same name in the project. The types of the
 * standard library stay made of what they were made of. */
#include "check/builder.h"

typedef enum NamedState { NAMED_NEW, NAMED_OPEN, NAMED_DONE } NamedState;

typedef struct Named {
    const Declaration *declaration;
    NamedState state;
    bool is_circular;
} Named;

/* A type on the way down: the names it is made of, and how many of them are done. */
typedef struct Step {
    Named *named;
    Words words;
    uint32_t next;
} Step;

typedef struct Walk {
    Builder *builder;
    Map by_name; /* Text -> Named * */
    ARRAY(Step) steps;
} Walk;

typedef struct WordList {
    ARRAY(Word) words;
} WordList;

/* Every name that stands in a type. */
static void collect(Arena *arena, const TypeNode *node, WordList *out) {
    if (node->kind == TYPE_NAMED && node->name.name != NULL)
        array_push(arena, &out->words, node->name);
    if (node->element != NULL) collect(arena, node->element, out);
    for (uint32_t i = 0; i < node->field_count; i++)
        collect(arena, node->fields[i].type, out);
}

/* Puts a type on the stack, with all that it is made of still to be visited. */
static void descend(Walk *walk, Named *named) {
    WordList list = {0};
    collect(walk->builder->arena, named->declaration->as.type, &list);
    Step step = {.named = named, .words = {list.words.items, list.words.count}};
    named->state = NAMED_OPEN;
    array_push(walk->builder->arena, &walk->steps, step);
}

/* All that stands on the stack from `first` on is one circle. */
static void blame_circle(Walk *walk, uint32_t first) {
    Arena *arena = walk->builder->arena;
    uint32_t count = walk->steps.count - first;
    const Step *steps = walk->steps.items + first;
    uint32_t least = 0;
    for (uint32_t i = 0; i < count; i++) {
        steps[i].named->is_circular = true;
        Text name = word_text(steps[i].named->declaration->name);
        if (text_compare(name, word_text(steps[least].named->declaration->name)) < 0) least = i;
    }
    Text *names = arena_array(arena, Text, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = word_text(steps[(least + i) % count].named->declaration->name);
    Diagnostic *diagnostic =
        report_type_cycle(walk->builder->report, steps[least].named->declaration->name.span,
                          cycle_show(arena, names, count));
    for (uint32_t i = 0; i < count; i++) {
        const Step *step = &steps[(least + i) % count];
        Text next = names[(i + 1) % count];
        report_label(diagnostic, step->words.items[step->next - 1].span, "made of `%.*s`",
                     TEXT_ARGS(next));
    }
}

static void put(Model *model, Text name, const Type *type) {
    map_put(&model->types, name, (void *)(uintptr_t)type);
}

/* All that it is made of is resolved: the type itself, under its own name. */
static void finish(Walk *walk, Named *named) {
    Model *model = walk->builder->model;
    Text name = word_text(named->declaration->name);
    named->state = NAMED_DONE;
    if (named->is_circular) {
        put(model, name, type_builtin(model, BASE_ERROR));
        return;
    }
    const Type *type = type_resolve(model, named->declaration->as.type);
    if (type->base == BASE_ERROR) {
        put(model, name, type);
        return;
    }
    Type *own = arena_new(model->arena, Type);
    *own = *type;
    own->text = name;
    put(model, name, own);
}

/* One name of the type on top of the stack. */
static void visit(Walk *walk, Named *named) {
    if (named == NULL || named->state == NAMED_DONE) return;
    if (named->state == NAMED_NEW) {
        descend(walk, named);
        return;
    }
    uint32_t first = walk->steps.count;
    while (walk->steps.items[first - 1].named != named)
        first--;
    blame_circle(walk, first - 1);
}

/* Everything that `root` is made of, the innermost first. */
static void walk_from(Walk *walk, Named *root) {
    if (root->state != NAMED_NEW) return;
    descend(walk, root);
    while (walk->steps.count > 0) {
        Step *top = &walk->steps.items[walk->steps.count - 1];
        if (top->next < top->words.count) {
            Word word = top->words.items[top->next++];
            visit(walk, map_get(&walk->by_name, word.name->text));
        } else {
            finish(walk, top->named);
            walk->steps.count--;
        }
    }
}

/* Every declaration of one origin; what they refer to and is not among them is in the map
 * already. */
static void resolve_all(Builder *builder, const Declarations *declarations) {
    Walk walk = {.builder = builder};
    map_open(&walk.by_name, builder->arena);
    for (uint32_t i = 0; i < declarations->count; i++) {
        const Declaration *declaration = declarations->items[i];
        if (!is_first(declarations, declaration)) continue;
        Named *named = arena_new(builder->arena, Named);
        named->declaration = declaration;
        map_put(&walk.by_name, word_text(declaration->name), named);
    }
    for (uint32_t i = 0; i < walk.by_name.entries.count; i++)
        walk_from(&walk, walk.by_name.entries.items[i].value);
}

/* The types of the language, then those of its library, then the project's. */
void types_build(Builder *builder) {
    Model *model = builder->model;
#define TYPE(kind, name, is_text, documentation)                                                   \
    put(model, TEXT(name), type_builtin(model, BASE_##kind));
#include "types.def"
#undef TYPE
    model->is_library = true;
    resolve_all(builder, &builder->program->builtin_types);
    model->is_library = false;
    /* A spelling may mean something else from here on. */
    map_open(&model->spellings, builder->arena);
    resolve_all(builder, &builder->program->types);
}
