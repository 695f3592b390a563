/* test_kubernetes.c - what Kubernetes accepts as a name, as a key, and as a key of a Secret. */
#include "unit/unit.h"

#include "value/value.h"

/* As many bytes as are asked for. */
static Text letters(Arena *arena, uint32_t count) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    writer_repeat(&writer, 'a', count);
    return writer_done(&writer);
}

static void knows_names(void **state) {
    static const char *const good[] = {"a", "0", "orders-db", "a.b", "a-.b", "a--b"};
    static const char *const bad[] = {"", "-a", "a-", ".a", "a.", "A", "a_b", "a/b", "\xc3\xa9"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_row(kubernetes_is_name(text_of(good[i])), good[i]);
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_row(!kubernetes_is_name(text_of(bad[i])), bad[i]);
    assert_true(kubernetes_is_name(letters(*state, 253)));
    assert_false(kubernetes_is_name(letters(*state, 254)));
}

static void knows_keys(void **state) {
    static const char *const good[] = {"a", "A_b.c-d", ".env", "-", "_", "9"};
    static const char *const bad[] = {"", ".", "..", "..data", "a/b", "a b", "\xc3\xa9"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_row(kubernetes_is_key(text_of(good[i])), good[i]);
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_row(!kubernetes_is_key(text_of(bad[i])), bad[i]);
    assert_true(kubernetes_is_key(letters(*state, 253)));
    assert_false(kubernetes_is_key(letters(*state, 254)));
}

static void tells_secrets_from_paths(void **state) {
    (void)state;
    static const char *const others[] = {
        "",        "orders-db", "/orders/db", "orders/db/password", "Orders/db",
        "orders/", "/db",       "-orders/db", "orders/a b"};
    Text name, key;
    assert_true(kubernetes_secret(TEXT("orders-db/DB_PASSWORD"), &name, &key));
    assert_text(name, "orders-db");
    assert_text(key, "DB_PASSWORD");
    for (size_t i = 0; i < COUNT(others); i++)
        assert_row(!kubernetes_secret(text_of(others[i]), &name, &key), others[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_names),
        cmocka_unit_test(knows_keys),
        cmocka_unit_test(tells_secrets_from_paths),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
