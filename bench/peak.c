// Measures the machine's peak of float32 multiply-adds, with loops of independent FMAs in registers, one thread per
// core. Follows the protocol of contender.ts; a step returns the milliseconds for the given number of operations in
// total. Arguments: threads, million operations.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LANES 16
#define CHAINS 12

typedef float vec __attribute__((vector_size(LANES * sizeof(float))));

static long rounds;
static volatile float sink;

static void *run(void *unused) {
  vec sum[CHAINS], a, b;
  for (int l = 0; l < LANES; l++) {
    a[l] = 0.999f;
    b[l] = 0.001f * l;
  }
  for (int c = 0; c < CHAINS; c++) sum[c] = b;
  for (long r = 0; r < rounds; r++) {
    for (int c = 0; c < CHAINS; c++) sum[c] = sum[c] * a + b;
  }
  float total = 0;
  for (int c = 0; c < CHAINS; c++) total += sum[c][0];
  sink = total;
  return unused;
}

int main(int count, char **arguments) {
  int threads = count > 1 ? atoi(arguments[1]) : 1;
  double million = count > 2 ? atof(arguments[2]) : 1000;
  rounds = (long)(million * 1e6 / (2.0 * LANES * CHAINS * threads));
  char line[64];
  printf("{\"ready\": \"%d threads of multiply-adds\"}\n", threads);
  fflush(stdout);
  while (fgets(line, sizeof line, stdin) != NULL) {
    struct timespec start, end;
    pthread_t thread[64];
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int t = 0; t < threads; t++) pthread_create(&thread[t], NULL, run, NULL);
    for (int t = 0; t < threads; t++) pthread_join(thread[t], NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("{\"ms\": %.4f}\n", 1e3 * (end.tv_sec - start.tv_sec) + 1e-6 * (end.tv_nsec - start.tv_nsec));
    fflush(stdout);
  }
  return 0;
}
