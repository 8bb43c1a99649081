// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {

std::string_view shared_schemas() {
    return R"(
Null = null // 空值 | no value
Words = { zh: text = "户", en: text = "households" } // 两种语言 | in both languages
AreaCode = text 2..12 = "410199001001" // 统计用区划代码 | statistical code of an area
AreaLevel = "province"|"prefecture"|"county"|"township"|"village" // 区划级别 | level of an area
Area = {
  fid: int = 1             // 区划的稳定编号 | stable number of the area, the same in tiles
  code: AreaCode
  name: text = "荷渡社区"  // 名称 | name
  level: AreaLevel
} // 区划 | an area
NamedArea = { code: AreaCode, name: text = "荷渡社区" } // 区划的代码与名称 | an area's code and name
Box = [number] = [112.95,34.14,113.44,34.48] // 西、南、东、北（度，WGS 84） | west, south, east, north in degrees (WGS 84)
Percent = number = 52.0 // 百分数，四位小数 | per cent, four decimals
Revision = int 0.. = 209985 // 修订号：数据每改一次加一 | number of a change; grows with each
Lon = number -180..180 = 113.2 // 经度 | longitude in degrees
Lat = number -90..90 = 34.3 // 纬度 | latitude in degrees
ErrorOfMember = {
  row?: int = 3            // 第几行 | row of a file
  pointer?: text           // 在正文中的位置（RFC 6901） | to it in the body (RFC 6901)
  column: text = lon       // 成员或列 | member or column
  code: text = number.range // 稳定的错误码 | stable code
  detail: text = "经度应在 -180 至 180 之间" // 说明 | a sentence
} // 一处错误 | what is wrong with one member or row
Problem = {
  type: text = "about:blank#parameter.invalid"
  title: text = "请求有误"
  status: int = 400
  detail: text = "limit 应为 1 至 500 的整数" // 哪个值错在哪里 | what was wrong with which value
  code: text = parameter.invalid  // 稳定的错误码，程序据此判断 | stable: what programs look at
  description: text = "limit 应为 1 至 500 的整数" // 同 detail | the same as detail
  request_id: text = 956f3184e45e1939 // 日志里的编号 | finds the request in the log
  subject?: text = limit   // 错在哪个参数、成员或记录 | parameter, member or record that it is about
  errors?: [ErrorOfMember]
} // 错误（RFC 9457） | an error (RFC 9457)
)";
}

std::string_view shared_parameters() {
    return R"(
v?: text // 缓存版本号；任何值都接受 | version for caches; any value is taken
lang?: "zh"|"en" // 答复的语言；缺省按 Accept-Language | language of the answer; else by Accept-Language
as_of?: day // 数据截至哪天（含当天）；缺省为今天 | figures up to and including this day; today when absent
revision?: int 0.. // 按哪个修订号时已知的数据；缺省为最新 | as it was known at this revision; the newest when absent
area?: AreaCode // 区划代码；缺省为可见范围的最上级 | code of an area; the top of one's scope when absent
level?: AreaLevel // 列到哪一级；缺省为下一级 | level of the rows; the one beneath when absent
campaign?: text default beautiful-courtyard // 活动 | campaign
indicator?: text = courtyards // 指标；缺省为活动的主要指标 | indicator; the campaign's main one when absent
service?: "help-points"|"bases" default help-points // 服务类型 | kind of service point
radius_m?: number 0..500000 default 3000 // 服务半径（米） | distance that is reached, in metres
filter?: text = "area = '410199001001'" // 条件（CQL2 文本），属性见 queryables；过于复杂则为 400 filter.too_costly | a condition in CQL2 text, of the attributes that `queryables` names; too much of it is 400 `filter.too_costly`
filter-lang?: "cql2-text" default cql2-text // 条件的语言 | language of the condition
filter-crs?: text default "http://www.opengis.net/def/crs/OGC/1.3/CRS84" // 条件中坐标的参照系 | reference system of the condition's coordinates
bbox?: [number] 4..6 = [112.9,34.1,113.5,34.5] // 范围：西,南,东,北（四个或六个数；西大于东表示跨越 180 度经线） | west,south,east,north (four or six numbers; west beyond east: across the antimeridian)
)";
}

}  // namespace courtyard
