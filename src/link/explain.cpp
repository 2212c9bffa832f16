// Why two records are, or are not, one person: the weights of the fitted model, field by field.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "dalil/link/linkage.hpp"
#include "link/fit.hpp"

namespace dalil {
namespace {

using namespace linking;

double bits(double nats) {
    return nats / std::log(2.0);
}

FieldEvidence evidence_of(const Fit& fit, std::size_t f, std::uint32_t a, std::uint32_t b,
                          AgreementCache& cache) {
    const auto& field = fit.canonical.fields[f];
    const Agreement agreement = fit.comparators[f].compare(field.codes[a], field.codes[b], cache);
    FieldEvidence out;
    out.field = field.key;
    out.level = agreement.level == kMissing
                    ? "missing"
                    : std::string(fit.comparators[f].levels()[agreement.level].name);
    if (agreement.level != kMissing)
        out.weight = bits(static_cast<double>(fit.model.fields[f].log_match[agreement.level] +
                                              agreement.log_gain));
    return out;
}

std::string in_words(std::string key) {
    std::replace(key.begin(), key.end(), '_', ' ');
    return key;
}

/// Other records of the people, and the rule about names, weigh in as well.
std::string why_not_as_the_pair(const PairExplanation& e) {
    if ((e.total_weight > 0) == e.together) return {};
    return e.together
               ? " Alone the pair would be two people; other records of the person join them."
               : " Alone the pair would be one person; all records of both people together, or the "
                 "rule that a name alone joins nobody, keep them apart.";
}

/// The field whose silence would turn the verdict on the pair alone, else how much is missing.
std::string flip_of(const PairExplanation& e) {
    const bool yes = e.total_weight > 0;
    const FieldEvidence* turning = nullptr;
    for (const FieldEvidence& field : e.fields) {
        const double without = e.total_weight - field.weight;
        if ((without > 0) == yes) continue;
        if (turning == nullptr || std::abs(field.weight) > std::abs(turning->weight))
            turning = &field;
    }
    if (turning != nullptr)
        return fmt::format("Without {} ({}) the pair would be judged {}.{}",
                           in_words(turning->field), turning->level,
                           yes ? "two people" : "one person", why_not_as_the_pair(e));
    return fmt::format("No single field decides: {:.1f} bits of evidence {} would turn it.{}",
                       std::abs(e.total_weight), yes ? "against" : "for", why_not_as_the_pair(e));
}

class Explainer {
  public:
    Explainer(const Linkage& linkage, const Fit& fit) : linkage_(linkage), fit_(fit) {
        for (std::size_t d = 0; d < linkage.draws.size(); ++d)
            draws_.push_back(linkage.draws.labels(d));
    }

    PairExplanation explain(std::uint32_t a, std::uint32_t b) {
        const Canonical& canonical = fit_.canonical;
        const std::uint32_t x = canonical.canonical[a], y = canonical.canonical[b];
        PairExplanation out;
        out.a = a;
        out.b = b;
        double fields = 0;
        for (std::size_t f = 0; f < canonical.fields.size(); ++f) {
            out.fields.push_back(evidence_of(fit_, f, x, y, cache_));
            const Meaning meaning = canonical.fields[f].meaning;
            out.fields.back().crossed =
                (meaning == Meaning::GivenName || meaning == Meaning::FamilyName) &&
                fit_.uncrossed[x] != fit_.uncrossed[y];
            fields += out.fields.back().weight;
        }
        const ComparedPair pair =
            compare_records(canonical, fit_.comparators, fit_.model, x, y, cache_);
        const PairOdds odds = pair_odds(fit_.model, canonical, pair);
        out.related_weight = bits(-odds.related);
        out.prior_weight = bits(odds.match) - fields;
        out.total_weight = bits(odds.log_odds());
        out.together = linkage_.person_of[a] == linkage_.person_of[b];
        double together = 0;
        for (const auto& labels : draws_) together += labels[a] == labels[b];
        out.probability =
            draws_.empty() ? (out.together ? 1 : 0) : together / static_cast<double>(draws_.size());
        out.flip = flip_of(out);
        return out;
    }

  private:
    const Linkage& linkage_;
    const Fit& fit_;
    AgreementCache cache_;
    std::vector<std::vector<std::uint32_t>> draws_;
};

}  // namespace

std::vector<PairExplanation> explain(
    const RecordSet& records, const Linkage& linkage,
    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs, const LinkOptions& options,
    const Context& context) {
    std::unique_ptr<const Fit> anew;
    if (!linkage.model) anew = fit(records, options, context);
    Explainer explainer(linkage, linkage.model ? *linkage.model->fit : *anew);
    std::vector<PairExplanation> out;
    for (const auto& [a, b] : pairs)
        if (a < records.size() && b < records.size()) out.push_back(explainer.explain(a, b));
    return out;
}

}  // namespace dalil
