/* refusal.c - what each sink must refuse, as a second opinion: a value that is refused without need is as
 * wrong as one that is misread. */
#include <stdlib.h>

#include "property/specimen.h"

/* Letters and digits, and the marks. */
static bool is_made_of(Text text, const char *marks) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (!byte_is_letter(byte) && !byte_is_digit(byte) && !strchr(marks, byte)) return false;
    }
    return true;
}

static bool has_unsafe(Text text) {
    for (size_t i = 0; i < text.length;)
        if (utf8_is_unsafe(utf8_next(text, &i))) return true;
    return false;
}

/* Numbers are written as floats, and a whole one beyond 2^53 would be another. */
static const char *by_helm(Arena *arena, const Specimen *specimen) {
    Text plain = specimen_plain(arena, specimen);
    bool is_text = strstr(specimen_shape(specimen, SINK_HELM), "variable") != NULL;
    if (!specimen->is_number || is_text || specimen_is_key(specimen, SINK_HELM)) return NULL;
    if (text_contains(plain, TEXT("."))) return NULL;
    size_t sign = text_starts_with(plain, TEXT("-"));
    Text digits = text_slice(plain, sign, plain.length), most = TEXT("9007199254740992");
    bool is_more =
        digits.length == most.length ? text_compare(digits, most) > 0 : digits.length > most.length;
    return is_more ? "F0047" : NULL;
}

/* Only bare text, or what stands in single quotes as it is. */
static const char *by_dotenv(const Specimen *specimen) {
    Text text = specimen->text;
    if (specimen_is_key(specimen, SINK_DOTENV)) return is_made_of(text, "_") ? NULL : "F0074";
    if (specimen->is_number) return NULL;
    bool is_safe = !has_unsafe(text) && !text_contains(text, TEXT("'")) &&
                   !text_contains(text, TEXT("${")) && !text_contains(text, TEXT("\\\\")) &&
                   !text_ends_with(text, TEXT("\\"));
    return is_safe ? NULL : "F0078";
}

static const char *by_configmap(Arena *arena, const Specimen *specimen) {
    Text key = specimen_key(arena, specimen, SINK_CONFIGMAP);
    return key.length <= 253 && is_made_of(key, "-._") ? NULL : "F0074";
}

/* At most fifteen segments, none of them empty, and 955 bytes: the service counts the ARN, too. */
static const char *by_store_name(Text text) {
    uint32_t slashes = 0;
    for (size_t i = 0; i < text.length; i++)
        slashes += text.bytes[i] == '/';
    bool is_whole = !text_ends_with(text, TEXT("/")) && !text_contains(text, TEXT("//"));
    bool is_short = text.length <= 955 && slashes <= 15;
    return is_whole && is_short && is_made_of(text, "-_./") ? NULL : "F0079";
}

static const char *by_store(Arena *arena, const Specimen *specimen) {
    if (specimen_is_key(specimen, SINK_SSM))
        return by_store_name(specimen_key(arena, specimen, SINK_SSM));
    if (!utf8_is_nfc(specimen->text)) return "F0071";
    bool is_list = specimen_is_list(specimen, SINK_SSM);
    bool has_comma = is_list && text_contains(specimen->text, TEXT(","));
    Text text = specimen_text(arena, specimen, SINK_SSM);
    bool is_good = text.length && text.length <= 8192 && !text_contains(text, TEXT("{{"));
    return is_good && !has_comma ? NULL : "F0080";
}

/* Keys with dots between them. */
static const char *by_release(const Specimen *specimen) {
    Text text = specimen->text;
    bool has_empty = !text.length || text_starts_with(text, TEXT(".")) ||
                     text_ends_with(text, TEXT(".")) || text_contains(text, TEXT(".."));
    if (has_empty) return "F0082";
    return utf8_is_nfc(text) ? NULL : "F0071";
}

const char *specimen_refusal(Arena *arena, const Specimen *specimen, SinkKind sink) {
    switch (sink) {
    case SINK_HELM: return by_helm(arena, specimen);
    case SINK_TERRAFORM: return utf8_is_nfc(specimen->text) ? NULL : "F0071";
    case SINK_SSM: return by_store(arena, specimen);
    case SINK_CONFIGMAP: return by_configmap(arena, specimen);
    case SINK_DOTENV: return by_dotenv(specimen);
    case SINK_RELEASE: return by_release(specimen);
    case SINK_YAML:
    case SINK_JSON:
    case SINK_INDEX: return NULL;
    case SINK_END: break;
    }
    unreachable("SinkKind");
}
