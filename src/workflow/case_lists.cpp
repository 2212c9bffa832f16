#include "dalil/workflow/case_lists.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "dalil/base/hash.hpp"

namespace dalil {

namespace {

/// Hashes of the rows of tables, as a sorted multiset.
std::vector<std::uint64_t> row_hashes(const std::vector<Table>& tables) {
    std::vector<std::uint64_t> hashes;
    for (const Table& table : tables) {
        for (std::uint32_t r = 0; r < table.rows(); ++r) {
            std::uint64_t h = hash64(table.sheet);
            for (const Column& column : table.columns) {
                if (column.code(r) != 0)
                    h = mix64(h, mix64(column.number, hash64(column.at(r).stored())));
            }
            hashes.push_back(h);
        }
    }
    std::sort(hashes.begin(), hashes.end());
    return hashes;
}

Result<std::vector<Table>> tables_of(const CaseFile& file, const SourceVersion& source) {
    std::vector<Table> tables;
    for (const SourceTable& segment : source.tables) {
        auto table = file.get_table(segment.digest);
        if (!table) return fail(std::move(table.error()));
        tables.push_back(std::move(*table));
    }
    return tables;
}

void count_differences(ImportedFile& imported, const std::vector<std::uint64_t>& before,
                       const std::vector<std::uint64_t>& after) {
    std::vector<std::uint64_t> both;
    std::set_intersection(before.begin(), before.end(), after.begin(), after.end(),
                          std::back_inserter(both));
    imported.unchanged = both.size();
    imported.added = after.size() - both.size();
    imported.removed = before.size() - both.size();
}

Result<std::optional<Recipe>> parse_corrections(const std::string& toml) {
    if (toml.empty()) return std::optional<Recipe>();
    auto recipe = recipe_from_toml(toml);
    if (!recipe) return fail(std::move(recipe.error()));
    return std::optional<Recipe>(std::move(*recipe));
}

/// Decisions name records by content; those whose records are gone stay in the case and wait.
void take_decisions(const std::vector<Decision>& stored, CaseLists& lists) {
    const RecordSet& records = lists.lists.records;
    std::map<std::uint64_t, std::uint32_t> record_of;
    for (std::uint32_t r = 0; r < records.size(); ++r) record_of[records.content_keys[r]] = r;
    for (const Decision& d : stored) {
        const auto a = record_of.find(d.record_a);
        const auto b = record_of.find(d.record_b);
        if (a == record_of.end() || b == record_of.end()) continue;
        const auto verdict = d.verdict == Verdict::Same        ? PairDecision::Verdict::Same
                             : d.verdict == Verdict::Different ? PairDecision::Verdict::Different
                                                               : PairDecision::Verdict::Unsure;
        lists.decisions.push_back({a->second, b->second, verdict});
        lists.stored_decisions.push_back(d);
    }
}

Result<std::string> stored_corrections(const CaseFile& file) {
    auto event = file.last_event(event_kind::kRecipeChanged);
    if (!event) return fail(std::move(event.error()));
    if (!*event) return std::string();
    const auto body = nlohmann::json::parse((*event)->body, nullptr, false);
    return body.is_discarded() ? std::string() : body.value("toml", "");
}

Result<bool> case_is_invented(const CaseFile& file) {
    auto events = file.events("invented_data");
    if (!events) return fail(std::move(events.error()));
    return !events->empty();
}

}  // namespace

Result<std::map<std::string, std::string>> names_in_case(const CaseFile& file) {
    auto sources = file.sources();
    if (!sources) return fail(std::move(sources.error()));
    std::map<std::string, std::string> names;
    for (const SourceVersion& source : *sources) names[source.file] = source.name;
    return names;
}

Result<std::vector<ImportedFile>> compare_with_case(const CaseFile& file,
                                                    const std::vector<InputFile>& inputs) {
    auto sources = file.sources();
    if (!sources) return fail(std::move(sources.error()));
    std::vector<ImportedFile> imported;
    for (const InputFile& input : inputs) {
        ImportedFile one{input.name, input.file, input.digest, ImportOutcome::Added, 0, 0, 0, 0};
        const auto after = row_hashes(input.tables);
        one.rows = after.size();
        one.added = after.size();
        for (const SourceVersion& source : *sources) {
            if (source.name != input.name) continue;
            if (to_hex(source.original) == input.digest) {
                one.outcome = ImportOutcome::Unchanged;
                one.added = 0;
                one.unchanged = one.rows;
            } else {
                one.outcome = ImportOutcome::Superseded;
                auto before = tables_of(file, source);
                if (!before) return fail(std::move(before.error()));
                count_differences(one, row_hashes(*before), after);
            }
        }
        imported.push_back(std::move(one));
    }
    return imported;
}

Result<bool> has_corrections(const CaseFile& file, const std::string& toml) {
    auto stored = stored_corrections(file);
    if (!stored) return fail(std::move(stored.error()));
    return *stored == toml;
}

Result<void> put_inputs(CaseFile::Batch& batch, const std::vector<InputFile>& inputs,
                        const std::optional<std::string>& corrections, std::int64_t time_ms) {
    for (const InputFile& input : inputs) {
        auto outcome =
            batch.import_source({input.name, input.file, input.bytes, input.tables}, time_ms);
        if (!outcome) return fail(std::move(outcome.error()));
        if (input.invented && *outcome != ImportOutcome::Unchanged) {
            auto marked = batch.append("invented_data",
                                       nlohmann::json{{"source", input.name}}.dump(), time_ms);
            if (!marked) return fail(std::move(marked.error()));
        }
    }
    if (corrections) {
        auto changed = batch.append(event_kind::kRecipeChanged,
                                    nlohmann::json{{"toml", *corrections}}.dump(), time_ms);
        if (!changed) return fail(std::move(changed.error()));
    }
    return {};
}

Result<CaseLists> load_case_lists(const CaseFile& file, const std::vector<InputFile>& replaced,
                                  const std::optional<std::string>& corrections,
                                  const Context& context) {
    CaseLists result;
    auto sources = file.sources();
    if (!sources) return fail(std::move(sources.error()));
    std::set<std::string> read_already;
    std::vector<std::pair<std::string, std::vector<Table>>> by_name;
    for (const InputFile& input : replaced) {
        read_already.insert(input.name);
        by_name.emplace_back(input.name, input.tables);
        result.invented = result.invented || input.invented;
    }
    for (const SourceVersion& source : *sources) {
        if (read_already.count(source.name) != 0) continue;
        auto tables = tables_of(file, source);
        if (!tables) return fail(std::move(tables.error()));
        by_name.emplace_back(source.name, std::move(*tables));
    }
    std::sort(by_name.begin(), by_name.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Table> tables;
    std::vector<std::string> owners;
    for (auto& [name, list] : by_name) {
        owners.insert(owners.end(), list.size(), name);
        for (Table& table : list) tables.push_back(std::move(table));
    }

    if (corrections) {
        result.corrections = *corrections;
    } else {
        auto stored = stored_corrections(file);
        if (!stored) return fail(std::move(stored.error()));
        result.corrections = std::move(*stored);
    }
    auto recipe = parse_corrections(result.corrections);
    if (!recipe) return fail(std::move(recipe.error()));
    auto invented = case_is_invented(file);
    if (!invented) return fail(std::move(invented.error()));
    result.invented = result.invented || *invented;
    result.lists = prepare_lists(std::move(tables), owners, *recipe, {}, context);
    auto decisions = file.decisions();
    if (!decisions) return fail(std::move(decisions.error()));
    if (!decisions->empty()) take_decisions(*decisions, result);
    result.sources = std::move(*sources);
    return result;
}

Result<CaseLists> lists_of_files(const std::vector<InputFile>& inputs,
                                 const std::optional<std::string>& corrections,
                                 const Context& context) {
    CaseLists result;
    std::vector<std::string> owners;
    std::vector<Table> tables;
    for (const InputFile& input : inputs) {
        owners.insert(owners.end(), input.tables.size(), input.name);
        tables.insert(tables.end(), input.tables.begin(), input.tables.end());
        result.invented = result.invented || input.invented;
    }
    result.corrections = corrections.value_or("");
    auto recipe = parse_corrections(result.corrections);
    if (!recipe) return fail(std::move(recipe.error()));
    result.lists = prepare_lists(std::move(tables), owners, *recipe, {}, context);
    return result;
}

}  // namespace dalil
