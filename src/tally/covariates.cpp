#include "dalil/tally/covariates.hpp"

#include <algorithm>
#include <map>

#include "tally/partition_count.hpp"

namespace dalil {

namespace {

constexpr std::size_t kMostPlaces = 2000;  ///< a field of places with more names is too fine
constexpr std::size_t kMostWords = 60;     ///< of another closed list
constexpr std::size_t kMostCovariates = 8;

bool describes_people(const Field& field) {
    switch (field.meaning) {
        case Meaning::Sex:
        case Meaning::Ethnicity:
        case Meaning::Religion:
        case Meaning::Nationality:
        case Meaning::Category:
            return field.values.size() <= kMostWords;
        case Meaning::Country:
        case Meaning::Province:
        case Meaning::District:
        case Meaning::City:
        case Meaning::Place:
            return field.values.size() <= kMostPlaces;
        default:
            return false;
    }
}

}  // namespace

std::vector<std::string> usual_covariates(const RecordSet& records,
                                          const std::vector<std::string>& by) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        const auto taken = [&](const std::vector<std::string>& in) {
            return std::find(in.begin(), in.end(), name) != in.end();
        };
        if (names.size() < kMostCovariates && !taken(by) && !taken(names)) names.push_back(name);
    };
    for (const Field& field : records.fields)
        if (field.meaning == Meaning::Sex) add(field.key);
    if (records.field(Meaning::BirthDate) != nullptr) add("birth_year");
    const bool by_time = std::find(by.begin(), by.end(), "period") != by.end();
    if (records.field(Meaning::EventDate) != nullptr && !by_time) add("event_year");
    for (const Field& field : records.fields)
        if (field.values.size() > 2 && describes_people(field)) add(field.key);
    return names;
}

struct CovariateTally::State {
    const RecordSet& records;
    const Linkage& linkage;
    std::vector<Dimension> by, covariates;  ///< words only
    PartitionCounter counter;

    State(const RecordSet& r, const Linkage& l, std::vector<Dimension> strata,
          std::vector<Dimension> known, std::vector<Dimension> all)
        : records(r),
          linkage(l),
          by(std::move(strata)),
          covariates(std::move(known)),
          counter(r, std::move(all)) {}

    CovariateTable table(const std::vector<std::uint32_t>& labels,
                         const std::vector<std::string>& key,
                         const std::vector<std::uint32_t>& lists) const;
};

CovariateTable CovariateTally::State::table(const std::vector<std::uint32_t>& labels,
                                            const std::vector<std::string>& key,
                                            const std::vector<std::uint32_t>& lists) const {
    CovariateTable table;
    for (const std::uint32_t list : lists) table.lists.push_back(records.sources[list].name);
    for (const Dimension& d : covariates)
        table.covariates.push_back(make_covariate(d.name, d.values));
    for (const StratumCell& cell : counter.count(labels)) {
        const std::vector<std::uint32_t> ranks = counter.ranks_of(cell.stratum);
        bool inside = true;
        for (std::size_t i = 0; i < by.size(); ++i)
            inside = inside && by[i].values[ranks[i]] == key[i];
        std::uint64_t pattern = 0;
        for (std::size_t i = 0; i < lists.size(); ++i)
            pattern |= (cell.pattern >> lists[i] & 1) << i;
        if (!inside || pattern == 0) continue;
        table.cells.push_back(
            {pattern,
             {ranks.begin() + static_cast<std::ptrdiff_t>(by.size()), ranks.end()},
             cell.people});
    }
    return table;
}

CovariateTally::CovariateTally(std::unique_ptr<State> state) : state_(std::move(state)) {}
CovariateTally::CovariateTally(CovariateTally&&) noexcept = default;
CovariateTally& CovariateTally::operator=(CovariateTally&&) noexcept = default;
CovariateTally::~CovariateTally() = default;

Result<CovariateTally> CovariateTally::of(const RecordSet& records, const Linkage& linkage,
                                          const std::vector<std::string>& by,
                                          const std::vector<std::string>& covariates) {
    std::vector<Dimension> strata, known, all;
    std::uint64_t product = 1;
    const auto take = [&](const std::string& name, std::vector<Dimension>& into) -> Result<void> {
        auto dimension = make_dimension(records, name);
        if (!dimension) return fail(std::move(dimension.error()));
        if (__builtin_mul_overflow(product, dimension->values.size(), &product) ||
            product >> 63 != 0)
            return fail(Fault::Usage, "too-many-strata",
                        "the covariates have too many values together", "name fewer of them");
        into.push_back({dimension->name, dimension->values, {}});
        all.push_back(std::move(*dimension));
        return {};
    };
    for (const std::string& name : by)
        if (auto taken = take(name, strata); !taken) return fail(std::move(taken.error()));
    for (const std::string& name : covariates)
        if (auto taken = take(name, known); !taken) return fail(std::move(taken.error()));
    return CovariateTally(std::make_unique<State>(records, linkage, std::move(strata),
                                                  std::move(known), std::move(all)));
}

CovariateSample CovariateTally::stratum(const std::vector<std::string>& key,
                                        const std::vector<std::uint32_t>& lists) const {
    CovariateSample sample;
    const State* state = state_.get();
    sample.best = state->table(state->linkage.person_of, key, lists);
    sample.draws = state->linkage.draws.size();
    sample.draw = [state, key, lists](std::size_t draw) {
        return state->table(state->linkage.draws.labels(draw), key, lists);
    };
    return sample;
}

}  // namespace dalil
