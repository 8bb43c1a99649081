// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/doctor_questions.h"

#include <array>

namespace courtyard {

std::span<const DoctorQuestion> doctor_questions() {
    using Health = Examination::Health;
    static const std::array list{
        DoctorQuestion{"feed.gaps",
                       "doctor_numbers_without_facts",
                       Health::bad,
                       {"修订号连续", "revisions have no gaps"},
                       {"修订号与事实对不上", "revisions and facts do not agree"}},
        DoctorQuestion{"feed.outside",
                       "doctor_facts_without_stretch",
                       Health::bad,
                       {"每条事实都有次序", "every fact has its place in time"},
                       {"有事实没有次序", "facts without a place in time"}},
        DoctorQuestion{"feed.empty",
                       "doctor_feed_without_fact",
                       Health::bad,
                       {"每个序号都有内容", "every line of the feed has its fact"},
                       {"有序号没有内容", "lines of the feed without a fact"}},
        DoctorQuestion{"batches.unknown",
                       "doctor_stretches_without_batch",
                       Health::bad,
                       {"导入的数据都有批次", "what was imported has its batch"},
                       {"导入的数据没有批次", "imported facts without a batch"}},
        DoctorQuestion{"batches.empty",
                       "doctor_batches_without_rows",
                       Health::bad,
                       {"批次都有数据", "batches have their rows"},
                       {"有批次没有数据", "batches without rows"}},
        DoctorQuestion{"receipts.unknown",
                       "doctor_receipts_without_fact",
                       Health::bad,
                       {"回执都有记录", "receipts have their records"},
                       {"有回执没有记录", "receipts without a record"}},
        DoctorQuestion{"receipts.missing",
                       "doctor_facts_without_receipt",
                       Health::bad,
                       {"核查点都有回执", "inspection points have their receipts"},
                       {"有核查点没有回执", "inspection points without a receipt"}},
        DoctorQuestion{"receipts.unlisted",
                       "doctor_receipts_not_found",
                       Health::bad,
                       {"回执都能按散列查到", "receipts are found by their hashes"},
                       {"有回执查不到", "receipts that are not found by their hash"}},
        DoctorQuestion{"imports.unfinished",
                       "doctor_imports_on_their_way",
                       Health::noted,
                       {"没有进行到一半的导入", "no import is half way"},
                       {"有进行到一半的导入，下次启动时收回",
                        "imports that are half way; the next start takes them back"}},
    };
    return list;
}

}  // namespace courtyard
