#include "dalil/synth/synth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <system_error>
#include <tuple>

#include "dalil/base/file.hpp"
#include "dalil/base/random.hpp"
#include "dalil/io/writer.hpp"
#include "dalil/text/date.hpp"
#include "synth/difficulty.hpp"
#include "synth/sighting.hpp"

namespace dalil {

namespace {

namespace fs = std::filesystem;
using synth::Format;
using synth::ListPlan;
using synth::Person;
using synth::Row;

constexpr std::uint64_t kCaptureStream = 10, kOrderStream = 30, kSightingStream = 50,
                        kCopiesStream = 90;
/// A list holds nobody more often than this.
constexpr std::uint32_t kMostCopies = 6;

constexpr std::string_view kMarkerText =
    "The people on these lists are invented. Nobody of these names and dates exists.\n"
    "invented data: made by `dalil synth`\n";

constexpr std::string_view kReadme =
    "Invented people, made by `dalil synth`. No row in this folder is about a real person.\n\n"
    "lists/            the lists, as messy as real ones\n"
    "truth/truth.csv   source,row,entity: who stands in which row\n"
    "truth/world.csv   everybody in the invented world, listed or not\n";

/// One row about a person: `copy` counts the times a list holds the same person.
struct Entry {
    std::uint32_t person = 0;  ///< index
    std::uint32_t copy = 0;
    std::uint64_t order = 0;
};

struct World {
    std::vector<ListPlan> plans;
    std::vector<Person> people;
    std::vector<std::uint32_t> on;  ///< one bit per list
};

std::string entity_name(const Person& person) {
    return fmt::format("p{:07}", person.id);
}

double chance_of(const ListPlan& plan, const Person& person, bool on_first,
                 std::int32_t first_year_ends) {
    double p = plan.reach.base * person.visibility;
    p *= on_first ? plan.reach.if_on_first : plan.reach.if_not_on_first;
    if (person.event < first_year_ends) p *= plan.reach.in_first_year;
    return std::min(p, 0.95);
}

/// Which lists hold whom: one bit per list.
std::vector<std::uint32_t> draw_captures(const std::vector<ListPlan>& plans,
                                         const std::vector<Person>& people, std::uint64_t seed) {
    constexpr std::int32_t kEndOf2016 = 17'167;  // 2017-01-01
    std::vector<std::uint32_t> on(people.size(), 0);
    for (std::size_t i = 0; i < people.size(); ++i) {
        Rng rng(seed, kCaptureStream, people[i].id);
        for (std::size_t k = 0; k < plans.size(); ++k) {
            const double p = chance_of(plans[k], people[i], (on[i] & 1u) != 0, kEndOf2016);
            if (rng.uniform() < p) on[i] |= 1u << k;
        }
    }
    return on;
}

/// The entries of list `k` in the order in which they stand on it.
std::vector<Entry> draw_entries(const ListPlan& plan, std::size_t k,
                                const std::vector<Person>& people,
                                const std::vector<std::uint32_t>& on, std::uint64_t seed) {
    std::vector<Entry> entries;
    for (std::uint32_t i = 0; i < people.size(); ++i) {
        if ((on[i] >> k & 1u) == 0) continue;
        Rng rng(seed, kOrderStream + k, people[i].id);
        std::uint32_t times = rng.uniform() < plan.reach.twice ? 2 : 1;
        if (plan.reach.more_than_twice && times == 2) {
            Rng more(seed, kCopiesStream + k, people[i].id);
            while (times < kMostCopies && more.uniform() < plan.reach.twice) ++times;
        }
        for (std::uint32_t copy = 0; copy < times; ++copy) entries.push_back({i, copy, rng.bits()});
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.order, a.person, a.copy) < std::tie(b.order, b.person, b.copy);
    });
    return entries;
}

Row header_of(const ListPlan& plan) {
    Row header;
    for (const auto& column : plan.columns) header.emplace_back(column.header);
    return header;
}

/// Rows that are about nobody, which a reader has to step over.
void add_interruption(const ListPlan& plan, std::vector<Row>& rows) {
    rows.push_back(plan.format == Format::Text ? Row(plan.columns.size()) : Row{});
    if (plan.note_amid) rows.push_back({std::string(plan.note)});
}

void add_ending(const ListPlan& plan, std::size_t entries, std::vector<Row>& rows) {
    if (plan.total_row) rows.push_back({std::string(plan.words.total), std::to_string(entries)});
    rows.push_back(plan.format == Format::Text ? Row(plan.columns.size()) : Row{});
    rows.push_back({std::string(plan.note)});
}

SynthList write_list(const ListPlan& plan, std::size_t k, std::span<const Entry> entries,
                     const std::vector<Person>& people, std::uint64_t seed,
                     const Context& context) {
    SynthList out;
    out.name = plan.name();
    out.rows = plan.above;
    out.rows.push_back(header_of(plan));
    const std::size_t header = out.rows.size();
    for (std::size_t n = 0; n < entries.size(); ++n) {
        if (n % 256 == 0) context.check_stop();
        if (n > 0 && n == entries.size() / 2) add_interruption(plan, out.rows);
        const Person& person = people[entries[n].person];
        Rng rng(seed, kSightingStream + k, person.id, entries[n].copy);
        out.rows.push_back(synth::write_row(synth::observe(person, plan, rng), plan, n + 1));
        out.truth.push_back({out.rows.size() - header, entries[n].person});
    }
    add_ending(plan, entries.size(), out.rows);
    return out;
}

Result<void> save_list(const ListPlan& plan, SynthList& content, const fs::path& folder) {
    const fs::path path = folder / plan.file;
    if (plan.format == Format::Text) {
        const auto bytes = synth::encoded(synth::delimited(content.rows, plan.delimiter),
                                          std::string(plan.encoding));
        if (!bytes) return fail(bytes.error());
        return write_file(path, *bytes);
    }
    std::vector<WorkbookSheet> sheets(1);
    sheets[0].name = std::string(plan.sheet);
    sheets[0].header = std::move(content.rows.front());
    content.rows.erase(content.rows.begin());
    sheets[0].rows = std::move(content.rows);
    if (!plan.second_sheet.empty())
        sheets.push_back({std::string(plan.second_sheet), {std::string(plan.note)}, {}});
    return write_xlsx(path, sheets);
}

void append_truth(const SynthList& list, const std::vector<Person>& people, CsvWriter& truth) {
    for (const SynthList::Truth& row : list.truth) {
        truth.cell(list.name);
        truth.cell(std::to_string(row.row));
        truth.cell(entity_name(people[row.person]));
        truth.end_row();
    }
}

void add_header(CsvWriter& csv, std::initializer_list<std::string_view> titles) {
    for (const std::string_view title : titles) csv.cell(title);
    csv.end_row();
}

std::string names_of(std::uint32_t on, const std::vector<ListPlan>& plans) {
    std::string out;
    for (std::size_t k = 0; k < plans.size(); ++k) {
        if ((on >> k & 1u) == 0) continue;
        if (!out.empty()) out += '+';
        out += plans[k].name();
    }
    return out;
}

std::string world_csv(const World& world) {
    const auto& [plans, people, on] = world;
    constexpr std::array<std::string_view, 4> kStatus{"detained", "sentenced", "released", "died"};
    CsvWriter csv(false);
    add_header(csv, {"entity", "year", "status", "listed", "lists"});
    for (std::size_t i = 0; i < people.size(); ++i) {
        csv.cell(entity_name(people[i]));
        csv.cell(std::to_string(civil_from_days(people[i].event).year));
        csv.cell(kStatus[static_cast<std::size_t>(people[i].status)]);
        csv.cell(on[i] != 0 ? "1" : "0");
        csv.cell(names_of(on[i], plans));
        csv.end_row();
    }
    return csv.text();
}

/// Makes the folders; takes away lists of an earlier, larger run, which the new truth does not
/// know.
Result<void> prepare_folders(const fs::path& folder) {
    std::error_code trouble;
    for (const char* inner : {"lists", "truth"}) {
        fs::create_directories(folder / inner, trouble);
        if (trouble) {
            return fail(Fault::Outside, "folder-not-writable",
                        "could not make the folder " + folder.string() + ": " + trouble.message(),
                        "choose another folder with -o");
        }
    }
    for (const ListPlan& plan : synth::list_plans(kMostSynthLists))
        fs::remove(folder / "lists" / plan.file, trouble);
    return {};
}

Result<void> check(const SynthOptions& options) {
    if (options.people < 1 || options.people > kMostSynthPeople) {
        return fail(Fault::Usage, "synth-people",
                    fmt::format("--people must be from 1 to {}; it is {}", kMostSynthPeople,
                                options.people));
    }
    if (options.lists < 1 || options.lists > kMostSynthLists) {
        return fail(
            Fault::Usage, "synth-lists",
            fmt::format("--lists must be from 1 to {}; it is {}", kMostSynthLists, options.lists));
    }
    return synth::check_difficulty(options);
}

World invent_world(const SynthOptions& options, const Context& context) {
    World world;
    world.plans = synth::plans_of(options);
    world.people = synth::invent_people(options.people, options.seed, options.difficulty, context);
    world.on = draw_captures(world.plans, world.people, options.seed);
    return world;
}

SynthList list_of(const World& world, std::size_t k, std::uint64_t seed, const Context& context) {
    const auto entries = draw_entries(world.plans[k], k, world.people, world.on, seed);
    return write_list(world.plans[k], k, entries, world.people, seed, context);
}

Result<void> save_plain(const fs::path& folder, const World& world, const CsvWriter& truth) {
    const std::pair<fs::path, std::string> files[] = {
        {folder / "truth/truth.csv", truth.text()},
        {folder / "truth/world.csv", world_csv(world)},
        {folder / "lists" / kInventedMarker, std::string(kMarkerText)},
        {folder / "README.txt", std::string(kReadme)}};
    for (const auto& [path, text] : files)
        if (auto written = write_file(path, text); !written) return written;
    return {};
}

}  // namespace

Result<std::vector<SynthList>> invent_lists(const SynthOptions& options, const Context& context) {
    if (auto sound = check(options); !sound) return fail(sound.error());
    const World world = invent_world(options, context);
    std::vector<SynthList> lists;
    for (std::size_t k = 0; k < world.plans.size(); ++k)
        lists.push_back(list_of(world, k, options.seed, context));
    return lists;
}

Result<SynthSummary> synthesise(const SynthOptions& options, const fs::path& folder,
                                const Context& context) {
    if (auto sound = check(options); !sound) return fail(sound.error());
    if (auto ready = prepare_folders(folder); !ready) return fail(ready.error());
    const World world = invent_world(options, context);
    Stage stage(context, "inventing people and lists", world.plans.size());

    SynthSummary summary;
    summary.people = world.people.size();
    summary.listed = world.people.size() -
                     static_cast<std::size_t>(std::count(world.on.begin(), world.on.end(), 0u));
    CsvWriter truth(false);
    add_header(truth, {"source", "row", "entity"});
    for (std::size_t k = 0; k < world.plans.size(); ++k) {
        SynthList list = list_of(world, k, options.seed, context);
        append_truth(list, world.people, truth);
        summary.records += list.truth.size();
        summary.lists.emplace_back(world.plans[k].file);
        if (auto saved = save_list(world.plans[k], list, folder / "lists"); !saved)
            return fail(saved.error());
        stage.advance();
    }
    if (auto saved = save_plain(folder, world, truth); !saved) return fail(saved.error());
    return summary;
}

}  // namespace dalil
