#include "CLanguage.h"

// The header of libcld2 uses FILE without saying where it comes from.
#include <cstdio>
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

int senang_language(const uint8_t *bytes, size_t count, char *code) {
    if (count == 0 || count > senang_language_byte_count_max) return 0;
    CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[3];
    int percents[3];
    double scores[3];
    int text_bytes = 0;
    bool is_reliable = false;
    int valid_bytes = 0;
    const auto found = CLD2::ExtDetectLanguageSummaryCheckUTF8(
        reinterpret_cast<const char *>(bytes), static_cast<int>(count), true, &hints, 0, languages,
        percents, scores, nullptr, &text_bytes, &is_reliable, &valid_bytes);
    if (!is_reliable || found == CLD2::UNKNOWN_LANGUAGE || found != languages[0]) return 0;
    const char *name = CLD2::LanguageCode(found);
    const size_t length = strlen(name);
    if (length == 0 || length >= 16) return 0;
    memcpy(code, name, length + 1);
    return percents[0];
}
