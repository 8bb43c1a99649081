// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "data/sample/sample_file.h"
#include "data/sample/sample_writers.h"
#include "geo/day.h"

namespace courtyard {
namespace {

constexpr int first_year = 2021;
constexpr int last_year = 2025;

/// Writes figures.csv, and draws what is in it.
class FigureWriter {
  public:
    FigureWriter(const SampleCounty& county, const std::filesystem::path& path)
        : county_(county), file_(path), random_(mix(county.seed, 0xF16)) {
        file_.add("campaign,indicator,area,period,value,unit_value,reported_on\n");
    }

    /// Returns of every township for every month: a few are missing, some come after the fifth.
    void monthly_returns() {
        for (int year = first_year; year <= last_year; ++year)
            for (unsigned month = 1; month <= 12; ++month)
                for (const SampleTownship& township : county_.townships) month_of(township, year, month);
    }

    /// What there is, told once a year.
    void stocks() {
        for (int year = first_year; year <= last_year; ++year) {
            const std::string month = fmt::format("{}-01", year);
            const std::string told = fmt::format("{}-02-03", year);
            int number = 0;
            for (const SampleTownship& township : county_.townships) {
                // The last township has no team until the third year.
                const bool has_team = ++number < std::ssize(county_.townships) || year >= first_year + 2;
                add("dispute-mediation,teams", township.code, month, has_team ? 1 : 0, told);
                add("dispute-mediation,mediators", township.code, month, has_team ? 3 + number % 4 : 0, told);
                add("rights-protection,centres", township.code, month, 1, told);
                add("health-screening,eligible", township.code, month, 900 + random_.between(0, 600), told);
                if (number % 3 == 0) add("volunteer-sites,sites", township.code, month, 1, told);
            }
        }
        for (const std::uint32_t i : county_.by_code) {
            const SampleVillage& village = county_.villages[i];
            if (village.blank) continue;
            const int since = first_year + random_.between(0, 4);
            add("village-groups,groups", village.code, fmt::format("{}-03", since), 1,
                fmt::format("{}-04-02", since));
            if (!village.idle)
                add("child-care,child_directors", village.code, fmt::format("{}-03", since), 1,
                    fmt::format("{}-04-02", since));
        }
    }

    /// What the county does itself.
    void county_figures() {
        const std::string county(sample_county_code);
        for (int year = first_year; year <= last_year; ++year) {
            const auto on = [&](const char* day) { return fmt::format("{}-{}", year, day); };
            batch("child-care,relief_goods", on("01-18"), 60 + random_.between(0, 40), 500);
            batch("child-care,relief_cash", on("05-30"), 60 + random_.between(0, 40), 300);
            batch("child-care,relief_goods", on("05-30"), 60 + random_.between(0, 40), 500);
            batch("child-care,grants", on("05-20"), 20 + random_.between(0, 20), 1000);
            add("child-care,outings", county, on("05-31"), 30 + random_.between(0, 20), on("06-02"));
            add("honours,red_banner_bearers", county, on("03-08"), 35, on("03-10"));
            add("honours,model_posts", county, on("03-08"), 10 + random_.between(0, 5), on("03-10"));
            add("honours,outstanding_children", county, on("06-01"), 40 + random_.between(0, 20),
                on("06-03"));
            add("model-families,families", county, on("05-15"), 100 + random_.between(0, 60), on("05-17"));
            add("model-families,recommended", county, on("05-15"), 5 + random_.between(0, 5), on("05-17"));
            add("job-fairs,fairs", county, on("02-20"), 2, on("02-22"));
            add("job-fairs,enterprises", county, on("02-20"), 40 + random_.between(0, 30), on("02-22"));
            add("job-fairs,intents", county, on("02-20"), 200 + random_.between(0, 200), on("02-22"));
            add("skills-training,courses", county, on("04-28"), 12, on("05-02"));
            add("skills-training,trained", county, on("04-28"), 480 + random_.between(0, 60), on("05-02"));
            add("skills-training,certified", county, on("04-28"), 400 + random_.between(0, 60), on("05-02"));
            add("new-organisations,founded", county, on("06-28"), 14 + random_.between(0, 4), on("07-02"));
            add("new-organisations,founded", county, on("12-20"), 15 + random_.between(0, 4), on("12-28"));
        }
        add("child-friendly-city,leading_group", county, "2022-09-01", 1, "2022-09-05");
        add("child-friendly-city,scheme_issued", county, "2023-04-10", 1, "2023-04-12");
    }

    void close() { file_.close(); }

  private:
    void add(std::string_view what, const std::string& area, const std::string& period, int value,
             const std::string& reported_on) {
        file_.add("{},{},{},{},,{}\n", what, area, period, value, reported_on);
    }
    void batch(std::string_view what, const std::string& day, int persons, int each) {
        file_.add("{},{},{},{},{},{}\n", what, sample_county_code, day, persons, each, day);
    }

    void month_of(const SampleTownship& township, int year, unsigned month) {
        if (random_.chance(0.03)) return;
        const std::string period = fmt::format("{}-{:02}", year, month);
        const bool late = random_.chance(0.08);
        const Day end = Day::of(year, month, 1).last_of_month();
        const std::string told = to_string(end + (late ? random_.between(6, 20) : random_.between(1, 5)));
        const auto report = [&](std::string_view what, int value) {
            add(what, township.code, period, value, told);
        };
        const int found = random_.between(0, 4);
        report("dispute-mediation,visited", random_.between(40, 120));
        report("dispute-mediation,found", found);
        report("dispute-mediation,solved", found);
        const int lectures = random_.between(0, 2);
        report("family-education,lectures", lectures);
        report("family-education,online_lectures", random_.between(0, 2));
        report("family-education,beneficiaries", lectures * random_.between(40, 90));
        const int activities = random_.between(2, 8);
        report("village-groups,activities", activities);
        report("village-groups,participants", activities * random_.between(20, 60));
        report("health-screening,screened", random_.between(20, 60));
    }

    const SampleCounty& county_;
    SampleFile file_;
    RandomStream random_;
};

}  // namespace

void write_figures(const SampleCounty& county, const std::filesystem::path& path) {
    FigureWriter writer(county, path);
    writer.county_figures();
    writer.stocks();
    writer.monthly_returns();
    writer.close();
}

}  // namespace courtyard
