// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/refusal_text.h"

#include <fmt/format.h>

#include <map>

#include "api/http/framing.h"
#include "api/http/refusal.h"

namespace courtyard {
namespace {

const std::map<std::string_view, Text>& sentences() {
    constexpr auto kib = [](std::size_t bytes) { return bytes / 1024; };
    static const std::map<std::string_view, Text> table{
        {bad_framing.name,
         {"请求不合 HTTP/1.1 的格式，无法确定它从哪里到哪里",
          "the request is not sound HTTP/1.1: where it begins and ends cannot be told"}},
        {bad_target.name,
         {"地址的写法不对：须以 / 开头，路径中没有 . 或 ..，其余字符按 UTF-8 百分号编码",
          "the address is not well written: it begins with /, its path has no . or .., and other characters "
          "are percent-encoded UTF-8"}},
        {timed_out.name,
         {"请求没有在时限内发完，请检查网络后重发",
          "the request did not arrive in time: look at the connection and send it again"}},
        {body_too_large.name,
         {"内容超过这个地址接受的大小，请分成几份发送",
          "the body is larger than this address takes: send it in several parts"}},
        {target_too_long.name,
         {fmt::format("地址超过 {} KiB，请缩短（例如筛选条件）", kib(target_limit)),
          fmt::format("the address is longer than {} KiB: shorten it, for example its filter",
                      kib(target_limit))}},
        {unmet_expectation.name,
         {"Expect 只接受 100-continue，请去掉别的要求",
          "of Expect nothing but 100-continue is met: leave the rest out"}},
        {passwords_busy.name,
         {"正在核对的密码太多，请稍后再登录", "too many passwords are being checked: sign in again shortly"}},
        {head_too_large.name,
         {fmt::format("请求头超过 {} KiB 或 {} 个字段，请减少字段（例如 Cookie）", kib(head_limit),
                      field_limit),
          fmt::format("the head is larger than {} KiB or has more than {} fields: send fewer, for example of "
                      "Cookie",
                      kib(head_limit), field_limit)}},
        {crashed.name,
         {"服务器出错，没有完成；请把请求编号（request_id）告诉管理员",
          "something failed here and nothing was answered: tell the administrator the request_id"}},
        {not_implemented.name,
         {"不认识这个方法或这种传输编码", "the method or the transfer encoding is not known here"}},
        {overloaded.name,
         {"服务器正忙，排队已满，请稍后再试", "the server is busy and its queue is full: try again shortly"}},
        {waited_too_long.name,
         {"服务器正忙，请求等得太久而没有开始，请稍后再试",
          "the server is busy; the request waited too long and was not begun: try again shortly"}},
        {no_place.name,
         {"同时打开的连接太多，请稍后再试", "too many connections are open: try again shortly"}},
        {too_many_of_address.name,
         {"从这个地址同时打开的连接太多，请关闭一些再试",
          "too many connections are open from this address: close some and try again"}},
        {no_room.name,
         {"服务器磁盘已满，没有收下；请告诉管理员",
          "the server's disk is full and nothing was taken: tell the administrator"}},
    };
    return table;
}

}  // namespace

Text refusal_text(std::string_view name) {
    const auto found = sentences().find(name);
    if (found != sentences().end()) return found->second;
    return {fmt::format("请求未被接受（{}）", name), fmt::format("the request was refused ({})", name)};
}

}  // namespace courtyard
