#include "agenda/person_names.hpp"

#include "text/unicode.hpp"

#include <sstream>

namespace resso::agenda {
namespace {

// À to Þ in UTF-8 are C3 80 to C3 9E, without ×, and small letters follow at C3 9F.
bool is_name_like(std::string_view word) {
  const auto byte = [&](std::size_t i) { return i < word.size() ? static_cast<unsigned char>(word[i]) : 0U; };
  const bool accented = byte(0) == 0xC3;
  const bool capital = accented ? byte(1) >= 0x80 && byte(1) <= 0x9E : byte(0) >= 'A' && byte(0) <= 'Z';
  const auto next = byte(accented ? 2 : 1);
  return capital && ((next >= 'a' && next <= 'z') || (next == 0xC3 && byte(accented ? 3 : 2) >= 0x9F));
}

}  // namespace

std::vector<std::string> person_names(std::string_view title) {
  constexpr std::size_t kLongest = 3;  // words: longer runs are titles In Capitals
  std::vector<std::string> names, run;
  const auto end_run = [&] {
    if (run.size() >= 2 && run.size() <= kLongest) names.insert(names.end(), run.begin(), run.end());
    run.clear();
  };
  std::istringstream in{std::string(title)};
  for (std::string word; in >> word;) {
    const auto elided = word.find('\'');  // "d'Anna"
    const std::string_view bare = std::string_view(word).substr(elided == std::string::npos ? 0 : elided + 1);
    if (elided != std::string::npos) end_run();
    if (is_name_like(bare))
      run.push_back(text::fold_words(std::string(bare)));
    else
      end_run();
    constexpr std::string_view kEnds = ",:;.!?)»\"";
    if (kEnds.find(word.back()) != std::string_view::npos) end_run();
  }
  end_run();
  return names;
}

}  // namespace resso::agenda
