/* mutants_secret.c - breaking the rules about secrets: P0007 and P0008.
 *
 * Tokens are made from the same list of shapes that the compiler knows (report/credential.def),
 * with random characters: no token of anybody stands here. Whether a place can hold such a text at
 * all is tried with one that differs in its first letter and is no credential. */
#include "property/mutants.h"

#include "report/credential.h"

/* --- P0007: two environments share a secret ---------------------------------------------------- */

/* The part `${env}` of the text becomes a word. False where there is none. */
static bool share_path(Mutant *mutant, const Expression *path) {
    Text text = edit_source(mutant->example, path->span), part = TEXT("${env}");
    size_t at = text_find(text, part, 0);
    if (at == SIZE_MAX) return false;
    uint32_t start = path->span.start + (uint32_t)at;
    mutant_replace(mutant, (Span){path->span.file, start, start + (uint32_t)part.length},
                   TEXT("shared"));
    return true;
}

/* All units that refer to the secret have its path too, and share it as well. */
static void expect_secret(Mutant *mutant, const SecretSite *site) {
    mutant_expect(mutant, site->entry->as.secret.span);
}

/* A path that is written out. One in the cluster's own store is made one of a store outside. */
static void share_store(Campaign *campaign, const SecretSite *site) {
    const Expression *store = site->entry->as.secret.store;
    Mutant mutant = mutant_open(campaign, 7, SEVERITY_ERROR, site->entry->span);
    expect_secret(&mutant, site);
    if (store->kind == EXPRESSION_STRING)
        mutant_insert(&mutant, site->tree->file, store->span.start + 1, TEXT("/"));
    else if (!share_path(&mutant, store))
        return;
    mutant_run(&mutant);
}

static bool refers_to(const SecretSite *site, const SecretSite *target, const Example *example) {
    const Expression *store = site->entry->as.secret.store;
    return store != NULL && store->kind == EXPRESSION_MEMBER &&
           text_ends_with(edit_source(example, store->span), target->entry->as.secret.path->text);
}

/* A secret whose path is that of its block gets a block of its own without `${env}`: in the old one
 * other parameters would meet. */
static void share_template(Campaign *campaign, const SecretSite *site) {
    const Example *example = campaign->example;
    const Tree *tree = site->tree;
    Text template = edit_source(example, site->sink->as.sink.template->span);
    size_t at = text_find(template, TEXT("${env}"), 0);
    uint32_t start = site_line(tree, site->span.start);
    Mutant mutant = mutant_open(campaign, 7, SEVERITY_ERROR, site->entry->span);
    Text name = site->entry->as.secret.path->text;
    mutant.marker = text_format(&campaign->scratch, "secret %.*s # moved", TEXT_ARGS(name));
    edit_above(&mutant, tree, site->sink->span.start,
               text_format(&campaign->scratch, "ssm %.*sshared%s {\n%.*s\n}", (int)at,
                           template.bytes,
                           text_c(&campaign->scratch,
                                  text_slice(template, at + strlen("${env}"), template.length)),
                           TEXT_ARGS(mutant.marker)));
    mutant_replace(&mutant, (Span){tree->file, start, site->span.end}, TEXT(""));
    for (uint32_t i = 0; i < example->sites.secrets.count; i++)
        if (refers_to(&example->sites.secrets.items[i], site, example))
            expect_secret(&mutant, &example->sites.secrets.items[i]);
    mutant_run(&mutant);
}

/* The environments that stay and can read what another one has: of one account and region. */
static bool is_shared_store(const Example *example, uint32_t a, uint32_t b) {
    const Environment *left = &example->model->environments[a];
    const Environment *right = &example->model->environments[b];
    static const EnvironmentAttributeKind kinds[] = {ENVIRONMENT_ACCOUNT, ENVIRONMENT_REGION};
    bool is_one = a != b && !left->is_ephemeral && !right->is_ephemeral;
    for (size_t i = 0; i < COUNT(kinds); i++)
        is_one = is_one && value_same(matrix_attribute(example->matrix, a, kinds[i]),
                                      matrix_attribute(example->matrix, b, kinds[i]));
    return is_one;
}

/* May any two environments of the sink share a store? */
static bool can_share(const Example *example, const Sink *sink) {
    for (uint32_t i = 0; i < example->model->environment_count; i++)
        for (uint32_t j = 0; j < example->model->environment_count; j++)
            if (set_has(&sink->environments, i) && set_has(&sink->environments, j) &&
                is_shared_store(example, i, j))
                return true;
    return false;
}

/* A new secret with one path for all environments, in every sink that can hold one. */
static void plant_secret(Campaign *campaign, const SinkSite *site, const char *path) {
    bool has_secrets = site->sink->kind != SINK_CONFIGMAP && site->sink->kind != SINK_DOTENV &&
                       site->sink->kind != SINK_SSM;
    if (!has_secrets || !can_share(campaign->example, site->sink)) return;
    Mutant mutant = mutant_open(campaign, 7, SEVERITY_ERROR, site->member->span);
    mutant.marker = TEXT("secret planted");
    edit_plant(&mutant, site, text_format(&campaign->scratch, "secret planted = %s", path));
    edit_declare(&mutant, site, TEXT("planted"));
    mutant_run(&mutant);
}

/* A row reads the secret of another environment: `ssm.password@staging`. */
static void steal(Campaign *campaign, const SinkSite *site, const SecretSite *secret) {
    const Example *example = campaign->example;
    const Unit *unit = site->sink->unit;
    bool is_theirs = false;
    for (uint32_t i = 0; i < secret->params.count; i++)
        is_theirs |= secret->params.items[i]->unit == unit;
    bool has_secrets = site->sink->kind == SINK_HELM || site->sink->kind == SINK_TERRAFORM;
    if (!is_theirs || !has_secrets) return;
    const char *sink = sink_fact(secret->params.items[0]->sink->kind)->name;
    for (uint32_t i = 0; i < example->model->environment_count; i++) {
        bool is_reached = false;
        for (uint32_t j = 0; j < example->model->environment_count; j++)
            is_reached |= is_shared_store(example, i, j);
        if (!is_reached) continue;
        Mutant mutant = mutant_open(campaign, 7, SEVERITY_ERROR, site->member->span);
        mutant.marker = TEXT("planted = ");
        edit_plant(&mutant, site,
                   text_format(&campaign->scratch, "planted = %s.%.*s@%.*s", sink,
                               TEXT_ARGS(secret->params.items[0]->path->text),
                               TEXT_ARGS(example->model->environments[i].name->text)));
        edit_declare(&mutant, site, TEXT("planted"));
        mutant_run(&mutant);
    }
}

void mutate_secrets(Campaign *campaign) {
    static const char *const paths[] = {"\"/shared/password\"", "\"shared\"",
                                        "\"/${unit}/${env.class}/password\"",
                                        "\"${strategy.domain}/a/b\""};
    const Sites *sites = &campaign->example->sites;
    for (uint32_t i = 0; i < sites->secrets.count; i++) {
        const SecretSite *site = &sites->secrets.items[i];
        const Expression *store = site->entry->as.secret.store;
        if (store == NULL)
            share_template(campaign, site);
        else if (store->kind != EXPRESSION_MEMBER)
            share_store(campaign, site);
        bool has_store = store == NULL || store->kind == EXPRESSION_TEMPLATE;
        for (uint32_t j = 0; j < sites->sinks.count && has_store; j++)
            steal(campaign, &sites->sinks.items[j], site);
    }
    for (uint32_t i = 0; i < sites->sinks.count; i++)
        for (size_t j = 0; j < COUNT(paths); j++)
            plant_secret(campaign, &sites->sinks.items[i], paths[j]);
}

/* --- P0008: tokens ---------------------------------------------------------------------------- */

/* A piece of a shape: a literal, then characters of a class. */
typedef struct Piece {
    const char *literal;
    ByteClass byte_class;
    uint32_t least, most;
} Piece;

#define PART(literal, class, least, most)                                                          \
    { literal, CLASS_##class, least, most }
#define SECRET(literal, class, least, most)                                                        \
    { literal, CLASS_##class, least, most }
#define FIRST(...)
#define TOKEN(what, ...) {__VA_ARGS__},
static const Piece shapes[][3] = {
#include "report/credential.def"
};
#undef PART
#undef SECRET
#undef FIRST
#undef TOKEN

/* Any number below `most`; the seed is that of the campaign. */
static uint32_t random_below(Campaign *campaign, uint32_t most) {
    return (uint32_t)(random_next(&campaign->random) % most);
}

/* Characters of a class. The first three are a digit, a capital and a small letter where the class
 * has them: what a machine makes is mixed. */
static void write_random(Campaign *campaign, Writer *out, ByteClass byte_class, uint32_t count) {
    static const char *const sure[] = {"0123456789", "ABCDEF", "abcdef"};
    static const char bytes[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (uint32_t i = 0; i < count; i++) {
        const char *set = i < COUNT(sure) ? sure[i] : bytes;
        char byte = set[random_below(campaign, (uint32_t)strlen(set))];
        if (!credential_is_in(byte, byte_class)) byte = (char)('0' + random_below(campaign, 10));
        writer_char(out, byte);
    }
}

/* All pieces one behind the other; where a length is free, so is the choice. */
static Text make_token(Campaign *campaign, const Piece *pieces) {
    Writer out;
    writer_open(&out, &campaign->scratch, LIMIT_VALUE_BYTES);
    for (size_t i = 0; i < COUNT(shapes[0]) && pieces[i].literal != NULL; i++) {
        uint32_t spread = pieces[i].most - pieces[i].least;
        uint32_t extra = random_below(campaign, (spread < 9 ? spread : 9) + 1);
        writer_string(&out, pieces[i].literal);
        write_random(campaign, &out, pieces[i].byte_class, pieces[i].least + extra);
    }
    return writer_done(&out);
}

/* The same with another first letter, which makes it nobody's. */
static Text make_innocent(Campaign *campaign, Text token) {
    return text_format(&campaign->scratch, "Q%.*s", (int)token.length - 1, token.bytes + 1);
}

/* --- P0008: places ---------------------------------------------------------------------------- */

/* The token stands for itself in the report: where, and what must not be shown. */
static Mutant open_leak(Campaign *campaign, Span at, uint32_t offset, Text before, Text token,
                        Text after) {
    Mutant mutant = mutant_open(campaign, 8, SEVERITY_ERROR, at);
    mutant_insert(&mutant, at.file, offset,
                  text_format(&campaign->scratch, "%.*s%.*s%.*s", TEXT_ARGS(before),
                              TEXT_ARGS(token), TEXT_ARGS(after)));
    mutant.marker = token;
    mutant.hidden = token;
    return mutant;
}

/* A token at either end of a string, set apart by a mark that the string's type may know. What may
 * stand in a token's first part ends none. */
static bool leak_string(Campaign *campaign, Span string, Text token, ByteClass byte_class) {
    static const char *const marks[] = {"/", ".", " "};
    Text innocent = make_innocent(campaign, token), nothing = TEXT("");
    for (size_t i = 0; i < 2 * COUNT(marks); i++) {
        Text mark = text_of(marks[i / 2]);
        if (credential_is_in(mark.bytes[0], byte_class)) continue;
        bool is_end = i % 2 == 0;
        uint32_t offset = is_end ? string.end - 1 : string.start + 1;
        Text before = is_end ? mark : nothing, after = is_end ? nothing : mark;
        Mutant control = open_leak(campaign, string, offset, before, innocent, after);
        if (!mutant_is_clean(&control)) continue;
        Mutant mutant = open_leak(campaign, string, offset, before, token, after);
        if (mutant_run(&mutant)) return true;
    }
    return false;
}

/* Every shape takes its turn; a string that cannot hold one may hold the next. */
static void leak_in_string(Campaign *campaign, Span string, uint32_t *turn) {
    enum { TRIES = 4 };

    bool is_done = false;
    for (uint32_t i = 0; i < TRIES && !is_done; i++) {
        ArenaMark mark = arena_mark(&campaign->scratch);
        const Piece *shape = shapes[(*turn)++ % COUNT(shapes)];
        Text token = make_token(campaign, shape);
        is_done = leak_string(campaign, string, token, shape->byte_class);
        arena_reset(&campaign->scratch, mark);
    }
}

/* Credentials that are known by what is around them: what is before, how long, what is behind. */
static const struct {
    const char *before, *after;
    uint32_t length;
} forms[] = {
    {" # postgres://robot:", "@db.example/orders", 16},
    {" # https://:", "@cache.example", 12},
    {" # aws_secret_access_key = \"", "\"", 40},
    {" # secretAccessKey: ", " (old)", 40},
    {" # -----BEGIN PRIVATE KEY-----\\n", "\\n-----END PRIVATE KEY-----", 64},
};

/* A comment behind whatever the line holds: shapes in turn, and now and then a form. */
static void leak_in_comment(Campaign *campaign, Span end, uint32_t *turn) {
    enum { FORM_EVERY = 4 };

    ArenaMark mark = arena_mark(&campaign->scratch);
    uint32_t number = (*turn)++;
    Text token, before = TEXT(" # "), after = TEXT("");
    if (number % FORM_EVERY == 0) {
        size_t form = number / FORM_EVERY % COUNT(forms);
        const Piece piece = {"", CLASS_LETTER, forms[form].length, forms[form].length};
        token = make_token(campaign, (const Piece[3]){piece});
        before = text_of(forms[form].before);
        after = text_of(forms[form].after);
    } else {
        token = make_token(campaign, shapes[number % COUNT(shapes)]);
    }
    Mutant mutant = open_leak(campaign, end, end.start, before, token, after);
    mutant_run(&mutant);
    arena_reset(&campaign->scratch, mark);
}

void mutate_credentials(Campaign *campaign) {
    uint32_t turn = 0;
    for (uint32_t i = 0; i < campaign->example->trees.count; i++) {
        const Tree *tree = &campaign->example->trees.items[i];
        for (uint32_t j = 0; j < tree->token_count; j++) {
            const Token *token = &tree->tokens[j];
            Span span = {tree->file, token->start, token->start + token->length};
            if (token->kind == TOKEN_STRING) leak_in_string(campaign, span, &turn);
            if (token->kind == TOKEN_NEWLINE) leak_in_comment(campaign, span, &turn);
        }
    }
}
