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

// A letter on its way.
struct letter {
    const uint8_t *bytes;
    size_t count;
    size_t given;
};

static size_t give(char *room, size_t size, size_t count, void *context) {
    struct letter *letter = context;
    size_t left = letter->count - letter->given;
    size_t now = size * count < left ? size * count : left;
    memcpy(room, letter->bytes + letter->given, now);
    letter->given += now;
    return now;
}

static int begins(const char *bytes, size_t count, const char *word) {
    size_t length = strlen(word);
    return count >= length && memcmp(bytes, word, length) == 0;
}

static int digit(const char *bytes, size_t count, size_t place) {
    return place < count && bytes[place] >= '0' && bytes[place] <= '9' ? bytes[place] - '0' : -1;
}

// Follows what is said: libcurl tells one error for whatever the server refused.
static int follow(CURL *curl, curl_infotype type, char *bytes, size_t count, void *context) {
    senang_mail_answer *answer = context;
    (void)curl;
    if (type == CURLINFO_HEADER_OUT) {
        if (begins(bytes, count, "AUTH ")) answer->stage = SENANG_MAIL_LOGIN;
        if (begins(bytes, count, "MAIL ")) answer->stage = SENANG_MAIL_SENDER;
        if (begins(bytes, count, "RCPT ")) answer->stage = SENANG_MAIL_RECIPIENT;
        if (begins(bytes, count, "DATA\r")) answer->stage = SENANG_MAIL_LETTER;
        if (begins(bytes, count, "QUIT\r")) answer->stage = -1 - answer->stage;
    }
    // After the end of the talk nothing that is said is about the letter.
    if (type != CURLINFO_HEADER_IN || answer->stage < 0) return 0;
    int first = digit(bytes, count, 0), second = digit(bytes, count, 1);
    int third = digit(bytes, count, 2);
    if (first < 0 || second < 0 || third < 0) return 0;
    answer->reply = first * 100 + second * 10 + third;
    int isEnhanced = digit(bytes, count, 4) == first && count > 5 && bytes[5] == '.';
    answer->detail = isEnhanced ? digit(bytes, count, 6) : -1;
    return 0;
}

static CURLcode prepare_mail(
    CURL *curl, const char *url, const char *roots, long timeout, int allows_plain,
    struct letter *letter, senang_mail_answer *answer
) {
    CURLcode code = CURLE_OK;
#define SET(option, value) \
    if (code == CURLE_OK) code = curl_easy_setopt(curl, option, value)
    SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    SET(CURLOPT_URL, url);
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_USE_SSL, (long)(allows_plain ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (roots != NULL) SET(CURLOPT_CAINFO, roots);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_TIMEOUT_MS, timeout);
    SET(CURLOPT_CONNECTTIMEOUT_MS, timeout);
    SET(CURLOPT_FRESH_CONNECT, 1L);
    SET(CURLOPT_FORBID_REUSE, 1L);
    SET(CURLOPT_UPLOAD, 1L);
    SET(CURLOPT_READFUNCTION, give);
    SET(CURLOPT_READDATA, letter);
    SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)letter->count);
    SET(CURLOPT_VERBOSE, 1L);
    SET(CURLOPT_DEBUGFUNCTION, follow);
    SET(CURLOPT_DEBUGDATA, answer);
#undef SET
    return code;
}

int senang_curl_mail(
    senang_curl *handle, const char *url, const char *user, const char *password,
    const char *roots, const char *sender, const char *recipient, const uint8_t *letter_bytes,
    size_t letter_count, long timeout_milliseconds, int allows_plain, senang_mail_answer *answer
) {
    CURL *curl = (CURL *)handle;
    struct letter letter = {letter_bytes, letter_count, 0};
    *answer = (senang_mail_answer){SENANG_MAIL_GREETING, 0, -1};
    curl_easy_reset(curl);
    struct curl_slist *recipients = curl_slist_append(NULL, recipient);
    if (recipients == NULL) return CURLE_OUT_OF_MEMORY;
    CURLcode code = prepare_mail(
        curl, url, roots, timeout_milliseconds, allows_plain, &letter, answer);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    if (code == CURLE_OK && user != NULL) code = curl_easy_setopt(curl, CURLOPT_USERNAME, user);
    if (code == CURLE_OK && user != NULL) {
        code = curl_easy_setopt(curl, CURLOPT_PASSWORD, password);
    }
    if (code == CURLE_OK) code = curl_easy_perform(curl);
    // What it points to goes with this call.
    curl_easy_reset(curl);
    curl_slist_free_all(recipients);
    if (answer->stage < 0) answer->stage = -1 - answer->stage;
    return (int)code;
}
