/* secret.c - P0007: no two environments share a secret.
 *
 * A secret lives in a store of one account and region, under a path. Whoever can read it there in
 * one environment can read it in the other, so two environments may not name the same place, by
 * whichever parameter or unit. Declared secrets are claimed first; then come the rows that are
 * nothing but a reference to one, which are faulty only where they reach for a place that is not
 * their environment's. A Kubernetes `NAME/KEY` lies in the environment's own namespace and is not
 * compared; an ephemeral environment may share with everything that is not production. */
#include "parity/rule.h"

/* A place in a store, and who names it. */
typedef struct Store {
    EnvironmentSet claimed;
    const Param *first;
} Store;

/* What one row shares with whom. */
typedef struct Sharing {
    EnvironmentSet environments;
    Text path;
    const Param *other;
} Sharing;

/* Sharing is between rows, so it is judged when all of them are known. */
void secret_collect_row(Parity *parity, const Row *row) {
    if (row->has_secret) array_push(parity->arena, &parity->secret_rows, row->param);
}

/* --- Stores --------------------------------------------------------------------------------- */

/* Does the secret lie beside its reader, and in no store? What Helm writes is read in a cluster. */
static bool is_in_cluster(const Param *param, Text path) {
    Text name, key;
    return param->sink->kind == SINK_HELM && kubernetes_secret(path, &name, &key);
}

/* `/Foo` and `Foo` are one parameter. */
static Text store_key(const Parity *parity, uint32_t environment, Text path) {
    const Value *account = matrix_attribute(parity->matrix, environment, ENVIRONMENT_ACCOUNT);
    const Value *region = matrix_attribute(parity->matrix, environment, ENVIRONMENT_REGION);
    Text name = text_starts_with(path, TEXT("/")) ? text_slice(path, 1, path.length) : path;
    Text parts[] = {account->text, region->text, name};
    return text_join(parity->arena, parts, sizeof parts / sizeof *parts, TEXT("\n"));
}

/* With whom an environment may share nothing: a preview with production, everyone else with all
 * that stay, and production with previews too. */
static EnvironmentSet comparable(const Parity *parity, uint32_t environment,
                                 EnvironmentSet others) {
    set_remove(&others, environment);
    if (set_has(&parity->ephemeral, environment))
        return set_without(set_and(others, parity->production), parity->ephemeral);
    if (set_has(&parity->production, environment)) return others;
    return set_without(others, parity->ephemeral);
}

/* Adds everyone who names the place already. */
static void share(const Parity *parity, const Store *store, uint32_t environment, Text path,
                  Sharing *out) {
    EnvironmentSet others = comparable(parity, environment, store->claimed);
    if (set_is_empty(&others)) return;
    set_add(&out->environments, environment);
    for (uint32_t i = 0; i < parity->model->environment_count; i++)
        if (set_has(&others, i)) set_add(&out->environments, i);
    if (out->path.length == 0) out->path = path;
    if (out->other == NULL) out->other = store->first;
}

/* --- Rows ----------------------------------------------------------------------------------- */

/* One finding a row, with the row that named the place before. */
static void report_sharing(const Parity *parity, const Param *param, const Sharing *sharing) {
    if (set_is_empty(&sharing->environments)) return;
    Text names = environment_list(parity, &sharing->environments);
    Diagnostic *diagnostic =
        report_secret_shared(parity->report, param->span, names, param->path->text);
    report_label(diagnostic, param->span, "`%.*s`", TEXT_ARGS(sharing->path));
    if (sharing->other != NULL && sharing->other != param)
        report_label(diagnostic, sharing->other->span, "the same place");
    if (param->is_secret)
        report_help(diagnostic, "put the environment into the path: `${env}`");
    else
        report_help(diagnostic, "refer to the secret of the environment itself, without `@`");
    finding_about(parity, diagnostic, param);
    finding_environments(parity, diagnostic, &sharing->environments);
}

/* NULL where the row has no secret in that environment. */
static const Value *secret_in(const Parity *parity, const Param *param, uint32_t environment) {
    const Value *value = matrix_value(parity->matrix, param, environment);
    return value != NULL && value->kind == VALUE_SECRET ? value : NULL;
}

/* A credential in place of a path lies nowhere, and was reported as what it is. */
static bool is_credential(Text path) {
    size_t start, end;
    const char *what;
    return credential_find(path, &start, &end, &what);
}

/* A declared secret claims its place in each environment. */
static void claim(Parity *parity, const Param *param) {
    SinkKind sink = param->sink->kind;
    if (sink == SINK_DOTENV || sink == SINK_CONFIGMAP) return; /* check has refused it there */
    Sharing sharing = {0};
    for (uint32_t i = 0; i < parity->model->environment_count; i++) {
        const Value *value = secret_in(parity, param, i);
        if (value == NULL || is_in_cluster(param, value->text)) continue;
        if (is_credential(value->text)) continue;
        void **place = map_at(&parity->secrets, store_key(parity, i, value->text));
        if (*place == NULL) *place = arena_new(parity->arena, Store);
        Store *store = *place;
        if (store->first == NULL) store->first = param;
        share(parity, store, i, value->text, &sharing);
        set_add(&store->claimed, i);
    }
    report_sharing(parity, param, &sharing);
}

/* A reference is innocent where its environment claims the place by a declaration: if that is
 * shared, it was reported there. */
static void refer(Parity *parity, const Param *param) {
    Sharing sharing = {0};
    for (uint32_t i = 0; i < parity->model->environment_count; i++) {
        const Value *value = secret_in(parity, param, i);
        if (value == NULL) continue;
        const Store *store = map_get(&parity->secrets, store_key(parity, i, value->text));
        if (store != NULL && !set_has(&store->claimed, i))
            share(parity, store, i, value->text, &sharing);
    }
    report_sharing(parity, param, &sharing);
}

/* Declarations before references, whatever their order in the source. */
void secret_check(Parity *parity) {
    for (uint32_t i = 0; i < parity->secret_rows.count; i++)
        if (parity->secret_rows.items[i]->is_secret) claim(parity, parity->secret_rows.items[i]);
    for (uint32_t i = 0; i < parity->secret_rows.count; i++)
        if (!parity->secret_rows.items[i]->is_secret) refer(parity, parity->secret_rows.items[i]);
}
