/* mention.c - P0010: a value written for one environment names another.
 *
 * The slip behind it is a copied cell: the bucket, host or account of staging in the column of
 * production. Only literal text of cells that belong to exactly one environment is read; a
 * reference such as `helm.host@staging` says what it means. The rule is a warning that people must
 * be able to trust, so a name counts as a whole word only, `non-prod` and `pre-prod` are other
 * words than `prod`, and the last label of a host name (`.dev`), a public domain
 * (`dev.azure.com`) or a name that everybody uses (`letsencrypt-staging`) names no environment. */
#include "parity/rule.h"

/* Hosts of others, known to everyone, in which the word does not mean an environment. Sandboxes of
 * payment and the like are not among them: production that names one is at fault. */
static const char *const public_domains[] = {
    "dev.azure.com",   "dev.to",        "dev.mysql.com", "dev.virtualearth.net",
    "dev.maxmind.com", "dev.twitch.tv", "live.com",      "live.net",
};

/* Names that everybody gives to the issuers of Let's Encrypt. What is not production takes either of
 * them; production that takes the one for trials has certificates that nobody trusts. */
static const char *const public_names[] = {
    "letsencrypt-staging",
    "letsencrypt-prod",
    "letsencrypt-production",
    "lets-encrypt-staging",
    "lets-encrypt-prod",
    "lets-encrypt-production",
    "acme-staging-v02.api.letsencrypt.org",
};

/* Letters and digits; bytes beyond ASCII are letters of some script. */
static bool is_word(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte & 0x80) != 0;
}

/* What a label of a host name is made of. */
static bool is_label(char byte) {
    return is_word(byte) || byte == '-' || byte == '_';
}

/* `non-prod`, `pre_prod`: with the word before it, it is another name. */
static bool is_negated(Text text, size_t start) {
    if (start < 4 || (text.bytes[start - 1] != '-' && text.bytes[start - 1] != '_')) return false;
    Text before = text_slice(text, start - 4, start - 1);
    bool is_prefix = text_equal(before, TEXT("non")) || text_equal(before, TEXT("pre"));
    return is_prefix && (start == 4 || !is_word(text.bytes[start - 5]));
}

/* The end of `web.example.dev`: a dot before it and no label behind it. */
static bool is_last_label(Text text, size_t start, size_t end) {
    if (start < 2 || text.bytes[start - 1] != '.' || !is_word(text.bytes[start - 2])) return false;
    if (end == text.length) return true;
    char next = text.bytes[end];
    if (next != '.') return !is_label(next);
    return end + 1 == text.length || !is_label(text.bytes[end + 1]);
}

/* Does the part stand at this place? */
static bool is_at(Text text, size_t at, Text part) {
    return text.length - at >= part.length && memcmp(text.bytes + at, part.bytes, part.length) == 0;
}

/* Does the word lie inside a public domain that the host around it is, or ends in? */
static bool is_public(Text text, size_t start, size_t end) {
    size_t host = start;
    while (host > 0 && (is_label(text.bytes[host - 1]) || text.bytes[host - 1] == '.'))
        host--;
    for (size_t i = 0; i < sizeof public_domains / sizeof *public_domains; i++) {
        Text domain = text_of(public_domains[i]);
        for (size_t at = host; at <= start; at++) {
            bool begins = at == host || text.bytes[at - 1] == '.';
            if (begins && is_at(text, at, domain) && at + domain.length >= end) return true;
        }
    }
    return false;
}

/* Does the word lie inside a name that everybody uses? */
static bool is_public_name(Text text, size_t start, size_t end) {
    for (size_t i = 0; i < sizeof public_names / sizeof *public_names; i++) {
        Text name = text_of(public_names[i]);
        size_t at = end > name.length ? end - name.length : 0;
        for (; at <= start; at++) {
            bool is_whole = at == 0 || !is_label(text.bytes[at - 1]);
            size_t behind = at + name.length;
            if (!is_whole || !is_at(text, at, name) || behind < end) continue;
            if (behind == text.length || !is_word(text.bytes[behind])) return true;
        }
    }
    return false;
}

/* What is on either side of the text: the end of the string, or something interpolated, which may
 * continue the word. */
typedef struct Edges {
    bool is_open_left, is_open_right;
} Edges;

/* Stands a word here, whatever it means? */
static bool is_whole_word(Text text, size_t start, size_t end, Edges edges) {
    if (start == 0 ? edges.is_open_left : is_word(text.bytes[start - 1])) return false;
    return end == text.length ? !edges.is_open_right : !is_word(text.bytes[end]);
}

/* Does the word mean an environment, in a value of `own`? */
static bool is_meant(const Parity *parity, Text text, size_t start, size_t end, uint32_t own) {
    if (is_negated(text, start) || is_last_label(text, start, end) || is_public(text, start, end))
        return false;
    return set_has(&parity->production, own) || !is_public_name(text, start, end);
}

/* The environment with the longest name that stands at `at` as a word; -1 when there is none. */
static int32_t name_at(const Parity *parity, Text text, size_t at, Edges edges) {
    int32_t found = -1;
    size_t longest = 0;
    for (uint32_t i = 0; i < parity->model->environment_count; i++) {
        Text name = environment_name(parity, i);
        if (name.length <= longest || !is_at(text, at, name)) continue;
        if (!is_whole_word(text, at, at + name.length, edges)) continue;
        found = (int32_t)i;
        longest = name.length;
    }
    return found;
}

/* The first place from `at` on whose byte begins the name of an environment. */
static size_t next_place(const Parity *parity, Text text, size_t at) {
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    const bool *begins = parity->first_letters;
    for (; text.length - at >= 4; at += 4)
        if (begins[bytes[at]] | begins[bytes[at + 1]] | begins[bytes[at + 2]] |
            begins[bytes[at + 3]])
            break;
    while (at < text.length && !begins[bytes[at]])
        at++;
    return at;
}

/* The first environment other than `own` that a text names. One name may hold another (`prod-eu`
 * and `prod`), so the search goes on behind a name that was found. */
static int32_t find_name(const Parity *parity, Text text, Edges edges, uint32_t own) {
    for (size_t i = next_place(parity, text, 0); i < text.length;
         i = next_place(parity, text, i + 1)) {
        if (i > 0 && is_word(text.bytes[i - 1])) continue;
        int32_t found = name_at(parity, text, i, edges);
        if (found < 0) continue;
        size_t end = i + environment_name(parity, (uint32_t)found).length;
        if ((uint32_t)found != own && is_meant(parity, text, i, end, own)) return found;
        i = end - 1;
    }
    return -1;
}

/* --- Expressions ---------------------------------------------------------------------------- */

/* A literal that names another environment. */
typedef struct Mention {
    int32_t environment; /* -1: none */
    Span span;
} Mention;

static Mention find_in(const Parity *parity, const Expression *expression, uint32_t own);

/* The literal parts of a template, each with its open edges. */
static Mention find_in_parts(const Parity *parity, const Expression *expression, uint32_t own) {
    uint32_t count = expression->as.list.count;
    for (uint32_t i = 0; i < count; i++) {
        const Expression *part = expression->as.list.items[i];
        if (part->kind != EXPRESSION_STRING) continue;
        Edges edges = {i > 0, i + 1 < count};
        int32_t found = find_name(parity, part->as.text, edges, own);
        if (found >= 0) return (Mention){found, expression->span};
    }
    return (Mention){-1, NO_SPAN};
}

/* The first item that names one: a cell has one finding. */
static Mention find_in_items(const Parity *parity, const Expression *expression, uint32_t own) {
    Mention mention = {-1, NO_SPAN};
    for (uint32_t i = 0; i < expression->as.list.count && mention.environment < 0; i++)
        mention = find_in(parity, expression->as.list.items[i], own);
    return mention;
}

/* Values only: a key is the same for all who read it. */
static Mention find_in_pairs(const Parity *parity, const Expression *expression, uint32_t own) {
    Mention mention = {-1, NO_SPAN};
    for (uint32_t i = 0; i < expression->as.map.count && mention.environment < 0; i++)
        mention = find_in(parity, expression->as.map.items[i].value, own);
    return mention;
}

/* Looks where text of the value is written; what an expression refers to is not its text. */
static Mention find_in(const Parity *parity, const Expression *expression, uint32_t own) {
    Edges closed = {false, false};
    Mention left;
    switch (expression->kind) {
    case EXPRESSION_STRING:
        return (Mention){find_name(parity, expression->as.text, closed, own), expression->span};
    case EXPRESSION_TEMPLATE: return find_in_parts(parity, expression, own);
    case EXPRESSION_LIST: return find_in_items(parity, expression, own);
    case EXPRESSION_MAP: return find_in_pairs(parity, expression, own);
    case EXPRESSION_BINARY:
        if (expression->operator!= OPERATOR_ADD) return (Mention){-1, NO_SPAN};
        left = find_in(parity, expression->as.sides.left, own);
        return left.environment >= 0 ? left : find_in(parity, expression->as.sides.right, own);
    case EXPRESSION_MISSING:
    case EXPRESSION_TRUE:
    case EXPRESSION_FALSE:
    case EXPRESSION_NONE:
    case EXPRESSION_NUMBER:
    case EXPRESSION_TIME:
    case EXPRESSION_DIGEST:
    case EXPRESSION_NETWORK:
    case EXPRESSION_NAME:
    case EXPRESSION_CALL:
    case EXPRESSION_COMPREHENSION:
    case EXPRESSION_ALL:
    case EXPRESSION_ANY:
    case EXPRESSION_MEMBER:
    case EXPRESSION_INDEX:
    case EXPRESSION_AT:
    case EXPRESSION_NOT: return (Mention){-1, NO_SPAN};
    }
    unreachable("ExpressionKind");
}

/* --- Cells ---------------------------------------------------------------------------------- */

/* The one environment for which a cell is written; -1 where it is for several. */
static int32_t cell_environment(const Parity *parity, const Statement *statement, uint32_t cell) {
    const Cell *written = &statement->node->cells[cell];
    if (statement->columns == NULL)
        return written->environment->name == NULL
                   ? -1
                   : model_environment(parity->model, written->environment->name->text);
    int32_t found = -1;
    for (uint32_t i = 0; i < parity->model->environment_count; i++) {
        if (statement->columns[i] != cell + 1) continue;
        if (found >= 0) return -1;
        found = (int32_t)i;
    }
    return found;
}

static void label_mention(Diagnostic *diagnostic, const Parity *parity, uint32_t environment,
                          const Mention *mention) {
    Text other = environment_name(parity, (uint32_t)mention->environment);
    Text own = environment_name(parity, environment);
    report_label(diagnostic, mention->span, "written for %.*s, names %.*s", TEXT_ARGS(own),
                 TEXT_ARGS(other));
    report_environment(diagnostic, own);
}

/* The literal is the place, because its cell may hold several. */
static Diagnostic *report_mention(const Parity *parity, Text name, uint32_t environment,
                                  const Mention *mention) {
    Text other = environment_name(parity, (uint32_t)mention->environment);
    Text own = environment_name(parity, environment);
    Diagnostic *diagnostic = report_names_another(parity->report, mention->span, name, own, other);
    label_mention(diagnostic, parity, environment, mention);
    return report_help(diagnostic,
                       "correct it, or say why it is right: `@waive(P0010, \"reason\")`");
}

/* --- Attributes of environments -------------------------------------------------------------- */

/* Is the same text written for several environments, in one column? */
static bool is_shared(const Model *model, uint32_t attribute, const Expression *value) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->environment_count; i++)
        count += model->environments[i].attributes[attribute].value == value;
    return count > 1;
}

/* An attribute may be waived at its row of the table or at its environment. */
static void check_attribute(Parity *parity, const Environment *environment, uint32_t attribute) {
    const Expression *value = environment->attributes[attribute].value;
    if (value == NULL || is_shared(parity->model, attribute, value)) return;
    Mention mention = find_in(parity, value, environment->index);
    if (mention.environment < 0) return;
    const AttributeFact *fact = &parity->model->attributes[attribute];
    EnvironmentSet involved = {0};
    set_add(&involved, environment->index);
    const Scope *scopes[] = {environment->scope, fact->scope};
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
        EnvironmentSet waived = waiver_scope(parity, scopes[i], CODE_P0010);
        if (!set_has(&waived, environment->index)) continue;
        waiver_mark_scope(scopes[i], CODE_P0010, &involved);
        return;
    }
    report_mention(parity, fact->name, environment->index, &mention);
}

/* Registries, accounts and domains are attributes as often as they are rows. */
void mention_check_attributes(Parity *parity) {
    const Model *model = parity->model;
    for (uint32_t i = 0; i < model->environment_count; i++)
        for (uint32_t j = 0; j < model->attribute_count; j++)
            check_attribute(parity, &model->environments[i], j);
}

/* --- Rows ------------------------------------------------------------------------------------ */

/* Is text of any kind written in the cell? */
static bool has_text(const Cell *cell) {
    if (cell->kind != CELL_VALUE || cell->value == NULL) return false;
    ExpressionKind kind = cell->value->kind;
    return kind == EXPRESSION_STRING || kind == EXPRESSION_TEMPLATE || kind == EXPRESSION_LIST ||
           kind == EXPRESSION_MAP || kind == EXPRESSION_BINARY;
}

/* A cell of a profile is everybody's, and reported for the first unit that takes it. The cells of one row
 * are one finding, `*found`: its place is the first of them. */
static void check_cell(Parity *parity, const Param *param, const Statement *statement,
                       uint32_t cell, Diagnostic **found) {
    int32_t environment = cell_environment(parity, statement, cell);
    if (environment < 0) return;
    uint32_t own = (uint32_t)environment;
    Mention mention = find_in(parity, statement->node->cells[cell].value, own);
    if (mention.environment < 0) return;
    EnvironmentSet involved = {0};
    set_add(&involved, own);
    EnvironmentSet waived = waiver_row(parity, param, CODE_P0010);
    if (!set_is_empty(&waived)) waiver_mark_row(param, CODE_P0010, &involved);
    if (set_has(&waived, own) || !parity_is_first(parity, CODE_P0010, mention.span)) return;
    if (*found) {
        label_mention(*found, parity, own, &mention);
        return;
    }
    *found = report_mention(parity, param->path->text, own, &mention);
    finding_about(parity, *found, param);
}

/* A default is written for all environments and may name any. */
static void check_statement(Parity *parity, const Param *param, const Statement *statement) {
    const KindSet texts = KIND(STRING) | KIND(TEMPLATE) | KIND(LIST) | KIND(MAP) | KIND(BINARY);
    if (statement == NULL || statement->node == NULL) return;
    if ((statement->node->kinds & texts) == 0) return;
    Diagnostic *found = NULL;
    for (uint32_t i = 0; i < statement->node->cell_count; i++)
        if (has_text(&statement->node->cells[i])) check_cell(parity, param, statement, i, &found);
}

/* What is written is read, not what comes out: only then is it known for whom it was written. */
void mention_check_row(Parity *parity, const Row *row) {
    check_statement(parity, row->param, row->param->own);
    check_statement(parity, row->param, row->param->inherited);
}
