// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/area_json.h"

namespace courtyard {

Json& write_area(Json& json, const Area& area) {
    return json.member("fid", area.fid)
        .member("code", area.code)
        .member("name", area.name)
        .member("level", to_string(area.level));
}

}  // namespace courtyard
