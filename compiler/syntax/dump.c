/* dump.c - the tree as S-expressions: a form for each declaration, indented, without spans. It
 * shows every part of the tree that was written and nothing else, so that two sources with the
 * same dump mean the same. Tests compare it, and `rung dump` prints it. */
#include "syntax/syntax.h"

typedef struct Dump {
    Writer *out;
    size_t indent;
} Dump;

/* --- Forms ---------------------------------------------------------------------------------- */

static void open_line(Dump *dump, const char *name) {
    writer_char(dump->out, '\n');
    writer_repeat(dump->out, ' ', dump->indent);
    writer_char(dump->out, '(');
    writer_string(dump->out, name);
    dump->indent += 2;
}

static void close_line(Dump *dump) {
    writer_char(dump->out, ')');
    dump->indent -= 2;
}

/* A word that was expected and not written shows as MISSING. */
static void write_word(Writer *out, Word word) {
    writer_char(out, ' ');
    writer_text(out, word.name != NULL ? word.name->text : TEXT("MISSING"));
}

static void write_one(Writer *out, const char *name, Word word) {
    if (word.name == NULL) return;
    writer_string(out, " (");
    writer_string(out, name);
    write_word(out, word);
    writer_char(out, ')');
}

/* Lists that were not written leave nothing, so that dumps show only what is there. */
static void write_words(Writer *out, const char *name, Words words) {
    if (words.count == 0) return;
    writer_string(out, " (");
    writer_string(out, name);
    for (uint32_t i = 0; i < words.count; i++)
        write_word(out, words.items[i]);
    writer_char(out, ')');
}

static void write_value(Writer *out, const char *name, const Expression *value) {
    if (value == NULL) return;
    writer_string(out, " (");
    writer_string(out, name);
    writer_char(out, ' ');
    syntax_dump_expression(value, out);
    writer_char(out, ')');
}

static void write_path(Writer *out, const Path *path) {
    writer_char(out, ' ');
    writer_text(out, path->text);
}

/* --- Expressions ---------------------------------------------------------------------------- */

static void write_list(Writer *out, const char *name, const Expression *list) {
    writer_char(out, '(');
    writer_string(out, name);
    for (uint32_t i = 0; i < list->as.list.count; i++) {
        writer_char(out, ' ');
        syntax_dump_expression(list->as.list.items[i], out);
    }
    writer_char(out, ')');
}

static void write_map(Writer *out, const Expression *map) {
    writer_string(out, "(map");
    for (uint32_t i = 0; i < map->as.map.count; i++) {
        const PairNode *pair = &map->as.map.items[i];
        writer_string(out, " (");
        syntax_write_segment(out, &pair->key);
        writer_char(out, ' ');
        syntax_dump_expression(pair->value, out);
        writer_char(out, ')');
    }
    writer_char(out, ')');
}

static void write_loop(Writer *out, const char *name, const Expression *loop) {
    writer_char(out, '(');
    writer_string(out, name);
    write_word(out, loop->as.loop->name);
    write_value(out, "in", loop->as.loop->in);
    write_value(out, "where", loop->as.loop->where);
    writer_char(out, ' ');
    syntax_dump_expression(loop->as.loop->body, out);
    writer_char(out, ')');
}

static void write_call(Writer *out, const Expression *call) {
    writer_string(out, "(call");
    const CallNode *node = call->as.call;
    write_word(out, node->name);
    for (uint32_t i = 0; i < node->arguments.count; i++) {
        writer_char(out, ' ');
        syntax_dump_expression(node->arguments.items[i], out);
    }
    writer_char(out, ')');
}

static void write_member(Writer *out, const char *name, const Expression *member) {
    writer_char(out, '(');
    writer_string(out, name);
    writer_char(out, ' ');
    syntax_dump_expression(member->as.member.left, out);
    writer_char(out, ' ');
    syntax_write_segment(out, member->as.member.segment);
    writer_char(out, ')');
}

static void write_at(Writer *out, const Expression *at) {
    writer_string(out, "(at ");
    syntax_dump_expression(at->as.at.left, out);
    write_word(out, *at->as.at.environment);
    writer_char(out, ')');
}

static void write_not(Writer *out, const Expression *expression) {
    writer_string(out, "(not ");
    syntax_dump_expression(expression->as.sides.left, out);
    writer_char(out, ')');
}

static void write_binary(Writer *out, const Expression *binary) {
    writer_char(out, '(');
    writer_string(out, operator_spelling(binary->operator));
    writer_char(out, ' ');
    syntax_dump_expression(binary->as.sides.left, out);
    writer_char(out, ' ');
    syntax_dump_expression(binary->as.sides.right, out);
    writer_char(out, ')');
}

void syntax_dump_expression(const Expression *expression, Writer *out) {
    switch (expression->kind) {
    case EXPRESSION_MISSING: writer_string(out, "MISSING"); return;
    case EXPRESSION_TRUE: writer_string(out, "true"); return;
    case EXPRESSION_FALSE: writer_string(out, "false"); return;
    case EXPRESSION_NONE: writer_string(out, "none"); return;
    case EXPRESSION_NUMBER:
    case EXPRESSION_TIME:
    case EXPRESSION_DIGEST:
    case EXPRESSION_NETWORK: writer_text(out, expression->as.text); return;
    case EXPRESSION_STRING: writer_json(out, expression->as.text); return;
    case EXPRESSION_TEMPLATE: write_list(out, "template", expression); return;
    case EXPRESSION_NAME: writer_text(out, expression->as.name->text); return;
    case EXPRESSION_CALL: write_call(out, expression); return;
    case EXPRESSION_LIST: write_list(out, "list", expression); return;
    case EXPRESSION_MAP: write_map(out, expression); return;
    case EXPRESSION_COMPREHENSION: write_loop(out, "for", expression); return;
    case EXPRESSION_ALL: write_loop(out, "all", expression); return;
    case EXPRESSION_ANY: write_loop(out, "any", expression); return;
    case EXPRESSION_MEMBER: write_member(out, "member", expression); return;
    case EXPRESSION_INDEX: write_member(out, "index", expression); return;
    case EXPRESSION_AT: write_at(out, expression); return;
    case EXPRESSION_NOT: write_not(out, expression); return;
    case EXPRESSION_BINARY: write_binary(out, expression); return;
    }
    unreachable("expression kind");
}

/* --- Types ---------------------------------------------------------------------------------- */

static void write_type(Writer *out, const TypeNode *type);

static const char *bound_name(BoundKind kind) {
    switch (kind) {
    case BOUND_RANGE: return "range";
    case BOUND_EQUAL: return "==";
    case BOUND_NOT_EQUAL: return "!=";
    case BOUND_LESS: return "<";
    case BOUND_LESS_EQUAL: return "<=";
    case BOUND_GREATER: return ">";
    case BOUND_GREATER_EQUAL: return ">=";
    case BOUND_LENGTH: return "len";
    case BOUND_MATCHES: return "matches";
    }
    unreachable("bound kind");
}

static void write_bound(Writer *out, const Bound *bound) {
    writer_string(out, " (");
    writer_string(out, bound_name(bound->kind));
    writer_char(out, ' ');
    syntax_dump_expression(bound->low, out);
    if (bound->high != NULL) {
        writer_char(out, ' ');
        syntax_dump_expression(bound->high, out);
    }
    writer_char(out, ')');
}

/* Names of fields are quoted: they may be any text. */
static void write_fields(Writer *out, const TypeNode *type) {
    writer_string(out, "object");
    for (uint32_t i = 0; i < type->field_count; i++) {
        const FieldNode *field = &type->fields[i];
        writer_string(out, " (");
        writer_json(out, field->name);
        writer_char(out, ' ');
        write_type(out, field->type);
        write_value(out, "default", field->fallback);
        writer_char(out, ')');
    }
}

static void write_base(Writer *out, const TypeNode *type) {
    switch (type->kind) {
    case TYPE_MISSING: writer_string(out, "MISSING"); return;
    case TYPE_ANY: writer_string(out, "any"); return;
    case TYPE_NAMED: writer_text(out, type->name.name->text); return;
    case TYPE_OBJECT: write_fields(out, type); return;
    case TYPE_LIST:
    case TYPE_MAP:
        writer_string(out, type->kind == TYPE_LIST ? "list " : "map ");
        write_type(out, type->element);
        return;
    case TYPE_ENUM:
        writer_string(out, "enum");
        for (uint32_t i = 0; i < type->value_count; i++) {
            writer_char(out, ' ');
            writer_json(out, type->values[i].text);
        }
        return;
    }
    unreachable("type kind");
}

static void write_type(Writer *out, const TypeNode *type) {
    writer_char(out, '(');
    write_base(out, type);
    for (uint32_t i = 0; i < type->bound_count; i++)
        write_bound(out, &type->bounds[i]);
    if (type->is_optional) writer_string(out, " ?");
    writer_char(out, ')');
}

static void write_type_part(Writer *out, const TypeNode *type) {
    if (type == NULL) return;
    writer_string(out, " (type ");
    write_type(out, type);
    writer_char(out, ')');
}

static void write_laws(Writer *out, Laws laws) {
    if (laws.count == 0) return;
    writer_string(out, " (laws");
    for (uint32_t i = 0; i < laws.count; i++) {
        writer_char(out, ' ');
        writer_text(out, law_name(laws.items[i].law));
    }
    writer_char(out, ')');
}

/* --- What stands above ---------------------------------------------------------------------- */

static void dump_doc(Dump *dump, Text doc) {
    if (doc.bytes == NULL) return;
    open_line(dump, "doc ");
    writer_json(dump->out, doc);
    close_line(dump);
}

static void dump_annotations(Dump *dump, Annotations annotations) {
    for (uint32_t i = 0; i < annotations.count; i++) {
        const Annotation *annotation = &annotations.items[i];
        open_line(dump, "annotation");
        write_word(dump->out, annotation->word);
        for (uint32_t k = 0; k < annotation->count; k++) {
            const AnnotationArgument *argument = &annotation->arguments[k];
            writer_string(dump->out, " (");
            if (argument->word.name != NULL) writer_text(dump->out, argument->word.name->text);
            if (argument->word.name != NULL && argument->value != NULL) writer_char(dump->out, ' ');
            if (argument->value != NULL) syntax_dump_expression(argument->value, dump->out);
            writer_char(dump->out, ')');
        }
        close_line(dump);
    }
}

static void dump_preface(Dump *dump, Text doc, Annotations annotations) {
    dump_doc(dump, doc);
    dump_annotations(dump, annotations);
}

/* --- Bodies --------------------------------------------------------------------------------- */

static void write_cells(Writer *out, const Cell *cells, uint32_t count) {
    if (count == 0) return;
    writer_string(out, " (cells");
    for (uint32_t i = 0; i < count; i++) {
        const Cell *cell = &cells[i];
        bool is_named = cell->environment != NULL && cell->environment->name != NULL;
        if (is_named) {
            writer_string(out, " (");
            writer_text(out, cell->environment->name->text);
        }
        writer_char(out, ' ');
        if (cell->kind == CELL_HOLE)
            writer_char(out, '_');
        else if (cell->kind == CELL_MISSING)
            writer_string(out, "MISSING");
        else
            syntax_dump_expression(cell->value, out);
        if (is_named) writer_char(out, ')');
    }
    writer_char(out, ')');
}

static void write_columns(Writer *out, const Column *columns, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        write_words(out, "column", columns[i].environments);
}

/* Its first line is the row as it was written, with the parts named. */
static void dump_parameter(Dump *dump, const Parameter *parameter, const char *name) {
    Writer *out = dump->out;
    open_line(dump, name);
    write_path(out, parameter->path);
    write_one(out, "category", parameter->remarks->category);
    write_type_part(out, parameter->type);
    write_laws(out, parameter->remarks->laws);
    write_value(out, "default", parameter->fallback);
    write_cells(out, parameter->cells, parameter->cell_count);
    dump_preface(dump, parameter->remarks->doc, parameter->remarks->annotations);
    close_line(dump);
}

static void dump_attributes(Dump *dump, Attributes attributes) {
    for (uint32_t i = 0; i < attributes.count; i++) {
        const Attribute *attribute = &attributes.items[i];
        open_line(dump, "attribute");
        write_word(dump->out, attribute->name);
        writer_char(dump->out, ' ');
        syntax_dump_expression(attribute->value, dump->out);
        dump_doc(dump, attribute->doc);
        close_line(dump);
    }
}

static void dump_body(Dump *dump, const Body *body);

static void dump_table(Dump *dump, const Entry *entry) {
    open_line(dump, "table");
    write_one(dump->out, "category", entry->as.table.category);
    write_columns(dump->out, entry->as.table.columns, entry->as.table.column_count);
    dump_preface(dump, entry->remarks->doc, entry->remarks->annotations);
    for (uint32_t i = 0; i < entry->as.table.row_count; i++)
        dump_parameter(dump, &entry->as.table.rows[i], "row");
    close_line(dump);
}

static const char *group_name(GroupKind kind) {
    switch (kind) {
    case GROUP_PLAIN: return "group";
    case GROUP_MAP: return "group-map";
    case GROUP_LIST: return "group-list";
    }
    unreachable("group kind");
}

static void dump_group(Dump *dump, const Entry *entry) {
    open_line(dump, group_name(entry->group));
    write_path(dump->out, entry->as.group.path);
    dump_preface(dump, entry->remarks->doc, entry->remarks->annotations);
    dump_body(dump, &entry->as.group.body);
    close_line(dump);
}

static void dump_secret(Dump *dump, const Entry *entry) {
    open_line(dump, "secret");
    write_path(dump->out, entry->as.secret.path);
    write_value(dump->out, "store", entry->as.secret.store);
    dump_preface(dump, entry->remarks->doc, entry->remarks->annotations);
    dump_attributes(dump, entry->as.secret.attributes);
    close_line(dump);
}

static void dump_entry(Dump *dump, const Entry *entry) {
    switch (entry->kind) {
    case ENTRY_PARAMETER: dump_parameter(dump, &entry->as.parameter, "parameter"); return;
    case ENTRY_TABLE: dump_table(dump, entry); return;
    case ENTRY_GROUP: dump_group(dump, entry); return;
    case ENTRY_SECRET: dump_secret(dump, entry); return;
    }
    unreachable("entry kind");
}

static void dump_body(Dump *dump, const Body *body) {
    for (uint32_t i = 0; i < body->count; i++)
        dump_entry(dump, &body->items[i]);
}

/* --- Members -------------------------------------------------------------------------------- */

static void write_emit(Writer *out, const Emit *emit) {
    write_word(out, emit->sink);
    writer_char(out, ' ');
    syntax_dump_expression(emit->path, out);
    write_words(out, "in", emit->environments);
}

static void write_sink(Writer *out, const SinkNode *sink) {
    write_word(out, sink->word);
    write_value(out, "template", sink->template);
    write_words(out, "in", sink->environments);
}

static const char *member_name(MemberKind kind) {
    switch (kind) {
    case MEMBER_EMIT: return "emit";
    case MEMBER_ATTRIBUTE: return "attribute";
    case MEMBER_SINK: return "sink";
    case MEMBER_USE: return "use";
    }
    unreachable("member kind");
}

static void write_member_line(Writer *out, const Member *member) {
    switch (member->kind) {
    case MEMBER_EMIT: write_emit(out, &member->as.emit); return;
    case MEMBER_SINK: write_sink(out, &member->as.sink); return;
    case MEMBER_USE:
        for (uint32_t i = 0; i < member->as.use.count; i++)
            write_word(out, member->as.use.items[i]);
        return;
    case MEMBER_ATTRIBUTE:
        write_word(out, member->as.attribute.name);
        writer_char(out, ' ');
        syntax_dump_expression(member->as.attribute.value, out);
        return;
    }
    unreachable("member kind");
}

static void dump_members(Dump *dump, Members members) {
    for (uint32_t i = 0; i < members.count; i++) {
        const Member *member = &members.items[i];
        open_line(dump, member_name(member->kind));
        write_member_line(dump->out, member);
        dump_preface(dump, member->doc, member->annotations);
        if (member->kind == MEMBER_SINK) dump_body(dump, &member->as.sink.body);
        close_line(dump);
    }
}

/* --- Declarations --------------------------------------------------------------------------- */

static void write_ladder(Writer *out, const Declaration *declaration) {
    for (uint32_t i = 0; i < declaration->as.ladder.count; i++)
        write_words(out, "rung", declaration->as.ladder.items[i].environments);
}

static void write_environment(Writer *out, const Declaration *declaration) {
    if (declaration->as.environment.type != NULL) {
        writer_string(out, " (parameter");
        write_word(out, declaration->as.environment.parameter);
        write_type_part(out, declaration->as.environment.type);
        write_value(out, "sample", declaration->as.environment.sample);
        writer_char(out, ')');
    }
    write_one(out, "like", declaration->as.environment.like);
    write_words(out, "differs", declaration->as.environment.differs);
}

static void dump_matrix(Dump *dump, const Declaration *declaration) {
    for (uint32_t i = 0; i < declaration->as.matrix.row_count; i++) {
        const AttributeRow *row = &declaration->as.matrix.rows[i];
        open_line(dump, "row");
        write_word(dump->out, row->name);
        write_type_part(dump->out, row->type);
        write_value(dump->out, "default", row->fallback);
        write_cells(dump->out, row->cells, row->cell_count);
        dump_preface(dump, row->doc, row->annotations);
        close_line(dump);
    }
}

static const char *clause_name(ClauseKind kind) {
    switch (kind) {
    case CLAUSE_DOC: return "doc";
    case CLAUSE_SEVERITY: return "severity";
    case CLAUSE_FOR: return "for";
    case CLAUSE_REQUIRE: return "require";
    case CLAUSE_ELSE: return "else";
    }
    unreachable("clause kind");
}

static void dump_policy(Dump *dump, const Declaration *declaration) {
    for (uint32_t i = 0; i < declaration->as.policy.count; i++) {
        const Clause *clause = &declaration->as.policy.items[i];
        open_line(dump, clause_name(clause->kind));
        if (clause->first.name != NULL) write_word(dump->out, clause->first);
        if (clause->second.name != NULL) write_word(dump->out, clause->second);
        write_value(dump->out, "in", clause->in);
        write_value(dump->out, "where", clause->where);
        if (clause->value != NULL) {
            writer_char(dump->out, ' ');
            syntax_dump_expression(clause->value, dump->out);
        }
        close_line(dump);
    }
}

static void dump_ledger(Dump *dump, const Declaration *declaration) {
    for (uint32_t i = 0; i < declaration->as.ledger.count; i++) {
        const Release *release = &declaration->as.ledger.items[i];
        open_line(dump, "release ");
        syntax_dump_expression(release->time, dump->out);
        write_value(dump->out, "tag", release->tag);
        write_value(dump->out, "digest", release->digest);
        write_value(dump->out, "chart", release->chart);
        write_value(dump->out, "chart-digest", release->chart_digest);
        write_value(dump->out, release->is_hotfix ? "hotfix" : "rollback", release->reason);
        write_value(dump->out, "until", release->until);
        close_line(dump);
    }
}

static const char *declaration_name(DeclarationKind kind) {
    switch (kind) {
    case DECLARATION_STRATEGY: return "strategy";
    case DECLARATION_LADDER: return "ladder";
    case DECLARATION_ENVIRONMENT: return "environment";
    case DECLARATION_MATRIX: return "environments";
    case DECLARATION_TYPE: return "type";
    case DECLARATION_CATEGORY: return "category";
    case DECLARATION_PROFILE: return "profile";
    case DECLARATION_SERVICE: return "service";
    case DECLARATION_STACK: return "stack";
    case DECLARATION_POLICY: return "policy";
    case DECLARATION_LEDGER: return "ledger";
    }
    unreachable("declaration kind");
}

/* What stands on the declaration's first line. */
static void write_header(Writer *out, const Declaration *declaration) {
    switch (declaration->kind) {
    case DECLARATION_STRATEGY:
    case DECLARATION_PROFILE:
    case DECLARATION_POLICY: return;
    case DECLARATION_LADDER: write_ladder(out, declaration); return;
    case DECLARATION_ENVIRONMENT: write_environment(out, declaration); return;
    case DECLARATION_TYPE: write_type_part(out, declaration->as.type); return;
    case DECLARATION_CATEGORY: write_laws(out, declaration->as.category); return;
    case DECLARATION_LEDGER: write_word(out, declaration->as.ledger.environment); return;
    case DECLARATION_MATRIX:
        write_columns(out, declaration->as.matrix.columns, declaration->as.matrix.column_count);
        return;
    case DECLARATION_SERVICE:
    case DECLARATION_STACK:
        write_words(out, "uses", declaration->as.unit.uses);
        write_words(out, "in", declaration->as.unit.environments);
        return;
    }
    unreachable("declaration kind");
}

/* What stands between its braces. */
static void dump_inside(Dump *dump, const Declaration *declaration) {
    switch (declaration->kind) {
    case DECLARATION_LADDER:
    case DECLARATION_TYPE:
    case DECLARATION_CATEGORY: return;
    case DECLARATION_STRATEGY: dump_members(dump, declaration->as.strategy); return;
    case DECLARATION_MATRIX: dump_matrix(dump, declaration); return;
    case DECLARATION_POLICY: dump_policy(dump, declaration); return;
    case DECLARATION_LEDGER: dump_ledger(dump, declaration); return;
    case DECLARATION_ENVIRONMENT:
        dump_attributes(dump, declaration->as.environment.attributes);
        return;
    case DECLARATION_PROFILE:
    case DECLARATION_SERVICE:
    case DECLARATION_STACK: dump_members(dump, declaration->as.unit.members); return;
    }
    unreachable("declaration kind");
}

/* A form of its own, and the lines inside it two columns deeper. */
static void dump_declaration(Writer *out, const Declaration *declaration) {
    Dump dump = {out, 2};
    bool has_name =
        declaration->kind != DECLARATION_LADDER && declaration->kind != DECLARATION_MATRIX;
    writer_char(out, '(');
    writer_string(out, declaration_name(declaration->kind));
    if (has_name) write_word(out, declaration->name);
    write_header(out, declaration);
    dump_preface(&dump, declaration->doc, declaration->annotations);
    dump_inside(&dump, declaration);
    writer_string(out, ")\n");
}

void syntax_dump(const Tree *tree, Writer *out) {
    for (uint32_t i = 0; i < tree->count; i++)
        dump_declaration(out, &tree->items[i]);
}
