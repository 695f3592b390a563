/* test_number.c - exact decimals. The rows were computed with arbitrary precision elsewhere; the
 * properties hold for random numbers whatever they are. */
#include "unit/unit.h"

#include "value/value.h"

typedef enum Operation { ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER } Operation;

typedef bool Operator(Number a, Number b, Number *out);

static Operator *const operators[] = {
    [ADD] = number_add,       [SUBTRACT] = number_subtract,   [MULTIPLY] = number_multiply,
    [DIVIDE] = number_divide, [REMAINDER] = number_remainder,
};

static const struct {
    Operation operation;
    const char *left, *right;
    const char *result; /* NULL where it needs more than 34 digits, or there is none */
} results[] = {
    {MULTIPLY, "1e6000", "1e6000", NULL},
    {MULTIPLY, "1e-6000", "1e-6000", NULL},
    {ADD, "1", "2", "3"},
    {ADD, "0.1", "0.2", "0.3"},
    {ADD, "9999999999999999999999999999999999", "1", "10000000000000000000000000000000000"},
    {ADD, "9999999999999999999999999999999999", "2", NULL},
    {ADD, "-9999999999999999999999999999999999", "-1", "-10000000000000000000000000000000000"},
    {ADD, "9999999999999999999999999999999999", "0.1", NULL},
    {ADD, "1e33", "0.1", NULL},
    {ADD, "1e34", "-1", "9999999999999999999999999999999999"},
    {ADD, "1e34", "1", NULL},
    {ADD, "1e35", "-1", NULL},
    {ADD, "5", "-5", "0"},
    {ADD, "-0.05", "0.05", "0"},
    {ADD, "1e40", "1e40", "20000000000000000000000000000000000000000"},
    {ADD, "1e-40", "1e-7", "0.0000001000000000000000000000000000000001"},
    {ADD, "1e-40", "1", NULL},
    {ADD, "0", "1e-30", "0.000000000000000000000000000001"},
    {ADD, "999.999", "0.001", "1000"},
    {ADD, "-3", "1.5", "-1.5"},
    {ADD, "12345678901234567890.5", "0.5", "12345678901234567891"},
    {ADD, "1e34", "-0.1", NULL},
    {SUBTRACT, "1", "2", "-1"},
    {SUBTRACT, "0.3", "0.1", "0.2"},
    {SUBTRACT, "0", "7", "-7"},
    {SUBTRACT, "-5", "-5", "0"},
    {SUBTRACT, "9999999999999999999999999999999999", "-1", "10000000000000000000000000000000000"},
    {SUBTRACT, "1e34", "1", "9999999999999999999999999999999999"},
    {SUBTRACT, "1e33", "0.1", "999999999999999999999999999999999.9"},
    {SUBTRACT, "100", "0.001", "99.999"},
    {SUBTRACT, "1e35", "1", NULL},
    {MULTIPLY, "3", "-7", "-21"},
    {MULTIPLY, "0", "-7", "0"},
    {MULTIPLY, "0.5", "0.2", "0.1"},
    {MULTIPLY, "12345678901234567", "98765432109876543", "1219326311370217861743636654061881"},
    {MULTIPLY, "9999999999999999999999999999999999", "1", "9999999999999999999999999999999999"},
    {MULTIPLY, "9999999999999999999999999999999999", "2", NULL},
    {MULTIPLY, "3552713678800500929355621337890625", "281474976710656",
     "1000000000000000000000000000000000000000000000000"},
    {MULTIPLY, "281474976710656", "3552713678800500929355621337890625",
     "1000000000000000000000000000000000000000000000000"},
    {MULTIPLY, "5192296858534827628530496329220096", "931322574615478515625",
     "4835703278458516698824704000000000000000000000000000000"},
    {MULTIPLY, "1e30", "1e30", "1000000000000000000000000000000000000000000000000000000000000"},
    {MULTIPLY, "-0.25", "-4", "1"},
    {MULTIPLY, "99999999999999999", "99999999999999999", "9999999999999999800000000000000001"},
    {MULTIPLY, "1.1", "1.1", "1.21"},
    {DIVIDE, "1", "8", "0.125"},
    {DIVIDE, "1", "3", NULL},
    {DIVIDE, "2", "3", NULL},
    {DIVIDE, "6", "3", "2"},
    {DIVIDE, "1", "0", NULL},
    {DIVIDE, "0", "5", "0"},
    {DIVIDE, "-7", "2", "-3.5"},
    {DIVIDE, "7", "-0.2", "-35"},
    {DIVIDE, "1", "17179869184", "0.0000000000582076609134674072265625"},
    {DIVIDE, "1", "281474976710656", "0.000000000000003552713678800500929355621337890625"},
    {DIVIDE, "1", "562949953421312", NULL},
    {DIVIDE, "1", "3552713678800500929355621337890625",
     "0.000000000000000000000000000000000281474976710656"},
    {DIVIDE, "9999999999999999999999999999999999", "3", "3333333333333333333333333333333333"},
    {DIVIDE, "9999999999999999999999999999999999", "2", NULL},
    {DIVIDE, "22", "7", NULL},
    {DIVIDE, "44", "0.11", "400"},
    {DIVIDE, "1e10", "1e-10", "100000000000000000000"},
    {DIVIDE, "10", "4", "2.5"},
    {DIVIDE, "0.001", "1e3", "0.000001"},
    {DIVIDE, "3298534883328", "286102294921875", "0.01152921504606846976"},
    {REMAINDER, "7", "3", "1"},
    {REMAINDER, "-7", "3", "-1"},
    {REMAINDER, "7", "-3", "1"},
    {REMAINDER, "-7", "-3", "-1"},
    {REMAINDER, "5.5", "2", "1.5"},
    {REMAINDER, "-5.5", "0.2", "-0.1"},
    {REMAINDER, "1e30", "7", "1"},
    {REMAINDER, "1e-30", "7", "0.000000000000000000000000000001"},
    {REMAINDER, "7", "1e30", "7"},
    {REMAINDER, "1e3000", "7", "1"},
    {REMAINDER, "3", "0", NULL},
    {REMAINDER, "0", "3", "0"},
    {REMAINDER, "6", "3", "0"},
    {REMAINDER, "9999999999999999999999999999999999", "1e-3", "0"},
    {REMAINDER, "9999999999999999999999999999999999", "9.7", "7.4"},
    {REMAINDER, "0.3", "0.1", "0"},
    {REMAINDER, "1e6000", "9999999999999999999999999999999999", "10000000000000000"},
    {REMAINDER, "12.5", "1e1", "2.5"},
    {MULTIPLY, "848904199600.9", "47", "39898497381242.3"},
    {DIVIDE, "5403692550747496.7", "1171980", NULL},
    {SUBTRACT, "17422815956711.81", "7", "17422815956704.81"},
    {ADD, "-25285703.2234303", "54938", "-25230765.2234303"},
    {SUBTRACT, "2929169284.4", "102164", "2929067120.4"},
    {DIVIDE, "-579.8712", "5270515", NULL},
    {REMAINDER, "-720297557293139.3015986", "1342", "-287.3015986"},
    {DIVIDE, "41496196415154234.9595", "66", NULL},
    {REMAINDER, "57933655362.2", "356645", "241562.2"},
    {MULTIPLY, "-1459404832916095.696415", "8", "-11675238663328765.57132"},
    {MULTIPLY, "-565638289527982.363862", "8", "-4525106316223858.910896"},
    {MULTIPLY, "-482326.4", "16953", "-8176879459.2"},
};

static const struct {
    const char *number, *floor, *ceil, *round;
} roundings[] = {
    {"0", "0", "0", "0"},
    {"1", "1", "1", "1"},
    {"-1", "-1", "-1", "-1"},
    {"0.5", "0", "1", "1"},
    {"-0.5", "-1", "0", "-1"},
    {"1.5", "1", "2", "2"},
    {"2.5", "2", "3", "3"},
    {"-2.5", "-3", "-2", "-3"},
    {"0.49", "0", "1", "0"},
    {"-0.49", "-1", "0", "0"},
    {"0.51", "0", "1", "1"},
    {"1e-40", "0", "1", "0"},
    {"-1e-40", "-1", "0", "0"},
    {"1e40", "10000000000000000000000000000000000000000",
     "10000000000000000000000000000000000000000", "10000000000000000000000000000000000000000"},
    {"-3.999", "-4", "-3", "-4"},
    {"9999999999.5", "9999999999", "10000000000", "10000000000"},
    {"999999999999999999999999999999999.5", "999999999999999999999999999999999",
     "1000000000000000000000000000000000", "1000000000000000000000000000000000"},
    {"-999999999999999999999999999999999.5", "-1000000000000000000000000000000000",
     "-999999999999999999999999999999999", "-1000000000000000000000000000000000"},
    {"0.4999999999999999999999999999999999", "0", "1", "0"},
    {"0.50000000000", "0", "1", "1"},
    {"0.09999999999999999999999999999999999", "0", "1", "0"},
    {"12345678901234567890.1", "12345678901234567890", "12345678901234567891",
     "12345678901234567890"},
};

static Number parse(const char *text) {
    Number number;
    assert_row(number_parse(text_of(text), &number), text);
    return number;
}

static bool is_same(Number a, Number b) {
    return a.coefficient == b.coefficient && a.exponent == b.exponent &&
           a.is_negative == b.is_negative;
}

static void calculates(void **state) {
    for (size_t i = 0; i < COUNT(results); i++) {
        Number left = parse(results[i].left), right = parse(results[i].right), result;
        bool is_exact = operators[results[i].operation](left, right, &result);
        assert_row(is_exact == (results[i].result != NULL), results[i].left);
        if (is_exact) assert_text(number_text(*state, result), results[i].result);
    }
}

static void rounds(void **state) {
    for (size_t i = 0; i < COUNT(roundings); i++) {
        Number number = parse(roundings[i].number);
        assert_text(number_text(*state, number_floor(number)), roundings[i].floor);
        assert_text(number_text(*state, number_ceil(number)), roundings[i].ceil);
        assert_text(number_text(*state, number_round(number)), roundings[i].round);
    }
}

static void reads_and_writes(void **state) {
    static const struct {
        const char *text, *written;
    } rows[] = {
        {"0", "0"},
        {"-0", "0"},
        {"0.000", "0"},
        {"0e99999999999999999999", "0"},
        {"+1", "1"},
        {"1_000", "1000"},
        {"1_0.2_5", "10.25"},
        {"007", "7"},
        {"1.50", "1.5"},
        {"0.05", "0.05"},
        {"-0.001", "-0.001"},
        {"1e3", "1000"},
        {"1.5E-3", "0.0015"},
        {"12.5e+1", "125"},
        {"12.5e1", "125"},
        {"123456e-3", "123.456"},
        {"9999999999999999999999999999999999", "9999999999999999999999999999999999"},
        {"99999999999999999999999999999999990000", "99999999999999999999999999999999990000"},
        {"0.00000000000000000000000000000000000000001",
         "0.00000000000000000000000000000000000000001"},
        {"1.00000000000000000000000000000000000000000", "1"},
        {"9223372036854775807", "9223372036854775807"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_text(number_text(*state, parse(rows[i].text)), rows[i].written);
    }
}

static void refuses_what_is_no_number(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",
        "-",
        "+",
        ".",
        ".5",
        "1.",
        "1.e3",
        "e3",
        "1e",
        "1e+",
        "1e-",
        "_1",
        "1_",
        "1__0",
        "1_.0",
        "1._0",
        "1 ",
        " 1",
        "--1",
        "1-",
        "0x1f",
        "1,0",
        "1.2.3",
        "nan",
        "inf",
        "1e3.5",
        "1e1_0",
        "1e99999",
        "1e-99999",
        "12345678901234567890123456789012345",
        "1.2345678901234567890123456789012345",
        "10000000000000000000000000000000001.1",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        Number number;
        assert_row(!number_parse(text_of(rows[i]), &number), rows[i]);
    }
}

static void orders(void **state) {
    (void)state;
    static const char *const ascending[] = {
        "-1e6000",
        "-9999999999999999999999999999999999",
        "-1000",
        "-999.999",
        "-1",
        "-0.5",
        "-0.05",
        "-1e-6000",
        "0",
        "1e-6000",
        "0.049",
        "0.05",
        "0.5",
        "1",
        "1.000000000000000000000000000000001",
        "1.5",
        "9",
        "10",
        "11",
        "100",
        "1e34",
        "10000000000000000000000000000000010",
        "1e6000",
    };
    for (size_t i = 0; i < COUNT(ascending); i++) {
        for (size_t j = 0; j < COUNT(ascending); j++) {
            int order = number_compare(parse(ascending[i]), parse(ascending[j]));
            assert_row(order == (i > j) - (i < j), ascending[i]);
        }
    }
}

static void spells_equal_numbers_alike(void **state) {
    (void)state;
    assert_true(is_same(parse("1.0"), parse("1")));
    assert_true(is_same(parse("1000"), parse("1e3")));
    assert_true(is_same(parse("-0"), number_of(0)));
    assert_true(is_same(parse("1_5e-1"), parse("1.50")));
    assert_false(is_same(parse("1"), parse("-1")));
}

static void converts_to_integers(void **state) {
    (void)state;
    int64_t integer = 0;
    assert_true(number_to_int(parse("9223372036854775807"), &integer));
    assert_true(integer == INT64_MAX);
    assert_true(number_to_int(parse("-9223372036854775808"), &integer));
    assert_true(integer == INT64_MIN);
    assert_true(number_to_int(parse("-12e2"), &integer));
    assert_int_equal(integer, -1200);
    assert_true(number_to_int(parse("0"), &integer));
    assert_int_equal(integer, 0);
    assert_false(number_to_int(parse("9223372036854775808"), &integer));
    assert_false(number_to_int(parse("-9223372036854775809"), &integer));
    assert_false(number_to_int(parse("1e19"), &integer));
    assert_false(number_to_int(parse("1e100"), &integer));
    assert_false(number_to_int(parse("1.5"), &integer));
    assert_true(is_same(number_of(INT64_MIN), parse("-9223372036854775808")));
    assert_true(is_same(number_of(1000), parse("1e3")));
    assert_true(number_is_integer(parse("1e3")) && !number_is_integer(parse("0.1")));
}

static void drops_underscores(void **state) {
    assert_text(number_spelling(*state, TEXT("1_000.5_0")), "1000.50");
    assert_text(number_spelling(*state, TEXT("1_0Gi")), "10Gi");
    assert_text(number_spelling(*state, TEXT("")), "");
}

/* A number of up to `digits` digits somewhere around the point, as text. */
static Text random_text(Arena *arena, uint64_t *random, unsigned digits) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    unsigned count = 1 + (unsigned)(random_next(random) % digits);
    unsigned point = (unsigned)(random_next(random) % (count + 1));
    if (random_next(random) % 2 == 0) writer_char(&writer, '-');
    if (point == 0) writer_char(&writer, '0');
    for (unsigned i = 0; i < count; i++) {
        if (i == point) writer_char(&writer, '.');
        writer_char(&writer, (char)('0' + random_next(random) % 10));
    }
    return writer_done(&writer);
}

static Number random_number(Arena *arena, uint64_t *random, unsigned digits) {
    Number number;
    Text text = random_text(arena, random, digits);
    assert_true(number_parse(text, &number));
    return number;
}

static void reads_what_it_writes(void **state) {
    uint64_t random = 1;
    for (int i = 0; i < 20000; i++) {
        ArenaMark mark = arena_mark(*state);
        Number number = random_number(*state, &random, 34), again;
        assert_true(number_parse(number_text(*state, number), &again));
        assert_true(is_same(number, again));
        arena_reset(*state, mark);
    }
}

/* What is added can be taken away, and what is multiplied can be divided, both in either order. */
static void inverts(void **state) {
    uint64_t random = 2;
    int products = 0;
    for (int i = 0; i < 20000; i++) {
        ArenaMark mark = arena_mark(*state);
        Number a = random_number(*state, &random, 16), b = random_number(*state, &random, 16);
        Number sum, product, back;
        assert_true(number_add(a, b, &sum));
        assert_true(number_subtract(sum, b, &back) && is_same(back, a));
        assert_true(number_subtract(sum, a, &back) && is_same(back, b));
        assert_true(number_multiply(a, b, &product));
        if (b.coefficient > 0) {
            assert_true(number_divide(product, b, &back) && is_same(back, a));
            products++;
        }
        arena_reset(*state, mark);
    }
    assert_true(products > 15000);
}

/* a == (a - a % b) / b * b + a % b, the rest is smaller than b and has the sign of a. */
static void divides_with_a_rest(void **state) {
    uint64_t random = 3;
    for (int i = 0; i < 20000; i++) {
        ArenaMark mark = arena_mark(*state);
        Number a = random_number(*state, &random, 15), b = random_number(*state, &random, 15);
        Number rest, whole, quotient;
        if (b.coefficient == 0) continue;
        assert_true(number_remainder(a, b, &rest));
        assert_true(rest.coefficient == 0 || rest.is_negative == a.is_negative);
        Number magnitude = rest, limit = b;
        magnitude.is_negative = limit.is_negative = false;
        assert_true(number_compare(magnitude, limit) < 0);
        assert_true(number_subtract(a, rest, &whole));
        assert_true(number_divide(whole, b, &quotient));
        assert_true(number_is_integer(quotient));
        arena_reset(*state, mark);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calculates),
        cmocka_unit_test(rounds),
        cmocka_unit_test(reads_and_writes),
        cmocka_unit_test(refuses_what_is_no_number),
        cmocka_unit_test(orders),
        cmocka_unit_test(spells_equal_numbers_alike),
        cmocka_unit_test(converts_to_integers),
        cmocka_unit_test(drops_underscores),
        cmocka_unit_test(reads_what_it_writes),
        cmocka_unit_test(inverts),
        cmocka_unit_test(divides_with_a_rest),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
