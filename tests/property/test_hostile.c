/* test_hostile.c - whatever is compiled, it ends in a clear report, within bounds.
 *
 * Rows of hostile_*.c are run by a process each: it must end by itself, say what is expected, print
 * nothing that a terminal would obey, and take at most 256 MiB. Scripts do what a row cannot: links
 * that lead out of the project, names of files, outputs that would be written somewhere else. The
 * last test holds the table of limits in README.md against the rows. */
#include "property/hostile.h"

#include <sys/stat.h>

enum { MOST_KILOBYTES = 256 * 1024 };

/* --- Rows ----------------------------------------------------------------------------------- */

static const Hostile *find_row(const char *name) {
    static const struct {
        const Hostile *rows;
        const size_t *count;
    } tables[] = {{hostile_sources, &hostile_source_count},
                  {hostile_values, &hostile_value_count},
                  {hostile_foreign, &hostile_foreign_count}};

    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++)
        for (size_t i = 0; i < *tables[t].count; i++)
            if (strcmp(tables[t].rows[i].name, name) == 0) return &tables[t].rows[i];
    return NULL;
}

/* The text on one line, with its spaces made single: reports are folded. */
static Text unfold(Arena *arena, Text text) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    for (size_t i = 0; i < text.length; i++) {
        bool is_blank = text.bytes[i] == ' ' || text.bytes[i] == '\n';
        bool is_second = writer.length > 0 && writer.bytes[writer.length - 1] == ' ';
        if (!is_blank || !is_second) writer_char(&writer, is_blank ? ' ' : text.bytes[i]);
    }
    return writer_done(&writer);
}

static void check_output(Arena *arena, const Case *item, Text output, const char *expected) {
    size_t raw = hostile_find_raw(output);
    if (raw != SIZE_MAX) case_fail(item, "byte %zu of what it printed is raw", raw);
    if (text_contains(unfold(arena, output), text_of(expected))) return;
    case_fail(item, "expected `%s` in: %.*s", expected, TEXT_ARGS(text_slice(output, 0, 2000)));
}

/* Errors are status 1; a warning about a chart or module leaves 0. */
static void run_row(Arena *arena, const Case *item) {
    const Hostile *row = find_row(item->name);
    if (row == NULL) case_fail(item, "there is no such row");
    const char *folder = tree_scratch(arena);
    hostile_write(arena, row, folder);
    HostileEnd end = hostile_check(arena, folder);
    tree_remove(arena, folder);
    if (end.status < 0) case_fail(item, "ended by signal %d", end.signal);
    bool is_clean = row->expected[0] == '\0';
    bool has_error = text_contains(end.output, TEXT("error["));
    if (end.status != has_error || (is_clean && has_error))
        case_fail(item, "status %d: %.*s", end.status, TEXT_ARGS(text_slice(end.output, 0, 2000)));
    check_output(arena, item, end.output, row->expected);
    if (end.kilobytes > MOST_KILOBYTES) case_fail(item, "took %ld KiB", end.kilobytes);
}

static void add_rows(Cases *cases, const Hostile *rows, size_t count) {
    for (size_t i = 0; i < count; i++)
        cases_add_one(cases, rows[i].name, "tests/property", run_row);
}

/* --- Scripts -------------------------------------------------------------------------------- */

#define PROJECT                                                                                    \
    "mkdir p && cd p && cat > strategy.rung << 'E'\n"                                              \
    "strategy shop {\n  rung = \"0.1\"\n}\n\nladder dev -> prod\n\n"                               \
    "environments | dev           | prod {\n  class      | nonproduction | production\n}\n\nE\n"
#define STACK "printf '%s\\n' 'stack web {' '  yaml {' '    a = 1' '  }' '}' >> strategy.rung\n"

#define BUILT                                                                                      \
    PROJECT                                                                                        \
    "printf '%s\\n' 'stack web {' '  yaml {' '    a = 1' '  }' '  json {' '    a = 1' '  }' "      \
    "'  terraform {' '    a = 1' '  }' '  dotenv {' '    A = 1' '  }' '}' >> strategy.rung\n"      \
    "rung build\n"
/* Everything that reads outputs back. */
#define READ_BACK                                                                                  \
    "command rung build --check\ncommand rung check --drift\ncommand rung diff\n"                  \
    "command rung diff --format markdown\ncommand rung diff --format json\nrung build\n"
#define LARGE(character) "head -c 15000000 /dev/zero | tr '\\0' '" character "'"
#define REPOSITORY                                                                                 \
    PROJECT STACK                                                                                  \
        "git init -q -b main && git config user.name a && git config user.email a@example.com\n"   \
        "git add -A && git commit -q -m one\n"
/* What is read from git. */
#define READ_GIT "rung check --staged\nrung diff --base HEAD\nrung check --base HEAD\n"

/* A chart whose Helm is a script of a line, rendered in three environments, on both sides of a change. */
#define RENDERED(does)                                                                             \
    PROJECT                                                                                        \
    "sed 's/dev -> /dev -> staging -> /; s/dev  /dev | staging/; s/nonproduction |/& &/' "         \
    "strategy.rung > s && mv s strategy.rung\n"                                                    \
    "printf '%s\\n' 'service web {' '  namespace = \"web\"' '  chart = \"c\"' "                    \
    "\"  image = \\\"example/web@sha256:$(printf '%064d' 1)\\\"\" '  helm {' '    a = 1' '  }' "   \
    "'}' "                                                                                         \
    ">> strategy.rung\nmkdir c bin && echo 'apiVersion: v2' > c/Chart.yaml\n"                      \
    "printf '%s\\n' '#!/bin/sh' '[ $1 != version ] || { echo v1; exit; }' '" does                  \
    "' > bin/helm\nchmod +x bin/helm && PATH=$PWD/bin:$PATH\nrung fmt\n"                           \
    "git init -q -b main && git config user.name a && git config user.email a@example.com\n"       \
    "git add -A && git commit -q -m one && rung set web.helm.a 2\n"
#define DIFF_RENDERED "rung diff --rendered --base HEAD\n"

/* A script in an empty folder, what it prints, and what it must not print. */
typedef struct Script {
    const char *name;
    const char *script;
    const char *expected[4];
    const char *forbidden;
} Script;

static const Script scripts[] = {
    {"output-outside",
     PROJECT
     "printf '%s\\n' 'stack web {' '  emit yaml to \"../../x-${env}\"' '  yaml {' '    a = 1' "
     "'  }' '}' > a.rung\nrung build\nls ..\n",
     {"F0040", "`../../x-dev` is no place for an output", "[exit 1]"},
     "x-dev\n"},
    {"output-absolute",
     PROJECT "printf '%s\\n' 'stack web {' '  emit yaml to \"/tmp/rung-x-${env}\"' '  yaml {' "
             "'    a = 1' '  }' '}' > a.rung\nrung build\nls /tmp/rung-x-dev\n",
     {"F0040", "[exit 1]"},
     NULL},
    {"output-through-link",
     "mkdir outside\n" PROJECT STACK "ln -s ../outside config\nrung build\nls ../outside\n",
     {"F0022", "config/dev/web.yaml", "[exit 3]"},
     "dev\n"},
    {"output-over-link",
     "echo mine > victim\n" PROJECT STACK
     "mkdir -p config/dev && ln -s ../../../victim config/dev/web.yaml\nrung build --overwrite\n"
     "cat ../victim\n",
     {"mine"},
     NULL},
    {"output-list-outside",
     "echo mine > victim\n" PROJECT STACK
     "mkdir .rung && printf '%s\\n' 'rung outputs 1' '0000000000000000 ../victim' "
     "'0000000000000000 /tmp/victim' > .rung/outputs\nrung build --prune\ncat ../victim\n",
     {"mine"},
     NULL},
    {"source-through-link",
     "echo 'root:x:0:0' > secret\n" PROJECT STACK "ln -s ../secret leak.rung\nrung check\n",
     {"F0001", "leak.rung", "[exit 1]"},
     "root:x"},
    {"chart-through-link",
     "mkdir -p chart/templates && echo 'token: x' > chart/values.yaml\n" PROJECT
     "printf '%s\\n' 'stack web {' '  chart = \"chart\"' '  helm {' '    a = 1' '  }' '}' > "
     "a.rung\n"
     "ln -s ../chart chart\nrung check\n",
     {"F0050", "[exit 1]"},
     "token"},
    {"chart-outside",
     "mkdir -p chart && echo 'token: x' > chart/values.yaml\n" PROJECT
     "printf '%s\\n' 'stack web {' '  chart = \"../chart\"' '  helm {' '    a = 1' '  }' '}' > "
     "a.rung\n"
     "rung check\n",
     {"F0050", "[exit 1]"},
     "token"},
    {"source-is-pipe",
     PROJECT STACK "mkfifo pipe.rung\nrung check\n",
     {"[exit 1]", "pipe.rung"},
     NULL},
    {"names-with-escapes",
     PROJECT STACK
     "name=$(printf 'a\\033[31m\\342\\200\\256.rung')\n"
     "printf 'type   t = int # \\033[31m\\n' > \"$name\"\ncommand rung fmt --check\n"
     "command rung fmt --diff\ncommand rung fmt\necho x > \"$name\"\n"
     "command rung check\ncommand rung check --format json\ncommand rung fmt --check\n"
     "command rung fmt \"$name\"\n",
     {"a\\x1b[31mU+202E.rung", "a\\u001b[31m\\u202e.rung"},
     NULL},
    {"values-with-escapes",
     PROJECT "cat > a.rung << 'E'\nstack web {\n  yaml {\n    \"k\\u{1b}[2J\" = "
             "\"v\\u{1b}[31m\\u{202e}\\u{9b}\"\n"
             "  }\n}\nE\nrung check\ncommand rung values\ncommand rung values --format json\n"
             "command rung values --format csv\ncommand rung why 'yaml.\"k\\u{1B}[2J\"@dev'\n"
             "command rung build\n",
     {"\"v\\u{1B}[31m\\u{202E}\\u{9B}\"", "\"v\\u001b[31m\\u202e\\u009b\"",
      "v\\x1b[31mU+202EU+009B"},
     NULL},
    {"output-names-with-escapes",
     PROJECT "printf '%s\\n' 'stack web {' '  emit yaml to \"x\\\\u{1b}[31m${env}\"' '  yaml {' "
             "'    a = 1' '  }' '}' > a.rung\ncommand rung build\ncommand rung check\n",
     {"F0040"},
     NULL},
    {"arguments-with-escapes",
     PROJECT STACK
     "esc=$(printf '\\033[31m')\ncommand rung values \"$esc\"\ncommand rung explain \"$esc\"\n"
     "command rung \"$esc\"\ncommand rung check \"--$esc\"\ncommand rung build --env \"$esc\"\n"
     "command rung check \"$esc\"\ncommand rung check --today \"$esc\"\n",
     {"\\x1b[31m"},
     NULL},
    {"sources-20-thousand-and-1",
     PROJECT "i=0; while [ $i -le 20000 ]; do : > f$i.rung; i=$((i + 1)); done\nrung check\n",
     {"F0003", "[exit 1]"},
     NULL},
    {"sources-64-mib",
     PROJECT STACK "for i in 1 2 3 4 5 6; do { printf '#'; " LARGE("x") "; } > f$i.rung; done\n"
                                                                        "rung check\n",
     {"F0003", "more than 64 MiB", "[exit 1]"},
     NULL},
    {"charts-128-mib",
     PROJECT
     "for c in a b c d e; do mkdir -p $c/files; echo 'apiVersion: v2' > $c/Chart.yaml\n"
     "for i in 1 2; do " LARGE(
         "x") " > $c/files/$i; done\n"
              "printf '%s\\n' \"stack $c {\" \"  chart = \\\"$c\\\"\" '  helm {' '    a = 1' '  }' "
              "'}' >> strategy.rung; done\nrung check\n",
     {"F0052", "with `e` the charts and modules", "1 error", "[exit 1]"},
     NULL},
    {"chart-64-mib",
     PROJECT "mkdir -p c; for i in 1 2 3 4 5; do " LARGE(
         "x") " > c/$i; done\n"
              "printf '%s\\n' 'stack c {' '  chart = \"c\"' '  helm {' '    a = 1' '  }' '}' >> "
              "strategy.rung\nrung check\n",
     {"F0052", "`c` has more than 10,000 files or 64 MiB", "[exit 1]"},
     NULL},
    {"read-back-alias-bomb",
     BUILT
     "{ echo 'a: &a [x, x, x, x, x, x, x, x, x, x]'\n"
     "p=a; for n in b c d e f g h; do echo \"$n: &$n [*$p, *$p, *$p, *$p, *$p, *$p, *$p, *$p, "
     "*$p, *$p]\"; p=$n; done; } > config/dev/web.yaml\n" READ_BACK,
     {"F0030", "more than 1000000 nodes", "[exit 1]"},
     NULL},
    {"read-back-nesting",
     BUILT "for f in config/dev/web.json terraform/web/dev.tfvars config/dev/web.yaml; do\n"
           "{ case $f in *tfvars) printf 'a = ' ;; esac; head -c 200000 /dev/zero | tr '\\0' '['; "
           "} > $f\n"
           "done\n" READ_BACK,
     {"web.json", "dev.tfvars", "the nesting is deeper than 128", "[exit 1]"},
     NULL},
    {"read-back-large",
     BUILT "for e in dev prod; do { printf 'a: '; " LARGE(
         "x") "; } > config/$e/web.yaml; done\n"
              "command rung build --check\ncommand rung diff\n",
     {"with the files before it there are more than 16 MiB", "edited by hand; it is not read"},
     NULL},
    {"read-back-16-mib-and-1",
     BUILT "for f in config/dev/web.yaml config/dev/web.json env/web.dev.env "
           "terraform/web/dev.tfvars; do head -c 16777217 /dev/zero | tr '\\0' '#' > $f\n"
           "rung build --check --unit web\ndone\n",
     {"F0030", "[exit 1]"},
     NULL},
    {"read-back-junk",
     BUILT "for f in config/dev/web.yaml config/dev/web.json env/web.dev.env "
           "terraform/web/dev.tfvars; do printf 'a\\033[2J\\377\\000\\001' > $f; done\n" READ_BACK,
     {"F0030", "it cannot be read as values", "[exit 1]"},
     NULL},
    {"read-back-no-file",
     BUILT "rm config/*/* && mkfifo config/dev/web.yaml && ln -s web.yaml config/prod/web.yaml\n"
           "ln -s /dev/zero config/dev/web.json && mkdir config/prod/web.json\n" READ_BACK,
     {"F0034", "`config/dev/web.yaml` is there already", "`config/prod/web.yaml` is there already",
      "[exit 1]"},
     NULL},
    {"read-back-escapes",
     BUILT
     "echo '\"k\\e[2J\": \"v\\e[31m\\u202e\"' > config/dev/web.yaml\n"
     "echo '{\"k\\u001b[2J\": 1, \"a\": \"\\u009b\\u202e\"}' > config/dev/web.json\n" READ_BACK,
     {"k\\u{1B}[2J", "\\u{9B}\\u{202E}", "[exit 1]"},
     NULL},
    {"read-back-marks",
     BUILT "printf '\"\\\\e[2J[x](https://evil.example)<b>\": 1\\n%.0s' 1 2 > "
           "config/dev/web.yaml\n" READ_BACK,
     {"it cannot be read as values: the key `\\x1b[2J[x](https", "&#91;x&#93;", "[exit 1]"},
     "values: the key `\x1b"},
    {"git-names-with-escapes",
     REPOSITORY "name=$(printf 'a\\n\\033[31m\\342\\200\\256.rung')\necho x > \"$name\"\n"
                "mkdir \"d$name\" && echo x > \"d$name/y.rung\"\ngit add -A\n" READ_GIT
                "for f in json sarif github gitlab markdown; do rung check --staged --format $f; "
                "done\ncommand rung diff --base \"$(printf '\\033[31m')\"\n",
     {"a\\n\\x1b[31mU+202E.rung:1:1", "a%0A%1B%5B31m", "a\\n\\u001b[31m\\u202e.rung",
      "`\\x1b[31m` names no commit"},
     NULL},
    {"git-links",
     REPOSITORY "echo 'root:x:0:0' > ../secret && ln -s ../secret leak.rung && git add -A\n"
                "git update-index --add --cacheinfo \"160000,$(git rev-parse HEAD),module.rung\"\n"
                "rm leak.rung\n" READ_GIT,
     {"`leak.rung` is no file", "`module.rung` is no file", "[exit 1]"},
     "root:x"},
    {"git-directory-elsewhere",
     REPOSITORY "mv .git ../elsewhere\n"
                "printf 'gitdir: /nowhere\\033[31m\\n' > .git\n" READ_GIT
                "rm .git; mkfifo .git\n" READ_GIT "rm .git; ln -s .git .git\n" READ_GIT,
     {"F0010", "[exit 3]"},
     NULL},
    {"git-trees-that-multiply",
     REPOSITORY "t=$(printf '100644 blob %s\\tx.rung\\n' $(echo x | git hash-object -w --stdin) | "
                "git mktree)\n"
                "for l in 1 2 3 4 5 6 7 8 9 10; do t=$(for i in 0 1 2 3 4 5 6 7 8 9; do\n"
                "printf '040000 tree %s\\td%s\\n' $t $i; done | git mktree); done\n"
                "c=$(git commit-tree -p HEAD -m bomb $t)\n"
                "git update-ref refs/heads/main $(git commit-tree -p $c -m back 'HEAD^{tree}')\n"
                "rung diff --base $c\n",
     {"F0014", "more than 32 MiB", "[exit 3]"},
     NULL},
    {"git-blobs-that-unfold",
     REPOSITORY "for i in 1 2 3 4 5 6; do { printf '#'; " LARGE(
         "x") "; } > f$i.rung; done\n"
              "git add -A; rm f*.rung\nrung check --staged\n",
     {"F0003", "more than 64 MiB", "[exit 1]"},
     NULL},
    {"manifest-16-mib-and-1",
     RENDERED("head -c 16777217 /dev/zero | tr \"\\\\0\" \"#\"") "rung render\n" DIFF_RENDERED,
     {"it makes more than 16 MiB", "there is no new manifest", "[exit 1]"},
     NULL},
    {"manifests-64-mib",
     RENDERED("head -c 15000000 /dev/zero | tr \"\\\\0\" \"#\"") DIFF_RENDERED,
     {"with those that are rendered beside it, it has more than 64 MiB", "[exit 0]"},
     NULL},
    {"manifest-nodes",
     RENDERED("echo kind: List; echo items:; yes -- \"- $$\" | head -n 500000") DIFF_RENDERED,
     {"the file has more than 500000 nodes", "[exit 0]"},
     NULL},
    {"manifest-objects",
     RENDERED(
         "seq 45000 | sed \"s/.*/---\\\\nkind: X\\\\nmetadata: {name: x&}\\\\nspec: {a: $$}/\"")
         DIFF_RENDERED,
     {"44000 more objects or fields differ", "[exit 0]"},
     NULL},
    {"complaint-endless",
     RENDERED("yes no | head -c 100000000 >&2; exit 1") "rung render\n" DIFF_RENDERED,
     {"note: and more", "no; no; and more", "[exit 1]"},
     NULL},
    {"formats-with-marks",
     PROJECT STACK "printf 'x\\n````\\n' > 'a,line=9::error::b.rung'\n"
                   "for f in sarif github gitlab markdown; do rung check --format $f; done\n",
     {"file=a%2Cline=9%3A%3Aerror%3A%3Ab.rung,line=1", "`````text"},
     "\n::error::b"},
    {"folders-deep",
     PROJECT STACK "i=0; d=.; while [ $i -lt 500 ]; do d=$d/d; i=$((i + 1)); done\nmkdir -p $d\n"
                   ": > $d/x.rung\nrung check\n",
     {"[exit"},
     NULL},
};

static const Script *find_script(const char *name) {
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
        if (strcmp(scripts[i].name, name) == 0) return &scripts[i];
    return NULL;
}

/* Nothing that is printed is raw, whatever the script does. */
static void run_script(Arena *arena, const Case *item) {
    const Script *script = find_script(item->name);
    if (script == NULL) case_fail(item, "there is no such script");
    const char *scratch = tree_scratch(arena), *folder = tree_inside(arena, scratch);
    Text output = program_run(arena, folder, text_of(script->script));
    tree_remove(arena, scratch);
    for (size_t i = 0; i < sizeof script->expected / sizeof script->expected[0]; i++)
        if (script->expected[i] != NULL) check_output(arena, item, output, script->expected[i]);
    if (script->forbidden == NULL || !text_contains(output, text_of(script->forbidden))) return;
    case_fail(item, "`%s` stands in: %.*s", script->forbidden, TEXT_ARGS(output));
}

/* --- The table of README.md ----------------------------------------------------------------- */

/* What stands between the next two backticks of a line; "" when there are none. */
static Text take_quoted(Text line, size_t *at) {
    size_t open = text_find(line, TEXT("`"), *at);
    size_t close = open == SIZE_MAX ? SIZE_MAX : text_find(line, TEXT("`"), open + 1);
    if (close == SIZE_MAX) return TEXT("");
    *at = close + 1;
    return text_slice(line, open + 1, close);
}

/* The last column names tests, each in backticks; the one before it what they expect. */
static uint32_t check_line(Arena *arena, const Case *item, Text line) {
    uint32_t tests = 0;
    size_t column = line.length - 2;
    while (column > 0 && line.bytes[column] != '|')
        column--;
    for (size_t at = column;; tests++) {
        const char *name = text_c(arena, take_quoted(line, &at));
        if (name[0] == '\0') break;
        const Hostile *row = find_row(name);
        if (row == NULL && find_script(name) == NULL)
            case_fail(item, "README.md names `%s`, which is no test", name);
        if (row != NULL && strlen(row->expected) == 5 &&
            !text_contains(line, text_of(row->expected)))
            case_fail(item, "README.md does not name %s of `%s`", row->expected, name);
    }
    if (tests == 0) case_fail(item, "no test is named in: %.*s", TEXT_ARGS(line));
    return tests;
}

/* Every line of the section's tables but their heads. */
static void check_readme(Arena *arena, const Case *item) {
    Text text = TEXT("");
    if (!tree_read(arena, item->path, &text)) case_fail(item, "it cannot be read");
    size_t at = text_find(text, TEXT("\n## Safety\n"), 0);
    if (at == SIZE_MAX) case_fail(item, "there is no section on safety");
    size_t last = text_find(text, TEXT("\n## "), at + 1);
    uint32_t tests = 0;
    for (size_t end; at < last; at = end + 1) {
        end = text_find(text, TEXT("\n"), at);
        Text line = text_slice(text, at, end), next = text_slice(text, end + 1, end + 6);
        bool is_head = text_starts_with(line, TEXT("| ---")) || text_equal(next, TEXT("| ---"));
        if (text_starts_with(line, TEXT("|")) && !is_head) tests += check_line(arena, item, line);
    }
    if (tests < 40) case_fail(item, "the tables name %u tests only", tests);
}

int main(void) {
    Arena arena;
    arena_open(&arena, &memory_standard);
    Cases cases = {.arena = &arena};
    add_rows(&cases, hostile_sources, hostile_source_count);
    add_rows(&cases, hostile_values, hostile_value_count);
    add_rows(&cases, hostile_foreign, hostile_foreign_count);
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
        cases_add_one(&cases, scripts[i].name, "tests/property", run_script);
    cases_add_one(&cases, "README.md", "README.md", check_readme);
    int failed = cases_run("hostile", &cases);
    arena_close(&arena);
    return failed;
}
