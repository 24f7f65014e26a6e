/*
 * Loaded under a process with LD_PRELOAD, between it and the C library: sees, and on request delays or refuses, what the
 * process does to files below DISK_ROOT.
 *
 *   DISK_TRACE   a file that gets one record for every call that changes the disk, in the order in which they took effect
 *   DISK_FAULTS  a file of three 32-bit numbers that the test changes while the process runs: how long a sync takes (ms),
 *                the errno with which syncs fail, the errno with which writes fail; 0 is an honest disk
 *
 * A record (little endian): kind (1 byte), fd (4), place (8: offset, length or open flags), length (4), that many bytes.
 * What is written through stdio, as LevelDB does, never passes write() where this could see it; so the stream functions
 * that LevelDB calls are here as well, with a buffer of their own.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* Macros of the C library hide these two. */
#undef fwrite_unlocked
#undef fflush_unlocked

#define FILES 65536
#define BUFFER 65536

struct faults {
  volatile uint32_t sync_delay, sync_errno, write_errno;
};

/* One lock around a call and its record: the trace has the order in which things really happened. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static int trace = -1;
static struct faults honest, *faults = &honest;
static char watched[FILES];
static struct stream {
  FILE *file;
  size_t filled;
  char *buffer;
} streams[256];

static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) abort();
  return found;
}
/* The function that this one stands before, as `next`. */
#define REAL(type, name, ...) \
  static type (*next)(__VA_ARGS__); \
  if (!next) next = real(name)

__attribute__((constructor)) static void begin(void) {
  const char *trace_path = getenv("DISK_TRACE"), *faults_path = getenv("DISK_FAULTS");
  root = getenv("DISK_ROOT");
  if (trace_path) trace = open(trace_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (!faults_path) return;
  int fd = open(faults_path, O_RDONLY | O_CLOEXEC);
  void *mapped = mmap(NULL, sizeof(struct faults), PROT_READ, MAP_SHARED, fd, 0);
  if (mapped == MAP_FAILED) abort();
  faults = mapped;
}

static int below_root(const char *path) { return root && path && strncmp(path, root, strlen(root)) == 0; }
/* A number that was closed by a system call of its own may be a socket by now. */
static int is_watched(int fd) {
  struct stat now;
  return fd >= 0 && fd < FILES && watched[fd] && fstat(fd, &now) == 0 && (S_ISREG(now.st_mode) || S_ISDIR(now.st_mode));
}

static void record(char kind, int fd, uint64_t place, const void *bytes, size_t length) {
  static ssize_t (*next)(int, const struct iovec *, int);
  if (!next) next = real("writev");
  if (trace < 0) return;
  char head[17] = {kind};
  int32_t number = fd;
  uint32_t size = length;
  memcpy(head + 1, &number, 4);
  memcpy(head + 5, &place, 8);
  memcpy(head + 13, &size, 4);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
  if (next(trace, parts, 2) != (ssize_t)(sizeof head + length)) abort();
}

static int opened(int fd, const char *path, int flags) {
  if (fd >= 0 && fd < FILES) watched[fd] = below_root(path);
  if (is_watched(fd)) record('o', fd, flags, path, strlen(path));
  return fd;
}

static int open_any(const char *path, int flags, mode_t mode) {
  REAL(int, "open64", const char *, int, ...);
  pthread_mutex_lock(&lock);
  int fd = opened(next(path, flags, mode), path, flags);
  pthread_mutex_unlock(&lock);
  return fd;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    return open_any(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  REAL(int, "close", int);
  if (fd >= 0 && fd < FILES) watched[fd] = 0;
  return next(fd);
}

static int refuses(int fd) {
  if (!faults->write_errno || !is_watched(fd)) return 0;
  errno = faults->write_errno;
  return 1;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  if (!is_watched(fd)) return next(fd, bytes, length);
  if (refuses(fd)) return -1;
  pthread_mutex_lock(&lock);
  ssize_t done = next(fd, bytes, length);
  if (done > 0) record('w', fd, lseek(fd, 0, SEEK_CUR) - done, bytes, done);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  if (!is_watched(fd)) return next(fd, bytes, length, at);
  if (refuses(fd)) return -1;
  pthread_mutex_lock(&lock);
  ssize_t done = next(fd, bytes, length, at);
  if (done > 0) record('w', fd, at, bytes, done);
  pthread_mutex_unlock(&lock);
  return done;
}

int ftruncate64(int fd, off64_t length) {
  REAL(int, "ftruncate64", int, off64_t);
  pthread_mutex_lock(&lock);
  int result = next(fd, length);
  if (result == 0 && is_watched(fd)) record('t', fd, length, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

/* What the replay does not model is said, so that it cannot pass unseen. */
ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(ssize_t, "writev", int, const struct iovec *, int);
  if (is_watched(fd)) record('?', fd, 0, "writev", 6);
  return next(fd, parts, count);
}

static int sync_any(int fd, int (*next)(int)) {
  if (!is_watched(fd)) return next(fd);
  if (faults->sync_delay) usleep(faults->sync_delay * 1000);
  if (faults->sync_errno) {
    errno = faults->sync_errno;
    return -1;
  }
  pthread_mutex_lock(&lock);
  int result = next(fd);
  if (result == 0) record('s', fd, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  return sync_any(fd, next);
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  return sync_any(fd, next);
}

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  pthread_mutex_lock(&lock);
  int result = next(from, to);
  if (result == 0 && below_root(to)) {
    char both[8192];
    int length = snprintf(both, sizeof both, "%s\n%s", from, to);
    record('r', -1, 0, both, length);
  }
  pthread_mutex_unlock(&lock);
  return result;
}

#define BY_PATH(name, kind, parameters, arguments) \
  int name parameters { \
    static int(*next) parameters; \
    if (!next) next = real(#name); \
    pthread_mutex_lock(&lock); \
    int result = next arguments; \
    if (result == 0 && below_root(path)) record(kind, -1, 0, path, strlen(path)); \
    pthread_mutex_unlock(&lock); \
    return result; \
  }
BY_PATH(unlink, 'u', (const char *path), (path))
BY_PATH(mkdir, 'd', (const char *path, mode_t mode), (path, mode))

static FILE *fopen_any(const char *path, const char *mode) {
  REAL(FILE *, "fopen64", const char *, const char *);
  int flags = *mode == 'w' ? O_WRONLY | O_CREAT | O_TRUNC : O_WRONLY | O_CREAT | O_APPEND;
  if (!below_root(path) || *mode == 'r') return next(path, mode);
  pthread_mutex_lock(&lock);
  FILE *file = next(path, mode);
  for (struct stream *stream = streams; file && stream < streams + 256; stream++) {
    if (stream->file) continue;
    *stream = (struct stream){file, 0, malloc(BUFFER)};
    break;
  }
  if (file) opened(fileno(file), path, flags);
  pthread_mutex_unlock(&lock);
  return file;
}
FILE *fopen(const char *path, const char *mode) { return fopen_any(path, mode); }
FILE *fopen64(const char *path, const char *mode) { return fopen_any(path, mode); }

static struct stream *stream_of(FILE *file) {
  for (struct stream *stream = streams; stream < streams + 256; stream++)
    if (stream->file == file) return stream;
  return NULL;
}

/* As in the C library, what could not be written stays, and goes before what is written next. */
static int pour(struct stream *stream) {
  size_t done = 0;
  while (done < stream->filled) {
    ssize_t wrote = write(fileno(stream->file), stream->buffer + done, stream->filled - done);
    if (wrote <= 0) break;
    done += wrote;
  }
  memmove(stream->buffer, stream->buffer + done, stream->filled - done);
  stream->filled -= done;
  return stream->filled ? EOF : 0;
}

size_t fwrite_unlocked(const void *bytes, size_t size, size_t count, FILE *file) {
  REAL(size_t, "fwrite_unlocked", const void *, size_t, size_t, FILE *);
  struct stream *stream = stream_of(file);
  if (!stream) return next(bytes, size, count, file);
  for (size_t left = size * count; left > 0;) {
    if (stream->filled == BUFFER && pour(stream)) return 0;
    size_t fits = BUFFER - stream->filled < left ? BUFFER - stream->filled : left;
    memcpy(stream->buffer + stream->filled, (const char *)bytes + (size * count - left), fits);
    stream->filled += fits;
    left -= fits;
  }
  return count;
}

int fflush_unlocked(FILE *file) {
  REAL(int, "fflush_unlocked", FILE *);
  struct stream *stream = file ? stream_of(file) : NULL;
  return stream ? pour(stream) : next(file);
}

int fclose(FILE *file) {
  REAL(int, "fclose", FILE *);
  struct stream *stream = stream_of(file);
  if (!stream) return next(file);
  int failed = pour(stream);
  free(stream->buffer);
  *stream = (struct stream){0};
  watched[fileno(file)] = 0;
  return next(file) || failed ? EOF : 0;
}
