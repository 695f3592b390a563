/* release.c - the image that an environment runs, in a file of its own: a promotion by a bot and a
 * change by a person never touch one file.
 *
 * A service pins its image by digest, or has a tag where R0001 is waived. The parts of the reference go
 * to the keys that the chart or module has for them (`image_keys`): a repository and a digest unless
 * the service says otherwise, or a repository and a tag where there is no digest. */
#include "emit/emission.h"

typedef enum ImagePart {
    PART_REPOSITORY,
    PART_REGISTRY,
    PART_TAG,
    PART_DIGEST,
    PART_REFERENCE
} ImagePart;

static const char *const part_names[] = {"repository", "registry", "tag", "digest", "reference"};

enum { PART_COUNT = sizeof part_names / sizeof part_names[0] };

/* --- The image -------------------------------------------------------------------------------- */

/* Docker's rule: the first part is a registry if it has a dot or a colon, or is `localhost`. */
static size_t registry_length(Text repository) {
    size_t slash = text_find(repository, TEXT("/"), 0);
    if (slash == SIZE_MAX) return 0;
    Text first = text_slice(repository, 0, slash);
    bool is_registry = text_contains(first, TEXT(".")) || text_contains(first, TEXT(":")) ||
                       text_equal(first, TEXT("localhost"));
    return is_registry ? slash : 0;
}

/* A colon behind the last slash begins the tag; one before it, the port of the registry. */
static void split_name(Text name, Image *out) {
    size_t slash = 0;
    for (size_t i = 0; i < name.length; i++)
        if (name.bytes[i] == '/') slash = i;
    size_t colon = text_find(name, TEXT(":"), slash);
    out->repository = text_slice(name, 0, colon);
    out->tag = colon == SIZE_MAX ? TEXT("") : text_slice(name, colon + 1, name.length);
    size_t registry = registry_length(out->repository);
    out->registry = text_slice(out->repository, 0, registry);
    out->path = text_slice(out->repository, registry ? registry + 1 : 0, out->repository.length);
}

/* What was chosen for an ephemeral environment on the command line. */
static const ImageOverride *find_override(const Plan *plan, const Unit *unit,
                                          uint32_t environment) {
    if (!plan->model->environments[environment].is_ephemeral) return NULL;
    for (uint32_t i = 0; i < plan->options.image_count; i++)
        if (plan->options.images[i].unit == unit) return &plan->options.images[i];
    return NULL;
}

/* A tag names what it was put on, so it goes where another digest is chosen. */
bool release_image(const Plan *plan, const Unit *unit, uint32_t environment, Image *out) {
    const Value *value = matrix_unit_attribute(plan->matrix, unit, UNIT_IMAGE, environment);
    if (!unit->is_service || !value_is_text(value)) return false;
    size_t at = text_find(value->text, TEXT("@"), 0);
    split_name(text_slice(value->text, 0, at), out);
    out->digest = at == SIZE_MAX ? TEXT("") : text_slice(value->text, at + 1, value->text.length);
    const ImageOverride *override = find_override(plan, unit, environment);
    if (override) out->digest = override->digest;
    if (override) out->tag = TEXT("");
    return out->digest.length > 0 || out->tag.length > 0;
}

/* --- Keys -------------------------------------------------------------------------------------- */

/* Charts that were made by `helm create`, and Bitnami's, have these; others say theirs. Without a digest
 * the tag is what runs. */
static const Value *usual_keys(bool has_digest) {
    static const Value repository = {.kind = VALUE_STRING, .text = {"image.repository", 16}};
    static const Value digest = {.kind = VALUE_STRING, .text = {"image.digest", 12}};
    static const Value tag = {.kind = VALUE_STRING, .text = {"image.tag", 9}};
    static const Pair pinned[] = {{.key = {"repository", 10}, .value = &repository},
                                  {.key = {"digest", 6}, .value = &digest}};
    static const Pair tagged[] = {{.key = {"repository", 10}, .value = &repository},
                                  {.key = {"tag", 3}, .value = &tag}};
    static const Value by_digest = {.kind = VALUE_MAP, .count = 2, .as.pairs = pinned};
    static const Value by_tag = {.kind = VALUE_MAP, .count = 2, .as.pairs = tagged};
    return has_digest ? &by_digest : &by_tag;
}

/* Where nothing is written, the keys are those of a digest. */
static const Value *keys_of(const Plan *plan, const Unit *unit, uint32_t environment) {
    Image image;
    const Value *keys = matrix_unit_attribute(plan->matrix, unit, UNIT_IMAGE_KEYS, environment);
    if (keys->kind == VALUE_MAP) return keys;
    bool is_tagged = release_image(plan, unit, environment, &image) && !image.digest.length;
    return usual_keys(!is_tagged);
}

/* Is there a place for the part at all? */
static bool has_key(const Value *keys, ImagePart part) {
    return value_member(keys, text_of(part_names[part])) != NULL;
}

/* Parts are found by name, so that `image_keys` may have them in any order. */
static bool part_find(Text name, ImagePart *out) {
    for (int i = 0; i < PART_COUNT; i++)
        if (text_equal(name, text_of(part_names[i]))) {
            *out = (ImagePart)i;
            return true;
        }
    return false;
}

/* Is the digest in a key of its own, or in the reference? */
static bool has_digest(const Value *keys) {
    return has_key(keys, PART_DIGEST) || has_key(keys, PART_REFERENCE);
}

/* With the tag, which runtimes ignore beside a digest and people read. */
static Text reference_text(Arena *arena, const Image *image) {
    const Text parts[] = {image->repository, image->tag.length ? TEXT(":") : TEXT(""), image->tag,
                          image->digest.length ? TEXT("@") : TEXT(""), image->digest};
    return text_join(arena, parts, sizeof parts / sizeof parts[0], TEXT(""));
}

/* What a part is. Without a key for the registry the repository has it, and without one in the
 * reference it is Docker's. A tag carries the digest where nothing else does, so that what runs is
 * pinned all the same. */
static Text part_text(Arena *arena, const Value *keys, const Image *image, ImagePart part) {
    switch (part) {
    case PART_REPOSITORY: return has_key(keys, PART_REGISTRY) ? image->path : image->repository;
    case PART_REGISTRY: return image->registry.length ? image->registry : TEXT("docker.io");
    case PART_TAG:
        if (has_digest(keys) || !image->tag.length || !image->digest.length) return image->tag;
        return text_join(arena, (const Text[]){image->tag, image->digest}, 2, TEXT("@"));
    case PART_DIGEST: return image->digest;
    case PART_REFERENCE: return reference_text(arena, image);
    }
    unreachable("ImagePart");
}

/* --- Values ------------------------------------------------------------------------------------ */

/* A tree under construction: maps nest by the dots of the keys. */
typedef struct KeyTree {
    Text key;
    Text value;
    ARRAY(struct KeyTree *) children;
} KeyTree;

/* Five keys at the most: a search is as good as a map. */
static KeyTree *tree_child(Arena *arena, KeyTree *tree, Text key) {
    for (uint32_t i = 0; i < tree->children.count; i++)
        if (text_equal(tree->children.items[i]->key, key)) return tree->children.items[i];
    KeyTree *child = arena_new(arena, KeyTree);
    child->key = key;
    array_push(arena, &tree->children, child);
    return child;
}

/* Walks down the path, making what is not there yet, and leaves the value at its end. */
static void tree_add(Arena *arena, KeyTree *tree, Text path, Text value) {
    for (size_t start = 0, end; start <= path.length; start = end + 1) {
        end = text_find(path, TEXT("."), start);
        if (end == SIZE_MAX) end = path.length;
        tree = tree_child(arena, tree, text_slice(path, start, end));
    }
    tree->value = value;
}

/* As deep as the longest path, which `is_path` bounds. */
static const Value *tree_value(Arena *arena, const KeyTree *tree) {
    if (!tree->children.count) return value_string(arena, tree->value);
    Pair *pairs = arena_array(arena, Pair, tree->children.count);
    for (uint32_t i = 0; i < tree->children.count; i++)
        pairs[i] = (Pair){.key = tree->children.items[i]->key,
                          .value = tree_value(arena, tree->children.items[i])};
    return value_map(arena, pairs, tree->children.count);
}

/* In the order in which `image_keys` names them. */
const Value *release_values(Arena *arena, const Plan *plan, const Unit *unit,
                            uint32_t environment) {
    Image image;
    ImagePart part;
    KeyTree root = {0};
    if (!release_image(plan, unit, environment, &image)) return NULL;
    const Value *keys = keys_of(plan, unit, environment);
    for (uint32_t i = 0; i < keys->count; i++) {
        const Pair *pair = &keys->as.pairs[i];
        if (!part_find(pair->key, &part) || !value_is_text(pair->value)) continue;
        Text text = part_text(arena, keys, &image, part);
        if (text.length) tree_add(arena, &root, pair->value->text, text);
    }
    return root.children.count ? tree_value(arena, &root) : value_map(arena, NULL, 0);
}

/* Nothing but the keys of the image: whoever promotes touches no other file. */
bool release_emit(const Plan *plan, const Output *output, Writer *out) {
    Arena scratch;
    arena_open(&scratch, plan->arena->allocator);
    const Value *value = release_values(&scratch, plan, output->units[0], output->environment);
    if (value) emission_write(plan, output, value, out);
    arena_close(&scratch);
    return value != NULL;
}

/* --- Checks ------------------------------------------------------------------------------------ */

/* The keys of a unit's image as one environment, or several, have them. */
typedef struct Keys {
    Plan *plan;
    const Unit *unit;
    const Value *map;
    Span span;
} Keys;

/* `image_keys` is an attribute of the unit, so findings are about that. */
static void blame(const Keys *keys, Diagnostic *d) {
    report_about(d, keys->unit->name->text, TEXT(""));
}

/* A misspelt part would be left out silently, and the chart's own image would run. True where all
 * are parts. */
static bool check_names(const Keys *keys) {
    bool are_parts = true;
    Text names[PART_COUNT];
    for (int i = 0; i < PART_COUNT; i++)
        names[i] = text_of(part_names[i]);
    for (uint32_t i = 0; i < keys->map->count; i++) {
        ImagePart part;
        Text name = keys->map->as.pairs[i].key;
        if (part_find(name, &part)) continue;
        are_parts = false;
        Diagnostic *d = report_image_key(keys->plan->report, keys->span, name);
        suggest_name(d, NO_SPAN, name, names, PART_COUNT, "parts");
        blame(keys, d);
    }
    return are_parts;
}

/* Dots between keys, and not so many of them that nobody means it. */
static bool is_path(Text path) {
    uint32_t dots = 0;
    for (size_t i = 0; i < path.length; i++)
        dots += path.bytes[i] == '.';
    bool has_empty = !path.length || path.bytes[0] == '.' || text_ends_with(path, TEXT(".")) ||
                     text_contains(path, TEXT(".."));
    return !has_empty && dots < LIMIT_NESTING;
}

/* Written as in the chart's documentation: `app.image.tag`. */
static void check_paths(const Keys *keys) {
    for (uint32_t i = 0; i < keys->map->count; i++) {
        const Value *path = keys->map->as.pairs[i].value;
        if (value_is_text(path) && is_path(path->text)) continue;
        Diagnostic *d = report_image_path(keys->plan->report, keys->span, path->text);
        report_help(d, "write the keys from the outside in with dots between them, such as "
                       "`app.image.tag`");
        blame(keys, d);
    }
}

/* A whole key behind the dot: `image` is not above `imageTag`. */
static bool is_within(Text inner, Text outer) {
    return text_starts_with(inner, outer) &&
           (inner.length == outer.length || inner.bytes[outer.length] == '.');
}

/* Two keys of one path, or one below another, cannot both be written. */
static void check_overlap(const Keys *keys) {
    for (uint32_t i = 0; i < keys->map->count; i++)
        for (uint32_t j = 0; j < i; j++) {
            Text a = keys->map->as.pairs[j].value->text, b = keys->map->as.pairs[i].value->text;
            if (is_within(a, b) || is_within(b, a))
                blame(keys, report_image_keys_meet(keys->plan->report, keys->span, a, b));
        }
}

/* Without the tag the chart's own would run. */
static void check_tagged(const Keys *keys) {
    if (has_key(keys->map, PART_TAG) || has_key(keys->map, PART_REFERENCE)) return;
    Diagnostic *d = report_image_untagged(keys->plan->report, keys->span, keys->unit->name->text);
    report_help(d, "name a key for `tag` or `reference`");
    blame(keys, d);
}

/* A repository and a tag alone let another image in tomorrow, but there they are all that is known. */
static void check_pinned(const Keys *keys, uint32_t environment) {
    Image image;
    if (!release_image(keys->plan, keys->unit, environment, &image)) return;
    if (!image.digest.length) {
        check_tagged(keys);
        return;
    }
    if (has_digest(keys->map) || (has_key(keys->map, PART_TAG) && image.tag.length)) return;
    Diagnostic *d = report_image_unpinned(keys->plan->report, keys->span, keys->unit->name->text);
    report_help(d, "name a key for `digest` or `reference`, or give the image a tag beside its "
                   "digest and name a key for `tag`");
    blame(keys, d);
}

/* Does what reads the file know the keys? */
static void check_readers(Plan *plan, const Unit *unit, uint32_t environment, Span span) {
    uint32_t index = 0;
    const Value *release = release_values(plan->arena, plan, unit, environment);
    for (const Output *output; release && (output = plan_output_of(plan, unit, &index));) {
        if (output->sink != SINK_RELEASE || output->environment != environment) continue;
        if (output->format == FORMAT_YAML)
            chart_check_release(plan, unit, environment, release, span);
        else
            terraform_check_release(plan, unit, release, span);
    }
}

/* Is a file with the image missing where nobody said that there is to be none? R0001 speaks of it
 * where it is not waived. */
static bool lacks_release(const Plan *plan, const Unit *unit, uint32_t environment) {
    Image image;
    const Value *value = matrix_unit_attribute(plan->matrix, unit, UNIT_IMAGE, environment);
    return set_has(&unit->environments, environment) && value_is_text(value) &&
           !release_image(plan, unit, environment, &image) &&
           path_is_wanted(plan, unit, SINK_RELEASE, environment);
}

/* Who waives R0001 has a reason, but may think that the file is there. */
static void check_written(Plan *plan, const Unit *unit) {
    const UnitAttribute *stated = &unit->attributes[UNIT_IMAGE];
    const Statement statement = {.scope = stated->scope};
    EnvironmentSet missing = waiver_environments(plan->model, &statement, NULL, NULL, CODE_R0001);
    for (uint32_t e = 0; e < plan->model->environment_count; e++)
        if (set_has(&missing, e) && !lacks_release(plan, unit, e)) set_remove(&missing, e);
    if (set_is_empty(&missing)) return;
    Diagnostic *d = report_image_not_written(plan->report, stated->value->span, unit->name->text,
                                             emission_list(plan, &missing));
    report_label(d, stated->value->span, "neither a tag nor a digest");
    report_help(d, "give it a tag or a digest; where something else sets the image, "
                   "`emit release to none` says so");
    report_about(d, unit->name->text, TEXT(""));
    emission_environments(d, plan, &missing);
}

/* Keys that several environments share are judged once. */
void release_check(Plan *plan, const Unit *unit) {
    if (unit->is_service) check_written(plan, unit);
    const UnitAttribute *stated = &unit->attributes[UNIT_IMAGE_KEYS];
    const UnitAttribute *image = &unit->attributes[UNIT_IMAGE];
    const Value *before = NULL;
    Keys keys = {.plan = plan, .unit = unit, .span = stated->value ? stated->span : image->span};
    for (uint32_t e = 0; e < plan->model->environment_count; e++) {
        if (!set_has(&unit->environments, e)) continue;
        keys.map = keys_of(plan, unit, e);
        if (keys.map != before && stated->value) {
            bool are_parts = check_names(&keys);
            check_paths(&keys);
            check_overlap(&keys);
            if (are_parts) check_pinned(&keys, e);
        }
        if (keys.map != before) check_readers(plan, unit, e, keys.span);
        before = keys.map;
    }
}
