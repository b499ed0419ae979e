# Most of what a file costs to compile is reading the same headers again (measured: half of a clean build). They are read once, into 
# precompiled headers: `std` for everything, `asio` for what works with Asio, and both again with GoogleTest. RESSO_PRECOMPILED=OFF (the asan preset) shows a file that
# lives on a header which it does not include.
option(RESSO_PRECOMPILED "Read the common headers once" ON)

set(RESSO_STD_HEADERS <algorithm> <array> <charconv> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
    <unordered_map> <unordered_set> <utility> <variant> <vector> <boost/system/result.hpp>)
set(RESSO_ASIO_HEADERS <boost/asio/any_io_executor.hpp> <boost/asio/awaitable.hpp> <boost/asio/co_spawn.hpp> <boost/asio/deferred.hpp>
    <boost/asio/experimental/parallel_group.hpp> <boost/asio/io_context.hpp> <boost/asio/ip/tcp.hpp> <boost/asio/post.hpp>
    <boost/asio/redirect_error.hpp> <boost/asio/steady_timer.hpp> <boost/asio/this_coro.hpp> <boost/asio/use_awaitable.hpp>)

if(RESSO_PRECOMPILED)
  file(WRITE ${PROJECT_BINARY_DIR}/generated/empty.cpp "")
  foreach(kind std asio)
    add_library(resso_precompiled_${kind} OBJECT ${PROJECT_BINARY_DIR}/generated/empty.cpp)
    target_link_libraries(resso_precompiled_${kind} PRIVATE Boost::headers)
  endforeach()
  target_link_libraries(resso_precompiled_asio PRIVATE resso_asio)
  target_precompile_headers(resso_precompiled_std PRIVATE ${RESSO_STD_HEADERS})
  target_precompile_headers(resso_precompiled_asio PRIVATE ${RESSO_STD_HEADERS} ${RESSO_ASIO_HEADERS})
  if(BUILD_TESTING)
    foreach(kind std asio)
      add_library(resso_precompiled_${kind}_test OBJECT ${PROJECT_BINARY_DIR}/generated/empty.cpp)
      target_link_libraries(resso_precompiled_${kind}_test PRIVATE Boost::headers GTest::gmock)
    endforeach()
    target_link_libraries(resso_precompiled_asio_test PRIVATE resso_asio)
    target_precompile_headers(resso_precompiled_std_test PRIVATE ${RESSO_STD_HEADERS} <gmock/gmock.h> <gtest/gtest.h>)
    target_precompile_headers(resso_precompiled_asio_test PRIVATE ${RESSO_STD_HEADERS} ${RESSO_ASIO_HEADERS} <gmock/gmock.h> <gtest/gtest.h>)
  endif()
endif()

# resso_precompiled(TARGET std|asio|std_test|asio_test)
function(resso_precompiled target kind)
  if(RESSO_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM resso_precompiled_${kind})
  endif()
endfunction()
