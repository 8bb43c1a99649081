// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "geo/edition_changes.h"
#include "geo/editions/ground.h"

namespace courtyard {

/// Gathers what speaks for a link between two villages, and judges when everything is gathered.
class EditionComparison {
  public:
    /// Keeps references to both.
    EditionComparison(const EditionGround& before, const EditionGround& after);

    /// Ground in common; a sliver is remembered as such and links nothing.
    void add(const Overlap& overlap);
    void add_declared(AreaIndex old_village, AreaIndex new_village);
    /// A link only when one of them has no boundary; else remembered as reused code when the ground differs.
    void add_same_code(AreaIndex old_village, AreaIndex new_village);

    /// Precondition: everything has been added.
    EditionChanges changes();

  private:
    /// One edition: by village, its links as positions in `links_`.
    struct Side {
        const EditionGround& edition;
        std::vector<std::vector<std::size_t>> links;
        std::vector<double> linked;  ///< share of the ground in links
        std::vector<VillageChange> kinds;
        std::vector<std::size_t> main;  ///< the link by which it goes on, when it does

        double rest(AreaIndex village) const;
        bool drawn(AreaIndex village) const { return !edition.areas[village].boundary.empty(); }
        explicit Side(const EditionGround& ground);
    };

    std::size_t link(AreaIndex old_village, AreaIndex new_village);
    static bool most_of_old(const VillageLink& link);
    static bool most_of_new(const VillageLink& link);
    bool same_code(const VillageLink& link) const;
    bool takes_most_of_several(AreaIndex new_village) const;
    VillageChange going_on(const VillageLink& link) const;
    VillageChange judge_old(AreaIndex old_village);
    VillageChange judge_new(AreaIndex new_village);
    VillageChange judge_link(std::size_t number) const;
    static std::vector<VillageOutcome> outcomes(const Side& side);

    const AreaTree& old_areas_;
    const AreaTree& new_areas_;
    Side old_;
    Side new_;
    std::vector<VillageLink> links_;
    std::map<std::pair<AreaIndex, AreaIndex>, std::size_t> number_of_;
    std::vector<AreaCode> reused_codes_;
};

}  // namespace courtyard
