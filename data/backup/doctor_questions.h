// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "data/backup/doctor.h"

namespace courtyard {

/// A statement that counts what should not be, and what is said of it.
struct DoctorQuestion {
    std::string_view name;
    std::string_view statement;
    Examination::Health when_found;
    Text nothing;
    Text found;
};

/// What `courtyard doctor` asks of courtyard.db; each statement is in data/sql/statements.sql.
std::span<const DoctorQuestion> doctor_questions();

}  // namespace courtyard
