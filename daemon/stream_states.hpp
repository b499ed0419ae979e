// What the streams tell the poller: which sources are listened to, and what is wrong with those that should be. On the coordinating thread.
#pragma once

#include "model/source.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace resso::daemon {

class StreamStates {
 public:
  void opened(const std::string& source_id) { states_[source_id] = {true, {}}; }
  /// `why`: for who looks after the source; empty: nothing that they should know.
  void closed(const std::string& source_id, std::string why) { states_[source_id] = {false, std::move(why)}; }
  void forget() { states_.clear(); }

  bool is_open(const std::string& source_id) const {
    const auto found = states_.find(source_id);
    return found != states_.end() && found->second.open;
  }

  /// Puts what is to be told into the source's health, and takes away what was told before.
  void annotate(SourceState& state) const {
    std::erase_if(state.warnings, [](const Warning& warning) { return warning.code == kCode; });
    const auto found = states_.find(state.source_id);
    if (found != states_.end() && !found->second.why.empty()) state.warnings.push_back({found->second.why, kCode, 0});
  }

 private:
  static constexpr const char* kCode = "not_streamed";
  struct State {
    bool open = false;
    std::string why;
  };
  std::unordered_map<std::string, State> states_;
};

}  // namespace resso::daemon
