// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "api/layer_rows.h"
#include "api/openapi/interface_book.h"
#include "api/openapi/usual_answers.h"

namespace courtyard {

/// A route as one path of a document: the pattern itself, or one collection's address beneath the root.
struct PathOperation {
    const DescribedRoute* described;
    std::string path;
    std::optional<LayerName> collection;
};

/// Writes operations into a document, and the components that they have in common.
class OperationJson {
  public:
    OperationJson(Json& json, Language language) : json_(json), language_(language) {}

    void operation(const PathOperation& one);
    /// @param place   path, query or header
    void parameter(const SchemaMember& member, std::string_view place);
    void usual_answer(const UsualAnswer& one);

    /// The shared parameters that were referred to.
    const std::set<std::string, std::less<>>& shared() const { return shared_; }

  private:
    const std::string& words(const Text& text) const { return in(language_, text); }
    void write_who_may(const Route& route);
    void refer_to_parameter(std::string_view name);
    void write_attributes(const std::optional<LayerName>& collection);
    void write_parameters(const PathOperation& one);
    void write_content(const std::vector<DescribedContent>& contents);
    void write_body(const DescribedRoute& described);
    std::string about_codes(const std::string& about, const std::vector<std::string>& codes) const;
    std::string about_answer(const DescribedAnswer& answer) const;
    void write_problem_content();
    void write_answers(const DescribedRoute& described);

    Json& json_;
    Language language_;
    std::set<std::string, std::less<>> shared_;
};

}  // namespace courtyard
