// How the C library's allocator holds memory that is free.
#pragma once

namespace resso {

/// glibc gives free memory back to the kernel beyond 128 KB; a program that reads documents of megabytes one after the other then spends
/// half of its time on getting the same pages again (bench: calendar). Eight megabytes of each arena stay. Once, before the first thread.
void keep_freed_memory();

}  // namespace resso
