/* Where the runtime cannot start, because there is no thread or no memory for it, it ends the process with 255 and without a word, and a monitor
   shows an empty alert. No status of check-tcp is 255, so an exit with it says what happened. Nothing else runs here: this costs a start one call. */

extern int on_exit(void (*handler)(int status, void *unused), void *argument);
extern long write(int descriptor, const void *bytes, unsigned long count);
extern void _exit(int status);

#define RUNTIME_FAILED 255
#define UNKNOWN 3

static const char line[] =
    "TCP UNKNOWN: check-tcp cannot start on this machine: no thread or memory left for it; "
    "raise its limits (ulimit -u, ulimit -v), or those of its unit or container\n";

static void report(int status, void *unused)
{
    (void)unused;
    if (status == RUNTIME_FAILED)
    {
        (void)!write(1, line, sizeof line - 1);
        _exit(UNKNOWN);
    }
}

__attribute__((constructor)) static void watch_start(void)
{
    (void)on_exit(report, 0);
}
