// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum_detective.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "geo/datum/sign_test.h"

namespace courtyard {
namespace {

constexpr std::size_t witnesses_wanted = 20'000;
constexpr std::size_t fewest_witnesses = 20;
constexpr std::size_t fewest_areas = 3;
constexpr double least_inside = 0.7;
constexpr double most_doubt = 0.001;
constexpr double most_doubt_of_suspicion = 0.01;
constexpr double least_mixture = 0.02;
constexpr std::size_t most_rows_named = 100;
constexpr std::size_t most_measured = 2'000;
/// Vertices walked for the residuals of one reading, so that a border of a million vertices costs no minutes.
constexpr std::size_t vertex_budget = 10'000'000;

enum class Standing : std::uint8_t { unreadable, outside, inside };

class Detective {
  public:
    Detective(const AreaTree& areas, const VillageIndex& villages) : areas_(areas), check_(areas, villages) {}

    DatumEvidence evidence(std::span<const Witness> batch) {
        evidence_.rows = batch.size();
        Testimony testimony = testimony_of(batch, check_, witnesses_wanted);
        witnesses_ = std::move(testimony.witnesses);
        evidence_.looked_at = testimony.looked_at;
        evidence_.claims = testimony.claims;
        evidence_.witnesses = witnesses_.size();
        evidence_.areas = testimony.areas;
        const Bounds county = bounds_of_villages();
        const auto reason = why_not(county);
        if (!witnesses_.empty() && !county.empty()) {
            hear_all(county);
            compare();
            measure_residuals();
        }
        evidence_.finding = reason ? *reason : judged();
        return std::move(evidence_);
    }

  private:
    Bounds bounds_of_villages() const {
        Bounds bounds;
        for (const Area& area : areas_.areas())
            if (area.level == areas_.lowest_level() && !area.boundary.empty()) bounds.add(area.bounds);
        if (bounds.empty())
            for (const Sworn& witness : witnesses_)
                if (witness.claim.reference) bounds.add(*witness.claim.reference);
        return bounds;
    }

    std::optional<DatumFinding> why_not(const Bounds& county) const {
        if (county.empty()) return DatumFinding::no_villages;
        if (witnesses_.empty()) return DatumFinding::no_claims;
        if (witnesses_.size() < fewest_witnesses || evidence_.areas < fewest_areas)
            return DatumFinding::too_few;
        return std::nullopt;
    }

    Standing standing(const DatumReading& reading, const Sworn& witness) const {
        const auto position = position_in(reading, witness.given);
        if (!position) return Standing::unreadable;
        return check_.inside(witness.claim, *position) ? Standing::inside : Standing::outside;
    }

    void hear_all(const Bounds& county) {
        std::vector<LonLat> numbers;
        for (const Sworn& witness : witnesses_) {
            if (numbers.size() == 1'000) break;
            numbers.push_back(witness.given);
        }
        for (const DatumReading& reading : readings_of(numbers, county)) {
            ReadingEvidence one;
            one.reading = reading;
            std::vector<Standing>& heard = standings_.emplace_back();
            heard.reserve(witnesses_.size());
            for (const Sworn& witness : witnesses_) {
                heard.push_back(standing(reading, witness));
                one.readable += heard.back() != Standing::unreadable;
                one.inside += heard.back() == Standing::inside;
            }
            evidence_.readings.push_back(one);
        }
        const auto best = std::ranges::max_element(evidence_.readings, {}, &ReadingEvidence::inside);
        best_ = static_cast<std::size_t>(best - evidence_.readings.begin());
        if (best->inside > 0) evidence_.best = best_;
    }

    std::size_t rivals() const { return std::max<std::size_t>(standings_.size(), 2) - 1; }

    /// The sign test of the best reading against each other one.
    void compare() {
        evidence_.p_value = 0;
        for (std::size_t other = 0; other < standings_.size(); ++other) {
            if (other == best_) continue;
            ReadingEvidence& rival = evidence_.readings[other];
            for (std::size_t i = 0; i < witnesses_.size(); ++i) {
                const bool best_inside = standings_[best_][i] == Standing::inside;
                const bool rival_inside = standings_[other][i] == Standing::inside;
                rival.against += best_inside && !rival_inside;
                rival.in_favour += rival_inside && !best_inside;
            }
            rival.p_value = chance_of_at_least(rival.against, rival.against + rival.in_favour, 0.5);
            evidence_.p_value = std::max(evidence_.p_value, rival.p_value);
        }
        evidence_.p_value = std::min(1.0, evidence_.p_value * static_cast<double>(rivals()));
    }

    void measure_residuals() {
        for (std::size_t r = 0; r < evidence_.readings.size(); ++r) {
            ReadingEvidence& one = evidence_.readings[r];
            std::size_t walked = 0;
            for (std::size_t i = 0; i < witnesses_.size() && walked < vertex_budget; ++i) {
                if (i == most_measured) break;
                if (standings_[r][i] == Standing::unreadable) continue;
                Offset offset;
                if (standings_[r][i] == Standing::outside) {
                    walked += check_.cost(witnesses_[i].claim);
                    const auto measured =
                        check_.offset(witnesses_[i].claim, *position_in(one.reading, witnesses_[i].given));
                    if (!measured) continue;
                    offset = *measured;
                }
                ++one.measured;
                one.residual_east_m += offset.east_m;
                one.residual_north_m += offset.north_m;
            }
            if (one.measured == 0) continue;
            one.residual_east_m /= static_cast<double>(one.measured);
            one.residual_north_m /= static_cast<double>(one.measured);
        }
    }

    /// How often mere mistakes would look like another datum.
    struct Chance {
        std::size_t turned = 0;  ///< inside after the same shift turned by 90, 180 and 270 degrees
        std::size_t beyond = 0;  ///< inside after twice the shift, and not after the shift
    };

    void count_chance(const Sworn& witness, LonLat best, LonLat other, Chance& chance) const {
        const Offset shift = offset_between(best, other);
        const std::array<Offset, 3> turned{{{-shift.north_m, shift.east_m},
                                            {-shift.east_m, -shift.north_m},
                                            {shift.north_m, -shift.east_m}}};
        for (const Offset& by : turned) chance.turned += check_.inside(witness.claim, moved(best, by));
        // Codes mistaken for those of the next village in the shift's own direction lie at any distance; a
        // second datum lies at one.
        chance.beyond += !check_.inside(witness.claim, other) &&
                         check_.inside(witness.claim, moved(best, {2 * shift.east_m, 2 * shift.north_m}));
    }

    /// What of the batch another reading explains and the best one does not.
    std::optional<Mixture> mixture_with(std::size_t other) const {
        const DatumReading& best_reading = evidence_.readings[best_].reading;
        const DatumReading& other_reading = evidence_.readings[other].reading;
        Mixture mixture{other_reading, 0, 1, {}};
        std::size_t hits = 0;
        Chance chance;
        std::size_t rows_for_other = 0;
        std::size_t rows_for_best = 0;
        for (std::size_t i = 0; i < witnesses_.size(); ++i) {
            const auto best = position_in(best_reading, witnesses_[i].given);
            const auto moved_to = position_in(other_reading, witnesses_[i].given);
            const Claim& claim = witnesses_[i].claim;
            if (standings_[best_][i] == Standing::inside) {
                if (standings_[other][i] != Standing::inside)
                    if (!moved_to || check_.far_outside(claim, *moved_to))
                        rows_for_best += witnesses_[i].rows;
                continue;
            }
            if (best && moved_to && check_.far_outside(claim, *best))
                count_chance(witnesses_[i], *best, *moved_to, chance);
            else if (best)
                continue;
            if (standings_[other][i] != Standing::inside) continue;
            ++hits;
            rows_for_other += witnesses_[i].rows;
            if (mixture.rows.size() < most_rows_named) mixture.rows.push_back(witnesses_[i].row);
        }
        const double net = static_cast<double>(hits) - std::max(static_cast<double>(chance.turned) / 3,
                                                                static_cast<double>(chance.beyond));
        if (net <= 0) return std::nullopt;
        const double doubt = std::max(chance_of_at_least(hits, hits + chance.turned, 0.25),
                                      chance_of_at_least(hits, hits + chance.beyond, 0.5));
        mixture.p_value = std::min(1.0, doubt * static_cast<double>(rivals()));
        const double net_rows = static_cast<double>(rows_for_other) * net / static_cast<double>(hits);
        mixture.share = net_rows / (net_rows + static_cast<double>(rows_for_best));
        std::ranges::sort(mixture.rows);
        return mixture;
    }

    void look_for_a_mixture() {
        for (std::size_t other = 0; other < standings_.size(); ++other) {
            // Fewer than five could not be told from chance.
            if (other == best_ || evidence_.readings[other].in_favour < 5) continue;
            auto mixture = mixture_with(other);
            if (!mixture || mixture->p_value > most_doubt_of_suspicion) continue;
            if (!evidence_.mixture || mixture->share > evidence_.mixture->share)
                evidence_.mixture = std::move(mixture);
        }
    }

    double share(std::size_t count) const {
        return static_cast<double>(count) / static_cast<double>(witnesses_.size());
    }

    DatumFinding judged() {
        look_for_a_mixture();
        const ReadingEvidence& best = evidence_.readings[best_];
        std::size_t explained = best.inside;
        if (evidence_.mixture) explained += evidence_.of(evidence_.mixture->other)->in_favour;
        const bool mixed = maybe_mixed(evidence_) && evidence_.mixture->p_value <= most_doubt;
        if (mixed && share(explained) >= least_inside) return DatumFinding::mixed;
        if (share(best.inside) < least_inside) return DatumFinding::fits_nothing;
        if (evidence_.p_value > most_doubt) return DatumFinding::indistinct;
        evidence_.verdict = best.reading;
        return DatumFinding::clear;
    }

    const AreaTree& areas_;
    ClaimCheck check_;
    std::vector<Sworn> witnesses_;
    std::vector<std::vector<Standing>> standings_;  ///< by reading, parallel to the witnesses
    std::size_t best_ = 0;
    DatumEvidence evidence_;
};

}  // namespace

const ReadingEvidence* DatumEvidence::of(const DatumReading& reading) const {
    const auto found = std::ranges::find_if(
        readings, [&](const ReadingEvidence& one) { return same_positions(one.reading, reading); });
    return found == readings.end() ? nullptr : &*found;
}

DatumEvidence datum_evidence(std::span<const Witness> batch, const AreaTree& areas,
                             const VillageIndex& villages) {
    return Detective(areas, villages).evidence(batch);
}

bool maybe_mixed(const DatumEvidence& evidence) {
    return evidence.mixture && evidence.mixture->share >= least_mixture;
}

bool contradicts(const DatumEvidence& evidence, Datum declared) {
    return evidence.verdict && !same_positions(*evidence.verdict, {declared});
}

bool tells_for(const Witness& witness, const DatumReading& by, const DatumReading& declared,
               const ClaimCheck& check) {
    const auto claim = check.claim_of(witness.declared, witness.reference);
    if (!claim) return false;
    const auto as_by = position_in(by, witness.given);
    if (!as_by || !check.inside(*claim, *as_by)) return false;
    const auto as_declared = position_in(declared, witness.given);
    return !as_declared || check.far_outside(*claim, *as_declared);
}

}  // namespace courtyard
