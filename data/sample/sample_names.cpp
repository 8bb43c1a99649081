// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/sample_names.h"

#include <array>
#include <string_view>

namespace courtyard {

namespace {

constexpr std::array<std::string_view, 18> townships{"栖云", "云汀", "荷汀", "柳浦", "桐湾", "麦浪",
                                                     "双榆", "砚池", "枫砚", "禾田", "石笋", "鹭汀",
                                                     "青栗", "竹泉", "晚渡", "松坞", "梨垭", "鹤垅"};

constexpr std::array<std::string_view, 44> heads{
    "柳", "槐", "榆", "桑", "枣", "杏", "梨", "桃", "竹", "松", "荷", "菱", "麦", "禾", "稻",
    "石", "砚", "青", "白", "黄", "红", "金", "银", "双", "三", "五", "七", "八", "上", "下",
    "东", "西", "南", "北", "大", "小", "新", "老", "晚", "云", "雁", "鹤", "鹭", "凤"};
constexpr std::array<std::string_view, 30> bodies{"溪", "林", "泉", "河", "岭", "坡", "湾", "桥", "井", "塘",
                                                  "沟", "岗", "台", "渡", "店", "铺", "营", "寨", "庄", "楼",
                                                  "堂", "集", "坪", "洼", "垌", "屯", "园", "浦", "埠", "冲"};
constexpr std::array<std::string_view, 6> tails{"头", "口", "沿", "湾", "庄", "岗"};

constexpr std::array<std::string_view, 48> surnames{
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
    "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹",
    "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛"};

constexpr std::array<std::string_view, 16> brands{"青禾", "晓荷", "云锦", "麦香", "巧手", "春蚕",
                                                  "金穗", "绿野", "杏雨", "织霞", "禾悦", "棠梨",
                                                  "锦绣", "泉润", "兰心", "丰和"};
constexpr std::array<std::string_view, 12> trades{"手工编织", "刺绣",     "果蔬种植", "食用菌",
                                                  "花木",     "家政服务", "服装加工", "石磨面粉",
                                                  "中药材",   "蜂业",     "草编",     "小磨油"};
constexpr std::array<std::string_view, 4> forms{"专业合作社", "家庭农场", "有限公司", "工坊"};

template <std::size_t size>
std::string_view one_of(const std::array<std::string_view, size>& words, RandomStream& random) {
    return words[random.below(size)];
}

}  // namespace

std::string village_name(RandomStream& random, std::unordered_set<std::string>& taken) {
    for (int attempt = 0;; ++attempt) {
        std::string name;
        // Surnames before 庄, 寨, 楼 are how many real villages came by their names.
        if (random.chance(0.3)) {
            name += one_of(surnames, random);
            name += bodies[14 + random.below(6)];
        } else {
            name += one_of(heads, random);
            name += one_of(bodies, random);
        }
        if (attempt > 3 || random.chance(0.22)) name += one_of(tails, random);
        if (attempt > 40) name += one_of(heads, random);
        if (taken.insert(name).second) return name;
    }
}

std::string township_name(std::size_t number, std::uint64_t seed) {
    if (number < townships.size()) return std::string(townships[number]);
    // Beyond the list: head and body by number, so that no two townships share a name.
    const std::size_t at = (number - townships.size()) + seed % 7;
    std::string name(heads[at % heads.size()]);
    name += bodies[(at / heads.size() + at) % bodies.size()];
    if (at >= heads.size() * bodies.size() / 2) name += tails[at % tails.size()];
    return name;
}

std::string masked_name(RandomStream& random) { return std::string(one_of(surnames, random)) + "**"; }

std::string enterprise_name(RandomStream& random) {
    std::string name(one_of(brands, random));
    name += one_of(trades, random);
    name += one_of(forms, random);
    return name;
}

}  // namespace courtyard
