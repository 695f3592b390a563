/* objects.c - a manifest as Kubernetes objects.
 *
 * An object is known by the group of its apiVersion, its kind, namespace and name. The version is no
 * part of that: `apps/v1beta1` and `apps/v1` are two ways to speak of one object. A document that holds
 * nothing is none; one that holds something without a kind or a name is kept as a stranger, because
 * nobody knows what it would become. Where one object stands twice the later counts, which is what
 * Kubernetes is left with. */
#include "diff/rendered.h"

enum { NAME_MOST = 253 }; /* bytes of a name of Kubernetes */

typedef struct Reading {
    Arena *arena;
    const DiffManifest *manifest;
    Objects *out;
} Reading;

/* --- Names ---------------------------------------------------------------------------------- */

/* Kinds of Kubernetes itself, and a few that many install, whose objects are in no namespace. */
static bool is_of_cluster(Text kind) {
    static const char *const kinds[] = {
        "APIService",
        "CSIDriver",
        "CSINode",
        "CertificateSigningRequest",
        "ClusterIssuer",
        "ClusterRole",
        "ClusterRoleBinding",
        "ClusterSecretStore",
        "CustomResourceDefinition",
        "FlowSchema",
        "IngressClass",
        "MutatingWebhookConfiguration",
        "Namespace",
        "Node",
        "PersistentVolume",
        "PriorityClass",
        "PriorityLevelConfiguration",
        "RuntimeClass",
        "StorageClass",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
        "VolumeAttachment",
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (text_equal(kind, text_of(kinds[i]))) return true;
    return false;
}

/* The text at a key, "" where there is none. */
static Text text_at(const Node *map, const char *key) {
    const Node *node = node_member(map, text_of(key));
    bool is_text = node && (node->kind == NODE_STRING || node->kind == NODE_NUMBER);
    return is_text ? node->text : TEXT("");
}

/* What is named when it is made has what its name begins with. */
static Text stated_name(const Node *metadata) {
    Text name = text_at(metadata, "name");
    return name.length ? name : text_at(metadata, "generateName");
}

static Text namespace_of(const Reading *reading, const Node *metadata, Text kind) {
    Text namespace = text_at(metadata, "namespace");
    if (namespace.length || is_of_cluster(kind)) return namespace;
    return reading->manifest->namespace;
}

static Text identity_of(Arena *arena, const DiffObject *about) {
    size_t slash = text_find(about->api_version, TEXT("/"), 0);
    Text group = slash == SIZE_MAX ? TEXT("") : text_slice(about->api_version, 0, slash);
    const Text parts[] = {about->kind, about->namespace, about->name, group};
    return text_join(arena, parts, 4, TEXT("\n"));
}

Text object_title(Arena *arena, const DiffObject *object) {
    Text title =
        text_format(arena, "%.*s %.*s%s%.*s", TEXT_ARGS(object->kind), TEXT_ARGS(object->namespace),
                    object->namespace.length ? "/" : "", TEXT_ARGS(object->name));
    return utf8_visible(arena, credential_mask(arena, title));
}

/* --- Documents ------------------------------------------------------------------------------ */

unsigned manifest_line(const DiffManifest *manifest, uint32_t offset) {
    unsigned line = 1;
    for (uint32_t i = 0; i < offset && i < manifest->text.length; i++)
        line += manifest->text.bytes[i] == '\n';
    return line;
}

static void add_stranger(Reading *reading, const Node *node, const char *why) {
    Stranger stranger = {node, why};
    array_push(reading->arena, &reading->out->strangers, stranger);
}

static void add_object(Reading *reading, const Node *node, const DiffObject *about) {
    Objects *out = reading->out;
    Object *object = arena_new(reading->arena, Object);
    *object = (Object){*about, identity_of(reading->arena, about), node,
                       text_equal(about->kind, TEXT("Secret"))};
    Object **place = (Object **)map_at(&out->by_identity, object->identity);
    if (*place) {
        **place = *object;
        array_push(reading->arena, &out->repeated, object);
        return;
    }
    *place = object;
    array_push(reading->arena, &out->all, object);
}

/* Kubernetes takes much less than this; what is shown and compared needs no more. */
static bool is_name(Text text) {
    bool is_visible = true;
    for (size_t i = 0; i < text.length && is_visible; i++)
        is_visible = (unsigned char)text.bytes[i] >= ' ';
    return is_visible && text.length <= NAME_MOST;
}

/* NULL where it is an object. */
static const char *what_is_wrong(const DiffObject *about) {
    if (!about->kind.length) return "has no kind";
    if (!about->name.length) return "has no name";
    bool has_names = is_name(about->kind) && is_name(about->name) && is_name(about->namespace) &&
                     is_name(about->api_version);
    return has_names ? NULL : "has a name that Kubernetes does not take";
}

static void add_document(Reading *reading, const Node *node, const DiffObject *like);

/* `kind: List`, and lists of one kind, whose items need not say theirs. */
static bool add_list(Reading *reading, const Node *node, const DiffObject *about) {
    const Node *items = node_member(node, TEXT("items"));
    bool is_list = text_ends_with(about->kind, TEXT("List")) && !about->name.length && items &&
                   items->kind == NODE_LIST;
    if (!is_list) return false;
    DiffObject like = {.api_version = about->api_version,
                       .kind = text_slice(about->kind, 0, about->kind.length - 4)};
    for (uint32_t i = 0; i < items->count; i++)
        add_document(reading, items->as.items[i], &like);
    return true;
}

/* As deep as LIMIT_FOREIGN_NESTING, because lists may hold lists. */
static void add_document(Reading *reading, const Node *node, const DiffObject *like) {
    if (node->kind == NODE_NULL) return;
    if (node->kind != NODE_MAP) {
        add_stranger(reading, node, "is no map");
        return;
    }
    const Node *metadata = node_member(node, TEXT("metadata"));
    DiffObject about = {.api_version = text_at(node, "apiVersion"),
                        .kind = text_at(node, "kind"),
                        .name = stated_name(metadata)};
    if (!about.kind.length) about.kind = like->kind;
    if (!about.api_version.length) about.api_version = like->api_version;
    about.namespace = namespace_of(reading, metadata, about.kind);
    if (add_list(reading, node, &about)) return;
    const char *why = what_is_wrong(&about);
    if (why)
        add_stranger(reading, node, why);
    else
        add_object(reading, node, &about);
}

bool objects_read(Arena *arena, const DiffManifest *manifest, Objects *out, Text *reason) {
    Problem problem;
    Documents documents;
    Reading reading = {arena, manifest, out};
    *out = (Objects){0};
    map_open(&out->by_identity, arena);
    if (!yaml_read_all(arena, manifest->text, LIMIT_MANIFEST_NODES, &documents, &problem)) {
        Text what = problem_unquoted(arena, problem.what);
        *reason = text_format(arena, "line %u: %.*s", manifest_line(manifest, problem.offset),
                              TEXT_ARGS(what));
        return false;
    }
    out->repeated_keys = documents.repeated;
    out->repeated_key = documents.repeated_offset;
    for (uint32_t i = 0; i < documents.count; i++)
        add_document(&reading, documents.items[i], &(DiffObject){0});
    return true;
}
