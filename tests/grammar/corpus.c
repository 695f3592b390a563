/* corpus.c - sources for tests. Tests run in the root of the project, so paths are relative to it;
 * folders are read in byte order, so that a seeded test meets the same files everywhere. */
#include "corpus.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

bool corpus_read(Arena *arena, const char *path, Text *text) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) return false;
    Writer writer;
    writer_open(&writer, arena, LIMIT_OUTPUT_BYTES);
    char buffer[4096];
    for (size_t size; (size = fread(buffer, 1, sizeof buffer, file)) > 0;)
        writer_text(&writer, (Text){buffer, size});
    fclose(file);
    *text = writer_done(&writer);
    return true;
}

bool corpus_write(const char *path, Text text) {
    FILE *file = fopen(path, "wb");
    if (file == NULL) return false;
    bool is_whole = fwrite(text.bytes, 1, text.length, file) == text.length;
    return fclose(file) == 0 && is_whole;
}

static int compare_paths(const void *a, const void *b) {
    return text_compare(((const CorpusFile *)a)->path, ((const CorpusFile *)b)->path);
}

/* Reads what has the ending and walks into folders. */
static void add_path(Corpus *corpus, const char *path, Text ending) {
    struct stat status;
    if (stat(path, &status) != 0) return;
    Text name = text_of(path), text;
    if (S_ISDIR(status.st_mode))
        corpus_add(corpus, path, ending);
    else if (text_ends_with(name, ending) && corpus_read(corpus->arena, path, &text))
        array_push(corpus->arena, &corpus->files, ((CorpusFile){name, text}));
}

/* Sorted when a folder is complete: directories have an order of their own. */
void corpus_add(Corpus *corpus, const char *folder, Text ending) {
    DIR *directory = opendir(folder);
    uint32_t first = corpus->files.count;
    if (directory == NULL) return;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (entry->d_name[0] != '.')
            add_path(corpus, text_format(corpus->arena, "%s/%s", folder, entry->d_name).bytes,
                     ending);
    closedir(directory);
    if (corpus->files.count > first)
        qsort(corpus->files.items + first, corpus->files.count - first, sizeof(CorpusFile),
              compare_paths);
}

/* Everything anew for each text, so that no parse can depend on the one before. */
void corpus_parse(Arena *arena, Text text, Parsed *parsed) {
    memset(parsed, 0, sizeof *parsed);
    names_open(&parsed->names, arena);
    syntax_reserve(&parsed->names);
    sources_open(&parsed->sources, arena);
    report_open(&parsed->report, arena, &parsed->sources);
    uint32_t file = sources_add(&parsed->sources, TEXT("test.rung"), text);
    parsed->tree = syntax_parse(arena, &parsed->names, &parsed->report, file);
}

Text corpus_dump(Arena *arena, const Tree *tree) {
    Writer writer;
    writer_open(&writer, arena, LIMIT_OUTPUT_BYTES);
    syntax_dump(tree, &writer);
    return writer_done(&writer);
}

Text corpus_format(Arena *arena, const Tree *tree) {
    Writer writer;
    writer_open(&writer, arena, LIMIT_OUTPUT_BYTES);
    bool is_formatted = syntax_format(tree, &writer);
    return is_formatted ? writer_done(&writer) : TEXT("");
}

Text corpus_comments(Arena *arena, const Tree *tree) {
    Writer writer;
    writer_open(&writer, arena, LIMIT_OUTPUT_BYTES);
    for (uint32_t i = 0; i < tree->token_count; i++) {
        const Token *token = &tree->tokens[i];
        if (token->kind != TOKEN_COMMENT) continue;
        Text text = text_slice(tree->source, token->start + 1, token->start + token->length);
        writer_text(&writer, text_trim(text));
        writer_char(&writer, '\n');
    }
    return writer_done(&writer);
}

/* The four promises of the formatter, the most telling one first. */
Text corpus_check_layout(Arena *arena, const Tree *tree) {
    Text first = corpus_format(arena, tree);
    Parsed again;
    corpus_parse(arena, first, &again);
    if (again.tree->has_errors) return TEXT("the layout does not parse");
    if (!text_equal(corpus_dump(arena, tree), corpus_dump(arena, again.tree)))
        return TEXT("the layout has another tree");
    if (!text_equal(corpus_comments(arena, tree), corpus_comments(arena, again.tree)))
        return TEXT("the layout has other comments");
    if (!text_equal(first, corpus_format(arena, again.tree)))
        return TEXT("the layout has another layout");
    return TEXT("");
}
