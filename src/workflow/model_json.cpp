#include "workflow/model_json.hpp"

#include <nlohmann/json.hpp>

namespace dalil {

using json = nlohmann::ordered_json;

std::string model_json(const SavedModel& model) {
    json fields = json::array();
    for (const SavedModel::Field& field : model.fields) {
        json one = {{"field", field.key}, {"levels", field.levels}};
        for (const auto& [name, numbers] : field.numbers) one[name] = numbers;
        fields.push_back(std::move(one));
    }
    json lists = json::array();
    for (const SavedModel::ListPair& pair : model.list_pairs) {
        lists.push_back({{"a", pair.a},
                         {"b", pair.b},
                         {"match_share", pair.match_share},
                         {"pairs", pair.pairs}});
    }
    const json out = {{"version", SavedModel::kVersion},
                      {"fields", std::move(fields)},
                      {"list_pairs", std::move(lists)},
                      {"related_share", model.related_share},
                      {"uncrossed", model.uncrossed}};
    return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<SavedModel> model_from_json(std::string_view text) {
    const json in = json::parse(text, nullptr, false);
    if (!in.is_object() || in.value("version", 0) != SavedModel::kVersion) return std::nullopt;
    SavedModel model;
    try {
        for (const json& one : in.at("fields")) {
            SavedModel::Field field;
            for (const auto& [name, value] : one.items()) {
                if (name == "field") {
                    field.key = value.get<std::string>();
                } else if (name == "levels") {
                    field.levels = value.get<std::vector<std::string>>();
                } else {
                    field.numbers.emplace_back(name, value.get<std::vector<double>>());
                }
            }
            model.fields.push_back(std::move(field));
        }
        for (const json& pair : in.at("list_pairs")) {
            model.list_pairs.push_back(
                {pair.at("a").get<std::string>(), pair.at("b").get<std::string>(),
                 pair.at("match_share").get<double>(), pair.at("pairs").get<double>()});
        }
        in.at("related_share").get_to(model.related_share);
        in.at("uncrossed").get_to(model.uncrossed);
    } catch (const json::exception&) {
        return std::nullopt;
    }
    return model;
}

}  // namespace dalil
