// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/commands/seal_options.h"

namespace courtyard {

void SealOptions::add_to_sealing(CLI::App& command) {
    command.add_option("--anchors", anchors,
                       "File of the seals; audit-anchors.log in the data directory when absent");
    command.add_option("--key", key, "Key of the seals; audit.key in the data directory when absent")
        ->check(CLI::ExistingFile);
}

void SealOptions::add_to(CLI::App& command) {
    add_to_sealing(command);
    command.get_option("--anchors")->check(CLI::ExistingFile);
}

AuditPlaces SealOptions::in(const std::string& data) const {
    AuditPlaces places = AuditPlaces::in(data);
    if (!anchors.empty()) places.anchors = anchors;
    if (!key.empty()) places.key = key;
    return places;
}

}  // namespace courtyard
