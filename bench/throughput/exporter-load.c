/* Has a blackbox exporter probe, over HTTP with connections that are kept.
 *
 *   exporter-load EXPORTER_PORT PORT ADDRESSES AT_ONCE SECONDS
 *
 * Each of AT_ONCE connections asks /probe?module=banner&target=127.0.1.N:PORT, one request after the other, and demands
 * "probe_success 1". Prints the probes that went well and the wall time; whoever wants the exporter's processor time asks /proc. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_EVENTS = 64, MAX_AT_ONCE = 1024 };

struct connection {
    int socket;
    int received;
    char answer[16 * 1024];
};

static int epoll, port, addresses, next_address;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void ask(struct connection *connection)
{
    char request[256];
    int length = snprintf(request, sizeof request, "GET /probe?module=banner&target=127.0.1.%d:%d HTTP/1.1\r\nHost: exporter\r\n\r\n",
        next_address + 1, port);
    next_address = (next_address + 1) % addresses;
    connection->received = 0;
    if (send(connection->socket, request, length, MSG_NOSIGNAL) != length)
        fail("send");
}

/* The exporter answers in one piece with its length, or in chunks, of which the last is empty. */
static int is_whole(const struct connection *connection)
{
    const char *body = strstr(connection->answer, "\r\n\r\n"), *length = strcasestr(connection->answer, "\r\nContent-Length:");
    if (body == NULL)
        return 0;
    if (length != NULL && length < body)
        return connection->received >= body + 4 - connection->answer + atol(length + 17);
    return connection->received >= 5 && strcmp(connection->answer + connection->received - 5, "0\r\n\r\n") == 0;
}

/* Whether an answer has come whole. */
static int read_answer(struct connection *connection)
{
    int room = sizeof connection->answer - 1 - connection->received;
    ssize_t count = recv(connection->socket, connection->answer + connection->received, room, 0);
    if (count <= 0)
        fail("recv");
    connection->received += count;
    connection->answer[connection->received] = 0;
    if (!is_whole(connection))
        return 0;
    if (strstr(connection->answer, "\nprobe_success 1\n") == NULL) {
        fprintf(stderr, "exporter-load: a probe failed:\n%s\n", connection->answer);
        exit(1);
    }
    return 1;
}

static void open_connection(struct connection *connection, int exporter_port)
{
    struct sockaddr_in exporter
        = { .sin_family = AF_INET, .sin_port = htons(exporter_port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };
    connection->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(connection->socket, (struct sockaddr *)&exporter, sizeof exporter) != 0
        || epoll_ctl(epoll, EPOLL_CTL_ADD, connection->socket, &event) != 0)
        fail("connect");
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    static struct connection connections[MAX_AT_ONCE];
    int at_once = argc == 6 ? atoi(argv[4]) : 0;
    if (at_once < 1 || at_once > MAX_AT_ONCE) {
        fprintf(stderr, "usage: exporter-load EXPORTER_PORT PORT ADDRESSES AT_ONCE SECONDS    (at most %d at once)\n", MAX_AT_ONCE);
        return 2;
    }
    port = atoi(argv[2]);
    addresses = atoi(argv[3]);
    epoll = epoll_create1(0);

    long succeeded = 0;
    double begin = now(), end = begin + atof(argv[5]);
    int running = at_once;
    for (int i = 0; i < at_once; i++) {
        open_connection(&connections[i], atoi(argv[1]));
        ask(&connections[i]);
    }
    while (running > 0) {
        struct epoll_event events[MAX_EVENTS];
        int ready = epoll_wait(epoll, events, MAX_EVENTS, -1);
        for (int i = 0; i < ready; i++)
            if (read_answer(events[i].data.ptr)) {
                succeeded++;
                if (now() >= end)
                    running--;
                else
                    ask(events[i].data.ptr);
            }
    }
    printf("%ld %.3f\n", succeeded, now() - begin);
    return 0;
}
