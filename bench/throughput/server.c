/* A banner server on many addresses of 127/8: greets everyone with "220 ready", and closes when the client has said QUIT.
 *
 *   server ADDRESSES        listens on 127.0.1.1, 127.0.1.2, ... on one free port, which it prints; ends with its standard input
 *   server any              listens on every address there is
 *
 * Many addresses, because a client has some 28,000 ports towards each, and every check keeps one of them for a while. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 4096, MAX_ADDRESSES = 250, MAX_EVENTS = 256, FIRST_ADDRESS = 0x7f000101 };

static const char banner[] = "220 ready\r\n";

static int epoll;

static void watch(int descriptor, unsigned events, unsigned data)
{
    struct epoll_event event = { .events = events, .data.u32 = data };
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) != 0) {
        perror("epoll_ctl");
        exit(1);
    }
}

/* The port is taken at the first address and asked for at the others. */
static int listen_at(in_addr_t where, in_port_t *port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = *port, .sin_addr.s_addr = htonl(where) };
    socklen_t length = sizeof address;
    int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, BACKLOG) != 0
        || getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        perror("server");
        exit(1);
    }
    *port = address.sin_port;
    return listener;
}

static void greet_all(int listener)
{
    int peer;
    while ((peer = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0)
        if (send(peer, banner, sizeof banner - 1, MSG_NOSIGNAL) < 0)
            close(peer);
        else
            watch(peer, EPOLLIN, peer);
}

/* QUIT, the client's end or its reset: each is a goodbye. */
static void part_from(int peer)
{
    char goodbye[256];
    recv(peer, goodbye, sizeof goodbye, 0);
    close(peer);
}

int main(int argc, char **argv)
{
    static unsigned char is_listener[1 << 20];
    int any = argc == 2 && strcmp(argv[1], "any") == 0;
    int addresses = any ? 1 : argc == 2 ? atoi(argv[1]) : 0;
    in_port_t port = 0;
    if (addresses < 1 || addresses > MAX_ADDRESSES) {
        fprintf(stderr, "usage: server ADDRESSES|any    (1 to %d)\n", MAX_ADDRESSES);
        return 2;
    }
    epoll = epoll_create1(0);
    for (int i = 0; i < addresses; i++) {
        int listener = listen_at(any ? INADDR_ANY : (in_addr_t)(FIRST_ADDRESS + i), &port);
        is_listener[listener] = 1;
        watch(listener, EPOLLIN, listener);
    }
    watch(STDIN_FILENO, EPOLLIN | EPOLLHUP, STDIN_FILENO);
    printf("%d\n", ntohs(port));
    fflush(stdout);

    for (;;) {
        struct epoll_event events[MAX_EVENTS];
        int ready = epoll_wait(epoll, events, MAX_EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            int descriptor = events[i].data.u32;
            if (descriptor == STDIN_FILENO)
                return 0;
            if (is_listener[descriptor])
                greet_all(descriptor);
            else
                part_from(descriptor);
        }
    }
}
