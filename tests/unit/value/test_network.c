/* test_network.c - addresses, networks and subnets. */
#include "unit/unit.h"

#include "value/value.h"

static Network parse(const char *text) {
    Network network;
    assert_row(network_parse(text_of(text), &network), text);
    return network;
}

/* The second column is the form of RFC 5952, whose section 4 is the source of most rows. */
static void reads_and_writes(void **state) {
    static const struct {
        const char *text, *written;
    } rows[] = {
        {"10.0.0.0", "10.0.0.0"},
        {"0.0.0.0/0", "0.0.0.0/0"},
        {"255.255.255.255/32", "255.255.255.255/32"},
        {"10.1.2.3/16", "10.1.2.3/16"},
        {"::", "::"},
        {"::1", "::1"},
        {"1::", "1::"},
        {"::/0", "::/0"},
        {"2001:0db8::0001", "2001:db8::1"},
        {"2001:db8:0:0:0:0:2:1", "2001:db8::2:1"},
        {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
        {"2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
        {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
        {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
        {"2001:DB8:AAAA::FFFF", "2001:db8:aaaa::ffff"},
        {"0:0:0:0:0:0:0:0", "::"},
        {"1:0:0:0:0:0:0:0", "1::"},
        {"0:0:1:0:0:0:0:0", "0:0:1::"},
        {"0:1:2:3:4:5:6:7", "0:1:2:3:4:5:6:7"},
        {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
        {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
        {"::ffff:192.0.2.1", "::ffff:192.0.2.1"},
        {"::ffff:c000:201", "::ffff:192.0.2.1"},
        {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
        {"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"},
        {"fd00:1234::/48", "fd00:1234::/48"},
        {"fe80::1/128", "fe80::1/128"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Network network = parse(rows[i].text);
        Text written = network_text(*state, &network);
        assert_text(written, rows[i].written);
        Network again;
        assert_true(network_parse(written, &again));
        assert_memory_equal(&again, &network, sizeof network);
    }
}

static void refuses_what_is_no_network(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "256.0.0.0",
        "01.2.3.4",
        "1.2.3.04",
        "1.2.3.4 ",
        "1.2.3.4/",
        "1.2.3.4/33",
        "1.2.3.4/08",
        "1.2.3.4/-1",
        "1.2.3.4/8/8",
        "1.2.3.4/1000000000000",
        "1.2.3.1000",
        "a.b.c.d",
        "/8",
        ":",
        ":::",
        "1:",
        ":1",
        "1::2::3",
        "1:::2",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3",
        "::1.2.3.4:5",
        "::01.2.3.4",
        "fe80::1%eth0",
        "::/129",
        "::1/",
        "[::1]",
        "1.2.3.4:80",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        Network network;
        assert_row(!network_parse(text_of(rows[i]), &network), rows[i]);
    }
}

static void remembers_what_was_written(void **state) {
    (void)state;
    Network address = parse("10.1.2.3"), network = parse("fd00::/8");
    assert_false(address.is_network);
    assert_int_equal(address.family, 4);
    assert_int_equal(address.prefix, 32);
    assert_true(network.is_network);
    assert_int_equal(network.family, 6);
    assert_int_equal(network.prefix, 8);
}

static void sees_host_bits(void **state) {
    (void)state;

    static const struct {
        const char *text;
        bool has_host_bits;
    } rows[] = {
        {"10.0.0.0/8", false},   {"10.0.0.1/8", true},   {"10.128.0.0/8", true},
        {"10.128.0.0/9", false}, {"10.1.2.3", false},    {"0.0.0.0/0", false},
        {"128.0.0.0/0", true},   {"fd00::/8", false},    {"fd00::1/127", true},
        {"fd00::1/128", false},  {"fd00::2/127", false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Network network = parse(rows[i].text);
        assert_row(network_has_host_bits(&network) == rows[i].has_host_bits, rows[i].text);
    }
}

static void compares_networks(void **state) {
    (void)state;

    static const struct {
        const char *a, *b;
        bool overlaps, a_contains_b, b_contains_a;
    } rows[] = {
        {"10.0.0.0/8", "10.1.0.0/16", true, true, false},
        {"10.0.0.0/16", "10.1.0.0/16", false, false, false},
        {"10.0.0.0/15", "10.1.0.0/16", true, true, false},
        {"10.0.0.0/8", "10.0.0.0/8", true, true, true},
        {"10.0.0.0/8", "10.255.255.255", true, true, false},
        {"10.0.0.0/8", "11.0.0.0", false, false, false},
        {"10.0.0.0/13", "10.7.0.0/16", true, true, false},
        {"10.0.0.0/13", "10.8.0.0/16", false, false, false},
        {"0.0.0.0/0", "1.2.3.4", true, true, false},
        {"0.0.0.0/0", "::/0", false, false, false},
        {"fd00::/8", "fdff::1", true, true, false},
        {"fd00::/8", "fe00::/8", false, false, false},
        {"fd00::/9", "fd80::/9", false, false, false},
        {"::1", "::1/128", true, true, true},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Network a = parse(rows[i].a), b = parse(rows[i].b);
        assert_row(network_overlaps(&a, &b) == rows[i].overlaps, rows[i].a);
        assert_row(network_overlaps(&b, &a) == rows[i].overlaps, rows[i].a);
        assert_row(network_contains(&a, &b) == rows[i].a_contains_b, rows[i].a);
        assert_row(network_contains(&b, &a) == rows[i].b_contains_a, rows[i].b);
    }
}

/* The results of Terraform's cidrsubnet; NULL where it refuses. */
static void makes_subnets(void **state) {
    static const struct {
        const char *network;
        int64_t new_bits, number;
        const char *subnet;
    } rows[] = {
        {"10.0.0.0/16", 8, 0, "10.0.0.0/24"},
        {"10.0.0.0/16", 8, 2, "10.0.2.0/24"},
        {"10.0.0.0/16", 8, 255, "10.0.255.0/24"},
        {"10.0.0.0/16", 8, 256, NULL},
        {"172.16.0.0/12", 4, 2, "172.18.0.0/16"},
        {"10.1.2.0/24", 4, 15, "10.1.2.240/28"},
        {"10.1.2.3/16", 0, 0, "10.1.0.0/16"},
        {"10.0.0.0/16", 0, 1, NULL},
        {"10.0.0.0/16", 16, 65535, "10.0.255.255/32"},
        {"10.0.0.0/16", 17, 0, NULL},
        {"10.0.0.0/16", -1, 0, NULL},
        {"10.0.0.0/16", 8, -1, NULL},
        {"fd00:fd12:3456:7890::/56", 16, 162, "fd00:fd12:3456:7800:a200::/72"},
        {"fd00::/8", 64, 5, "fd00:0:0:0:500::/72"},
        {"fd00::/48", 80, INT64_MAX, "fd00::7fff:ffff:ffff:ffff/128"},
        {"::/0", 63, INT64_MAX, "ffff:ffff:ffff:fffe::/63"},
        {"::/0", 62, INT64_MAX, NULL},
        {"::/0", 128, 1, "::1/128"},
        {"::/0", 129, 1, NULL},
        {"::/0", INT64_MAX, 1, NULL},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Network network = parse(rows[i].network), subnet;
        bool fits = network_subnet(&network, rows[i].new_bits, rows[i].number, &subnet);
        assert_row(fits == (rows[i].subnet != NULL), rows[i].network);
        if (!fits) continue;
        Network expected = parse(rows[i].subnet);
        assert_text(network_text(*state, &subnet), text_c(*state, network_text(*state, &expected)));
        assert_row(network_contains(&network, &subnet), rows[i].network);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_writes),           cmocka_unit_test(refuses_what_is_no_network),
        cmocka_unit_test(remembers_what_was_written), cmocka_unit_test(sees_host_bits),
        cmocka_unit_test(compares_networks),          cmocka_unit_test(makes_subnets),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
