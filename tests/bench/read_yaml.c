/* read_yaml.c - libyaml's event parser over a file, doing nothing else: what `make bench` compares
 * `rung check` with. */
#include <stdio.h>
#include <yaml.h>

int main(int count, char **arguments) {
    yaml_parser_t parser;
    yaml_event_t event;
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file || !yaml_parser_initialize(&parser)) return 3;
    yaml_parser_set_input_file(&parser, file);
    for (int is_done = 0; !is_done;) {
        if (!yaml_parser_parse(&parser, &event)) return 1;
        is_done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    fclose(file);
    return 0;
}
