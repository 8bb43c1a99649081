// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/store_refusal.h"

namespace courtyard {

Error refusal_to_open(const std::string& why, const std::filesystem::path& file) {
    if (why.find("newer than") != std::string::npos)
        return {ErrorCode::unsupported,
                "store.newer",
                {"数据由更新版本的程序写成：" + why +
                     "；请换回那个版本的程序，或用升级以前的备份恢复（courtyard restore 备份 --data 新目录）",
                 "the data was written by a newer program: " + why +
                     "; run that program, or restore the latest backup from before the update (courtyard "
                     "restore FILE --data NEW)"},
                file.string()};
    return {ErrorCode::unavailable,
            "store.damaged",
            {"数据库打不开：" + why + "；请用最近的备份恢复（courtyard restore 备份 --data 新目录）",
             "the database cannot be opened: " + why +
                 "; restore the latest backup (courtyard restore FILE --data NEW)"},
            file.string()};
}

}  // namespace courtyard
