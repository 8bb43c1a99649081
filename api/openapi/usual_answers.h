// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "api/openapi/interface_book.h"

namespace courtyard {

/// An answer that routes of one kind have in common: a component of the document.
struct UsualAnswer {
    unsigned status;
    std::string_view name;
    Text about;
    std::string_view codes;  ///< stable words, parted by blanks
};

std::span<const UsualAnswer> usual_answers();

/// Which of them a route may give, beside those of its description.
std::vector<const UsualAnswer*> usual_answers_of(const DescribedRoute& described);

/// Whether nobody in particular may ask it where a server is public.
bool may_be_public(const Route& route);

}  // namespace courtyard
