#include "agenda/traits_memory.hpp"

#include <tuple>
#include <utility>

namespace resso::agenda {
namespace {

// What MergeRules::traits_of reads of an event, to be compared and to be kept. A field that it comes to read is added here.
auto basis_of(auto& event) {
  return std::tie(event.uid, event.title, event.summary, event.times, event.status, event.moved_to, event.place.name, event.place.address,
                  event.place.online_url, event.url, event.organiser, event.language, event.entity);
}

Event told_by(const Event& event) {
  Event told;
  basis_of(told) = basis_of(event);
  return told;
}

}  // namespace

TraitsMemory::Traits TraitsMemory::find_or_make(const Event& event, const std::function<EventTraits(const Event&)>& make) {
  if (event.id.empty()) return std::make_shared<const EventTraits>(make(event));
  if (auto known = find(event)) return known;
  Entry entry{told_by(event), nullptr};
  // Made of nothing else, so that what is compared is what they were made of.
  entry.traits = std::make_shared<const EventTraits>(make(entry.told));
  auto traits = entry.traits;
  keep(event.id, std::move(entry));
  return traits;
}

std::size_t TraitsMemory::size() const {
  const std::scoped_lock lock(guard_);
  return young_.size() + old_.size();
}

TraitsMemory::Traits TraitsMemory::find(const Event& event) {
  const std::scoped_lock lock(guard_);
  const auto in = [&](const Entries& entries) {
    const auto found = entries.find(event.id);
    return found != entries.end() && basis_of(found->second.told) == basis_of(event) ? found->second.traits : nullptr;
  };
  if (auto young = in(young_)) return young;
  return in(old_);
}

void TraitsMemory::keep(std::string id, Entry entry) {
  const std::scoped_lock lock(guard_);
  if (young_.size() >= most_) {
    old_ = std::move(young_);
    young_.clear();
  }
  young_.insert_or_assign(std::move(id), std::move(entry));
}

}  // namespace resso::agenda
