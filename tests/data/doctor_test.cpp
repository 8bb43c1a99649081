// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/doctor.h"

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "data/backup/doctor_questions.h"
#include "data/read/file_hash.h"
#include "data/store/audit_anchors.h"
#include "data/store/audit_seal.h"
#include "data/store/blob_store.h"
#include "data/store/child_store.h"
#include "data/store/sqlite_store.h"
#include "tests/data/a_photo.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

/// A data folder with something of everything that the doctor asks about, its audit sealed.
class Doctor : public testing::Test {
  protected:
    Doctor() {
        std::filesystem::create_directories(data_);
        if (!ChildStore::open(data_)) throw std::runtime_error("no children.db");
        const auto store = open_sqlite_store(data_).value();
        const auto append = [&](const Fact& fact) {
            write_to(*store, [&](Transaction& t) { t.append(fact, {"tester", {}}); }).value();
        };
        append(a_household("h1"));
        append(a_household("h2"));
        write_to(*store, [&](Transaction& t) {
            t.save_batch({"b1", "households", "hash", "office", "户.csv", R"({"accepted":2})"});
            for (const char* id : {"h3", "h4"}) t.append(a_household(id), {"office", "b1"});
        }).value();
        append(an_inspection("11111111-1111-4111-8111-111111111111", "h1"));
        append(a_decision("h1", "completed", Day::of(2023, 6, 2)));
        write_to(*store, [&](Transaction& t) {
            Blob blob;
            blob.sha256 = photo_;
            blob.bytes = photo_text_.size();
            blob.account = "tester";
            t.save_blob(blob);
        }).value();
        if (!BlobStore(data_).keep(bytes_of(photo_text_), photo_)) throw std::runtime_error("no photo");
        const auto key = AuditKey::open(seals_.key).value();
        const auto seal = key.seal(store->audit_head().value(), Instant::now());
        if (!append_seal(seals_.anchors, seal)) throw std::runtime_error("no seal");
    }

    DoctorReport examined(Depth depth = Depth::quick, const std::optional<BackupManifest>& against = {}) {
        return examine_data(data_, depth, seals_, against, [](std::string_view, std::size_t, std::size_t) {})
            .value();
    }
    /// `bad pages`, `noted schema`: what is not sound.
    std::vector<std::string> found(Depth depth = Depth::quick,
                                   const std::optional<BackupManifest>& against = {}) {
        std::vector<std::string> names;
        for (const Examination& one : examined(depth, against).examinations)
            if (one.health != Examination::Health::sound)
                names.push_back((one.health == Examination::Health::bad ? "bad " : "noted ") + one.name);
        return names;
    }
    /// Somebody with the database's file in hand changes it.
    void damage(const std::string& sql) const {
        SQLite::Database file((data_ / "courtyard.db").string(), SQLite::OPEN_READWRITE);
        file.exec("PRAGMA foreign_keys = OFF");
        file.exec(sql);
    }
    /// Puts nonsense into the pages of a file, behind its header.
    void bend(const std::string& name) const {
        std::fstream file(data_ / name, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4'096);
        file << std::string(8'192, '\x7f');
    }

    Scratch scratch_;
    std::filesystem::path data_ = scratch_.folder() / "data";
    AuditPlaces seals_ = AuditPlaces::in(data_);
    std::string photo_text_ = "no photo";
    std::string photo_ = sha256_of(bytes_of(photo_text_));
};

/// One damage for each question that is asked of the database, and what the doctor calls it.
struct Damage {
    std::string_view name;
    std::string_view sql;
};
constexpr std::array damages{
    Damage{"feed.gaps",
           "UPDATE stretch SET first_seq = first_seq + 5 WHERE first_seq = (SELECT max(first_seq) FROM "
           "stretch)"},
    Damage{"feed.outside",
           "UPDATE stretch SET first_line = first_line + 1 WHERE first_line = (SELECT min(first_line) FROM "
           "stretch)"},
    Damage{"feed.empty", "DELETE FROM household WHERE id = 'h1'"},
    Damage{"batches.unknown", "DELETE FROM batch WHERE id = 'b1'"},
    Damage{"batches.empty", "UPDATE stretch SET batch = NULL WHERE batch = 'b1'"},
    Damage{"receipts.unknown", "UPDATE receipt SET line = 9999 WHERE line = (SELECT line FROM inspection)"},
    Damage{"receipts.missing", "DELETE FROM receipt WHERE line = (SELECT line FROM inspection)"},
    Damage{"receipts.unlisted", "DELETE FROM receipt_by_hash"},
    Damage{"imports.unfinished",
           "UPDATE stretch SET first_seq = NULL WHERE first_line = (SELECT max(first_line) FROM stretch)"},
};

TEST_F(Doctor, FindsNothingWhereNothingIsWrong) {
    EXPECT_THAT(found(Depth::deep), IsEmpty());
    for (const DoctorQuestion& question : doctor_questions())
        EXPECT_THAT(damages, Contains(testing::Field(&Damage::name, question.name)))
            << "no damage shows that it is found";
}

class DoctorQuestions : public Doctor, public testing::WithParamInterface<Damage> {};

TEST_P(DoctorQuestions, NameTheDamage) {
    damage(std::string(GetParam().sql));
    const auto questions = doctor_questions();
    const auto asked = std::ranges::find(questions, GetParam().name, &DoctorQuestion::name);
    ASSERT_NE(asked, questions.end());
    const std::string health = asked->when_found == Examination::Health::bad ? "bad " : "noted ";
    EXPECT_THAT(found(), Contains(health + std::string(GetParam().name)));
}

INSTANTIATE_TEST_SUITE_P(Each, DoctorQuestions, testing::ValuesIn(damages), [](const auto& one) {
    std::string name(one.param.name);
    std::ranges::replace(name, '.', '_');
    return name;
});

TEST_F(Doctor, FindsPagesThatAreBent) {
    bend("courtyard.db");
    EXPECT_THAT(found(), Contains("bad courtyard.db.pages"));
}

TEST_F(Doctor, FindsPagesOfTheChildrensCountsThatAreBent) {
    bend("children.db");
    EXPECT_THAT(found(), ElementsAre("bad children.db.pages"));
}

TEST_F(Doctor, FindsReferencesToNothing) {
    damage("INSERT INTO kept VALUES (1, 'no such batch', 'household', 'h1', 'later_version')");
    EXPECT_THAT(found(), ElementsAre("bad courtyard.db.references"));
}

TEST_F(Doctor, NotesDataOfAnOlderVersion) {
    damage("PRAGMA user_version = 1");
    EXPECT_THAT(found(), ElementsAre("noted schema"));
}

TEST_F(Doctor, FindsAnEntryOfTheAuditThatWasEdited) {
    damage("UPDATE audit SET detail = 'nothing to see' WHERE seq = 2");
    EXPECT_THAT(found(), ElementsAre("bad audit"));
}

TEST_F(Doctor, FindsAnAuditThatWasCutByTheSealsOnAnotherDisk) {
    const auto elsewhere = scratch_.folder() / "other-disk.log";
    std::filesystem::rename(seals_.anchors, elsewhere);
    damage("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)");
    EXPECT_THAT(found(), ElementsAre("noted audit.seals")) << "a chain that was cut holds in itself";
    seals_.anchors = elsewhere;
    EXPECT_THAT(found(), ElementsAre("bad audit"));
}

TEST_F(Doctor, FindsSealsThatAnotherKeyMade) {
    seals_.key = scratch_.folder() / "another.key";
    ASSERT_TRUE(AuditKey::open(seals_.key));
    EXPECT_THAT(found(), ElementsAre("bad audit"));
}

TEST_F(Doctor, FindsPhotosThatAreNotWhatTheyWere) {
    const auto file = BlobStore(data_).path_of(photo_);
    std::ofstream(file, std::ios::binary) << "nO photo";
    EXPECT_THAT(found(), IsEmpty());
    EXPECT_THAT(found(Depth::deep), ElementsAre("bad photos.damaged"));
    std::filesystem::rename(file, file.string() + "0");
    EXPECT_THAT(found(), ElementsAre("bad photos.lost", "noted photos.unclaimed"));
}

TEST_F(Doctor, FindsWhatDiffersFromABackup) {
    const DoctorReport before = examined(Depth::deep);
    BackupManifest backup;
    backup.revision = before.revision;
    backup.tables = before.tables;
    backup.child_tables = before.child_tables;
    EXPECT_THAT(found(Depth::quick, backup), IsEmpty());
    damage("UPDATE household SET address = 'elsewhere' WHERE id = 'h1'");
    EXPECT_THAT(found(Depth::quick, backup), ElementsAre("bad backup.same"));
    ++backup.revision;
    EXPECT_THAT(found(Depth::quick, backup), ElementsAre("noted backup.same"));
}

}  // namespace
}  // namespace courtyard
