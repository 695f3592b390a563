/* strategy.c - the strategy block: its name, the version of the language, packs, attributes.
 *
 * A program says for which version of the language it was written, so that two machines with
 * different compilers never fight over the bytes of an output. */
#include "check/builder.h"

static const Text language_version = {"0.1", 3};

/* Where a first line of the block goes: behind its opening brace. What is on the brace's own line
 * moves to a line of its own. */
static void offer_version(Builder *builder, Diagnostic *diagnostic, const Declaration *strategy) {
    Span rest = {strategy->span.file, strategy->span.end, strategy->whole.end};
    Text text = sources_text(builder->program->sources, rest);
    size_t brace = text_find(text, TEXT("{"), 0);
    if (brace == SIZE_MAX) return;
    Text line = text_slice(text, brace + 1, text_find(text, TEXT("\n"), brace));
    uint32_t at = rest.start + (uint32_t)brace + 1;
    bool is_alone = text_trim(line).length == 0 && line.length < text.length - brace - 1;
    report_fix(diagnostic, true, "state the version", (Span){rest.file, at, at},
               is_alone ? TEXT("\n  rung = \"0.1\"") : TEXT("\n  rung = \"0.1\"\n"));
}

/* Exactly this version: what another one means by the same words is unknown. */
static void check_version(Builder *builder, const Expression *version) {
    if (version->kind == EXPRESSION_MISSING) return;
    Text written = sources_text(builder->program->sources, version->span);
    if (version->kind != EXPRESSION_STRING) {
        Diagnostic *diagnostic = report_language_version_is_text(builder->report, version->span);
        if (text_equal(written, language_version))
            report_fix(diagnostic, true, "put it in quotes", version->span, TEXT("\"0.1\""));
        else
            report_help(diagnostic, "write `rung = \"0.1\"`");
    } else if (!text_equal(version->as.text, language_version)) {
        Diagnostic *diagnostic =
            report_language_version(builder->report, version->span, version->as.text);
        report_help(diagnostic, "use the compiler that the program was written for, or read what "
                                "changed and write `rung = \"0.1\"`");
    }
}

static Text dotted(Arena *arena, const Words *words) {
    Text *parts = arena_array(arena, Text, words->count);
    for (uint32_t i = 0; i < words->count; i++)
        parts[i] = word_text(words->items[i]);
    return text_join(arena, parts, words->count, TEXT("."));
}

/* There are none yet, so every pack is unknown. */
static void refuse_pack(Builder *builder, const Words *use) {
    if (use->count == 0 || use->items[0].name == NULL) return;
    Span span = span_join(use->items[0].span, use->items[use->count - 1].span);
    Diagnostic *diagnostic =
        report_unknown_pack(builder->report, span, dotted(builder->arena, use));
    report_note(diagnostic,
                "this version of the compiler has no packs; the built-in categories and "
                "types need no `use`");
}

/* Free attributes: any name, once. */
static void add_attribute(Builder *builder, const Attribute *attribute) {
    Attributes *all = &builder->model->strategy_attributes;
    if (attribute->name.name == NULL || attribute->value == NULL) return;
    Text name = attribute->name.name->text;
    Attribute **first = (Attribute **)map_at(&builder->model->strategy_by_name, name);
    if (*first != NULL) {
        Diagnostic *twice = report_attribute_twice(builder->report, attribute->name.span, name);
        report_label(twice, (*first)->name.span, "first here");
        return;
    }
    *first = &all->items[all->count++];
    **first = *attribute;
    if (text_equal(name, TEXT("rung"))) check_version(builder, attribute->value);
}

/* The block has no annotations and no sinks: attributes, packs and `emit` lines are all. */
void strategy_build(Builder *builder) {
    const Declaration *strategy = builder->program->strategy;
    map_open(&builder->model->strategy_by_name, builder->arena);
    if (strategy == NULL) return;
    const Members *members = &strategy->as.strategy;
    builder->model->strategy = strategy->name.name;
    builder->model->strategy_attributes.items =
        arena_array(builder->arena, Attribute, members->count);
    for (uint32_t i = 0; i < members->count; i++) {
        const Member *member = &members->items[i];
        if (member->kind == MEMBER_ATTRIBUTE) add_attribute(builder, &member->as.attribute);
        if (member->kind == MEMBER_USE) refuse_pack(builder, &member->as.use);
    }
    builder->model->emits = emits_resolve(builder, members);
    if (map_get(&builder->model->strategy_by_name, TEXT("rung")) != NULL ||
        strategy->name.name == NULL)
        return;
    offer_version(builder, report_language_version_missing(builder->report, strategy->name.span),
                  strategy);
}
