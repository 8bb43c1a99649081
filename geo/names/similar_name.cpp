// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/similar_name.h"

#include <algorithm>
#include <initializer_list>

#include "geo/names/address_text.h"

namespace courtyard {
namespace {

/// Units by which villages of one township are told apart: sides, sizes, ages, and what families are called.
constexpr std::u16string_view telling =
    u"大小东西南北中上下前后左右内外新老旧里头首尾高低长短正阳阴双单甲乙丙丁村庄"
    u"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
    u"卢姜崔"
    u"钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文"
    u"牛樊葛"
    u"邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁"
    u"冉骆蓝"
    u"路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏"
    u"宗瞿桂"
    u"全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥南班储原"
    u"栗燕楚"
    u"鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬"
    u"来扈晁"
    u"都芮普阙戈茹邸么雪生展院贵言";

bool tells_apart(char16_t unit) {
    return is_plain_sign(unit) || telling.find(unit) != std::u16string_view::npos;
}

Slip slip_in(std::initializer_list<char16_t> units, bool long_enough) {
    const bool told_apart = std::any_of(units.begin(), units.end(), tells_apart);
    return told_apart || !long_enough ? Slip::another_name : Slip::harmless;
}

}  // namespace

Slip slip_between(std::u16string_view text, std::u16string_view core) {
    const auto shorter = std::min(text.size(), core.size());
    std::size_t same = 0;
    while (same < shorter && text[same] == core[same]) ++same;
    const auto text_rest = text.substr(same);
    const auto core_rest = core.substr(same);
    if (text_rest.empty() && core_rest.empty()) return Slip::none;
    // A unit beside a number may be a part of it: 陵十里店 is as near to 二十里店 as to 十里店.
    const auto numbered = [&](std::u16string_view name) {
        return std::ranges::any_of(name.substr(same - std::min<std::size_t>(same, 1), 3), is_arabic_digit);
    };
    const bool free = !numbered(text) && !numbered(core);
    // In a name of three units one changed unit is another name more often than a slip.
    const bool long_enough = free && shorter >= 4;
    if (text.size() < core.size()) {
        return text_rest == core_rest.substr(1) ? slip_in({core_rest[0]}, long_enough) : Slip::none;
    }
    if (text.size() > core.size()) {
        return text_rest.substr(1) == core_rest ? slip_in({text_rest[0]}, long_enough) : Slip::none;
    }
    if (text_rest.substr(1) == core_rest.substr(1)) {
        return slip_in({text_rest[0], core_rest[0]}, long_enough);
    }
    const bool swapped = text_rest[0] == core_rest[1] && text_rest[1] == core_rest[0] &&
                         text_rest.substr(2) == core_rest.substr(2);
    return swapped ? slip_in({text_rest[0], text_rest[1]}, free && shorter >= 3) : Slip::none;
}

}  // namespace courtyard
