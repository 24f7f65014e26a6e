/*
 * A limit, no peer: a WebSocket relay for one room and one thread (epoll). Messages are gathered for a tick and go to
 * everyone as one write each. It trusts its clients: one unfragmented frame at a time, masks of zeros.
 *
 *     cc -O2 -o relay relay.c && ./relay PORT TICK_MS
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { MOST = 16384, IN = 16384, TICK = 1 << 20, WAITING = 1 << 20 };

struct client {
  int open, agreed;
  size_t in_size, out_size;
  char in[IN];
  char *out; /* what the kernel did not take yet */
};

static struct client *clients[MOST];
static int list[MOST], count;
static char tick[TICK];
static size_t tick_size;

/* SHA-1 (RFC 3174), for the answer to a handshake. */
static uint32_t rotate(uint32_t x, int n) { return x << n | x >> (32 - n); }
static void sha1(const unsigned char *data, size_t size, unsigned char out[20]) {
  uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  unsigned char block[128] = {0};
  memcpy(block, data, size);
  block[size] = 0x80;
  size_t total = size + 9 <= 64 ? 64 : 128;
  block[total - 2] = (unsigned char)(size * 8 >> 8);
  block[total - 1] = (unsigned char)(size * 8);
  for (size_t at = 0; at < total; at += 64) {
    uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int i = 0; i < 16; i++) {
      const unsigned char *p = block + at + 4 * i;
      w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    }
    for (int i = 16; i < 80; i++) w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (int i = 0; i < 80; i++) {
      uint32_t f = i < 20 ? (b & c) | (~b & d) : i < 40 ? b ^ c ^ d : i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      uint32_t k = i < 20 ? 0x5A827999 : i < 40 ? 0x6ED9EBA1 : i < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
      uint32_t t = rotate(a, 5) + f + e + k + w[i];
      e = d, d = c, c = rotate(b, 30), b = a, a = t;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
  }
  for (int i = 0; i < 20; i++) out[i] = (unsigned char)(h[i / 4] >> (24 - 8 * (i % 4)));
}

static void agree(int fd, const char *head) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const char *key = strcasestr(head, "sec-websocket-key: ");
  if (!key) return;
  char text[64] = {0};
  memcpy(text, key + 19, 24);
  strcpy(text + 24, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
  unsigned char hash[21] = {0};
  sha1((unsigned char *)text, 60, hash);
  char accept[29] = {0};
  for (int i = 0, o = 0; i < 21; i += 3, o += 4) {
    uint32_t v = (uint32_t)hash[i] << 16 | (uint32_t)hash[i + 1] << 8 | hash[i + 2];
    for (int j = 0; j < 4; j++) accept[o + j] = letters[v >> (18 - 6 * j) & 63];
  }
  accept[27] = '=';
  char answer[256];
  int size = snprintf(answer, sizeof answer,
                      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Accept: %s\r\n\r\n", accept);
  if (write(fd, answer, (size_t)size) != size) perror("write");
}

static void leave(int fd) {
  struct client *c = clients[fd];
  for (int i = 0; i < count; i++)
    if (list[i] == fd) { list[i] = list[--count]; break; }
  free(c->out);
  free(c);
  clients[fd] = NULL;
  close(fd);
}

/* Keeps the frame for the tick, without its mask. */
static void gather(const char *payload, size_t size) {
  if (tick_size + size + 4 > TICK) return;
  tick[tick_size++] = (char)0x82;
  if (size < 126) tick[tick_size++] = (char)size;
  else {
    tick[tick_size++] = 126;
    tick[tick_size++] = (char)(size >> 8);
    tick[tick_size++] = (char)size;
  }
  memcpy(tick + tick_size, payload, size);
  tick_size += size;
}

static void give(int fd, const char *data, size_t size) {
  struct client *c = clients[fd];
  ssize_t taken = c->out_size ? 0 : send(fd, data, size, MSG_NOSIGNAL);
  if (taken < 0) taken = 0;
  size_t left = size - (size_t)taken;
  if (!left || c->out_size + left > WAITING) return;
  c->out = realloc(c->out, c->out_size + left);
  memcpy(c->out + c->out_size, data + taken, left);
  c->out_size += left;
}

static void flush(void) {
  for (int i = 0; i < count; i++) {
    struct client *c = clients[list[i]];
    if (c->out_size) {
      ssize_t taken = send(list[i], c->out, c->out_size, MSG_NOSIGNAL);
      if (taken > 0) memmove(c->out, c->out + taken, c->out_size -= (size_t)taken);
    }
    if (tick_size && c->agreed) give(list[i], tick, tick_size);
  }
  tick_size = 0;
}

/* Returns 0 when the client is gone. */
static int hear(int fd) {
  struct client *c = clients[fd];
  ssize_t got = recv(fd, c->in + c->in_size, IN - c->in_size - 1, 0);
  if (got == 0 || (got < 0 && errno != EAGAIN)) return 0;
  if (got < 0) return 1;
  c->in_size += (size_t)got;
  c->in[c->in_size] = 0;
  size_t at = 0;
  if (!c->agreed) {
    char *end = strstr(c->in, "\r\n\r\n");
    if (!end) return 1;
    agree(fd, c->in);
    c->agreed = 1;
    at = (size_t)(end + 4 - c->in);
  }
  while (c->in_size - at >= 6) {
    unsigned char *p = (unsigned char *)c->in + at;
    size_t head = 6, size = p[1] & 127;
    if (size == 127) return 0;
    if (size == 126) size = (size_t)p[2] << 8 | p[3], head = 8;
    if (c->in_size - at < head + size) break;
    if ((p[0] & 15) == 8) return 0;
    if ((p[0] & 15) == 2) gather((char *)p + head, size);
    at += head + size;
  }
  memmove(c->in, c->in + at, c->in_size -= at);
  return 1;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  int one = 1, door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), wait = epoll_create1(0);
  int clock = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  long ns = atol(argv[2]) * 1000000L;
  struct itimerspec every = {{0, ns}, {0, ns}};
  timerfd_settime(clock, 0, &every, NULL);
  setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(door, (struct sockaddr *)&here, sizeof here) || listen(door, 4096)) return perror("listen"), 1;
  struct epoll_event event = {.events = EPOLLIN, .data.fd = door}, events[256];
  epoll_ctl(wait, EPOLL_CTL_ADD, door, &event);
  event.data.fd = clock;
  epoll_ctl(wait, EPOLL_CTL_ADD, clock, &event);
  for (;;) {
    int ready = epoll_wait(wait, events, 256, -1);
    for (int i = 0; i < ready; i++) {
      int fd = events[i].data.fd;
      if (fd == clock) {
        uint64_t times;
        if (read(clock, &times, 8) == 8) flush();
      } else if (fd == door) {
        for (int next; (next = accept4(door, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
          if (next >= MOST) { close(next); continue; }
          setsockopt(next, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
          clients[next] = calloc(1, sizeof(struct client));
          list[count++] = next;
          event.data.fd = next;
          epoll_ctl(wait, EPOLL_CTL_ADD, next, &event);
        }
      } else if (clients[fd] && !hear(fd)) leave(fd);
    }
  }
}
