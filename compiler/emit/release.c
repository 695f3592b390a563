/* release.c - the image that an environment runs, in a file of its own: a promotion by a bot and a
 * change by a person never touch one file.
 *
 * A service pins its image by digest. The parts of the reference go to the keys that the chart or
 * module has for them (`image_keys`): a repository and a digest unless the service says otherwise. */
#include "emit/emission.h"

typedef enum ImagePart { PART_REGISTRY, PART_REPOSITORY, PART_TAG, PART_DIGEST, PART_REFERENCE } ImagePart;

static const char *const part_names[] = {"registry", "repository", "tag", "digest", "reference"};

enum { PART_COUNT = sizeof part_names / sizeof part_names[0] };

/* Docker's rule: the first part is a registry if it has a dot or a colon, or is `localhost`. */
static size_t registry_length(Text repository) {
    size_t slash = text_find(repository, TEXT("/"), 0);
    if (slash == SIZE_MAX) return 0;
    Text first = text_slice(repository, 0, slash);
    bool is_registry = text_contains(first, TEXT(".")) || text_contains(first, TEXT(":")) ||
                       text_equal(first, TEXT("localhost"));
    return is_registry ? slash : 0;
}

static const ImageOverride *find_override(const Plan *plan, const Unit *unit) {
    for (uint32_t i = 0; i < plan->options.image_count; i++)
        if (plan->options.images[i].unit == unit) return &plan->options.images[i];
    return NULL;
}

static void split_repository(Image *image) {
    size_t slash = 0, length = image->repository.length;
    for (size_t i = 0; i < length; i++)
        if (image->repository.bytes[i] == '/') slash = i;
    size_t colon = text_find(image->repository, TEXT(":"), slash);
    image->tag = TEXT("");
    if (colon != SIZE_MAX) {
        image->tag = text_slice(image->repository, colon + 1, length);
        image->repository = text_slice(image->repository, 0, colon);
    }
    size_t registry = registry_length(image->repository);
    image->registry = text_slice(image->repository, 0, registry);
    image->path = text_slice(image->repository, registry ? registry + 1 : 0, length);
}

bool release_image(const Plan *plan, const Unit *unit, uint32_t environment, Image *out) {
    const Value *value = matrix_unit_attribute(plan->matrix, unit, UNIT_IMAGE, environment);
    if (!unit->is_service || !value_is_text(value)) return false;
    size_t at = text_find(value->text, TEXT("@"), 0);
    out->repository = text_slice(value->text, 0, at);
    out->digest = at == SIZE_MAX ? TEXT("") : text_slice(value->text, at + 1, value->text.length);
    const ImageOverride *override = find_override(plan, unit);
    if (override) out->digest = override->digest;
    split_repository(out);
    if (override) out->tag = TEXT("");
    out->reference = text_format(plan->arena, "%.*s%s%.*s@%.*s", TEXT_ARGS(out->repository),
                                 out->tag.length ? ":" : "", TEXT_ARGS(out->tag),
                                 TEXT_ARGS(out->digest));
    return out->digest.length > 0;
}

/* --- Keys -------------------------------------------------------------------------------------- */

/* The path of keys for a part, "" where the service has none for it. */
static Text key_of(const Value *keys, ImagePart part) {
    if (keys->kind != VALUE_MAP)
        return part == PART_REPOSITORY ? TEXT("image.repository")
               : part == PART_DIGEST   ? TEXT("image.digest")
                                       : TEXT("");
    const Value *value = value_member(keys, text_of(part_names[part]));
    return value && value_is_text(value) ? value->text : TEXT("");
}

/* What a part is. Without a key for the registry the repository has it; a tag carries the digest
 * where nothing else does, so that what runs is pinned all the same. */
static Text part_text(const Plan *plan, const Value *keys, const Image *image, ImagePart part) {
    bool has_digest = key_of(keys, PART_DIGEST).length || key_of(keys, PART_REFERENCE).length;
    switch (part) {
    case PART_REGISTRY: return image->registry;
    case PART_REPOSITORY:
        return key_of(keys, PART_REGISTRY).length ? image->path : image->repository;
    case PART_TAG:
        if (has_digest || !image->tag.length) return image->tag;
        return text_format(plan->arena, "%.*s@%.*s", TEXT_ARGS(image->tag),
                           TEXT_ARGS(image->digest));
    case PART_DIGEST: return image->digest;
    case PART_REFERENCE: return image->reference;
    }
    unreachable("ImagePart");
}

/* A tree under construction: maps nest by the dots of the keys. */
typedef struct ReleaseTree {
    Text key;
    Text value;
    ARRAY(struct ReleaseTree *) children;
} ReleaseTree;

static void add_key(const Plan *plan, ReleaseTree *tree, Text path, Text value) {
    for (size_t start = 0, end; start <= path.length; start = end + 1) {
        end = text_find(path, TEXT("."), start);
        if (end == SIZE_MAX) end = path.length;
        Text key = text_slice(path, start, end);
        ReleaseTree *child = NULL;
        for (uint32_t i = 0; i < tree->children.count && !child; i++)
            if (text_equal(tree->children.items[i]->key, key)) child = tree->children.items[i];
        if (!child) {
            child = arena_new(plan->arena, ReleaseTree);
            child->key = key;
            array_push(plan->arena, &tree->children, child);
        }
        tree = child;
    }
    tree->value = value;
}

static const Value *tree_value(const Plan *plan, const ReleaseTree *tree) {
    if (!tree->children.count) return value_string(plan->arena, tree->value);
    Pair *pairs = arena_array(plan->arena, Pair, tree->children.count);
    for (uint32_t i = 0; i < tree->children.count; i++)
        pairs[i] = (Pair){.key = tree->children.items[i]->key,
                          .value = tree_value(plan, tree->children.items[i])};
    return value_map(plan->arena, pairs, tree->children.count);
}

const Value *release_values(const Plan *plan, const Unit *unit, uint32_t environment) {
    Image image;
    if (!release_image(plan, unit, environment, &image)) return NULL;
    const Value *keys = matrix_unit_attribute(plan->matrix, unit, UNIT_IMAGE_KEYS, environment);
    ReleaseTree root = {0};
    for (ImagePart part = 0; part <= PART_REFERENCE; part++) {
        Text key = key_of(keys, part), text = part_text(plan, keys, &image, part);
        if (key.length && text.length) add_key(plan, &root, key, text);
    }
    return root.children.count ? tree_value(plan, &root) : value_map(plan->arena, NULL, 0);
}

/* --- Checks ------------------------------------------------------------------------------------ */

static void check_names(Plan *plan, const Unit *unit, const Value *keys, Span span) {
    Text names[PART_COUNT];
    for (int i = 0; i < PART_COUNT; i++) names[i] = text_of(part_names[i]);
    for (uint32_t i = 0; i < keys->count; i++) {
        Text key = keys->as.pairs[i].key;
        bool is_known = false;
        for (int n = 0; n < PART_COUNT; n++) is_known = is_known || text_equal(key, names[n]);
        if (is_known) continue;
        Diagnostic *d = report_image_key(plan->report, span, key);
        suggest_name(d, NO_SPAN, key, names, PART_COUNT, "parts");
        report_about(d, unit->name->text, TEXT(""));
    }
}

/* Two keys of one path, or one below another, cannot both be written. */
static void check_overlap(Plan *plan, const Unit *unit, const Value *keys, Span span) {
    for (uint32_t i = 0; i < keys->count; i++)
        for (uint32_t j = 0; j < keys->count; j++) {
            Text a = keys->as.pairs[i].value->text, b = keys->as.pairs[j].value->text;
            bool is_below = i != j && text_starts_with(b, a) &&
                            (a.length == b.length || b.bytes[a.length] == '.');
            if (!is_below || (a.length == b.length && i > j)) continue;
            report_about(report_image_keys_meet(plan->report, span, a, b), unit->name->text,
                         TEXT(""));
            return;
        }
}

void release_check(Plan *plan, const Unit *unit) {
    Span span = unit->attributes[UNIT_IMAGE_KEYS].span;
    Image image;
    if (!unit->attributes[UNIT_IMAGE_KEYS].value) return;
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        if (!set_has(&unit->environments, e)) continue;
        const Value *keys = matrix_unit_attribute(plan->matrix, unit, UNIT_IMAGE_KEYS, e);
        if (keys->kind != VALUE_MAP) return;
        check_names(plan, unit, keys, span);
        check_overlap(plan, unit, keys, span);
        bool pins = key_of(keys, PART_DIGEST).length || key_of(keys, PART_REFERENCE).length;
        if (release_image(plan, unit, e, &image) && !pins &&
            !(key_of(keys, PART_TAG).length && image.tag.length)) {
            Diagnostic *d = report_image_unpinned(plan->report, span, unit->name->text);
            report_help(d, "name a key for `digest` or `reference`, or give the image a tag beside "
                           "its digest and name a key for `tag`");
            report_about(d, unit->name->text, TEXT(""));
        }
        return;
    }
}

bool release_emit(const Plan *plan, const Output *output, Writer *out) {
    const Value *value = release_values(plan, output->units[0], output->environment);
    if (!value) return false;
    emission_write(plan, output, value, out);
    return !out->is_full;
}
