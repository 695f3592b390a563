# Makefile - the layer list, the builds, every check. `make help` lists the targets.
#
# LAYERS is the architecture: the folders of compiler/ in pipeline order. A folder may include only
# the headers of folders before it (`make check-layers`). Everything built goes to $(OUT), one
# folder a MODE. A fresh machine needs make: `make deps` brings the rest.

LAYERS := base value report foreign syntax project process git check evaluate parity emit diff edit library command
ifeq ($(origin LAYERS),command line)
PART := part-# of the layers only: no library that is whole is replaced by one that is not
endif

MODE ?= release
OUT  ?= build/$(MODE)
V    ?= 0
Q    := $(if $(filter 1,$(V)),,@)
MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:

PREFIX  ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0

# --- Tools and flags ---------------------------------------------------------------------------

ifeq ($(origin CC),default)
CC := cc
endif
PKG_CONFIG ?= pkg-config
PACKAGES   := yaml-0.1 libpcre2-8 libxxhash libutf8proc libmd
INCLUDES   := $(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null)
LINKED     := $(or $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null),-lyaml -lpcre2-8 -lxxhash -lutf8proc -lmd)
# Libraries that have an archive are linked from it: the program starts in three quarters of the time, and
# runs where they are not installed. SHARED=1 links all of them as shared ones, as distributions want it.
ARCHIVE     = $(filter /%,$(shell $(CC) -print-file-name=$(1:-l%=lib%.a)))
LIBRARIES  := $(if $(SHARED),$(LINKED),$(foreach flag,$(LINKED),$(or $(call ARCHIVE,$(flag)),$(flag))))
JOBS        = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2))

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum \
  -Wstrict-prototypes -Wmissing-prototypes -Wmissing-declarations -Wold-style-definition \
  -Wredundant-decls -Wnested-externs -Wvla -Wformat=2 -Wundef -Wcast-qual -Wwrite-strings \
  -Wpointer-arith -Wnull-dereference -Wimplicit-fallthrough -Wdouble-promotion -Winit-self
CPPFLAGS += -D_XOPEN_SOURCE=700 -DPCRE2_CODE_UNIT_WIDTH=8 -DRUNG_VERSION='"$(VERSION)"' \
  -Icompiler -Iinclude -Igrammar -I$(OUT)/generated $(INCLUDES)
CFLAGS_COMMON  := -std=c17 -pthread $(WARNINGS) $(if $(STRICT),-Werror) -fno-common -fvisibility=hidden
CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
CFLAGS_debug   := -O0 -g
CFLAGS_asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
CFLAGS_tsan    := -O1 -g -fsanitize=thread
CFLAGS_cover   := -O0 -g --coverage
CFLAGS_fuzz    := -O1 -g -DRUNG_SMALL_LIMITS -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
CFLAGS_afl     := -O2 -g -DRUNG_SMALL_LIMITS
LDFLAGS_release := -pie
LDFLAGS_asan    := -fsanitize=address,undefined
LDFLAGS_tsan    := -fsanitize=thread
LDFLAGS_cover   := --coverage
LDFLAGS_fuzz    := -fsanitize=address,undefined

COMPILE = $(CC) $(CPPFLAGS) $(CFLAGS_COMMON) $(CFLAGS_$(MODE)) $(CFLAGS)
LINK    = $(CC) -pthread $(CFLAGS_$(MODE)) $(LDFLAGS_$(MODE)) $(LDFLAGS)
DEPENDENCIES = -MMD -MP -MF $@.d

# --- The program -------------------------------------------------------------------------------

SOURCES := $(foreach layer,$(LAYERS),$(sort $(wildcard compiler/$(layer)/*.c)))
OBJECTS := $(SOURCES:compiler/%.c=$(OUT)/%.o)
COMMAND := $(filter $(OUT)/command/%,$(OBJECTS))
LIBRARY := $(OUT)/$(PART)librung.a

all: build

## build            compile build/rung (MODE=release|debug|asan|cover; STRICT=1: warnings are errors)
build: $(OUT)/rung
	@cmp -s $< build/rung || { mkdir -p build && cp -f $< build/rung.new && mv -f build/rung.new build/rung; }

$(OUT)/rung: $(COMMAND) $(LIBRARY)
	@echo "LINK rung"
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES)

# `q`, because two layers may have files of one name and `r` would keep only the last.
$(LIBRARY): $(filter-out $(COMMAND),$(OBJECTS))
	@echo "AR   librung.a"
	$(Q)rm -f $@ && ar qcs $@ $^

$(OUT)/%.o: compiler/%.c $(OUT)/flags
	@mkdir -p $(@D) && echo "CC   $*"
	$(Q)$(COMPILE) $(DEPENDENCIES) -c -o $@ $<

# Changes only when the commands do, so that another CC or CFLAGS compiles everything anew.
BUILT_BY = $(subst ",\",$(COMPILE) $(LIBRARIES))
$(OUT)/flags: FORCE
	@mkdir -p $(@D) && printf '%s\n' "$(BUILT_BY)" | cmp -s - $@ || printf '%s\n' "$(BUILT_BY)" > $@

# Files that live in the program: compiler/embed.c writes them as C arrays. The folders themselves
# are prerequisites so that a file that goes away counts as a change.
EXPLAIN := $(sort $(wildcard compiler/report/explain/*.md))
STDLIB  := $(sort $(wildcard stdlib/*.rung))
SHELLS  := $(sort $(wildcard compiler/command/completion/*))

$(OUT)/generated/embed: compiler/embed.c $(OUT)/flags
	@mkdir -p $(@D) && echo "TOOL embed"
	$(Q)$(COMPILE) -o $@ $< $(LDFLAGS_$(MODE))

$(OUT)/generated/explain.inc: $(EXPLAIN) $(wildcard compiler/report/explain)
$(OUT)/generated/stdlib.inc: $(STDLIB) $(wildcard stdlib)
$(OUT)/generated/completion.inc: $(SHELLS) $(wildcard compiler/command/completion)
$(OUT)/generated/%.inc: $(OUT)/generated/embed
	@echo "TOOL $*.inc"
	$(Q)$< $@ $* $(filter $(EXPLAIN) $(STDLIB) $(SHELLS),$^)

$(OUT)/report/explain.o: $(OUT)/generated/explain.inc
$(OUT)/project/builtin.o: $(OUT)/generated/stdlib.inc
$(OUT)/command/command_completion.o: $(OUT)/generated/completion.inc

# What is printed from the .def files of grammar/ by the programs beside them, and committed.
GENERATED  := dictionary:rung.dict textmate:rung.tmLanguage.json vim:rung.vim
GENERATORS := $(foreach pair,$(GENERATED),$(OUT)/grammar/$(firstword $(subst :, ,$(pair)))) $(OUT)/grammar/manual
MANUAL      = $(OUT)/grammar/manual $(STDLIB) < grammar/reference.md

$(OUT)/grammar/%: grammar/%.c $(OUT)/flags
	@mkdir -p $(@D) && echo "TOOL $*"
	$(Q)$(COMPILE) $(DEPENDENCIES) -o $@ $< $(LDFLAGS_$(MODE))

## generated        write the highlighters, the fuzz dictionary and the manual's tables anew from grammar/*.def
generated: $(GENERATORS)
	$(Q)for pair in $(GENERATED); do $(OUT)/grammar/$${pair%%:*} > grammar/$${pair##*:} || exit 1; done
	$(Q)$(MANUAL) > $(OUT)/grammar/reference.md && mv -f $(OUT)/grammar/reference.md grammar/reference.md

# --- Tests -------------------------------------------------------------------------------------
# tests/**/test_*.c are cmocka programs; the other .c files of tests/ are what they share.

UNITS    := $(foreach layer,$(LAYERS),$(sort $(wildcard tests/unit/$(layer)/test_*.c)))
SUITES   := $(sort $(foreach suite,golden property,$(wildcard tests/$(suite)/test_*.c)))
SHARED   := $(if $(filter syntax,$(LAYERS)),$(filter-out $(SUITES),$(sort $(wildcard tests/golden/*.c tests/grammar/*.c tests/property/*.c))))
PROGRAMS  = $(1:tests/%.c=$(OUT)/tests/%)
TEST_LIBRARY := $(OUT)/tests/$(PART)libtests.a
TEST_OBJECTS := $(patsubst %.c,$(OUT)/%.o,$(UNITS) $(SUITES) $(SHARED))
RUN_TESTS := RUNG=$(abspath $(OUT)/rung) OUT=$(OUT) sh tests/run.sh

$(OUT)/tests/%.o: tests/%.c $(OUT)/flags
	@mkdir -p $(@D) && echo "CC   tests/$*"
	$(Q)$(COMPILE) -Itests $(DEPENDENCIES) -c -o $@ $<

$(TEST_LIBRARY): $(patsubst %.c,$(OUT)/%.o,$(SHARED))
	@mkdir -p $(@D) && rm -f $@ && $(if $^,ar qcs $@ $^,printf '!<arch>\n' > $@)

$(call PROGRAMS,$(filter tests/unit/command/%,$(UNITS))): $(filter-out $(OUT)/command/main.o,$(COMMAND))
$(OUT)/tests/%: $(OUT)/tests/%.o $(TEST_LIBRARY) $(LIBRARY)
	@echo "LINK tests/$*"
	$(Q)$(LINK) -o $@ $(filter %.o,$^) $(filter %.a,$^) -lcmocka $(LIBRARIES)

# Stands between the program and the C library's calls (tests/machine/failing.c), so it is linked into nothing.
FAILING := $(OUT)/tests/failing.so
$(FAILING): tests/machine/failing.c $(OUT)/flags
	@mkdir -p $(@D) && echo "TOOL failing.so"
	$(Q)$(CC) -std=gnu17 -Wall -Wextra $(if $(STRICT),-Werror) -O1 -g -fPIC -shared -o $@ $< || rm -f $@

## unit             the unit tests (LAYERS='base value' builds and tests only those)
unit: $(call PROGRAMS,$(UNITS))
	$(Q)$(RUN_TESTS) $^

## golden, grammar, property    one suite of tests each
golden property: %: $(call PROGRAMS,$(SUITES)) $(OUT)/rung $(FAILING)
	$(Q)$(RUN_TESTS) $(filter $(OUT)/tests/$@/%,$^)

# Grammar and parser are compared by tests of the layer `syntax`; what they share is in tests/grammar/.
grammar: $(call PROGRAMS,$(filter %/test_grammar.c %/test_rules.c,$(UNITS)))
	$(Q)$(RUN_TESTS) $^

## read-back        VALUES generated values of a SEED through every reader that is installed: ten times what tests do
VALUES ?= 240000
SEED   ?= 2
read-back: $(OUT)/tests/property/test_values
	$(Q)VALUES=$(VALUES) SEED=$(SEED) $<

run-tests: $(call PROGRAMS,$(UNITS) $(SUITES)) $(OUT)/rung $(FAILING)
	$(Q)$(RUN_TESTS) $(filter-out $(FAILING),$(filter $(OUT)/tests/%,$^))

## test             install what tests need, build, and run all of them
test:
	$(Q).ci/deps test
	$(Q)$(MAKE) $(JOBS) build run-tests
	$(Q)$(MAKE) $(JOBS) fuzz-smoke

## check            test, hygiene, and all tests under address and undefined-behaviour sanitizers
check: test
	$(Q)$(MAKE) $(JOBS) check-hygiene
	$(Q)$(MAKE) $(JOBS) MODE=asan STRICT=1 run-tests fuzz-replay

## check-threads    the tests of threads and of commands, under ThreadSanitizer
# Without random addresses: newer kernels choose some that the sanitizer does not know.
check-threads:
	$(Q)$(MAKE) $(JOBS) MODE=tsan STRICT=1 threads
threads: $(call PROGRAMS,$(filter %/test_threads.c %/test_command.c,$(SUITES))) $(OUT)/rung
	$(Q)TSAN_OPTIONS=halt_on_error=1 UNDER='setarch -R' $(RUN_TESTS) $(filter $(OUT)/tests/%,$^)

# Not where a test jumps out of the library and leaves what it was at.
WATCHED := $(filter-out %/test_memory.c,$(UNITS)) $(filter %/test_report.c %/test_project.c,$(SUITES))

## check-valgrind   the unit tests, every report and every project built, under valgrind
check-valgrind: $(call PROGRAMS,$(WATCHED)) $(OUT)/rung
	$(Q)if command -v valgrind > /dev/null; then \
	  UNDER='valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite --show-leak-kinds=definite' \
	    $(RUN_TESTS) $(filter $(OUT)/tests/%,$^); \
	else echo 'SKIP check-valgrind: valgrind is not installed'; fi

## bless            rewrite the expectation of one golden: make bless CASE=report/P0003-computed
BLESSED := $(or $(if $(filter examples%,$(CASE)),project),$(if $(filter lex% syntax% report/S%,$(CASE)),golden_syntax),$(firstword $(subst /, ,$(CASE))))
bless: $(filter %/test_$(BLESSED),$(call PROGRAMS,$(SUITES) $(UNITS))) $(OUT)/rung
	@test -n "$(CASE)" || { echo 'bless: name what is to change: make bless CASE=project/minimal (a folder blesses all in it)' >&2; exit 2; }
	@test -n "$(filter %/test_$(BLESSED),$^)" || { echo 'bless: there are no goldens called $(CASE); see tests/README.md' >&2; exit 2; }
	$(Q)BLESS='$(CASE)' $(RUN_TESTS) $(filter %/test_$(BLESSED),$^)
	@git status --short tests examples 2> /dev/null || true
	@echo 'bless: look at the difference before you keep it'

# No line is excluded: what no test can reach is to be removed. What only chance reaches is not tested,
# so the property tests, which start thousands of processes, do not count; nor do earlier runs.
COVERED_LINES    := 95
COVERED_BRANCHES := 85

## coverage         unit tests and goldens with gcov; fails below 95 % of lines or 85 % of branches, as gcovr counts
coverage:
	$(Q)mkdir -p build/cover && find build/cover -name '*.gcda' -delete
	$(Q)$(MAKE) $(JOBS) MODE=cover unit golden
	$(Q)gcovr -j2 --root . --filter compiler/ --exclude compiler/embed.c --object-directory build/cover \
	  --print-summary --html-details build/cover/coverage.html --txt build/cover/coverage.txt \
	  --fail-under-line $(COVERED_LINES) --fail-under-branch $(COVERED_BRANCHES)

# The tools of tests/bench: projects of a size, and what the compiler is compared with.
BENCH_WORK ?= $(OUT)/bench/work
BENCH := $(patsubst tests/bench/%.c,$(OUT)/bench/%,$(wildcard tests/bench/*.c))

$(OUT)/bench/%: tests/bench/%.c tests/bench/contest.h $(OUT)/flags
	@mkdir -p $(@D) && echo "TOOL $*"
	$(Q)$(COMPILE) $(DEPENDENCIES) -o $@ $< $(LDFLAGS_$(MODE)) $(LIBRARIES)

## bench            how long it takes, as ratios that are measured in one run
bench: $(OUT)/rung $(BENCH)
	$(Q)$(OUT)/bench/peers $(abspath $(OUT)/rung) $(OUT)/bench tests/bench/peers $(BENCH_WORK)
	$(Q)$(OUT)/bench/render $(abspath $(OUT)/rung) $(OUT)/bench $(abspath $(BENCH_WORK))
	$(Q)$(OUT)/bench/run $(abspath $(OUT)/rung) $(OUT)/bench $(BENCH_WORK)
	$(Q)$(OUT)/bench/hook $(abspath $(OUT)/rung) $(OUT)/bench $(BENCH_WORK)

# --- Fuzzing -----------------------------------------------------------------------------------
# fuzz/NAME.c exports LLVMFuzzerTestOneInput. libFuzzer, AFL++ and fuzz/replay.c link the same object;
# seeds are the goldens. What a run adds or finds stays in build/fuzz (fuzz/README.md).

HARNESSES := $(filter-out harness replay,$(patsubst fuzz/%.c,%,$(wildcard fuzz/*.c)))
FUZZER    := $(firstword $(foreach tool,clang clang-19 clang-16 clang-14,$(shell command -v $(tool) 2>/dev/null)))
AFL       := $(shell command -v afl-clang-fast 2>/dev/null)
FUZZ_SECONDS ?= 3600
FUZZ_FLAGS := -dict=grammar/rung.dict -timeout=10 -rss_limit_mb=1024 -max_len=16384 -verbosity=0 -print_final_stats=1
# The same for every run, so that a find is never news of another commit; 0 takes a new one each time.
FUZZ_SEED ?= 1
FUZZ_PARTS := $(OUT)/fuzz/harness.o $(OUT)/tests/grammar/corpus.o $(LIBRARY)
WITH_FUZZER = $(MAKE) $(JOBS) MODE=fuzz OUT=$(dir $(OUT))fuzz CC=$(FUZZER)

$(OUT)/fuzz/%.o: fuzz/%.c $(OUT)/flags
	@mkdir -p $(@D) && echo "CC   fuzz/$*"
	$(Q)$(COMPILE) -Itests -Ifuzz $(DEPENDENCIES) -c -o $@ $<

$(OUT)/fuzz/%: $(OUT)/fuzz/%.o $(FUZZ_PARTS)
	@echo "FUZZ $*"
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBRARIES)

$(OUT)/replay/%: $(OUT)/fuzz/%.o $(OUT)/fuzz/replay.o $(FUZZ_PARTS)
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES)

$(OUT)/seeds: FORCE
	$(Q)sh fuzz/seeds.sh $@

## fuzz             build every harness for libFuzzer and, where it is installed, for AFL++
fuzz: has-fuzzer
	$(Q)$(WITH_FUZZER) fuzz-harnesses
	$(Q)$(if $(AFL),$(MAKE) $(JOBS) MODE=afl OUT=$(dir $(OUT))afl CC=$(AFL) fuzz-harnesses,echo 'SKIP fuzz: afl-clang-fast is not installed')

fuzz-harnesses: $(HARNESSES:%=$(OUT)/fuzz/%) $(OUT)/seeds

## fuzz-run         each harness for FUZZ_SECONDS (HARNESSES=compile: only that one)
fuzz-run: has-fuzzer
	$(Q)$(WITH_FUZZER) $(HARNESSES:%=fuzz-run-%)

$(HARNESSES:%=fuzz-run-%): fuzz-run-%: $(OUT)/fuzz/% $(OUT)/seeds
	@mkdir -p $(OUT)/corpus/$* fuzz/regressions/$*
	$(Q)$< $(FUZZ_FLAGS) -seed=$(FUZZ_SEED) -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=$(OUT)/corpus/$*- \
	  $(OUT)/corpus/$* $(OUT)/seeds/$* fuzz/regressions/$* > $(OUT)/corpus/$*.log 2>&1 || { cat $(OUT)/corpus/$*.log; exit 1; }
	@echo "OK   fuzz $*: $$(sed -n 's/^stat::number_of_executed_units: *//p' $(OUT)/corpus/$*.log) inputs in $(FUZZ_SECONDS) s"

## fuzz-replay      the seeds and what was ever found, without a fuzzer
fuzz-replay: $(HARNESSES:%=fuzz-replay-%)

$(HARNESSES:%=fuzz-replay-%): fuzz-replay-%: $(OUT)/replay/% $(OUT)/seeds
	@count=$$($< $(OUT)/seeds/$* fuzz/regressions/$*) && echo "OK   replay $*: $$count"

## fuzz-smoke       fuzz-replay, then each harness for ten seconds
fuzz-smoke: fuzz-replay
	$(Q)if $(MAKE) -s has-fuzzer 2> /dev/null; then $(WITH_FUZZER) FUZZ_SECONDS=10 $(HARNESSES:%=fuzz-run-%); else echo 'SKIP fuzz-smoke: $(HARNESSES)'; fi

has-fuzzer:
	$(Q)test -n "$(FUZZER)" && echo 'int LLVMFuzzerTestOneInput(void) { return 0; }' | $(FUZZER) -fsanitize=fuzzer -x c -o /dev/null - 2> /dev/null || \
	  { echo 'has-fuzzer: clang with libFuzzer is not installed' >&2; exit 1; }

# --- Hygiene -----------------------------------------------------------------------------------

HYGIENE := layers headers globals io default format prose functions codes scripts generated analysis

## check-hygiene    every check below; one whose tool is not there says so and is skipped
check-hygiene: $(HYGIENE:%=check-%)

## check-layers     a folder includes only the headers of folders before it
## check-headers    every header compiles alone, with gcc and with clang
## check-globals    nothing in the program can be written to but arenas
## check-io         files, memory, exit, output and clock only where they may be used
## check-default    no `default:` hides a missing case of an enum
## check-format     clang-format would change nothing
## check-prose      every file says what it is for
## check-functions  no function has more than 60 lines
## check-codes      every code has its explanation and its golden, and none is used twice
## check-scripts    shellcheck finds nothing in the shell scripts
## check-analysis   gcc -fanalyzer, cppcheck, clang-tidy and scan-build find nothing
$(filter-out check-generated,$(HYGIENE:%=check-%)): check-%: FORCE
	@CC='$(CC)' FLAGS='$(subst ','\'',$(CPPFLAGS) $(CFLAGS_COMMON))' LAYERS='$(LAYERS)' OBJECTS='$(OBJECTS)' OUT='$(OUT)' sh tests/hygiene/$*.sh
check-globals check-io check-analysis: $(OBJECTS)
check-headers check-analysis: $(patsubst %,$(OUT)/generated/%.inc,explain stdlib completion)

## check-generated  what is printed from grammar/*.def is fresh
check-generated: $(GENERATORS)
	$(Q)for pair in $(GENERATED); do $(OUT)/grammar/$${pair%%:*} | cmp - grammar/$${pair##*:} || exit 1; done
	$(Q)$(MANUAL) | cmp - grammar/reference.md
	@echo 'OK   check-generated'

## format           bring every .c and .h into the one layout
format:
	$(Q)find compiler grammar include tests fuzz -name '*.[ch]' -exec clang-format -i {} +

# --- For users ---------------------------------------------------------------------------------

## deps             install what building and testing needs and is not there (apt-get, as root or by sudo)
deps:
	$(Q).ci/deps test

## demo             install what building needs, build, and watch a strategy being compiled
demo:
	$(Q).ci/deps build
	$(Q)$(MAKE) $(JOBS) build
	$(Q)sh examples/demo.sh

# Only the names of rung.h stay visible in the library that is installed.
$(OUT)/install/librung.a: $(filter-out $(COMMAND),$(OBJECTS))
	@mkdir -p $(@D) && rm -f $@
	$(Q)$(CC) -r -nostdlib -o $(@D)/rung.o $^ && { ! command -v objcopy > /dev/null || objcopy --localize-hidden $(@D)/rung.o; }
	$(Q)ar qcs $@ $(@D)/rung.o

$(OUT)/install/rung.pc: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$${prefix}/lib' 'includedir=$${prefix}/include' '' 'Name: rung' \
	  'Description: Compiles environment strategies to the files that deployment tools read' \
	  'Version: $(VERSION)' 'Requires: $(PACKAGES)' 'Libs: -L$${libdir} -lrung -pthread' 'Cflags: -I$${includedir}' > $@

# Where each shell looks for what completes a command.
COMPLETIONS := bash:share/bash-completion/completions/rung zsh:share/zsh/site-functions/_rung fish:share/fish/vendor_completions.d/rung.fish

## install          bin/rung, lib/librung.a, include/rung.h, rung.pc and completions for shells below DESTDIR and PREFIX
install: $(OUT)/rung $(OUT)/install/librung.a $(OUT)/install/rung.pc
	$(Q)mkdir -p $(addprefix $(DESTDIR)$(PREFIX)/,bin lib/pkgconfig include $(dir $(foreach pair,$(COMPLETIONS),$(lastword $(subst :, ,$(pair))))))
	$(Q)install -m 755 $(OUT)/rung $(DESTDIR)$(PREFIX)/bin/rung
	$(Q)install -m 644 $(OUT)/install/librung.a $(DESTDIR)$(PREFIX)/lib/librung.a
	$(Q)install -m 644 include/rung.h $(DESTDIR)$(PREFIX)/include/rung.h
	$(Q)install -m 644 $(OUT)/install/rung.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig/rung.pc
	$(Q)for pair in $(COMPLETIONS); do install -m 644 compiler/command/completion/$${pair%%:*} $(DESTDIR)$(PREFIX)/$${pair##*:} || exit 1; done

## clean            remove everything that was built
clean:
	rm -rf build

## help             this list
help:
	@sed -n 's/^## //p' Makefile

-include $(addsuffix .d,$(OBJECTS) $(TEST_OBJECTS) $(GENERATORS) $(patsubst fuzz/%.c,$(OUT)/fuzz/%.o,$(wildcard fuzz/*.c)))

FORCE:
.SECONDARY:
.PHONY: all build generated unit golden grammar property read-back run-tests test check check-threads threads check-valgrind bless coverage bench fuzz \
  fuzz-harnesses fuzz-run fuzz-replay fuzz-smoke has-fuzzer $(HARNESSES:%=fuzz-run-%) \
  $(HARNESSES:%=fuzz-replay-%) check-hygiene check-generated format deps demo install clean help FORCE
