/* For processes that are started with this library before all others (LD_PRELOAD):

   - the wall clock is as many seconds fast or slow as the file $CHAOS_CLOCK says (eight bytes); other clocks are left
     alone;
   - who connects to port $CHAOS_FROM of any address is connected to $CHAOS_TO of the same: Kafka's clients ask it for
     its address, and would go round a proxy that they were given instead.

   libfaketime would be the library for the clock, but its 0.9.10, which Debian has, breaks time.sleep of Python 3.11 and
   later (wolfcw/libfaketime, issue 426). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *seconds;
static in_port_t from, to;

__attribute__((constructor)) static void set_up(void) {
    const char *there = getenv("CHAOS_FROM"), *instead = getenv("CHAOS_TO");
    from = there ? htons((uint16_t)atoi(there)) : 0;
    to = instead ? htons((uint16_t)atoi(instead)) : 0;
    const char *path = getenv("CHAOS_CLOCK");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *mapped = mmap(NULL, sizeof *seconds, PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) seconds = mapped;
    close(file);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = (int)syscall(SYS_clock_gettime, clock, now);
    if (!failed && seconds && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += *seconds;
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void)zone;
    struct timespec precise;
    int failed = clock_gettime(CLOCK_REALTIME, &precise);
    if (!failed) *now = (struct timeval){precise.tv_sec, precise.tv_nsec / 1000};
    return failed;
}

time_t time(time_t *out) {
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME, &precise);
    if (out) *out = precise.tv_sec;
    return precise.tv_sec;
}

int connect(int file, const struct sockaddr *address, socklen_t length) {
    struct sockaddr_in6 elsewhere;
    if (from && length <= sizeof elsewhere && (address->sa_family == AF_INET || address->sa_family == AF_INET6)) {
        memcpy(&elsewhere, address, length);
        /* the port is at the same place in both families */
        if (elsewhere.sin6_port == from) elsewhere.sin6_port = to;
        address = (const struct sockaddr *)&elsewhere;
    }
    return (int)syscall(SYS_connect, file, address, length);
}
