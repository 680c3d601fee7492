// Loads that are paced, or that look at one signal at a time, against a server on this machine.
//
//   paced sync FOLDER                         appends 9 kB and syncs: what the disk alone costs
//   paced single PORT KEY SECONDS             64 connections, one signal a request
//   paced fill PORT KEY COUNT                 COUNT signals in batches of 1,000, as fast as they go
//   paced latency PORT KEY COOKIES RATE SECONDS ZONE...
//                                             RATE signals a second; how long from a signal to its
//                                             cue on the screens of COOKIES, one cookie a line
//
// Signals are live: their time is now. Each prints one line of JSON.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

static double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static long wall_milliseconds() {
    return long(std::chrono::duration_cast<std::chrono::milliseconds>(
                    std::chrono::system_clock::now().time_since_epoch()).count());
}

static int dial(int port) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
        perror("paced: connect");
        exit(1);
    }
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

static void send_all(int fd, const std::string &bytes) {
    for (size_t at = 0; at < bytes.size();) {
        ssize_t count = send(fd, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
        if (count <= 0) { fprintf(stderr, "paced: the server closed the connection\n"); exit(1); }
        at += size_t(count);
    }
}

static std::string post(const std::string &key, const std::string &body) {
    return "POST /v1/signals HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key +
           "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

// One keep-alive connection with at most one request under way.
struct Line {
    int fd;
    std::string answer;
    double sent_at = 0;
    bool busy = false;

    // Reads what is there; true when an answer is whole. Anything but 200 ends the run.
    bool receive() {
        char buffer[8192];
        ssize_t count = recv(fd, buffer, sizeof buffer, 0);
        if (count <= 0) { fprintf(stderr, "paced: the server closed the connection\n"); exit(1); }
        answer.append(buffer, size_t(count));
        size_t head = answer.find("\r\n\r\n");
        if (head == std::string::npos) return false;
        size_t at = answer.find("ontent-Length: ");
        size_t length = strtoul(answer.c_str() + at + 15, nullptr, 10);
        if (answer.size() < head + 4 + length) return false;
        if (answer.compare(9, 3, "200") != 0) { fprintf(stderr, "paced: %s\n", answer.c_str()); exit(1); }
        answer.clear();
        busy = false;
        return true;
    }
};

static std::string signal_json(const std::string &id, const std::string &token, const char *kind,
                               const std::string &zone, long at) {
    return "{\"id\":\"" + id + "\",\"token\":\"" + token + "\",\"kind\":\"" + kind + "\",\"zone\":\"" + zone +
           "\",\"at\":" + std::to_string(at) + "}\n";
}

static double share(std::vector<double> &sorted, double part) {
    if (sorted.empty()) return NAN;
    return sorted[std::min(sorted.size() - 1, size_t(double(sorted.size()) * part))] * 1e3;
}

static int run_sync(const char *folder) {
    std::string path = std::string(folder) + "/sync-probe", block(9000, 'x');
    int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    std::vector<double> times;
    for (int i = 0; i < 500; i++) {
        double began = now();
        if (write(fd, block.data(), block.size()) < 0 || fdatasync(fd) != 0) { perror("paced: sync"); return 1; }
        times.push_back(now() - began);
    }
    close(fd);
    unlink(path.c_str());
    std::sort(times.begin(), times.end());
    printf("{\"sync_p50_ms\":%.3f,\"sync_p99_ms\":%.3f}\n", share(times, .5), share(times, .99));
    return 0;
}

static int run_single(int port, const std::string &key, double seconds, const std::string &zone) {
    const size_t connections = 64;
    int ep = epoll_create1(0);
    std::vector<Line> lines(connections);
    std::string run = std::to_string(wall_milliseconds());
    size_t sent = 0;
    auto send_one = [&](Line &line) {
        std::string id = "s" + run + "-" + std::to_string(sent);
        line.sent_at = now();
        send_all(line.fd, post(key, signal_json(id, "T" + std::to_string(sent % 5000), "read", zone, wall_milliseconds())));
        sent++;
    };
    for (size_t i = 0; i < connections; i++) {
        lines[i].fd = dial(port);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        epoll_ctl(ep, EPOLL_CTL_ADD, lines[i].fd, &event);
    }
    std::vector<double> times;
    double began = now();
    for (auto &line : lines) send_one(line);
    while (now() - began < seconds) {
        epoll_event events[64];
        int count = epoll_wait(ep, events, 64, 100);
        for (int e = 0; e < count; e++) {
            Line &line = lines[events[e].data.u64];
            if (!line.receive()) continue;
            times.push_back(now() - line.sent_at);
            send_one(line);
        }
    }
    double wall = now() - began;
    std::sort(times.begin(), times.end());
    printf("{\"singles_per_s\":%.0f,\"ack_p50_ms\":%.2f,\"ack_p99_ms\":%.2f}\n", double(times.size()) / wall,
           share(times, .5), share(times, .99));
    return 0;
}

static int run_fill(int port, const std::string &key, size_t count, const std::string &zone) {
    const size_t connections = 8, batch = 1000;
    int ep = epoll_create1(0);
    std::vector<Line> lines(connections);
    size_t sent = 0, answered = 0;
    std::string run = std::to_string(wall_milliseconds());
    auto send_next = [&](Line &line) {
        std::string body;
        long at = wall_milliseconds();
        for (size_t i = 0; i < batch; i++, sent++)
            body += signal_json("f" + run + "-" + std::to_string(sent), "T" + std::to_string(sent % 50000), "read", zone, at);
        line.busy = true;
        send_all(line.fd, post(key, body));
    };
    double began = now();
    for (size_t i = 0; i < connections; i++) {
        lines[i].fd = dial(port);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        epoll_ctl(ep, EPOLL_CTL_ADD, lines[i].fd, &event);
        if (sent < count) send_next(lines[i]);
    }
    while (answered < count) {
        epoll_event events[64];
        int ready = epoll_wait(ep, events, 64, 1000);
        for (int e = 0; e < ready; e++) {
            Line &line = lines[events[e].data.u64];
            if (!line.receive()) continue;
            answered += batch;
            if (sent < count) send_next(line);
        }
    }
    printf("{\"filled\":%zu,\"seconds\":%.2f}\n", answered, now() - began);
    return 0;
}

// The screens: each an event stream; tells when a token's cue arrived first.
struct Screens {
    std::vector<int> fds;
    std::vector<std::string> pending;
    std::unordered_map<std::string, double> sent_at;
    std::mutex lock;
    std::vector<double> times;
    std::atomic<bool> stop{false};

    void connect(int port, const std::string &cookie) {
        int fd = dial(port);
        send_all(fd, "GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + "\r\n\r\n");
        fds.push_back(fd);
        pending.emplace_back();
    }

    void run() {
        int ep = epoll_create1(0);
        for (size_t i = 0; i < fds.size(); i++) {
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            epoll_ctl(ep, EPOLL_CTL_ADD, fds[i], &event);
        }
        std::vector<char> buffer(1 << 16);
        while (!stop) {
            epoll_event events[256];
            int count = epoll_wait(ep, events, 256, 50);
            double at = now();
            for (int e = 0; e < count; e++) {
                size_t i = events[e].data.u64;
                ssize_t got = recv(fds[i], buffer.data(), buffer.size(), 0);
                if (got <= 0) { fprintf(stderr, "paced: a screen was cut off\n"); exit(1); }
                pending[i].append(buffer.data(), size_t(got));
                take(pending[i], at);
            }
        }
    }

    void take(std::string &text, double at) {
        size_t from = 0, end;
        while ((end = text.find("\n\n", from)) != std::string::npos) {
            size_t token = text.find("\"token\":\"", from);
            if (token != std::string::npos && token < end && text.find("\"issued\"", from) < end) {
                token += 9;
                std::string name = text.substr(token, text.find('"', token) - token);
                std::lock_guard<std::mutex> guard(lock);
                auto found = sent_at.find(name);
                if (found != sent_at.end()) {
                    times.push_back(at - found->second);
                    sent_at.erase(found);
                }
            }
            from = end + 2;
        }
        text.erase(0, from);
    }
};

static int run_latency(int port, const std::string &key, const char *cookies, double rate, double seconds,
                       const std::vector<std::string> &zones) {
    Screens screens;
    std::ifstream file(cookies);
    for (std::string cookie; std::getline(file, cookie);) screens.connect(port, cookie);
    std::thread reader([&] { screens.run(); });
    usleep(500'000);
    const double period = 0.005;
    size_t batch = size_t(rate * period);
    std::vector<Line> lines(16);
    for (auto &line : lines) line.fd = dial(port);
    std::string run = std::to_string(wall_milliseconds());
    size_t serial = 0, cues = 0;
    std::vector<double> acks;
    double began = now(), late = 0;
    for (size_t tick = 0; double(tick) * period < seconds; tick++) {
        double due = began + double(tick) * period;
        while (now() < due) usleep(200);
        late = std::max(late, now() - due);
        // Three taps of one token make a cue at once; the rest are reads that make none.
        std::string body, token = "C" + run + "-" + std::to_string(cues++);
        const std::string &zone = zones[cues % zones.size()];
        long at = wall_milliseconds();
        for (size_t i = 0; i < batch; i++, serial++) {
            bool tap = i < 3;
            body += signal_json("l" + run + "-" + std::to_string(serial), tap ? token : "T" + std::to_string(serial % 50000),
                                tap ? "tap" : "read", zone, at - long(tap ? 2 - i : 0));
        }
        Line *free = nullptr;
        while (!free) {
            for (auto &line : lines) {
                if (line.busy) {
                    char byte;
                    if (recv(line.fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 1 && line.receive())
                        acks.push_back(now() - line.sent_at);
                }
                if (!line.busy && !free) free = &line;
            }
            if (!free) usleep(100);
        }
        {
            std::lock_guard<std::mutex> guard(screens.lock);
            screens.sent_at[token] = now();
        }
        free->busy = true;
        free->sent_at = now();
        send_all(free->fd, post(key, body));
    }
    usleep(1'000'000);
    screens.stop = true;
    reader.join();
    std::sort(screens.times.begin(), screens.times.end());
    std::sort(acks.begin(), acks.end());
    printf("{\"signals_per_s\":%.0f,\"screens\":%zu,\"cues\":%zu,\"cues_missing\":%zu,\"cue_p50_ms\":%.2f,"
           "\"cue_p99_ms\":%.2f,\"ack_p50_ms\":%.2f,\"ack_p99_ms\":%.2f,\"sender_late_ms\":%.1f}\n",
           double(serial) / seconds, screens.fds.size(), screens.times.size(), screens.sent_at.size(),
           share(screens.times, .5), share(screens.times, .99), share(acks, .5), share(acks, .99), late * 1e3);
    return screens.sent_at.empty() ? 0 : 1;
}

int main(int argc, char **argv) {
    std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "sync" && argc == 3) return run_sync(argv[2]);
    if (mode == "single" && argc == 6) return run_single(atoi(argv[2]), argv[3], atof(argv[4]), argv[5]);
    if (mode == "fill" && argc == 6) return run_fill(atoi(argv[2]), argv[3], strtoul(argv[4], nullptr, 10), argv[5]);
    if (mode == "latency" && argc >= 8)
        return run_latency(atoi(argv[2]), argv[3], argv[4], atof(argv[5]), atof(argv[6]), {argv + 7, argv + argc});
    fprintf(stderr, "usage: paced sync FOLDER | single PORT KEY SECONDS ZONE | fill PORT KEY COUNT ZONE | "
                    "latency PORT KEY COOKIES RATE SECONDS ZONE...\n");
    return 64;
}
