/* batch.c - specimens as a project: a stack that has a block for every sink, and services.
 *
 * What must be refused is compiled apart from what must be taken: the one project gives a finding for each
 * of them, the other none at all. */
#include "property/batch.h"

#include "golden/golden.h"

/* Everything that a batch needs while it is made. */
typedef struct Making {
    Arena *arena; /* of the moment */
    const Batch *batch;
    uint32_t *taken; /* by specimen: bits of sinks */
    Text *problem;
} Making;

/* --- Sources ----------------------------------------------------------------------------------- */

static const char head[] = "strategy batch {\n  rung = \"0.1\"\n"
                           "  emit helm to \"helm/${unit}.yaml\"\n"
                           "  emit yaml to \"yaml/${unit}.yaml\"\n"
                           "  emit json to \"json/${unit}.json\"\n"
                           "  emit terraform to \"terraform/${unit}.tfvars\"\n"
                           "  emit terraform to \"terraform/${unit}.tfvars.json\"\n"
                           "  emit ssm to \"ssm/${unit}.json\"\n"
                           "  emit ssm to \"ssm/${unit}.txt\"\n"
                           "  emit ssm to \"ssm/${unit}.tfvars.json\"\n"
                           "  emit configmap to \"configmap/${unit}.yaml\"\n"
                           "  emit dotenv to \"dotenv/${unit}.env\"\n"
                           "  emit release to \"release/${unit}.yaml\"\n"
                           "  emit release to \"release/${unit}.tfvars\"\n"
                           "  emit release to \"release/${unit}.tfvars.json\"\n"
                           "  emit index to \"index/${unit}.json\"\n}\n"
                           "ladder dev\nenvironment dev { class = nonproduction }\n"
                           "stack values {\n  chart = \"oci://registry.example/charts/app\"\n";

static bool has_block(SinkKind sink) {
    return sink != SINK_RELEASE && sink != SINK_INDEX;
}

/* A block without parameters would still be a file. */
static void write_block(Writer *out, const Batch *batch, const uint32_t *wanted, SinkKind sink) {
    bool is_open = false;
    for (uint32_t i = 0; i < batch->count; i++) {
        if (!(wanted[i] & BATCH_BIT(sink))) continue;
        if (!is_open)
            writer_format(out, "  %s%s {\n", sink_fact(sink)->name,
                          sink == SINK_SSM ? " \"/values/${name}\"" : "");
        is_open = true;
        specimen_write(out, &batch->items[i], sink);
    }
    if (is_open) writer_string(out, "  }\n");
}

/* The specimens in the sinks that are wanted of each. */
static Text source_of(Arena *arena, const Batch *batch, const uint32_t *wanted) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    writer_string(&out, head);
    for (SinkKind sink = 0; sink < SINK_END; sink++)
        if (has_block(sink)) write_block(&out, batch, wanted, sink);
    writer_string(&out, "}\n");
    for (uint32_t i = 0; i < batch->count; i++)
        if (wanted[i] & BATCH_BIT(SINK_RELEASE))
            specimen_write(&out, &batch->items[i], SINK_RELEASE);
        else if (wanted[i] & BATCH_BIT(SINK_INDEX))
            specimen_write(&out, &batch->items[i], SINK_INDEX);
    return writer_done(&out);
}

static RungProject *open_source(Arena *arena, const Batch *batch, const uint32_t *wanted) {
    Text source = source_of(arena, batch, wanted);
    return rung_open_memory(&(RungFile){"strategy.rung", source.bytes, source.length}, 1, NULL);
}

/* --- What is refused --------------------------------------------------------------------------- */

static Text member_text(const Node *map, const char *key) {
    const Node *node = node_member(map, text_of(key));
    return node ? node->text : TEXT("");
}

/* `F0078 values dotenv.v12`, `F0082 v12 `: a code, a unit and the parameter without what is below it. */
static Text finding_key(Arena *arena, const Node *finding) {
    Text param = member_text(finding, "param");
    size_t end = text_find(param, TEXT(".v"), 0);
    for (end = end == SIZE_MAX ? 0 : end + 2;
         end < param.length && byte_is_digit(param.bytes[end]);)
        end++;
    const Text parts[] = {member_text(finding, "code"), member_text(finding, "unit"),
                          text_slice(param, 0, end)};
    return text_join(arena, parts, 3, TEXT(" "));
}

static Text refusal_key(Arena *arena, const Specimen *specimen, SinkKind sink, const char *code) {
    if (!has_block(sink)) return text_format(arena, "%s v%u ", code, specimen->number);
    return text_format(arena, "%s values %s.v%u", code, sink_fact(sink)->name, specimen->number);
}

static const Node *findings_of(Arena *arena, RungProject *project) {
    Problem problem = {0};
    rung_check(project);
    RungText json = rung_report(project, RUNG_REPORT_JSON, NULL);
    const Node *root =
        json_read(arena, text_copy(arena, (Text){json.bytes, json.length}), &problem);
    ensure(root != NULL);
    return node_member(root, TEXT("diagnostics"));
}

static Text describe(Arena *arena, const Specimen *specimen, SinkKind sink, const char *what) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    writer_format(&out, "%s %s ", sink_fact(sink)->name, what);
    writer_json(&out, specimen->text);
    writer_format(&out, " %s", specimen_shape(specimen, sink));
    return writer_done(&out);
}

/* Every specimen that is wanted has a finding of its code. */
static bool all_are_refused(const Making *making, const uint32_t *wanted) {
    const Batch *batch = making->batch;
    RungProject *project = open_source(making->arena, batch, wanted);
    const Node *findings = findings_of(making->arena, project);
    Map found;
    map_open(&found, making->arena);
    for (uint32_t i = 0; i < findings->count; i++)
        map_put(&found, finding_key(making->arena, findings->as.items[i]), project);
    rung_close(project);
    for (uint32_t i = 0; i < batch->count; i++)
        for (SinkKind sink = 0; sink < SINK_END; sink++) {
            if (!(wanted[i] & BATCH_BIT(sink))) continue;
            const Specimen *specimen = &batch->items[i];
            const char *code = specimen_refusal(making->arena, specimen, sink);
            if (map_get(&found, refusal_key(making->arena, specimen, sink, code))) continue;
            *making->problem = describe(making->arena, specimen, sink,
                                        text_format(making->arena, "takes without %s", code).bytes);
            return false;
        }
    return true;
}

/* Numbers that Helm prints with an exponent are only warned about. */
static bool is_fine(const Node *finding) {
    return text_equal(member_text(finding, "severity"), TEXT("info")) ||
           (text_equal(member_text(finding, "severity"), TEXT("warning")) &&
            text_equal(member_text(finding, "code"), TEXT("F0047")));
}

/* What is taken gives no finding. */
static bool none_is_refused(const Making *making, RungProject *project) {
    const Node *findings = findings_of(making->arena, project);
    for (uint32_t i = 0; i < findings->count; i++) {
        if (is_fine(findings->as.items[i])) continue;
        RungText report = rung_report(project, RUNG_REPORT_TEXT, NULL);
        *making->problem = text_copy(making->arena, (Text){report.bytes, report.length});
        return false;
    }
    return true;
}

/* What each sink is asked for, and, if it must refuse that, what it is asked for apart. */
static bool divide(Making *making, uint32_t *refused, Tally *tally) {
    const Batch *batch = making->batch;
    bool any = false;
    for (uint32_t i = 0; i < batch->count; i++)
        for (SinkKind sink = 0; sink < SINK_END; sink++) {
            const Specimen *specimen = &batch->items[i];
            bool is_served =
                has_block(sink) || (batch->services && specimen->number % batch->services == 0);
            if (!(batch->sinks & BATCH_BIT(sink)) || !is_served) continue;
            bool is_refused = specimen_refusal(making->arena, specimen, sink) != NULL;
            *(is_refused ? &refused[i] : &making->taken[i]) |= BATCH_BIT(sink);
            ++*(is_refused ? &tally->refused[sink] : &tally->taken[sink]);
            any = any || is_refused;
        }
    return any;
}

/* --- Files ------------------------------------------------------------------------------------- */

/* The names that the parameter store is asked about, a line each, are known to the byte. */
static bool check_paths(const Making *making, RungProject *project, const Output *output) {
    Writer out;
    writer_open(&out, making->arena, SIZE_MAX);
    ensure(emit_output(project->plan, output, &out));
    Text expected = batch_paths(making->arena, making->batch, making->taken);
    if (text_equal(expected, writer_done(&out))) return true;
    *making->problem = text_format(making->arena, "the paths are not those of the specimens");
    return false;
}

static void add_file(Arena *arena, const Making *making, RungProject *project, const Output *output,
                     Readable file, Readables *files) {
    Writer out;
    writer_open(&out, making->arena, SIZE_MAX);
    ensure(emit_output(project->plan, output, &out));
    file.place = text_format(arena, "%s/%.*s", file.place, TEXT_ARGS(output->path)).bytes;
    tree_write(making->arena, file.place, writer_done(&out));
    file.path = text_copy(arena, output->path);
    file.format = output->format;
    file.sink = output->sink;
    file.is_known = true;
    for (NumberForm form = 0; form <= NUMBERS_FLOAT; form++) {
        Text tree = batch_tree(making->arena, making->batch, making->taken, output, form);
        file.expected[form] = text_copy(arena, tree);
    }
    array_push(arena, &files->items, file);
}

/* The files of the sinks that are asked about. A service has a release, and an index, in any case. */
static bool add_files(Arena *arena, const Making *making, RungProject *project, Readable file,
                      Readables *files) {
    uint32_t count;
    const Output *outputs = plan_outputs(project->plan, &count);
    for (uint32_t i = 0; i < count; i++) {
        const Output *output = &outputs[i];
        if (!batch_asks(making->batch, making->taken, output)) continue;
        if (output->format != FORMAT_PATHS)
            add_file(arena, making, project, output, file, files);
        else if (!check_paths(making, project, output))
            return false;
    }
    return true;
}

static bool add(Arena *arena, Making *making, Readable file, Readables *files, Tally *tally) {
    uint32_t *refused = arena_array(making->arena, uint32_t, making->batch->count);
    making->taken = arena_array(making->arena, uint32_t, making->batch->count);
    if (divide(making, refused, tally) && !all_are_refused(making, refused)) return false;
    RungProject *project = open_source(making->arena, making->batch, making->taken);
    bool is_good =
        none_is_refused(making, project) && add_files(arena, making, project, file, files);
    rung_close(project);
    return is_good;
}

bool batch_add(Arena *arena, const char *directory, const Batch *batch, Text name, Readables *files,
               Tally *tally, Text *problem) {
    Arena moment;
    arena_open(&moment, arena->allocator);
    Making making = {.arena = &moment, .batch = batch, .problem = problem};
    Readable file = {.project = text_copy(arena, name),
                     .place = text_format(arena, "%s/%.*s", directory, TEXT_ARGS(name)).bytes};
    *problem = TEXT("");
    bool is_good = add(arena, &making, file, files, tally);
    *problem = text_copy(arena, *problem);
    arena_close(&moment);
    return is_good;
}
