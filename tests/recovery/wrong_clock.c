/* What does a process read off a machine whose clock is wrong?
 *
 * Loaded before libc (LD_PRELOAD), it adds to the wall clock the seconds that
 * the file named by WRONG_CLOCK_FILE holds, a native 64-bit number that may
 * change at any moment. It turns nothing but what the time is: how long is
 * slept and waited is the kernel's, as on a machine whose clock was put wrong.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *off_seconds;

__attribute__((constructor)) static void open_the_file(void)
{
    const char *name = getenv("WRONG_CLOCK_FILE");
    int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    void *seen = mmap(NULL, sizeof *off_seconds, PROT_READ, MAP_SHARED, file, 0);
    if (seen == MAP_FAILED)
        abort();
    close(file);
    off_seconds = seen;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int status = (int)syscall(SYS_clock_gettime, clock, now);
    if (status == 0 && off_seconds && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += *off_seconds;
    return status;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec exact;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *kept)
{
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (kept)
        *kept = exact.tv_sec;
    return exact.tv_sec;
}
