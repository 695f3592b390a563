/* attribute.c - evaluates what environments, units and the strategy say about themselves.
 *
 * Attributes of environments come first: everything else may read them. One that an
 * environment does not state it takes from the environment that it is `like`, evaluated for
 * itself, so that `"${env}-logs"` names its own logs; then from the default of the attribute's
 * row. Attributes may read one another in any order, and are cells like parameters, so a cycle
 * among them is found. */
#include "evaluate/expression.h"
#include "evaluate/finding.h"

/* --- Ephemeral environments ----------------------------------------------------------------- */

/* What the command line says for an ephemeral environment; NULL when it says nothing. */
static const Text *find_argument(const EvaluateOptions *options, uint32_t environment) {
    if (options == NULL) return NULL;
    for (uint32_t i = 0; i < options->argument_count; i++)
        if (options->arguments[i].environment == environment) return &options->arguments[i].value;
    return NULL;
}

/* What was typed on a command line, as the parameter's type reads it. */
static const Value *read_argument(Frame *frame, const Environment *environment, Text text) {
    Matrix *matrix = frame->matrix;
    const Value *value;
    Text problem;
    if (type_read(matrix->arena, environment->parameter_type, text, &value, &problem)) return value;
    Finding *finding = finding_open(frame, CODE_T0020, environment->span);
    Diagnostic *d = report_value_misfit(matrix->report, environment->span, frame_name(frame),
                                        environment->parameter_type->text);
    finding_keep(frame, finding, d);
    finding_show(frame, finding, environment->span, problem);
    return &value_error;
}

/* The parameter of an ephemeral environment: the argument if there is one, else the sample. It
 * has to be there, because it is part of the name of the environment. */
static void evaluate_parameter(Matrix *matrix, const Environment *environment,
                               const EvaluateOptions *options) {
    Frame frame = cell_begin(matrix, NULL, NULL, environment->index);
    frame.owner = "env";
    frame.name = environment->parameter->text;
    const Text *argument = find_argument(options, environment->index);
    const Value *value = &value_error;
    if (argument != NULL) {
        value = read_argument(&frame, environment, *argument);
    } else if (environment->sample != NULL) {
        const Type *type = environment->parameter_type;
        Result result = expression_evaluate(&frame, environment->sample, type);
        if (result.value->kind == VALUE_ABSENT)
            result = mistake_absent(&frame, environment->sample->span, environment->sample);
        value = frame_accept(&frame, type, result, environment->sample);
    }
    matrix->parameters[environment->index] = value;
}

/* What `env` is: a word of the enum of all environments, whose text is `preview-1` for an ephemeral
 * one with its parameter. */
static void name_environment(Matrix *matrix, const Environment *environment) {
    Text text = environment->name->text;
    const Value *parameter = matrix->parameters[environment->index];
    if (parameter != NULL && value_is_scalar(parameter)) {
        Text plain = value_plain(matrix->arena, parameter);
        text = text_join(matrix->arena, (const Text[]){text, plain}, 2, TEXT("-"));
    }
    matrix->environments[environment->index] = value_enum(matrix->arena, text, environment->index);
}

/* --- Attributes of environments ------------------------------------------------------------- */

/* The expression that counts in an environment; NULL when nothing is stated. */
static const Expression *find_attribute(const Model *model, uint32_t environment,
                                        uint32_t attribute) {
    for (int32_t at = (int32_t)environment; at >= 0; at = model->environments[at].like) {
        const AttributeCell *cell = &model->environments[at].attributes[attribute];
        if (cell->value != NULL) return cell->value;
    }
    return model->attributes[attribute].fallback;
}

/* The type of an attribute as far as it is known. A constant default says it before all else. */
static const Type *attribute_type(Matrix *matrix, uint32_t attribute) {
    const AttributeFact *fact = &matrix->model->attributes[attribute];
    const Type **type = &matrix->attribute_types[attribute];
    if (*type != NULL) return *type;
    if (fact->type != NULL) return *type = fact->type;
    if (fact->fallback == NULL || !expression_is_constant(fact->fallback)) return NULL;
    Frame frame = cell_begin(matrix, NULL, NULL, NO_ENVIRONMENT);
    frame.owner = "env";
    frame.name = fact->name;
    frame_agree(&frame, type, expression_evaluate(&frame, fact->fallback, NULL), fact->fallback);
    return *type;
}

/* Nothing is stated: where the type is not optional, check has reported that (N0015). */
static const Value *unstated_attribute(const AttributeFact *fact) {
    bool may_lack = fact->type != NULL && fact->type->is_optional;
    return may_lack ? &value_absent : &value_error;
}

/* Whatever is found is evaluated for the environment that asks, also when it was found in the
 * one that is like it. */
const Value *attribute_read(Matrix *matrix, uint32_t environment, uint32_t attribute,
                            Frame *caller) {
    MatrixCell *cell = cell_of_attribute(matrix, environment, attribute);
    if (cell_is_settled(cell, caller)) return cell->value;
    const AttributeFact *fact = &matrix->model->attributes[attribute];
    const Type *type = attribute_type(matrix, attribute);
    const Expression *expression = find_attribute(matrix->model, environment, attribute);
    Frame frame = cell_begin(matrix, cell, caller, environment);
    frame.owner = "env";
    frame.name = fact->name;
    frame.is_sensitive = scope_is_sensitive(fact->scope);
    if (expression == NULL) return cell_finish(&frame, unstated_attribute(fact), 0);
    Result result = expression_evaluate(&frame, expression, type);
    const Value *value =
        fact->type != NULL
            ? frame_accept(&frame, fact->type, result, expression)
            : frame_agree(&frame, &matrix->attribute_types[attribute], result, expression);
    return cell_finish(&frame, value, CELL_IS_STATED);
}

/* All names first, with those of ephemeral environments still without their parameter; then the
 * parameters; then the attributes, in which every name may occur. */
void environments_evaluate(Matrix *matrix, const EvaluateOptions *options) {
    const Model *model = matrix->model;
    for (uint32_t i = 0; i < matrix->width; i++)
        name_environment(matrix, &model->environments[i]);
    for (uint32_t i = 0; i < matrix->width; i++) {
        if (model->environments[i].parameter == NULL) continue;
        evaluate_parameter(matrix, &model->environments[i], options);
        name_environment(matrix, &model->environments[i]);
    }
    for (uint32_t a = 0; a < model->attribute_count; a++) {
        for (uint32_t i = 0; i < matrix->width; i++)
            attribute_read(matrix, i, a, NULL);
        if (matrix->attribute_types[a] == NULL)
            matrix->attribute_types[a] = matrix->builtin[BASE_ANY];
    }
}

/* --- Attributes of units -------------------------------------------------------------------- */

/* The types that attributes.def spells: texts, lists and maps of texts. */
static const Type *type_of_spelling(Matrix *matrix, Text spelling) {
    const Type *string = matrix->builtin[BASE_STRING];
    if (text_starts_with(spelling, TEXT("list"))) return type_list_of(matrix->model, string);
    if (text_starts_with(spelling, TEXT("map"))) return type_map_of(matrix->model, string);
    return string;
}

/* The types of the attributes, once for all units. */
static void open_unit_types(Matrix *matrix) {
    for (uint32_t i = 0; i < UNIT_ATTRIBUTE_END; i++) {
        Text spelling = text_of(unit_attribute_fact((UnitAttributeKind)i)->type);
        matrix->unit_types[i] = type_of_spelling(matrix, spelling);
    }
}

/* The frame knows the unit now, so `unit` and its sinks can be referred to. */
static const Value *evaluate_unit_attribute(Matrix *matrix, const Unit *unit,
                                            UnitAttributeKind kind, Frame *frame) {
    frame->unit = unit;
    frame->owner = "unit";
    frame->name = text_of(unit_attribute_fact(kind)->name);
    const Expression *expression = unit->attributes[kind].value;
    Result result = expression_evaluate(frame, expression, matrix->unit_types[kind]);
    return frame_accept(frame, matrix->unit_types[kind], result, expression);
}

/* A namespace that is not the unit's own is the environment's. */
static const Value *unstated(Frame *frame, UnitAttributeKind kind) {
    if (kind != UNIT_NAMESPACE) return &value_absent;
    Matrix *matrix = frame->matrix;
    const Value *value = attribute_read(matrix, frame->home, ENVIRONMENT_NAMESPACE, frame);
    cell_inherit(frame, cell_of_attribute(matrix, frame->home, ENVIRONMENT_NAMESPACE));
    return value;
}

/* What does not vary is entered for all environments at once; a cell that is being evaluated is
 * left to whoever does that. */
const Value *unit_attribute_read(Matrix *matrix, const Unit *unit, UnitAttributeKind kind,
                                 uint32_t environment, Frame *caller) {
    MatrixCell *cell = cell_of_unit(matrix, unit, kind, environment);
    if (cell_is_settled(cell, caller)) return cell->value;
    Frame frame = cell_begin(matrix, cell, caller, environment);
    if (unit->attributes[kind].value == NULL) return cell_finish(&frame, unstated(&frame, kind), 0);
    const Value *value = evaluate_unit_attribute(matrix, unit, kind, &frame);
    cell_finish(&frame, value, CELL_IS_STATED);
    if (frame.varies || value->kind == VALUE_ERROR) return value;
    for (uint32_t i = 0; i < matrix->width; i++) {
        MatrixCell *other = cell_of_unit(matrix, unit, kind, i);
        if (!(other->state & CELL_IS_BUSY)) *other = *cell;
    }
    return value;
}

/* Every attribute of every unit where the unit is, so that mistakes are found also in those that
 * nothing refers to. */
void units_evaluate(Matrix *matrix) {
    const Model *model = matrix->model;
    open_unit_types(matrix);
    for (uint32_t u = 0; u < model->unit_count; u++) {
        const Unit *unit = model->units[u];
        for (uint32_t kind = 0; kind < UNIT_ATTRIBUTE_END; kind++)
            for (uint32_t i = 0; i < matrix->width; i++)
                if (set_has(&unit->environments, i))
                    unit_attribute_read(matrix, unit, (UnitAttributeKind)kind, i, NULL);
    }
}

/* --- Attributes of the strategy ------------------------------------------------------------- */

/* There is no environment here: `env` is out of place, and the value is one for all. */
const Value *strategy_read(Matrix *matrix, uint32_t index, Frame *caller) {
    MatrixCell *cell = &matrix->strategy[index];
    if (cell_is_settled(cell, caller)) return cell->value;
    const Attribute *attribute = &matrix->model->strategy_attributes.items[index];
    Frame frame = cell_begin(matrix, cell, caller, NO_ENVIRONMENT);
    frame.owner = "strategy";
    frame.name = attribute->name.name == NULL ? TEXT("") : attribute->name.name->text;
    if (attribute->value == NULL) return cell_finish(&frame, &value_error, 0);
    const Value *value = expression_evaluate(&frame, attribute->value, NULL).value;
    return cell_finish(&frame, value, CELL_IS_STATED);
}

void strategy_evaluate(Matrix *matrix) {
    for (uint32_t i = 0; i < matrix->model->strategy_attributes.count; i++)
        strategy_read(matrix, i, NULL);
}
