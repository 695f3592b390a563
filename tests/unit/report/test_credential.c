/* test_credential.c - what is a credential, and, more important, what is none. Tokens are put
 * together from two literals so that no scanner takes this file for a leak. */
#include "unit/report/report_unit.h"

#include <unistd.h>

typedef struct Positive {
    const char *text; /* what stands around it too */
    const char *masked;
    const char *what;
} Positive;

#define X8  "aB3dE6gH"
#define X16 X8 X8
#define X20 X16 "jK9m"
#define X32 X16 X16
#define X36 X32 "jK9m"
#define X40 X20 X20
#define H32                                                                                        \
    "0123456789abcdef"                                                                             \
    "0123456789abcdef"
#define H64 H32 H32

static const Positive positives[] = {
    {"AKIA"
     "IOSFODNN7EXAMPLE",
     "(hidden)", "an AWS access key"},
    {"id=AKIA"
     "QWERTYUIOPASDFGH,",
     "id=(hidden),", "an AWS access key"},
    {"ASIA"
     "IOSFODNN7EXAMPLE",
     "(hidden)", "a temporary AWS access key"},
    {"aws_secret_access_key = \"wJalrXUtnFEMI/K7MDENG"
     "/bPxRfiCYEXAMPLEKEY\"",
     "aws_secret_access_key = \"(hidden)\"", "an AWS secret access key"},
    {"AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG"
     "/bPxRfiCYEXAMPLEKEY",
     "AWS_SECRET_ACCESS_KEY=(hidden)", "an AWS secret access key"},
    {"{\"SecretAccessKey\": \"wJalrXUtnFEMI/K7MDENG"
     "/bPxRfiCYEXAMPLEKEY\"}",
     "{\"SecretAccessKey\": \"(hidden)\"}", "an AWS secret access key"},
    {"ghp_" X36, "(hidden)", "a GitHub token"},
    {"gho_" X36, "(hidden)", "a GitHub OAuth token"},
    {"https://ghp_" X36 ":x-oauth-basic@github.com/o/r",
     "https://(hidden):x-oauth-basic@github.com/o/r", "a GitHub token"},
    {"github_pat_" X20 "_" X40, "(hidden)", "a GitHub token"},
    {"glpat-" X20, "(hidden)", "a GitLab token"},
    {"token: glpat-" X8 "-_" X8 "ab;", "token: (hidden);", "a GitLab token"},
    {"xoxb-"
     "123456789012-123456789012-" X20,
     "(hidden)", "a Slack token"},
    {"xoxp-"
     "123456789012-123456789012-123456789012-" H32,
     "(hidden)", "a Slack token"},
    {"https://hooks.slack.com/services/"
     "T0AB12CD3/B0AB12CD3/" X20 "abcd",
     "(hidden)", "a Slack webhook"},
    {"sk_live_" X20 "abcd", "(hidden)", "a Stripe secret key"},
    {"rk_live_" X20 "abcd", "(hidden)", "a Stripe restricted key"},
    {"SG." X20 "ab." X40 "abc", "(hidden)", "a SendGrid API key"},
    {"AIza" X32 "abc", "(hidden)", "a Google API key"},
    {"?key=AIza" X32 "-_c&x", "?key=(hidden)&x", "a Google API key"},
    {"GOCSPX-" X20 "abcdefgh", "(hidden)", "a Google OAuth client secret"},
    {"-----BEGIN RSA PRIVATE "
     "KEY-----\nMIIEpAIBAAKCAQEA1234567890abcdef\n"
     "-----END RSA PRIVATE KEY-----\n",
     "(hidden)\n", "a private key"},
    {"{\"private_key\": \"-----BEGIN PRIVATE "
     "KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQ\\nAbCd==\\n"
     "-----END PRIVATE KEY-----\\n\"}",
     "{\"private_key\": \"(hidden)\\n\"}", "a private key"},
    {"-----BEGIN EC PRIVATE "
     "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n"
     "MHcCAQEEIIrYSSNQFaA2Hwf1duRSxKtLYX5CB04f",
     "(hidden)", "a private key"},
    {"-----BEGIN OPENSSH PRIVATE "
     "KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n!",
     "(hidden)!", "a private key"},
    {"Bearer eyJhbGciOiJIUzI1NiJ9"
     ".eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9",
     "Bearer (hidden)", "a JSON web token"},
    {"npm_" X36, "(hidden)", "an npm token"},
    {"pypi-AgE"
     "IcHlwaS5vcmcC" X40,
     "(hidden)", "a PyPI token"},
    {"dop_v1_" H64, "(hidden)", "a DigitalOcean access token"},
    {"AccountName=x;AccountKey=" X40 X40 "abcdef==;E=y", "AccountName=x;(hidden);E=y",
     "an Azure storage account key"},
    {"hvs." X40, "(hidden)", "a Vault token"},
    {"dckr_pat_" X20 "abcdefg", "(hidden)", "a Docker Hub access token"},
    {"hf_" X32 "ab", "(hidden)", "a Hugging Face token"},
    {"shpat_" H32, "(hidden)", "a Shopify access token"},
    {"whsec_" X32, "(hidden)", "a Stripe webhook secret"},
    {"glsa_" X32 "_0123abcd", "(hidden)", "a Grafana service token"},
    {"postgres://app:hunter2@db.internal:5432/app", "postgres://app:(hidden)@db.internal:5432/app",
     "a password in a URL"},
    {"redis://:s3cr3t@cache:6379", "redis://:(hidden)@cache:6379", "a password in a URL"},
    {"jdbc:mysql://root:p%40ss1@h/x", "jdbc:mysql://root:(hidden)@h/x", "a password in a URL"},
    {"mongodb+srv://u:Tr0ub4dor@a,b/x", "mongodb+srv://u:(hidden)@a,b/x", "a password in a URL"},
    {"amqp://u:a@b:c9@host", "amqp://u:(hidden)@host", "a password in a URL"},
};

static void finds_credentials(void **state) {
    for (size_t i = 0; i < COUNT(positives); i++) {
        const Positive *row = &positives[i];
        size_t start;
        size_t end;
        const char *what = "";
        assert_row(credential_find(text_of(row->text), &start, &end, &what), row->text);
        assert_string_equal(what, row->what);
        assert_row(start < end && end <= strlen(row->text), row->text);
        assert_text(credential_mask(*state, text_of(row->text)), row->masked);
    }
}

static const char *const negatives[] = {
    "",
    "AKIA",
    "AKIA"
    "IOSFODNN7EXAMPL", /* one short */
    "AKIA"
    "IOSFODNN7EXAMPLES", /* one long */
    "xAKIA"
    "IOSFODNN7EXAMPLE",
    "AKIA"
    "iosfodnn7example",
    "ASIAPACIFICNORTHEAST", /* twenty capitals, and a region */
    "registry.example/app@sha256:" H64,
    "sha512:" H64 H64,
    "da39a3ee5e6b4b0d3255bfef95601890afd80709", /* a git commit */
    "arn:aws:iam::123456789012:role/AKIA-readers",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-AbCdEf",
    "$(DB_PASSWORD)",
    "${db.password}",
    "sk_live",
    "sk_live_your_key_goes_here_now",
    "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx",
    "the words sk_live and rk_live are prefixes",
    "task_live_migrations_are_enabled1",
    "https://example.com/path?x=y",
    "https://example.com:8443/a:b@c",
    "https://user@example.com/",
    "http://host:8080",
    "http://[::1]:8080/x",
    "git@github.com:org/repo.git",
    "ssh://git@github.com:22/org/repo.git",
    "git+ssh://git@github.com:org/repo1.git",
    "postgres://app:$(DB_PASSWORD)@db/app",
    "postgres://app:${DB_PASSWORD}@db/app",
    "postgres://app:$DB_PASSWORD@db/app",
    "postgres://app:<password>@db/app",
    "postgres://app:***@db/app",
    "postgres://app:xxxxx@db/app",
    "postgres://app:%s@db/app",
    "postgres://app:{{password}}@db/app",
    "postgres://app:__DB_PASSWORD__@db/app",
    "postgres://app:PASSWORD@db/app",
    "postgres://user:password@host/db",
    "postgres://user:Change-Me@host/db",
    "postgres://app:(hidden)@db/app",
    "postgres://app:@db/app",
    "postgres://app:pw9@",
    "http://a:80,ops@example.com", /* a list of a host and an address */
    "mailto:someone@example.com",
    "12:30@noon",
    "550e8400-e29b-41d4-a716-446655440000",
    "ZXhhbXBsZTogYmFzZTY0IGNvbmZpZ3VyYXRpb24gdGV4dA==",
    "eyJsb2dMZXZlbCI6ImluZm8iLCJyZWdpb24iOiJldS13ZXN0LTEifQ==",
    "eyJhIjoxfQ.eyJiIjoyfQ",
    "eyJhbGciOiJIUzI1NiJ9.something.else",
    "ghp_"
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "ghp_short",
    "github_pat_",
    "glpat-your-token-goes-here-please",
    "glpat-",
    "xoxb-your-token-goes-here-please-now",
    "xoxb-",
    "https://hooks.slack.com/services/",
    "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    "SG.production.eu-west-1",
    "MSG." X20 "ab." X40 "abc",
    "AIzawa",
    "npm_config_registry",
    "npm_package_version_of_the_application1",
    "pypi-mirror.example.com",
    "dop_v1_",
    "AccountKey=",
    "AccountKey=$(STORAGE_KEY)",
    "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBg\n-----END CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----",
    "-----BEGIN RSA PRIVATE "
    "KEY-----",
    "-----BEGIN PRIVATE "
    "KEY----- begins a key and -----END PRIVATE KEY----- ends it",
    "-----BEGIN PRIVATE "
    "KEY-----\n...\n-----END PRIVATE KEY-----",
    "-----BEGIN PRIVATE "
    "KEY-----\n${PRIVATE_KEY_OF_ORDERS}\n-----END PRIVATE KEY-----",
    "--------------------",
    "secretAccessKey: ${AWS_SECRET_ACCESS_KEY}",
    "secretAccessKeyRef: orders-db/password",
    "aws_secret_access_key = \"da39a3ee\"",
    "secret db-password = \"orders-db/password\"",
    "sk-proj-orders",
    "hf_hub_download",
    "dapi-gateway.example.com",
    "whsec_test",
    "2026-11-20T10:00:00Z",
    "AGE-SECRET-KEY-1",
};

static void passes_over_look_alikes(void **state) {
    for (size_t i = 0; i < COUNT(negatives); i++) {
        size_t start;
        size_t end;
        const char *what;
        Text text = text_of(negatives[i]);
        assert_row(!credential_find(text, &start, &end, &what), negatives[i]);
        assert_ptr_equal(credential_mask(*state, text).bytes, text.bytes);
    }
}

static void gives_the_exact_place(void **state) {
    (void)state;
    size_t start;
    size_t end;
    const char *what;
    Text text = TEXT("key AKIA"
                     "IOSFODNN7EXAMPLE, more");
    assert_true(credential_find(text, &start, &end, &what));
    assert_int_equal(start, 4);
    assert_int_equal(end, 24);
}

static void hides_every_one(void **state) {
    Text text = TEXT("AKIA"
                     "IOSFODNN7EXAMPLE AKIA"
                     "IOSFODNN7EXAMPLE a://b:c9@d a://b:c8@d.");
    assert_text(credential_mask(*state, text),
                "(hidden) (hidden) a://b:(hidden)@d a://b:(hidden)@d.");
}

/* Whatever is masked has nothing left to mask, and cutting a text anywhere never reads beyond it
 * (which the address sanitizer sees, because each cut is a block of its own). */
static void is_done_after_one_pass(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(positives); i++) {
        size_t length = strlen(positives[i].text);
        for (size_t cut = 0; cut <= length; cut++) {
            Arena arena;
            arena_open(&arena, &memory_standard);
            char *bytes = malloc(cut + 1);
            memcpy(bytes, positives[i].text, cut);
            Text masked = credential_mask(&arena, (Text){bytes, cut});
            assert_true(text_equal(credential_mask(&arena, masked), masked));
            free(bytes);
            arena_close(&arena);
        }
    }
}

/* The beginnings of credentials in great number. It takes a blink; a search that is quadratic would
 * take an hour and is ended by the alarm. */
static void reads_hostile_text_in_linear_time(void **state) {
    static const char *const parts[] = {"eyJ",
                                        "eyJ-",
                                        "eyJa.",
                                        "://",
                                        "://a:",
                                        "a:",
                                        "://a:b@",
                                        "glpat-",
                                        "-",
                                        "-----BEGIN ",
                                        "a://",
                                        "secret ",
                                        "secret_access_key ",
                                        "SG.",
                                        "-----BEGIN PRIVATE KEY-----"};
    alarm(60);
    for (size_t i = 0; i < COUNT(parts); i++) {
        Writer writer;
        writer_open(&writer, *state, SIZE_MAX);
        while (writer.length < (1 << 21))
            writer_string(&writer, parts[i]);
        assert_true(credential_mask(*state, writer_done(&writer)).length > 0);
    }
    alarm(0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_credentials),
        cmocka_unit_test(passes_over_look_alikes),
        cmocka_unit_test(gives_the_exact_place),
        cmocka_unit_test(hides_every_one),
        cmocka_unit_test(is_done_after_one_pass),
        cmocka_unit_test(reads_hostile_text_in_linear_time),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
