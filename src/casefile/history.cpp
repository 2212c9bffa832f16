#include "dalil/casefile/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "casefile/bytes.hpp"
#include "casefile/state.hpp"

namespace dalil {

namespace casefile {

using nlohmann::json;

namespace {

constexpr std::string_view kVerdicts[] = {"same", "different", "unsure"};

std::string dump(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string key_text(std::uint64_t key) {
    return fmt::format("{:016x}", key);
}

}  // namespace

std::string as_utf8(std::string_view text) {
    return json::parse(dump(json(std::string(text)))).get<std::string>();
}

bool is_json_object(std::string_view text) {
    const json value = json::parse(text, nullptr, false);
    return value.is_object();
}

std::string source_imported_body(const SourceVersion& source, std::uint64_t supersedes) {
    json tables = json::array();
    for (const SourceTable& table : source.tables) {
        tables.push_back(
            {{"digest", to_hex(table.digest)}, {"list", table.list}, {"sheet", table.sheet}});
    }
    json body = {{"name", source.name},
                 {"file", source.file},
                 {"original", to_hex(source.original)},
                 {"bytes", source.bytes},
                 {"tables", std::move(tables)}};
    if (supersedes != 0) body["supersedes"] = supersedes;
    return dump(body);
}

std::string source_withdrawn_body(std::string_view name, std::string_view reason,
                                  std::uint64_t withdraws) {
    return dump({{"name", name}, {"reason", reason}, {"withdraws", withdraws}});
}

std::string decision_body(const Decision& decision) {
    return dump({{"a", key_text(std::min(decision.record_a, decision.record_b))},
                 {"b", key_text(std::max(decision.record_a, decision.record_b))},
                 {"verdict", kVerdicts[static_cast<std::size_t>(decision.verdict)]},
                 {"reason", decision.reason},
                 {"who", decision.who}});
}

std::string run_completed_body(std::string_view kind, const Sha256& digest) {
    return dump({{"kind", kind}, {"digest", to_hex(digest)}});
}

std::optional<Sha256> digest_from_hex(std::string_view hex) {
    Sha256 digest{};
    if (hex.size() != 2 * digest.size()) return std::nullopt;
    for (std::size_t k = 0; k < digest.size(); ++k) {
        const char* first = hex.data() + 2 * k;
        const auto [end, code] = std::from_chars(first, first + 2, digest[k], 16);
        if (code != std::errc() || end != first + 2) return std::nullopt;
    }
    return digest;
}

namespace {

/// Takes members out of an event's body; remembers if one was missing or of the wrong type.
class BodyReader {
  public:
    explicit BodyReader(const Event& event)
        : value_(json::parse(event.body, nullptr, false)), sound_(value_.is_object()) {}
    explicit BodyReader(json value) : value_(std::move(value)), sound_(value_.is_object()) {}

    bool sound() const { return sound_; }
    void refuse() { sound_ = false; }

    std::string text(const char* name) {
        const json* found = member(name);
        if (found == nullptr || !found->is_string()) return refused<std::string>();
        return found->get<std::string>();
    }
    std::uint64_t natural(const char* name) {
        const json* found = member(name);
        if (found == nullptr || !found->is_number_unsigned()) return refused<std::uint64_t>();
        return found->get<std::uint64_t>();
    }
    Sha256 digest(const char* name) {
        const auto found = digest_from_hex(text(name));
        return found ? *found : refused<Sha256>();
    }
    std::uint64_t key(const char* name) {
        const std::string hex = text(name);
        std::uint64_t value = 0;
        const auto [end, code] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
        if (hex.size() != 16 || code != std::errc() || end != hex.data() + hex.size()) refuse();
        return value;
    }
    json list(const char* name) {
        const json* found = member(name);
        if (found == nullptr || !found->is_array()) return refused<json>();
        return *found;
    }

  private:
    const json* member(const char* name) const {
        if (!sound_) return nullptr;
        const auto found = value_.find(name);
        return found == value_.end() ? nullptr : &*found;
    }
    template <class T>
    T refused() {
        sound_ = false;
        return T{};
    }

    json value_;
    bool sound_;
};

tl::unexpected<Error> bad_event(const Event& event) {
    return damaged("the case", fmt::format("event {} is not what its kind promises", event.seq));
}

std::optional<SourceVersion> read_source(const Event& event) {
    BodyReader body(event);
    SourceVersion source;
    source.name = body.text("name");
    source.file = body.text("file");
    source.original = body.digest("original");
    source.bytes = body.natural("bytes");
    source.event = event.seq;
    source.time_ms = event.time_ms;
    for (json& value : body.list("tables")) {
        BodyReader entry(std::move(value));
        source.tables.push_back({entry.text("list"), entry.text("sheet"), entry.digest("digest")});
        if (!entry.sound()) body.refuse();
    }
    if (!body.sound()) return std::nullopt;
    return source;
}

std::optional<Decision> read_decision(const Event& event) {
    BodyReader body(event);
    Decision decision;
    decision.record_a = body.key("a");
    decision.record_b = body.key("b");
    decision.reason = body.text("reason");
    decision.who = body.text("who");
    decision.event = event.seq;
    decision.time_ms = event.time_ms;
    const std::string verdict = body.text("verdict");
    const auto* const found = std::find(std::begin(kVerdicts), std::end(kVerdicts), verdict);
    if (!body.sound() || found == std::end(kVerdicts)) return std::nullopt;
    decision.verdict = static_cast<Verdict>(found - std::begin(kVerdicts));
    return decision;
}

/// Closes the version of `name` that counted until now.
void end_current(std::vector<SourceVersion>& sources, std::string_view name, std::uint64_t seq) {
    for (SourceVersion& source : sources) {
        if (source.current() && source.name == name) source.ended_by = seq;
    }
}

}  // namespace
}  // namespace casefile

Sha256 event_hash(const Sha256& previous, const Event& event) {
    std::string bytes = "dalil event 1\n";
    bytes.append(reinterpret_cast<const char*>(previous.data()), previous.size());
    casefile::append_u64(bytes, event.seq);
    casefile::append_u64(bytes, static_cast<std::uint64_t>(event.time_ms));
    casefile::append_text(bytes, event.kind);
    casefile::append_u8(bytes, static_cast<std::uint8_t>(casefile::kStored));
    casefile::append_text(bytes, event.body);
    return sha256(bytes);
}

Result<std::vector<SourceVersion>> fold_sources(const std::vector<Event>& events) {
    std::vector<SourceVersion> sources;
    for (const Event& event : events) {
        if (event.kind == event_kind::kSourceImported) {
            auto source = casefile::read_source(event);
            if (!source) return casefile::bad_event(event);
            casefile::end_current(sources, source->name, event.seq);
            sources.push_back(std::move(*source));
        } else if (event.kind == event_kind::kSourceWithdrawn) {
            casefile::BodyReader body(event);
            const std::string name = body.text("name");
            if (!body.sound()) return casefile::bad_event(event);
            casefile::end_current(sources, name, event.seq);
        }
    }
    return sources;
}

Result<std::vector<Decision>> fold_decisions(const std::vector<Event>& events) {
    std::map<std::pair<std::uint64_t, std::uint64_t>, Decision> last;
    for (const Event& event : events) {
        if (event.kind != event_kind::kDecisionMade) continue;
        auto decision = casefile::read_decision(event);
        if (!decision) return casefile::bad_event(event);
        const std::pair pair(decision->record_a, decision->record_b);
        last.insert_or_assign(pair, std::move(*decision));
    }
    std::vector<Decision> decisions;
    for (auto& [pair, decision] : last) decisions.push_back(std::move(decision));
    std::sort(decisions.begin(), decisions.end(),
              [](const Decision& a, const Decision& b) { return a.event < b.event; });
    return decisions;
}

}  // namespace dalil
