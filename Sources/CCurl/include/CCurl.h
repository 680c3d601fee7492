#pragma once
#include <stddef.h>
#include <stdint.h>

// A thin C face over libcurl for two things: posting bytes to a URL, and reading what is answered.
// curl_easy_setopt takes a variable argument list, which Swift cannot call.

typedef struct senang_curl senang_curl;

// Once, before anything else and before other threads use it. Answers whether it worked.
int senang_curl_start(void);

// Keeps its connections open between posts. Used by one thread at a time. Null: no memory.
senang_curl *_Nullable senang_curl_open(void);
void senang_curl_close(senang_curl *_Nonnull curl);

// Posts a body and waits for the answer, whose body is dropped. Follows no redirect; speaks https,
// and plain http only where `allows_http` says so, then without a proxy.
// Each header is one line, "Name: value", without a line end.
// Answers the HTTP status, from 100 on, or minus libcurl's error code.
long senang_curl_post(
    senang_curl *_Nonnull curl, const char *_Nonnull url,
    const char *_Nonnull const *_Nonnull headers, size_t header_count,
    const uint8_t *_Nonnull body, size_t body_count, long timeout_milliseconds, int allows_http);

// As senang_curl_post, and keeps the answer's body: `answer` has room for `answer_room` bytes, and
// `answer_count` tells how many came. More than fit is an error. Without a body it is a GET.
long senang_curl_exchange(
    senang_curl *_Nonnull curl, const char *_Nonnull url,
    const char *_Nonnull const *_Nonnull headers, size_t header_count,
    const uint8_t *_Nullable body, size_t body_count, long timeout_milliseconds, int allows_http,
    uint8_t *_Nonnull answer, size_t answer_room, size_t *_Nonnull answer_count);
