// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Who gets in, for how long, and who does not. The clock is turned by hand.
#include "api/accounts.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <array>

#include "api/breached_passwords.h"
#include "api/secrets.h"
#include "api/totp.h"
#include "data/store/sqlite_store.h"
#include "tests/api/a_request.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

using testing::Contains;
using testing::ElementsAre;

constexpr std::int64_t minute = 60'000;
const std::string good = "the gate by the old tree";

class AccountsTest : public testing::Test {
  protected:
    AccountsTest() {
        reopen();
        EXPECT_TRUE(accounts_->save("li", Role::reviewer, {}, good));
        EXPECT_TRUE(accounts_->save("chief", Role::security, {}, good));
    }

    void reopen() {
        accounts_.reset();
        store_.reset();
        store_ = std::move(open_sqlite_store(scratch_.folder()).value());
        accounts_ = std::make_unique<Accounts>(*store_, PublicLevel::nothing, SessionLimits{},
                                               [this] { return now_; });
    }

    void pass(std::int64_t ms) {
        now_.wall.ms += ms;
        now_.steady_ms += ms;
    }

    Accounts::Attempt attempt(const std::string& password = good, const std::string& code = {}) const {
        return {"li", password, code, "10.0.0.1", {}};
    }
    std::string sign_in() {
        auto secret = accounts_->sign_in(attempt());
        EXPECT_TRUE(secret);
        return secret.value_or("");
    }
    std::string refusal(const Accounts::Attempt& tried) {
        const auto secret = accounts_->sign_in(tried);
        return secret ? "in" : secret.error().error.name;
    }
    Caller by_session(const std::string& secret) const {
        return accounts_->caller_of(a_request({}, {{"cookie", "sid=" + secret}})).value();
    }
    Result<Caller> by_token(const std::string& secret) const {
        return accounts_->caller_of(a_request({}, {{"authorization", "Bearer " + secret}}));
    }
    std::vector<std::string> told() const {
        std::vector<std::string> list;
        for (const AuditEntry& entry :
             store_->audit({.order = AuditQuery::Order::oldest_first, .at_most = 1'000}))
            list.push_back(entry.verb);
        return list;
    }

    Scratch scratch_;
    Now now_{Instant{1'800'000'000'000}, 5'000};
    std::unique_ptr<Store> store_;
    std::unique_ptr<Accounts> accounts_;
};

TEST_F(AccountsTest, ASessionEndsWhenItIsIdle) {
    const std::string secret = sign_in();
    for (int i = 0; i < 20; ++i) {
        pass(29 * minute);
        ASSERT_EQ(by_session(secret).name(), "li") << i;
    }
    pass(31 * minute);
    EXPECT_TRUE(by_session(secret).anonymous());
}

TEST_F(AccountsTest, ASessionEndsAfterTwelveHoursHoweverBusy) {
    const std::string secret = sign_in();
    for (int i = 0; i < 71; ++i) {
        pass(10 * minute);
        ASSERT_FALSE(by_session(secret).anonymous()) << i;
    }
    pass(11 * minute);
    EXPECT_TRUE(by_session(secret).anonymous());
}

TEST_F(AccountsTest, AClockThatIsSetBackKeepsNoSessionAlive) {
    const std::string secret = sign_in();
    now_.wall.ms -= std::int64_t{365} * 24 * 60 * minute;
    now_.steady_ms += 31 * minute;
    EXPECT_TRUE(by_session(secret).anonymous());
    const std::string other = sign_in();
    now_.wall.ms += std::int64_t{365} * 24 * 60 * minute;
    EXPECT_TRUE(by_session(other).anonymous()) << "and set forward it ends them";
}

TEST_F(AccountsTest, ARestartKeepsASessionAndItsAge) {
    const std::string secret = sign_in();
    pass(20 * minute);
    EXPECT_FALSE(by_session(secret).anonymous());
    now_.steady_ms = 77;
    reopen();
    EXPECT_FALSE(by_session(secret).anonymous());
    pass(40 * minute);
    reopen();
    EXPECT_TRUE(by_session(secret).anonymous());
}

TEST_F(AccountsTest, SigningInEndsTheSessionThatWasShown) {
    const std::string planted = sign_in();
    Accounts::Attempt again = attempt();
    again.former = planted;
    const auto fresh = accounts_->sign_in(again);
    ASSERT_TRUE(fresh);
    EXPECT_NE(*fresh, planted);
    EXPECT_TRUE(by_session(planted).anonymous());
    EXPECT_FALSE(by_session(*fresh).anonymous());
}

TEST_F(AccountsTest, ANewRoleEndsSessionsAndAnOldVersionIsRefused) {
    const std::string secret = sign_in();
    const auto before = accounts_->find("li")->version;
    ASSERT_TRUE(accounts_->change("li", {.role = Role::viewer}, {"chief", {}}, before));
    EXPECT_TRUE(by_session(secret).anonymous());
    EXPECT_EQ(accounts_->change("li", {.role = Role::planner}, {"chief", {}}, before).error().name,
              "account.changed");
    EXPECT_EQ(accounts_->find("li")->role, "viewer");
}

TEST_F(AccountsTest, WhoIsPutOutOfUseIsOutAtOnce) {
    const std::string session = sign_in();
    const auto token = accounts_->create_token("li", 10).value();
    ASSERT_TRUE(by_token(token));
    std::string ended;
    accounts_->on_ended([&](const std::string& name) { ended = name; });
    ASSERT_TRUE(accounts_->change("li", {.active = false}, {"chief", {}}));
    EXPECT_TRUE(by_session(session).anonymous());
    EXPECT_EQ(by_token(token).error().name, "session.expired");
    EXPECT_EQ(refusal(attempt()), "session.refused") << "as if it were not there";
    EXPECT_EQ(ended, "li");
    reopen();
    EXPECT_FALSE(by_token(token));
    ASSERT_TRUE(accounts_->change("li", {.active = true}, {"chief", {}}));
    EXPECT_FALSE(by_token(token)) << "what ended does not come back";
}

TEST_F(AccountsTest, FiveWrongPasswordsLockForThatAddress) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(refusal(attempt("wrong wrong wrong")), "session.refused");
    const auto locked = accounts_->sign_in(attempt());
    ASSERT_FALSE(locked);
    EXPECT_EQ(locked.error().error.name, "session.locked");
    EXPECT_EQ(locked.error().retry_after_s, 60);
    EXPECT_EQ(accounts_->locked_until("li")->ms, now_.wall.ms + minute);
    Accounts::Attempt elsewhere = attempt();
    elsewhere.address = "10.0.0.2";
    EXPECT_EQ(refusal(elsewhere), "in");
    pass(minute);
    EXPECT_EQ(refusal(attempt()), "in");
    EXPECT_THAT(told(), Contains("session.refused"));
}

TEST_F(AccountsTest, AnUnknownNameIsToldAndLockedLikeAKnownOne) {
    Accounts::Attempt nobody = attempt();
    nobody.name = "nobody";
    const auto unknown = accounts_->sign_in(nobody);
    const auto known = accounts_->sign_in(attempt("wrong wrong wrong"));
    ASSERT_FALSE(unknown || known);
    EXPECT_EQ(unknown.error().error.detail, known.error().error.detail);
    EXPECT_EQ(unknown.error().error.subject, known.error().error.subject);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(refusal(nobody), "session.refused");
    EXPECT_EQ(refusal(nobody), "session.locked");
    // What was typed as a name is not kept.
    for (const AuditEntry& entry : store_->audit({.verb = "session.refused", .at_most = 100}))
        EXPECT_TRUE(!entry.subject || entry.subject->name == "li");
}

TEST_F(AccountsTest, AFirstPasswordMustBeChanged) {
    const auto password = accounts_->add("wang", Role::field, {}, {"chief", {}});
    ASSERT_TRUE(password);
    const auto secret = accounts_->sign_in({"wang", *password, {}, "10.0.0.3", {}});
    ASSERT_TRUE(secret);
    const Caller caller = by_session(*secret);
    EXPECT_TRUE(caller.must_change);
    EXPECT_FALSE(permitted(caller, Verb::upload_inspections));
    EXPECT_TRUE(permitted(caller, Verb::own_account));
    EXPECT_EQ(accounts_->change_password(caller, *password, *password).error().error.name, "password.same");
    EXPECT_EQ(
        accounts_->change_password(caller, "wrong wrong wrong", "a pear tree by the well").error().error.name,
        "session.refused");
    const auto fresh = accounts_->change_password(caller, *password, "a pear tree by the well");
    ASSERT_TRUE(fresh);
    EXPECT_TRUE(by_session(*secret).anonymous()) << "the old session is dead";
    EXPECT_TRUE(permitted(by_session(fresh->secret), Verb::upload_inspections));
    EXPECT_EQ(fresh->consequence.sessions_ended, 0U) << "it was the only one";
    EXPECT_EQ(accounts_->add("wang", Role::field, {}, {"chief", {}}).error().name, "account.exists");
}

TEST_F(AccountsTest, ASecondFactorIsAskedForAndACodeWorksOnce) {
    const Caller caller = by_session(sign_in());
    const auto secret = accounts_->offer_factor(caller);
    ASSERT_TRUE(secret);
    EXPECT_EQ(refusal(attempt()), "in") << "not before it is confirmed";
    EXPECT_EQ(accounts_->confirm_factor(caller, "000000x").error().name, "session.code");
    const auto factor = accounts_->confirm_factor(caller, totp_code(*secret, totp_step(now_.wall)));
    ASSERT_TRUE(factor);
    const std::vector<std::string>* recovery = &factor->recovery;
    EXPECT_EQ(recovery->size(), 10U);

    EXPECT_EQ(refusal(attempt()), "session.second_factor");
    const std::string used = totp_code(*secret, totp_step(now_.wall));
    EXPECT_EQ(refusal(attempt(good, used)), "session.code") << "it confirmed the factor already";
    pass(minute);
    const std::string code = totp_code(*secret, totp_step(now_.wall));
    EXPECT_EQ(refusal(attempt("wrong wrong wrong", code)), "session.refused");
    EXPECT_EQ(refusal(attempt(good, code)), "in");
    EXPECT_EQ(refusal(attempt(good, code)), "session.code") << "seen over a shoulder it is worth nothing";
    reopen();
    EXPECT_EQ(refusal(attempt(good, code)), "session.code") << "nor after a restart";
    EXPECT_EQ(refusal(attempt(good, recovery->front())), "in");
    EXPECT_EQ(refusal(attempt(good, recovery->front())), "session.code") << "each recovery code once";
    std::string small = (*recovery)[1];
    for (char& c : small) c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(refusal(attempt(good, small)), "in");

    pass(11 * minute);
    EXPECT_EQ(accounts_->remove_factor(caller).error().name, "session.older");
    const auto again = accounts_->sign_in(attempt(good, (*recovery)[2]));
    ASSERT_TRUE(again);
    EXPECT_TRUE(accounts_->remove_factor(by_session(*again)));
    EXPECT_EQ(refusal(attempt()), "in");
}

TEST_F(AccountsTest, AFactorThatComesOrGoesEndsTheOtherSessionsAndSaysSo) {
    const std::string telephone = accounts_->create_token("li", 30).value();
    const std::string others[] = {sign_in(), sign_in()};
    const std::string mine = sign_in();
    const std::string secret = accounts_->offer_factor(by_session(mine)).value();
    EXPECT_FALSE(by_session(others[0]).anonymous()) << "not before it is confirmed";
    const auto on = accounts_->confirm_factor(by_session(mine), totp_code(secret, totp_step(now_.wall)));
    ASSERT_TRUE(on);
    EXPECT_EQ(on->consequence.sessions_ended, 2U);
    EXPECT_EQ(on->consequence.tokens, 1U);
    for (const std::string& other : others) EXPECT_TRUE(by_session(other).anonymous());
    EXPECT_EQ(by_session(mine).name(), "li") << "who set it up stays";
    EXPECT_EQ(by_token(telephone)->name(), "li") << "devices keep their tokens";

    const auto thief = accounts_->sign_in(attempt(good, on->recovery[0]));
    const auto off = accounts_->remove_factor(by_session(mine));
    ASSERT_TRUE(off);
    EXPECT_EQ(off->sessions_ended, 1U);
    EXPECT_TRUE(by_session(*thief).anonymous());
    EXPECT_EQ(by_session(mine).name(), "li");
    const auto entries = store_->audit({.verb = "factor.off", .at_most = 10});
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].detail, "1 sessions ended");
}

TEST_F(AccountsTest, ANewPasswordEndsTheOtherSessionsAndSaysSo) {
    const std::string telephone = accounts_->create_token("li", 30).value();
    const std::string other = sign_in();
    const Caller caller = by_session(sign_in());
    const auto changed = accounts_->change_password(caller, good, "a pear tree by the well");
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->consequence.sessions_ended, 1U);
    EXPECT_EQ(changed->consequence.tokens, 1U);
    EXPECT_TRUE(by_session(other).anonymous());
    EXPECT_EQ(by_session(changed->secret).name(), "li");
    EXPECT_EQ(by_token(telephone)->name(), "li");
}

TEST_F(AccountsTest, AnotherSessionIsEndedByWhoJustSignedIn) {
    const std::string other = sign_in();
    const std::string mine = sign_in();
    pass(11 * minute);
    EXPECT_EQ(accounts_->end_own_session(by_session(mine), by_session(other).credential).error().name,
              "session.older");
    EXPECT_EQ(accounts_->end_own_session(by_session(mine), "none").error().name, "session.unknown");
    EXPECT_FALSE(by_session(other).anonymous());
    const std::string again = sign_in();
    EXPECT_TRUE(accounts_->end_own_session(by_session(again), by_session(other).credential));
    EXPECT_TRUE(by_session(other).anonymous());
    EXPECT_TRUE(accounts_->end_own_session(by_session(mine), by_session(mine).credential))
        << "the own always";
    EXPECT_TRUE(by_session(mine).anonymous());
}

TEST_F(AccountsTest, ARoleMayBeMadeToHaveASecondFactor) {
    accounts_ =
        std::make_unique<Accounts>(*store_, PublicLevel::nothing,
                                   SessionLimits{.with_factor = {Role::reviewer}}, [this] { return now_; });
    const std::string session = sign_in();
    const Caller caller = by_session(session);
    EXPECT_TRUE(caller.must_enrol);
    EXPECT_FALSE(permitted(caller, Verb::see_aggregates));
    const std::string secret = accounts_->offer_factor(caller).value();
    ASSERT_TRUE(accounts_->confirm_factor(caller, totp_code(secret, totp_step(now_.wall))));
    EXPECT_TRUE(permitted(by_session(session), Verb::decide));
    const auto chief = accounts_->sign_in({"chief", good, {}, "10.0.0.1", {}});
    EXPECT_FALSE(by_session(*chief).must_enrol) << "another role";
}

TEST_F(AccountsTest, WrongCodesLockLikeWrongPasswords) {
    const Caller caller = by_session(sign_in());
    const std::string secret = accounts_->offer_factor(caller).value();
    ASSERT_TRUE(accounts_->confirm_factor(caller, totp_code(secret, totp_step(now_.wall))));
    for (int i = 0; i < 20; ++i) EXPECT_EQ(refusal(attempt()), "session.second_factor");
    pass(10 * minute);
    const std::string right = totp_code(secret, totp_step(now_.wall));
    const std::string wrong = right == "000000" ? "000001" : "000000";
    for (int i = 0; i < 5; ++i) EXPECT_EQ(refusal(attempt(good, wrong)), "session.code");
    EXPECT_EQ(refusal(attempt(good, right)), "session.locked");
}

TEST_F(AccountsTest, ATokenMayBeGoodForLess) {
    const auto issued =
        accounts_->create_token("li", {.device = "phone", .verbs = {Verb::see_places}, .days = 2});
    ASSERT_TRUE(issued);
    const Caller caller = by_token(issued->secret).value();
    EXPECT_TRUE(permitted(caller, Verb::see_places));
    EXPECT_FALSE(permitted(caller, Verb::decide));
    EXPECT_FALSE(permitted(caller, Verb::own_account));
    const auto list = accounts_->credentials_of("li", "token");
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].device, "phone");
    EXPECT_EQ(list[0].last_used, now_.wall);
    pass(3 * 24 * 60 * minute);
    EXPECT_EQ(by_token(issued->secret).error().name, "session.expired");
    EXPECT_TRUE(accounts_->credentials_of("li", "token").empty());
}

/// A hash as it was made when costs were lower.
std::string cheap_hash(const std::string& password) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    EXPECT_EQ(crypto_pwhash_str(text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_MIN,
                                crypto_pwhash_MEMLIMIT_MIN),
              0);
    return text.data();
}

TEST_F(AccountsTest, AHashOfHigherCostsIsNotReplacedByACheaperOne) {
    const std::string today = hash_of_password(good);
    const auto with = [&](const std::string& costs) {
        const auto begin = today.find("m=");
        return today.substr(0, begin) + costs + today.substr(today.find('$', begin));
    };
    ASSERT_EQ(with("m=65536,t=2,p=1"), today) << "the costs of today";
    EXPECT_FALSE(needs_new_hash(today));
    EXPECT_FALSE(needs_new_hash(with("m=262144,t=3,p=1")));
    EXPECT_FALSE(needs_new_hash(with("m=65536,t=4,p=1")));
    EXPECT_FALSE(needs_new_hash(with("m=262144,t=1,p=1")));
    EXPECT_TRUE(needs_new_hash(with("m=65536,t=1,p=1")));
    EXPECT_TRUE(needs_new_hash(with("m=8192,t=2,p=1")));
    EXPECT_TRUE(needs_new_hash("of another method"));
}

TEST_F(AccountsTest, AGoodSignInReplacesAHashOfLowerCosts) {
    const auto hash = [this] { return accounts_->find("li")->password_hash; };
    Account account = *accounts_->find("li");
    account.password_hash = cheap_hash(good);
    ASSERT_TRUE(needs_new_hash(account.password_hash));
    ASSERT_TRUE(store_
                    ->write([&](Transaction& transaction) -> Result<void> {
                        transaction.save_account(account);
                        return {};
                    })
                    .get());
    reopen();
    EXPECT_EQ(refusal(attempt("not the password")), "session.refused");
    EXPECT_EQ(hash(), account.password_hash) << "nobody signed in";
    const std::string before = sign_in();
    const std::string costlier = hash();
    EXPECT_NE(costlier, account.password_hash);
    EXPECT_FALSE(needs_new_hash(costlier));
    sign_in();
    EXPECT_EQ(hash(), costlier) << "it is made once";
    EXPECT_FALSE(by_session(before).anonymous()) << "it is the same password, so nobody is out";
    reopen();
    EXPECT_EQ(hash(), costlier);
    EXPECT_EQ(refusal(attempt()), "in");
}

TEST_F(AccountsTest, APasswordThatWasFoundInABreachIsRefusedWhereverOneIsChosen) {
    const std::string found = "correct horse battery staple";
    accounts_->refuse_breached(
        BreachedPasswords::open(scratch_.write("found.txt", "ABF7AAD6438836DBE526AA231ABDE2D0EEF74D42:216\n"))
            .value());
    const Caller caller = by_session(sign_in());
    EXPECT_EQ(accounts_->change_password(caller, good, found).error().error.name, "password.breached");
    EXPECT_EQ(accounts_->save("new", Role::viewer, {}, found).error().name, "password.breached");
    EXPECT_EQ(accounts_->set_password("li", found, {"chief", {}}).error().name, "password.breached");
    EXPECT_EQ(refusal(attempt()), "in") << "the old one stays";
    EXPECT_TRUE(accounts_->change_password(caller, good, "three steps to the yard"));
}

TEST_F(AccountsTest, ARevokedTokenIsDead) {
    const auto issued = accounts_->create_token("li", {.device = "phone", .days = 10}).value();
    EXPECT_EQ(accounts_->end("chief", "token", issued.credential.id(), {"chief", {}}).error().name,
              "token.unknown")
        << "it is not theirs";
    ASSERT_TRUE(accounts_->end("li", "token", issued.credential.id(), {"li", {}}));
    EXPECT_FALSE(by_token(issued.secret));
}

TEST_F(AccountsTest, ALostDeviceIsCutOffAndTheBrowserGoesOn) {
    const std::string session = sign_in();
    const auto token = accounts_->create_token("li", 10).value();
    ASSERT_TRUE(accounts_->change("li", {.revoke_tokens = true}, {"chief", {}}));
    EXPECT_FALSE(by_token(token));
    EXPECT_FALSE(by_session(session).anonymous());
    ASSERT_TRUE(accounts_->change("li", {.end_sessions = true}, {"chief", {}}));
    EXPECT_TRUE(by_session(session).anonymous());
}

TEST_F(AccountsTest, ASecretIsNotTakenInTheOthersPlace) {
    const std::string session = sign_in();
    const std::string token = accounts_->create_token("li", 10).value();
    EXPECT_FALSE(by_token(session));
    EXPECT_TRUE(by_session(token).anonymous());
}

TEST_F(AccountsTest, NobodyChangesTheOwnRightsAndOneSecurityAdministratorStays) {
    EXPECT_EQ(accounts_->change("chief", {.role = Role::admin}, {"chief", {}}).error().name, "account.own");
    EXPECT_EQ(accounts_->change("chief", {.active = false}, {"os:root", {}}).error().name,
              "account.last_security");
    ASSERT_TRUE(accounts_->save("second", Role::security, {}, good));
    EXPECT_TRUE(accounts_->change("chief", {.active = false}, {"second", {}}));
    EXPECT_FALSE(accounts_->save("os:root", Role::admin, {}, good)) << "nobody signs in as the machine";
}

TEST_F(AccountsTest, EveryChangeIsTold) {
    ASSERT_TRUE(
        accounts_->change("li", {.role = Role::planner, .remove_factor = true}, {"chief", "10.0.0.9"}));
    const auto entry = store_->audit({.verb = "account.change"}).front();
    EXPECT_EQ(entry.account->name, "chief");
    EXPECT_EQ(entry.subject->name, "li");
    EXPECT_EQ(entry.address->name, "10.0.0.9");
    EXPECT_EQ(entry.detail, "role reviewer -> planner");
    EXPECT_THAT(told(), ElementsAre("account.add", "account.add", "account.change"));
}

}  // namespace
}  // namespace courtyard
