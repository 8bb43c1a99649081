// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>

#include "data/read/code_list.h"
#include "tests/geo/damaged_address.h"

/// The gazetteer on the real code list: memory, load time, speed, and how often a damaged address is answered
/// rightly, wrongly or not. By the processor's clock, on one core.
namespace courtyard {
namespace {

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double resident_mib() {
    malloc_trim(0);
    std::ifstream statm("/proc/self/statm");
    long pages = 0;
    long resident = 0;
    statm >> pages >> resident;
    return static_cast<double>(resident * sysconf(_SC_PAGESIZE)) / (1 << 20);
}

Gazetteer load(const std::filesystem::path& codes, AreaCode only) {
    Gazetteer::Builder builder;
    if (const auto read = add_code_list(builder, codes, only); !read) {
        fmt::print(stderr, "{}: {}\n", read.error().subject, read.error().detail.en);
        std::exit(1);
    }
    return std::move(builder).build().value();
}

double rate(const Gazetteer& gazetteer, const std::vector<LabelledAddress>& addresses) {
    constexpr int rounds = 5;
    std::size_t villages = 0;
    const auto start = seconds();
    for (int round = 0; round < rounds; ++round) {
        for (const auto& address : addresses)
            villages += gazetteer.match(address.text, address.within).is_village();
    }
    const auto used = seconds() - start;
    if (villages == 0) fmt::print("no village found\n");
    return static_cast<double>(rounds * addresses.size()) / used;
}

void print_share(const Score& score, std::size_t count) {
    fmt::print(" {:8.3f} |", 100.0 * static_cast<double>(count) / static_cast<double>(score.asked));
}

void print_row(std::string_view name, const Score& score) {
    fmt::print("| {:24} | {:6} |", name, score.asked);
    for (const auto count :
         {score.right, score.wrong, score.among, score.above, score.wrong_above, score.nothing}) {
        print_share(score, count);
    }
    fmt::print("\n");
}

std::vector<LabelledAddress> written(AddressWriter& writer, const std::vector<ListedVillage>& villages,
                                     Damage damage, std::size_t count, std::mt19937& random) {
    std::vector<LabelledAddress> addresses;
    while (addresses.size() < count) {
        addresses.push_back(writer.write(villages[random() % villages.size()], damage));
    }
    return addresses;
}

/// The list misses one village in twenty, as lists do; those are a row of their own.
std::vector<LabelledAddress> print_damage_table(const Gazetteer& whole, std::size_t count) {
    const auto stale = without_some(whole, 20);
    const auto listed = listed_villages(stale.gazetteer);
    AddressWriter writer(listed, 11);
    std::mt19937 random(3);
    std::vector<LabelledAddress> all;
    fmt::print(
        "| damage                   |  asked |  right % |  wrong % |  among % |  above % | w.above% | "
        "nothing% "
        "|\n");
    for (std::size_t i = 0; i < damage_names.size(); ++i) {
        const auto damage = static_cast<Damage>(i);
        const auto& villages = damage == Damage::not_listed ? stale.missing : listed;
        const auto addresses = written(writer, villages, damage, count, random);
        print_row(damage_names.at(i), score(stale.gazetteer, addresses));
        if (damage != Damage::not_listed) all.insert(all.end(), addresses.begin(), addresses.end());
    }
    const auto total = score(stale.gazetteer, all);
    print_row("all but the last", total);
    fmt::print("answered with a village: {:.4f} % wrong; slips that spelt another village, made anew: {}\n",
               100.0 * static_cast<double>(total.wrong) / static_cast<double>(total.right + total.wrong),
               writer.spelt_into_another());
    return all;
}

void print_company_addresses(const Gazetteer& gazetteer, const std::filesystem::path& file) {
    std::ifstream in(file);
    std::map<std::string, std::size_t> answers;
    std::size_t count = 0;
    std::string line;
    for (std::getline(in, line); std::getline(in, line);) {
        const auto address = line.substr(0, line.rfind(','));
        if (address.empty()) continue;
        const auto match = gazetteer.match(address);
        ++answers[std::string(match.area.empty() ? to_string(match.doubt) : to_string(match.level))];
        ++count;
    }
    fmt::print("company addresses ({} not empty):", count);
    for (const auto& [answer, n] : answers) {
        fmt::print(" {} {:.1f} %,", answer, 100.0 * static_cast<double>(n) / static_cast<double>(count));
    }
    fmt::print("\n");
}

int run(const std::filesystem::path& real_data) {
    constexpr std::size_t count = 20'000;
    const auto before = resident_mib();
    const auto start = seconds();
    const auto nation = load(real_data / "codes", {});
    fmt::print("national list: {} areas, {:.2f} s to read and build, {:.0f} MiB\n", nation.size(),
               seconds() - start, resident_mib() - before);
    fmt::print("\nprovince 41\n");
    const auto province = load(real_data / "codes", AreaCode::parse("41").value());
    const auto addresses = print_damage_table(province, count);
    fmt::print("{:.0f} addresses/s on one core, {} addresses of all kinds\n", rate(province, addresses),
               addresses.size());
    fmt::print("\nthe nation\n");
    const auto national = print_damage_table(nation, count);
    fmt::print("{:.0f} addresses/s on one core\n", rate(nation, national));
    print_company_addresses(nation, real_data / "address" / "company-addresses.csv");
    return 0;
}

}  // namespace
}  // namespace courtyard

int main() {
    const char* real_data = std::getenv("COURTYARD_REALDATA");
    if (real_data == nullptr || !std::filesystem::is_directory(std::filesystem::path(real_data) / "codes")) {
        fmt::print(stderr, "gazetteer_bench: no real data: set COURTYARD_REALDATA\n");
        return 0;
    }
    return courtyard::run(real_data);
}
