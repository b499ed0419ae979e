// A file replaced as a whole: whoever reads it sees the old one or the new one.
#pragma once

#include "model/error.hpp"

#include <filesystem>
#include <string_view>

namespace resso::daemon {

/// Written beside it, kept to the disk, then renamed over it, with the old one's permissions; a link is followed. Errors: storage.
Result<void> replace_file(const std::filesystem::path& file, std::string_view content);

}  // namespace resso::daemon
