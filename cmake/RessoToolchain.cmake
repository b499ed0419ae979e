# How everything is compiled: the language, the warnings, the sanitizers, a fast linker, a compiler cache when there is one.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

set(RESSO_SANITIZE "" CACHE STRING "Sanitizers: address,undefined | thread | fuzzer,address,undefined | empty")

add_compile_options(-Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers)
add_compile_options(-fno-omit-frame-pointer)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-D_FORTIFY_SOURCE=2 -fstack-protector-strong)
  add_link_options(-Wl,-z,relro,-z,now)
endif()

if(RESSO_SANITIZE)
  string(REPLACE "fuzzer" "fuzzer-no-link" RESSO_SANITIZE_COMPILE "${RESSO_SANITIZE}")
  add_compile_options(-fsanitize=${RESSO_SANITIZE_COMPILE} -fno-sanitize-recover=all)
  string(REPLACE "fuzzer," "" RESSO_SANITIZE_LINK "${RESSO_SANITIZE}")
  add_link_options(-fsanitize=${RESSO_SANITIZE_LINK})
  add_compile_definitions(RESSO_SANITIZED)
endif()

find_program(RESSO_MOLD mold)
if(RESSO_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_program(RESSO_CCACHE ccache)
if(RESSO_CCACHE)
  # Build folders share what they compiled: paths are taken relative to the source tree.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${RESSO_CCACHE})
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")  # a precompiled header is known by its bytes
endif()
