#include "model/memory.hpp"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace resso {

void keep_freed_memory() {
#if defined(__GLIBC__)
  mallopt(M_TRIM_THRESHOLD, 8 << 20);
  mallopt(M_TOP_PAD, 256 << 10);
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
#endif
}

}  // namespace resso
