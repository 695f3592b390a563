/* graph.c - the ladder as a flowchart of Mermaid, which GitHub and GitLab draw in Markdown.
 *
 * Environments are nodes in their order, named by number, because Mermaid has reserved words; what is
 * above what is an arrow, what an environment is like a dotted one. Names are words of the language
 * and hold nothing that Mermaid takes for its own. */
#include "library/library.h"

static void write_node(Writer *out, const Environment *environment) {
    Text name = environment->name->text;
    if (environment->is_ephemeral)
        writer_format(out, "  e%u([\"%.*s(%.*s)\"])\n", environment->index, TEXT_ARGS(name),
                      TEXT_ARGS(environment->parameter->text));
    else
        writer_format(out, "  e%u[\"%.*s\"]\n", environment->index, TEXT_ARGS(name));
}

/* To each environment of the next rung up. */
static void write_steps(Writer *out, const Model *model, const Environment *from) {
    if (from->rung == 0) return;
    for (uint32_t i = 0; i < model->environment_count; i++)
        if (model->environments[i].rung == from->rung + 1)
            writer_format(out, "  e%u --> e%u\n", from->index, i);
}

static void write_likeness(Writer *out, const Environment *environment) {
    if (environment->like >= 0)
        writer_format(out, "  e%u -. like .-> e%u\n", environment->index,
                      (unsigned)environment->like);
}

/* Production has a thick border, what comes and goes a dashed one. */
static void write_styles(Writer *out, const RungProject *project) {
    const Model *model = project->model;
    writer_string(out, "  classDef production stroke-width:3px\n"
                       "  classDef ephemeral stroke-dasharray:5 5\n");
    for (uint32_t i = 0; i < model->environment_count; i++) {
        if (matrix_is_production(project->matrix, i))
            writer_format(out, "  class e%u production\n", i);
        if (model->environments[i].is_ephemeral) writer_format(out, "  class e%u ephemeral\n", i);
    }
}

RungStatus rung_graph(RungProject *project, RungText *out) {
    *out = (RungText){"", 0};
    RungStatus status = session_begin(project);
    if (status != RUNG_OK) return status;
    const Model *model = project->model;
    Writer writer;
    writer_open(&writer, &project->arena, SIZE_MAX);
    writer_string(&writer, "flowchart LR\n");
    for (uint32_t i = 0; i < model->environment_count; i++)
        write_node(&writer, &model->environments[i]);
    for (uint32_t i = 0; i < model->environment_count; i++)
        write_steps(&writer, model, &model->environments[i]);
    for (uint32_t i = 0; i < model->environment_count; i++)
        write_likeness(&writer, &model->environments[i]);
    write_styles(&writer, project);
    *out = session_text(&writer);
    return report_count(&project->report, SEVERITY_ERROR) > 0 ? RUNG_FINDINGS : RUNG_OK;
}
