// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/definition_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "campaign/campaign.h"

namespace courtyard {

Result<void> add_definitions(const std::filesystem::path& data_folder) {
    const auto folder = data_folder / "catalogue";
    std::error_code failed;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<std::string> names;
    std::vector<std::string> texts;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(in), {}};
        if (!in)
            return fail(ErrorCode::unavailable, "catalogue.unreadable",
                        {fmt::format("读不了活动定义 {}", file.string()),
                         fmt::format("the definition {} cannot be read", file.string())},
                        file.string());
        names.push_back(file.string());
        texts.push_back(std::move(text));
    }
    std::vector<EmbeddedText> definitions;
    for (std::size_t i = 0; i < texts.size(); ++i) definitions.push_back({names[i], texts[i]});
    return extend_catalogue(definitions);
}

}  // namespace courtyard
