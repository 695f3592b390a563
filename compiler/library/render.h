/* render.h - manifests: what the user's Helm makes of charts and values. */
#ifndef RUNG_LIBRARY_RENDER_H
#define RUNG_LIBRARY_RENDER_H

#include "library/build.h"

/* --- A directory of our own (workplace.c) --------------------------------------------------- */

/* A directory that nobody else may look into, for files that another program reads. */
typedef struct Workplace {
    Arena *arena;
    const char *root; /* NULL: none */
} Workplace;

/* Each gives "" when all went well, else what the machine says. */
Text workplace_open(Arena *arena, Workplace *out);
Text workplace_write(Workplace *workplace, Text path, Text bytes);
void workplace_remove(Workplace *workplace, Text path); /* one file */
/* Removes it with all that is in it, whoever wrote it. */
void workplace_close(Workplace *workplace);

/* --- What is rendered (manifest.c) ---------------------------------------------------------- */

/* A chart as Helm will read it. */
typedef struct HelmChart {
    Chart chart;
    Text hash;    /* of all that is in it */
    Text problem; /* why it cannot be read, in a sentence; "" */
    Text place;   /* of its copy in a workplace, once there is one; "" */
} HelmChart;

/* A program whose units are rendered: one side of a change, or the only one. */
typedef struct HelmSide {
    RungProject *project;
    const Plan *plan;
    Text out;   /* a directory of the project that is no part of a chart; "" */
    Map charts; /* path -> HelmChart *, those that were asked for */
} HelmSide;

/* What one unit comes to in one environment. */
typedef struct Manifest {
    HelmSide *side;
    const Unit *unit;
    uint32_t environment;
    Text path; /* `ENV/UNIT.yaml` */
    Deployment deployment;
    HelmChart *chart; /* NULL: a remote one */
    Text inputs;      /* 16 hex digits: the hash of all that it is made from, but Helm itself */
    Text complaint;   /* what Helm says where it makes none; else "" */
    Text text;        /* what it makes, while `finish` of a HelmCall runs */
    uint32_t number;  /* for whoever has it rendered */
} Manifest;

typedef struct Manifests {
    Manifest **items;
    uint32_t count, capacity;
} Manifests;

void helm_side_open(RungProject *project, const Plan *plan, Text out, HelmSide *side);
/* Is there anything to render of the unit in the environment? */
bool manifest_is_there(const HelmSide *side, const Unit *unit, uint32_t environment);
/* The manifest, with its inputs; NULL where one of its values is an error, which was reported. */
Manifest *manifest_make(Arena *arena, HelmSide *side, const Unit *unit, uint32_t environment,
                        const char *const *arguments, size_t argument_count);
/* Where its objects are that name none. */
Text manifest_namespace(const Manifest *manifest);
/* Those whose complaint is not empty, one finding for each complaint. */
void manifests_report(Report *report, const Manifests *manifests);

/* --- Helm (helm.c) -------------------------------------------------------------------------- */

enum { HELM_JOBS_USUAL = 8 };

/* What is asked of Helm for all manifests. */
typedef struct HelmCall {
    const RungRender *how; /* arguments, jobs, progress; the rest does not count */
    bool (*finish)(void *state, Manifest *manifest); /* in whatever order they come; false: stop */
    void *state;
} HelmCall;

/* What Helm says of its version, in one word. False where it cannot be run, which was reported. */
bool helm_version(RungProject *project, Text *out);
/* Renders them; one that fails has a complaint and stops no other. False where the machine failed, which
 * was reported, or where a callback has said so: then some were not rendered, and were not finished. */
bool helm_render(RungProject *project, const Manifests *manifests, const HelmCall *call);

/* --- The list of manifests (rendered.c) ----------------------------------------------------- */

#define RENDERED_PATH      TEXT(".rung/rendered")
#define RENDERED_DIRECTORY TEXT("rendered") /* of a project, where nothing else is asked for */

/* What a line of `.rung/rendered` says of where a manifest came from. */
typedef struct ManifestOrigin {
    Text inputs;
    Text helm;        /* its version */
    Text environment; /* as in `.rung/outputs` */
} ManifestOrigin;

Text origin_write(Arena *arena, const ManifestOrigin *origin);
ManifestOrigin origin_read(Text text);

/* --- Manifests on disk ---------------------------------------------------------------------- */

/* A manifest beside what is there, or a file that is left over (`manifest` is NULL). */
typedef struct RenderItem {
    Manifest *manifest;
    Text path;
    FileStatus status; /* of what is there */
    Text there;        /* its hash; "" where it could not be read */
    Listed listed;     /* of a manifest that is as it should be */
    RungChange change;
    bool is_needed;   /* Helm has to be run for it */
    bool is_rendered; /* and it was, and made one */
    bool is_left;     /* it was to be written and was not: its lines stay as they are */
} RenderItem;

/* One run of `rung render`. */
typedef struct Rendering {
    Build *build; /* whose output directory and list are those of the manifests */
    const RungRender *request;
    HelmSide side;
    Text helm; /* its version, once that was asked for */
    Directory directory;
    ARRAY(RenderItem) items; /* by path */
    Map by_path;             /* path -> RenderItem * */
    Manifests needed;
    bool has_failed; /* a file could not be written */
} Rendering;

/* rendered.c: reads the list and looks at every file; what is left over becomes an item too. False where
 * the machine failed, which was reported. */
bool rendered_compare(Rendering *rendering);
/* Was a run about to write it that did not come to its end? Then it is what that run has made, or what was
 * there before. */
bool rendered_is_announced(const Rendering *rendering, Text path);
/* The list as it will be; `is_before`: as it is while manifests are written, so that one whose list was
 * not written is known to be ours. */
Text rendered_list(Rendering *rendering, bool is_before);
/* render_drift.c: reports what differs, or what must not be replaced; how many. */
uint32_t rendering_report(Rendering *rendering);

/* --- Both sides of a change (sides.c) ------------------------------------------------------- */

/* What a change does to the manifests of the environments and units of `programs`, the diff of the same two
 * programs. NULL where Helm or the machine failed, which was reported: then *status is RUNG_FAILED. */
const Diff *sides_diff(RungProject *project, const RungDiff *request, const Diff *programs,
                       RungStatus *status);

#endif
