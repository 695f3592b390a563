/* sensitive.c - the texts of a program that must not be shown in what is made of them: the values of
 * `@sensitive` parameters, and of those that were made from one, as they are and in base64. */
#include "diff/compare.h"
#include "diff/sensitive.h"

static void add_text(Arena *arena, Text text, SensitiveTexts *out) {
    array_push(arena, out, text);
    encoded_add(arena, text, out);
}

static void add_texts(Arena *arena, const Value *value, SensitiveTexts *out) {
    bool is_list = value->kind == VALUE_LIST, is_map = value->kind == VALUE_MAP;
    for (uint32_t i = 0; is_list && i < value->count; i++)
        add_texts(arena, value->as.items[i], out);
    for (uint32_t i = 0; is_map && i < value->count; i++)
        add_texts(arena, value->as.pairs[i].value, out);
    /* A truth is no text that anything could be told by. */
    if (value_is_scalar(value) && value->kind != VALUE_BOOL)
        add_text(arena, value_plain(arena, value), out);
}

void diff_hide_sensitive(Arena *arena, const DiffSide *side, DiffManifest *manifest) {
    const Unit *unit = side_unit(side, manifest->unit);
    int32_t environment = unit ? model_environment(side_model(side), manifest->environment) : -1;
    SensitiveTexts texts = {0};
    for (uint32_t s = 0; environment >= 0 && s < unit->sink_count; s++)
        for (uint32_t i = 0; i < unit->sinks[s]->count; i++) {
            const Param *param = unit->sinks[s]->params[i];
            const Value *value = matrix_value(side->matrix, param, (uint32_t)environment);
            bool is_sensitive = value && (matrix_flags(side->matrix, param, (uint32_t)environment) &
                                          CELL_IS_SENSITIVE) != 0;
            if (is_sensitive) add_texts(arena, value, &texts);
        }
    manifest->hidden = texts.items;
    manifest->hidden_count = texts.count;
}
