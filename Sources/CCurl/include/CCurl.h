#pragma once
#include <stddef.h>
#include <stdint.h>

// A thin C face over libcurl: posting bytes to a URL, reading what is answered, and handing letters
// to a mail server.
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

// How far a letter came with a mail server.
enum {
    SENANG_MAIL_GREETING = 0,
    SENANG_MAIL_LOGIN = 1,
    SENANG_MAIL_SENDER = 2,
    SENANG_MAIL_RECIPIENT = 3,
    SENANG_MAIL_LETTER = 4,
};

// What a mail server said last: how far the letter was, its reply's code (0: it said nothing), and
// the second number of its enhanced status (RFC 3463), -1 without one.
typedef struct {
    int stage;
    int reply;
    int detail;
} senang_mail_answer;

// Hands one letter, with CRLF at its line ends, to a mail server: `url` is smtp:// or smtps://, its
// path the name we greet with. Without `allows_plain` a connection that cannot be sealed is not
// spoken on. `user`, `password` and `roots` (a file of certificates to trust instead of the
// machine's) may be null. A connection is used for one letter.
// Answers 0 when the server has taken it over, else libcurl's error code.
int senang_curl_mail(
    senang_curl *_Nonnull curl, const char *_Nonnull url, const char *_Nullable user,
    const char *_Nullable password, const char *_Nullable roots, const char *_Nonnull sender,
    const char *_Nonnull recipient, const uint8_t *_Nonnull letter, size_t letter_count,
    long timeout_milliseconds, int allows_plain, senang_mail_answer *_Nonnull answer);
