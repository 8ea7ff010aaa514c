/* Times whole processes in turn: A B C A B C ..., so that all meet the same moods of the machine.
 *
 *   paired RUNS -- COMMAND [ARG...] [-- COMMAND [ARG...]]...
 *
 * Prints wall time (minimum, median, 90th percentile), peak resident memory and the ratio of the medians to the first
 * command's. Output of the commands is thrown away; one that does not exit with 0 is an error. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { MAX_COMMANDS = 16, WARM_UP = 20 };

extern char **environ;

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/* Runs a command once; its wall time in milliseconds, and its peak memory in KiB. */
static double run(char **command, posix_spawn_file_actions_t *quiet, long *peak)
{
    pid_t child;
    int status;
    struct rusage usage;
    double start = now();
    if (posix_spawnp(&child, command[0], quiet, NULL, command, environ) != 0) {
        perror(command[0]);
        exit(2);
    }
    wait4(child, &status, 0, &usage);
    double wall = now() - start;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "%s: did not exit with 0\n", command[0]);
        exit(1);
    }
    *peak = usage.ru_maxrss > *peak ? usage.ru_maxrss : *peak;
    return wall;
}

int main(int argc, char **argv)
{
    char **commands[MAX_COMMANDS];
    double *times[MAX_COMMANDS];
    long peaks[MAX_COMMANDS] = { 0 };
    int count = 0, runs = argc > 1 ? atoi(argv[1]) : 0;
    for (int i = 2; i < argc && count < MAX_COMMANDS; i++)
        if (strcmp(argv[i], "--") == 0) {
            argv[i] = NULL;
            commands[count++] = argv + i + 1;
        }
    if (runs < 1 || count < 1) {
        fprintf(stderr, "usage: paired RUNS -- COMMAND [ARG...] [-- COMMAND [ARG...]]...\n");
        return 2;
    }

    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    for (int c = 0; c < count; c++)
        times[c] = malloc(runs * sizeof(double));
    for (int r = -WARM_UP; r < runs; r++)
        for (int c = 0; c < count; c++) {
            double wall = run(commands[c], &quiet, &peaks[c]);
            if (r >= 0)
                times[c][r] = wall;
        }

    printf("%-44s %8s %8s %8s %8s %7s\n", "command", "min ms", "median", "p90", "peak MB", "ratio");
    double first = 0;
    for (int c = 0; c < count; c++) {
        qsort(times[c], runs, sizeof(double), by_value);
        double median = times[c][runs / 2];
        if (c == 0)
            first = median;
        printf("%-44s %8.2f %8.2f %8.2f %8.1f %7.2f\n", commands[c][0], times[c][0], median, times[c][runs * 9 / 10],
            peaks[c] / 1024.0, median / first);
    }
    return 0;
}
