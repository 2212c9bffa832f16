// workflow/model_json.hpp: saved weights as JSON, and back. docs/formats/link-run.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dalil/link/saved_model.hpp"

namespace dalil {

std::string model_json(const SavedModel& model);
/// Nothing if the text is of another version or no model at all.
std::optional<SavedModel> model_from_json(std::string_view text);

}  // namespace dalil
