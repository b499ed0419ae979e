#include "agenda/extract_bare_hours.hpp"

namespace resso::agenda::extraction {

BareHours::BareHours(const Wording& words) : words_(words) {
  for (std::size_t i = 0; i < words.size() && !dotted_items_; ++i) dotted_items_ = opens_item(i) && is_dotted_hour(i);
}

std::optional<TimePhrase> BareHours::read(std::size_t i, const std::vector<Mark>& marks) const {
  if (marks.empty()) return std::nullopt;
  auto phrase = read_item(i);
  return phrase ? phrase : read_following(i, marks);
}

/// At the head of a line, or after what parts the items of a programme.
bool BareHours::opens_item(std::size_t i) const {
  if (words_[i].line_start) return true;
  const Item& before = i > 0 ? words_[i - 1] : words_[words_.size()];
  return before.kind == Item::Kind::sign && (before.sign == ';' || before.sign == '(' || before.sign == 0xB7 || before.sign > 0x2020);
}

bool BareHours::is_dotted_hour(std::size_t i) const {
  return words_.is_number(i) && words_[i].digits <= 2 && words_[i].number < 25 &&
         (words_.is_sign(i + 1, '.') || words_.is_sign(i + 1, ':')) && words_.is_number(i + 2) && words_[i + 2].digits == 2 &&
         !words_[i + 2].spaced && words_[i + 2].number < 60;
}

/// "10.30 concentració; 11 cercavila", "vermut (12.30) i dinar (14)": a bare hour among items that begin with dotted ones.
std::optional<TimePhrase> BareHours::read_item(std::size_t i) const {
  const Item& item = words_[i];
  if (!dotted_items_ || !words_.is_number(i) || item.digits > 2 || item.number < 1 || item.number > 24 || !opens_item(i))
    return std::nullopt;
  const bool bracketed = words_.is_sign(i - 1, '(');
  const bool names = words_.is_word(i + 1) && words_[i + 1].spaced && !words_.is(i + 1, Role::unit) && !words_.is(i + 1, Role::month) &&
                     (words_.is(i + 1, Role::act) || words_[i + 1].capital);
  if (bracketed ? !words_.is_sign(i + 1, ')') : !names) return std::nullopt;
  TimePhrase phrase;
  phrase.first = i;
  phrase.last = i + 1;
  const int hour = static_cast<int>(item.number);
  phrase.slots.push_back({(hour < 8 ? hour + 12 : hour) * 60, std::nullopt});
  return phrase;
}

/// "Doors 7pm, first act 7.30": an hour without its mark after one that has it.
std::optional<TimePhrase> BareHours::read_following(std::size_t i, const std::vector<Mark>& marks) const {
  if (!is_dotted_hour(i) || !words_.is_sign(i + 1, '.') || i == 0 || marks.empty()) return std::nullopt;
  const Mark& before = marks.back();
  const bool after_hour = before.kind == Mark::Kind::time && words_.same_sentence(before.first, i);
  const bool named = words_.is(i - 1, Role::act) || words_.is(i - 1, Role::departure) || words_.is(i - 1, Role::gathering);
  const Item& after = words_[i + 3];
  const bool closed = words_.is_break(i + 3) || after.sign == '.' || after.sign == ',' || after.sign == ';' || after.sign == ')';
  if (!after_hour || !named || !closed) return std::nullopt;
  TimePhrase phrase;
  phrase.first = i;
  phrase.last = i + 3;
  const int hour = static_cast<int>(words_[i].number);
  phrase.slots.push_back(
      {(hour < 8 && words_[i].digits == 1 ? hour + 12 : hour) * 60 + static_cast<int>(words_[i + 2].number), std::nullopt});
  return phrase;
}

}  // namespace resso::agenda::extraction
