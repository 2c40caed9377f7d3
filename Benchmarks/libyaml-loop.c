/* Runs libyaml's event loop over files, one after the other on one thread, and does nothing with the events:
 * the yardstick L of Docs/Performance.md. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

/* The text of the last file; one buffer for all, as large as the largest. */
static unsigned char *text;
static size_t capacity;

/* Reads a whole file into the buffer. Returns its size, or -1. */
static ssize_t read_file(const char *path) {
  int descriptor = open(path, O_RDONLY);
  struct stat status;
  if (descriptor < 0) return -1;
  if (fstat(descriptor, &status) != 0) {
    close(descriptor);
    return -1;
  }
  size_t size = (size_t)status.st_size, filled = 0;
  if (size > capacity) {
    unsigned char *larger = realloc(text, size);
    if (larger == NULL) {
      close(descriptor);
      return -1;
    }
    text = larger;
    capacity = size;
  }
  while (filled < size) {
    ssize_t count = read(descriptor, text + filled, size - filled);
    if (count <= 0) break;
    filled += (size_t)count;
  }
  close(descriptor);
  return filled == size ? (ssize_t)size : -1;
}

/* Pulls every event of the text. Returns their number, or -1 when the text is not YAML. */
static long pull_events(size_t size) {
  yaml_parser_t parser;
  yaml_event_t event;
  long events = 0;
  int done = 0;
  if (!yaml_parser_initialize(&parser)) return -1;
  yaml_parser_set_input_string(&parser, text, size);
  while (!done) {
    if (!yaml_parser_parse(&parser, &event)) {
      events = -1;
      break;
    }
    events++;
    done = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return events;
}

int main(int count, char **arguments) {
  long total = 0;
  for (int index = 1; index < count; index++) {
    ssize_t size = read_file(arguments[index]);
    if (size < 0) {
      fprintf(stderr, "libyaml-loop: cannot read %s\n", arguments[index]);
      return 3;
    }
    long events = pull_events((size_t)size);
    if (events < 0) {
      fprintf(stderr, "libyaml-loop: %s is not YAML\n", arguments[index]);
      return 3;
    }
    total += events;
  }
  printf("%ld events\n", total);
  free(text);
  return 0;
}
