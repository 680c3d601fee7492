// Sends a W1 folder's events to a server over HTTP, and reads the cues back over its stream.
//
// usage: load EVENTS.jsonl PORT KEYS COOKIE CUES [BATCH]
//
// KEYS holds one source key a line: as many connections, each its own source. A band always goes
// over the same connection, since repeats and late copies belong to a band. Each connection waits
// for its answer before it sends the next batch; when the server dies, it connects again and sends
// the unanswered batch once more. Prints one line when everything is answered, then reads from
// standard input how many cues to wait for, and writes them sorted to CUES.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

static double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static double processor_seconds() {
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

// A connected socket, or -1.
static int dial(int port) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
        close(fd);
        return -1;
    }
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

// Waits up to a minute for a server that is starting again.
static int dial_patiently(int port) {
    for (int attempt = 0; attempt < 6000; attempt++) {
        int fd = dial(port);
        if (fd >= 0) return fd;
        usleep(10'000);
    }
    fprintf(stderr, "load: no server on port %d\n", port);
    exit(1);
}

static bool send_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t count = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(size_t(count));
    }
    return true;
}

struct Connection {
    int fd = -1;
    std::vector<std::string> requests;
    size_t next = 0;
    std::string answer;
    double sent_at = 0;
};

// The cue stream, from its own thread. Reconnects by its cursor.
struct CueReader {
    int port;
    std::string cookie;
    std::string pending, cursor;
    std::vector<std::string> frames;
    std::atomic<size_t> issued{0};
    std::atomic<bool> stop{false};
    size_t connections = 0;

    void run() {
        while (!stop) {
            int fd = dial_patiently(port);
            connections++;
            timeval patience{0, 200'000};
            setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
            std::string request = "GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + "\r\n";
            request += "Last-Event-ID: " + (cursor.empty() ? std::string("0.0") : cursor) + "\r\n\r\n";
            pending.clear();
            if (send_all(fd, request)) read(fd);
            close(fd);
        }
    }

    void read(int fd) {
        std::vector<char> buffer(1 << 18);
        bool in_body = false;
        std::string raw;
        while (!stop) {
            ssize_t count = recv(fd, buffer.data(), buffer.size(), 0);
            if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) continue;
            if (count <= 0) return;
            raw.append(buffer.data(), size_t(count));
            if (!in_body) {
                size_t head = raw.find("\r\n\r\n");
                if (head == std::string::npos) continue;
                if (raw.compare(0, 12, "HTTP/1.1 200") != 0) {
                    fprintf(stderr, "load: the stream was refused: %s\n", raw.substr(0, 60).c_str());
                    exit(1);
                }
                raw.erase(0, head + 4);
                in_body = true;
            }
            unchunk(raw);
            take_frames();
        }
    }

    void unchunk(std::string &raw) {
        size_t at = 0;
        for (;;) {
            size_t line = raw.find("\r\n", at);
            if (line == std::string::npos) break;
            size_t length = strtoul(raw.c_str() + at, nullptr, 16);
            if (raw.size() < line + 2 + length + 2) break;
            pending.append(raw, line + 2, length);
            at = line + 2 + length + 2;
        }
        raw.erase(0, at);
    }

    void take_frames() {
        size_t at = 0, end;
        while ((end = pending.find("\n\n", at)) != std::string::npos) {
            if (pending.compare(at, 4, "id: ") == 0) {
                size_t line = pending.find('\n', at);
                cursor = pending.substr(at + 4, line - at - 4);
                if (pending.find("\"e\":\"issued\"", at) < end) {
                    frames.push_back(pending.substr(at, end - at));
                    issued++;
                }
            }
            at = end + 2;
        }
        pending.erase(0, at);
    }
};

static std::string field(const std::string &frame, const char *name, char until) {
    std::string key = std::string("\"") + name + "\":";
    size_t start = frame.find(key) + key.size();
    if (frame[start] == '"') start++;
    return frame.substr(start, frame.find(until, start) - start);
}

int main(int argc, char **argv) {
    if (argc < 6) {
        fprintf(stderr, "usage: load EVENTS.jsonl PORT KEYS COOKIE CUES [BATCH]\n");
        return 64;
    }
    int port = atoi(argv[2]);
    size_t batch = argc > 6 ? size_t(atol(argv[6])) : 100;
    std::vector<std::string> keys;
    std::ifstream key_file(argv[3]);
    for (std::string key; std::getline(key_file, key);) keys.push_back(key);

    // Requests are made beforehand, so that what is measured is the server.
    std::vector<Connection> connections(keys.size());
    {
        std::vector<std::string> bodies(keys.size());
        std::vector<size_t> counts(keys.size());
        auto flush = [&](size_t i) {
            std::string request = "POST /v1/signals HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " +
                                  keys[i] + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " +
                                  std::to_string(bodies[i].size()) + "\r\n\r\n" + bodies[i];
            connections[i].requests.push_back(std::move(request));
            bodies[i].clear();
            counts[i] = 0;
        };
        std::ifstream events(argv[1]);
        for (std::string line; std::getline(events, line);) {
            auto replace = [&](const char *from, const char *to) {
                size_t at = line.find(from);
                if (at != std::string::npos) line.replace(at, strlen(from), to);
            };
            replace("\"band\"", "\"token\"");
            replace("\"ts\"", "\"at\"");
            size_t token = line.find("\"token\":\"") + 9;
            size_t length = line.find('"', token) - token;
            size_t i = std::hash<std::string_view>()(std::string_view(line).substr(token, length)) % keys.size();
            bodies[i] += line;
            bodies[i] += '\n';
            if (++counts[i] == batch) flush(i);
        }
        for (size_t i = 0; i < keys.size(); i++)
            if (counts[i]) flush(i);
    }

    CueReader reader;
    reader.port = port;
    reader.cookie = argv[4];
    std::thread cue_thread([&] { reader.run(); });

    int ep = epoll_create1(0);
    std::vector<double> latencies;
    size_t active = 0, requests = 0, reconnections = 0;
    auto send_next = [&](size_t i) {
        Connection &c = connections[i];
        c.sent_at = now();
        while (!send_all(c.fd, c.requests[c.next])) {
            close(c.fd);
            reconnections++;
            c.fd = dial_patiently(port);
            c.answer.clear();
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            epoll_ctl(ep, EPOLL_CTL_ADD, c.fd, &event);
        }
    };
    double began = now(), began_cpu = processor_seconds();
    for (size_t i = 0; i < connections.size(); i++) {
        if (connections[i].requests.empty()) continue;
        connections[i].fd = dial_patiently(port);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        epoll_ctl(ep, EPOLL_CTL_ADD, connections[i].fd, &event);
        active++;
        send_next(i);
    }
    std::vector<char> buffer(1 << 16);
    while (active > 0) {
        epoll_event events[64];
        int count = epoll_wait(ep, events, 64, -1);
        for (int e = 0; e < count; e++) {
            size_t i = events[e].data.u64;
            Connection &c = connections[i];
            ssize_t got = recv(c.fd, buffer.data(), buffer.size(), 0);
            if (got <= 0) {  // The server died: once more, to the next one.
                close(c.fd);
                if (c.next >= c.requests.size()) continue;  // It had said all it had to say.
                reconnections++;
                c.fd = dial_patiently(port);
                c.answer.clear();
                epoll_event event{};
                event.events = EPOLLIN;
                event.data.u64 = i;
                epoll_ctl(ep, EPOLL_CTL_ADD, c.fd, &event);
                send_next(i);
                continue;
            }
            c.answer.append(buffer.data(), size_t(got));
            size_t head = c.answer.find("\r\n\r\n");
            if (head == std::string::npos) continue;
            size_t at = c.answer.find("ontent-Length: ");
            size_t length = at == std::string::npos ? 0 : strtoul(c.answer.c_str() + at + 15, nullptr, 10);
            if (c.answer.size() < head + 4 + length) continue;
            latencies.push_back(now() - c.sent_at);
            if (c.answer.compare(9, 3, "503") == 0) {
                usleep(1000);
                c.answer.clear();
                send_next(i);
                continue;
            }
            if (c.answer.compare(9, 3, "200") != 0 || c.answer.find("\"refused\":[]") == std::string::npos) {
                fprintf(stderr, "load: unexpected answer: %s\n", c.answer.c_str());
                return 1;
            }
            c.answer.clear();
            requests++;
            if (++c.next < c.requests.size()) send_next(i);
            else active--;
        }
    }
    double wall = now() - began;
    std::sort(latencies.begin(), latencies.end());
    printf("{\"wall_s\":%.3f,\"requests\":%zu,\"client_cpu_s\":%.3f,\"ack_p50_ms\":%.2f,\"ack_p99_ms\":%.2f,"
           "\"ack_max_ms\":%.1f,\"reconnections\":%zu}\n",
           wall, requests, processor_seconds() - began_cpu, latencies[latencies.size() / 2] * 1e3,
           latencies[latencies.size() * 99 / 100] * 1e3, latencies.back() * 1e3, reconnections);
    fflush(stdout);

    size_t expected = 0;
    std::cin >> expected;
    double deadline = now() + 60;
    while (reader.issued < expected && now() < deadline) usleep(20'000);
    usleep(300'000);  // Anything beyond what was expected would come now.
    reader.stop = true;
    cue_thread.join();
    std::vector<std::string> zones;
    for (std::string line; std::getline(std::cin, line);)
        if (!line.empty()) zones.push_back(line);
    std::vector<std::string> lines;
    for (auto &frame : reader.frames)
        lines.push_back(field(frame, "rule", '"') + "," + field(frame, "token", '"') + "," +
                        zones[strtoul(field(frame, "zone", ',').c_str(), nullptr, 10)] + "," +
                        field(frame, "since", ',') + "\n");
    std::sort(lines.begin(), lines.end());
    std::ofstream out(argv[5]);
    for (auto &line : lines) out << line;
    printf("{\"cues\":%zu,\"expected\":%zu,\"stream_connections\":%zu}\n", lines.size(), expected,
           reader.connections);
    return lines.size() == expected ? 0 : 1;
}
