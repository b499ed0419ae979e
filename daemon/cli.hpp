// The command line (interface.md): options to a function per command. Messages go to stderr, data to stdout.
// Exit status: 0 done, 1 a finding or failure that was named, 2 wrong use.
#pragma once

namespace resso::daemon {

int run_command_line(int argc, char** argv);

}  // namespace resso::daemon
