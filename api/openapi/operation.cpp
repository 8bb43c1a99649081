// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

#include <array>

namespace courtyard {

std::span<const OperationGroup> operation_groups() {
    static const std::array groups{
        progress_operations(), planning_operations(), tile_operations(),     style_operations(),
        feature_operations(),  editing_operations(),  ogc_tile_operations(), field_operations(),
        review_operations(),   import_operations(),   export_operations(),   account_operations(),
        service_operations(),
    };
    return groups;
}

}  // namespace courtyard
