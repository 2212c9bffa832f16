#include "dalil/names/name.hpp"

namespace dalil {

bool scripts_comparable(Script a, Script b) {
    if (a == b || a == Script::None || b == Script::None) return true;
    const auto by_rule = [](Script script) {
        return script == Script::Latin || script == Script::Cyrillic || script == Script::Arabic;
    };
    return by_rule(a) && by_rule(b);
}

}  // namespace dalil
