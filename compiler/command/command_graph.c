/* command_graph.c - `rung graph`: the ladder as Mermaid. */
#include "command/command.h"

RungStatus command_graph(Options *options) {
    RungProject *project = open_project(options, NULL, NULL, false);
    RungText text;
    RungStatus status = rung_graph(project, &text);
    print_text(text);
    status = print_findings(options, project, status);
    rung_close(project);
    return status;
}
