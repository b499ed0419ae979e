#include "daemon/cli.hpp"
#include "model/memory.hpp"

int main(int argc, char** argv) {
  resso::keep_freed_memory();
  return resso::daemon::run_command_line(argc, argv);
}
