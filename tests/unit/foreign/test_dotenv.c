/* test_dotenv.c - dotenv files: what all readers read alike, and what they do not. */
#include "unit/foreign/nodes.h"

static void reads_lines(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("", "{}"),
        ROW("# a comment\n\n  \t\n", "{}"),
        ROW("A=b\nB=\n_C1=x", "{A: \"b\", B: \"\", _C1: \"x\"}"),
        ROW("\xEF\xBB\xBF"
            "A=b\r\nB=c\r\n",
            "{A: \"b\", B: \"c\"}"),
        ROW("export A=b\nexport\t B=c\nexport=d", "{A: \"b\", B: \"c\", export: \"d\"}"),
        ROW("  A=b  \nB=c # d\nC= # e", "{A: \"b\", B: \"c\", C: \"\"}"),
        ROW("A=az09AZ_./:@%+,=-\nB=\xC3\xA4", "{A: \"az09AZ_./:@%+,=-\", B: \"\xC3\xA4\"}"),
    };
    check_rows(dotenv_read, rows, COUNT(rows));
}

static void reads_quotes(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("A='b c'", "{A: \"b c\"}"),
        ROW("A=''\nB=\"\"", "{A: \"\", B: \"\"}"),
        ROW("A='\"$x` \\n # y' # z", "{A: \"\\\"$x` \\\\n # y\"}"),
        ROW("A=\"b 'c' # d\" # e", "{A: \"b 'c' # d\"}"),
        ROW("A=\"\\\" \\\\ \\$ \\`\"", "{A: \"\\\" \\\\ $ `\"}"),
    };
    check_rows(dotenv_read, rows, COUNT(rows));
}

static void refuses_what_readers_read_differently(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("A=\"$B\"", "3: some readers expand this, and some do not"),
        ROW("A=\"`b`\"", "3: some readers expand this, and some do not"),
        ROW("A=\"\\n\"", "3: readers disagree about this backslash"),
        ROW("A=b c", "4: readers disagree about what stands here without quotes"),
        ROW("A=$B", "2: readers disagree about what stands here without quotes"),
        ROW("A=b#c", "3: readers disagree about what stands here without quotes"),
        ROW("A=#c", "2: readers disagree about what stands here without quotes"),
        ROW("A= b", "3: readers disagree about what stands here without quotes"),
        ROW("A='b'c", "5: readers disagree about what stands here without quotes"),
        ROW("A='b'#c", "5: readers disagree about what stands here without quotes"),
        ROW("A=b\xC2\xA0", "3: readers disagree about what stands here without quotes"),
        ROW("A='b\nc'", "4: the quotes do not end on their line"),
        ROW("A=\"b\\", "4: readers disagree about this backslash"),
        ROW("A='\x1b[0m'", "2: readers disagree about a control character in the value"),
    };
    check_rows(dotenv_read, rows, COUNT(rows));
}

static void refuses_what_is_no_line(void **state) {
    (void)state;
    static const ReadingRow rows[] = {
        ROW("A", "1: `=` is expected right behind the key"),
        ROW("A =b", "1: `=` is expected right behind the key"),
        ROW("A: b", "1: `=` is expected right behind the key"),
        ROW("A-B=c", "1: `=` is expected right behind the key"),
        ROW("1A=b", "0: a key is expected here"),
        ROW("=b", "0: a key is expected here"),
        ROW("export =b", "7: a key is expected here"),
        ROW("\xC3\xA4=b", "0: a key is expected here"),
        ROW("A=b\nA=c", "4: the key `A` stands here twice"),
        ROW("A=\xFF", "2: the file is not UTF-8 here"),
    };
    check_rows(dotenv_read, rows, COUNT(rows));
    static const ReadingRow control[] = {
        ROW("A=b\0c", "3: readers disagree about what stands here without quotes"),
        ROW("A=\"\\\0\"", "3: readers disagree about this backslash")};
    check_rows(dotenv_read, control, COUNT(control));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_lines),
        cmocka_unit_test(reads_quotes),
        cmocka_unit_test(refuses_what_readers_read_differently),
        cmocka_unit_test(refuses_what_is_no_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
