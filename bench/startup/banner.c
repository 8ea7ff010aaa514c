/* A server on a free port of 127.0.0.1 that greets everyone with "220 ready" and closes. Prints the port; ends with its parent's pipe. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    static const char banner[] = "220 ready\r\n";
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 511) != 0
        || getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        perror("banner");
        return 1;
    }
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);

    struct pollfd waits[] = { { listener, POLLIN, 0 }, { STDIN_FILENO, POLLIN, 0 } };
    while (poll(waits, 2, -1) > 0 && waits[1].revents == 0) {
        int peer = accept(listener, NULL, NULL);
        if (send(peer, banner, sizeof banner - 1, MSG_NOSIGNAL) > 0)
            shutdown(peer, SHUT_WR);
        close(peer);
    }
    return 0;
}
