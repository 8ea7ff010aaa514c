/* The physical limit: the dialogue of a check in one thread over epoll, with nothing else around it.
 *
 *   client PORT ADDRESSES AT_ONCE SECONDS
 *
 * Connect without blocking, read the banner, match "220" at its start, send QUIT, shut down, drop what is left, close.
 * Prints the checks that went well, its own processor time (user and system) and the wall time; one that fails ends the program. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_EVENTS = 256, MAX_AT_ONCE = 4096, FIRST_ADDRESS = 0x7f000101 };

struct check {
    int socket;
    int received;
    char response[256];
};

static const char quit[] = "QUIT\r\n";
static int epoll, addresses, next_address;
static struct sockaddr_in server = { .sin_family = AF_INET };

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void start(struct check *check)
{
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = check };
    server.sin_addr.s_addr = htonl(FIRST_ADDRESS + next_address);
    next_address = (next_address + 1) % addresses;
    check->received = 0;
    check->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (connect(check->socket, (struct sockaddr *)&server, sizeof server) != 0 && errno != EINPROGRESS)
        fail("connect");
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, check->socket, &event) != 0)
        fail("epoll_ctl");
}

static void finish(struct check *check)
{
    char dropped[4096];
    if (send(check->socket, quit, sizeof quit - 1, MSG_NOSIGNAL) != sizeof quit - 1)
        fail("send");
    shutdown(check->socket, SHUT_WR);
    while (recv(check->socket, dropped, sizeof dropped, 0) > 0)
        ;
    close(check->socket);
}

/* Whether the check is over. */
static int go_on(struct check *check, unsigned events)
{
    if (!(events & (EPOLLIN | EPOLLERR | EPOLLHUP)))
        return 0;
    ssize_t count = recv(check->socket, check->response + check->received, sizeof check->response - check->received, 0);
    if (count < 0 && errno == EAGAIN)
        return 0;
    if (count <= 0)
        fail("recv");
    check->received += count;
    if (check->received < 3)
        return 0;
    if (memcmp(check->response, "220", 3) != 0) {
        fprintf(stderr, "client: not the expected banner\n");
        exit(1);
    }
    finish(check);
    return 1;
}

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static double processor_seconds(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv)
{
    static struct check checks[MAX_AT_ONCE];
    int at_once = argc == 5 ? atoi(argv[3]) : 0, running = 0;
    addresses = argc == 5 ? atoi(argv[2]) : 0;
    if (at_once < 1 || at_once > MAX_AT_ONCE || addresses < 1) {
        fprintf(stderr, "usage: client PORT ADDRESSES AT_ONCE SECONDS    (at most %d at once)\n", MAX_AT_ONCE);
        return 2;
    }
    server.sin_port = htons(atoi(argv[1]));
    epoll = epoll_create1(EPOLL_CLOEXEC);

    long succeeded = 0;
    double begin = seconds(CLOCK_MONOTONIC), end = begin + atof(argv[4]), used = processor_seconds();
    for (; running < at_once; running++)
        start(&checks[running]);
    while (running > 0) {
        struct epoll_event events[MAX_EVENTS];
        int ready = epoll_wait(epoll, events, MAX_EVENTS, -1);
        int is_over = seconds(CLOCK_MONOTONIC) >= end;
        for (int i = 0; i < ready; i++)
            if (go_on(events[i].data.ptr, events[i].events)) {
                succeeded++;
                if (is_over)
                    running--;
                else
                    start(events[i].data.ptr);
            }
    }
    printf("%ld %.3f %.3f\n", succeeded, processor_seconds() - used, seconds(CLOCK_MONOTONIC) - begin);
    return 0;
}
