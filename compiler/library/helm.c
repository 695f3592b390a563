/* helm.c - runs the user's `helm template`, several at a time.
 *
 * Helm reads files, so what it is to read is written for it: each chart once, exactly the files that were
 * hashed, and the values of a manifest while it is made. They stand in a directory of our own, which is
 * gone when all are done. What Helm says of them is told with the names that its reader knows.
 *
 * A chart is a stranger's: what it makes is bounded, and so is what Helm says where it makes nothing.
 * Which of several ends first decides nothing but the order in which they are finished. */
#include "library/render.h"

#include "process/process.h"

#include <unistd.h>

enum {
    VERSION_BYTES = 4096,
    VERSION_MOST = 64,
    MOMENT = 100 /* milliseconds, between two looks at whether to stop */
};

typedef struct Kitchen Kitchen;

/* A manifest that is being made. */
typedef struct Place {
    Manifest *manifest; /* NULL: none */
    Arena *arena;       /* of what Helm says */
    Hearing hearing;
    uint32_t number; /* of the manifest */
} Place;

/* All of one call. */
struct Kitchen {
    RungProject *project;
    const HelmCall *call;
    Arena *arena;
    Workplace workplace;
    uint32_t chart_count;
    Place places[HELM_JOBS_MOST];
    unsigned place_count;
    bool has_failed;
};

/* --- The version ---------------------------------------------------------------------------- */

/* One word, whatever it is. */
static Text first_word(Text text) {
    size_t length = 0;
    text = text_trim(text);
    while (length < text.length && length < VERSION_MOST && text.bytes[length] > ' ' &&
           text.bytes[length] <= '~')
        length++;
    return text_slice(text, 0, length);
}

static void help_install(Diagnostic *d) {
    report_help(d, "install Helm (https://helm.sh/docs/intro/install), or put the directory that "
                   "it is in on PATH");
}

bool helm_version(RungProject *project, Text *out) {
    static const char *const arguments[] = {"helm", "version", "--short", NULL};
    const ProcessCall call = {.arguments = arguments};
    Text said;
    int status = process_run(&project->arena, &call, VERSION_BYTES, &said);
    *out = first_word(said);
    if (status == 0 && out->length) return true;
    if (status == PROCESS_NOT_RUN || status == PROCESS_STATUS_NOT_FOUND)
        help_install(report_no_helm(&project->report, NO_SPAN));
    else
        report_help(report_helm_failed(&project->report, NO_SPAN),
                    "`helm version --short` has to print it");
    return false;
}

/* --- What Helm reads ------------------------------------------------------------------------ */

static bool put(Kitchen *kitchen, Text path, Text bytes) {
    Text problem = workplace_write(&kitchen->workplace, path, bytes);
    if (!problem.length) return true;
    if (!kitchen->has_failed) report_no_workplace(&kitchen->project->report, NO_SPAN, problem);
    kitchen->has_failed = true;
    return false;
}

/* Once a chart, when it is first needed. */
static bool put_chart(Kitchen *kitchen, HelmChart *chart) {
    if (chart->place.length) return true;
    Text place = text_format(kitchen->arena, "charts/%u", kitchen->chart_count++);
    for (uint32_t i = 0; i < chart->chart.file_count; i++) {
        const ChartFile *file = &chart->chart.files[i];
        const Text parts[] = {place, file->path};
        if (!put(kitchen, text_join(kitchen->arena, parts, 2, TEXT("/")), file->text)) return false;
    }
    chart->place = place;
    return true;
}

static Text values_path(const Kitchen *kitchen, const Place *place, uint32_t index) {
    return text_format(kitchen->arena, "values/%u-%u.yaml", place->number, index);
}

/* The bytes were made before, when they were hashed, so they can be made. */
static bool put_values(Kitchen *kitchen, const Place *place) {
    const Deployment *deployment = &place->manifest->deployment;
    bool is_done = true;
    Arena *scratch = arena_child(kitchen->arena);
    for (uint32_t i = 0; i < deployment->value_count && is_done; i++) {
        Writer bytes;
        writer_open(&bytes, scratch, LIMIT_OUTPUT_BYTES);
        is_done = emit_output(place->manifest->side->plan, deployment->values[i], &bytes) &&
                  put(kitchen, values_path(kitchen, place, i), writer_done(&bytes));
    }
    arena_close(scratch);
    return is_done;
}

static void clear_values(Kitchen *kitchen, const Place *place) {
    for (uint32_t i = 0; i < place->manifest->deployment.value_count; i++)
        workplace_remove(&kitchen->workplace, values_path(kitchen, place, i));
}

/* --- What Helm is told ---------------------------------------------------------------------- */

typedef struct HelmLine {
    Arena *arena;
    ARRAY(const char *) items;
} HelmLine;

static void add_word(HelmLine *line, const char *word) {
    array_push(line->arena, &line->items, word);
}

static const char *place_in(const Kitchen *kitchen, Text path) {
    return text_format(kitchen->arena, "%s/%.*s", kitchen->workplace.root, TEXT_ARGS(path)).bytes;
}

/* `helm template UNIT CHART --namespace N -f VALUES...`, and what the user adds. */
static const char *const *line_of(const Kitchen *kitchen, const Place *place) {
    const Manifest *manifest = place->manifest;
    const Deployment *deployment = &manifest->deployment;
    HelmLine line = {.arena = kitchen->arena};
    add_word(&line, "helm");
    add_word(&line, "template");
    add_word(&line, text_c(line.arena, manifest->unit->name->text));
    add_word(&line, manifest->chart ? place_in(kitchen, manifest->chart->place)
                                    : text_c(line.arena, deployment->chart));
    if (deployment->version.length) {
        add_word(&line, "--version");
        add_word(&line, text_c(line.arena, deployment->version));
    }
    add_word(&line, "--namespace");
    add_word(&line, text_c(line.arena, manifest_namespace(manifest)));
    for (uint32_t i = 0; i < deployment->value_count; i++) {
        add_word(&line, "--values");
        add_word(&line, place_in(kitchen, values_path(kitchen, place, i)));
    }
    for (size_t i = 0; i < kitchen->call->argument_count; i++)
        add_word(&line, kitchen->call->arguments[i]);
    add_word(&line, NULL);
    return line.items.items;
}

/* --- What Helm says ------------------------------------------------------------------------- */

/* The text with one word for another. */
static Text replace(Arena *arena, Text text, Text old, Text new) {
    Writer out;
    if (!old.length || !text_contains(text, old)) return text;
    writer_open(&out, arena, SIZE_MAX);
    for (size_t start = 0, at;; start = at + old.length) {
        at = text_find(text, old, start);
        writer_text(&out, text_slice(text, start, at));
        if (at == SIZE_MAX) return writer_done(&out);
        writer_text(&out, new);
    }
}

/* The names of what was written for Helm are those of what it was written from. */
static Text with_names(Kitchen *kitchen, const Place *place, Text said) {
    const Manifest *manifest = place->manifest;
    const Deployment *deployment = &manifest->deployment;
    Arena *arena = kitchen->arena;
    if (manifest->chart)
        said = replace(arena, said, text_of(place_in(kitchen, manifest->chart->place)),
                       deployment->chart);
    for (uint32_t i = 0; i < deployment->value_count; i++)
        said = replace(arena, said, text_of(place_in(kitchen, values_path(kitchen, place, i))),
                       deployment->values[i]->path);
    return said;
}

/* Line by line what may be shown, without the word that says that it is an error. */
static Text visible_lines(Arena *arena, Text said) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    for (size_t start = 0, end; start < said.length; start = end + 1) {
        end = text_find(said, TEXT("\n"), start);
        if (end == SIZE_MAX) end = said.length;
        Text line = text_trim(text_slice(said, start, end));
        if (text_starts_with(line, TEXT("Error: "))) line = text_slice(line, 7, line.length);
        if (!line.length) continue;
        if (out.length) writer_char(&out, '\n');
        writer_text(&out, utf8_visible(arena, credential_mask(arena, line)));
    }
    return writer_done(&out);
}

static Text complaint_of(Kitchen *kitchen, const Place *place) {
    const Hearing *hearing = &place->hearing;
    const HelmChart *chart = place->manifest->chart;
    if (chart && chart->problem.length) return chart->problem;
    if (hearing->status == PROCESS_NOT_RUN) return TEXT("`helm` could not be run");
    Text said = with_names(kitchen, place, writer_done(&hearing->errors));
    if (hearing->status == PROCESS_TOO_MUCH) return TEXT("it makes more than 16 MiB");
    if (hearing->status == PROCESS_ENDED) return TEXT("`helm` was ended before it was done");
    said = visible_lines(kitchen->arena, said);
    return said.length ? said
                       : text_format(kitchen->arena, "`helm` exits with %d and says nothing",
                                     hearing->status);
}

/* --- One manifest --------------------------------------------------------------------------- */

/* A chart that cannot be read needs no Helm to say so. */
static void begin(Kitchen *kitchen, Place *place, Manifest *manifest, uint32_t number) {
    *place = (Place){.manifest = manifest, .number = number};
    place->arena = arena_child(kitchen->arena);
    place->hearing = (Hearing){.is_over = true, .status = PROCESS_NOT_RUN};
    if (manifest->chart && manifest->chart->problem.length) return;
    if (manifest->chart && !put_chart(kitchen, manifest->chart)) return;
    if (!put_values(kitchen, place)) return;
    const ProcessCall call = {.arguments = line_of(kitchen, place)};
    hearing_open(place->arena, &call, LIMIT_MANIFEST_BYTES, LIMIT_COMPLAINT_BYTES, &place->hearing);
}

static void finish(Kitchen *kitchen, Place *place) {
    const HelmCall *call = kitchen->call;
    Manifest *manifest = place->manifest;
    if (place->hearing.status == 0)
        manifest->text = writer_done(&place->hearing.output);
    else
        manifest->complaint = text_copy(&kitchen->project->arena, complaint_of(kitchen, place));
    if (!call->finish(call->state, manifest)) kitchen->has_failed = true;
    manifest->text = TEXT("");
}

static void leave(Kitchen *kitchen, Place *place) {
    clear_values(kitchen, place);
    arena_close(place->arena);
    place->manifest = NULL;
}

/* --- All of them ---------------------------------------------------------------------------- */

static unsigned job_count(const HelmCall *call) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (call->jobs) return call->jobs < HELM_JOBS_MOST ? call->jobs : HELM_JOBS_MOST;
    if (processors < 1) return 1;
    return processors < HELM_JOBS_USUAL ? (unsigned)processors : HELM_JOBS_USUAL;
}

static void fill(Kitchen *kitchen, const Manifests *manifests, uint32_t *next) {
    for (unsigned i = 0; i < kitchen->place_count; i++)
        while (!kitchen->places[i].manifest && *next < manifests->count && !kitchen->has_failed) {
            begin(kitchen, &kitchen->places[i], manifests->items[*next], *next);
            ++*next;
        }
}

static void listen(Kitchen *kitchen) {
    Hearing *hearings[HELM_JOBS_MOST];
    for (unsigned i = 0; i < kitchen->place_count; i++)
        hearings[i] = kitchen->places[i].manifest ? &kitchen->places[i].hearing : NULL;
    hearing_wait(hearings, kitchen->place_count, MOMENT);
}

/* How many are over. */
static uint32_t settle(Kitchen *kitchen) {
    uint32_t count = 0;
    for (unsigned i = 0; i < kitchen->place_count; i++) {
        Place *place = &kitchen->places[i];
        if (!place->manifest || !place->hearing.is_over) continue;
        finish(kitchen, place);
        leave(kitchen, place);
        count++;
    }
    return count;
}

static void abandon(Kitchen *kitchen) {
    for (unsigned i = 0; i < kitchen->place_count; i++) {
        Place *place = &kitchen->places[i];
        if (!place->manifest) continue;
        hearing_abandon(&place->hearing);
        leave(kitchen, place);
    }
}

static bool is_going_on(const Kitchen *kitchen, uint32_t done, uint32_t total) {
    const HelmCall *call = kitchen->call;
    if (kitchen->has_failed) return false;
    return !call->progress || call->progress(call->progress_state, done, total);
}

static bool render(Kitchen *kitchen, const Manifests *manifests) {
    uint32_t next = 0, done = 0, total = manifests->count;
    while (is_going_on(kitchen, done, total) && done < total) {
        fill(kitchen, manifests, &next);
        if (kitchen->has_failed) break;
        listen(kitchen);
        done += settle(kitchen);
    }
    abandon(kitchen);
    return done == total && !kitchen->has_failed;
}

/* The copies are gone with the directory that they stood in. */
static void forget_charts(const Manifests *manifests) {
    for (uint32_t i = 0; i < manifests->count; i++)
        if (manifests->items[i]->chart) manifests->items[i]->chart->place = TEXT("");
}

bool helm_render(RungProject *project, const Manifests *manifests, const HelmCall *call) {
    if (!manifests->count) return true;
    Kitchen *kitchen = arena_new(&project->arena, Kitchen);
    *kitchen = (Kitchen){.project = project, .call = call, .place_count = job_count(call)};
    kitchen->arena = arena_child(&project->arena);
    Text problem = workplace_open(kitchen->arena, &kitchen->workplace);
    if (problem.length) report_no_workplace(&project->report, NO_SPAN, problem);
    bool is_done = !problem.length && render(kitchen, manifests);
    workplace_close(&kitchen->workplace);
    forget_charts(manifests);
    arena_close(kitchen->arena);
    return is_done;
}
