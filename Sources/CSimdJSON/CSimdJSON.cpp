#include "CSimdJSON.h"

#include <simdjson.h>

#include <cstring>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

using namespace simdjson;

namespace {

enum Field { ID, TOKEN, KIND, ZONE, AT, READER, RSSI, FIELD_COUNT, UNKNOWN = -1 };
const char *const field_names[FIELD_COUNT] = {"id", "token", "kind", "zone", "at", "reader", "rssi"};
const unsigned required = 1u << ID | 1u << TOKEN | 1u << KIND | 1u << ZONE | 1u << AT;

int field_named(std::string_view name) {
    for (int i = 0; i < FIELD_COUNT; i++)
        if (name == field_names[i]) return i;
    return UNKNOWN;
}

uint8_t kind_named(const uint8_t *p, size_t n) {
    switch (n) {
    case 3: return memcmp(p, "tap", 3) == 0 ? 5 : 0;
    case 4: return memcmp(p, "read", 4) == 0 ? 3 : memcmp(p, "exit", 4) == 0 ? 2 : 0;
    case 5: return memcmp(p, "enter", 5) == 0 ? 1 : 0;
    case 7: return memcmp(p, "service", 7) == 0 ? 4 : 0;
    default: return 0;
    }
}

// One for each byte of an identifier, so that looking for its end also checks it.
struct Alphabet {
    bool admits[256] = {};
    constexpr Alphabet() {
        for (int c = 0; c < 128; c++)
            admits[c] = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                        c == '_' || c == '-';
    }
};
constexpr Alphabet alphabet;

// The raw string from `p` up to its closing quote, if it is a plain identifier.
inline bool identifier(const uint8_t *p, const uint8_t *&start, uint32_t &count) {
    const uint8_t *q = p;
    while (alphabet.admits[*q]) q++;
    if (*q != '"' || q == p || q - p > 64) return false;
    start = p;
    count = uint32_t(q - p);
    return true;
}

inline bool plain(ondemand::object object, senang_signal &s) {
    unsigned seen = 0;
    s = senang_signal{};
    for (auto entry : object) {
        ondemand::field field;
        if (std::move(entry).get(field)) return false;
        const char *key = field.key().raw();
        int which;
        switch (key[0]) {
        case 'i': which = memcmp(key, "id\"", 3) == 0 ? ID : UNKNOWN; break;
        case 't': which = memcmp(key, "token\"", 6) == 0 ? TOKEN : UNKNOWN; break;
        case 'k': which = memcmp(key, "kind\"", 5) == 0 ? KIND : UNKNOWN; break;
        case 'z': which = memcmp(key, "zone\"", 5) == 0 ? ZONE : UNKNOWN; break;
        case 'a': which = memcmp(key, "at\"", 3) == 0 ? AT : UNKNOWN; break;
        case 'r':
            which = memcmp(key, "reader\"", 7) == 0 ? READER : memcmp(key, "rssi\"", 5) == 0 ? RSSI : UNKNOWN;
            break;
        default: return false;  // something to be refused with words
        }
        if (which == UNKNOWN || seen & 1u << which) return false;
        seen |= 1u << which;
        if (which == AT) {
            if (field.value().get_int64().get(s.at_milliseconds)) return false;
            continue;
        }
        if (which == RSSI) {
            int64_t value;
            if (field.value().get_int64().get(value) || value < -127 || value > 0) return false;
            s.rssi = int16_t(value);
            s.has_rssi = 1;
            continue;
        }
        ondemand::raw_json_string raw;
        if (field.value().get_raw_json_string().get(raw)) return false;
        const uint8_t *text = reinterpret_cast<const uint8_t *>(raw.raw());
        const uint8_t *start = nullptr;
        uint32_t count = 0;
        if (!identifier(text, start, count)) return false;
        switch (which) {
        case ID: s.id = start; s.id_count = count; break;
        case TOKEN: s.token = start; s.token_count = count; break;
        case ZONE: s.zone = start; s.zone_count = count; break;
        case READER: s.reader = start; s.reader_count = count; break;
        default: if ((s.kind = kind_named(start, count)) == 0) return false;
        }
    }
    return (seen & required) == required;
}

// How many lines hold something; -1 when one is longer than a signal may be.
int64_t plain_lines(const uint8_t *body, size_t count) {
    const uint8_t *end = body + count;
    int64_t lines = 0;
    for (const uint8_t *line = body; line < end;) {
        auto found = static_cast<const uint8_t *>(memchr(line, '\n', size_t(end - line)));
        const uint8_t *stop = found ? found : end;
        if (stop - line > SENANG_LINE_MAX) return -1;
        const uint8_t *p = line;
        while (p < stop && (*p == ' ' || *p == '\r' || *p == '\t')) p++;
        if (p < stop) lines++;
        line = stop + 1;
    }
    return lines;
}

void take_text(std::string_view text, const uint8_t *&start, uint32_t &count) {
    start = reinterpret_cast<const uint8_t *>(text.data());
    count = uint32_t(text.size());
}

senang_shape shaped(dom::element element, senang_signal &s, const char *&fault) {
    s = senang_signal{};
    fault = nullptr;
    dom::object object;
    if (element.get(object)) return SENANG_NOT_AN_OBJECT;
    unsigned seen = 0;
    unsigned duplicated = 0;
    for (auto field : object) {
        int which = field_named(field.key);
        if (which == UNKNOWN) return SENANG_UNKNOWN_FIELD;
        if (seen & 1u << which) duplicated |= 1u << which;
        seen |= 1u << which;
    }
    for (int i = 0; i < FIELD_COUNT; i++)
        if (duplicated & 1u << i) { fault = field_names[i]; return SENANG_DUPLICATE_FIELD; }
    for (int i = 0; i < FIELD_COUNT; i++)
        if (required & ~seen & 1u << i) { fault = field_names[i]; return SENANG_MISSING_FIELD; }
    for (auto field : object) {
        int which = field_named(field.key);
        fault = field_names[which];
        if (which == RSSI) {
            int64_t value;
            if (field.value.get(value)) return SENANG_WRONG_TYPE;
            if (value < -127 || value > 0) return SENANG_OUT_OF_RANGE;
            s.rssi = int16_t(value);
            s.has_rssi = 1;
            continue;
        }
        std::string_view text;
        if (field.value.get(text)) {
            if (which != AT || field.value.get(s.at_milliseconds)) return SENANG_WRONG_TYPE;
            continue;
        }
        switch (which) {
        case ID: take_text(text, s.id, s.id_count); break;
        case TOKEN: take_text(text, s.token, s.token_count); break;
        case ZONE: take_text(text, s.zone, s.zone_count); break;
        case READER: take_text(text, s.reader, s.reader_count); break;
        case AT: take_text(text, s.at_text, s.at_count); break;
        default:
            s.kind = kind_named(reinterpret_cast<const uint8_t *>(text.data()), text.size());
        }
    }
    fault = nullptr;
    return SENANG_OK;
}

}  // namespace

struct senang_parser {
    ondemand::parser plain;
    dom::parser strict;
    std::optional<dom::array::iterator> next;
};

extern "C" {

int senang_processor_fits(void) {
#if defined(__AVX2__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
#else
    return 1;
#endif
}

senang_parser *senang_parser_create(void) { return new (std::nothrow) senang_parser; }
void senang_parser_destroy(senang_parser *parser) { delete parser; }

int64_t senang_parse_plain(
    senang_parser *parser, const uint8_t *body, size_t count, senang_signal *out, size_t capacity) {
    size_t first = 0;
    while (first < count && (body[first] == ' ' || body[first] == '\n' || body[first] == '\r' ||
                             body[first] == '\t')) first++;
    if (first == count) return -1;
    size_t written = 0;
    if (body[first] == '[') {
        ondemand::document document;
        ondemand::array array;
        if (parser->plain.iterate(body, count, count + SENANG_PADDING).get(document)) return -1;
        if (document.get_array().get(array)) return -1;
        for (auto element : array) {
            ondemand::object object;
            if (element.get_object().get(object)) return -1;
            if (written == capacity || !plain(object, out[written])) return -1;
            written++;
        }
        const char *rest;
        return document.current_location().get(rest) == OUT_OF_BOUNDS ? int64_t(written) : -1;
    }
    const int64_t lines = plain_lines(body, count);
    if (lines < 0) return -1;
    ondemand::document_stream stream;
    size_t window = count + 32 < dom::MINIMAL_BATCH_SIZE ? dom::MINIMAL_BATCH_SIZE : count + 32;
    if (parser->plain.iterate_many(body, count, window).get(stream)) return -1;
    for (auto it = stream.begin(); it != stream.end(); ++it) {
        if (it.error()) return -1;
        auto document = *it;
        ondemand::object object;
        if (document.get_object().get(object)) return -1;
        if (written == capacity || !plain(object, out[written])) return -1;
        written++;
    }
    // One object a line, and no more: so a line is judged alike whatever stands beside it.
    return stream.truncated_bytes() == 0 && int64_t(written) == lines ? int64_t(written) : -1;
}

senang_shape senang_parse_line(
    senang_parser *parser, const uint8_t *line, size_t count, senang_signal *out,
    const char **field) {
    dom::element element;
    *field = nullptr;
    if (parser->strict.parse(line, count, true).get(element)) return SENANG_MALFORMED;
    return shaped(element, *out, *field);
}

int64_t senang_array_open(senang_parser *parser, const uint8_t *body, size_t count) {
    dom::array array;
    if (parser->strict.parse(body, count, true).get(array)) return -1;
    parser->next = array.begin();
    int64_t elements = 0;
    for (auto element : array) { (void)element; elements++; }
    return elements;
}

senang_shape senang_array_next(senang_parser *parser, senang_signal *out, const char **field) {
    senang_shape shape = shaped(**parser->next, *out, *field);
    ++*parser->next;
    return shape;
}

}  // extern "C"
