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

/* A manifest that is being made. */
typedef struct HelmJob {
    Manifest *manifest; /* NULL: none */
    Arena *arena;       /* of what Helm says */
    Hearing hearing;
    uint32_t number; /* of the manifest */
} HelmJob;

/* All of one call. */
typedef struct HelmRun {
    RungProject *project;
    const HelmCall *call;
    Arena *arena;
    Workplace workplace;
    uint32_t chart_count;
    HelmJob jobs[RUNG_JOBS_MOST];
    unsigned job_count;
    bool has_failed;
} HelmRun;

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

static bool put(HelmRun *run, Text path, Text bytes) {
    Text problem = workplace_write(&run->workplace, path, bytes);
    if (!problem.length) return true;
    if (!run->has_failed) report_no_workplace(&run->project->report, NO_SPAN, problem);
    run->has_failed = true;
    return false;
}

/* Once a chart, when it is first needed. */
static bool put_chart(HelmRun *run, HelmChart *chart) {
    if (chart->place.length) return true;
    Text place = text_format(run->arena, "charts/%u", run->chart_count++);
    for (uint32_t i = 0; i < chart->chart.file_count; i++) {
        const ChartFile *file = &chart->chart.files[i];
        const Text parts[] = {place, file->path};
        if (!put(run, text_join(run->arena, parts, 2, TEXT("/")), file->text)) return false;
    }
    chart->place = place;
    return true;
}

static Text values_path(const HelmRun *run, const HelmJob *job, uint32_t index) {
    return text_format(run->arena, "values/%u-%u.yaml", job->number, index);
}

/* The bytes were made before, when they were hashed, so they can be made. */
static bool put_values(HelmRun *run, const HelmJob *job) {
    const Deployment *deployment = &job->manifest->deployment;
    bool is_done = true;
    Arena *scratch = arena_child(run->arena);
    for (uint32_t i = 0; i < deployment->value_count && is_done; i++) {
        Writer bytes;
        writer_open(&bytes, scratch, LIMIT_OUTPUT_BYTES);
        is_done = emit_output(job->manifest->side->plan, deployment->values[i], &bytes) &&
                  put(run, values_path(run, job, i), writer_done(&bytes));
    }
    arena_close(scratch);
    return is_done;
}

static void clear_values(HelmRun *run, const HelmJob *job) {
    for (uint32_t i = 0; i < job->manifest->deployment.value_count; i++)
        workplace_remove(&run->workplace, values_path(run, job, i));
}

/* --- What Helm is told ---------------------------------------------------------------------- */

typedef struct HelmLine {
    Arena *arena;
    ARRAY(const char *) items;
} HelmLine;

static void add_word(HelmLine *line, const char *word) {
    array_push(line->arena, &line->items, word);
}

static const char *place_in(const HelmRun *run, Text path) {
    return text_format(run->arena, "%s/%.*s", run->workplace.root, TEXT_ARGS(path)).bytes;
}

/* `helm template UNIT CHART --namespace N -f VALUES...`, and what the user adds. */
static const char *const *line_of(const HelmRun *run, const HelmJob *job) {
    const Manifest *manifest = job->manifest;
    const Deployment *deployment = &manifest->deployment;
    HelmLine line = {.arena = run->arena};
    add_word(&line, "helm");
    add_word(&line, "template");
    add_word(&line, text_c(line.arena, manifest->unit->name->text));
    add_word(&line, manifest->chart ? place_in(run, manifest->chart->place)
                                    : text_c(line.arena, deployment->chart));
    if (deployment->version.length) {
        add_word(&line, "--version");
        add_word(&line, text_c(line.arena, deployment->version));
    }
    add_word(&line, "--namespace");
    add_word(&line, text_c(line.arena, manifest_namespace(manifest)));
    for (uint32_t i = 0; i < deployment->value_count; i++) {
        add_word(&line, "--values");
        add_word(&line, place_in(run, values_path(run, job, i)));
    }
    for (size_t i = 0; i < run->call->how->argument_count; i++)
        add_word(&line, run->call->how->arguments[i]);
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
static Text with_names(HelmRun *run, const HelmJob *job, Text said) {
    const Manifest *manifest = job->manifest;
    const Deployment *deployment = &manifest->deployment;
    Arena *arena = run->arena;
    if (manifest->chart)
        said =
            replace(arena, said, text_of(place_in(run, manifest->chart->place)), deployment->chart);
    for (uint32_t i = 0; i < deployment->value_count; i++)
        said = replace(arena, said, text_of(place_in(run, values_path(run, job, i))),
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

static Text complaint_of(HelmRun *run, const HelmJob *job) {
    const Hearing *hearing = &job->hearing;
    const HelmChart *chart = job->manifest->chart;
    if (chart && chart->problem.length) return chart->problem;
    Text said = with_names(run, job, writer_done(&hearing->errors));
    if (hearing->status == PROCESS_TOO_MUCH) return TEXT("it makes more than 16 MiB");
    if (hearing->status == PROCESS_ENDED) return TEXT("`helm` was ended before it was done");
    said = visible_lines(run->arena, said);
    return said.length
               ? said
               : text_format(run->arena, "`helm` exits with %d and says nothing", hearing->status);
}

/* --- One manifest --------------------------------------------------------------------------- */

/* A chart that cannot be read needs no Helm to say so. */
static void begin(HelmRun *run, HelmJob *job, Manifest *manifest, uint32_t number) {
    *job = (HelmJob){.manifest = manifest, .number = number};
    job->arena = arena_child(run->arena);
    job->hearing = (Hearing){.is_over = true, .status = PROCESS_NOT_RUN};
    if (manifest->chart && manifest->chart->problem.length) return;
    if (manifest->chart && !put_chart(run, manifest->chart)) return;
    if (!put_values(run, job)) return;
    const ProcessCall call = {.arguments = line_of(run, job)};
    hearing_open(job->arena, &call, LIMIT_MANIFEST_BYTES, LIMIT_COMPLAINT_BYTES, &job->hearing);
}

/* That Helm cannot be started is no fault of a chart. */
static bool is_started(HelmRun *run, const HelmJob *job) {
    const HelmChart *chart = job->manifest->chart;
    if (job->hearing.status != PROCESS_NOT_RUN || (chart && chart->problem.length)) return true;
    if (!run->has_failed) report_no_helm(&run->project->report, NO_SPAN);
    run->has_failed = true;
    return false;
}

static void finish(HelmRun *run, HelmJob *job) {
    const HelmCall *call = run->call;
    Manifest *manifest = job->manifest;
    if (!is_started(run, job)) return;
    if (job->hearing.status == 0)
        manifest->text = writer_done(&job->hearing.output);
    else
        manifest->complaint = text_copy(&run->project->arena, complaint_of(run, job));
    if (!call->finish(call->state, manifest)) run->has_failed = true;
    manifest->text = TEXT("");
}

static void leave(HelmRun *run, HelmJob *job) {
    clear_values(run, job);
    arena_close(job->arena);
    job->manifest = NULL;
}

/* --- All of them ---------------------------------------------------------------------------- */

static unsigned count_jobs(const HelmCall *call) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned jobs = call->how->jobs;
    if (jobs) return jobs < RUNG_JOBS_MOST ? jobs : RUNG_JOBS_MOST;
    if (processors < 1) return 1;
    return processors < HELM_JOBS_USUAL ? (unsigned)processors : HELM_JOBS_USUAL;
}

static void fill(HelmRun *run, const Manifests *manifests, uint32_t *next) {
    for (unsigned i = 0; i < run->job_count; i++)
        while (!run->jobs[i].manifest && *next < manifests->count && !run->has_failed) {
            begin(run, &run->jobs[i], manifests->items[*next], *next);
            ++*next;
        }
}

static void listen(HelmRun *run) {
    Hearing *hearings[RUNG_JOBS_MOST];
    for (unsigned i = 0; i < run->job_count; i++)
        hearings[i] = run->jobs[i].manifest ? &run->jobs[i].hearing : NULL;
    hearing_wait(hearings, run->job_count, MOMENT);
}

/* How many are over. */
static uint32_t settle(HelmRun *run) {
    uint32_t count = 0;
    for (unsigned i = 0; i < run->job_count; i++) {
        HelmJob *job = &run->jobs[i];
        if (!job->manifest || !job->hearing.is_over) continue;
        finish(run, job);
        leave(run, job);
        count++;
    }
    return count;
}

static void abandon(HelmRun *run) {
    for (unsigned i = 0; i < run->job_count; i++) {
        HelmJob *job = &run->jobs[i];
        if (!job->manifest) continue;
        hearing_abandon(&job->hearing);
        leave(run, job);
    }
}

static bool is_going_on(const HelmRun *run, uint32_t done, uint32_t total) {
    const RungRender *how = run->call->how;
    if (run->has_failed) return false;
    return !how->progress || how->progress(how->state, done, total);
}

static bool render(HelmRun *run, const Manifests *manifests) {
    uint32_t next = 0, done = 0, total = manifests->count;
    while (is_going_on(run, done, total) && done < total) {
        fill(run, manifests, &next);
        if (run->has_failed) break;
        listen(run);
        done += settle(run);
    }
    abandon(run);
    return done == total && !run->has_failed;
}

/* The copies are gone with the directory that they stood in. */
static void forget_charts(const Manifests *manifests) {
    for (uint32_t i = 0; i < manifests->count; i++)
        if (manifests->items[i]->chart) manifests->items[i]->chart->place = TEXT("");
}

bool helm_render(RungProject *project, const Manifests *manifests, const HelmCall *call) {
    if (!manifests->count) return true;
    HelmRun *run = arena_new(&project->arena, HelmRun);
    *run = (HelmRun){.project = project, .call = call, .job_count = count_jobs(call)};
    run->arena = arena_child(&project->arena);
    Text problem = workplace_open(run->arena, &run->workplace);
    if (problem.length) report_no_workplace(&project->report, NO_SPAN, problem);
    bool is_done = !problem.length && render(run, manifests);
    workplace_close(&run->workplace);
    forget_charts(manifests);
    arena_close(run->arena);
    return is_done;
}
