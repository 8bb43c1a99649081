// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/geometry_predicate.h"

#include <gtest/gtest.h>

#include <random>

namespace courtyard {
namespace {

using enum SpatialRelation;

constexpr SpatialRelation every_relation[] = {intersects, disjoint, equals,   touches,
                                              crosses,    within,   contains, overlaps};

Polygon square(double west, double south, double size) {
    return {{{{west, south},
              {west + size, south},
              {west + size, south + size},
              {west, south + size},
              {west, south}}}};
}

Shape shape(Polygon polygon) {
    Shape made;
    made.polygons.push_back(std::move(polygon));
    return made;
}

/// The relations that a geometry has to a shape, by their first letters (`W` for within, `O` for overlaps).
template <class Geometry>
std::string relations(const Geometry& geometry, const Shape& to) {
    std::string held;
    for (const SpatialRelation relation : every_relation)
        if (GeometryPredicate::with(relation, to).value().holds(geometry))
            held += std::string_view("IDETXWCO")[static_cast<std::size_t>(relation)];
    return held;
}

TEST(GeometryPredicate, KnowsHowPointsLie) {
    const Shape box = shape(square(0, 0, 2));
    EXPECT_EQ(relations(LonLat{1, 1}, box), "IW");
    EXPECT_EQ(relations(LonLat{0, 1}, box), "IT");
    EXPECT_EQ(relations(LonLat{2, 2}, box), "IT");
    EXPECT_EQ(relations(LonLat{3, 1}, box), "D");
    const Shape triangle = shape({{{{0, 0}, {4, 0}, {0, 4}, {0, 0}}}});
    EXPECT_EQ(relations(LonLat{1, 1}, triangle), "IW");
    EXPECT_EQ(relations(LonLat{2, 2}, triangle), "IT");
    EXPECT_EQ(relations(LonLat{3, 3}, triangle), "D");
    EXPECT_EQ(relations(LonLat{1, 1}, Shape{{{1, 1}}, {}, {}}), "IEWC");
    EXPECT_EQ(relations(LonLat{1, 1}, Shape{{{1, 1}, {2, 2}}, {}, {}}), "IW");
    EXPECT_EQ(relations(LonLat{1, 1}, Shape{{}, {{{0, 0}, {2, 2}}}, {}}), "IW");
    EXPECT_EQ(relations(LonLat{0, 0}, Shape{{}, {{{0, 0}, {2, 2}}}, {}}), "IT");
}

TEST(GeometryPredicate, KnowsHowAreasLie) {
    const Boundary area{{square(0, 0, 2)}};
    EXPECT_EQ(relations(area, shape(square(0, 0, 2))), "IEWC");
    EXPECT_EQ(relations(area, shape(square(1, 1, 2))), "IO");
    EXPECT_EQ(relations(area, shape(square(2, 0, 2))), "IT");
    EXPECT_EQ(relations(area, shape(square(-1, -1, 9))), "IW");
    EXPECT_EQ(relations(area, shape(square(0.5, 0.5, 1))), "IC");
    EXPECT_EQ(relations(area, shape(square(5, 5, 1))), "D");
    EXPECT_EQ(relations(area, Shape{{}, {{{-1, 1}, {3, 1}}}, {}}), "IX");
    EXPECT_EQ(relations(area, Shape{{}, {{{0.5, 1}, {1, 1}}}, {}}), "IC");
    EXPECT_EQ(relations(area, Shape{{}, {{{0, 0}, {2, 0}}}, {}}), "IT");
    EXPECT_EQ(relations(area, Shape{{{1, 1}}, {}, {}}), "IC");
    EXPECT_EQ(relations(area, Shape{{{0, 1}}, {}, {}}), "IT");
    EXPECT_EQ(relations(area, Shape{{{1, 1}, {9, 9}}, {}, {}}), "IX");
}

TEST(GeometryPredicate, TakesCollectionsOfSeveralDimensions) {
    const Shape mixed{{{10, 10}}, {{{5, 5}, {6, 6}}}, {square(0, 0, 2)}};
    EXPECT_EQ(relations(LonLat{10, 10}, mixed), "IW");
    EXPECT_EQ(relations(LonLat{5.5, 5.5}, mixed), "IW");
    EXPECT_EQ(relations(LonLat{5, 5}, mixed), "IT");
    EXPECT_EQ(relations(LonLat{1, 1}, mixed), "IW");
    EXPECT_EQ(relations(LonLat{8, 8}, mixed), "D");
    EXPECT_EQ(relations(Boundary{{square(0.5, 0.5, 1)}}, mixed), "IW");
    EXPECT_EQ(relations(Boundary{{square(-1, -1, 20)}}, mixed), "IC");
    EXPECT_EQ(relations(Boundary{{square(1, 1, 2)}}, mixed), "IO");
    EXPECT_EQ(relations(Boundary{{square(2, 0, 2)}}, mixed), "IT");
    // What lies within the rest adds nothing.
    EXPECT_EQ(
        relations(Boundary{{square(0, 0, 2)}}, Shape{{{1, 1}}, {{{0.5, 0.5}, {1, 0.5}}}, {square(0, 0, 2)}}),
        "IEWC");
    EXPECT_EQ(relations(Boundary{{square(0, 0, 2)}}, Shape{{{1, 1}, {9, 9}}, {{{-1, 1}, {3, 1}}}, {}}), "IX");
    EXPECT_EQ(relations(mixed, mixed), "IEWC");
}

TEST(GeometryPredicate, UnitesPolygonsThatOverlapOrTouch) {
    Shape two = shape(square(0, 0, 2));
    two.polygons.push_back(square(2, 0, 2));
    EXPECT_EQ(relations(LonLat{2, 1}, two), "IW");
    two.polygons.push_back(square(1, 0, 2));
    EXPECT_EQ(relations(LonLat{2, 1}, two), "IW");
    EXPECT_EQ(relations(LonLat{2, 0}, two), "IT");
}

TEST(GeometryPredicate, RefusesWhatIsNoGeometry) {
    const auto fault = [](const Shape& made) {
        const auto predicate = GeometryPredicate::with(intersects, made);
        return predicate ? std::string() : predicate.error().name;
    };
    EXPECT_EQ(fault(shape({{{{0, 0}, {1, 0}, {1, 1}}}})), "shape.invalid");
    EXPECT_EQ(fault(shape({{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}}})), "shape.invalid");
    EXPECT_EQ(fault(shape({{{{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}}}})), "shape.invalid");
    EXPECT_EQ(fault(shape({{{{0, 0}, {1, 0}, {0, 0}, {0, 0}}}})), "shape.invalid");
    EXPECT_EQ(fault(Shape{{}, {{{0, 0}}}, {}}), "shape.invalid");
    EXPECT_EQ(fault(Shape{{}, {{{0, 0}, {0, 0}}}, {}}), "shape.invalid");
    EXPECT_EQ(fault(Shape{{{0, 0}}, {}, {}}), "");
}

TEST(GeometryPredicate, UprightRectanglesAreAnsweredAsGeosAnswersThem) {
    std::mt19937 random(3);
    const auto number = [&] { return static_cast<double>(random() % 6); };
    for (int i = 0; i < 2'000; ++i) {
        const double west = number();
        const double south = number();
        const Polygon plain = square(west, south, 1 + number());
        Polygon beset = plain;  // one more position: no rectangle to those who count corners
        beset.rings[0].insert(beset.rings[0].begin() + 1, {west + 0.5, south});
        const LonLat at{number(), number()};
        EXPECT_EQ(relations(at, shape(plain)), relations(at, shape(beset)));
    }
}

TEST(GeometryPredicate, AnswersOfAreasWhoseBorderCrossesItself) {
    const Boundary bow_tie{{{{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}}}};
    const auto predicate = GeometryPredicate::with(intersects, shape(square(0, 0, 1))).value();
    EXPECT_TRUE(predicate.holds(bow_tie));
    for (const SpatialRelation relation : every_relation)
        EXPECT_NO_THROW(
            (void)GeometryPredicate::with(relation, shape(square(0, 0, 1))).value().holds(bow_tie));
}

}  // namespace
}  // namespace courtyard
