/* audit.c - `rung_check_drift`: what is committed is right, laid out, and built, by one compilation. */
#include "library/build.h"

/* What is judged once the program was compiled. */
static RungStatus audit(RungProject *project) {
    static const RungBuild request = {.is_check = true};
    Build *build;
    RungStatus status = build_begin(project, &request, &build);
    if (status != RUNG_OK && status != RUNG_FINDINGS) return status;
    layouts_begin(project);
    if (status == RUNG_OK) status = compare_files(build);
    layouts_end(project, true);
    if (status == RUNG_OK) drift_report(build);
    if (watch_has_failed(project)) return watch_report(project);
    bool has_findings = report_count(&project->report, SEVERITY_ERROR) > 0;
    return status == RUNG_OK && has_findings ? RUNG_FINDINGS : status;
}

RungStatus rung_check_drift(RungProject *project) {
    session_wait(project);
    project->wants_layouts = true;
    RungStatus status = session_begin(project);
    if (status == RUNG_OK) status = audit(project);
    layouts_end(project, false);
    return status;
}
