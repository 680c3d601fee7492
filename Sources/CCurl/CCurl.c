#include "CCurl.h"

#include <curl/curl.h>
#include <string.h>

// What an answer may hold at most; a push service says a few words.
enum { ANSWER_BYTES_MAX = 64 << 10 };

int senang_curl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

senang_curl *senang_curl_open(void) { return (senang_curl *)curl_easy_init(); }

void senang_curl_close(senang_curl *curl) { curl_easy_cleanup((CURL *)curl); }

// What came, kept where there is somewhere to keep it.
struct answer {
    uint8_t *bytes;
    size_t count;
    size_t room;
};

static size_t keep(char *bytes, size_t size, size_t count, void *context) {
    struct answer *answer = context;
    size_t got = size * count;
    if (got > answer->room - answer->count) return 0;  // Ends the transfer; the status has come.
    if (answer->bytes != NULL) memcpy(answer->bytes + answer->count, bytes, got);
    answer->count += got;
    return got;
}

static CURLcode prepare(
    CURL *curl, const char *url, struct curl_slist *headers, const uint8_t *body, size_t count,
    long timeout, int allows_http, struct answer *answer
) {
    CURLcode code = CURLE_OK;
#define SET(option, value) \
    if (code == CURLE_OK) code = curl_easy_setopt(curl, option, value)
    SET(CURLOPT_PROTOCOLS_STR, allows_http ? "http,https" : "https");
    SET(CURLOPT_URL, url);
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (allows_http) SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_TIMEOUT_MS, timeout);
    SET(CURLOPT_CONNECTTIMEOUT_MS, timeout);
    SET(CURLOPT_USERAGENT, "senang");
    if (body != NULL) {
        SET(CURLOPT_POST, 1L);
        SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
        SET(CURLOPT_POSTFIELDS, (const char *)body);
    }
    SET(CURLOPT_HTTPHEADER, headers);
    SET(CURLOPT_WRITEFUNCTION, keep);
    SET(CURLOPT_WRITEDATA, answer);
#undef SET
    return code;
}

static long exchange(
    senang_curl *handle, const char *url, const char *const *headers, size_t header_count,
    const uint8_t *body, size_t body_count, long timeout_milliseconds, int allows_http,
    struct answer *answer
) {
    CURL *curl = (CURL *)handle;
    // Leaves the connections open, and forgets everything else of the post before.
    curl_easy_reset(curl);
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    for (size_t place = 0; list != NULL && place < header_count; place++) {
        struct curl_slist *longer = curl_slist_append(list, headers[place]);
        if (longer == NULL) curl_slist_free_all(list);
        list = longer;
    }
    if (list == NULL) return -(long)CURLE_OUT_OF_MEMORY;
    CURLcode code = prepare(
        curl, url, list, body, body_count, timeout_milliseconds, allows_http, answer);
    if (code == CURLE_OK) code = curl_easy_perform(curl);
    long status = 0;
    if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && answer->bytes == NULL)) {
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    }
    // What it points to goes with this call.
    curl_easy_reset(curl);
    curl_slist_free_all(list);
    if (status >= 100) return status;
    return code == CURLE_OK ? -(long)CURLE_GOT_NOTHING : -(long)code;
}

long senang_curl_post(
    senang_curl *handle, const char *url, const char *const *headers, size_t header_count,
    const uint8_t *body, size_t body_count, long timeout_milliseconds, int allows_http
) {
    struct answer answer = {NULL, 0, ANSWER_BYTES_MAX};
    return exchange(
        handle, url, headers, header_count, body, body_count, timeout_milliseconds, allows_http,
        &answer);
}

long senang_curl_exchange(
    senang_curl *handle, const char *url, const char *const *headers, size_t header_count,
    const uint8_t *body, size_t body_count, long timeout_milliseconds, int allows_http,
    uint8_t *bytes, size_t room, size_t *count
) {
    struct answer answer = {bytes, 0, room};
    long status = exchange(
        handle, url, headers, header_count, body, body_count, timeout_milliseconds, allows_http,
        &answer);
    *count = answer.count;
    return status;
}
