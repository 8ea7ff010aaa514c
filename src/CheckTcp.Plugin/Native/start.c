/* Where the runtime cannot start, because there is no thread or no memory for it, it ends the process with -1 (255 to a shell) and without a word, or
   runs into memory that it did not get: a monitor shows an empty alert. Before it is there, only this can print a line. It costs a start one system
   call. Declared by hand, so that no headers are needed. */

extern int on_exit(void (*handler)(int status, void *unused), void *argument);
extern long write(int descriptor, const void *bytes, unsigned long count);
extern void _exit(int status);

struct limit
{
    unsigned long current, maximum;
};

extern int getrlimit(int resource, struct limit *limit);

#define RLIMIT_AS 9 /* include/uapi/asm-generic/resource.h: x86-64 and arm64 */
#define RUNTIME_FAILED (-1)
#define UNKNOWN 3

/* Measured with .NET 10: with less it runs into memory that it did not get, from here on it reports what it lacks. */
#define LEAST_ADDRESS_SPACE (88ul << 20)

static const char line[] =
    "TCP UNKNOWN: check-tcp cannot start on this machine: no thread or memory left for it; "
    "raise its limits (ulimit -u, ulimit -v), or those of its unit or container\n";

static void give_up(void)
{
    (void)!write(1, line, sizeof line - 1);
    _exit(UNKNOWN);
}

/* No status of check-tcp is this one. */
static void hear_exit(int status, void *unused)
{
    (void)unused;
    if (status == RUNTIME_FAILED)
        give_up();
}

__attribute__((constructor)) static void watch_start(void)
{
    struct limit address_space;
    if (getrlimit(RLIMIT_AS, &address_space) == 0 && address_space.current < LEAST_ADDRESS_SPACE)
        give_up();
    (void)on_exit(hear_exit, 0);
}
