/* test_builtin.c - the standard library: that it parses, is documented and laid out as `rung fmt`
 * does it, that the categories have the laws of the manual, and what the types' patterns accept. */
#include "unit/project/loaded.h"

#include <pcre2.h>

static int open_loaded(void **state) {
    Loaded *loaded = malloc(sizeof *loaded);
    static const char *const files[] = {"strategy.rung", "strategy s {}\n", NULL};
    load(loaded, files);
    *state = loaded;
    return 0;
}

static int close_loaded(void **state) {
    unload(*state);
    free(*state);
    return 0;
}

static void check_documented(const Declarations *declarations) {
    for (uint32_t i = 0; i < declarations->count; i++) {
        const Declaration *declaration = declarations->items[i];
        Text name = declaration->name.name->text;
        if (declaration->doc.length == 0) print_error("no documentation: %.*s\n", TEXT_ARGS(name));
        assert_true(text_ends_with(declaration->doc, TEXT(".")));
    }
}

static void parses_and_is_documented(void **state) {
    const Loaded *loaded = *state;
    assert_int_equal(loaded->report.items.count, 0);
    assert_true(loaded->program->builtin_types.count > 60);
    check_documented(&loaded->program->builtin_types);
    check_documented(&loaded->program->builtin_categories);
}

static void is_in_the_one_layout(void **state) {
    Loaded *loaded = *state;
    for (uint32_t file = 1; file < loaded->sources.files.count; file++) {
        const Source *source = &loaded->sources.files.items[file];
        if (!text_starts_with(source->path, TEXT("stdlib/"))) continue;
        const Tree *tree = syntax_parse(&loaded->arena, &loaded->names, &loaded->report, file);
        Writer writer;
        writer_open(&writer, &loaded->arena, SIZE_MAX);
        assert_true(syntax_format(tree, &writer));
        if (!text_equal(writer_done(&writer), source->text)) {
            print_error("%.*s should be:\n%.*s\n", TEXT_ARGS(source->path),
                        TEXT_ARGS(writer_done(&writer)));
        }
        assert_true(text_equal(writer_done(&writer), source->text));
    }
}

static void has_the_laws_of_the_manual(void **state) {
    const Loaded *loaded = *state;

    static const struct {
        const char *name;
        uint32_t count;
        Law law;
    } rows[] = {
        {"scale", 1, LAW_ASCENDING},     {"tier", 1, LAW_ASCENDING},
        {"hardening", 1, LAW_ASCENDING}, {"feature", 1, LAW_DESCENDING},
        {"endpoint", 1, LAW_APART},      {"identity", 1, LAW_APART},
        {"rollout", 0, LAW_ASCENDING},   {"observability", 0, LAW_ASCENDING},
        {"tuning", 0, LAW_ASCENDING},
    };

    const Declarations *categories = &loaded->program->builtin_categories;
    assert_int_equal(categories->count, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        const Declaration *category = map_get(&categories->by_name, text_of(rows[i].name));
        assert_non_null(category);
        assert_int_equal(category->as.category.count, rows[i].count);
        if (rows[i].count > 0) {
            assert_int_equal(category->as.category.items[0].law, rows[i].law);
        }
    }
}

/* --- Patterns ------------------------------------------------------------------------------- */

static bool matches(Text pattern, Text text) {
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)pattern.bytes, pattern.length, PCRE2_UTF, &error, &offset, NULL);
    assert_non_null(code);
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(context, LIMIT_MATCH_STEPS);
    int result = pcre2_match(code, (PCRE2_SPTR)text.bytes, text.length, 0, 0, data, context);
    pcre2_match_context_free(context);
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    assert_true(result >= 0 || result == PCRE2_ERROR_NOMATCH);
    return result >= 0;
}

static size_t number_of(const Expression *number) {
    assert_int_equal(number->kind, EXPRESSION_NUMBER);
    size_t value = 0;
    for (size_t i = 0; i < number->as.text.length; i++) {
        value = value * 10 + (size_t)(number->as.text.bytes[i] - '0');
    }
    return value;
}

static bool holds(const Bound *bound, Text text) {
    if (bound->kind == BOUND_MATCHES) return matches(bound->low->as.text, text);
    if (bound->kind != BOUND_LENGTH) return true;
    size_t length = utf8_length(text);
    return length >= number_of(bound->low) &&
           (bound->high == NULL || length <= number_of(bound->high));
}

static bool accepts(const Loaded *loaded, const char *name, const char *text) {
    const Declaration *declaration =
        map_get(&loaded->program->builtin_types.by_name, text_of(name));
    if (declaration == NULL) print_error("no type %s\n", name);
    assert_non_null(declaration);
    const TypeNode *type = declaration->as.type;
    for (uint32_t i = 0; i < type->bound_count; i++) {
        if (!holds(&type->bounds[i], text_of(text))) return false;
    }
    for (uint32_t i = 0; i < type->value_count; i++) {
        if (text_equal(type->values[i].text, text_of(text))) return true;
    }
    return type->value_count == 0;
}

typedef struct Sample {
    const char *type;
    const char *good[8];
    const char *bad[10];
} Sample;

#define A63   "a23456789012345678901234567890123456789012345678901234567890123"
#define HEX17 "0123456789abcdef0"
#define UUID  "1234abcd-12ab-34cd-56ef-1234567890ab"

/* clang-format off */
static const Sample samples[] = {
    {"dns_label", {"a", "a-b", "1a", A63}, {"", "-a", "a-", "A", "a.b", "a_b", A63 "a", " a"}},
    {"dns_name", {"a", "a.b-c.d1", "1.2"}, {"", ".a", "a.", "a..b", "a.-b", "A.b", "a_b"}},
    {"service_name", {"a", "a-1"}, {"1a", "a-", "a.b"}},
    {"namespace_name", {"kube-system"}, {"", "a.b"}},
    {"label_key", {"app", "app.kubernetes.io/name", "A_b.c"}, {"", "/a", "a/", "a/b/c", "-a", "a b"}},
    {"label_value", {"", "v1.2_x", "A"}, {"-a", "a-", "a b", A63 "a"}},
    {"port_name", {"http", "h2c-tls", "8080a"}, {"", "8080", "a--b", "-a", "a-", "HTTP", "a-name-too-long-x"}},
    {"env_name", {"A", "_a1", "PATH"}, {"", "1A", "A-B", "A.B", "A B"}},
    {"config_key", {"a.yaml", "A_B-c", ".env"}, {"", "a/b", "a b"}},
    {"image_repository", {"nginx", "library/nginx", "registry.example:5000/a/b", "ghcr.io/a-b/c__d", "localhost/x"},
        {"", "A", "a:tag", "a@sha256:x", "a//b", "/a", "a/", "a/B", "-a"}},
    {"image_tag", {"latest", "v1.2.3", "_x", "1.0-rc.1"}, {"", "-a", ".a", "a:b", "a b"}},
    {"pull_policy", {"Always", "IfNotPresent", "Never"}, {"always", ""}},
    {"storage_class", {"gp3", "managed-csi.premium"}, {"", "GP3", "a_b"}},
    {"priority_class", {"system-node-critical"}, {"", "a_b"}},
    {"cron_schedule", {"*/5 * * * *", "0 2 1,15 * MON-FRI", "@daily", "0 0 * JAN ?"},
        {"", "* * * *", "* * * * * *", "@often", "a * * * *", "*  *"}},
    {"taint_effect", {"NoSchedule"}, {"noschedule"}},
    {"arn", {"arn:aws:s3:::bucket/key*", "arn:aws-us-gov:iam::123456789012:role/x", "arn:aws:iam::aws:policy/ReadOnlyAccess"},
        {"", "arn:aws:s3", "arn:aws:s3:::", "arn:gcp:s3:::x", "arn:aws:iam::12345:role/x", "arn:aws:s3:::a b", "x arn:aws:s3:::a"}},
    {"role_arn", {"arn:aws:iam::123456789012:role/path/name"}, {"arn:aws:iam::123456789012:user/x", "arn:aws:iam:::role/x"}},
    {"certificate_arn", {"arn:aws:acm:eu-west-1:123456789012:certificate/" UUID}, {"arn:aws:acm:eu-west-1:123456789012:certificate/x"}},
    {"account_id", {"012345678901"}, {"", "12345678901", "1234567890123", "12345678901a"}},
    {"region", {"eu-west-1", "us-gov-east-1", "ap-southeast-2", "eusc-de-east-1"}, {"", "eu-west", "eu-west-1a", "EU-WEST-1", "westeurope"}},
    {"availability_zone", {"eu-west-1a", "us-west-2-lax-1a"}, {"eu-west-1", "a"}},
    {"instance_type", {"t3.micro", "m6id.32xlarge", "u-12tb1.112xlarge", "mac2-m2.metal", "m7i.metal-24xl"},
        {"", "t3", "t3.", "t3.huge", "T3.micro", "db.t3.micro", "t3.2large"}},
    {"rds_instance_class", {"db.t3.micro", "db.r6g.16xlarge", "db.serverless", "db.r5.large.tpc1.mem2x"}, {"t3.micro", "db.t3", "db.t3.nano"}},
    {"cache_node_type", {"cache.t4g.small"}, {"t4g.small", "cache.t4g"}},
    {"s3_bucket", {"abc", "my.bucket-1", "1ab"}, {"ab", "Abc", "a..b", "-ab", "ab-", "a_b", ".ab", "ab."}},
    {"kms_key", {UUID, "alias/aws/s3", "arn:aws:kms:eu-west-1:123456789012:key/" UUID,
        "arn:aws:kms:eu-west-1:123456789012:alias/x", "mrk-0123456789abcdef0123456789abcdef"}, {"", "alias/", "key/" UUID, "x"}},
    {"vpc_id", {"vpc-12345678", "vpc-" HEX17}, {"vpc-1234567", "vpc-123456789", "vpc-" HEX17 "0", "subnet-12345678", "vpc-1234567g"}},
    {"subnet_id", {"subnet-" HEX17}, {"subnet-", "x"}},
    {"security_group_id", {"sg-" HEX17}, {"sg-", "x"}},
    {"route_table_id", {"rtb-" HEX17}, {"rtb-", "x"}},
    {"ami", {"ami-" HEX17, "ami-12345678"}, {"ami-", "x"}},
    {"hosted_zone_id", {"Z2FDTNDATAQYW2"}, {"", "Z", "z123", "A123"}},
    {"role_name", {"a.b@c_d-e+f=g,h"}, {"", "a b", "a/b"}},
    {"parameter_name", {"/a/b.c", "a", "/a-b_c/d"}, {"", "/", "//a", "/a/", "/a b"}},
    {"email", {"a@b", "first.last+tag@example.co.uk", "o'brien@example.com"}, {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b..c", "a@-b"}},
    {"slug", {"a", "a-b-1"}, {"", "-a", "a-", "a--b", "A", "a b"}},
    {"https_url", {"https://x.example/"}, {"http://x.example/", "xhttps://"}},
    {"origin", {"https://a.example", "http://localhost:3000"}, {"", "a.example", "https://a/", "https://a.", "*"}},
    {"url_path", {"/", "/a/b"}, {"", "a", "/a b", "/a?b", "/a#b"}},
    {"http_method", {"GET", "PATCH"}, {"get", ""}},
    {"header_name", {"X-Request-Id"}, {"", "X Y", "X:"}},
    {"mime_type", {"text/html", "application/vnd.api+json", "text/html; charset=utf-8", "a/b;c=\"d e\""},
        {"", "text", "text/", "/html", "text/html;", "text /html"}},
    {"tls_version", {"1.2", "1.3"}, {"1.1", ""}},
    {"log_level", {"debug", "error"}, {"DEBUG", "warning"}},
    {"hex_color", {"#fff", "#A1b2", "#a1b2c3", "#a1b2c3d4"}, {"", "fff", "#ff", "#fffff", "#ggg", "#fffffff"}},
    {"uuid", {UUID}, {"", "1234", UUID "0", "1234abcd12ab34cd56ef1234567890ab"}},
    {"language_tag", {"en", "pt-BR", "zh-Hant-TW"}, {"", "e", "english", "en_US", "en-"}},
    {"country_code", {"DE"}, {"de", "DEU", ""}},
    {"currency_code", {"EUR"}, {"eur", "EU", ""}},
    {"time_zone", {"UTC", "Europe/Madrid", "America/Argentina/Buenos_Aires", "America/Port-au-Prince", "Etc/GMT+1"}, {"", "Madrid", "europe/madrid", "Europe/", "+01:00"}},
    {"phone", {"+34123456789"}, {"", "34123456789", "+0123", "+1234567890123456"}},
    {"git_commit", {"0123456789abcdef0123456789abcdef01234567"}, {"", "0123456", "0123456789ABCDEF0123456789abcdef01234567"}},
};

/* clang-format on */

static void accepts_what_is_right(void **state) {
    const Loaded *loaded = *state;
    for (size_t i = 0; i < COUNT(samples); i++) {
        for (size_t j = 0; j < COUNT(samples[i].good) && samples[i].good[j] != NULL; j++) {
            bool is_accepted = accepts(loaded, samples[i].type, samples[i].good[j]);
            if (!is_accepted) print_error("%s: `%s`\n", samples[i].type, samples[i].good[j]);
            assert_true(is_accepted);
        }
    }
}

static void refuses_what_is_wrong(void **state) {
    const Loaded *loaded = *state;
    for (size_t i = 0; i < COUNT(samples); i++) {
        for (size_t j = 0; j < COUNT(samples[i].bad) && samples[i].bad[j] != NULL; j++) {
            bool is_accepted = accepts(loaded, samples[i].type, samples[i].bad[j]);
            if (is_accepted) print_error("%s: `%s`\n", samples[i].type, samples[i].bad[j]);
            assert_false(is_accepted);
        }
    }
}

/* No text makes a pattern search without end: long runs that nearly match, within the limit. */
static void searches_in_bounded_time(void **state) {
    Loaded *loaded = *state;
    static const char *const runs[] = {"a", "a-", "a.", "a/", "-", "0", "a_", "_", "A", "/"};
    const Declarations *types = &loaded->program->builtin_types;
    for (uint32_t i = 0; i < types->count; i++) {
        for (size_t j = 0; j < COUNT(runs); j++) {
            Writer writer;
            writer_open(&writer, &loaded->arena, SIZE_MAX);
            for (int k = 0; k < 120; k++) {
                writer_string(&writer, runs[j]);
            }
            writer_char(&writer, '!');
            const char *text = text_c(&loaded->arena, writer_done(&writer));
            (void)accepts(loaded, text_c(&loaded->arena, types->items[i]->name.name->text), text);
        }
    }
}

static void is_tried_type_by_type(void **state) {
    const Loaded *loaded = *state;
    const Declarations *types = &loaded->program->builtin_types;
    for (uint32_t i = 0; i < types->count; i++) {
        const TypeNode *type = types->items[i]->as.type;
        bool has_pattern = false, is_tried = false;
        for (uint32_t j = 0; j < type->bound_count; j++) {
            has_pattern |= type->bounds[j].kind == BOUND_MATCHES;
        }
        for (size_t j = 0; j < COUNT(samples); j++) {
            is_tried |= text_equal(types->items[i]->name.name->text, text_of(samples[j].type));
        }
        Text name = types->items[i]->name.name->text;
        if (has_pattern && !is_tried) print_error("no sample: %.*s\n", TEXT_ARGS(name));
        assert_true(!has_pattern || is_tried);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_loaded, close_loaded)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(parses_and_is_documented),   TEST(is_in_the_one_layout),
        TEST(has_the_laws_of_the_manual), TEST(accepts_what_is_right),
        TEST(refuses_what_is_wrong),      TEST(searches_in_bounded_time),
        TEST(is_tried_type_by_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
