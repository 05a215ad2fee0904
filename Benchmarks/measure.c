// Runs a command and prints its wall, user and system seconds, peak kilobytes and exit status.
// usage: measure OUTPUT COMMAND ARGUMENT...; standard output goes to OUTPUT, errors to nowhere.
// Small and in C, because a process inherits the peak memory of the one that starts it.
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) { return time.tv_sec + time.tv_usec * 1e-6; }

int main(int count, char **arguments) {
  if (count < 3) return 64;
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  pid_t child = fork();
  if (child == 0) {
    int output = open(arguments[1], O_WRONLY | O_CREAT | O_TRUNC, 0666);
    int errors = open("/dev/null", O_WRONLY), input = open("/dev/null", O_RDONLY);
    if (output < 0 || dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0) _exit(126);
    execvp(arguments[2], arguments + 2);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) < 0) return 71;
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%.6f %.6f %.6f %ld %d\n",
      end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) * 1e-9,
      seconds(usage.ru_utime), seconds(usage.ru_stime), usage.ru_maxrss,
      WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}
