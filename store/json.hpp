// Model structs as JSON and back. One description of the fields (store/fields.hpp) serves both ways: what is empty is left out when
// writing; when reading, an unknown member is ignored and a missing one keeps its default, so older and newer files both read.
#pragma once

#include <string>
#include <string_view>

namespace resso {
struct ConsentFlags;
struct Post;
struct Event;
struct StatedEvent;
struct SourceState;
}  // namespace resso

namespace resso::store {

std::string to_json(const Event& event);
std::string to_json(const StatedEvent& statement);
std::string to_json(const SourceState& state);
std::string to_json(const ConsentFlags& flags);
/// Without what has columns of its own: identity, kind, publication, entity, language, counters, moderation, what the store gives.
std::string to_json(const Post& post);

/// Throw StoreError when the text is no JSON object: the file is damaged.
void from_json(std::string_view json, Event& event);
void from_json(std::string_view json, StatedEvent& statement);
void from_json(std::string_view json, SourceState& state);
void from_json(std::string_view json, ConsentFlags& flags);
void from_json(std::string_view json, Post& post);

}  // namespace resso::store
