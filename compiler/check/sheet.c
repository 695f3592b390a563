/* sheet.c - what stands between the braces of a unit or profile, read by itself: attributes, `emit`
 * lines and sink blocks.
 *
 * A profile's sheet is made once, however many units use it, so what is wrong in it is said once
 * and about no unit. How the sheets of a unit come together is in unit.c and param.c. */
#include "check/builder.h"

/* --- Attributes ----------------------------------------------------------------------------- */

static void refuse_attribute(Builder *builder, Word word) {
    Text names[UNIT_ATTRIBUTE_END];
    for (size_t i = 0; i < UNIT_ATTRIBUTE_END; i++)
        names[i] = text_of(unit_attribute_fact((UnitAttributeKind)i)->name);
    Diagnostic *diagnostic =
        report_unknown_unit_attribute(builder->report, word.span, word.name->text);
    suggest_name(diagnostic, word.span, word.name->text, names, UNIT_ATTRIBUTE_END, "attributes");
}

/* A profile is shared, and a stack runs no image of its own. */
static bool attribute_is_allowed(Builder *builder, const Declaration *declaration,
                                 UnitAttributeKind kind, Span span) {
    Text owner = word_text(declaration->name);
    if (kind != UNIT_IMAGE || declaration->kind == DECLARATION_SERVICE) return true;
    if (declaration->kind == DECLARATION_PROFILE) {
        Diagnostic *diagnostic = report_profile_with_image(builder->report, span, owner);
        report_help(diagnostic, "write the image in each service: it is what makes one a service");
    } else {
        Diagnostic *diagnostic = report_stack_with_image(builder->report, span, owner);
        report_help(diagnostic, "what runs an image is a `service`");
    }
    return false;
}

/* An attribute that is known, allowed here, and not stated yet. */
static void add_attribute(Builder *builder, Sheet *sheet, const Member *member) {
    const Attribute *attribute = &member->as.attribute;
    const Scope *scope = scope_open(builder, sheet->scope, &member->annotations);
    UnitAttributeKind kind;
    if (attribute->name.name == NULL || attribute->value == NULL) return;
    Text name = attribute->name.name->text;
    if (!unit_attribute_find(name, &kind)) {
        refuse_attribute(builder, attribute->name);
        return;
    }
    UnitAttribute *place = &sheet->attributes[kind];
    if (place->value != NULL) {
        Diagnostic *twice = report_attribute_twice(builder->report, attribute->name.span, name);
        report_label(twice, place->span, "first here");
        return;
    }
    if (!attribute_is_allowed(builder, sheet->declaration, kind, attribute->name.span)) return;
    *place = (UnitAttribute){attribute->value, sheet->declaration, attribute->name.span, scope};
}

/* --- Sinks ---------------------------------------------------------------------------------- */

static void refuse_sink(Builder *builder, Word word) {
    Text names[SINK_END];
    size_t count = 0;
    for (size_t i = 0; i < SINK_END; i++)
        if (sink_fact((SinkKind)i)->has_block)
            names[count++] = text_of(sink_fact((SinkKind)i)->name);
    Diagnostic *diagnostic = report_unknown_sink(builder->report, word.span, word.name->text);
    suggest_name(diagnostic, word.span, word.name->text, names, count, "sinks");
}

/* The kind of a block; false, reported, where it can be none. */
static bool find_kind(Builder *builder, const SinkNode *node, SinkKind *kind) {
    if (node->word.name == NULL) return false;
    if (!sink_find(node->word.name->text, kind)) {
        refuse_sink(builder, node->word);
        return false;
    }
    if (sink_fact(*kind)->has_block) return true;
    Diagnostic *diagnostic =
        report_sink_without_block(builder->report, node->word.span, node->word.name->text);
    report_help(diagnostic,
                "its contents are decided by the compiler; `emit %.*s to \"...\"` says "
                "where it goes",
                TEXT_ARGS(node->word.name->text));
    return false;
}

/* Only `ssm` names what it holds. */
static void check_template(Builder *builder, const SinkNode *node, SinkKind kind) {
    if (kind == SINK_SSM && node->template == NULL) {
        Diagnostic *diagnostic = report_sink_needs_template(builder->report, node->word.span);
        report_help(diagnostic, "say how its parameters are named: "
                                "`ssm \"/${strategy}/${env}/${unit}/${name}\" { ... }`");
    } else if (kind != SINK_SSM && node->template != NULL) {
        Diagnostic *diagnostic = report_sink_takes_no_template(
            builder->report, node->template->span, node->word.name->text);
        report_help(diagnostic, "`emit %.*s to \"...\"` says where it goes",
                    TEXT_ARGS(node->word.name->text));
    }
}

/* One block a sink and body; several of ssm where their templates differ. */
static void check_repeated(Builder *builder, const Sheet *sheet, const Block *block) {
    for (uint32_t i = 0; i < sheet->block_count; i++) {
        const Block *other = &sheet->blocks[i];
        if (other->kind != block->kind || !text_equal(other->template, block->template)) continue;
        Diagnostic *twice = report_sink_twice(builder->report, block->node->word.span,
                                              block->node->word.name->text);
        report_label(twice, other->node->word.span, "first here");
        report_help(twice, block->kind == SINK_SSM
                               ? "put both into one block, or give them different name templates"
                               : "put both into one block");
        return;
    }
}

/* A block that repeats another is reported and read nevertheless: its paths are still wanted. */
static void add_block(Builder *builder, Sheet *sheet, const Member *member) {
    const SinkNode *node = &member->as.sink;
    Block block = {.node = node, .doc = member->doc};
    block.scope = scope_open(builder, sheet->scope, &member->annotations);
    if (!find_kind(builder, node, &block.kind)) return;
    check_template(builder, node, block.kind);
    if (block.kind == SINK_SSM && node->template != NULL)
        block.template = sources_text(builder->program->sources, node->template->span);
    EnvironmentSet named = environments_named(builder, &node->environments);
    block.environments = environments_covered(builder->model, named);
    if (sheet->block_count == LIMIT_BLOCKS) {
        report_too_many_blocks(builder->report, node->word.span);
        return;
    }
    check_repeated(builder, sheet, &block);
    body_flatten(builder, &block, sheet->declaration);
    sheet->blocks[sheet->block_count++] = block;
}

/* --- Sheets --------------------------------------------------------------------------------- */

static void add_member(Builder *builder, Sheet *sheet, const Member *member) {
    switch (member->kind) {
    case MEMBER_EMIT: scope_open(builder, sheet->scope, &member->annotations); return;
    case MEMBER_ATTRIBUTE: add_attribute(builder, sheet, member); return;
    case MEMBER_SINK: add_block(builder, sheet, member); return;
    case MEMBER_USE: return;
    }
    unreachable("MemberKind");
}

/* The scope comes first, since everything inside stands in it. */
Sheet *sheet_make(Builder *builder, const Declaration *declaration) {
    const Members *members = &declaration->as.unit.members;
    Sheet *sheet = arena_new(builder->arena, Sheet);
    sheet->declaration = declaration;
    sheet->scope = scope_open(builder, NULL, &declaration->annotations);
    sheet->blocks = arena_array(builder->arena, Block, members->count);
    sheet->emits = emits_resolve(builder, members);
    for (uint32_t i = 0; i < members->count; i++)
        add_member(builder, sheet, &members->items[i]);
    return sheet;
}
