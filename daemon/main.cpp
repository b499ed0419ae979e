#include "daemon/cli.hpp"

int main(int argc, char** argv) { return resso::daemon::run_command_line(argc, argv); }
